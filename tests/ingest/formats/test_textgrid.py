"""Annotations of Praat."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import ReadError
from qualcode.settings import SpeakerSetting
from tests.ingest.media import SHORT_TEXTGRID, TEXTGRID, read, timed
from tests.ingest.transcripts import turns

WANTED = [("Mary", 'Hello, "you".', 0, 1300), ("王", "好！", 1300, 2300)]


def grid(*tiers: tuple[str, list[tuple[float, float, str]]]) -> str:
    """A TextGrid in short form; `tiers` are names with intervals."""
    lines = [
        'File type = "ooTextFile"',
        'Object class = "TextGrid"',
        "",
        "0",
        "9",
        "<exists>",
        str(len(tiers)),
    ]
    for name, intervals in tiers:
        lines += ['"IntervalTier"', f'"{name}"', "0", "9", str(len(intervals))]
        for begin, end, text in intervals:
            lines += [str(begin), str(end), '"' + text.replace('"', '""') + '"']
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "form", [TEXTGRID, TEXTGRID.replace("\n", " \r\n"), SHORT_TEXTGRID], ids=["long", "crlf", "short"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_forms_and_encodings(form: str, encoding: str):
    found = read(form.encode(encoding), "a.TextGrid")
    assert timed(found) == WANTED
    assert {
        "tiers of speech: Mary, 王",
        "point tiers set aside: bell",
        "intervals marked as silent left out: 1",
    } <= set(found.document.guesses)


def test_the_oldest_short_form():
    text = SHORT_TEXTGRID.replace('File type = "ooTextFile"', '"ooTextFile short"').replace(
        "Object class = ", ""
    )
    assert timed(read(text, "a.textgrid")) == WANTED


def test_comments_and_exponents():
    text = SHORT_TEXTGRID.replace("<exists>\n", '<exists> ! "no" 5\n').replace(
        "\n1.3\n2.3\n", "\n1.3e0\n2.3\n"
    )
    assert timed(read(text, "a.TextGrid")) == WANTED


def test_tiers_of_an_aligner():
    text = grid(
        ("Mary - words", [(0, 1, "hello"), (1, 2, "you")]),
        ("Mary - phones", [(0, 1, "h"), (1, 2, "j")]),
        ("李 - words", [(3, 4, "你好")]),
        ("words", [(5, 6, "who")]),
        ("sentences", [(5, 7, "Who is it?")]),
        ("Notes", [(5, 6, "a door")]),
    )
    found = read(text, "a.TextGrid")
    assert turns(found) == [("Mary", "hello you"), ("李", "你好"), ("", "Who is it?")]
    assert "tiers set aside: Mary - phones, words, Notes" in found.document.guesses


def test_one_tier_is_speech_whatever_its_name():
    assert turns(read(grid(("notes", [(0, 1, "Hi.")])), "a.TextGrid")) == [("notes", "Hi.")]


def test_overlaps_go_by_their_beginnings():
    text = grid(("A", [(0, 5, "one."), (6, 7, "three.")]), ("B", [(2, 3, "two.")]))
    assert timed(read(text, "a.TextGrid")) == [
        ("A", "one.", 0, 5000),
        ("B", "two.", 2000, 3000),
        ("A", "three.", 6000, 7000),
    ]


def test_a_tier_that_the_settings_silence():
    text = grid(("A", [(0, 1, "one.")]), ("Lärm", [(2, 3, "two.")]))
    assert turns(read(text, "a.TextGrid", speakers={"Lärm": SpeakerSetting(speaks=False)})) == [("A", "one.")]


@pytest.mark.parametrize(
    ("data", "reason", "place"),
    [
        (b"ooBinaryFile\x08TextGrid", "binary form", "a.TextGrid"),
        (TEXTGRID[:300].encode(), "cut short|not closed", "a.TextGrid:"),
        (SHORT_TEXTGRID.replace('"好！"', '"好！').encode(), "not closed", "a.TextGrid:36"),
        (
            SHORT_TEXTGRID.replace('"Mary"', "9").encode(),
            "the name of a tier should stand here, not '9'",
            "a.TextGrid:9",
        ),
        (SHORT_TEXTGRID.replace("TextGrid", "PitchTier").encode(), "no TextGrid", "a.TextGrid:1"),
        (b"hello\n", "no TextGrid", "a.TextGrid:1"),
        (SHORT_TEXTGRID.replace("<exists>", "<absent>").encode(), "no speech", "a.TextGrid"),
        (grid(("A", [(0, 1, " ")])).encode(), "no speech", "a.TextGrid"),
        (SHORT_TEXTGRID.replace("\n3\n", "\n99999999\n", 1).encode(), "cut short", "a.TextGrid:"),
    ],
)
def test_files_that_are_refused(data: bytes, reason: str, place: str):
    with pytest.raises(ReadError, match=reason) as caught:
        read(data, "a.TextGrid")
    assert caught.value.place.startswith(place)
    assert caught.value.cure


@given(st.lists(st.text(st.sampled_from('天地 a".!\n<>[]1=')), min_size=1, max_size=8))
def test_any_text_of_an_interval_is_read_back(texts: list[str]):
    intervals = [(n, n + 1, text) for n, text in enumerate(texts)]
    filled = [text for text in texts if text.strip()]
    data = grid(("A", [*intervals, (8, 9, "end")]))
    assert "".join(turns(read(data, "a.TextGrid"))[0][1].split()) == "".join(
        "".join([*filled, "end"]).split()
    )
