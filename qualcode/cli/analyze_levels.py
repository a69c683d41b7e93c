"""`qualcode analyze levels`: the coding table of main categories, categories and concepts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.analysing import NoteLang, about, analysed, notes_in, put_lines, said_in
from qualcode.cli.code import CodebookFile, Workers
from qualcode.cli.documents import DATA, TableFormat, asked_format, put_parts, told_of
from qualcode.cli.put import Output
from qualcode.cli.reading import UNSAID, Reading, TranscriptsOrResults, Unit, reads_transcripts

if TYPE_CHECKING:
    from qualcode.analysis.columns import Columns
    from qualcode.project.job.analysing import Analysed

Part = Annotated[
    Literal["levels", "relations"] | None,
    typer.Option(
        help="Only one of the two tables. Default: both; in csv levels.",
        show_default=False,
    ),
]

FormOption = Annotated[
    Literal["merged", "long"] | None,
    typer.Option(
        "--form",
        help="In docx, html, tex and xlsx: main category and category as one cell over all their rows "
        "(merged, the default), or written in each row (long).",
        show_default=False,
    ),
]
MERGING = ("docx", "html", "tex", "xlsx")
"""Formats in which a cell can reach over several rows."""

SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "numbers": "references {n_references} · sources {n_sources}",
        "family": "with all below: references {n_references} · sources {n_sources}",
        "core": "core category",
        "core_line": "Core category: {name}",
        "relations": "Relations",
        "note": "References: codings of the code itself; sources: documents that have one. Each passage is "
        "the first of qualcode quotes; … where all of a code are too long for it.",
    },
    "zh": {
        "numbers": "参考点 {n_references} · 材料来源 {n_sources}",
        "family": "含下级：参考点 {n_references} · 材料来源 {n_sources}",
        "core": "核心范畴",
        "core_line": "核心范畴：{name}",
        "relations": "范畴之间的关系",
        "note": "参考点为该编码自身的编码条目，材料来源为含有它的文档；引语即 qualcode quotes 的首选，"
        "片段都过长时节录（…）。",
    },
}


@reads_transcripts(coded=True, several=True)
def levels(
    transcripts: TranscriptsOrResults = None,
    codebook: CodebookFile = None,
    unit: Unit = "",
    lang: NoteLang = "",
    part: Part = None,
    form: FormOption = None,
    reading: Reading = UNSAID,
    workers: Workers = 0,
    format: TableFormat = None,
    output: Output = None,
) -> None:
    """List main categories, categories and concepts with numbers and an original passage each (三级编码表).

    Examples: qualcode analyze levels sample_transcripts -c codebooks/community_governance.yaml --lang zh
    qualcode analyze levels --lang zh -o levels.docx
    """
    from qualcode.cli.problems import leave_if_named
    from qualcode.project.passages.levelling import level_heads, level_tables

    kind = asked_format(format, output)
    _check(kind, form)
    done = analysed(reading, transcripts, codebook, output, lang=lang, workers=workers, keep_rows=True)
    found = level_tables(done, lang=lang)._asdict()
    parts = [part] if part else list(found)
    if kind == "text":
        lines = [*(_levels(found["levels"], done, lang, output) if "levels" in parts else ())]
        lines += _relations(found["relations"], lang, output) if "relations" in parts else ()
        notes = [said_in(SAID, lang)["note"], about(done, lang=lang)]
        put_lines([*lines, "", *notes_in(notes, output)], output)
    else:
        merged = form != "long"
        told = told_of(done, lang, notes={"levels": [said_in(SAID, lang)["note"]]}, merged=merged)
        told = replace(told, titled=merged or told.titled, heads=level_heads(done.codebook, lang))
        shown = {name: found[name] for name in parts if part or name == "levels" or found[name]["from"]}
        tables = {name: found[name] for name in parts} if kind in DATA else shown
        put_parts(tables, kind, output, names={name: name for name in parts}, told=told)
    leave_if_named(done.failures)


def _check(format: str, form: str | None) -> None:
    from qualcode.errors import UsageError

    if form and format not in MERGING:
        raise UsageError(
            f"--form does nothing in {format}, which has a row for each concept",
            cure=f"leave it out, or choose from {', '.join(MERGING)}",
            slug="idle-option",
        )


def _levels(table: "Columns", done: "Analysed", lang: str, output: Path | None) -> Iterator[str]:
    """The branches as a tree; below each concept its numbers and its passage."""
    from qualcode.cli.tables import UNDEFINED

    numbers, above, more = said_in(SAID, lang)["numbers"], ["", ""], _more(done, lang)
    chains = _chains(done)
    root = next((code for code in done.codebook.codes if code.core and code.id not in chains), None)
    if root:
        yield said_in(SAID, lang)["core_line"].format(name=root.name_in(lang))
    for row in zip(*table.values(), strict=True):
        named = dict(zip(table, row, strict=True))
        chain = chains[str(named["code"])]
        branch = [str(named[name]) for name in ("main_category", "category", "concept") if named[name]]
        first = next((at for at, name in enumerate(branch[:-1]) if above[at] != name), len(branch) - 1)
        for at in range(first, len(branch) - 1):
            yield " · ".join(["  " * at + f"{branch[at]} [{chain[at]}]", *more.get(chain[at], [])])
        above = [*branch, "", ""]
        told = {name: UNDEFINED if cell is None else cell for name, cell in named.items()}
        own = f"{'  ' * (len(branch) - 1)}{branch[-1]} [{named['code']}] {numbers.format(**told)}"
        note = [str(named["note"])] if named.get("note") else []
        yield " · ".join([own, *more.get(chain[-1], []), *note])
        if named["quote"]:
            yield from _indented(f"{named['quote']} ({named['document']})", len(branch), output)


def _chains(done: "Analysed") -> dict[str, list[str]]:
    """The codes above each code and itself, as the table has them: without a core alone at the top."""
    codes = done.codebook.codes
    tops = [code for code in codes if not code.parent]
    root = tops[0].id if len(tops) == 1 and tops[0].core and len(codes) > 1 else ""
    chains: dict[str, list[str]] = {root: []}
    for code in codes:
        if code.id != root:
            chains[code.id] = [*chains.get(code.parent or "", []), code.id]
    return {code: chain for code, chain in chains.items() if chain}


def _more(done: "Analysed", lang: str) -> dict[str, list[str]]:
    """What is told of a code besides its own numbers: those of its family, and whether it is the core."""
    from qualcode.analysis.levels import family_numbers

    words = said_in(SAID, lang)
    found = family_numbers(done.units, done.codebook)
    more: dict[str, list[str]] = {}
    for code in done.codebook.codes:
        family = found.get(code.id)
        told = [words["family"].format(n_references=family[0], n_sources=family[1])] if family else []
        more[code.id] = [*told, *([words["core"]] if code.core else [])]
    return more


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
