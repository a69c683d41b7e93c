"""Tables of codings as spreadsheets write them."""

import pytest

from qualcode.errors import ReadError
from qualcode.export.table import Table, columns_of
from qualcode.export.xlsx import write_workbook
from qualcode.project.codings.rows import TableRow, read_rows


def rows(folder, content: str | bytes, name: str = "c.csv") -> list[TableRow]:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_rows(file.as_posix())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_delimiters_and_chinese_heads(tmp_path, encoding):
    text = "文档;引语;编码;备忘录;other\r\n花园;大家都 信任他;trust;;x\r\n\r\n花园;他;helper; 见下 ;\r\n"
    assert rows(tmp_path, text.encode(encoding)) == [
        TableRow(2, {"document": "花园", "quote": "大家都 信任他", "code": "trust"}),
        TableRow(4, {"document": "花园", "quote": "他", "code": "helper", "memo": "见下"}),
    ]  # fmt: skip


def test_cells_of_several_lines_and_the_text_column_of_codings(tmp_path):
    content = 'document,start,end,code,coder,text\nlane,1,5,trust,rules,"a\nb"\nlane,,,leader,,c\n'
    assert rows(tmp_path, content) == [
        TableRow(2, {"document": "lane", "start": "1", "end": "5", "code": "trust", "coder": "rules", "quote": "a\nb"}),
        TableRow(4, {"document": "lane", "code": "leader", "quote": "c"}),
    ]  # fmt: skip


def test_a_workbook(tmp_path):
    columns = columns_of("own", ["document", "start", "quote", "code"], ["text", "integer", "text", "text"])
    table = Table("own", columns, [["lane", 12, "Anna", "leader"]], 1)
    write_workbook([table], tmp_path / "c.xlsx")
    (row,) = read_rows((tmp_path / "c.xlsx").as_posix())
    assert row.cells == {"document": "lane", "start": "12", "quote": "Anna", "code": "leader"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no column code"),
        ("document,quote\nlane,x\n", "no column code"),
        ("document,code\nlane,x\n", "no column that tells passages"),
        ("code,quote,编码\nx,y,z\n", "two columns are code"),
    ],
)
def test_what_is_no_table_of_codings(tmp_path, content, message):
    with pytest.raises(ReadError, match=message):
        rows(tmp_path, content)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ReadError, match="cannot be opened"):
        read_rows((tmp_path / "no.csv").as_posix())


def test_lines_above_the_head(tmp_path):
    content = "Codings of March;;\n\ndocument;code;quote\nlane;trust;x\n"
    assert rows(tmp_path, content) == [TableRow(4, {"document": "lane", "code": "trust", "quote": "x"})]
