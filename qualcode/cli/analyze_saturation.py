"""`qualcode analyze saturation`: how many documents it takes until new codes stop turning up."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from qualcode.cli.analysing import (
    NoteLang,
    Seed,
    analysed,
    counted_line,
    is_chinese,
    missing_notes,
    notes_in,
    put_lines,
    said_in,
    table_lines,
)
from qualcode.cli.code import CodebookFile, Workers
from qualcode.cli.documents import DATA, TableFormat, asked_format, put_parts, told_of
from qualcode.cli.put import Output
from qualcode.cli.reading import (
    COUNTED,
    UNSAID,
    Reading,
    TranscriptsOrResults,
    Unit,
    listed,
    reads_transcripts,
)

if TYPE_CHECKING:
    from qualcode.analysis.columns import Cell, Columns
    from qualcode.analysis.saturation import Saturation
    from qualcode.project.job.analysing import Analysed
    from qualcode.project.passages.held_back import HeldBack

ASKED = "How saturation is asked for"
BAR = 20
"""Cells of the bar of all codes that occur."""

Base = Annotated[
    int,
    typer.Option(min=1, metavar="N", rich_help_panel=ASKED, help="Documents of the base."),
]
Run = Annotated[
    int, typer.Option(min=1, metavar="N", rich_help_panel=ASKED, help="Documents of a run, behind the base.")
]
Threshold = Annotated[
    float,
    typer.Option(
        min=0,
        max=1,
        metavar="SHARE",
        rich_help_panel=ASKED,
        help="Saturated where a run brings at most this share of the base's codes.",
    ),
]
OrdersOption = Annotated[
    int,
    typer.Option(
        min=0,
        max=1_000_000,
        metavar="N",
        rich_help_panel=ASKED,
        help="Random orders; 0: none.",
    ),
]
OrderOption = Annotated[
    Literal["date", "name"] | None,
    typer.Option(
        rich_help_panel=COUNTED,
        help="How documents are ordered: by their attribute date, or by name. Default: by date where "
        "all have one.",
        show_default=False,
    ),
]
ReserveOption = Annotated[
    str,
    typer.Option(
        "--reserve",
        metavar="NAMES|N",
        help="Documents that were held back when the codes were made: ids with commas between, or how many "
        "at the end of the order. Which codes do only they have?",
        show_default=False,
    ),
]
Part = Annotated[
    Literal["curve", "runs", "summary", "reserve"] | None,
    typer.Option(
        help="Only one of the tables: curve (a row a document), runs, summary, reserve. In csv curve where "
        "nothing is said.",
        show_default=False,
    ),
]

SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "point": "Saturation at {point}: {reached} documents, then a run of {run} that brings at most "
        "{threshold} of the codes of the first {base} ({n_base}).",
        "never": "Saturation is not reached: no run of {run} brings at most {threshold} of the "
        "codes of the first {base} documents ({n_base}).",
        "few": "No saturation: a base of {base} and a run of {run} take more documents than there are ({n}).",
        "orders": "Over {n} random orders (seed {seed}): median {median}, 90th percentile {p90} documents; "
        "not reached in {share} %.",
        "date": "Documents in the order of their dates.",
        "name": "Documents in the order of their names, numbers read as numbers.",
        "silent": "Left out, since the population says nothing in them: {names}.",
        "new_code": "code {name}, units: {n}",
        "new_family": "top family {name}, units: {n}",
        "comma": ", ",
    },
    "zh": {
        "point": "在 {point} 达到饱和：读完 {reached} 份后，连续 {run} 份新增的编码不超过"
        "前 {base} 份 {n_base} 个编码的 {threshold}。",
        "never": "未达到饱和：没有连续 {run} 份访谈新增的编码不超过"
        "前 {base} 份 {n_base} 个编码的 {threshold}。",
        "few": "无法判断饱和：{n} 份文档少于基数 {base} 与轮次 {run} 之和。",
        "orders": "{n} 种随机顺序（随机种子 {seed}）：中位数 {median} 份，第 90 百分位 {p90} 份；"
        "{share}% 的顺序未达到。",
        "date": "文档按日期排序。",
        "name": "文档按名称排序，其中的数字按数值比较。",
        "silent": "统计范围内没有话语、未计入的文档：{names}。",
        "new_code": "编码 {name}，{n} 个单元",
        "new_family": "顶层范畴 {name}，{n} 个单元",
        "comma": "、",
    },
}


@reads_transcripts(coded=True, several=True)
def saturation(
    transcripts: TranscriptsOrResults = None,
    codebook: CodebookFile = None,
    base: Base = 4,
    run: Run = 2,
    threshold: Threshold = 0.05,
    orders: OrdersOption = 1000,
    seed: Seed = 1,
    order: OrderOption = None,
    reserve: ReserveOption = "",
    unit: Unit = "",
    lang: NoteLang = "",
    part: Part = None,
    reading: Reading = UNSAID,
    workers: Workers = 0,
    format: TableFormat = None,
    output: Output = None,
) -> None:
    """Show how many documents bring all codes, and what documents that were held back add.

    Examples: qualcode analyze saturation sample_transcripts -c codebooks/community_governance.yaml
    qualcode analyze saturation sample_transcripts -c codebooks/community_governance.yaml --reserve 3
    """
    from qualcode.analysis.code_saturation import code_saturation
    from qualcode.cli.problems import leave_if_named
    from qualcode.errors import UsageError
    from qualcode.project.passages.held_back import held_back

    if part == "reserve" and not reserve:
        raise UsageError("no documents are reserved", cure="name them with --reserve", slug="idle-option")
    kind, by = asked_format(format, output), order or ""
    done = analysed(
        reading, transcripts, codebook, output, lang=lang, workers=workers, keep_rows=bool(reserve)
    )
    found = code_saturation(
        done.units, done.codebook, order=by, base=base, run=run, threshold=threshold, orders=orders, seed=seed
    )
    held = held_back(done, listed(reserve), order=by, lang=lang) if reserve else None
    _put(_asked(done, found, held, part, lang), done, kind, output)
    leave_if_named(done.failures)


class _Asked(NamedTuple):
    """What is shown: the tables asked for, by name, and what is said below them.

    held
        What the documents that were held back add, where some were.
    notes, silent
        Sentences on the point of saturation; documents that hold no word of the population.
    counted
        What was counted: of the summary, which has a row even where nobody speaks.
    """

    found: "Saturation"
    tables: Mapping[str, "Columns"]
    held: "HeldBack | None"
    notes: Sequence[str]
    silent: Sequence[str]
    lang: str
    counted: str


def _asked(
    done: "Analysed", found: "Saturation", held: "HeldBack | None", part: str | None, lang: str
) -> _Asked:
    from qualcode.analysis.code_saturation import summary_columns
    from qualcode.analysis.reserve import counted_too

    counting = done.units.counting
    tables = {
        "curve": found.curve,
        "runs": found.runs,
        "summary": summary_columns(found, counting.population, held.documents if held else ()),
    }
    if held:
        tables["reserve"] = held.table
    notes = [*_notes(found, lang, by_rules=counting.by_rules), *missing_notes(done, lang)]
    notes += [counted_too(held.documents, language="zh" if is_chinese(lang) else "en")] if held else []
    silent = [one.id for one in done.units.documents if not one.tokens]
    shown, counted = {part: tables[part]} if part else tables, counted_line(tables["summary"], lang)
    return _Asked(found, shown, held, notes, silent, lang, counted)


def _put(asked: _Asked, done: "Analysed", kind: str, output: Path | None) -> None:
    """The tables to read, as data or as a document; what is silent is said on stderr beside data."""
    from qualcode.cli.problems import say

    if kind == "text":
        put_lines([*_shown(asked, output)], output)
        return
    names = {name: f"saturation_{name}" for name in asked.tables}
    told = told_of(done, asked.lang, notes=_documents_notes(asked), one_n=True)
    put_parts(asked.tables, kind, output, names=names, told=told)
    if asked.silent and kind in DATA:
        say(_silent(asked.silent, asked.lang))


def _shown(asked: _Asked, output: Path | None) -> Iterator[str]:
    found, tables, lang = asked.found, asked.tables, asked.lang
    if "curve" in tables:
        yield from _curve(found.curve, output)
        yield ""
    if "runs" in tables and found.runs["run"]:
        yield from _runs(found.runs, output)
        yield ""
    if {"curve", "runs", "summary"} & {*tables}:
        yield from notes_in(asked.notes, output)
    if asked.held and "reserve" in tables:
        yield from _reserve(asked.held, lang, output)
    if asked.silent:
        yield from notes_in([_silent(asked.silent, lang)], output)
    yield from notes_in([asked.counted], output)


def _documents_notes(asked: _Asked) -> dict[str, Sequence[str]]:
    """The sentences below each table of a document: those of the point below the last that tells of it."""
    told_below = [*asked.notes, *([_silent(asked.silent, asked.lang)] if asked.silent else [])]
    told = [part for part in asked.tables if part != "reserve"]
    sentence = [asked.held.sentence("zh" if is_chinese(asked.lang) else "en")] if asked.held else []
    return {**{f"saturation_{part}": told_below for part in told[-1:]}, "saturation_reserve": sentence}


def _silent(names: Sequence[str], lang: str) -> str:
    words = said_in(SAID, lang)
    return words["silent"].format(names=words["comma"].join(names))


def _curve(curve: "Columns", output: Path | None) -> list[str]:
    from qualcode.cli.tables import number, percent

    shown = {
        "": [number(cell) for cell in curve["position"]],
        "document": [str(cell) for cell in curve["document"]],
        "codes": [number(cell) for cell in curve["n_codes"]],
        "new": [number(cell) for cell in curve["n_new"]],
        "seen": [number(cell) for cell in curve["n_seen"]],
        "%": [percent(cell) for cell in curve["share_seen"]],
        "of codes that occur": [_bar(cell) for cell in curve["share_seen"]],
    }
    last = "of codes that occur"
    return table_lines(shown, [last], output, texts=("document", last))


def _bar(share: "Cell") -> str:
    return "█" * round(BAR * share) if isinstance(share, float) else ""


def _runs(runs: "Columns", output: Path | None) -> list[str]:
    from qualcode.cli.tables import number, percent

    shown = {
        "run": [str(cell) for cell in runs["run"]],
        "new": [number(cell) for cell in runs["n_new"]],
        "base": [number(cell) for cell in runs["n_base"]],
        "ratio %": [percent(cell) for cell in runs["ratio"]],
        "": ["saturated" if cell else "" for cell in runs["saturated"]],
    }
    return table_lines(shown, (), output, texts=("run", ""))


def _notes(found: "Saturation", lang: str, *, by_rules: bool) -> Iterator[str]:
    from qualcode.analysis.saturation import RULES_REMARK
    from qualcode.cli.tables import number, percent

    words, n, orders = said_in(SAID, lang), len(found.curve["document"]), found.orders
    few = n < found.base + found.run
    yield words["few" if few else "never" if found.reached is None else "point"].format(
        point=found.point,
        reached=found.reached,
        base=found.base,
        run=found.run,
        n_base=found.n_base,
        threshold=f"{100 * found.threshold:g}{'' if is_chinese(lang) else ' '}%",
        n=n,
    )
    if orders.n and not few:
        median, p90 = (number(_whole(one)) for one in (orders.median, orders.p90))
        share = percent(orders.share_not_reached)
        yield words["orders"].format(n=f"{orders.n:,}", seed=orders.seed, median=median, p90=p90, share=share)
    yield words[found.ordered_by]
    if by_rules:
        yield RULES_REMARK["zh" if is_chinese(lang) else "en"]


def _whole(value: float) -> int | None:
    """A number of documents; None where it is undefined."""
    return None if value != value else int(value)


def _reserve(held: "HeldBack", lang: str, output: Path | None) -> Iterator[str]:
    """The sentence; then each new family and code, where it was found, and a passage."""
    yield ""
    yield from notes_in([held.sentence("zh" if is_chinese(lang) else "en")], output)
    table, words = held.table, said_in(SAID, lang)
    names = ("kind", "code", "name", "n_units", "quote", "quoted_from")
    for kind, code, name, n_units, quote, document in zip(*(table[one] for one in names), strict=True):
        yield ""
        named = f"{code} {name}" if name != code else f"{code}"
        yield words[f"new_{kind}"].format(name=named, n=n_units)
        yield from (f"  {line}" for line in notes_in([f"{quote} ({document})"], output))
    yield ""
