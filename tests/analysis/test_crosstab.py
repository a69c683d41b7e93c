import math

import numpy as np
import pytest
from scipy import stats

from qualcode.analysis.crosstab import CrosstabOptions, crosstab_columns
from qualcode.analysis.crosstab_chance import chances, clustered_p, residuals
from qualcode.analysis.crosstab_counts import Clusters, Table, count, without_value
from qualcode.analysis.values import values_of
from qualcode.codebook.model import Code, Codebook
from qualcode.errors import UsageError
from qualcode.rules.parse import parse
from qualcode.text.document import Speaker
from tests.analysis.units import units_over
from tests.coding.made import Interview, Turn, at, codebook

FLAT = codebook("a", "b", "c", languages=("en",))


def talk(number, site, sentences, **attributes):
    """An interview of one person."""
    return Interview(
        f"d{number}",
        (Turn(0, tuple(sentences)),),
        (Speaker("A", attributes=attributes),),
        attributes={"site": site},
    )


def sites(*shares):
    """Interviews at sites L, M, L, M, …: of n sentences the first k have code a; (k, n) each."""
    return [talk(i, "LM"[i % 2], [at(0)] * k + [at()] * (n - k)) for i, (k, n) in enumerate(shares)]


def crossed(made, by="site", codes=FLAT, coding_unit="sentence", count_by=None, rollup=False, **options):
    units = units_over(made, coding_unit, count_by, rollup, codes=codes)
    return crosstab_columns(units, codes, CrosstabOptions(by, **options))


def rows(columns, *names):
    return list(zip(*(columns[name] for name in names), strict=True))


def test_cells_by_hand():
    found = crossed(sites((3, 10), (1, 20), (5, 10))).cells
    assert ",".join(found) == "code,name,by,value,n_units,N,share,residual,counted_by,population,note"
    assert rows(found, "code", "value", "n_units", "N", "share")[:3] == [
        ("a", "L", 8, 20, 0.4), ("a", "M", 1, 20, 0.05), ("b", "L", 0, 20, 0),
    ]  # fmt: skip
    residual = (8 - 9 * 20 / 40) / math.sqrt(9 * 20 / 40 * (1 - 9 / 40) * (1 - 20 / 40))
    assert found["residual"][:4] == pytest.approx([residual, -residual, None, None])
    assert found["counted_by"] == ["sentence"] * 6


def test_residuals_of_a_published_form():
    """For 2 x 2 the squared residual is the chi-square of the table."""
    table = Table(("x", "y"), np.array([[40], [10]]), np.array([[100], [100]]), np.array([True]), None, 0, 0)
    expected = stats.contingency.chi2_contingency([[40, 60], [10, 90]], correction=False).statistic
    assert residuals(table)[0, 0] ** 2 == pytest.approx(expected)


def test_a_test_for_each_code():
    found = crossed(sites((13, 40), (9, 80), (15, 40))).tests
    assert ",".join(found) == (
        "code,name,by,n_units,N,n_values,chi2,df,p,test,cramers_v,q,p_cluster,n_clusters,clustered_by,"
        "counted_by,population,note"
    )
    expected = stats.contingency.chi2_contingency([[28, 52], [9, 71]], correction=False)
    first = {name: cells[0] for name, cells in found.items()}
    assert first["chi2"] == pytest.approx(expected.statistic)
    assert first["p"] == first["q"] == pytest.approx(expected.pvalue)
    assert first["cramers_v"] == pytest.approx(math.sqrt(expected.statistic / 160))
    assert (first["n_units"], first["N"], first["n_values"], first["df"], first["test"]) == (
        37,
        160,
        2,
        1,
        "chi2",
    )
    assert (first["p_cluster"], first["n_clusters"], first["clustered_by"]) == (None, 3, "document")
    assert first["note"] == "no p_cluster: fewer than 6"
    assert rows(found, "chi2", "p", "test", "cramers_v", "q")[1] == (None, None, "", None, None)
    assert found["note"][1] == "in no unit || no p_cluster: fewer than 6"


