"""The manual says all: every command, option, rule form, key and column."""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import typer.main

from qualcode.cli import app
from qualcode.coding.rows import CODING_COLUMNS, DOCUMENT_COLUMNS
from qualcode.rules.scan import CONDITIONS, COUNTED, PREFIXES, WORDS
from qualcode.terms import UNIT_KINDS
from tests.project.small_study import run_process

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


def commands():
    """Each command's full name and its parameters."""

    def walk(command, name):
        if hasattr(command, "commands"):
            for key, child in sorted(command.commands.items()):
                yield from walk(child, f"{name} {key}")
        else:
            yield name, command

    return list(walk(typer.main.get_command(app), "qualcode"))


COMMANDS = commands()
OPTIONS = [
    (name, opt)
    for name, command in COMMANDS
    for param in command.params
    for opt in param.opts
    if opt.startswith("--") and opt != "--help"
]


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_command_is_documented(name):
    assert f"`{name}" in page("commands.md")
    assert name.split(" ")[1] in (ROOT / "README.md").read_text(encoding="utf-8")


def test_options_are_documented_below_their_commands():
    sections = re.split(r"^## ", page("commands.md"), flags=re.M)

    def is_told(name, option):
        mine = "".join(part for part in sections if name in part.split("\n")[0])
        return re.search(rf"`[^`\n]*{option}(?![a-z-])", mine)

    assert len(OPTIONS) > 300
    assert [f"{name} {option}" for name, option in OPTIONS if not is_told(name, option)] == []


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_command_has_help_for_all_it_takes(name):
    command = dict(COMMANDS)[name]
    assert command.help
    assert all(param.help for param in command.params if param.name != "help")


@pytest.mark.parametrize(
    "word", [*WORDS, *(f"{word}/" for word in COUNTED), *(f"{p}:" for p in (*PREFIXES, *CONDITIONS))]
)
def test_rule_form_is_documented(word):
    assert re.search(rf"`[^`\n]*{re.escape(word)}", page("rules.md"))


@pytest.mark.parametrize("form", ["volunteer*", "wom?n", '"', "{", "/"])
def test_sign_of_the_rule_language_is_documented(form):
    assert re.search(rf"`[^`\n]*{re.escape(form)}", page("rules.md"))


TABLES = {
    "frequencies": "code name parent n_codings n_units n_documents n_speakers share_units share_documents per_1000_words "
    "per_1000_characters tokens coverage counted_by population N note".split(),
    "pairs": "code_1 code_2 n_1 n_2 n_both n_shared n_documents jaccard p_2_given_1 p_1_given_2 expected lift npmi phi c".split(),
    "codings": CODING_COLUMNS,
    "documents": DOCUMENT_COLUMNS,
}


@pytest.mark.parametrize("column", sorted({column for columns in TABLES.values() for column in columns}))
def test_column_is_documented(column):
    assert f"`{column}`" in page("numbers.md")


@pytest.mark.parametrize("unit", UNIT_KINDS)
def test_unit_is_documented(unit):
    assert f"`{unit}`" in page("numbers.md")


def test_every_page_is_reached_from_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [one.name for one in sorted(DOCS.glob("*.md")) if f"docs/{one.name}" not in readme] == []


@pytest.mark.parametrize(
    "file", [ROOT / "README.md", ROOT / "README.zh.md", *sorted(DOCS.glob("*.md"))], ids=lambda f: f.name
)
def test_links_lead_somewhere(file):
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8"))
    assert [target for target in targets if "://" not in target and not (file.parent / target).exists()] == []


def test_readme_begins_with_the_two_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.index("make demo") < readme.index("make test") < readme.index("qualcode code ")


def test_outputs_in_the_readme_are_those_of_the_program(monkeypatch, capsys):
    tool = import_module("tools.page_outputs")

    def qualcode(folder, *arguments):
        done = run_process(*arguments, cwd=folder, COLUMNS=tool.WIDTH, NO_COLOR="1")
        assert done.returncode == 0, done.stderr
        return "\n".join(line.rstrip() for line in done.stdout.strip("\n").split("\n"))

    monkeypatch.setattr(tool, "qualcode", qualcode)
    monkeypatch.setattr(sys, "argv", ["page_outputs.py"])
    assert tool.main() == 0, capsys.readouterr().out


PAIRS = [
    ("README.md", "README.zh.md"),
    *((f"docs/{one}.md", f"docs/{one}.zh.md") for one in ("study", "teams", "desk")),
]


@pytest.mark.parametrize(("page", "chinese"), PAIRS)
def test_the_chinese_half_shows_the_same_commands_and_columns(page, chinese):
    one, other = ((ROOT / name).read_text(encoding="utf-8") for name in (page, chinese))
    assert set(shown_commands(one)) - set(shown_commands(other)) == set()
    assert set(named_columns(one)) == set(named_columns(other))
    assert len(re.findall("(?m)^## ", one)) <= len(re.findall("(?m)^## ", other))


def shown_commands(page: str) -> Iterator[str]:
    """The commands in the blocks of a page, with their options, without what they are given."""
    for block in re.findall(r"(?ms)^```\n(.*?)^```", page):
        for line in re.findall(r"(?m)^qualcode (.*)", block):
            words = line.partition(" #")[0].split()
            options = [one for one in words if one.startswith("--") and one != "--lang"]
            yield " ".join([one for one in words[:2] if re.fullmatch("[a-z]+", one)] + options)


def named_columns(page: str) -> Iterator[str]:
    """The names in backticks in the table of columns."""
    for row in re.findall(r"(?m)^\| `[a-z_]+\.(?:csv|json)`.*$", page):
        yield from re.findall(r"`([A-Za-z0-9_.]+)`", row)
