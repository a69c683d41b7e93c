"""Sheets that people fill in, as a spreadsheet saves them."""

from pathlib import Path

import pytest

from qualcode.errors import ReadError
from qualcode.export.table import Table, columns_of
from qualcode.export.xlsx import write_workbook
from qualcode.project.sheets.filled import sheet_in


def read(file: Path, *needs: str):
    return sheet_in(file.as_posix(), needs=needs, cure="write them", slug="bad-sheet")


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path):
    file = tmp_path / "s.csv"
    file.write_bytes('项目;说明\r\n"a\nb";x\r\n\r\n一;y\r\n'.encode("gb18030"))
    sheet = read(file, "项目")
    assert sheet.columns == ("项目", "说明")
    assert list(sheet.numbered()) == [(2, {"项目": "a\nb", "说明": "x"}), (4, {"项目": "一", "说明": "y"})]


def test_the_sheet_that_has_the_columns_is_read(tmp_path: Path):
    tables = [
        Table(name, columns_of("own", head, ["text"] * len(head)), rows, len(rows))
        for name, head, rows in (("notes", ["x"], [["y"]]), ("own", ["document", "coder"], [["lane", "li"]]))
    ]
    write_workbook(tables, tmp_path / "s.xlsx")
    sheet = read(tmp_path / "s.xlsx", "document", "coder")
    assert list(sheet.numbered()) == [(2, {"document": "lane", "coder": "li"})]


@pytest.mark.parametrize("content", [b"", b"document\nlane\n"])
def test_a_column_that_is_not_there(tmp_path: Path, content: bytes):
    (tmp_path / "s.csv").write_bytes(content)
    with pytest.raises(ReadError, match="it has no column") as told:
        read(tmp_path / "s.csv", "document", "coder")
    assert told.value.slug == "bad-sheet"
