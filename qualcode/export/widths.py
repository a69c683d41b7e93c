"""How wide the columns of a table are: a Chinese character takes the place of two letters."""

from collections.abc import Iterable, Sequence
from itertools import islice
from unicodedata import combining, east_asian_width

from qualcode.export.pages import Page

LOOKED_AT = 200
"""Rows by which widths are chosen."""
_LEAST, _MOST = 4, 40


def letters(text: str) -> int:
    """The width of a text of one or more lines in letters: that of its longest line."""
    return max((sum(map(_letter, line)) for line in text.split("\n")), default=0)


def _letter(char: str) -> int:
    return 0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1


def widest(rows: Iterable[Sequence[str]], n_columns: int, *, most: int) -> list[int]:
    """For each column the width of its widest text in the first rows, in letters, `most` at most."""
    widths = [0] * n_columns
    for row in islice(rows, LOOKED_AT):
        widths = [max(known, min(most, letters(text))) for known, text in zip(widths, row, strict=True)]
    return widths


def shares(page: Page) -> list[float]:
    """The share of the line that each column of a page takes; they add up to 1."""
    needed = sizes(page)
    return [size / sum(needed) for size in needed]


def sizes(page: Page) -> list[int]:
    """The letters that each column of a page needs; a long text 40, since it may break.

    A heading may break at its blanks, a number may not.
    """
    body = widest(page.rows, len(page.heads), most=_MOST)
    heads = [max(map(letters, head.split(" ")), default=0) for head in page.heads]
    return [max(_LEAST, width + 1, head + 1) for width, head in zip(body, heads, strict=True)]
