"""`qualcode codebook diff`: text, tables, passages gained and lost, and what is refused."""

import csv
import io
import json
from pathlib import Path

import pytest

from qualcode.errors import CodebookError, QualcodeError
from tests.cli.terminal import at_terminal

OLD = """\
format: 1
codebook: {name: Street, version: '1', languages: [zh]}
codes:
  - id: elite
    name: 能人
    definition: |-
      Someone gets
      things going.
    rules: [能人, 带头]
  - id: office
    rules: [书记]
  - id: trust
    rules: [信任]
"""
NEW = """\
format: 1
codebook: {name: Street, version: '2', languages: [zh]}
codes:
  - id: elite
    name: 能人
    definition: |-
      Someone makes
      things go.
    rules: [能人, 老周]
    children:
      - id: office
        rules: [书记]
  - id: trust_in_all
    rules: [信任]
"""
ONE = "访谈者：有没有？\n\n王姐：我们这儿老周带头，他是能人。书记也是。\n\n李叔：能人？谁信任。\n"
TWO = "王姐：大家信任老周。\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("talks").mkdir()
    Path("talks/one.txt").write_text(ONE, encoding="utf-8")
    Path("talks/two.txt").write_text(TWO, encoding="utf-8")
    Path("old.yaml").write_text(OLD, encoding="utf-8")
    Path("new.yaml").write_text(NEW, encoding="utf-8")
    return tmp_path


run, said, _ = at_terminal("codebook", "diff")


CHANGES = [
    "codebook",
    "  - version: 1",
    "  + version: 2",
    "",
    "elite",
    "  - definition: Someone gets",
    "      things going.",
    "  + definition: Someone makes",
    "      things go.",
    "  - rule: 带头",
    "  + rule: 老周",
    "",
    "office",
    "  moved from the top to below elite",
    "",
    "trust_in_all  renamed from trust; all that it holds is the same (1 rule)",
    "",
    "codes: 1 renamed, 1 moved, 1 changed; rules: 1 added, 1 removed; settings of the codebook changed",
    "what decides a coding has changed (rules_sha256 differs)",
]


def test_differences_by_code(study: Path):
    assert said("old.yaml", "new.yaml") == CHANGES


def test_no_differences(study: Path):
    assert said("old.yaml", "old.yaml") == ["no differences: the files are the same"]
    Path("new.yaml").write_text(f"# a comment\n{OLD}", encoding="utf-8")
    assert said("old.yaml", "new.yaml") == [
        "no differences: the files differ in comments, layout or order only"
    ]


def test_it_says_where_no_coding_can_differ(study: Path):
    Path("new.yaml").write_text(OLD.replace("name: 能人", "name: 带头的人"), encoding="utf-8")
    assert said("old.yaml", "new.yaml")[-1] == (
        "nothing that decides a coding has changed (rules_sha256 is the same)"
    )


def test_codes_added_and_removed_with_what_they_hold(study: Path):
    Path("new.yaml").write_text(
        OLD.replace("id: office", "id: post").replace("书记", "主任"), encoding="utf-8"
    )
    lines = said("old.yaml", "new.yaml")
    assert lines[:5] == ["+ post  added", "  + rule: 主任", "", "- office  removed", "  - rule: 书记"]
    assert lines[-2] == "codes: 1 added, 1 removed; rules: 1 added, 1 removed"


def test_passages_gained_and_lost(study: Path):
    lines = said("old.yaml", "new.yaml", "--against", "talks")
    assert lines[: len(CHANGES)] == CHANGES
    assert lines[len(CHANGES) + 1 :] == [
        "elite  2 to 3 codings: 1 gained, 0 lost, 1 by other rules or evidence",
        "  two: 1 gained, 0 lost",
        "    + two:3 王姐: 大家信任老周。",
        "        by 老周",
        "",
        "code       before  now  gained  lost  other rules",
        "elite           2    3       1     0            1",
        "all codes       5    6       1     0            1",
        "5 sentences of 2 documents (speakers!=interviewer); 2 codes without a difference",
    ]


def test_lost_passages_name_the_rules_that_had_made_them(study: Path):
    lines = said("new.yaml", "old.yaml", "--against", "talks/two.txt")
    assert "    - two:3 王姐: 大家信任老周。" in lines
    assert lines[lines.index("    - two:3 王姐: 大家信任老周。") + 1] == "        by 老周"


def test_only_so_many_passages(study: Path):
    Path("new.yaml").write_text(OLD.replace("[能人, 带头]", "[大家 OR 谁 OR 我们 OR 书记]"), encoding="utf-8")
    lines = said("old.yaml", "new.yaml", "--against", "talks", "--most", 1)
    assert "    … and 3 more in 2 documents (--most 0 shows all)" in lines
    assert not any(
        "more in" in line for line in said("old.yaml", "new.yaml", "--against", "talks", "--most", 0)
    )


