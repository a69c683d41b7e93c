"""The list of documents: which one to code, and how far the coder is with each."""

from collections.abc import Sequence

from rich.text import Text

from qualcode.project.desk.documents import Listed
from qualcode.text.key import fold
from qualcode.tui.palette import Palette
from qualcode.tui.saying import Saying
from qualcode.tui.ticks import Choice

SIGNS = {"new": "·", "begun": "…", "finished": "✓"}


def choose_document(listed: Sequence[Listed], say: Saying) -> Palette:
    """The screen on which a document is chosen; what is typed narrows the list."""

    def like(typed: str) -> list[Choice]:
        wanted = fold(typed.strip())
        found = [one for one in listed if wanted in fold(one.id)]
        return [Choice(one.id, _line(one, say)) for one in sorted(found, key=lambda one: _far(one.id, typed))]

    mine = [one for one in listed if one.is_assigned] or listed
    done = sum(one.stage == "finished" for one in mine)
    title = say("Documents: {done} of {total} finished", done=done, total=len(mine))
    return Palette(title, like, say, hint=say("part of a name"))


def _far(id: str, typed: str) -> int:
    """How far a name is from what was typed: it begins so, holds it as it is written, or in other signs."""
    words = typed.strip()
    return 0 if id.startswith(words) else 1 if words in id else 2


def _line(one: Listed, say: Saying) -> Text:
    stage = say({"new": "not opened", "begun": "begun", "finished": "finished"}[one.stage])
    stage = f"{say('assigned')} · {stage}" if one.is_assigned else stage
    told = f"  {stage}" + (f" · {say('{n} codings', n=one.n_codings)}" if one.n_codings else "")
    return Text.assemble((f"{SIGNS[one.stage]} ", "bold"), one.id, (told, "dim"))
