import numpy as np
import pandas as pd

from qualcode.analysis.levels import level_table

CODES = ["lead", "elite", "capable", "retired", "party", "trust"]
NAMES = ["带头", "精英", "能人", "退休干部", "党建", "信任"]
PARENT = np.array([-1, 0, 1, 2, 0, -1])
ROWS = [
    ("retired", "访谈1", "老书记退了还管事"),
    ("retired", "访谈2", "老书记"),
    ("retired", "访谈2", "退休的老书记带着大家干了很多年"),
    ("retired", "访谈2", "他退休前是厂长啊啊"),
    ("capable", "访谈3", "能人"),
    ("unknown", "访谈3", "别的"),
]


def table(rows=ROWS, parent=PARENT, **options):
    codings = pd.DataFrame(rows, columns=["code", "document", "text"])
    return level_table(codings=codings, codes=CODES, names=NAMES, parent=parent, **options)


def test_branches_numbers_and_sentences():
    assert table().to_numpy().tolist() == [
        ["带头", "精英", "能人", "capable", 1, 1, "能人", "访谈3"],
        ["带头", "精英", "能人 / 退休干部", "retired", 4, 2, "老书记退了还管事", "访谈1"],
        ["带头", "党建", "", "party", 0, 0, "", ""],
        ["信任", "", "", "trust", 0, 0, "", ""],
    ]


def test_passages_of_one_length_in_their_order():
    rows = [("trust", f"talk {n}", text) for n, text in enumerate(["ab", "cd", "ef"])]
    found = table(rows).set_index("code").loc["trust"]
    assert (found["quote"], found["document"]) == ("cd", "talk 1")


def test_plain_lists_do_too_and_nothing_is_coded():
    empty = level_table(
        codings={"code": [], "document": [], "text": []}, codes=CODES, names=NAMES, parent=PARENT
    )
    assert empty["code"].tolist() == ["retired", "party", "trust"]
    assert empty["n_references"].tolist() == [0, 0, 0]


def test_a_core_category_above_all_others_is_no_level():
    under = np.array([-1, 0, 1, 2, 0, 0])
    assert table(parent=under, core=0)["main_category"].tolist() == ["精英", "精英", "党建", "信任"]
    assert table(parent=under)["main_category"].tolist() == ["带头"] * 4
    beside = table(core=0)
    assert beside["main_category"].tolist() == table()["main_category"].tolist()


def test_codings_of_the_core_itself_are_in_no_row():
    under = np.array([-1, 0, 1, 2, 0, 0])
    assert "lead" not in table([("lead", "访谈1", "带头")], parent=under, core=0)["code"].tolist()
