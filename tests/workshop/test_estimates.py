"""Estimates of an audit: check values, limits, what is undefined, and a simulation that shows that intervals cover."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.workshop.estimates import Estimate, Judgements, estimate, wilson

MEASURES = ("precision", "recall", "f1", "missed")


@pytest.mark.parametrize(
    ("yes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, Statistics in Medicine 17, table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(yes, n, low, high):
    assert wilson(yes, n) == pytest.approx((low, high), abs=5e-5)


def test_estimates_by_hand():
    """Of 100 coded 45 of 50 right; of 200 near 6 of 40 missed, of 3,000 far 1 of 60."""
    found = estimate(Judgements(100, 50, 45), [Judgements(200, 40, 6), Judgements(3000, 60, 1)])
    assert found.precision.value == pytest.approx(0.9)
    assert found.missed.value == pytest.approx(30 + 50)
    assert found.recall.value == pytest.approx(90 / 170)
    assert found.f1.value == pytest.approx(2 * 90 / (100 + 170))
    precision, recall = 0.9, 90 / 170
    assert found.f1.value == pytest.approx(2 * precision * recall / (precision + recall))
    for name in MEASURES:
        one = getattr(found, name)
        assert one.low < one.value < one.high


def test_precision_knows_what_was_judged():
    """Of 52 coded 50 are known: 45 right, 5 wrong."""
    found = estimate(Judgements(52, 50, 45), [])
    assert (found.precision.low, found.precision.high) == (45 / 52, 47 / 52)
    whole = estimate(Judgements(50, 50, 45), [Judgements(10, 10, 5)])
    assert (whole.precision.low, whole.precision.high) == (0.9, 0.9)
    assert (whole.recall.low, whole.recall.high) == (0.9, 0.9)
    assert (whole.missed.low, whole.missed.high) == (5, 5)


def test_without_a_miss_found_the_interval_has_a_width():
    """Resampling the judgements would give 1 to 1. Of 75 none: up to 1 - .025^(1/75) might be, by the binomial."""
    found = estimate(Judgements(160, 50, 47), [Judgements(400, 75, 0), Judgements(3440, 75, 0)])
    assert (found.recall.value, found.recall.high) == (1, 1)
    assert 0.45 < found.recall.low < 0.65
    assert (found.missed.value, found.missed.low) == (0, 0)
    assert 60 < found.missed.high < 150


@pytest.mark.parametrize(
    ("coded", "uncoded", "undefined", "reason"),
    [
        ((0, 0, 0), [(5, 5, 0)], {"precision", "recall", "f1"}, "no passage was judged to have the code"),
        ((9, 0, 0), [(5, 5, 1)], {"precision", "recall", "f1"}, "no coded passage was judged"),
        ((9, 5, 0), [(5, 5, 0)], {"recall", "f1"}, "no passage was judged to have the code"),
        (
            (9, 5, 4),
            [(5, 0, 0)],
            {"recall", "f1", "missed"},
            "of a stratum of uncoded passages none was judged",
        ),
        ((9, 5, 4), [(5, 2, 0), (0, 0, 0)], set(), ""),
        ((0, 0, 0), [(50, 5, 1)], {"precision"}, ""),
    ],
)
def test_undefined_is_not_a_number(coded, uncoded, undefined, reason):
    found = estimate(Judgements(*coded), [Judgements(*one) for one in uncoded])
    assert {name for name in MEASURES if getattr(found, name).value is None} == undefined
    for name in undefined:
        one = getattr(found, name)
        assert (one.low, one.high) == (None, None)
        assert one.reason
    assert found.recall.reason == reason


def test_nothing_coded_and_something_missed_is_a_recall_of_0():
    found = estimate(Judgements(0, 0, 0), [Judgements(50, 5, 1)])
    assert found.precision == Estimate(reason="no passage is coded")
    assert (found.recall.value, found.recall.low, found.recall.high) == (0, 0, 0)


STRATUM = st.integers(0, 60).flatmap(
    lambda n: st.integers(0, n).flatmap(
        lambda judged: st.integers(0, judged).map(lambda yes: Judgements(n, judged, yes))
    )
)


@settings(deadline=None)
@given(STRATUM, st.lists(STRATUM, max_size=3), st.integers(0, 9))
def test_intervals_hold_their_estimate_and_stay_in_range(coded, uncoded, seed):
    found = estimate(coded, uncoded, draws=200, seed=seed)
    assert found == estimate(coded, uncoded, draws=200, seed=seed)
    for name in MEASURES:
        one = getattr(found, name)
        if one.value is None:
            assert (one.low, one.high, bool(one.reason)) == (None, None, True)
        else:
            top = 1 if name != "missed" else sum(n for n, _, _ in uncoded)
            assert 0 <= one.low <= one.value <= one.high <= top + 1e-9
            assert not one.reason


WORLDS = {
    "common": ((160, 140), [(400, 48), (3440, 12)]),  # precision .875, recall .70, most misses near
    "scattered": ((160, 120), [(400, 40), (3440, 40)]),
    "near-perfect": ((160, 150), [(400, 2), (3440, 0)]),
    "nearly": ((160, 150), [(400, 0), (3440, 5)]),
    "perfect": ((160, 150), [(400, 0), (3440, 0)]),
    "rare": ((20, 16), [(80, 8), (3900, 4)]),
}
TRIALS = 400


def judged(population: int, true: int, n: int, random: np.random.Generator) -> Judgements:
    n = min(n, population)
    return Judgements(population, n, int(random.hypergeometric(true, population - true, n)))


@pytest.mark.parametrize("name", WORLDS)
def test_intervals_cover_and_estimates_are_right_on_average(name):
    """50 coded and 150 uncoded passages drawn from populations whose truth is known, 400 times."""
    (n, true), uncoded = WORLDS[name]
    missed = sum(some for _, some in uncoded)
    truth = {
        "precision": true / n,
        "recall": true / (true + missed),
        "f1": 2 * true / (n + true + missed),
        "missed": missed,
    }
    random = np.random.default_rng(20)
    found = [
        estimate(
            judged(n, true, 50, random), [judged(*one, 75, random) for one in uncoded], draws=500, seed=i
        )
        for i in range(TRIALS)
    ]
    for measure, value in truth.items():
        ours = [getattr(one, measure) for one in found]
        assert np.mean([one.low <= value <= one.high for one in ours]) >= 0.93, measure
        values = np.array([one.value for one in ours])
        # The ratio leans a little upwards where few misses are found; the others are right on average.
        error = 4 * values.std() / sqrt(TRIALS) + (0.06 if measure in ("recall", "f1") else 1e-9)
        assert abs(values.mean() - value) <= error, measure
