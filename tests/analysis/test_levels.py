import dataclasses

import numpy as np

from qualcode.analysis.columns import frame
from qualcode.analysis.levels import Passage, code_level_columns, level_columns, relation_columns
from qualcode.codebook.model import Code, Codebook, Relation
from tests.analysis.units import units_over
from tests.coding.made import Interview, Turn, at
from tests.coding.test_sums import BOOK

CODES = ["lead", "elite", "capable", "retired", "party", "trust"]
NAMES = ["带头", "精英", "能人", "退休干部", "党建", "信任"]
PARENT = np.array([-1, 0, 1, 2, 0, -1])
REFERENCES = np.array([0, 0, 1, 4, 0, 0])
QUOTES = {"retired": Passage("老书记退了还管事", "访谈1"), "capable": Passage("能人", "访谈3")}


def table(parent=PARENT, n_references=REFERENCES, **options):
    return frame(
        level_columns(
            codes=CODES,
            names=NAMES,
            parent=parent,
            n_references=n_references,
            n_sources=np.minimum(n_references, 2),
            quotes=QUOTES,
            **options,
        )
    )


def test_branches_numbers_and_sentences():
    assert table().to_numpy().tolist() == [
        ["带头", "精英", "能人", "capable", 1, 1, "能人", "访谈3"],
        ["带头", "精英", "能人 / 退休干部", "retired", 4, 2, "老书记退了还管事", "访谈1"],
        ["带头", "党建", "", "party", 0, 0, "", ""],
        ["信任", "", "", "trust", 0, 0, "", ""],
    ]


def test_a_code_above_others_has_a_row_where_it_has_codings_of_its_own():
    assert table(n_references=np.zeros(6, int))["code"].tolist() == ["retired", "party", "trust"]
    assert "elite" in table(n_references=np.ones(6, int))["code"].tolist()


def test_a_core_category_above_all_others_is_no_level():
    under = np.array([-1, 0, 1, 2, 0, 0])
    assert table(parent=under, core=0)["main_category"].tolist() == ["精英", "精英", "党建", "信任"]
    assert table(parent=under)["main_category"].tolist() == ["带头"] * 4
    assert table(core=0)["main_category"].tolist() == table()["main_category"].tolist()
    codings_of_its_own = table(parent=under, n_references=np.ones(6, int), core=0)
    assert "lead" not in codings_of_its_own["code"].tolist()


def test_codings_of_coded_units():
    made = [Interview("d1", (Turn(0, (at(1, 2), at(2), at(4))),)), Interview("d2", (Turn(0, (at(2),)),))]
    codes = tuple(dataclasses.replace(code, core=code.id == "e") for code in BOOK.codes)
    found = code_level_columns(
        units_over(made, count_by="document", rollup=True), Codebook(codes), {"c": Passage("ab.", "d2")}
    )
    assert found["code"] == ["b", "c", "d", "e"], "a has no codings of its own, whatever is rolled up"
    assert found["n_references"] == [1, 3, 0, 1]
    assert found["n_sources"] == [1, 2, 0, 1]
    assert found["concept"] == ["", "c", "", ""]
    assert (found["quote"][1], found["document"][1]) == ("ab.", "d2")
    assert (found["counted_by"][0], found["N"][0]) == ("document", 2)


def test_relations():
    book = Codebook(
        (Code("a", name={"zh": "甲", "en": "A"}), Code("b")),
        languages=("zh", "en"),
        relations=(Relation("b", "a", {"zh": "导致", "en": "leads to"}, {"": "memo"}), Relation("a", "b")),
    )
    assert frame(relation_columns(book)).to_numpy().tolist() == [
        ["b", "b", "导致", "a", "甲", "memo"],
        ["a", "甲", "", "b", "b", ""],
    ]
    assert relation_columns(book, lang="en")["type"] == ["leads to", ""]
