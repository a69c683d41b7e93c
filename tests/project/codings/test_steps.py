import pytest

from qualcode.errors import UsageError
from qualcode.journal.events import Event
from qualcode.project.codings.by_hand import by_hand
from qualcode.project.codings.steps import Step, finish, reopen, work_of
from qualcode.project.desk.progress import finished_documents
from qualcode.project.study.journals import append_events, read_journals, read_state
from tests.project.coded_study import CODES, code, coded, made


def kinds(opened, document):
    return [one.event for one in read_journals(opened.study.folder, document=document).events]


def test_finish_and_reopen(tmp_path):
    opened = by_hand(made(tmp_path))
    assert finish(opened, ["lane", "yard", "lane"], coder="wu") == [Step("lane", True), Step("yard", True)]
    assert finish(opened, ["lane"], coder="wu") == [Step("lane", False)]
    assert reopen(opened, ["lane"], coder="wu") == [Step("lane", True)]
    assert reopen(opened, ["lane"], coder="wu") == [Step("lane", False)]
    assert finish(opened, ["lane"], coder="wu", mode="assisted") == [Step("lane", True)]
    assert kinds(opened, "lane") == ["open", "finish", "reopen", "open", "finish"]
    work = work_of(read_state(tmp_path)[0], "wu", "lane", 1)
    assert work is not None
    assert (work.mode, work.codes, work.codebook) == ("assisted", CODES, opened.codebook.sha256)


def test_a_slip_is_taken_back_before_anything_is_coded(tmp_path):
    opened = by_hand(coded(tmp_path))
    finish(opened, ["yard"], coder="wu")
    reopen(opened, ["yard"], coder="wu")
    assert reopen(opened, ["yard"], coder="wu", slip=True) == [Step("yard", True)]
    assert reopen(opened, ["yard"], coder="wu", slip=True) == [Step("yard", False)]
    work = work_of(read_state(tmp_path)[0], "wu", "yard", 1)
    assert work is not None
    assert (work.finished, work.is_finished) == ("", False)


def test_what_was_coded_since_makes_a_finish_no_slip(tmp_path):
    study = made(tmp_path)
    opened = by_hand(study)
    finish(opened, ["yard"], coder="wu")
    reopen(opened, ["yard"], coder="wu")
    code(study, "wu", "yard", [("trust", "trust")], finish=False)
    with pytest.raises(
        UsageError, match="wu has coded in yard since it was finished: the finish was no slip"
    ):
        reopen(opened, ["yard"], coder="wu", slip=True)
    assert "remove" not in kinds(opened, "yard")


def test_a_finish_is_no_slip_after_a_change_in_its_own_round_only(tmp_path):
    opened = by_hand(made(tmp_path))
    for number in (1, 2):
        code(opened.study, "wu", "yard", [("trust", "trust")], round=number)
    codings = {one.round: one.id for one in read_state(tmp_path)[0].codings}
    append_events(tmp_path, "wu", "yard", [Event("recode", coding=codings[2], code="leader")])
    with pytest.raises(UsageError, match="the finish was no slip"):
        reopen(opened, ["yard"], coder="wu", round=2, slip=True)
    assert reopen(opened, ["yard"], coder="wu", slip=True) == [Step("yard", True)]


def test_memos_and_slips_that_were_taken_back_are_no_coding(tmp_path):
    opened = by_hand(made(tmp_path))
    finish(opened, ["yard"], coder="wu")
    reopen(opened, ["yard"], coder="wu")
    finish(opened, ["yard"], coder="wu")
    append_events(tmp_path, "wu", "yard", [Event("memo", text="a mistake")])
    for _ in "ab":
        assert reopen(opened, ["yard"], coder="wu", slip=True) == [Step("yard", True)]
    assert finished_documents(opened.study, "wu", 1) == set()
    work = work_of(read_state(tmp_path)[0], "wu", "yard", 1)
    assert work is not None
    assert (work.finished, work.is_finished) == ("", False)


def test_nothing_is_written_where_one_document_is_not_there(tmp_path):
    opened = by_hand(coded(tmp_path))
    with pytest.raises(UsageError, match="no document lanes"):
        finish(opened, ["yard", "lanes"], coder="li")
    with pytest.raises(UsageError, match="li has not opened yard in round 1"):
        reopen(opened, ["lane", "yard"], coder="li")
    with pytest.raises(UsageError, match="li has not opened lane in round 2"):
        reopen(opened, ["lane"], coder="li", round=2)
    assert kinds(opened, "yard").count("finish") == 1
    assert "reopen" not in kinds(opened, "lane")
