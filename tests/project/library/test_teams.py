import pytest

import qualcode
from qualcode.errors import UsageError
from tests.project.coded_study import coded, made


def test_assign_as_a_library_call(tmp_path):
    study = made(tmp_path)
    found = qualcode.assign("li", "zhang", study=study.folder, overlap=1)
    assert found.assignments.columns.tolist() == [
        *("document", "coder", "round", "purpose", "state", "words", "language", "role")
    ]
    assert found.load.set_index("coder")[
        ["documents", "reliability", "single", "new"]
    ].to_numpy().tolist() == [
        [2, 1, 1, 2],
        [2, 1, 1, 2],
    ]
    assert repr(found) == "<Assigned: round 1, 4 new, 0 kept>"
    assert len(qualcode.assign("li", study=study.folder, dry_run=True).assignments) == 4
    with pytest.raises(UsageError, match="is no study"):
        qualcode.assign("li", study=tmp_path.parent)


def test_assign_by_rules(tmp_path):
    study = made(tmp_path)
    only = {"li": {"language": "zh"}, "zhang": {"language": ["en", "zh"]}}
    found = qualcode.assign("li", "zhang", study=study.folder, overlap=1, only=only)
    assert found.shared == {"花园"}
    assert set(found.assignments.loc[found.assignments["coder"] == "li", "document"]) == {"花园"}
    with pytest.raises(UsageError, match="nobody may have 2 documents: lane, yard"):
        qualcode.assign("li", study=study.folder, only={"li": {"language": "zh"}}, anew=True)


def test_from_disputes_to_agreement_with_consensus(tmp_path):
    study = coded(tmp_path)
    sheet = qualcode.disputed("li", "zhang", study=study.folder)
    assert sheet[["document", "unit", "li", "zhang"]].to_numpy().tolist() == [
        ["lane", 3, "helper", "leader"],
        ["lane", 5, "-", "trust"],
        ["花园", 3, "trust", "-"],
        ["花园", 6, "-", "by_hand"],
    ]
    filled = sheet.assign(decision=sheet["li"], reason="as li")
    done = qualcode.adjudicate(filled, "wu", study=study.folder)
    assert (done.settled, done.left, done.finished) == (4, 0, ("lane", "花园"))
    whole = qualcode.adjudicate(filled, "wu", study=study.folder, singles=True)
    assert (whole.settled, whole.same, whole.finished) == (0, 4, ("lane", "yard", "花园"))
    again = qualcode.disputed("li", "zhang", study=study.folder, decided=True)
    assert again["decision"].tolist() == sheet["li"].tolist()
    assert qualcode.disputed("li", "zhang", study=study.folder).empty
    table = qualcode.agree("consensus", "li", "rules", study=study.folder, draws=0).table
    pair = table[(table["measure"] == "cohen_kappa") & (table["coders"] == "consensus || li")]
    assert pair.set_index("code")["value"].dropna().to_dict() == {
        "leader": 1.0,
        "helper": 1.0,
        "trust": 1.0,
        "(mean)": 1.0,
        "(pooled)": 1.0,
    }
