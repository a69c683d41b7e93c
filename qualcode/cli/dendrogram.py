"""A tree of joins as lines of text: leaves on the left, joins further right the later they are."""

from collections.abc import Sequence
from typing import NamedTuple

from qualcode.cli.columns import cell_width, padded

LEFT, RIGHT, UP, DOWN = 1, 2, 4, 8
SIGNS = {
    0: " ",
    LEFT: "─",
    RIGHT: "─",
    LEFT | RIGHT: "─",
    UP | DOWN: "│",
    LEFT | UP: "┘",
    LEFT | DOWN: "┐",
    RIGHT | UP: "└",
    RIGHT | DOWN: "┌",
    LEFT | RIGHT | UP: "┴",
    LEFT | RIGHT | DOWN: "┬",
    LEFT | UP | DOWN: "┤",
    RIGHT | UP | DOWN: "├",
    LEFT | RIGHT | UP | DOWN: "┼",
}
"""How a place is drawn from which lines lead."""


class Join(NamedTuple):
    """Two clusters (a leaf, or the number of leaves plus that of a join), and how high, 0 to 1."""

    one: int
    two: int
    height: float


def dendrogram(labels: Sequence[str], joins: Sequence[Join], order: Sequence[int], width: int) -> list[str]:
    """A line for each leaf, in the order in which no branches cross, and a scale below them.

    `labels` are those of the leaves; the tree is `width` cells wide, from height 0 to height 1.
    """
    lines = _drawn(len(labels), joins, order, width)
    room = max(map(cell_width, labels), default=0)
    rows = [f"{padded(labels[leaf], room)} {line}".rstrip() for leaf, line in zip(order, lines, strict=True)]
    half = "0".ljust(width // 2 - 1) + "0.5"
    return [*rows, f"{padded('', room)} {half.ljust(width - 1)}1"]


def _drawn(n_leaves: int, joins: Sequence[Join], order: Sequence[int], width: int) -> list[str]:
    """The branches, a line for each leaf."""
    grid = [[0] * width for _ in order]
    ends = {leaf: (row, 0) for row, leaf in enumerate(order)}
    for at, join in enumerate(joins):
        (first, one), (last, two) = ends[join.one], ends[join.two]
        column = max(1, one, two, round(join.height * (width - 1)))
        _across(grid[first], one, column)
        _across(grid[last], two, column)
        for row in range(first, last):
            grid[row][column] |= DOWN
            grid[row + 1][column] |= UP
        ends[n_leaves + at] = ((first + last) // 2, column)
    return ["".join(SIGNS[place] for place in row) for row in grid]


def _across(row: list[int], start: int, end: int) -> None:
    for at in range(start, end):
        row[at] |= RIGHT
        row[at + 1] |= LEFT
