import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.export.csv import BOM, column_rows, rows_bytes, table_bytes


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        (7, "7"),
        (-7, "-7"),
        (1234567, "1234567"),
        (0.0, "0"),
        (2.0, "2"),
        (1 / 3, "0.333333"),
        (1234567.0, "1.23457e+06"),
        (0.00001234567, "1.23457e-05"),
        (None, ""),
        (float("nan"), ""),
        ("", ""),
        (" 能人 ", " 能人 "),
        ("a,b", '"a,b"'),
        ('"a"', '"""a"""'),
        ("a\nb", '"a\nb"'),
        ("=1+1", "=1+1"),
        (["居民A", "王主任"], "居民A || 王主任"),
        ([], ""),
    ],
)
def test_fields(cell, field):
    assert rows_bytes([["x", cell]]).decode() == f"x,{field}\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_text_that_a_spreadsheet_would_run_gets_a_quote_where_asked(text):
    assert rows_bytes([[text, "x", -1, -0.5]], excel_safe=True).decode() == f"'{text},x,-1,-0.5\n"
    assert rows_bytes([[text]]).decode() == f"{text}\n"


def test_a_table_begins_with_the_mark_that_spreadsheets_know():
    assert table_bytes(["a", "b"], [[1, "二"]]) == BOM + "a,b\n1,二\n".encode()
    assert table_bytes(["a"], [], bom=False) == b"a\n"
    assert table_bytes(["=a"], [["@"]], bom=False, excel_safe=True) == b"'=a\n'@\n"


@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r")), min_size=2, max_size=2))
)
def test_text_comes_back_as_it_was(rows):
    found = csv.reader(io.StringIO(rows_bytes(rows).decode(), newline=""))
    assert list(found) == rows


def test_columns_become_rows():
    assert column_rows({"a": [1, 2], "b": ["x", None]}) == (["a", "b"], [(1, "x"), (2, None)])
    assert column_rows({"a": []}) == (["a"], [])
    with pytest.raises(ValueError, match="shorter"):
        column_rows({"a": [1, 2], "b": [1]})
