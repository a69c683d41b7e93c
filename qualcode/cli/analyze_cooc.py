"""`qualcode analyze cooc`: which codes occur together, and whether that is more than chance."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.analysing import Top, analysed, put_columns, put_lines
from qualcode.cli.code import BaseOption, CodebookFile, CountBy, Rollup, Workers, base_named
from qualcode.cli.put import Format, Output
from qualcode.cli.reading import UNSAID, Reading, Transcripts, Unit, reads_transcripts

if TYPE_CHECKING:
    from qualcode.analysis.columns import Cell, Columns
    from qualcode.analysis.pair_tests import PairTest
    from qualcode.project.analysing import Analysed

TESTED = "How pairs are tested"
ON_SCREEN = 20
"""Pairs that are shown where --top says nothing."""

Test = Annotated[
    Literal["permutation", "fisher"] | None,
    typer.Option(
        rich_help_panel=TESTED,
        help="Add p and q to each pair: by moving one code within each document, or by Fisher's exact test.",
        show_default=False,
    ),
]
PermuteOption = Annotated[
    Literal["rotate", "shuffle"] | None,
    typer.Option(
        rich_help_panel=TESTED,
        help="How permutation moves a code: rotate keeps its runs whole (default), shuffle ignores them.",
        show_default=False,
    ),
]
Draws = Annotated[
    int | None,
    typer.Option(
        rich_help_panel=TESTED,
        min=1,
        metavar="N",
        help="How often permutation moves it (1000).",
        show_default=False,
    ),
]
PairSeed = Annotated[
    int | None,
    typer.Option(
        rich_help_panel=TESTED,
        min=0,
        metavar="N",
        help="Begin of the random numbers (1); the same seed, the same result.",
        show_default=False,
    ),
]
HIDDEN = ("counted_by", "population", "N")
TEXTS = ("code_1", "code_2", "note")
DISPENSABLE = (
    "jaccard", "c", "expected", "lift", "n_documents", "note", "phi", "npmi", "p_2_given_1", "p_1_given_2",
    "n_shared",
)  # fmt: skip
"""Columns that may be left out on a narrow screen, the last one first."""


@reads_transcripts(coded=True, several=True)
def cooc(
    transcripts: Transcripts = None,
    codebook: CodebookFile = None,
    unit: Unit = "",
    count_by: CountBy = "",
    base: BaseOption = "all",
    rollup: Rollup = False,
    test: Test = None,
    permute: PermuteOption = None,
    draws: Draws = None,
    seed: PairSeed = None,
    reading: Reading = UNSAID,
    top: Top = None,
    workers: Workers = 0,
    format: Format = "text",
    output: Output = None,
) -> None:
    """List the pairs of codes that occur together, with measures and, on request, a test.

    Example: qualcode analyze cooc sample_transcripts -c codebooks/community_governance.yaml --test fisher
    """
    from qualcode.analysis.cooccurrence import cooccurrence_pair_columns
    from qualcode.analysis.pair_tests import pairs_tested
    from qualcode.cli.problems import leave_if_named, say

    chosen = _test(test, permute, draws, seed)
    where = base_named(base)
    done = analysed(
        reading, transcripts, codebook, output, count_by=count_by, rollup=rollup, workers=workers, pairs=True
    )
    notes: list[str] = []
    if chosen:
        found = pairs_tested(done.sums, done.units, done.codebook, chosen, base=where)
        columns, notes = found.columns, list(_about_test(chosen, found.m))
    else:
        columns = cooccurrence_pair_columns(done.sums, done.codebook, base=where)
    most = top if top is not None else ON_SCREEN if format == "text" else 0
    kept = {name: cells[:most] if most else cells for name, cells in columns.items()}
    if format == "text":
        put_lines([*_table(kept, len(columns["code_1"]), output), *_about(done, columns), *notes], output)
    else:
        put_columns(kept, format, output)
        for line in notes:
            say(line)
    leave_if_named(done.failures)


def _test(kind: str | None, permute: str | None, draws: int | None, seed: int | None) -> "PairTest | None":
    from qualcode.analysis.pair_tests import pair_test
    from qualcode.errors import UsageError

    given = {"--permute": permute, "--draws": draws, "--seed": seed}
    idle = [name for name, value in given.items() if value is not None and kind != "permutation"]
    if idle:
        raise UsageError(
            f"{', '.join(idle)} does nothing without --test permutation",
            cure="leave it out, or add --test permutation",
            slug="idle-option",
        )
    return (
        pair_test(kind, permute or "rotate", draws=draws or 1000, seed=1 if seed is None else seed)
        if kind
        else None
    )


def _about_test(test: "PairTest", m: int) -> Iterator[str]:
    from qualcode.analysis.pair_tests import CAUTION

    tested = f"{m:,} pairs tested; q: Benjamini-Hochberg over these"
    if test.kind == "fisher":
        yield f"Fisher's exact test, two-sided; {tested}."
    else:
        how = "rotated" if test.permute == "rotate" else "shuffled (which ignores runs)"
        drawn = f"{test.draws:,} draws, seed {test.seed}, one code {how} within each document"
        yield f"Permutation test: {drawn}; {tested}."
    yield f"Note: {CAUTION}."


def _about(done: "Analysed", columns: "Columns") -> Iterator[str]:
    counting = done.sums.counting
    sizes = sorted({int(n or 0) for n in columns["N"]}) or [done.sums.pairs.n]
    yield ""
    n = f"{sizes[0]:,}" if len(sizes) == 1 else f"{sizes[0]:,} to {sizes[-1]:,} (column N in csv)"
    yield f"Counted by {counting.pair_label} · population: {counting.population} · N = {n}"


def _table(columns: "Columns", n_pairs: int, output: Path | None) -> Iterator[str]:
    from qualcode.cli.columns import plural
    from qualcode.cli.tables import ruled, that_fit, width_for, with_heads

    if not n_pairs:
        yield "No two codes occur."
        return
    shown = {
        name: [_cell(name, cell) for cell in cells] for name, cells in columns.items() if name not in HIDDEN
    }
    names = that_fit(shown, DISPENSABLE, width=width_for(output))
    yield from ruled(with_heads(shown, names), [name not in TEXTS for name in names])
    more = f"{len(columns['code_1']):,} of " if len(columns["code_1"]) < n_pairs else ""
    yield f"{more}{plural(n_pairs, 'pair')}"


def _cell(name: str, cell: "Cell") -> str:
    from qualcode.cli.tables import number, p_value

    return p_value(cell) if name in ("p", "q") else number(cell)
