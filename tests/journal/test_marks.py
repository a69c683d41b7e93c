"""Marks in a text: written and read back, overlapping, faulty, and beside brackets of the text's own."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qualcode.journal.marks import Fault, Mark, read_marks, write_marks

CODES = {"a": "a", "b": "b", "能人": "a", "Trust, and more": "b", "党建_引领": "党建_引领"}


def marks_in(marked: str) -> list[tuple[str, str]]:
    found = read_marks(marked, CODES.get)
    assert found.faults == ()
    return [(mark.code, found.text[mark.start : mark.end]) for mark in found.marks]


@pytest.mark.parametrize(
    ("marked", "marks"),
    [
        ("x [[a]]yes[[/a]] z", [("a", "yes")]),
        ("[[a]]one [[b]]two[[/a]] three[[/b]]", [("a", "one two"), ("b", "two three")]),
        ("[[a]]one [[b]]two[[/]] three[[/]]", [("a", "one two three"), ("b", "two")]),
        ("[[a, b]]yes[[/]]", [("a", "yes"), ("b", "yes")]),
        ("[[能人，b]]是[[/b]]的[[/能人]]", [("a", "是的"), ("b", "是")]),
        ("[[Trust, and more]]yes[[/]]", [("b", "yes")]),
        ("[[能人、b]]是[[/]]", [("a", "是"), ("b", "是")]),
        ("【【a】】是【【/】】", [("a", "是")]),
        ("[[a]]one [[a#2]]two[[/a]] three[[/a#2]]", [("a", "one two"), ("a", "two three")]),
        ("[[a]]one [[a]]two[[/a]] three[[/a]]", [("a", "one two three"), ("a", "two")]),
        ("[[a]][[a]]yes[[/]][[/]]", [("a", "yes")]),
        ("a[[]]b []]", []),
    ],
)
def test_marks(marked, marks):
    assert marks_in(marked) == marks


def test_lines_above_the_text_say_what_it_is():
    found = read_marks("[[document: a [1]]]\n[[round：2]]\nx\n[[a]]y[[/]]", CODES.get)
    assert found.heads == {"document": "a [1]", "round": "2"}
    assert (found.text, found.line) == ("x\ny", 3)
    assert found.marks == (Mark("a", 2, 3, 4),)


@pytest.mark.parametrize(
    ("marked", "faults"),
    [
        ("x\n[[a]]yes", [(2, "the mark a does not end", "write [[/a]] behind its passage", "")]),
        ("yes[[/a]]", [(1, "[[/a]] ends a mark that did not begin", "write where it begins, or take the end away", "")]),
        ("[[a]][[/a]]x", [(1, "the mark a holds no text", "put the passage between beginning and end, or take both away", "")]),
        ("[[c]]yes[[/c]] [[c]]yes[[/]]", [(1, "there is no code c", "name a code of the codebook by its id or its name", "c")] * 2),
        ("[[a,c#2]]yes[[/]]", [(1, "there is no code c", "name a code of the codebook by its id or its name", "c")]),
    ],
)  # fmt: skip
def test_faults_have_their_line(marked, faults):
    found = read_marks(marked, CODES.get)
    assert list(found.faults) == [Fault(*fault) for fault in faults]
    assert found.marks == ()


def test_brackets_that_the_text_has_are_text():
    text = "he [[laughs]] and went [[/]]"
    found = read_marks(text.replace("went", "[[a]]went[[/a]]"), CODES.get, is_text=text.__contains__)
    assert (found.text, found.faults) == (text, ())
    assert found.marks == (Mark("a", 18, 22, 1),)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(alphabet="ab[]【】/#\n ,:：能é\u0301😀", min_size=1, max_size=30))
    end = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(st.sampled_from(["a", "b", "党建_引领"]), end, end), max_size=8))
    return text, [Mark(code, one, two) for code, one, two in spans if one < two]


@settings(max_examples=30)
@given(marked(), st.sampled_from([{}, {"document": "a: [x]", "round": "1"}]))
@example(("[[document: x]]\n[[a]]", [Mark("a", 0, 2), Mark("a", 1, 4), Mark("b", 1, 4)]), {})
@example(("[[at: [x]]]\nno", []), {"coder": "li"})
def test_what_is_written_is_read_again(given_, heads):
    text, marks = given_
    found = read_marks(write_marks(text, marks, heads=heads), CODES.get)
    assert found.faults == ()
    assert (found.text, found.heads) == (text, heads)
    assert {mark[:3] for mark in found.marks} == {mark[:3] for mark in marks}
