"""`qualcode codebook` check, show and test: what is printed where, and the exit status."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from qualcode.cli.codebook import codebook_app
from qualcode.errors import CodebookError, UsageError, WriteError

BOOK = """\
format: 1
codebook:
  languages: [zh, en]
codes:
  - id: trust
    name: {zh: 信任, en: Trust}
    definition: x
    rules: [信任, trust*]
    examples: [我信任他, 不对]
    non_examples: [不信任, 好]
    children:
      - id: distrust
        name: {zh: 不信任}
        definition: x
        rules: [不信任]
  - id: by_hand
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "codebook.yaml"
    path.write_text(BOOK, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(codebook_app, [str(argument) for argument in arguments])


def test_check_of_a_good_codebook(file: Path):
    result = run("check", file)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == (
        f"{file.as_posix()}: 3 codes, 3 rules, 3 terms, 4 examples; no errors, 0 warnings\n"
        "terms inside longer terms of other codes (both codes find them there):\n"
        "  trust: 信任 lies inside 不信任 of distrust; shields: [不信任] hides it\n"
    )


def test_warnings_go_to_stderr_and_leave_the_status(file: Path):
    file.write_text(BOOK.replace("[不信任]\n  -", "[社区 精英]\n  -"), encoding="utf-8")
    result = run("check", file)
    assert result.exit_code == 0
    assert "codebook.yaml:15:19: warning: a blank between Chinese words" in result.stderr
    assert result.stdout.endswith("no errors, 1 warning\n")


def test_check_prints_every_error_with_a_caret(file: Path):
    file.write_text(
        BOOK.replace("trust*]", "(trust]").replace("  - id: by_hand", "  - id: 信任 x"), encoding="utf-8"
    )
    result = run("check", file)
    assert result.exit_code == 1
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[0] == f"{file.as_posix()}:8:17: error: the bracket is never closed"
    assert lines[1] == "        rules: [信任, (trust]"
    assert lines[2] == "    " + " " * 18 + "^"
    assert lines[3].startswith("    cure: ")
    assert f"{file.as_posix()}:16:9: error: the id 信任 x holds a blank" in lines
    assert lines[-1] == f"{file.as_posix()}: 2 errors"


def test_check_of_no_file(tmp_path: Path):
    result = run("check", tmp_path / "none.yaml")
    assert result.exit_code == 1
    assert "none.yaml: error: there is no such file" in result.stderr


def test_many_terms_inside_others_are_cut_short(file: Path):
    words = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    rules = ", ".join(f"信任{word}" for word in words)
    file.write_text(
        f"format: 1\ncodes:\n  - id: a\n    rules: [信任]\n  - id: b\n    rules: [{rules}]\n",
        encoding="utf-8",
    )
    result = run("check", file)
    assert result.stdout.count(" lies inside ") == 20
    assert result.stdout.endswith("  … and 2 more\n")


def test_show_as_a_tree(file: Path):
    result = run("show", file)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        file.as_posix(),
        "├── trust  信任  2 rules, 2 terms, 2 examples, 2 non-examples",
        "│   └── distrust  不信任  1 rule, 1 term",
        "└── by_hand  no rules",
    ]


def test_show_in_another_language(file: Path):
    assert "trust  Trust  2 rules" in run("show", file, "--lang", "en").stdout


def test_show_refuses_a_language_that_the_codebook_does_not_have(file: Path):
    fault = run("show", file, "--lang", "fr").exception
    assert isinstance(fault, UsageError)
    assert "'fr'" in fault.message
    assert fault.cure == "choose one of zh, en"


@pytest.mark.parametrize("columns", ["10", "80", "300"])
def test_nothing_is_cut_or_filled_up_whatever_the_width(file: Path, monkeypatch, columns: str):
    monkeypatch.setenv("COLUMNS", columns)
    name, example = "一个很长的名字 " * 20 + "end", "不对 " * 60 + "end"
    file.write_text(BOOK.replace("{zh: 不信任}", name).replace("不对", example), encoding="utf-8")
    place = file.with_name("out.txt")
    for command in ("show", "test"):
        shown = run(command, file).stdout
        run(command, file, "-o", place)
        assert place.read_text(encoding="utf-8") == shown
        assert [line for line in shown.splitlines() if line != line.rstrip()] == []
    assert example in shown
    assert f"│   └── distrust  {name}  1 rule, 1 term\n" in run("show", file).stdout


def test_show_as_csv(file: Path):
    result = run("show", file, "--format", "csv")
    assert result.stdout == (
        "code,name,parent,depth,level,core,n_rules,n_terms,n_examples,n_non_examples\n"
        "trust,信任,,0,,no,2,2,2,2\n"
        "distrust,不信任,trust,1,,no,1,1,0,0\n"
        "by_hand,by_hand,,0,,no,0,0,0,0\n"
    )


RELATED = """\
format: 1
codebook: {languages: [zh, en], levels: {zh: [主范畴], en: [theme]}}
codes:
  - {id: trust, name: {zh: 信任, en: Trust}, core: true}
  - id: 参与
relations:
  - {from: trust, to: 参与, type: {zh: 促进, en: fosters}, memo: "以后\\n再说"}
  - {from: 参与, to: trust}
"""


def test_show_levels_and_relations(file: Path):
    file.write_text(RELATED, encoding="utf-8")
    relations = [
        *("relations:", "  trust  信任 → 参与: 促进", "      以后 再说"),
        "  参与 → trust  信任",
    ]
    assert run("show", file).stdout.splitlines() == [
        file.as_posix(),
        "├── trust  信任  主范畴, core category, no rules",
        "└── 参与  主范畴, no rules",
        *relations,
    ]
    assert run("show", file, "--relations").stdout.splitlines() == relations
    table = run("show", file, "--relations", "--format", "csv", "--lang", "en").stdout
    assert table == (
        "from,from_name,type,to,to_name,memo\n"
        'trust,Trust,fosters,参与,参与,"以后\n再说"\n'
        "参与,参与,,trust,Trust,\n"
    )


