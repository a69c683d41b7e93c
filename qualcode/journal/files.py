"""Journals on disk: files that only ever grow, and keep every event that was confirmed."""

import os
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeAlias

from qualcode.errors import Problem, ReadError, WriteError
from qualcode.journal.events import Event, event_line, read_line

LOCK = ".lock"
TORN = ".torn"
"""What the file is called, after the journal's name, that keeps lines which were cut short."""

WAIT = 30.0
"""Seconds to wait for another program that writes in the same folder."""

_RECENT = 20
_POLL = 0.01
_BOM = b"\xef\xbb\xbf"
_MOMENT = re.compile(rb'"at":"(\d{4}-\d\d-\d\dT[\d:.]{12}Z)"')
_TORN_CURE = "nothing that was confirmed is lost; the next event in this file sets the line aside"
_READ_CURE = "see that it is a file that you may read"

Clock: TypeAlias = Callable[[], str]
Drafts: TypeAlias = Iterable[Event] | Callable[[], Iterable[Event]]
"""Events to write, or what makes them once nobody else writes in the folder."""


class Journal(NamedTuple):
    """The events of a file or of several, and what could not be read, each with its place and cure.

    The slug of a problem is `event` for a damaged line, `torn` for a last line that was cut short, `newer`
    for an event that asks for a newer version of qualcode, `unreadable` for a whole file.
    """

    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()


class Appended(NamedTuple):
    """The events as they were written, and the file that a torn last line was set aside in, if one was."""

    events: tuple[Event, ...]
    set_aside: Path | None = None


def new_id() -> str:
    """A new id of an event or a coding: a UUID4 in hex."""
    return uuid.uuid4().hex


def utc_now() -> str:
    """This moment, as it stands in events."""
    return _written(datetime.now(UTC))


def read_journal(file: Path, *, coder: str = "", document: str = "") -> Journal:
    r"""All events of a file, in its order; lines are parted at `\n` only.

    What cannot be read is reported and left out, and all else is read.

    Parameters
    ----------
    coder, document
        Hold for lines that name none.
    """
    place = file.as_posix()
    try:
        data = file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        fault = Problem(f"cannot be read ({reason})", place, cure=_READ_CURE, slug="unreadable")
        return Journal((), (fault,))
    events: list[Event] = []
    problems: list[Problem] = []
    lines = data.removeprefix(_BOM).split(b"\n")
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                events.append(read_line(line, coder=coder, document=document))
        except ReadError as error:
            problems.append(_problem(error, place, number, is_last=number == len(lines)))
    return Journal(tuple(events), tuple(problems))


def _problem(error: ReadError, file: str, line: int, *, is_last: bool) -> Problem:
    if is_last and error.slug == "event":
        return Problem("the last line was cut short", file, line, cure=_TORN_CURE, slug="torn")
    return Problem(error.message, file, line, cure=error.cure, slug=error.slug)


def joined(journals: Iterable[Journal]) -> Journal:
    """The events and problems of several journals as one."""
    found = list(journals)
    return Journal(
        tuple(event for journal in found for event in journal.events),
        tuple(problem for journal in found for problem in journal.problems),
    )


def refuse_newer(journal: Journal) -> Journal:
    """The journal, unless an event in it asks for a newer version of qualcode.

    Raises ReadError with the place of the first such event: without it the state would be another one.
    """
    for problem in journal.problems:
        if problem.slug == "newer":
            raise ReadError(problem.message, place=problem.place, cure=problem.cure, slug=problem.slug)
    return journal


def append(file: Path, drafts: Drafts, *, clock: Clock = utc_now) -> Appended:
    """Write events at the end of a file; when this returns, they are on the disk.

    Each gets an id and a time where it has none, an `add` the id of its coding. No time is earlier than
    that of an event which stands in the file already: it is later by a millisecond at least, so the order
    of a file is the order of what was done even when a clock was set back. A newline that is missing at the
    end of the file is written first. A last line that was cut short is moved into a file of the same name
    with `.torn` behind it.

    Where what is written depends on what stands in the file, `drafts` makes it: it is called when nobody else
    can write there, and what it raises goes up with nothing written.

    Raises
    ------
    ValueError
        A draft is no event that could be read again.
    ReadError
        The file ends with events of a newer version.
    WriteError
        The disk refuses it (then nothing was added), or another program keeps the folder locked.
    """
    if callable(drafts):
        return _at_the_end(file, lambda: _append(file, list(drafts()), clock))
    events = list(drafts)
    return _at_the_end(file, lambda: _append(file, events, clock)) if events else Appended(())


def append_known(file: Path, events: Iterable[Event]) -> Appended:
    """Write events that happened elsewhere at the end of a file, with the ids and times that they have.

    Those that stand in the file already are passed over, also when another program wrote them a moment ago.
    What is returned are the others. Raises ReadError and WriteError as `append` does.
    """
    known = list(events)
    return _at_the_end(file, lambda: _append_known(file, known)) if known else Appended(())


