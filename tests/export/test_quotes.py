"""The one quote of a code: chosen by rule."""

from qualcode.codebook.model import Code, Example
from qualcode.export.quotes import Quote, evidence_spans, example_of, typical


def row(text, *, evidence="x[0:1]", negated="no", document="d", start=0):
    return {
        "text": text,
        "evidence": evidence,
        "negated": negated,
        "document": document,
        "speaker": "Li",
        "role": "resident",
        "start": str(start),
    }


def chosen(*rows, language="zh"):
    quote = typical(rows, language=language)
    return quote.text if quote else None


def test_nothing_is_chosen_from_nothing():
    assert typical([], language="zh") is None


def test_a_passage_of_middling_length():
    assert chosen(*[row("a" * n) for n in (1, 2, 50, 51, 52, 200, 300)]) == "a" * 51


def test_of_middling_ones_that_with_most_evidence():
    rows = [row("a" * n) for n in (1, 20, 21, 22, 23, 90)]
    rows[3] = row("b" * 22, evidence="x[0:1] || y[2:3]")
    rows[5] = row("c" * 90, evidence="x[0:1] || y[2:3] || z[4:5]")
    assert chosen(*rows) == "b" * 22


def test_of_equal_ones_the_first():
    assert chosen(row("one"), row("two"), row("six")) == "one"


def test_negated_as_most_of_the_code_is():
    assert chosen(row("没有", negated="yes"), row("有人"), row("有的")) == "有人"
    assert chosen(row("没有", negated="yes"), row("没人", negated="yes"), row("有的")) == "没有"
    assert chosen(row("没有", negated="yes"), row("有人")) == "有人"


def test_a_long_passage_is_cut_around_its_evidence():
    text = "甲" * 300 + "能人" + "乙" * 300
    quote = chosen(row(text, evidence="能人[1300:1302]", start=1000))
    assert quote.startswith("…甲")
    assert quote.endswith("乙…")
    assert "甲能人乙" in quote
    assert len(quote) == 162
    assert chosen(row("能人" + text, evidence="能人[0:2]")).startswith("能人甲")


def test_line_breaks_and_signs_that_cannot_be_seen_are_blanks():
    assert chosen(row("a\n\n b\x0bc\x00d")) == "a b c d"


def test_the_codebook_s_own_example():
    assert example_of(Code("a")) is None
    assert example_of(Code("a", examples=(Example("x\ny"), Example("z")))) == Quote("x y", is_own=True)


def test_places_of_evidence():
    assert evidence_spans("能人[4:6] || a[1:2]b[10:13]") == [(4, 6), (10, 13)]
    assert evidence_spans("") == []
