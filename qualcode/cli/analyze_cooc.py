"""`qualcode analyze cooc`: which codes occur together, and whether that is more than chance."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.analysing import (
    ON_SCREEN,
    NoteLang,
    Top,
    analysed,
    first,
    is_chinese,
    notes_in,
    population_in_chinese,
    put_lines,
    unit_in,
)
from qualcode.cli.code import BaseOption, CodebookFile, CountBy, Rollup, Workers, base_named
from qualcode.cli.documents import DATA, TableFormat, asked_format, put_columns, told_of
from qualcode.cli.heat import Heat
from qualcode.cli.put import Output
from qualcode.cli.reading import UNSAID, Reading, TranscriptsOrResults, Unit, reads_transcripts

if TYPE_CHECKING:
    from qualcode.analysis.columns import Columns
    from qualcode.analysis.cooccurrence import Base
    from qualcode.analysis.pair_tests import PairTest
    from qualcode.cli.heat import HeatMap
    from qualcode.project.job.analysing import Analysed

TESTED = "How pairs are tested"

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
HeatMeasure = Annotated[
    str,
    typer.Option(
        metavar="MEASURE",
        help="With --heat: what the cells hold: count (default), jaccard, conditional, expected, lift, npmi, "
        "phi; for overlap also c.",
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
    transcripts: TranscriptsOrResults = None,
    codebook: CodebookFile = None,
    unit: Unit = "",
    count_by: CountBy = "",
    base: BaseOption = "all",
    rollup: Rollup = False,
    test: Test = None,
    permute: PermuteOption = None,
    draws: Draws = None,
    seed: PairSeed = None,
    lang: NoteLang = "",
    reading: Reading = UNSAID,
    top: Top = None,
    heat: Heat = False,
    measure: HeatMeasure = "",
    workers: Workers = 0,
    format: TableFormat = None,
    output: Output = None,
) -> None:
    """List the pairs of codes that occur together, with measures and, on request, a test.

    Examples: qualcode analyze cooc sample_transcripts -c codebooks/community_governance.yaml --test fisher
    qualcode analyze cooc --count-by turn --heat --measure jaccard
    """
    from qualcode.cli.problems import leave_if_named

    kind, chosen = asked_format(format, output), _test(test, permute, draws, seed)
    _check_heat(heat, measure, kind, with_pairs=chosen is not None or top is not None)
    where = base_named(base)
    done = analysed(
        reading,
        transcripts,
        codebook,
        output,
        count_by=count_by,
        rollup=rollup,
        lang=lang,
        workers=workers,
        pairs=True,
    )
    if heat:
        _put_heat(done, measure or "count", where, lang, output)
    else:
        _put_pairs(done, chosen, where, top, lang, kind, output)
    leave_if_named(done.failures)


def _put_heat(done: "Analysed", measure: str, base: "Base", lang: str, output: Path | None) -> None:
    from qualcode.cli.heat import put_heat

    put_heat(_chart(done, measure, base), notes_in(_below(done, measure, base), output), output, lang)


def _put_pairs(
    done: "Analysed",
    test: "PairTest | None",
    base: "Base",
    top: int | None,
    lang: str,
    kind: str,
    output: Path | None,
) -> None:
    """The pairs to read, as data or as a document; what was tested stands below them, of data on stderr."""
    from qualcode.cli.problems import say

    columns, notes = _pairs(done, test, base, lang)
    most = top if top is not None else ON_SCREEN if kind == "text" else 0
    kept = first(columns, most)
    if kind == "text":
        lines = [*_table(kept, len(columns["code_1"]), output, lang)]
        put_lines([*lines, *notes_in([*_about(done, columns, lang), *notes], output)], output)
        return
    label, n = done.sums.counting.pair_label, done.sums.pairs.n
    told = told_of(done, lang, notes=notes, counted_by=label, n=n)
    put_columns(kept, kind, output, name="cooccurrence_pairs", told=told)
    for line in notes if kind in DATA else ():
        say(line)


def _pairs(done: "Analysed", test: "PairTest | None", base: "Base", lang: str) -> tuple["Columns", list[str]]:
    """The pairs, with p and q where a test is asked for, and what is to be said of that test."""
    from qualcode.analysis.cooccurrence import cooccurrence_pair_columns
    from qualcode.analysis.pair_tests import pairs_tested

    if not test:
        return cooccurrence_pair_columns(done.sums, done.codebook, base=base), []
    found = pairs_tested(done.sums, done.units, done.codebook, test, base=base)
    return found.columns, [*_about_test(test, found.m, lang)]


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


def _about_test(test: "PairTest", m: int, lang: str) -> Iterator[str]:
    from qualcode.analysis.pair_tests import CAUTION

    if is_chinese(lang):
        yield from _about_test_zh(test, m)
        return
    tested = f"{m:,} pairs tested; q: Benjamini-Hochberg over these"
    if test.kind == "fisher":
        yield f"Fisher's exact test, two-sided; {tested}."
    else:
        how = "rotated" if test.permute == "rotate" else "shuffled (which ignores runs)"
        drawn = f"{test.draws:,} draws, seed {test.seed}, one code {how} within each document"
        yield f"Permutation test: {drawn}; {tested}."
    yield f"Note: {CAUTION}."


def _about_test_zh(test: "PairTest", m: int) -> Iterator[str]:
    tested = f"共检验 {m:,} 对；q 为对这些检验作 Benjamini-Hochberg 校正"
    if test.kind == "fisher":
        yield f"Fisher 精确检验（双侧）；{tested}。"
    else:
        how = "循环移位" if test.permute == "rotate" else "打乱（不计连续段）"
        draws = f"{test.draws:,} 次，随机种子 {test.seed}"
        yield f"置换检验：{draws}，在每份文档内将其中一个编码{how}；{tested}。"
    yield "同一访谈的单元并不独立，访谈也不是随机样本：p 只宜看作强弱的描述。"


def _about(done: "Analysed", columns: "Columns", lang: str) -> Iterator[str]:
    counting = done.sums.counting
    sizes = sorted({int(n or 0) for n in columns["N"]}) or [done.sums.pairs.n]
    yield ""
    chinese = is_chinese(lang)
    n = f"{sizes[0]:,}"
    if len(sizes) > 1:
        n += f"–{sizes[-1]:,}（见 csv 的 N 列）" if chinese else f" to {sizes[-1]:,} (column N in csv)"
    if chinese:
        whose = population_in_chinese(counting.population)
        yield f"计数单元：{unit_in(counting.pair_label, lang)} · 统计范围：{whose} · N = {n}"
        return
    yield f"Counted by {counting.pair_label} · population: {counting.population} · N = {n}"


def _table(columns: "Columns", n_pairs: int, output: Path | None, lang: str) -> Iterator[str]:
    from qualcode.cli.tables import cell_in, ruled, that_fit, width_for, with_heads
    from qualcode.export.notes_zh import notes_in_chinese

    if not n_pairs:
        yield "没有编码出现两个以上。" if is_chinese(lang) else "No two codes occur."
        return
    if is_chinese(lang):
        columns = {**columns, "note": [notes_in_chinese(str(note)) for note in columns["note"]]}
    shown = {
        name: [cell_in(name, cell) for cell in cells] for name, cells in columns.items() if name not in HIDDEN
    }
    names = that_fit(shown, DISPENSABLE, width=width_for(output))
    yield from ruled(with_heads(shown, names), [name not in TEXTS for name in names])
    yield _shown_pairs(len(columns["code_1"]), n_pairs, lang)


def _shown_pairs(n: int, n_pairs: int, lang: str) -> str:
    """How many pairs there are, and how many of them are shown where not all are."""
    from qualcode.cli.columns import some_of

    if is_chinese(lang):
        return f"共 {n_pairs:,} 对" + f"，列出 {n:,} 对" * (n < n_pairs)
    return some_of(n, n_pairs, "pair")


def _check_heat(heat: bool, measure: str, format: str, *, with_pairs: bool) -> None:
    """Refuse what does nothing with a heat map, or without one."""
    from qualcode.cli.heat import for_reading
    from qualcode.errors import UsageError

    for_reading(heat, format)
    if measure and not heat:
        cure = "add --heat: the list of pairs has all measures"
        raise UsageError("--measure does nothing without --heat", cure=cure, slug="idle-option")
    if heat and with_pairs:
        cure = "leave --heat out for the list of pairs"
        raise UsageError("--test and --top do nothing with --heat", cure=cure, slug="idle-option")


def _chart(done: "Analysed", measure: str, base: "Base") -> "HeatMap":
    """The codes that occur by each other."""
    from qualcode.analysis.matrix import cooccurrence_rows
    from qualcode.cli.heat import HeatMap, as_number

    _, rows = cooccurrence_rows(done.sums, done.codebook, measure=measure, base=base)
    kept = _occurring(done)
    labels = [done.codebook.codes[at].id for at in kept]
    values = [[as_number(rows[one][1 + other]) for other in kept] for one in kept]
    return HeatMap(
        labels, labels, values, roots=measure in ("count", "expected", "lift"), half=measure != "conditional"
    )


def _occurring(done: "Analysed") -> list[int]:
    own = done.sums.pairs.both.diagonal()
    return [at for at in range(len(own)) if own[at]]


def _below(done: "Analysed", measure: str, base: "Base") -> Iterator[str]:
    """What the cells hold, and what was counted."""
    from qualcode.analysis.cooccurrence import population_size
    from qualcode.cli.columns import plural

    counting = done.sums.counting
    told = "units that have both; the diagonal: units that have the code" if measure == "count" else measure
    left = len(done.codebook.codes) - len(_occurring(done))
    yield ""
    yield f"Cells: {told}"
    if left:
        yield f"Left out, since they occur nowhere: {plural(left, 'code')}"
    n = population_size(done.sums, base)
    yield f"Counted by {counting.pair_label} · population: {counting.population} · N = {n:,}"
