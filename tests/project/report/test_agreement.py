"""Agreement in the methods of a report: whose, and when none is told."""

from pathlib import Path

import pytest

from qualcode.errors import UsageError
from qualcode.project.job.defaults import in_study
from qualcode.project.job.options import CodeOptions
from qualcode.project.report.agreement import NOBODY, agreement_said
from tests.project.coded_study import code, coded, made


def options(folder: Path) -> CodeOptions:
    return in_study(CodeOptions((str(folder / "transcripts"),), ""))


def test_all_people_who_share_documents_are_compared(tmp_path: Path):
    coded(tmp_path)
    (said,) = agreement_said(options(tmp_path), (), "en")
    assert said.startswith("Two coders independently coded 2 interviews (67% of all; 10 sentences compared")
    assert "Cohen's κ" in said


def test_in_chinese_and_with_the_rules_where_they_are_named(tmp_path: Path):
    coded(tmp_path)
    (said,) = agreement_said(options(tmp_path), ("rules", "zhang"), "zh")
    assert said.startswith("由编码本规则与一名编码者独立编码 3 份访谈")


def test_nobody_is_told_of_where_nobody_shares_a_document(tmp_path: Path):
    study = made(tmp_path)
    code(study, "li", "lane", [("leader", "Anna")])
    code(study, "zhang", "yard", [("leader", "leader")])
    code(study, "zhang", "lane", [("leader", "Anna")], mode="assisted")
    assert agreement_said(options(tmp_path), (), "en") == ()


def test_only_documents_of_the_run_count(tmp_path: Path):
    study = coded(tmp_path)
    code(study, "wang", "yard", [("leader", "leader")])
    yard, lane = (tmp_path / "transcripts" / name for name in ("yard.txt", "lane.txt"))
    (said,) = agreement_said(in_study(CodeOptions((str(lane),), "")), (), "en")
    assert said.startswith("Two coders independently coded 1 interview")  # wang shares none of the run
    yard.unlink()
    (tmp_path / "text" / "yard.txt").unlink()
    (tmp_path / "text" / "yard.turns.json").unlink()
    both = in_study(CodeOptions((str(lane), str(tmp_path / "transcripts" / "花园.txt")), ""))
    assert agreement_said(both, (), "en")[0].startswith("Two coders independently coded 2 interviews")


def test_nobody_is_told_of_where_the_shared_documents_are_not_in_the_run(tmp_path: Path):
    coded(tmp_path)
    yard = str(tmp_path / "transcripts" / "yard.txt")
    assert agreement_said(in_study(CodeOptions((yard,), "")), (), "en") == ()


def test_nobody_is_told_of_where_that_is_asked_for(tmp_path: Path):
    coded(tmp_path)
    assert agreement_said(options(tmp_path), NOBODY, "en") == ()


def test_coders_are_those_of_a_study(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Ann: Yes.\n", encoding="utf-8")
    outside = CodeOptions((str(tmp_path / "a.txt"),), "codebook.yaml")
    assert agreement_said(outside, (), "en") == ()
    with pytest.raises(UsageError, match="of a study"):
        agreement_said(outside, ("li", "zhang"), "en")
