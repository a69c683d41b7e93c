"""Damaged files of recorders and annotation programs: an error a person can act on, or a document."""

import json
import random
from collections.abc import Iterator

import pytest

from qualcode.errors import ReadError
from tests.ingest.media import AMAZON, ASSEMBLY, DEEPGRAM, FILES, GOOGLE, WHISPER, WHISPERX, read

MUTANTS = 200
PIECES = [
    *(b"{", b"[", b'"', b"<", b">", b"\n\n", b"-->", b"[[", b"]]", b"---", b"<v ", b"&#0;", b"\xff\xfe"),
    *(b"null", b"-1", b"1e999", b"true", b"\\ud800", b"9" * 20),
]
ODD = [None, True, 0, -1, 1e308, 10**30, "", "x", "1.2s", "NaN", [], {}, [None], [[]], [{}], {"seconds": "3"}]


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Bytes flipped, cut, doubled and inserted, seldom in one place only."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(changed) + 1)
        end = start + chance.randint(0, 60)
        match chance.randrange(5):
            case 0 if start < len(changed):
                changed[start] = chance.randrange(256)
            case 1:
                del changed[start:end]
            case 2:
                changed[start:start] = changed[start:end] * chance.randint(1, 5)
            case 3:
                changed[start:start] = chance.randbytes(chance.randint(1, 8))
            case _:
                changed[start:start] = chance.choice(PIECES)
    return bytes(changed)


def outcome(data: bytes, name: str) -> str:
    """What became of a file; anything but a document or a ReadError fails the test."""
    try:
        document = read(data, name).document
    except ReadError as caught:
        problem = caught
    else:
        assert (document.turn_spans[:, 2] <= len(document.text)).all()
        assert document.turn_times.shape in ((0, 2), (document.n_turns, 2))
        return "read"
    assert problem.message
    assert problem.place.startswith(name)
    assert problem.cure
    return "refused"


@pytest.mark.parametrize("name", FILES)
def test_mutated_files(name: str):
    chance = random.Random(name)
    seen = {outcome(mutate(FILES[name], chance), name) for _ in range(MUTANTS)}
    assert seen == {"read", "refused"}


def paths(value: object, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of every value within a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield (*above, key)
        yield from paths(one, (*above, key))


@pytest.mark.parametrize("value", [WHISPER, WHISPERX, AMAZON, GOOGLE, DEEPGRAM, ASSEMBLY])
def test_json_of_a_known_shape_with_odd_values(value: object):
    chance, seen = random.Random(1), set()
    for path in paths(value):
        changed = json.loads(json.dumps(value))
        place = changed
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = chance.choice(ODD)
        seen.add(outcome(json.dumps(changed).encode(), "a.json"))
    assert seen == {"read", "refused"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.srt", b"00:00:01,000 --> 00:00:02,000\n" * 20_000),
        ("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\n" + b"<v a" * 100_000),
        ("a.vtt", b"1\n00:00:01,000 --> 00:00:02,000\n" + b"<rt>" * 100_000),
        ("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\n" + b">> a " * 20_000),
        ("a.TextGrid", b'File type = "ooTextFile"\nObject class = "TextGrid"\n' + b'"' * 500_001),
        ("a.xml", b"<a>" * 100_000),
        ("a.xml", b"<akomaNtoso>" + b"<speech>" * 250 + b"x" + b"</speech>" * 250 + b"</akomaNtoso>"),
        ("a.eaf", b"<ANNOTATION_DOCUMENT>" + b"<TIER/>" * 50_000 + b"</ANNOTATION_DOCUMENT>"),
        ("a.rock", b"[[" * 200_000),
        ("a.rock", b"---\nx\n" * 50_000),
        ("a.rock", b"---\n" * 50_000),
        ("a.rock", b" " * 400_000 + b"x"),
        ("a.json", b'{"a":' * 100_000),
    ],
)
def test_files_made_to_be_slow(name: str, data: bytes):
    assert outcome(data, name) in ("read", "refused")
