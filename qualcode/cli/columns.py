"""Text in columns on a terminal, where a Chinese character takes two cells."""

from collections.abc import Sequence

from qualcode.text.cellwidth import cell_width, fit
from qualcode.text.patterns import lazy

__all__ = ["GAP", "aligned", "cell_width", "fit", "folded", "last_cells", "padded", "plural"]

GAP = "  "


def last_cells(text: str, width: int) -> str:
    """The end of `text`, cut with … at its beginning where it is wider than `width` cells."""
    if cell_width(text) <= width:
        return text
    kept = ""
    for char in reversed(text):
        if cell_width(char + kept) >= width:
            break
        kept = char + kept
    return "…" + kept


def padded(text: str, width: int, *, right: bool = False) -> str:
    """`text` with blanks to `width` cells, at its right edge or its left."""
    blanks = " " * max(width - cell_width(text), 0)
    return blanks + text if right else text + blanks


def aligned(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> list[str]:
    """Lines of `rows` in columns; `right` says which columns stand at their right edge."""
    widths = [max(map(cell_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            padded(text, width, right=is_right)
            for text, width, is_right in zip(row, widths, right, strict=True)
        ]
        lines.append(GAP.join(cells).rstrip())
    return lines


_HAN = r"\u3000-\u9fff\uff00-\uffef"
_PIECE = lazy(rf"\s*(?:[^\s{_HAN}]+|[{_HAN}])[，。、；：？！）”·]*")
"""What a line is not broken in: a word or a Chinese character, with what may not begin a line behind it."""


def folded(text: str, width: int) -> list[str]:
    """A sentence in lines of at most `width` cells: broken at blanks, and between Chinese characters."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if lines[-1] and cell_width(lines[-1] + piece) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return lines


def plural(number: int, noun: str) -> str:
    """`1 coding`, `1,234 codings`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def some_of(shown: int, number: int, noun: str) -> str:
    """How many rows there are, and where not all are shown, how many are: `20 of 1,234 pairs`."""
    return f"{shown:,} of {plural(number, noun)}" if shown < number else plural(number, noun)
