"""`qualcode adjudicate`: where coders differ, somebody decides; what comes of it is the coder consensus."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.agree import COMPARED, CodebookFile
from qualcode.cli.reading import AS_KEPT, UNSAID, Reading, counted_by, place, reads_transcripts
from qualcode.errors import UsageError, as_argument

if TYPE_CHECKING:
    from qualcode.project.agreement.adjudicating import Asked
    from qualcode.project.agreement.finished import Adjudication

SHEET = "As a sheet"

Coders = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[CODERS]...",
        help="Whose codings are compared, two or more: names, rounds (li#2), rules. With --from those of "
        "the sheet.",
        show_default=False,
    ),
]
As = Annotated[
    str,
    typer.Option("--as", metavar="NAME", help="Who decides. Default: $QUALCODE_CODER.", show_default=False),
]
CountBy = Annotated[
    str,
    counted_by(
        "What has one set of codes: sentence, paragraph, turn, exchange, document. Default: sentence, "
        "with rules their coding unit, with --from that of the sheet.",
        panel=COMPARED,
    ),
]
OneDocument = Annotated[
    str,
    typer.Option(
        "--document",
        rich_help_panel=COMPARED,
        metavar="ID",
        help="Only this document. Default: all that two of the coders have finished.",
        show_default=False,
    ),
]
Singles = Annotated[
    bool,
    typer.Option(
        "--singles",
        rich_help_panel=COMPARED,
        help="Also documents that only one of the coders has finished, as that one coded them.",
    ),
]
Decided = Annotated[
    bool,
    typer.Option("--decided", rich_help_panel=COMPARED, help="Also the units that were decided on before."),
]
Sheet = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        rich_help_panel=SHEET,
        metavar="FILE.csv",
        help="Write the units to a sheet to fill in, instead of asking one by one.",
        show_default=False,
    ),
]
From = Annotated[
    str,
    typer.Option(
        "--from",
        rich_help_panel=SHEET,
        metavar="FILE",
        help="Read a sheet that was filled in (.csv or .xlsx), and write what it decides.",
        show_default=False,
    ),
]


@reads_transcripts(but=AS_KEPT)
def adjudicate(
    coders: Coders = None,
    by: As = "",
    codebook: CodebookFile = "",
    count_by: CountBy = "",
    document: OneDocument = "",
    singles: Singles = False,
    decided: Decided = False,
    reading: Reading = UNSAID,
    sheet: From = "",
    output: Sheet = None,
) -> None:
    """Settle where coders of a study differ: unit by unit, here or in a sheet.

    What they agree on and what is decided becomes the coding of consensus.

    Examples: qualcode adjudicate li zhang --as wang
    qualcode adjudicate li zhang -o differences.csv
    qualcode adjudicate --from differences.csv --as wang
    """
    from qualcode.cli.adjudicate_ask import ask_each
    from qualcode.project.agreement.adjudicating import Asked
    from qualcode.project.teams.coder_name import coder_named

    if sheet and (output or decided):
        cure = "first write a sheet with -o, then read it with --from"
        raise UsageError("--from reads a sheet, and writes none", cure=cure, slug="idle-option")
    if output and by:
        cure = "who decides is named when the sheet is read: --from FILE --as NAME"
        raise UsageError("--as does nothing with -o", cure=cure, slug="idle-option")
    if output and singles:
        cure = "nothing is disputed in what one has coded alone; name --singles when the sheet is read"
        raise UsageError("--singles does nothing with -o", cure=cure, slug="idle-option")
    asked = Asked(tuple(coders or ()), count_by, document, singles)
    if sheet:
        _read(asked, place(sheet, "--from"), by, codebook, reading)
    elif output:
        _write(_opened(asked, codebook, reading, output), output, decided=decided)
    else:
        name = coder_named(by)
        ask_each(_opened(asked, codebook, reading), name, decided=decided)


def _opened(asked: "Asked", codebook: str, reading: Reading, output: Path | None = None) -> "Adjudication":
    """Who is compared on what; what must be known is told."""
    from qualcode.cli.problems import tell
    from qualcode.cli.put import keep_inputs
    from qualcode.project.agreement.adjudicating import opened
    from qualcode.project.job.defaults import in_study, the_study
    from qualcode.project.study.texts import TRANSCRIPTS

    study = the_study("adjudicate")
    options = in_study(reading.options([study.path(TRANSCRIPTS)], codebook))
    keep_inputs(output, *options.paths, *map(study.path, ("codings", "text")))
    adjudication = opened(study, options, asked)
    tell(adjudication.warnings, adjudication.failures)
    return adjudication


def _write(adjudication: "Adjudication", output: Path, *, decided: bool) -> None:
    """The sheet, unless there is one already that somebody may have filled in."""
    from qualcode.cli.columns import plural
    from qualcode.cli.put import put_table
    from qualcode.project.agreement.adjudicating import disputed
    from qualcode.project.agreement.sheet import sheet_columns, sheet_rows
    from qualcode.project.audits.drawing import check_free

    if output.suffix.lower() != ".csv":
        cure = "name it FILE.csv; a spreadsheet may save it as .xlsx, which is read too"
        raise UsageError("the sheet is a CSV file", place=output.as_posix(), cure=cure, slug="output")
    check_free(output)
    columns, found = sheet_columns(adjudication), disputed(adjudication, decided=decided)
    put_table(columns, sheet_rows(adjudication, found), "csv", output)
    n_documents = len({one.document for one in found})
    typer.echo(f"{plural(len(found), adjudication.by)} in {plural(n_documents, 'document')}: {output}")
    read = f"qualcode adjudicate --from {as_argument(output.as_posix())}"
    if not found:  # a sheet without rows does not say its unit
        told = f"{read} --count-by {adjudication.by} --as NAME writes what all agree on"
        typer.echo(f"Nothing is left to decide: {told}")
        return
    typer.echo(
        f"Fill in decision (ids of codes with || between, - for none) and reason, then: {read} --as NAME"
    )


def _read(asked: "Asked", file: str, by: str, codebook: str, reading: Reading) -> None:
    """Write what a sheet decides, and say what it has changed."""
    from qualcode.cli.adjudicate_text import adjudicated_text
    from qualcode.cli.problems import tell
    from qualcode.project.agreement.sheet import apply_sheet, coders_of, read_filled, unit_of
    from qualcode.project.teams.coder_name import coder_named

    name, sheet = coder_named(by), read_filled(file)
    of_sheet = coders_of(sheet)
    if asked.coders and set(asked.coders) != set(of_sheet):
        cure = f"leave the names out: the sheet is about {', '.join(of_sheet)}"
        raise UsageError("the sheet is about other coders", place=file, cure=cure, slug="coders")
    meant = replace(asked, coders=of_sheet, count_by=asked.count_by or unit_of(sheet))
    adjudication = _opened(meant, codebook, reading)
    done = apply_sheet(adjudication, sheet, name, file=file)
    tell(done.warnings, ())
    typer.echo(adjudicated_text(done, adjudication.by))
    if done.refused:
        raise typer.Exit(1)
