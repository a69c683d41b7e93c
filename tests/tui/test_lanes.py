import pytest
from rich.color import ColorSystem
from textual.color import Color

from qualcode.tui.lanes import lanes, sign
from qualcode.tui.paint import Bar, legible, margin, runs, tinted
from qualcode.tui.status import listed, progress_bar

DARK, LIGHT = Color.parse("#121212"), Color.parse("#e0e0e0")


@pytest.mark.parametrize(
    ("stretches", "columns"),
    [
        ([], []),
        ([(0, 2), (1, 1), (3, 3)], [0, 1, 0]),
        ([(0, 1), (0, 3), (2, 2)], [1, 0, 1]),
        ([(0, 0), (0, 0), (0, 0)], [0, 1, 2]),
    ],
)
def test_bars_that_meet_stand_in_other_columns(stretches, columns):
    assert lanes(stretches) == columns


def test_a_bar_begins_with_its_key():
    assert [sign(line, 2, 4, "A") for line in (2, 3, 4)] == ["A", "│", "╵"]
    assert sign(2, 2, 2, "A") == "A"
    assert sign(3, 2, 4, "A", dotted=True) == "┊"


def test_a_full_margin_says_that_there_is_more():
    cells = margin([(column, str(column), "#ff0000") for column in range(6)], 4)
    assert "".join(cell.text for cell in cells) == "012+"
    cells = margin([(column, str(column), "#ff0000") for column in range(4)], 4)
    assert "".join(cell.text for cell in cells) == "0123"


def test_the_innermost_coding_shows_its_colour():
    bars = [Bar(0, 9, "#ff0000", "#ff0000", "1"), Bar(3, 5, "#00ff00", "#00ff00", "2")]
    found = list(runs(0, 10, ground=[], bars=bars, above=[], surface=DARK))
    assert [(start, end) for start, end, _ in found] == [(0, 3), (3, 5), (5, 9), (9, 10)]
    assert found[0][2].bgcolor != found[1][2].bgcolor
    assert [style.underline for *_, style in found] == [True, True, True, None]
    assert [style.bold for *_, style in found] == [None, True, None, None]


def test_an_open_coding_has_no_ground():
    [(_, _, style)] = runs(
        0, 4, ground=[], bars=[Bar(0, 4, "#ff0000", "#ff0000", "1", True)], above=[], surface=DARK
    )
    assert style.underline
    assert style.bgcolor is None


@pytest.mark.parametrize("color", ["#000000", "#202040", "#aa3377", "#ffffff", "#8a8d00"])
def test_signs_can_be_seen_on_both_grounds(color: str):
    for ground in (DARK, LIGHT):
        assert abs(legible(color, ground).brightness - ground.brightness) > 0.3


def test_a_bar_of_progress_is_full_at_the_end_only():
    assert progress_bar(0, 3, 4) == "░░░░"
    assert progress_bar(299, 300, 4) == "███░"
    assert progress_bar(3, 3, 4) == "████"


def test_what_does_not_fit_in_a_line_is_counted():
    parts = [(str(number), "信任" * 3, "#ff0000") for number in range(4)]
    assert listed(parts, 80).plain.count("信任信任信任") == 4
    line = listed(parts, 45)
    assert line.cell_len <= 45
    assert line.plain.endswith("+2")


@pytest.mark.parametrize("surface", [DARK, LIGHT])
@pytest.mark.parametrize("color", ["#1f3a2e", "#3b2f2f", "#5f5f5f", "#f0e0d0", "#d62728"])
def test_coded_passages_are_seen_in_256_colours_too(color, surface):
    ground, plain = (
        one.rich_color.downgrade(ColorSystem.EIGHT_BIT) for one in (tinted(color, surface), surface)
    )
    both = zip(ground.get_truecolor(), plain.get_truecolor(), strict=True)
    assert max(abs(one - other) for one, other in both) > 30
