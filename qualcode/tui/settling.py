"""Differences between coders, settled one at a time: the passage, who gave which codes, what is decided."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.widgets import Static

from qualcode.journal.files import Appended
from qualcode.project.agreement.adjudicating import disputed, settle, take_over, withdraw
from qualcode.project.agreement.finished import Adjudication, Disputed
from qualcode.project.desk.picking import names_of, pick
from qualcode.terms import CodeId
from qualcode.tui.context import around
from qualcode.tui.dialogs import Line
from qualcode.tui.glyphs import drawn
from qualcode.tui.keys import DIGITS, Key, bindings
from qualcode.tui.other_keys import SETTLING
from qualcode.tui.palette import Palette
from qualcode.tui.saying import Saying
from qualcode.tui.status import apart, progress_bar
from qualcode.tui.telling import Telling, scroll
from qualcode.tui.ticks import Choice, Ticks

_ROOM = Size(76, 9)
"""Of the passage, before it is known."""
_HINTS = " ? keys · Space ticks · c by name · 1-9 as coder · Enter decides · n p next"


class Settling(Telling):
    """One passage after another on which coders differ."""

    DEFAULT_CSS = """
    Settling {
        & #head { height: 1; background: $warning; color: #121212; text-style: bold; }
        & VerticalScroll { height: 1fr; padding: 0 1; }
        & #given { height: auto; max-height: 8; padding: 0 1; border-top: solid $primary; }
        & Ticks { height: auto; max-height: 30%; border-top: solid $primary; padding: 0; }
        & #keys { height: 1; background: $panel; color: $foreground-muted; }
    }
    """
    KEYS: ClassVar[Sequence[Key]] = SETTLING
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SETTLING),
        *(Binding(keys, f"as_coder({at})", show=False, priority=True) for at, keys in enumerate(DIGITS, 1)),
    ]

    def __init__(self, adjudication: Adjudication, by: str, leave: Callable[[], object], say: Saying) -> None:
        """Raises UsageError and WriteError as `take_over`, which comes first."""
        super().__init__(say)
        self._adjudication, self._by, self._leave = adjudication, by, leave
        self._told = take_over(adjudication)
        self._found = disputed(adjudication)
        self._at = next((at for at, one in enumerate(self._found) if one.decision is None), 0)
        self._done: list[tuple[Disputed, Appended]] = []
        self._names = adjudication.plan.codebook.names_in(say.language)

    def compose(self) -> ComposeResult:
        """The passage, the codes to choose from, and the lines around them."""
        yield Static(id="head")
        with VerticalScroll(can_focus=False):
            yield Static(id="passage")
        yield Static(id="given")
        yield Ticks()
        yield Static(id="told")
        yield Static(Text(self.say(_HINTS), no_wrap=True, overflow="ellipsis"), id="keys")

    def on_mount(self) -> None:
        """Show the first passage that is not decided."""
        self._show()
        told = [*self._adjudication.warnings, *self._told]
        self.tell("; ".join(told) if self._found else self.say("these coders differ nowhere"))
        self.query_one(Ticks).focus()

    def on_resize(self) -> None:
        """The first line and the passage follow the size."""
        if self._found:
            self._show_head()
            self.call_after_refresh(self._show_passage)

    @property
    def _one(self) -> Disputed:
        return self._found[self._at]

    def _show(self) -> None:
        if self._found:
            self._show_head()
            self.query_one("#passage", Static).update(self._passage())
            self.query_one(VerticalScroll).scroll_home(animate=False, immediate=True)
            self.call_after_refresh(self._show_passage)
            self.query_one("#given", Static).update(Text("\n").join(self._lines()))
            order = sorted(self._names, key=lambda code: code not in self._given())
            self.query_one(Ticks).fill(
                [Choice(code, Text(self._named([code]))) for code in order], self._chosen()
            )

    def _show_passage(self) -> None:
        """Show the passage in the room that is left for it, which is known once the screen is drawn."""
        self.query_one("#passage", Static).update(self._passage())

    def _show_head(self) -> None:
        one, n_done = self._one, sum(one.decision is not None for one in self._found)
        count = f"{self._at + 1}/{len(self._found)}"
        left = (
            f" {self.say('ADJUDICATE')} · {count} · {one.document} · {one.unit} · {one.speaker} · {self._by}"
        )
        right = f"{progress_bar(n_done, len(self._found))} {n_done}/{len(self._found)} "
        self.query_one("#head", Static).update(Text(apart(left, right, self.size.width or 80), no_wrap=True))

    def _passage(self) -> Text:
        """The passage between what is said before and after."""
        one = self._one
        text = self._adjudication.documents[one.document].text
        room = self.query_one(VerticalScroll).scrollable_content_region.size
        before, after = around(
            text, one.start, one.end, room.height or _ROOM.height, room.width or _ROOM.width
        )
        parts = (before, "dim"), (one.text, "bold underline"), (after, "dim")
        return Text.assemble(*((drawn(part), style) for part, style in parts))

    def _lines(self) -> Iterator[Text]:
        """Who gave which codes, and what was decided."""
        one = self._one
        for number, (label, codes) in enumerate(zip(one.coders, one.given, strict=True), 1):
            said = self.say("has not finished it") if codes is None else self._named(codes) or "–"
            yield Text.assemble((f"{number} {label}  ", "bold"), said)
        if one.decision:
            why = f" ({one.decision.reason})" if one.decision.reason else ""
            said = f"{self._named(one.decision.codes) or '–'}, {one.decision.by}{why}"
            yield Text.assemble((f"{self.say('decided')}  ", "bold"), said)

    def _named(self, codes: Sequence[CodeId]) -> str:
        return ", ".join(self._names.get(code, code) for code in codes)

    def _given(self) -> set[CodeId]:
        return {code for codes in self._one.given for code in codes or ()}

    def _chosen(self) -> set[CodeId]:
        """What is marked at first: what was decided, else what all gave."""
        one = self._one
        if one.decision:
            return set(one.decision.codes)
        given = [set(codes) for codes in one.given if codes is not None]
        return set.intersection(*given) if given else set()

    def action_as_coder(self, number: int) -> None:
        """Mark the codes that a coder gave."""
        if self._found and number <= len(self._one.given):
            self.query_one(Ticks).tick(self._one.given[number - 1] or ())

    def action_code(self) -> None:
        """Tick a code by its name, or free it."""
        book = self._adjudication.plan.codebook
        names = names_of(book.codes, {})

        def like(typed: str) -> list[Choice]:
            return [Choice(code, Text(self._named([code]))) for code in pick(typed, names)]

        hint = self.say("letters of its id or name, or their initials")
        ticks = self.query_one(Ticks)
        self.ask(
            Palette(self.say("Code"), like, self.say, hint=hint),
            lambda code: ticks.tick({*ticks.ticked} ^ {code}),
        )

    def action_step(self, by: int) -> None:
        """Show another passage; nothing is decided."""
        if self._found:
            self._at = (self._at + by) % len(self._found)
            self.tell("")
            self._show()

    def action_scroll(self, by: int) -> None:
        """Show more of a long passage."""
        scroll(self.query_one(VerticalScroll), by)

    def action_decide(self) -> None:
        """Decide for the codes that are marked; the reason is asked for."""
        if not self._found:
            return
        marked = set(self.query_one(Ticks).ticked)
        codes = [code for code in self._adjudication.plan.codebook.index() if code in marked]
        reason = self._one.decision.reason if self._one.decision else ""
        hint = self._named(codes) or self.say("no code")
        self.ask(Line(self.say("Reason"), reason, self.say, hint), lambda why: self._decide(codes, why))

    def _decide(self, codes: Sequence[CodeId], reason: str) -> None:
        one = self._one
        done = self.attempt(lambda: settle(self._adjudication, one, codes, reason.strip(), self._by))
        if done is None:
            return
        if any(event.event == "adjudicate" for event in done.events):
            self._done.append((one, done))
        self._found = disputed(self._adjudication)
        left = [at for at, one in enumerate(self._found) if one.decision is None]
        self._at = next((at for at in left if at > self._at), left[0] if left else self._at)
        self._show()
        told = "saved" if left else "saved; nothing is left: consensus has finished these documents"
        self.tell(self.say(told))

    def action_undo(self) -> None:
        """Take back what was decided last here, and show its passage again."""
        if not self._done:
            self.tell(self.say("nothing is left to undo"))
            return
        one, written = self._done[-1]
        fault = self.refusal(lambda: withdraw(self._adjudication, one.document, written))
        if fault:
            self.tell(fault, error=True)
            return
        self._done.pop()
        self._found = disputed(self._adjudication)
        places = [(found.document, found.start) for found in self._found]
        self._at = places.index((one.document, one.start)) if (one.document, one.start) in places else 0
        self._show()
        self.tell(self.say("the decision is taken back"))

    def action_leave(self) -> None:
        """Leave."""
        self._leave()
