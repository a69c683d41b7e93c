import numpy as np
import pytest
from hypothesis import given, settings

from qualcode.errors import UsageError
from qualcode.reliability.agreement import agreement
from qualcode.reliability.cohen import cohen_kappa
from qualcode.reliability.draws import weights
from qualcode.reliability.krippendorff import krippendorff_alpha
from qualcode.reliability.measures import AGAINST, ALPHA_U, MEASURES, RHO
from qualcode.reliability.ratings import Ratings, ratings
from qualcode.reliability.spans import Span, spans
from qualcode.reliability.sums import tables
from tests.reliability.material import profile_of, two
from tests.reliability.strategies import matrices

THREE = [(40, 10, 10, 140), (5, 5, 5, 185), (1, 4, 3, 192)]


def rated(counts, *, n_documents=1, codes="abcdefgh", coders=("li", "wu"), turn=None) -> Ratings:
    values = np.stack([two(*one) for one in counts], axis=2)
    document = np.arange(len(values)) % n_documents
    return ratings(values, document=document, coders=coders, codes=codes[: len(counts)], turn=turn)


def row(found, code, measure, coders=None):
    table = found.table[(found.table["code"] == code) & (found.table["measure"] == measure)]
    table = table if coders is None else table[table["coders"] == coders]
    assert len(table) == 1
    return table.iloc[0]


def test_check_values_per_code_and_over_codes():
    found = agreement(rated(THREE), draws=0)
    expected = {
        "percent_agreement": "0.900",
        "holsti": "0.800",
        "miles_huberman": "0.667",
        "composite_reliability": "0.889",
        "cohen_kappa": "0.733",
    }
    assert {name: f"{row(found, 'a', name)['value']:.3f}" for name in expected} == expected
    assert [f"{row(found, code, 'cohen_kappa')['value']:.3f}" for code in "bc"] == ["0.474", "0.205"]
    assert f"{row(found, '(mean)', 'cohen_kappa')['value']:.3f}" == "0.471"
    assert f"{row(found, '(pooled)', 'cohen_kappa')['value']:.3f}" == "0.640"


def test_codes_that_nobody_used_are_undefined_and_do_not_inflate_pooled_kappa():
    codes = [f"c{n}" for n in range(33)]
    found = agreement(rated([*THREE, *[(0, 0, 0, 200)] * 30], codes=codes), draws=0)
    assert f"{row(found, '(pooled)', 'cohen_kappa')['value']:.3f}" == "0.640"
    mean = row(found, "(mean)", "cohen_kappa")
    assert (f"{mean['value']:.3f}", mean["n_codes"], mean["note"]) == ("0.471", 3, "3 of 33 codes defined")
    assert row(found, "c9", "percent_agreement")["value"] == 1
    assert row(found, "c9", "gwet_ac1")["value"] == 1
    for name in ("cohen_kappa", "fleiss_kappa", "krippendorff_alpha"):
        assert np.isnan(row(found, "c9", name)["value"])
        assert row(found, "c9", name)["note"] == "undefined: everyone gave one value"
    assert row(found, "c9", "holsti")["note"] == "undefined: nobody gave the code"


def test_one_coder_never_uses_the_code():
    found = agreement(rated([(0, 12, 0, 188), (7, 0, 193, 0)]), draws=0)
    kappa = row(found, "a", "cohen_kappa")
    assert (kappa["value"], kappa["note"]) == (0, "wu never gave the code: κ is 0 whatever the other did")
    alpha = row(found, "a", "krippendorff_alpha")
    assert (f"{alpha['value']:.3f}", alpha["note"]) == ("-0.028", "wu never gave the code")
    always = row(found, "b", "cohen_kappa")
    assert (always["value"], always["note"]) == (
        0,
        "wu gave every unit the code: κ is 0 whatever the other did",
    )


def test_rows_stand_by_code_then_by_measure_and_say_what_they_rest_on():
    found = agreement(rated(THREE, n_documents=3), draws=0)
    assert found.table["code"].drop_duplicates().tolist() == ["a", "b", "c", "(mean)", "(pooled)"]
    assert found.table[found.table["code"] == "b"]["measure"].tolist() == [
        name for name in MEASURES if name not in (*AGAINST, ALPHA_U, RHO)
    ]
    assert set(found.table["N"]) == {200}
    assert set(found.table["n_documents"]) == {3}
    assert found.counts.iloc[0].tolist() == ["a", "li", "wu", 40, 10, 10, 140]
    assert (found.N, found.n_documents, found.n_codes) == (200, 3, 3)
    assert found.table["standard_error"].notna().sum() == 3


