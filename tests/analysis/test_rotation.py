from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from qualcode.analysis.rotation import expected_by_document, moved


def sparse(rows):
    return csr_array(np.array(rows, np.bool_))


def rotated(column, sizes):
    """All ways to rotate a column within documents of these sizes."""
    ends = np.cumsum(sizes)
    parts = [column[end - size : end] for end, size in zip(ends, sizes, strict=True)]
    for offsets in product(*map(range, sizes)):
        yield np.concatenate([np.roll(part, offset) for part, offset in zip(parts, offsets, strict=True)])


def exact(rows, sizes):
    """E and p over all rotations of the second column, one by one."""
    first, second = np.array(rows).T
    met = [int((first & turned).sum()) for turned in rotated(second, sizes)]
    mean = sum(met) / len(met)
    far = abs(int((first & second).sum()) - mean)
    return mean, sum(abs(one - mean) >= far - 1e-9 for one in met) / len(met)


documents = st.lists(
    st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=5), min_size=1, max_size=3
)


@settings(max_examples=15)
@given(made=documents)
def test_the_mean_and_p_of_all_rotations(made):
    rows, sizes = [row for one in made for row in one], [len(one) for one in made]
    document = np.repeat(np.arange(len(made)), sizes)
    mean, p = exact(rows, sizes)
    found = moved(sparse(rows), document, draws=600)
    assert found.expected[0, 1] == pytest.approx(mean)
    assert found.p[0, 1] == pytest.approx(p, abs=0.08)


def test_codes_stay_in_their_documents():
    rows = [[True, True]] * 5 + [[False, False]] * 5
    document = np.repeat([0, 1], 5)
    for permute in ("rotate", "shuffle"):
        found = moved(sparse(rows), document, draws=50, permute=permute)
        assert found.expected[0, 1] == 5, "no way to move them within a document changes a thing"
        assert found.p[0, 1] == 1


def test_a_document_without_units_changes_nothing():
    rows = [[True, False], [True, True], [False, True]]
    near, far = np.array([0, 0, 1]), np.array([0, 0, 4])
    assert (
        expected_by_document(sparse(rows), near).tolist() == expected_by_document(sparse(rows), far).tolist()
    )
    assert moved(sparse(rows), near, draws=20).p[0, 1] == pytest.approx(
        moved(sparse(rows), far, draws=20).p[0, 1]
    )


def test_runs_stay_whole_unless_they_are_shuffled():
    runs = np.arange(60) // 10 % 2 == 0
    rows = np.stack([runs, runs], axis=1)
    document = np.zeros(60, np.int64)
    assert moved(sparse(rows), document, draws=999).p[0, 1] > 0.05, (
        "six runs: one rotation in ten fits as well"
    )
    assert moved(sparse(rows), document, draws=999, permute="shuffle").p[0, 1] == 1 / 1000


def test_a_seed_gives_one_result():
    rows = np.random.default_rng(3).random((50, 4)) < 0.3
    document = np.repeat([0, 1], 25)
    first, again, other = (moved(sparse(rows), document, draws=99, seed=seed).p for seed in (1, 1, 2))
    assert first.tolist() == again.tolist() != other.tolist()


def test_nothing_coded():
    found = moved(sparse([[False, False]] * 3), np.zeros(3, np.int64), draws=9)
    assert found.p[0, 1] == 1
    assert moved(sparse(np.zeros((0, 2))), np.zeros(0, np.int64), draws=9).expected.tolist() == [
        [0, 0],
        [0, 0],
    ]


PREVALENCE, STAY = 0.05, 0.6
N_DOCUMENTS, N_UNITS, N_PAIRS = 20, 200, 25


def persistent(random):
    """Independent codes that stay for some units once they are there: (units, codes)."""
    n_codes = 2 * N_PAIRS
    begin = PREVALENCE * (1 - STAY) / (1 - PREVALENCE)
    chance = random.random((N_DOCUMENTS, N_UNITS, n_codes))
    states = [chance[:, 0] < PREVALENCE]
    for at in range(1, N_UNITS):
        states.append(chance[:, at] < np.where(states[-1], STAY, begin))
    return np.stack(states, axis=1).reshape(-1, n_codes)


def rejected(permute, seeds):
    """Share of pairs of independent codes with p <= .05."""
    document = np.repeat(np.arange(N_DOCUMENTS), N_UNITS)
    p = [
        moved(sparse(persistent(np.random.default_rng(seed))), document, seed=seed, permute=permute).p
        for seed in seeds
    ]
    return np.mean([one[2 * pair, 2 * pair + 1] <= 0.05 for one in p for pair in range(N_PAIRS)])


def test_independent_codes_that_persist_are_seldom_rejected():
    """200 seeded trials: 8 draws of 25 pairs that have nothing to do with each other."""
    assert rejected("rotate", range(8)) <= 0.10


def test_what_ignores_runs_rejects_them_too_often():
    assert rejected("shuffle", range(2)) > 0.10


def test_every_pair_is_tested_as_if_it_were_alone():
    rows = np.random.default_rng(5).random((40, 4)) < 0.3
    document = np.repeat([0, 1], 20)
    found = moved(sparse(rows), document, draws=99)
    for one, two in combinations(range(4), 2):
        alone = moved(sparse(rows[:, [one, two]]), document, draws=99)
        assert found.p[one, two] == alone.p[0, 1]
