"""`qualcode similar`: passages that resemble a text, a passage, or all that have a code."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.columns import plural
from qualcode.cli.put import Format, Output
from qualcode.cli.reading import UNSAID, Reading, codebook_option, reads_transcripts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from qualcode.project.job.options import CodeOptions
    from qualcode.project.words.resembling import Query, Resembling
    from qualcode.workshop.alike import Alike

Given = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TEXT | RESULTS:ROW] [TRANSCRIPTS]...",
        help="A text in quotes and transcripts; or a row of codings.csv in a folder of results, the first "
        "below the header being 1. With --code only transcripts, or a folder of results.",
        show_default=False,
    ),
]
CodebookFile = Annotated[
    str,
    codebook_option(
        "A codebook: the codes of each passage are shown, and its Chinese terms are words. With "
        "results: where it is no longer where it was."
    ),
]
OneCode = Annotated[
    str,
    typer.Option(
        "--code",
        metavar="CODE",
        help="Passages like all those that have this code (their centroid).",
        show_default=False,
    ),
]
Uncoded = Annotated[
    bool,
    typer.Option(
        "--uncoded",
        help="Leave out passages that have the code already: that of --code or of the row; with a text, "
        "those that have any.",
    ),
]
Rollup = Annotated[bool, typer.Option("--rollup", help="With --code: codes below it count as it.")]
Most = Annotated[int, typer.Option(min=0, metavar="N", help="Only the first N passages; 0: all.")]


@reads_transcripts()
def similar(
    given: Given = None,
    codebook: CodebookFile = "",
    code: OneCode = "",
    uncoded: Uncoded = False,
    rollup: Rollup = False,
    most: Most = 20,
    reading: Reading = UNSAID,
    format: Format = "text",
    output: Output = None,
) -> None:
    """Find passages that resemble a text or coded passages: what the rules of a code may miss.

    Examples: qualcode similar '大家都信任她' sample_transcripts
    qualcode similar results:3
    qualcode similar sample_transcripts -c codebooks/community_governance.yaml --code belonging --uncoded
    """
    from dataclasses import replace

    from qualcode.cli.problems import leave_if_named, tell
    from qualcode.cli.put import keep_inputs, put_table, put_text
    from qualcode.errors import UsageError
    from qualcode.project.job.defaults import in_study
    from qualcode.project.results.folder import files_of, record_of
    from qualcode.project.words.resembling import query_of, resembling
    from qualcode.workshop.alike import COLUMNS

    if rollup and not code:
        raise UsageError("--rollup does nothing without --code", cure="name a code", slug="idle-option")
    query, transcripts = query_of(given or (), code)
    options = reading.options(transcripts, codebook)
    options = options if query.results else in_study(options)
    _check(query, options, uncoded=uncoded)
    recorded = (*files_of(query.results), *record_of(query.results).options.paths) if query.results else ()
    keep_inputs(output, *options.paths, *recorded)
    found = resembling(options, replace(query, uncoded=uncoded, most=most, rollup=rollup))
    tell(found.warnings, found.failures)
    if format == "text":
        put_text(_text(found), output)
    else:
        names = [name for name in COLUMNS if found.has_codes or name != "codes"]
        put_table(names, [one.row for one in found.found], format, output)
    leave_if_named(found.failures)


def _check(query: "Query", options: "CodeOptions", *, uncoded: bool) -> None:
    """Refuse what lacks a codebook, and options that would do nothing."""
    from dataclasses import fields

    from qualcode.errors import UsageError
    from qualcode.project.job.options import CodeOptions

    if not query.results and not options.codebook and (uncoded or query.code):
        asked = "--uncoded" if uncoded else "--code"
        raise UsageError(f"{asked} needs codes", cure="name a codebook with -c", slug="no-codebook")
    kept = ("inputs", "codebook", "attributes", "settings")
    plain = CodeOptions((), "")
    changed = [one.name for one in fields(options) if getattr(options, one.name) != getattr(plain, one.name)]
    idle = [f"--{name.replace('_', '-')}" for name in changed if name not in kept]
    if query.results and idle:
        raise UsageError(
            f"{', '.join(idle)}: results are read with the options of their run",
            cure="leave it out, or give a text and transcripts",
            slug="idle-option",
        )


def _text(found: "Resembling") -> "Text":
    """Each passage below its place, then of how many they were chosen."""
    from rich.text import Text

    lines = [line for one in found.found for line in _block(one)]
    told = f"{len(found.found):,} of {plural(found.n, found.unit)} ({found.population})"
    return Text("\n").join([*lines, Text(told, "dim")])


def _block(one: "Alike") -> "Iterator[Text]":
    from rich.text import Text

    at = one.passage
    who = f", {at.speaker} ({at.role})" if at.speaker else ""
    codes = f"  {one.codes}" if one.codes else ""
    place = f"{at.document}:{at.start}{who}"
    yield Text.assemble((f"{one.score:.3f}", "bold"), f"  {place}", (codes, "cyan"))
    yield Text(f"       {' '.join(at.text.split())}")
