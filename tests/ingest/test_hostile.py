"""Files that are broken or made to harm: a clear error, and nothing else."""

import random
import zipfile

import pytest

from qualcode.errors import ReadError
from qualcode.ingest.formats import archive
from tests.ingest.office import packed, read, saved, unpacked, with_part

ROUNDS = 200
MUTATED = [
    *("interview.docx", "notes.docx", "interview.odt", "notes.fodt", "interview.rtf", "notes.rtf"),
    *("interview.html", "interview.epub", "table.xlsx", "table.ods", "table.csv", "columns_chromium.pdf"),
]
ZIPPED = {
    "interview.docx": "word/document.xml",
    "interview.odt": "content.xml",
    "table.ods": "content.xml",
    "table.xlsx": "xl/worksheets/sheet1.xml",
    "interview.epub": "META-INF/container.xml",
}


def suffix(name: str) -> str:
    return "." + name.rpartition(".")[2]


def mutated(chance: random.Random, data: bytes) -> bytes:
    """Some bytes changed, the end cut off, or a stretch said over and over."""
    body, kind = bytearray(data), chance.randrange(3)
    if kind == 0:
        for _ in range(chance.randint(1, 12)):
            body[chance.randrange(len(body))] = chance.randrange(256)
    elif kind == 1:
        del body[chance.randrange(1, len(body)) :]
    else:
        start = chance.randrange(len(body))
        stretch = body[start : start + chance.randint(1, 400)]
        body[start:start] = stretch * chance.randint(1, 5)
    return bytes(body)


def mutations(name: str) -> list[bytes]:
    """Half of them within a member, where the file is zipped: past what the zip itself would notice."""
    chance, data = random.Random(name), saved(name)
    parts = unpacked(data) if data.startswith(b"PK") else {}
    made = []
    for number in range(ROUNDS):
        if parts and number % 2:
            inside = chance.choice([member for member, part in parts.items() if part])
            made.append(with_part(data, inside, mutated(chance, parts[inside])))
        else:
            made.append(mutated(chance, data))
    return made


def outcome(data: bytes, suffix: str) -> str:
    """`read`, or the cure of the error."""
    try:
        read(data, suffix)
    except ReadError as problem:
        return problem.cure
    return "read"


@pytest.mark.parametrize("name", MUTATED)
def test_mutated_files_are_read_or_refused(name):
    outcomes = [outcome(data, suffix(name)) for data in mutations(name)]
    assert outcomes.count("read") > 1
    assert all(outcomes), "an error without a cure"


@pytest.mark.parametrize("name", ZIPPED)
def test_whole_files_are_read(name):
    assert read(packed(unpacked(saved(name))), suffix(name)).document.n_turns == 7


@pytest.mark.parametrize("name", ZIPPED)
def test_zip_bombs(name, monkeypatch):
    monkeypatch.setattr(archive, "FREE_RATIO_BYTES", 10_000)
    with pytest.raises(ReadError, match="unpacks to far more"):
        read(with_part(saved(name), ZIPPED[name], b" " * 3_000_000), suffix(name))


@pytest.mark.parametrize("name", ZIPPED)
def test_what_unpacks_to_too_much(name, monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 100)
    with pytest.raises(ReadError, match="unpacks to far more") as caught:
        read(saved(name), suffix(name))
    assert "save its text as" in caught.value.cure


@pytest.mark.parametrize("name", ZIPPED)
def test_too_many_members(name, monkeypatch):
    monkeypatch.setattr(archive, "MOST_MEMBERS", 2)
    with pytest.raises(ReadError, match="unpacks to far more"):
        read(saved(name), suffix(name))


@pytest.mark.parametrize("name", ZIPPED)
@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "a/../../b", "c:\\b", "..\\b"])
def test_members_that_lead_outside(name, path):
    with pytest.raises(ReadError, match="names files outside of itself"):
        read(with_part(saved(name), path, b"x"), suffix(name))


@pytest.mark.parametrize("name", ZIPPED)
@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">',
        '<!ENTITY c SYSTEM "file:///etc/passwd">',
        "",
    ],
)
def test_document_types(name, declared):
    root = unpacked(saved(name))[ZIPPED[name]].split(b"?>", 1)[1]
    start = f'<?xml version="1.0"?><!DOCTYPE x [{declared}]>'.encode()
    with pytest.raises(ReadError, match=r"declares a document type|is damaged"):
        read(with_part(saved(name), ZIPPED[name], start + root), suffix(name))


@pytest.mark.parametrize("name", ZIPPED)
@pytest.mark.parametrize("part", [b"", b"<a>", b"<a/>", b"\x00\xff", b"<a><b></a></b>"])
def test_parts_that_are_not_what_they_should_be(name, part):
    with pytest.raises(ReadError):
        read(with_part(saved(name), ZIPPED[name], part), suffix(name))


@pytest.mark.parametrize("name", ZIPPED)
@pytest.mark.parametrize("data", [b"", b"no zip at all", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_no_zip(name, data):
    with pytest.raises(ReadError) as caught:
        read(data, suffix(name))
    assert caught.value.cure


@pytest.mark.parametrize("name", ZIPPED)
def test_a_zip_of_something_else(name):
    with pytest.raises(ReadError, match="this is a zipped file, but no"):
        read(packed({"readme.txt": "hello"}), suffix(name))


@pytest.mark.parametrize("name", ZIPPED)
def test_unusual_ways_to_pack_are_refused(name):
    with pytest.raises(ReadError, match="damaged"):
        read(packed(unpacked(saved(name)), method=zipfile.ZIP_BZIP2), suffix(name))


@pytest.mark.parametrize("name", ZIPPED)
def test_locked_members(name):
    data = bytearray(saved(name))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    with pytest.raises(ReadError, match="locked with a password"):
        read(bytes(data), suffix(name))


@pytest.mark.parametrize("name", ["interview.docx", "interview.odt"])
def test_deep_nesting(name):
    deep = b"<a>" * 100_000
    with pytest.raises(ReadError, match="damaged"):
        read(with_part(saved(name), ZIPPED[name], deep), suffix(name))


@pytest.mark.parametrize(
    ("suffix", "data", "message"),
    [
        (".html", b"<b>" * 100_000 + b"hello", "nested too deeply"),
        (".rtf", b"{" * 100 + b"hello", "no RTF"),
        (".pdf", b"hello", "no PDF"),
        (".pdf", b"%PDF-1.7\n%%EOF", "damaged"),
    ],
)
def test_others(suffix, data, message):
    with pytest.raises(ReadError, match=message):
        read(data, suffix)


def test_many_open_groups_of_rtf():
    found = read(b"{\\rtf1 " + b"{" * 200_000 + b"Ann: Hello.}", ".rtf")
    assert found.document.text == "Ann: Hello."
    assert found.document.warnings == ("the file is cut short: its end is missing",)
