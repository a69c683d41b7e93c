"""Cues and times of a recording become turns with times."""

import numpy as np
import pytest

from qualcode.ingest.build import finish
from qualcode.ingest.dividing.divide import divide
from qualcode.ingest.draft import Draft
from qualcode.ingest.formats.cues import Cue, join, write_cues
from qualcode.ingest.options import IngestOptions
from qualcode.ingest.times import clock, seconds, turn_times
from qualcode.text.document import Document, Source

CUES = (
    Cue("王主任", "我们社区", 1000, 2000),
    Cue(" 王主任 ", "人很多。", 2100, 3500),
    Cue("Li Hua", "Yes, they", 4000, -1),
    Cue("li hua", "  "),
    Cue("Li  Hua", "all came.", -1, 6500),
    Cue("", "没人说话"),
    Cue("王主任", "好。", 8000, 9000),
)


def as_document(cues, **options) -> Document:
    pages = write_cues(cues)
    draft = Draft(
        pages.text, "srt", given=pages.turns.marks(), complete=True, may_wrap=False, times=tuple(pages.times)
    )
    asked = IngestOptions(**options)
    return finish(divide(draft, options=asked), id="a", source=Source("a.srt"), options=asked).document


def test_cues_of_one_speaker_in_succession_are_one_turn():
    document = as_document(CUES)
    said = [document.text[speech:end] for _, speech, end in document.turn_spans.tolist()]
    assert said == ["我们社区人很多。", "Yes, they all came.", "没人说话", "好。"]
    assert [document.speaker_of(turn) and document.speaker_of(turn).label for turn in range(4)] == [
        "王主任",
        "Li Hua",
        None,
        "王主任",
    ]


def test_each_turn_knows_when_it_begins_and_ends():
    assert as_document(CUES).turn_times.tolist() == [[1000, 3500], [4000, 6500], [-1, -1], [8000, 9000]]


def test_joined_turns_have_the_times_of_all():
    cues = [Cue("A", "x", 10, 20), Cue("", "", 20, 30), Cue("A", "y", 40, 50)]
    spans = np.array([(0, 3, 9)], np.int32)
    assert turn_times([(0, 10, -1), (5, 40, 50)], spans).tolist() == [[10, 50]]
    assert as_document(cues, join_turns=True).turn_times.tolist() == [[10, 50]]


def test_a_document_without_times_has_none():
    assert as_document([Cue("A", "x"), Cue("B", "y")]).turn_times.shape == (0, 2)


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        (["我们", "社区"], "我们社区"),
        (["我们，", "社区"], "我们，社区"),
        (["我们", "OK"], "我们 OK"),
        (["yes,", "no"], "yes, no"),
        (["カタ", "かな"], "カタかな"),
        (["好", "😀"], "好 😀"),
        ([], ""),
    ],
)
def test_texts_are_joined_as_their_script_asks(parts: list[str], joined: str):
    assert join(parts) == joined


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("0:12", 12_000),
        ("00:01:02,500", 62_500),
        ("01:02.25", 62_250),
        ("100:00:00.1234567", 360_000_123),
        (" 1:2:3 ", 3_723_000),
        ("12", -1),
        ("a:b", -1),
        ("", -1),
    ],
)
def test_times_of_a_clock(text: str, time: int):
    assert clock(text) == time


@pytest.mark.parametrize(
    ("value", "time"),
    [
        (1.2345, 1234),
        ("3.5", 3500),
        ("2.500s", 2500),
        (0, 0),
        ("", -1),
        (None, -1),
        (-1, -1),
        ("nan", -1),
        ("inf", -1),
    ],
)
def test_times_in_seconds(value: object, time: int):
    assert seconds(value) == time
