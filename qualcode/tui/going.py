"""How a coder gets about on the desk: what lies at a place, jumps, search, speakers."""

from bisect import bisect_left

from rich.text import Text

from qualcode.project.desk.change import Change
from qualcode.project.desk.marks import Mark
from qualcode.project.desk.stretches import Kind
from qualcode.project.desk.way import Aim, Stop
from qualcode.tui.acting import Acting
from qualcode.tui.dialogs import Line, Some
from qualcode.tui.drawn import talks_of
from qualcode.tui.ticks import Choice
from qualcode.tui.transcript import Transcript

_NOTHING = {
    "uncoded": "no sentence is without a code",
    "own": "you have coded nothing here yet",
    "unreviewed": "all codings by rule are decided",
    "disputed": "there is no passage that coders code differently",
}


class Going(Acting):
    """The desk, as far as one gets about on it."""

    sought = ""

    def show_document(self) -> None:
        """Show the text of the session, and in it what was searched for."""
        super().show_document()
        if self.sought:
            self.transcript.find(self.session.hits(self.sought))

    def action_select(self, kind: Kind) -> None:
        """Select the word, sentence or turn here; one that is selected grows, unless it was coded."""
        selected = None if self.transcript.is_done else self.transcript.selection
        start, end = self.stretches.at(kind, selected[0] if selected else self.transcript.cursor)
        if selected and selected[0] == start and selected[1] >= end:
            end = max(selected[1], self.stretches.at(kind, selected[1])[1])
            if kind == "sentence" and self.stretches.at("turn", start)[1] < end:  # a label would come along
                self.tell(self.say("the turn ends here; v and the arrows go on"))
                return
        self.transcript.select(start, end)

    def on_transcript_named(self, event: Transcript.Named) -> None:
        """Two clicks select a word, three a sentence."""
        self.transcript.select(*self.stretches.at("word" if event.clicks == 2 else "sentence", event.offset))

    def action_jump(self, aim: Aim, step: int) -> None:
        """Go to the next or previous passage of a kind, and select it."""
        self.jump(aim, self._from(step), backward=step < 0)

    def _from(self, step: int) -> int:
        """Where a way begins: at what is selected, else so that what begins at the cursor is found."""
        selected = self.transcript.selection
        return selected[0] if selected else self.transcript.cursor - (step > 0)

    def jump(self, aim: Aim, at: int, *, backward: bool = False) -> None:
        """Go to the next passage of a kind behind a place, or before it."""
        self.tell(self.say(_NOTHING[aim]))
        hidden = self.transcript.is_hidden
        stop = self.attempt(lambda: self.session.jump(aim, at, backward=backward, is_hidden=hidden))
        if stop:
            self._go(stop, backward)

    def _go(self, stop: Stop, backward: bool) -> None:
        self.transcript.select(stop.start, stop.end)
        wrapped = "from the end on" if backward else "from the beginning on"
        self.tell(self.say(wrapped) if stop.wrapped else "")

    def after_verdict(self, mark: Mark, change: Change) -> None:
        """Go on to the next rule coding that is not decided."""
        hidden = self.transcript.is_hidden
        stop = self.session.jump("unreviewed", mark.start - 1, is_hidden=hidden)
        if stop:
            self.transcript.select(stop.start, stop.end)

    def action_search(self) -> None:
        """Search for some words."""
        self.ask(Line(self.say("Search"), self.sought, self.say), self._seek)

    def _seek(self, words: str) -> None:
        self.sought = words.strip()
        self.transcript.find(self.session.hits(self.sought))
        if self.sought:
            self._search(self._from(1), backward=False)

    def action_again(self, step: int) -> None:
        """Go to the next or previous place found."""
        self._search(self._from(step), backward=step < 0)

    def _search(self, at: int, *, backward: bool) -> None:
        hidden = self.transcript.is_hidden
        stop = self.session.search(self.sought, at, backward=backward, is_hidden=hidden)
        if stop is None:
            self.tell(self.say("nothing is found" if self.sought else "search first: /"))
            return
        self._go(stop, backward)
        hits = self.session.hits(self.sought)
        number = bisect_left(hits, (stop.start, stop.end)) + 1
        wrapped = "from the end on" if backward else "from the beginning on"
        told = [self.say(wrapped)] if stop.wrapped else []
        self.tell(" · ".join([*told, self.say("{n} of {total}", n=number, total=len(hits))]))

    def action_speakers(self) -> None:
        """Choose whose speech is not dimmed."""
        speakers = [speaker for speaker in self.session.document.speakers if speaker.label]
        if not speakers:
            self.tell(self.say("this document names no speakers"))
            return
        choices = [
            Choice(f"name:{one.label}", Text.assemble(one.label, (f"  {self.say(one.role)}", "dim")))
            for one in speakers
        ]
        wanted = self.speakers or tuple(one.id for one in choices)
        self.ask(
            Some(self.say("Speakers"), choices, wanted, self.say),
            lambda chosen: self._dim(chosen if 0 < len(chosen) < len(choices) else ()),
        )

    def _dim(self, wanted: tuple[str, ...]) -> None:
        dimmed = self.attempt(lambda: self.session.dimmed(wanted))
        if dimmed is not None:
            self.speakers = wanted
            hides = self.transcript.hides and bool(wanted)
            self.transcript.look(talks_of(self.session.document, dimmed), hides=hides)

    def action_hide(self) -> None:
        """Hide the speech that is dimmed, or show it again."""
        if not self.speakers:
            self.tell(self.say("choose first whose speech stays: f"), error=True)
            return
        hides = not self.transcript.hides
        self.transcript.look(self.transcript.talks, hides=hides)
        told = "the other speakers are hidden (h shows them)" if hides else "the other speakers are dimmed"
        self.tell(self.say(told))
        self.show_here()
