import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.coding import sums as sums_module
from qualcode.coding.batch import LANGUAGES
from qualcode.coding.sums import Sums, no_sums
from qualcode.coding.units import counting
from qualcode.text.document import Speaker
from tests.coding import naive
from tests.coding.made import KINDS, Interview, Turn, at, codebook, coded_document, summarise

BOOK = codebook("a", "b<a", "c<b", "d<a", "e")
CODES = range(len(BOOK.codes))

spans = st.tuples(st.integers(0, 8), st.integers(1, 3)).map(lambda s: (s[0], s[0] + s[1]))
sentences = st.dictionaries(st.sampled_from(CODES), st.lists(spans, min_size=1, max_size=2), max_size=3)
turns = st.builds(Turn, st.integers(-1, 2), st.lists(sentences, min_size=1, max_size=4).map(tuple))
cases = st.sampled_from(["", "x", "y"])


@st.composite
def interviews(draw):
    def one(number):
        guests = [Speaker(name, attributes={"case": draw(cases)}) for name in ("A", "B")]
        return Interview(
            f"d{number}",
            tuple(draw(st.lists(turns, max_size=5))),
            (Speaker("I", role="interviewer"), *guests),
            language=draw(st.sampled_from(["en", "zh", ""])),
            attributes={"case": draw(cases)},
        )

    return [one(number) for number in range(draw(st.integers(0, 4)))]


ways = st.one_of(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(KINDS)).filter(
        lambda p: KINDS.index(p[0]) <= KINDS.index(p[1])
    ),
    st.tuples(st.sampled_from(KINDS), st.sampled_from(["overlap", "near:0", "near:1", "near:3"])),
    st.tuples(st.just("sentence"), st.sampled_from(["window:1", "window:3"])),
    st.tuples(
        st.sampled_from(["sentence", "paragraph", "turn"]),
        st.sampled_from(["window:2:turn", "window:9:turn"]),
    ),
)


def sums_over(made, coding_unit, count_by, rollup):
    how = counting(count_by, coding_unit, rollup=rollup)
    return summarise([coded_document(one, coding_unit) for one in made], BOOK, how)


def same(one: Sums, two: Sums) -> bool:
    """Equal in every field, arrays by value."""
    return _plain(one) == _plain(two)


def _plain(value):
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    names = [*getattr(value, "__dataclass_fields__", ())]
    return [_plain(getattr(value, name)) for name in names] if names else value


@settings(max_examples=100, deadline=None)
@given(made=interviews(), way=ways, rollup=st.booleans())
def test_frequencies_are_those_of_sets(made, way, rollup):
    coding_unit, count_by = way
    found = sums_over(made, coding_unit, count_by, rollup)
    unit = found.counting.unit
    for code, family in enumerate(naive.families(BOOK, rollup)):
        codings = naive.codings(made, coding_unit, family)
        coded_units = {(i, u) for i, u, _ in codings}
        groups = [(i, group) for i, one in enumerate(made) for group in naive.units_of(one, unit)]
        for at_language, language in enumerate(LANGUAGES):
            here = {i for i, one in enumerate(made) if one.language == language}
            assert found.n_codings[at_language, code] == sum(i in here for i, _, _ in codings)
            with_code = [i for i, group in groups if i in here and naive.has(made[i], group, family)]
            assert found.n_units[at_language, code] == len(with_code)
            assert found.units[at_language] == sum(i in here for i, _ in groups)
        assert found.n_documents[code] == len({i for i, _, _ in codings})
        assert found.n_speakers[code] == len(naive.people(made, family, coding_unit))
        sizes = [made[i].words * len(naive.units_of(made[i], coding_unit)[u]) for i, u in coded_units]
        assert found.tokens[code] == sum(sizes)
        for i, one in enumerate(made):
            assert found.by_document[one.id][code + 1] == sum(j == i for j, _, _ in codings)
            assert found.by_document[one.id][0] == len(naive.units_of(one, unit))
    words = [sum(one.words * len(t.sentences) for t in one.turns if one.in_population(t)) for one in made]
    assert found.population_tokens.sum() == sum(words)
    assert found.documents.sum() == sum(n > 0 for n in words)


@settings(max_examples=120, deadline=None)
@given(made=interviews(), way=ways, rollup=st.booleans())
def test_pairs_are_those_of_sets(made, way, rollup):
    found = sums_over(made, *way, rollup)
    how, pairs = found.counting, found.pairs
    families = naive.families(BOOK, rollup)
    for i, one in enumerate(families):
        for j, two in enumerate(families):
            if i == j or one & two:
                continue
            expected = naive.pair_counts(made, how, one, two)
            assert pairs.both[i, j] == expected["both"]
            assert pairs.shared[i, j] == expected["shared"]
            assert pairs.documents[i, j] == expected["documents"]
            assert pairs.near[i, j] == expected["near"]
        groups = [(m, group) for m in made for group in naive.pair_groups(m, how)]
        codings = naive.codings(made, how.coding_unit, one)
        units = sum(naive.has(m, group, one) for m, group in groups)
        assert pairs.both[i, i] == (len(codings) if how.pairs == "overlap" else units)
        held = {
            n for n, m in enumerate(made) for group in naive.pair_groups(m, how) if naive.has(m, group, one)
        }
        assert pairs.documents[i, i] == len(held)
    everything = naive.codings(made, how.coding_unit, set(CODES))
    if how.pairs == "overlap":
        assert pairs.n == pairs.n_coded == len(everything)
    else:
        assert pairs.n == len(groups)
        assert pairs.n_coded == sum(naive.has(m, group, set(CODES)) for m, group in groups)
    assert (pairs.both == pairs.both.T).all()
    assert (pairs.shared == pairs.shared.T).all()


