"""`qualcode find`: a rule as a query, every hit with what stands around it."""

from collections.abc import Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.columns import GAP, aligned, cell_width, fit, last_cells, padded, plural
from qualcode.cli.put import Format, Output
from qualcode.cli.reading import UNSAID, Reading, TranscriptsOrResults, completed, reads_transcripts

MOST_PLACE, MOST_SPEAKER, MOST_KEYWORD, LEAST_SIDE = 60, 12, 40, 12
"""Cells of a place and of a hit before they are cut, and of the context on each side at least."""

if TYPE_CHECKING:
    from rich.text import Text

    from qualcode.project.job.finding import Finding
    from qualcode.workshop.find import Hit

Rule = Annotated[
    str,
    typer.Argument(
        metavar="RULE",
        help="A rule, as in a codebook: terms, wildcards, AND, OR, NOT, NEAR/5 … In quotes.",
        show_default=False,
    ),
]
Unit = Annotated[
    str,
    typer.Option(
        metavar="UNIT",
        help="Passage in which the rule is judged: sentence, paragraph, turn, exchange or document.",
    ),
]
Count = Annotated[bool, typer.Option("--count", help="Only say how often it is found.")]
By = Annotated[
    str,
    typer.Option(
        metavar="WHAT",
        help="Count by speaker, document, role or an attribute such as community.",
        show_default=False,
    ),
]
SortBy = Annotated[
    Literal["place", "left", "right", "keyword"],
    typer.Option(
        "--sort", help="Order of the hits: as they stand, or by the words before, behind, or of the hit."
    ),
]
Context = Annotated[
    int, typer.Option(min=0, max=1000, metavar="N", help="Characters on each side (in a table).")
]
Cuts = Annotated[
    Literal["crossing", "none", "token"],
    typer.Option("--boundaries", help="Word cuts of Chinese hits, as in a codebook."),
]


@reads_transcripts()
def find(
    rule: Rule,
    transcripts: TranscriptsOrResults = None,
    count: Count = False,
    by: By = "",
    sort: SortBy = "place",
    context: Context = 40,
    boundaries: Cuts = "crossing",
    unit: Unit = "sentence",
    reading: Reading = UNSAID,
    format: Format = "text",
    output: Output = None,
) -> None:
    """Find a rule in transcripts: every hit in its line, or how often there is one.

    Examples: qualcode find '能人 OR 带头人' sample_transcripts
    qualcode find 'trust* NEAR/5 neighbo*' sample_transcripts --count --by community
    """
    from qualcode.cli.problems import leave_if_named, tell
    from qualcode.cli.put import keep_inputs, put_table, put_text
    from qualcode.errors import UsageError
    from qualcode.project.job.finding import find_in
    from qualcode.workshop.find import COUNT_COLUMNS, FIND_COLUMNS, in_order
    from qualcode.workshop.find import count as counted

    if (count or by) and sort != "place":
        raise UsageError("--sort does nothing with --count and --by", cure="leave it out", slug="idle-option")
    options = completed(reading.options(transcripts))
    keep_inputs(output, *options.paths)
    shown = max(context, get_terminal_size().columns) if format == "text" else context
    finding = find_in(options, rule, boundaries=boundaries, context=shown, by=by)
    tell(finding.warnings, finding.failures)
    hits = in_order(finding.found.hits, sort)
    if count or by:
        rows = counted(finding.found)
        if format == "text":
            put_text(_counts(rows, finding), output)
        else:
            put_table(COUNT_COLUMNS, rows, format, output)
    elif format == "text":
        put_text(_lines(hits, finding), output)
    else:
        put_table(FIND_COLUMNS, [hit.row for hit in hits], format, output)
    leave_if_named(finding.failures)


def _lines(hits: "Sequence[Hit]", finding: "Finding") -> "Text":
    """Each hit on a line, one below the other, then how many there are."""
    from rich.text import Text

    places = [f"{hit.document}:{hit.start}" for hit in hits]
    width = min(max(map(cell_width, places), default=0), MOST_PLACE)
    who = min(max((cell_width(hit.speaker) for hit in hits), default=0), MOST_SPEAKER)
    gap = GAP if who else ""
    keys = min(max((cell_width(hit.keyword) for hit in hits), default=0), MOST_KEYWORD)
    side = max((get_terminal_size().columns - width - who - keys - len(GAP + GAP + gap) - 2) // 2, LEAST_SIDE)
    lines = [
        Text.assemble(
            (padded(fit(place, width), width) + GAP + padded(fit(hit.speaker, who), who) + gap, "dim"),
            padded(last_cells(hit.left.strip(), side), side, right=True) + " ",
            (fit(hit.keyword, keys), "bold"),
            " " + fit(hit.right.strip(), side + keys - cell_width(fit(hit.keyword, keys))),
        )
        for place, hit in zip(places, hits, strict=True)
    ]
    return Text("\n").join([*lines, Text(_summary(finding), "dim")])


def _summary(finding: "Finding") -> str:
    hits, units = finding.found.hits, {place[1:] for place in finding.found.units}
    n_units = len({(hit.document, hit.unit) for hit in hits})
    n_documents = len({hit.document for hit in hits})
    aside = finding.found.n_aside
    cut = f"; {plural(aside, 'hit')} set aside by word cuts (--boundaries none keeps them)" if aside else ""
    return (
        f"{plural(len(hits), 'hit')} in {n_units:,} of {plural(len(units), finding.unit)}, "
        f"{n_documents:,} of {plural(finding.n_documents, 'document')} ({finding.population}){cut}"
    )


def _counts(rows: "Sequence[tuple[str, int, int, int, float, int]]", finding: "Finding") -> "Text":
    """The groups as a table."""
    from rich.text import Text

    named = finding.by or "all"
    head = (named, "hits", f"{finding.unit}s", "of", "share", "documents")
    cells = [
        (
            value or ("–" if finding.by else ""),
            f"{n_hits:,}",
            f"{n_units:,}",
            f"{n:,}",
            f"{100 * share:.1f} %",
            f"{n_documents:,}",
        )
        for value, n_hits, n_units, n_documents, share, n in rows
    ]
    lines = aligned([head, *cells], [False, *[True] * 5])
    return Text("\n".join([*lines, _summary(finding)]))
