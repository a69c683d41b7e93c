"""A codebook held against a few sentences: tables of terms, codes, pairs and written forms."""

import numpy as np
import pandas as pd
import pytest

import qualcode
from qualcode.codebook.model import Codebook
from qualcode.codebook.read import read_codebook
from qualcode.errors import UsageError
from qualcode.text.document import Document, Speaker


def book(*codes: str, **top: str) -> Codebook:
    head = "".join(f"  {key}: {value}\n" for key, value in top.items())
    text = (
        "format: 1\ncodebook:\n  unit: sentence\n"
        + head
        + "codes:\n"
        + "".join(f"  - {code}\n" for code in codes)
    )
    codebook, errors, _ = read_codebook(text, advice=False)
    assert codebook, errors
    return codebook


def talk(text: str, name: str = "t", *, language: str = "zh-Hans", main: str = "zh") -> Document:
    """One person says all of it."""
    spans, who = np.array([[0, 0, len(text)]], np.int32), np.array([0], np.int32)
    people = (Speaker("甲", "resident"),)
    return Document(name, text, spans, who, people, language=language, main_language=main)


def terms(codebook: Codebook, *documents: Document) -> pd.DataFrame:
    return qualcode.check_against(codebook, documents).terms.set_index(["code", "term"])


ABLE = "可能人家不管。他是能人。功能人都懂。高技能人才。"


def test_word_cuts_are_counted_whether_they_are_asked_for_or_not():
    for boundaries, counts in {"crossing": 1, "none": 4, "token": 1}.items():
        row = terms(book("{id: a, rules: [能人]}", boundaries=boundaries), talk(ABLE)).loc["a", "能人"]
        assert (row.n_hits, row.n_exact, row.n_within, row.n_crossing) == (4, 1, 0, 3)
        assert (row.n_counts, row.n_aside, row.n_hidden) == (counts, 4 - counts, 0)
        assert (row.n_units, row.n_documents, row.N) == (counts, 1, 4)
        assert row.share_units == counts / 4


def test_the_line_of_shields_holds_what_counts():
    none = terms(book("{id: a, rules: [能人]}", boundaries="none"), talk(ABLE)).loc["a", "能人"]
    assert none.crossing == ("功能|人 (1)", "可能|人家 (1)", "高技能|人才 (1)")
    assert none.shields == "shields: [功能人, 可能人家, 高技能人才]"
    usual = terms(book("{id: a, rules: [能人]}"), talk(ABLE)).loc["a", "能人"]
    assert (usual.crossing, usual.shields, usual.shields_aside) == (none.crossing, "", none.shields)
    assert none.shields_aside == ""


def test_the_line_of_shields_does_what_it_says():
    shields = "[功能人, 可能人家, 高技能人才]"
    row = terms(book(f"{{id: a, rules: [能人], shields: {shields}}}", boundaries="none"), talk(ABLE)).loc[
        "a", "能人"
    ]
    assert (row.n_counts, row.n_hidden, row.shields, row.crossing) == (1, 3, "", ())


def test_words_that_hold_a_term():
    row = terms(book("{id: a, rules: [自治]}"), talk("自治区。自治区。自治区的自治。")).loc["a", "自治"]
    assert (row.n_exact, row.n_within, row.within, row.shields) == (
        1,
        3,
        ("自治区 (3)",),
        "shields: [自治区]",
    )


def test_hits_that_a_longer_term_hides_give_no_examples():
    row = terms(book("{id: a, rules: [自治 OR 自治区]}"), talk("自治区。")).loc["a", "自治"]
    assert (row.n_hits, row.n_counts, row.n_hidden, row.within) == (1, 0, 1, ())


def test_terms_by_code_as_they_are_written():
    codebook = book(
        "{id: a, rules: ['{社区,民间}精英', 'exact:US']}", "{id: b, rules: [社區精英 NEAR/3 好, '/[人民]+/']}"
    )
    rows = qualcode.check_against(codebook, [talk("社区精英好。")]).terms
    assert list(zip(rows.code, rows.term, rows.kind, rows.language, rows.lone, rows.n_hits, strict=True)) == [
        ("a", "社区精英", "term", "zh", "yes", 1),
        ("a", "民间精英", "term", "zh", "yes", 0),
        ("a", "exact:US", "exact", "en", "yes", 0),
        ("b", "社區精英", "term", "zh", "no", 1),
        ("b", "好", "term", "zh", "no", 1),
        ("b", "/[人民]+/", "regex", "", "yes", 0),
    ]


def test_examples_stand_between_what_is_said_around_them():
    row = terms(book("{id: a, rules: [能人]}"), talk("一。我们社区里有个能人，\n他姓王。")).loc["a", "能人"]
    assert row.exact == ("一。我们社区里有个[能人]， 他姓王。",)
    documents = [talk(f"{n}他是能人。", f"d{n}") for n in range(5)]
    many = terms(book("{id: a, rules: [能人]}"), *documents).loc["a", "能人"]
    assert many.exact == ("0他是[能人]。", "1他是[能人]。", "2他是[能人]。")


