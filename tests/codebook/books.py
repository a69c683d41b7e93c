"""Codebook files as many hands would write them: for property tests of edits."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

IDS = ["trust", "信任", "不信任.弱", "elite_1", "Élan", "a-b", "社区·领导", "x2", "后", "tail"]
WORDS = ["邻居", "neighbour*", "能人", "bridge", "信得过", "wom?n"]
COMMENTS = ["# 说明", "#", "# - id: ghost", "# key: value # more", "#! 'quote"]


@dataclass
class Style:
    """How one file is written."""

    key: int = 2
    hyphen: int = 2
    inner: int = 2
    blanks: int = 0
    end: str = "\n"
    tidy: bool = False


@dataclass
class Draw:
    """Random decisions, and the lines so far."""

    data: st.DataObject
    style: Style
    ids: list[str]
    lines: list[str] = field(default_factory=list)
    leaves: list[str] = field(default_factory=list)

    def one(self, *choices):
        return self.data.draw(st.sampled_from(choices))

    def chance(self, of: int) -> bool:
        return self.data.draw(st.integers(0, of - 1)) == of - 1

    def put(self, column: int, text: str) -> None:
        self.lines.append(" " * column + text)

    def comment(self, column: int, *, of: int = 4) -> None:
        if self.chance(of):
            self.put(column, self.one(*COMMENTS))

    def behind(self) -> str:
        return self.one("", "", "", "  # behind", "   ")


def quoted(text: str, sign: str) -> str:
    if sign == "'":
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if sign else text


def written_id(draw: Draw, code_id: str) -> str:
    return quoted(code_id, draw.one("", "", "'", '"'))


def rule_of(draw: Draw) -> str:
    word = draw.one(*WORDS)
    if draw.leaves and draw.chance(2):
        named = draw.one(*draw.leaves)
        shape = draw.one("code:{}", "code：{}", 'code:"{}"', "code:“{}”", "code:“ {} ”")
        rule = draw.one("{} AND {}", "({} OR 车) NOT {}").format(word, shape.format(named))
        return f'{rule} OR "code:{named}"' if draw.chance(4) else rule
    return draw.one("{}", "{} OR it's", '"{}: x"', "{} NEAR/3 住", "{{{},b }}c").format(word)


def rules(draw: Draw, column: int) -> None:
    found = list({rule_of(draw): None for _ in range(draw.data.draw(st.integers(1, 5)))})
    if draw.chance(5):
        joint = draw.one(", ", ",\n" + " " * (column + 3))
        text = joint.join(quoted(rule, draw.one("'", '"')) for rule in found)
        draw.lines.extend((" " * column + f"rules: [{text}]").split("\n"))
        return
    draw.put(column, "rules:" + draw.behind())
    at = column + draw.style.hyphen
    for rule in found:
        draw.comment(at, of=6)
        kind = draw.one("", "'", '"', "'", "lines", "|", ">-", "below")
        if rule[0] in "\"{'" and kind in ("", "lines", "below"):
            kind = "'"
        if kind == "lines":
            first, _, rest = rule.partition(" ")
            draw.put(at, f"- {first}")
            if rest:
                draw.put(at + 2, rest)
        elif kind in ("|", ">-"):
            draw.put(at, f"- {kind}")
            draw.put(at + 3, rule)
        elif kind == "below":
            draw.put(at, "-")
            draw.comment(at + 2)
            draw.put(at + 2, rule)
        else:
            draw.put(at, f"- {quoted(rule, kind)}{draw.behind()}")
        draw.comment(at + draw.one(0, 2), of=8)


def text(draw: Draw, column: int, key: str) -> None:
    kind = draw.one("plain", "'", '"', "|", ">", "|2-", "lines", "flow", "block")
    said = draw.one("what it's about", "讲信任：不多", 'a "word"')
    if kind == "plain":
        draw.put(column, f"{key}: {said}{draw.behind()}")
    elif kind in ("'", '"'):
        draw.put(column, f"{key}: {quoted(said, kind)}{draw.behind()}")
    elif kind in ("|", ">", "|2-"):
        draw.put(column, f"{key}: {kind}")
        draw.put(column + 2, said)
        if draw.chance(2):
            draw.lines.append("")
            draw.put(column + 2, "# no comment: {text}")
            draw.put(column + 4, "deeper")
    elif kind == "lines":
        draw.put(column, f'{key}: "{said.replace(chr(34), "")}')
        draw.lines.append(draw.one("", " " * (column + 2)))
        draw.put(column + draw.one(1, 4), 'goes on: # here"')
    elif kind == "flow":
        draw.put(column, f"{key}: {{zh: {quoted(said, chr(39))},")
        draw.put(column + draw.one(2, 7), "en: text}")
    else:
        draw.put(column, f"{key}:")
        draw.comment(column + draw.style.inner)
        draw.put(column + draw.style.inner, "zh: 信任")
        draw.put(column + draw.style.inner, f"en: {quoted(said, chr(34))}{draw.behind()}")


def examples(draw: Draw, column: int, key: str) -> None:
    draw.put(column, f"{key}:")
    at = column + draw.style.hyphen
    for _ in range(draw.data.draw(st.integers(1, 3))):
        if draw.chance(2):
            draw.put(at, "- text: 他说“信任”")
            draw.put(at + 2, "speaker: 'Li: x'")
            draw.put(at + 2, draw.one("where: {community: L}", "role: resident"))
        else:
            draw.put(at, '- "He said: \\"yes\\" # no"')


def code(draw: Draw, column: int, depth: int) -> None:
    code_id = draw.ids.pop(0)
    if draw.chance(8) and not depth:
        draw.put(column, f"- {{id: {written_id(draw, code_id)}, rules: ['甲乙'],")
        draw.put(column + 5, f"color: '#aabbcc'}}{draw.behind()}")
        draw.leaves.append(code_id)
        return
    at = column + draw.style.key
    if draw.chance(6):
        draw.put(column, "-" + draw.one("", "  # behind"))
        at = column + 2
        draw.comment(at)
        draw.put(at, f"id: {written_id(draw, code_id)}")
    else:
        draw.put(column, f"-{' ' * (draw.style.key - 1)}id: {written_id(draw, code_id)}{draw.behind()}")
    fields(draw, at, code_id, depth)


def fields(draw: Draw, at: int, code_id: str, depth: int) -> None:
    below = depth < 2 and len(draw.ids) > 1 and draw.chance(3)
    for key in ("name", "definition", "color"):
        if draw.chance(3):
            draw.comment(at)
            if key == "color":
                draw.put(at, 'color: "#AaBbCc"')
            else:
                text(draw, at, key)
    if draw.chance(2) and not below:
        draw.comment(at)
        rules(draw, at)
    for key in ("examples", "non_examples"):
        if draw.chance(5):
            examples(draw, at, key)
    if below:
        draw.put(at, "children:" + draw.behind())
        codes(draw, at + draw.style.hyphen, depth + 1)
    else:
        draw.leaves.append(code_id)
    draw.comment(at, of=8)


def codes(draw: Draw, column: int, depth: int) -> None:
    for number in range(draw.data.draw(st.integers(1, 4 if depth == 0 else 3))):
        if not draw.ids:
            return
        if number:
            odd = not draw.style.tidy and draw.chance(6)
            draw.lines.extend([""] * (draw.one(0, 2) if odd else draw.style.blanks))
            if not draw.style.tidy and draw.chance(10):
                draw.put(column, "# section")
                draw.lines.append("")
        draw.comment(column if draw.style.tidy else draw.one(0, column, column), of=3)
        code(draw, column, depth)


@st.composite
def book(draw_from, *, tidy=False):
    """The text of a valid codebook; a `tidy` one parts all codes alike, and indents their comments."""
    data = draw_from(st.data())
    style = Style(
        key=data.draw(st.sampled_from([2, 2, 4])),
        hyphen=data.draw(st.sampled_from([0, 2, 2, 4])),
        inner=data.draw(st.sampled_from([2, 4])),
        blanks=data.draw(st.sampled_from([0, 1, 1, 2])),
        end=data.draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])),
        tidy=tidy,
    )
    draw = Draw(data, style, data.draw(st.permutations(IDS)))
    draw.comment(0, of=2)
    draw.lines += ["format: 1", *draw.one([], ["codebook:", "  # notes", "  name: B", ""])]
    draw.put(0, "codes:" + draw.behind())
    codes(draw, style.hyphen, 0)
    draw.lines += draw.one([], ["# the end"], ["", "# the end"], ["..."])
    bom = draw.one("", "", "\ufeff")
    return bom + style.end.join(draw.lines) + draw.one(style.end, style.end, "")
