"""A table as a codebook: one that was written from a codebook, or one that people made by hand."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qualcode.codebook.exchange import keywords
from qualcode.codebook.exchange.build import root
from qualcode.codebook.exchange.cells import value_of
from qualcode.codebook.exchange.globs import Changes, term_of
from qualcode.codebook.exchange.headings import KEYWORDS, LEVEL, MEMOS, SETTINGS, Heading, read_heading
from qualcode.codebook.exchange.hierarchy import Line, place_codes
from qualcode.codebook.exchange.places import Reading, Sheets
from qualcode.codebook.exchange.table import settings_in
from qualcode.codebook.faults import Place, nearest
from qualcode.codebook.nodes import Items, Node
from qualcode.codebook.plain import (
    CODE_FIELDS,
    CODEBOOK_FIELDS,
    Kind,
    Plain,
    node,
    pairs,
    rule_node,
    text_node,
)
from qualcode.errors import Problem
from qualcode.rules.show import show
from qualcode.rules.syntax import Literal, Phrase
from qualcode.text.patterns import lazy

SETTINGS_SHEETS = ("codebook", "编码本", "settings", "设置")
_FIRST_ROWS = 20
"""In so many rows the header is looked for."""
_COUNTED = ("reference", "references", "sources")
"""Headings that stand above literature, and in tables of other programs above numbers of codings."""
_COUNT = lazy(r"[0-9][0-9,]*")
_COLOR = lazy(r".*[#\w].*")
_NAMED = ("levels", "negation")
"""Settings that hold others under names."""
_LISTS: tuple[Kind, ...] = ("lines", "rules", "records")


class Sheet(NamedTuple):
    """A sheet of a workbook, or a table: its name and all its rows, blank ones too."""

    name: str
    rows: Sequence[Sequence[str]]


class Column(NamedTuple):
    """A column that is known: its place from 0, its heading as written, and what that names."""

    at: int
    written: str
    means: Heading


def read_table(found: Sequence[Sheet], *, file: str) -> Reading:
    """A codebook from the sheets of a workbook, or from the one table of a CSV file."""
    sheets = Sheets(file)
    for sheet in found:
        header = _header(sheet)
        if header is not None:
            others = [one for one in found if one is not sheet]
            return _read(sheets, sheet, header, others)
    first = next((row for sheet in found for row in sheet.rows if any(row)), None)
    shown = f"the first line is: {' | '.join(first)[:80]}" if first else "the table is empty"
    problem = Problem(
        f"no column is named for ids or names; {shown}",
        file,
        cure="name them id, name, parent, definition, rules, examples (编码, 名称, 上级, 定义, 规则, 例句)",
        slug="columns",
    )
    return Reading(None, (problem,))


def _header(sheet: Sheet) -> int | None:
    """The number (from 0) of the first row that names ids, names or levels."""
    for number, row in enumerate(sheet.rows[:_FIRST_ROWS]):
        known = [one.key for one in map(read_heading, row) if one]
        if any(key in ("id", "name", LEVEL) for key in known) and len(known) * 3 >= sum(map(bool, row)):
            return number
    return None


def _read(sheets: Sheets, sheet: Sheet, header: int, others: Sequence[Sheet]) -> Reading:
    columns = _columns(sheets, sheet, header)
    if any(column.means.key == KEYWORDS for column in columns):
        sheets.notes.append(keywords.NOTE)
    lines = list(_lines(sheets, sheet, header, columns))
    settings = [one for line in lines for one in line.settings]
    for other in others:
        if other.name.strip().casefold() in SETTINGS_SHEETS:
            settings += _settings_rows(other)
        elif any(map(any, other.rows)):
            sheets.notes.append(f"sheet {other.name}: left out; codes are read from sheet {sheet.name}")
    codes = place_codes(sheets, [line for line in lines if line.holds_any])
    return sheets.reading(root(sheets.faults, codes, Place(1), settings=_settings(sheets, settings)))


def _columns(sheets: Sheets, sheet: Sheet, header: int) -> list[Column]:
    """The columns with a known heading; others that hold something are told."""
    found: list[Column] = []
    seen: dict[Heading, str] = {}
    defined = any(one and one.key == "definition" for one in map(read_heading, sheet.rows[header]))
    for at, written in enumerate(sheet.rows[header]):
        means = read_heading(written)
        cells = _cells(sheet, header, at)
        if not means and not defined and cells and written.strip().casefold() in MEMOS:
            means, defined = Heading("definition"), True
            sheets.notes.append(f"column {written.strip()} ({letter(at)}) is taken for the definition")
        if means is None:
            _tell_unknown(sheets, written.strip(), at, cells)
        elif written.strip().casefold() in _COUNTED and cells and all(map(_COUNT.fullmatch, cells)):
            sheets.notes.append(f"column {written.strip()} ({letter(at)}) holds counts and is left out")
        elif means.key == "color" and cells and not any(map(_COLOR.fullmatch, cells)):
            sheets.notes.append(f"column {written.strip()} ({letter(at)}) names no color and is left out")
        elif means in seen:
            where = sheets.place(f"row {header + 1}", written)
            sheets.error(
                f"two columns say the same: {seen[means]} and {written}", where, cure="keep one of them"
            )
        else:
            seen[means] = written
            found.append(Column(at, written, means))
    return found


def _cells(sheet: Sheet, header: int, at: int) -> list[str]:
    """What stands below the header in a column, without empty cells."""
    cells = (row[at].strip() for row in sheet.rows[header + 1 :] if at < len(row))
    return [cell for cell in cells if cell]


def _tell_unknown(sheets: Sheets, written: str, at: int, cells: Sequence[str]) -> None:
    """Programs that count codings in such tables give columns of numbers: no field is meant by these."""
    if cells or written:
        counts = bool(cells) and all(map(_COUNT.fullmatch, cells))
        near = nearest(written, CODE_FIELDS) if written and not counts else ""
        meant = f"; did you mean {near}?" if near else ""
        sheets.notes.append(
            f"column {written or '(no heading)'} ({letter(at)}) is not known and left out{meant}"
        )


def letter(at: int) -> str:
    """The letters by which a spreadsheet names a column, from 0."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name


