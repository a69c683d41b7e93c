"""What a coder does on the desk: codes given, changed, taken back; rule codings decided."""

from collections.abc import Callable, Iterator, Sequence
from typing import cast, get_args

from rich.style import Style
from rich.text import Text

from qualcode.project.desk.change import Change
from qualcode.project.desk.marks import Mark
from qualcode.project.desk.memos import Memo, On
from qualcode.terms import CodeId
from qualcode.tui.codes import SWATCH, Codes, meaning
from qualcode.tui.dialogs import Pick
from qualcode.tui.glyphs import glyphs
from qualcode.tui.palette import Palette
from qualcode.tui.shown import Shown
from qualcode.tui.ticks import Choice
from qualcode.tui.writing import NewCodeForm, Note, Older, Wanted, Written

_MEMO_ORDER = ("document", "code", "study", "coding")


class Acting(Shown):
    """The desk, as far as it codes."""

    def passage(self) -> tuple[int, int]:
        """What is selected; where nothing is, the sentence at the cursor."""
        return self.transcript.selection or self.stretches.at("sentence", self.transcript.cursor)

    def give(self, code: CodeId) -> None:
        """Give a code to the passage, and leave it selected so that it can be given others."""
        passage = self.passage()
        change = self.attempt(lambda: self.session.add(*passage, code))
        if change:
            self.transcript.select(*passage, is_done=True)
            self.tell_change(change)
        else:
            self.show_marks()

    def on_codes_chosen(self, event: Codes.Chosen) -> None:
        """A code was chosen in the tree."""
        self.give(event.code)
        self.transcript.focus()

    def code_by_name(self, title: str, then: Callable[[CodeId], object]) -> None:
        """Let the coder choose a code by its name."""
        hint = self.say("letters of its id or name, or their initials")
        codes = {code.id: code for code in self.session.codebook.codes}
        self.ask(
            Palette(
                self.say(title),
                self._codes_like,
                self.say,
                hint=hint,
                about=lambda id: meaning(codes[id], self.say),
            ),
            then,
        )

    def _codes_like(self, typed: str) -> list[Choice]:
        return [Choice(code, self.named(code)) for code in self.session.pick(typed)]

    def named(self, code: CodeId) -> Text:
        """A code as a list shows it: key, colour, name and id."""
        look = self.looks[code]
        same = look.name == code
        line = Text.assemble(
            (f"{look.key or ' '} ", "bold"), (SWATCH, Style(color=look.sign)), f" {look.name}"
        )
        return line if same else line.append(f"  {code}", "dim")

    def action_key(self, key: str) -> None:
        """Give the code that has a key."""
        code = next((id for id, look in self.looks.items() if look.key == key), None)
        if code:
            self.give(code)
        else:
            self.tell(self.say("no code has the key {key}", key=key), error=True)

    def action_code(self) -> None:
        """Give a code by its name, or the one that is highlighted in the tree."""
        if self.transcript.has_focus:
            self.code_by_name("Code", self.give)
        elif self.codes.code:
            self.give(self.codes.code)
            self.transcript.focus()

    def action_recode(self) -> None:
        """Give an own coding another code."""
        self.one_of(
            self._own(),
            "Which coding gets another code?",
            lambda mark: self.code_by_name("Another code", lambda code: self._recode(mark, code)),
        )

    def _recode(self, mark: Mark, code: CodeId) -> None:
        self.change(lambda: self.session.recode(mark.id, code))

    def action_move(self) -> None:
        """Give an own coding the edges of what is selected."""
        selected = self.transcript.selection
        if selected is None:
            self.tell(self.say("select the words that the coding is to cover"), error=True)
            return
        self.one_of(
            self._own(),
            "Which coding gets these edges?",
            lambda mark: self.change(lambda: self.session.move(mark.id, *selected)),
        )

    def action_remove(self) -> None:
        """Take an own coding back."""
        self.one_of(
            self._own(),
            "Which coding is to be removed?",
            lambda mark: self.change(lambda: self.session.remove(mark.id)),
        )

    def _own(self) -> list[Mark]:
        return [mark for mark in self.marks_here() if mark.kind == "own"]

    def one_of(self, marks: Sequence[Mark], title: str, then: Callable[[Mark], object]) -> None:
        """Go on with the coding that is meant: the only one, or the one that the coder chooses of several."""
        if not marks:
            self.tell(self.say("there is no coding of yours here"), error=True)
        elif len(marks) == 1:
            then(marks[0])
        else:
            choices = [Choice(mark.id, self._listed(mark)) for mark in marks]
            by_id = {mark.id: mark for mark in marks}
            self.ask(Pick(self.say(title), choices, self.say), lambda id: then(by_id[id]))

    def _listed(self, mark: Mark) -> Text:
        words = glyphs(" ".join(self.session.text[mark.start : mark.end].split()))
        return self.named(mark.code).append(f"{self.whose(mark)}  “{words}”", "italic")

    def change(self, act: Callable[[], Change | None]) -> Change | None:
        """Do something that changes codings, and show what it did, or what others did that is in its way."""
        change = self.attempt(act)
        if change:
            self.tell_change(change)
        else:
            self.show_marks()
        return change

    def action_undo(self) -> None:
        """Take back what was done last."""
        self._repeat(self.session.undo, "nothing is left to undo")

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._repeat(self.session.redo, "nothing is left to do again")

    def _repeat(self, act: Callable[[], Change | None], nothing: str) -> None:
        self.tell(self.say(nothing))
        self.change_codebook(act)

    def action_accept(self) -> None:
        """Agree with the rule coding here."""
        self._decide(self.session.accept)

    def action_reject(self) -> None:
        """Disagree with the rule coding here."""
        self._decide(self.session.reject)

    def _decide(self, verdict: Callable[[Mark], Change]) -> None:
        mark = self.rule_here()
        if mark is None:
            self.tell(self.say(self.no_rule), error=True)
            return
        change = self.change(lambda: verdict(mark))
        if change:
            self.after_verdict(mark, change)

    def after_verdict(self, mark: Mark, change: Change) -> None:
        """Go on to what is to be decided next."""

    def action_memo(self) -> None:
        """Write a memo on the document, a code, the study or a coding, or change one.

        Each has its number, whatever lies at the cursor; of several codes or codings one is chosen then.
        """
        subjects = {kind: list(self._subjects(kind)) for kind in get_args(On)}
        lines = [Choice(kind, self._line(kind, subjects[kind])) for kind in _MEMO_ORDER]
        title = self.say("Memo on")

        def chosen(kind: str) -> None:
            found = subjects[kind]
            if not found:
                self.tell(self.say("there is nothing of this kind here to write on"), error=True)
            elif len(found) == 1:
                self._note(found[0].id, found[0].shown.plain)
            else:
                titles = {one.id: one.shown.plain for one in found}
                self.ask(Pick(title, found, self.say), lambda id: self._note(id, titles[id]))

        self.ask(Pick(title, lines, self.say), chosen)

    def _line(self, kind: str, found: Sequence[Choice]) -> Text:
        """What stands for a kind of subjects in the list."""
        if len(found) == 1:
            return found[0].shown
        told = self.say("{n} here", n=len(found)) if found else "–"
        return Text.assemble(f"{self.say(kind)}  ", (told, "dim"))

    def _note(self, subject: str, title: str) -> None:
        kind, _, of = subject.partition(" ")
        on = cast(On, kind)
        older = [self._older(memo) for memo in self.session.memos(on, of)]

        def save(written: Written) -> str:
            return self.refusal(lambda: self.tell_change(self._write_memo(written, on, of)))

        self.app.push_screen(Note(title, older, save, self.say))

    def _write_memo(self, written: Written, on: On, of: str) -> Change:
        if not written.text:
            return self.session.remove_memo(written.id)
        if written.id:
            return self.session.edit_memo(written.id, written.text)
        return self.session.memo(written.text, on=on, of=of)

    def _subjects(self, kind: str) -> Iterator[Choice]:
        """What of a kind a memo can be about here."""
        marks = [mark for mark in self.marks_here() if mark.code in self.looks]
        if kind == "coding":
            for mark in marks:
                yield Choice(f"coding {mark.id}", self._headed(kind).append_text(self._listed(mark)))
        elif kind == "code":
            for code in filter(None, dict.fromkeys([*(mark.code for mark in marks), self.codes.code])):
                yield Choice(f"code {code}", self._headed(kind).append_text(self.named(code)))
        elif kind == "document":
            yield Choice("document ", self._headed(kind).append(self.session.document.id))
        else:
            yield Choice("study ", Text(self.say("study")))

    def _headed(self, kind: str) -> Text:
        return Text(f"{self.say(kind)}  ")

    def _older(self, memo: Memo) -> Older:
        head = f"{memo.coder} {memo.at[:16].replace('T', ' ')}"
        return Older(memo.id, head, memo.text, memo.coder == self.session.coder)

    def action_new_code(self) -> None:
        """Add a code to the codebook."""
        session = self.session
        parents = [
            (f"{'  ' * code.depth}{self.looks[code.id].name}", code.id) for code in session.codebook.codes
        ]

        def id_for(name: str, parent: CodeId) -> CodeId:
            return session.id_for(name, parent=parent)

        self.app.push_screen(NewCodeForm(parents, "", id_for, self._add_code, self.say))

    def _add_code(self, wanted: Wanted) -> str:
        """Write a new code; what went wrong, or nothing."""
        name, id, parent, definition = wanted

        def add() -> Change:
            return self.session.new_code(name, id=id, parent=parent, definition=definition)

        return self.refusal(lambda: self._change_codebook(add))

    def action_in_vivo(self) -> None:
        """Make the selected words a code."""
        selected = self.transcript.selection
        if selected is None:
            self.tell(self.say("select the words that are to be the name of the code"), error=True)
            return
        self.write_codebook(lambda: self.session.in_vivo(*selected))

    def change_codebook(self, act: Callable[[], Change | None]) -> Change | None:
        """Do something that may change the codebook, and show it."""
        return self.attempt(lambda: self._change_codebook(act))

    def _change_codebook(self, act: Callable[[], Change | None]) -> Change | None:
        before = self.session.codebook
        try:
            change = act()
        finally:
            if self.session.codebook is not before:  # also where it was refused for what others wrote
                self.show_all()
        if change:
            self.tell_change(change)
        return change

    def write_codebook(self, act: Callable[[], Change | None]) -> None:
        """Do something that changes the codebook; it is told before, since a large one takes a moment."""
        self.tell(self.say("writing the codebook …"))
        self.is_busy = True
        self.call_after_refresh(self._write_codebook, act)

    def _write_codebook(self, act: Callable[[], Change | None]) -> None:
        self.is_busy = False
        self.change_codebook(act)
