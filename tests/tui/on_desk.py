"""A desk without a terminal: keys are pressed, and what stands on the screen is read."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from qualcode.journal.events import Event
from qualcode.project.ingesting import ingest_study
from qualcode.project.journals import read_journals
from qualcode.project.study import Study
from qualcode.tui.app import DeskApp
from qualcode.tui.start import Desired, desk
from tests.project.coded_study import made

EMOJI = "访谈者：您好！\n\n李阿姨：能人😀👩‍👩‍👧呗。他会修水管。We trust him.\n"


def study_with_emoji(folder: Path) -> Study:
    """The small study, and a text with emoji and two languages."""
    study = made(folder)
    (folder / "transcripts" / "混合.txt").write_text(EMOJI, encoding="utf-8")
    ingest_study(study)
    return study


def on_desk(
    study: Study,
    act: Callable[[Pilot[None]], Awaitable[None]],
    *,
    size: tuple[int, int] = (80, 24),
    **desired: object,
) -> DeskApp:
    """Open the desk of li, let `act` work at it, close it."""

    async def work() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await act(pilot)

    app = desk(study, Desired("li", **desired))  # type: ignore[arg-type]
    asyncio.run(work())
    return app


def press(*keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Presses keys one by one."""

    async def act(pilot: Pilot[None]) -> None:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()

    return act


def lines(app: DeskApp) -> list[str]:
    """The screen as text."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def events(study: Study, kind: str = "add", document: str = "") -> list[Event]:
    """What stands in the journals of one kind."""
    return [one for one in read_journals(study.folder, document=document).events if one.event == kind]
