"""Long lists read at once give the same nodes as the YAML reader."""

import pytest

from qualcode.codebook import nodes
from qualcode.codebook.faults import Faults
from qualcode.codebook.lists import take_out

RULES = """rules:
  - 能人
  - 'a: b'
  - it''s
  - 'it''s  '
  - plain text
  - x
"""


def read(text, monkeypatch=None):
    faults = Faults("book.yaml", tuple(text.split("\n")))
    if monkeypatch:
        monkeypatch.setattr(nodes._Builder, "read_quickly", lambda self, lines: False)
    return nodes.read_nodes(faults), faults.errors


TEXTS = [
    RULES,
    "a:\n- one\n- two\n- three\nb: x\n",
    "a: |\n  - one\n  - two\n  - three\nb: x\n",
    "a: some text\n  - one\n  - two\n  - three\n",
    "a: 'some\n  - one\n  - two\n  - three'\n",
    "a:\n  - one\n  - two\n  - three\n    goes on\n",
    "a:\n  - one\n  - two\n  - three\n  - k: v\n",
    "a:\n  - one\n  - two\n  - three\n  - [x, y]\n",
    "a:\n  - one\n  # note\n  - two\n\n  - three\n# note\n  - four\nb: x\n",
    "a:\n  - x:one\n  - two:y\n  - three\n  - a:b OR c:d\n  - five\n",
    "a:\n  - one\n  - two: y\n  - three\n  - four:\n  - five\n  - six\n",
    "a: |\n  - one\n  # note\n  - two\n\n  - three\n  - four\nb: x\n",
    "a:\n  - one\n  - two\n # note\n  - three\n  - four\n  - five\n",
    "a:\n  - one\n  - two\n  - three\n  - 'open\n",
    "a:\n  - one\n  - two\n  - three\n  - &x y\n  - *x\n",
    "- one\n- two\n- three\n",
    "a:\n  - - one\n    - two\n    - three\n  - four\n",
    "a:\n  - one\n  - two\n  - three\n   - four\n",
    "a:\n  - one\n  - 二\u2028三\n  - three\n  - four\n",
    'a: "a long text that stands on one line"\nb:\n  c: "another long text, with # and: signs"\n',
    'a: "a long text that stands on one line" # note\n',
    'a: "a long text with an escape \\n that stands on one line"\n',
    'a: |\n  b: "a long text that stands on one line"\nc: x\n',
    'a: "open\n  b: "a long text that stands on one line"\n',
    "a: \"open\n\n  b: 'a long text that stands on one line'\"\n",
    'a: "."\nb: "a long text that stands on one line"\n',
    'a: "a long text that stands on one line"\na: "a long text that stands on one line"\n',
    '- a: "a long text that stands on one line"\n  b: "short"\n- "one"\n- "two"\n- "three"\n- "four: x"\n- "f"\n',
    'a:\n  - "one"\n  - "t\\two"\n  - "three"\n  - "four"\n  - "five"\n',
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_tree_is_that_of_the_yaml_reader(text, monkeypatch):
    quick = read(text)
    assert quick == read(text, monkeypatch)


def test_long_lists_are_taken_out():
    kept, taken = take_out(RULES.split("\n"))
    assert kept[:4] == ["rules:", "  - 能人", "", ""]
    assert [item.value for item in taken.items[2]] == ["a: b", "it''s", "it's  ", "plain text"]


def test_text_in_a_block_is_left_alone():
    assert read(TEXTS[2])[0].pairs[0][1].value == "- one\n- two\n- three\n"


def test_long_texts_are_taken_out_and_put_back():
    text = 'a: "a long text that stands on one line"\nb: "short"\n'
    kept, taken = take_out(text.split("\n"))
    assert kept[:2] == ['a: "."', 'b: "short"']
    assert taken.texts == {1: "a long text that stands on one line"}
    assert [value.value for _, value in read(text)[0].pairs] == [
        "a long text that stands on one line",
        "short",
    ]
