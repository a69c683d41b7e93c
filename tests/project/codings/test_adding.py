"""Codings from tables and marked texts come into the journals, once, and with the work that they belong to."""

import threading
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import UsageError
from qualcode.journal.fold import fold
from qualcode.project.codings.adding import Added, Adding, Done, add_files
from qualcode.project.codings.by_hand import ByHand, by_hand
from qualcode.project.codings.marked_texts import marked_document
from qualcode.project.codings.steps import finish, reopen, work_of
from qualcode.project.study.journals import append_events, read_journals, read_state
from tests.ingest.worddoc import docx, para
from tests.project.coded_study import CODES, coded, made, text_of


@pytest.fixture
def opened(tmp_path) -> ByHand:
    return by_hand(made(tmp_path))


def add(opened: ByHand, content: str, name: str = "c.csv", coder: str = "wu", **asked: object) -> Added:
    file = opened.study.folder / name
    file.write_text(content, encoding="utf-8", newline="")
    return add_files(opened, [file.as_posix()], Adding(coder, **asked))  # type: ignore[arg-type]


def codings(opened: ByHand, coder: str = "wu") -> list[tuple[str, int | None, str, str | None]]:
    state, _ = read_state(opened.study.folder)
    return [(one.document, one.start, one.code, one.quote) for one in state.codings if one.coder == coder]


def test_rows_by_quote_and_by_place(opened):
    rows = (
        "document,start,end,code,quote,memo\n"
        "lane,,,leader,Anna is the leader.,sure?\n"
        "花园,19,21,信任||helper,,\n"
    )
    done = add(opened, rows)
    assert done.documents == (
        Done("lane", 1, 1, 0, 0, 1, opened=True, finished=False),
        Done("花园", 1, 2, 0, 0, 0, opened=True, finished=False),
    )
    text = text_of(opened.study, "花园")[19:21]
    assert codings(opened) == [
        ("lane", 35, "leader", "Anna is the leader."),
        ("花园", 19, "helper", text),
        ("花园", 19, "trust", text),
    ]
    events = read_journals(opened.study.folder, document="lane").events
    assert [one.event for one in events] == ["open", "add", "memo"]
    assert (events[0].codes, events[0].codebook, events[0].mode) == (CODES, opened.codebook.sha256, "blind")
    assert (events[1].before, events[1].after) == (
        "erviewer: Who leads here?\n\nLin: ",
        " She has helpers. We trust her. ",
    )
    assert (events[2].coding, events[2].text) == (events[1].coding, "sure?")


def test_what_is_there_is_not_added_again(opened):
    rows = "document,quote,code,memo\nlane,Anna,leader,m\nlane, Anna ,leader,m\nlane,helpers,helper,\n"
    assert add(opened, rows).documents[0][2:6] == (2, 0, 0, 1)
    done = add(opened, rows)
    assert done.documents == (Done("lane", 1, 0, 2, 0, 0, opened=False, finished=False),)
    assert len(codings(opened)) == 2
    assert add(opened, rows, round=2).documents[0][:3] == ("lane", 2, 2)
    assert add(opened, rows, coder="li").documents[0][2] == 2


def test_nothing_is_written_unless_all_rows_are_good(opened):
    rows = (
        "document,start,end,code,quote,unit,before\n"
        "lane,,,trust,office,,\n"
        "lane,,,leeder,Anna,,\n"
        "nowhere,,,leader,Anna,,\n"
        "lane,35,39,leader,Ann,,\n"
        "lane,,,leader,Annette,,\n"
        "lane,40,4000,leader,,,\n"
        "lane,x,,leader,Anna,,\n"
        "lane,,,trust,,99,\n"
        "lane,,,,Anna,,\n"
        "lane,,,trust,,,\n"
        ",,,trust,Anna,,\n"
        "lane,,,trust,office,,you trust the\n"
        "lane,,,trust,office,6,\n"
        "lane,,,trust,office,1,\n"
        "lane,,,by_hand,,3,\n"
    )
    done = add(opened, rows)
    assert not done.written
    assert [(one.line, one.message) for one in done.problems] == [
        (2, "“office” stands 2 times, at 128–134, 146–152"),
        (3, "there is no code leeder"),
        (4, "there is no document nowhere"),
        (5, "at 35 to 39 stands “Anna”"),
        (6, "“Annette” does not stand in the text"),
        (7, "40 to 4000 is no passage of the text"),
        (8, "start is x"),
        (9, "there is no unit 99"),
        (10, "there is no code"),
        (11, "it is not said which passage"),
        (12, "it is not said in which document"),
        (15, "“office” does not stand where the row says"),
    ]
    assert done.problems[3].cure == "its quote stands at 35–38: correct start and end, or leave them empty"
    assert not (opened.study.folder / "codings").exists()
    assert add(opened, rows, skip_bad=True).written
    assert codings(opened) == [
        ("lane", 55, "by_hand", "She has helpers."),
        ("lane", 128, "trust", "office"),
    ]


