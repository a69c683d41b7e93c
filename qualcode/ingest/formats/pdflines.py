"""Lines of a page become paragraphs: by where they end, where they begin, and what they begin with."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from qualcode.ingest.dividing.marks import find_marks
from qualcode.ingest.formats.spelling import HYPHENS, Spelled, is_wide
from qualcode.text.patterns import lazy

_ENDS = lazy(r"[。！？!?.…：:][”’」』）)】\"']*$")
_NEAR = 0.6
"""Ems within which two lines begin at the same place."""
_LOOSE = 1.45
"""Distance of two lines, of the usual one, from which on a paragraph ends between them."""
_RECURS = 3
_MANY, _SUPPORT = 10, 0.02
"""From so many lines on the right edge is one that this share of them, and two at least, reach."""


class Gap(NamedTuple):
    """A blank in a line: where in its text, and from where to where on the page, in points."""

    offset: int
    before: float
    after: float


class Line(NamedTuple):
    """A line of text: its ends and what it stands on, in points from the lower left corner of the page.

    `em` is the height of its characters, `head` the width of its first word.
    """

    text: str
    left: float
    right: float
    base: float
    em: float
    head: float = 0.0
    gaps: tuple[Gap, ...] = ()


class Page(NamedTuple):
    """A page; `is_picture` where a picture covers half of it, `is_broken` where it could not be read."""

    number: int
    lines: tuple[Line, ...]
    height: float
    is_picture: bool = False
    is_broken: bool = False


class Paragraphs(NamedTuple):
    """The paragraphs of all pages, and what was taken for granted."""

    paragraphs: list[str]
    guesses: tuple[str, ...]


class Placed(NamedTuple):
    """A line with the column it stands in: its number on the page, and its right edge."""

    line: Line
    place: tuple[int, int]
    edge: float


def paragraphs_of(pages: Sequence[Page], *, edge: float = 0.0) -> Paragraphs:
    """Put lines together that were broken by width; `edge` is the right edge of the text, if known."""
    placed, in_columns = _placed(pages, edge)
    labelled = _labelled([one.line.text for one in placed])
    spelled = Spelled(one.line.text for one in placed)
    paragraphs = [text for _, text in gathered(placed, labelled, spelled)]
    return Paragraphs(paragraphs, (*_about_columns(in_columns), *about_words(spelled.mended)))


def gathered(
    placed: Sequence[Placed], begins: Collection[int], spelled: Spelled
) -> Iterator[tuple[int, str]]:
    """Paragraphs, each with the number of its first line; one begins at least at each line of `begins`."""
    base, leading = _base(placed), _leading(placed)
    starts = [
        n
        for n in range(len(placed))
        if n == 0 or n in begins or not _goes_on(placed[n - 1], placed[n], base, leading)
    ]
    for start, stop in pairwise([*starts, len(placed)]):
        yield start, spelled.joined([one.line.text for one in placed[start:stop]])


def _placed(pages: Sequence[Page], edge: float) -> tuple[list[Placed], list[int]]:
    """All lines in the order of reading, and the numbers of pages that are set in two columns."""
    middle = {page.number: _middle(page.lines) for page in pages}
    edge = edge or edge_of([line for page in pages if middle[page.number] is None for line in page.lines])
    placed: list[Placed] = []
    for page in pages:
        between = middle[page.number]
        if between is None:
            placed += [Placed(line, (page.number, 0), edge) for line in page.lines]
        else:
            placed += _in_columns(page, between)
    return placed, [number for number, between in middle.items() if between is not None]


def edge_of(lines: Sequence[Line]) -> float:
    """The right edge of the text: the farthest that several lines reach, for a single one may stick out."""
    rights = sorted((line.right for line in lines), reverse=True)
    if len(rights) < _MANY:
        return max(rights, default=0.0)
    near = 3 * median(line.em for line in lines)
    enough = max(2, round(_SUPPORT * len(rights)))
    pairs = zip(rights, rights[enough - 1 :], strict=False)
    return next((right for right, other in pairs if right - other <= near), rights[0])


def _middle(lines: Sequence[Line]) -> float | None:
    """Where two columns part, or None for a page that is set in one."""
    if len(lines) < 8:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    middle = (left + right) / 2
    before = [line for line in lines if line.right <= middle]
    behind = [line for line in lines if line.left >= middle]
    few = 0.3 * len(lines)
    if len(before) < few or len(behind) < few or len(before) + len(behind) < 0.75 * len(lines):
        return None
    widths = [max(line.right - line.left for line in side) for side in (before, behind)]
    return middle if min(widths) > 0.3 * (right - left) else None


def _in_columns(page: Page, middle: float) -> list[Placed]:
    """The left column, then the right one; lines across both stay where they come in the file."""
    placed: list[Placed] = []
    sides = {0: [line for line in page.lines if line.right <= middle]}
    sides[1] = [line for line in page.lines if line.left >= middle]
    edges = {side: max((line.right for line in lines), default=0.0) for side, lines in sides.items()}
    across = [line for line in page.lines if line.left < middle < line.right]
    highest = max((line.base for lines in sides.values() for line in lines), default=0.0)
    above = [line for line in across if line.base >= highest]
    below = [line for line in across if line not in above]
    full = max((line.right for line in across), default=0.0)
    placed += [Placed(line, (page.number, 2), full) for line in above]
    for side, lines in sides.items():
        placed += [Placed(line, (page.number, side), edges[side]) for line in _from_above(lines)]
    return placed + [Placed(line, (page.number, 3), full) for line in below]


def _from_above(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-line.base, line.left))


def _labelled(texts: Sequence[str]) -> frozenset[int]:
    """Numbers of the lines that begin with a label of a speaker, or of a header block."""
    marks = find_marks("\n".join(texts))
    counts = Counter(marks.head_of(n).key for n in range(len(marks)))
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 1)
    numbers = {start: number for number, start in enumerate(starts)}
    heads = [(numbers.get(int(marks.line[n])), marks.head_of(n)) for n in range(len(marks))]
    return frozenset(
        number
        for number, head in heads
        if number is not None and (head.weight >= 1.5 or (head.weight >= 0 and counts[head.key] >= _RECURS))
    )


def _is_full(one: Placed, after: Placed) -> bool:
    """Whether the first word of the line after would not have found room in a line.

    Signs that may not begin a line, and those that may hang over its end, leave room besides; most of
    all is allowed for where no sentence ends.
    """
    is_han = is_wide(after.line.text[0]) or is_wide(one.line.text[-1])
    ends = _ENDS.search(one.line.text)
    loose = (1.2 if ends else 4.0) if is_han else (0.4 if ends else 1.5)
    return one.line.right + after.line.head + loose * one.line.em > one.edge


def _base(placed: Sequence[Placed]) -> dict[tuple[int, int], float]:
    """For each column of a page where lines begin that go on with a paragraph, as far as that is known."""
    lefts: dict[int, Counter[int]] = {}
    for one, after in pairwise(placed):
        if one.place == after.place and _is_full(one, after):
            lefts.setdefault(one.place[1], Counter())[round(after.line.left)] += 1
    usual = {column: counts.most_common(1)[0][0] for column, counts in lefts.items()}
    return {one.place: float(usual[one.place[1]]) for one in placed if one.place[1] in usual}


def _leading(placed: Sequence[Placed]) -> float:
    """The usual distance from one line to the next within paragraphs, in points; 0 where it is not known."""
    steps = [
        one.line.base - after.line.base
        for one, after in pairwise(placed)
        if one.place == after.place and _is_full(one, after) and one.line.base > after.line.base
    ]
    return median(steps) if steps else 0.0


def _goes_on(one: Placed, after: Placed, base: dict[tuple[int, int], float], leading: float) -> bool:
    """Whether a line goes on with the paragraph of the line before."""
    if one.line.text[-1] in HYPHENS and after.line.text[0].islower():
        return True
    if not _is_full(one, after):
        return False
    expected = base.get(after.place)
    if expected is not None and abs(after.line.left - expected) > _NEAR * after.line.em + 1:
        return False
    if one.place != after.place or not leading:
        return True
    return one.line.base - after.line.base <= _LOOSE * leading


def _about_columns(numbers: Sequence[int]) -> tuple[str, ...]:
    if not numbers:
        return ()
    shown = ", ".join(map(str, numbers[:8])) + (f" and {len(numbers) - 8} more" if len(numbers) > 8 else "")
    pages = f"page {shown} is" if len(numbers) == 1 else f"pages {shown} are"
    return (f"{pages} set in two columns: the left one is read first",)


def about_words(mended: Sequence[str]) -> tuple[str, ...]:
    """A sentence about words that were put together."""
    if not mended:
        return ()
    what = "word" if len(mended) == 1 else "words"
    shown = ", ".join(dict.fromkeys(mended[:5]))
    return (f"{len(mended)} {what} broken at the end of a line put together: {shown}",)
