"""Workbooks: text stays text, and the clock changes nothing."""

import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from qualcode.errors import WriteError
from qualcode.export.workbook import LONGEST_CELL, Page, workbook_bytes

TEXTS = ["=1+1", "007", "1.0", "http://x.org", "a\nb", " x ", "_x0041_", "😀\u2028", "'q", "@x"]


def page(*texts: str) -> Page:
    return Page("编码", ["text"], [[text] for text in texts], [20])


def test_every_text_comes_back_as_it_was():
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_bytes([page(*TEXTS)])))
    assert book.sheet_names == ["编码"]
    assert book.get_sheet_by_name("编码").to_python() == [["text"], *[[text] for text in TEXTS]]


def test_no_formula_and_no_address_is_made():
    with zipfile.ZipFile(io.BytesIO(workbook_bytes([page(*TEXTS)]))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert {entry.date_time[0] for entry in parts.infolist()} == {1980}
        assert "2000-01-01T00:00:00Z" in parts.read("docProps/core.xml").decode()


def test_a_text_that_is_too_long_for_a_cell():
    assert workbook_bytes([page("a" * LONGEST_CELL)])
    with pytest.raises(WriteError, match=r"row 2, column text: 32,768 characters"):
        workbook_bytes([page("😀" * (LONGEST_CELL // 2 + 1))])
