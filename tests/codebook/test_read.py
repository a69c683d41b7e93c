"""Good codebooks: every field arrives, and text stays the text that stands there."""

import json
import pickle
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook.dump import dump
from qualcode.codebook.faults import visible
from qualcode.codebook.model import Code, Codebook, Example
from qualcode.codebook.read import normalise, read_codebook, text_sha256
from qualcode.rules.negators import BUILT_IN, Negators
from qualcode.rules.parse import parse
from tests.codebook.made import bare

FULL = """\
# a comment
format: 1
codebook:
  name: Community governance
  version: 1.0
  languages: [zh, en]
  unit: turn
  nested: codebook
  boundaries: none
  inflections: false
  shields: [印度尼西亚, no doubt]
codes:
  - id: leadership
    name: {en: Leadership, zh: 领导}
    children:
      - id: elite_leadership
        name: Elite
        definition:
          en: >
            Someone whom others
            follow.
          zh: 能人
        include: |
          one
          two
        exclude: 'it''s not this'
        source: Li 2020
        color: "#AA3377"
        rules:
          - 能人 OR 带头人   # why not
          - '{capable,able} {person,people}'
          - (威望 OR 号召力)
            NEAR/12
            (组织 OR 带领)
        shields:
          - 无能人
        examples:
          - 他是公认的能人。
          - text: 我来带头
            speaker: 王主任
            role: secretary
            where: {community: L, year: 2020}
        non_examples: ["我不是。"]
  - id: 信任.2
"""


def read(text: str) -> Codebook:
    codebook, errors, _ = read_codebook(text, file="c.yaml")
    assert codebook, errors
    return codebook


def rules_of(*lines: str) -> tuple[object, ...]:
    body = "".join(f"      - {line}\n" for line in lines)
    return read(f"format: 1\ncodes:\n  - id: a\n    rules:\n{body}").codes[0].rules


def test_every_field_arrives():
    book = read(FULL)
    assert (book.name, book.version, book.languages, book.unit, book.nested, book.shields, book.file) == (
        "Community governance", "1.0", ("zh", "en"), "turn", "codebook", ("印度尼西亚", "no doubt"), "c.yaml",
    )  # fmt: skip
    assert book.codes == (
        Code(id="leadership", name={"en": "Leadership", "zh": "领导"}, line=13),
        Code(
            id="elite_leadership",
            parent="leadership",
            depth=1,
            name={"": "Elite"},
            definition={"en": "Someone whom others follow.", "zh": "能人"},
            include={"": "one\ntwo"},
            exclude={"": "it's not this"},
            source={"": "Li 2020"},
            color="#aa3377",
            rules=(
                parse("能人 OR 带头人"),
                parse("{capable,able} {person,people}"),
                parse("(威望 OR 号召力) NEAR/12 (组织 OR 带领)"),
            ),
            shields=("无能人",),
            examples=(
                Example("他是公认的能人。", line=38),
                Example("我来带头", "王主任", "secretary", {"community": "L", "year": "2020"}, line=39),
            ),
            non_examples=(Example("我不是。", line=43),),
            line=16,
        ),
        Code(id="信任.2", line=44),
    )


def negation(text: str) -> Negators:
    return read(f"format: 1\ncodebook:\n  negation: {text}\ncodes: [{{id: a}}]\n").negation


def test_lists_of_negation_are_changed_word_by_word():
    found = negation("{before: {add: [難說, hardly ever], drop: [无]}, window: 4}")
    assert set(found.before) == {*BUILT_IN.before, "難說", "hardly ever"} - {"无"}
    assert found == replace(BUILT_IN, before=found.before, window=4)


def test_a_list_of_negation_is_replaced_by_a_plain_one():
    found = negation("{after: [缺席], harmless: [], clause_ends: [所以, 所以]}")
    assert found == replace(BUILT_IN, after=("缺席",), harmless=(), clause_ends=("所以",))


def test_words_of_negation_are_dropped_in_any_script_and_case():
    found = negation("{before: {drop: [沒有, Without]}}")
    assert set(BUILT_IN.before) - set(found.before) == {"没有", "without"}


def test_without_the_section_the_built_in_lists_stand():
    assert read("format: 1\ncodes: [{id: a}]\n").negation == BUILT_IN


def test_what_is_left_out_has_its_default():
    book = read("format: 1\ncodes: [{id: a}]\n")
    assert (book.name, book.version, book.languages, book.unit, book.nested, book.shields) == (
        "", "", (), "sentence", "code", (),
    )  # fmt: skip
    assert book.codes == (Code(id="a", line=2),)


def test_keys_without_a_value_count_as_left_out():
    text = "format: 1\ncodebook:\n  unit:\n  shields:\ncodes:\n  - id: a\n    name:\n    definition: {en: , zh: }\n    rules:\n    children:\n"
    assert read(text).codes == (Code(id="a", line=6),)


@pytest.mark.parametrize(
    "word",
    ["12345", "007", "2024-01-02", "~", "yes", "null", "true", "1_000", "0x1F", "12:30", "1e3", "=", ".inf"],
)
def test_plain_scalars_are_the_text_that_stands_there(word: str):
    book = read(
        f"format: 1\ncodebook:\n  name: {word}\ncodes:\n  - id: a\n    name: {word}\n    examples: [{word}]\n"
    )
    assert (book.name, book.codes[0].name, book.codes[0].examples[0].text) == (word, {"": word}, word)


