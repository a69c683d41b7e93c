"""`qualcode explain`: why a passage is coded, and why not."""

from collections.abc import Sequence
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.put import Output
from qualcode.cli.reading import UNSAID, Reading, codebook_option, place, reads_transcripts
from qualcode.errors import UsageError

if TYPE_CHECKING:
    from qualcode.codebook.model import Example
    from qualcode.project.job.options import CodeOptions
    from qualcode.workshop.explain import Explanation

FILE_WIDTH = 120
"""Cells of a line where there is no terminal."""

Target = Annotated[
    str,
    typer.Argument(
        metavar="[DOCUMENT:POSITION | RESULTS]",
        help="A document (its id, or a file) and a character of its text, like start in codings.csv; "
        "with --row a folder of results.",
        show_default=False,
    ),
]
Among = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TRANSCRIPTS]...",
        help="Transcripts or folders among which the document is read. Default: the file alone; with --row "
        "those of the results.",
        show_default=False,
    ),
]
CodebookFile = Annotated[
    str, codebook_option("The codebook file (YAML); with --row by default that of the results.")
]
Row = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        help="Explain row N of codings.csv in RESULTS; the first below the header is 1.",
        show_default=False,
    ),
]
Text = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="Explain this text, as if one person had said it.", show_default=False),
]
SaidBy = Annotated[
    str, typer.Option(metavar="NAME", help="Who says --text, for rules that ask.", show_default=False)
]
SaidAs = Annotated[str, typer.Option(metavar="ROLE", help="The role of who says --text.", show_default=False)]
OnlyCodes = Annotated[
    list[str] | None,
    typer.Option(
        "--code", metavar="CODE", help="Only this code, coded or not; may be repeated.", show_default=False
    ),
]
AllRules = Annotated[bool, typer.Option("--all", help="Show all rules and all their terms.")]
Format = Annotated[
    Literal["text", "json"], typer.Option("--format", help="text to read; json for programs: everything.")
]

Lang = Annotated[Literal["en", "zh"], typer.Option("--lang", help="Language of the explanation.")]


@reads_transcripts()
def explain(
    target: Target = "",
    transcripts: Among = None,
    codebook: CodebookFile = "",
    row: Row = None,
    text: Text = None,
    speaker: SaidBy = "",
    role: SaidAs = "",
    code: OnlyCodes = None,
    all_rules: AllRules = False,
    reading: Reading = UNSAID,
    format: Format = "text",
    lang: Lang = "en",
    output: Output = None,
) -> None:
    """Explain why a passage has a code, or why not: every rule, clause by clause.

    Examples: qualcode explain interview.txt:120 -c codebook.yaml
    qualcode explain --row 3 results
    qualcode explain --text "他是我们这儿的能人。" -c codebook.yaml --code elite_leadership
    qualcode explain --row 3 results --lang zh
    """
    from qualcode.cli.put import keep_inputs, put_json, put_text
    from qualcode.cli.reasons import as_record, as_text
    from qualcode.codebook.model import Example
    from qualcode.project.job.defaults import results_folder, with_codebook
    from qualcode.project.results.folder import files_of, record_of
    from qualcode.project.study.folder import find_study
    from qualcode.workshop.reason_words import TELLINGS
    from qualcode.workshop.reasons import Manner

    options = reading.options(transcripts, codebook)
    if row is not None:
        target = target or (results_folder() if find_study() else "")
    elif text is not None:
        options = with_codebook(options)
    elif target:
        options = _at_home(options, target.rpartition(":")[0])
    if output:
        recorded = (*files_of(target), *record_of(target).options.paths) if row is not None else ()
        keep_inputs(output, *options.paths, target.rpartition(":")[0], *recorded)
    brief = format == "text" and not all_rules
    if (speaker or role) and text is None:
        raise UsageError("--speaker and --role belong to --text", cure="leave them out", slug="idle-option")
    said = Example(text, speaker=speaker, role=role) if text is not None else None
    found = _explained(options, target, row, said, code, brief=brief)
    if format == "json":
        put_json([as_record(one, TELLINGS[lang]) for one in found], output)
    else:
        width = 0 if all_rules else get_terminal_size((FILE_WIDTH, 0)).columns
        put_text(
            as_text(found, Manner(asked=bool(code) or row is not None, width=width, language=lang)), output
        )


def _at_home(options: "CodeOptions", document: str) -> "CodeOptions":
    """The options with what the study gives that holds the document; a file is read alone."""
    from dataclasses import replace

    from qualcode.project.job.defaults import in_study
    from qualcode.project.study.folder import find_study

    if find_study() is None:
        return options
    if not Path(document).is_file():
        return in_study(options)
    known = in_study(replace(options, inputs=options.inputs or (document,)))
    return replace(known, inputs=options.inputs)


def _refuse_idle(options: "CodeOptions", row: int | None, text: "Example | None", codes: object) -> None:
    """Refuse options that would do nothing: a row is explained as it was coded, a text has no file."""
    from dataclasses import fields, replace

    from qualcode.project.job.options import CodeOptions

    if row is not None:
        kept = replace(options, inputs=(), codebook="", attributes="", settings="")
        idle = kept != CodeOptions((), "") or codes
        where = "--row: a row has its code, and is explained with the options of its run"
    else:
        kept = replace(options, codebook="", unit="", settings="")
        idle = text is not None and kept != CodeOptions((), "")
        where = "--text: it is one person's speech in no file"
    if idle:
        changed = [one.name for one in fields(kept) if getattr(kept, one.name) != one.default]
        names = ", ".join(
            f"--{name.replace('_', '-')}" for name in changed if name not in ("inputs", "codebook")
        )
        raise UsageError(
            f"{names or '--code'} does nothing with {where}", cure="leave it out", slug="idle-option"
        )


def _explained(
    options: "CodeOptions",
    target: str,
    row: int | None,
    text: "Example | None",
    codes: Sequence[str] | None,
    *,
    brief: bool,
) -> "Sequence[Explanation]":
    """What is asked for, in one of three ways."""
    from qualcode.cli.problems import say
    from qualcode.project.results.explaining import explain_place, explain_row

    if bool(target) is (text is not None) or (row is not None and not target):
        raise UsageError(
            "say what to explain",
            cure="name DOCUMENT:POSITION, or --row N and a folder of results, or --text TEXT",
            slug="explain-what",
        )
    _refuse_idle(options, row, text, codes)
    if row is not None:
        told, changes = explain_row(options, place(target, "RESULTS"), row, brief=brief)
        for line in changes:
            say(f"warning: {line}")
        return [told]
    if not options.codebook:
        raise UsageError("no codebook is named", cure="name one with -c", slug="no-codebook")
    if text is None:
        return [explain_place(options, target, codes=codes, brief=brief)]
    return _of_text(options, text, codes, brief=brief)


def _of_text(
    options: "CodeOptions", said: "Example", codes: Sequence[str] | None, *, brief: bool
) -> "Sequence[Explanation]":
    from dataclasses import replace

    from qualcode.codebook.load import load_codebook
    from qualcode.project.job.options import named_unit, spacy_model
    from qualcode.workshop.explain import explain_text

    codebook = load_codebook(options.codebook, spacy_model=spacy_model(options.settings))
    judged = replace(codebook, unit=named_unit(options.unit or codebook.unit))
    return explain_text(said.text, judged, codes=codes, speaker=said.speaker, role=said.role, brief=brief)
