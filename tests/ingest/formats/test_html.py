"""Web pages and e-books."""

import pytest

from qualcode.errors import ReadError
from tests.ingest.office import packed, read, saved, unpacked, with_part
from tests.ingest.transcripts import turns


def html(body: str, head: str = '<meta charset="utf-8">', written: str = "utf-8", **options: object):
    page = f"<html><head>{head}<title>title</title></head><body>{body}</body></html>"
    return read(page.encode(written), ".html", **options)


def text(body: str) -> str:
    return html(body).document.text


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p>a</p><p>b</p>", "a\nb"),
        ("a<br>b<br/> c", "a\nb\nc"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<h1>a</h1><ul><li>b<li>c</ul>", "a\nb\nc"),
        ("<p>a\n  b\t c</p>", "a b c"),
        ("<p>你好\n  世界 a\nb，\nc</p>", "你好世界 a b， c"),
        ("<p>&nbsp;&lt;a&gt;&amp;&#22909;&hellip;</p>", "<a>&好…"),
        ("<p>a<script>x</script><style>y</style>b</p><nav>menu</nav><noscript>z</noscript>", "ab"),
        ("<p>a<!-- x -->b<?php y ?>c</p>", "abc"),
        ("<pre>a  b\n\tc</pre>d", "a  b\n\tc\nd"),
        ("<p>a<del>gone</del><ins>b</ins><span hidden>x</span><i style='display : none'>y</i></p>", "ab"),
        ("<ruby>漢<rp>(</rp><rt>han</rt><rp>)</rp></ruby>", "漢"),
        ("<p><b>王主任：</b>好<i>的</i></p>", "王主任：好的"),
        ("<p>\u2f24家</p>", "大家"),
        ("<p>&#x2f24;家&#0;</p>", "大家\ufffd"),
        ("a<select><option>x</select><button>y</button><textarea>z</textarea>b", "ab"),
    ],
)
def test_what_is_text(body, wanted):
    assert text(body) == wanted


