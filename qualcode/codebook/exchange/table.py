"""A codebook as a table: one row a code, a list in one cell with one item a line."""

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from qualcode.codebook.exchange.cells import GOES_ON, cell, items_in, read
from qualcode.codebook.exchange.headings import SETTINGS, heading
from qualcode.codebook.model import Code, Codebook
from qualcode.codebook.plain import CODE_FIELDS, CODEBOOK_FIELDS, Plain, plain_code, plain_settings
from qualcode.text.patterns import lazy

SETTINGS_HEADER = {"en": ("setting", "value"), "zh": ("设置", "值")}
_SETTING = lazy(r'("(?:[^"\\\n]|\\.)*"|[^":：\n][^:：\n]*)[:：] ?(.*)', flags=re.DOTALL)


class Table(NamedTuple):
    """A header and rows, all of text."""

    header: list[str]
    rows: list[list[str]]


def code_table(codebook: Codebook, *, lang: str = "en") -> Table:
    """The codes, parents before their children; `lang` is the language of the headings, zh or en."""
    columns = _columns(codebook)
    header = [heading(key, language, lang=lang) for key, language in columns]
    return Table(header, [_row(code, columns) for code in codebook.codes])


def _columns(codebook: Codebook) -> list[tuple[str, str]]:
    """Each field, and where texts differ by language, each of its languages."""
    columns = [("id", ""), ("parent", "")]
    for key, kind in CODE_FIELDS.items():
        if kind != "texts":
            columns += [(key, "")] * (key != "id")
            continue
        used = dict.fromkeys(language for code in codebook.codes for language in getattr(code, key))
        known = [*codebook.languages, *(one for one in used if one not in (*codebook.languages, ""))]
        columns += [(key, "")] * ("" in used or not known) + [(key, language) for language in known]
    return columns


def _row(code: Code, columns: list[tuple[str, str]]) -> list[str]:
    values: Mapping[str, Plain] = {"parent": code.parent or ""} | plain_code(code)
    return [_cell(values.get(key, ""), key, language) for key, language in columns]


def _cell(value: Plain, key: str, language: str) -> str:
    if CODE_FIELDS.get(key) != "texts":
        return cell(value, key, CODE_FIELDS.get(key, "text")) if value else ""
    if isinstance(value, str):
        return value if not language else ""
    assert isinstance(value, Mapping)
    return str(value.get(language, ""))


def settings_table(codebook: Codebook, *, lang: str = "en") -> Table:
    """What holds for the whole codebook: one row a setting."""
    settings = flat_settings(plain_settings(codebook))
    return Table(list(SETTINGS_HEADER[lang]), [[name, value] for name, value in settings])


def flat_settings(settings: Mapping[str, Plain]) -> list[tuple[str, str]]:
    """Names and cells of settings; what lies within another has both their names, with a point between."""
    found: list[tuple[str, str]] = []
    for key, value in settings.items():
        if isinstance(value, Mapping):
            found += [(f"{key}.{name}", one) for name, one in flat_settings(value)]
        else:
            found.append((key, cell(value, key, CODEBOOK_FIELDS.get(key, "lines"))))
    return found


def with_settings(codes: Table, settings: Table, *, lang: str = "en") -> Table:
    """One table: the settings stand in the first row, in a column of their own, one a line."""
    if not settings.rows:
        return codes
    lines = [f"{_quoted(name)}: {value}".replace("\n", f"\n{GOES_ON}") for name, value in settings.rows]
    rows = [[*row, "\n".join(lines) if not number else ""] for number, row in enumerate(codes.rows)]
    return Table([*codes.header, heading(SETTINGS, lang=lang)], rows)


def _quoted(name: str) -> str:
    """The name of a setting, in quotes where a colon in it could be taken for its end."""
    return json.dumps(name, ensure_ascii=False) if ":" in name or name.startswith('"') else name


def settings_in(text: str) -> list[tuple[str, str]]:
    """Names and cells in the column of settings; a line without a colon is a setting without a value."""
    found = []
    for item in items_in(text):
        match = _SETTING.fullmatch(item)
        found.append((read(match[1]), match[2]) if match else (item, ""))
    return found
