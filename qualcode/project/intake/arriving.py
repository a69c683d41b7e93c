"""One transcript comes into its study: read, divided, kept in `text`."""

import difflib
import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from qualcode.errors import ReadError
from qualcode.ingest import Attributes, IngestOptions, Input
from qualcode.ingest.build import finish
from qualcode.ingest.dividing.divide import divide
from qualcode.ingest.dividing.divided import Divided
from qualcode.ingest.kept import load_pair
from qualcode.ingest.pairs import Alone, Stored, settled_by
from qualcode.ingest.read import draft_of, file_bytes
from qualcode.project.pseudonyms.apply import pseudonymised
from qualcode.project.pseudonyms.decisions import for_original
from qualcode.project.study.folder import KEY_FILE, Study
from qualcode.project.study.journals import CODINGS, moved
from qualcode.project.study.texts import save_pair
from qualcode.pseudonyms.replace import Decisions
from qualcode.text.digest import sha256_of

State = Literal["new", "same", "turns", "resaved", "replaced", "changed", "text only", "waiting", "failed"]
"""What became of a transcript: see `Arrival`."""


NO_LABELS = Alone(frozenset(), ())


@dataclass(frozen=True, slots=True)
class Task:
    """How transcripts come in.

    known
        Labels that are certain in some document and in doubt in another; None: those that were known before.
    again
        Read in again what would have another text; only the documents in `only`, where any are named.
    write
        False: say what would be done, and do nothing.
    decisions
        The pseudonyms of the study, where it has some.
    """

    study: Study
    options: IngestOptions
    attributes: Attributes | None = None
    known: tuple[str, ...] | None = None
    again: bool = False
    only: frozenset[str] = frozenset()
    write: bool = True
    decisions: Decisions | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of a transcript.

    state
        `new`: read in for the first time. `same`: as it was. `turns`: the same text, divided anew.
        `resaved`: the original has other bytes that give the same text. `replaced`: read in again, with
        another text. `changed`: the original now gives another text, and the old one was kept; `diff` shows
        both. `text only`: its original is not there. `waiting`: not among the documents that were named, and
        not read in yet. `failed`: it cannot be read; `reason`, `cure`.
    sha256
        Of its text; empty where it was not read.
    codings_moved, codings_lost
        Human codings that were taken along into the new text, and those that have no place in it.
    """

    document: str
    file: str
    state: State
    named: bool = False
    turns: int = 0
    language: str = ""
    guesses: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    diff: tuple[str, ...] = ()
    reason: str = ""
    cure: str = ""
    labels: Alone = NO_LABELS
    known: tuple[str, ...] = ()
    sha256: str = ""
    codings_moved: int = 0
    codings_lost: int = 0


def arrive(file: Input, task: Task) -> Arrival:
    """Read in one transcript, unless it is in the study as it would come in now."""
    told = Arrival(file.id, file.file, "same", file.named)
    try:
        stored = _stored(file, task)
        if stored and (not file.path.is_file() or not _wanted(file, task)):
            return _as_kept(file, stored, task, told)
        if not _wanted(file, task):
            return replace(told, state="waiting")
        return _arrive(file, stored, task, told)
    except ReadError as problem:
        return replace(told, state="failed", reason=problem.message, cure=problem.cure)


def _as_kept(file: Input, stored: Stored, task: Task, told: Arrival) -> Arrival:
    """A transcript that is not read again; codings of earlier texts go along where that is asked for."""
    there = file.path.is_file()
    labels, known, sha256 = stored.labels, stored.settled.known, stored.sha256
    told = replace(told, state="same" if there else "text only", labels=labels, known=known, sha256=sha256)
    text = stored.divided.text
    return _with_codings(told, text, text, task) if _wanted(file, task) else told


def _wanted(file: Input, task: Task) -> bool:
    return not task.only or file.id in task.only


def _stored(file: Input, task: Task) -> Stored | None:
    """What the study keeps of it; what is damaged is replaced where that is asked for."""
    if file.pair is None:
        return None
    try:
        return load_pair(file.pair)
    except ReadError:
        if task.again and _wanted(file, task) and file.path.is_file():
            return None
        raise


def _arrive(file: Input, stored: Stored | None, task: Task, told: Arrival) -> Arrival:
    data = file_bytes(file.path)
    options = task.options.of(file.id)
    before = stored.settled.known if stored else ()
    known = before if task.known is None else task.known
    if stored and _as_before(stored, data, options, known):
        same = replace(told, labels=stored.labels, known=known)
        return _with_codings(same, stored.divided.text, stored.divided.text, task)
    now = _read(file, data, options, known, task)
    if stored.pseudonymised if stored else _had_pseudonyms(file):
        now = _with_pseudonyms(now, options, task)
    if stored and stored.read_sha256 != now.read_sha256 and not task.again:
        diff = _diff(stored.divided.text, now.divided.text)
        return replace(told, state="changed", diff=diff, labels=stored.labels, known=before)
    old = stored.divided.text if stored else _old_text(file)
    if task.write:
        save_pair(task.study, now, place=file.pair)
    told = _told(told, stored, now, options, task, damaged=file.pair is not None)
    return _with_codings(told, old, now.divided.text, task)


def _old_text(file: Input) -> str:
    """The text of a pair that is damaged, as far as it can be read."""
    if file.pair is None:
        return ""
    try:
        return file_bytes(file.read_from).decode("utf-8", "replace")
    except ReadError:
        return ""


def _with_codings(told: Arrival, old: str, new: str, task: Task) -> Arrival:
    """Take human codings along into a text that was read in again."""
    if not (task.again and task.write and _has_codings(task.study)):
        return told
    done = moved(task.study.folder, told.document, old, new)
    return replace(told, codings_moved=len(done.events), codings_lost=len(done.orphans))


def _has_codings(study: Study) -> bool:
    return (study.folder / CODINGS).is_dir()


def _as_before(stored: Stored, data: bytes, options: IngestOptions, known: Collection[str]) -> bool:
    same = hashlib.sha256(data).hexdigest() == stored.source.sha256
    return same and settled_by(options, tuple(known)) == stored.settled


def _read(file: Input, data: bytes, options: IngestOptions, known: tuple[str, ...], task: Task) -> Stored:
    draft, source = draft_of(data, file=file.file, options=options)
    naming, labels = for_original(draft, options, known, task.decisions)
    alone = divide(draft, options=naming)
    divided = divide(draft, options=naming, known_labels=labels) if labels else alone
    digest = sha256_of(draft.text)
    place = replace(source, file=task.study.inside(file.path), text_sha256=digest)
    seen = Alone(alone.certain, alone.doubtful) if known else None
    return Stored(file.id, divided, place, settled_by(options, known), digest, seen)


def _had_pseudonyms(file: Input) -> bool:
    """Whether pseudonyms stood in a text that is damaged."""
    if file.pair is None:
        return False
    try:
        values = json.loads(file_bytes(file.pair))
        return "read_sha256" in values
    except (ReadError, ValueError, TypeError):
        return False


def _with_pseudonyms(now: Stored, options: IngestOptions, task: Task) -> Stored:
    """A transcript that was read in again, with the pseudonyms that stood in its text."""
    if task.decisions is None:
        raise ReadError(
            f"pseudonyms stand in its text, and {KEY_FILE} is not here",
            place=now.source.file,
            cure="bring the key back; or remove its two files from text/ to read it in with the names in it",
            slug="no-key",
        )
    return pseudonymised(now, task.decisions, options)


def _told(
    told: Arrival,
    stored: Stored | None,
    now: Stored,
    options: IngestOptions,
    task: Task,
    *,
    damaged: bool,
) -> Arrival:
    """The arrival with what was guessed, as a run would say it."""
    source = replace(now.source, file=told.file)
    document = finish(
        now.divided, id=told.document, source=source, options=options, attributes=task.attributes
    ).document
    return replace(
        told,
        state=_state(stored, now) if stored or not damaged else "replaced",
        turns=document.n_turns,
        language=document.language,
        guesses=document.guesses,
        warnings=document.warnings,
        labels=now.labels,
        known=now.settled.known,
        sha256=now.sha256,
    )


def _state(stored: Stored | None, now: Stored) -> State:
    if stored is None:
        return "new"
    if stored.read_sha256 != now.read_sha256:
        return "replaced"
    if _turns(stored.divided) != _turns(now.divided):
        return "turns"
    return "same" if stored.source.sha256 == now.source.sha256 else "resaved"


def _turns(divided: Divided) -> tuple[object, ...]:
    """What turns are: where they lie, who speaks, and when."""
    labels = [(head.label, head.title) for head in divided.heads]
    arrays = (divided.spans, divided.head, divided.times)
    return labels, divided.tables, *(array.tolist() for array in arrays)


def _diff(old: str, new: str) -> tuple[str, ...]:
    """The lines that differ, as in a unified diff without its head."""
    lines = difflib.unified_diff(old.split("\n"), new.split("\n"), n=0, lineterm="")
    return tuple(lines)[2:]
