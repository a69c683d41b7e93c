"""Transcripts that were renamed or moved after people coded them."""

import shutil
from pathlib import Path

import pytest

import qualcode as qc
from qualcode.errors import UsageError
from qualcode.ingest.kept import load_pair
from qualcode.journal.events import Event
from qualcode.journal.passages import added
from qualcode.project.checks.checking import check_study
from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.intake.renaming import ids_of, mentions, rename_document
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import append_events, as_written, read_state
from qualcode.project.teams.assigned import read_assignments
from qualcode.project.teams.merging import merge_in
from qualcode.settings import parse_settings
from qualcode.text.digest import sha256_of
from tests.project.coded_study import TALKS, code, coded


@pytest.fixture
def study(tmp_path, monkeypatch) -> Study:
    monkeypatch.chdir(tmp_path)
    return coded(tmp_path / "here")


def copy_of(study: Study, place: Path) -> Study:
    return Study(Path(shutil.copytree(study.folder, place)))


def rename_file(study: Study, old: str, new: str) -> None:
    target = study.folder / "transcripts" / f"{new}.txt"
    target.parent.mkdir(exist_ok=True)
    (study.folder / "transcripts" / f"{old}.txt").rename(target)


def codings_in(study: Study, document: str):
    found = read_state(study.folder)[0].codings
    return [(one.coder, one.span, one.code) for one in found if one.document == document]


def texts(study: Study) -> list[str]:
    return sorted(file.name for file in (study.folder / "text").iterdir())


@pytest.mark.parametrize("ingested", [False, True])
@pytest.mark.parametrize("new", ["一月/lane", "小巷 1"])
def test_text_and_codings_go_along_and_journals_stay(study, new, ingested):
    append_events(study.folder, "li", "lane", [Event("memo", text="on the lane")])
    (study.folder / "assignments.csv").write_text("document,coder\nlane,li\n", encoding="utf-8")
    before = codings_in(study, "lane")
    journals = {file: file.read_bytes() for file in study.folder.rglob("*.jsonl")}
    pair = (study.folder / "text" / "lane.txt").read_bytes()
    rename_file(study, "lane", new)
    if ingested:
        assert ingest_study(study).renamed == ((new, "lane"),)
    dry = rename_document(study, "lane", new, write=False)
    assert codings_in(study, new) == []
    done = rename_document(study, "lane", new)
    assert done == dry == ("lane", new, 6, 1)
    assert codings_in(study, new) == before
    assert codings_in(study, "lane") == []
    assert {file: file.read_bytes() for file in study.folder.rglob("*.jsonl")} == journals
    name = new.replace("/", "%2F")
    assert [one for one in texts(study) if "lane" in one or "小巷" in one] == [
        f"{name}.turns.json",
        f"{name}.txt",
    ]
    assert (study.folder / "text" / f"{name}.txt").read_bytes() == pair
    report = ingest_study(study)
    assert (report.states["same"], report.states["new"], report.renamed) == (3, 0, ())
    assert [one.document for one in read_assignments(study)] == [new]
    assert [one.message for one in check_study(study).findings if one.level == "error"] == []
    assert len(qc.list_codings(study.folder, orphans=True)) == 0
    assert list(qc.list_memos(study.folder)["document"]) == [new]
    text = pair.decode()
    append_events(study.folder, "wang", new, [added(text, sha256_of(text), 35, 39, code="leader")])
    assert ("wang", (35, 39), "leader") in codings_in(study, new)


