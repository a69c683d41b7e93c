"""What a document shows in the transcript: who speaks how, and the bars of its codings."""

from collections.abc import Mapping, Sequence

from textual.color import Color

from qualcode.codebook.model import Codebook
from qualcode.export.report.colours import colours_of
from qualcode.project.desk.marks import Mark
from qualcode.terms import CodeId, Flags
from qualcode.text.document import Document
from qualcode.tui.codes import Look
from qualcode.tui.paint import Bar, legible
from qualcode.tui.rows import Talk


def looks_of(
    codebook: Codebook, keys: Mapping[CodeId, str], language: str, surface: Color
) -> dict[CodeId, Look]:
    """How each code looks: its colour, its key as far as it has one, and its name in a language.

    `surface` is the ground on which its signs stand.

    Keys that are letters are given with Shift: small letters are the commands of the desk.
    """
    return {
        code.id: Look(
            color, legible(color, surface).hex, keys.get(code.id, "").upper(), code.name_in(language)
        )
        for code, color in zip(codebook.codes, colours_of(codebook), strict=True)
    }


def talks_of(document: Document, dimmed: Flags) -> list[Talk]:
    """The turns of a document; `dimmed` (turns,) says which are dimmed."""
    flags = dimmed.tolist()
    return [
        Talk(start, speech, end, _look(document, turn, flags[turn]))
        for turn, (start, speech, end) in enumerate(document.turn_spans.tolist())
    ]


def _look(document: Document, turn: int, dimmed: bool) -> str:
    if dimmed:
        return "other"
    speaker = document.speaker_of(turn)
    return "asked" if speaker is not None and speaker.is_interviewer else "told"


def bars_of(marks: Sequence[Mark], looks: Mapping[CodeId, Look]) -> list[Bar]:
    """The bars of codings; what was rejected is not shown."""
    return [
        Bar(
            mark.start,
            mark.end,
            looks[mark.code].color,
            looks[mark.code].sign,
            _sign(looks[mark.code]),
            _is_open(mark),
        )
        for mark in marks
        if mark.status != "rejected" and mark.code in looks
    ]


def _sign(look: Look) -> str:
    """The key of a code; where it has none, the first letter of its name if that takes one cell."""
    first = look.name[:1]
    return look.key or (first if first.isascii() else "*")


def _is_open(mark: Mark) -> bool:
    return mark.kind == "other" or mark.status == "unreviewed"
