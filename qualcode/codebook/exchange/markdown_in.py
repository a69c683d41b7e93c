"""A Markdown page as a codebook: one that was written from a codebook, or one that people wrote."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.codebook.exchange.build import Made, root
from qualcode.codebook.exchange.cells import read_record, value_of
from qualcode.codebook.exchange.headings import Heading, read_heading
from qualcode.codebook.exchange.ids import Ids
from qualcode.codebook.exchange.markdown import CODE, LOWEST
from qualcode.codebook.exchange.places import Reading, text_faults, text_reading
from qualcode.codebook.faults import Faults, Place, allowed
from qualcode.codebook.nodes import Node, Pairs, read_nodes
from qualcode.codebook.plain import AT_TOP, CODE_FIELDS, MAIN, node, rule_node, text_node
from qualcode.text.patterns import lazy

_HEADING = lazy(r"(#{1,6})\s+(.*)")
_FIELD = lazy(
    r"(?:[-*+]\s+)?(?:\*\*|__)(.+?)(?:[:：]\s*(?:\*\*|__)|(?:\*\*|__)\s*[:：]?)(?:\s+(.*)|(\S.*)|)"
    r"|[-*+]\s+([^:：`]{1,30}?)\s*[:：]\s*(.*)"
)
_ITEM = lazy(r"(\s+)[-*+](?:\s+(.*)|$)")
_SPAN = lazy(r"(`+)(.*?)(?<!`)\1(?!`)\s*", re.DOTALL)
_UNESCAPE = lazy(r"\\([!-/:-@\[-`{-~])|&#(\d{1,7});")
_WORD_ENDS = lazy(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(slots=True)
class _Text:
    """Lines of one text, and where it begins."""

    at: Place
    lines: list[str]


@dataclass(slots=True)
class _Field:
    """A field of a code while it is read: its own text, or its items."""

    means: Heading
    at: Place
    own: _Text
    items: list[_Text] = field(default_factory=list)


@dataclass(slots=True)
class _Code:
    """A code while it is read: its heading, the fields below it, and lines that belong to none."""

    level: int
    at: Place
    written: str
    fields: list[_Field] = field(default_factory=list)
    loose: list[_Text] = field(default_factory=list)


def read_markdown(text: str, *, file: str) -> Reading:
    """A codebook from a Markdown page.

    A heading is a code; its level says how deep the code lies. A list below it holds fields, such as
    `- **definition:** …`; paragraphs without a field are the definition.
    """
    faults = text_faults(text, file=file)
    settings, first = _front_matter(faults)
    codes, notes = _codes(faults, first)
    title = codes.pop(0) if codes and _is_title(codes) else None
    if title is not None and not any(key == "name" for key, _, _ in settings):
        settings = [("name", title.at, text_node(unescape(title.written), title.at)), *settings]
    made = _made(faults, codes, notes)
    return text_reading(root(faults, made, Place(1), settings=settings), faults, notes)


def _front_matter(faults: Faults) -> tuple[list[tuple[str, Place, Node]], int]:
    """The settings in front matter, and the number (from 0) of the first line behind it."""
    lines = faults.lines
    if lines[0].rstrip() != "---":
        return [], 0
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)
    if not end:
        cure = "write --- below the settings"
        faults.error("the front matter never ends", Place(1), cure=cure, slug="markdown")
        return [], len(lines)
    front = Faults(faults.file, ["", *lines[1:end]])
    tree = read_nodes(front)
    faults.errors += front.errors
    values = tree.pairs if isinstance(tree, Pairs) else ()
    below = [value.pairs for key, value in values if key.value == "codebook" and isinstance(value, Pairs)]
    for key, _ in values:
        if key.value not in ("format", "codebook", *AT_TOP):
            cure = "write format: 1, and the settings below codebook:"
            faults.error(f"unknown key {key.value} in the front matter", key, cure=cure, slug="unknown-key")
    found = [*(below[0] if below else ()), *(pair for pair in values if pair[0].value in AT_TOP)]
    return [(key.value, Place(key.line, key.column), value) for key, value in found], end + 1


def _codes(faults: Faults, first: int) -> tuple[list[_Code], list[str]]:
    """The headings with what stands below them."""
    codes: list[_Code] = []
    lost = 0
    for number, line in enumerate(faults.lines[first:], first + 1):
        if heading := _HEADING.fullmatch(line):
            codes.append(_Code(len(heading[1]), Place(number, len(heading[1]) + 2), _without_end(heading[2])))
        elif codes:
            _take(faults, codes[-1], line, number)
        else:
            lost += bool(line.strip())
    return codes, [f"{lost} lines before the first heading: left out"] * bool(lost)


def _without_end(heading: str) -> str:
    """The text of a heading without the `#` that may close it."""
    text = heading.rstrip()
    rest = text.rstrip("#")
    return rest.rstrip() if rest[-1:].isspace() else text


def _take(faults: Faults, code: _Code, line: str, number: int) -> None:
    """Put a line where it belongs: a new field, a new item, or more of what is above it."""
    match = _FIELD.fullmatch(line)
    means = read_heading((match[1] or match[4]).strip()) if match else None
    if match and means and (means.key in CODE_FIELDS or means.key == "parent"):
        text = match[2] or match[3] or match[5] or ""
        at = Place(number, len(line) - len(text) + 1)
        code.fields.append(_Field(means, at, _Text(at, [text] if text else [])))
    elif match and match[1] and not line.startswith(" "):
        known = allowed(match[1], [*CODE_FIELDS, "parent"])
        cure = f"{known}; or write it without the asterisks"
        faults.error(f"there is no field {match[1]}", Place(number), cure=cure, slug="unknown-key")
    elif code.fields and (not line.strip() or line.startswith(" ") or code.fields[-1].own.lines):
        _go_on(code.fields[-1], line, number)
    elif line.strip() or code.loose:
        _add(code.loose, line, number)


def _go_on(one: _Field, line: str, number: int) -> None:
    """A line of a field that began above: a new item of a list, or more of the last text."""
    item = _ITEM.fullmatch(line)
    if item and CODE_FIELDS.get(one.means.key) not in ("text", "texts", "flag", None):
        text = item[2] or ""
        one.items.append(_Text(Place(number, len(line) - len(text) + 1), [text]))
    elif one.items:
        one.items[-1].lines.append(line.removeprefix(" " * 4) if line.strip() else line[4:])
    else:
        one.own.lines.append(line.removeprefix("  "))


def _add(loose: list[_Text], line: str, number: int) -> None:
    if not loose:
        loose.append(_Text(Place(number), []))
    loose[-1].lines.append(line)


def _is_title(codes: Sequence[_Code]) -> bool:
    """Whether the first heading names the whole page: it has no id, and all others are lower."""
    first, *others = codes
    return first.level == 1 and not _SPAN.match(first.written) and all(one.level > 1 for one in others)


def _made(faults: Faults, codes: Sequence[_Code], notes: list[str]) -> list[Made]:
    heads = [_SPAN.match(code.written) for code in codes]
    ids = Ids(_span_body(head[2]) for head in heads if head)
    made: list[Made] = []
    above: list[tuple[int, str]] = []
    loose = 0
    for code, head in zip(codes, heads, strict=True):
        while above and above[-1][0] >= code.level:
            above.pop()
        parent = above[-1][1] if above else ""
        name = unescape(code.written[head.end() :] if head else code.written)
        code_id = _span_body(head[2]) if head else ids.make(name, parent=parent)
        one = Made(code_id, code.at, code.at, parent)
        _fill(faults, one, code, name)
        loose += _define(one, code)
        made.append(one)
        above.append((code.level, one.id))
    _explicit_parents(faults, codes, made)
    if loose:
        notes.append(f"{loose} paragraphs without a field: taken for definitions")
    return made


def _fill(faults: Faults, made: Made, code: _Code, name: str) -> None:
    """The fields of a code, and its name where only the heading has it."""
    for one in code.fields:
        key, kind = one.means.key, CODE_FIELDS.get(one.means.key, "text")
        if kind == "texts":
            text = prose(one.own.lines)
            made.texts.setdefault(key, []).append((one.means.language, text, one.at))
        elif kind in ("text", "flag") and key != "parent":
            made.texts[key] = [("", str(value_of(_code_text(one.own.lines), key, kind)), one.at)]
        elif key != "parent":
            own = [one.own] if any(map(str.strip, one.own.lines)) else []
            items = [_item(key, text) for text in (*own, *one.items)]
            made.lists.setdefault(key, (one.at, []))[1].extend(items)
    names = [" ".join(text.split()) for _, text, _ in made.texts.get("name", ())]
    if name and not names:
        made.texts["name"] = [("", name, code.at)]
    elif name and " ".join(name.split()) not in names:
        cure = "write the same name in both, or take it out of the heading"
        faults.error(
            f"the heading says {name}, the field name {names[0]}", code.at, cure=cure, slug="markdown"
        )


def _item(key: str, text: _Text) -> Node:
    value = _code_text(text.lines) if key in CODE else read_record(prose(text.lines), MAIN[key])
    inside = len(text.lines[0]) - len(text.lines[0].lstrip("`")) if key in CODE else 0
    at = Place(text.at.line, text.at.column + inside)
    return rule_node(str(value), at) if key == "rules" else node(value, at)


def _define(made: Made, code: _Code) -> int:
    """Paragraphs without a field as the definition; how many texts were taken so."""
    if not code.loose or "definition" in made.texts:
        return 0
    made.texts["definition"] = [("", prose(code.loose[0].lines), code.loose[0].at)]
    return 1


def _explicit_parents(faults: Faults, codes: Sequence[_Code], made: Sequence[Made]) -> None:
    """Codes below the lowest heading say themselves which code they belong to."""
    ids = {one.id for one in made}
    for code, one in zip(codes, made, strict=True):
        for each in code.fields:
            if each.means.key != "parent":
                continue
            parent = _code_text(each.own.lines)
            if parent not in ids:
                cure = allowed(parent, sorted(ids)[:30])
                faults.error(f"there is no code {parent}", each.at, cure=cure, slug="unknown-code")
            elif code.level < LOWEST and parent != one.parent:
                cure = "take the line out, or make the heading one level lower than that of the parent"
                faults.error("the headings say another parent", each.at, cure=cure, slug="markdown")
            else:
                one.parent = parent


def _code_text(lines: Sequence[str]) -> str:
    """A text between backticks, or one that stands there as it is."""
    text = "\n".join(lines).strip()
    span = _SPAN.fullmatch(text)
    return _span_body(span[2]) if span else text


def _span_body(text: str) -> str:
    is_padded = text[:1] == text[-1:] == " " and bool(text.strip())
    return text[1:-1] if is_padded else text


def prose(lines: Sequence[str]) -> str:
    """The text that these lines of Markdown show; lines of one paragraph are joined."""
    text, broken = "", True
    for number, line in enumerate([line.strip() for line in lines]):
        if not line:
            text += "\n" if number else ""
            broken = True
            continue
        hard = len(line) - len(line.rstrip("\\"))
        if number and broken:
            text += "\n"
        elif number:
            text += "" if _WORD_ENDS.fullmatch(text[-1:]) and _WORD_ENDS.match(line) else " "
        broken = hard % 2 == 1
        text += unescape(line[:-1] if broken else line)
    return text.strip("\n")


def unescape(text: str) -> str:
    """The characters behind backslashes and numbers."""
    return _UNESCAPE.sub(lambda found: found[1] or chr(min(int(found[2]), 0x10FFFF)), text)