def test_a_text_with_pseudonyms_does_not_get_its_names_back(study):
    """The transcript was read in under its new name, with the names in it, before anybody said so."""
    place = study.folder / "text" / "lane.turns.json"
    stored = load_pair(place)
    text = stored.divided.text.replace("Anna", "Ruth")
    read = f'"sha256": "{sha256_of(text)}",\n "read_sha256": "{stored.sha256}"'
    turns = place.read_text(encoding="utf-8").replace(f'"sha256": "{stored.sha256}"', read, 1)
    place.write_text(turns, encoding="utf-8")
    (study.folder / "text" / "lane.txt").write_text(text, encoding="utf-8")
    rename_file(study, "lane", "alley")
    ingest_study(study)
    append_events(
        study.folder, "wang", "alley", [added(stored.divided.text, stored.sha256, 74, 87, code="trust")]
    )
    rename_document(study, "lane", "alley")
    assert (study.folder / "text" / "alley.txt").read_text(encoding="utf-8") == text
    assert load_pair(study.folder / "text" / "alley.turns.json").document == "alley"
    (mine,) = [one for one in read_state(study.folder)[0].codings if one.coder == "wang"]
    assert mine.sha256 == sha256_of(text)


def test_a_copy_with_the_old_name_merges_both_ways(study, tmp_path):
    there = copy_of(study, tmp_path / "there")
    rename_file(study, "lane", "alley")
    rename_document(study, "lane", "alley")
    code(there, "wang", "lane", [("trust", "We trust her.")])
    code(study, "wu", "alley", [("leader", "Anna")])
    done = merge_in(study, there.folder)
    assert [(row.coder, row.document, row.new, row.note) for row in done.rows if row.new] == [
        ("wang", "alley", 3, "called lane there")
    ]
    assert len(codings_in(study, "alley")) == 8
    merge_in(there, study.folder)
    assert codings_in(there, "lane") == codings_in(study, "alley")
    for one, other in ((study, there), (there, study)):
        assert [
            row for row in merge_in(one, other.folder).rows if row.new or row.moved or row.conflicts
        ] == []
    ids = [{event.id for event in as_written(one.folder).events} for one in (study, there)]
    assert ids[0] == ids[1]
    rename_file(there, "lane", "alley")
    rename_document(there, "lane", "alley")
    assert read_state(there.folder) == read_state(study.folder)


def test_a_copy_with_the_old_name_and_another_version_of_the_text(study, tmp_path):
    there = copy_of(study, tmp_path / "there")
    (there.folder / "transcripts" / "yard.txt").write_text("Note.\n\n" + TALKS["yard"], encoding="utf-8")
    ingest_study(there, again=True)
    code(there, "wang", "yard", [("trust", "We trust nobody there.")])
    rename_file(study, "yard", "court")
    rename_document(study, "yard", "court")
    done = merge_in(study, there.folder)
    assert {(home.document, home.id, home.fit) for home in done.homes if home.document == "yard"} == {
        ("yard", "court", "other text")
    }
    assert [coder for coder, *_ in codings_in(study, "court")] == ["zhang", "wang"]
    back = merge_in(there, study.folder)
    assert {home.id for home in back.homes if home.document == "court"} == {"yard"}
    for one, other in ((study, there), (there, study)):
        assert [row for row in merge_in(one, other.folder).rows if row.new or row.moved] == []


def test_the_text_was_removed_before(study):
    before = codings_in(study, "lane")
    rename_file(study, "lane", "alley")
    for file in (study.folder / "text").glob("lane.*"):
        file.unlink()
    ingest_study(study)
    (found,) = {
        one.cure for one in check_study(study).findings if "a document that is not there" in one.message
    }
    assert found.endswith("if its transcript is called NEW now: qualcode ingest --renamed lane=NEW")
    rename_document(study, "lane", "alley")
    assert codings_in(study, "alley") == before


def test_renamed_and_changed_keeps_the_text_that_was_coded(study):
    rename_file(study, "lane", "alley")
    file = study.folder / "transcripts" / "alley.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("It rained.", "Sun."), encoding="utf-8")
    ingest_study(study)
    with pytest.raises(UsageError, match="alley has another text than lane") as caught:
        rename_document(study, "lane", "alley")
    assert "remove text/alley.* and do this again" in caught.value.cure
    for one in (study.folder / "text").glob("alley.*"):
        one.unlink()
    rename_document(study, "lane", "alley")
    assert ingest_study(study).states["changed"] == 1
    assert ingest_study(study, again=True).states["replaced"] == 1
    assert len(codings_in(study, "alley")) == 6
    assert len(qc.list_codings(study.folder, orphans=True)) == 1


