"""Places inside a rule as places in the file, whatever quotes the rule stands in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.faults import Faults
from qualcode.codebook.nodes import Items, Pairs, Text, read_nodes
from qualcode.codebook.rulelines import comment_behind, place_in


def scalar(line: str) -> tuple[Text, Faults]:
    """The first item of a list whose only line is `line`."""
    faults = Faults("c.yaml", f"a:\n{line}".split("\n"))
    root = read_nodes(faults)
    assert isinstance(root, Pairs)
    items = root.pairs[0][1]
    assert isinstance(items, Items)
    node = items.items[0]
    assert isinstance(node, Text)
    return node, faults


@pytest.mark.parametrize(
    ("line", "column", "place"),
    [
        ("  - abcd", 3, 7),
        ("  - 'abcd'", 3, 8),
        ('  - "abcd"', 3, 8),
        ("  - 'a''bcd'", 4, 10),
        ('  - "a\\tbcd"', 3, 9),
        ('  - "\\u80fdbcd"', 2, 12),
        ('  - "\\x41bcd"', 2, 10),
        ('  - "\\U0001F600bcd"', 2, 16),
        ("  - 能人带头", 3, 7),
        ("  - abcd", 5, 9),
        ("  - 'abcd'", 5, 10),
    ],
)
def test_places(line: str, column: int, place: int):
    node, faults = scalar(line)
    assert (place_in(node, column, faults).line, place_in(node, column, faults).column) == (2, place)


@given(st.text(st.sampled_from("ab'\"\\能😀 "), min_size=1, max_size=8).map(str.strip).filter(bool))
def test_every_character_is_found_again(text: str):
    for written in ("'" + text.replace("'", "''") + "'", json.dumps(text, ensure_ascii=False)):
        node, faults = scalar(f"  - {written}")
        for column, char in enumerate(text, 1):
            at = place_in(node, column, faults).column - 1
            assert faults.lines[1][at:].startswith((char, "\\" + char))


@pytest.mark.parametrize(
    ("line", "comment"),
    [("  - ab #cd", "#cd"), ("  - ab # cd", "# cd"), ("  - ab#cd", ""), ("  - 'ab' #cd", ""), ("  - ab", "")],
)
def test_comments_behind_a_plain_text(line: str, comment: str):
    assert comment_behind(*scalar(line)) == comment


def test_a_text_of_several_lines_has_the_place_of_its_beginning():
    faults = Faults("c.yaml", ["a:", "  - b", "    c"])
    root = read_nodes(faults)
    assert isinstance(root, Pairs)
    items = root.pairs[0][1]
    assert isinstance(items, Items)
    node = items.items[0]
    assert isinstance(node, Text)
    assert (node.value, place_in(node, 3, faults).line, place_in(node, 3, faults).column) == ("b c", 2, 5)
