"""Tables of a study that people coded: counted by hand."""

import csv
import json
import pickle
import warnings
from pathlib import Path

import numpy as np
import pytest

import qualcode
from qualcode.coding.ids import rule_coding_id
from qualcode.errors import UsageError
from qualcode.journal.events import Event
from qualcode.project.job.defaults import in_study
from qualcode.project.job.finding import find_in
from qualcode.project.job.options import CodeOptions, prepare
from qualcode.project.results.rerunning import rerun
from qualcode.project.results.run import run
from qualcode.project.study.journals import append_events
from qualcode.project.words.wording import words_in
from qualcode.text.digest import sha256_of
from tests.project import coded_study
from tests.project.coded_study import CODES, code, text_of

OVER_TURNS = "her. It rained.\n\nInterviewer: Do you trust the office?\n\nLin: The office"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """li and zhang as in `coded_study`; wu finished one text with two codes only, one with all, one not."""
    study = coded_study.coded(tmp_path_factory.mktemp("by coder") / "study")
    code(
        study,
        "wu",
        "lane",
        [("leader", "leader. She has helpers. We"), ("trust", OVER_TURNS), ("trust", OVER_TURNS)],
        codes=("leader", "trust"),
    )
    code(study, "wu", "yard", [("people", "The yard"), ("people", ". We"), ("people", "Ben: ")])
    code(study, "wu", "花园", [("people", "大家")], finish=False)
    return study.folder


def tables(folder: Path, output: Path, **asked) -> dict[str, list[dict[str, str]]]:
    """What `qualcode code` writes, by name of the table."""
    options = in_study(CodeOptions((f"{folder.as_posix()}/transcripts",), "", **asked))
    run(CodeOptions(**{**{n: getattr(options, n) for n in options.__slots__}, "output": str(output)}))
    return {file.stem: rows_of(file) for file in output.glob("*.csv")}


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def column(rows, name: str, key: str = "code") -> dict[str, str]:
    return {row[key]: row[name] for row in rows}


def test_one_coder_counted_by_hand(folder, tmp_path):
    """wu: sentences by Lin are 1 to 6 of `lane` (2, 3, 4, 5, 7, 8 with the questions), by Ben 2 of `yard`."""
    found = tables(folder, tmp_path / "wu", coder="wu")
    assert [(row["unit"], row["code"], row["coder"], row["text"]) for row in found["codings"]] == [
        ("2", "leader", "wu", "leader. She has helpers. We"),
        ("4", "trust", "wu", OVER_TURNS),  # given twice, it is one; it runs over a question
        ("2", "people", "wu", "The yard"),
        ("3", "people", "wu", ". We"),  # a full stop is no word
    ]  # "Ben: " is a label: no word of the population
    assert {(row["rule"], row["evidence"], row["negated"]) for row in found["codings"]} == {("", "", "")}
    assert {row["speaker"] for row in found["codings"]} == {"Lin", "Ben"}
    frequencies = found["frequencies"]
    assert column(frequencies, "n_units") == {
        "people": "2",
        "leader": "3",
        "helper": "0",
        "trust": "3",
        "by_hand": "0",
    }
    assert column(frequencies, "N") == {
        "people": "2",
        "leader": "8",
        "helper": "2",
        "trust": "8",
        "by_hand": "2",
    }
    assert column(frequencies, "n_codings") == {
        "people": "2",
        "leader": "1",
        "helper": "0",
        "trust": "1",
        "by_hand": "0",
    }
    assert column(frequencies, "share_units")["people"] == "1"
    assert column(frequencies, "share_documents") == {
        "people": "1",
        "leader": "0.5",
        "helper": "0",
        "trust": "0.5",
        "by_hand": "0",
    }
    assert column(frequencies, "tokens") == {
        "people": "3",
        "leader": "5",
        "helper": "0",
        "trust": "5",
        "by_hand": "0",
    }
    assert column(frequencies, "per_1000_words")["people"] == f"{2000 / 9:.6g}"  # 9 words of `yard`
    assert [list(row.values()) for row in found["code_by_document"]] == [
        ["lane", "6", "", "1", "", "1", ""],
        ["yard", "2", "2", "0", "0", "0", "0"],
    ]
    (pair,) = found["cooccurrence_pairs"]
    assert [pair[name] for name in ("code_1", "code_2", "n_1", "n_2", "n_both", "N")] == [
        "leader", "trust", "3", "3", "1", "8",
    ]  # fmt: skip
    matrix = {row.pop("code"): list(row.values()) for row in found["cooccurrence"]}
    assert matrix["people"] == ["2", "0", "0", "0", "0"]
    assert {row["population"] for row in frequencies} == {"speakers!=interviewer; coder=wu"}


