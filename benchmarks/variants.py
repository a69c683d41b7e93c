"""Other codebooks and other texts than those of the main measurement, each beside its plain twin."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from benchmarks import codebook, corpus
from benchmarks.words import term_words
from qualcode.rules import _english
from qualcode.text.chinese import simplified

MANY = 5_000
PAIRS = 100
LEMMAS = 1_000
HAN = range(0x4E00, 0xA000)


def many_terms(language: str, folder: Path) -> Path:
    """A codebook of 5,000 terms: the plan, and literal ones that no transcript holds."""
    rules = [term.rule for term in codebook.plan(language)]
    gap = " " if language == "en" else ""
    words = term_words(language)
    double = [
        f"{one}{gap}{other}" for step in range(1, 5) for one, other in zip(words, words[step:], strict=False)
    ]
    return _written(folder / f"many-{language}.yaml", language, [*rules, *double[: MANY - len(rules)]])


def terms_only(language: str, folder: Path) -> Path:
    """The plan without its regular expressions, which alone depend on how characters are written."""
    rules = [term.rule for term in codebook.plan(language) if term.kind != "regex"]
    return _written(folder / f"terms-{language}.yaml", language, rules)


def pairs(language: str, folder: Path) -> tuple[Path, Path]:
    """A codebook of 100 rules with NEAR or AND between ORs of terms, and one of the same terms alone."""
    words = [term.rule for term in codebook.plan(language) if term.kind == "literal"]
    sides = [f"({' OR '.join(words[at : at + 4])})" for at in range(0, 8 * PAIRS, 4)]
    joined = [
        f"{left} {'NEAR/12' if at % 2 else 'AND'} {right}"
        for at, (left, right) in enumerate(zip(sides[::2], sides[1::2], strict=True))
    ]
    first = _written(folder / f"pairs-{language}.yaml", language, joined)
    return first, _written(folder / f"singles-{language}.yaml", language, sides)


def inflected(folder: Path) -> tuple[Path, Path]:
    """A codebook of 1,000 English lemmas with `inflections: true`, and the same without."""
    lemmas = sorted(word for words in _english.RULED.values() for word in words.split() if word.isalpha())
    taken = lemmas[:: len(lemmas) // LEMMAS][:LEMMAS]
    plain = _written(folder / "lemmas-en.yaml", "en", taken)
    text = plain.read_text(encoding="utf-8").replace("codebook:\n", "codebook:\n  inflections: true\n", 1)
    path = folder / "inflected-en.yaml"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path, plain


def traditional(number: int) -> Path:
    """The first `number` Chinese transcripts in traditional characters, made where they are not there yet."""
    plain = corpus.transcripts("zh", number)
    folder = plain.with_name(f"{plain.name}-traditional")
    if not folder.is_dir():
        unfinished = folder.with_suffix(".part")
        unfinished.mkdir(exist_ok=True)
        for source in plain.iterdir():
            text = source.read_text(encoding="utf-8").translate(to_traditional())
            (unfinished / source.name).write_text(text, encoding="utf-8", newline="\n")
        unfinished.rename(folder)
    return folder


@cache
def to_traditional() -> dict[int, int]:
    """For each simplified character a traditional one that leads back to it."""
    found: dict[int, int] = {}
    for point in HAN:
        plain = ord(simplified(chr(point)))
        if plain != point:
            found.setdefault(plain, point)
    return found


def dictionary(language: str, folder: Path) -> Path:
    """The literal terms as JSON by code, for dictionary look-up in another program."""
    codes: dict[str, list[str]] = {}
    for term in codebook.plan(language):
        if term.kind == "literal":
            codes.setdefault(f"code_{term.code:02d}", []).append(term.rule)
    path = folder / f"dictionary-{language}.json"
    path.write_text(json.dumps(codes, ensure_ascii=False), encoding="utf-8")
    return path


def dictionary_codebook(language: str, folder: Path) -> Path:
    """The same as a codebook: no word cuts, all hits."""
    rules = [(term.code, term.rule) for term in codebook.plan(language) if term.kind == "literal"]
    codes = [
        (f"code_{code:02d}", [rule for owner, rule in rules if owner == code])
        for code in range(codebook.N_CODES)
    ]
    return codebook.write_codebook(folder / f"dictionary-{language}.yaml", language, codes, boundaries="none")


def _written(path: Path, language: str, rules: Iterable[str]) -> Path:
    """A codebook of the rules, spread over the codes."""
    spread: list[list[str]] = [[] for _ in range(codebook.N_CODES)]
    for number, rule in enumerate(rules):
        spread[number % codebook.N_CODES].append(rule)
    codes = [(f"code_{number:02d}", own) for number, own in enumerate(spread)]
    return codebook.write_codebook(path, language, codes)
