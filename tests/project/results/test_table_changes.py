"""Two versions of a table, row by row."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import ReadError
from qualcode.project.results.table_changes import table_changes


def write(file: Path, *rows: tuple[str, ...]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(rows)
    return file


def changed(folder: Path, name: str, old: list[tuple[str, ...]], new: list[tuple[str, ...]]):
    return table_changes(name, write(folder / "old.csv", *old), write(folder / "new.csv", *new))


def test_rows_that_came_went_and_changed(tmp_path: Path):
    head = ("document", "start", "end", "code", "coder", "text")
    kept, gone = ("a", "0", "9", "trust", "rules", "甲"), ("a", "0", "9", "elite", "rules", "乙")
    come, other = ("b", "0", "9", "trust", "rules", "丙"), (*kept[:5], "丁")
    found = changed(tmp_path, "codings.csv", [head, kept, gone], [head, other, come])
    assert (found.added, found.removed, found.changed) == (1, 1, 1)
    assert [tuple(one) for one in found.rows] == [
        ("removed", "a 0 9 elite rules", "", "乙", ""),
        ("added", "b 0 9 trust rules", "", "", "丙"),
        ("changed", "a 0 9 trust rules", "text", "甲", "丁"),
    ]


def test_columns_that_came_and_went(tmp_path: Path):
    found = changed(tmp_path, "frequencies.csv", [("code", "old"), ("a", "1")], [("code", "new"), ("a", "1")])
    assert (found.columns_added, found.columns_removed, found.rows, found.any) == (
        ("new",),
        ("old",),
        (),
        True,
    )


def test_rows_with_one_key_are_told_apart(tmp_path: Path):
    found = changed(
        tmp_path, "x.csv", [("k", "v"), ("a", "1"), ("a", "2")], [("k", "v"), ("a", "1"), ("a", "3")]
    )
    assert [tuple(one) for one in found.rows] == [("changed", "a #2", "v", "2", "3")]


def test_the_same_rows_in_another_order_are_no_change(tmp_path: Path):
    rows = [("a", "1"), ("b", "2")]
    assert not changed(tmp_path, "x.csv", [("k", "v"), *rows], [("k", "v"), *reversed(rows)]).any


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "\u4e2d".encode("gb18030") + b"\xff"])
def test_what_is_no_table(tmp_path: Path, content: bytes):
    (tmp_path / "old.csv").write_bytes(content)
    with pytest.raises(ReadError, match="no table in UTF-8"):
        table_changes("x.csv", tmp_path / "old.csv", write(tmp_path / "new.csv", ("k",)))


ROWS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("xyz"), max_size=6)


@given(ROWS, ROWS)
def test_the_changes_lead_from_the_one_to_the_other(
    tmp_path_factory, old: dict[str, str], new: dict[str, str]
):
    folder = tmp_path_factory.mktemp("tables")
    found = changed(folder, "x.csv", [("k", "text"), *old.items()], [("k", "text"), *new.items()])
    made = dict(old)
    for one in found.rows:
        if one.change == "removed":
            assert made.pop(one.row) == one.old
        else:
            made[one.row] = one.new
    assert made == new
    assert found.added - found.removed == len(new) - len(old)
