"""Units tile the speech: sorted, apart, trimmed, inside their turns."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import UsageError
from qualcode.terms import UNIT_KINDS, Offsets, UnitKind
from qualcode.text.document import Document
from qualcode.text.segment import SEGMENTERS, Segments, segment
from qualcode.text.words import map_words
from tests.text.made import one_turn, spans, talk, texts_and_spans

TALK = talk(
    "Q: Who leads? Tell me.",
    "A: 王主任。\n他管事。",
    "B: ……",
    "A: Yes.",
    "Q: (laughs)",
    "Q: And then?",
    "A: Nothing.\n\nReally nothing.",
    roles={"Q": "interviewer"},
)


def pieces(document: Document, kind: UnitKind) -> list[str]:
    return [document.text[a:b] for a, b in zip(*bounds(segment(document, kind)), strict=True)]


def bounds(found: Segments) -> tuple[list[int], list[int]]:
    return found.start.tolist(), found.end.tolist()


def turns(found: Segments) -> list[tuple[int, int]]:
    return list(zip(found.first_turn.tolist(), found.last_turn.tolist(), strict=True))


def test_sentences() -> None:
    assert pieces(TALK, "sentence") == [
        "Who leads?",
        "Tell me.",
        "王主任。",
        "他管事。",
        "Yes.",
        "(laughs)",
        "And then?",
        "Nothing.",
        "Really nothing.",
    ]


def test_paragraphs() -> None:
    assert pieces(TALK, "paragraph")[1:3] == ["王主任。", "他管事。"]
    assert pieces(TALK, "paragraph")[-2:] == ["Nothing.", "Really nothing."]


def test_turns_without_a_word_are_no_unit() -> None:
    found = segment(TALK, "turn")
    assert turns(found) == [(0, 0), (1, 1), (3, 3), (4, 4), (5, 5), (6, 6)]
    assert pieces(TALK, "turn")[1] == "王主任。\n他管事。"


def test_asides_alone_are_no_unit() -> None:
    at = TALK.text.index("(laughs)")
    quiet = replace(TALK, asides=spans((at, at + 8)))
    assert "(laughs)" not in pieces(quiet, "sentence")
    assert turns(segment(quiet, "turn")) == [(0, 0), (1, 1), (3, 3), (5, 5), (6, 6)]


def test_an_exchange_runs_from_one_run_of_questions_to_the_next() -> None:
    found = segment(TALK, "exchange")
    assert turns(found) == [(0, 3), (4, 6)]
    assert pieces(TALK, "exchange")[1] == TALK.text[TALK.text.index("(laughs)") :].strip()


def test_talk_before_the_first_question_is_an_exchange() -> None:
    document = talk("A: Hello.", "Q: Ready?", "A: Yes.", roles={"Q": "interviewer"})
    assert turns(segment(document, "exchange")) == [(0, 0), (1, 2)]


def test_no_interviewer_no_exchange() -> None:
    for document in (talk("A: Hello.", "B: Hi."), one_turn("Hello."), one_turn("")):
        with pytest.raises(UsageError) as caught:
            segment(document, "exchange")
        assert caught.value.cure


def test_a_document_is_one_unit_from_its_first_to_its_last_word_bearing_turn() -> None:
    found = segment(TALK, "document")
    assert turns(found) == [(0, 6)]
    assert pieces(TALK, "document")[0].startswith("Who leads?")
    assert pieces(TALK, "document")[0].endswith("Really nothing.")


@pytest.mark.parametrize("kind", ["sentence", "paragraph", "turn", "document"])
@pytest.mark.parametrize("text", ["", "\n \n", "……（）"])
def test_no_words_no_units(kind: UnitKind, text: str) -> None:
    found = segment(one_turn(text), kind)
    assert found.start.dtype == np.int32
    assert bounds(found) == ([], [])


def test_long_stretches_of_white_space_are_trimmed() -> None:
    text = f"{' ' * 50}one.{' ' * 50}two.{' ' * 50}"
    assert pieces(one_turn(text), "sentence") == ["one.", "two."]


def test_every_kind_of_unit_has_its_segmenter() -> None:
    assert tuple(SEGMENTERS) == UNIT_KINDS


def test_words_of_the_document_may_be_handed_in() -> None:
    words = map_words(TALK.text, TALK.hidden)
    assert bounds(segment(TALK, "sentence", words=words)) == bounds(segment(TALK, "sentence"))


@given(
    st.lists(texts_and_spans(), min_size=1, max_size=4),
    st.sampled_from(["sentence", "paragraph", "turn", "exchange", "document"]),
    st.booleans(),
)
def test_units_tile_the_speech(parts: list[tuple[str, Offsets]], kind: UnitKind, wrapped: bool) -> None:
    document = replace(made(parts), wrapped=wrapped)
    words = map_words(document.text, document.hidden)
    found = segment(document, kind, words=words)
    start, end = found.start, found.end
    assert (start < end).all()
    assert (end[:-1] <= start[1:]).all()
    for a, b in zip(start.tolist(), end.tolist(), strict=True):
        assert not document.text[a].isspace()
        assert not document.text[b - 1].isspace()
        assert words.begun[b] > words.ended[a]
    assert (document.turn_spans[found.first_turn, 1] <= start).all()
    assert (end <= document.turn_spans[found.last_turn, 2]).all()
    if kind in ("sentence", "paragraph", "turn"):
        assert (found.first_turn == found.last_turn).all()
    covered = np.zeros(len(document.text) + 1, np.bool_)
    for a, b in zip(start.tolist(), end.tolist(), strict=True):
        covered[a:b] = True
    assert covered[words.starts | words.ideographs].all()


def made(parts: list[tuple[str, Offsets]]) -> Document:
    """Turns by an interviewer and another in turn, each with the asides it was given."""
    roles = {"Q": "interviewer"}
    document = talk(*[f"{'QA'[i % 2]}: {text.strip()}" for i, (text, _) in enumerate(parts)], roles=roles)
    asides = []
    for (_, begin, end), (_, given_spans) in zip(document.turn_spans.tolist(), parts, strict=True):
        asides += [(begin + a, begin + b) for a, b in given_spans.tolist() if begin + b <= end]
    return replace(document, asides=spans(*asides))
