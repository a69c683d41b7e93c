"""The key `levels:`: what the depths of the tree of codes are called."""

from collections.abc import Mapping

from qualcode.codebook import schema
from qualcode.codebook.faults import Faults, Placed
from qualcode.codebook.model import Codebook
from qualcode.codebook.nodes import Node, Pairs, Text

_CURE = (
    "write levels: [theme, category, concept], or one list a language: "
    "{zh: [主范畴, 范畴], en: [theme, category]}"
)


def read_levels(node: Node, languages: tuple[str, ...], faults: Faults) -> Mapping[str, tuple[str, ...]]:
    """The names of the depths, from the top, by language (or under ""); faults are reported."""
    if not isinstance(node, Pairs):
        found = {"": _names(node, faults)}
    else:
        found = {
            key.value: _names(value, faults)
            for key, value in node.pairs
            if schema.is_language(key, languages, faults) and not _is_empty(value)
        }
    return {language: names for language, names in found.items() if names}


def _is_empty(node: Node) -> bool:
    return isinstance(node, Text) and node.is_empty


def _names(node: Node, faults: Faults) -> tuple[str, ...]:
    names: list[str] = []
    for item in schema.items(node, "levels", faults, cure=_CURE):
        name = schema.text(item, "the name of a level", faults)
        if name in names:
            faults.error(f"the level {name} stands twice", item, cure="keep one", slug="duplicate-level")
        elif name:
            names.append(name)
        elif isinstance(item, Text):
            faults.error("the name of a level is empty", item, cure="write it, or take it out", slug="empty")
    return tuple(names)


def check_levels(codebook: Codebook, node: Placed | None, faults: Faults) -> None:
    """Warn where there are more or fewer names, in a language, than the tree has depths."""
    depths = 1 + max((code.depth for code in codebook.codes), default=0)
    for language, names in codebook.levels.items():
        if node is None or len(names) == depths:
            continue
        which = f" in {language}" if language else ""
        named = f"{len(names)} level{'' if len(names) == 1 else 's'}"
        message = f"levels: names {named}{which}, and the tree of codes has {depths}"
        cure = (
            f"take the names out that no code needs: the tree ends at {names[depths - 1]}"
            if len(names) > depths
            else f"name the levels below {names[-1]} too"
        )
        faults.warn(message, node, cure=cure, slug="levels")
