"""Word documents."""

import zipfile

import pytest

from qualcode.errors import ReadError
from qualcode.ingest import Ingested, ingest_bytes
from qualcode.ingest.formats import archive
from tests.ingest.office import packed
from tests.ingest.transcripts import turns
from tests.ingest.worddoc import HEAD, docx, pack, para, run, table


def read(data: bytes) -> Ingested:
    return ingest_bytes(data, file="a.docx", id="a")


def text(*blocks: str) -> str:
    return read(docx(*blocks)).document.text


def test_paragraphs_are_lines_and_empty_ones_blank_lines():
    assert text(para("问：好？"), para(""), para("答：好。")) == "问：好？\n\n答：好。"


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        (run("a") + "<w:r><w:tab/></w:r>" + run("b"), "a\tb"),
        (run("a") + "<w:r><w:br/></w:r>" + run("b"), "a\nb"),
        (run("a") + "<w:r><w:cr/></w:r>" + run("b"), "a\nb"),
        (run("a") + f"<w:ins>{run('b')}</w:ins>" + run("c"), "abc"),
        (run("a") + f"<w:moveTo>{run('b')}</w:moveTo>", "ab"),
        (run("a") + "<w:del><w:r><w:delText>b</w:delText></w:r></w:del>" + run("c"), "ac"),
        (run("a") + f"<w:moveFrom>{run('b')}</w:moveFrom>" + run("c"), "ac"),
        (run("a") + f"<w:hyperlink>{run('b')}</w:hyperlink>", "ab"),
        (run("a") + f"<w:sdt><w:sdtPr/><w:sdtContent>{run('b')}</w:sdtContent></w:sdt>", "ab"),
        (run("a") + f"<w:smartTag>{run('b')}</w:smartTag>", "ab"),
        (run("a") + "<w:r><w:instrText>PAGE</w:instrText></w:r>", "a"),
        (run("a") + "<w:r><w:noBreakHyphen/></w:r>" + run("b"), "a-b"),
        (
            "<w:r><w:ruby><w:rt>"
            + run("x")
            + "</w:rt><w:rubyBase>"
            + run("漢")
            + "</w:rubyBase></w:ruby></w:r>",
            "漢",
        ),
        (run("tail") + "<w:ins><w:del><w:r><w:t>gone</w:t></w:r></w:del></w:ins>", "tail"),
    ],
)
def test_what_is_kept_and_what_is_not(inside, wanted):
    assert text(para(inside)) == wanted


def test_blocks_within_content_controls_are_read():
    assert text(f"<w:sdt><w:sdtContent>{para('a')}</w:sdtContent></w:sdt>", para("b")) == "a\nb"


def test_labels_are_recognised():
    found = read(docx(para("访谈时间：周三"), para("问：好？"), para("答：很好。"), para("真的。")))
    assert turns(found) == [("问", "好？"), ("答", "很好。\n真的。")]
    assert dict(found.document.header) == {"访谈时间": "周三"}
    assert found.document.source.reader == "docx"
    assert not found.document.wrapped


def test_table_with_named_columns_gives_one_turn_a_row():
    rows = table(("序号", "说话人", "内容"), ("1", "王主任", "我们有三千户。"), ("2", "社工", "是的：三千。"))
    found = read(docx(para("访谈记录"), rows))
    assert found.document.text == "访谈记录\n\n王主任: 我们有三千户。\n\n社工: 是的：三千。"
    assert turns(found) == [("王主任", "我们有三千户。"), ("社工", "是的：三千。")]
    assert "2 turns from table rows" in found.document.guesses


def test_table_without_a_heading_row():
    rows = table(
        ("访谈者：", "您好，请问您住了多久？"), ("居民A", "二十年。"), ("访谈者", "谢谢您今天过来。")
    )
    assert turns(read(docx(rows))) == [
        ("访谈者", "您好，请问您住了多久？"),
        ("居民A", "二十年。"),
        ("访谈者", "谢谢您今天过来。"),
    ]


def test_speech_of_a_cell_may_have_paragraphs_and_lines_like_labels():
    cell = "</w:p><w:p>".join([run("好。"), run("张三：也好。")])
    rows = table(("说话人", "内容"), ("居民A", "<w:r/>" + cell), ("居民B", "嗯。"))
    assert turns(read(docx(rows))) == [("居民A", "好。\n张三：也好。"), ("居民B", "嗯。")]


def test_table_of_particulars_is_a_header_block():
    rows = table(("访谈时间", "周三", "地点", "活动室"), ("受访者", "王某", "年龄", "62"))
    found = read(docx(rows, para("问：好？"), para("答：好。")))
    assert dict(found.document.header) == {
        "访谈时间": "周三",
        "地点": "活动室",
        "受访者": "王某",
        "年龄": "62",
    }
    assert [label for label, _ in turns(found)] == ["问", "答"]