def test_codings_over_two_people_and_one_of_them(tmp_path):
    study = coded_study.made(tmp_path / "s")
    (study.folder / "transcripts" / "two.txt").write_text(
        "Interviewer: Well?\n\nAnna: One two.\n\nBen: Three four.\n", encoding="utf-8"
    )
    qualcode.ingest_study(study.folder)
    code(study, "li", "two", [("trust", "two.\n\nBen: Three"), ("leader", "ree f")])
    with pytest.warns(UserWarning, match="left out: 3 of 4 documents, not finished by li: lane, yard, 花园"):
        results = qualcode.code_study(study.folder, "li")
    rows = qualcode.codings(results)
    assert rows[["speaker", "role", "code"]].values.tolist() == [
        ["Anna || Ben", "participant || participant", "trust"],
        ["Ben", "participant", "leader"],
    ]
    by = qualcode.frequency(results, by="speaker").set_index(["code", "value"])
    assert by.loc[("trust", "two: Anna"), ["n_codings", "n_units", "N"]].tolist() == [1, 1, 1]
    assert by.loc[("trust", "two: Ben"), ["n_codings", "n_units", "N"]].tolist() == [1, 1, 1]
    assert by.loc[("leader", "two: Anna"), ["n_codings", "n_units", "N"]].tolist() == [0, 0, 1]
    assert qualcode.frequency(results).set_index("code")["tokens"]["leader"] == 2  # parts of two words


def test_unfinished_documents_are_left_out_and_told(folder, tmp_path):
    found = tables(folder, tmp_path / "li", coder="li")
    assert column(found["documents"], "population_units", "document") == {"lane": "6", "花园": "4"}
    record = json.loads((tmp_path / "li" / "provenance.json").read_text(encoding="utf-8"))
    told = {name: record["codings"][name] for name in ("coder", "round", "finished", "unfinished")}
    assert told == {"coder": "li", "round": 1, "finished": ["lane", "花园"], "unfinished": ["yard"]}
    assert record["warnings"] == ["left out: 1 of 3 documents, not finished by li: yard"]
    assert record["options"]["coder"] == "li"
    assert record["population"]["N"] == 10


def test_words_and_hits_of_finished_documents_tell_what_is_left_out(folder):
    options = in_study(CodeOptions((f"{folder.as_posix()}/transcripts",), "", coder="li"))
    told = "left out: 1 of 3 documents, not finished by li: yard"
    assert words_in(options).warnings[0] == find_in(options, "trust").warnings[0] == told


def test_codings_that_are_left_out_are_told_once_for_all_documents(tmp_path):
    study = coded_study.made(tmp_path / "study")
    for name, quote in (("lane", "It rained."), ("yard", "The yard"), ("花园", "下雨了。")):
        code(study, "li", name, [("gone", quote), ("trust", quote), ("helper", quote)], codes=("helper",))
    tables(study.folder, tmp_path / "out", coder="li")
    told = json.loads((tmp_path / "out" / "provenance.json").read_bytes())["warnings"]
    assert told[-2:] == [
        "3 codings do not fit their texts or the codebook and are left out (qualcode check): "
        "lane (li 1 of 3), yard (li 1 of 3), 花园 (li 1 of 3)",
        "3 codings are left out: the code was not on offer when the document was finished; open it again and "
        "finish it with the codebook as it is now: lane (li 1: trust), yard (li 1: trust), 花园 (li 1: trust)",
    ]
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        qualcode.code_study(study.folder, "li")
    assert [str(one.message) for one in warned][-2:] == told[-2:]


def test_codings_of_people_go_to_other_processes(folder):
    prepared = prepare(in_study(CodeOptions((f"{folder.as_posix()}/transcripts",), "", coder="wu")))
    job = pickle.loads(pickle.dumps(prepared.job))
    assert job.plan.by == prepared.job.plan.by
    assert set(job.plan.by.documents) == {"lane", "yard"}


def test_rules_less_what_was_rejected_and_with_own_codings(folder, tmp_path):
    text = text_of(coded_study.Study(folder), "lane")
    sha256 = sha256_of(text)

    def decide(kind: str, quote: str, code: str) -> Event:
        start = text.index(quote)
        span = (start, start + len(quote))
        id = rule_coding_id(sha256, *span, code)
        place = {
            "sha256": sha256,
            "start": span[0],
            "end": span[1],
            "quote": quote,
            "before": "",
            "after": "",
        }
        return Event(kind, coding=id, code=code, **place)

    append_events(folder, "mei", "lane", [
        Event("open", codes=CODES),
        decide("reject", "We trust her.", "trust"),
        decide("accept", "She has helpers.", "helper"),
        coded_study.add(text, "by_hand", "It rained"),
        Event("finish", codes=CODES),
    ])  # fmt: skip
    by_rules = tables(folder, tmp_path / "rules")
    found = tables(folder, tmp_path / "both", coder="rules+mei")
    assert column(by_rules["frequencies"], "n_units")["trust"] == "4"
    assert column(found["frequencies"], "n_units")["trust"] == "3"
    assert column(found["frequencies"], "N") == {
        "people": "12",
        "leader": "12",
        "helper": "12",
        "trust": "12",
        "by_hand": "6",
    }  # only people give by_hand, and mei has finished one text
    assert column(found["codings"], "coder")["by_hand"] == "mei"
    record = json.loads((tmp_path / "both" / "provenance.json").read_text(encoding="utf-8"))
    numbers = {name: record["codings"][name] for name in ("unreviewed", "rejected", "accepted", "stale")}
    assert numbers == {"unreviewed": 6, "rejected": 1, "accepted": 1, "stale": 0}
    assert (
        "6 rule codings that mei has not reviewed stay (--reviewed-only leaves them out)"
        in record["warnings"]
    )
    only = tables(folder, tmp_path / "only", coder="rules+mei", reviewed_only=True)
    assert [(row["code"], row["coder"]) for row in only["codings"]] == [
        ("helper", "rules"),
        ("by_hand", "mei"),
    ]
    assert column(only["frequencies"], "N")["trust"] == "6"


