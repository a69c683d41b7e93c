"""`qualcode codebook`: check, show and test a codebook file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.put import Format, Output, keep_inputs, put_table, put_text

if TYPE_CHECKING:
    from qualcode.codebook.model import Codebook
    from qualcode.codebook.tree import TreeRow
    from qualcode.workshop.examples import ExampleResult

codebook_app = typer.Typer(
    help="Look after a codebook: find its faults, see its tree, run its own examples.",
    no_args_is_help=True,
)

MOST_INSIDE = 20
"""How many terms inside others are listed."""

File = Annotated[
    Path, typer.Argument(metavar="CODEBOOK", help="The codebook file (YAML).", show_default=False)
]
NewFile = Annotated[str, typer.Argument(metavar="[CODEBOOK]", help="The file to write.")]
Name = Annotated[
    str,
    typer.Option(metavar="NAME", help="Name of the codebook. Default: that of the file.", show_default=False),
]
Languages = Annotated[
    str,
    typer.Option(
        metavar="LANGUAGES",
        help="Languages of its texts and rules, the first one for tables: en, zh, or both. Default: en,zh.",
        show_default=False,
    ),
]
Language = Annotated[
    str,
    typer.Option("--lang", help="Language of the names (default: the codebook's first).", show_default=False),
]
SettingsFile = Annotated[
    str,
    typer.Option(
        "--settings",
        metavar="FILE",
        help="A qualcode.toml that names the spaCy pipeline which patterns need.",
        show_default=False,
    ),
]
OnlyCodes = Annotated[
    list[str] | None,
    typer.Option("--code", help="Only this code; may be given several times.", show_default=False),
]


@codebook_app.command()
def new(codebook: NewFile = "codebook.yaml", name: Name = "", lang: Languages = "") -> None:
    """Write a codebook to begin with: two codes that work, with comments on every part.

    A file that is there already is left alone.
    """
    from qualcode.cli.code import listed, place
    from qualcode.cli.put import write
    from qualcode.codebook.starter import LANGUAGES, starter
    from qualcode.errors import UsageError, WriteError

    file = Path(place(codebook, "CODEBOOK"))
    languages = listed(lang) or LANGUAGES
    unknown = [one for one in languages if one not in LANGUAGES]
    if unknown or len(set(languages)) < len(languages):
        cure = "write --lang en, --lang zh, or --lang zh,en"
        raise UsageError(f"--lang {lang}: there is no such choice", cure=cure, slug="lang")
    if file.exists():
        cure = "choose another name, or move the file away"
        raise WriteError("there is a file already", place=file.as_posix(), cure=cure, slug="exists")
    text = starter(name or file.stem, languages, file=file.as_posix())
    write(text.encode("utf-8"), file)
    typer.echo(f"{file.as_posix()}: written; next: qualcode codebook check {file.as_posix()}")


@codebook_app.command()
def schema(output: Output = None) -> None:
    """Print the JSON Schema of codebook files: by it an editor completes keys and marks faults.

    Write it beside the codebook, qualcode codebook schema -o codebook.schema.json, and let the codebook
    begin with # yaml-language-server: $schema=./codebook.schema.json
    """
    from qualcode.cli.put import put_json
    from qualcode.codebook.editor import json_schema
    from qualcode.errors import UsageError

    if output and output.exists() and output.suffix.lower() != ".json":
        cure = "choose a name that ends in .json"
        raise UsageError("there is a file already", place=output.as_posix(), cure=cure, slug="exists")
    put_json(json_schema(), output)


@codebook_app.command()
def check(codebook: File) -> None:
    """Find everything that is wrong in a codebook, with its place and its cure.

    Errors make the exit status 1; warnings are advice and do not.
    """
    from qualcode.cli.problems import complain, say
    from qualcode.codebook.load import check_codebook

    checked = check_codebook(codebook)
    for problem in checked.errors:
        complain(problem, "error")
    for problem in checked.warnings:
        complain(problem, "warning")
    if checked.codebook is None:
        say(f"{codebook.as_posix()}: {_count(len(checked.errors), 'error')}")
        raise typer.Exit(1)
    typer.echo(_summary(codebook, checked.codebook, len(checked.warnings)))
    for line in _inside(checked.codebook):
        typer.echo(line)


def _summary(file: Path, codebook: "Codebook", n_warnings: int) -> str:
    from qualcode.codebook.tree import tree_rows

    rows = tree_rows(codebook)
    held = [
        _count(len(rows), "code"),
        _count(sum(row.n_rules for row in rows), "rule"),
        _count(sum(row.n_terms for row in rows), "term"),
        _count(sum(row.n_examples + row.n_non_examples for row in rows), "example"),
    ]
    return f"{file.as_posix()}: {', '.join(held)}; no errors, {_count(n_warnings, 'warning')}"


def _inside(codebook: "Codebook") -> list[str]:
    """What is said of terms inside longer terms of other codes."""
    from qualcode.codebook.inside import inside_terms

    found = inside_terms(codebook)
    n_lone = sum(each.lone for each in found)
    shown = found[: min(MOST_INSIDE, n_lone)]
    lines = [
        f"  {each.code}: {each.term} lies inside {each.longer} of {each.longer_code}; {each.shield} hides it"
        for each in shown
    ]
    if n_lone > len(shown):
        lines.append(f"  … and {n_lone - len(shown):,} more")
    if len(found) > n_lone:
        lines.append(
            f"  … and {_count(len(found) - n_lone, 'pair')} where the shorter term codes nothing by itself"
        )
    head = "terms inside longer terms of other codes (both codes find them there):"
    return [head, *lines] if lines else []


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


@codebook_app.command()
def show(
    codebook: File,
    lang: Language = "",
    format: Format = "text",
    output: Output = None,
) -> None:
    """Show the tree of codes, with how many rules, terms and examples each one has."""
    from dataclasses import astuple

    from qualcode.analysis.frequency import check_language
    from qualcode.codebook.load import load_codebook
    from qualcode.codebook.tree import COLUMNS, tree_rows

    keep_inputs(output, str(codebook))
    loaded = load_codebook(codebook)
    check_language(loaded, lang)
    rows = tree_rows(loaded, language=lang)
    if format == "text":
        put_text(_tree(codebook.as_posix(), rows), output)
    else:
        put_table(COLUMNS, [astuple(row) for row in rows], format, output)


def _tree(title: str, rows: Sequence["TreeRow"]) -> Any:
    """The codes as a tree for the terminal."""
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(title), highlight=False)
    open_branches = [root]
    for row in rows:
        name = f"  {row.name}" if row.name != row.code else ""
        label = Text.assemble((row.code, "bold"), name, (f"  {_held(row)}", "dim"))
        del open_branches[row.depth + 1 :]
        open_branches.append(open_branches[row.depth].add(label))
    return root


def _held(row: "TreeRow") -> str:
    counts = (row.n_rules, row.n_terms, row.n_examples, row.n_non_examples)
    words = ("rule", "term", "example", "non-example")
    held = [_count(number, word) for number, word in zip(counts, words, strict=True) if number]
    return ", ".join(held) or "no rules"


@codebook_app.command("test")
def run_examples(
    codebook: File,
    code: OnlyCodes = None,
    settings: SettingsFile = "",
    format: Format = "text",
    output: Output = None,
) -> None:
    """Run a codebook's own examples: each must be coded, each non-example must not.

    With csv or json all examples are listed, with text those that fail. The exit status is
    1 where one fails.
    """
    from qualcode.codebook.load import load_codebook
    from qualcode.project.options import spacy_model
    from qualcode.workshop.examples import check_examples

    keep_inputs(output, str(codebook), settings)
    results = check_examples(load_codebook(codebook), codes=code, spacy_model=spacy_model(settings))
    if format == "text":
        put_text(_report(results), output)
    else:
        header = ("code", "line", "expected", "coded", "rule", "evidence", "text")
        put_table(header, [_result_row(result) for result in results], format, output)
    if not all(result.passed for result in results):
        raise typer.Exit(1)


def _result_row(result: "ExampleResult") -> tuple[Any, ...]:
    expected, coded = ("yes" if value else "no" for value in (result.expected, result.coded))
    return (result.code, result.line, expected, coded, result.rules, result.evidence, result.text)


def _report(results: Sequence["ExampleResult"]) -> Any:
    """The examples that fail, and how many do not."""
    from rich.text import Text

    lines = Text()
    for result in results:
        if not result.passed:
            should = "must be coded and is not" if result.expected else "must not be coded and is"
            lines.append(result.code, "bold")
            lines.append(f" (line {result.line}): {should}\n    {result.text}\n")
            for rule in result.rules:
                lines.append(f"    by {rule}\n")
    passed = sum(result.passed for result in results)
    lines.append(f"{passed:,} of {_count(len(results), 'example')} as they should be")
    return lines
