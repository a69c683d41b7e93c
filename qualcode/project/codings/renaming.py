"""Codings by people when a code gets another id: the settings say what it was, journals stay."""

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from qualcode.errors import ReadError, UsageError
from qualcode.export.atomic import rewrite
from qualcode.project.study.folder import SETTINGS
from qualcode.project.study.journals import CODINGS, SUFFIX
from qualcode.settings import parse_settings
from qualcode.terms import CodeId

_TABLE = "[renamed]"
_HEAD = "# Codes that have another id by now: codings with the old one count for the new one."


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
    try:
        text = settings.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as fault:
        raise ReadError(f"cannot be read ({fault})", place=settings.as_posix(), slug="settings") from None
    changed = with_renamed(text, old, new)
    if parse_settings(changed, file=settings.as_posix()).renamed.get(old) != new:
        cure = f"write {_line(old, new)} below a line {_TABLE}, and rename the code again"
        raise UsageError("no line can be added", place=settings.as_posix(), cure=cure, slug="settings")
    return changed


def write_settings(settings: Path, text: str) -> None:
    """Write the settings. Raises WriteError."""
    rewrite(settings, text.encode("utf-8"))


def with_renamed(text: str, old: CodeId, new: CodeId) -> str:
    """`text` with `old` in its table of renamed codes; all other lines stay."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    begin = next((at for at, line in enumerate(lines) if line.split("#")[0].strip() == _TABLE), None)
    if begin is None:
        return text.rstrip() + end.join(("", "", _HEAD, _TABLE, _line(old, new), ""))
    stop = next((at for at in range(begin + 1, len(lines)) if lines[at].lstrip().startswith("[")), len(lines))
    kept = [line for line in lines[begin + 1 : stop] if _key(line) not in (old, new)]
    while kept and not kept[-1].strip():
        kept.pop()
    return end.join((*lines[: begin + 1], *kept, _line(old, new), "", *lines[stop:])).rstrip() + end


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


def _line(old: CodeId, new: CodeId) -> str:
    return f"{_quoted(old)} = {_quoted(new)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _key(line: str) -> str:
    """The id that a line of the table is about."""
    found = re.match(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=""", line)
    return next(filter(None, found.groups()), "") if found else ""