@pytest.mark.parametrize(
    ("head", "encoding", "shown"),
    [
        ('<meta charset="gb2312">', "gb18030", "gb18030"),
        ("<meta charset=GBK>", "gb18030", "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=big5">', "big5", "big5hkscs"),
        ('<meta charset="utf-8">', "utf-8", "utf-8"),
        ('<meta charset="utf-16">', "utf-8", "utf-8"),
        ('<meta charset="klingon">', "gb18030", "gb18030"),
        ('<meta charset="utf-8">', "gb18030", "gb18030"),
        ('<meta charset="iso-8859-1">', "utf-8-sig", "utf-8-sig"),
        ("", "utf-16", "utf-16-le"),
        ("", "gb18030", "gb18030"),
    ],
)
def test_encodings(head, encoding, shown):
    found = html("<p>訪談者：住了多久？</p><p>居民：二十多年了，大家都熟。</p>", head, encoding)
    assert turns(found) == [("訪談者", "住了多久？"), ("居民", "二十多年了，大家都熟。")]
    assert found.document.source.encoding == shown


def test_a_western_page():
    found = html("<p>Ann: “caf\xe9” – na\xefve</p>", '<meta charset="iso-8859-1">', "cp1252")
    assert found.document.text == "Ann: “café” – naïve"


def test_an_encoding_that_was_guessed_is_said_and_one_that_is_named_holds():
    page = "<p>问：您住了多久？</p><p>答：二十多年了，大家都熟。</p>"
    guessed = html(page, "", "gb18030").document
    assert guessed.source.guessed
    assert guessed.guesses[0].startswith("read as GB18030 (guessed")
    assert html(page, '<meta charset="big5">', "gb18030", encoding="gb18030").document.text.startswith("问")
    with pytest.raises(ReadError, match="is not UTF-8"):
        html(page, "", "gb18030", encoding="utf-8")


def test_xhtml_with_a_declaration_and_entities():
    page = (
        '<?xml version="1.0" encoding="gbk"?><!DOCTYPE html [<!ENTITY a "bomb"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>问：好&b;</p></body></html>'
    )
    document = read(page.encode("gb18030"), ".xhtml").document
    assert "root:" not in document.text
    assert document.text.endswith("问：好&b;")


def test_tables_with_one_turn_a_row():
    rows = "<tr><th>speaker<th>text<tr><td>Ann<td><p>Hello.<p>And on.<tr><td rowspan=2>Bob<td>Hi.<tr><td>Bye."
    found = html(f"<table><caption>Talk</caption>{rows}</table>")
    assert turns(found) == [("Ann", "Hello.\nAnd on."), ("Bob", "Hi."), ("Bob", "Bye.")]
    assert found.document.text.startswith("Talk\n\nAnn: Hello.")


def test_cells_over_columns():
    rows = "<tr><td>序号<td>说话人<td>内容<tr><td colspan=3>休息<tr><td colspan=x>1<td>甲<td>好<tr><td>2<td>乙<td>嗯"
    assert turns(html(f"<table>{rows}</table>")) == [("甲", "好"), ("乙", "嗯")]


def test_tables_that_lay_out_a_page():
    inner = "<table><tr><td>speaker<td>text<tr><td>Ann<td>Hello.<tr><td>Bob<td>Hi.</table>"
    found = html(f"<table><tr><td>left<td><p>one</p>{inner}<p>two</p></table>")
    assert turns(found) == [("Ann", "Hello."), ("Bob", "Hi.\n\ntwo")]
    talk = html("<table><tr><td><p>问：好？</p><p>答：好。</p><p>问：嗯？</p></td></tr></table>")
    assert [label for label, _ in turns(talk)] == ["问", "答", "问"]


def test_notes_are_counted():
    note = '<a epub:type="noteref" href="#n">1</a><aside epub:type="footnote" id="n">note</aside><p role="doc-endnote">e</p>'
    document = html(f"<p>a{note}</p>").document
    assert document.text == "a"
    assert document.guesses[0] == "1 footnote and 1 endnote are no speech: left out"


@pytest.mark.parametrize(
    "page", [b"", b"<html></html>", b"<html><head><title>x</title></head></html>", b"<p>&nbsp;</p>"]
)
def test_nothing_said(page):
    with pytest.raises(ReadError, match="empty"):
        read(page, ".html")


@pytest.mark.parametrize(
    "tag", ["td", "tr", "table", "/table", "/td", "pre", "/pre", "br", "caption", "tbody"]
)
def test_tags_in_odd_places(tag):
    assert "a" in text(f"<p>x<{tag}>a<{tag}><table><{tag}>b</table><{tag}>c")


def test_deep_pages_are_read_up_to_a_depth():
    assert text("<div>" * 1_000 + "a" + "</div>" * 1_000 + "<p>b") == "a\nb"


BOOK = '<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{spine}</spine></package>'
CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'


def epub(items: str, spine: str, **pages: str):
    parts = {"META-INF/container.xml": CONTAINER, "OPS/book.opf": BOOK.format(items=items, spine=spine)}
    parts |= {f"OPS/{name}.xhtml": f"<html><body>{page}</body></html>" for name, page in pages.items()}
    return read(packed(parts), ".epub")


def item(name: str, href: str = "", more: str = "") -> str:
    return f'<item id="{name}" href="{href or name + ".xhtml"}" media-type="application/xhtml+xml" {more}/>'


def test_chapters_in_their_order():
    items = item("nav", more='properties="nav"') + item("a") + item("b", "./x/../b%2Exhtml") + item("c")
    items += '<item id="cover" href="cover.png" media-type="image/png"/>'
    spine = "".join(f'<itemref idref="{name}"/>' for name in ("cover", "nav", "b", "a", "none"))
    found = epub(
        items,
        spine + '<itemref idref="c" linear="no"/>',
        nav="contents",
        a="<p>答：好。",
        b="<p>问：好？",
        c="x",
    )
    assert found.document.text == "问：好？\n\n答：好。"


def test_missing_chapters_are_told_of():
    document = epub(
        item("a") + item("b", "../../b.xhtml"), '<itemref idref="a"/><itemref idref="b"/>', a="text"
    ).document
    assert document.warnings == ("1 chapter is named but not there: the file is incomplete",)


@pytest.mark.parametrize(
    ("method", "is_read"),
    [("http://www.idpf.org/2008/embedding", True), ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", False)],
)
def test_books_that_are_locked(method, is_read):
    locks = (
        f'<encryption><EncryptedData><EncryptionMethod Algorithm="{method}"/></EncryptedData></encryption>'
    )
    data = with_part(saved("interview.epub"), "META-INF/encryption.xml", locks.encode())
    if is_read:
        assert read(data, ".epub").document.n_turns == 7
    else:
        with pytest.raises(ReadError, match="locked against copying"):
            read(data, ".epub")


def test_a_book_without_its_list():
    parts = unpacked(saved("interview.epub"))
    gone = {name: part for name, part in parts.items() if not name.endswith(".opf")}
    with pytest.raises(ReadError, match="damaged"):
        read(packed(gone), ".epub")
