"""`qualcode code`: transcripts and a codebook become tables."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.errors import UsageError

if TYPE_CHECKING:
    from qualcode.analysis.cooccurrence import Base
    from qualcode.project.options import CodeOptions

COUNTED, READ, WRITTEN = "What is counted", "How transcripts are read", "How tables are written"

Transcripts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TRANSCRIPTS...",
        help="Transcripts (.txt, .docx, .pdf, .srt, .json and more), or folders that hold them. Default: "
        "those of the study that the current folder is in.",
        show_default=False,
    ),
]
CodebookFile = Annotated[
    str | None,
    typer.Option(
        "--codebook",
        "-c",
        metavar="FILE",
        help="The codebook file (YAML). Default: codebook.yaml of the study.",
        show_default=False,
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FOLDER",
        help="Folder for the tables; older tables in it are replaced. Default: results.",
        show_default=False,
    ),
]
Unit = Annotated[
    str,
    typer.Option(
        rich_help_panel=COUNTED,
        metavar="UNIT",
        help="Passage in which a rule is judged, and which it codes: sentence, paragraph, turn, "
        "exchange or document. Default: the codebook's.",
        show_default=False,
    ),
]
CountBy = Annotated[
    str,
    typer.Option(
        rich_help_panel=COUNTED,
        metavar="UNIT",
        help="What tables count, if not the unit: paragraph, turn, exchange, document; for co-occurrence "
        "also window:K (K sentences in a row), window:K:turn, near:K (at most K apart) and overlap.",
        show_default=False,
    ),
]
Speakers = Annotated[
    str,
    typer.Option(
        rich_help_panel=COUNTED,
        metavar="WHO",
        help="Whose speech counts: all, or roles and names with commas between (role:… and name:… force "
        "one). Default: everyone but the interviewer.",
        show_default=False,
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        rich_help_panel=COUNTED,
        metavar="NAME=VALUE",
        help="Count only speech whose attribute has this value: NAME=VALUE. May be repeated.",
        show_default=False,
    ),
]
BaseOption = Annotated[
    str,
    typer.Option(
        rich_help_panel=COUNTED,
        metavar="all|coded",
        help="N of co-occurrence: all units, or only coded ones with at least one code.",
    ),
]
Rollup = Annotated[
    bool,
    typer.Option(
        "--rollup", rich_help_panel=COUNTED, help="A unit that has a code also has the codes above it."
    ),
]
Measure = Annotated[
    str,
    typer.Option(
        rich_help_panel=COUNTED,
        metavar="MEASURE",
        help="What cooccurrence.csv holds: count, jaccard, conditional, expected, lift, npmi, phi; for "
        "overlap also c.",
    ),
]
Lang = Annotated[
    str,
    typer.Option(
        rich_help_panel=WRITTEN,
        metavar="LANGUAGE",
        help="Language of the codes' names. Default: the codebook's first.",
        show_default=False,
    ),
]
AttributesFile = Annotated[
    str | None,
    typer.Option(
        "--attributes",
        rich_help_panel=READ,
        metavar="FILE",
        help="Table of attributes. Default: attributes.csv beside the transcripts.",
        show_default=False,
    ),
]
Encoding = Annotated[
    str,
    typer.Option(
        rich_help_panel=READ,
        metavar="NAME",
        help="Encoding of all text files, such as gb18030 or big5. Default: found out, and shown.",
        show_default=False,
    ),
]
ColumnNames = Annotated[
    str,
    typer.Option(
        "--columns",
        rich_help_panel=READ,
        metavar="speaker=A,text=B",
        help="Columns of tables with one turn a row: speaker, text, begin and end, each by name, letter or "
        "number. Default: found by their names, and shown.",
        show_default=False,
    ),
]
SpeakerPattern = Annotated[
    str,
    typer.Option(
        rich_help_panel=READ,
        metavar="REGEX",
        help="Regular expression for speaker labels: what it matches at the beginning of a line is a label; "
        "group 1, if there is one, is the name.",
        show_default=False,
    ),
]
Wrapped = Annotated[
    str,
    typer.Option(
        rich_help_panel=READ,
        metavar="auto|yes|no",
        help="Whether lines are broken by width, so that only a blank line ends a paragraph.",
    ),
]
SplitAt = Annotated[
    str,
    typer.Option(
        rich_help_panel=READ,
        metavar="SIGNS",
        help="Characters that end a sentence besides 。！？!?. such as ；…",
        show_default=False,
    ),
]
JoinTurns = Annotated[
    bool, typer.Option("--join-turns", rich_help_panel=READ, help="Join consecutive turns of one speaker.")
]
SettingsFile = Annotated[
    str | None,
    typer.Option(
        "--settings",
        rich_help_panel=READ,
        metavar="FILE",
        help="A qualcode.toml with speakers, remarks, columns and encoding.",
        show_default=False,
    ),
]
ExcelSafe = Annotated[
    bool,
    typer.Option(
        "--excel-safe",
        rich_help_panel=WRITTEN,
        help="Put ' before text that a spreadsheet would take for a formula.",
    ),
]
Bom = Annotated[
    bool,
    typer.Option(
        "--bom/--no-bom",
        rich_help_panel=WRITTEN,
        help="Begin tables with the mark by which Excel knows UTF-8.",
    ),
]
Workers = Annotated[
    int,
    typer.Option(
        min=0,
        metavar="N",
        help="Processes that code side by side; 0: as many as pay. The result is the same.",
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print no summary, only warnings and what was not read.")
]


def code(
    transcripts: Transcripts = None,
    codebook: CodebookFile = None,
    output: Output = None,
    unit: Unit = "",
    count_by: CountBy = "",
    speakers: Speakers = "",
    where: Where = None,
    base: BaseOption = "all",
    rollup: Rollup = False,
    measure: Measure = "count",
    lang: Lang = "",
    attributes: AttributesFile = None,
    encoding: Encoding = "",
    columns: ColumnNames = "",
    speaker_pattern: SpeakerPattern = "",
    wrapped: Wrapped = "auto",
    split_at: SplitAt = "",
    join_turns: JoinTurns = False,
    settings: SettingsFile = None,
    excel_safe: ExcelSafe = False,
    bom: Bom = True,
    workers: Workers = 0,
    quiet: Quiet = False,
) -> None:
    """Code transcripts by a codebook's rules and write the tables of a paper.

    Writes codings.csv, frequencies.csv, cooccurrence.csv, cooccurrence_pairs.csv,
    code_by_document.csv, documents.csv and provenance.json, and prints a summary.

    Example: qualcode code sample_transcripts -c codebooks/community_governance.yaml -o results
    """
    from dataclasses import replace

    from qualcode.project.study import in_study, results_folder

    reading = reading_options(
        transcripts=transcripts or (),
        codebook="" if codebook is None else place(codebook, "--codebook"),
        unit=unit,
        speakers=speakers,
        where=where,
        attributes=attributes,
        encoding=encoding,
        columns=columns,
        speaker_pattern=speaker_pattern,
        wrapped=wrapped,
        split_at=split_at,
        join_turns=join_turns,
        settings=settings,
    )
    found = in_study(reading)
    if not found.codebook:
        raise UsageError("no codebook is named", cure="name one with -c", slug="no-codebook")
    options = replace(
        found,
        output=results_folder() if output is None else place(output, "--output"),
        count_by=count_by,
        base=_base(base),
        rollup=rollup,
        measure=measure,
        lang=lang,
        excel_safe=excel_safe,
        bom=bom,
        workers=workers,
    )
    run_and_show(options, quiet=quiet)


def run_and_show(options: "CodeOptions", *, quiet: bool = False) -> None:
    """Run the job with progress on stderr, print the summary and end with the right status."""
    from qualcode.cli.problems import say
    from qualcode.cli.progress import progress_bar
    from qualcode.cli.summary import summarise, tell_problems
    from qualcode.project.run import run

    try:
        with progress_bar() as progress:
            report = run(options, progress=progress)
    except KeyboardInterrupt:
        say("interrupted: nothing was written")
        raise
    tell_problems(report)
    if not quiet:
        summarise(report)
    if report.exit_status:
        raise typer.Exit(report.exit_status)


def reading_options(
    *,
    transcripts: Sequence[str],
    codebook: str,
    unit: str,
    speakers: str,
    where: Sequence[str] | None,
    attributes: str | None,
    encoding: str,
    columns: str,
    speaker_pattern: str,
    wrapped: str,
    split_at: str,
    join_turns: bool,
    settings: str | None,
) -> "CodeOptions":
    """What a command says of transcripts, how they are read, and whose speech counts."""
    from qualcode.project.options import CodeOptions

    return CodeOptions(
        inputs=tuple(place(path, "transcripts") for path in transcripts),
        codebook=codebook,
        unit=unit,
        speakers=listed(speakers),
        where=conditions(where),
        attributes="" if attributes is None else place(attributes, "--attributes"),
        encoding=encoding,
        columns=columns_of(columns),
        speaker_pattern=speaker_pattern,
        split_at=split_at,
        wrapped=_wrapped(wrapped),
        join_turns=join_turns,
        settings="" if settings is None else place(settings, "--settings"),
    )


def place(path: str, option: str) -> str:
    """A path that was given, with `/`; an empty one, such as that of an unset variable, is refused."""
    if not path:
        raise UsageError(
            "the path is empty", place=option, cure="name a file or folder; . is the current one", slug="path"
        )
    return Path(path).as_posix()


def columns_of(text: str) -> tuple[tuple[str, str], ...]:
    """`speaker=A,text=B` as pairs."""
    pairs = []
    for part in listed(text):
        role, sign, column = part.partition("=")
        if not (sign and role.strip() and column.strip()):
            cure = "write --columns speaker=A,text=B with names, letters or numbers of columns"
            raise UsageError(f"--columns {part} names no column", cure=cure, slug="columns")
        pairs.append((role.strip(), column.strip()))
    return tuple(pairs)


def listed(text: str) -> tuple[str, ...]:
    """What stands between the commas, ASCII or full-width."""
    return tuple(part.strip() for part in text.replace("，", ",").split(",") if part.strip())


def conditions(where: Sequence[str] | None) -> tuple[tuple[str, str], ...]:
    """Names and values of `--where`."""
    return tuple(map(_pair, where or ()))


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if name.endswith("!"):
        cure = "write NAME=VALUE; a rule of a codebook may say where:name!=value"
        raise UsageError(f"--where {text}: there is no !=", cure=cure, slug="where")
    if not (name.strip() and sign and value.strip()):
        raise UsageError(f"--where {text} is no condition", cure="write --where community=L", slug="where")
    return name.strip(), value.strip()


def _base(word: str) -> "Base":
    bases: tuple[Base, ...] = ("all", "coded")
    for base in bases:
        if base == word:
            return base
    raise UsageError(f"there is no base '{word}'", cure="write --base all or --base coded", slug="base")


def _wrapped(word: str) -> bool | None:
    answers = {"auto": None, "yes": True, "no": False}
    if word not in answers:
        raise UsageError(
            f"--wrapped {word} is no answer", cure="write --wrapped auto, yes or no", slug="wrapped"
        )
    return answers[word]
