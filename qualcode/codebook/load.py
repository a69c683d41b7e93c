"""A codebook file from disk."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from qualcode.codebook.model import Codebook
from qualcode.codebook.read import read_codebook
from qualcode.errors import CodebookError, Problem

MAX_BYTES = 10_000_000
_UTF8 = "save it as UTF-8 in your editor"


class Checked(NamedTuple):
    """What a check of a codebook file found; `codebook` is None where there are errors."""

    codebook: Codebook | None
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def load_codebook(path: str | Path, *, spacy_model: str = "") -> Codebook:
    """Read a codebook file.

    `spacy_model` names a trained spaCy pipeline, for patterns that need one: a package, or a folder.

    Raises
    ------
    CodebookError
        With all problems of the file, each with its line, column and cure.
    """
    checked = _check(Path(path), advice=False)
    if checked.codebook is None:
        raise as_error(checked.errors)
    return replace(checked.codebook, spacy_model=spacy_model)


def check_codebook(path: str | Path) -> Checked:
    """All errors and warnings on a codebook file, in the order of the file.

    A file that cannot be opened is an error like any other.
    """
    return _check(Path(path), advice=True)


def as_error(problems: tuple[Problem, ...]) -> CodebookError:
    """One error that holds all `problems` of a file."""
    if len(problems) == 1:
        only = problems[0]
        return CodebookError(only.message, problems, place=only.place, cure=only.cure)
    message = f"the codebook has {len(problems)} problems, the first: {problems[0].message}"
    return CodebookError(message, problems, place=problems[0].place, cure=problems[0].cure)


def _check(path: Path, *, advice: bool) -> Checked:
    file = path.as_posix()
    text = read_text(path, file=file)
    if isinstance(text, Problem):
        return Checked(None, (text,), ())
    return Checked(*read_codebook(text, file=file, advice=advice))


def read_codebook_text(path: str | Path, *, file: str = "") -> str:
    """The text of a codebook file, called `file` in problems; raises CodebookError where there is none."""
    shown = file or Path(path).as_posix()
    text = read_text(Path(path), file=shown)
    if isinstance(text, Problem):
        raise as_error((text,))
    return text


def read_text(path: Path, *, file: str) -> str | Problem:
    """The text of a codebook file, or why there is none."""
    data = read_bytes(path, file=file)
    return data if isinstance(data, Problem) else decode(data, file=file)


def read_bytes(path: Path, *, file: str) -> bytes | Problem:
    """The bytes of a codebook file, or why there are none."""
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
            return Problem(message, file, cure="name a codebook in YAML", slug="too-large")
        return path.read_bytes()
    except FileNotFoundError:
        return Problem("there is no such file", file, cure="check the path of the codebook", slug="no-file")
    except IsADirectoryError:
        return Problem("this is a folder", file, cure="name the codebook file in it", slug="no-file")
    except OSError as fault:
        message = f"the file cannot be read: {fault.strerror or 'it cannot be opened'}"
        return Problem(message, file, cure="check its permissions", slug="no-file")


def decode(data: bytes, *, file: str) -> str | Problem:
    """The text of a codebook's bytes: UTF-8, or UTF-16 with a byte order mark."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = data.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError as fault:
        if b"\0" in data and not wide:
            return Problem("this is no text file", file, cure="name a codebook in YAML", slug="encoding")
        line = data[: fault.start].count(b"\n") + 1
        return Problem("the file is not UTF-8", file, line, cure=_UTF8, slug="encoding")
    if "\0" in text:
        return Problem("this is no text file", file, cure="name a codebook in YAML", slug="encoding")
    return text


def encode(text: str, *, like: bytes) -> bytes:
    """The bytes of a text, encoded as others are: in UTF-8, or in UTF-16 with its byte order mark."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if like.startswith(mark):
            return mark + text.encode(encoding)
    return text.encode("utf-8")