def _at_the_end(file: Path, write: Callable[[], Appended]) -> Appended:
    """What `write` gives, which nobody else in the folder disturbs."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with locked(file.parent):
            return write()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        cure = "see that the folder can be written to and that there is room on the disk, then try again"
        raise WriteError(
            f"cannot be written ({reason})", place=file.as_posix(), cure=cure, slug="write"
        ) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else appends in this folder meanwhile; the system lets go where a program is killed."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=WAIT, poll_interval=_POLL)
    except Timeout:
        cure = "close the other program that writes there, then try again"
        message = f"another program has been writing here for {WAIT:.0f} seconds"
        raise WriteError(message, place=folder.as_posix(), cure=cure, slug="locked") from None
    try:
        yield
    finally:
        lock.release()


def _append(file: Path, drafts: list[Event], clock: Clock) -> Appended:
    if not drafts:
        return Appended(())
    data = file.read_bytes() if file.exists() else b""
    events = tuple(_stamped(drafts, _last_moment(data, file), clock))
    return _put(file, data, events)


def _append_known(file: Path, known: list[Event]) -> Appended:
    there = set(refuse_newer(read_journal(file)).events) if file.exists() else set()
    data = file.read_bytes() if file.exists() else b""
    return _put(file, data, tuple(event for event in known if event not in there))


def _put(file: Path, data: bytes, events: tuple[Event, ...]) -> Appended:
    """Write events behind the `data` of a file; a torn line at its end is set aside first."""
    is_new = not file.exists()
    last = data.removeprefix(_BOM).rpartition(b"\n")[2]
    torn = last if _is_torn(last, file) else b""
    if torn:
        _set_aside(file, torn, len(data))
    start = b"\n" if last and not torn else b""
    with file.open("ab") as out:
        _write(out, start + b"".join(map(event_line, events)))
    if is_new:
        _sync_folder(file.parent)
    return Appended(events, _torn_file(file) if torn else None)


def _is_torn(line: bytes, file: Path) -> bool:
    """Whether what stands after the last newline is not a whole event."""
    return bool(line.strip()) and _event_of(line, file) is None


def _event_of(line: bytes, file: Path) -> Event | None:
    """The event of a line, or None where it is damaged. Raises ReadError where it is of a newer version."""
    try:
        return read_line(line)
    except ReadError as error:
        if error.slug == "newer":
            raise ReadError(error.message, place=file.as_posix(), cure=error.cure, slug=error.slug) from None
    return None


def _last_moment(data: bytes, file: Path) -> str:
    """The latest time in a file.

    The last lines are read; the lines of a file that was joined from several need not be in order, and so
    times are looked for in all of them, as they stand there: reading all takes longer than a key press may.
    """
    recent = data.removeprefix(_BOM).rsplit(b"\n", _RECENT)
    lines = recent[1:] if len(recent) > _RECENT else recent  # the first is then all that stands before
    events = (_event_of(line, file) for line in lines)
    last = max((event.at for event in events if event), default="")
    return max(last, _latest(data))


def _latest(data: bytes) -> str:
    """The latest of the times that stand anywhere in the lines of a file."""
    moments = _MOMENT.findall(data)
    while moments:
        latest = max(moments)
        with suppress(ValueError):
            datetime.fromisoformat(latest.decode("ascii"))
            return str(latest, "ascii")
        moments = [moment for moment in moments if moment < latest]
    return ""


def _stamped(drafts: Iterable[Event], last: str, clock: Clock) -> Iterator[Event]:
    """The drafts as they will be read again, with ids and times."""
    for draft in drafts:
        last = max(draft.at or clock(), _later(last))
        coding = draft.coding or (new_id() if draft.event == "add" else None)
        event = replace(draft, id=draft.id or new_id(), at=last, coding=coding)
        try:
            yield read_line(event_line(event))
        except ReadError as error:
            raise ValueError(error.message) from error


def _later(moment: str) -> str:
    """The next millisecond; nothing after nothing."""
    if not moment:
        return ""
    with suppress(OverflowError):
        return _written(datetime.fromisoformat(moment) + timedelta(milliseconds=1))
    return moment


def _written(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _write(out: BinaryIO, content: bytes) -> None:
    """Add `content` at the end of a file, or nothing where the disk refuses it."""
    size = out.seek(0, os.SEEK_END)
    try:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    except OSError:
        with suppress(OSError):
            out.truncate(size)
        raise


def _torn_file(file: Path) -> Path:
    return file.with_name(file.name + TORN)


def _set_aside(file: Path, torn: bytes, size: int) -> None:
    """Keep the torn line at the end of a file of `size` bytes beside it, then take it out."""
    with _torn_file(file).open("ab") as beside:
        _write(beside, torn + b"\n")
    with file.open("r+b") as journal:
        journal.truncate(size - len(torn))
        os.fsync(journal.fileno())


def _sync_folder(folder: Path) -> None:
    """A new file's name is on the disk, too; systems that cannot do this need not."""
    if hasattr(os, "O_DIRECTORY"):
        with suppress(OSError):
            number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(number)
            finally:
                os.close(number)