def test_show_no_relations(file: Path):
    assert run("show", file, "--relations").stdout == "no relations\n"
    assert json.loads(run("show", file, "--relations", "--format", "json").stdout) == []


def test_show_as_json(file: Path):
    rows = json.loads(run("show", file, "--format", "json").stdout)
    assert [(row["code"], row["parent"], row["n_terms"]) for row in rows] == [
        ("trust", "", 2),
        ("distrust", "trust", 1),
        ("by_hand", "", 0),
    ]


@pytest.mark.parametrize("format", ["text", "csv", "json"])
def test_output_into_a_file(file: Path, tmp_path: Path, format: str):
    place = tmp_path / "out"
    shown = run("show", file, "--format", format)
    result = run("show", file, "--format", format, "-o", place)
    assert (result.exit_code, result.stdout) == (0, "")
    content = place.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") is (format == "csv")
    assert content.decode("utf-8-sig") == shown.stdout


def test_output_that_cannot_be_written(file: Path, tmp_path: Path):
    assert isinstance(run("show", file, "-o", tmp_path).exception, WriteError)


def test_the_examples_that_fail(file: Path):
    result = run("test", file)
    assert result.exit_code == 1
    assert result.stdout == (
        "trust (line 9): must be coded and is not\n"
        "    不对\n"
        "trust (line 10): must not be coded and is\n"
        "    不信任\n"
        "    by 信任\n"
        "2 of 4 examples as they should be\n"
    )


def test_all_examples_as_they_should_be(file: Path):
    file.write_text(BOOK.replace(", 不对", "").replace("[不信任, 好]", "[好]"), encoding="utf-8")
    result = run("test", file)
    assert (result.exit_code, result.stdout) == (0, "2 of 2 examples as they should be\n")


def test_examples_of_one_code(file: Path):
    assert run("test", file, "--code", "distrust").stdout == "0 of 0 examples as they should be\n"
    assert isinstance(run("test", file, "--code", "trusd").exception, UsageError)


def test_examples_as_csv(file: Path):
    result = run("test", file, "--format", "csv")
    assert result.exit_code == 1
    assert list(csv.reader(io.StringIO(result.stdout))) == [
        ["code", "line", "expected", "coded", "rule", "evidence", "text"],
        ["trust", "9", "yes", "yes", "信任", "信任", "我信任他"],
        ["trust", "9", "yes", "no", "", "", "不对"],
        ["trust", "10", "no", "yes", "信任", "信任", "不信任"],
        ["trust", "10", "no", "no", "", "", "好"],
    ]


@pytest.mark.parametrize("command", ["show", "test"])
def test_a_faulty_codebook_is_refused(file: Path, command: str):
    file.write_text("format: 1\ncodes: []\n", encoding="utf-8")
    assert isinstance(run(command, file).exception, CodebookError)


@pytest.mark.parametrize("command", ["check", "show", "test"])
def test_help_says_what_it_does(command: str):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "The codebook file (YAML)." in result.stdout


def test_a_new_codebook_can_be_checked_and_tested_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert run("new").stdout == "codebook.yaml: written; next: qualcode codebook check codebook.yaml\n"
    checked = run("check", "codebook.yaml")
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert run("test", "codebook.yaml").stdout == "8 of 8 examples as they should be\n"
    assert run("new", "mine.yaml", "--name", "我的", "--lang", "zh").exit_code == 0
    assert '\n  name: "我的"\n' in Path("mine.yaml").read_text(encoding="utf-8")


def test_a_codebook_is_not_written_over(file: Path):
    for command in ("show", "test"):
        assert isinstance(run(command, file, "-o", file).exception, UsageError)
    assert file.read_text(encoding="utf-8") == BOOK


def test_the_schema_replaces_no_codebook(file: Path):
    assert isinstance(run("schema", "-o", file).exception, UsageError)
    assert file.read_text(encoding="utf-8") == BOOK
    assert run("schema", "-o", file.with_suffix(".json")).exit_code == 0
    assert json.loads(run("schema").stdout)["title"] == "Codebook of qualcode"


def test_a_new_codebook_replaces_none(file: Path):
    problem = run("new", file).exception
    assert isinstance(problem, WriteError)
    assert "there is a file already" in str(problem)
    assert file.read_text(encoding="utf-8") == BOOK


@pytest.mark.parametrize("lang", ["fr", "zh,zh", "en,de"])
def test_a_new_codebook_in_other_languages(tmp_path: Path, lang: str):
    problem = run("new", tmp_path / "x.yaml", "--lang", lang).exception
    assert isinstance(problem, UsageError)
    assert not (tmp_path / "x.yaml").exists()


def test_an_example_of_several_lines_stays_moved_in(tmp_path: Path):
    file = tmp_path / "c.yaml"
    file.write_text(
        'format: 1\ncodes:\n  - {id: a, rules: [xx], examples: ["one\\ntwo"]}\n', encoding="utf-8"
    )
    assert "\n    one\n    two\n" in CliRunner().invoke(codebook_app, ["test", str(file)]).stdout


def test_no_heading_without_terms_below_it(tmp_path: Path):
    file = tmp_path / "c.yaml"
    file.write_text(
        "format: 1\ncodes:\n  - {id: a, rules: [信任 AND 邻居]}\n  - {id: b, rules: [不信任]}\n",
        encoding="utf-8",
    )
    assert "terms inside longer terms" not in CliRunner().invoke(codebook_app, ["check", str(file)]).stdout
