import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.pseudonyms.candidates import Candidate
from qualcode.pseudonyms.confirm import (
    COLUMNS,
    Row,
    chained,
    decisions_of,
    guarded,
    read_rows,
    rows_of,
    shared,
    unguarded,
)
from qualcode.pseudonyms.replace import Decisions

WANG = Candidate("王建国", "person", "name", 3, ("a", "b"), "我叫王建国")
LI = Candidate("老李", "person", "prefix_surname", 5, ("a",), "老李来了")
PHONE = Candidate("13800138000", "phone", "mobile", 1, ("a",), "打13800138000")


def read(*lines: str) -> tuple[list[Row], list[tuple[int, str]]]:
    table = [(1, list(COLUMNS)), *((n, line.split(",")) for n, line in enumerate(lines, 2))]
    rows, problems = read_rows(table, file="p.csv")
    return rows, [(one.line, one.message) for one in problems]


def test_a_first_table():
    rows = rows_of([PHONE, WANG, LI], ())
    assert [(row.kind, row.original, row.replacement, row.confirm) for row in rows] == [
        ("person", "老李", "老L", ""),
        ("person", "王建国", "王某", ""),
        ("phone", "13800138000", "×" * 11, ""),
    ]
    assert rows[1].cells() == ("person", "王建国", "王某", 3, 2, "a || b", "name", "我叫王建国", "")
    assert rows[2].cells()[1] == "'13800138000"


def test_a_table_that_is_read_back_is_the_same():
    rows = rows_of([PHONE, WANG, LI], ())
    table = [(1, list(COLUMNS)), *((n, [str(cell) for cell in row.cells()]) for n, row in enumerate(rows, 2))]
    assert read_rows(table, file="p.csv") == (rows, [])


def test_decisions_stay_and_new_candidates_come():
    earlier = [
        Row("person", "王建国", "老木", 1, 1, ("a",), "name", "", "yes"),
        Row("place", "老李", "李村", 1, 1, ("a",), "", "", "no"),
        Row("person", "赵敏", "赵某", 2, 1, ("z",), "name", "", "yes"),
        Row("person", "钱多", "钱某", 2, 1, ("z",), "name", "", ""),
        Row("other", "暗号", "某词"),
    ]
    rows = {row.original: row for row in rows_of([WANG, LI, PHONE], (), earlier)}
    assert (rows["王建国"].replacement, rows["王建国"].confirm, rows["王建国"].n) == ("老木", "yes", 3)
    assert (rows["老李"].kind, rows["老李"].confirm, rows["老李"].replacement) == ("place", "no", "李村")
    assert (rows["赵敏"].confirm, rows["赵敏"].n, rows["赵敏"].documents) == ("yes", 0, ())
    assert rows["暗号"] == earlier[4]
    assert "钱多" not in rows
    assert rows["13800138000"].confirm == ""
    assert rows_of([WANG, LI, PHONE], (), list(rows.values())) == list(rows.values())


@pytest.mark.parametrize(
    ("written", "meant"),
    [("yes", "yes"), ("是", "yes"), ("Ｙ", "yes"), ("No", "no"), ("否", "no"), ("", ""), (" ", "")],
)
def test_answers(written: str, meant: str):
    rows, problems = read(f"person,王建国,王某,3,2,a,name,x,{written}")
    assert (rows[0].confirm, problems) == (meant, [])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("person,王建国,王某,3,2,a,name,x,maybe", "'maybe' is no answer"),
        ("person,王建国,,3,2,a,name,x,yes", "王建国 is confirmed and has no replacement"),
        ("person,王建国,王建国,3,2,a,name,x,yes", "王建国 is replaced by itself"),
        ("person,王,某,3,2,a,name,x,yes", "the original 王 is one character, and stands in other words too"),
        ("phone,1.38E+10,××,3,2,a,name,x,yes", "the original 1.38E+10 is no number as it stands in a text"),
        ("human,王建国,王某,3,2,a,name,x,yes", "there is no kind 'human'"),
        ("person,,王某,3,2,a,name,x,yes", "the original is empty"),
    ],
)
def test_faults_have_their_line(line: str, told: str):
    assert read("person,李梅,李某,1,1,a,,,no", line)[1] == [(3, told)]


def test_one_original_in_two_lines():
    line = "person,李梅,李某,1,1,a,,,no"
    assert read(line, line)[1] == [(3, "李梅 stands in line 2 too")]


def test_a_table_without_its_columns():
    rows, problems = read_rows([(1, ["original", "confirm"])], file="p.csv")
    assert (rows, problems[0].message) == ([], "there is no column replacement")


def test_further_and_missing_cells_do_no_harm():
    table = [
        (1, ["confirm", "note", "original", "replacement"]),
        (2, ["yes", "?", "李梅", "李某"]),
        (3, ["", "", "赵敏"]),
    ]
    rows, problems = read_rows(table, file="p.csv")
    assert problems == []
    assert [(row.original, row.replacement, row.confirm, row.kind, row.n) for row in rows] == [
        ("李梅", "李某", "yes", "other", None),
        ("赵敏", "", "", "other", None),
    ]


def test_nothing_is_decided_without_an_answer():
    rows = [
        Row("person", "王建国", "王某", confirm="yes"),
        Row("person", "小王", "小W"),
        Row("person", "小王庄", confirm="no"),
    ]
    assert decisions_of(rows) == Decisions({"王建国": "王某"}, frozenset({"小王庄"}))
    assert decisions_of(rows, before={"李梅": "李某"}).replacements == {"李梅": "李某", "王建国": "王某"}


def test_what_the_researcher_must_know():
    decisions = Decisions(
        {"王建国": "建国叔", "建国": "王某", "老王": "王某", "13800138000": "×××", "13900139000": "×××"}
    )
    assert chained(decisions) == [("建国叔", "建国")]
    assert shared(decisions) == [("王某", ("建国", "老王"))]


@given(st.text(max_size=12))
def test_guards_come_off(text: str):
    text = text.lstrip("'")
    assert unguarded(guarded(text)) == text
