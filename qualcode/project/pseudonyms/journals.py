"""Pseudonyms in journals: the events of a study as if they had been made in the new texts."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from qualcode.coding.ids import rule_coding_id
from qualcode.errors import ReadError
from qualcode.export.atomic import rewrite
from qualcode.journal.anchor import anchor_at
from qualcode.journal.events import Event, event_line, read_line
from qualcode.journal.files import locked
from qualcode.project.study.journals import CODINGS, MEMOS, SUFFIX
from qualcode.pseudonyms.moves import Moves
from qualcode.pseudonyms.replace import Decisions
from qualcode.pseudonyms.replace import replace as replaced


class Change(NamedTuple):
    """A text before and after: its SHA-256 then and now, the new text, and where everything went."""

    old_sha256: str
    new_sha256: str
    text: str
    moves: Moves


ChangeOf: TypeAlias = Callable[[str], Change | None]
"""What became of a document's text; None where it is not kept."""


def rewrite_journals(study: Path, changes: ChangeOf, decisions: Decisions) -> int:
    """Give all events of a study their places and quotes in the new texts; the number that changed.

    Here alone journals are rewritten and do not only grow: otherwise who is who would stand in them for ever.
    Lines that cannot be read stay as they are. `changes` says what became of a document's text.

    Raises
    ------
    WriteError
        A file cannot be written, or another program keeps it locked.
    """
    return sum(_rewrite(file, changes, decisions) for file in _files(study))


def _files(study: Path) -> Iterator[Path]:
    for folder in (CODINGS, MEMOS):
        yield from sorted((study / folder).rglob(f"*{SUFFIX}"))


def _rewrite(file: Path, changes: ChangeOf, decisions: Decisions) -> int:
    with locked(file.parent):
        old = file.read_bytes().split(b"\n")
        new = [_line(line, changes, decisions) for line in old]
        if new != old:
            rewrite(file, b"\n".join(new))
    return sum(one != other for one, other in zip(old, new, strict=True))


def _line(line: bytes, changes: ChangeOf, decisions: Decisions) -> bytes:
    try:
        event = read_line(line)
    except ReadError:
        return line
    moved = moved_event(event, changes(event.document) if event.document else None, decisions)
    return line if moved == event else event_line(moved).removesuffix(b"\n")


def moved_event(event: Event, change: Change | None, decisions: Decisions) -> Event:
    """An event in the new text; one in an earlier text keeps its place, and names in it are replaced.

    Quote and context are cut from the new text wherever it is known: by themselves they end within words,
    and `Anna` at the end of a quote may be the beginning of `Annabel`.
    """
    said = replace(event, text=_replaced(event.text, decisions))
    if change is None or event.start is None or event.end is None or event.sha256 is None:
        return _in_earlier_text(said, decisions)
    if event.sha256 == change.old_sha256:
        start, end = int(change.moves.starts(event.start)), int(change.moves.ends(event.end))
    elif event.sha256 == change.new_sha256:  # an earlier run was broken off before it wrote the text
        start, end = event.start, event.end
    else:
        return _in_earlier_text(said, decisions)
    place = anchor_at(change.text, start, end)._asdict()
    return replace(said, sha256=change.new_sha256, coding=_coding(event, change, start, end), **place)


def _in_earlier_text(event: Event, decisions: Decisions) -> Event:
    """An event whose text is no longer kept: its quote and context are all there is of it."""
    return replace(
        event,
        quote=_replaced(event.quote, decisions),
        before=_replaced(event.before, decisions),
        after=_replaced(event.after, decisions),
    )


def _coding(event: Event, change: Change, start: int, end: int) -> str | None:
    """The id of the coding; that of a rule coding says where it lies."""
    if event.code is None or event.start is None or event.end is None:
        return event.coding
    was = rule_coding_id(change.old_sha256, event.start, event.end, event.code)
    now = rule_coding_id(change.new_sha256, start, end, event.code)
    return now if event.coding == was else event.coding


def _replaced(text: str | None, decisions: Decisions) -> str | None:
    return None if text is None else replaced(text, decisions).text
