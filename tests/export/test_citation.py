"""Citations: fields filled in, what is missing left out with its separator, and errors that name the fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import UsageError
from qualcode.export.citation import DEFAULT, Citation

KNOWN = ("id", "role", "gender", "date", "age", "start")


def cited(pattern: str, **values: str) -> str:
    return Citation(pattern, KNOWN)(values)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (
            {"id": "A01", "role": "居民", "gender": "女", "date": "2025-03-12"},
            "（A01，居民，女，2025-03-12）",
        ),
        ({"id": "A01", "role": "居民", "date": "2025"}, "（A01，居民，2025）"),
        ({"id": "A01"}, "（A01）"),
        ({"role": "居民", "gender": "女"}, "（居民，女）"),
        ({"date": "2025"}, "（2025）"),
        ({}, ""),
    ],
)
def test_what_is_missing_goes_with_the_separator_before_it(values: dict[str, str], text: str):
    assert cited("（{id}，{role}，{gender}，{date}）", **values) == text


@pytest.mark.parametrize(
    ("pattern", "values", "text"),
    [
        ("({id}, aged {age}, {date})", {"id": "A", "date": "2025"}, "(A, 2025)"),
        ("（{id}，{age}岁，{date}）", {"id": "A", "date": "2025"}, "（A，2025）"),
        ("（{id}，性别：{gender}）", {"gender": "女"}, "（性别：女）"),
        ("{id} ({role}, {date})", {"id": "A"}, "A"),
        ("{id} ({role}, {date})", {"id": "A", "date": "2025"}, "A (2025)"),
        ("{id}:{start}", {"id": "A"}, "A"),
        ("[{id} {role}]", {"id": "A"}, "[A]"),
        ("{id} — {date}", {"date": "2025"}, "2025"),
        ("〔访谈 {id}〕", {"id": "A"}, "〔访谈 A〕"),
        ("{{{id}}}", {"id": "A"}, "{A}"),
        ("｛id｝", {"id": "A"}, "A"),
        ("({ID}, {Role})", {"id": "A", "role": "b"}, "(A, b)"),
        ("(field notes)", {}, "(field notes)"),
        ("({id})", {"id": "a, (b)"}, "(a, (b))"),
        ("({id})", {"id": "\U000f0000\U0010ffffx"}, "(x)"),
    ],
)
def test_patterns(pattern: str, values: dict[str, str], text: str):
    assert cited(pattern, **values) == text


@pytest.mark.parametrize("pattern", ["{sex}", "({id}, {sex})"])
def test_an_unknown_field_names_those_there_are(pattern: str):
    with pytest.raises(UsageError, match="no field") as problem:
        Citation(pattern, KNOWN)
    assert problem.value.cure == "there are id, role, gender, date, age, start"


@pytest.mark.parametrize("pattern", ["{id", "id}", "{}", "{id!r}", "{id:>3}"])
def test_a_pattern_that_cannot_be_read(pattern: str):
    with pytest.raises(UsageError, match="cannot be read"):
        Citation(pattern, KNOWN)


def test_the_patterns_of_both_languages():
    values = {"id": "A", "speaker": "李", "role": "r"}
    fields = ("id", "speaker", "role", "date")
    assert Citation(DEFAULT["zh"], fields)(values) == "（A，李，r）"
    assert Citation(DEFAULT["en"], fields)(values) == "(A, 李, r)"


@given(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=5, unique=True), st.data())
def test_what_is_left_is_as_if_only_that_had_been_asked_for(names: list[str], data: st.DataObject):
    there = [name for name in names if data.draw(st.booleans())]
    pattern = f"({', '.join(f'{{{name}}}' for name in names)})"
    expected = f"({', '.join(there)})" if there else ""
    assert cited(pattern, **{name: name for name in there}) == expected
