import pandas as pd
import pytest

import qualcode as qc
from tests.project.coded_study import made, text_of


def test_a_notebook_can_do_all_that_the_terminal_can(tmp_path):
    study = made(tmp_path)
    table = pd.DataFrame(
        {"document": ["lane", "lane"], "start": [35, None], "end": [39, None], "code": ["leader", "帮手"],
         "quote": [None, "helpers"], "memo": ["m", None]}
    )  # fmt: skip
    assert qc.add_codings(table, coder="li", study=tmp_path).documents[0].new == 2
    marked = qc.marked_text("lane", coder="li", study=tmp_path)
    assert "[[leader]]Anna[[/leader]]" in marked
    assert qc.marked_text("lane", study=tmp_path).endswith(text_of(study, "lane"))
    (tmp_path / "lane.txt").write_text(marked, encoding="utf-8")
    assert (
        qc.add_codings([tmp_path / "lane.txt"], coder="li", study=tmp_path, sync=True).documents[0].there == 2
    )
    codings = qc.list_codings(tmp_path, coder="li")
    assert codings[["start", "code", "quote", "memo"]].to_numpy().tolist() == [
        [35, "leader", "Anna", "m"],
        [63, "helper", "helpers", ""],
    ]
    assert qc.remove_codings(codings["id"][1], coder="li", study=tmp_path) == 1
    assert len(qc.list_codings(tmp_path, removed=True)) == 1
    assert qc.remove_codings(codings["id"][1][:9], coder="li", study=tmp_path, restore=True) == 1
    assert qc.finish_documents("lane", "yard", coder="li", study=tmp_path) == ["lane", "yard"]
    assert qc.finish_documents("yard", coder="li", study=tmp_path, reopen=True) == ["yard"]
    qc.add_memo("on trust", coder="li", study=tmp_path, code="trust")
    assert sorted(qc.list_memos(tmp_path)["about"]) == ["code", "coding"]
    assert qc.coders(tmp_path)[["opened", "finished", "codings", "memos"]].to_numpy().tolist() == [
        [2, 1, 2, 2]
    ]


def test_problems_of_a_frame_have_the_number_of_their_row(tmp_path):
    made(tmp_path)
    table = pd.DataFrame({"document": ["lane"], "code": ["leader"], "quote": ["Annette"]})
    (problem,) = qc.add_codings(table, coder="li", study=tmp_path).problems
    assert problem.place == "row:1"
    with pytest.raises(qc.QualcodeError, match="no column code"):
        qc.add_codings(table[["document", "quote"]], coder="li", study=tmp_path)