def test_paragraphs_after_a_table_belong_to_its_last_turn():
    rows = table(("speaker", "text"), ("Ann", "Hello."), ("Bob", "Hi."))
    assert turns(read(docx(rows, para("And on.")))) == [("Ann", "Hello."), ("Bob", "Hi.\n\nAnd on.")]


def test_deleted_rows_are_left_out():
    kept = "<w:tr><w:tc>" + para("Ann") + "</w:tc><w:tc>" + para("Hello.") + "</w:tc></w:tr>"
    gone = (
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc>"
        + para("Bob")
        + "</w:tc><w:tc>"
        + para("Hi.")
        + "</w:tc></w:tr>"
    )
    head = "<w:tr><w:tc>" + para("speaker") + "</w:tc><w:tc>" + para("text") + "</w:tc></w:tr>"
    assert turns(read(docx(f"<w:tbl>{head}{kept}{gone}</w:tbl>"))) == [("Ann", "Hello.")]


def test_other_tables_are_lines():
    assert text(table(("a", "b c d"), ("1", "2"))) == "a\tb c d\n1\t2"


def test_a_table_after_speech_is_nobodys_speech():
    rows = table(("户数", "人数"), ("三千", "九千"))
    talk = (para("问：好？"), para("答：很好。"))
    at_the_end = read(docx(*talk, rows))
    assert turns(at_the_end) == [("问", "好？"), ("答", "很好。")]
    assert "1 table that is no dialogue set aside" in at_the_end.document.guesses
    between = read(docx(*talk, rows, para("还有。"), para("问：嗯？"), rows)).document
    assert [between.text[a:b] for a, b in between.asides.tolist()] == ["户数\t人数\n三千\t九千"]
    assert between.text[between.turn_spans[2, 1] : between.turn_spans[2, 2]] == "嗯？"
    assert "2 tables that are no dialogue set aside" in between.guesses


def test_a_table_of_one_column_with_labels_is_speech():
    found = read(docx(para("问：好？"), table(("答：很好。",), ("问：真的？",), ("答：真的。",))))
    assert [speech for _, speech in turns(found)] == ["好？", "很好。", "真的？", "真的。"]


def test_a_table_in_a_document_without_labels_stays_speech():
    found = read(docx(para("今天去了社区。"), table(("户数", "人数"), ("三千", "九千"))))
    assert turns(found)[0][1].endswith("三千\t九千")


def test_notes_are_told_of():
    marks = '<w:r><w:footnoteReference w:id="1"/></w:r>' + '<w:r><w:commentReference w:id="1"/></w:r>' * 2
    document = read(docx(para(run("a") + marks), "<w:altChunk/>")).document
    assert document.text == "a"
    assert document.guesses[0] == "1 footnote, 2 comments and 1 inserted file are no speech: left out"


BOX = f"<w:txbxContent>{para('in the box')}{para('twice')}</w:txbxContent>"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@pytest.mark.parametrize(
    "drawn",
    [
        f"<w:pict><v:textbox xmlns:v='urn:v'>{BOX}</v:textbox></w:pict>",
        f"<mc:AlternateContent xmlns:mc='{MC}'><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>",
    ],
)
def test_text_boxes_are_read_once_where_they_are_anchored(drawn):
    document = read(docx(para(run("a") + f"<w:r>{drawn}</w:r>" + run("b")), para("c"))).document
    assert document.text == "ab\nin the box\ntwice\nc"
    assert document.guesses[0] == "1 text box read where it is anchored"


def test_content_that_is_written_twice_is_read_once():
    twice = (
        f"<mc:AlternateContent xmlns:mc='{MC}'><mc:Choice>{{0}}</mc:Choice><mc:Fallback>{{0}}</mc:Fallback>"
        "</mc:AlternateContent>"
    )
    assert text(para(run("a") + twice.format(run("b")))) == "ab"
    assert text(twice.format(para("a")), twice.format(""), para("b")) == "a\nb"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        (field("begin") + run("code") + field("separate") + run("3") + field("end") + run("."), "3."),
        (
            field("begin")
            + field("begin")
            + field("separate")
            + run("inner")
            + field("end")
            + field("separate")
            + run("outer")
            + field("end"),
            "outer",
        ),
        (f"<w:fldSimple>{run('7')}</w:fldSimple>", "7"),
        (field("end") + field("separate") + run("a"), "a"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>" + run("seen"), "seen"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>seen</w:t></w:r>', "seen"),
        (run("co") + "<w:r><w:softHyphen/></w:r>" + run("operate"), "cooperate"),
        (run("a") + '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "a☺"),
        (run("a") + '<w:r><w:sym w:font="Symbol" w:char="F0AE"/></w:r>', "a→"),
        (run("a") + '<w:r><w:sym w:font="宋体" w:char="2103"/></w:r>', "a℃"),
        (run("a") + '<w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r>', "a\ufffd"),
        (run("a") + '<w:r><w:sym w:font="Wingdings" w:char="??"/></w:r>', "a\ufffd"),
        ('<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>' + run("first"), "first"),
        (f"<w:customXml><w:customXmlPr/>{run('a')}</w:customXml>", "a"),
    ],
)
def test_fields_hidden_text_and_signs(inside, wanted):
    assert text("<w:p>" + inside + "</w:p>") == wanted


