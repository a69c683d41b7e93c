"""Small codebooks as trees that can be written down, changed at random, and merged as plain values."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random

TERMS = ("能人", "带头人", "主心骨", "trust*", "neighbo*", "信任", "放心", "威望", "号召力", "牵头")
IDS = ("elite", "office", "trust", "identity", "能人_2", "paper", "burden", "linkage", "needs", "space")
TEXTS = (
    "Somebody gets things going.",
    "别人愿意跟着走。",
    "A post: mentioned only.",
    "It's lacking.",
    "x # y",
)


@dataclass
class Tree:
    """A code, or (with the id "") the codebook."""

    id: str
    texts: dict[str, str] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)
    comment: str = ""
    children: list["Tree"] = field(default_factory=list)

    def walk(self) -> Iterator["Tree"]:
        yield self
        for child in self.children:
            yield from child.walk()


def make_tree(rng: Random) -> Tree:
    """A codebook of three to eight codes."""
    root = Tree("", {"name": "Street", "version": "1"}, comment="the codes of the street")
    for name in rng.sample(IDS, rng.randint(3, 8)):
        parent = rng.choice([root, root, *root.walk()])
        parent.children.append(make_code(rng, name))
    return root


def make_code(rng: Random, name: str) -> Tree:
    texts = {key: rng.choice(TEXTS) for key in ("definition", "include", "source") if rng.random() < 0.6}
    rules = rng.sample(TERMS, rng.randint(0, 4))
    comment = f"on {name}" if rng.random() < 0.4 else ""
    return Tree(name, texts, rules, rng.sample(TEXTS, rng.randint(0, 2)), comment)


def write(root: Tree, *, spaced: bool = True, step: int = 2) -> str:
    """The codebook as a file; `spaced` puts blank lines between codes."""
    lines = [f"# {root.comment}", "format: 1", "codebook:"]
    lines += [f"  {key}: {value}" for key, value in root.texts.items()]
    lines += ["", "codes:", *_codes(root, step, spaced=spaced), "# the end"]
    return "\n".join(lines) + "\n"


def _codes(tree: Tree, column: int, *, spaced: bool) -> Iterator[str]:
    for number, code in enumerate(tree.children):
        if spaced and number:
            yield ""
        if code.comment:
            yield f"{' ' * column}# {code.comment}"
        yield f"{' ' * column}- id: {code.id}"
        inside = " " * (column + 2)
        for key, text in code.texts.items():
            quoted = text.replace("'", "''")
            yield f"{inside}{key}: '{quoted}'"
        for key, items in (("rules", code.rules), ("examples", code.examples)):
            if items:
                yield f"{inside}{key}:"
            for item in items:
                yield inside + "  - '" + item.replace("'", "''") + "'"
        if code.children:
            yield f"{inside}children:"
            yield from _codes(code, column + 4, spaced=spaced)


def changed(root: Tree, rng: Random, times: int, *, only: set[str] | None = None) -> Tree:
    """The codebook with some changes; with `only`, to these codes and none that add, remove or move."""
    root = deepcopy(root)
    for _ in range(times):
        codes = [code for code in root.walk() if code.id and (only is None or code.id in only)]
        if codes:
            rng.choice(PLAIN if only is not None else (*PLAIN, *PLAIN, *STRUCTURAL))(
                root, rng.choice(codes), rng
            )
    return root


def _define(_: Tree, code: Tree, rng: Random) -> None:
    code.texts[rng.choice(["definition", "include", "source"])] = rng.choice(TEXTS) + str(rng.randrange(9))


def _forget(_: Tree, code: Tree, rng: Random) -> None:
    code.texts.pop(rng.choice(["definition", "include", "source"]), None)


def _add_rule(_: Tree, code: Tree, rng: Random) -> None:
    rule = rng.choice(TERMS) + rng.choice(["", "甲", "乙"])
    if rule not in code.rules and not rule.endswith("*甲") and not rule.endswith("*乙"):
        code.rules.insert(rng.randint(0, len(code.rules)), rule)


def _drop_rule(_: Tree, code: Tree, rng: Random) -> None:
    if code.rules:
        code.rules.remove(rng.choice(code.rules))


def _add_example(_: Tree, code: Tree, rng: Random) -> None:
    example = rng.choice(TEXTS) + str(rng.randrange(9))
    if example not in code.examples:
        code.examples.append(example)


def _comment(_: Tree, code: Tree, rng: Random) -> None:
    code.comment = rng.choice(["", "to be discussed", "see the notes"])


def _shuffle(_: Tree, code: Tree, rng: Random) -> None:
    rng.shuffle(code.rules)


def _add_code(root: Tree, code: Tree, rng: Random) -> None:
    used = {one.id for one in root.walk()}
    free = [name for name in IDS if name not in used]
    if free:
        code.children.insert(rng.randint(0, len(code.children)), make_code(rng, rng.choice(free)))


def _drop_code(root: Tree, code: Tree, _: Random) -> None:
    if len(list(root.walk())) > 2:
        kept = [child for child in root.children if child is not code]
        if kept:
            _parent(root, code).children.remove(code)


def _move(root: Tree, code: Tree, rng: Random) -> None:
    inside = {id(one) for one in code.walk()}
    parent = rng.choice([one for one in root.walk() if id(one) not in inside])
    if root.children != [code]:
        _parent(root, code).children.remove(code)
        parent.children.insert(rng.randint(0, len(parent.children)), code)


def _reorder(root: Tree, code: Tree, rng: Random) -> None:
    rng.shuffle(_parent(root, code).children)


def _raise_version(root: Tree, _: Tree, rng: Random) -> None:
    root.texts["version"] = str(rng.randint(2, 9))


PLAIN = (_define, _forget, _add_rule, _drop_rule, _add_example, _comment, _shuffle)
STRUCTURAL = (_add_code, _drop_code, _move, _reorder, _raise_version)


def _parent(root: Tree, code: Tree) -> Tree:
    return next(one for one in root.walk() if any(child is code for child in one.children))


def pieces(root: Tree) -> dict[tuple[str, ...], str]:
    """All that a codebook says, without its order."""
    said: dict[tuple[str, ...], str] = {("", key): value for key, value in root.texts.items()}
    for parent in root.walk():
        for code in parent.children:
            said[code.id, "parent"] = parent.id
            said |= {(code.id, key): text for key, text in code.texts.items()}
            said |= {(code.id, "rules", rule): "" for rule in code.rules}
            said |= {(code.id, "examples", text): "" for text in code.examples}
    return said
