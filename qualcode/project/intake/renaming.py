"""A transcript was renamed or moved after people coded it: its text and codings go along to the new id."""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from qualcode.errors import ReadError, UsageError, WriteError, as_argument
from qualcode.ingest import Input, read_attributes
from qualcode.ingest.kept import load_pair
from qualcode.ingest.pairs import TEXT, TURNS, Stored
from qualcode.journal.fold import fold
from qualcode.project.study.folder import SETTINGS, Study
from qualcode.project.study.inputs import find
from qualcode.project.study.journals import as_written, moved, names_in, read_journals
from qualcode.project.study.renames import renaming, write_settings
from qualcode.project.study.texts import TRANSCRIPTS, pair_place, save_pair

_LISTED = 5


class RenamedDocument(NamedTuple):
    """A document that has another id now, with the codings that stand in it and its memos."""

    old: str
    new: str
    codings: int
    memos: int


class _Both(NamedTuple):
    """The transcript of today, and what the study keeps under both ids."""

    new: Input
    kept_old: Stored | None
    kept_new: Stored | None
    old_pair: Path | None


def ids_of(word: str, known: Collection[str]) -> tuple[str, str]:
    """The ids in `OLD=NEW`: where ids hold a `=` themselves, the first parting whose old id is known.

    Raises UsageError where nothing is on one side.
    """
    parts = word.split("=")
    pairs = [("=".join(parts[:at]).strip(), "=".join(parts[at:]).strip()) for at in range(1, len(parts))]
    whole = [pair for pair in pairs if all(pair)]
    if not whole:
        cure = 'write the ids, or files, before and after: --renamed "interview 1=2026/interview 1"'
        raise UsageError(f"{word} names no two documents", cure=cure, slug="renamed")
    return next((pair for pair in whole if pair[0] in known), whole[0])


def rename_document(study: Study, old: str, new: str, *, write: bool = True) -> RenamedDocument:
    """Let the text that is kept of a document, and all that people did in it, take the id of today.

    The two files in `text` take the new name, and a line in the settings says that what journals hold on the
    old id counts for the new one. Journals stay, so copies that still use the old name merge as ever.

    Parameters
    ----------
    old
        The id that it had.
    new
        The id, or the file, that its transcript has now.
    write
        False: only say what would be done.

    Raises
    ------
    UsageError
        The old transcript is still there, the new one is not, or they have different texts; the old id is
        unknown, or the new one was that of another document.
    ReadError, WriteError
        A text or the settings cannot be read or written. A second call does the rest.
    """
    was = unicodedata.normalize("NFC", old)
    files = find([study.path(TRANSCRIPTS)]).files
    both = _both(study, was, new, files)
    now = both.new.id
    _check_names(study, was, now, both)
    text = renaming(study.folder / SETTINGS, was, now, table="renamed_documents")
    taken = _taken_over(study, both)
    if write:
        if taken:
            save_pair(study, taken)
        write_settings(study.folder / SETTINGS, text)
        if taken and both.kept_new:
            moved(study.folder, now, both.kept_new.divided.text, taken.divided.text)
        _remove_pair(both.old_pair, both.new.pair or pair_place(study, now))
    return _told(study, was, now)


def _both(study: Study, old: str, new: str, files: Sequence[Input]) -> _Both:
    """What there is of both. Raises UsageError where they are not as the renaming says."""
    there = next((file for file in files if file.id == old), None)
    if there and there.path.is_file():
        cure = f"two documents are not one; leave one out, or remove {there.file}"
        raise UsageError(
            f"the transcript of {old} is still there", place=there.file, cure=cure, slug="renamed"
        )
    place = Path(new).resolve()
    wanted = unicodedata.normalize("NFC", new)
    meant = (file for file in files if file.id == wanted or file.path.resolve() == place)
    today = next((file for file in meant if file.path.is_file()), None)
    if today is None:
        cure = f"put it into {TRANSCRIPTS}/ under that name, or name one that is there"
        raise UsageError(f"the study has no transcript {new}", cure=cure, slug="unknown-document")
    pair = there.pair if there else None
    return _Both(
        today, load_pair(pair) if pair else None, load_pair(today.pair) if today.pair else None, pair
    )


def _check_names(study: Study, old: str, new: str, both: _Both) -> None:
    renamed = names_in(study.folder).documents
    now, former = renamed.get(old, new), renamed.get(new, old)
    if now != new:
        cure = f"qualcode ingest --renamed {as_argument(f'{now}={new}')}"
        raise UsageError(f"{old} is called {now} already", cure=cure, slug="renamed")
    if former != old:
        cure = f"give the transcript another name: codings in {new} count for {former}"
        raise UsageError(f"{new} was the id of {former}", cure=cure, slug="renamed")
    coded = {event.document for event in as_written(study.folder).events} - {None}
    if both.old_pair is None and old not in coded:
        gone = sorted(str(one) for one in coded)
        listed = ", ".join(gone[:_LISTED]) + (" …" if len(gone) > _LISTED else "")
        cure = f"people coded {listed}" if listed else "nobody has coded yet: there is nothing to take along"
        raise UsageError(f"the study never had a document {old}", cure=cure, slug="unknown-document")


def _taken_over(study: Study, both: _Both) -> Stored | None:
    """What is kept from now on of the document; None where that is kept already.

    The text of the old one, which people coded, also where a text with the real names was read in since.
    Raises UsageError where both are kept and differ.
    """
    old, new = both.kept_old, both.kept_new
    if old is None or (new and new.sha256 == old.sha256):
        return None
    if new and new.read_sha256 != old.read_sha256:
        cure = (
            f"if it was renamed and changed, remove text/{_stem(both.new.pair)}.* and do this again: "
            "then the text that was coded is kept, and qualcode ingest shows the lines that differ"
        )
        message = f"{both.new.id} has another text than {old.document}"
        raise UsageError(message, cure=cure, slug="renamed")
    source = replace(old.source, file=study.inside(both.new.path))
    return replace(old, document=both.new.id, source=source)


def _stem(pair: Path | None) -> str:
    return pair.name.removesuffix(TURNS) if pair else ""


def _remove_pair(pair: Path | None, stays: Path) -> None:
    """Remove the two files of the old id, unless they are those that stay: case may not tell them apart."""
    if pair is None or (stays.exists() and pair.exists() and stays.samefile(pair)):
        return
    try:
        for file in (pair, pair.with_name(_stem(pair) + TEXT)):
            file.unlink(missing_ok=True)
    except OSError as error:
        message = f"cannot be removed ({error.strerror or type(error).__name__})"
        cure = "remove it by hand: the document has another id now"
        raise WriteError(message, place=pair.as_posix(), cure=cure, slug="write") from error


def _told(study: Study, old: str, new: str) -> RenamedDocument:
    state = fold(read_journals(study.folder).events)
    names = (old, new)
    return RenamedDocument(
        old,
        new,
        sum(one.document in names for one in state.codings),
        sum(one.document in names for one in state.memos),
    )


def mentions(study: Study, old: str) -> Iterator[str]:
    """Files of people in which the old id still stands, and has no effect any more."""
    name = "attributes.csv"
    with suppress(OSError, ReadError):
        if read_attributes(study.folder / name).of(old):
            yield f"{name} has a row for {old}: write the new id there"
