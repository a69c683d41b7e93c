"""The benchmark's material: the same in every run, of the promised make."""

import hashlib
import re
from collections import Counter

import pytest

from benchmarks import codebook, corpus, words
from benchmarks.run import EVIDENCE

LANGUAGES = ("en", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_codebook_has_the_promised_terms(language: str):
    terms = codebook.plan(language)
    promised = {"literal": 800, "wildcard": 120, "brace": 40, "near": 20, "boolean": 10, "regex": 10}
    assert Counter(term.kind for term in terms) == promised
    assert Counter(term.code for term in terms) == dict.fromkeys(range(40), 25)
    assert len({term.rule for term in terms}) == 1_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_term_lies_in_another(language: str):
    kept = words.term_words(language)[:400]
    assert not [(a, b) for a in kept for b in kept if a != b and a in b]


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_and_running_text_share_no_word(language: str):
    running = set(words.running_words(language))
    assert not running & set(words.term_words(language))
    if language == "zh":
        assert not set("".join(words.term_words("zh"))) & set("".join(running) + "".join(words.NAMES_ZH))


@pytest.mark.parametrize("language", LANGUAGES)
def test_patterns_match_what_is_planted(language: str):
    planted = [
        (term.pattern, text) for term in codebook.plan(language) if term.pattern for text in term.plants
    ]
    assert len(planted) > 200
    assert all(re.fullmatch(pattern, text) for pattern, text in planted)


@pytest.mark.parametrize(
    ("language", "sha256"),
    [
        ("en", "82550612c8ac29c2"),
        ("zh", "2b484208e3b3d6a8"),
    ],
)
def test_a_transcript_never_changes(language: str, sha256: str):
    text = corpus.transcript(language, 3).encode()
    assert 58_000 < len(text) < 63_000
    assert hashlib.sha256(text).hexdigest()[:16] == sha256


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_turn_has_a_label_and_one_speaker_asks(language: str):
    turns = corpus.transcript(language, 1).rstrip("\n").split("\n\n")
    labels = Counter(re.split("[:：]", turn, maxsplit=1)[0] for turn in turns)
    assert corpus.TONGUES[language].interviewer in labels
    assert 4 <= len(labels) <= 6


def test_files_are_made_once_and_shared(tmp_path, monkeypatch):
    monkeypatch.setattr(corpus, "BENCH", tmp_path)
    small, large = corpus.transcripts("en", 1), corpus.transcripts("en", 2)
    assert [path.name for path in sorted(large.iterdir())] == ["talk-0000.txt", "talk-0001.txt"]
    assert (small / "talk-0000.txt").read_bytes() == (large / "talk-0000.txt").read_bytes()
    assert corpus.transcripts("en", 2) == large


def test_spans_of_evidence_are_read():
    assert EVIDENCE.findall("能人[12:14] || [x][3:6] || a[1:2]b[20:24]") == [
        ("12", "14"),
        ("3", "6"),
        ("20", "24"),
    ]
