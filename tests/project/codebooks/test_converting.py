"""A codebook from one file to another: kinds, encodings, what is refused, and bytes that are always the same."""

from pathlib import Path

import pytest
import xlsxwriter

import qualcode
from qualcode.codebook.load import load_codebook
from qualcode.errors import CodebookError, ReadError, UsageError, WriteError
from qualcode.project.codebooks.converting import convert_codebook
from tests.codebook.made import assert_same

BOOK = """\
format: 1
# a comment
codebook:
  name: 街道
  languages: [zh]
  unit: turn
  shields: [自治区]
codes:
  - id: lead
    name: {zh: 领导}
    rules: [能人, '{a,b}cd']  # another
    examples: ["=1+1", "007"]
    children:
      - id: sub
        core: true
relations:
  - {from: lead, to: sub, type: causes, memo: "one\\ntwo"}
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    file = tmp_path / "book.yaml"
    file.write_text(BOOK, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["b.csv", "b.xlsx", "b.md", "b.yml"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_there_and_back_again(book, tmp_path, name, lang):
    there, back = tmp_path / name, tmp_path / "back.yaml"
    first = convert_codebook(book, there, lang=lang)
    data = there.read_bytes()
    second = convert_codebook(there, back)
    assert first.notes == (f"{book.as_posix()}: comments left out, they have no place elsewhere: 2",)
    assert second.notes == ()
    assert_same(load_codebook(back), load_codebook(book))
    convert_codebook(back, there, lang=lang, overwrite=True)
    assert there.read_bytes() == data


def test_the_shipped_codebook_through_a_workbook(tmp_path):
    source = Path("codebooks/community_governance.yaml")
    convert_codebook(source, tmp_path / "b.xlsx", lang="zh")
    convert_codebook(tmp_path / "b.xlsx", tmp_path / "b.yaml")
    assert load_codebook(tmp_path / "b.yaml").rules_sha256 == load_codebook(source).rules_sha256


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_as_spreadsheets_save_them(tmp_path, encoding, delimiter):
    rows = [["编码", "名称", "定义"], ["lead", "领导", "“有人”带头"], ["sub", "社区精英", "居民、街坊"]]
    text = "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"
    (tmp_path / "t.csv").write_bytes(text.encode(encoding))
    done = convert_codebook(tmp_path / "t.csv", tmp_path / "t.yaml")
    assert [code.definition[""] for code in done.codebook.codes] == ["“有人”带头", "居民、街坊"]
    assert bool(done.notes) == (encoding == "gb18030")


def test_the_line_by_which_excel_names_the_delimiter(tmp_path):
    (tmp_path / "t.csv").write_text("sep=;\r\nid;name\r\na;x,y\r\n", encoding="utf-8")
    assert convert_codebook(tmp_path / "t.csv", tmp_path / "t.yaml").codebook.codes[0].name == {"": "x,y"}


def test_numbers_and_dates_of_a_workbook_are_told(tmp_path):
    from datetime import datetime

    book = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    sheet, day = book.add_worksheet("甲"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["id", "name", "definition", "source"])
    sheet.write_row(1, 0, [1, 2.5, True])
    sheet.write_datetime(1, 3, datetime(2024, 3, 1), day)
    sheet.write_string(2, 0, "007")
    sheet.write_number(2, 1, 12345678901234567890)
    book.close()
    done = convert_codebook(tmp_path / "t.xlsx", tmp_path / "t.yaml")
    one, two = done.codebook.codes
    assert (one.id, one.name[""], one.definition[""], one.source[""]) == ("1", "2.5", "TRUE", "2024-03-01")
    assert (two.id, two.name[""]) == ("007", "12345678901234569216")
    assert done.notes == ("sheet 甲: a number or date was read as the text that it shows: A2 and 4 more",)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.yml", "format: 1\ncodes: [{id: aa}]\n", "yaml"),
        ("a.yml", "Economy: [tax*]\n", "quanteda"),
        ("a.txt", "One\n Two\n", "list"),
        ("a.txt", "%\n1\tA\n%\ntax\t1\n", "liwc"),
        ("a.dic", "%\n1\tA\n%\ntax\t1\n", "liwc"),
        ("a.CAT", "A\n\ttax (1)\n", "wordstat"),
        ("a.tsv", "id\tname\na\tb\n", "csv"),
        ("a.markdown", "## A\n", "md"),
    ],
)
def test_the_kind_is_guessed(tmp_path, name, text, kind):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert convert_codebook(tmp_path / name, tmp_path / "out.yaml").source_kind == kind


def test_the_kind_may_be_said(tmp_path):
    (tmp_path / "a.data").write_text("A\n\ttax (1)\n", encoding="utf-8")
    done = convert_codebook(tmp_path / "a.data", tmp_path / "b.data", from_kind="wordstat", to_kind="md")
    assert (tmp_path / "b.data").read_text(encoding="utf-8").startswith("---\nformat: 1\n---\n")
    assert (done.source_kind, done.target_kind) == ("wordstat", "md")


@pytest.mark.parametrize(
    ("source", "target", "options", "error", "slug"),
    [
        ("book.yaml", "x.pdf", {}, UsageError, "kind"),
        ("book.yaml", "x.csv", {"to_kind": "liwc"}, UsageError, "kind"),
        ("book.yaml", "x.csv", {"from_kind": "word"}, UsageError, "kind"),
        ("book.yaml", "x.csv", {"lang": "fr"}, UsageError, "lang"),
        ("book.yaml", "book.yaml", {"overwrite": True}, WriteError, "exists"),
        ("book.yaml", "there.csv", {}, WriteError, "exists"),
        ("none.yaml", "x.csv", {}, ReadError, "no-file"),
        (".", "x.csv", {}, ReadError, "error"),
        ("odd.bin", "x.csv", {}, UsageError, "kind"),
        ("bad.xlsx", "x.csv", {}, ReadError, "xlsx"),
        ("quote.csv", "x.yaml", {}, ReadError, "columns"),
        ("bad.yaml", "x.csv", {}, CodebookError, "codebook"),
        ("near.yaml", "x.yml", {"to_kind": "quanteda"}, WriteError, "error"),
        ("book.yaml", "x.csv", {"encoding": "klingon"}, UsageError, "encoding"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(book, tmp_path, source, target, options, error, slug):
    (tmp_path / "there.csv").write_text("mine", encoding="utf-8")
    (tmp_path / "odd.bin").write_text("x", encoding="utf-8")
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (tmp_path / "quote.csv").write_text('id,name\na,"b\n', encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("format: 1\ncodes: [{id: a b}]\n", encoding="utf-8")
    (tmp_path / "near.yaml").write_text(
        "format: 1\ncodes: [{id: a, rules: [aa NEAR/3 bb]}]\n", encoding="utf-8"
    )
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(error) as caught:
        convert_codebook(tmp_path / source, tmp_path / target, **options)
    assert caught.value.slug == slug
    assert caught.value.cure
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_cell_that_excel_cannot_hold(tmp_path):
    text = "format: 1\ncodes:\n  - id: a\n    definition: " + "x" * 33_000 + "\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(WriteError, match="row 2, column definition"):
        convert_codebook(tmp_path / "a.yaml", tmp_path / "a.xlsx")
    assert convert_codebook(tmp_path / "a.yaml", tmp_path / "a.csv")


def test_the_front_door():
    assert qualcode.convert_codebook is convert_codebook


def test_one_far_cell_of_a_workbook_does_no_harm(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "name"])
    sheet.write_row(1, 0, ["a", "甲"])
    sheet.write_string(1_048_575, 16_383, "far")
    book.close()
    done = convert_codebook(tmp_path / "t.xlsx", tmp_path / "t.yaml")
    assert [code.id for code in done.codebook.codes] == ["a"]
