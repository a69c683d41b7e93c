"""Every screen tells its keys, and exactly those."""

import asyncio
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Select, TextArea, Tree

from qualcode.project.job.defaults import in_study
from qualcode.project.job.options import CodeOptions
from qualcode.project.study.folder import Study
from qualcode.tui.app import Base, Leave
from qualcode.tui.desk import Desk
from qualcode.tui.dialogs import Ask, Line, Pick, Some
from qualcode.tui.help import Help, Helped
from qualcode.tui.keys import ARROWS, CODES, KEYS, PAGES, WORDS, Key
from qualcode.tui.other_keys import TABLES
from qualcode.tui.palette import Palette
from qualcode.tui.saying import Language, Saying
from qualcode.tui.settling import Settling
from qualcode.tui.start import Desired, desk, settling
from qualcode.tui.writing import NewCodeForm, Note
from tests.project.coded_study import code, made
from tests.tui.on_desk import events, lines, on_desk, press, settle, type_in

LISTS = {"up", "down", "home", "end", "pageup", "pagedown", "enter", "space"}
"""Keys of lists and trees that must be told where they work; their other ones scroll sideways and over families."""
TOOLKIT: dict[type[Widget], set[str]] = {
    **{OptionList: LISTS, Tree: LISTS, VerticalScroll: LISTS},
    **{Input: {"enter"}, TextArea: {"enter"}, Select: {"enter", "space", "up", "down"}},
}
"""The same for every pane; those with which one writes and edits are those of every terminal."""
WAYS: dict[type[Helped], tuple[str, ...]] = {
    Desk: (),
    Ask: ("ctrl+f",),
    Pick: ("m",),
    Some: ("f",),
    Line: ("slash",),
    Palette: ("c",),
    Note: ("m", "1", "x", "ctrl+s", "m", "1"),
    NewCodeForm: ("a",),
    Settling: (),
}
SIGNS = {
    **{
        "full_stop": ".",
        "comma": ",",
        "slash": "/",
        "question_mark": "?",
        "up": "↑",
        "down": "↓",
        "tab": "Tab",
    },
    **{"right_square_bracket": "]", "left_square_bracket": "[", "right_curly_bracket": "}"},
    **{"left_curly_bracket": "{", "greater_than_sign": ">", "less_than_sign": "<", "delete": "Del"},
    **{"backspace": "Backspace", "escape": "Esc", "space": "Space", "pageup": "PgUp", "pagedown": "PgDn"},
    **{"enter": "Enter", "home": "Home", "end": "End", "f1": "F1"},
}


@pytest.fixture
def study(tmp_path: Path) -> Study:
    study = made(tmp_path)
    code(study, "li", "lane", [("leader", "Anna is the leader.")])
    code(study, "zhang", "lane", [])
    return study


def app_for(study: Study, screen: type[Helped], language: Language = "en") -> Base:
    """The program on which the screen stands."""
    if screen is Settling:
        options = in_study(CodeOptions(inputs=(study.path("transcripts"),), codebook=""))
        return settling(study, ["li", "zhang"], Desired("wang", language=language), options)
    return desk(study, Desired("wang", "lane", language=language))


async def opened(app: Base, screen: type[Helped], pilot: Pilot[None]) -> None:
    """Wait for the first screen, and go to the one that is looked at."""
    first = Settling if screen is Settling else Desk
    while not isinstance(app.screen, first):
        await pilot.pause(0.01)
    await settle(pilot)
    for key in WAYS[screen]:
        await type_in(pilot, key)
    assert isinstance(app.screen, screen)


def working(app: Base) -> set[str]:
    """The keys that do something on the screen that stands, whichever of its panes has the focus."""
    found = own_bound(app)
    for pane in app.screen.focus_chain:
        app.screen.set_focus(pane)
        ours = {key for node in (app.screen, *pane.ancestors_with_self) for key in own_bound(node)}
        theirs = {key for kind, keys in TOOLKIT.items() if isinstance(pane, kind) for key in keys}
        theirs |= {"tab", "shift+tab"} if len(app.screen.focus_chain) > 1 else set()
        found |= {key for key in app.screen.active_bindings if key in ours | theirs}
    return found


