import math
from dataclasses import replace
from pathlib import Path

import pytest

import qualcode
from qualcode.errors import UsageError
from qualcode.journal.events import Event
from qualcode.project.agreement.agreeing import Asked, agree_in
from qualcode.project.job.defaults import in_study
from qualcode.project.job.options import CodeOptions
from qualcode.project.study.journals import append_events, read_state
from tests.project.coded_study import CODES, add, code, coded, made, text_of


@pytest.fixture
def study(tmp_path: Path):
    return coded(tmp_path)


def agree(study, *coders, **more):
    return qualcode.agree(*(coders or ("li", "zhang")), study=study.folder, **{"draws": 0, **more})


def counts(found, code):
    rows = found.agreement.counts
    return rows[rows["code"] == code][["n11", "n10", "n01", "n00"]].iloc[0].tolist()


def value(found, code, measure):
    table = found.table
    return table[(table["code"] == code) & (table["measure"] == measure)]["value"].iloc[0]


def test_sentences_of_the_documents_that_both_finished(study):
    found = agree(study)
    assert (found.agreement.N, found.agreement.n_documents, found.unit) == (10, 2, "sentence")
    assert counts(found, "leader") == [2, 0, 1, 7]
    assert counts(found, "trust") == [1, 1, 1, 7]
    assert counts(found, "people") == [0, 0, 0, 10]
    assert value(found, "trust", "cohen_kappa") == pytest.approx(0.375)
    assert value(found, "helper", "cohen_kappa") == 0
    assert math.isnan(value(found, "people", "cohen_kappa"))


def test_edges_in_blanks_and_punctuation_do_not_count(study):
    code(study, "wu", "花园", [("leader", "。大家信任他")])
    code(study, "qi", "花园", [("leader", "大家信任他。下")])
    assert counts(agree(study, "wu", "qi"), "leader") == [1, 0, 1, 2]


@pytest.mark.parametrize(
    ("by", "n", "leader"),
    [
        ("turn", 4, [2, 0, 0, 2]),
        ("exchange", 4, [2, 0, 0, 2]),
        ("document", 2, [2, 0, 0, 0]),
        ("paragraph", 4, [2, 0, 0, 2]),
    ],
)
def test_wider_units(study, by, n, leader):
    found = agree(study, count_by=by)
    assert n == found.agreement.N
    assert counts(found, "leader") == leader


def test_characters_are_letters_digits_and_ideographs(study):
    found = agree(study, count_by="character")
    speech = "AnnaistheleaderShehaselpersWetrustherItrained" + "h" + "TheofficecameonceNobodytrustsit"
    assert len(speech) + len("王书记是能人大家信任他下雨了没有了") == found.agreement.N
    assert counts(found, "helper") == [0, len("helpers"), 0, found.agreement.N - len("helpers")]
    both, li, zhang = len("Anna能人"), len("istheleader王书记是"), len("Shehashelpers")
    assert counts(found, "leader")[:3] == [both, li, zhang]


def test_it_says_who_was_compared(study):
    assert repr(agree(study)) == "<AgreementFound: li, zhang by sentence, 5 passages differ>"


def test_speakers_all(study):
    assert agree(study, speakers="all").agreement.N == 14


def test_disagreements_with_their_text(study):
    found = agree(study)
    shown = found.disagreements
    assert list(shown.columns) == [
        "document",
        "unit",
        "start",
        "end",
        "speaker",
        "code",
        "li",
        "zhang",
        "text",
    ]
    assert shown[["document", "code", "li", "zhang", "text"]].to_numpy().tolist() == [
        ["lane", "leader", "no", "yes", "She has helpers."],
        ["lane", "helper", "yes", "no", "She has helpers."],
        ["lane", "trust", "no", "yes", "It rained."],
        ["花园", "trust", "yes", "no", "大家信任他。"],
        ["花园", "by_hand", "no", "yes", "没有了。"],
    ]
    for _, row in shown.iterrows():
        assert text_of(study, row["document"])[row["start"] : row["end"]] == row["text"]


