"""The lines above and below the transcript: which document, who codes, how far, what was done last."""

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text

FULL, EMPTY = "█", "░"
_BAR = 10


def progress_bar(done: int, total: int, width: int = _BAR) -> str:
    """How much of something is done, as a bar; never full before all is done."""
    filled = width if done >= total else min(width * done // max(total, 1), width - 1)
    return FULL * filled + EMPTY * (width - filled)


def apart(left: str, right: str, width: int) -> str:
    """One text at the left edge of a line and one at the right; the left one is cut where both do not fit."""
    room = width - cell_len(right) - 1
    if cell_len(left) > room:
        left = set_cell_size(left, max(room - 1, 0)) + "…"
    return set_cell_size(left, max(room, 0)) + " " + right


def listed(parts: Iterable[tuple[str, str, str]], width: int) -> Text:
    """Codings in one line: (key or sign, name, colour) each; what does not fit is counted."""
    line, left = Text(), list(parts)
    while left:
        sign, name, color = left[0]
        piece = Text.assemble((" ■ ", Style(color=color)), (f"{sign} " if sign else "", "bold"), name, " ")
        rest = f" +{len(left)}"
        if line.cell_len + piece.cell_len > width - (len(rest) if len(left) > 1 else 0) and line:
            return line.append(rest, "bold")
        line.append_text(piece)
        left = left[1:]
    return line
