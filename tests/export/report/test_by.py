"""Codes by kind of respondent."""

from qualcode.export.report.by import by_page

COLUMNS = {
    "code": ["a", "a", "b", "b"],
    "value": ["head", "", "head", ""],
    "n_units": [1, 0, 2, 0],
    "share_units": [0.25, 0.0, 0.5, None],
    "N": [4, 3, 4, 3],
    "counted_by": ["turn"] * 4,
    "population": ["speakers!=interviewer"] * 4,
}


def test_a_row_for_each_code_and_a_column_for_each_value():
    page, links = by_page(COLUMNS, "role", lang="en", names={"a": "A", "b": "\u2003B"})
    assert page.heads == ("Code", "head (N = 4)", "without a value (N = 3)")
    assert page.rows == (("A", "1 (25.0%)", "0"), ("\u2003B", "2 (50.0%)", "–"))
    assert links.rows == (
        ("#code=a", "#code=a&by=role&value=head", ""),
        ("#code=b", "#code=b&by=role&value=head", ""),
    )
    assert page.title == "Code frequencies by role"
    assert page.note[1] == "Population: all speech but the interviewer's."


def test_in_chinese():
    page, _ = by_page(COLUMNS, "gender", lang="zh", names={})
    assert page.title == "编码频次（按gender分组）"
    assert page.note == (
        "含该代码的话轮数（占本组的比例）；N 为本组话轮总数。",
        "统计范围：访谈者以外的全部发言。",
    )


def test_cells_without_a_value_lead_to_their_passages_and_more_is_said_below():
    columns = {**COLUMNS, "n_units": [1, 2, 2, 0]}
    page, links = by_page(columns, "role", lang="en", names={}, more=("B: missing.",))
    assert links.rows[0][2] == "#code=a&by=role"
    assert page.note[2] == "B: missing."
