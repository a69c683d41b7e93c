"""Assignments on the screen: each coder's load, the strata, and where it is written."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qualcode.cli.columns import plural
from qualcode.cli.tables import number, ruled
from qualcode.project.teams.assignment_found import LOADS

if TYPE_CHECKING:
    from rich.text import Text

    from qualcode.project.teams.assignment_found import Assigned, Cells


def shown(found: "Assigned", file: str, *, written: bool) -> "Text":
    """How many documents and words each coder has, and how those for reliability spread over strata."""
    from rich.text import Text

    lines = [*_table(LOADS, found.load_rows()), "", *_shared(found)]
    heading = (" · ".join(found.strata), "documents", "reliability")
    lines += ["", *_table(heading, found.stratum_rows()), "", *_end(found, file, written=written)]
    return Text("\n".join(lines))


def _table(heading: Sequence[str], rows: Sequence["Cells"]) -> list[str]:
    cells = [tuple(number(cell) for cell in row) for row in rows]
    return ruled([tuple(heading), *cells], [False, *[True] * (len(heading) - 1)])


def _shared(found: "Assigned") -> Iterator[str]:
    """How many documents several people code."""
    total, shared = len({one.document for one in found.all}), len(found.shared)
    share = f" ({100 * shared / total:.0f}%)" if total else ""
    documents = f"{plural(total, 'document')}, {shared}{share} for reliability"
    yield f"round {found.round}, seed {found.seed}: {documents}; words of the population ({found.population})"
    if not shared:
        yield "no document is coded by two people: agreement cannot be told"


def _end(found: "Assigned", file: str, *, written: bool) -> Iterator[str]:
    """What is new, and where it stands."""
    if found.dropped:
        yield f"{plural(len(found.dropped), 'assignment')} of before no longer stand"
    if not found.new and not found.dropped:
        yield f"nothing new to assign: {plural(len(found.kept), 'assignment')} stand in {file}"
        return
    kept = f", {len(found.kept)} kept as they were" if found.kept else ""
    place = f"written to {file}" if written else "nothing written (--dry-run)"
    yield f"{plural(len(found.new), 'new assignment')}{kept}: {place}"
