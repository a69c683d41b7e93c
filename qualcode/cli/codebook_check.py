"""`qualcode codebook check`: the faults of a codebook, and what a corpus says of its terms."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from qualcode.cli.columns import plural
from qualcode.cli.put import Format, Output
from qualcode.cli.reading import UNSAID, Reading, place, reads_transcripts

if TYPE_CHECKING:
    from qualcode.codebook.inside import Inside
    from qualcode.codebook.model import Codebook
    from qualcode.project.codebooks.against import Checking
    from qualcode.workshop.advice import Advice

MOST_INSIDE = 20
"""How many terms inside others are listed."""

MOST_SAME = 10
"""How many terms are listed that are one to a search."""

File = Annotated[
    Path, typer.Argument(metavar="CODEBOOK", help="The codebook file (YAML).", show_default=False)
]
StudyFile = Annotated[
    str | None,
    typer.Argument(
        metavar="[CODEBOOK]",
        help="The codebook file (YAML). Default: codebook.yaml of the study.",
        show_default=False,
    ),
]
Against = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CORPUS",
        help="Transcripts, or a folder that holds them: what does each term find there? May be repeated.",
        show_default=False,
    ),
]
TableName = Annotated[
    Literal["terms", "codes", "pairs", "forms"],
    typer.Option("--table", help="With --format csv or json: which of the tables."),
]


@reads_transcripts()
def check(
    codebook: StudyFile = None,
    against: Against = None,
    reading: Reading = UNSAID,
    table: TableName = "terms",
    format: Format = "text",
    output: Output = None,
) -> None:
    """Find everything that is wrong in a codebook, with its place and its cure.

    Errors make the exit status 1; warnings are advice and do not. With --against the terms are held
    against transcripts: which never hit, which hit too often, which lie within longer words.

    Example: qualcode codebook check codebook.yaml --against interviews
    """
    from qualcode.cli.problems import leave_if_named, tell
    from qualcode.cli.progress import progress_bar
    from qualcode.cli.put import keep_inputs, put_text
    from qualcode.project.codebooks.against import check_in
    from qualcode.project.job.defaults import in_study

    file = chosen(codebook)
    options = reading.options(against, file.as_posix())
    if against:
        options = in_study(options)
    else:
        _refuse_idle(options, table, format)
    keep_inputs(output, *options.paths)
    loaded, n_warnings = _checked(file)
    summary = _summary(file, loaded, n_warnings) if format == "text" else ""
    if not against:
        put_text(_lines([summary, *_same(loaded), *_inside(loaded)]), output)
        return
    with progress_bar() as progress:
        found = check_in(options, loaded, progress=progress)
    tell(found.warnings, found.failures)
    told = [summary, *_same(loaded), *_inside_here(loaded, found.advice)] if format == "text" else []
    _put(told, found, table, format, output)
    leave_if_named(found.failures)


def chosen(codebook: str | None) -> Path:
    """The codebook that was named, or that of the study."""
    from qualcode.project.job.defaults import codebook_named

    return Path(codebook_named("" if codebook is None else place(codebook, "CODEBOOK")))


def _refuse_idle(reading: Any, table: str, format: str) -> None:
    """Refuse options that mean nothing where there is no corpus."""
    from qualcode.errors import UsageError
    from qualcode.project.job.options import CodeOptions

    plain = CodeOptions((), "")
    names = ("unit", "speakers", "where", "attributes", "encoding", "columns", "speaker_pattern", "split_at")
    idle = [name for name in (*names, "wrapped", "join_turns", "settings") if _differs(reading, plain, name)]
    idle += ["table"] if table != "terms" else []
    idle += ["format"] if format != "text" else []
    if idle:
        option = "--" + idle[0].replace("_", "-")
        cure = "name transcripts with --against, or leave it out"
        raise UsageError(f"{option} does nothing without --against", cure=cure, slug="idle-option")


def _differs(one: Any, other: Any, name: str) -> bool:
    return bool(getattr(one, name) != getattr(other, name))


def _checked(file: Path) -> tuple["Codebook", int]:
    """The codebook, all that is wrong with it told; the command ends where there are errors."""
    from qualcode.cli.problems import complain, say
    from qualcode.codebook.load import check_codebook

    checked = check_codebook(file)
    for problem in checked.errors:
        complain(problem, "error")
    for problem in checked.warnings:
        complain(problem, "warning")
    if checked.codebook is None:
        say(f"{file.as_posix()}: {plural(len(checked.errors), 'error')}")
        raise typer.Exit(1)
    return checked.codebook, len(checked.warnings)


def _summary(file: Path, codebook: "Codebook", n_warnings: int) -> str:
    from qualcode.codebook.tree import tree_rows

    rows = tree_rows(codebook)
    held = [
        plural(len(rows), "code"),
        plural(sum(row.n_rules for row in rows), "rule"),
        plural(sum(row.n_terms for row in rows), "term"),
        plural(sum(row.n_examples + row.n_non_examples for row in rows), "example"),
    ]
    return f"{file.as_posix()}: {', '.join(held)}; no errors, {plural(n_warnings, 'warning')}"


def _same(codebook: "Codebook") -> list[str]:
    """What is said of terms that are one to a search."""
    from qualcode.codebook.same import in_several_codes, written_twice

    twice, several = written_twice(codebook), in_several_codes(codebook)
    lines = [f"  {one.code}: {_both(one.one, one.other)}" for one in twice[:MOST_SAME]]
    if len(twice) > len(lines):
        lines.append(f"  … and {len(twice) - len(lines):,} more")
    head = "alternatives that are one term to a search (one of the two does nothing):"
    told = [head, *lines] if lines else []
    lines = [f"  {one.term}: {', '.join(one.codes)}" for one in several[:MOST_SAME]]
    if len(several) > len(lines):
        lines.append(f"  … and {len(several) - len(lines):,} more")
    head = "terms that code several codes by themselves:"
    return [*told, *([head, *lines] if lines else [])]


def _both(one: str, other: str) -> str:
    return f"{one} twice" if one == other else f"{one} and {other}"


def _inside(codebook: "Codebook") -> list[str]:
    """What is said of terms inside longer terms of other codes."""
    from qualcode.codebook.inside import inside_terms

    found = inside_terms(codebook)
    n_lone = sum(each.lone for each in found)
    shown = found[: min(MOST_INSIDE, n_lone)]
    lines = [f"  {_lies_inside(each)}" for each in shown]
    if n_lone > len(shown):
        lines.append(f"  … and {n_lone - len(shown):,} more")
    if lines and len(found) > n_lone:
        lines.append(
            f"  … and {plural(len(found) - n_lone, 'pair')} where the shorter term codes nothing by itself"
        )
    head = "terms inside longer terms of other codes (both codes find them there):"
    return [head, *lines] if lines else []


def _lies_inside(each: "Inside") -> str:
    return f"{each.code}: {each.term} lies inside {each.longer} of {each.longer_code}; {each.shield} hides it"


def _inside_here(codebook: "Codebook", advice: "Advice") -> list[str]:
    """The same of those that code by themselves and that the corpus shows, the most hits first."""
    from qualcode.codebook.inside import inside_terms

    hits = {(row.code, row.term): row.n_counts for row in advice.terms}
    found = [(hits.get((each.longer_code, each.longer), 0), each) for each in inside_terms(codebook)]
    here = sorted(((n, each) for n, each in found if n and each.lone), key=lambda pair: -pair[0])
    lines = [f"  {n:,} × {_lies_inside(each)}" for n, each in here[:MOST_INSIDE]]
    if len(here) > len(lines):
        lines.append(f"  … and {len(here) - len(lines):,} more")
    head = "terms inside longer terms of other codes, with the hits of the longer one:"
    return [head, *lines] if lines else []


def _put(told: list[str], found: "Checking", table: str, format: str, output: Path | None) -> None:
    """The report, or one of the tables."""
    from qualcode.cli.against import report
    from qualcode.cli.put import put_table, put_text
    from qualcode.workshop.advice import TABLES

    if format == "text":
        put_text(_lines([*told, *report(found)]), output)
    else:
        put_table(TABLES[table], getattr(found.advice, table), format, output)


def _lines(lines: list[str]) -> Any:
    """Lines as plain text: nothing in them is markup."""
    from rich.text import Text

    return Text("\n".join(lines))
