"""Texts in YAML: written so that they are read back, and found again character by character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.faults import Faults
from qualcode.codebook.nodes import Items, Text, read_nodes
from qualcode.codebook.scalars import (
    Patch,
    characters,
    end_of,
    patched,
    rule_scalar,
    text_scalar,
    word_scalar,
)
from qualcode.errors import QualcodeError

SIGNS = st.text("ab信 :#,[]{}&*!|>'\"%@`?-\\/（“._~=<", min_size=1, max_size=12).filter(str.strip)


def item(line: str) -> Text:
    """The item of a list on one line, or of the list in brackets in it."""
    faults = Faults("", line.split("\n"))
    root = read_nodes(faults)
    assert not faults.errors, (line, faults.errors)
    assert isinstance(root, Items)
    first = root.items[0]
    node = first.items[0] if isinstance(first, Items) else first
    assert isinstance(node, Text)
    return node


@given(SIGNS)
def test_every_text_is_read_back(text):
    text = text.strip()
    for written in (rule_scalar(text), text_scalar(text), word_scalar(text)):
        assert item(f"- {written}").value == text
    for written in (rule_scalar(text, in_brackets=True), text_scalar(text), word_scalar(text)):
        assert item(f"- [{written}, x]").value == text


@given(st.text(max_size=20).filter(str.isprintable) | st.just("a\nb\tc"))
def test_texts_with_any_sign_are_read_back(text):
    assert item(f"- {text_scalar(text)}").value == text


@given(SIGNS, st.sampled_from(["rule", "text", "word"]), st.sampled_from(["", "  # behind", "   "]))
def test_the_end_of_a_text_is_found(text, kind, behind):
    written = {"rule": rule_scalar, "text": text_scalar, "word": word_scalar}[kind](text.strip())
    line = f"- {written}{behind}"
    node = item(line)
    assert end_of([line], node) == (0, 2 + len(written))
    found = characters([line], node)
    assert [one.value for one in found] == [char for char in node.value if not char.isspace()]
    assert all(one.line == 0 and one.start < one.end <= 2 + len(written) for one in found)


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        (["- a", "  b  # c"], (1, 3)),
        (["- 'it''s", "", "  so'"], (2, 5)),
        (['- "a\\', '   b"'], (1, 5)),
        (["- |", "  a", "   b"], (2, 4)),
        (["- >-", "  a", "", "  # b"], (3, 5)),
        (["- ''"], (0, 4)),
        (["- '  '  # x"], (0, 6)),
        (['- "\\u4fe1\\t\\x41"'], (0, 16)),
    ],
)
def test_texts_over_several_lines(lines, end):
    assert end_of(lines, item("\n".join(lines))) == end


def test_a_text_that_is_not_there_is_refused():
    with pytest.raises(QualcodeError, match="cannot be changed"):
        characters(["- abc"], Text("abd", 1, 3, "", 1))


def test_patches_are_made_from_the_end():
    lines = ["abc\n", "def\n", "ghi\n"]
    patches = [Patch(0, 0, 0, 1, "A"), Patch(0, 2, 1, 2, "-"), Patch(2, 3, 2, 3, "!")]
    assert patched(lines, patches) == ["Ab-f\n", "ghi!\n"]
