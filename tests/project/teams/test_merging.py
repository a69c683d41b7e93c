"""Codings of another copy of a study."""

import hashlib
import json
import shutil
from itertools import permutations
from pathlib import Path

import pytest

import qualcode
from qualcode.errors import ReadError, UsageError
from qualcode.ingest.kept import load_pair
from qualcode.journal.events import Event, event_line
from qualcode.journal.fold import fold
from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import append_events, journal_file, read_journals, read_state
from qualcode.project.teams.merging import merge_in
from tests.project.coded_study import TALKS, code, made


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that nobody coded."""
    return made(tmp_path_factory.mktemp("merging") / "plain").folder


@pytest.fixture
def copy(plain: Path, tmp_path: Path):
    """Makes a copy of the study."""
    return lambda name: Study(Path(shutil.copytree(plain, tmp_path / name)))


def again(study: Study, document: str, text: str) -> None:
    """Another text of a document, as it is read in again."""
    (study.folder / "transcripts" / f"{document}.txt").write_text(text, encoding="utf-8")
    ingest_study(study, again=True)


def rows(done):
    return {(row.coder, row.document): row for row in done.rows}


def quotes(study: Study, coder: str):
    return [
        (one.document, one.start, one.quote)
        for one in read_state(study.folder)[0].codings
        if one.coder == coder
    ]


def test_what_is_new_comes_and_a_second_time_nothing(copy):
    here, there = copy("here"), copy("there")
    code(here, "li", "lane", [("leader", "Anna is the leader.")])
    code(there, "zhang", "lane", [("leader", "Anna"), ("trust", "We trust her.")])
    append_events(there.folder, "zhang", "", [Event("memo", text="a memo on the study")])
    before = read_journals(there.folder).events
    dry = merge_in(here, there.folder, write=False)
    assert {event.coder for event in read_journals(here.folder).events} == {"li"}
    done = merge_in(here, there.folder)
    assert done == dry
    assert done.is_settled
    lane, memos = rows(done)["zhang", "lane"], rows(done)["zhang", ""]
    assert (lane.new, lane.equal, lane.codings, memos.new, memos.memos) == (4, 0, 2, 1, 1)
    assert quotes(here, "zhang") == [("lane", 36, "Anna"), ("lane", 74, "We trust her.")] or quotes(
        here, "zhang"
    )
    assert {event for event in read_journals(here.folder).events if event.coder == "zhang"} == set(before)
    files = {file: file.read_bytes() for file in here.folder.rglob("*.jsonl")}
    second = merge_in(here, there.folder)
    assert [(row.new, row.equal) for row in second.rows] == [(0, 1), (0, 4)]
    assert files == {file: file.read_bytes() for file in here.folder.rglob("*.jsonl")}


def test_only_some_coders(copy):
    here, there = copy("here"), copy("there")
    code(there, "zhang", "lane", [("leader", "Anna")])
    code(there, "li", "lane", [("leader", "Anna")])
    assert {row.coder for row in merge_in(here, there.folder, coders=["li", "li"]).rows} == {"li"}
    with pytest.raises(UsageError, match="nobody is called wang there") as caught:
        merge_in(here, there.folder, coders=["wang"])
    assert caught.value.cure == "there are: li, zhang"


def test_a_document_with_another_name_there(copy):
    here, there = copy("here"), copy("there")
    (there.folder / "transcripts" / "lane.txt").rename(there.folder / "transcripts" / "巷子 一.txt")
    shutil.rmtree(there.folder / "text")
    ingest_study(there)
    code(there, "zhang", "巷子 一", [("leader", "Anna")])
    done = merge_in(here, there.folder)
    assert [(row.document, row.new, row.note) for row in done.rows] == [("lane", 3, "called 巷子 一 there")]
    assert journal_file(here.folder, "zhang", "lane").is_file()
    assert [one[0] for one in quotes(here, "zhang")] == ["lane"]
    assert [row.new for row in merge_in(here, there.folder).rows] == [0]


def test_without_texts_the_hashes_in_the_events_tell_the_document(copy):
    here, there = copy("here"), copy("there")
    code(there, "zhang", "lane", [("leader", "Anna")])
    file = journal_file(there.folder, "zhang", "lane")
    file.write_bytes(file.read_bytes().replace(b'"document":"lane"', b'"document":"x"'))
    for folder in ("text", "transcripts"):
        shutil.rmtree(there.folder / folder)
    (there.folder / "qualcode.toml").unlink()
    assert [(h.document, h.id, h.fit) for h in merge_in(here, there.folder).homes] == [
        ("x", "lane", "same text")
    ]


def test_another_text_takes_codings_along_and_lists_what_is_gone(copy):
    here, there = copy("here"), copy("there")
    code(
        there,
        "zhang",
        "lane",
        [("leader", "Anna is the leader."), ("trust", "We trust her."), ("by_hand", "It rained.")],
    )
    again(here, "lane", "Note: spoken.\n\n" + TALKS["lane"].replace("It rained.", "Sun."))
    dry = merge_in(here, there.folder, write=False)
    done = merge_in(here, there.folder)
    row = rows(done)["zhang", "lane"]
    assert (row.new, row.moved, row.orphans, row.note) == (5, 2, 1, "another text there")
    assert (dry.rows, dry.orphans) == (done.rows, done.orphans)
    assert [(one.code, one.quote) for one in done.orphans] == [("by_hand", "It rained.")]
    assert not done.is_settled
    text = load_pair(here.folder / "text" / "lane.turns.json").divided.text
    kept = [one for one in read_state(here.folder)[0].codings if one.code != "by_hand"]
    assert [text[one.start : one.end] for one in kept] == ["Anna is the leader.", "We trust her."]
    second = rows(merge_in(here, there.folder))["zhang", "lane"]
    assert (second.new, second.equal, second.moved, second.orphans) == (0, 5, 0, 1)


def test_codings_that_went_into_another_text_come_back_to_their_place(copy):
    """Also where the other text is not there, and the words around them are others."""
    here, there = copy("here"), copy("there")
    code(here, "li", "lane", [("trust", "trust her"), ("by_hand", "It rained.")])
    before = quotes(here, "li")
    merge_in(there, here.folder)
    again(
        there,
        "lane",
        TALKS["lane"]
        .replace("She has helpers. We", "And so they all")
        .replace("It rained", "Sun, trust her"),
    )
    assert [one[2] for one in quotes(there, "li")] == ["trust her", "It rained."]
    assert quotes(there, "li")[0] != before[0]
    shutil.rmtree(there.folder / "text")
    done = merge_in(here, there.folder)
    assert quotes(here, "li") == before
    assert [(row.new, row.moved, row.orphans) for row in done.rows] == [(1, 0, 0)]
    assert [row.moved for row in merge_in(here, there.folder).rows] == [0]


def test_a_document_that_is_not_here_keeps_its_codings_for_later(copy):
    here, there = copy("here"), copy("there")
    (there.folder / "transcripts" / "新.txt").write_text("访谈者：问。\n\n李：能人来了。\n", encoding="utf-8")
    ingest_study(there)
    code(there, "zhang", "新", [("leader", "能人")])
    done = merge_in(here, there.folder)
    assert [(row.document, row.new, row.orphans, row.note) for row in done.rows] == [
        ("新", 3, 1, "no text here")
    ]
    assert not done.is_settled
    for file in there.folder.glob("text/新.*"):
        shutil.copy(file, here.folder / "text")
    assert merge_in(here, there.folder).is_settled


def test_a_name_that_another_document_has_here_is_left_out(copy):
    here, there = copy("here"), copy("there")
    for folder in ("text", "transcripts"):
        shutil.rmtree(there.folder / folder)
    (there.folder / "transcripts").mkdir()
    (there.folder / "transcripts" / "yard.txt").write_text(TALKS["lane"], encoding="utf-8")
    (there.folder / "transcripts" / "lane.txt").write_text("A: Who?\n\nB: Nobody at all.\n", encoding="utf-8")
    ingest_study(there)
    code(there, "zhang", "yard", [("leader", "Anna")])
    code(there, "zhang", "lane", [("leader", "Nobody")])
    done = merge_in(here, there.folder)
    assert {h.document: (h.id, h.fit) for h in done.homes} == {
        "yard": ("lane", "same text"),
        "lane": ("lane", "name taken"),
    }
    row = rows(done)["zhang", "lane"]
    assert (row.new, row.left_out) == (3, 3)
    assert [one[2] for one in quotes(here, "zhang")] == ["Anna"]
    assert not done.is_settled


def test_real_names_do_not_come_back(copy):
    here, there = copy("here"), copy("there")
    code(there, "zhang", "lane", [("leader", "Anna")])
    place = here.folder / "text" / "lane.turns.json"
    stored = load_pair(place)
    text = stored.divided.text.replace("Anna", "Ruth")
    (here.folder / "text" / "lane.txt").write_text(text, encoding="utf-8")
    new = hashlib.sha256(text.encode()).hexdigest()
    turns = place.read_text(encoding="utf-8")
    pair = f'"sha256": "{stored.sha256}"'
    place.write_text(
        turns.replace(pair, f'"sha256": "{new}",\n "read_sha256": "{stored.sha256}"', 1), encoding="utf-8"
    )
    done = merge_in(here, there.folder)
    assert [(h.fit, h.id) for h in done.homes] == [("real names", "lane")]
    assert read_journals(here.folder).events == ()
    assert [row.left_out for row in done.rows] == [3]


def test_a_conflict_is_told_with_both_and_both_are_kept(copy):
    here, there = copy("here"), copy("there")
    code(here, "li", "lane", [("leader", "Anna")])
    merge_in(there, here.folder)
    file = journal_file(there.folder, "li", "lane")
    file.write_bytes(file.read_bytes().replace(b'"code":"leader"', b'"code":"trust"'))
    done = merge_in(here, there.folder)
    assert [(c.here.code, c.there.code) for c in done.conflicts] == [("leader", "trust")]
    assert [(row.new, row.equal, row.conflicts) for row in done.rows] == [(0, 2, 1)]
    assert not done.is_settled
    merge_in(there, here.folder)
    assert read_state(here.folder) == read_state(there.folder)
    second = merge_in(here, there.folder)
    assert [(row.new, row.conflicts) for row in second.rows] == [(0, 2)]


def test_the_order_of_merging_does_not_matter(copy):
    names = ("one", "two", "three")
    parts = [copy(name) for name in names]
    code(parts[0], "li", "lane", [("leader", "Anna"), ("trust", "We trust her.")])
    for part in parts[1:]:
        merge_in(part, parts[0].folder)
    first = read_state(parts[0].folder)[0].codings[0].id
    append_events(parts[1].folder, "li", "lane", [Event("recode", coding=first, code="trust")])
    append_events(parts[2].folder, "li", "lane", [Event("remove", coding=first)])
    code(parts[2], "zhang", "花园", [("leader", "能人。")])
    states = []
    for number, order in enumerate(permutations(range(3))):
        into = copy(f"into{number}")
        for index in order:
            merge_in(into, parts[index].folder)
        states.append(read_state(into.folder)[0])
    assert all(state == states[0] for state in states)
    assert states[0] == fold(event for part in parts for event in read_journals(part.folder).events)
    assert [one.coder for one in states[0].codings] == ["li", "zhang"]


def test_a_merge_that_was_cut_short_is_completed_by_the_next(copy, monkeypatch):
    here, there = copy("here"), copy("there")
    again(here, "lane", "Oh. " + TALKS["lane"])
    code(there, "zhang", "lane", [("leader", "Anna"), ("trust", "We trust her.")])
    code(there, "zhang", "花园", [("leader", "能人。")])
    monkeypatch.setattr("qualcode.project.teams.merging.append_events", None)
    with pytest.raises(TypeError):
        merge_in(here, there.folder)
    monkeypatch.undo()
    journal = journal_file(here.folder, "zhang", "lane")
    journal.write_bytes(journal.read_bytes()[:-40])
    journal_file(here.folder, "zhang", "花园").unlink()
    done = merge_in(here, there.folder)
    assert {(row.document, row.new, row.moved) for row in done.rows} == {("lane", 1, 2), ("花园", 3, 0)}
    state, problems = read_state(here.folder)
    assert (len(state.codings), problems) == (3, ())


def test_damaged_and_doubled_lines_there(copy):
    here, there = copy("here"), copy("there")
    code(there, "zhang", "lane", [("leader", "Anna")])
    file = journal_file(there.folder, "zhang", "lane")
    lines = file.read_bytes().splitlines(keepends=True)
    nobody = event_line(Event("memo", id="n", at="2026-01-01T00:00:00.000Z", coder="", text="x"))
    file.write_bytes(b"\n".join([lines[0], *lines, nobody]) + b"<<<<<<< ours\n" + lines[1][:20])
    done = merge_in(here, there.folder)
    assert [(row.coder, row.new, row.left_out) for row in done.rows] == [("", 0, 1), ("zhang", 3, 0)]
    assert [problem.slug for problem in done.problems] == ["event", "torn"]
    assert not done.is_settled


def test_codes_that_the_codebook_here_has_not_and_coders_in_both(copy):
    here, there = copy("here"), copy("there")
    code(here, "li", "lane", [("leader", "Anna")], finish=False)
    code(there, "li", "lane", [("new_code", "Anna")])
    append_events(here.folder, "li", "lane", [Event("finish")])
    done = merge_in(here, there.folder)
    assert dict(done.codes) == {"new_code": 1}
    assert [(one.coder, one.n_here, one.n_there) for one in done.overlaps] == [("li", 3, 3)]
    assert done.is_settled


def test_what_is_no_other_copy_is_refused(copy, tmp_path):
    here = copy("here")
    (tmp_path / "link").symlink_to(here.folder)
    for place in (here.folder, tmp_path / "link"):
        with pytest.raises(UsageError, match="not merged with itself"):
            merge_in(here, place)
    (tmp_path / "empty").mkdir()
    for place in (tmp_path / "empty", tmp_path / "none", here.folder / "codebook.yaml"):
        with pytest.raises(UsageError, match="no copy of a study"):
            merge_in(here, place)
    assert merge_in(here, copy("uncoded").folder).rows == ()


def test_a_newer_version_is_refused(copy):
    here, there = copy("here"), copy("there")
    file = journal_file(there.folder, "zhang", "lane")
    file.parent.mkdir(parents=True)
    file.write_bytes(event_line(Event("memo", id="a", text="x")).replace(b'"v":1', b'"v":2'))
    with pytest.raises(ReadError, match="version 2"):
        merge_in(here, there.folder)
    file.unlink()
    (there.folder / "qualcode.toml").write_text("format = 2\n", encoding="utf-8")
    with pytest.raises(ReadError, match="format 2"):
        merge_in(here, there.folder)


def test_a_zip_file(copy, tmp_path):
    here, there = copy("here"), copy("there")
    code(there, "李 四", "花园", [("leader", "能人。")])
    for root, base in ((tmp_path, "there"), (there.folder, "."), (there.folder, "codings")):
        place = Path(shutil.make_archive(str(tmp_path / "copy"), "zip", root, base))
        assert [(row.coder, row.new) for row in merge_in(here, place, write=False).rows] == [("李 四", 3)]
    place.write_bytes(place.read_bytes()[:300])
    with pytest.raises(ReadError, match="this zip file is damaged"):
        merge_in(here, place)
    place = Path(shutil.make_archive(str(tmp_path / "copy"), "zip", tmp_path))
    with pytest.raises(UsageError, match="several studies in this zip file"):
        merge_in(here, place)


def test_the_table_of_the_library(copy):
    here, there = copy("here"), copy("there")
    code(there, "zhang", "lane", [("leader", "Anna")])
    table = qualcode.merge_study(there.folder, study=here.folder).table
    assert json.loads(table.to_json(orient="records"))[0]["codings"] == 1
