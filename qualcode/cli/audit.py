"""`qualcode audit`: passages drawn for judges, and what their judgements say of a code's rules."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.put import Format, Output
from qualcode.cli.reading import OF_STUDY, UNSAID, Reading, codebook_option, listed, place, reads_transcripts
from qualcode.errors import UsageError

if TYPE_CHECKING:
    from qualcode.project.job.options import CodeOptions

DRAWN, JUDGED = "Drawing passages", "Reading judgements"

Transcripts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TRANSCRIPTS]...",
        help="Transcripts (.txt, .docx, .pdf …), or folders that hold them; none with --read.",
        show_default=False,
    ),
]
CodebookFile = Annotated[str, codebook_option(OF_STUDY, panel=DRAWN)]
OneCode = Annotated[
    str,
    typer.Option(
        "--code",
        rich_help_panel=DRAWN,
        metavar="CODE",
        help="The code whose rules are audited.",
        show_default=False,
    ),
]
Hits = Annotated[
    int | None,
    typer.Option(min=0, rich_help_panel=DRAWN, metavar="N", help="Coded passages (50).", show_default=False),
]
Misses = Annotated[
    int | None,
    typer.Option(
        min=0,
        rich_help_panel=DRAWN,
        metavar="N",
        help="Uncoded passages (150): half near what is coded, half from the rest.",
        show_default=False,
    ),
]
Judges = Annotated[
    str,
    typer.Option(
        rich_help_panel=DRAWN,
        metavar="NAMES",
        help="A column for each of these judges, with commas between. Default: judge_1.",
        show_default=False,
    ),
]
Context = Annotated[
    int | None,
    typer.Option(
        min=0,
        max=50,
        rich_help_panel=DRAWN,
        metavar="N",
        help="Units before and after each passage (1).",
        show_default=False,
    ),
]
Rollup = Annotated[
    bool, typer.Option("--rollup", rich_help_panel=DRAWN, help="Codes below the one named count as it.")
]
Seed = Annotated[
    int, typer.Option(metavar="SEED", help="Number that decides what is drawn, and what is simulated.")
]
Read = Annotated[
    list[str] | None,
    typer.Option(
        "--read",
        rich_help_panel=JUDGED,
        metavar="FILE",
        help="A sheet that judges have filled in (.csv or .xlsx). May be repeated: a copy for each judge.",
        show_default=False,
    ),
]
Key = Annotated[
    str,
    typer.Option(
        rich_help_panel=JUDGED,
        metavar="FILE",
        help="The key. Default: beside the first sheet (audit.key.json for audit.csv).",
        show_default=False,
    ),
]
Judge = Annotated[
    str,
    typer.Option(
        rich_help_panel=JUDGED,
        metavar="NAME",
        help="Count only what stands in this column. Default: what the judges agree on, or wrote into final.",
        show_default=False,
    ),
]
Simulations = Annotated[
    int | None,
    typer.Option(
        "--draws",
        rich_help_panel=JUDGED,
        min=100,
        metavar="B",
        help="Simulated populations behind the intervals of recall (2000).",
        show_default=False,
    ),
]


@reads_transcripts()
def audit(
    transcripts: Transcripts = None,
    codebook: CodebookFile = "",
    code: OneCode = "",
    hits: Hits = None,
    misses: Misses = None,
    judges: Judges = "",
    context: Context = None,
    rollup: Rollup = False,
    read: Read = None,
    key: Key = "",
    judge: Judge = "",
    draws: Simulations = None,
    seed: Seed = 1,
    reading: Reading = UNSAID,
    format: Format = "text",
    output: Output = None,
) -> None:
    """Measure how often a code's rules are right, and how much they miss.

    First draw passages for people to judge, then read what they wrote.

    Examples: qualcode audit talks -c codebook.yaml --code trust --judges li,wang -o audit.csv
    qualcode audit --read audit.csv
    """
    options = reading.options(transcripts, codebook)
    drawn = {
        "--code": code, "--hits": hits is not None, "--misses": misses is not None, "--judges": judges,
        "--context": context is not None, "--rollup": rollup,
    }  # fmt: skip
    judged = {"--key": key, "--judge": judge, "--draws": draws is not None, "--format": format != "text"}
    if read:
        _refuse_idle(options, drawn)
        _read([place(one, "--read") for one in read], key, judge, draws or 2000, seed, format, output)
        return
    idle = [name for name, given in judged.items() if given]
    if idle:
        raise UsageError(
            f"{', '.join(idle)}: nothing is read", cure="name a sheet with --read", slug="idle-option"
        )
    sizes = 50 if hits is None else hits, 150 if misses is None else misses, 1 if context is None else context
    _draw(options, code, *sizes, listed(judges), rollup=rollup, seed=seed, output=output)


def _refuse_idle(options: "CodeOptions", drawn: dict[str, object]) -> None:
    """With --read all that decides a sample is in the key."""
    from dataclasses import fields

    from qualcode.project.job.options import CodeOptions

    changed = [
        one.name
        for one in fields(options)
        if getattr(options, one.name) != getattr(CodeOptions((), ""), one.name)
    ]
    idle = [f"--{name.replace('_', '-')}" if name != "inputs" else "TRANSCRIPTS" for name in changed]
    idle += [name for name, given in drawn.items() if given]
    if idle:
        raise UsageError(
            f"--read knows all that from the key: {', '.join(idle)}",
            cure="leave it out, or draw a new sample without --read",
            slug="idle-option",
        )


def _draw(
    options: "CodeOptions",
    code: str,
    hits: int,
    misses: int,
    context: int,
    judges: tuple[str, ...],
    *,
    rollup: bool,
    seed: int,
    output: Path | None,
) -> None:
    """Draw, write the sheet and the key, and say what was drawn."""
    from qualcode.cli.audit_text import drawn_text
    from qualcode.cli.problems import leave_if_named, tell
    from qualcode.cli.put import keep_inputs, put_text
    from qualcode.project.audits.drawing import Asked, check_free, draw_from
    from qualcode.project.audits.key import key_beside
    from qualcode.project.job.defaults import in_study
    from qualcode.project.study.folder import find_study

    options = in_study(options) if find_study() else options
    missing = {
        "transcripts": options.inputs,
        "--codebook": options.codebook,
        "--code": code,
        "--output": output,
    }
    lacking = [name for name, given in missing.items() if not given]
    if lacking or output is None:
        cure = "qualcode audit TRANSCRIPTS -c CODEBOOK --code CODE -o audit.csv, or --read audit.csv"
        raise UsageError(f"named is no {', no '.join(lacking)}", cure=cure, slug="missing")
    beside = key_beside(output.as_posix())
    for file in (output, beside):
        keep_inputs(file, *options.paths)
        check_free(file)
    drawing = draw_from(options, Asked(code, hits, misses, seed, judges, context, rollup))
    tell(drawing.warnings, drawing.failures)
    drawing.draw.write(output)
    put_text(drawn_text(drawing.draw, output.as_posix(), beside.as_posix()), None)
    leave_if_named(drawing.failures)


def _read(
    files: Sequence[str], key: str, judge: str, draws: int, seed: int, format: str, output: Path | None
) -> None:
    """Read sheets and say what they say."""
    from qualcode.cli.audit_text import as_record, read_text
    from qualcode.cli.problems import tell
    from qualcode.cli.put import keep_inputs, put_json, put_table, put_text
    from qualcode.project.audits.judging import read_audit
    from qualcode.project.audits.key import key_beside
    from qualcode.project.audits.result import MEASURE_COLUMNS

    keep_inputs(output, *files, key or key_beside(files[0]).as_posix())
    found = read_audit(files, key=key, judge=judge, draws=draws, seed=seed)
    tell(found.warnings, ())
    if format == "csv":
        put_table(MEASURE_COLUMNS, found.rows(), format, output)
    elif format == "json":
        put_json(as_record(found), output)
    else:
        put_text(read_text(found), output)
