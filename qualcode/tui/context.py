"""What is said around a passage, as much as there is room for."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

_FAR = 4000
"""Characters on each side beyond which nothing is looked at."""


def around(text: str, start: int, end: int, height: int, width: int) -> tuple[str, str]:
    """What stands before and behind a passage, without empty lines, in half of the lines that are left each.

    What is left out is an ellipsis; Latin words are not cut.
    """
    left = max(height - _lines(text[start:end], width), 2)
    before, after = text[max(0, start - _FAR) : start], text[end : end + _FAR]
    n_before = min(left // 2, _lines(before, width))
    n_after = left - n_before
    if _lines(after, width) < n_after:
        n_before, n_after = left - _lines(after, width), _lines(after, width)
    above = _nearest(before.split("\n")[::-1], n_before, width, from_end=True)[::-1]
    below = _nearest(after.split("\n"), n_after, width, from_end=False)
    return "\n".join(above), "\n".join(below)


def _lines(text: str, width: int) -> int:
    """Lines that a text takes without its empty ones."""
    return sum(-(-cell_len(line) // width) for line in text.split("\n") if line.strip())


def _nearest(paragraphs: Sequence[str], height: int, width: int, *, from_end: bool) -> list[str]:
    """Of paragraphs, the nearest first, those for which there is room, the last of them cut.

    The first is the rest of the line in which the passage stands, and may be empty.
    """
    kept, left = [paragraphs[0]], height - _lines(paragraphs[0], width)
    if left < 0:
        return [_cut(paragraphs[0], height * width, from_end=from_end)]
    for paragraph in _filled(paragraphs[1:]):
        if left <= 0:
            return [*kept[:-1], _cut(kept[-1], cell_len(kept[-1]) - 1, from_end=from_end)]
        kept.append(_cut(paragraph, left * width, from_end=from_end))
        left -= _lines(paragraph, width)
        if left < 0:
            break
    return kept


def _filled(paragraphs: Iterable[str]) -> list[str]:
    return [paragraph for paragraph in paragraphs if paragraph.strip()]


def _cut(paragraph: str, room: int, *, from_end: bool) -> str:
    """As much of a paragraph as so many cells hold, from its end or its beginning."""
    if cell_len(paragraph) <= room:
        return paragraph
    text = paragraph[::-1] if from_end else paragraph
    at = cells = 0
    while at < len(text) and cells + cell_len(text[at]) < room:
        cells += cell_len(text[at])
        at += 1
    whole = at
    while whole and _is_latin(text[whole - 1]) and _is_latin(text[whole]):
        whole -= 1
    kept = text[: whole or at].rstrip()
    return "…" + kept[::-1] if from_end else kept + "…"


def _is_latin(char: str) -> bool:
    return char.isalnum() and char < "\u2000"
