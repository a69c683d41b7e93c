"""A coder gets another name; nothing is lost, and copies with the old name merge as before."""

import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

import qualcode as qc
from qualcode.errors import UsageError
from qualcode.journal.events import Event
from qualcode.project.agreement.decisions import basis_of
from qualcode.project.codings.by_hand import by_hand
from qualcode.project.codings.taking_back import codings_meant, take_back
from qualcode.project.desk.documents import documents_for
from qualcode.project.desk.progress import finished_documents
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import (
    append_events,
    as_written,
    coders_there,
    read_journals,
    read_state,
)
from qualcode.project.teams.assigned import read_assignments
from qualcode.project.teams.coder_renaming import rename_coder
from qualcode.project.teams.coder_twins import refuse_twin
from qualcode.project.teams.merging import merge_in
from qualcode.settings import parse_settings
from tests.project.coded_study import code, coded, made


@pytest.fixture
def study(tmp_path) -> Study:
    return coded(tmp_path / "here")


def copy_of(study: Study, place: Path) -> Study:
    return Study(Path(shutil.copytree(study.folder, place)))


def kappas(study: Study, *coders: str):
    table = qc.agree(*coders, study=study.folder, draws=0).table
    kappa = table[table["measure"] == "cohen_kappa"]
    return dict(zip(kappa["code"], kappa["value"].fillna(-9), strict=True))


def codings_of(study: Study, coder: str):
    return [
        (one.document, one.span, one.code)
        for one in read_state(study.folder)[0].codings
        if one.coder == coder
    ]


def test_all_that_was_done_counts_for_the_new_name_and_journals_stay(study):
    (study.folder / "assignments.csv").write_text("document,coder\nlane,li\nlane,zhang\n", encoding="utf-8")
    append_events(study.folder, "li", "", [Event("memo", text="a memo")])
    journals = {file: file.read_bytes() for file in study.folder.rglob("*.jsonl")}
    before, agreed = codings_of(study, "li"), kappas(study, "li", "zhang")
    dry = rename_coder(study, "li", "Li Ming", write=False)
    assert codings_of(study, "li") == before
    done = rename_coder(study, "li", "Li Ming")
    assert done == dry
    assert (done.codings, done.memos, done.documents, done.both) == (5, 1, ("lane", "花园"), ())
    assert codings_of(study, "Li Ming") == before
    assert codings_of(study, "li") == []
    assert kappas(study, "Li Ming", "zhang") == agreed
    assert {file: file.read_bytes() for file in study.folder.rglob("*.jsonl")} == journals
    assert coders_there(study.folder) == ("Li Ming", "zhang")
    assert [one.coder for one in read_assignments(study)] == ["Li Ming", "zhang"]
    assert set(qc.coders(study.folder)["coder"]) == {"Li Ming", "zhang"}


def test_work_goes_on_under_the_new_name(study):
    rename_coder(study, "li", "Li Ming")
    opened = by_hand(study)
    stages = {one.id: one.stage for one in documents_for(opened, "Li Ming")}
    assert stages["lane"] == "finished"
    assert finished_documents(study, "Li Ming", 1) == {"lane", "花园"}
    qc.finish_documents("lane", coder="Li Ming", study=study.folder, reopen=True)
    found = codings_meant(opened, (), "remove", coder="Li Ming", document="lane", code="trust")
    take_back(opened, found.changed, "remove")
    assert len(codings_of(study, "Li Ming")) == 4
    with pytest.raises(UsageError, match="li is called Li Ming in this study"):
        refuse_twin(study, "li")
    with pytest.raises(UsageError, match="li is called Li Ming"):
        qc.add_memo("hm", coder="li", study=study.folder)


def test_a_copy_with_the_old_name_merges_both_ways(study, tmp_path):
    there = copy_of(study, tmp_path / "there")
    rename_coder(study, "li", "Li Ming")
    code(there, "li", "yard", [("leader", "leader")])
    code(study, "Li Ming", "yard", [("trust", "We trust nobody there.")], round=2)
    done = merge_in(study, there.folder)
    assert [(row.coder, row.document, row.new) for row in done.rows if row.new] == [("Li Ming", "yard", 3)]
    assert [one[0] for one in codings_of(study, "Li Ming")].count("yard") == 2
    back = merge_in(there, study.folder)
    assert [(one.old, one.new, one.what) for one in back.renamed] == [("li", "Li Ming", "renamed_coders")]
    assert set(as_written(study.folder).events) == set(as_written(there.folder).events)
    assert [row for row in merge_in(study, there.folder).rows if row.new or row.moved] == []
    rename_coder(there, "li", "Li Ming", same_person=True)
    assert read_state(there.folder)[0] == read_state(study.folder)[0]
    assert merge_in(there, study.folder).renamed == ()


def test_one_coder_is_merged_by_either_name(study, tmp_path):
    there = copy_of(study, tmp_path / "there")
    fresh = made(tmp_path / "fresh")
    rename_coder(there, "li", "Li Ming")
    for name in ("li", "Li Ming"):
        done = merge_in(fresh, there.folder, coders=[name], write=False)
        assert {row.coder for row in done.rows} == {"li"}
    with pytest.raises(UsageError, match="nobody is called wang there"):
        merge_in(fresh, there.folder, coders=["wang"])


