"""Text in columns on a terminal, where a Chinese character takes two cells."""

import unicodedata
from collections.abc import Sequence

GAP = "  "


def cell_width(text: str) -> int:
    """How many cells of a terminal `text` takes."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def fit(text: str, width: int) -> str:
    """`text`, cut with … where it is wider than `width` cells."""
    if cell_width(text) <= width:
        return text
    kept = ""
    for char in text:
        if cell_width(kept + char) >= width:
            break
        kept += char
    return kept + "…"


def aligned(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> list[str]:
    """Lines of `rows` in columns; `right` says which columns stand at their right edge."""
    widths = [max(map(cell_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        padded = [
            " " * (width - cell_width(text)) + text if is_right else text + " " * (width - cell_width(text))
            for text, width, is_right in zip(row, widths, right, strict=True)
        ]
        lines.append(GAP.join(padded).rstrip())
    return lines