def _lines(sheets: Sheets, sheet: Sheet, header: int, columns: Sequence[Column]) -> Iterator[Line]:
    """The rows below the header that hold anything."""
    for number, row in enumerate(sheet.rows[header + 1 :], header + 2):
        line = Line(number, sheets.place(f"row {number}", ""))
        for column in columns:
            cell = _as_read(row[column.at]) if column.at < len(row) else ""
            if cell.strip():
                _take(sheets, line, column, cell)
        for at, cell in enumerate(row[len(sheet.rows[header]) :], len(sheet.rows[header])):
            if cell.strip():
                sheets.notes.append(f"row {number}, column {letter(at)}: left out, it has no heading")
        yield line


def _as_read(cell: str) -> str:
    return unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n"))


def _take(sheets: Sheets, line: Line, column: Column, cell: str) -> None:
    """Put a cell where it belongs in its line."""
    key, language, level = column.means
    name = f"row {line.number}, column {column.written.strip()} ({letter(column.at)})"
    at = sheets.place(name, cell.strip())
    if key == SETTINGS:
        line.settings += [(name, setting, value) for setting, value in settings_in(cell)]
    elif key == LEVEL:
        line.levels[level] = (cell.strip(), at)
    elif key in ("id", "parent"):
        line.given[key] = (cell, at)
    elif key == KEYWORDS:
        rules = [_keyword(sheets, word, line.number) for word in keywords.keywords(cell)]
        line.lists.append(("rules", at, [_item(sheets, name, rule) for rule in rules]))
    elif CODE_FIELDS[key] in _LISTS:
        values = value_of(cell, key, CODE_FIELDS[key])
        line.lists.append((key, at, [_item(sheets, name, one, rule=key == "rules") for one in values]))
    else:
        line.texts.append((key, language, cell, at))


def _keyword(sheets: Sheets, word: str, row: int) -> str:
    """The rule for a keyword; in one with `*` this stands for any letters, as people write it."""
    changes = Changes()
    rule = term_of(word, 0, changes) if "*" in word else ""
    sheets.notes += [f"row {row}: {note}" for note in changes.told()]
    return rule or show(Phrase((Literal(word),)))


def _item(sheets: Sheets, name: str, value: Plain, *, rule: bool = False) -> Node:
    """An item of a list in a cell, at a place of its own."""
    at = sheets.place(name, value if isinstance(value, str) else "")
    return rule_node(str(value), at) if rule else node(value, at)


def _settings_rows(sheet: Sheet) -> list[tuple[str, str, str]]:
    """The settings of a sheet of their own: name and value in its first two columns."""
    found = []
    for number, row in enumerate(sheet.rows[1:], 2):
        name, value = (_as_read(row[at]).strip() if at < len(row) else "" for at in (0, 1))
        if name:
            found.append((f"sheet {sheet.name}, row {number}", name, value))
    return found


def _settings(sheets: Sheets, settings: Sequence[tuple[str, str, str]]) -> list[tuple[str, Place, Node]]:
    """The section `codebook:` from names such as `unit` and `negation.before.add`."""
    entries: list[tuple[list[str], Place, Node]] = []
    seen: set[str] = set()
    for name, setting, value in settings:
        at = sheets.place(name, value)
        if setting in seen:
            sheets.error(f"the setting {setting} stands twice", at, cure="keep one of the two")
        seen.add(setting)
        path = setting.split(".", 2 if setting.startswith("negation.") else 1)
        entries.append((path, at, _setting(sheets, name, path, value, at)))
    return _grouped(entries)


def _setting(sheets: Sheets, name: str, path: Sequence[str], value: str, at: Place) -> Node:
    kind = CODEBOOK_FIELDS.get(path[0], "text") if len(path) == 1 or path[0] not in _NAMED else "lines"
    if kind in ("text", "flag", "negation") or path == ["negation", "window"]:
        return text_node(str(value_of(value, path[0], "flag" if kind == "flag" else "text")), at)
    kind = "lines" if kind == "levels" else kind
    return Items(tuple(_item(sheets, name, one) for one in value_of(value, path[0], kind)), at.line, 1)


def _grouped(entries: Sequence[tuple[list[str], Place, Node]]) -> list[tuple[str, Place, Node]]:
    """Settings by the first part of their names."""
    groups: dict[str, list[tuple[list[str], Place, Node]]] = {}
    for path, at, value in entries:
        groups.setdefault(path[0], []).append((path[1:], at, value))
    found: list[tuple[str, Place, Node]] = []
    for key, group in groups.items():
        path, at, value = group[0]
        below = [one for one in group if one[0]]
        found.append((key, at, pairs(_grouped(below), at) if path else value))
    return found
