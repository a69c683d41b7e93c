"""Differences between coders, settled one at a time: the passage, who gave which codes, what is decided."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from qualcode.project.agreement.adjudicating import disputed, settle, take_over
from qualcode.project.agreement.finished import Adjudication, Disputed
from qualcode.project.desk.picking import names_of, pick
from qualcode.terms import CodeId
from qualcode.tui.dialogs import Line
from qualcode.tui.glyphs import drawn
from qualcode.tui.keys import DIGITS, Key, bindings
from qualcode.tui.other_keys import SETTLING
from qualcode.tui.palette import Palette
from qualcode.tui.saying import Saying
from qualcode.tui.status import apart, progress_bar
from qualcode.tui.telling import Telling, scroll
from qualcode.tui.ticks import Choice, Ticks

CONTEXT = 4
"""Characters that are shown on each side of a passage, for each line of the screen."""
_HINTS = " ? keys · Space ticks · c by name · 1-9 as coder · Enter decides · n p next"


class Settling(Telling):
    """One passage after another on which coders differ."""

    DEFAULT_CSS = """
    Settling {
        & #head { height: 1; background: $warning; color: $background; text-style: bold; }
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
        """The first line follows the width."""
        if self._found:
            self._show_head()

    @property
    def _one(self) -> Disputed:
        return self._found[self._at]

    def _show(self) -> None:
        if self._found:
            self._show_head()
            self.query_one("#passage", Static).update(self._passage())
            self.query_one(VerticalScroll).scroll_home(animate=False)
            self.query_one("#given", Static).update(Text("\n").join(self._lines()))
            order = sorted(self._names, key=lambda code: code not in self._given())
            self.query_one(Ticks).fill(
                [Choice(code, Text(self._named([code]))) for code in order], self._chosen()
            )

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
        n = CONTEXT * self.app.size.height
        before, after = (
            _close(part) for part in (text[max(0, one.start - n) : one.start], text[one.end : one.end + n])
        )
        cut = ("…" if one.start > n else "", "…" if one.end + n < len(text) else "")
        parts = (cut[0] + before, "dim"), (one.text, "bold underline"), (after + cut[1], "dim")
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
        self._found = disputed(self._adjudication)
        left = [at for at, one in enumerate(self._found) if one.decision is None]
        self._at = next((at for at in left if at > self._at), left[0] if left else self._at)
        self._show()
        told = "saved" if left else "saved; nothing is left: consensus has finished these documents"
        self.tell(self.say(told))

    def action_leave(self) -> None:
        """Leave."""
        self._leave()


def _close(text: str) -> str:
    """A text without its empty lines."""
    return re.sub(r"\n\s*\n", "\n", text)
