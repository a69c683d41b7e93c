"""A run repeated: same bytes, moved files, and what is told of every kind of change."""

import csv
import json
import shutil
from pathlib import Path

import pytest

import qualcode
from qualcode.errors import CodebookError, ReadError, UsageError
from qualcode.project.job.options import CodeOptions
from qualcode.project.results.run import run
from tests.project.small_study import CODEBOOK, all_bytes, provenance_of, write_study

SETTINGS = """\
format = 1
encoding = "utf-8"
[documents."2_书记"]
encoding = "gb18030"
[documents."more/5_plain"]
encoding = "utf-16"
[documents."more/6_big5"]
encoding = "big5"
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_study(tmp_path)
    (tmp_path / "qualcode.toml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def coded(**options: object) -> None:
    run(CodeOptions(("talks",), "codebook.yaml", **options))


def states(done: qualcode.Rerun) -> dict[str, str]:
    return {one.name: one.state for one in done.states}


def differing(done: qualcode.Rerun) -> set[str]:
    return {name.removesuffix(".csv") for name, state in states(done).items() if state != "same"}


def causes(done: qualcode.Rerun) -> list[tuple[str, str, str]]:
    return [tuple(one) for one in done.because]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"unit": "turn", "count_by": "window:3:turn", "lang": "en", "bom": False, "excel_safe": True},
        {"rollup": True, "base": "coded", "measure": "jaccard", "split_at": "；", "join_turns": True},
        {"speakers": ("all",), "where": (("community", "L"),), "prompted": True, "wrapped": False},
        {"settings": "qualcode.toml"},
        {"settings": "qualcode.toml", "encoding": "gb18030", "columns": (("text", "text"),)},
        {"count_by": "near:2"},
        {"speaker_pattern": r"^(\w+)[:：]"},
    ],
)
def test_the_same_byte_for_byte_whatever_the_options(home: Path, options: dict[str, object]):
    coded(**options)
    done = qualcode.rerun("results", output="again")
    assert (done.is_same, done.record, done.because, done.others) == (True, (), (), ())
    assert all_bytes(Path("again")) == all_bytes(Path("results"))


def test_from_any_folder_and_by_the_record_itself(home: Path, tmp_path_factory, monkeypatch):
    coded(attributes="talks/attributes.csv", settings="qualcode.toml")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree("results", elsewhere / "results")
    monkeypatch.chdir(elsewhere)
    assert qualcode.rerun(home / "results").is_same
    with pytest.raises(ReadError, match="is not here") as problem:
        qualcode.rerun("results")
    assert "--in" in problem.value.cure
    assert qualcode.rerun("results/provenance.json", folder=home).is_same
    assert qualcode.rerun("results", folder=home / "talks").is_same


def test_inputs_that_were_named_by_their_full_paths(home: Path, tmp_path_factory, monkeypatch):
    run(
        CodeOptions(
            (str(home / "talks" / "more"), str(home / "talks" / "10_lane.md")), str(home / "codebook.yaml")
        )
    )
    assert provenance_of(Path("results"))["inputs"] == ["10_lane.md", "more"]
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert qualcode.rerun(home / "results", folder=home / "talks").is_same


def test_a_study(home: Path, monkeypatch):
    shutil.move("talks", "transcripts")
    qualcode.ingest_study(".")
    Path("transcripts/attributes.csv").rename("attributes.csv")
    inside = CodeOptions(("../transcripts",), "../codebook.yaml", "../results", settings="../qualcode.toml")
    monkeypatch.chdir("text")
    run(inside)
    assert qualcode.rerun("../results").is_same
    monkeypatch.chdir(home)
    assert not Path("../transcripts").exists()
    assert qualcode.rerun("results", folder=".").is_same


def test_other_formats_are_written_again(home: Path):
    coded(formats=("xlsx", "md", "docx", "json"))
    done = qualcode.rerun("results", output="again")
    assert (done.is_same, done.others) == (True, ())
    assert all_bytes(Path("again")) == all_bytes(Path("results"))
    qualcode.export_tables("results", "md", tables=["frequencies"], lang="en")
    done = qualcode.rerun("results")
    assert (done.is_same, done.others) == (True, ("data_dictionary.csv", "frequencies.md"))


def test_another_rule(home: Path):
    coded()
    Path("codebook.yaml").write_text(CODEBOOK.replace("放心 NEAR/3 交给", "副书记"), encoding="utf-8")
    done = qualcode.rerun("results")
    assert not done.is_same
    assert causes(done) == [
        ("codebook", "codebook.yaml", "its rules, or what else decides a coding, have changed")
    ]
    assert "codings" in differing(done)
    assert "documents" not in differing(done)
    rows = done.rows
    codings = rows[(rows["table"] == "codings.csv") & (rows["column"] == "")]
    assert codings[["change", "old", "new"]].to_numpy().tolist() == [
        ["removed", "我們自己的事情自己做，東西放心交給她。", ""],
        ["added", "", "我是副书记。"],
    ]
    frequencies = rows[(rows["table"] == "frequencies.csv") & (rows["column"] == "n_codings")]
    assert set(frequencies["row"]) <= {"trust", "told"}


def test_only_texts_of_the_codebook(home: Path):
    coded()
    Path("codebook.yaml").write_text(CODEBOOK.replace("zh: 信任, en", "zh: 信赖, en"), encoding="utf-8")
    done = qualcode.rerun("results")
    assert differing(done) == {"frequencies"}
    assert done.rows.to_dict("records") == [
        {
            "table": "frequencies.csv",
            "change": "changed",
            "row": "trust",
            "column": "name",
            "old": "信任",
            "new": "信赖",
        }
    ]
    assert "its rules have not" in causes(done)[0][2]
    with Path("codebook.yaml").open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    coded()
    Path("codebook.yaml").write_text(
        Path("codebook.yaml").read_text(encoding="utf-8") + "# more\n", encoding="utf-8"
    )
    done = qualcode.rerun("results")
    assert (differing(done), done.record, done.is_same) == (set(), ("codebook",), False)


def test_transcripts_changed_missing_and_new(home: Path):
    coded()
    Path("talks/1_花园.txt").write_text("李阿姨：没有。\n", encoding="utf-8")
    Path("talks/2_书记.txt").unlink()
    Path("talks/new.txt").write_text("甲：信任。\n", encoding="utf-8")
    Path("talks/attributes.csv").write_text("document,community\n1_花园,M\n", encoding="utf-8")
    done = qualcode.rerun("results")
    assert [one for one in causes(done) if one[0] == "transcript"] == [
        ("transcript", "talks/1_花园.txt", "has changed"),
        ("transcript", "talks/2_书记.txt", "is missing"),
        ("transcript", "talks/new.txt", "is new"),
    ]
    assert ("attributes", "talks/attributes.csv", "has changed") in causes(done)
    documents = {one.name: one.changes for one in done.states}["documents.csv"]
    assert documents is not None
    assert (documents.added, documents.removed, documents.changed) == (1, 1, 1)


def test_one_of_several_inputs_is_missing(home: Path):
    run(CodeOptions(("talks/1_花园.txt", "talks/2_书记.txt"), "codebook.yaml"))
    Path("talks/2_书记.txt").unlink()
    assert ("transcript", "talks/2_书记.txt", "is missing") in causes(qualcode.rerun("results"))


def test_tables_that_were_edited_or_removed(home: Path):
    coded()
    table = Path("results/frequencies.csv")
    rows = list(csv.reader(table.read_text(encoding="utf-8-sig").splitlines()))
    rows[1][1] = "edited"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    pairs = Path("results/cooccurrence_pairs.csv")
    pairs.write_bytes(pairs.read_bytes().replace(b"\n", b"\r\n"))
    Path("results/cooccurrence.csv").unlink()
    Path("results/documents.csv").write_bytes("文档".encode("gb18030"))
    done = qualcode.rerun("results")
    assert states(done) == {
        "codings.csv": "same",
        "frequencies.csv": "edited",
        "cooccurrence.csv": "missing",
        "cooccurrence_pairs.csv": "edited",
        "code_by_document.csv": "same",
        "documents.csv": "edited",
    }
    notes = dict(zip(done.tables["table"], done.tables["note"], strict=True))
    assert notes["cooccurrence_pairs.csv"].startswith("the same rows in other bytes")
    assert "no table in UTF-8" in notes["documents.csv"]
    assert done.rows[["row", "old", "new"]].to_numpy().tolist() == [["leading", "edited", "领导"]]
    assert (done.is_same, done.because) == (False, ())


def change_record(**changes: object) -> None:
    file = Path("results/provenance.json")
    written = json.loads(file.read_text(encoding="utf-8")) | changes
    file.write_text(json.dumps(written, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def test_other_versions_alone_are_told_and_are_the_same(home: Path):
    coded()
    change_record(qualcode="0.0.9", environment={"python": "3.0"})
    done = qualcode.rerun("results")
    assert done.is_same
    assert done.record == ("qualcode", "environment")
    assert causes(done)[:2] == [
        ("program", "qualcode", f"0.0.9, now {qualcode.__version__}"),
        ("environment", "python", causes(done)[1][2]),
    ]


def test_options_of_another_version(home: Path):
    coded()
    options = provenance_of(Path("results"))["options"]
    change_record(
        options={name: value for name, value in options.items() if name != "prompted"} | {"depth": 2}
    )
    done = qualcode.rerun("results")
    assert causes(done) == [
        ("option", "depth", "this version does not know it; the run had 2"),
        ("option", "prompted", "the run did not know it; its default is false"),
    ]
    assert (differing(done), done.is_same) == (set(), False)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": "qualcode-provenance/2"}, "this version cannot repeat"),
        ({"command": "suggest"}, "this version cannot repeat"),
    ],
)
def test_records_that_this_version_cannot_repeat(home: Path, changes: dict[str, object], message: str):
    coded()
    change_record(**changes)
    with pytest.raises(ReadError, match=message):
        qualcode.rerun("results")


def test_runs_that_cannot_be_repeated(home: Path):
    coded()
    options = provenance_of(Path("results"))["options"]
    for name, value in (("base", "half"), ("measure", "beauty"), ("unit", "chapter")):
        change_record(options={**options, name: value})
        with pytest.raises(ReadError):
            qualcode.rerun("results")
    change_record(options=options)
    with pytest.raises(UsageError, match="take the place"):
        qualcode.rerun("results", output="results")
    with pytest.raises(ReadError, match="no folder of results"):
        qualcode.rerun("talks")
    Path("codebook.yaml").write_text("format: 1\ncodes: [{id: a, rules: ['(']}]\n", encoding="utf-8")
    with pytest.raises(CodebookError):
        qualcode.rerun("results")
    Path("codebook.yaml").unlink()
    with pytest.raises(ReadError, match=r"codebook\.yaml is not here"):
        qualcode.rerun("results")
