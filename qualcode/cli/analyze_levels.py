"""`qualcode analyze levels`: the coding table of main categories, categories and concepts."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.analysing import NoteLang, about, analysed, notes_in, put_lines, put_parts, said_in
from qualcode.cli.code import CodebookFile, Workers
from qualcode.cli.put import Format, Output
from qualcode.cli.reading import UNSAID, Reading, Transcripts, Unit, reads_transcripts

if TYPE_CHECKING:
    from qualcode.analysis.columns import Columns

Part = Annotated[
    Literal["levels", "relations"] | None,
    typer.Option(
        help="Only one of the two tables. Default: both; in csv levels.",
        show_default=False,
    ),
]

SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "numbers": "references {n_references} · sources {n_sources}",
        "relations": "Relations",
        "note": "References: codings of the code itself; sources: documents that have one. Each passage is "
        "the most telling one of middle length.",
    },
    "zh": {
        "numbers": "参考点 {n_references} · 材料来源 {n_sources}",
        "relations": "范畴之间的关系",
        "note": "参考点为该编码自身的编码条目，材料来源为含有它的文档；引语取长度居中、依据最多的一条。",
    },
}


@reads_transcripts(coded=True, several=True)
def levels(
    transcripts: Transcripts = None,
    codebook: CodebookFile = None,
    unit: Unit = "",
    lang: NoteLang = "",
    part: Part = None,
    reading: Reading = UNSAID,
    workers: Workers = 0,
    format: Format = "text",
    output: Output = None,
) -> None:
    """List main categories, categories and concepts with numbers and an original passage each (三级编码表).

    Example: qualcode analyze levels sample_transcripts -c codebooks/community_governance.yaml --lang zh
    """
    from qualcode.cli.problems import leave_if_named
    from qualcode.project.levelling import level_tables

    done = analysed(reading, transcripts, codebook, output, lang=lang, workers=workers, keep_rows=True)
    found = level_tables(done, lang=lang)._asdict()
    parts = [part] if part else list(found)
    if format == "text":
        lines = [*(_levels(found["levels"], lang, output) if "levels" in parts else ())]
        lines += _relations(found["relations"], lang, output) if "relations" in parts else ()
        notes = [said_in(SAID, lang)["note"], about(done, lang=lang)]
        put_lines([*lines, "", *notes_in(notes, output)], output)
    else:
        put_parts({name: found[name] for name in parts}, format, output)
    leave_if_named(done.failures)


def _levels(table: "Columns", lang: str, output: Path | None) -> Iterator[str]:
    """The branches as a tree; below each concept its numbers and its passage."""
    from qualcode.cli.tables import UNDEFINED

    numbers, above = said_in(SAID, lang)["numbers"], ["", ""]
    for row in zip(*table.values(), strict=True):
        named = dict(zip(table, row, strict=True))
        branch = [str(named[name]) for name in ("main_category", "category", "concept") if named[name]]
        first = next((at for at, name in enumerate(branch[:-1]) if above[at] != name), len(branch) - 1)
        yield from ("  " * at + name for at, name in enumerate(branch) if first <= at < len(branch) - 1)
        above = [*branch, "", ""]
        told = {name: UNDEFINED if cell is None else cell for name, cell in named.items()}
        more = f" · {named['note']}" if named.get("note") else ""
        yield f"{'  ' * (len(branch) - 1)}{branch[-1]} [{named['code']}] {numbers.format(**told)}{more}"
        if named["quote"]:
            yield from _indented(f"{named['quote']} ({named['document']})", len(branch), output)


def _indented(text: str, depth: int, output: Path | None) -> Sequence[str]:
    from qualcode.cli.columns import folded
    from qualcode.cli.tables import width_for

    edge = "  " * depth + "· "
    lines = folded(text, max(width_for(output) - len(edge), 20))
    return [(edge if not at else " " * len(edge)) + line for at, line in enumerate(lines)]


def _relations(table: "Columns", lang: str, output: Path | None) -> Iterator[str]:
    columns = (table[name] for name in ("from_name", "type", "to_name", "memo"))
    for at, (source, kind, target, memo) in enumerate(zip(*columns, strict=True)):
        if not at:
            yield ""
            yield said_in(SAID, lang)["relations"]
        arrow = f"{source} → {target}" if not kind else f"{source} —{kind}→ {target}"
        yield from _indented(arrow + (f" ({memo})" if memo else ""), 1, output)
