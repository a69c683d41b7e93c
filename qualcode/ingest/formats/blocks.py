"""Documents of paragraphs and tables: what the readers of word-processor files have in common."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from qualcode.ingest.draft import Draft, lost_characters
from qualcode.ingest.formats.columns import Columns, guessed_columns, headed_columns
from qualcode.ingest.formats.moments import moments, timed
from qualcode.ingest.formats.rows import Pages, field_lines, holds_particulars
from qualcode.text.normalise import fix_text

Row: TypeAlias = list[str]
MOST_SPAN, MOST_DEPTH = 20, 1_000
"""Columns, and rows, over which one cell is taken to reach."""
MOST_MERGED = 100_000
"""Cells of one table that are known to be merged with the one above."""


def cost(row: Row) -> int:
    """What a row takes of the room that a table has: a cell counts one, and so do fifty characters."""
    return 1 + len(row) + sum(map(len, row)) // 50


class Table(NamedTuple):
    """Rows of cells; `above` are the (row, column) of cells that are merged with the one above them."""

    rows: list[Row]
    above: frozenset[tuple[int, int]] = frozenset()


Block: TypeAlias = str | Table
"""A paragraph, whose lines are parted by line breaks, or a table."""


def as_draft(
    blocks: Iterable[Block],
    reader: str,
    *,
    encoding: str = "utf-8",
    guesses: Sequence[str] = (),
    warnings: Sequence[str] = (),
) -> Draft:
    """The draft of a document: a paragraph a line, tables as turns, particulars or lines.

    `guesses` and `warnings` are looked at when all `blocks` have been.
    """
    pages, replaced, silent = Pages(), 0, 0
    tables: list[tuple[int, int]] = []
    for block in blocks:
        if isinstance(block, str):
            fixed = fix_text(block)
            replaced += fixed.replaced
            pages.add(fixed.text)
        else:
            before = pages.length
            table, lost = fixed_table(block)
            replaced += lost
            without_speech = add_table(pages, table)
            if without_speech is None:
                tables.append((before, pages.length))
            else:
                silent += without_speech
    turns = len(pages.turns.rows)
    return Draft(
        pages.text,
        reader,
        encoding,
        given=pages.turns.marks(),
        may_wrap=False,
        times=tuple(pages.times),
        tables=tuple(tables),
        guesses=((f"{turns} turns from table rows",) if turns else ()) + tuple(guesses),
        warnings=(*warnings, *rows_without_speech(silent), *lost_characters(replaced)),
    )


def fixed_table(table: Table) -> tuple[Table, int]:
    """A table with its texts fixed, and how many characters were lost."""
    fixed = [[fix_text(cell) for cell in row] for row in table.rows]
    rows = [[cell.text.strip() for cell in row] for row in fixed]
    return table._replace(rows=rows), sum(cell.replaced for row in fixed for cell in row)


def add_table(pages: Pages, table: Table) -> int | None:
    """Turns, particulars, or rows of text, by what stands in the table.

    Returns how many rows of talk have no speech; None where the table is no talk.
    """
    filled = [number for number, row in enumerate(table.rows) if any(row)]
    rows = [table.rows[number] for number in filled]
    columns = _columns(rows)
    if columns:
        columns = timed(columns, rows)
        labels = labels_of(table, columns.speaker)
        for row in rows[: max(0, columns.first - 1)]:
            pages.add("\t".join(filter(None, row)))
        added = [_add_row(pages, table.rows[n], labels[n], columns) for n in filled[columns.first :]]
        return added.count(False)
    particulars = holds_particulars(rows)
    for row in rows:
        lines = field_lines(row) if particulars else []
        for line in lines or ["\t".join(filter(None, row))]:
            pages.add(line)
    return None


def _add_row(pages: Pages, row: Row, label: str, columns: Columns) -> bool:
    """Add a row of talk, if anything is said in it; a row that is too short stands as it is."""
    if columns.text >= len(row):
        pages.add("\t".join(filter(None, row)))
    elif row[columns.text]:
        begin, end = moments(row, columns)
        pages.add_turn(label, row[columns.text], begin=begin, end=end)
    return columns.text >= len(row) or bool(row[columns.text])


def rows_without_speech(number: int) -> tuple[str, ...]:
    """The warning about rows that say nothing."""
    return (f"{number} {'row' if number == 1 else 'rows'} without speech left out",) if number else ()


def labels_of(table: Table, column: int) -> Mapping[int, str]:
    """For each row what stands in the column of speakers: in merged cells that of the first of them."""
    labels: dict[int, str] = {}
    for number, row in enumerate(table.rows):
        label = row[column] if 0 <= column < len(row) else ""
        labels[number] = labels.get(number - 1, "") if (number, column) in table.above else label
    return labels


def _columns(rows: list[Row]) -> Columns | None:
    headed = headed_columns(rows)
    if headed and headed.speaker >= 0 and headed.first < len(rows):
        return headed
    return guessed_columns(rows)


def notes(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The sentence about what stands beside the running text; `counts` by the word for one of a kind."""
    there = [f"{n} {name if n == 1 else name + 's'}" for name, n in counts.items() if n]
    if not there:
        return ()
    listed = f"{', '.join(there[:-1])} and {there[-1]}" if len(there) > 1 else there[0]
    is_or_are = "is" if sum(counts.values()) == 1 else "are"
    return (f"{listed} {is_or_are} no speech: left out",)


def beside(counts: Mapping[str, int], *, boxes: int, hidden: bool = False) -> tuple[str, ...]:
    """Sentences about notes, text boxes and hidden text."""
    where = "1 text box read where it is" if boxes == 1 else f"{boxes} text boxes read where they are"
    read = (f"{where} anchored",) if boxes else ()
    return (*notes(counts), *read, *(("hidden text left out",) if hidden else ()))
