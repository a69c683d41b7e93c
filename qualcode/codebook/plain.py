"""A codebook as the plain values of its file: mappings, lists and texts, and back to nodes.

The fields that a codebook file has are listed here: whatever writes a codebook, as YAML, as a table or
as Markdown, goes through these lists. How two codebooks are compared, field by field, stands in `fields`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any, Literal, TypeAlias

from qualcode.codebook.faults import Faults, Place
from qualcode.codebook.model import Code, Codebook, Example, Relation
from qualcode.codebook.nodes import Items, Node, Pairs, Text, read_nodes
from qualcode.codebook.schema import FORMAT
from qualcode.rules.negators import BUILT_IN, LISTS, Negators
from qualcode.rules.show import show

Plain: TypeAlias = "str | Sequence[Plain] | Mapping[str, Plain]"
Kind: TypeAlias = Literal["text", "texts", "flag", "lines", "rules", "records", "levels", "negation"]
"""`text`: one text; `texts`: one, or one a language; `flag`: true or false; `lines`: a list of texts;
`levels`: one, or one a language; `records`: a list of texts that may be mappings."""

CODE_FIELDS: Mapping[str, Kind] = {
    "id": "text",
    "name": "texts",
    "definition": "texts",
    "include": "texts",
    "exclude": "texts",
    "source": "texts",
    "color": "text",
    "core": "flag",
    "boundaries": "text",
    "rules": "rules",
    "shields": "lines",
    "examples": "records",
    "non_examples": "records",
}
"""What is written of a code, in the order of the file; its place in the tree is where it stands."""

CODEBOOK_FIELDS: Mapping[str, Kind] = {
    "name": "text",
    "version": "text",
    "languages": "lines",
    "levels": "levels",
    "unit": "text",
    "nested": "text",
    "boundaries": "text",
    "inflections": "flag",
    "shields": "lines",
    "negation": "negation",
    "relations": "records",
}
"""What is written of the codebook as a whole, in the order of the file."""

AT_TOP = ("relations",)
"""Those of them that stand at the top of the file and not below `codebook:`."""

PATTERN = "pattern:"
"""A rule that begins so is no text: no term can, without quotes."""

MAIN = {"examples": "text", "non_examples": "text", "relations": "memo"}
"""The key of a mapping in a list whose value stands for all of it where there is no other."""


def plain(codebook: Codebook) -> dict[str, Plain]:
    """The values of a codebook's file; what is as it is by default is left out."""
    codes = nest([(code.parent or "", plain_code(code)) for code in codebook.codes])
    top = plain_top(codebook)
    at_top = {key: top.pop(key) for key in AT_TOP if key in top}
    return top | {"codes": codes} | at_top


def plain_top(codebook: Codebook) -> dict[str, Plain]:
    """The file of a codebook without its codes."""
    settings = plain_settings(codebook)
    at_top = {key: settings.pop(key) for key in AT_TOP if key in settings}
    top: dict[str, Plain] = {"format": str(FORMAT)}
    return top | ({"codebook": settings} if settings else {}) | at_top


def plain_settings(codebook: Codebook) -> dict[str, Plain]:
    """What holds for the whole codebook."""
    return _plain_fields(codebook, CODEBOOK_FIELDS)


def plain_code(code: Code) -> dict[str, Plain]:
    """One code without its children."""
    return _plain_fields(code, CODE_FIELDS)


def nest(codes: Iterable[tuple[str, Mapping[str, Plain]]]) -> list[dict[str, Plain]]:
    """Codes, each with the id of the code above it (empty: none) and after that one, as a tree."""
    top: list[dict[str, Plain]] = []
    below: dict[str, list[dict[str, Plain]]] = {"": top}
    made: dict[str, dict[str, Plain]] = {}
    for parent, values in codes:
        code = made[str(values["id"])] = dict(values)
        if parent not in below:
            below[parent] = []
            made[parent]["children"] = below[parent]
        below[parent].append(code)
    return top


