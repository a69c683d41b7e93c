"""Files that appear whole or not at all."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from qualcode.errors import WriteError

LAST = "provenance.json"
"""The file that is put in its place after all others: where it stands, they stand."""


class OutputFile:
    """A file under a temporary name beside its place; `sha256` is that of what was written so far.

    A `private` one can be read by its owner only, from its first byte on; Windows keeps no such mode.
    Behind a link the file it leads to is replaced. A device or a pipe (/dev/null, /dev/stdout) is written
    into, never replaced.
    """

    def __init__(self, place: Path, *, private: bool = False) -> None:
        self._is_stream = _is_stream(place)
        self.place = place.resolve() if place.is_symlink() and not self._is_stream else place
        folder = _temporary_folder() if self._is_stream else self.place.parent
        self.temporary = folder / f".{self.place.name}.{os.getpid()}.part"
        self._hash = hashlib.sha256()
        self._file: BinaryIO = _private(self.temporary) if private else self.temporary.open("wb")

    @property
    def sha256(self) -> str:
        """SHA-256 of what was written, in hex."""
        return self._hash.hexdigest()

    def write(self, content: bytes) -> None:
        """Add `content` at the end. Raises WriteError where the disk refuses it."""
        with _refusals(self.place):
            self._file.write(content)
        self._hash.update(content)

    def flush(self) -> None:
        """Let others read at `temporary` what was written so far."""
        with _refusals(self.place):
            self._file.flush()

    def restart(self) -> None:
        """Forget what was written so far. Raises WriteError where the disk refuses it."""
        with _refusals(self.place):
            self._file.seek(0)
            self._file.truncate()
        self._hash = hashlib.sha256()

    def finish(self) -> None:
        """Hand everything to the system and close the file; it keeps its temporary name."""
        with _refusals(self.place):
            self._file.flush()
            self._file.close()

    def take_place(self) -> None:
        """Give the finished file its name, in place of an older one."""
        with _refusals(self.place):
            if self._is_stream:
                self.place.write_bytes(self.temporary.read_bytes())
            else:
                self.temporary.replace(self.place)

    def discard(self) -> None:
        """Close and remove what has not taken its place."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self.temporary.unlink(missing_ok=True)


class OutputFolder:
    """Several files in one folder that take their places together, `provenance.json` last.

    A context: left in good order, all files are finished and then renamed; left by an error
    (an interruption among them), none is, and a folder that was made for them is removed.
    A file that no run wrote is not replaced, unless `replace` says so.
    Raises WriteError where the folder cannot be made or written.
    """

    def __init__(self, folder: Path, *, replace: bool = False) -> None:
        self.folder, self.replace = folder, replace
        self._files: dict[str, OutputFile] = {}
        self._made: list[Path] = []

    def __enter__(self) -> "OutputFolder":
        try:
            with _refusals(self.folder):
                self._made = [path for path in (self.folder, *self.folder.parents) if not path.exists()]
                self.folder.mkdir(parents=True, exist_ok=True)
        except WriteError:
            self._clear()
            raise
        return self

    def file(self, name: str) -> OutputFile:
        """A new file of this name, open for writing."""
        place = self.folder / name
        with _refusals(place):
            if place.is_dir():
                raise IsADirectoryError
            if not self.replace and place.exists() and not (self.folder / LAST).exists():
                raise _not_ours(place)
            self._files[name] = OutputFile(place)
        return self._files[name]

    def written(self, name: str) -> Path:
        """Where what was written into a file of this name so far can be read."""
        self._files[name].flush()
        return self._files[name].temporary

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        try:
            if error is None:
                self._put_in_place()
        finally:
            self._clear()

    def _put_in_place(self) -> None:
        for file in self._files.values():
            file.finish()
        for name in sorted(self._files, key=lambda name: name == LAST):
            self._files[name].take_place()

    def _clear(self) -> None:
        for file in self._files.values():
            file.discard()
        _remove_empty(self._made)


def _is_stream(place: Path) -> bool:
    """Whether something stands there that is neither file nor folder."""
    with suppress(OSError):
        mode = place.stat().st_mode
        return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
    return False


def _temporary_folder() -> Path:
    from tempfile import gettempdir

    return Path(gettempdir())


def _not_ours(place: Path) -> WriteError:
    return WriteError(
        "a file of this name is there already, and not from an earlier run",
        place=place.as_posix(),
        cure="Choose another folder (-o), or move the file away.",
        slug="not-ours",
    )


def _private(path: Path) -> BinaryIO:
    """A new file that only its owner can read; one of its name, left over, is not written into."""
    path.unlink(missing_ok=True)
    binary = getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, 0o600), "wb")


@contextmanager
def output_file(place: Path, *, private: bool = False) -> Iterator[OutputFile]:
    """One file that takes its place when the context is left in good order, and vanishes otherwise.

    Folders that are missing are made, and vanish with it. Only its owner can read a `private` one.
    Raises WriteError where it cannot be written.
    """
    made = [path for path in place.parents if not path.exists()]
    try:
        with _refusals(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            file = OutputFile(place, private=private)
        try:
            yield file
            file.finish()
            file.take_place()
        finally:
            file.discard()
    finally:
        _remove_empty(made)


def _remove_empty(folders: Iterable[Path]) -> None:
    """Remove folders in which nothing stands, the inner ones first."""
    for path in folders:
        with suppress(OSError):
            path.rmdir()  # refused while anything is in it


def make_folder(folder: Path, *, cure: str) -> None:
    """Make a folder with those above it, where it is not there. Raises WriteError, with `cure`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"the folder cannot be made ({reason})"
        raise WriteError(message, place=folder.as_posix(), cure=cure) from error


def rewrite(place: Path, content: bytes) -> None:
    """Give a file that is there other content, also behind a link; it keeps its permissions.

    Raises WriteError where it cannot be written.
    """
    real = place.resolve()
    with _refusals(place):
        mode = stat.S_IMODE(real.stat().st_mode)
    with output_file(real) as file:
        file.write(content)
        file.temporary.chmod(mode)


@contextmanager
def _refusals(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(
            f"cannot be written ({_reason(error)})",
            place=place.as_posix(),
            cure="Choose a place that you may write to (-o), and close the file where it is open elsewhere.",
            slug="write",
        ) from error


def _reason(error: OSError) -> str:
    match error:
        case IsADirectoryError():
            return "there is a folder of that name"
        case FileExistsError() | NotADirectoryError():
            return "a file stands where a folder is needed"
        case PermissionError():
            return "permission denied"
    return error.strerror or type(error).__name__
