"""A run repeated from its record: the same folder of results byte for byte, or what is different and why."""

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from qualcode.analysis.columns import frame_of_rows
from qualcode.errors import ReadError, UsageError
from qualcode.project.job.gathering import Progress
from qualcode.project.job.options import CodeOptions
from qualcode.project.results.causes import MACHINE, Cause, causes, other_keys
from qualcode.project.results.folder import PROVENANCE
from qualcode.project.results.found_again import Again, found_again
from qualcode.project.results.older import BESIDE
from qualcode.project.results.run import run
from qualcode.project.results.saved import DICTIONARY
from qualcode.project.results.table_changes import TableChanges, table_changes

if TYPE_CHECKING:
    import pandas as pd

TABLE_COLUMNS = ("table", "state", "added", "removed", "changed", "note")
ROW_COLUMNS = ("table", "change", "row", "column", "old", "new")
CAUSE_COLUMNS = ("about", "name", "what")

State: TypeAlias = Literal["same", "different", "edited", "missing", "new"]


class TableState(NamedTuple):
    """A table of the results beside the new one.

    state
        `same` byte for byte; `edited`: the new one is what the run wrote, and the file is no longer;
        `missing` in the folder; `new`: the run wrote none; else `different`.
    changes
        From the file in the folder to the new one; None where they are not compared.
    note
        What else is to be said.
    """

    name: str
    state: State
    changes: TableChanges | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rerun:
    """What repeating a run gave.

    is_same
        Whether all tables are the same byte for byte, and `provenance.json` but for versions.
    states
        The tables, one by one.
    because
        What differs in what went in, and in versions.
    record
        Keys of `provenance.json` that say something else.
    others
        Files of other formats than CSV that are not what `qualcode code --format` writes now.
    kept
        The folder of the new results; empty where they were not kept.
    found
        Files by their names in the record, and where they are now, if not there from the current folder.
    """

    results: str
    is_same: bool
    states: tuple[TableState, ...]
    because: tuple[Cause, ...]
    record: tuple[str, ...]
    others: tuple[str, ...]
    kept: str
    found: tuple[tuple[str, str], ...]

    @property
    def tables(self) -> "pd.DataFrame":
        """One row a table: `table`, `state`, how many rows were `added`, `removed` and `changed`, `note`."""
        return frame_of_rows(TABLE_COLUMNS, table_rows(self.states))

    @property
    def rows(self) -> "pd.DataFrame":
        """One row a change: `table`, `change`, `row` (its key), `column`, `old`, `new`."""
        return frame_of_rows(ROW_COLUMNS, row_changes(self.states))

    @property
    def causes(self) -> "pd.DataFrame":
        """One row a likely cause: `about`, `name`, `what`."""
        return frame_of_rows(CAUSE_COLUMNS, self.because)


def table_rows(states: Sequence[TableState]) -> list[tuple[str | int | None, ...]]:
    """The rows below TABLE_COLUMNS."""
    return [
        (one.name, one.state, *(one.changes[:3] if one.changes else (None, None, None)), one.note)
        for one in states
    ]


def row_changes(states: Sequence[TableState]) -> list[tuple[str, ...]]:
    """The rows below ROW_COLUMNS."""
    return [(one.name, *change) for one in states if one.changes for change in one.changes.rows]


