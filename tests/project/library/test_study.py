"""A study from Python."""

from pathlib import Path

import pytest

import qualcode
from qualcode.project.study.folder import begin_study

TALK = "访谈者：您好？\n\n王主任：社区是大家的。\n\n访谈者：谢谢。\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    begin_study(tmp_path)
    (tmp_path / "transcripts/a.txt").write_text(TALK, encoding="utf-8")
    return tmp_path


def test_what_comes_in(study: Path):
    rows = qualcode.ingest_study(study)
    assert rows.to_dict("records") == [
        {
            "document": "a",
            "file": (study / "transcripts/a.txt").as_posix(),
            "state": "new",
            "turns": 3,
            "language": "zh-Hans",
            "note": "speakers: 访谈者, 王主任 (by label) || interviewer: 访谈者",
        }
    ]
    assert qualcode.ingest_study(study / "text")["state"].tolist() == ["same"]
    (study / "transcripts/a.txt").write_text(TALK + "完。\n", encoding="utf-8")
    assert qualcode.ingest_study(study, dry_run=True, again=True)["state"].tolist() == ["replaced"]
    changed = qualcode.ingest_study(study)
    assert changed["state"].tolist() == ["changed"]
    assert changed["note"].str.contains("完。").all()


def test_what_is_wrong(study: Path):
    found = qualcode.check_study(study)
    assert found[["level", "about", "document"]].to_numpy().tolist() == [["note", "texts", "a"]]
    qualcode.ingest_study(study)
    assert qualcode.check_study(study).empty


def test_who_speaks(study: Path, monkeypatch):
    assert qualcode.speakers(study)["label"].tolist() == ["访谈者", "王主任"]
    monkeypatch.chdir(study)
    assert qualcode.speakers()["turns"].tolist() == [2, 1]


def test_where_there_is_no_study(tmp_path: Path):
    for call in (qualcode.ingest_study, qualcode.check_study):
        with pytest.raises(qualcode.QualcodeError, match="is no study"):
            call(tmp_path)
