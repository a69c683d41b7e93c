"""The other codebooks and texts of the benchmark are what they say."""

from pathlib import Path

import pytest

from benchmarks import corpus, variants
from qualcode.codebook.load import load_codebook
from qualcode.rules.expand import terms
from qualcode.rules.syntax import And, Near, phrases
from qualcode.text.key import fold


@pytest.mark.parametrize("language", ["en", "zh"])
def test_five_thousand_terms(language: str, tmp_path: Path):
    book = load_codebook(variants.many_terms(language, tmp_path))
    assert len({rule for code in book.codes for rule in code.rules}) == variants.MANY


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_hundred_rules_of_two_sides_and_their_terms_alone(language: str, tmp_path: Path):
    joined, single = (load_codebook(path) for path in variants.pairs(language, tmp_path))
    rules = [rule for code in joined.codes for rule in code.rules]
    assert [type(rule) in (And, Near) for rule in rules] == [True] * variants.PAIRS
    held = [
        {found for code in book.codes for rule in code.rules for found in phrases(rule)}
        for book in (joined, single)
    ]
    assert held[0] == held[1]


def test_a_thousand_lemmas_have_more_forms(tmp_path: Path):
    inflected, plain = (load_codebook(path) for path in variants.inflected(tmp_path))
    assert [code.rules for code in inflected.codes] == [code.rules for code in plain.codes]
    assert (inflected.inflections, plain.inflections) == (True, False)
    found = [phrase for code in plain.codes for rule in code.rules for phrase in phrases(rule)]
    assert len(found) == variants.LEMMAS
    assert all(len(terms(phrase, inflected.reading)) > 1 for phrase, _ in found)


def test_traditional_transcripts_are_the_same_talks():
    plain = corpus.transcript("zh", 3)
    other = plain.translate(variants.to_traditional())
    assert len(other) == len(plain)
    assert sum(a != b for a, b in zip(plain, other, strict=True)) > len(plain) / 10
    assert fold(other) == fold(plain)
