"""A rule as a query: its hits, what stands around them, and how many there are."""

from dataclasses import replace

import numpy as np
import pytest

from qualcode.coding.population import ALL, Population
from qualcode.rules.parse import parse
from qualcode.text.document import Document, Speaker
from qualcode.workshop.find import Query, count, find, in_order

TEXT = "问：有能人吗？\n答：老周是能人。她说：能人多，\n真的。\n乙：Trust your neighbours; I trust mine.\n"


def talk(name: str = "t", **attributes: str) -> Document:
    starts = [TEXT.index(label) for label in ("问：", "答：", "乙：")]
    ends = [*(start - 1 for start in starts[1:]), len(TEXT) - 1]
    spans = [[start, start + 2, end] for start, end in zip(starts, ends, strict=True)]
    speakers = (
        Speaker("问", "interviewer"),
        Speaker("答", "resident", {"age": "60"}),
        Speaker("乙", "owner"),
    )
    turns = np.array([0, 1, 2], np.int32)
    return Document(name, TEXT, np.array(spans, np.int32), turns, speakers, attributes=attributes)


def hits(rule: str, *documents: Document, **options: object):
    found = find(documents or [talk()], Query(parse(rule), **{"boundaries": "none", **options}))
    return found.hits


def test_each_hit_stands_in_what_the_same_person_says():
    first, second = hits("能人")
    assert (first.document, first.unit, first.speaker, first.role) == ("t", 2, "答", "resident")
    assert TEXT[first.start : first.end] == first.keyword == "能人"
    assert (first.left, first.right) == ("老周是", "。她说：能人多， 真的。")
    assert (second.left, second.right) == ("老周是能人。她说：", "多， 真的。")


def test_the_context_is_as_long_as_asked_for():
    assert [(hit.left, hit.right) for hit in hits("能人", context=2)] == [("周是", "。她"), ("说：", "多，")]
    assert [(hit.left, hit.right) for hit in hits("能人", context=0)] == [("", ""), ("", "")]


def test_every_span_that_makes_a_rule_true_is_a_hit():
    assert [hit.keyword for hit in hits("trust NEAR/3 neighbours")] == ["Trust", "neighbours", "trust"]
    assert [hit.keyword for hit in hits("trust NOT 能人")] == ["Trust", "trust"]


def test_a_rule_that_needs_no_words_gives_the_unit():
    assert [hit.keyword for hit in hits("role:owner")] == ["Trust your neighbours; I trust mine."]


def test_only_the_population_is_searched():
    assert [hit.speaker for hit in hits("能人", population=Population((ALL,)))] == ["问", "答", "答"]


def test_word_cuts_are_those_of_a_codebook():
    document = replace(talk(), text=TEXT.replace("老周是能人", "高技能人才"))
    assert [len(hits("能人", document, boundaries=cut)) for cut in ("crossing", "none")] == [1, 2]


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("", [("", 2, 2, 1, 0.5, 4)]),
        ("role", [("resident", 2, 2, 1, 2 / 3, 3), ("owner", 0, 0, 0, 0.0, 1)]),
        ("speaker", [("t: 答", 2, 2, 1, 2 / 3, 3), ("t: 乙", 0, 0, 0, 0.0, 1)]),
        ("document", [("t", 2, 2, 1, 0.5, 4)]),
        ("Age", [("60", 2, 2, 1, 2 / 3, 3), ("", 0, 0, 0, 0.0, 1)]),
    ],
)
def test_counts_by_group(by: str, rows: list):
    assert count(find([talk()], Query(parse("能人"), boundaries="none", by=by))) == rows


def test_an_attribute_of_the_document_holds_for_all_who_have_none_of_their_own():
    found = find([talk("a", age="30"), talk("b")], Query(parse("trust"), by="age"))
    assert count(found) == [("", 2, 1, 1, 1.0, 1), ("30", 2, 1, 1, 1.0, 1), ("60", 0, 0, 0, 0.0, 6)]


def test_units_of_several_speakers_count_for_each():
    query = Query(parse("trust"), unit="document", population=Population((ALL,)), by="role")
    assert {row[0]: row[5] for row in count(find([talk()], query))} == {
        "interviewer": 1,
        "resident": 1,
        "owner": 1,
    }


def test_orders():
    found = hits("trust OR 能人")
    assert in_order(found, "place") == list(found)
    assert [hit.right[:3] for hit in in_order(found, "right")] == [" mi", " yo", "多， ", "。她说"]
    assert [hit.left[-2:] for hit in in_order(found, "left")] == ["", "I ", "周是", "说："]
    assert [hit.keyword for hit in in_order(found, "keyword")] == ["Trust", "trust", "能人", "能人"]
