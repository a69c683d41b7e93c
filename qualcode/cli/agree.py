"""`qualcode agree`: how far coders agree, code by code, and on which passages they do not."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.documents import TableFormat, asked_format, put_rows
from qualcode.cli.put import Output
from qualcode.cli.reading import (
    AS_KEPT,
    OF_STUDY,
    UNSAID,
    Reading,
    codebook_option,
    counted_by,
    listed,
    reads_transcripts,
)

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.cli.documents import Told
    from qualcode.project.agreement.agreeing import AgreementFound

TABLE = "table"
"""What is shown where no list is asked for."""
COMPARED, NUMBERS = "What is compared", "Which numbers"

Coders = Annotated[
    list[str],
    typer.Argument(
        metavar="CODERS...",
        help="Whom to compare, two or more: names, rounds of one coder (li#1 li#2), rules, consensus.",
        show_default=False,
    ),
]
CodebookFile = Annotated[str, codebook_option(OF_STUDY, panel=COMPARED)]
CountBy = Annotated[
    str,
    counted_by(
        "What gets a code or not: sentence, character, turn, paragraph, exchange, document; or segment, "
        "the codings themselves. Default: sentence, with rules their coding unit.",
        panel=COMPARED,
    ),
]
CodedOnly = Annotated[
    bool, typer.Option("--coded-only", rich_help_panel=COMPARED, help="Leave out units that nobody coded.")
]
Rollup = Annotated[
    bool, typer.Option("--rollup", rich_help_panel=COMPARED, help="Count a code with all codes below it.")
]
Level = Annotated[
    int | None,
    typer.Option(
        min=1,
        rich_help_panel=COMPARED,
        metavar="N",
        help="Only codes of this level of the tree, with all below them; 1 is the top.",
        show_default=False,
    ),
]
State = Annotated[
    Literal["first", "now"],
    typer.Option(
        "--at",
        rich_help_panel=COMPARED,
        help="Codings as they stood when a document was first finished, or as they stand now.",
    ),
]
IncludeAssisted = Annotated[
    bool,
    typer.Option(
        "--include-assisted",
        rich_help_panel=COMPARED,
        help="Also documents that were coded while other codings were in view.",
    ),
]
MeasureNames = Annotated[
    str,
    typer.Option(
        "--measure",
        rich_help_panel=NUMBERS,
        metavar="NAMES",
        help="Only these measures, with commas between: cohen_kappa,krippendorff_alpha … Default: all.",
        show_default=False,
    ),
]
Reference = Annotated[
    str,
    typer.Option(
        rich_help_panel=NUMBERS,
        metavar="CODER",
        help="Whom the others are compared with by precision, recall and F1. Default: consensus, or the one "
        "person beside rules.",
        show_default=False,
    ),
]
Overlap = Annotated[
    float | None,
    typer.Option(
        rich_help_panel=NUMBERS,
        metavar="SHARE",
        help="With segment: least overlap of two codings that are one passage, above 0 and up to 1 (0.5).",
        show_default=False,
    ),
]
Draws = Annotated[
    int, typer.Option(min=0, rich_help_panel=NUMBERS, metavar="N", help="Bootstrap draws; 0: no intervals.")
]
Seed = Annotated[
    int,
    typer.Option(min=0, max=2**32 - 1, rich_help_panel=NUMBERS, metavar="SEED", help="Decides the draws."),
]
Disagreements = Annotated[
    bool,
    typer.Option("--disagreements", help="List the passages on which coders disagree, with their text."),
]
Confusions = Annotated[
    bool, typer.Option("--confusions", help="List which code the other coder gave where one gave a code.")
]
Lang = Annotated[
    Literal["en", "zh"], typer.Option("--lang", help="Language of the sentence for the methods section.")
]


@reads_transcripts(but=AS_KEPT)
def agree(
    coders: Coders,
    codebook: CodebookFile = "",
    count_by: CountBy = "",
    coded_only: CodedOnly = False,
    rollup: Rollup = False,
    level: Level = None,
    at: State = "first",
    include_assisted: IncludeAssisted = False,
    measure: MeasureNames = "",
    reference: Reference = "",
    overlap: Overlap = None,
    draws: Draws = 1000,
    seed: Seed = 1,
    reading: Reading = UNSAID,
    disagreements: Disagreements = False,
    confusions: Confusions = False,
    lang: Lang = "en",
    format: TableFormat = None,
    output: Output = None,
) -> None:
    """Measure how far coders of a study agree, and list the passages on which they do not.

    Examples: qualcode agree li zhang
    qualcode agree rules li --count-by turn
    qualcode agree li zhang --disagreements -o disagreements.csv --format csv
    """
    from qualcode.cli.problems import leave_if_named, tell
    from qualcode.cli.put import keep_inputs
    from qualcode.project.agreement.agreeing import Asked, agree_in
    from qualcode.project.job.defaults import in_study, the_study
    from qualcode.project.study.texts import TRANSCRIPTS
    from qualcode.reliability.segments import OVERLAP

    shape = asked_format(format, output)
    kind = _listed(disagreements, confusions, count_by)
    study = the_study("agree")
    asked = Asked(
        coders=tuple(coders),
        count_by=count_by,
        coded_only=coded_only,
        rollup=rollup,
        level=level or 0,
        at=at,
        include_assisted=include_assisted,
        measures=listed(measure),
        reference=reference,
        overlap=OVERLAP if overlap is None else overlap,
        draws=draws if kind == TABLE else 0,
        seed=seed,
    )
    options = in_study(reading.options([study.path(TRANSCRIPTS)], codebook))
    keep_inputs(output, *options.paths, study.path("codings"), study.path("text"))
    found = agree_in(study, options, asked)
    tell(found.warnings, found.failures)
    _put(found.found, kind, lang, options.codebook, shape, output)
    leave_if_named(found.failures)


def _listed(disagreements: bool, confusions: bool, count_by: str) -> str:
    """What is asked for: the table of agreement, or one of the lists."""
    from qualcode.errors import UsageError
    from qualcode.project.agreement.agreeing import SEGMENT

    if disagreements and confusions:
        raise UsageError("one list at a time", cure="--disagreements or --confusions", slug="idle-option")
    if confusions and count_by == SEGMENT:
        cure = "leave --confusions out, or compare units"
        raise UsageError("codings of one code cannot be confused with another", cure=cure, slug="idle-option")
    return "disagreements" if disagreements else "confusions" if confusions else TABLE


def _put(
    found: "AgreementFound",
    kind: str,
    lang: Literal["en", "zh"],
    codebook: str,
    shape: str,
    output: Path | None,
) -> None:
    """The table or the list, to read, as data or as a document."""
    from qualcode.cli.agree_text import shown
    from qualcode.cli.put import put_text

    if shape == "text":
        put_text(shown(found, kind, lang=lang, output=output), output)
        return
    agreement = "agreement" if found.agreement else "agreement_segments"
    name = agreement if kind == TABLE else kind
    header, rows = _table(getattr(found, kind))
    put_rows(header, rows, shape, output, name=name, told=_told(found, name, lang, codebook))


def _told(found: "AgreementFound", name: str, lang: str, codebook: str) -> "Told":
    """What a document tells of agreement: names of codes, the units, and the sentences below the table."""
    from qualcode.cli.documents import Told
    from qualcode.codebook.load import load_codebook

    book, whole = load_codebook(codebook), found.agreement
    if lang == "zh":
        notes = [*found.notes_zh, *([whole.remark_zh] if whole else []), found.sentence("zh")]
    else:
        notes = [*found.notes, *([whole.remark] if whole else []), found.sentence()]
    return Told(
        lang=lang,
        codes=book.names_in(lang if lang in book.languages else ""),
        source=f"{book.name} {book.version}".strip(),
        notes={"": [*filter(None, notes)] if name.startswith("agreement") else []},
        counted_by=found.unit,
        population=found.population,
        n=whole.N if whole else None,
        titled=lang == "zh",
    )


def _table(frame: "pd.DataFrame") -> tuple[list[str], list[list[object]]]:
    """A table as header and rows; what is undefined is None."""
    return list(frame.columns), frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
