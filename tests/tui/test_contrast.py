"""Labels and the first line can be read on dark and light ground, with colours and without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.pilot import Pilot

from tests.project.coded_study import made
from tests.tui.on_desk import on_desk

LEAST = 4.0
"""Contrast; WCAG asks 3 of bold headings, 4.5 of small text."""


def light_of(triplet: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in triplet]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(segment: Segment) -> float:
    style = segment.style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    low, high = sorted(light_of(color.get_truecolor()) for color in (style.color, style.bgcolor))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("no_color", [False, True])
@pytest.mark.parametrize("light", [False, True])
@pytest.mark.parametrize("mode", ["blind", "assisted"])
def test_who_speaks_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, no_color: bool, light: bool, mode: str
):
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        monkeypatch.delenv("NO_COLOR", raising=False)
    found: dict[str, float] = {}

    async def act(pilot: Pilot[None]) -> None:
        if light:
            await pilot.press("l")
        await pilot.pause()
        for segment in shown(pilot):
            for part in ("Interviewer:", "Lin:", " lane"):
                if segment.text.startswith(part):
                    found[part] = contrast(segment)

    on_desk(made(tmp_path), act, document="lane", mode=mode)
    assert set(found) == {"Interviewer:", "Lin:", " lane"}
    assert min(found.values()) > LEAST, found


def shown(pilot: Pilot[None]) -> Iterator[Segment]:
    for strip in pilot.app.screen._compositor.render_strips():
        yield from strip
