"""Codes that were read from another form, put together as the tree of a codebook file."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.codebook.faults import Faults, Place
from qualcode.codebook.nodes import Items, Node
from qualcode.codebook.plain import AT_TOP, CODE_FIELDS, pairs, text_node
from qualcode.codebook.schema import FORMAT


@dataclass(slots=True)
class Made:
    """A code that is being put together: its id, the id above it, and its fields by key and language."""

    id: str
    at: Place
    id_at: Place
    parent: str = ""
    names: list[str] = field(default_factory=list)
    texts: dict[str, list[tuple[str, str, Place]]] = field(default_factory=dict)
    lists: dict[str, tuple[Place, list[Node]]] = field(default_factory=dict)


MAX_LEVELS = 37
"""So many codes may lie below each other: the file of a deeper tree could not be read."""


def root(
    faults: Faults, codes: Sequence[Made], at: Place, *, settings: Sequence[tuple[str, Place, Node]] = ()
) -> Node:
    """A whole codebook: its format, its settings where there are any, and its codes."""
    below = [one for one in settings if one[0] not in AT_TOP]
    return pairs(
        [
            ("format", at, text_node(str(FORMAT), at)),
            *([("codebook", at, pairs(below, at))] if below else []),
            ("codes", at, tree(faults, codes, at)),
            *(one for one in settings if one[0] in AT_TOP),
        ],
        at,
    )


def tree(faults: Faults, codes: Sequence[Made], at: Place) -> Node:
    """The codes as a list of nodes, those below others within them."""
    below: dict[str, list[Made]] = {}
    for code in codes:
        below.setdefault(code.parent, []).append(code)
    placed: set[int] = set()
    deep = _too_deep(codes)
    if deep is not None:
        cure = f"make the tree flatter: {MAX_LEVELS} codes may lie below each other"
        faults.error(f"{deep.id} lies too deep", deep.at, cure=cure, slug="tree")
        return Items((), at.line, at.column, whole=False)
    root = _items(faults, below, "", at, placed)
    lost = next((code for code in codes if id(code) not in placed), None)
    if lost is not None:
        cure = "follow the parents: one of them must have none"
        faults.error(f"{lost.id} lies below itself", lost.at, cure=cure, slug="tree")
    return root


def _too_deep(codes: Sequence[Made]) -> Made | None:
    """The first code with too many above it; one that lies below itself is told elsewhere."""
    parents = {code.id: code.parent for code in codes}
    for code in codes:
        above, seen = code.parent, {code.id}
        while above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if len(seen) > MAX_LEVELS and not above:
            return code
    return None


def _items(faults: Faults, below: dict[str, list[Made]], parent: str, at: Place, placed: set[int]) -> Items:
    nodes: list[Node] = []
    for code in below.get(parent, ()):
        if id(code) in placed:
            continue
        placed.add(id(code))
        found: list[tuple[str, Place, Node]] = [("id", code.id_at, text_node(code.id, code.id_at))]
        found += [
            (key, texts[0][2], _texts(faults, key, texts)) for key, texts in code.texts.items() if texts
        ]
        found += [
            (key, where, Items(tuple(items), where.line, 1)) for key, (where, items) in code.lists.items()
        ]
        if code.id in below and not any(id(one) in placed for one in below[code.id]):
            found.append(("children", code.at, _items(faults, below, code.id, code.at, placed)))
        nodes.append(pairs(found, code.at))
    return Items(tuple(nodes), at.line, at.column)


def _texts(faults: Faults, key: str, texts: Sequence[tuple[str, str, Place]]) -> Node:
    """One text, or one a language."""
    if CODE_FIELDS[key] != "texts" or [language for language, _, _ in texts] == [""]:
        return text_node(texts[0][1], texts[0][2])
    bare = next((at for language, _, at in texts if not language), None)
    if bare is not None:
        cure = "keep the columns with a language, or the one without"
        faults.error(f"{key} stands here with a language and without one", bare, cure=cure, slug="tree")
    return pairs(
        [(language, at, text_node(text, at)) for language, text, at in texts if language], texts[0][2]
    )
