"""Deviant cases: shares of the others, and how many others there must be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.deviant import deviant


def kinds(flags: str) -> list[tuple[int, str, int, int]]:
    return [tuple(one) for one in deviant([flag == "1" for flag in flags])]


@pytest.mark.parametrize(
    ("flags", "found"),
    [
        ("01111", [(0, "lacks", 4, 4)]),
        ("00111", [(0, "lacks", 3, 4), (1, "lacks", 3, 4)]),
        ("10000", [(0, "has", 0, 4)]),
        ("11000", [(0, "has", 1, 4), (1, "has", 1, 4)]),
        ("0111", []),
        ("11111", []),
        ("00000", []),
        ("", []),
        ("000111", []),
    ],
)
def test_by_hand(flags: str, found: list[tuple[int, str, int, int]]):
    assert kinds(flags) == found


@given(st.lists(st.booleans(), max_size=30))
def test_who_lacks_and_who_has_are_mirror_images(flags: list[bool]):
    mirrored = [
        (one.case, one.kind == "has", one.n_others - one.n_have) for one in deviant([not f for f in flags])
    ]
    assert sorted(mirrored) == sorted((one.case, one.kind == "lacks", one.n_have) for one in deviant(flags))