def test_a_marked_text(opened):
    marked = "[[document: lane]]\n" + text_of(opened.study, "lane").replace(
        "We trust her.", "[[trust,能人]]We trust her.[[/]]"
    )
    done = add(opened, marked.replace("\n", "\r\n").replace("It rained", "It  rained"), "any.md", finish=True)
    assert done == Added((Done("lane", 1, 2, 0, 0, 0, opened=True, finished=True),), (), (), written=True)
    assert [one[2:] for one in codings(opened)] == [("leader", "We trust her."), ("trust", "We trust her.")]


def test_a_text_marked_in_a_word_processor(opened):
    lines = text_of(opened.study, "lane").replace("Anna is", "[[leader]]Anna[[/]] is").split("\n")
    file = opened.study.folder / "marked.docx"
    file.write_bytes(docx(*map(para, ["[[document: lane]]", *lines])))
    assert add_files(opened, [file.as_posix()], Adding("wu")).notes == ()
    assert codings(opened) == [("lane", 35, "leader", "Anna")]


def test_a_text_that_was_edited(opened):
    text = text_of(opened.study, "lane").replace("It rained", "It [[trust]]poured[[/]]")
    marked = text.replace("Anna", "[[leader]]Anna[[/leader]]")
    done = add(opened, marked, "lane.txt", skip_bad=True, finish=True)
    place = (opened.study.folder / "lane.txt").as_posix()
    assert done.notes == (
        f"{place}:3: the text was changed: “poured” in place of “rained”; the study keeps its text",
        "no document is finished while something cannot be placed",
    )
    assert not done.documents[0].finished
    assert [(one.line, one.message) for one in done.problems] == [
        (3, "the passage of trust, “poured”, is not in the text of lane")
    ]
    assert codings(opened) == [("lane", 35, "leader", "Anna")]


def test_a_text_that_is_not_of_this_study(opened):
    with pytest.raises(UsageError, match="not the text of lane"):
        add(opened, "Once upon a time there was another interview altogether.\n", "lane.txt")
    with pytest.raises(UsageError, match="not known which document"):
        add(opened, text_of(opened.study, "lane"), "other.txt")


def sync(
    opened: ByHand, marked: str, coder: str = "zhang", **asked: object
) -> tuple[Counter[tuple[str, str]], Added]:
    """What a coder has in lane after a marked text was added, and what was said."""
    done = add(opened, marked, "lane.txt", coder, sync=True, **asked)
    return Counter(
        (code, str(quote)) for name, _, code, quote in codings(opened, coder) if name == "lane"
    ), done


def test_marks_that_are_gone_are_taken_back_by_sync_alone(tmp_path):
    opened = by_hand(coded(tmp_path))
    reopen(opened, ["lane"], coder="zhang")
    marked = marked_document(opened, "lane", coder="zhang").text
    less = marked.replace("[[leader]]Anna[[/leader]]", "[[helper]]Anna[[/helper]]")
    assert add(opened, less, "lane.txt", "zhang").documents[0][2:5] == (1, 2, 0)
    found, done = sync(opened, less, dry_run=True)
    assert done.documents[0][2:5] == (0, 3, 1)
    found, done = sync(opened, less)
    assert found == Counter(
        [("helper", "Anna"), ("leader", "She has helpers."), ("trust", "trust her. It rained")]
    )
    add(opened, "document,quote,code\nlane,It rained.,trust\n", coder="zhang")
    found, done = sync(opened, less)  # what was coded after the file was written stays
    assert done.documents[0][2:5] == (0, 3, 0)
    assert found["trust", "It rained."] == 1
    found, done = sync(opened, less.replace("[[helper]]", "[[hulper]]"), skip_bad=True)
    assert done.notes == ("lane: nothing is removed, since marks of its text could not be placed",)
    assert sync(opened, "[[document: lane]]\nLin: Anna is the leader.")[0].total() == 3


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> ByHand:
    """A study in which each example codes under a name of its own."""
    return by_hand(made(tmp_path_factory.mktemp("study")))


@settings(max_examples=12)
@given(st.data(), st.uuids().map(str))
def test_a_text_that_is_written_out_and_added_again_changes_nothing(shared, data, who):
    text = text_of(shared.study, "花园")
    end = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(end, end, st.sampled_from(CODES)), max_size=6))
    kept = {(one, two, code) for one, two, code in spans if one < two and text[one:two].strip()}
    add(
        shared,
        "document,start,end,code\n" + "".join(f"花园,{one},{two},{code}\n" for one, two, code in kept),
        coder=who,
    )
    before = codings(shared, who)
    marked = marked_document(shared, "花园", coder=who).text
    for again in (marked, marked.replace("\n", "\r\n") + " \n"):
        done = add(shared, again, "any.txt", who, sync=True)
        assert (done.documents[0][2:5], done.problems) == ((0, len(before), 0), ())
    assert codings(shared, who) == before


