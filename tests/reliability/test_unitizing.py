from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.reliability.spans import Span, spans
from qualcode.reliability.unitizing import alpha_u_rows

BOOK = [
    *((0, "c", 225, 70), (0, "c", 370, 30), (1, "c", 220, 80), (1, "c", 355, 20), (1, "c", 400, 20)),
    *((coder, "k", start, length) for coder in (0, 1) for start, length in ((180, 60), (300, 50))),
]
"""Krippendorff 2004, p. 254: coder, category, start, length, on a continuum from 150 to 450."""


def made(codings, *, length=(300,), n_coders=2, codes=("c", "k"), rated=None):
    rows = [
        Span(document, coder, codes.index(code), start, end) for document, coder, code, start, end in codings
    ]
    names = [f"coder {n}" for n in range(n_coders)]
    return spans(rows, length=length, coders=names, codes=codes, rated=rated)


def book(document=0):
    return [(document, coder, code, start - 150, start - 150 + n) for coder, code, start, n in BOOK]


def values(given, **more):
    return {row.code: row.number.value for row in alpha_u_rows(given, **more)}


def test_check_value_of_the_book():
    found = values(made(book()))
    assert {code: f"{value:.4f}" for code, value in found.items()} == {
        "c": "0.7286",
        "k": "1.0000",
        "(all)": "0.8587",
    }


def test_codings_that_touch_or_overlap_are_one():
    cut = [one for one in book() if one[3] != 220 - 150 or one[1] != 1]
    split = [*cut, (0, 1, "c", 70, 100), (0, 1, "c", 100, 150), (0, 1, "c", 90, 120)]
    whole = [one for one in book() if one not in cut]
    assert whole == [(0, 1, "c", 70, 150)]
    assert values(made(split)) == values(made(book()))


def test_nobody_gave_the_code():
    rows = {row.code: row for row in alpha_u_rows(made([(0, 0, "c", 3, 9), (0, 1, "c", 3, 9)]))}
    assert rows["c"].number.value == 1
    assert np.isnan(rows["k"].number.value)
    assert rows["k"].note == "undefined: nobody gave the code"
    assert rows["(all)"].note == "1 of 2 codes defined; no interval: fewer than 10 documents"


def test_documents_that_not_all_were_to_code_are_left_out():
    rated = np.ones((2, 2, 2), bool)
    rated[1, 0] = False
    found = alpha_u_rows(made([*book(), (1, 1, "c", 0, 50)], length=(300, 80), rated=rated))
    assert {row.code: row.number.value for row in found} == values(made(book()))
    assert [(row.N, row.n_documents) for row in found] == [(300, 1)] * 3


def test_a_code_above_another_one_is_not_counted_among_all():
    found = values(made(book()), parents={"c": "k"})
    assert found["(all)"] == found["c"]


def test_intervals_are_those_of_documents_from_ten_on():
    few = alpha_u_rows(made([one for n in range(9) for one in book(n)], length=[300] * 9), draws=20)
    assert {row.number.draws for row in few} == {0}
    many = [one for n in range(12) for one in book(n) if n % 3 or one[1]]
    rows = alpha_u_rows(made(many, length=[300] * 12), draws=200)
    assert all(row.number.low < row.number.value < row.number.high and not row.note for row in rows[:2])
    assert rows == alpha_u_rows(made(many, length=[300] * 12), draws=200)


def by_loop(codings, lengths, n_coders):
    """α_U of one code from its definition, section by section."""
    total, differing, sizes, gaps = sum(lengths), 0.0, [], []
    for document, length in enumerate(lengths):
        sections = []
        for coder in range(n_coders):
            marks = [
                any(s <= at < e for d, c, s, e in codings if (d, c) == (document, coder))
                for at in range(length)
            ]
            edges = [0, *(at for at in range(1, length) if marks[at] != marks[at - 1]), length]
            sections.append([(b, e, marks[b]) for b, e in pairwise(edges)])
        for one, two in combinations(sections, 2):
            differing += sum(squares(x, y) for x in one for y in two if x[0] < y[1] and y[0] < x[1])
        sizes += [e - b for coder in sections for b, e, unit in coder if unit]
        gaps += [e - b for coder in sections for b, e, unit in coder if not unit]
    if not sizes:
        return np.nan
    do = 2 * differing / (n_coders * (n_coders - 1) * total**2)
    chance = sum(
        (len(sizes) - 1) * (2 * n**3 - 3 * n**2 + n) / 3 + n**2 * sum(g - n + 1 for g in gaps if g >= n)
        for n in sizes
    )
    de = 2 / total * chance / (n_coders * total * (n_coders * total - 1) - sum(n * (n - 1) for n in sizes))
    return 1 - do / de if de else np.nan


def squares(one, two):
    (b1, e1, unit1), (b2, e2, unit2) = one, two
    if unit1 and unit2:
        return (b1 - b2) ** 2 + (e1 - e2) ** 2
    if unit1 and b2 <= b1 and e1 <= e2:
        return (e1 - b1) ** 2
    if unit2 and b1 <= b2 and e2 <= e1:
        return (e2 - b2) ** 2
    return 0


PLACE = st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(0, 11), st.integers(1, 5))


@given(st.lists(PLACE, max_size=8))
def test_same_as_the_definition_by_loops(places):
    codings = [(d, coder, start, min(12, start + n)) for d, coder, start, n in places]
    given = made(
        [(d, coder, "c", s, e) for d, coder, s, e in codings], length=(12, 12), n_coders=3, codes=("c",)
    )
    assert values(given)["c"] == pytest.approx(by_loop(codings, (12, 12), 3), nan_ok=True)
