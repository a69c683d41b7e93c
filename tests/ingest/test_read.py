"""Files become documents: sources, languages, bad input."""

import hashlib

import pytest

from qualcode.coding.rows import text_sha256
from qualcode.errors import ReadError, UsageError
from qualcode.ingest import SUFFIXES, IngestOptions, ingest_bytes, ingest_file, options_from
from qualcode.settings import Settings, SpeakerSetting
from qualcode.text.remarks import REMARKS
from tests.ingest.transcripts import read


def test_readers():
    assert {
        ".txt",
        ".md",
        ".docx",
        ".csv",
        ".srt",
        ".vtt",
        ".json",
        ".eaf",
        ".textgrid",
        ".xml",
        ".rock",
    } <= set(SUFFIXES)
    assert all(suffix == suffix.lower() for suffix in SUFFIXES)


def test_source(tmp_path):
    path = tmp_path / "访谈1.TXT"
    path.write_bytes("\ufeff问：好？\r\n答：好。\r\n".encode())
    document = ingest_file(path, id="x/访谈1").document
    assert document.id == "x/访谈1"
    assert document.text == "问：好？\n答：好。\n"
    assert document.source.file == path.as_posix()
    assert document.source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (document.source.reader, document.source.encoding, document.source.confidence) == (
        "text",
        "utf-8-sig",
        None,
    )


@pytest.mark.parametrize(
    ("text", "shown", "main"),
    [
        ("问：你们觉得怎么样？\n答：说实话很难。\n", "zh-Hans", "zh"),
        ("問：你們覺得怎麼樣？\n答：說實話很難。\n", "zh-Hant", "zh"),
        ("Q: How are you?\nA: Fine – “really”.\n", "en", "en"),
        ("Q: 好?\nA: The committee 社区居委会 meets 每周 on Fridays 五 and talks.\n", "mixed", "zh"),
        ("受访者：yes we do\n访谈者：ok then\n受访者：fine\n", "en", "en"),
        ("Ж: да\n", "en", "en"),
        ("...\n", "", ""),
    ],
)
def test_language_of_the_speech(text, shown, main):
    document = read(text).document
    assert (document.language, document.main_language) == (shown, main)


def test_empty_documents_are_refused():
    for data in (b"", b"  \n\n ", b"\xef\xbb\xbf", b"\xff\xfe"):
        with pytest.raises(ReadError, match="empty") as caught:
            ingest_bytes(data, file="a.txt", id="a")
        assert caught.value.cure


@pytest.mark.parametrize("file", ["a.xls", "a", "a.doc"])
def test_other_suffixes_are_refused(file):
    with pytest.raises(ReadError, match="not read"):
        ingest_bytes(b"text", file=file, id="a")


def test_missing_file_and_folder(tmp_path):
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(ReadError, match=r"cannot be opened|not read"):
            ingest_file(path, id="a")


@pytest.mark.parametrize("file", [f"a{suffix}" for suffix in SUFFIXES])
@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"\x00" * 999,
        hashlib.shake_128(b"seed").digest(4000),
        b"\x89PNG\r\n\x1a\n" + bytes(99),
    ],
)
def test_binary_files_under_any_name_are_refused(file, data):
    with pytest.raises(ReadError) as caught:
        ingest_bytes(data, file=file, id="a")
    assert caught.value.place.startswith(file)


def test_lone_surrogates_are_told_of():
    data = "问：好".encode("utf-16-le") + b"\x00\xd8" + "？\n".encode("utf-16-le")
    with pytest.raises(ReadError, match="UTF-16"):
        ingest_bytes(b"\xff\xfe" + data, file="a.txt", id="a")


@pytest.mark.parametrize("pattern", ["(", "*", "(?=a)", "", "a*"])
def test_bad_patterns_are_wrong_usage(pattern):
    if not pattern:
        assert IngestOptions(speaker_pattern=pattern).speaker_pattern == ""
        return
    with pytest.raises(UsageError, match="speaker pattern"):
        IngestOptions(speaker_pattern=pattern)


def test_pattern_that_would_be_slow_elsewhere():
    assert read("a" * 5000 + "\n问：好\n", speaker_pattern="(a+)+b").document.n_turns == 1


def test_pattern_without_its_colon_and_with_a_name():
    document = read("# 王芳 ：好。\n# 李明 ：嗯。\n", speaker_pattern=r"# (?P<name>\p{Han}+)").document
    assert [s.label for s in document.speakers] == ["王芳", "李明"]
    assert [document.text[a:b] for _, a, b in document.turn_spans.tolist()] == ["好。", "嗯。"]


def test_options_of_a_study():
    settings = Settings("gbk", "(A):", ("抽烟",), {"B": SpeakerSetting(role="resident")})
    options = options_from(settings, join_turns=True, wrapped=False)
    assert (options.encoding, options.speaker_pattern, options.remarks) == ("gb18030", "(A):", ("抽烟",))
    assert (options.join_turns, options.wrapped, dict(options.speakers)) == (
        True,
        False,
        dict(settings.speakers),
    )
    assert options_from(Settings()).remarks == REMARKS


def test_reading_twice_gives_the_same():
    text = "访谈者：好？\n\n居民A（女）：好（笑）。\n\n小王：嗯。\n"
    one, other = read(text), read(text)
    assert one.document.guesses == other.document.guesses
    assert (one.document.turn_spans == other.document.turn_spans).all()
    assert one.certain == other.certain


@pytest.mark.parametrize("name", ["a.txt", "a.md", "b.txt", "c.txt"])
def test_the_hash_of_the_text_is_that_of_the_text(tmp_path, name):
    files = {
        "a.txt": "访谈者：好。\n\n王某：好。\n".encode(),
        "a.md": "---\ndate: 2025-01-01\n---\n\n**王某**：好。\n".encode(),
        "b.txt": "访谈者：好。\r\n\r\n王某：好。\r\n".encode(),
        "c.txt": "\ufeff访谈者：好。\n\n王某：好。\n".encode(),
    }
    (tmp_path / name).write_bytes(files[name])
    document = ingest_file(tmp_path / name, id="x").document
    assert text_sha256(document) == hashlib.sha256(document.text.encode()).hexdigest()
    assert bool(document.source.text_sha256) == (name == "a.txt")
