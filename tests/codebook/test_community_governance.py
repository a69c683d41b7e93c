"""The shipped codebook: whole in two languages, near misses that are near, colours told apart by everyone."""

import itertools
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import qualcode
from qualcode.codebook.load import check_codebook, load_codebook
from qualcode.codebook.model import Code
from qualcode.rules.syntax import Phrase, Regex, walk
from qualcode.workshop.examples import check_examples

ROOT = Path(__file__).parents[2]
FILE = ROOT / "codebooks" / "community_governance.yaml"
BOOK = load_codebook(FILE)
FAMILIES = (
    "elite_leadership administrativization self_organisation participation identity "
    "linkage resources_services neighbour_conflicts social_trust"
)


def test_nine_families_and_thirty_to_forty_codes():
    assert [code.id for code in BOOK.codes if code.parent is None] == FAMILIES.split()
    assert 30 <= len(BOOK.codes) <= 40


def test_nothing_is_wrong_with_it_and_no_advice_is_left():
    checked = check_codebook(FILE)
    assert (checked.errors, checked.warnings) == ((), ())


@pytest.mark.parametrize("code", BOOK.codes, ids=lambda code: code.id)
def test_a_code_says_everything_in_both_languages(code: Code):
    for told in (code.name, code.definition, code.include, code.exclude, code.source):
        assert all(told.get(language) for language in ("en", "zh"))
    assert code.color
    assert code.rules
    assert len(code.examples) >= 3
    assert len(code.non_examples) >= 3


def test_examples_are_coded_and_near_misses_are_not():
    assert [result for result in check_examples(BOOK) if not result.passed] == []


def words_of(code: Code) -> tuple[Phrase | Regex, ...]:
    """Each term of a code as a rule by itself."""
    return tuple(node for rule in code.rules for node in walk(rule) if isinstance(node, (Phrase, Regex)))


def test_near_misses_hold_a_word_of_their_code_or_of_a_sibling():
    families: dict[str | None, list[Phrase | Regex]] = {}
    for code in BOOK.codes:
        families.setdefault(code.parent, []).extend(words_of(code))
    codes = [
        replace(
            code,
            rules=tuple(families[code.parent]) + words_of(code),
            examples=code.non_examples,
            non_examples=(),
            shields=(),
        )
        for code in BOOK.codes
    ]
    loose = replace(BOOK, codes=tuple(codes), shields=(), nested="all", boundaries="none")
    assert [result.text for result in check_examples(loose) if not result.passed] == []


def test_no_example_is_the_text_of_a_rule():
    texts = {example.text.rstrip("。.") for code in BOOK.codes for example in code.examples}
    literals = {
        "".join(part.text for part in term.parts if hasattr(part, "text"))
        for code in BOOK.codes
        for term in words_of(code)
        if isinstance(term, Phrase)
    }
    assert not texts & literals


def test_no_example_stands_in_a_sample():
    samples = "\n".join(one.text for one in qualcode.read_transcripts(ROOT / "sample_transcripts"))
    told = [example.text for code in BOOK.codes for example in (*code.examples, *code.non_examples)]
    assert [text for text in told if text.rstrip("。.") in samples] == []


def test_rules_without_a_hit_in_the_samples_are_listed():
    command = [sys.executable, ROOT / "tools" / "unused_rules.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


LINEAR_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
SIGHT = {
    "full": np.eye(3),
    # Machado, Oliveira and Fernandes 2009, severity 1
    "deuteranopia": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "protanopia": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "tritanopia": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}


def lab(colour: str, sight: str) -> np.ndarray:
    """CIELAB (D65) of `#rrggbb` as somebody with this sight sees it."""
    share = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    xyz = LINEAR_TO_XYZ @ np.clip(np.array(SIGHT[sight]) @ linear, 0, 1) / [0.9505, 1, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def closest(codes: list[Code], sight: str) -> float:
    """The smallest distance (CIE 1976) of two of their colours."""
    seen = [lab(code.color, sight) for code in codes]
    return min(float(np.linalg.norm(one - other)) for one, other in itertools.combinations(seen, 2))


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_are_told_apart_with_any_sight(sight):
    tops = [code for code in BOOK.codes if code.parent is None]
    assert closest(tops, sight) > 17
    for top in tops:
        below = [code for code in BOOK.codes if code.parent == top.id]
        if len(below) > 1:
            assert closest([top, *below], sight) > 11
    assert closest(list(BOOK.codes), sight) > 8


def test_the_measure_of_colours_knows_what_a_colour_blind_reader_confuses():
    red, green = Code("r", color="#c04040"), Code("g", color="#7a7a30")
    assert closest([red, green], "full") > 2 * closest([red, green], "deuteranopia")
