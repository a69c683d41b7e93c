"""Excel workbooks."""

import datetime
import io

import pytest
import xlsxwriter

from qualcode.errors import ReadError
from tests.ingest.office import packed, read, saved, unpacked, with_part
from tests.ingest.transcripts import turns

NAMES = ["speaker", "text", "time", "note"]


def workbook(*sheets: list[list[object]], names: tuple[str, ...] = (), **options: object) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, **options}) as book:
        looks = {
            datetime.date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime.datetime: book.add_format({"num_format": 'yyyy"年"m"月"d"日" h:mm'}),
            datetime.timedelta: book.add_format({"num_format": "[h]:mm:ss.000"}),
            datetime.time: book.add_format({"num_format": "h:mm:ss"}),
        }
        for number, rows in enumerate(sheets):
            sheet = book.add_worksheet(names[number] if names else None)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        sheet.write(row, column, cell, looks.get(type(cell)))
    return stream.getvalue()


def xlsx(*rows: list[object], **options: object):
    return read(workbook([*rows], **options), ".xlsx")


def test_numbers_and_dates_are_text():
    day = datetime.date(2025, 3, 12)
    cells = [
        62,
        62.0,
        1.5,
        True,
        day,
        datetime.datetime(2025, 3, 12, 9, 30),
        datetime.time(9, 5, 7),
        1e20,
        0.1 + 0.2,
    ]
    found = xlsx(["speaker", "text"], *(["Ann", cell] for cell in cells))
    assert [speech for _, speech in turns(found)] == [
        *("62", "62", "1.5", "TRUE", "2025-03-12", "2025-03-12 9:30:00", "9:05:07"),
        *("100000000000000000000", "0.3"),
    ]


def test_dates_that_count_from_1904():
    found = xlsx(["speaker", "text"], ["Ann", datetime.date(2025, 3, 12)], date_1904=True)
    assert turns(found) == [("Ann", "2025-03-12")]


def test_times_of_the_recording():
    moments = [datetime.timedelta(seconds=1.5), datetime.timedelta(hours=30), datetime.time(0, 1, 2), 62]
    found = xlsx(NAMES[:3], *(["Ann", f"t{n}", moment] for n, moment in enumerate(moments)))
    assert found.document.turn_times[:, 0].tolist() == [1_500, 108_000_000, 62_000, 62_000]


def test_rows_lines_and_blanks():
    found = xlsx(
        ["访谈"], [], [None, "说话人", "内容"], [None, "甲", "一\n\n二\r\n三"], [], [None, "乙", "  嗯  "]
    )
    assert turns(found) == [("甲", "一\n二\n三"), ("乙", "嗯")]


def test_merged_speaker_cells_hold_for_all_their_rows():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["说话人", "内容"])
        sheet.merge_range(1, 0, 3, 0, "王主任")
        for row, speech in enumerate(["好。", "真的。", "对。"], 1):
            sheet.write(row, 1, speech)
        sheet.write_row(4, 0, ["", "无人。"])
    found = read(stream.getvalue(), ".xlsx")
    assert turns(found) == [("王主任", "好。"), ("王主任", "真的。"), ("王主任", "对。"), ("", "无人。")]


def test_rich_text_and_readings():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["speaker", "text"])
        sheet.write(1, 0, "Ann")
        sheet.write_rich_string(1, 1, "one ", book.add_format({"bold": True}), "two", " three")
    parts = unpacked(stream.getvalue())
    shared = parts["xl/sharedStrings.xml"].replace(b"</si>", b"<rPh sb='0' eb='1'><t>reading</t></rPh></si>")
    assert turns(read(packed({**parts, "xl/sharedStrings.xml": shared}), ".xlsx")) == [
        ("Ann", "one two three")
    ]


def test_inline_strings_escapes_and_cells_without_a_place():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row><c t="inlineStr"><is><t>speaker</t></is></c><c t="inlineStr"><is><t>text</t></is></c></row>'
        '<row><c t="str"><v>Ann</v></c><c t="str"><v>a_x000A_b</v></c></row>'
        '<row r="x"><c r="??" t="s"><v>999</v></c><c t="e"><v>#N/A</v></c><c><f>A1</f></c></row>'
        '<row r="9"><c r="A9" t="str"><v>Bob</v></c><c r="B9"><v>nan</v></c></row>'
        "</sheetData></worksheet>"
    )
    book = workbook([["x"]])
    found = read(with_part(book, "xl/worksheets/sheet1.xml", sheet.encode()), ".xlsx")
    assert turns(found) == [("Ann", "a\nb"), ("Bob", "nan")]
    assert found.document.warnings == (
        "1 formula has no value in the file: open it in Excel and save it again",
    )


def test_the_first_sheet_that_names_its_columns_is_read():
    sheets = ([["说明"], ["第二张表"]], [["说话人", "内容"], ["甲", "好"]], [["text"], ["x"]])
    found = read(workbook(*sheets, names=("说明", "访谈", "其他")), ".xlsx")
    assert turns(found) == [("甲", "好")]
    assert found.document.guesses[0] == "sheet 访谈 is read, not: 说明, 其他"
    assert found.document.warnings == ()


def test_other_sheets_with_talk_are_told_of():
    one = [["speaker", "text"], ["Ann", "Hello."]]
    document = read(workbook(one, one, names=("A", "B")), ".xlsx").document
    assert document.warnings == ("1 other sheet looks like talk and is not read; save each as a file: B",)


def test_named_columns_choose_the_sheet():
    sheets = ([["speaker", "text"], ["Ann", "Hello."]], [["who", "said"], ["Bob", "Hi."]])
    found = read(workbook(*sheets), ".xlsx", columns={"text": "said"})
    assert turns(found) == [("Bob", "Hi.")]
    with pytest.raises(ReadError, match="there is no column 'gone'; there are: A speaker, B text"):
        read(workbook(*sheets), ".xlsx", columns={"text": "gone"})


def test_hidden_sheets_are_not_read():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name in ("secret", "seen"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["speaker", "text"])
            sheet.write_row(1, 0, ["Ann", name])
            if name == "seen":
                sheet.activate()
                sheet.set_first_sheet()
        book.get_worksheet_by_name("secret").hide()
    assert turns(read(stream.getvalue(), ".xlsx")) == [("Ann", "seen")]


def test_a_cell_at_the_end_of_the_sheet_costs_nothing():
    rows = workbook([["speaker", "text"], ["Ann", "Hello."]])
    sheet = unpacked(rows)["xl/worksheets/sheet1.xml"]
    far = b'<row r="1048576"><c r="XFD1048576" t="str"><v>far</v></c></row></sheetData>'
    found = read(with_part(rows, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", far)), ".xlsx")
    assert turns(found) == [("Ann", "Hello.")]


@pytest.mark.parametrize("rows", [[], [["speaker", "text"]], [["speaker", "text"], ["Ann", None]]])
def test_nothing_said(rows):
    with pytest.raises(ReadError, match="no row of this table has any speech"):
        xlsx(*rows)


def test_no_column_for_speech():
    with pytest.raises(ReadError, match="named for speech; there are: A a, B b") as caught:
        xlsx(["a", "b"], [1, 2])
    assert "--columns" in caught.value.cure


def test_numbers_found_out_by_a_program():
    found = read(saved("table.xlsx"), ".xlsx")
    assert found.document.turn_times[1].tolist() == [12_500, -1]
