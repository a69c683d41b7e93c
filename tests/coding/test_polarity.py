"""`negated:` and `affirmed:` in rules, and the column that says whether evidence is negated."""

import numpy as np
import pytest

from qualcode.codebook.model import Code, Codebook
from qualcode.coding.apply import Engine
from qualcode.coding.coded import CodedDocument
from qualcode.coding.population import Population, population_turns, population_units, turn_tokens
from qualcode.coding.rows import CODING_COLUMNS, coding_rows
from qualcode.rules.negators import Negators
from qualcode.rules.parse import parse
from qualcode.rules.show import show
from qualcode.text.document import Document
from qualcode.text.segment import segment
from qualcode.text.words import map_words


def rows(text: str, *rules: str, unit: str = "sentence", **options) -> list[dict[str, object]]:
    """The codings of one code `a` as rows."""
    document = Document("d", text, np.array([[0, 0, len(text)]], np.int32), np.array([-1], np.int32))
    book = Codebook((Code("a", rules=tuple(map(parse, rules))),), boundaries="none", **options)
    words = map_words(text)
    turns = population_turns(document, Population())
    units = population_units(document, segment(document, unit, words=words), turns, words)
    coded = Engine(book).code(document, units, turns)
    whole = CodedDocument(document, turns, *turn_tokens(document, words), units, coded)
    return [dict(zip(CODING_COLUMNS, row, strict=True)) for row in coding_rows(whole, book)]


def units(text: str, rule: str, **options) -> list[object]:
    """The numbers of the units that a rule codes."""
    return [row["unit"] for row in rows(text, rule, **options)]


TALK = "他是能人。我不是什么能人。没有带头人，能人倒是有。"


@pytest.mark.parametrize(
    ("rule", "numbers"),
    [
        ("能人", [1, 2, 3]),
        ("affirmed:能人", [1, 3]),
        ("negated:能人", [2]),
        ("negated:(能人 OR 带头人)", [2, 3]),
        ("affirmed:(能人 OR 带头人)", [1, 3]),
        ("能人 NOT negated:能人", [1, 3]),
        ("NOT NOT affirmed:能人 AND 带头人", [3]),
        ("negated:带头人 AND affirmed:能人", [3]),
        ("negated:带头人 NEAR/0 affirmed:能人", [3]),
        ("negated:带头人 BEFORE/2 negated:能人", []),
        ("ATLEAST/2(affirmed:能人 OR negated:带头人)", [3]),
        ("negated:exact:能人", [2]),
        ("negated:(能? OR 带头*人)", [2, 3]),
        ("affirmed:{能,带头}人", [1, 3]),
    ],
)
def test_rules(rule, numbers):
    assert units(TALK, rule) == numbers


def test_evidence_is_the_hits_that_count():
    found = rows("没有能人，但是有带头人和能人。", "affirmed:(能人 OR 带头人)", "negated:能人")
    assert [row["evidence"] for row in found] == ["能人[2:4] || 带头人[8:11] || 能人[12:14]"]
    assert found[0]["rule"] == "affirmed:(能人 OR 带头人) || negated:能人"
    assert found[0]["negated"] == "partly"


@pytest.mark.parametrize(
    ("rule", "negated"),
    [
        ("能人", ["no", "yes", "no"]),
        ("能人 OR 带头人", ["no", "yes", "partly"]),
        ("/能人|带头人/", ["no", "yes", "partly"]),
        ("能人 NEAR/5 带头人", ["partly"]),
        ("role:participant", ["", "", ""]),
        ("带头人 AND role:participant", ["yes"]),
    ],
)
def test_the_column(rule, negated):
    assert [row["negated"] for row in rows(TALK, rule)] == negated


def test_nesting_is_decided_before_negation():
    """不信任 hides 信任 in it, negated or not."""
    assert units("他们不信任他。没有信任。", "affirmed:信任", unit="sentence") == []
    assert rows("并不是不信任他。", "affirmed:(信任 OR 不信任)") == []
    assert [row["evidence"] for row in rows("他不信任他。", "negated:信任", "不信任")] == ["不信任[1:4]"]


def test_a_clause_ends_with_the_unit():
    assert units("没有\n\n归属感。", "negated:归属感", unit="document") == []
    assert units("没有啊。归属感。", "negated:归属感", unit="document") == []
    assert units("没有归属感。", "negated:归属感", unit="document") == [1]


def test_the_lists_are_the_codebooks():
    assert units("难说有归属感。", "negated:归属感") == []
    assert units("难说有归属感。", "negated:归属感", negation=Negators(before=("难说",))) == [1]


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("affirmed:(能人)", "affirmed:能人"),
        ("negated：（能人 OR  带头人）", "negated:(能人 OR 带头人)"),
        ("affirmed:exact:(US OR UK)", "affirmed:exact:(US OR UK)"),
        ('negated:"A OR B"', 'negated:"A OR B"'),
        ("(affirmed:能人) NEAR/3 (带头)", "affirmed:能人 NEAR/3 带头"),
        ("能人 NOT negated:带头", "能人 AND NOT negated:带头"),
    ],
)
def test_canonical_spelling(written, canonical):
    assert show(parse(written)) == canonical
    assert parse(canonical) == parse(written)
