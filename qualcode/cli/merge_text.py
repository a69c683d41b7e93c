"""What a merge of two copies of a study brought, on the screen and as JSON."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.cli.columns import aligned, fit, plural
from qualcode.errors import as_argument
from qualcode.journal.events import event_line
from qualcode.project.study.renames import line_of

if TYPE_CHECKING:
    from qualcode.journal.events import Event
    from qualcode.journal.state import Coding
    from qualcode.project.teams.merging import Merged

MOST = 10
"""Conflicts, and codings without a place, that are shown."""
QUOTE = 30
"""Cells of a quote that are shown."""
ALWAYS = ("coder", "document", "new", "equal")
"""Columns that are shown also where nothing stands in them."""
WORDS = ("coder", "document", "note")
QUIET = (*ALWAYS[:2], "equal", "orphans")
"""What is no news of a coder and document; codings without a place are listed below."""


def _total(done: "Merged", column: str) -> int:
    return sum(getattr(row, column) for row in done.rows)


def lines(done: "Merged", *, dry_run: bool) -> Iterator[str]:
    """The table, and what it comes to."""
    rows = [row for row in done.rows if any(getattr(row, c) for c in row._fields if c not in QUIET)]
    if rows:
        columns = rows[0]._fields
        used = [c for c in columns if c in ALWAYS or any(getattr(r, c) for r in rows)]
        cells = [[_cell(getattr(row, column)) for column in used] for row in rows]
        heads = [column.replace("_", " ") for column in used]
        yield from aligned([heads, *cells], [c not in WORDS for c in used])
    if quiet := len(done.rows) - len(rows):
        yield f"nothing new in {plural(quiet, 'journal')} (--format json lists them all)"
    verb = "would be added" if dry_run else "added"
    codings, memos = _total(done, "codings"), _total(done, "memos")
    more = f" ({plural(codings, 'coding')}, {plural(memos, 'memo')})" if codings or memos else ""
    yield f"{plural(_total(done, 'new'), 'new event')} {verb}{more}, {_total(done, 'equal'):,} known already"


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def warnings(done: "Merged", other: Path) -> Iterator[str]:
    """What is to be settled or known, each with its cure."""
    yield from _conflicts(done)
    yield from _orphans(done)
    yield from _left_out(done)
    if done.codes:
        named = ", ".join(f"{code} ({n:,})" for code, n in sorted(done.codes.items()))
        yield f"warning: codes that the codebook here has not, with their codings: {named}"
        theirs = (other / "codebook.yaml").as_posix() if other.is_dir() else "THEIR_CODEBOOK"
        yield "    cure: qualcode codebook add, or with the codebook that both began with as BASE:"
        yield f"    qualcode codebook merge BASE codebook.yaml {theirs} -o codebook.yaml"
    yield from _renamed(done)
    for one in done.overlaps:
        yield (
            f"warning: {one.coder} worked in both copies between {one.first[:16]} and {one.last[:16]} "
            f"({one.n_here:,} events only here, {one.n_there:,} only there)"
        )
        yield "    cure: if these are two people, one of them needs another name before anything is compared"


def _renamed(done: "Merged") -> Iterator[str]:
    for what, old, new in done.renamed:
        yield f"warning: {old} is called {new} there (qualcode.toml, [{what}]), and not here"
        line = f"copy this line, below [{what}]: {line_of(old, new)}"
        rename = f"qualcode coders rename {as_argument(old)} {as_argument(new)}; or {line}"
        yield f"    cure: {rename if what == 'renamed_coders' else line}"


def _conflicts(done: "Merged") -> Iterator[str]:
    for clash in done.conflicts[:MOST]:
        yield f"conflict: two events of {clash.there.coder} have one id ({clash.there.id}) and differ"
        for where, event in (("here", clash.here), ("there", clash.there)):
            yield f"    {where}: {_event(event)}"
        why = (
            "both have one time, and its line comes first, character by character"
            if clash.is_tie
            else "it is earlier"
        )
        yield f"    both are kept; the one {clash.counts} counts: {why}. cure: keep one of the two lines"
    yield from _rest(len(done.conflicts), "conflict")


def _event(event: "Event") -> str:
    """An event in one line."""
    place = f"{event.start}–{event.end}" if event.start is not None else ""
    said = (
        event.at,
        event.event,
        event.document,
        place,
        event.code,
        _quoted(event.quote or event.text or ""),
    )
    return " ".join(filter(None, said))


def _quoted(text: str) -> str:
    return f"“{fit(' '.join(text.split()), QUOTE)}”" if text else ""


def _orphans(done: "Merged") -> Iterator[str]:
    missing = {home.id for home in done.homes if home.fit == "no text"}
    lost = [one for one in done.orphans if one.document not in missing]
    for one in lost[:MOST]:
        yield f"orphan: {_coding(one)} has no place in the text here: {_quoted(one.quote or '')}"
    yield from _rest(len(lost), "orphan")
    if lost:
        yield "    cure: they are kept; their coders can place them anew (qualcode codings place)"
    for id in sorted(missing):
        n = sum(one.document == id for one in done.orphans)
        yield f"orphan: {id} has no text here: its events are kept ({plural(n, 'coding')})"
        yield "    cure: bring it here under this name: its two files in text/, or its transcript"


def _coding(one: "Coding") -> str:
    return f"a coding by {one.coder} in {one.document} ({one.code})"


def _left_out(done: "Merged") -> Iterator[str]:
    for home in done.homes:
        if home.fit == "name taken":
            yield f"left out: {home.document}: another document here has this name, and none has its text"
            yield "    cure: bring its transcript here under another name, qualcode ingest, then merge again"
        if home.fit == "real names":
            yield f"left out: {home.document}: pseudonyms stand in its text here, and not there"
            yield "    cure: run qualcode pseudonymise --apply with the same key there, then merge again"


def _rest(number: int, noun: str) -> Iterator[str]:
    if number > MOST:
        yield f"… and {plural(number - MOST, 'more ' + noun)}; --format json lists all"


def as_json(done: "Merged") -> dict[str, Any]:
    """All of it as values of JSON."""
    return {
        "rows": [row._asdict() for row in done.rows],
        "documents": [{"there": h.document, "here": h.id, "fit": h.fit} for h in done.homes],
        "conflicts": [
            {"here": _values(c.here), "there": _values(c.there), "counts": c.counts} for c in done.conflicts
        ],
        "orphans": [
            {key: getattr(one, key) for key in ("coder", "document", "id", "code", "quote")}
            for one in done.orphans
        ],
        "unknown_codes": dict(sorted(done.codes.items())),
        "renamed_there": [one._asdict() for one in done.renamed],
        "coders_in_both": [one._asdict() for one in done.overlaps],
        "problems": [{"place": p.place, "message": p.message, "cure": p.cure} for p in done.problems],
        "settled": done.is_settled,
    }


def _values(event: "Event") -> Any:
    return json.loads(event_line(event))
