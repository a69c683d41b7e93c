"""Replacements in tables and settings: only in cells and values, never in what names a document."""

from collections.abc import Iterator
from typing import NamedTuple

from qualcode.ingest.delimited import likely_delimiters
from qualcode.pseudonyms.replace import Decisions, replace
from qualcode.text.patterns import lazy

_QUOTED = lazy(r'"((?:[^"]|"")*)"?([^\r\n]*)')
_END = lazy(r"\r\n|\n|\r|$")
_KEY = r"""("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_\-]+)"""
_NAMED = lazy(rf"(?m)^[ \t]*(?:\[[ \t]*)?documents[ \t]*\.[ \t]*{_KEY}")
_SECTION = lazy(
    r"(?m)^[ \t]*\[[ \t]*documents[ \t]*\][^\n]*\n((?:[ \t]*[^\s\[][^\n]*(?:\n|\Z)|[ \t]*\r?\n)*)"
)
_LINE_KEY = lazy(rf"(?m)^[ \t]*{_KEY}")


class _Cell(NamedTuple):
    """A cell as it is written, and what ends it: a delimiter, the end of a line, or nothing."""

    raw: str
    end: str


def replace_cells(text: str, decisions: Decisions) -> str:
    """Replace originals in the cells of a table; its first line and its column `document` stay.

    Delimiters, line ends and all cells that hold no original keep every character. A cell is quoted where its
    new value needs that.
    """
    delimiter = likely_delimiters(text)[0]
    columns: list[str] = []
    at, is_first, parts = 0, True, []
    for cell in _cells(text, delimiter):
        value = _value(cell.raw)
        if is_first:
            columns.append(value.strip().lstrip("\ufeff").casefold())
        names_document = at < len(columns) and columns[at] == "document"
        stays = is_first or names_document
        parts += [cell.raw if stays else _replaced(cell.raw, value, delimiter, decisions), cell.end]
        at += 1
        if cell.end != delimiter:
            at, is_first = 0, is_first and not any(columns)
            columns = columns if any(columns) else []
    return "".join(parts)


def _cells(text: str, delimiter: str) -> Iterator[_Cell]:
    at = 0
    while at < len(text):
        end = _end_of_quotes(text, at)
        line = _END.search(text, end)
        stop = line.start() if line else len(text)
        sign = text.find(delimiter, end, stop)
        if sign >= 0:
            yield _Cell(text[at:sign], delimiter)
            at = sign + 1
        else:
            close = line.end() if line else len(text)
            yield _Cell(text[at:stop], text[stop:close])
            at = close


def _end_of_quotes(text: str, at: int) -> int:
    """Where the quoted part of a cell that begins at `at` ends; `at` where it is not quoted."""
    found = _QUOTED.match(text, at)
    return found.start(2) if found else at


def _value(raw: str) -> str:
    found = _QUOTED.match(raw)
    return found[1].replace('""', '"') + raw[found.start(2) :] if found else raw


def _replaced(raw: str, value: str, delimiter: str, decisions: Decisions) -> str:
    new = replace(value, decisions)
    if not new.pieces:
        return raw
    needs_quotes = raw.startswith('"') or any(sign in new.text for sign in (delimiter, '"', "\n", "\r"))
    return '"' + new.text.replace('"', '""') + '"' if needs_quotes else new.text


def replace_settings(text: str, decisions: Decisions) -> str:
    """Replace originals in the text of a qualcode.toml; the ids in `[documents."ID"]` stay."""
    parts, at = [], 0
    for start, end in sorted(_ids(text)):
        if start >= at:
            parts += [replace(text[at:start], decisions).text, text[start:end]]
            at = end
    return "".join([*parts, replace(text[at:], decisions).text])


def _ids(text: str) -> Iterator[tuple[int, int]]:
    """Where the ids of documents stand."""
    yield from (found.span(1) for found in _NAMED.finditer(text))
    for section in _SECTION.finditer(text):
        for found in _LINE_KEY.finditer(section[1]):
            yield found.start(1) + section.start(1), found.end(1) + section.start(1)
