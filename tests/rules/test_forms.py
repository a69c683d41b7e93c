import gzip
import importlib.util
import json
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest

from qualcode.rules import _english
from qualcode.rules.expand import shield_forms, terms
from qualcode.rules.forms import forms, inflect, lemma
from qualcode.rules.parse import parse
from qualcode.rules.syntax import Reading, phrases

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("leave", "leaves leaving left"),
        ("hold", "held holding holds"),
        ("child", "children childs"),
        ("community", "communities"),
        ("volunteer", "volunteered volunteering volunteers"),
        ("mobilise", "mobilised mobilises mobilising"),
        ("mobilize", "mobilized mobilizes mobilizing"),
        ("go", "goes going gone gorn went"),
        ("woman", "women"),
        ("Leave", "leaves leaving left"),
        ("left", "lefts"),
        ("do", "did does doing done dont"),
        ("good", "best better gooder goodest goods"),
        ("well", "best better welled welling wells"),
        ("bad", "worse worst"),
        ("wrong", "wronged wronging wrongs"),
        ("tax", "taxed taxes taxing"),
        ("criterion", "criteria criterions"),
        ("leaf", "leafed leafing leafs leaves"),
        ("life", "lifes lives"),
        ("analyse", "analysed analyses analysing"),
        ("analysis", "analyses"),
        ("communities", ""),
        ("administrativisation", ""),
        ("能人", ""),
        ("", ""),
    ],
)
def test_forms_of_a_word(word: str, expected: str) -> None:
    assert forms(word) == tuple(expected.split())


def test_lemma_of_a_form() -> None:
    assert [lemma(word) for word in ("Left", "WERE", "children", "能人", "tree", "held")] == [
        *("leave", "be", "child", "能人", "tree", "hold")
    ]


def test_a_word_is_its_own_lemma_and_a_form_of_two_has_the_more_usual_one() -> None:
    assert [lemma(word) for word in ("well", "number", "matter", "does", "better", "leaves", "lives")] == [
        *("well", "number", "matter", "do", "good", "leave", "live")
    ]


def test_what_is_no_word_of_a_text_is_no_form() -> None:
    assert "ai" not in forms("have")
    assert not [form for form in forms("be") if len(form) < 2]
    assert forms("1") == ()


def test_every_form_leads_back_to_its_lemma_in_the_table_it_comes_from() -> None:
    place = files("spacy_lookups_data") / "data" / "en_lemma_lookup.json.gz"
    table = {
        form.lower().rstrip("."): to.lower()
        for form, to in json.loads(gzip.decompress(place.read_bytes())).items()
    }
    kept = {
        form: to
        for form, to in table.items()
        if form.isalpha() and to.isalpha() and len(form) > 3 and form != to
    }
    mended = make_forms().MENDED
    missing = {form for form, to in kept.items() if lemma(form) != mended.get(form, to)}
    assert missing == set()
    assert len(kept) > 35_000


def make_forms() -> ModuleType:
    """The tool that writes the table."""
    spec = importlib.util.spec_from_file_location("make_forms", ROOT / "tools" / "make_forms.py")
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def test_what_is_mended_and_shared_is_not_so_in_the_table() -> None:
    tool = make_forms()
    table = tool.table()
    assert {form for form, to in tool.MENDED.items() if table.get(form, form) != to} == set()
    shared = {(form, to) for to, found in tool.SHARED.items() for form in found.split(",")}
    assert {(form, to) for form, to in shared if form not in table or table[form] == to} == set()


def test_table_is_what_the_tool_writes() -> None:
    tool = make_forms()
    assert tool.FILE.read_text(encoding="utf-8") == tool.render()


def test_notice_stands_in_the_table_and_beside_the_licence() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for text in (notice, str(_english.__doc__)):
        assert "ExplosionAI" in text
        assert "Princeton" in text
    assert version("spacy-lookups-data") in str(_english.__doc__)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("capable person", "capable person|capable persons"),
        (
            "community's centre ",
            "community's centre |community's centred|community's centres|community's centring",
        ),
        ("社区leader", "社区leader|社区leaders"),
        ("state-of-the-art", "state-of-the-art|state-of-the-arts"),
        ("Leave", "Leave|Leaves|Leaving|Left"),
        ("GP", "GP|GPS"),
        ("5G", "5G"),
        ("US2024", "US2024"),
        ("带头人", "带头人"),
        ("women's", "women's"),
        ("children", "children"),
        ("", ""),
    ],
)
def test_the_last_word_of_a_text_inflects(text: str, expected: str) -> None:
    assert inflect(text) == tuple(expected.split("|"))


def found_by(rule: str, *, inflections: bool = False) -> set[str]:
    """The folded terms that a rule looks for."""
    reading = Reading(inflections=inflections)
    return {
        "".join(map(str, term.pieces)) for found in phrases(parse(rule), reading) for term in terms(*found)
    }


@pytest.mark.parametrize(
    ("rule", "inflections", "expected"),
    [
        ("lemma:leave", False, "leave leaves leaving left"),
        ("lemma:left", False, "left lefts"),
        ("lemma:{child,能人}", False, "child children childs 能人"),
        ("lemma:(hold OR child)", False, "hold held holding holds child children childs"),
        ("leave", False, "leave"),
        ("leave", True, "leave leaves leaving left"),
        ('"leave"', True, "leave leaves leaving left"),
        ("exact:leave", True, "leave"),
        ("exact:lemma:leave", True, "leave leaves leaving left"),
        ("lemma:leave", True, "leave leaves leaving left"),
        ("child NOT hold", True, "child children childs hold held holding holds"),
        ("negated:child", True, "child children childs"),
        ("能人", True, "能人"),
    ],
)
def test_what_a_rule_looks_for(rule: str, inflections: bool, expected: str) -> None:
    assert found_by(rule, inflections=inflections) == set(expected.split())


def test_a_term_with_a_wildcard_stays_as_it_is() -> None:
    [(phrase, reading)] = phrases(parse("lead*"), Reading(inflections=True))
    assert len(terms(phrase, reading)) == 1


def test_exact_forms_have_the_capitals_of_the_lemma() -> None:
    [(phrase, reading)] = phrases(parse("exact:lemma:Leave"))
    assert [term.exact for term in terms(phrase, reading)] == [
        ("Leave",),
        ("Leaves",),
        ("Leaving",),
        ("Left",),
    ]


def test_shields_inflect_where_plain_terms_do() -> None:
    assert shield_forms(["Child ", "child", "印度"], Reading()) == ("child", "印度")
    assert shield_forms(["child"], Reading(inflections=True)) == ("child", "children", "childs")
