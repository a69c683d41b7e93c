from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.project.teams.dividing import EVEN, UNEVEN, Division, Talk, drawn


def talks(*parts):
    """(stratum, words of each document) as documents `a0`, `a1`, …"""
    return [Talk(f"{key}{at}", (key[0], key), n) for key, sizes in parts for at, n in enumerate(sizes)]


MANY = talks(("zr", [100] * 8), ("zs", [100] * 4), ("er", [100] * 4))


def strata(names):
    return Counter(name[:2] for name in names)


def test_each_stratum_gives_its_share():
    free = [one.document for one in MANY]
    for seed in range(5):
        sample = drawn(MANY, number=4, already=(), free=free, seed=seed)
        assert strata(sample) == {"zr": 2, "zs": 1, "er": 1}
    assert len({drawn(MANY, number=4, already=(), free=free, seed=seed) for seed in range(5)}) == 5


def test_remainders_are_rounded_level_by_level():
    """Five strata of one document each: two languages still have their shares."""
    alone = [Talk(f"{key}{n}", (key, str(n)), 1) for key, size in (("z", 6), ("e", 2)) for n in range(size)]
    for seed in range(9):
        sample = drawn(alone, number=4, already=(), free=[one.document for one in alone], seed=seed)
        assert Counter(name[0] for name in sample) == {"z": 3, "e": 1}


def test_what_was_drawn_before_counts():
    free = [one.document for one in MANY if one.document not in ("zr0", "zr1", "zr2")]
    sample = drawn(MANY, number=6, already=("zr0", "zr1", "zr2"), free=free, seed=1)
    assert strata(sample) == {"zs": 2, "er": 1} or strata(sample) == {"zs": 1, "er": 2}
    assert drawn(MANY, number=3, already=("zr0", "zr1", "zr2"), free=free, seed=1) == ()
    assert len(drawn(MANY, number=99, already=(), free=free, seed=1)) == len(free)


def test_words_are_even_and_strata_are_spread():
    some = talks(("zr", [900, 500, 400, 300, 200, 100]), ("er", [50, 50]))
    division = Division(["li", "zhang"], seed=1)
    single = division.divide(some, {})
    assert division.words == {"li": 1250, "zhang": 1250}
    assert sorted(single[name] for name in ("er0", "er1")) == ["li", "zhang"]


def test_who_has_begun_goes_on_and_who_has_much_gets_little():
    division = Division(["li", "zhang"], seed=1)
    division.give(Talk("old", ("z", "zr"), 1000), "li")
    single = division.divide(talks(("zr", [300, 300, 300])), {"zr2": {"li"}, "zr0": {"wu"}})
    assert single == {"zr0": "zhang", "zr1": "zhang", "zr2": "li"}


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["zr", "zs", "er"]), st.integers(1, 5000)), max_size=25),
    st.integers(1, 4),
    st.integers(0, 3),
)
def test_every_document_has_a_coder_and_nothing_more_would_make_it_even(sizes, n, seed):
    some = [Talk(f"{key}{at}", (key[0], key), words) for at, (key, words) in enumerate(sizes)]
    coders = [f"c{at}" for at in range(n)]
    division = Division(coders, seed=seed)
    single = division.divide(reversed(some), {})
    assert single == Division(coders, seed=seed).divide(some, {})
    assert set(single) == {one.document for one in some}
    loads = {coder: sum(one.words for one in some if single[one.document] == coder) for coder in coders}
    assert {coder: division.words[coder] for coder in coders} == loads
    gap, mean = max(loads.values()) - min(loads.values()), sum(loads.values()) / n
    most = max(loads, key=loads.__getitem__)
    mine = [one.words for one in some if single[one.document] == most]
    assert gap <= UNEVEN * mean or min(mine) >= gap
    assert EVEN < UNEVEN
