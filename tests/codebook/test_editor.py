"""The JSON Schema: what the program accepts, an editor accepts; keys and values that are wrong it marks."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from qualcode.codebook.editor import json_schema
from qualcode.codebook.read import read_codebook
from qualcode.codebook.schema import LEVELS
from qualcode.codebook.starter import starter
from tests.codebook import test_canonical
from tests.oracle.worlds import make_world
from tests.rules.bridge import as_setting

ROOT = Path(__file__).parents[2]
EDITOR = Draft202012Validator(json_schema())


def as_an_editor_reads(text: str) -> Any:
    """The values of YAML 1.2, numbers and all."""
    return YAML(typ="safe", pure=True).load(text)


def faults(text: str) -> list[str]:
    return [one.message for one in EDITOR.iter_errors(as_an_editor_reads(text))]


def in_the_docs() -> list[str]:
    page = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    return [one for one in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if one.startswith("format:")]


ACCEPTED = {
    "shipped": (ROOT / "codebooks" / "community_governance.yaml").read_text(encoding="utf-8"),
    "starter": starter(),
    "starter in Chinese": starter("x", ("zh",)),
    "canonical": test_canonical.BOOK,
    **{f"docs {number}": text for number, text in enumerate(in_the_docs())},
    "plain values": "format: 1\ncodebook: {version: 1.0, name: 12}\ncodes:\n  - {id: 007, rules: [12345, yes]}\n",
    "empty values": "format: 1\ncodebook:\ncodes:\n  - id: a\n    definition:\n    rules:\n",
    "examples": "format: 1\ncodes:\n  - id: a\n    rules: [x y]\n    examples: [{text: x, where: {age: 60}}, 7]\n",
    "patterns": "format: 1\ncodes:\n  - id: a\n    rules:\n      - x y\n"
    '      - pattern: [{LEMMA: go, OP: "?"}, {LOWER: {IN: [12, no]}}, {LENGTH: {">=": 5}}, {IS_PUNCT: true}, {}]\n'
    "      - pattern:\n          - MORPH: {IS_SUPERSET: [Number=Sing]}\n          - {TEXT: {FUZZY1: x}, POS: NOUN}\n",
    "levels in one list": "format: 1\ncodebook: {levels: [a, 2]}\ncodes: [{id: a, core: false}, {id: b, core: 'true'}]\n",
    "levels by language": "format: 1\ncodebook: {levels: {zh: [主范畴], en: }}\ncodes: [{id: a, core: true}]\n",
    "relations": "format: 1\ncodes: [{id: a}, {id: 7}]\nrelations: [{from: a, to: 7, type: {zh: 导致}, memo: }]\n",
    "no relations": "format: 1\ncodes: [{id: a, core: }]\nrelations:\n",
    "negation": "format: 1\ncodebook: {negation: {before: {add: [难]}, after: [没了], window: 5}}\ncodes: [{id: a}]\n",
}


def test_it_is_a_schema():
    Draft202012Validator.check_schema(json_schema())
    assert json.loads(json.dumps(json_schema())) == json_schema()


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_what_the_program_accepts_the_editor_accepts(text: str):
    codebook, errors, _ = read_codebook(text, advice=False)
    assert codebook, errors
    assert faults(text) == []


def test_random_codebooks():
    for seed in range(940_000, 940_060):
        book = make_world(seed, documents=1).book
        head = {
            "unit": book.unit,
            "nested": book.nested,
            "boundaries": book.boundaries,
            "shields": book.shields,
        }
        head["negation"] = {
            name: as_setting(getattr(book.negation, name))
            for name in ("before", "after", "harmless", "clause_ends")
        }
        codes = [
            {"id": code.id, "rules": list(code.rules), "shields": list(code.shields)} for code in book.codes
        ]
        text = json.dumps({"format": 1, "codebook": head, "codes": codes}, ensure_ascii=False)
        assert faults(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "format: 2\ncodes: [{id: a}]\n",
        "codes: [{id: a}]\n",
        "format: 1\n",
        "format: 1\ncode: [{id: a}]\ncodes: [{id: a}]\n",
        "format: 1\ncodebook: {units: turn}\ncodes: [{id: a}]\n",
        "format: 1\ncodebook: {unit: page}\ncodes: [{id: a}]\n",
        "format: 1\ncodebook: {languages: zh}\ncodes: [{id: a}]\n",
        "format: 1\ncodebook: {negation: {before: {remove: [x]}}}\ncodes: [{id: a}]\n",
        "format: 1\ncodebook: {negation: {window: 100}}\ncodes: [{id: a}]\n",
        "format: 1\ncodes: [{rules: [x]}]\n",
        "format: 1\ncodes: [{id: a, rules: x}]\n",
        "format: 1\ncodes: [{id: a, color: red}]\n",
        "format: 1\ncodes: [{id: a, examples: [{speaker: x}]}]\n",
        "format: 1\ncodes: [{id: a, children: [{id: b, rule: [x]}]}]\n",
        "format: 1\ncodes: [{id: a, rules: [{a: b}]}]\n",
        "format: 1\ncodebook: {levels: theme}\ncodes: [{id: a}]\n",
        "format: 1\ncodebook: {levels: {zh: 主范畴}}\ncodes: [{id: a}]\n",
        "format: 1\ncodes: [{id: a, core: yes}]\n",
        "format: 1\ncodes: [{id: a}, {id: b}]\nrelations: [{from: a, to: b, kind: x}]\n",
        "format: 1\ncodes: [{id: a}]\nrelations: [{from: a}]\n",
        "format: 1\ncodes: [{id: a}]\nrelations: [a]\n",
    ],
)
def test_what_is_marked_the_program_refuses(text: str):
    assert faults(text)
    codebook, errors, _ = read_codebook(text, advice=False)
    assert errors
    assert codebook is None


def test_it_has_all_keys_and_no_others():
    schema = json_schema()
    code = schema["$defs"]["code"]["properties"]
    book = schema["properties"]["codebook"]["properties"]
    negation = book["negation"]["properties"]
    mappings = {
        "at the top": schema["properties"],
        "below codebook": book,
        "in a code": code,
        "in an example": code["examples"]["items"]["anyOf"][1]["properties"],
        "below negation": negation,
        "in a list of negation": negation["before"]["anyOf"][1]["properties"],
        "in a relation": schema["properties"]["relations"]["items"]["properties"],
    }
    assert {where: tuple(keys) for where, keys in mappings.items()} == dict(LEVELS)
