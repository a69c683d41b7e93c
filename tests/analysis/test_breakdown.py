import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.breakdown import frequency_by, frequency_by_columns
from qualcode.errors import UsageError
from qualcode.text.document import Speaker
from tests.analysis.units import units_over
from tests.coding import naive
from tests.coding.made import KINDS, Interview, Turn, at, codebook
from tests.coding.test_sums import BOOK, interviews, sums_over

TREE = codebook("a", "b<a", "c", languages=("en",))
MADE = (
    Interview(
        "d",
        (Turn(0, (at(2),)), Turn(1, (at(1), at(1, 2), at())), Turn(2, (at(1),)), Turn(-1, (at(),))),
        (
            Speaker("I", role="interviewer"),
            Speaker("A", role="head", attributes={"sex": "f"}),
            Speaker("B", attributes={"sex": "m"}),
        ),
        "en",
    ),
    Interview("e", (Turn(0, (at(0), at())),), (Speaker("C", attributes={"sex": "f"}),), "zh", words=10),
)


def table(by, **options):
    return frequency_by_columns(units_over(MADE, codes=TREE, **options), TREE, by)


def rows(found, *names):
    return list(zip(*(found[name] for name in names), strict=True))


def test_a_row_for_each_code_and_value():
    found = table("sex")
    assert ",".join(found) == (
        "code,name,by,value,n_codings,n_units,n_documents,N,share_units,per_1000_words,per_1000_characters,"
        "counted_by,population,note"
    )
    assert rows(found, "code", "value", "n_codings", "n_units", "n_documents", "N", "share_units") == [
        ("a", "f", 1, 1, 1, 5, 0.2), ("a", "m", 0, 0, 0, 1, 0), ("a", "", 0, 0, 0, 1, 0),
        ("b", "f", 2, 2, 1, 5, 0.4), ("b", "m", 1, 1, 1, 1, 1), ("b", "", 0, 0, 0, 1, 0),
        ("c", "f", 1, 1, 1, 5, 0.2), ("c", "m", 0, 0, 0, 1, 0), ("c", "", 0, 0, 0, 1, 0),
    ]  # fmt: skip
    assert found["per_1000_words"][3:6] == [1000 * 2 / 12, 1000 * 1 / 4, 0]
    assert found["per_1000_characters"][:3] == [1000 * 1 / 20, None, None]
    assert found["note"][:3] == ["", "no Chinese document", "without a value || no Chinese document"]
    assert found["by"] == ["sex"] * 9
    assert found["counted_by"] == ["sentence"] * 9
    assert found["population"] == ["speakers!=interviewer"] * 9


def test_codings_are_summed_under_rollup_and_units_are_not():
    found = table("sex", count_by="document", rollup=True)
    assert rows(found, "code", "value", "n_codings", "n_units", "N")[:3] == [
        ("a", "f", 3, 2, 2), ("a", "m", 1, 1, 1), ("a", "", 0, 0, 1),
    ]  # fmt: skip


def test_a_unit_of_several_people_counts_for_each():
    found = table("role", coding_unit="document")
    assert rows(found, "code", "value", "n_codings", "n_units", "N")[2:4] == [
        ("b", "head", 1, 1, 1), ("b", "participant", 1, 1, 2),
    ]  # fmt: skip


def test_the_frame_has_undefined_numbers_as_nan():
    found = frequency_by(units_over(MADE, codes=TREE), TREE, "sex")
    assert found["per_1000_characters"].isna().tolist() == [False, True, True] * 3


def test_what_is_refused():
    with pytest.raises(UsageError, match="no names in 'fr'"):
        frequency_by_columns(units_over(MADE, codes=TREE), TREE, "sex", lang="fr")
    with pytest.raises(UsageError, match="nobody has an attribute 'size'"):
        table("size")


def test_nobody_speaks():
    assert frequency_by_columns(units_over([], codes=TREE), TREE, "sex")["code"] == []


coarse = st.tuples(st.sampled_from(KINDS), st.sampled_from(KINDS)).filter(
    lambda pair: KINDS.index(pair[0]) <= KINDS.index(pair[1])
)


@settings(max_examples=60)
@given(made=interviews(), way=coarse, rollup=st.booleans())
def test_documents_add_up_to_the_whole(made, way, rollup):
    found = frequency_by_columns(units_over(made, *way, rollup), BOOK, "document")
    sums = sums_over(made, *way, rollup)
    for code, name in enumerate(code.id for code in BOOK.codes):
        mine = [
            row for row in rows(found, "code", "n_codings", "n_units", "n_documents", "N") if row[0] == name
        ]
        totals = [sum(column) for column in list(zip(*mine, strict=True))[1:]] if mine else [0] * 4
        assert totals == [
            sums.n_codings[:, code].sum(), sums.n_units[:, code].sum(), sums.n_documents[code], sums.units.sum(),
        ]  # fmt: skip


@settings(max_examples=60)
@given(made=interviews(), count_by=st.sampled_from(KINDS), rollup=st.booleans())
def test_each_speaker_is_a_population_of_its_own(made, count_by, rollup):
    found = frequency_by_columns(units_over(made, "sentence", count_by, rollup), BOOK, "speaker")
    families = naive.families(BOOK, rollup)
    assert len(found["code"]) == len(BOOK.codes) * len({*found["value"]})
    for code, value, n_codings, n_units, n in rows(found, "code", "value", "n_codings", "n_units", "N"):
        document, _, label = value.partition(": ")
        one = next(one for one in made if one.id == document)
        own = [one.speakers[t.speaker].label == label if t.speaker >= 0 else not label for t in one.turns]
        groups = [[(t, s) for t, s in group if own[t]] for group in naive.units_of(one, count_by)]
        family = families[BOOK.index()[code]]
        assert n == sum(map(bool, groups))
        assert n_units == sum(naive.has(one, group, family) for group in groups)
        sentences = [group for group in naive.units_of(one, "sentence") if own[group[0][0]]]
        assert n_codings == sum(len(family & naive.evidence_in(one, group).keys()) for group in sentences)
