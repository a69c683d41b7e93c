"""`qualcode analyze keyness`: which words one group, or coded passages, use more than another."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.analysing import notes_in, put_lines, said_in
from qualcode.cli.documents import DATA, TableFormat, asked_format, put_columns
from qualcode.cli.put import Output
from qualcode.cli.reading import (
    BY_RULES,
    COUNTED,
    UNSAID,
    Reading,
    TranscriptsOrResults,
    Unit,
    by_option,
    reads_transcripts,
)
from qualcode.cli.word_tables import (
    BookForWords,
    WordLang,
    population_line,
    told_of_words,
    word_lines,
    words_asked,
)
from qualcode.cli.words import Least, Stop, StopFile

if TYPE_CHECKING:
    from qualcode.analysis.columns import Cell, Columns
    from qualcode.project.words.contrasting import Contrast
    from qualcode.project.words.tables import WordTable

By = Annotated[
    str,
    by_option("Compare speakers by an attribute, or by role, speaker or document."),
]
Target = Annotated[
    str,
    typer.Option(
        rich_help_panel=COUNTED,
        metavar="VALUE",
        help="With --by: whose words are listed.",
        show_default=False,
    ),
]
Reference = Annotated[
    str,
    typer.Option(
        rich_help_panel=COUNTED,
        metavar="VALUE",
        help="With --by: with whom they are compared. Default: with all others that have a value.",
        show_default=False,
    ),
]
OneCode = Annotated[
    str,
    typer.Option(
        "--code",
        rich_help_panel=COUNTED,
        metavar="CODE",
        help="Compare the passages that have this code with all others of the population.",
        show_default=False,
    ),
]
RollupWords = Annotated[bool, typer.Option("--rollup", help="With --code: codes below it count as it.")]
TopWords = Annotated[
    int | None,
    typer.Option(
        min=0,
        metavar="N",
        help="Only the first N words of either side; 0: all. Default: 15 on the screen, all elsewhere.",
        show_default=False,
    ),
]

ON_SCREEN = 15
SHOWN = ("word", "n_target", "n_reference", "per_1000_target", "per_1000_reference", "g2", "log_ratio", "q",
         "n_documents_target", "n_documents_reference")  # fmt: skip
HEADS = {
    "n_target": "n",
    "n_reference": "n_ref",
    "per_1000_target": "per_1000",
    "per_1000_reference": "per_1000_ref",
    "n_documents_target": "docs",
    "n_documents_reference": "docs_ref",
}
DISPENSABLE = ("docs_ref", "docs", "per_1000", "per_1000_ref")

SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "target": "More in {target} than in {reference}:",
        "reference": "Less in {target} than in {reference}:",
        "none": "No word is frequent enough.",
        "sizes": "Words: {n_target} in {target}, {n_reference} in {reference}.",
        "g2": "g2: log-likelihood ratio; log_ratio: 1 is twice as frequent, 2 four times. The words of one "
        "talk are not independent: g2 and q describe strength. A word of one document is a person's, not a "
        "group's.",
        "reversed": "log_ratio –: a word that does not occur counts 0.5 times in it, and one side is so "
        "small that this would turn its sign.",
        "code": "Terms of the code's own rules stand first because the rules look for them.",
        "without": "Without a value of {by}, left out: {names}.",
        "comma": ", ",
    },
    "zh": {
        "target": "{target} 比 {reference} 用得更多的词：",
        "reference": "{target} 比 {reference} 用得更少的词：",
        "none": "没有足够常见的词。",
        "sizes": "词数：{target} 为 {n_target}，{reference} 为 {n_reference}。",
        "g2": "g2：对数似然比；log_ratio：1 为频率的两倍，2 为四倍。"
        "同一访谈中的词并不独立，g2 与 q 只描述强弱。只见于一份文档的词属于个人，不属于群体。",
        "reversed": "log_ratio 为“–”：未出现的词按 0.5 次计，而一方的词数太少，按此算出的方向会相反。",
        "code": "编码自身规则中的词排在前面，是规则所致。",
        "without": "没有“{by}”取值、未计入：{names}。",
        "comma": "、",
    },
}  # fmt: skip


@reads_transcripts(coded=True, several=True)
def keyness(
    transcripts: TranscriptsOrResults = None,
    codebook: BookForWords = "",
    by: By = "",
    target: Target = "",
    reference: Reference = "",
    code: OneCode = "",
    rollup: RollupWords = False,
    unit: Unit = "",
    least: Least = 5,
    top: TopWords = None,
    stop: Stop = True,
    stop_file: StopFile = None,
    lang: WordLang = "",
    reading: Reading = UNSAID,
    format: TableFormat = None,
    output: Output = None,
) -> None:
    """List the words that one group uses more than another, or coded passages more than the rest.

    Examples: qualcode analyze keyness sample_transcripts --by system --target inside --reference outside
    qualcode analyze keyness sample_transcripts -c codebooks/community_governance.yaml --code belonging
    """
    from qualcode.cli.problems import leave_if_named, say, tell
    from qualcode.project.job.coded_by import named_coder
    from qualcode.project.words.contrasting import Contrast
    from qualcode.project.words.tables import keyness_in

    kind = asked_format(format, output)
    typed = reading.options(transcripts, codebook)
    options, left_out = words_asked(typed, output, stop=stop, stop_file=stop_file, coder=reading.coder)
    asked = Contrast(by, target, reference, code, rollup, left_out, least)
    _check(asked, options.codebook, typed.unit, typed.coder)
    found = keyness_in(options, asked)
    tell(found.warnings, found.failures)
    by_rules = named_coder(options.coder)[1] or options.coder == BY_RULES
    if kind == "text":
        most = ON_SCREEN if top is None else top
        put_lines(list(_shown(found, asked, most, lang, output, by_rules=by_rules)), output)
    else:
        told = told_of_words(found, lang, [*_notes(found, asked, lang, by_rules=by_rules)])
        put_columns(_both_ends(found.table, top or 0), kind, output, name="keyness", told=told)
        if found.without and kind in DATA:
            say(_without(found.without, asked, lang))
    leave_if_named(found.failures)


def _check(asked: "Contrast", codebook: str, unit: str, coder: str) -> None:
    """Refuse options that do nothing, and a code without a codebook."""
    from qualcode.errors import UsageError

    values = [name for name, value in (("--target", asked.target), ("--reference", asked.reference)) if value]
    codes = (("--rollup", bool(asked.rollup)), ("--unit", bool(unit)))
    of_codes = [name for name, value in (*codes, ("--coder", coder != BY_RULES)) if value]
    idle, needed = (values, "--by") if not asked.by else (of_codes, "--code") if not asked.code else ([], "")
    if idle and (asked.by or asked.code):
        raise UsageError(
            f"{', '.join(idle)} does nothing without {needed}", cure="leave it out", slug="idle-option"
        )
    if asked.code and not codebook:
        raise UsageError("--code needs codes", cure="name a codebook with -c", slug="no-codebook")


def _both_ends(table: "Columns", most: int) -> "Columns":
    """The first words of the target and the last, which are the reference's."""
    n = len(table["word"])
    kept = range(n) if not most or 2 * most >= n else [*range(most), *range(n - most, n)]
    return {name: [cells[at] for at in kept] for name, cells in table.items()}


