"""Codings by people when a code gets another id: the settings say what it was, journals stay."""

from collections.abc import Collection, Iterator
from pathlib import Path

from qualcode.errors import UsageError
from qualcode.project.study import renames
from qualcode.project.study.folder import SETTINGS
from qualcode.project.study.journals import CODINGS, SUFFIX
from qualcode.terms import CodeId

_TABLE = "[renamed]"


def settings_of(codebook: str | Path) -> Path | None:
    """The settings of the study in which people coded by this codebook; None where it is no such study."""
    folder = Path(codebook).parent
    coded = any((folder / CODINGS).glob(f"*/*{SUFFIX}"))
    return folder / SETTINGS if coded and (folder / SETTINGS).is_file() else None


def renaming(settings: Path, old: CodeId, new: CodeId) -> str:
    """The text of the settings with a line by which human codings with the id `old` count for `new`.

    A line about `new` itself, which is in use again, is taken out. Raises UsageError or ReadError where no
    line can be added.
    """
    return renames.renaming(settings, old, new, table="renamed")


def refuse_reused(renamed: Collection[CodeId], codes: Collection[CodeId]) -> None:
    """Raise UsageError where an id that a code had before is that of a code again: whose are the codings?"""
    for message, cure in reused(renamed, codes):
        raise UsageError(message, place=SETTINGS, cure=cure, slug="reused-code")


def reused(renamed: Collection[CodeId], codes: Collection[CodeId]) -> Iterator[tuple[str, str]]:
    """What is to be said, with its cure, of ids that a code had before and another one has now."""
    for old in sorted(set(renamed) & set(codes)):
        yield (
            f"{_TABLE}: {old} was renamed, and is a code again: codings with it cannot be told apart",
            f"give the new code another id, or take out the line {old}",
        )
