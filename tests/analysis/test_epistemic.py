import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.epistemic import epistemic
from qualcode.errors import UsageError
from tests.analysis.frames import framed

PUBLISHED = np.array([[3, 0, 0], [0, 1, 2], [1, 0, 0], [0, 0, 4], [0, 2, 0], [3, 0, 1]])


def network(rows, unit=None, document=None, codes="ABC", **options):
    rows = np.array(rows).reshape(-1, len(codes))
    of = np.zeros(len(rows), np.int64) if unit is None else np.array(unit, np.int64)
    return framed(
        epistemic(
            rows=rows,
            document=np.zeros(len(rows), np.int64) if document is None else np.array(document),
            unit=of,
            codes=list(codes),
            units=[f"unit {at}" for at in range(of.max(initial=-1) + 1)],
            **options,
        )
    )


def sums(found, n_units, codes="ABC"):
    """The products of each unit, by pair of codes."""
    pairs = [(one, two) for one in codes for two in codes if one < two]
    n = {(row.unit, row.code_1, row.code_2): row.n for row in found.strengths.itertuples()}
    return [[n.get((f"unit {at}", *pair), 0) for pair in pairs] for at in range(n_units)]


def test_published_products_of_each_row():
    found = network(PUBLISHED, range(6), window=3, binary=False)
    assert sums(found, 6) == [[0, 0, 0], [3, 6, 2], [1, 2, 0], [0, 4, 4], [2, 0, 8], [6, 15, 2]]


def test_binary_products_say_whether():
    found = network(PUBLISHED, range(6), window=3)
    assert sums(found, 6) == [[0, 0, 0], [1, 1, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1]]


def test_a_unit_of_analysis_sums_its_rows_and_is_normed():
    found = network(PUBLISHED, [0, 1, 0, 1, 0, 1], window=3, binary=False)
    assert sums(found, 2) == [[3, 2, 8], [9, 25, 8]]
    assert found.strengths["strength"].tolist()[:3] == pytest.approx(np.array([3, 2, 8]) / math.sqrt(77))
    assert found.units["n_rows"].tolist() == [3, 3]
    assert found.units["n_connections"].tolist() == [3, 3]


def test_the_window_ends_at_the_document_and_may_hold_rows_of_no_unit():
    assert sums(network([[1, 0, 0], [0, 1, 0]], document=[0, 1]), 1) == [[0, 0, 0]]
    question = network([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [-1, 0, -1])
    assert sums(question, 1) == [[1, 0, 0]]
    assert question.units["n_rows"].tolist() == [1]
    assert question.codes["n_rows"].tolist() == [0, 1, 0], (
        "rows of no unit are not counted: n_rows is of the N rows"
    )


def test_a_window_of_one_row_connects_what_is_said_in_it():
    assert sums(network([[1, 1, 0], [0, 0, 1]], window=1), 1) == [[1, 0, 0]]


THREE = [[1, 1, 0], [0, 0, 0], [1, 0, 1], [0, 0, 0], [0, 1, 1], [1, 1, 0]]


def test_axes_hold_the_distances_of_the_units():
    found = network(THREE, [0, 0, 1, 1, 2, 2], window=1, n_axes=2)
    vectors = np.zeros((3, 3))
    pairs = {("A", "B"): 0, ("A", "C"): 1, ("B", "C"): 2}
    for row in found.strengths.itertuples():
        vectors[int(row.unit[-1]), pairs[row.code_1, row.code_2]] = row.strength
    points = found.units[["x1", "x2"]].to_numpy()
    for one in range(3):
        for two in range(3):
            distance = np.linalg.norm(vectors[one] - vectors[two])
            assert np.linalg.norm(points[one] - points[two]) == pytest.approx(distance)
    assert points.mean(axis=0).tolist() == pytest.approx([0, 0])
    assert found.axes["variance"].sum() == pytest.approx(1)
    assert found.axes["variance"].is_monotonic_decreasing


def test_codes_stand_where_they_explain_the_units():
    """As many units as codes, and independent: centroids meet the units exactly."""
    found = network(THREE, [0, 0, 1, 1, 2, 2], window=1)
    assert found.axes["fit"].tolist() == pytest.approx([1, 1])
    place = found.codes.set_index("code")[["x1", "x2"]]
    only_a_and_b = found.units[["x1", "x2"]].iloc[0]
    assert ((place.loc["A"] + place.loc["B"]) / 2).tolist() == pytest.approx(only_a_and_b.tolist())


def test_what_does_not_exist_is_undefined():
    found = network(
        [[1, 1, 0], [0, 0, 0], [1, 1, 0], [0, 0, 1]], [0, 1, 2, 1], document=[0, 0, 1, 2], window=1
    )
    flat = "x2 undefined: units do not differ in so many ways"
    assert found.units["note"].tolist() == [flat, f"connects nothing || {flat}", flat]
    assert found.units["x1"].notna().all()
    assert found.units["x2"].isna().all(), "units differ along one axis only"
    assert found.axes["variance"].tolist() == pytest.approx([1, math.nan], nan_ok=True)
    assert found.codes["note"].tolist() == [flat, flat, "no place: connected in no unit"]
    assert math.isnan(found.codes["x1"].iloc[2])
    assert found.axes["fit"].isna().all(), "the networks of both units have one centroid"
    assert found.axes["note"].tolist() == ["fit undefined: places do not differ", flat.partition(": ")[2]]


def test_units_that_do_not_differ_have_no_axis():
    found = network([[1, 1, 0], [1, 1, 0]], [0, 1], document=[0, 1])
    assert found.units[["x1", "x2"]].isna().all(axis=None)
    assert found.axes["variance"].isna().all()
    assert network([]).strengths.empty
    assert network([]).units.empty


def test_what_cannot_be_asked():
    with pytest.raises(UsageError, match="window of 0"):
        network(THREE, window=0)
    with pytest.raises(UsageError, match="two codes"):
        network([[1]], codes="A")


@given(
    st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=1, max_size=14),
    st.integers(1, 5),
    st.booleans(),
    st.data(),
)
def test_products_are_those_of_the_definition(rows, window, binary, data):
    n = len(rows)
    document = sorted(data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)))
    unit = data.draw(st.lists(st.integers(-1, 2), min_size=n, max_size=n))
    found = network(rows, unit, document, "ABCD", window=window, binary=binary)
    counts = np.array(rows)
    by_hand = np.zeros((max(unit) + 1, 6), np.int64)
    for k in range(n):
        held = [t for t in range(max(0, k - window + 1), k + 1) if document[t] == document[k]]
        s, before = counts[held].sum(axis=0), counts[held[:-1]].sum(axis=0)
        new = (np.outer(s, s) - np.outer(before, before))[np.triu_indices(4, 1)]
        if unit[k] >= 0:
            by_hand[unit[k]] += (new > 0) if binary else new
    assert sums(found, max(unit) + 1, "ABCD") == by_hand.tolist()
