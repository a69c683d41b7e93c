"""The N of a column of a table that has a row for each code and value, where codes may have another N."""

from collections.abc import Sequence

from qualcode.export.table import Cell


def sizes_of_values(n: Sequence[Cell], k: int) -> list[int]:
    """The N of each of k values from a column with a row for each code and value: the largest of any code."""
    return [max((int(cell or 0) for cell in n[at::k]), default=0) for at in range(k)]


def with_size(count: str, n: Cell, size: int) -> str:
    """A count; with the N that it is of where that is not the `size` of its value."""
    return count if n == size or not n else f"{count}/{n:,}"
