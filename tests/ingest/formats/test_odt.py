"""OpenDocument texts and spreadsheets."""

import pytest

from qualcode.errors import ReadError
from tests.ingest.office import packed, read, saved, unpacked, with_part
from tests.ingest.transcripts import turns

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
)


def content(inside: str, kind: str = "text") -> bytes:
    return f"<office:c {SPACES}><office:body><office:{kind}>{inside}</office:{kind}></office:body></office:c>".encode()


def odt(inside: str):
    return read(packed({"content.xml": content(inside)}), ".odt")


def ods(inside: str, **options: object):
    return read(packed({"content.xml": content(inside, "spreadsheet")}), ".ods", **options)


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def cell(text: str, properties: str = "") -> str:
    return f"<table:table-cell {properties}><text:p>{text}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("<text:p>a</text:p><text:h>b</text:h><text:p/><text:p>c</text:p>", "a\nb\n\nc"),
        ('<text:p>a<text:s/>b<text:s text:c="3"/>c<text:tab/>d<text:line-break/>e</text:p>', "a b   c\td\ne"),
        ("<text:p>  a \n\t b  <text:span> c</text:span></text:p>", "a b c"),
        ("<text:section><text:p>a</text:p></text:section>", "a"),
        (
            "<text:list><text:list-item><text:number>1.</text:number><text:p>a</text:p></text:list-item></text:list>",
            "a",
        ),
        (
            "<text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>han</text:ruby-text></text:ruby></text:p>",
            "漢",
        ),
        ("<text:p>a<text:soft-page-break/>b<text:bookmark text:name='x'/>c</text:p>", "abc"),
        ("<text:p>a<draw:frame><draw:image/><draw:object>x</draw:object></draw:frame></text:p>", "a"),
        ('<text:p>a<text:s text:c="999999999999"/>b</text:p>', "a" + " " * 100 + "b"),
        (
            "<text:p>a</text:p><draw:frame><draw:text-box><text:p>b</text:p></draw:text-box></draw:frame>",
            "a\nb",
        ),
    ],
)
def test_what_is_text(inside, wanted):
    assert odt(inside).document.text == wanted


def test_tables_with_one_turn_a_row_and_merged_cells():
    rows = (
        "<table:table-header-rows>" + row(cell("说话人"), cell("内容")) + "</table:table-header-rows>",
        row(cell("甲", 'table:number-rows-spanned="2"'), cell("好</text:p><text:p>的")),
        row("<table:covered-table-cell/>", cell("嗯")),
        row(cell("乙"), cell("行")),
    )
    found = odt(f"<table:table>{''.join(rows)}</table:table>")
    assert turns(found) == [("甲", "好\n的"), ("甲", "嗯"), ("乙", "行")]


def test_other_tables_are_lines():
    assert odt(f"<table:table>{row(cell('a'), cell('b'))}</table:table>").document.text == "a\tb"


def test_sheets_with_repeated_cells_and_comments():
    rows = (
        row(cell("speaker"), '<table:table-cell table:number-columns-repeated="2"/>', cell("text")),
        row(cell("Ann"), '<table:table-cell table:number-columns-repeated="2"/>', cell("<office:annotation><text:p>no</text:p></office:annotation>Hello.")),
        '<table:table-row table:number-rows-repeated="2">' + cell("Bob", 'table:number-columns-repeated="3"') + cell("Hi.") + "</table:table-row>",
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
    )  # fmt: skip
    found = ods(f'<table:table table:name="T">{"".join(rows)}</table:table>')
    assert turns(found) == [("Ann", "Hello."), ("Bob", "Hi."), ("Bob", "Hi.")]


def test_times_are_read_by_their_value():
    value = 'office:value-type="time" office:time-value="PT00H01M02.5S"'
    rows = row(cell("时间"), cell("speaker"), cell("text")) + row(
        cell("01:02", value), cell("甲"), cell("好")
    )
    assert ods(f"<table:table>{rows}</table:table>").document.turn_times.tolist() == [[62_500, -1]]


def test_repetition_has_an_end():
    many = 'table:number-columns-repeated="999999999"'
    rows = row(cell("speaker"), cell("text")) + (
        f'<table:table-row table:number-rows-repeated="999999999">{cell("x" * 1000, many)}</table:table-row>'
    )
    assert ods(f"<table:table>{rows}</table:table>").document.n_turns < 500


def test_named_columns():
    rows = row(cell("a"), cell("b")) + row(cell("Ann"), cell("Hello."))
    found = ods(f"<table:table>{rows}</table:table>", columns={"speaker": "a", "text": "b"})
    assert turns(found) == [("Ann", "Hello.")]


@pytest.mark.parametrize("name", ["interview.odt", "table.ods"])
def test_locked_files(name):
    manifest = unpacked(saved(name))["META-INF/manifest.xml"] + b"<!-- -->"
    locked = manifest.replace(b"<!-- -->", b"<manifest:encryption-data/>")
    with pytest.raises(ReadError, match="locked with a password") as caught:
        read(with_part(saved(name), "META-INF/manifest.xml", locked), name[name.index(".") :])
    assert "without a password" in caught.value.cure


@pytest.mark.parametrize(
    ("data", "suffix", "message"),
    [
        (packed({"content.xml": content("", "spreadsheet")}), ".odt", "there is no text in this"),
        (packed({"content.xml": content("<text:p/>")}), ".odt", "this file is empty"),
        (packed({"content.xml": content("")}), ".ods", "there is no sheet in this"),
        (b"<office:c xmlns:office='x'/>", ".fodt", "there is no text in this"),
        (b"hello", ".fodt", "the text of this OpenDocument text is damaged"),
    ],
)
def test_bad_files(data, suffix, message):
    with pytest.raises(ReadError, match=message):
        read(data, suffix)