def rerun(
    results: str | Path,
    *,
    folder: str | Path = "",
    output: str | Path = "",
    workers: int = 1,
    progress: Progress | None = None,
) -> Rerun:
    """Repeat the run that wrote a folder of results: the twin of `qualcode rerun`.

    Parameters
    ----------
    results
        The folder, or its `provenance.json`.
    folder
        Where its codebook and transcripts are now, where they are not found by themselves.
    output
        A folder that keeps the new results.
    workers
        Processes that code side by side.

    Raises
    ------
    ReadError, CodebookError
        The run cannot be repeated.
    UsageError
        `output` is the folder of the results.
    """
    place = _folder(results)
    again = found_again(place, "" if folder == "" else Path(folder).as_posix())
    if output and os.path.realpath(output) == os.path.realpath(place):
        cure = "choose another folder with -o"
        raise UsageError("the new results would take the place of the old ones", cure=cure, slug="output")
    with TemporaryDirectory(prefix="qualcode") as temporary:
        target = Path(output) if output else Path(temporary) / "results"
        options = replace(
            again.options,
            output=target.as_posix(),
            formats=_formats(Path(place)),
            dictionary=(Path(place) / DICTIONARY).is_file(),
            workers=workers,
        )
        _run(options, place, progress)
        return _compared(place, again, target, kept=str(output) and target.as_posix())


def _folder(results: str | Path) -> str:
    """The folder of the results; its record may be named in its place."""
    path = Path(results)
    return (path.parent if path.name == PROVENANCE else path).as_posix()


def _formats(folder: Path) -> tuple[str, ...]:
    """The other formats that tables of a folder are written in, as far as they can be written here."""
    from qualcode.export.formats import FORMATS, check_formats

    stems = {"tables", *(one.stem for one in folder.glob("*.csv"))}
    there = {one.suffix.removeprefix(".") for one in folder.iterdir() if one.stem in stems} & BESIDE
    usable = []
    for format in FORMATS:
        with suppress(UsageError):
            check_formats([format])
            usable += [format] if format in there else []
    return tuple(usable)


def _run(options: CodeOptions, results: str, progress: Progress | None) -> None:
    """Run; what would be wrong usage of a command line is here a run that cannot be repeated."""
    try:
        run(options, progress=progress)
    except UsageError as problem:
        raise ReadError(
            f"the run cannot be repeated: {problem.message}",
            place=problem.place or results,
            cure=problem.cure,
            slug=problem.slug,
        ) from None


def _compared(results: str, again: Again, target: Path, *, kept: str) -> Rerun:
    new = json.loads((target / PROVENANCE).read_text(encoding="utf-8"))
    old = again.written
    names = list(dict.fromkeys([*old["tables"], *new["tables"]]))
    recorded = {name: one["sha256"] for name, one in old["tables"].items()}
    states = tuple(_state(name, Path(results), target, recorded.get(name, "")) for name in names)
    keys = tuple(other_keys(old, new))
    return Rerun(
        results,
        all(one.state == "same" for one in states) and set(keys) <= set(MACHINE),
        states,
        tuple(causes(old, new)),
        keys,
        tuple(_others(Path(results), target, names)),
        kept,
        tuple((name, place) for place, name in again.options.named),
    )


def _state(name: str, old: Path, new: Path, recorded: str) -> TableState:
    before, now = _sha256(old / name), _sha256(new / name)
    if not now:
        return TableState(name, "different", note="this version writes no such table")
    if not recorded:
        return TableState(name, "new")
    if not before:
        note = "the run gives it again" if now == recorded else "and the run gives another one now"
        return TableState(name, "missing", note=note)
    if before == now:
        return TableState(name, "same")
    state: State = "edited" if now == recorded else "different"
    note = "also edited since the run" if state == "different" and before != recorded else ""
    try:
        changes = table_changes(name, old / name, new / name)
    except ReadError as problem:
        return TableState(name, state, note=problem.message)
    if not changes.any:
        note = "the same rows in other bytes: order, line ends, quotes or byte order mark"
    return TableState(name, state, changes, note)


def _sha256(file: Path) -> str:
    """The hash of a file, empty where there is none."""
    if not file.is_file():
        return ""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _others(old: Path, new: Path, tables: Sequence[str]) -> list[str]:
    """Files beside the tables that both folders hold, and that differ."""
    beside = sorted(one.name for one in new.iterdir() if one.name not in (*tables, PROVENANCE))
    return [name for name in beside if (old / name).is_file() and _sha256(old / name) != _sha256(new / name)]
