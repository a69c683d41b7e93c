"""Encodings: found, shown, overridden, never lossy."""

import contextlib
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


def level(encoding: str, first: int, last: int) -> str:
    """The Han characters in rows of a code table: those of everyday writing stand in the first ones."""
    pairs = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(0x40, 0xFF))
    return "".join(c for pair in pairs if "\u4e00" <= (c := pair.decode(encoding, "ignore")) < "\ua000")


SIMPLIFIED = level("gb2312", 0xB0, 0xD7)
TRADITIONAL = level("big5", 0xA4, 0xC6)
WORDS_HANS = (
    "社区 居委会 书记 网格员 志愿者 物业 业主 小区 老人 孩子 停车 垃圾分类 活动室 楼道 邻居 投票 开会 上门 我们 他们 觉得 没有 "
    "就是 可以 这个 那个 什么 怎么 因为 所以 但是 的 了 是 在 不 也 都 很 说 去 来 大家 一起 商量 反映 问题 解决 办法"
).split()
WORDS_HANT = (
    "社區 里長 幹事 鄰長 志工 管委會 住戶 大樓 長者 孩子 停車 資源回收 活動中心 樓梯間 鄰居 投票 開會 拜訪 我們 他們 覺得 沒有 "
    "就是 可以 這個 那個 什麼 怎麼 因為 所以 但是 的 了 是 在 不 也 都 很 說 去 來 大家 一起 商量 反映 問題 解決 辦法"
).split()
LABELS = (
    "访谈者：",
    "受访者:",
    "訪談者：",
    "王主任: ",
    "居民A：",
    "Q: ",
    "A：",
    "Speaker 1: ",
    "[00:01:02] 李阿姨：",
    "",
)
BREAKS = ("\n", "\r\n", "\r", "\n\n", "\v", "\f", "\x85", "\u2028")
OTHERS = (
    "OK",
    " WeChat ",
    "2023年",
    "3.5%",
    "APP",
    "（laughs）",
    "“",
    "”",
    "…",
    "《",
    "》",
    " ",
    "～",
    "·",
    "①",
    "℃",
)
RARER = ("㐂", "𠮷", "é", "😀", "啲", "喆", "の", "‧", "／", "€")
SCRIPTS = {
    "words in simplified characters": WORDS_HANS,
    "words in traditional characters": WORDS_HANT,
    "any simplified characters": SIMPLIFIED,
    "any traditional characters": TRADITIONAL,
}
EVERY_ENCODING = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
    *("gb18030", "gbk", "big5", "big5hkscs", "cp950"),
)


@cache
def kept(pieces: tuple[str, ...], encoding: str) -> tuple[str, ...]:
    """The pieces that can be written in an encoding and read again."""
    return tuple(piece for piece in pieces if is_kept(piece, encoding))


def is_kept(text: str, encoding: str) -> bool:
    return text.encode(encoding, "ignore").decode(encoding) == text


def read_or_refuse(data: bytes) -> str | None:
    """What is read; None where that is refused, with the cure."""
    with contextlib.suppress(ReadError):
        return read(data)
    with pytest.raises(ReadError) as caught:
        read(data)
    assert "--encoding" in caught.value.cure
    return None


def n_han(text: str) -> int:
    return sum("\u4e00" <= c < "\ua000" for c in text)


