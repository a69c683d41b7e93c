"""Encodings: found, shown, overridden, never lossy."""

import pytest

from qualcode.errors import ReadError, UsageError
from qualcode.ingest import IngestOptions, ingest_bytes
from qualcode.ingest.encoding import check_encoding, decode, shown

HANS = (
    "访谈者您好，请问您在这个社区住了多久？我是一九九八年搬来的，那时候还是平房，后来拆迁盖了楼房。邻居之间都认识，"
    "有什么事大家一起商量。居委会的工作人员经常上门，问我们有什么困难。志愿者每个星期三下午来活动室教老人用手机，"
    "党员带头打扫楼道，物业公司管得也不错，就是停车太难，晚上回来没有地方停。"
)
HANT = (
    "訪談者您好，請問您在這個社區住了多久？我是一九九八年搬來的，那時候還是平房，後來拆遷蓋了樓房。鄰居之間都認識，"
    "有什麼事大家一起商量。里長的工作人員經常上門，問我們有什麼困難。志工每個星期三下午來活動中心教長者用手機。"
)
ENGLISH = "Interviewer: “How long have you lived here?” – I’m not sure; since the café opened, perhaps."
SLICES = range(0, len(HANT) - 8, 3)


def read(data: bytes) -> str:
    return decode(data, file="a.txt").text


@pytest.mark.parametrize("start", SLICES)
@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-8", "utf-16-le", "utf-16-be"])
def test_eight_simplified_characters(start, encoding):
    piece = HANS[start : start + 8]
    assert read(piece.encode(encoding)) == piece


@pytest.mark.parametrize("start", SLICES)
@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "cp950", "utf-8", "utf-16-le", "utf-16-be"])
def test_eight_traditional_characters(start, encoding):
    piece = HANT[start : start + 8]
    assert read(piece.encode(encoding)) == piece


@pytest.mark.parametrize("start", SLICES[::4])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_eight_characters_with_a_mark(start, encoding):
    piece = HANS[start : start + 8]
    assert read(piece.encode(encoding)) == piece


def test_big_endian_marks():
    assert read(b"\xfe\xff" + HANS.encode("utf-16-be")) == HANS
    assert read(b"\x00\x00\xfe\xff" + HANS.encode("utf-32-be")) == HANS


def test_traditional_text_in_gbk():
    assert read(HANT.encode("gb18030")) == HANT


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le", "utf-16-be", "utf-16"])
def test_english_with_curly_quotes(encoding):
    assert read(ENGLISH.encode(encoding)) == ENGLISH


def test_western_text_is_not_taken_for_chinese():
    text = "C’était près du café – à côté de l’école. Très bien, “merci” ! 25 °C, 3 £, Müller größer."
    assert read(text.encode("cp1252")) == text


def test_what_is_guessed_is_said():
    found = decode(HANS.encode("gb18030"), file="a.txt")
    assert (found.encoding, found.guessed) == ("gb18030", True)
    assert found.guess == "read as GB18030 (guessed, 1.00)"
    assert decode(HANS.encode(), file="a.txt").guess == ""
    assert decode(b"plain", file="a.txt").encoding == "utf-8"


def test_guess_stands_in_the_document():
    document = ingest_bytes(f"问：{HANS}".encode("big5", "ignore"), file="a.txt", id="a").document
    assert document.source.encoding == "big5hkscs"
    assert document.source.guessed
    assert document.guesses[0].startswith("read as Big5 (guessed, ")


def test_override():
    data = "é".encode("cp1252") * 40
    options = IngestOptions(encoding="latin1")
    document = ingest_bytes(data, file="a.txt", id="a", options=options).document
    assert document.text == "é" * 40
    assert (document.source.encoding, document.source.guessed) == ("iso8859-1", False)


@pytest.mark.parametrize(
    ("name", "known"),
    [("", ""), ("GBK", "gb18030"), ("gb2312", "gb18030"), ("Big5", "big5hkscs"), ("UTF8", "utf-8")],
)
def test_names_of_encodings(name, known):
    assert check_encoding(name) == known


def test_unknown_encoding_is_wrong_usage():
    with pytest.raises(UsageError, match="klingon") as caught:
        IngestOptions(encoding="klingon")
    assert "gb18030" in caught.value.cure


def test_bytes_that_do_not_fit_the_named_encoding():
    with pytest.raises(ReadError, match=r"byte 6 \(0xff, line 2\) is not UTF-8") as caught:
        decode("问\nab".encode() + b"\xff", file="a.txt", encoding="utf-8")
    assert caught.value.place == "a.txt"
    assert "--encoding" in caught.value.cure


@pytest.mark.parametrize(("encoding", "name"), [("utf-8", "UTF-8"), ("gb18030", "GB18030")])
def test_one_damaged_byte_is_refused_with_its_place(encoding, name):
    data = (HANS * 3).encode(encoding)
    at = len(HANS[:60].encode(encoding)) + 1
    damaged = data[:at] + b"\xff" + data[at + 1 :]
    with pytest.raises(ReadError, match=rf"byte \d+ .*{name}, as the rest"):
        decode(damaged, file="a.txt")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04rest", "zipped"),
        (b"%PDF-1.7 rest", "PDF"),
        (b"\xd0\xcf\x11\xe0rest", "old Word"),
        (b"{\\rtf1 rest}", "RTF"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
        (b"\x89PNG\r\n", "picture"),
    ],
)
def test_what_is_no_text_is_named(data, message):
    with pytest.raises(ReadError, match=message):
        decode(data, file="a.txt")


def test_stray_nul_is_no_binary_file():
    assert read(b"question and answer " * 20 + b"\0 end").endswith("end")


def test_shown():
    assert (shown("gb18030"), shown("big5hkscs"), shown("utf-16-le")) == ("GB18030", "Big5", "UTF-16-LE")


def test_a_megabyte_is_no_burden():
    assert read((HANS * 3000).encode("gb18030")) == HANS * 3000
