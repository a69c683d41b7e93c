"""The sheet of units where coders differ: written to be filled in, and read back with what was decided."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.errors import ReadError, UsageError
from qualcode.export.csv import DANGEROUS
from qualcode.project.agreement.consensus import Ruling, record
from qualcode.project.agreement.finished import (
    Adjudication,
    Disputed,
    Standing,
    disputed_in,
    left_out,
    standing_of,
)
from qualcode.project.codings.code_names import NONE, CodeNames
from qualcode.project.sheets.filled import Row, Sheet, is_same, sheet_in
from qualcode.project.study.journals import renamed_in
from qualcode.terms import SEPARATOR, CodeId
from qualcode.text.key import fold

BEFORE = ("document", "unit", "start", "end", "speaker", "text")
DECIDED = ("decision", "reason")
HOW = ("counted_by", "population")
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Adjudicated:
    """What a filled sheet has changed.

    settled, same
        Units that were decided on now, and those that had been decided so before.
    refused
        Units whose codings or text have changed since the sheet was written: nothing was written of them.
    left
        Units on which nothing is decided yet.
    finished, unfinished
        The documents that the agreed coding is whole of, and those that it is not.
    """

    settled: int
    same: int
    refused: tuple[str, ...]
    left: int
    finished: tuple[str, ...]
    unfinished: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def sheet_columns(adjudication: Adjudication) -> tuple[str, ...]:
    """The columns of a sheet; raises UsageError where a coder has the name of another column."""
    taken = {fold(name) for name in (*BEFORE, *DECIDED, *HOW)}
    bad = [label for label in adjudication.labels if fold(label) in taken]
    if bad:
        cure = "settle the differences on the screen: leave -o out"
        raise UsageError(f"{bad[0]} is the name of another column of the sheet", cure=cure, slug="coders")
    return (*BEFORE, *adjudication.labels, *DECIDED, *HOW)


def sheet_rows(adjudication: Adjudication, found: Sequence[Disputed]) -> list[tuple[str | int, ...]]:
    """The cells of a sheet; what was decided already stands in it."""
    return [tuple(_cells(adjudication, one)) for one in found]


def _cells(adjudication: Adjudication, one: Disputed) -> Iterator[str | int]:
    yield from (_safe(one.document), one.unit, one.start, one.end, _safe(one.speaker), _safe(one.text))
    yield from ("" if codes is None else written(codes) for codes in one.given)
    yield "" if one.decision is None else written(one.decision.codes)
    yield "" if one.decision is None else _safe(one.decision.reason)
    yield from (adjudication.by, _safe(adjudication.population))


def written(codes: Sequence[CodeId]) -> str:
    """Codes in a cell."""
    return SEPARATOR.join(codes) or NONE


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def read_filled(path: str) -> Sheet:
    """A sheet that was filled in, as a spreadsheet has saved it.

    Raises
    ------
    ReadError
        It cannot be read, or is no sheet of `qualcode adjudicate`.
    """
    cure = "keep the first line as qualcode adjudicate wrote it"
    return sheet_in(
        path, needs=("document", "start", "end", "decision"), cure=cure, slug="adjudication-sheet"
    )


def coders_of(sheet: Sheet) -> tuple[str, ...]:
    """The coders of a sheet: the columns between the text and the decision."""
    columns = list(sheet.columns)
    first = columns.index("text") + 1 if "text" in columns else 0
    between = columns[first : columns.index("decision")]
    return tuple(name for name in between if name and name not in (*BEFORE, *DECIDED, *HOW))


def unit_of(sheet: Sheet) -> str:
    """The unit that a sheet was made by; empty where it does not say."""
    return next((row["counted_by"].strip() for row in sheet.rows if row.get("counted_by", "").strip()), "")


class _Line(NamedTuple):
    """A row of a sheet with a decision: which unit it is about, and what was decided."""

    row: Row
    place: tuple[str, int, int]
    codes: tuple[CodeId, ...]
    reason: str

    @property
    def name(self) -> str:
        """How it is told of."""
        return f"{self.place[0]} {self.row.get('unit', '').strip() or self.place[1]}"


def apply_sheet(adjudication: Adjudication, sheet: Sheet, by: str, *, file: str = "") -> Adjudicated:
    """Write what a sheet decides, and the agreed coding of every document that these coders finished.

    Raises
    ------
    ReadError
        Decisions that are none, with all faults; then nothing was written.
    UsageError
        The sheet was made with another population, or a document was adjudicated by other units.
    WriteError
        A journal cannot be written. What was written stands; a second call writes the rest.
    """
    _check_population(adjudication, sheet, file)
    words = CodeNames(adjudication.plan.codebook, renamed_in(adjudication.study.folder))
    lines = _decided(sheet, words, file)
    standings = [standing_of(adjudication, name) for name in adjudication.documents]
    done = [_apply(adjudication, one, lines, words, by) for one in standings]
    elsewhere = [one.name for one in lines if one.place[0] not in adjudication.documents]
    left = {one.document.id: n for one, (*_, n) in zip(standings, done, strict=True)}
    return Adjudicated(
        settled=sum(n for _, n, _, _ in done),
        same=sum(n for _, _, n, _ in done),
        refused=(*(name for stale, _, _, _ in done for name in stale), *elsewhere),
        left=sum(left.values()),
        finished=tuple(name for name, n in left.items() if not n),
        unfinished=tuple(name for name, n in left.items() if n),
        warnings=tuple(left_out(adjudication, standings)),
    )


def _apply(
    adjudication: Adjudication, standing: Standing, lines: Sequence[_Line], words: CodeNames, by: str
) -> tuple[list[str], int, int, int]:
    """Write what is decided on a document: units refused, settled, decided so before, and left."""
    now = {(one.document, one.start, one.end): one for one in disputed_in(adjudication, standing)}
    mine = [one for one in lines if one.place[0] == standing.document.id]
    rulings = [
        Ruling(now[one.place], one.codes, one.reason)
        for one in mine
        if one.place in now and _is_as_written(now[one.place], one.row, words)
    ]
    kept = {(one.disputed.document, one.disputed.start, one.disputed.end) for one in rulings}
    events = record(adjudication, standing, rulings, by).events
    settled = sum(event.event == "adjudicate" for event in events)
    left = sum(one.decision is None and place not in kept for place, one in now.items())
    return [one.name for one in mine if one.place not in kept], settled, len(rulings) - settled, left


def _is_as_written(now: Disputed, row: Row, words: CodeNames) -> bool:
    """Whether text and codings of a unit are those that stand in its row, whatever ids codes had then."""
    given = (None if codes is None else frozenset(codes) for codes in now.given)
    same = all(_given(row, label, words) == codes for label, codes in zip(now.coders, given, strict=True))
    return same and is_same(row.get("text", now.text), now.text)


def _given(row: Row, label: str, words: CodeNames) -> frozenset[CodeId] | None:
    """The codes in the cell of a coder, by the ids that they have now; None in an empty one."""
    ids = [id.strip() for id in row.get(label, "").split(SEPARATOR.strip())]
    if ids == [""]:
        return None
    return frozenset(words.now(id) for id in ids if id != NONE)


def _check_population(adjudication: Adjudication, sheet: Sheet, file: str) -> None:
    """Units of another population would be other units."""
    said = {row.get("population", "").strip().removeprefix("'") for row in sheet.rows} - {""}
    if said - {adjudication.population}:
        cure = "repeat the options --speakers and --where that the sheet was written with"
        message = f"the sheet is about {', '.join(sorted(said))}, not about {adjudication.population}"
        raise UsageError(message, place=file, cure=cure, slug="population")


def _decided(sheet: Sheet, words: CodeNames, file: str) -> list[_Line]:
    """The rows with a decision; raises ReadError with all that is wrong with them."""
    found: dict[tuple[str, int, int], _Line] = {}
    faults: list[str] = []
    for number, row in sheet.numbered():
        meant = words.meant(row["decision"])
        bad = list(meant.faults)
        start, end = row["start"].strip(), row["end"].strip()
        if meant.codes is not None and not (start.isdecimal() and end.isdecimal()):
            bad.append("start and end are no places in the text")
        elif meant.codes is not None:
            document = unicodedata.normalize("NFC", row["document"].strip().removeprefix("'"))
            reason = row.get("reason", "").strip().removeprefix("'")
            line = _Line(row, (document, int(start), int(end)), meant.codes, reason)
            if found.setdefault(line.place, line).codes != line.codes:
                bad.append(f"{line.name} stands twice, with two decisions")
        faults += [f"row {number}: {fault}" for fault in bad]
    if faults:
        more = f"; and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        cure = (
            f"write ids of codes with {SEPARATOR.strip()} between, or {NONE} for no code; nothing was written"
        )
        raise ReadError("; ".join(faults[:SHOWN]) + more, place=file, cure=cure, slug="adjudication-sheet")
    return list(found.values())
