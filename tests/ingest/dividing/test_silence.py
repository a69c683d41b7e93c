"""Nobody but the interviewer speaks."""

import pytest

from tests.ingest.transcripts import read

CURE = "(use --speaker-pattern or a speakers map)"


def test_labels_that_were_not_taken_are_named():
    text = "Interviewer: So?\n\nWell then.\n\nAnd on.\n\nLater that day.\n\nMore of it.\n\nAnna: Apple.\n"
    assert read(text).document.warnings == (
        f"nobody but the interviewer speaks; not taken for speakers: Anna {CURE}",
    )


@pytest.mark.parametrize(
    "text", ["访谈者：您好。\n", "访谈者：您好。\n受访者：\n", "访谈者：您好。\n受访者：（笑）\n"]
)
def test_answers_without_words(text):
    assert read(text).document.warnings == (f"nobody but the interviewer speaks {CURE}",)


def test_text_without_words():
    assert read("...\n").document.warnings == (f"no turn holds a word {CURE}",)


@pytest.mark.parametrize(
    "text", ["访谈者：您好。\n受访者：（笑）好。\n", "大家都来了。", "王主任：好。\n李主任：嗯。\n"]
)
def test_others_are_not_warned_of(text):
    assert read(text).document.warnings == ()
