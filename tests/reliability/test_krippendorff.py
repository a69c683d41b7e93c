import numpy as np
import pytest
from hypothesis import given

from qualcode.errors import UsageError
from qualcode.reliability.krippendorff import Scale, krippendorff_alpha, krippendorff_alpha_of
from tests.reliability.material import alpha_by_loop, krippendorff, profile_of, two
from tests.reliability.strategies import matrices


def test_four_coders_with_missing_ratings():
    assert f"{krippendorff_alpha(profile_of(krippendorff(), 5)):.3f}" == "0.743"


@pytest.mark.parametrize(
    ("scale", "alpha"),
    [("nominal", "0.743"), ("ordinal", "0.815"), ("interval", "0.849"), ("ratio", "0.797")],
)
def test_the_same_as_ranks_and_measurements(scale: Scale, alpha: str):
    assert f"{krippendorff_alpha_of(krippendorff() + 1, scale):.3f}" == alpha


def test_a_scale_that_is_none_and_ratings_that_tell_nothing():
    with pytest.raises(UsageError, match="there is no scale 'rank'"):
        krippendorff_alpha_of([[1, 2]], "rank")  # type: ignore[arg-type]
    assert np.isnan(krippendorff_alpha_of([[1, 1], [1, 1]], "ordinal"))
    assert np.isnan(krippendorff_alpha_of([[1, np.nan], [np.nan, 2]], "interval"))


def test_two_coders_of_ten_units():
    values = np.array([[int(sign) for sign in row] for row in ("1100000000", "0110010100")]).T
    assert f"{krippendorff_alpha(profile_of(values)):.3f}" == "0.095"


def test_three_values():
    counts = {(0, 0): 13, (1, 1): 20, (1, 2): 7, (2, 1): 4, (2, 2): 56}
    values = np.repeat(list(counts), list(counts.values()), axis=0)
    assert f"{krippendorff_alpha(profile_of(values, 3)):.3f}" == "0.797"


def test_one_coder_never_uses_the_code_is_slightly_below_zero():
    assert f"{krippendorff_alpha(profile_of(two(0, 12, 0, 188))):.3f}" == "-0.028"


def test_undefined_where_everyone_gives_one_value_or_nothing_is_compared():
    assert np.isnan(krippendorff_alpha(profile_of(np.zeros((9, 2)))))
    assert np.isnan(krippendorff_alpha(profile_of([[1, np.nan], [np.nan, 0]])))


@given(matrices(q=3))
def test_same_as_the_definition_by_loops(values):
    assert krippendorff_alpha(profile_of(values, 3)) == pytest.approx(alpha_by_loop(values), nan_ok=True)


@given(matrices())
def test_possible_values_that_nobody_gave_change_nothing(values):
    few, many = krippendorff_alpha(profile_of(values, 2)), krippendorff_alpha(profile_of(values, 4))
    assert few == pytest.approx(many, nan_ok=True)
