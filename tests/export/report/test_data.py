"""What the reader of transcripts is given: places as JavaScript counts them, and nothing that ends its element."""

import json

from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.model import Code, Codebook
from qualcode.export.report.data import Reader, Talk, Utf16, Voice, catalogue_json, dumped, talk_json
from qualcode.rules.parse import parse
from qualcode.text.key import variants_in

TEXT = "Li：😀能人𠀀信任\n"
RULE = "能人 AND 信任"


@given(st.text(), st.data())
def test_a_place_is_that_in_utf_16(text, data):
    place = data.draw(st.integers(0, len(text)))
    assert Utf16(text)(place) == len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


@given(st.recursive(st.text() | st.integers(), st.lists))
def test_what_stands_in_the_page_is_read_back_and_ends_nothing(value):
    text = dumped(value)
    assert json.loads(text) == value
    assert "<" not in text


def talk() -> Talk:
    turns = [(3, 9, 0, 61_000, True)]
    return Talk("t1", TEXT, 0, turns, [Voice("Li", "resident", (0,))], {4: 2})


def row(**other: str) -> dict[str, str]:
    cells = {
        "document": "t1",
        "unit": "4",
        "start": "3",
        "end": "9",
        "speaker": "Li",
        "code": "elite",
        "coder": "rules",
        "rule": RULE,
        "evidence": "能人[4:6] || 信任[7:9]",
        "negated": "partly",
    }
    return cells | other


def catalogue(*rows: dict[str, str], rollup: bool = False) -> dict[str, object]:
    codes = (Code("elite", name={"en": "Elite"}, rules=(parse(RULE),)), Code("low", parent="elite", depth=1))
    reader = Reader([talk()], rows, [("role", "role", ["resident"])], 0, rollup)
    return json.loads(catalogue_json(reader, Codebook(codes), {"elite": "Elite", "low": "low"}, "en"))


def test_a_coding_with_its_evidence_rules_and_speaker():
    found = catalogue(row())
    assert found["codings"] == [[[1, 4, 3, 11, 0, [0], [5, 7, 9, 11], 2, [0], 2, 0, 2]]]
    assert found["rules"] == [[RULE, "The sentence holds “能人” and holds “信任”."]]
    assert found["codes"] == [["elite", "Elite", -1, 0], ["low", "low", 0, 1]]
    assert found["documents"] == [["t1", [["Li", "resident", 0]]]]
    assert found["coders"] == ["rules"]


def test_rows_keep_their_numbers_and_people_their_names():
    found = catalogue(
        row(document="gone"), row(coder="li", rule="", evidence="", negated="", speaker="nobody")
    )
    assert found["codings"] == [[[2, 4, 3, 11, 0, [], [], 3, [-1], 2, 0, 2]]]
    assert found["coders"] == ["li"]


def test_a_text_with_its_turns():
    assert json.loads(talk_json(talk())) == {"text": TEXT, "header": 0, "turns": [[3, 11, 0, 61_000, 1]]}


def test_characters_that_the_search_takes_for_one_are_told():
    assert any("能" not in group and {"个", "個"} <= set(group) for group in variants_in("一个人"))
    assert catalogue(row())["variants"] == list(variants_in(TEXT))
