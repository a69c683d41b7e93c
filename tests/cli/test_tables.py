import pytest

from qualcode.cli.tables import in_blocks, number, p_value, percent, that_fit, with_heads

ROWS = [["code", "居民", "secretary", "x"], ["trust", "1", "2", "3"]]
RIGHT = [False, True, True, True]


@pytest.mark.parametrize(
    ("value", "shown"), [(None, "–"), (1234, "1,234"), (0.126, "0.13"), ("word", "word"), (0.0, "0.00")]
)
def test_numbers(value, shown):
    assert number(value) == shown


def test_probabilities_and_shares():
    assert [p_value(value) for value in (0.0004, 0.001, 0.5, None)] == ["<0.001", "0.001", "0.500", "–"]
    assert [percent(value) for value in (0.1234, 1, None)] == ["12.3", "100.0", "–"]


def test_a_table_that_fits_is_one_block():
    assert in_blocks(ROWS, RIGHT, fixed=1, width=25) == [
        "code   居民  secretary  x",
        "─────────────────────────",
        "trust     1          2  3",
    ]


def test_a_wide_table_goes_on_below():
    assert in_blocks(ROWS, RIGHT, fixed=1, width=24) == [
        "code   居民  secretary",
        "──────────────────────",
        "trust     1          2",
        "",
        "code   x",
        "────────",
        "trust  3",
    ]


def test_a_block_has_one_column_however_narrow_it_is():
    lines = in_blocks(ROWS, RIGHT, fixed=1, width=3)
    assert [line for line in lines if line.startswith("code")] == [
        "code   居民",
        "code   secretary",
        "code   x",
    ]


def test_the_last_column_is_dispensed_with_first():
    columns = {"a": ["1"], "bb": ["2"], "cc": ["3"], "d": ["4"]}
    assert that_fit(columns, ["cc", "bb"], width=12) == ["a", "bb", "cc", "d"]
    assert that_fit(columns, ["cc", "bb"], width=11) == ["a", "cc", "d"]
    assert that_fit(columns, ["cc", "bb"], width=1) == ["a", "d"]
    assert with_heads(columns, ["a", "d"]) == [["a", "d"], ["1", "4"]]
