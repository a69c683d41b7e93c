"""RTF documents."""

import pytest

from qualcode.errors import ReadError
from tests.ingest.office import read
from tests.ingest.transcripts import turns

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}"
    r"{\f2\fnil\fcharset136 PMingLiU;}{\f3\fnil\fcharset2 Wingdings;}{\f4\fnil\cpg1251 Cyr;}}"
)


def rtf(body: str, head: str = r"\rtf1\ansi\ansicpg1252\deff0", fonts: str = FONTS):
    return read(f"{{{head}{fonts}\n{body}}}".encode("latin-1"), ".rtf")


def text(body: str, **options: str) -> str:
    return rtf(body, **options).document.text


def escaped(word: str, encoding: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in word.encode(encoding))


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (r"one\par two", "one\ntwo"),
        (r"one\line two\tab three", "one\ntwo\tthree"),
        ("a\\\nb", "a\nb"),
        ("on\ne wo\r\nrd", "one word"),
        (r"\{a\}\\", r"{a}\\"[:-1]),
        (r"a\~b\_c\-d", "a\u00a0b-cd"),
        (r"\ldblquote a\rdblquote \lquote b\rquote  c\emdash d\endash e\bullet", "“a”‘b’ c—d–e•"),
        (r"{\b bold} {\i it{\ul al}ic}", "bold italic"),
        (r"{\field{\*\fldinst HYPERLINK " + '"http://x"' + r"}{\fldrslt link}}", "link"),
        (r"{\listtext\tab 1.}item", "item"),
        (r"{\pntext\f3\'b7\tab}item", "item"),
        (r"{\pict\wmetafile8 0123456789abcdef}a", "a"),
        (r"a{\*\unknown b}{\info{\title c}}{\header d}{\footerl e}f", "af"),
        (r"a{\v hidden\par}b{\v0 c}", "abc"),
        (r"a{\deleted gone\par }b", "ab"),
        (r"\v hidden \plain seen", "seen"),
        (r"a{\bkmkstart x}b{\*\bkmkend x}c", "abc"),
        (r"a\page b", "a\nb"),
        (r"a{\shp{\*\shpinst\shpleft1{\sp{\sn x}{\sv y}}{\shptxt \pard in\par box\par}}{\shprslt no}}b\par c", "ab\nin\nbox\nc"),
        (r"a\bin5 {{{{{b", "ab"),
        (r"{\upr{x}{\*\ud{y}}}a", "a"),
        (r"a{\f3\'4a}b", "a☺b"),
        (r"\f4\'e4\'e0", "да"),
    ],
)  # fmt: skip
def test_what_is_text(body, wanted):
    assert text(body) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (r"\u22909?\u25105?", "好我"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"\uc2\u22909ab\u25105\'b0\'a1c", "好我c"),
        (r"\uc0\u22909 a", "好a"),
        (r"{\uc0\u22909}\u25105?b", "好我b"),
        (r"\u22909\par b", "好b"),
        (r"\u22909{?}b", "好?b"),
        (r"{\v\u22909?}b", "b"),
        (r"\u b", "b"),
    ],
)
def test_characters_by_number(body, wanted):
    assert text(body) == wanted


def test_code_pages_of_fonts():
    body = "\\f1 " + escaped("社区", "gb18030") + "\\f2 " + escaped("社區", "cp950") + "\\f0 caf\\'e9"
    assert text(body) == "社区社區café"


@pytest.mark.parametrize(("page", "encoding"), [("936", "gb18030"), ("950", "cp950"), ("65001", "utf-8")])
@pytest.mark.parametrize("raw", [True, False])
def test_code_pages_of_documents(page, encoding, raw):
    word = "居民：許多年了，功能"
    data = word.encode(encoding)
    body = data.decode("latin-1") if raw else escaped(word, encoding)
    found = rtf(body, head=rf"\rtf1\ansi\ansicpg{page}\deff0", fonts="")
    assert found.document.text == word
    assert found.document.source.encoding == encoding


