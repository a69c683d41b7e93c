from pathlib import Path

import pytest

from qualcode.project.study import Study
from tests.tui.on_desk import events, on_desk, press, study_with_emoji


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return study_with_emoji(tmp_path)


def test_code_by_number_over_chinese_and_emoji_has_exact_offsets(study: Study):
    on_desk(study, press("v", *["right"] * 4, "2"), document="混合")
    [event] = events(study)
    assert (event.start, event.quote, event.code) == (13, "能人😀👩‍👩‍👧", "leader")
    assert event.end == event.start + 8
