"""Tables in other formats: beside a run, of a folder of results, of frames."""

import json
import sqlite3
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

import qualcode
from qualcode.errors import ReadError, UsageError, WriteError
from qualcode.export.formats import FORMATS
from qualcode.project.results.exporting import export_tables, open_results
from qualcode.project.results.older import BESIDE
from tests.project.small_study import all_bytes, coded, rows_of, table_of, write_study

TEXT_FORMATS = ("md", "tex", "docx", "html", "json")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    write_study(folder)
    coded(folder, folder / "plain")
    coded(folder, folder / "both", formats=("xlsx", "sqlite", *TEXT_FORMATS))
    return folder


def test_csv_and_provenance_are_the_same_with_other_formats(home: Path):
    plain, both = all_bytes(home / "plain"), all_bytes(home / "both")
    assert {name: both[name] for name in plain} == plain
    made = {"tables.xlsx", "tables.sqlite", "data_dictionary.csv", "codings.json"}
    assert made <= set(both) - set(plain)
    assert not {"codings.md", "codings.docx"} & set(both)


def test_an_export_is_what_the_run_would_have_written(home: Path, tmp_path: Path):
    files = export_tables(home / "plain", ["xlsx", "sqlite", *TEXT_FORMATS], output=tmp_path / "out")
    assert [Path(file).name for file in files][:2] == ["tables.xlsx", "tables.sqlite"]
    both = all_bytes(home / "both")
    for name, content in all_bytes(tmp_path / "out").items():
        assert content == both[name], name


def test_workbook_and_json_hold_the_rows_of_the_csv(home: Path):
    book = CalamineWorkbook.from_path(home / "both" / "tables.xlsx")
    rows = rows_of(home / "both" / "codings.csv")
    sheet = [list(map(str, row)) for row in book.get_sheet_by_name("codings").to_python()]
    assert [[cell.removesuffix(".0") for cell in row] for row in sheet] == rows
    told = json.loads((home / "both" / "codings.json").read_text(encoding="utf-8"))
    assert [["" if cell is None else str(cell) for cell in row.values()] for row in told["rows"]] == rows[1:]


def test_a_dictionary_beside_csv_alone(home: Path, tmp_path: Path):
    report = coded(home, tmp_path / "out", dictionary=True)
    assert report.files[-2:] == ("data_dictionary.csv", "provenance.json")
    entries = table_of(tmp_path / "out" / "data_dictionary.csv")
    assert {one["table"] for one in entries} == {name.removesuffix(".csv") for name in report.files[:6]}


def test_files_of_an_earlier_run_are_named(home: Path, tmp_path: Path):
    coded(home, tmp_path / "out", formats=("xlsx", "md"))
    report = coded(home, tmp_path / "out", formats=("md",))
    assert report.older == ("tables.xlsx",)
    assert frozenset(FORMATS) == BESIDE


def test_text_before_which_a_sign_was_put_for_spreadsheets_is_as_it_was(home: Path, tmp_path: Path):
    coded(home, tmp_path / "safe", excel_safe=True)
    texts = {str(row[11]) for row in open_results(str(home / "plain")).saved.tables[0].rows}
    assert {str(row[11]) for row in open_results(str(tmp_path / "safe")).saved.tables[0].rows} == texts


def test_kinds_of_columns(home: Path):
    tables = {one.name: one for one in open_results(str(home / "plain")).saved.tables}
    kinds = {column.name: column.kind for column in tables["codings"].columns}
    assert (kinds["start"], kinds["text"], kinds["age"], kinds["community"]) == (
        "integer",
        "text",
        "integer",
        "text",
    )
    assert {one.kind for one in tables["cooccurrence"].columns[1:]} == {"integer"}
    assert tables["frequencies"].population == "speakers!=interviewer"


def test_numbers_with_leading_zeros_are_text(home: Path, tmp_path: Path):
    (tmp_path / "provenance.json").write_bytes((home / "plain" / "provenance.json").read_bytes())
    (tmp_path / "own.csv").write_text("a,b,c,d\n007,1.0,10,\n7,2e-05,-3,\n", encoding="utf-8")
    (one,) = open_results(str(tmp_path)).saved.tables
    assert [column.kind for column in one.columns] == ["text", "number", "integer", "text"]
    assert [list(row) for row in one.rows] == [["007", 1.0, 10, ""], ["7", 2e-05, -3, ""]]


def test_one_table_as_one_file(home: Path, tmp_path: Path):
    file = tmp_path / "f.tex"
    assert export_tables(home / "plain", "tex", tables=["frequencies"], output=file, lang="zh") == [
        file.as_posix()
    ]
    assert "编码频次" in file.read_text(encoding="utf-8")
    export_tables(
        home / "plain", "md", tables=["frequencies"], columns=["code", "N"], output=tmp_path / "f.md"
    )
    assert "| 代码 | N |" in (tmp_path / "f.md").read_text(encoding="utf-8")


