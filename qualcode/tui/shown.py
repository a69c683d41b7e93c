"""What the desk shows of a session: the transcript, the codebook, where the coder is, and what was done."""

from collections.abc import Iterator, Sequence

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from qualcode.project.desk.change import Change
from qualcode.project.desk.lines import layout
from qualcode.project.desk.marks import Mark
from qualcode.project.desk.session import Session
from qualcode.project.desk.stretches import Stretches
from qualcode.terms import CodeId
from qualcode.tui.codes import Codes, Look
from qualcode.tui.drawn import bars_of, looks_of, talks_of
from qualcode.tui.saying import Saying
from qualcode.tui.status import apart, listed, progress_bar
from qualcode.tui.telling import Telling, scroll
from qualcode.tui.transcript import Transcript

SIDE_BY_SIDE = 100
"""Columns from which on the codebook stands beside the text."""
_HINTS = " ? keys · s sentence · v select · 1-9 A-Z code · Enter by name · . next · u undo"


class Shown(Telling):
    """The desk, as far as it shows things."""

    DEFAULT_CSS = """
    Shown {
        layers: below above;
        & #head { height: 1; background: $primary; color: #ffffff; text-style: bold; }
        & #head.-assisted { background: $warning; color: #121212; }
        & Horizontal { height: 1fr; }
        & Transcript { width: 1fr; }
        & Codes { width: 34%; max-width: 60; }
        &.-narrow Codes { layer: above; dock: right; width: 46; display: none; }
        &.-narrow.-codes Codes { display: block; }
        &.-wide.-codes Codes { display: none; }
        & #why { height: auto; max-height: 35%; display: none; background: $surface; }
        & #why.-open { display: block; }
        & #here { height: 1; background: $surface; }
        & #keys { height: 1; background: $panel; color: $foreground-muted; }
    }
    """

    def __init__(self, session: Session, say: Saying) -> None:
        super().__init__(say)
        self.session = session
        self.speakers: tuple[str, ...] = ()
        self.looks: dict[CodeId, Look] = {}

    def compose(self) -> ComposeResult:
        """The lines and panes of the desk."""
        yield Static(id="head")
        with Horizontal():
            yield Transcript(id="transcript")
            yield Codes(self.say, id="codes")
        with VerticalScroll(id="why", can_focus=False):
            yield Static()
        yield Static(id="here")
        yield Static(id="told")
        yield Static(Text(self.say(_HINTS), no_wrap=True, overflow="ellipsis"), id="keys")

    def on_mount(self) -> None:
        """Show the document that the desk was opened with."""
        self.show_codebook()
        self.show_document()
        self.transcript.focus()

    @property
    def transcript(self) -> Transcript:
        """The pane with the text."""
        return self.query_one(Transcript)

    @property
    def codes(self) -> Codes:
        """The pane with the codebook."""
        return self.query_one(Codes)

    def show_codebook(self) -> None:
        """Show the codes as they are now."""
        surface = self.transcript.background_colors[1]
        self.looks = looks_of(self.session.codebook, self.session.shortcuts, self.say.language, surface)
        self.codes.open(self.session.codebook.codes, self.looks)

    def show_all(self) -> None:
        """Show codes and codings again, in the colours of another ground."""
        self.show_codebook()
        self.show_marks()

    def show_document(self) -> None:
        """Show the text of the session, the cursor at the first sentence without a code."""
        document = self.session.document
        uncoded = self.session.jump("uncoded", -1)
        self.speakers = ()
        self.stretches = Stretches(document, split_at=self.session.plan.split_at)
        talks = talks_of(document, self.session.dimmed(()))
        beside = self.stretches.word_beside
        self.transcript.open(
            lambda width: layout(document, width), talks, beside, uncoded.start if uncoded else 0
        )
        self.show_marks()
        self.tell(" · ".join(self.doubts()))

    def doubts(self) -> Iterator[str]:
        """What a coder must know of the journals of the document."""
        lost = len(self.session.misfits())
        if lost:
            yield self.say(
                "codings of yours that do not fit the text: {n} (qualcode codings list --orphans)", n=lost
            )
        for problem in self.session.problems[:1]:
            yield f"{problem.place}: {problem.message}"

    def show_marks(self) -> None:
        """Show the codings as they are now."""
        self.transcript.mark(bars_of(self.session.marks.all(), self.looks))
        self.codes.count(self.session.counts())
        self.show_head()
        self.show_here()

    def show_head(self) -> None:
        """Which document, who codes, in which mode, how far."""
        session, say = self.session, self.say
        mode = say("BLIND") if session.is_blind else say("ASSISTED")
        round = say("round {n}", n=session.round) if session.round > 1 else ""
        state = say("finished") if session.is_finished else ""
        left = " · ".join(filter(None, [f" {session.document.id}", session.coder, round, mode, state]))
        done = session.progress()
        right = f"{progress_bar(done.n_coded, done.n_units)} {done.n_coded}/{done.n_units} "
        if done.n_rules:
            right = f"{say('rules')} {done.n_reviewed}/{done.n_rules} · {right}"
        head = self.query_one("#head", Static)
        head.set_class(not session.is_blind, "-assisted")
        head.update(Text(apart(left, right, self.size.width or 80), no_wrap=True))

    def show_here(self) -> None:
        """The codings at the cursor."""
        marks = sorted((mark for mark in self.marks_here() if mark.code in self.looks), key=_turn)
        parts = [
            (
                self.looks[mark.code].key,
                self.looks[mark.code].name + self.whose(mark),
                self.looks[mark.code].sign,
            )
            for mark in marks
        ]
        line = (
            listed(parts, self.size.width or 80) if parts else Text(" " + self.say("no coding here"), "dim")
        )
        self.query_one("#here", Static).update(line)

    def whose(self, mark: Mark) -> str:
        """Whose a coding is, and what was decided on it."""
        memo = " ✎" if mark.n_memos else ""
        if mark.kind == "own":
            return memo
        if mark.kind == "other":
            return self.say.beside(mark.coder) + memo
        status = {"accepted": "accepted", "rejected": "rejected", "unreviewed": "rule: y or x?"}
        return self.say.beside(self.say(status[mark.status or "unreviewed"])) + memo

    def marks_here(self) -> Sequence[Mark]:
        """The codings that the selection touches, or the cursor; the shortest first."""
        selected = self.transcript.selection
        marks = self.session.marks
        found = marks.between(*selected) if selected else marks.at(self.transcript.cursor)
        return sorted(found, key=lambda mark: (mark.end - mark.start, mark.start))

    def tell_change(self, change: Change) -> None:
        """Say what an act did, and show it."""
        self.show_marks()
        names = {id: look.name for id, look in self.looks.items()}
        self.tell(change.said(self.say.language, names))

    def on_transcript_moved(self) -> None:
        """The cursor went somewhere: show what is coded there."""
        self.show_here()
        self.show_why()

    def rule_here(self) -> Mark | None:
        """The rule coding here that is to be decided: one that is not decided yet, else any."""
        rules = [mark for mark in self.marks_here() if mark.kind == "rule"]
        return min(rules, key=lambda one: one.status != "unreviewed", default=None)

    @property
    def no_rule(self) -> str:
        """Why there is no rule coding here."""
        blind = "a blind desk shows no codings by rule"
        return blind if self.session.is_blind else "no rule gave a code here"

    def action_explain(self) -> None:
        """Show why the rule coding here is there, or hide it."""
        self.query_one("#why").toggle_class("-open")
        self.show_why()

    def action_reasons(self, by: int) -> None:
        """Show more of the reasons."""
        scroll(self.query_one("#why", VerticalScroll), by)

    def show_why(self) -> None:
        """Where reasons are shown, show those of the rule coding here."""
        if not self.query_one("#why").has_class("-open"):
            return
        why = self.query_one("#why Static", Static)
        mark = self.rule_here()
        if mark is None:
            why.update(Text(f" {self.say(self.no_rule)}", "dim"))
            return
        width, language = self.size.width - 4, self.say.language
        names = {id: look.name for id, look in self.looks.items()}
        found = self.attempt(
            lambda: self.session.explanation(mark, width=width, language=language, names=names)
        )
        if found:
            self.query_one("#why").scroll_home(animate=False, immediate=True)
            why.update(Text("\n").join(Text(f" {line}", style) for line, style in found.lines))

    def on_resize(self, event: events.Resize) -> None:
        """On a narrow screen the codebook comes over the text; the lines follow the width."""
        self.set_class(event.size.width < SIDE_BY_SIDE, "-narrow")
        self.set_class(event.size.width >= SIDE_BY_SIDE, "-wide")
        if self.is_mounted and self.looks:
            self.show_head()
            self.show_here()


def _turn(mark: Mark) -> int:
    """In which order codings are told: first what `y` and `x` decide, then own ones, those of others last."""
    return 0 if mark.status == "unreviewed" else {"own": 1, "rule": 2, "other": 3}[mark.kind]
