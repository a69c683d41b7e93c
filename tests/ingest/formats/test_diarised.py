"""Labels that a machine gave, and lines in doubt."""

import pytest

from qualcode.ingest.dividing.doubtful import Doubt, doubts_in
from qualcode.ingest.formats.diarised import is_diarised


@pytest.mark.parametrize(
    "label",
    [
        "说话人1",
        "说话人 12",
        "发言人A",
        "發言人3",
        "Speaker 1",
        "SPEAKER_00",
        "speaker",
        "spk_0",
        "ＳＰＥＡＫＥＲ　２",
    ],
)
def test_what_a_machine_calls_people(label: str):
    assert is_diarised(label)


@pytest.mark.parametrize(
    "label", ["居民1", "王说话人", "Speakers", "Mr Speaker", "Speaker 1 Wang", "P01", "JM03", ""]
)
def test_what_a_person_calls_people(label: str):
    assert not is_diarised(label)


def test_lines_in_doubt_are_counted_with_the_first():
    text = "访谈者：请说。\n\n物业：没来。\n\n好。\n\n物业 : 还是没来。\n"
    assert doubts_in(text, ["物业"]) == [Doubt("物业", 2, 3, "物业：没来。")]
    assert doubts_in(text, ["小星"]) == []
    assert doubts_in(text, []) == []
