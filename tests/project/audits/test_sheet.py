"""The sheet of an audit: what stands in it, and what spreadsheets do to it."""

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.coding.population import Population
from qualcode.errors import ReadError, UsageError
from qualcode.export.csv import table_bytes
from qualcode.project.audits.sheet import (
    check_judges,
    header,
    read_sheet,
    sheet_rows,
)
from qualcode.project.sheets.filled import in_line, is_same, written
from qualcode.workshop.audit_draw import Item
from qualcode.workshop.passages import Passages, lay, part_of
from tests.workshop.spoken import talk

HEAD = ("item", "code", "document", "unit", "speaker", "before", "passage", "after", "li")
ROWS = [
    (1, "trust", "一", 3, "王姐", "", '我们社区，信任她；"真的"😀', "", "是"),
    (2, "trust", "一", 4, "王姐", "[问] 嗯", "=good, very", "-1", "no"),
]


def test_what_is_said_around_a_passage_by_whomever():
    document = talk("Who  leads?", "One. Two.\nThree.", "Why?", "Four.", asks=True)
    laid = lay(document, "sentence", Population())
    passages = Passages((part_of(laid),))
    items = [Item(n + 1, "far", (), n, passages.passage(n)) for n in range(len(passages))]
    rows = sheet_rows(items, {"t": document}, "x", judges=("li",), unit="sentence", context=1, split_at="")
    assert [row[5:] for row in rows] == [
        ["[A] Who leads?", "One.", "Two.", ""],
        ["One.", "Two.", "Three.", ""],
        ["Two.", "Three.", "[A] Why?", ""],
        ["[A] Why?", "Four.", "", ""],
    ]
    assert rows[0][:5] == [1, "x", "t", 2, "B"]
    wide = sheet_rows(
        items[1:2], {"t": document}, "x", judges=("a", "b"), unit="sentence", context=9, split_at=""
    )
    assert wide[0][5:] == ["[A] Who leads? One.", "Two.", "Three. [A] Why? Four.", "", "", ""]
    assert [
        row[5]
        for row in sheet_rows(
            items, {"t": document}, "x", judges=("a",), unit="sentence", context=0, split_at=""
        )
    ] == [""] * 4


def test_columns_of_one_judge_and_of_two():
    assert header(check_judges(())) == (*HEAD[:-1], "judge_1")
    assert header(check_judges((" li ", "王 五"))) == (*HEAD[:-1], "li", "王 五", "final")


@pytest.mark.parametrize("names", [("li", "LI"), ("item",), ("Final",), ("",), ("=1",), ("passage", "b")])
def test_names_that_can_be_no_columns(names):
    with pytest.raises(UsageError, match="no column of its own"):
        check_judges(names)


@pytest.mark.parametrize(
    ("encoding", "delimiter", "ending"),
    [
        ("utf-8-sig", ",", "\n"),
        ("utf-8", ";", "\r\n"),
        ("gbk", ",", "\r\n"),
        ("gb18030", ";", "\r\n"),
        ("utf-16", "\t", "\r\n"),
        ("big5hkscs", ",", "\n"),
        ("utf-8", ",", "\r"),
    ],
)
def test_what_a_spreadsheet_saves_is_read_back(tmp_path: Path, encoding: str, delimiter: str, ending: str):
    traditional = str.maketrans("们区说问", "們區說問") if encoding.startswith("big5") else {}
    rows = [
        tuple(cell.translate(traditional) if isinstance(cell, str) else cell for cell in row) for row in ROWS
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=ending).writerows([HEAD, *rows, [""] * len(HEAD)])
    path = tmp_path / "a.csv"
    path.write_bytes(out.getvalue().encode(encoding, "replace"))
    sheet = read_sheet(str(path))
    assert sheet.columns == HEAD
    assert [(row["item"], row["li"]) for row in sheet.rows] == [("1", "是"), ("2", "no")]
    for row, drawn in zip(sheet.rows, rows, strict=True):
        assert is_same(row["passage"], drawn[6])


def test_a_workbook_is_read_back(tmp_path: Path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        for number, row in enumerate([HEAD, *ROWS]):
            page.write_row(number, 0, [str(cell) if at == 6 else cell for at, cell in enumerate(row)])
        page.write(2, 8, True)
        page.write(3, 0, "")
    sheet = read_sheet(str(path))
    assert [(row["item"], row["li"]) for row in sheet.rows] == [("1", "是"), ("2", "TRUE")]


def test_what_is_written_is_read_back_whatever_it_is(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes(table_bytes(HEAD, ROWS, excel_safe=True))
    sheet = read_sheet(str(path))
    assert sheet.rows[1]["passage"] == "'=good, very"
    assert all(is_same(row["passage"], drawn[6]) for row, drawn in zip(sheet.rows, ROWS, strict=True))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.csv", None, "cannot be opened"),
        ("empty.csv", b"", "no column item"),
        ("other.csv", b"a,b\n1,2\n", "no column item"),
        ("half.csv", b"item,b\n1,2\n", "no column passage"),
        ("zip.xlsx", b"PK\x03\x04 nothing", "Excel file is damaged"),
        ("old.xls", b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
        ("bin.csv", bytes(range(256)), "binary"),
    ],
)
def test_what_is_no_sheet(tmp_path: Path, name: str, content: bytes | None, said: str):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError, match=said):
        read_sheet(str(tmp_path / name))


@pytest.mark.parametrize(
    ("found", "drawn", "same"),
    [
        ("a b", "a  b", True),
        ("'=a", "=a", True),
        ("真的?", "真的😀", True),
        ("真的??好", "真的😀好", True),
        ("??,a", "镕喆,a", True),
        ("真的", "真的😀", False),
        ("b", "a", False),
        ("", "a", False),
        ("a", "ab", False),
        ("2016", "2016.", True),
        ("3月4日", "3-4", True),
        ("好" * 1500, "好" * 2000, True),
        ("好" * 900, "好" * 2000, False),
    ],
)
def test_passages_are_told_apart(found: str, drawn: str, same: bool):
    assert is_same(found, drawn) is same


@given(st.text(max_size=40))
def test_a_passage_is_the_one_that_it_is(text: str):
    assert is_same(in_line(text), text)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.0, "1"), (1, "1"), (True, "True"), ("是", "是"), (1.5, "1.5"), (np.float64(2), "2")],
)
def test_cells_as_they_were_typed(value, text):
    assert written(value) == text
