"""What passages have in common: words without function words, runs of characters, folded."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from qualcode.coding.population import ALL, Population
from qualcode.text.chinese import segmenter
from qualcode.text.words import map_words
from qualcode.workshop.features import Vocabulary, gram_features, word_features
from qualcode.workshop.passages import lay
from tests.workshop.spoken import talk

EVERYONE = Population((ALL,))


def unpacked(kind: int) -> str:
    points = [kind >> 42, kind >> 21 & (1 << 21) - 1, kind & (1 << 21) - 1]
    return "".join(chr(point) for point in points if point)


def grams(*turns: str, unit="sentence", population=EVERYONE) -> list[list[str]]:
    """The runs of each unit, sorted."""
    laid = lay(talk(*turns, asks=True), unit, population)
    found = gram_features(laid)
    pairs = list(zip(found.unit.tolist(), map(unpacked, found.kind.tolist()), strict=True))
    return [sorted(one for unit, one in pairs if unit == number) for number in range(len(laid.units))]


def words(*turns: str) -> list[str]:
    laid, vocabulary = lay(talk(*turns), "sentence", EVERYONE), Vocabulary()
    found = word_features(laid, segmenter(), vocabulary)
    names = {number: word for word, number in vocabulary.numbers.items()}
    return [names[kind] for kind in found.kind.tolist()]


def test_runs_of_han_characters_within_a_sentence():
    assert grams("社区好。人") == [sorted(["社", "区", "好", "社区", "区好", "社区好"]), ["人"]]
    assert grams("社，区") == [["区", "社"]]


def test_runs_of_words_stand_between_blanks():
    assert grams("Ok, a") == [sorted([" ok", "ok ", " a "])]
    assert grams("don't") == [sorted([" do", "don", "on'", "n't", "'t "])]
    assert grams("社区5G人") == [sorted(["社", "区", "社区", " 5g", "5g ", "人"])]


def test_script_case_width_and_blanks_make_no_difference():
    assert grams("社區 TRUST ｔ") == grams("社区 trust t")
    assert grams("社 区\u200b好") == grams("社区好")
    assert words("社區 Trust 社区") == ["社区", "社区", "trust"]


def test_function_words_are_left_out():
    assert words("我们的社区 and the Committee's") == ["社区", "committee"]


def test_only_what_the_population_says():
    assert grams("甲乙", "丙", "丁", "戊", unit="document", population=Population()) == [["丙", "戊"]]
    assert grams("甲（笑）乙") == [["乙", "甲"]]


@given(st.text("ab'. ,社区的好3（）\u200b\n", max_size=30))
def test_every_word_of_n_characters_gives_n_runs(text: str):
    """Of Han characters each gives a run of its own, and each two and three that follow each other one more."""
    document = talk(text)
    laid = lay(document, "turn", EVERYONE)
    found = Counter(map(unpacked, gram_features(laid).kind.tolist()))
    mapped = map_words(document.text, document.hidden)
    han = sum(n for run, n in found.items() if len(run) == 1)
    assert han == int(mapped.ideographs.sum())
    starts, ends = mapped.starts.nonzero()[0].tolist(), mapped.ends.nonzero()[0].tolist()
    letters = sum(len(document.text[a:b].replace("\u200b", "")) for a, b in zip(starts, ends, strict=True))
    of_words = sum(n for run, n in found.items() if len(run) == 3 and not "\u3400" < run[1] < "\u9fff")
    assert of_words == letters
    assert sum(n for run, n in found.items() if len(run) == 2) <= han