def test_a_finished_document_is_left_alone(tmp_path):
    opened = by_hand(coded(tmp_path))
    rows = "document,quote,code\nlane,Anna,trust\n花园,王书记,leader\n"
    done = add(opened, rows, coder="li")
    assert [(one.file, one.message) for one in done.problems] == [
        ("lane", "li has finished lane in round 1"),
        ("花园", "li has finished 花园 in round 1"),
    ]
    assert (
        add(
            opened, "document,quote,code\nlane,Anna is the leader.,leader\n", coder="li", finish=True
        ).problems
        == ()
    )
    reopen(opened, ["lane"], coder="li")
    assert add(opened, rows.partition("花")[0], coder="li", finish=True).documents == (
        Done("lane", 1, 1, 0, 0, 0, opened=False, finished=True),
    )


def test_the_codings_of_others_are_not_blind(opened):
    rows = "document,quote,code,coder\nlane,Anna,leader,rules\n"
    with pytest.raises(UsageError, match="bear the name rules"):
        add(opened, rows)
    add(opened, rows, mode="assisted")
    work = work_of(fold(read_journals(opened.study.folder).events), "wu", "lane", 1)
    assert work is not None
    assert work.mode == "assisted"
    done = add(opened, "document,quote,code\nlane,helpers,helper\n", mode="blind")
    assert done.problems[0].message == "wu has coded lane while other codings were in view"
    add(opened, "document,quote,code\nyard,leader,leader\n", mode="blind")
    finish(opened, ["yard"], coder="wu", mode="assisted")
    work = work_of(fold(read_journals(opened.study.folder).events), "wu", "yard", 1)
    assert work is not None
    assert (work.mode, work.is_finished) == ("assisted", True)


def test_files_of_another_coder_or_round(opened):
    marked = marked_document(opened, "lane", coder="li", round=2).text
    with pytest.raises(UsageError, match="written with the codings of li"):
        add(opened, marked, "lane.txt")
    with pytest.raises(UsageError, match="written for round 2"):
        add(opened, marked, "lane.txt", "li", round=1)
    assert add(opened, marked, "lane.txt", "li", finish=True).documents[0][:2] == ("lane", 2)


def test_sync_is_for_marked_texts(opened):
    with pytest.raises(UsageError, match="texts with marks"):
        add(opened, "document,quote,code\nlane,Anna,leader\n", sync=True)
    assert not Path(opened.study.folder, "codings").exists()


def test_a_row_tells_its_round_and_what_was_taken_back_is_refused(opened):
    rows = "document,quote,code,round,state\nlane,Anna,leader,2,\nlane,helpers,helper,,removed\n"
    done = add(opened, rows, skip_bad=True)
    assert [(one.document, one.round, one.new) for one in done.documents] == [("lane", 2, 1)]
    assert [one.message for one in done.problems] == ["the list says of this coding: removed"]
    assert [one.round for one in add(opened, rows, skip_bad=True, round=3).documents] == [3]


def test_one_row_added_by_several_at_once_is_one_coding(tmp_path):
    study = made(tmp_path)
    (tmp_path / "c.csv").write_text("document,quote,code,memo\nlane,Anna,leader,m\n", encoding="utf-8")
    ready, found = threading.Barrier(4), []

    def run() -> None:
        here = by_hand(study)
        ready.wait()
        found.append(add_files(here, [(tmp_path / "c.csv").as_posix()], Adding("wu")))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    events = [one.event for one in read_journals(study.folder).events]
    assert (events.count("add"), events.count("memo"), events.count("open")) == (1, 1, 1)
    assert sorted(done.documents[0][2:4] for done in found) == [(0, 1), (0, 1), (0, 1), (1, 0)]


def test_a_document_finished_while_rows_are_placed_gets_no_coding(opened, monkeypatch):
    add(opened, "document,quote,code\nlane,helpers,helper\n")
    from qualcode.project.codings import adding

    def finished_meanwhile(study, coder, document, events):
        monkeypatch.undo()
        finish(opened, [document], coder="wu")
        return append_events(study, coder, document, events)

    monkeypatch.setattr(adding, "append_events", finished_meanwhile)
    with pytest.raises(UsageError, match="has finished lane"):
        add(opened, "document,quote,code\nlane,Anna,leader\n")
    assert len(codings(opened)) == 1