def _plain_fields(value: Code | Codebook, kinds: Mapping[str, Kind]) -> dict[str, Plain]:
    usual = {
        one.name: one.default if one.default_factory is MISSING else one.default_factory()
        for one in fields(value)
    }
    found = {key: getattr(value, key) for key in kinds}
    return {key: _PLAIN[kinds[key]](one) for key, one in found.items() if one != usual[key]}


def _texts(texts: Mapping[str, str]) -> Plain:
    return texts[""] if set(texts) == {""} else dict(texts)


def _levels(levels: Mapping[str, Sequence[str]]) -> Plain:
    lists = {language: list(names) for language, names in levels.items()}
    return lists[""] if set(lists) == {""} else lists


def _record(record: Example | Relation) -> Plain:
    """An example or a relation as a mapping; an example of which nothing else is said as its text."""
    if isinstance(record, Relation):
        texts = {"type": _texts(record.type), "memo": _texts(record.memo)}
        ends: dict[str, Plain] = {"from": record.source, "to": record.target}
        return ends | {key: value for key, value in texts.items() if value}
    given = {"text": record.text, "speaker": record.speaker, "role": record.role}
    found: dict[str, Plain] = {key: value for key, value in given.items() if value}
    if record.where:
        found["where"] = dict(record.where)
    return record.text if set(found) == {"text"} else found


def _negation(negators: Negators) -> Plain:
    """Word lists as changes to the built-in ones where changes give them, else as they are."""
    found: dict[str, Plain] = {}
    for name in LISTS:
        words, built_in = getattr(negators, name), getattr(BUILT_IN, name)
        if words != built_in:
            found[name] = _changes(words, built_in) or list(words)
    if negators.window != BUILT_IN.window:
        found["window"] = str(negators.window)
    return found


def _changes(words: Sequence[str], built_in: Sequence[str]) -> dict[str, Plain] | None:
    added = [word for word in words if word not in built_in]
    dropped = [word for word in built_in if word not in words]
    kept = [word for word in built_in if word not in dropped]
    if [*kept, *added] != list(words) or len(added) + len(dropped) >= len(words):
        return None
    lists: dict[str, Plain] = {"add": added, "drop": dropped}
    return {name: one for name, one in lists.items() if one}


_PLAIN: Mapping[Kind, Callable[[Any], Plain]] = {
    "text": str,
    "texts": _texts,
    "flag": lambda flag: str(flag).lower(),
    "lines": list,
    "rules": lambda rules: [show(rule) for rule in rules],
    "records": lambda records: [_record(record) for record in records],
    "levels": _levels,
    "negation": _negation,
}


def node(value: Plain, at: Place) -> Node:
    """A plain value as a node of a file that stands at one place."""
    if isinstance(value, str):
        return text_node(value, at)
    if isinstance(value, Mapping):
        return pairs([(key, at, node(one, at)) for key, one in value.items()], at)
    return Items(tuple(node(one, at) for one in value), at.line, at.column)


def rule_node(rule: str, at: Place) -> Node:
    """A rule as a node: a text, or for a pattern of tokens what YAML reads of it."""
    if not is_pattern(rule):
        return text_node(rule, at)
    found = read_nodes(Faults("", [*[""] * (at.line - 1), *rule.split("\n")]))
    return found if isinstance(found, Pairs) else text_node(rule, at)


def is_pattern(rule: str) -> bool:
    """Whether a rule is a mapping of the file, `pattern: […]`, and no text."""
    return rule.startswith(PATTERN)


def pairs(values: Iterable[tuple[str, Place, Node]], at: Place) -> Pairs:
    """A mapping of keys, with their places, to nodes."""
    return Pairs(tuple((text_node(key, where), one) for key, where, one in values), at.line, at.column)


def text_node(value: str, at: Place) -> Text:
    """A text that begins at a place; where it has several lines, columns within it are not known."""
    return Text(value, at.line, at.column, "|" if "\n" in value else "", at.line)
