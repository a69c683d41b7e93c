"""Files with real names stay out of git."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from qualcode.errors import WriteError
from qualcode.export.atomic import output_file, rewrite
from qualcode.project.pseudonyms.files import KEY, NAMES, TABLE

PRIVATE = (KEY, TABLE, NAMES)
IGNORE = ".gitignore"
_WAIT = 20
"""Seconds that git may take to answer."""


def keep_from_git(folder: Path) -> tuple[str, ...]:
    """Let git ignore the files of a study that hold real names; sentences about what was done for it.

    Lines are added to the .gitignore of the study where git says that it does not ignore a file, or where
    git cannot be asked and they are missing.

    Raises
    ------
    WriteError
        The file cannot be written.
    """
    place = folder / IGNORE
    text = _text(place)
    open_ones = [name for name in PRIVATE if is_open(folder, name, text)]
    missing = [name for name in open_ones if name not in text.splitlines()]
    if missing:
        _add(place, text, missing)
    return tuple(_told(open_ones, missing))


def _told(open_ones: list[str], missing: list[str]) -> Iterator[str]:
    if missing:
        yield f"added to {IGNORE}, since real names stand in them: {', '.join(missing)}"
    if follows := [name for name in open_ones if name not in missing]:
        yield f"git follows a file with real names: git rm --cached {' '.join(follows)}"


def is_open(folder: Path, name: str, text: str) -> bool:
    """Whether git would take the file in; without an answer of git, whether its line is missing."""
    try:
        command = ["git", "check-ignore", "-q", "--", name]
        done = subprocess.run(
            command, cwd=folder, capture_output=True, timeout=_WAIT, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return name not in text.splitlines()
    return done.returncode == 1 or (done.returncode != 0 and name not in text.splitlines())


def _text(place: Path) -> str:
    try:
        return place.read_bytes().decode("utf-8") if place.is_file() else ""
    except (OSError, UnicodeDecodeError):
        cure = f"save it as UTF-8, with the lines {', '.join(PRIVATE)}"
        raise WriteError("cannot be read, and so not added to", place=place.as_posix(), cure=cure) from None


def _add(place: Path, text: str, names: list[str]) -> None:
    end = "\r\n" if "\r\n" in text else "\n"
    between = end if text and not text.endswith("\n") else ""
    content = (text + between + "".join(name + end for name in names)).encode("utf-8")
    if place.exists():
        rewrite(place, content)
        return
    with output_file(place) as file:
        file.write(content)
