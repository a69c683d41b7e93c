"""The section `relations:`: how main categories bear on each other."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from qualcode.codebook import schema
from qualcode.codebook.faults import Faults, nearest
from qualcode.codebook.model import Code, Relation
from qualcode.codebook.nodes import Items, Node, Pairs, Text

_CURE = "write each relation on a line of its own: - {from: one_code, to: another_code, type: causes}"


class RelationLine(NamedTuple):
    """A relation, and where its two ids stand."""

    relation: Relation
    source: Text
    target: Text


def read_relations(node: Node, languages: tuple[str, ...], faults: Faults) -> list[RelationLine]:
    """The relations whose two ends are given, in the order of the file; faults are reported."""
    found = []
    for item in schema.items(node, "relations", faults, cure=_CURE):
        if isinstance(item, Text | Items):
            schema.wrong_type(item, "a relation needs from and to", faults, cure=_CURE)
        elif isinstance(item, Pairs):
            found.append(_relation(item, languages, faults))
    return [line for line in found if line]


def _relation(node: Pairs, languages: tuple[str, ...], faults: Faults) -> RelationLine | None:
    values = {key: value for key, (_, value) in schema.fields(node, "in a relation", faults).items()}
    ends = {key: _end(values[key], key, faults) for key in ("from", "to") if key in values}
    missing = [key for key in ("from", "to") if key not in values]
    if missing and node.whole:
        message = f"a relation has no {' and no '.join(missing)}"
        faults.error(message, node, cure="name the ids of two codes: from: and to:", slug="missing")
    source, target = ends.get("from"), ends.get("to")
    texts = {
        key: schema.texts(values[key], key, languages, faults) for key in ("type", "memo") if key in values
    }
    if source is None or target is None:
        return None
    return RelationLine(Relation(source.value, target.value, **texts, line=node.line), source, target)


def _end(node: Node, key: str, faults: Faults) -> Text | None:
    """The id at one end, spelled as ids are, or None."""
    value = unicodedata.normalize("NFC", schema.text(node, key, faults))
    return node._replace(value=value) if isinstance(node, Text) and value else None


def check_relations(lines: Sequence[RelationLine], codes: Sequence[Code], faults: Faults) -> None:
    """Report ends that are no codes, and relations of a code to itself; warn of what is seldom meant.

    Main categories are the codes at the top, or, where all codes stand below the core category,
    the codes right below it.
    """
    by_id = {code.id: code for code in codes}
    first: dict[tuple[object, ...], int] = {}
    for line in lines:
        ends = (line.source, line.target)
        for end in ends:
            if end.value not in by_id:
                _unknown(end, by_id, faults)
        if all(end.value in by_id for end in ends):
            _check_ends(line, by_id, _main_depth(codes), faults)
            _check_twice(line, first, faults)


def _unknown(end: Text, known: dict[str, Code], faults: Faults) -> None:
    near = nearest(end.value, sorted(set(known) - {""}))
    cure = f"did you mean {near}?" if near else "name the id of a code of this codebook"
    faults.error(f"there is no code {end.value}", end, cure=cure, slug="unknown-code")


def _main_depth(codes: Sequence[Code]) -> int:
    top = [code for code in codes if code.depth == 0]
    return 1 if len(top) == 1 and top[0].core and len(codes) > 1 else 0


def _check_ends(line: RelationLine, known: dict[str, Code], main_depth: int, faults: Faults) -> None:
    if line.source.value == line.target.value:
        message = f"{line.source.value} is related to itself"
        faults.error(message, line.target, cure="name another code", slug="self-relation")
        return
    for end in (line.source, line.target):
        code = known[end.value]
        if code.depth > main_depth and not code.core:
            above = _ancestor(code, known, main_depth)
            message = f"{end.value} is no main category: it stands below {above}"
            cure = f"relate main categories, here {above}, unless the finer relation is meant"
            faults.warn(message, end, cure=cure, slug="relation-depth")


def _ancestor(code: Code, known: dict[str, Code], depth: int) -> str:
    while code.depth > depth and code.parent:
        code = known[code.parent]
    return code.id


def _check_twice(line: RelationLine, first: dict[tuple[object, ...], int], faults: Faults) -> None:
    relation = line.relation
    key = (relation.source, relation.target, tuple(sorted(relation.type.items())))
    other = first.setdefault(key, relation.line)
    if other != relation.line:
        message = f"this relation of {relation.source} to {relation.target} stands twice"
        cure = f"take one of the two out (the other is in line {other})"
        faults.warn(message, line.source, cure=cure, slug="same-relation")
