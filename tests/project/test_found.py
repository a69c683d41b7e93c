"""Which files of those named are transcripts."""

from pathlib import Path

import pytest

import qualcode
from qualcode.ingest import Inputs, Skipped
from qualcode.project.found import find, nothing_to_read
from tests.project.study import coded, table_of, write_study

EVERY = [
    "1_花园",
    "2_书记",
    "10_lane",
    "more/3_座谈",
    "more/4_rows",
    "more/5_plain",
    "more/6_big5",
    "more/empty",
]


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_study(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_all_below_a_folder(study):
    inputs = find(["talks"])
    assert [one.id for one in inputs.files] == EVERY
    assert [one.file for one in inputs.skipped] == ["talks/README.md", "talks/more/notes.pdf"]


@pytest.mark.parametrize("spelled", ["talks/people.csv", "./talks/../talks/people.csv"])
def test_files_that_other_options_name_are_no_transcripts(study, spelled):
    (study / "talks" / "people.csv").write_text("document,mood\n1_花园,good\n", encoding="utf-8")
    (study / "talks" / "book.yaml").write_text("format: 1\n", encoding="utf-8")
    assert "people" in [one.id for one in find(["talks"]).files]
    inputs = find(["talks", "talks/people.csv"], beside=["talks/book.yaml", spelled, ""])
    assert [one.id for one in inputs.files] == EVERY
    assert [one.file for one in inputs.skipped] == ["talks/README.md", "talks/more/notes.pdf"]


def test_attributes_of_another_name_among_the_transcripts(study):
    (study / "talks" / "attributes.csv").rename(study / "talks" / "people.csv")
    people = study / "talks" / "people.csv"
    coded(study, study / "out", attributes=str(people))
    rows = table_of(study / "out" / "codings.csv")
    assert {row["case"] for row in rows if row["document"] == "2_书记"} == {"P-2"}
    assert "people" not in {row["document"] for row in table_of(study / "out" / "documents.csv")}
    (study / "talks" / "more" / "empty.txt").unlink()
    read = qualcode.read_transcripts("talks", attributes=people)
    assert [one.id for one in read] == EVERY[:-1]


def test_reasons_why_there_is_nothing_to_read():
    left = tuple(Skipped(f"{number}.pdf", "no") for number in range(9))
    error = nothing_to_read(["a", "b"], Inputs(skipped=left))
    assert error.place == "a, b"
    assert error.cure.splitlines() == [f"{'  ' * bool(n)}{n}.pdf: no" for n in range(5)]
    assert ".docx" in nothing_to_read(["a"], Inputs()).cure