def own_bound(node: Any) -> set[str]:
    """The keys that the classes of this package bind for a node."""
    kinds = [kind for kind in type(node).__mro__ if kind.__module__.startswith("qualcode.tui")]
    bound = [one for kind in kinds for one in vars(kind).get("BINDINGS", ())]
    return {one.key for one in Binding.make_bindings(bound)}


def told(keys: Sequence[Key]) -> set[str]:
    bindings = [one for key in keys for one in key.bound.split(",") if one]
    return {"fullwidth_question_mark" if one == "？" else one for one in bindings}


def look(study: Study, screen: type[Helped]) -> set[str]:
    async def work() -> set[str]:
        async with app.run_test(size=(120, 40)) as pilot:
            await opened(app, screen, pilot)
            return working(app)

    app = app_for(study, screen)
    return asyncio.run(work())


@pytest.mark.parametrize("screen", WAYS, ids=lambda one: one.__name__)
def test_the_help_lists_exactly_the_keys_that_work(study: Study, screen: type[Helped]):
    assert told(screen.KEYS) == look(study, screen)


def test_every_screen_has_a_help():
    screens = {kind for kind in every(Screen) if kind.__module__.startswith("qualcode.tui")}
    complete = {kind for kind in screens if not every(kind) - {Leave}}
    assert complete - {Help, Leave} == set(WAYS)
    assert all(kind.KEYS in (KEYS, *TABLES) for kind in WAYS)


def every(kind: type[Any]) -> set[type[Any]]:
    below = {*kind.__subclasses__()}
    return below.union(*map(every, below))


@pytest.mark.parametrize("keys", [KEYS, *TABLES])
def test_each_key_is_shown_as_it_is_written(keys: Sequence[Key]):
    """What is held down with Shift, and what moves the cursor of the transcript, is told in words."""
    rows = [key for key in keys if key.bound not in (ARROWS, WORDS, PAGES, CODES, "")]
    bound = {written(one) for key in rows for one in key.bound.split(",") if one.isascii()}
    shown = {word for key in rows for word in key.shown.split()} - {"mouse"}
    digits = {str(at) for at in range(1, 10)}
    expected = shown - {"1-9"} | (digits if "1-9" in shown else set())
    assert {one for one in bound if "Shift" not in one} == {one for one in expected if "Shift" not in one}


def written(key: str) -> str:
    """A key as people write it."""
    *held, last = key.split("+")
    sign = SIGNS.get(last, last)
    return "+".join([*(one.title() for one in held), sign.upper() if held and len(sign) == 1 else sign])


@pytest.mark.parametrize("screen", WAYS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("language", get_args(Language))
def test_the_help_opens_and_closes_by_the_key_it_names(
    study: Study, screen: type[Helped], language: Language
):
    say = Saying(language)
    shown: dict[str, list[str]] = {}

    async def work() -> None:
        async with app.run_test(size=(120, 80)) as pilot:
            await opened(app, screen, pilot)
            for key in ("f1", *(["question_mark", "？"] if "question_mark" in told(screen.KEYS) else [])):
                await type_in(pilot, key)
                assert isinstance(app.screen, Help), key
                shown[key] = [line.strip(" │") for line in lines(app)]
                await type_in(pilot, "escape")
                assert isinstance(app.screen, screen), key

    app = app_for(study, screen, language)
    asyncio.run(work())
    for seen in shown.values():
        for key in (key for key in screen.KEYS if key.shown):
            assert any(line.startswith(say(key.shown)) and line.endswith(say(key.does)) for line in seen), key


def test_a_question_mark_is_written_where_one_writes(study: Study):
    on_desk(study, press("m", "1", "W", "h", "o", "?", "f1", "escape", "ctrl+s"), document="花园")
    assert [one.text for one in events(study, "memo")] == ["Who?"]


def test_a_memo_below_the_help_is_kept_when_the_desk_is_told_to_end(study: Study):
    async def act(pilot: Pilot[None]) -> None:
        await press("m", "1", *"ok", "f1")(pilot)
        app = pilot.app
        assert isinstance(app, Base)
        app._end(128 + signal.SIGTERM)
        await settle(pilot)

    on_desk(study, act, document="花园")
    assert [one.text for one in events(study, "memo")] == ["ok"]
