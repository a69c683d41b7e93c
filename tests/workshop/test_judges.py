"""Judges: how values may be written, what counts where they differ, and how far they agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.workshop.judges import agreement, agreements, settled, verdict_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *((word, "yes") for word in ("yes", " YES ", "Y", "1", "１", "是", "對", "TRUE", "√")),
        *((word, "no") for word in ("no", "N", "0", "否", "不是", "False", "×")),
        *((word, "unsure") for word in ("?", "？", "unsure", "不确定", "不確定")),
        *((word, "") for word in ("", "  ", "\t")),
        *((word, None) for word in ("x", "maybe", "2", "yes no", "有点")),
    ],
)
def test_how_values_are_written(written, meant):
    assert verdict_of(written) == meant


@pytest.mark.parametrize(
    ("said", "final", "counts"),
    [
        (("yes", "yes"), "", "yes"),
        (("yes", ""), "", "yes"),
        (("", ""), "", ""),
        (("yes", "no"), "", "unsure"),
        (("yes", "unsure"), "", "unsure"),
        (("no", "no", "yes"), "", "unsure"),
        (("yes", "no"), "no", "no"),
        (("yes", "yes"), "no", "no"),
        (("", ""), "yes", "yes"),
        (("yes", "no"), "unsure", "unsure"),
    ],
)
def test_what_counts(said, final, counts):
    assert settled([{1: one} for one in said], {1: final} if final else {}, [1]) == {1: counts}


def test_agreement_as_in_the_definitions():
    found = agreement(("a", "b"), 40, 10, 10, 140)
    assert found.agreement == pytest.approx(0.9)
    assert found.kappa == pytest.approx(0.733, abs=5e-4)
    assert agreement(("a", "b"), 5, 5, 5, 185).kappa == pytest.approx(0.474, abs=5e-4)
    assert agreement(("a", "b"), 1, 4, 3, 192).kappa == pytest.approx(0.205, abs=5e-4)


def test_kappa_where_it_says_nothing():
    same = agreement(("a", "b"), 0, 0, 0, 9)
    assert (same.agreement, same.kappa) == (1, None)
    assert "undefined" in same.note
    assert agreement(("a", "b"), 9, 0, 0, 0).kappa is None
    one_sided = agreement(("a", "b"), 0, 12, 0, 188)
    assert one_sided.kappa == 0
    assert "one value" in one_sided.note
    nothing = agreement(("a", "b"), 0, 0, 0, 0)
    assert (nothing.agreement, nothing.kappa, nothing.n) == (None, None, 0)


@given(*[st.integers(0, 30)] * 4)
def test_kappa_is_the_same_from_either_side_and_at_most_1(both, first, second, neither):
    one = agreement(("a", "b"), both, first, second, neither)
    other = agreement(("a", "b"), both, second, first, neither)
    assert one.kappa == pytest.approx(other.kappa) if one.kappa is not None else other.kappa is None
    if one.kappa is not None:
        assert -1 - 1e-9 <= one.kappa <= 1 + 1e-9
        assert (one.kappa == pytest.approx(1)) == (first + second == 0)


def test_each_pair_of_judges_on_what_both_decided():
    said = {
        "a": {1: "yes", 2: "no", 3: "unsure", 4: "yes", 5: ""},
        "b": {1: "yes", 2: "yes", 3: "no", 4: "", 5: "no"},
        "c": {},
    }
    found = agreements(said)
    assert [(one.judges, one.n) for one in found] == [(("a", "b"), 2), (("a", "c"), 0), (("b", "c"), 0)]
    assert found[0].agreement == 0.5
    assert agreements({"a": {1: "yes"}}) == []
