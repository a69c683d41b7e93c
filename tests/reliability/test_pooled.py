import numpy as np
import pytest

from qualcode.reliability.cohen import cohen_kappa
from qualcode.reliability.pooled import pooled_kappa
from tests.reliability.material import table

THREE = np.stack([table(40, 10, 10, 140), table(5, 5, 5, 185), table(1, 4, 3, 192)])


def test_check_value_is_not_that_of_one_flat_table():
    assert f"{pooled_kappa(THREE, axis=0):.3f}" == "0.640"
    assert f"{cohen_kappa(THREE).mean():.3f}" == "0.471"
    assert f"{cohen_kappa(THREE.sum(axis=0)):.3f}" == "0.679"


def test_codes_that_nobody_used_change_nothing():
    unused = np.repeat(table(0, 0, 0, 200)[None], 30, axis=0)
    assert pooled_kappa(np.concatenate([THREE, unused]), axis=0) == pytest.approx(pooled_kappa(THREE, axis=0))
    assert np.isnan(pooled_kappa(unused, axis=0))


def test_codes_that_were_not_rated_are_left_out():
    rated = np.concatenate([THREE, np.zeros((2, 2, 2))])
    assert pooled_kappa(rated, axis=0) == pooled_kappa(THREE, axis=0)


def test_of_one_code_it_is_cohens_kappa():
    assert pooled_kappa(THREE[:1], axis=0) == pytest.approx(float(cohen_kappa(THREE[0])))
