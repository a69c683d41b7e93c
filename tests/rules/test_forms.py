import gzip
import importlib.util
import json
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pytest

from qualcode.rules import _english
from qualcode.rules.forms import forms, lemma

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
    missing = {form for form, to in kept.items() if lemma(form) != to}
    assert missing == set()
    assert len(kept) > 35_000


def test_table_is_what_the_tool_writes() -> None:
    spec = importlib.util.spec_from_file_location("make_forms", ROOT / "tools" / "make_forms.py")
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.FILE.read_text(encoding="utf-8") == tool.render()


def test_notice_stands_in_the_table_and_beside_the_licence() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for text in (notice, str(_english.__doc__)):
        assert "ExplosionAI" in text
        assert "Princeton" in text
    assert version("spacy-lookups-data") in str(_english.__doc__)
