"""A codebook written as YAML: readable, and equal when it is read again."""

from dataclasses import fields

import pytest
from hypothesis import given

from qualcode.codebook.dump import dump, dump_plain
from qualcode.codebook.faults import Place
from qualcode.codebook.load import load_codebook
from qualcode.codebook.model import Code, Codebook, Example, Relation
from qualcode.codebook.nodes import Pairs, Text
from qualcode.codebook.plain import (
    AT_TOP,
    CODE_FIELDS,
    CODEBOOK_FIELDS,
    plain_code,
    plain_settings,
    rule_node,
)
from qualcode.codebook.read import read_codebook
from qualcode.codebook.schema import CODE_KEYS, CODEBOOK_KEYS, TOP_KEYS
from qualcode.codebook.traps import EXAMPLE_KEYS
from qualcode.rules.parse import parse
from tests.codebook.made import bare, codebooks

PLACES = {"file", "sha256", "rules_sha256", "spacy_model", "line"}
TREE = {"codes", "parent", "depth"}


def test_no_field_of_the_model_is_forgotten():
    assert {one.name for one in fields(Code)} - PLACES - TREE == set(CODE_FIELDS)
    assert {one.name for one in fields(Codebook)} - PLACES - TREE == set(CODEBOOK_FIELDS)


def test_no_field_of_what_a_codebook_holds_is_forgotten():
    where = {"community": "M"}
    example = Example("a", "b", "c", where)
    relation = Relation("a", "b", {"": "c"}, {"zh": "d"})
    assert {one.name for one in fields(Example)} - PLACES == set(EXAMPLE_KEYS)
    assert {one.name for one in fields(Relation)} - PLACES == {"source", "target", "type", "memo"}
    assert plain_settings(Codebook((), relations=(relation,)))["relations"] == [
        {"from": "a", "to": "b", "type": "c", "memo": {"zh": "d"}}
    ]
    assert plain_code(Code("c", examples=(example,)))["examples"] == [
        {"text": "a", "speaker": "b", "role": "c", "where": where}
    ]


def test_no_key_of_the_file_is_forgotten():
    assert set(CODE_KEYS) == {*CODE_FIELDS, "children"}
    assert {*CODEBOOK_KEYS, *TOP_KEYS} - {"format", "codebook", "codes"} == set(CODEBOOK_FIELDS)
    assert set(TOP_KEYS) == {"format", "codebook", "codes", *AT_TOP}


@given(codebooks())
def test_what_is_written_reads_back_equal(codebook):
    text = dump(codebook)
    again, errors, _ = read_codebook(text)
    assert errors == ()
    assert bare(again) == bare(codebook)
    assert dump(again) == text


def test_the_shipped_codebook_reads_back_equal():
    codebook = load_codebook("codebooks/community_governance.yaml")
    again, errors, _ = read_codebook(dump(codebook))
    assert errors == ()
    assert bare(again) == bare(codebook)
    assert again.rules_sha256 == codebook.rules_sha256


def test_the_shape():
    codes = (
        Code("lead", name={"zh": "领导"}, definition={"": 'Says "so".'}, color="#aabbcc"),
        Code("elite", "lead", 1, rules=(parse("能人"), parse("{a,b}cd")), include={"": "one\ntwo"}),
        Code("other", examples=(Example("yes"), Example("no", role="resident", where={"community": "M"}))),
    )
    assert (
        dump(Codebook(codes, languages=("zh", "en"), shields=("自治区",)))
        == """\
format: 1
codebook:
  languages: [zh, en]
  shields:
    - 自治区
codes:
  - id: lead
    name:
      zh: 领导
    definition: 'Says "so".'
    color: "#aabbcc"
    children:
      - id: elite
        include: |-
          one
          two
        rules:
          - 能人
          - '{a,b}cd'

  - id: other
    examples:
      - "yes"
      - text: "no"
        role: resident
        where:
          community: M
"""
    )


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        ("能人 OR 带头人", "能人 OR 带头人"),
        ('"问题: 停车"', "'问题: 停车'"),
        ("don't know", "don't know"),
        ("/[0-9]+/", "'/[0-9]+/'"),
        ('"停车 #1"', "'停车 #1'"),
        ('"A OR B"', """'"A OR B"'"""),
        ("/a\nb/", "|-\n        /a\n        b/"),
        ("'tis so", "'''tis so'"),
    ],
)
def test_rules_are_quoted_where_yaml_needs_it(rule, written):
    assert f"      - {written}\n" in dump(Codebook((Code("c", rules=(parse(rule),)),)))


def test_a_pattern_of_tokens_is_written_as_a_mapping():
    rule = 'pattern: [{"LEMMA": "act: #1", "OP": "?"}]'
    assert dump_plain({"rules": ["aa", rule], "shields": [rule]}) == (
        f"rules:\n  - aa\n  - {rule}\nshields:\n  - '{rule}'\n"
    )
    node = rule_node(rule, Place(3))
    assert isinstance(node, Pairs)
    ((key, value),) = node.pairs
    assert (key.value, key.line) == ("pattern", 3)
    assert [one.value for _, one in value.items[0].pairs] == ["act: #1", "?"]
    assert isinstance(rule_node('"pattern: x"', Place(3)), Text)