def test_only_the_numbers(study: Path):
    assert said("old.yaml", "new.yaml", "--against", "talks", "--count") == [
        "code       before  now  gained  lost  other rules",
        "elite           2    3       1     0            1",
        "all codes       5    6       1     0            1",
        "5 sentences of 2 documents (speakers!=interviewer); 2 codes without a difference",
    ]


def test_nothing_to_tell_of_a_corpus(study: Path):
    Path("new.yaml").write_text(OLD.replace("name: 能人", "name: 带头的人"), encoding="utf-8")
    assert said("old.yaml", "new.yaml", "--against", "talks")[-1] == (
        "every coding is the same, by the same rules and evidence, in 5 sentences of 2 documents "
        "(speakers!=interviewer)"
    )


def test_another_unit_is_said(study: Path):
    Path("new.yaml").write_text(OLD.replace("name: Street", "unit: turn"), encoding="utf-8")
    lines = said("old.yaml", "new.yaml", "--against", "talks")
    assert "elite           2    2       –     –            –" in lines
    assert lines[-1].startswith("the unit has changed from sentence to turn: no passage is the same")
    assert said("old.yaml", "new.yaml", "--against", "talks", "--unit", "turn")[-1].startswith("every coding")
    result = run("old.yaml", "new.yaml", "--against", "talks", "--format", "csv")
    assert result.stdout.count("\n") == 1
    assert "the unit has changed" in result.stderr


def test_population_and_warnings(study: Path):
    result = run("old.yaml", "new.yaml", "--against", "talks", "--speakers", "李叔,nobody", "--count")
    assert "2 sentences of 2 documents (speakers=李叔,nobody)" in result.stdout
    assert "warning: --speakers nobody: nobody has this name or role" in result.stderr


def rows(*arguments: object) -> list[dict[str, str]]:
    result = run(*arguments, "--format", "csv")
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_tables(study: Path):
    table = rows("old.yaml", "new.yaml")
    assert list(table[0]) == "code old_code change field part old new decides note".split()
    assert [row["change"] for row in table] == [
        "changed", "changed", "removed", "added", "moved", "renamed",
    ]  # fmt: skip
    assert json.loads(run("old.yaml", "new.yaml", "--format", "json").stdout) == table


def test_the_table_of_passages_holds_all(study: Path):
    table = rows("old.yaml", "new.yaml", "--against", "talks")
    assert list(table[0]) == (
        "change document unit start end speaker role code old_code old_rule new_rule old_evidence new_evidence text".split()
    )
    told = [(row["change"], row["document"], row["old_rule"], row["new_rule"]) for row in table]
    assert told == [("changed", "one", "带头 || 能人", "老周 || 能人"), ("gained", "two", "", "老周")]
    listed = json.loads(run("old.yaml", "new.yaml", "--against", "talks", "--format", "json").stdout)
    assert [[str(cell) for cell in one.values()] for one in listed] == [[*row.values()] for row in table]


def test_the_table_of_numbers(study: Path):
    table = rows("old.yaml", "new.yaml", "--against", "talks", "--count")
    assert [tuple(row.values()) for row in table] == [
        ("elite", "elite", "2", "3", "1", "0", "1"),
        ("office", "office", "1", "1", "0", "0", "0"),
        ("trust_in_all", "trust", "2", "2", "0", "0", "0"),
    ]


def test_a_long_passage_is_cut_around_its_evidence(study: Path):
    Path("talks/two.txt").write_text(f"王姐：{'好，' * 400}老周。\n", encoding="utf-8")
    lines = said("old.yaml", "new.yaml", "--against", "talks/two.txt")
    (passage,) = (line for line in lines if "老周。" in line)
    assert len(passage) < 340
    assert "…" in passage


def test_no_input_is_written_over(study: Path):
    for name in ("old.yaml", "new.yaml", "talks/one.txt"):
        result = run("old.yaml", "new.yaml", "--against", "talks", "-o", name)
        assert isinstance(result.exception, QualcodeError)
    assert Path("old.yaml").read_text(encoding="utf-8") == OLD


def test_options_that_would_do_nothing_are_refused(study: Path):
    for options in (["--count"], ["--speakers", "all"], ["--most", 3]):
        result = run("old.yaml", "new.yaml", *options)
        assert isinstance(result.exception, QualcodeError)
        assert "there is no corpus" in str(result.exception)


def test_a_codebook_with_errors_is_refused(study: Path):
    Path("new.yaml").write_text(OLD.replace("能人, ", "(能人, "), encoding="utf-8")
    assert isinstance(run("old.yaml", "new.yaml").exception, CodebookError)


def test_a_file_that_cannot_be_read_is_told(study: Path):
    Path("talks/three.txt").write_bytes(b"\x00\xff\x00")
    result = run("old.yaml", "new.yaml", "--against", "talks/three.txt", "--against", "talks/two.txt")
    assert result.exit_code == 1
    assert "not read: talks/three.txt" in result.stderr
