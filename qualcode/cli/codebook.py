"""`qualcode codebook`: check, show and test a codebook file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.appendix import appendix
from qualcode.cli.codebook_check import StudyFile, check, chosen
from qualcode.cli.codebook_edit import add, move, remove, rename, rule
from qualcode.cli.codebook_merge import merge
from qualcode.cli.columns import plural
from qualcode.cli.convert import convert
from qualcode.cli.diff import diff
from qualcode.cli.put import Format, Output, keep_inputs, put_table, put_text

if TYPE_CHECKING:
    from qualcode.codebook.tree import RelationRow, TreeRow
    from qualcode.workshop.examples import ExampleResult

codebook_app = typer.Typer(
    help="Look after a codebook: find its faults, see its tree, run its own examples.",
    no_args_is_help=True,
)

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
Relations = Annotated[
    bool, typer.Option("--relations", help="The relations between codes in place of the tree.")
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
    from qualcode.cli.put import write
    from qualcode.cli.reading import place
    from qualcode.codebook.starter import starter
    from qualcode.errors import WriteError

    file = Path(place(codebook, "CODEBOOK"))
    languages = named_languages(lang)
    if file.exists():
        cure = "choose another name, or move the file away"
        raise WriteError("there is a file already", place=file.as_posix(), cure=cure, slug="exists")
    text = starter(name or file.stem, languages, file=file.as_posix())
    write(text.encode("utf-8"), file)
    typer.echo(f"{file.as_posix()}: written; next: qualcode codebook check {file.as_posix()}")


def named_languages(lang: str) -> tuple[str, ...]:
    """The languages that `--lang` names for a codebook to begin with; all where it names none."""
    from qualcode.cli.reading import listed
    from qualcode.codebook.starter import LANGUAGES
    from qualcode.errors import UsageError

    languages = listed(lang) or LANGUAGES
    unknown = [one for one in languages if one not in LANGUAGES]
    if unknown or len(set(languages)) < len(languages):
        cure = "write --lang en, --lang zh, or --lang zh,en"
        raise UsageError(f"--lang {lang}: there is no such choice", cure=cure, slug="lang")
    return languages


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


codebook_app.command()(check)


@codebook_app.command()
def show(
    codebook: StudyFile = None,
    lang: Language = "",
    relations: Relations = False,
    format: Format = "text",
    output: Output = None,
) -> None:
    """Show the tree of codes, with how many rules, terms and examples each one has.

    With text the relations between codes stand below the tree.
    """
    from dataclasses import astuple

    from qualcode.analysis.frequency import check_language
    from qualcode.codebook.load import load_codebook
    from qualcode.codebook.tree import COLUMNS, RELATION_COLUMNS, relation_rows, tree_rows

    file = chosen(codebook)
    keep_inputs(output, str(file))
    loaded = load_codebook(file)
    check_language(loaded, lang)
    related = relation_rows(loaded, language=lang)
    rows = () if relations else tree_rows(loaded, language=lang)
    if format == "text":
        put_text(_shown(file.as_posix(), rows, related), output)
    elif relations:
        put_table(RELATION_COLUMNS, related, format, output)
    else:
        put_table(COLUMNS, [astuple(row) for row in rows], format, output)


def _shown(title: str, rows: Sequence["TreeRow"], related: Sequence["RelationRow"]) -> Any:
    """The tree, if any, and below it the relations."""
    from rich.console import Group

    parts = [_tree(title, rows)] if rows else []
    return Group(*parts, _related(related)) if related or not rows else Group(*parts)


def _related(related: Sequence["RelationRow"]) -> Any:
    """A line for each relation, and its memo below it."""
    from rich.text import Text

    lines = Text("relations:" if related else "no relations")
    for row in related:
        kind = f": {row.type}" if row.type else ""
        lines.append("\n  ").append(row.source, "bold").append(_named(row.source, row.source_name))
        lines.append(" → ").append(row.target, "bold").append(_named(row.target, row.target_name))
        lines.append(kind)
        if row.memo:
            lines.append(f"\n      {' '.join(row.memo.split())}", "dim")
    return lines


def _named(code: str, name: str) -> str:
    return f"  {name}" if name != code else ""


def _tree(title: str, rows: Sequence["TreeRow"]) -> Any:
    """The codes as a tree for the terminal."""
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(title), highlight=False)
    open_branches = [root]
    for row in rows:
        label = Text.assemble((row.code, "bold"), _named(row.code, row.name), (f"  {_held(row)}", "dim"))
        del open_branches[row.depth + 1 :]
        open_branches.append(open_branches[row.depth].add(label))
    return root


def _held(row: "TreeRow") -> str:
    """What the depth is called, whether this is the core category, and what it holds."""
    counts = (row.n_rules, row.n_terms, row.n_examples, row.n_non_examples)
    words = ("rule", "term", "example", "non-example")
    held = [plural(number, word) for number, word in zip(counts, words, strict=True) if number]
    marks = [row.level] if row.level else []
    marks += ["core category"] if row.core == "yes" else []
    return ", ".join((*marks, *(held or ["no rules"])))


@codebook_app.command("test")
def run_examples(
    codebook: StudyFile = None,
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
    from qualcode.project.job.defaults import settings_for
    from qualcode.project.job.options import spacy_model
    from qualcode.workshop.examples import check_examples

    file = chosen(codebook)
    settings = settings or settings_for(str(file))
    keep_inputs(output, str(file), settings)
    loaded = load_codebook(file, spacy_model=spacy_model(settings))
    results = check_examples(loaded, codes=code)
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
            text = result.text.replace("\n", "\n    ")
            lines.append(f" (line {result.line}): {should}\n    {text}\n")
            for rule in result.rules:
                lines.append(f"    by {rule}\n")
    passed = sum(result.passed for result in results)
    lines.append(f"{passed:,} of {plural(len(results), 'example')} as they should be")
    return lines


for other in (diff, merge, convert, appendix, add, rename, move, remove, rule):
    codebook_app.command()(other)