def test_three_coders_each_pair_and_all():
    values = np.array([[1, 1, 0], [0, 0, 0], [1, 0, -1], [1, 1, 1], [0, 1, 0]])
    given = ratings(values, document=[0, 0, 1, 1, 1], coders=["li", "wu", "qi"], codes=["a"])
    found = agreement(given, draws=0)
    pairs = [
        row(found, "a", "cohen_kappa", f"{one} || {two}")
        for one, two in ("li wu".split(), ("li", "qi"), ("wu", "qi"))
    ]
    together = row(found, "a", "cohen_kappa", "li || wu || qi")
    assert [pair["N"] for pair in pairs] == [5, 4, 4]
    assert together["value"] == pytest.approx(np.mean([pair["value"] for pair in pairs]))
    k = row(found, "a", "holsti", "li || wu || qi")["value"]
    assert row(found, "a", "composite_reliability")["value"] == pytest.approx(3 * k / (1 + 2 * k))
    assert (row(found, "a", "fleiss_kappa")["N"], row(found, "a", "krippendorff_alpha")["N"]) == (4, 5)
    expected = krippendorff_alpha(profile_of(np.where(values < 0, np.nan, values)))
    assert row(found, "a", "krippendorff_alpha")["value"] == pytest.approx(float(expected))


def test_mean_over_the_pairs_that_are_defined():
    values = np.array([[1, 0, 0], [0, 0, 0], [1, 0, 0]])
    given = ratings(values, document=[0, 0, 1], coders=["li", "wu", "qi"], codes=["a"])
    together = row(agreement(given, draws=0), "a", "cohen_kappa", "li || wu || qi")
    assert (together["value"], together["note"]) == (
        0,
        "mean of 2 of 3 pairs; wu never gave the code; qi never gave the code",
    )


def test_nothing_to_compare():
    given = ratings([[1, -1], [-1, 0]], document=[0, 1], coders=["li", "wu"], codes=["a"])
    found = agreement(given, draws=5)
    assert found.table["value"].isna().all()
    assert set(found.table["note"]) == {
        "undefined: no unit was rated by two coders",
        "undefined: no unit was rated by all coders",
    }
    assert (found.N, found.n_documents) == (0, 0)


@pytest.mark.parametrize(("reference", "coders"), [("li", "li || wu"), ("wu", "wu || li")])
def test_against_a_reference(reference, coders):
    found = agreement(rated([(6, 4, 2, 88), (0, 3, 0, 97)]), reference=reference, draws=0)
    names = ("precision", "recall", "f1")
    expected = (6 / 8, 6 / 10) if reference == "li" else (6 / 10, 6 / 8)
    assert [row(found, "a", name, coders)["value"] for name in names] == pytest.approx([*expected, 12 / 18])
    note = row(found, "b", "precision" if reference == "li" else "recall")["note"]
    assert note == "undefined: wu gave the code to no unit"


def test_a_reference_among_several_coders_is_compared_with_each():
    given = ratings([[1, 1, 0], [0, 1, 1]], document=[0, 0], coders=["li", "wu", "qi"], codes=["a"])
    found = agreement(given, measures=["recall"], reference="wu", draws=0)
    assert found.table["coders"].tolist() == ["wu || li", "wu || qi"]
    assert found.table["value"].tolist() == [0.5, 0.5]


def test_figures_over_codes_leave_out_codes_above_others():
    found = agreement(rated(THREE), parents={"b": "a", "c": "a"}, draws=0)
    kappas = [row(found, code, "cohen_kappa")["value"] for code in "bc"]
    mean = row(found, "(mean)", "cohen_kappa")
    assert mean["value"] == pytest.approx(np.mean(kappas))
    assert mean["note"] == "2 of 2 codes defined; 1 left out that stand above other codes"
    assert found.n_codes == 2


def test_one_code_has_no_figures_over_codes():
    assert set(agreement(rated(THREE[:1]), draws=0).table["code"]) == {"a"}


