import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.pseudonyms.kinds import Hit, apart
from qualcode.pseudonyms.literal import Finder
from qualcode.pseudonyms.moves import Moves
from qualcode.pseudonyms.replace import Decisions, Piece, replace

DECISIONS = Decisions(
    {"王建国": "王某", "建国": "王某", "Ann": "Person A", "13800138000": "×" * 11, "小王": "小W"},
    frozenset({"小王庄", "Ann Arbor"}),
)


def test_the_longest_goes_first_and_what_is_kept_hides_what_is_in_it():
    replaced = replace("王建国，建国，小王庄的小王", DECISIONS)
    assert replaced.text == "王某，王某，小王庄的小W"
    assert replaced.pieces == (Piece(0, 3, "王某"), Piece(4, 6, "王某"), Piece(11, 13, "小W"))


def test_latin_and_numbers_only_where_they_end():
    assert replace("Ann, Annabel, Ann's, Ann Arbor, MaryAnn", DECISIONS).text == (
        "Person A, Annabel, Person A's, Ann Arbor, MaryAnn"
    )
    assert (
        replace("13800138000 138001380001 QQ13800138000", DECISIONS).text
        == f"{'×' * 11} 138001380001 QQ{'×' * 11}"
    )
    assert replace("找Ann吧", DECISIONS).text == "找Person A吧"


def test_an_astral_character_counts_as_one():
    replaced = replace("😀王建国😀", DECISIONS)
    assert replaced.text == "😀王某😀"
    assert replaced.pieces == (Piece(1, 4, "王某"),)


def test_nothing_to_find_finds_nothing():
    assert replace("王建国", Decisions({})) == ("王建国", ())
    assert Finder(["", "a"]).places("b") == []


def test_overlaps_take_the_longest_then_the_first():
    assert [p.original for p in Finder(["ab", "bcd", "de"]).places("ab bcde")] == [
        "ab",
    ]
    assert [p.original for p in Finder(["甲乙", "乙丙丁", "丁戊"]).places("甲乙丙丁戊")] == ["乙丙丁"]
    hits = [Hit(0, 2, "person", "a"), Hit(0, 2, "place", "b"), Hit(1, 4, "id", "c"), Hit(5, 6, "id", "d")]
    assert apart(hits) == [hits[2], hits[3]]
    assert apart(hits[:2]) == [hits[0]]


texts = st.text(alphabet="甲乙丙丁 ab", max_size=40)
originals = st.dictionaries(
    st.text(alphabet="甲乙丙丁", min_size=2, max_size=3),
    st.sampled_from(["某一", "某", "某二三四", "PP"]),
    min_size=1,
    max_size=5,
)


@given(texts, originals)
def test_replacing_is_a_map_of_what_stays(text: str, made: dict[str, str]):
    replaced = replace(text, Decisions(made))
    moves = Moves(replaced.pieces)
    everywhere = np.arange(len(text) + 1)
    starts, ends = moves.starts(everywhere), moves.ends(everywhere)
    assert (np.diff(starts) >= 0).all()
    assert (np.diff(ends) >= 0).all()
    assert (starts <= ends).all()
    assert ends[-1] == starts[-1] == len(replaced.text)
    inside = {at for piece in replaced.pieces for at in range(piece.start, piece.end)}
    for at, char in enumerate(text):
        if at not in inside:
            assert replaced.text[starts[at]] == char
    for piece in replaced.pieces:
        assert replaced.text[starts[piece.start] : ends[piece.end]] == piece.new


@given(texts, originals)
def test_twice_is_once_and_no_original_survives(text: str, made: dict[str, str]):
    decisions = Decisions(made)
    once = replace(text, decisions)
    again = replace(once.text, decisions)
    assert again == (once.text, ())
    assert not any(original in once.text for original in made)


@given(texts, originals, st.lists(st.integers(0, 40), min_size=6, max_size=6))
def test_turns_and_spans_stay_in_order(text: str, made: dict[str, str], given_places: list[int]):
    places = sorted(min(place, len(text)) for place in given_places)
    turns = np.array(places, np.int32).reshape(2, 3)
    moves = Moves(replace(text, Decisions(made)).pieces)
    moved = moves.turns(turns)
    assert (np.diff(moved, axis=1) >= 0).all()
    spans = moves.spans(np.array([(places[0], places[1]), (places[2], places[3])], np.int32))
    assert (spans[:, 0] <= spans[:, 1]).all()
    assert (spans[1:, 0] >= spans[:-1, 1]).all()
