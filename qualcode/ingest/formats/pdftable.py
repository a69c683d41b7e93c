"""A table in a PDF with one turn a row: labels in a narrow first column, speech in the second.

Nothing in the file says that there is a table. It is taken for one where line after line begins at one of two
places, what stands at the first looks like people who speak again and again, and each of them stands beside
what is said.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from qualcode.ingest.formats.blocks import Table
from qualcode.ingest.formats.columns import talk_columns
from qualcode.ingest.formats.pdflines import Line, Page, Placed, edge_of, gathered
from qualcode.ingest.formats.spelling import Spelled

_LEAST = 4
"""Rows from which on there is a table."""
_WIDEST, _MOST_OF = 0.55, 0.5
"""Share of the width that the labels may take, and of all lines that the table must hold."""
_NEAR = 0.4
"""Ems within which lines begin at the same place."""
_BESIDE = 1.5
"""Ems from one line of a label to the next."""
_NEARLY_ALL = 0.9
"""Share of rows that must have speech, and must have it beside their label."""
_CANDIDATES = 4
_COLONS = (":", "：", "﹕", "∶")


class _Piece(NamedTuple):
    """What stands in one line of one cell, and the number of that line among all."""

    line: Line
    page: int
    number: int


class _Row(NamedTuple):
    """The lines of a label, and those of what is said."""

    label: list[_Piece]
    speech: list[_Piece]


class Parts(NamedTuple):
    """The pages before a table, the table, and the pages after it; and words that were put together."""

    before: list[Page]
    table: Table
    after: list[Page]
    mended: list[str]


def find_table(pages: Sequence[Page]) -> Parts | None:
    """The table of turns that `pages` are mostly set in, or None."""
    lines = [(page.number, line) for page in pages for line in page.lines]
    for place in _places([line for _, line in lines]):
        rows = _rows(lines, place)
        if len(rows) < _LEAST or not (_is_narrow(rows, place) and _are_beside(rows)):
            continue
        spelled = Spelled(piece.line.text for row in rows for piece in row.speech)
        cells = _cells(rows, spelled)
        first = rows[0].label[0].number
        last = max(piece.number for piece in (*rows[-1].label, *rows[-1].speech))
        if last - first + 1 >= _MOST_OF * len(lines) and _is_talk(cells):
            before, after = _part(pages, 0, first), _part(pages, last + 1, len(lines))
            return Parts(before, Table(cells), after, spelled.mended)
    return None


def _places(lines: Sequence[Line]) -> list[float]:
    """Where a second column may begin: where most lines begin, or go on after a gap."""
    if not lines:
        return []
    left = min(line.left for line in lines) + 2 * max(line.em for line in lines)
    starts = [line.left for line in lines] + [gap.after for line in lines for gap in line.gaps]
    counts = Counter(round(start) for start in starts if start > left)
    return [float(place) for place, count in counts.most_common(_CANDIDATES) if count >= _LEAST]


def _rows(lines: Sequence[tuple[int, Line]], place: float) -> list[_Row]:
    """The rows of the longest stretch of lines in two columns, from the first to the last with speech."""
    cut = [(number, page, _cut(line, place)) for number, (page, line) in enumerate(lines)]
    runs = [list(run) for fits, run in groupby(cut, key=lambda one: one[2] is not None) if fits]
    rows: list[_Row] = []
    for number, page, cells in max(runs, key=len, default=[]):
        label, speech = cells or (None, None)
        if label:
            piece = _Piece(label, page, number)
            if rows and not rows[-1].speech and _goes_on(rows[-1].label[-1], piece):
                rows[-1].label.append(piece)
            else:
                rows.append(_Row([piece], []))
        if speech and rows:
            rows[-1].speech.append(_Piece(speech, page, number))
    spoken = [number for number, row in enumerate(rows) if row.speech]
    return rows[spoken[0] : spoken[-1] + 1] if spoken else []


def _cut(line: Line, place: float) -> tuple[Line | None, Line | None] | None:
    """What of a line is label and what is speech, if that begins at `place`; None where it is neither."""
    near = _NEAR * line.em + 1
    if abs(line.left - place) <= near:
        return None, line
    if line.right < place:
        return line, None
    for gap in line.gaps:
        if abs(gap.after - place) <= near:
            label = line._replace(text=line.text[: gap.offset].strip(), right=gap.before)
            return label, line._replace(text=line.text[gap.offset :].strip(), left=gap.after)
    return None


def _goes_on(piece: _Piece, after: _Piece) -> bool:
    """Whether a label goes on: beside it, or in the next line of its cell."""
    down = piece.line.base - after.line.base
    return piece.page == after.page and -_NEAR <= down / max(1.0, piece.line.em) <= _BESIDE


def _is_narrow(rows: Sequence[_Row], place: float) -> bool:
    left = min(piece.line.left for row in rows for piece in row.label)
    right = max(piece.line.right for row in rows for piece in row.speech)
    return place - left <= _WIDEST * (right - left)


def _are_beside(rows: Sequence[_Row]) -> bool:
    """Whether nearly all labels have speech, and stand at the height of it."""
    return sum(map(_is_beside, rows)) >= _NEARLY_ALL * len(rows)


def _is_beside(row: _Row) -> bool:
    label = row.label[0]
    heights = [piece.line.base for piece in row.speech if piece.page == label.page]
    return bool(heights) and min(heights) - label.line.em <= label.line.base <= max(heights) + label.line.em


def _cells(rows: Sequence[_Row], spelled: Spelled) -> list[list[str]]:
    """Label and speech of each row; speech in paragraphs."""
    speech = [piece for row in rows for piece in row.speech]
    edge = edge_of([piece.line for piece in speech])
    placed = [Placed(piece.line, (piece.page, 0), edge) for piece in speech]
    begins = {id(row.speech[0]): number for number, row in enumerate(rows) if row.speech}
    starts = {number: begins[id(piece)] for number, piece in enumerate(speech) if id(piece) in begins}
    cells = [[spelled.joined([piece.line.text for piece in row.label])] for row in rows]
    said: list[list[str]] = [[] for _ in rows]
    row = 0
    for number, paragraph in gathered(placed, starts, spelled):
        row = starts.get(number, row)
        said[row].append(paragraph)
    return [[*cell, "\n".join(paragraphs)] for cell, paragraphs in zip(cells, said, strict=True)]


def _is_talk(cells: list[list[str]]) -> bool:
    """Whether people speak; labels with a colon are recognised without a table."""
    colons = sum(label.endswith(_COLONS) for label, _ in cells)
    return talk_columns(cells) is not None and colons < len(cells) / 2


def _part(pages: Sequence[Page], first: int, stop: int) -> list[Page]:
    """The pages with some of their lines only, counted over all of them."""
    parts, at = [], 0
    for page in pages:
        lines = page.lines[max(0, first - at) : max(0, stop - at)]
        at += len(page.lines)
        parts.append(page._replace(lines=lines))
    return parts
