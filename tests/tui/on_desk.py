"""A desk without a terminal: keys are pressed, and what stands on the screen is read."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen

from qualcode.journal.events import Event
from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import read_journals
from qualcode.tui.app import Base, DeskApp
from qualcode.tui.desk import Desk
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
    until: type[Screen[Any]] = Desk,
    **desired: object,
) -> list[str]:
    """Open the desk of li, let `act` work at it, close it; what stood on the screen at the end."""

    async def work() -> list[str]:
        async with app.run_test(size=size) as pilot:
            while not isinstance(app.screen, until):
                await pilot.pause(0.01)
            await pilot.pause()
            await act(pilot)
            await pilot.pause()
            return lines(app)

    app = desk(study, Desired("li", **desired))  # type: ignore[arg-type]
    return asyncio.run(work())


def press(*keys: str, scrolling: bool = False) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Presses keys one by one; where they scroll, each when what came before it is drawn."""

    async def act(pilot: Pilot[None]) -> None:
        for key in keys:
            await type_in(pilot, key)
            for _ in range(3 * scrolling):
                await drawn(pilot.app)

    return act


async def type_in(pilot: Pilot[Any], key: str) -> None:
    """Press a key and wait until all panes have done with it: no fixed time is waited for."""
    driver = pilot.app._driver
    assert driver is not None
    long = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    driver.send_message(Key(long, key if len(key) == 1 else None))
    await settle(pilot)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until all keys have been taken and all panes are done."""
    app = pilot.app
    assert isinstance(app, Base)
    for _ in range(4):
        await pilot._wait_for_screen()
        await asyncio.sleep(0)
        while app.held:
            await asyncio.sleep(0.002)


async def drawn(app: App[Any]) -> None:
    """Wait until the screen was drawn, and what waited for that was done."""
    done = asyncio.Event()
    app.screen.call_after_refresh(done.set)
    await asyncio.wait_for(done.wait(), 10)


def lines(app: DeskApp) -> list[str]:
    """The screen as text."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def events(study: Study, kind: str = "add", document: str = "") -> list[Event]:
    """The events of one kind, or all."""
    found = read_journals(study.folder, document=document).events
    return [one for one in found if kind in ("", one.event)]
