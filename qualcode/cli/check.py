"""`qualcode check`: everything that may be wrong with a study."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from qualcode.cli.put import Format, Output

if TYPE_CHECKING:
    from qualcode.project.checks.checking import Checked

MOST_DOCUMENTS = 3
"""Documents that a line names before it only counts the others."""


def check(format: Format = "text", output: Output = None) -> None:
    """Look for all that may be wrong with a study, and say what cures it.

    Settings, attributes, texts and their originals, encodings, speakers, codebook, human codings, git. The
    exit status is 1 where something makes numbers wrong or impossible.

    Example: qualcode check
    """
    from qualcode.cli.progress import progress_bar
    from qualcode.cli.put import put_table, put_text
    from qualcode.project.checks.checking import check_study
    from qualcode.project.checks.findings import FINDING_COLUMNS
    from qualcode.project.job.defaults import the_study

    study = the_study("check")
    with progress_bar() as progress:
        checked = check_study(study, progress=progress)
    if format == "text":
        put_text("\n".join(_lines(checked)), output)
    else:
        put_table(FINDING_COLUMNS, checked.findings, format, output)
    if checked.has_errors:
        raise typer.Exit(1)


def _lines(checked: "Checked") -> Iterator[str]:
    from qualcode.cli.columns import plural
    from qualcode.project.checks.findings import LEVELS, grouped

    for one in grouped(checked.findings):
        yield f"{one.level}: {one.about}: {_named(one.documents)}{one.message}"
        yield f"    cure: {one.cure}"
    counts = [sum(one.level == level for one in checked.findings) for level in LEVELS]
    looked = f"{plural(checked.n_documents, 'document')}, {plural(checked.n_codings, 'human coding')}"
    found = ", ".join(plural(n, level) for n, level in zip(counts, LEVELS, strict=True) if n)
    yield f"{looked}: {found or 'nothing is wrong'}"


def _named(documents: tuple[str, ...]) -> str:
    distinct = list(dict.fromkeys(documents))
    if not distinct:
        return ""
    more = f" and {len(distinct) - MOST_DOCUMENTS:,} more" if len(distinct) > MOST_DOCUMENTS else ""
    return f"{', '.join(distinct[:MOST_DOCUMENTS])}{more}: "