def test_two_names_of_one_person_become_one(study):
    with pytest.raises(UsageError, match="zhang codes here already") as caught:
        rename_coder(study, "li", "zhang")
    assert "--same-person" in caught.value.cure
    done = rename_coder(study, "li", "zhang", same_person=True)
    assert done.both == (("lane", 1), ("花园", 1))
    assert done.codings == len(codings_of(study, "zhang")) == 11
    assert coders_there(study.folder) == ("zhang",)


def test_the_agreed_coding_follows(study):
    basis = "sentence; speakers!=interviewer; li, zhang"
    decided = Event("adjudicate", codes=("trust",), text=f"li\n{basis}\nbecause", sha256="x", start=0, end=1)
    append_events(study.folder, "consensus", "lane", [Event("open", text=basis), decided])
    rename_coder(study, "li", "Li Ming")
    mine = [event for event in read_journals(study.folder).events if event.coder == "consensus"]
    assert {basis_of(event) for event in mine} == {"sentence; speakers!=interviewer; Li Ming, zhang"}
    assert (mine[-1].text or "").startswith("Li Ming\n")


def test_a_name_is_given_again_and_taken_back(study):
    before = codings_of(study, "li")
    rename_coder(study, "li", "Li Ming")
    rename_coder(study, "Li Ming", "李明")
    assert codings_of(study, "李明") == before
    rename_coder(study, "李明", "li")
    assert codings_of(study, "li") == before
    settings = parse_settings((study.folder / "qualcode.toml").read_text(encoding="utf-8"))
    assert settings.renamed_coders == {"李明": "li", "Li Ming": "li"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("wang", "x", "nobody is called wang"),
        ("consensus", "x", "consensus is nobody's name"),
        ("rules", "x", "rules is nobody's name"),
        ("li", "Rules", "Rules is nobody's name"),
        ("li", "consensus", "consensus is nobody's name"),
        ("li", "a+b", "cannot hold"),
        ("li", "li#2", "cannot hold"),
        ("li", "a\nb", "cannot hold"),
        ("li", " ", "not said who codes"),
        ("li", "li", "li is called so"),
        ("li", "ZHANG", "ZHANG would be taken for zhang"),
        ("li", "ｚhang", "would be taken for zhang"),
    ],
)
def test_what_is_refused(study, old, new, message):
    before = (study.folder / "qualcode.toml").read_bytes()
    with pytest.raises(UsageError, match=message):
        rename_coder(study, old, new)
    assert (study.folder / "qualcode.toml").read_bytes() == before


def test_a_name_that_was_somebody_s_stays_theirs(study):
    rename_coder(study, "li", "Li Ming")
    with pytest.raises(UsageError, match="li was the name of Li Ming"):
        rename_coder(study, "zhang", "li", same_person=True)
    with pytest.raises(UsageError, match="li is called Li Ming already"):
        rename_coder(study, "li", "wang")
    rename_coder(study, "Li Ming", "LI MING")  # only the case: no twin of another


@pytest.mark.parametrize("seed", range(4))
def test_copies_that_rename_and_code_at_any_time_end_alike(tmp_path, seed):
    """Journals are joined and both have the line: then both say the same, whoever was called what when."""
    random = Random(seed)
    first = coded(tmp_path / "one")
    copies = [first, copy_of(first, tmp_path / "two")]
    for _ in range(6):
        study = random.choice(copies)
        name = "Li Ming" if "Li Ming" in coders_there(study.folder) else "li"
        step = random.choice(["code", "rename", "merge"])
        if step == "rename" and name == "li":
            both = "Li Ming" in {event.coder for event in as_written(study.folder).events}
            rename_coder(study, "li", "Li Ming", same_person=both)
        elif step == "code" and not {"li", "Li Ming"} <= set(coders_there(study.folder)):
            code(study, name, "yard", [("leader", random.choice(["leader", "yard", "Ben"]))], finish=False)
        else:
            merge_in(study, copies[study is copies[0]].folder)
    for study in copies:
        if "li" in coders_there(study.folder):
            rename_coder(study, "li", "Li Ming", same_person=True)
    for study, other in (copies, copies[::-1]):
        merge_in(study, other.folder)
    one, two = (read_state(study.folder)[0] for study in copies)
    assert one == two
    assert {coding.coder for coding in one.codings} == {"Li Ming", "zhang"}
    assert replace(one, codings=()) == replace(two, codings=())


def test_the_library(study):
    done = qc.rename_coder("li", "李 明", study=study.folder, dry_run=True)
    assert (done.new, done.codings) == ("李 明", 5)
    assert codings_of(study, "李 明") == []
    qc.rename_coder("li", "李 明", study=study.folder)
    assert len(codings_of(study, "李 明")) == 5


def test_tables_by_the_old_name_say_the_new_one(study):
    rename_coder(study, "li", "Li Ming")
    with pytest.raises(UsageError, match="li is called Li Ming by now") as caught:
        qc.code_study(study.folder, "li")
    assert 'results of li are made anew with qualcode code --coder "Li Ming"' in caught.value.cure
    with pytest.warns(UserWarning, match="not finished by Li Ming: yard"):
        results = qc.code_study(study.folder, "Li Ming")
    assert set(qc.codings(results)["coder"]) == {"Li Ming"}
