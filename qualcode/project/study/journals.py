"""The journals of a study: where they lie, what they say together, and what follows when a text changes."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from qualcode.errors import Problem, ReadError, UsageError, as_argument
from qualcode.journal.anchor import anchored
from qualcode.journal.events import Event
from qualcode.journal.files import (
    Appended,
    Drafts,
    Journal,
    append,
    append_known,
    joined,
    read_journal,
    refuse_newer,
)
from qualcode.journal.fit import Misfit
from qualcode.journal.fit import misfits as misfits_of
from qualcode.journal.fold import fold
from qualcode.journal.renamed import Names, as_renamed
from qualcode.journal.state import Coding, State
from qualcode.journal.versions import in_texts
from qualcode.project.study.folder import SETTINGS, Study
from qualcode.project.study.texts import kept_sha256
from qualcode.settings import parse_settings
from qualcode.terms import CodeId
from qualcode.text.filenames import file_name, name_of_file

CODINGS = "codings"
MEMOS = "memos"
SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of the codings of a document whose text has changed.

    events
        The `move` events that were written, each into its coder's file.
    orphans
        Codings, removed ones among them, that have no place in the new text. They stay in their files.
    problems
        What could not be read: its codings were not moved.
    """

    events: tuple[Event, ...]
    orphans: tuple[Coding, ...]
    problems: tuple[Problem, ...]


def journal_file(study: str | Path, coder: str, document: str = "") -> Path:
    """Where the events of a coder on a document lie; without a document, the coder's memos on the study.

    Raises UsageError where the coder has no name.
    """
    if not coder:
        raise UsageError("a coder has a name", cure="name who codes", slug="coder")
    if not document:
        return Path(study) / MEMOS / (file_name(coder) + SUFFIX)
    return Path(study) / CODINGS / file_name(coder) / (file_name(document) + SUFFIX)


def append_events(study: str | Path, coder: str, document: str, events: Drafts) -> Appended:
    """Write events of a coder on a document into their journal; when this returns, they are on the disk.

    `document` empty: memos on the study or its codes. Coder and document are filled in; ids and times as
    `qualcode.journal.files.append` does, with its errors.
    """

    def own() -> list[Event]:
        made = events() if callable(events) else events
        return [replace(event, coder=coder, document=document or event.document) for event in made]

    return append(journal_file(study, coder, document), own if callable(events) else own())


def take_over(study: str | Path, events: Iterable[Event]) -> int:
    """Write events of another copy of a study as they are into the journals of this one.

    How many were written is returned. Each file is written in one go, and all are on the disk then.
    Raises as `append_known`: what was written until then stands, and a second call writes the rest.
    """
    files: defaultdict[Path, list[Event]] = defaultdict(list)
    for event in events:
        files[journal_file(study, event.coder, event.document or "")].append(event)
    return sum(len(append_known(file, files[file]).events) for file in sorted(files))


def read_journals(study: str | Path, *, document: str = "") -> Journal:
    """All events of a study, or of one document, by all coders; copies that a synced folder made, too.

    Events are as they count now, see `as_now`. What cannot be read is reported in `problems` and left out.

    Raises
    ------
    ReadError
        An event asks for a newer version of qualcode.
    """
    journal = refuse_newer(read_codings(study, document=document)) if document else as_written(study)
    return journal._replace(events=as_now(study, journal.events))


def as_now(study: str | Path, events: Iterable[Event]) -> tuple[Event, ...]:
    """Events of a study as they count today: the names of today, and places in the texts that are kept."""
    return in_texts(as_renamed(events, names_in(study)), partial(kept_sha256, Study(Path(study))))


def as_written(study: str | Path) -> Journal:
    """All events of a study as they stand in its journals, whatever was renamed. As `read_journals`."""
    return refuse_newer(joined([read_codings(study), read_memos(study)]))


def names_in(study: str | Path) -> Names:
    """What is called otherwise by now in a study; nothing where its settings cannot be read."""
    try:
        found = parse_settings((Path(study) / SETTINGS).read_text(encoding="utf-8-sig"))
        return Names(found.renamed, found.renamed_coders, found.renamed_documents)
    except (OSError, ValueError, ReadError):
        return Names()


def renamed_in(study: str | Path) -> Mapping[CodeId, CodeId]:
    """By the ids that codes of a study had, those that they have; none where its settings cannot be read."""
    return names_in(study).codes


def _all_names(name: str, renamed: Mapping[str, str]) -> set[str]:
    """A name, and those that it was before."""
    return {name, *(old for old, new in renamed.items() if new == name)}


def read_memos(study: str | Path) -> Journal:
    """The events in `memos/CODER.jsonl`: memos on the study and its codes; else as `read_codings`."""
    return joined(_read(file, coder_file=file) for file in memo_files(study))