def test_hidden_text_is_told_of():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    assert "hidden text left out" in read(docx(para(hidden + run("seen")))).document.guesses


def test_a_field_that_is_never_closed_ends_with_its_paragraph():
    assert text(para(field("begin") + run("code")), para("text")) == "\ntext"


def test_paragraphs_whose_end_was_deleted_are_one():
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("one ") + "</w:p>"
    assert text(gone, para("two"), para("three"), gone) == "one two\nthree\none "
    assert text(gone, table(("a", "b"))) == "one \na\tb"


def test_speaker_cells_merged_over_rows_and_cells_over_columns():
    def cell(inside: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(inside)}</w:tc>"

    rows = [
        cell("序号") + cell("说话人") + cell("内容"),
        cell("1") + cell("王主任", '<w:vMerge w:val="restart"/>') + cell("好。"),
        cell("2") + cell("", "<w:vMerge/>") + cell("真的好。"),
        cell("（休息）", '<w:gridSpan w:val="3"/>'),
        cell("3", '<w:gridSpan w:val="999999999999"/>'),
        cell("4") + cell("李姐") + cell("嗯。"),
    ]
    found = read(docx("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"))
    assert turns(found) == [("王主任", "好。"), ("王主任", "真的好。"), ("李姐", "嗯。")]
    assert found.document.warnings == ("2 rows without speech left out",)


def test_times_in_a_table_and_a_title_above_the_names():
    rows = table(
        ("访谈记录", "", ""), ("时间", "发言人", "内容"), ("00:01", "甲", "好。"), ("1:02:03", "乙", "嗯。")
    )
    found = read(docx(rows))
    assert turns(found) == [("甲", "好。"), ("乙", "嗯。")]
    assert found.document.turn_times.tolist() == [[1_000, -1], [3_723_000, -1]]
    assert found.document.text.startswith("访谈记录\n\n甲: 好。")


def test_strict_files():
    strict = HEAD.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006",
        "http://purl.oclc.org/ooxml/wordprocessingml",
    )
    assert strict != HEAD
    xml = strict + table(("speaker", "text"), ("Ann", "Hello.")) + "</w:body></w:document>"
    assert turns(read(pack(xml.encode()))) == [("Ann", "Hello.")]


def test_the_main_part_is_the_one_that_the_file_names():
    links = (
        '<Relationships><Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" '
        'Target="/word/main.xml"/></Relationships>'
    )
    xml = (HEAD + para("text") + "</w:body></w:document>").encode()
    parts = {"_rels/.rels": links, "word/main.xml": xml, "word/document.xml": b"<a/>"}
    assert read(packed(parts)).document.text == "text"


def test_other_name_of_the_main_part():
    xml = (HEAD + para("text") + "</w:body></w:document>").encode()
    assert read(pack(xml, name="word/document2.xml")).document.text == "text"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (docx(para("问：好？"))[:150], "damaged"),
        (docx(para("问：好？"))[:-40], "damaged"),
        (b"not a zip", "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old binary file"),
        (pack(b"<x/>", name="xl/workbook.xml"), "no Word document"),
        (pack(HEAD.encode()), "damaged"),
        (docx(), "empty"),
        (docx(para("")), "empty"),
    ],
)
def test_bad_files(data, message):
    with pytest.raises(ReadError, match=message) as caught:
        read(data)
    assert caught.value.place == "a.docx"
    assert caught.value.cure


def test_damaged_member():
    data = bytearray(docx(para("x" * 4000)))
    at = data.index(b"word/document.xml") + 40
    data[at : at + 10] = b"\xff" * 10
    with pytest.raises(ReadError, match="damaged"):
        read(bytes(data))


def test_document_type_is_refused():
    xml = b'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "b">]>' + HEAD.split("?>", 1)[1].encode()
    with pytest.raises(ReadError, match="document type"):
        read(pack(xml + b"</w:body></w:document>"))


def test_size_in_the_directory_is_not_believed(monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000)
    monkeypatch.setattr(
        zipfile.ZipInfo, "file_size", property(lambda self: 10, lambda self, value: None), raising=False
    )
    with pytest.raises(ReadError):
        read(docx(para("abc " * 1000)))


def test_no_module_of_the_parser_is_needed_for_other_files():
    import subprocess
    import sys

    code = (
        "import sys, qualcode.ingest; sys.exit('lxml' in sys.modules or 'charset_normalizer' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
