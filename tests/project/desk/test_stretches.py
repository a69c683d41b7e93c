from pathlib import Path

import pytest

from qualcode.project.codings.by_hand import by_hand
from qualcode.project.desk.documents import documents_for
from qualcode.project.desk.stretches import Stretches
from tests.project.coded_study import code, coded, made


@pytest.fixture
def around(tmp_path: Path):
    document = by_hand(made(tmp_path)).document("花园")
    text, stretches = document.text, Stretches(document)
    return lambda kind, word: text[slice(*stretches.at(kind, text.index(word)))]


@pytest.mark.parametrize(
    ("kind", "word", "found"),
    [
        ("sentence", "能人。", "王书记是能人。"),
        ("sentence", "访谈者：后", "后来呢？"),
        ("turn", "信任", "王书记是能人。大家信任他。下雨了。"),
        ("word", "任他", "信任"),
        ("word", "。下", "。"),
    ],
)
def test_what_lies_around_a_place(around, kind: str, word: str, found: str):
    assert around(kind, word) == found


def test_latin_words_and_the_words_beside(tmp_path: Path):
    document = by_hand(made(tmp_path)).document("lane")
    stretches, text = Stretches(document), document.text
    at = text.index("leader")
    assert text[slice(*stretches.at("word", at + 3))] == "leader"
    assert stretches.word_beside(at) == text.index("She has")
    assert stretches.word_beside(at, backward=True) == text.index("the leader")
    assert stretches.word_beside(0, backward=True) == 0
    assert stretches.word_beside(len(text)) == len(text)
    assert stretches.at("sentence", len(text)) == (text.index("Nobody"), len(text.rstrip()))


def test_documents_as_a_coder_finds_them(tmp_path: Path):
    study = coded(tmp_path)
    code(study, "li", "yard", [], finish=False, mode="assisted")
    found = documents_for(by_hand(study), "li")
    assert {(one.id, one.stage, one.n_codings, one.mode) for one in found} == {
        ("lane", "finished", 3, "blind"),
        ("花园", "finished", 2, "blind"),
        ("yard", "begun", 0, "assisted"),
    }
    assert {one.stage for one in documents_for(by_hand(study), "li", round=2)} == {"new"}
    rows = "document,coder,round,purpose\nyard,li,1,single\nlane,zhang,1,single\n"
    (study.folder / "assignments.csv").write_text(rows, encoding="utf-8")
    assert documents_for(by_hand(study), "li")[0][:2] == ("yard", "begun")
    assert sum(one.is_assigned for one in documents_for(by_hand(study), "li")) == 1