def _shown(
    found: "WordTable", asked: "Contrast", most: int, lang: str, output: Path | None, *, by_rules: bool
) -> Iterator[str]:
    words, table = said_in(SAID, lang), found.table
    target, reference = asked.names
    more = [at for at, g2 in enumerate(table["g2"]) if isinstance(g2, float) and g2 > 0]
    less = [at for at, g2 in enumerate(table["g2"]) if isinstance(g2, float) and g2 < 0][::-1]
    for side, rows in (("target", more), ("reference", less)):
        if rows:
            yield words[side].format(target=target, reference=reference)
            yield ""
            yield from _side(table, rows[: most or None], output)
            yield ""
    notes = _notes(found, asked, lang, by_rules=by_rules)
    yield from notes_in([*notes, population_line(found, lang)], output)


def _side(table: "Columns", rows: Sequence[int], output: Path | None) -> list[str]:
    shown = {**table, "log_ratio": _ratios(table)}
    kept = {HEADS.get(name, name): [shown[name][at] for at in rows] for name in SHOWN}
    return word_lines(kept, list(kept), DISPENSABLE, output)


def _ratios(table: "Columns") -> list["Cell"]:
    """The log ratios, less those that point the other way than the numbers."""
    from qualcode.analysis.keyness import REVERSED

    cells = zip(table["log_ratio"], table["note"], strict=True)
    return [None if note == REVERSED else cell for cell, note in cells]


def _notes(found: "WordTable", asked: "Contrast", lang: str, *, by_rules: bool) -> Iterator[str]:
    words, table = said_in(SAID, lang), found.table
    target, reference = asked.names
    if table["word"]:
        sizes = {name: f"{table[f'N_{name}'][0]:,}" for name in ("target", "reference")}
        yield words["sizes"].format(
            target=target, reference=reference, n_target=sizes["target"], n_reference=sizes["reference"]
        )
        yield words["g2"]
        yield from [words["reversed"]] * (_ratios(table) != table["log_ratio"])
    else:
        yield words["none"]
    if asked.code and by_rules:
        yield words["code"]
    if found.without:
        yield _without(found.without, asked, lang)


def _without(names: Sequence[str], asked: "Contrast", lang: str) -> str:
    words = said_in(SAID, lang)
    return words["without"].format(by=asked.by, names=words["comma"].join(names))
