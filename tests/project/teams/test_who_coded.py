import pytest

from qualcode.journal.events import Event
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import append_events, read_state
from qualcode.project.teams.who_coded import CODER_COLUMNS, DOCUMENT_COLUMNS, coders_in
from tests.project.coded_study import code, coded


@pytest.fixture
def study(tmp_path) -> Study:
    study = coded(tmp_path)
    first = next(one for one in read_state(tmp_path)[0].codings if one.coder == "li")
    rule = {"sha256": "0" * 64, "start": 1, "end": 2, "code": "trust", "document": "lane"}
    more = [
        Event("reopen"),
        Event("remove", coding=first.id),
        Event("memo", text="x", at="2030-01-02T00:00:00.000Z"),
        Event("accept", coding="a" * 16, **rule),
        Event("reject", coding="b" * 16, **{**rule, "start": 0}),
    ]
    append_events(tmp_path, "li", "lane", more)
    append_events(tmp_path, "consensus", "lane", [Event("open"), Event("finish", mode="assisted")])
    append_events(tmp_path, "wu", "", [Event("memo", text="on all")])
    code(study, "li", "lane", [("trust", "Anna")], round=2, finish=False)
    return study


def test_a_row_for_each_coder_and_round(study):
    found = coders_in(study)
    assert found.columns == tuple(name for name in CODER_COLUMNS if name != "assigned")
    assert [row[:10] for row in found.rows] == [
        ("consensus", 1, "assisted", 1, 1, 0, 0, 0, 0, 0),
        ("li", 1, "blind", 2, 1, 4, 1, 1, 1, 1),
        ("li", 2, "blind", 1, 0, 1, 0, 0, 0, 0),
        ("wu", 1, "", 0, 0, 0, 0, 1, 0, 0),
        ("zhang", 1, "blind", 3, 3, 6, 0, 0, 0, 0),
    ]
    assert found.rows[1][-1] >= "2030-01-02T00:00:00.000Z"


def test_what_another_copy_coded_in_a_finished_document_is_told(study):
    assert coders_in(study).notes == ()
    code(study, "zhang", "yard", [("trust", "yard")], finish=False)
    told = "zhang: 1 codings in yard came or changed after it was finished, from another copy"
    assert coders_in(study).notes == (told,)
    zhang = next(row for row in coders_in(study).rows if row[0] == "zhang")
    assert zhang[3:5] == (3, 3)


def test_a_row_for_each_document_and_what_is_assigned(study, tmp_path):
    (tmp_path / "assignments.csv").write_bytes(
        "\ufeffdocument,coder,round,purpose\nlane,li,1,reliability\nyard,li,1,single\n花园,wu,,\n".encode()
    )
    found = coders_in(study, documents=True)
    assert found.columns == DOCUMENT_COLUMNS
    assert [row[:6] for row in found.rows] == [
        ("consensus", 1, "lane", "assisted", "", "finished"),
        ("li", 1, "lane", "blind", "reliability", "reopened"),
        ("li", 1, "yard", "", "single", ""),
        ("li", 1, "花园", "blind", "", "finished"),
        ("li", 2, "lane", "blind", "", "open"),
        ("wu", 1, "花园", "", "single", ""),
        ("zhang", 1, "lane", "blind", "", "finished"),
        ("zhang", 1, "yard", "blind", "", "finished"),
        ("zhang", 1, "花园", "blind", "", "finished"),
    ]
    assert [row[3] for row in coders_in(study).rows] == [0, 2, 0, 1, 0]
