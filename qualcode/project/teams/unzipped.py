"""A study that came as a zip file: what a merge reads of it, for a moment in a folder of its own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from qualcode.errors import UsageError
from qualcode.ingest.formats.archive import Kind, Package
from qualcode.ingest.read import file_bytes
from qualcode.project.study.folder import SETTINGS
from qualcode.project.study.journals import CODINGS, MEMOS, SUFFIX
from qualcode.project.study.texts import TEXTS

_MAGIC = b"PK\x03\x04"
_ZIP = Kind("zip", "zip file", "unpack it, and name the folder")
_BESIDE = "__MACOSX"
"""Where macOS puts what it knows of the files beside them."""
_JOURNALS = {CODINGS, MEMOS}
_WANTED = {CODINGS: (SUFFIX,), MEMOS: (SUFFIX,), TEXTS: (".txt", ".json")}


def is_zip(file: Path) -> bool:
    """Whether a file begins as zip files do."""
    with file.open("rb") as stream:
        return stream.read(len(_MAGIC)) == _MAGIC


@contextmanager
def unzipped(file: Path) -> Iterator[Path]:
    """The folder of a study in a zip file: its settings, texts and journals, and nothing else.

    Raises
    ------
    UsageError
        There is no study in it, or more than one.
    ReadError
        It is damaged, locked, or names files outside of itself.
    """
    package = Package(file_bytes(file), file=file.as_posix(), kind=_ZIP)
    root = _root(package, file)
    with tempfile.TemporaryDirectory() as folder:
        for name in sorted(package.names):
            inside = PurePosixPath(name.replace("\\", "/"))
            if inside.is_relative_to(root) and _is_wanted(inside.relative_to(root)):
                place = Path(folder, *inside.relative_to(root).parts)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(package.read(name))
        yield Path(folder)


def _root(package: Package, file: Path) -> PurePosixPath:
    """The folder in which the study lies: where its settings are, or without any its journals."""
    names = [PurePosixPath(name.replace("\\", "/")) for name in package.names]
    names = [name for name in names if name.parts[:1] != (_BESIDE,)]
    roots = {name.parent for name in names if name.name == SETTINGS}
    roots = roots or {_above(name) for name in names if name.suffix == SUFFIX and _JOURNALS & {*name.parts}}
    if len(roots) != 1:
        what = "several studies" if roots else "no study"
        cure = f"unpack it, and name the folder with {SETTINGS}"
        raise UsageError(f"{what} in this zip file", place=file.as_posix(), cure=cure, slug="no-study")
    return roots.pop()


def _above(journal: PurePosixPath) -> PurePosixPath:
    """The folder that `codings` or `memos` lies in."""
    first = min(journal.parts.index(name) for name in _JOURNALS & {*journal.parts})
    return PurePosixPath(*journal.parts[:first])


def _is_wanted(inside: PurePosixPath) -> bool:
    if inside == PurePosixPath(SETTINGS):
        return True
    first = inside.parts[0] if inside.parts else ""
    return len(inside.parts) > 1 and inside.name.endswith(_WANTED.get(first, ()))