def test_characters_side_by_side_are_one_passage(study):
    found = agree(study, count_by="character").disagreements
    leader = found[found["code"] == "leader"]
    assert leader[["li", "zhang", "text"]].to_numpy().tolist() == [
        ["yes", "no", "is the leader"],
        ["no", "yes", "She has helpers"],
        ["yes", "no", "王书记是"],
    ]


def test_confusions(study):
    rows = agree(study).confusions
    mine = rows[(rows["coder"] == "li") & (rows["code"] == "helper")]
    assert mine[["other_code", "n", "n_code"]].to_numpy().tolist() == [["leader", 1, 1]]


def test_passages_matched_one_to_one(study):
    code(study, "wu", "lane", [("leader", "is the leader"), ("trust", "trust her")])
    found = agree(study, "li", "wu", count_by="segment")
    rows = found.table.set_index("code")
    assert rows.loc["leader", ["matched", "only_1", "only_2"]].tolist() == [1, 0, 0]
    assert rows.loc["trust", ["matched", "only_1", "only_2"]].tolist() == [1, 0, 0]
    assert rows.loc["helper", ["matched", "only_1", "only_2"]].tolist() == [0, 1, 0]
    assert found.disagreements["text"].tolist() == ["helpers"]
    assert (found.agreement, found.confusions, found.sentence()) == (None, None, "")
    strict = agree(study, "li", "wu", count_by="segment", overlap=0.9).table.set_index("code")
    assert strict.loc["leader", "matched"] == 0


def test_alpha_u_is_of_words(study):
    table = agree(study).table
    row = table[(table["code"] == "leader") & (table["measure"] == "alpha_u")].iloc[0]
    n_words = len(
        "Anna is the leader She has helpers We trust her It rained The office came once Nobody trusts it".split()
    )
    assert row["N"] == n_words + len("王书记是能人大家信任他下雨了没有了")
    assert 0 < row["value"] < 1


def test_a_code_that_was_not_on_offer_to_both_is_not_rated_there(study):
    code(study, "wu", "lane", [("trust", "We trust her")], codes=("leader", "trust"))
    code(study, "wu", "花园", [("leader", "能人。")])
    found = agree(study, "li", "wu")
    assert sum(counts(found, "helper")) == 4
    assert sum(counts(found, "leader")) == 10


def test_rollup_gives_parents_what_their_children_have(study):
    assert counts(agree(study, rollup=True), "people") == [3, 0, 0, 7]
    found = agree(study, rollup=True, measures=["cohen_kappa"])
    assert value(found, "people", "cohen_kappa") == 1
    assert "1 left out that stand above other codes" in found.table["note"].iloc[-1]


@pytest.mark.parametrize("asked", [{"rollup": True}, {"level": 1}])
def test_with_its_family_a_code_is_rated_where_it_was_on_offer_itself(study, asked):
    marks = [("leader", "Anna is the leader."), ("helper", "helpers")]
    code(study, "early", "lane", marks[:1], codes=("leader", "trust"))  # people was not on offer
    code(study, "rough", "lane", [("people", quote) for _, quote in marks], codes=("people", "trust"))
    code(study, "late", "lane", marks)
    assert counts(agree(study, "early", "late", **asked), "people") == [0, 0, 0, 0]
    assert counts(agree(study, "rough", "late", **asked), "people") == [2, 0, 0, 4]
    assert sum(counts(agree(study, "rules", "late", **asked), "people")) == 6


def test_units_with_a_code_that_is_not_compared_are_coded(study):
    code(study, "early", "lane", [("trust", "We trust her.")], codes=("trust",))
    code(study, "late", "lane", [("people", "Anna is the leader."), ("helper", "helpers")])
    found = agree(study, "early", "late", coded_only=True)
    assert counts(found, "trust") == [0, 1, 0, 2]
    assert counts(agree(study, "late", "rules", level=2, coded_only=True), "helper") == [1, 0, 0, 3]


