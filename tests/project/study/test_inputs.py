"""Which files of those named are transcripts."""

from pathlib import Path

import pytest

import qualcode
from qualcode.analysis.frequency import frequency_columns as count
from qualcode.errors import ReadError, UsageError
from qualcode.ingest import Inputs, Skipped
from qualcode.project.job import tables as tables_module
from qualcode.project.results import run as run_module
from qualcode.project.study.inputs import check_output, find, nothing_to_read
from tests.project.small_study import all_bytes, coded, provenance_of, table_of, write_study

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
    assert [one.file for one in inputs.skipped] == ["talks/README.md", "talks/more/notes.jpg"]


@pytest.mark.parametrize("spelled", ["talks/people.csv", "./talks/../talks/people.csv"])
def test_files_that_other_options_name_are_no_transcripts(study, spelled):
    (study / "talks" / "people.csv").write_text("document,mood\n1_花园,good\n", encoding="utf-8")
    (study / "talks" / "book.yaml").write_text("format: 1\n", encoding="utf-8")
    assert "people" in [one.id for one in find(["talks"]).files]
    inputs = find(["talks", "talks/people.csv"], beside=["talks/book.yaml", spelled, ""])
    assert [one.id for one in inputs.files] == EVERY
    assert [one.file for one in inputs.skipped] == ["talks/README.md", "talks/more/notes.jpg"]


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


def test_what_nobody_expects_to_be_read_is_the_last_reason():
    left = [Skipped(f".{number}", "hidden", expected=True) for number in range(9)]
    cure = nothing_to_read(["a"], Inputs(skipped=(*left, Skipped("x.pdf", "no", cure="print it")))).cure
    assert cure.splitlines()[0] == "x.pdf: no; print it"


def test_a_folder_that_is_taken_for_results_has_a_cure(study):
    (study / "talks" / "provenance.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ReadError) as refused:
        coded(study, study / "out", inputs=(study / "talks",))
    assert "holds the results of an earlier run; name the folder of the transcripts" in refused.value.cure


@pytest.mark.parametrize(
    ("given", "output"),
    [
        (["talks"], "talks"),
        (["talks"], "./talks/../talks/"),
        (["talks"], "talks/more"),
        (["talks/more"], "talks/more"),
        (["."], "."),
        (["."], "talks"),
        (["talks/1_花园.txt"], "talks"),
        (["one"], "one"),
        (["one"], "one/two"),
    ],
)
def test_no_results_among_the_transcripts(study, given, output):
    (study / "one" / "two" / "three").mkdir(parents=True)
    (study / "one" / "two" / "three" / "a.txt").write_text("王：好。", encoding="utf-8")
    with pytest.raises(UsageError, match="among the transcripts") as refused:
        check_output(output, given, find(given))
    assert (refused.value.place, refused.value.cure) == (output, "choose another folder with -o")


@pytest.mark.parametrize(
    ("given", "output"),
    [
        (["talks"], "results"),
        (["talks"], "."),
        (["talks"], "talks/results"),
        (["."], "results"),
        (["talks/more"], "talks"),
        (["talks/more/4_rows.csv"], "talks"),
    ],
)
def test_results_beside_the_transcripts_hide_none_of_them(study, given, output):
    before = find(given)
    check_output(output, given, before)
    coded(study, study / output, inputs=given)
    assert (study / output / "provenance.json").exists()
    assert find(given).files == before.files


def test_nothing_is_coded_where_the_results_cannot_stand(study):
    before = all_bytes(study / "talks" / "more")
    with pytest.raises(UsageError):
        coded(study, study / "talks" / "more")
    assert all_bytes(study / "talks" / "more") == before


def test_two_folders_of_one_name_are_two_inputs(study):
    for name in "AB":
        (study / name / "t").mkdir(parents=True)
        (study / name / "t" / f"{name}.txt").write_text("王：能人。", encoding="utf-8")
    coded(study, study / "out", inputs=(study / "A" / "t", study / "B" / "t", study / "A" / "t"))
    record = provenance_of(study / "out")
    assert record["inputs"] == ["A/t", "B/t"]
    assert [one["file"] for one in record["documents"]] == ["A/t/A.txt", "B/t/B.txt"]


def test_frequencies_are_counted_once(study, monkeypatch):
    counted = []
    for module in (run_module, tables_module):
        monkeypatch.setattr(
            module, "frequency_columns", lambda *a, **k: counted.append(a) or count(*a, **k), raising=False
        )
    coded(study, study / "out")
    assert len(counted) == 1
