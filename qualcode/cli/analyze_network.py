"""`qualcode analyze network`: the codes that occur together as a network, also for programs for networks."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.analysing import (
    ON_SCREEN,
    NoteLang,
    Top,
    about,
    analysed,
    first,
    missing_notes,
    notes_in,
    put_lines,
    said_in,
    table_lines,
)
from qualcode.cli.code import CodebookFile, CountBy, Rollup, Workers
from qualcode.cli.documents import asked_format, put_parts, told_of
from qualcode.cli.put import Output
from qualcode.cli.reading import COUNTED, UNSAID, Reading, TranscriptsOrResults, Unit, reads_transcripts

if TYPE_CHECKING:
    from qualcode.analysis.columns import Cell
    from qualcode.analysis.network import Network, Weight
    from qualcode.project.job.analysing import Analysed

NetworkFormat = Annotated[
    Literal["text", "csv", "json", "md", "tex", "docx", "html", "xlsx", "parquet", "graphml"] | None,
    typer.Option(
        "--format",
        help="text to read; csv, json, parquet for programs; graphml for Gephi, Cytoscape and the like; md, "
        "tex, docx, html, xlsx for a paper. Default: what the name of the file says, else text.",
        show_default=False,
    ),
]
MeasureOption = Annotated[
    Literal["count", "jaccard", "npmi"],
    typer.Option("--measure", rich_help_panel=COUNTED, help="What a link weighs."),
]
Threshold = Annotated[
    float,
    typer.Option(
        min=0, metavar="WEIGHT", rich_help_panel=COUNTED, help="Only links that weigh at least so much."
    ),
]
Part = Annotated[
    Literal["nodes", "edges"] | None,
    typer.Option(
        help="Only one of the two tables. Default: both; in csv nodes.",
        show_default=False,
    ),
]

SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "measure": "A link weighs {weight}{least}; for paths it is 1 / weight long.",
        "least": ", at least {threshold}",
        "count": "the number of units with both codes",
        "jaccard": "jaccard (0 to 1)",
        "npmi": "npmi (above 0: more often than expected)",
        "masked": "Left out as no finding (same words, by rule, ancestor): {n} of {all} links.",
        "modularity": "Communities: modularity {value} (0: as chance would have it).",
        "alone": "They occur, but without a link: {names}.",
        "comma": ", ",
        "none": "No two codes are linked.",
    },
    "zh": {
        "measure": "连线权重为{weight}{least}；计算路径时连线长度为 1 / 权重。",
        "least": "，至少 {threshold}",
        "count": "同时有两个编码的单元数",
        "jaccard": " jaccard（0 至 1）",
        "npmi": " npmi（大于 0 表示比期望更常同现）",
        "masked": "因不构成发现（same words 同一词语、by rule 规则所致、ancestor 上下级）而略去的连线："
        "{all} 条中的 {n} 条。",
        "modularity": "社群：模块度 {value}（0 为随机所得）。",
        "alone": "出现但没有连线的编码：{names}。",
        "comma": "、",
        "none": "没有相连的编码。",
    },
}


@reads_transcripts(coded=True, several=True)
def network(
    transcripts: TranscriptsOrResults = None,
    codebook: CodebookFile = None,
    measure: MeasureOption = "count",
    threshold: Threshold = 0.0,
    unit: Unit = "",
    count_by: CountBy = "",
    rollup: Rollup = False,
    lang: NoteLang = "",
    part: Part = None,
    top: Top = None,
    reading: Reading = UNSAID,
    workers: Workers = 0,
    format: NetworkFormat = None,
    output: Output = None,
) -> None:
    """Link the codes that occur together: how central each is, which groups they form, how strong links are.

    Examples: qualcode analyze network sample_transcripts -c codebooks/community_governance.yaml --threshold 3
    qualcode analyze network --measure jaccard --format graphml -o codes.graphml
    """
    from qualcode.analysis.network import code_network
    from qualcode.cli.problems import leave_if_named

    kind = asked_format(format, output)
    _check(kind, part, top)
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
    found = code_network(done.sums, done.codebook, measure=measure, threshold=threshold)
    parts = [part] if part else ["nodes", "edges"]
    if kind == "graphml":
        _put_graphml(found, done, lang, output)
    elif kind == "text":
        most = ON_SCREEN if top is None else top
        put_lines([*_tables(found, parts, most, output), *_notes(found, done, lang, output)], output)
    else:
        tables = {"nodes": found.nodes, "edges": first(found.edges, top or 0)}
        names = {name: f"network_{name}" for name in parts}
        label, n = done.sums.counting.pair_label, done.sums.pairs.n
        told = told_of(done, lang, notes=_sentences(found, done, lang), counted_by=label, n=n, one_n=True)
        put_parts({name: tables[name] for name in parts}, kind, output, names=names, told=told)
    leave_if_named(done.failures)


def _check(format: str, part: str | None, top: int | None) -> None:
    from qualcode.errors import UsageError

    idle = [name for name, value in (("--part", part), ("--top", top)) if value is not None]
    if format == "graphml" and idle:
        raise UsageError(
            f"{', '.join(idle)} does nothing with --format graphml, which holds all",
            cure="leave it out",
            slug="idle-option",
        )


def _put_graphml(found: "Network", done: "Analysed", lang: str, output: Path | None) -> None:
    from qualcode.analysis.graphml import graphml
    from qualcode.cli.put import put_bytes

    put_bytes(graphml(found, labels=done.codebook.names_in(lang)).encode("utf-8"), output)


def _tables(found: "Network", parts: Sequence[str], most: int, output: Path | None) -> Iterator[str]:
    from qualcode.cli.columns import some_of

    linked = [at for at, degree in enumerate(found.nodes["degree"]) if degree]
    if "nodes" in parts and linked:
        names = (
            "code", "n_units", "degree", "strength", "betweenness", "closeness", "clustering", "pagerank",
            "community",
        )  # fmt: skip
        shown = {name: [_cell(found.weight, name, found.nodes[name][at]) for at in linked] for name in names}
        yield from table_lines(shown, ("closeness", "clustering", "pagerank"), output, texts=("code",))
        yield ""
    if "edges" in parts and linked:
        kept = first(found.edges, most)
        shown = {
            name: [_cell(found.weight, name, cell) for cell in kept[name]]
            for name in ("code_1", "code_2", "n_both", "weight")
        }
        yield from table_lines(shown, (), output, texts=("code_1", "code_2"))
        yield some_of(len(kept["code_1"]), len(found.edges["code_1"]), "link")
        yield ""


def _cell(weight: "Weight", name: str, cell: "Cell") -> str:
    from qualcode.cli.tables import number

    return number(cell, 0 if weight == "count" and name in ("weight", "strength") else 2)


def _sentences(found: "Network", done: "Analysed", lang: str) -> list[str]:
    from qualcode.cli.tables import number

    words = said_in(SAID, lang)
    links = len(found.edges["code_1"])
    nodes = zip(*(found.nodes[name] for name in ("code", "degree", "n_units")), strict=True)
    alone = [str(code) for code, degree, n in nodes if n and not degree]
    least = words["least"].format(threshold=f"{found.threshold:g}") if found.threshold else ""
    notes = [words["measure"].format(weight=words[found.weight], least=least)]
    notes += [words["masked"].format(n=found.n_masked, all=links + found.n_masked)] * bool(found.n_masked)
    notes += [words["modularity"].format(value=number(found.modularity))] if links else [words["none"]]
    notes += [words["alone"].format(names=words["comma"].join(alone))] * bool(alone)
    return [*notes, *missing_notes(done, lang)]


def _notes(found: "Network", done: "Analysed", lang: str, output: Path | None) -> list[str]:
    label, n = done.sums.counting.pair_label, done.sums.pairs.n
    return notes_in([*_sentences(found, done, lang), about(done, counted_by=label, n=n, lang=lang)], output)
