import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import UsageError
from qualcode.reliability.segments import matches, segment_rows
from qualcode.reliability.spans import Span, spans


def made(one, two, *, length=(100,), rated=None):
    rows = [Span(d, coder, 0, s, e) for coder, part in enumerate((one, two)) for d, s, e in part]
    return spans(rows, length=length, coders=["li", "wu"], codes=["a"], rated=rated)


def test_one_to_one_by_the_largest_overlap():
    found = matches(made([(0, 0, 10), (0, 20, 30)], [(0, 0, 6), (0, 1, 10), (0, 50, 60)]), (0, 1))
    assert [(match.one, match.two) for match in found] == [
        (None, (0, 0, 6)),
        ((0, 0, 10), (0, 1, 10)),
        ((0, 20, 30), None),
        (None, (0, 50, 60)),
    ]
    assert found[1].overlap == 0.9


def test_an_overlap_is_shared_tokens_by_those_of_both():
    given = made([(0, 0, 10)], [(0, 5, 10)])
    assert [match.overlap for match in matches(given, (0, 1))] == [0.5]
    assert len(matches(given, (0, 1), overlap=0.51)) == 2
    with pytest.raises(UsageError):
        matches(given, (0, 1), overlap=0)


def test_counts_and_the_share_of_matched_passages():
    row = segment_rows(made([(0, 0, 10), (0, 20, 30)], [(0, 0, 10), (0, 50, 60), (0, 80, 90)]))[0]
    assert (row.code, row.coders, row.matched, row.only_1, row.only_2) == ("a", ("li", "wu"), 1, 1, 2)
    assert row.number.value == pytest.approx(2 / 5)
    assert row.note == "no interval: fewer than 10 documents"


def test_passages_of_two_documents_never_match():
    row = segment_rows(made([(0, 0, 10)], [(1, 0, 10)], length=(10, 10)))[0]
    assert (row.matched, row.number.value, row.n_documents) == (0, 0, 2)


def test_documents_that_one_was_not_to_code_are_left_out():
    rated = np.array([[[True], [True]], [[True], [False]]])
    row = segment_rows(made([(0, 0, 10), (1, 0, 10)], [(0, 0, 10)], length=(10, 10), rated=rated))[0]
    assert (row.matched, row.only_1, row.n_documents) == (1, 0, 1)


def test_nobody_gave_the_code():
    row = segment_rows(made([], []))[0]
    assert np.isnan(row.number.value)
    assert row.note == "undefined: nobody gave the code"


def test_intervals_over_ten_documents_and_the_mean_over_codes():
    rows = [
        Span(d, coder, code, 0, 5) for d in range(12) for coder in (0, 1) for code in (0, 1) if d % 3 or coder
    ]
    found = segment_rows(spans(rows, length=[5] * 12, coders=["li", "wu"], codes=["a", "b"]), draws=300)
    assert [row.code for row in found] == ["a", "b", "(mean)"]
    assert all(row.number.low < row.number.value == 0.8 < row.number.high for row in found)
    assert (found[2].matched, found[2].only_1, found[2].only_2) == (16, 0, 8)


SPAN = st.tuples(st.just(0), st.integers(0, 8), st.integers(1, 6)).map(lambda t: (0, t[1], t[1] + t[2]))


@given(st.lists(SPAN, max_size=6, unique=True), st.lists(SPAN, max_size=6, unique=True))
def test_every_coding_is_in_one_match(one, two):
    found = matches(made(one, two), (0, 1))
    assert sorted(match.one for match in found if match.one) == sorted(one)
    assert sorted(match.two for match in found if match.two) == sorted(two)
    left = [(a, b) for a in found if not a.two for b in found if not b.one]
    for a, b in left:
        (_, s, e), (_, t, f) = a.one, b.two
        shared = max(0, min(e, f) - max(s, t))
        assert shared < 0.5 * (e - s + f - t - shared)
