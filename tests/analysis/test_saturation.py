import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from qualcode.analysis import saturation as pure
from qualcode.errors import UsageError
from tests.analysis.frames import framed


def saturation(**options):
    return framed(pure.saturation(**options))


PUBLISHED = ["abc", "cd", "e", "af", "g", "a", "b", "c"]


def saturated(texts, letters="abcdefg", **options):
    """Saturation of documents written as texts of one-letter codes, a unit a letter."""
    rows = [(number, letter) for number, text in enumerate(texts) for letter in text]
    has = np.zeros((len(rows), len(letters)), bool)
    for unit, (_, letter) in enumerate(rows):
        has[unit, letters.index(letter)] = True
    return saturation(
        has=csr_array(has),
        document=np.array([number for number, _ in rows], np.int64),
        codes=list(letters),
        documents=[f"talk {number + 1}" for number in range(len(texts))],
        **options,
    )


def test_published_value():
    found = saturated(PUBLISHED, ordered_by="date")
    assert (found.n_base, found.point, found.reached) == (6, "5+2", 5)
    assert found.runs["run"].tolist() == ["5-6", "6-7", "7-8"]
    assert found.runs["n_new"].tolist() == [1, 0, 0]
    assert found.runs["ratio"].tolist() == pytest.approx([1 / 6, 0, 0])
    assert found.runs["saturated"].tolist() == [False, True, True]
    assert found.ordered_by == "date"


def test_a_wider_threshold_is_reached_sooner():
    assert saturated(PUBLISHED, threshold=1 / 6).point == "4+2"
    assert saturated(PUBLISHED, run=1).point == "5+1"
    assert saturated(PUBLISHED, run=1).runs["run"].tolist() == ["5", "6", "7", "8"]


def test_the_curve():
    curve = saturated(PUBLISHED, "abcdefgx").curve
    assert curve["n_codes"].tolist() == [3, 2, 1, 2, 1, 1, 1, 1]
    assert curve["n_new"].tolist() == [3, 1, 1, 1, 1, 0, 0, 0]
    assert curve["n_seen"].tolist() == [3, 4, 5, 6, 7, 7, 7, 7]
    assert curve["share_seen"].tolist()[-1] == 1, "of the codes that occur"
    assert curve["new_codes"].tolist()[:3] == ["a || b || c", "d", "e"]
    assert curve["document"].tolist()[0] == "talk 1"


def test_another_order_of_reading():
    found = saturated(PUBLISHED, order=[4, 0, 1, 2, 3, 5, 6, 7])
    assert found.curve["document"].tolist()[:2] == ["talk 5", "talk 1"]
    assert found.n_base == 6
    assert found.runs["n_new"].tolist() == [1, 0, 0]


def test_not_reached():
    assert saturated(["a", "b", "c", "d", "e", "f", "g"]).point == "not reached"
    assert saturated(["a", "b"]).point == "not reached", "fewer documents than base and run"
    assert len(saturated(["a", "b"]).runs) == 0
    assert saturated([]).point == "not reached"


def test_a_base_without_codes_has_no_ratio():
    found = saturated(["", "", "", "", "a", "", "", ""])
    assert found.runs["ratio"].isna().all()
    assert set(found.runs["note"]) == {"ratio undefined: no code in the base"}
    assert found.point == "not reached"
    assert saturated(["", ""]).curve["share_seen"].isna().all()


def test_all_orders_of_few_documents():
    """Drawn orders come close to the exact shares over all orders."""
    texts, base, run = ["ab", "a", "b", "ac", ""], 2, 1
    points = []
    for order in itertools.permutations(range(5)):
        seen = [len(set().union(*(texts[i] for i in order[: n + 1]))) for n in range(5)]
        runs = [i for i in range(base, 5) if seen[base - 1] and seen[i] - seen[i - 1] == 0]
        points.append(runs[0] if runs else math.inf)
    found = saturated(texts, base=base, run=run, threshold=0, orders=20_000).orders
    assert found.share_not_reached == pytest.approx(np.isinf(points).mean(), abs=0.01)
    assert found.median == sorted(points)[59]
    assert found.p90 == sorted(points)[107]


def test_random_orders_are_the_same_for_a_seed():
    one, same, other = (saturated(PUBLISHED, seed=seed).orders for seed in (3, 3, 4))
    assert one == same
    assert (one.n, one.seed) == (1000, 3)
    assert one.share_not_reached != other.share_not_reached
    assert math.isnan(one.median), "most orders of these eight do not saturate"
    assert 4 <= saturated(PUBLISHED, threshold=0.2).orders.median <= 6


def test_orders_are_worked_on_in_pieces(monkeypatch):
    whole = saturated(PUBLISHED, orders=50).orders
    monkeypatch.setattr("qualcode.analysis.saturation._CELLS", 24)
    assert saturated(PUBLISHED, orders=50).orders == whole


def test_orders_that_never_saturate_make_the_median_undefined():
    found = saturated(["a", "b", "c", "d", "e", "f", "g"], orders=40).orders
    assert math.isnan(found.median)
    assert found.share_not_reached == 1
    none = saturated(PUBLISHED, orders=0).orders
    assert none.n == 0
    assert math.isnan(none.share_not_reached)


@pytest.mark.parametrize(
    "options", [{"base": 0}, {"run": 0}, {"order": [0, 0, 1, 2, 3, 4, 5, 6]}, {"order": [0]}]
)
def test_what_cannot_be_asked(options):
    with pytest.raises(UsageError):
        saturated(PUBLISHED, **options)


@given(st.lists(st.sets(st.integers(0, 140)), min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_more_codes_than_a_machine_word_and_any_order_of_them(talks, random):
    order = random.sample(range(150), 150)
    rows = [(number, code) for number, talk in enumerate(talks) for code in sorted(talk)]
    dense = np.zeros((len(rows), 150), bool)
    dense[np.arange(len(rows)), [code for _, code in rows]] = True
    options = {
        "document": np.array([number for number, _ in rows], np.int64),
        "documents": [str(number) for number in range(len(talks))],
        "base": 1,
        "orders": 5,
    }
    codes = [f"{code}" for code in range(150)]
    plain = saturation(has=csr_array(dense), codes=codes, **options)
    mixed = saturation(has=csr_array(dense[:, order]), codes=[codes[i] for i in order], **options)
    counts = ["n_codes", "n_new", "n_seen"]
    assert plain.curve[counts].equals(mixed.curve[counts])
    assert plain.runs.equals(mixed.runs)
    assert plain.curve["n_seen"].tolist() == [len(set().union(*talks[: n + 1])) for n in range(len(talks))]
    assert plain.reached == mixed.reached
    assert repr(plain.orders) == repr(mixed.orders)
