"""Comments of a codebook file, told apart from what only looks like one."""

import pytest

from qualcode.codebook.parts import n_comments

HEAD = "format: 1\ncodes:\n  - id: a\n"


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ("", 0),
        ("    # one\n    color: '#aa3377'  # two\n", 2),
        ("    definition: |  # one\n      # text\n\n      more # text\n    # two\n    core: true\n", 2),
        ("    definition: >-\n      text\n      # text\n", 0),
        ('    definition: "a # text\n      # text\n      b"  # one\n', 1),
        ("    rules: ['a # text', b]  # one\n    examples:\n      - it's # two\n", 2),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_that_hold_a_comment(lines, number, end):
    assert n_comments((HEAD + lines).replace("\n", end)) == number
