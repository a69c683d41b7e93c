"""`qualcode assign`: who codes which document, and which documents several people code."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.put import Format, Output
from qualcode.cli.reading import AS_KEPT, UNSAID, Reading, listed, reads_transcripts

if TYPE_CHECKING:
    from qualcode.project.teams.eligible import Only

DRAWN, AGAIN = "How documents are divided", "What stands already"

Coders = Annotated[
    list[str],
    typer.Argument(metavar="CODERS...", help="Who gets documents to code: names.", show_default=False),
]
Overlap = Annotated[
    str,
    typer.Option(
        rich_help_panel=DRAWN,
        metavar="SHARE|N",
        help="How many documents several people code: a share (20%, 5 documents at least) or a number.",
    ),
]
PerDocument = Annotated[
    int,
    typer.Option(
        min=0,
        rich_help_panel=DRAWN,
        metavar="N",
        help="So many coders code each of those. Default: all who are named.",
        show_default=False,
    ),
]
Stratify = Annotated[
    str,
    typer.Option(
        rich_help_panel=DRAWN,
        metavar="ATTRIBUTES",
        help="Attributes by which documents are told apart before language and role, with commas between.",
        show_default=False,
    ),
]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        rich_help_panel=DRAWN,
        metavar="CODER:NAME=VALUE",
        help="CODER gets only documents with this value of an attribute, or language=zh. May be repeated: "
        "values of one NAME are alternatives.",
        show_default=False,
    ),
]
Round = Annotated[
    int, typer.Option("--round", min=1, rich_help_panel=DRAWN, metavar="N", help="The round of coding.")
]
Seed = Annotated[int, typer.Option(rich_help_panel=DRAWN, metavar="SEED", help="Decides what is drawn.")]
Anew = Annotated[
    bool,
    typer.Option(
        "--anew",
        rich_help_panel=AGAIN,
        help="Draw all of this round again. Refused where work has begun on what would change.",
    ),
]
Force = Annotated[
    bool,
    typer.Option("--force", rich_help_panel=AGAIN, help="With --anew: also what somebody has begun."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", rich_help_panel=AGAIN, help="Only show what would be assigned.")
]


@reads_transcripts(but=("unit", "split_at", *AS_KEPT))
def assign(
    coders: Coders,
    overlap: Overlap = "20%",
    per_document: PerDocument = 0,
    stratify: Stratify = "",
    only: Rules = None,
    round: Round = 1,
    seed: Seed = 1,
    anew: Anew = False,
    force: Force = False,
    dry_run: DryRun = False,
    reading: Reading = UNSAID,
    format: Format = "text",
    output: Output = None,
) -> None:
    """Give the documents of a study to coders; some to all, so that agreement can be told.

    Writes assignments.csv. What is assigned stays so: only new documents and coders get something.

    Examples: qualcode assign li zhang
    qualcode assign li zhang wang --overlap 30% --per-document 2 --stratify community
    qualcode assign li ana wang --only li:language=zh --only ana:language=en
    """
    from qualcode.cli.assign_text import shown
    from qualcode.cli.problems import leave_if_named, tell
    from qualcode.cli.put import keep_inputs, put_table, put_text, refuse_data_name
    from qualcode.errors import UsageError
    from qualcode.project.job.defaults import in_study, the_study
    from qualcode.project.study.texts import TRANSCRIPTS
    from qualcode.project.teams.assigned import FILE
    from qualcode.project.teams.assigning import Asked, assign_in
    from qualcode.project.teams.assignment_found import LISTED

    if force and not anew:
        raise UsageError("--force does nothing without --anew", cure="leave it out", slug="idle-option")
    study = the_study("assign")
    options = in_study(reading.options([study.path(TRANSCRIPTS)]))
    keep_inputs(output, *options.paths, *map(study.path, ("codings", "text", FILE)))
    if format == "text":
        refuse_data_name(output)
    how = (overlap, per_document, seed, round, listed(stratify), anew, force)
    asked = Asked(tuple(coders), *how, tuple(_rules(only or ())))
    done = assign_in(study, options, asked, write=not dry_run)
    tell(done.warnings, done.failures)
    if format == "text":
        put_text(shown(done.found, study.path(FILE), written=not dry_run), output)
    else:
        put_table(LISTED, done.found.rows(), format, output)
    leave_if_named(done.failures)


def _rules(written: Iterable[str]) -> "list[Only]":
    """`li:language=zh` as a rule; the signs may be full-width."""
    from qualcode.errors import UsageError
    from qualcode.project.teams.eligible import Only

    found: list[Only] = []
    for text in written:
        parts = re.fullmatch(r"([^=＝]+)[:：]([^:：=＝]+)[=＝](.+)", text, re.DOTALL)
        words = [part.strip() for part in parts.groups()] if parts else []
        if not words or not all(words) or words[1].endswith("!"):
            cure = "write CODER:NAME=VALUE, as in --only li:language=zh"
            raise UsageError(f"--only {text} is no rule", cure=cure, slug="only")
        found.append(Only(*words))
    return found