def test_a_run_of_a_person_is_repeated_byte_for_byte_until_the_codings_change(tmp_path, monkeypatch):
    study = coded_study.coded(tmp_path / "study")
    monkeypatch.chdir(study.folder)
    run(in_study(CodeOptions(("transcripts",), "", coder="li", unit="turn", output="results")))
    assert column(rows_of(Path("results/frequencies.csv")), "counted_by")["trust"] == "turn"
    assert column(rows_of(Path("results/codings.csv")), "unit")["helper"] == "3"  # numbered by sentence
    assert rerun("results").is_same
    text = text_of(study, "lane")
    append_events(study.folder, "li", "lane", [coded_study.add(text, "by_hand", "It rained")])
    again = rerun("results")
    assert not again.is_same
    assert ("codings", "li", "codings, decisions or codes on offer have changed") in [
        *map(tuple, again.because)
    ]


def test_rounds_and_unknown_coders(folder):
    def refused(coder: str, **more) -> tuple[str, str]:
        with pytest.raises(UsageError) as error:
            qualcode.code_study(folder, coder, **more)
        return error.value.message, error.value.cure

    message, cure = refused("bob")
    assert (message, cure.startswith("there are li, ")) == ("nobody is called bob in this study", True)
    assert refused("li#2")[0] == "li has finished no document in round 2"
    assert refused("li,wu")[0] == "li,wu are several coders"
    assert refused("rules+")[0] == "'rules+' names no coder"
    assert refused("")[0] == "'' names no coder"
    assert refused("li", reviewed_only=True)[0] == "--reviewed-only says nothing of li"


def test_measures_where_a_code_could_not_be_given(folder):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        results = qualcode.code_study(folder, "wu")
    assert [str(one.message) for one in told] == [
        "left out: 1 of 3 documents, not finished by wu: 花园",
        "1 codings of wu have no word of the population and count nowhere",
        "people, helper, by_hand: missing, not zero, in 1 of 2 documents, where wu could not give them: lane",
        "sequence, saturation, networks and code maps leave out codes that are missing somewhere",
    ]
    cells = qualcode.crosstab(results, "document").cells.set_index(["code", "value"])
    assert cells.loc[("leader", "lane"), ["n_units", "N"]].tolist() == [3, 6]
    assert np.isnan(cells.loc[("people", "lane"), "n_units"])
    assert cells.loc[("people", "lane"), "N"] == 0
    assert qualcode.code_by_document(results)["helper"].isna().tolist() == [True, False]
    follows = qualcode.sequence(results, by_turn=False)
    assert set(follows["code_1"]) == {"leader", "trust"}  # the others could not be given in `lane`
    assert follows.set_index(["code_1", "code_2"])["n_both"]["leader", "trust"] == 2
    assert qualcode.network(results).nodes["code"].tolist() == ["leader", "trust"]
    assert qualcode.saturation(results).curve["n_codes"].tolist() == [2, 0]
    levels = qualcode.levels(results).levels.set_index("code")
    assert levels["note"]["helper"] == "on offer in 1 of 2 documents"
    with pytest.raises(UsageError) as error:
        qualcode.saturation(results, reserve=["yard"])
    assert "people, helper, by_hand could not be given in lane" in error.value.message
    tested = qualcode.cooccurrence_pairs(results, test="fisher")
    assert tested[["code_1", "code_2", "n_both"]].values.tolist() == [["leader", "trust", 1]]


def test_all_codes_on_offer_leaves_nothing_out(folder):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        results = qualcode.code_study(folder, "zhang")
    assert told == []
    assert qualcode.frequency(results)["N"].tolist() == [12] * 5
    follows = qualcode.sequence(results, by_turn=False, lag=1).set_index(["code_1", "code_2"])["n_both"]
    assert follows["leader", "trust"] == 1  # "She has helpers." is followed by "trust her."
