"""Where a codebook file names a code."""

from qualcode.codebook.mentions import mentions, naming_rules, relations
from qualcode.codebook.source import read_source

TEXT = """\
format: 1
relations:
  - {from: a_1, to: '乙', type: causes}
  - from: "乙"
    to: a_1   # a_1
codes:
  - id: a_1
  - id: 乙  # code:乙
    exclude: "Use a_1, not ba_1 or a_1b."
    rules: [甲 NOT code:a_1, "code:a_1"]
"""


def test_both_ends_of_relations():
    found = [
        (one.name, one.written[0].line + 1, one.written[0].start) for one in relations(read_source(TEXT))
    ]
    assert found == [("a_1", 3, 11), ("乙", 3, 21), ("乙", 4, 11), ("a_1", 5, 8)]


def test_rules_and_relations_that_name_a_code():
    source = read_source(TEXT)
    assert [tuple(one) for one in naming_rules(source, ["a_1"])] == [
        ("relations", 3, "a_1"),
        ("relations", 5, "a_1"),
        ("乙", 10, "a_1"),
    ]
    assert [one.line for one in naming_rules(source, ["a_1", "乙"])] == [3, 3, 4, 5]


def test_a_rule_in_quotes_of_the_rule_language_names_nothing():
    source = read_source("format: 1\ncodes:\n- id: a\n- id: b\n  rules: ['\"code:a\" OR xx']\n")
    assert naming_rules(source, ["a"]) == []


def test_mentions():
    lines = TEXT.splitlines()
    assert mentions(lines, "a_1") == (3, 5, 7, 9, 10)
    assert mentions(lines, "乙") == (8,)
