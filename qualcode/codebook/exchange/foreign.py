"""Codes from lists and dictionaries that know no ids: names in a tree, with patterns of words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.codebook.exchange.build import Made, root
from qualcode.codebook.exchange.globs import Changes, term_of
from qualcode.codebook.exchange.ids import Ids, told_ids
from qualcode.codebook.exchange.places import Reading, text_reading
from qualcode.codebook.faults import Faults, Place
from qualcode.codebook.plain import text_node
from qualcode.text.key import fold

WHOLE_WORDS = (
    "patterns were whole words, of either case; Latin terms still are, Chinese ones are found anywhere that "
    "they cut through no word"
)


@dataclass(slots=True)
class Entry:
    """A name at a depth (0: top) with what belongs to it; lines count from 1."""

    name: str
    depth: int
    line: int
    short: str = ""
    patterns: list[tuple[str, int]] = field(default_factory=list)


def foreign_reading(
    entries: Sequence[Entry], faults: Faults, *, notes: Sequence[str] = (), changes: Changes | None = None
) -> Reading:
    """A codebook from entries, parents before what is below them; ids are made from their names."""
    changes = changes or Changes()
    ids, made, above = Ids(), list[Made](), list[Made]()
    renamed: list[tuple[str, str]] = []
    for entry in entries:
        del above[entry.depth :]
        code_id = ids.make(entry.short or entry.name, parent=above[-1].id if above else "")
        at = Place(entry.line)
        one = Made(code_id, at, at, above[-1].id if above else "")
        if code_id != entry.name:
            one.texts["name"] = [("", entry.name, at)]
            renamed.append((entry.name, code_id))
        _add_rules(one, entry, changes)
        made.append(one)
        above.append(one)
    told = [*told_ids(renamed), *notes, *changes.told()]
    return text_reading(root(faults, made, Place(1)), faults, told)


def _add_rules(made: Made, entry: Entry, changes: Changes) -> None:
    """One rule for each pattern, in the order of the file; one that stands twice is noted."""
    seen: set[str] = set()
    nodes = []
    for pattern, line in entry.patterns:
        rule = term_of(pattern, line, changes)
        if rule and fold(rule) in seen:
            changes.add("left out, it stands twice in one code", pattern, line)
        elif rule:
            seen.add(fold(rule))
            nodes.append(text_node(rule, Place(line)))
    if nodes:
        made.lists["rules"] = (Place(entry.line), list(nodes))
