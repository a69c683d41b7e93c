"""The data dictionary describes every column of every table, in both languages."""

import re
from pathlib import Path

import pytest

from qualcode.export.dictionary import DICTIONARY_COLUMNS, described, dictionary_rows, table_title
from qualcode.export.dictionary_by_hand import BY_HAND
from qualcode.export.dictionary_entries import ENTRIES, TITLES
from qualcode.export.dictionary_shapes import EACH
from qualcode.export.dictionary_zh import FORMULAS, RANGES, UNITS
from qualcode.project.codings.listed import CODING_COLUMNS
from qualcode.project.codings.memos import MEMO_COLUMNS
from qualcode.project.teams.who_coded import CODER_COLUMNS, DOCUMENT_COLUMNS
from tests.project.small_study import coded, rows_of, write_study

EVERY = [(table, one) for table, entries in ENTRIES.items() for one in entries.values()]


@pytest.fixture(scope="module")
def headers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    write_study(folder)
    coded(folder, folder / "plain")
    coded(folder, folder / "overlap", count_by="overlap")
    files = [*(folder / "plain").glob("*.csv"), *(folder / "overlap").glob("*.csv")]
    return [(Path(file).stem, rows_of(file)[0]) for file in files]


def test_every_column_that_a_run_writes_is_described(headers):
    unknown = [
        (table, column) for table, columns in headers for column in columns if not described(table, column)
    ]
    assert unknown == []
    assert len(headers) == 12


def test_nothing_is_described_that_no_run_writes(headers):
    written = {(table, column) for table, columns in headers for column in columns}
    tables = {table for table, _ in headers}
    elsewhere = {
        ("codings", "row"),
        ("codings", "prompted"),
        *(("cooccurrence_pairs", name) for name in "pq"),
    }
    gone = [
        (table, one.name)
        for table, one in EVERY
        if table in tables and one.name != EACH and (table, one.name) not in written | elsewhere
    ]
    assert gone == []


@pytest.mark.parametrize(("table", "one"), EVERY, ids=lambda value: getattr(value, "name", value))
def test_an_entry_is_whole(table, one):
    assert one.type or one.name in (EACH, "value", "weight", "strength", "number")
    assert one.meaning_en
    assert any("\u4e00" <= char <= "\u9fff" for char in one.meaning_zh) or one.title_zh == one.meaning_zh
    assert (one.title_en and one.title_zh) or one.name == EACH
    assert one.unit or one.type != "integer"
    assert one.range or one.type != "number"


def test_what_people_code_is_described_column_by_column():
    assert {table: tuple(entries) for table, entries in BY_HAND.items()} == {
        "human_codings": CODING_COLUMNS,
        "memos": MEMO_COLUMNS,
        "coders": CODER_COLUMNS,
        "coder_documents": DOCUMENT_COLUMNS,
    }


def test_codes_share_a_row_and_attributes_have_their_own():
    tables = [
        ("cooccurrence", ["code", "a", "b"]),
        ("codings", ["document", "age", "case"]),
        ("own", ["x"]),
    ]
    given = [
        (name, [(one, described(name, one, at)) for at, one in enumerate(columns)])
        for name, columns in tables
    ]
    rows = list(dictionary_rows(given))
    assert [row[:2] for row in rows] == [
        ("cooccurrence", "code"),
        ("cooccurrence", "*"),
        ("codings", "document"),
        ("codings", "age"),
        ("codings", "case"),
        ("own", "x"),
    ]
    assert {len(row) for row in rows} == {len(DICTIONARY_COLUMNS)}
    assert rows[3][2:5] == ("age", "age", "text")
    assert set(rows[-1][2:]) == {""}


def test_a_code_may_have_the_name_of_a_column():
    told = described("code_by_document", "units", 2)
    assert told is not None
    assert told.name == EACH


def test_titles():
    assert set(TITLES) <= set(ENTRIES)
    assert table_title("frequencies", "zh") == "编码频次"
    assert table_title("my_table", "zh") == "my table"


def test_units_ranges_and_formulas_have_a_chinese_form():
    """But for words that stand in cells, and names of columns."""
    units = {one.unit for _, one in EVERY if one.unit}
    assert units == set(UNITS)
    ranges = {one.range for _, one in EVERY if re.search(r"\b(to|or|any)\b", one.range)}
    assert ranges == set(RANGES)
    names = {one.name for _, one in EVERY} | {"row", "column", "sqrt", "ln", "log2", "jaccard", "dp"}
    words = {
        one.formula: set(re.findall(r"(?<![A-Za-z_])[a-z]{3,}(?![a-z0-9_])", one.formula)) - names
        for _, one in EVERY
    }
    assert [formula for formula, found in words.items() if found and formula not in FORMULAS] == []
    assert set(FORMULAS) <= set(words)


def test_a_row_has_both_languages():
    told = next(row for row in dictionary_rows([("frequencies", [("share_units", known("share_units"))])]))
    row = dict(zip(DICTIONARY_COLUMNS, told, strict=True))
    assert (row["unit"], row["unit_zh"], row["range_zh"]) == ("share", "占比", "0 至 1")


def known(column):
    return next(one for table, one in EVERY if (table, one.name) == ("frequencies", column))
