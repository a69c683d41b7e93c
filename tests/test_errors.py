"""Words of errors."""

import pytest

from qualcode.errors import as_argument


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("lane", "lane"),
        ("三月/访谈1（上）", "三月/访谈1（上）"),
        ("long 长访谈", '"long 长访谈"'),
        ('so "to say"', "'so \"to say\"'"),
        ("", '""'),
        ("a;b", '"a;b"'),
    ],
)
def test_names_are_typed_so_that_a_shell_leaves_them_whole(word: str, typed: str):
    assert as_argument(word) == typed