def test_small_expected_numbers_are_tested_exactly():
    found = crossed(sites((3, 10), (0, 20), (2, 10))).tests
    assert found["test"][0] == "fisher"
    assert found["p"][0] == pytest.approx(stats.fisher_exact([[5, 15], [0, 20]]).pvalue)
    assert found["chi2"][0] is not None


def test_small_expected_numbers_of_three_values_are_tested_by_drawing():
    made = [
        talk(i, site, [at(0)] * k + [at()] * (8 - k))
        for i, (site, k) in enumerate([("x", 4), ("y", 0), ("z", 1)])
    ]
    found = crossed(made, draws=20_000).tests
    assert (found["test"][0], found["df"][0]) == ("permutation", 2)
    random, drawn = np.random.default_rng(0), 0
    pool = np.repeat([0, 1, 2], 8)
    for _ in range(4000):
        k = np.bincount(random.choice(pool, 5, replace=False), minlength=3)
        drawn += (
            stats.contingency.chi2_contingency([k, 8 - k], correction=False).statistic
            >= found["chi2"][0] - 1e-9
        )
    assert found["p"][0] == pytest.approx(drawn / 4000, abs=0.02)
    assert crossed(made, draws=99, seed=3).tests["p"] == crossed(made, draws=99, seed=3).tests["p"]


def test_whole_interviews_are_permuted():
    """Three of six interviews have a site; all 20 ways to choose them are as likely."""
    made = sites(*[(6, 10), (1, 10)] * 3)
    found = crossed(made, draws=5000).tests
    assert found["p"][0] < 0.001
    assert found["p_cluster"][0] == pytest.approx(2 / 20, abs=0.02), "the observed way and its mirror"
    assert (found["n_clusters"][0], found["clustered_by"][0], found["note"][0]) == (6, "document", "")


def test_values_carried_by_speakers_and_by_cases():
    guests = [Speaker(name, attributes={"sex": sex}) for name, sex in zip("ABCDEF", "fmfmfm", strict=True)]
    panel = Interview("d", tuple(Turn(i, (at(0), at())) for i in range(6)), tuple(guests))
    found = crossed([panel], "sex").tests
    assert (found["n_clusters"][0], found["clustered_by"][0]) == (6, "speaker")
    twice = [talk(i, "LLM"[i % 3], [at(0), at()], case=f"P{i % 3}") for i in range(6)]
    found = crossed(twice).tests
    assert (found["n_clusters"][0], found["clustered_by"][0]) == (3, "case")
    by_document = crossed([talk(i, "LM"[i % 2], [at(0), at()], case="P") for i in range(6)]).tests
    assert (by_document["n_clusters"][0], by_document["clustered_by"][0]) == (6, "document")


def test_where_each_carrier_has_its_own_value_there_is_nothing_to_permute():
    found = crossed(sites(*[(6, 10), (1, 10)] * 3), "document").tests
    assert found["p_cluster"] == [None] * 3
    assert found["note"][0] == "no p_cluster: each document has its own value"


def test_permuted_clusters_by_counting():
    """Clusters of unequal size; every order of the values once, against the drawn ones."""
    from itertools import permutations

    from qualcode.analysis.significance import chi_square

    value, has, sizes = (
        np.array([0, 0, 0, 1, 1, 1]),
        np.array([5, 2, 1, 0, 1, 3]),
        np.array([9, 4, 7, 8, 3, 6]),
    )
    clusters = Clusters("document", value, has[:, None], sizes[:, None])

    def statistic(order):
        held = [np.array(order) == one for one in (0, 1)]
        return float(chi_square([has[one].sum() for one in held], [sizes[one].sum() for one in held]))

    every = [statistic(order) for order in permutations(value.tolist())]
    exact = np.mean([one >= statistic(value) - 1e-9 for one in every])
    found = clustered_p(clusters, np.array([True]), draws=8000, seed=1)
    assert found[0] == pytest.approx(exact, abs=0.02)
    assert np.isnan(clustered_p(clusters, np.array([False]), draws=9, seed=1)[0])


