import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from qualcode.reliability.cohen import cohen_kappa, expected_agreement, standard_error
from tests.reliability.material import table

DIAGNOSES = np.array([[40, 6, 4, 15], [4, 25, 1, 5], [4, 2, 21, 9], [17, 13, 12, 45]], np.float64)


@pytest.mark.parametrize(
    ("counts", "kappa"),
    [
        ((40, 10, 10, 140), ".733"),
        ((5, 5, 5, 185), ".474"),
        ((1, 4, 3, 192), ".205"),
        ((20, 10, 20, 50), ".348"),
    ],
)
def test_check_values(counts, kappa):
    assert f"{cohen_kappa(table(*counts)):.3f}" == f"0{kappa}"


def test_manual_of_a_program_that_compares_characters():
    assert cohen_kappa(table(50, 75, 75, 800)) == pytest.approx(68.75 / 218.75)
    assert f"{cohen_kappa(table(50, 50, 50, 850)):.4f}" == "0.4444"


def test_three_values():
    assert f"{cohen_kappa(np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]], float)):.3f}" == "0.796"


def test_four_values_with_standard_error_and_normal_interval():
    kappa, error = float(cohen_kappa(DIAGNOSES)), float(standard_error(DIAGNOSES))
    assert (round(kappa, 4), round(error, 3)) == (0.4315, 0.046)
    assert (round(kappa - 1.959964 * error, 3), round(kappa + 1.959964 * error, 3)) == (0.341, 0.522)


@pytest.mark.parametrize("counts", [(0, 12, 0, 188), (0, 0, 7, 50), (3, 10, 0, 0), (0, 1, 0, 6)])
def test_one_coder_gives_one_value_is_exactly_zero(counts):
    assert cohen_kappa(table(*counts)) == 0


@pytest.mark.parametrize("counts", [(0, 0, 0, 200), (200, 0, 0, 0), (0, 0, 0, 0)])
def test_undefined_where_everyone_gives_one_value(counts):
    assert np.isnan(cohen_kappa(table(*counts)))
    assert np.isnan(standard_error(table(*counts)))


def test_expected_agreement_is_that_of_the_margins():
    assert expected_agreement(table(20, 10, 20, 50)) == pytest.approx(0.3 * 0.4 + 0.7 * 0.6)


def test_the_standard_error_is_small_where_draws_vary_little():
    """The large-sample error is near the spread of κ over multinomial samples."""
    random = np.random.RandomState(3)
    shares = table(40, 10, 10, 140) / 200
    drawn = random.multinomial(2000, shares.ravel(), 4000).reshape(-1, 2, 2).astype(float)
    assert standard_error(shares * 2000) == pytest.approx(cohen_kappa(drawn).std(), rel=0.05)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=30))
def test_same_as_another_implementation(pairs):
    one, two = zip(*pairs, strict=True)
    found = np.zeros((3, 3))
    np.add.at(found, (one, two), 1)
    if len(set(one) | set(two)) == 1:
        assert np.isnan(cohen_kappa(found))
    else:
        assert cohen_kappa(found) == pytest.approx(cohen_kappa_score(one, two, labels=[0, 1, 2]))
        assert cohen_kappa(found.T) == cohen_kappa(found)