def read_codings(study: str | Path, *, document: str = "", coder: str = "") -> Journal:
    """The events in `codings/CODER/DOCUMENT.jsonl`; events of a newer version are among the problems.

    They are as they stand there, whatever was renamed. With a coder only those in the folders of that name,
    with a document only those on it; both are found under the names that they had, too.
    """
    files = coding_files(study, document=document, coder=coder)
    found = joined(_read(file, coder_file=file.parent, document_file=file) for file in files)
    if not document:
        return found
    wanted = _all_names(_nfc(document), names_in(study).documents)
    return Journal(tuple(event for event in found.events if event.document in wanted), found.problems)


def coding_files(study: str | Path, *, document: str = "", coder: str = "") -> list[Path]:
    """The files that hold codings: all, those that may tell of a document, those of a coder."""
    folders = _sorted((Path(study) / CODINGS).glob("*/"))
    names = names_in(study) if document or coder else Names()
    if coder:
        own = set(map(file_name, _all_names(_nfc(coder), names.coders)))
        folders = [folder for folder in folders if _nfc(folder.name) in own]
    files = [file for folder in folders for file in _files(folder)]
    if not document:
        return files
    begins = tuple(map(file_name, _all_names(_nfc(document), names.documents)))
    # copies of a file that a synced folder makes begin with its name
    return [file for file in files if _nfc(file.name).startswith(begins)]


def memo_files(study: str | Path) -> list[Path]:
    """The files that hold memos on the study and its codes."""
    return _files(Path(study) / MEMOS)


def coders_there(study: str | Path) -> tuple[str, ...]:
    """Who has journals in a study, by the names of folders and files, as they are called today."""
    names = {_named(folder) for folder in (Path(study) / CODINGS).glob("*/")}
    names |= {_named(file) for file in _files(Path(study) / MEMOS)}
    renamed = names_in(study).coders
    return tuple(sorted({renamed.get(name, name) for name in names}))


def read_state(study: str | Path) -> tuple[State, tuple[Problem, ...]]:
    """What stands in a study after all events, and what could not be read. Raises as `read_journals`."""
    found = read_journals(study)
    return fold(found.events), found.problems


def cure_of_same_text(new: str, old: str, *, gone: bool) -> str:
    """What to do about two documents with one text; `gone`: the original of the old one is not there."""
    if not gone:
        return "leave one out"
    renamed = as_argument(f"{old}={new}")
    return f"if it was renamed: qualcode ingest --renamed {renamed} takes codings along; else leave one out"


def moved(
    study: str | Path,
    document: str,
    old_text: str,
    new_text: str,
) -> Moved:
    """Take all codings of a document along into its new text, and the decisions on its rule codings.

    Codings that were removed go along too, since they can be restored.

    Parameters
    ----------
    old_text, new_text
        The fixed text before and now: places are found by quote and context.

    Raises
    ------
    ReadError, WriteError
        As `read_journals` and `append_events`. Events that were written stand; a second call writes the rest.
    """
    journal = read_journals(study, document=document)
    done = anchored(placed(fold(journal.events)), old_text, new_text)
    by_coder: defaultdict[str, list[Event]] = defaultdict(list)
    for event in done.moves:
        by_coder[event.coder].append(event)
    written = [append_events(study, coder, document, events) for coder, events in sorted(by_coder.items())]
    return Moved(tuple(e for one in written for e in one.events), done.orphans, journal.problems)


def placed(state: State) -> tuple[Coding, ...]:
    """All that has a place in a text, under the ids that events name."""
    decided = (replace(one.coding, id=one.first) for one in state.decisions if one.coding.span)
    return (*state.codings, *state.doubled, *state.removed, *decided)


def misfits(
    state: State, document: str, text: str, *, codes: Collection[CodeId] | None = None
) -> tuple[Misfit, ...]:
    """The codings of a document that do not fit its text, or have a code that is not among `codes`.

    Decisions on rule codings are looked at as well, but for their codes.
    """
    codings = (coding for coding in state.codings if coding.document == document)
    decided = (one.coding for one in state.decisions if one.coding.document == document and one.coding.span)
    return misfits_of(codings, text, codes=codes) + misfits_of(decided, text)


def without_document(state: State, documents: Collection[str]) -> tuple[Coding, ...]:
    """The codings of documents that a study does not have."""
    return tuple(coding for coding in state.codings if coding.document not in documents)


def _files(folder: Path) -> list[Path]:
    """The journals in a folder; `._` is what macOS writes beside files on other systems' disks."""
    return [file for file in _sorted(folder.glob(f"*{SUFFIX}")) if not file.name.startswith("._")]


def _sorted(paths: Iterable[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: _nfc(path.name))


def _read(file: Path, *, coder_file: Path, document_file: Path | None = None) -> Journal:
    """A journal whose lines may leave out what the names of its folder and file say."""
    return read_journal(
        file, coder=_named(coder_file), document=_named(document_file) if document_file else ""
    )


def _named(path: Path) -> str:
    """The name that a file or folder stands for."""
    stem = _nfc(path.name).removesuffix(SUFFIX)
    return name_of_file(stem) or stem


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)
