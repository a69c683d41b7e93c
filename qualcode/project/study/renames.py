"""Lines in the settings of a study that say what is called otherwise by now."""

import json
import re
from pathlib import Path
from typing import Literal, TypeAlias

from qualcode.errors import ReadError, UsageError
from qualcode.export.atomic import rewrite
from qualcode.settings import parse_settings

Table: TypeAlias = Literal["renamed", "renamed_coders", "renamed_documents"]

_HEADS = {
    "renamed": "# Codes that have another id by now: codings with the old one count for the new one.",
    "renamed_coders": "# Coders who have another name by now: what they did under the old one counts for it.",
    "renamed_documents": "# Documents that have another id by now: codings in the old one count for it.",
}


def renaming(settings: Path, old: str, new: str, *, table: Table) -> str:
    """The text of the settings with a line by which what has the name `old` counts for `new`.

    A line about `new` itself, which is in use again, is taken out. Raises UsageError or ReadError where no
    line can be added.
    """
    try:
        text = settings.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as fault:
        raise ReadError(f"cannot be read ({fault})", place=settings.as_posix(), slug="settings") from None
    changed = with_renamed(text, old, new, table=table)
    if getattr(parse_settings(changed, file=settings.as_posix()), table).get(old) != new:
        cure = f"write {line_of(old, new)} below a line [{table}], and try again"
        raise UsageError("no line can be added", place=settings.as_posix(), cure=cure, slug="settings")
    return changed


def write_settings(settings: Path, text: str) -> None:
    """Write the settings. Raises WriteError."""
    rewrite(settings, text.encode("utf-8"))


def with_renamed(text: str, old: str, new: str, *, table: Table) -> str:
    """`text` with `old` in its table of what was renamed; all other lines stay."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    begin = next((at for at, line in enumerate(lines) if line.split("#")[0].strip() == f"[{table}]"), None)
    if begin is None:
        return text.rstrip() + end.join(("", "", _HEADS[table], f"[{table}]", line_of(old, new), ""))
    stop = next((at for at in range(begin + 1, len(lines)) if lines[at].lstrip().startswith("[")), len(lines))
    kept = [line for line in lines[begin + 1 : stop] if _key(line) not in (old, new)]
    after: list[str] = []  # remarks above the next table belong to that
    while kept and (not kept[-1].strip() or kept[-1].lstrip().startswith("#")):
        after.insert(0, kept.pop())
    parted = after if after and not after[0].strip() else ["", *after]
    return end.join((*lines[: begin + 1], *kept, line_of(old, new), *parted, *lines[stop:])).rstrip() + end


def line_of(old: str, new: str) -> str:
    """The line that says that `old` is called `new`."""
    return f"{_quoted(old)} = {_quoted(new)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _key(line: str) -> str:
    """The name that a line of the table is about."""
    found = re.match(r"""\s*(?:("(?:[^"\\]|\\.)*")|'([^']*)'|([\w-]+))\s*=""", line)
    if not found:
        return ""
    try:
        return str(json.loads(found[1])) if found[1] else found[2] or found[3] or ""
    except ValueError:  # TOML has signs that JSON has not
        return ""