@settings(max_examples=60, deadline=None)
@given(made=interviews(), way=ways, rollup=st.booleans(), data=st.data())
def test_sums_add_in_any_order_and_split(made, way, rollup, data):
    whole = sums_over(made, *way, rollup)
    order = data.draw(st.permutations(made))
    cut = data.draw(st.integers(0, len(made)))
    total = no_sums(whole.counting, len(BOOK.codes))
    for part in (order[:cut], order[cut:]):
        total.add(pickle.loads(pickle.dumps(sums_over(part, *way, rollup))))
    assert same(total, whole)


def test_overlaps_on_the_same_words_count_once_for_each_pair_of_codings():
    words = [(0, 3)]
    made = [Interview("d", (Turn(0, ({1: words, 3: words, 4: words},)),))]
    found = sums_over(made, "sentence", "overlap", True).pairs
    assert (found.both[0, 4], found.shared[0, 4]) == (2, 2)


def test_large_calls_are_summed_in_parts(monkeypatch):
    made = [Interview(f"d{i}", (Turn(0, (at(0, 1), at(1, 4))),)) for i in range(5)]
    whole = sums_over(made, "sentence", "near:1", False)
    monkeypatch.setattr(sums_module, "MOST_CODINGS", 5)
    assert same(sums_over(made, "sentence", "near:1", False), whole)


def test_no_codes_and_no_documents_count_nothing():
    interview = coded_document(Interview("d", (Turn(0, (at(), at())),)))
    found = summarise([interview], codebook(), counting(None, "sentence"))
    assert (found.units.sum(), found.pairs.n, found.n_codes) == (2, 2, 0)
    assert summarise([], BOOK, counting(None, "sentence")).units.tolist() == [0, 0, 0]


def test_sums_of_other_ways_to_count_do_not_add():
    total = sums_over([], "sentence", "turn", False)
    with pytest.raises(ValueError, match="same way"):
        total.add(sums_over([], "sentence", "sentence", False))


def test_a_document_is_not_added_twice():
    made = [Interview("d", (Turn(0, (at(0),)),))]
    total = sums_over(made, "sentence", "sentence", False)
    with pytest.raises(ValueError, match="twice"):
        total.add(sums_over(made, "sentence", "sentence", False))


def test_one_label_in_two_documents_is_two_people_unless_they_are_one_case():
    def of(**attributes):
        speakers = (Speaker("A", attributes=attributes),)
        made = [Interview(id, (Turn(0, (at(0),)),), speakers) for id in ("d", "e")]
        return sums_over(made, "sentence", "sentence", False).n_speakers[0]

    assert of() == 2
    assert of(case="x") == 1


def test_speech_without_a_label_is_one_person_s():
    made = [Interview("d", (Turn(-1, (at(0),)),), ())]
    assert sums_over(made, "sentence", "sentence", False).n_speakers[0] == 1


SEQUENCE = "ADACEADFEBACED"
LETTERS = codebook(*"ABCDEF")


def letters(count_by):
    line = Interview("d", (Turn(0, tuple(at("ABCDEF".index(letter)) for letter in SEQUENCE)),))
    return summarise([coded_document(line)], LETTERS, counting(count_by, "sentence")).pairs.both


def test_pairs_at_most_three_apart_in_a_sequence():
    expected = {
        "AA": 4, "AB": 1, "AC": 4, "AD": 4, "AE": 5, "AF": 2,
        "BB": 1, "BC": 1, "BD": 1, "BE": 2, "BF": 1,
        "CC": 2, "CD": 3, "CE": 3, "CF": 0,
        "DD": 3, "DE": 4, "DF": 1, "EE": 3, "EF": 2, "FF": 1,
    }  # fmt: skip
    found = letters("near:3")
    assert {pair: found["ABCDEF".index(pair[0]), "ABCDEF".index(pair[1])] for pair in expected} == expected


def test_windows_of_three_in_a_sequence():
    found = letters("window:3")
    pairs = {"AE": 5, "AD": 4, "CE": 4, "DE": 3}
    assert {pair: found["ABCDEF".index(pair[0]), "ABCDEF".index(pair[1])] for pair in pairs} == pairs


def test_neighbours_are_neighbours_within_the_population():
    guide, guest = Speaker("I", role="interviewer"), Speaker("A")
    made = Interview("d", (Turn(1, (at(0),)), Turn(0, (at(), at(), at())), Turn(1, (at(1),))), (guide, guest))
    found = sums_over([made], "sentence", "near:1", False)
    assert found.pairs.both[0, 1] == 1
