"""Tables of people's codings, beside a slow reading of the definitions."""

from dataclasses import replace
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.coded_units import coded_units, document_units
from qualcode.coding.coded import nothing_coded
from qualcode.coding.marked import Mark, marked
from qualcode.coding.said import said
from qualcode.coding.sums import MISSING, sums_of
from qualcode.coding.tally import tally
from qualcode.coding.units import counting
from qualcode.text.words import map_words
from tests.coding import made as making
from tests.coding import naive
from tests.coding.test_sums import BOOK, CODES, interviews

COUNTED = st.sampled_from(
    ["sentence", "turn", "exchange", "document", "near:1", "window:2", "window:2:turn", "overlap"]
)
flags = st.lists(st.booleans(), min_size=len(CODES), max_size=len(CODES))


@st.composite
def worlds(draw):
    """Interviews with passages anywhere in their texts, and the codes that were on offer."""
    found = []
    for interview in draw(interviews()):
        text, _, starts = making._text(interview)
        place = st.integers(0, len(text))
        passage = st.tuples(place, place, st.sampled_from(list(CODES)))
        marks = draw(st.lists(passage, max_size=6))
        offered = draw(st.one_of(st.just([True] * len(CODES)), flags))
        marks = [(min(a, b), max(a, b), c) for a, b, c in marks if offered[c]]
        found.append((interview, starts, marks, offered))
    return found


