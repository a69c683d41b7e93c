"""A codebook file changed in its place: read, changed, and written back in the same encoding."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from qualcode.codebook.edited import Edited
from qualcode.codebook.load import as_error, decode, encode, read_bytes
from qualcode.errors import Problem, WriteError
from qualcode.export.atomic import rewrite


class Change(NamedTuple):
    """What a file held before, and the codebook after the change."""

    before: str
    edited: Edited


def edit_codebook(path: str | Path, change: Callable[[str, str], Edited], *, dry_run: bool = False) -> Change:
    """Change a codebook file: one entry and no other line, whole or not at all.

    Parameters
    ----------
    change
        Makes the new text of the old one and the name of the file, as the functions of
        `qualcode.codebook.edit_codes`, `edit_names`, `edit_rules` and `edit_removal` do.
    dry_run
        Only try: the file stays as it is.

    Raises
    ------
    CodebookError
        The file cannot be read, or has errors: all of them.
    WriteError
        The file cannot be written, or has changed meanwhile.
    QualcodeError
        What `change` raises; the file stays as it is.
    """
    place = Path(path)
    data = _bytes(place)
    text = decode(data, file=place.as_posix())
    if isinstance(text, Problem):
        raise as_error((text,))
    edited = change(text, place.as_posix())
    if not dry_run:
        _write(place, data, encode(edited.text, like=data))
    return Change(text, edited)


def _bytes(place: Path) -> bytes:
    data = read_bytes(place, file=place.as_posix())
    if isinstance(data, Problem):
        raise as_error((data,))
    return data


def _write(place: Path, old: bytes, new: bytes) -> None:
    """Write the file in its place, unless it is another one by now."""
    if _bytes(place) != old:
        cure = "look at what was changed, then try again"
        raise WriteError("the file has changed meanwhile", place=place.as_posix(), cure=cure, slug="changed")
    rewrite(place, new)