def test_settings_and_attributes_of_the_old_id(study):
    settings = study.folder / "qualcode.toml"
    own = '\n[documents.lane]\nspeakers = {"Lin" = "resident"}\n'
    settings.write_text(settings.read_text(encoding="utf-8") + own, encoding="utf-8")
    (study.folder / "attributes.csv").write_text("document,age\nlane,62\n", encoding="utf-8")
    ingest_study(study)
    rename_file(study, "lane", "alley")
    rename_document(study, "lane", "alley")
    found = parse_settings(settings.read_text(encoding="utf-8"))
    assert found.documents["alley"].speakers["Lin"].role == "resident"
    assert "lane" not in found.documents
    assert list(mentions(study, "lane")) == ["attributes.csv has a row for lane: write the new id there"]
    assert list(mentions(study, "alley")) == []


def test_there_and_back(study):
    before = codings_in(study, "lane")
    for old, new in (("lane", "alley"), ("alley", "street"), ("street", "lane")):
        rename_file(study, old, new)
        rename_document(study, old, new)
        assert codings_in(study, new) == before
    assert texts(study).count("lane.txt") == 1
    assert ingest_study(study).states["same"] == 3


def test_a_renaming_that_was_cut_short_is_done_by_the_next(study, monkeypatch):
    before = codings_in(study, "lane")
    rename_file(study, "lane", "alley")
    for cut in ("write_settings", "_remove_pair"):
        monkeypatch.setattr(f"qualcode.project.intake.renaming.{cut}", None)
        with pytest.raises(TypeError):
            rename_document(study, "lane", "alley")
        monkeypatch.undo()
        monkeypatch.chdir(study.folder.parent)
    rename_document(study, "lane", "alley")
    assert codings_in(study, "alley") == before
    assert "lane.txt" not in texts(study)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("lane", "yard", "the transcript of lane is still there"),
        ("gone", "yard", "the study never had a document gone"),
        ("gone", "nowhere", "the study has no transcript nowhere"),
    ],
)
def test_what_is_refused(study, old, new, message):
    before = {file: file.read_bytes() for file in study.folder.rglob("*.*") if file.is_file()}
    with pytest.raises(UsageError, match=message):
        rename_document(study, old, new)
    assert {file: file.read_bytes() for file in study.folder.rglob("*.*") if file.is_file()} == before


def test_an_id_that_was_another_document_s_stays_its(study):
    rename_file(study, "lane", "alley")
    rename_document(study, "lane", "alley")
    rename_file(study, "yard", "lane")
    with pytest.raises(UsageError, match="lane was the id of alley"):
        rename_document(study, "yard", "lane")
    rename_file(study, "lane", "court")
    rename_document(study, "yard", "court")


@pytest.mark.parametrize(
    ("word", "known", "ids"),
    [
        ("a=b", (), ("a", "b")),
        ("a=b=c", ("a=b",), ("a=b", "c")),
        ("a=b=c", ("a",), ("a", "b=c")),
        (" 一月/a = b 1", (), ("一月/a", "b 1")),
    ],
)
def test_ids_with_the_sign_between_them(word, known, ids):
    assert ids_of(word, known) == ids


@pytest.mark.parametrize("word", ["a", "=a", "a=", "=", ""])
def test_words_that_name_no_two_documents(word):
    with pytest.raises(UsageError, match="names no two documents"):
        ids_of(word, ())


def test_the_library(study):
    rename_file(study, "lane", "alley")
    assert qc.rename_document("lane", "alley", study=study.folder, dry_run=True).codings == 6
    assert "lane.txt" in texts(study)
    assert qc.rename_document("lane", "alley", study=study.folder).new == "alley"
    assert len(codings_in(study, "alley")) == 6
