"""The workbook of all tables: every text as it was, sheets that go on, cells that are cut, the same bytes."""

import zipfile
from pathlib import Path

from python_calamine import CalamineWorkbook

from qualcode.export.workbook import LONGEST_CELL
from qualcode.export.xlsx import write_workbook
from tests.export.tables import HARD, frequencies, table


def sheets(tables, folder: Path, **options):
    place = folder / "x.xlsx"
    write_workbook(tables, place, **options)
    book = CalamineWorkbook.from_path(place)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_all_tables_with_a_list_before_and_the_dictionary_behind(tmp_path: Path):
    read = sheets([frequencies(), table(["x"], name="own", names="a", kinds="t")], tmp_path)
    assert list(read) == ["tables", "frequencies", "own", "data_dictionary"]
    assert read["tables"][1] == [
        "frequencies",
        "Code frequencies",
        3,
        "sentence",
        "speakers!=interviewer",
        48,
        "",
    ]
    assert read["frequencies"][1][:8] == ["elite", "能人", "", 3, 3, 2, 0.0625, ""]
    assert read["data_dictionary"][4][:3] == ["frequencies", "n_codings", "Codings"]
    assert read["data_dictionary"][-1][:3] == ["own", "a", ""]


def test_every_text_comes_back_and_nothing_is_a_formula(tmp_path: Path):
    one = table(*[[text, "."] for text in HARD], name="hard", names="a b", kinds="tt")
    kept = [text.replace("\x00\x1f", "").replace("\ud800", "") for text in HARD]
    assert [row[0] for row in sheets([one], tmp_path)["hard"][1:]] == kept
    with zipfile.ZipFile(tmp_path / "x.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet2.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert 'state="frozen"' in sheet


def test_the_same_tables_give_the_same_bytes(tmp_path: Path):
    for name in ("a", "b"):
        write_workbook([frequencies()], tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_table_goes_on_in_another_sheet(tmp_path: Path):
    one = table(*[[number] for number in range(6)], name="long", names="n", kinds="i")
    read = sheets([one], tmp_path, most_rows=4)
    assert [read[name] for name in ("long", "long_2")] == [[["n"], [0], [1], [2]], [["n"], [3], [4], [5]]]
    assert [row[2] for row in read["tables"][1:]] == [3, 3]
    assert list(sheets([table(name="none", names="n", kinds="i")], tmp_path)) == [
        "tables",
        "none",
        "data_dictionary",
    ]


def test_a_text_that_no_cell_holds_is_cut_and_told(tmp_path: Path):
    one = table(["长" * LONGEST_CELL], ["😀" * LONGEST_CELL], name="long", names="a", kinds="t")
    read = sheets([one], tmp_path)
    assert read["long"][1] == ["长" * LONGEST_CELL]
    assert read["long"][2] == ["😀" * ((LONGEST_CELL - 1) // 2) + "…"]
    assert (
        read["tables"][1][-1]
        == "1 text is cut to the 32,767 characters of a cell, whole in the CSV file: row 3"
    )


def test_names_of_sheets(tmp_path: Path):
    names = ["a/b:c", "A_B_C", "x" * 40, "x" * 41, "tables", "History"]
    read = sheets([table([1], name=name, names="n", kinds="i") for name in names], tmp_path)
    assert list(read)[1:-1] == ["a_b_c", "A_B_C_2", "x" * 31, "x" * 29 + "_2", "tables_2", "History_2"]


def test_a_workbook_opens_on_its_first_table(tmp_path: Path):
    place = tmp_path / "tables.xlsx"
    write_workbook([frequencies(), table(["x"], names="a", kinds="t")], place)
    with zipfile.ZipFile(place) as parts:
        assert b'activeTab="1"' in parts.read("xl/workbook.xml")
        assert b'tabSelected="1"' in parts.read("xl/worksheets/sheet2.xml")
        assert b"tabSelected" not in parts.read("xl/worksheets/sheet1.xml")