def test_second_halves_that_are_ascii():
    assert text(r"\f2\'a5\\", fonts=FONTS) == "功"
    assert text("\\f2\\'b3\\'5c") == "許"


def test_chinese_in_a_western_font():
    head = r"\rtf1\ansi\ansicpg936\deff0"
    assert text("\\f0 " + escaped("我们", "gb18030"), head=head) == "我们"
    assert text("\\f0 caf\\'e9 and na\\'efve", head=head) == "café and naïve"


def test_what_a_code_page_does_not_have_is_told_of():
    document = rtf(r"\f1 a\'ff b").document
    assert "\ufffd" in document.text
    assert document.warnings == ("1 character that its code page does not have stands as U+FFFD",)


def row(*cells: str, head: str = r"\trowd\cellx1000\cellx5000") -> str:
    return head + "".join(rf"\pard\intbl {cell}\cell" for cell in cells) + r"\row"


def test_tables_with_one_turn_a_row():
    found = rtf(
        "before\\par"
        + row("speaker", "text")
        + row("Ann", r"Hello.\par And on.")
        + row("Bob", "Hi.")
        + r"\pard after\par"
    )
    assert turns(found) == [("Ann", "Hello.\nAnd on."), ("Bob", "Hi.\n\nafter")]
    assert found.document.text.startswith("before\n\nAnn: Hello.")


def test_merged_cells_and_nested_tables():
    first, below = r"\trowd\clvmgf\cellx1\cellx2", r"\trowd\clvmrg\cellx1\cellx2"
    inner = r"a{\pard\itap2 x\nestcell y\nestcell{\*\nesttableprops\trowd\cellx1\nestrow}}"
    found = rtf(
        row("speaker", "text")
        + row("Ann", "One.", head=first)
        + row("", "Two.", head=below)
        + row("Bob", inner)
    )
    assert turns(found) == [("Ann", "One."), ("Ann", "Two."), ("Bob", "ax\ty")]


def test_a_table_without_its_last_row_end():
    found = rtf(row("speaker", "text") + row("Ann", "Hello.") + r"\pard\intbl Bob\cell Hi.")
    assert turns(found) == [("Ann", "Hello."), ("Bob", "Hi.")]


def test_notes_and_hidden_text_are_told_of():
    body = r"a{\footnote b}{\*\footnote\ftnalt c}{\*\annotation d}{\v e}"
    assert rtf(body).document.guesses[:2] == (
        "1 footnote, 1 endnote and 1 comment are no speech: left out",
        "hidden text left out",
    )


def test_what_follows_the_end_is_nothing():
    assert read(b"{\\rtf1 a}trailing{\\b x}", ".rtf").document.text == "a"


@pytest.mark.parametrize("cut", [r"{\rtf1 Ann: Hello", r"{\rtf1 {\b Ann: Hello}", "{\\rtf1 Ann: Hello\\"])
def test_a_document_that_is_cut_short(cut):
    document = read(cut.encode(), ".rtf").document
    assert document.text == "Ann: Hello"
    assert document.warnings == ("the file is cut short: its end is missing",)


@pytest.mark.parametrize("data", [b"hello", b"{\\html}", b"PK\x03\x04", b"{\\pict}"])
def test_no_rtf(data):
    with pytest.raises(ReadError, match="no RTF") as caught:
        read(data, ".rtf")
    assert caught.value.cure


def test_a_document_without_text():
    with pytest.raises(ReadError, match="empty"):
        rtf("")


@pytest.mark.parametrize("word", ["f", "uc", "u", "v", "ansicpg", "cpg", "fcharset", "bin", "cellx", "deff"])
@pytest.mark.parametrize("number", ["", "-1", "0", "9999999999", "-9999999999"])
def test_odd_numbers(word, number):
    body = f"a\\{word}{number} b\\par c"
    assert text(body).startswith("a")