def test_intervals_are_those_of_recomputing_every_draw():
    given = rated(THREE, n_documents=12)
    found = agreement(given, draws=40, seed=7)
    for at, code in enumerate(given.codes):
        drawn = []
        for weight in list(weights(12, draws=40, seed=7))[1]:
            units = np.concatenate(
                [np.flatnonzero(given.document == n) for n in range(12) for _ in range(int(weight[n]))]
            )
            drawn.append(float(cohen_kappa(tables(given.values[units], [(0, 1)])[0, at, 0])))
        defined = [kappa for kappa in drawn if not np.isnan(kappa)]
        kappa = row(found, code, "cohen_kappa")
        assert (kappa["low"], kappa["high"]) == pytest.approx(tuple(np.quantile(defined, [0.025, 0.975])))
        assert kappa["undefined_draws"] == 40 - len(defined)


def test_undefined_draws_are_counted():
    found = agreement(rated([(1, 0, 0, 199), *THREE[:1]], n_documents=12), draws=100)
    kappa = row(found, "a", "cohen_kappa")
    assert 20 < kappa["undefined_draws"] < 50
    assert (kappa["low"], kappa["high"]) == (1, 1)


def test_it_says_what_was_drawn():
    assert agreement(rated(THREE, n_documents=12), draws=20, seed=3).remark == (
        "95 % percentile intervals, 20 bootstrap draws of documents, seed 3."
    )
    few = agreement(rated(THREE, n_documents=4, turn=np.arange(200)), draws=20)
    assert few.over == "turns"
    assert few.remark == (
        "95 % percentile intervals, 20 bootstrap draws of turns, seed 1: with fewer than 10 documents, "
        "how much they differ is not in them."
    )
    by_unit = agreement(rated(THREE, n_documents=4), draws=20)
    assert by_unit.over == "units"
    assert by_unit.remark_zh == (
        "95% 百分位置信区间，按单元自助抽样 20 次，随机种子 1；文档少于 10 份，区间不含文档之间的差异。"
    )
    assert agreement(rated(THREE), draws=0).remark == "No intervals were asked for."


def test_alpha_u_stands_among_the_measures_where_the_codings_are_given():
    given = rated(THREE[:2])
    whole = spans(
        [Span(0, coder, 0, 2, 6) for coder in (0, 1)], length=[20], coders=given.coders, codes=given.codes
    )
    found = agreement(given, whole, measures=["alpha_u", "holsti"], draws=0)
    assert found.table[["code", "measure"]].to_numpy().tolist() == [
        ["a", "holsti"],
        ["a", "alpha_u"],
        ["b", "holsti"],
        ["b", "alpha_u"],
        ["(mean)", "holsti"],
        ["(all)", "alpha_u"],
    ]
    assert row(found, "a", "alpha_u")["value"] == 1
    assert np.isnan(row(found, "b", "alpha_u")["value"])


def test_the_seed_decides():
    one, two_, three = (agreement(rated(THREE, n_documents=12), draws=30, seed=seed) for seed in (1, 1, 2))
    assert one.table.equals(two_.table)
    assert not one.table["low"].equals(three.table["low"])


@pytest.mark.parametrize("more", [{"reference": "qi"}, {"draws": -1}, {"measures": ["kappa"]}])
def test_what_cannot_be_is_refused(more):
    with pytest.raises(UsageError):
        agreement(rated(THREE), **more)


@settings(max_examples=40)
@given(matrices())
def test_order_of_coders_and_units_changes_no_number_of_all_coders(values):
    n_units, n_coders = values.shape
    names = [f"coder {n}" for n in range(n_coders)]

    def together(order, names):
        given = ratings(
            values[order][:, [int(n[-1]) for n in names]], document=order, coders=names, codes=["a"]
        )
        table = agreement(given, draws=0).table
        return table[table["coders"] == " || ".join(names)]["value"].to_numpy()

    turned = together(np.arange(n_units)[::-1], names[::-1])
    assert together(np.arange(n_units), names) == pytest.approx(turned, nan_ok=True)


def test_it_says_who_was_compared():
    assert (
        repr(agreement(rated(THREE, n_documents=3), draws=0))
        == "<Agreement: li, wu on 200 units in 3 documents>"
    )