def test_levels_of_the_tree(study):
    found = agree(study, level=1, measures=["cohen_kappa"])
    assert found.table["code"].tolist() == ["people", "trust", "by_hand", "(mean)", "(pooled)"]
    assert value(found, "people", "cohen_kappa") == 1
    assert agree(study, level=2, measures=["holsti"]).table["code"].tolist() == ["leader", "helper", "(mean)"]
    with pytest.raises(UsageError, match="no level 3"):
        agree(study, level=3)


def test_rules_are_compared_with_their_one_reader(study):
    found = agree(study, "rules", "li")
    assert value(found, "trust", "precision") == pytest.approx(2 / 3)
    assert value(found, "trust", "recall") == 1
    assert math.isnan(value(found, "by_hand", "cohen_kappa")), (
        "a code without rules is nothing that rules look for"
    )
    assert "alpha_u" not in set(found.table["measure"])
    assert counts(found, "trust") == [2, 1, 0, 7]


def test_rules_by_turn_cannot_be_compared_by_sentence(study):
    with pytest.raises(UsageError, match="finer than the coding unit turn"):
        agree(study, "rules", "li", unit="turn", count_by="sentence")
    assert agree(study, "rules", "li", unit="turn").unit == "turn"


def test_more_than_two_documents_that_two_finished(study):
    code(study, "wu", "lane", [("leader", "Anna is")])
    found = agree(study, "li", "zhang", "wu")
    table = found.table[found.table["code"] == "leader"].set_index(["measure", "coders"])
    everyone = "li || zhang || wu"
    assert table.loc[("krippendorff_alpha", everyone), ["N", "n_documents"]].tolist() == [10, 2]
    assert table.loc[("fleiss_kappa", everyone), ["N", "n_documents"]].tolist() == [6, 1]
    assert table.loc[("cohen_kappa", "li || wu"), ["N", "n_documents"]].tolist() == [6, 1]


def test_two_rounds_of_one_coder(study):
    code(study, "li", "lane", [("leader", "Anna"), ("trust", "Nobody trusts it")], round=2)
    found = agree(study, "li#1", "li#2")
    assert counts(found, "trust") == [0, 1, 1, 4]
    assert found.sentence().startswith("One coder coded 1 interview more than once (")


def test_what_was_done_after_the_first_finish_counts_only_now(study):
    event = add(text_of(study, "花园"), "trust", "下雨")
    append_events(
        study.folder, "li", "花园", [Event("reopen"), event, Event("finish", codes=CODES, mode="blind")]
    )
    assert counts(agree(study), "trust") == [1, 1, 1, 7]
    now = agree(study, at="now")
    assert counts(now, "trust") == [1, 2, 1, 6]
    assert now.notes[0].startswith("li: codings as they stand now (first finished ")
    assert "as they stand now" in now.sentence()


def test_documents_coded_in_view_of_others_are_left_out_and_named(study):
    code(study, "wu", "lane", [], mode="assisted")
    code(study, "wu", "yard", [("leader", "leader")])
    found = agree(study, "wu", "zhang")
    assert found.agreement.n_documents == 1
    assert "wu: left out, since other codings were in view: lane" in found.notes
    assert agree(study, "wu", "zhang", include_assisted=True).agreement.n_documents == 2


def test_documents_that_only_one_finished_are_named(study):
    assert (
        "zhang: left out, since no other coder has finished codings of them that count: yard"
        in agree(study).notes
    )


def test_coders_in_a_list_are_refused(study):
    with pytest.raises(UsageError, match="a coder is a name"):
        qualcode.agree(["li", "zhang"], study=study.folder)


def test_nothing_in_common(tmp_path):
    study = made(tmp_path)
    code(study, "li", "lane", [])
    code(study, "wu", "yard", [])
    with pytest.raises(UsageError) as refused:
        agree(study, "li", "wu")
    assert refused.value.cure.endswith("li: lane; wu: yard")