@st.composite
def chinese(draw: st.DrawFn, encoding: str, script: str) -> str:
    """A talk of at least 20 Han characters that can be written in an encoding."""
    words = st.sampled_from(kept(tuple(SCRIPTS[script]), encoding))
    asides = st.sampled_from(kept(OTHERS + (RARER if draw(st.booleans()) else ()), encoding))
    talk = ""
    while n_han(talk) < 20:
        said = "".join(draw(st.lists(words | words | words | asides, min_size=5, max_size=25)))
        label, end = draw(st.sampled_from(kept(LABELS, encoding))), draw(st.sampled_from("。，？！"))
        talk += f"{label}{said}{end}{draw(st.sampled_from(kept(BREAKS, encoding)))}"
    return talk


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("encoding", EVERY_ENCODING)
def test_chinese_is_read_back_or_refused(encoding, script):
    @settings(max_examples=15)
    @given(chinese(encoding, script))
    def check(text):
        data = text.encode(encoding)
        if read_or_refuse(data) is None:
            return
        found = decode(data, file="a.txt")
        assert found.text == text
        assert found.guessed == (found.encoding not in ("utf-8", "utf-8-sig") and encoding != "utf-16")
        assert bool(found.guess) == found.guessed

    check()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
@given(text=st.text(st.sampled_from(SIMPLIFIED + TRADITIONAL), min_size=20, max_size=60))
def test_common_characters_alone_are_never_read_wrong(encoding, text):
    assert read_or_refuse(text.encode(encoding)) in (text, None)


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "cp950"])
@given(text=st.text(st.sampled_from(level("big5", 0xA4, 0xF9)), min_size=20, max_size=60))
def test_rare_characters_are_never_read_wrong(encoding, text):
    text = "".join(c for c in text if is_kept(c, encoding))
    assert read_or_refuse(text.encode(encoding)) in (text, None)


@pytest.mark.parametrize(
    "text",
    ["I: I’d say it’s 社區 life.\nR: You’re right. " * 3, "Audrey Tang：It is open.\n\nQ：Why?\n\n" * 3],
)
@pytest.mark.parametrize("encoding", ["cp950", "gb18030"])
def test_english_typed_with_chinese_signs(encoding, text):
    assert read(text.encode(encoding)) == text


def test_chinese_after_much_ascii():
    text = "Interviewer: and then?\n" * 5000 + HANS
    assert read(text.encode("gb18030")) == text


@pytest.mark.parametrize("signs", ["10～20", "第①步", "Ⅲ、→", "（笑）😀", "𠮷野家", "ㄅㄆㄇ", "のんびり"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_signs_beside_chinese(encoding, signs):
    text = HANS[:24] + signs
    assert read(text.encode(encoding)) == text


def test_the_wave_of_windows():
    assert read(f"{HANT}10～20".encode("cp950")) == f"{HANT}10～20"


@pytest.mark.parametrize(
    ("text", "encoding"), [("安東尼‧聖修伯里", "cp950"), ("第①點", "big5hkscs"), ("王／李", "big5")]
)
def test_signs_on_which_tables_of_big5_differ_are_refused(text, encoding):
    with pytest.raises(ReadError, match="tables of Big5 differ") as refused:
        decode((HANT + text).encode(encoding), file="a.txt")
    assert "--encoding cp950" in refused.value.cure
    assert decode((HANT + text).encode("cp950", "ignore"), file="a.txt", encoding="cp950").text


def test_what_cannot_be_told_is_refused_with_both_names():
    with pytest.raises(ReadError, match=r"this may be GB18030, Big5 or something else") as refused:
        decode("안녕하십니까어서오세요감사합니다".encode("euc_kr"), file="a.txt")
    assert "--encoding gb18030 or --encoding big5hkscs" in refused.value.cure


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "cp950", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("character", "一三上不丁七争井倒借和呼每么没路仙腋")
@pytest.mark.parametrize("between", ["", "\n", "，"])
def test_one_character_repeated_is_never_read_wrong(encoding, character, between):
    text = between.join([character] * 20)
    if is_kept(text, encoding):
        assert read_or_refuse(text.encode(encoding)) in (text, None)


@pytest.mark.parametrize(
    "text", ["Привет, как дела? ", "Καλημέρα σας ", "naïve café ", "· one thing\n", "😀 ", "25 °C ", "[[[["]
)
def test_utf8_is_utf8(text):
    assert decode((text * 20).encode(), file="a.txt").encoding == "utf-8"