def test_a_number_can_be_a_rule():
    assert rules_of("12345", "2024-01-02", "yes") == (parse("12345"), parse("2024-01-02"), parse("yes"))


@pytest.mark.parametrize("code_id", ["elite_leadership", "精英领导", "a.1-b", "1", "Élite", "नेतृत्व"])
def test_ids_in_any_script(code_id: str):
    assert read(f"format: 1\ncodes:\n  - id: {code_id}\n").codes[0].id == code_id


def test_yaml_quotes_are_not_the_rules_quotes():
    assert rules_of("'\"AB OR CD\"'", '"AB OR CD"') == (parse('"AB OR CD"'), parse("AB OR CD"))


def test_a_comment_behind_a_rule_is_no_part_of_it():
    assert rules_of("能人 # from the pilot study") == (parse("能人"),)


def test_a_tab_between_words_is_a_blank():
    assert rules_of("capable\tperson", "能人\t") == (parse("capable person"), parse("能人"))


def test_a_rule_in_a_block_is_one_rule():
    assert (
        rules_of("|\n        能人 OR\n        带头人\n", ">-\n        能人\n        OR 带头人\n")
        == (parse("能人 OR 带头人"),) * 2
    )


def test_composed_and_decomposed_letters_are_one():
    book = read(
        "format: 1\ncodes:\n  - id: cafe\u0301\n    rules: [abc AND code:d]\n  - id: d\n    rules: [xyz AND where:x=cafe\u0301]\n"
    )
    assert book.codes[0].id == "caf\u00e9"


def test_json_is_yaml():
    value = {"format": "1", "codes": [{"id": "a", "rules": ['"x y" OR {b,c}d'], "name": {"en": "A"}}]}
    assert read(json.dumps(value)).codes[0].rules == (parse('"x y" OR {b,c}d'),)


def test_line_ends_and_byte_order_mark_do_not_change_the_hash():
    texts = [FULL, FULL.replace("\n", "\r\n"), FULL.replace("\n", "\r"), "\ufeff" + FULL]
    assert {read(text).sha256 for text in texts} == {text_sha256(FULL)}
    assert {normalise(text) for text in texts} == {FULL}


def test_a_codebook_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(read(FULL))) == read(FULL)


# -- whatever is written, there are problems and no crash ----------------------------------------

SIGNS = st.text(alphabet="{}[]*&!|>%@`'\"#:,-?\\/ \t\nab能人ORNT（）：“”０\x00\x85\u2028\ufeff", max_size=20)
ANY = st.text(st.characters(exclude_categories=()), max_size=20)


def read_or_refused(text: str) -> Codebook | None:
    """The codebook in `text`; problems have a place in it, and errors a cure too."""
    codebook, errors, warnings = read_codebook(text, file="c.yaml")
    lines = normalise(text).split("\n")
    assert (codebook is None) == bool(errors)
    for problem in (*errors, *warnings):
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.message
        assert problem.slug
    return codebook


def test_half_a_character_has_its_place():
    for rule, column in (("能人\ud83d", 11), ("'能人\udcff'", 12)):
        codebook, errors, _ = read_codebook(f"format: 1\ncodes:\n  - id: a\n    rules:\n      - {rule}\n")
        assert codebook is None
        assert [(one.line, one.column, one.slug) for one in errors] == [(5, column, "character")]


@settings(max_examples=300)
@given(st.one_of(SIGNS, ANY))
def test_any_text_can_be_tried_as_a_rule(rule: str):
    for written in (rule, "'" + rule.replace("'", "''") + "'", json.dumps(rule)):
        text = f"format: 1\ncodes:\n  - id: a\n    rules:\n      - {written}\n      - 能人\n"
        codebook = read_or_refused(text)
        assert codebook is None or codebook.codes[0].rules[-1] == parse("能人"), text


@settings(max_examples=300)
@given(st.one_of(SIGNS, ANY))
def test_any_text_can_be_tried_as_a_value(value: str):
    fields = f"id: {value}\n    name: {value}\n    examples: [{value}]\n    {value}: x"
    assert read_or_refused(f"format: 1\ncodes:\n  - {fields}\n") is None


@settings(max_examples=300)
@given(st.integers(0, len(FULL)), st.integers(0, 6), SIGNS)
def test_any_part_of_a_codebook_can_be_overwritten(start: int, length: int, put: str):
    text = FULL[:start] + put + FULL[start + length :]
    codebook = read_or_refused(text)
    assert codebook is None or bare(read(dump(codebook))) == bare(codebook), text


@settings(max_examples=200)
@given(ANY)
def test_any_text_can_be_tried_as_a_codebook(text: str):
    assert read_or_refused(text) is None


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=12))
def test_a_quoted_example_arrives_as_it_was_written(said: str):
    quoted = "'" + said.replace("'", "''") + "'"
    codebook, errors, _ = read_codebook(f"format: 1\ncodes:\n  - id: a\n    examples:\n      - {quoted}\n")
    if codebook:
        assert codebook.codes[0].examples[0].text == unicodedata.normalize("NFC", said).strip()
    else:
        assert not said.strip() or errors[0].slug == "character"


def test_every_character_that_yaml_refuses_is_replaced_before_it_is_read():
    from ruamel.yaml.reader import Reader

    refused = "".join(char for char in map(chr, range(0x110000)) if Reader.NON_PRINTABLE.search(char))
    assert "\x00" in refused
    assert set(visible(refused)) == {"\ufffd"}