def test_codings_as_a_page_where_they_are_named(home: Path, tmp_path: Path):
    export_tables(home / "plain", "md", tables=["codings"], output=tmp_path)
    assert (tmp_path / "codings.md").is_file()


def test_a_folder_that_was_exported_to_is_written_again(home: Path, tmp_path: Path):
    first = export_tables(home / "plain", "md", output=tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert export_tables(home / "plain", "md", output=tmp_path) == first
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"formats": "doc"}, "no format 'doc'"),
        ({"formats": ["md"], "tables": ["frequency"]}, "no table 'frequency'"),
        ({"formats": "md", "columns": ["code"]}, "--columns is for one table"),
        ({"formats": "md", "output": "x.tex"}, "does not fit"),
        ({"formats": ["md", "tex"], "output": "x.tex"}, "does not fit"),
        ({"formats": "json", "output": "x.json"}, "a json file holds one table"),
    ],
)
def test_what_cannot_be(home: Path, tmp_path: Path, monkeypatch, options, said):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=said):
        export_tables(home / "plain", **options)
    assert list(tmp_path.iterdir()) == []


def test_one_page_holds_all_tables_but_the_codings(home: Path, tmp_path: Path):
    export_tables(home / "plain", "md", output=tmp_path / "x.md", lang="en")
    lines = (tmp_path / "x.md").read_text(encoding="utf-8").splitlines()
    titles = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert titles[:2] == ["Code frequencies", "Co-occurrence of codes"]
    assert len(titles) == 5


def test_an_unknown_format_stops_a_run_before_it_begins(home: Path, tmp_path: Path):
    with pytest.raises(UsageError, match="no format 'xls'"):
        coded(home, tmp_path / "out", formats=("xls",))
    assert not (tmp_path / "out").exists()


def damaged(home: Path, folder: Path, name: str, old: bytes, new: bytes) -> str:
    folder.mkdir()
    for one, content in all_bytes(home / "plain").items():
        (folder / one).write_bytes(content.replace(old, new, 1) if one == name else content)
    return str(folder)


def test_damaged_tables(home: Path, tmp_path: Path):
    header = b"code,name,parent,n_codings"
    one = damaged(
        home, tmp_path / "a", "frequencies.csv", b"leading,\xe9\xa2\x86\xe5\xaf\xbc,,", b"leading,x,,many"
    )
    with pytest.raises(ReadError, match=r"row 2, column n_codings: 'many.*' is no whole number"):
        open_results(one)
    two = damaged(home, tmp_path / "b", "frequencies.csv", header, b"code;name;parent;n_codings")
    with pytest.raises(ReadError, match="row 2 has 17 fields, its header 14"):
        export_tables(two, "md", output=tmp_path / "out")
    with pytest.raises(ReadError, match="no folder of results"):
        open_results(str(tmp_path))


def test_two_rows_of_one_code_are_no_database(home: Path, tmp_path: Path):
    folder = Path(damaged(home, tmp_path / "a", "frequencies.csv", b"", b""))
    text = (folder / "frequencies.csv").read_text(encoding="utf-8")
    (folder / "frequencies.csv").write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")
    with pytest.raises(ReadError, match="two rows have the same code"):
        export_tables(folder, "sqlite", output=tmp_path / "x.sqlite")
    assert not (tmp_path / "x.sqlite").exists()


def test_frames_as_a_file(home: Path, tmp_path: Path):
    frame = pd.DataFrame({"code": ["a"], "n_codings": [3]})
    qualcode.write_tables({"frequencies": frame, "own": frame}, tmp_path / "x.db", n=9)
    with sqlite3.connect(tmp_path / "x.db") as base:
        assert base.execute("SELECT n_codings FROM own").fetchall() == [(3,)]
        assert base.execute("SELECT N FROM tables").fetchall() == [(9,), (9,)]
    qualcode.write_tables({"frequencies": frame}, tmp_path / "x.md", lang="zh", codes={"a": "能人"})
    assert "| 能人 | 3 |" in (tmp_path / "x.md").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="no format"):
        qualcode.write_tables({"a": frame}, tmp_path / "x.csv")
    with pytest.raises(UsageError, match="a json file holds one table"):
        qualcode.write_tables({"a": frame, "b": frame}, tmp_path / "x.json")
    with pytest.raises(UsageError, match="no table to write"):
        qualcode.write_tables({}, tmp_path / "x.docx")
    assert qualcode.write_tables({"a": frame}, tmp_path / "new" / "x.md")
    with pytest.raises(WriteError):
        qualcode.write_tables({"a": frame}, tmp_path / "x.md" / "x.md")