def test_unfinished_work_is_not_compared(study):
    code(study, "wu", "lane", [("leader", "Anna")], finish=False)
    with pytest.raises(UsageError, match="wu has finished no document"):
        agree(study, "li", "wu")


@pytest.mark.parametrize(
    "more",
    [
        {"count_by": "word"},
        {"at": "then"},
        {"measures": ["kappa"]},
        {"reference": "wu"},
        {"overlap": 0.7},
        {"count_by": "segment", "measures": ["holsti"]},
        {"count_by": "segment", "coded_only": True},
        {"count_by": "segment", "overlap": 0},
    ],
)
def test_what_cannot_be_is_refused(study, more):
    with pytest.raises(UsageError):
        agree(study, **more)


def test_only_units_that_somebody_coded(study):
    found = agree(study, coded_only=True)
    assert found.agreement.N == 7
    assert found.notes[-1].startswith("units that nobody coded are left out")
    assert "units that nobody coded left out" in found.sentence()


def test_sentences_for_the_paper(study):
    found = agree(study)
    assert found.sentence().startswith(
        "Two coders independently coded 2 interviews (67% of all; 10 sentences compared; as first finished, "
        "before any discussion)."
    )
    assert found.sentence("zh").startswith(
        "由两名编码者独立编码 2 份访谈（占 67%，句为单元，共 10 个单元；协商之前），"
    )


def test_no_sentence_where_nothing_was_compared(study):
    found = agree(study, speakers="nobody")
    assert found.agreement.N == 0
    assert (found.sentence(), found.sentence("zh")) == ("", "")


def test_no_study_no_agreement(tmp_path):
    with pytest.raises(UsageError, match="is no study"):
        qualcode.agree("li", "zhang", study=tmp_path)


def test_codings_that_do_not_fit_are_left_out_and_told(study):
    stray = replace(add(text_of(study, "lane"), "trust", "rained"), start=0, end=6)
    unknown = add(text_of(study, "lane"), "gone", "rained")
    append_events(study.folder, "wu", "lane", [stray, unknown, Event("finish", codes=CODES)])
    options = in_study(CodeOptions((study.path("transcripts"),), ""))
    found = agree_in(study, options, Asked(("li", "wu"), draws=0))
    assert found.warnings == [
        "2 of 2 codings by wu in lane do not fit its text or the codebook and are left out (qualcode check)"
    ]
    assert counts(found.found, "trust") == [0, 1, 0, 5]


def test_a_line_that_cannot_be_read_is_told(study):
    with (study.folder / "codings" / "li" / "lane.jsonl").open("ab") as journal:
        journal.write(b"{broken\n")
    options = in_study(CodeOptions((study.path("transcripts"),), ""))
    [warning] = agree_in(study, options, Asked(("li", "zhang"), draws=0)).warnings
    assert "lane.jsonl:6" in warning
    assert warning.endswith("left out")


def test_adjudicated_differences_are_told_of(study):
    basis = "sentence; speakers!=interviewer; li, zhang"
    done = Event("finish", text=basis)
    append_events(study.folder, "consensus", "lane", [Event("adjudicate", text=f"wu\n{basis}"), done])
    assert "settled" not in agree(study).sentence()  # 花园 is not decided on
    append_events(study.folder, "consensus", "花园", [done])
    assert agree(study).sentence().endswith("Differences were settled by agreement.")
    assert agree(study, "li#1", "zhang").sentence("zh").endswith("；分歧经协商裁定。")
    assert "settled" in agree(study, "li", "consensus").sentence()
    code(study, "li", "lane", [], round=2)
    for others in (("rules", "li"), ("li", "li#2")):
        assert "settled" not in agree(study, *others).sentence()
    [decision] = read_state(study.folder)[0].adjudications
    append_events(study.folder, "consensus", "lane", [Event("remove", coding=decision.id)])
    assert "settled" not in agree(study).sentence()  # the only decision was taken back