class Slow:
    """One interview as sets of the places of its word characters."""

    def __init__(self, world, lines):
        self.interview, self.starts, marks, offered = world
        everyone = naive.units_of(self.interview, "document")
        self.here = self.characters(everyone[0]) if everyone else set()
        self.given = [all(offered[one] for one in family) for family in lines]
        self.marks = [(c, held) for a, b, c in sorted(set(marks)) if (held := self.here & set(range(a, b)))]

    def characters(self, group):
        letters = [i for i, char in enumerate(self.interview.sentence) if char.isalpha()]
        return {self.starts[one] + i for one in group for i in letters}

    def of(self, family):
        return [held for c, held in self.marks if c in family]

    def has(self, group, family):
        return any(held & self.characters(group) for held in self.of(family))

    def cut(self, covered):
        """The words, by turn, sentence and number, that have a character covered."""
        n = len(making.WORD)
        return {
            (one, (place - start) // n)
            for one, start in self.starts.items()
            for place in covered
            if start <= place < start + len(self.interview.sentence)
        }

    def people(self, family):
        found = set()
        for held in self.of(family):
            for (t, _), start in self.starts.items():
                if held & set(range(start, start + len(self.interview.sentence))):
                    speaker = self.interview.turns[t].speaker
                    one = self.interview.speakers[speaker] if speaker >= 0 else None
                    case = (one and one.attributes.get("case")) or self.interview.attributes.get("case")
                    found.add(case or (self.interview.id, one.label if one else None))
        return found


def counted(world, how):
    tallies, units = [], []
    for interview, _, marks, offered in world:
        done = making.coded_document(interview)
        words = map_words(done.document.text)
        mine = [Mark(*one) for one in marks]
        done = replace(
            done,
            coded=nothing_coded(),
            marked=marked(mine, said(done.document, done.turns, words), "li"),
            offered=None if all(offered) else np.array(offered),
        )
        tallies.append(tally(done, how))
        units.append(document_units(done, tallies[-1], how))
    return sums_of(tallies, BOOK, how), coded_units(units, BOOK, how)


@settings(max_examples=30, deadline=None)
@given(world=worlds(), count_by=COUNTED, rollup=st.booleans())
def test_the_same_as_a_slow_reading(world, count_by, rollup):
    how = counting(count_by, "sentence", rollup=rollup)
    sums, units = counted(world, how)
    lines = naive.families(BOOK, rollup)
    slow = [Slow(one, lines) for one in world]
    has = units.has().astype(np.int64).sum(axis=0).tolist()
    for code, family in enumerate(lines):
        mine = [one for one in slow if one.given[code]]
        groups = [(one, group) for one in mine for group in naive.units_of(one.interview, how.unit)]
        with_code = sum(one.has(group, family) for one, group in groups)
        assert sums.n_codings[:, code].sum() == sum(len(one.of(family)) for one in mine)
        assert sums.n_units[:, code].sum() == has[code] == with_code
        assert sums.code_units[:, code].sum() == len(groups)
        assert sums.n_documents[code] == sum(bool(one.of(family)) for one in mine)
        assert sums.tokens[code] == sum(len(one.cut(set().union(*one.of(family)))) for one in mine)
        assert sums.n_speakers[code] == len(set().union(*(one.people(family) for one in mine)))
        for one in slow:
            cell = sums.by_document[one.interview.id][code + 1]
            assert cell == (len(one.of(family)) if one.given[code] else MISSING)
    for a, b in combinations(range(len(lines)), 2):
        if not lines[a] & lines[b]:
            check_pair(sums.pairs, slow, how, (a, b), (lines[a], lines[b]))


def check_pair(pairs, slow, how, codes, families):
    a, b = codes
    both = [one for one in slow if one.given[a] and one.given[b]]
    if how.pairs == "overlap":
        met = sum(bool(x & y) for one in both for x in one.of(families[0]) for y in one.of(families[1]))
        own, n = sum(len(one.of(families[0])) for one in both), sum(len(one.marks) for one in both)
    else:
        groups = [(one, naive.pair_groups(one.interview, how)) for one in both]
        flags = [[[one.has(g, family) for g in them] for family in families] for one, them in groups]
        near = how.reach if how.pairs == "near" else 0
        met = sum(
            x and y and abs(s - t) <= near
            for one, two in flags
            for s, x in enumerate(one)
            for t, y in enumerate(two)
            if abs(s - t) <= near
        )
        own, n = sum(sum(one) for one, _ in flags), sum(len(them) for _, them in groups)
    assert (pairs.both[a, b], pairs.own[a, b], pairs.n_of[a, b]) == (met, own, n)
    assert pairs.n_given[a, b] == sum(says_something(one.interview) for one in both)


def says_something(interview) -> bool:
    return any(turn.sentences and interview.in_population(turn) for turn in interview.turns)


@settings(max_examples=30, deadline=None)
@given(made=interviews(), count_by=COUNTED, rollup=st.booleans())
def test_passages_that_are_units_count_as_the_codings_of_rules_do(made, count_by, rollup):
    how = counting(count_by, "sentence", rollup=rollup)
    rules = [making.coded_document(one) for one in made]
    by_rules = sums_of([tally(one, how) for one in rules], BOOK, how)
    by_hand = sums_of([tally(as_passages(one), how) for one in rules], BOOK, how)
    for name in ("n_codings", "n_units", "n_documents", "tokens", "n_people", "code_units", "code_tokens"):
        assert getattr(by_rules, name).tolist() == getattr(by_hand, name).tolist(), name
    assert {n: v.tolist() for n, v in by_rules.cases.items()} == {
        n: v.tolist() for n, v in by_hand.cases.items()
    }
    for name in ("both", "documents", "near", "own", "n_of", "n_coded_of", "n_given"):
        assert getattr(by_rules.pairs, name).tolist() == getattr(by_hand.pairs, name).tolist(), name
    mixed = sums_of([tally(as_passages(one, rules=True), how) for one in rules], BOOK, how)
    assert mixed.n_codings.tolist() == (2 * by_rules.n_codings).tolist()
    for name in ("n_units", "n_documents", "tokens"):
        assert getattr(by_rules, name).tolist() == getattr(mixed, name).tolist(), name
    if how.pairs != "overlap":
        for name in ("both", "shared", "own", "n_coded_of"):
            assert getattr(by_rules.pairs, name).tolist() == getattr(mixed.pairs, name).tolist(), name


def as_passages(done, *, rules=False):
    """The units that the rules coded, as passages of a person; with `rules` beside those of the rules."""
    unit, words = done.coded.unit, map_words(done.document.text)
    columns = done.units.start[unit].tolist(), done.units.end[unit].tolist(), done.coded.code.tolist()
    marks = [Mark(*one) for one in zip(*columns, strict=True)]
    mine = marked(marks, said(done.document, done.turns, words), "li")
    return replace(done, coded=done.coded if rules else nothing_coded(), marked=mine)
