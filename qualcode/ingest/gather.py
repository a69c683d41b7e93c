"""Which files are transcripts: files and folders as given become a list of documents to read."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from qualcode.ingest.names import check_distinct, document_id, natural_key, shared_folder
from qualcode.ingest.pairs import TEXT, TURNS
from qualcode.ingest.read import SUFFIXES

ATTRIBUTES = "attributes.csv"
RESULTS = "provenance.json"
STUDY = "qualcode.toml"
KEPT = (STUDY, "codebook.yaml", "text", "codings", "memos", "results")
"""What lies in the folder of a study beside the transcripts."""
_MOVE = "name the folder of the transcripts; if they lie in this one, move its tables and provenance.json out"
_CURES = {
    ".doc": "open it in Word and save it as .docx",
    ".xls": "save it as .xlsx or .csv",
    ".jsonl": "put its lines into one list and save it as .json",
    ".ass": "save it as .srt",
    ".ssa": "save it as .srt",
    ".mp3": "transcribe it first",
    ".m4a": "transcribe it first",
    ".wav": "transcribe it first",
    ".mp4": "transcribe it first",
}


class Input(NamedTuple):
    """A file to read: the id of its document, its path as it was given, and whether it was named itself.

    `pair` is the file with the turns of its text, where a study keeps that: it is read in place of `path`,
    which need not be there.
    """

    id: str
    path: Path
    named: bool = False
    pair: Path | None = None

    @property
    def file(self) -> str:
        """The path as it was given, with `/`."""
        return self.path.as_posix()

    @property
    def read_from(self) -> Path:
        """The file that holds what is read."""
        return self.pair.with_name(self.pair.name.removesuffix(TURNS) + TEXT) if self.pair else self.path


class Skipped(NamedTuple):
    """A file or folder that is not read, and why.

    `named`: it stood on the command line itself. `expected`: nobody would take it for a transcript.
    `cure`: what to do where nothing else is left to read.
    """

    file: str
    reason: str
    named: bool = False
    expected: bool = False
    cure: str = ""


class Inputs(NamedTuple):
    """Files to read, in natural order of their ids; what was left out; an attributes.csv beside them."""

    files: tuple[Input, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    attributes: Path | None = None


def gather(paths: Iterable[str | Path], *, below: Path | None = None, distinct: bool = True) -> Inputs:
    """Files and folders as given, with all that lies in the folders.

    Ids are paths below `below` where all files lie in it, else below the deepest folder that all share.
    Raises ReadError where two files would have one id, unless that is not asked for (`distinct`).
    """
    given = [Path(path) for path in paths]
    found: dict[str, Path] = {}
    named: set[str] = set()
    skipped: list[Skipped] = []
    for path in given:
        if path.is_dir():
            _walk(path, found, skipped)
            continue
        if path.name.lower() == ATTRIBUTES and path.exists():
            skipped.append(Skipped(path.as_posix(), "holds attributes and is not a transcript"))
        elif reason := _refusal(path):
            skipped.append(Skipped(_printable(path), reason, named=True))
        else:
            key = _absolute(path)
            named.add(key)
            found[key] = _simpler(found.get(key), path)
    files = _named(found, named, below)
    if distinct:
        check_distinct((file.id, file.file) for file in files)
    left = {one for one in skipped if not (one.expected and _absolute(one.file) in found)}
    ordered = sorted(left, key=lambda s: (natural_key(s.file), s.reason))
    return Inputs(files, tuple(ordered), _attributes_beside(given, found))


def _absolute(path: str | Path) -> str:
    """The path from the root without `..`; links are not followed."""
    return os.path.normpath(Path(path).absolute())


def _simpler(one: Path | None, other: Path) -> Path:
    """Of two spellings of one path, always the same one, whatever came first."""
    return other if one is None else min(one, other, key=lambda p: (len(p.parts), p.as_posix()))


def _named(found: dict[str, Path], named: set[str], below: Path | None) -> tuple[Input, ...]:
    if not found:
        return ()
    absolute = {key: PurePath(key) for key in found}
    root = PurePath(_absolute(below)) if below else None
    inside = root and all(path.is_relative_to(root) for path in absolute.values())
    folder = root if root and inside else shared_folder([*absolute.values()])
    files = [Input(document_id(absolute[key], folder), path, key in named) for key, path in found.items()]
    files.sort(key=lambda f: (natural_key(f.id), f.file))
    return tuple(files)


def _refusal(path: Path) -> str:
    """Why a file that was named cannot be read at all, or nothing."""
    if not path.exists():
        return "there is no such file"
    if odd := _odd(path):
        return odd
    return "" if path.suffix.lower() in SUFFIXES else _unknown(path)


def _odd(path: Path) -> str:
    """Why a file or folder cannot be taken at all, or nothing."""
    if _printable(path) != path.as_posix():
        return "its name is not UTF-8; rename it"
    return "" if path.is_file() or path.is_dir() else "this is no file that can be read"


def _printable(path: Path) -> str:
    """The path as it can be written down: bytes that are no text replaced."""
    return path.as_posix().encode("utf-8", "replace").decode("utf-8")


def _unknown(path: Path) -> str:
    suffix = path.suffix.lower()
    what = f"files ending in {suffix} are not read" if suffix else "a file without suffix is not read"
    return f"{what}; {_CURES.get(suffix, 'known: ' + ' '.join(SUFFIXES))}"


def _walk(folder: Path, found: dict[str, Path], skipped: list[Skipped]) -> None:
    """All files of a folder and the folders in it, but for what is never a transcript."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as fault:
        skipped.append(Skipped(folder.as_posix(), f"the folder cannot be opened: {fault.strerror}"))
        return
    if any(entry.name == RESULTS for entry in entries):
        skipped.append(Skipped(folder.as_posix(), "holds the results of an earlier run", cure=_MOVE))
        return
    study = any(entry.name == STUDY for entry in entries)
    for entry in entries:
        if entry.name.lower() == ATTRIBUTES or (study and entry.name in KEPT):
            continue
        if reason := _expected(entry):
            skipped.append(Skipped(_printable(entry), reason, expected=True))
        elif reason := _odd(entry):
            skipped.append(Skipped(_printable(entry), reason))
        elif entry.is_dir() and entry.is_symlink():
            skipped.append(Skipped(entry.as_posix(), "a link to a folder is not followed"))
        elif entry.is_dir():
            _walk(entry, found, skipped)
        elif entry.suffix.lower() in SUFFIXES:
            key = _absolute(entry)
            found[key] = _simpler(found.get(key), entry)
        else:
            skipped.append(Skipped(entry.as_posix(), _unknown(entry)))


def _expected(entry: Path) -> str:
    """Why nobody would take a file or folder for a transcript, or nothing."""
    if entry.name.startswith("~$"):
        return "a lock file is not a transcript"
    if entry.name.startswith("."):
        return "its name begins with a dot: it is hidden"
    if entry.name.upper().startswith("README") and entry.is_file():
        return "a README is not a transcript"
    return ""


def _attributes_beside(given: Sequence[Path], found: dict[str, Path]) -> Path | None:
    """The attributes.csv in a folder that was given, or beside the files that were."""
    places = [path if path.is_dir() else path.parent for path in given]
    if found:
        places.append(_shared_as_given(found))
    candidates = {_absolute(place / ATTRIBUTES): place / ATTRIBUTES for place in reversed(places)}
    there = [(len(key), key, path) for key, path in candidates.items() if path.is_file()]
    return min(there)[2] if there else None


def _shared_as_given(found: dict[str, Path]) -> Path:
    """The deepest folder that all files share, spelled as the files were."""
    shared = shared_folder([PurePath(key) for key in found])
    key, path = min(found.items())
    steps = len(PurePath(key).parent.parts) - len(shared.parts)
    return path.parents[steps] if steps < len(path.parents) else Path(shared)