def test_regexes_are_counted_and_cut_no_words():
    row = terms(book("{id: a, rules: ['/能人|他是/']}"), talk(ABLE)).loc["a", "/能人|他是/"]
    assert (row.n_hits, row.n_exact, row.n_counts) == (5, 5, 5)


def test_only_the_population_is_counted():
    found = qualcode.check_against(book("{id: a, rules: [能人]}"), [talk(ABLE)], speakers="nobody").terms
    assert found.n_hits.tolist() == [0]
    assert found.share_units.isna().all()
    assert found.N.tolist() == [0]


def test_codes_that_are_found_in_one_language_only():
    codebook = book(
        "{id: a, rules: [能人, able]}",
        "{id: b, rules: [社区, community]}",
        "{id: c, rules: [好]}",
        languages="[zh, en]",
    )
    chinese = talk("能人在社区里好。" * 10 + "人。" * 10)
    english = talk("Able in it. " * 10, "e", language="en", main="en")
    codes = qualcode.check_against(codebook, [chinese, english]).codes.set_index("code")
    assert codes.note.to_dict() == {
        "a": "",
        "b": "10 of 20 units in zh, 0 of 10 in en",
        "c": "10 of 20 units in zh, 0 of 10 in en: it has no terms in en",
    }
    assert codes.loc["a", ["n_units", "n_units_zh", "n_units_en", "N_zh", "N_en"]].tolist() == [
        20,
        10,
        10,
        20,
        10,
    ]
    assert codes.loc["b", ["n_terms", "n_terms_zh", "n_terms_en", "n_never"]].tolist() == [2, 1, 1, 1]


def test_a_few_units_are_not_missed():
    codebook = book("{id: a, rules: [能人, able]}")
    few = talk("能人。" * 4 + "人。" * 16)
    english = talk("In it. " * 100, "e", language="en", main="en")
    assert qualcode.check_against(codebook, [few, english]).codes.note.tolist() == [""]


def test_pairs_that_rest_on_the_same_words():
    codebook = book(
        "{id: a, rules: [信任 OR 帮忙], children: [{id: c, rules: [信任]}]}",
        "{id: b, rules: [不信任 OR 邻居]}",
        "{id: d, rules: [社区]}",
    )
    pairs = qualcode.check_against(codebook, [talk("我不信任。邻居帮忙。不信任邻居。社区信任。")]).pairs
    assert [tuple(row) for row in pairs.itertuples(index=False)] == [
        ("a", "c", 3, 3, 1.0, "yes", ("信任 (3)",)),
        ("c", "b", 2, 2, 1.0, "no", ("信任 (2)",)),
        ("a", "b", 3, 2, 2 / 3, "no", ("信任 (2)",)),
    ]


def test_forms_of_several_codes():
    codebook = book("{id: a, rules: [发]}", "{id: b, rules: [发 NEAR/3 头, 'exact:后']}")
    forms = qualcode.check_against(codebook, [talk("發展了。理髮。後來。", language="zh-Hant")]).forms
    assert [tuple(row) for row in forms.itertuples(index=False)] == [
        (("a", "b"), "发", "發", 1, "no", "exact:{发,發}"),
        (("a", "b"), "发", "髮", 1, "no", "exact:{发,發}"),
    ]


def test_a_cure_finds_one_form_only():
    codebook = book("{id: a, rules: [画]}")
    document = talk("他在画。计划好了。", language="zh-Hans")
    (first, _) = qualcode.check_against(codebook, [document]).forms.cure
    assert first == "exact:画"
    row = terms(book("{id: a, rules: ['exact:画']}"), document).iloc[0]
    assert row.n_hits == 1


def test_nothing_at_all():
    found = qualcode.check_against(book("{id: a}"), [])
    assert [len(table) for table in found] == [0, 1, 0, 0]


def test_options_are_those_of_code():
    with pytest.raises(UsageError):
        qualcode.check_against(book("{id: a, rules: [x y]}"), [talk("x")], unit="page")


def test_inflected_forms_are_counted_one_by_one():
    said = talk("They left. She leaves. Leave it. Nobody held on.", language="en", main="en")
    found = terms(book("{id: a, rules: ['lemma:leave', hold]}"), said)
    assert found.n_hits.to_dict() == {
        ("a", "leave"): 1, ("a", "leaves"): 1, ("a", "leaving"): 0, ("a", "left"): 1, ("a", "hold"): 0,
    }  # fmt: skip
    found = terms(book("{id: a, rules: [hold]}", inflections="true"), said)
    assert found.n_hits["a", "held"] == 1