def test_codes_whose_rules_use_the_attribute_are_not_tested():
    codes = Codebook((Code("a", rules=(parse("house AND where:site=L"),)), Code("b"), Code("c")))
    found = crossed(sites((3, 10), (0, 20)), codes=codes)
    assert rows(found.tests, "p", "q", "p_cluster", "note")[0] == (
        None, None, None, "by rule || no p_cluster: fewer than 6",
    )  # fmt: skip
    assert found.tests["chi2"][0] is not None
    assert found.cells["note"][1:3] == ["by rule", "in no unit"], "why the residual is empty"


def test_those_without_a_value_are_named_and_left_out():
    half = Interview(
        "d7",
        (Turn(0, (at(0),)), Turn(1, (at(0), at(0))), Turn(-1, (at(),))),
        (Speaker("A", attributes={"site": "L"}), Speaker("B")),
    )
    found = crossed([*sites((3, 10), (0, 20)), half, talk(8, "", [at(0)])])
    assert found.without == ("d7: B", "d7", "d8")
    assert found.tests["N"][0] == 31
    assert found.tests["note"][0] == "no p_cluster: fewer than 6 || 4 without site left out"
    assert found.cells["note"][0] == "4 without site left out"


def test_units_documents_or_people():
    made = [
        *sites((3, 10), (0, 20), (2, 10), (4, 5)),
        talk(9, "L", [at(1)], case="P"),
        talk(10, "L", [at(0)], case="P"),
    ]
    by_unit, by_document, by_case = (
        crossed(made).cells,
        crossed(made, count_by="document").cells,
        crossed(made, by_case=True).cells,
    )
    assert rows(by_unit, "n_units", "N")[:2] == [(6, 22), (4, 25)]
    assert rows(by_document, "n_units", "N", "counted_by")[:2] == [(3, 4, "document"), (1, 2, "document")]
    assert rows(by_case, "n_units", "N", "counted_by")[:2] == [(3, 3, "case"), (1, 2, "case")]


def test_a_unit_of_people_of_several_values_counts_for_each():
    pair = Interview(
        "d", (Turn(0, (at(0),)), Turn(1, (at(1),))), (Speaker("A", role="head"), Speaker("B")), attributes={}
    )
    found = crossed([pair], "role", count_by="document")
    assert rows(found.cells, "code", "value", "n_units", "N")[:4] == [
        ("a", "head", 1, 1), ("a", "participant", 0, 1), ("b", "head", 0, 1), ("b", "participant", 1, 1),
    ]  # fmt: skip
    assert found.cells["note"][0] == "1 times another value in the same unit"


def test_one_value_only():
    found = crossed([talk(0, "L", [at(0), at()])]).tests
    assert rows(found, "n_values", "chi2", "df", "p", "q")[0] == (1, None, None, None, None)
    assert found["note"][0].startswith("one value only")


def test_a_value_outside_all_units_has_no_cell():
    """What is said before the first question is in no exchange."""
    asks = Speaker("I", role="interviewer")
    one = Interview(
        "d",
        (Turn(1, (at(0),)), Turn(0, (at(),)), Turn(2, (at(0),))),
        (asks, Speaker("A", role="x"), Speaker("B")),
    )
    units = units_over([one], count_by="exchange", codes=FLAT)
    table = count(units, values_of(units, "role"))
    assert table.names == ("participant",)
    assert table.sizes.tolist() == [[1, 1, 1]]
    assert table.clusters.value.tolist() == [0]


def test_nobody_speaks():
    found = crossed([])
    assert found.cells["code"] == []
    assert found.tests["N"] == [0] * 3
    assert found.without == ()


def test_what_is_refused():
    with pytest.raises(UsageError, match="nobody has an attribute 'size'"):
        crossed(sites((1, 2)), "size")
    with pytest.raises(UsageError, match="no names in 'fr'"):
        crossed(sites((1, 2)), lang="fr")


def test_p_of_a_code_in_all_units_is_undefined():
    table = Table(("x", "y"), np.array([[4], [5]]), np.array([[4], [5]]), np.array([True]), None, 0, 0)
    found = chances(table, np.array([True]), draws=9, seed=1)
    assert np.isnan(found.p[0])
    assert found.test == [""]


def test_who_has_no_value():
    units = units_over([talk(1, "", [at()]), talk(2, "L", [at()])], codes=FLAT)
    assert without_value(units, values_of(units, "site")) == ("d1",)
