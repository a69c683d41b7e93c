"""The column `prompted`: whether the interviewer brought a code up."""

from pathlib import Path

import pytest

import qualcode
from qualcode.errors import UsageError
from qualcode.project.job.options import CodeOptions
from qualcode.project.results.run import run
from tests.project.small_study import provenance_of, rows_of, run_process, table_of

BOOK = """\
format: 1
codes:
  - {id: trust, rules: [信任]}
  - {id: garden, rules: [花园, "code:trust AND role:interviewer"]}
"""
TALK = """\
居民甲：我先说，信任最要紧。

访谈者：信任从哪里来？

居民甲：信任是花园里来的。后来呢，信任又没了。

居民乙：我不信任。

访谈者：花园呢？

访谈者：（笑）

记者：谁种的？

居民乙：（沉默）

居民乙：花园没人信任。

居民乙：花园荒了。
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    return tmp_path


def told(folder: Path, **options) -> list[tuple[str, str, str, str]]:
    """Speaker, text, code and what is prompted, of each coding."""
    names = (str(folder / "talk.txt"), str(folder / "attributes.csv"))
    attributes = names[1] if Path(names[1]).exists() else ""
    run(
        CodeOptions(
            names[:1],
            str(folder / "book.yaml"),
            str(folder / "out"),
            prompted=True,
            attributes=attributes,
            **options,
        )
    )
    return [
        (row["speaker"], row["text"], row["code"], row["prompted"])
        for row in table_of(folder / "out" / "codings.csv")
    ]


def test_what_was_asked_just_before(study):
    assert told(study) == [
        ("居民甲", "我先说，信任最要紧。", "trust", ""),
        ("居民甲", "信任是花园里来的。", "trust", "1"),
        ("居民甲", "信任是花园里来的。", "garden", "1"),
        ("居民甲", "后来呢，信任又没了。", "trust", "1"),
        ("居民乙", "我不信任。", "trust", ""),
        ("居民乙", "花园没人信任。", "trust", "0"),
        ("居民乙", "花园没人信任。", "garden", "1"),
        ("居民乙", "花园荒了。", "garden", "1"),
    ]


def test_a_unit_of_several_turns_is_prompted_where_it_begins(study):
    assert [row[1:] for row in told(study, unit="exchange")][1:3] == [
        ("信任是花园里来的。后来呢，信任又没了。\n\n居民乙：我不信任。", "trust", "1"),
        ("信任是花园里来的。后来呢，信任又没了。\n\n居民乙：我不信任。", "garden", "1"),
    ]


def test_questions_are_not_prompted_themselves(study):
    found = told(study, speakers=("all",))
    assert ("访谈者", "信任从哪里来？", "trust", "") in found
    assert ("居民乙", "花园荒了。", "garden", "1") in found


def test_the_column_stands_before_the_attributes_and_nothing_else_changes(study):
    (study / "attributes.csv").write_text("document,site\ntalk,L\n", encoding="utf-8")
    told(study)
    with_it = rows_of(study / "out" / "codings.csv")
    assert with_it[0][-3:] == ["text", "prompted", "site"]
    assert provenance_of(study / "out")["options"]["prompted"] is True
    run_process("code", "talk.txt", "-c", "book.yaml", "-o", "plain", cwd=study)
    plain = rows_of(study / "plain" / "codings.csv")
    assert [row[:-2] + row[-1:] for row in with_it] == plain


def test_without_an_interviewer_nothing_is_known(study):
    (study / "talk.txt").write_text("居民甲：信任。\n\n居民乙：信任。\n", encoding="utf-8")
    assert [row[3] for row in told(study)] == ["", ""]


def test_the_same_from_the_command_line_and_from_python(study):
    done = run_process("code", "talk.txt", "-c", "book.yaml", "-o", "out", "--prompted", cwd=study)
    assert done.returncode == 0, done.stderr
    results = qualcode.code(
        qualcode.read_transcripts(study / "talk.txt"),
        qualcode.load_codebook(study / "book.yaml"),
        prompted=True,
    )
    frame = qualcode.codings(results)
    assert [list(frame.columns), *map(list, frame.astype(str).to_numpy())] == rows_of(
        study / "out" / "codings.csv"
    )


def test_an_attribute_of_that_name_is_refused(study):
    (study / "attributes.csv").write_text("document,prompted\ntalk,yes\n", encoding="utf-8")
    with pytest.raises(UsageError, match="an attribute has the name of the column 'prompted'"):
        told(study)
