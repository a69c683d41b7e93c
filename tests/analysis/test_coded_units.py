import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.text.document import Speaker
from tests.analysis.units import units_over
from tests.coding import naive
from tests.coding.made import Interview, Turn, at
from tests.coding.test_sums import BOOK, interviews, sums_over, ways

GUIDE = Speaker("I", role="interviewer")
GUESTS = (GUIDE, Speaker("A", attributes={"case": "x"}), Speaker("B"))
TALK = Interview(
    "d",
    (
        Turn(0, (at(4),)),
        Turn(1, (at(0, 2), at())),
        Turn(2, (at(3),)),
        Turn(0, (at(),)),
        Turn(-1, (at(1), at(1))),
        Turn(1, (at(2),)),
    ),
    GUESTS,
)


def test_the_units_of_the_population_in_order():
    found = units_over([TALK, Interview("e", (Turn(1, (at(),)),), GUESTS)])
    assert found.document.tolist() == [0, 0, 0, 0, 0, 0, 1]
    assert found.number.tolist() == [2, 3, 4, 6, 7, 8, 1], "numbers run over all units, questions too"
    assert found.first_turn.tolist() == found.last_turn.tolist() == [1, 1, 2, 4, 4, 5, 0]
    assert found.tokens.tolist() == [4] * 7
    assert [voice.speaker.label for voice in found.voices] == ["A", "B", "", "A"]
    assert [voice.tokens for voice in found.voices] == [12, 4, 8, 4]
    assert found.voice_document.tolist() == [0, 0, 0, 1]
    assert found.part_unit.tolist() == list(range(7))
    assert found.part_voice.tolist() == [0, 0, 1, 2, 2, 0, 3]
    assert [origin.tokens for origin in found.documents] == [24, 4]


def test_own_codes_and_those_above():
    found = units_over([TALK])
    own = [[0, 2], [], [3], [1], [1], [2]]
    assert [row.indices.tolist() for row in found.has()] == own
    rolled = [[0, 1, 2], [], [0, 3], [0, 1], [0, 1], [0, 1, 2]]
    assert [row.indices.tolist() for row in found.has(rollup=True)] == rolled
    assert found.has().dtype == np.bool_


def test_a_unit_of_several_speakers_has_a_part_for_each():
    found = units_over([TALK], count_by="exchange")
    assert found.part_unit.tolist() == [0, 0, 1, 1]
    assert found.part_voice.tolist() == [0, 1, 2, 0], "in the order in which they speak"
    assert found.part_tokens.tolist() == [8, 4, 8, 4]
    assert list(zip(*(column.tolist() for column in found.part_cells()), strict=True)) == [
        (0, 0), (0, 2), (1, 3), (2, 1), (3, 2),
    ]  # fmt: skip


def test_a_coding_over_several_speakers_counts_for_each():
    found = units_over([TALK], "exchange")
    assert list(zip(*(column.tolist() for column in found.part_cells()), strict=True)) == [
        (0, 0), (0, 2), (0, 3), (1, 0), (1, 2), (1, 3), (2, 1), (2, 2), (3, 1), (3, 2),
    ]  # fmt: skip


def test_nothing_said_is_no_unit():
    for found in (units_over([]), units_over([Interview("d", (Turn(0, (at(1),)),), GUESTS)])):
        assert len(found) == 0
        assert found.voices == ()
        assert found.has().shape == (0, 5)


@settings(max_examples=100)
@given(made=interviews(), way=ways, rollup=st.booleans())
def test_the_same_numbers_as_the_tables(made, way, rollup):
    found, sums = units_over(made, *way, rollup), sums_over(made, *way, rollup)
    has = found.has().astype(np.int64)
    assert len(found) == sums.units.sum()
    assert has.sum(axis=0).tolist() == sums.n_units.sum(axis=0).tolist()
    assert sum(voice.tokens for voice in found.voices) == sums.population_tokens.sum()
    _, code = found.spread(np.arange(len(found.coding_code)))
    assert np.bincount(code, minlength=5).tolist() == sums.n_codings.sum(axis=0).tolist()
    if sums.counting.pairs == "unit":
        assert (has.T @ has).toarray().tolist() == sums.pairs.both.tolist()


@settings(max_examples=100)
@given(made=interviews(), way=ways)
def test_each_part_is_the_unit_of_one_speaker(made, way):
    found = units_over(made, *way)
    kind = found.counting.unit
    groups = [(i, group) for i, one in enumerate(made) for group in naive.units_of(one, kind)]
    assert len(found) == len(groups)
    for at_unit, (i, group) in enumerate(groups):
        speakers = list(dict.fromkeys(made[i].turns[t].speaker for t, _ in group))
        parts = np.flatnonzero(found.part_unit == at_unit)
        labels = [made[i].speakers[s].label if s >= 0 else "" for s in speakers]
        assert [found.voices[v].speaker.label for v in found.part_voice[parts]] == labels
        words = [made[i].words * sum(made[i].turns[t].speaker == s for t, _ in group) for s in speakers]
        assert found.part_tokens[parts].tolist() == words
        if way[0] in ("sentence", "paragraph", "turn"):
            cells = found.part_cells()
            for part, speaker in zip(parts.tolist(), speakers, strict=True):
                own = [(t, s) for t, s in group if made[i].turns[t].speaker == speaker]
                codes = sorted(naive.evidence_in(made[i], own))
                assert cells.code[cells.row == part].tolist() == codes
    assert found.part_tokens.sum() == found.tokens.sum()
    assert len(BOOK.codes) == found.n_codes
