"""The benchmark's codebook: 1,000 terms in 40 codes, and what to plant so that each is found.

Of the terms 800 are literal, 120 hold a wildcard, 40 hold braces, 20 are NEAR, 10 are AND
or NOT and 10 are regular expressions. `plan` gives them as values, `write` as a codebook
file for qualcode and as JSON for the baseline, which reads no rules.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from benchmarks.words import running_words, term_words

N_CODES = 40
COUNTS = {"literal": 800, "wildcard": 120, "brace": 40, "near": 20, "boolean": 10, "regex": 10}


@dataclass(frozen=True)
class Term:
    """One rule: its spelling, what the baseline needs of it, and texts that make it true.

    `words` are literal texts (for `near` and `boolean` those of the left side), `others`
    those of the right side, `distance` the most words between; `pattern` is a regular
    expression, for a wildcard over one token. `negative` says that `others` must be absent.
    """

    kind: str
    code: int
    rule: str
    plants: tuple[str, ...]
    words: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    distance: int = 0
    negative: bool = False
    pattern: str = ""


@cache
def plan(language: str) -> tuple[Term, ...]:
    """All terms of one language, spread evenly over the codes."""
    words = iter(term_words(language))
    makers = {"en": _english, "zh": _chinese}[language]
    drafts = [draft for kind, count in COUNTS.items() for draft in makers(kind, count, words)]
    return tuple(Term(code=number % N_CODES, **draft) for number, draft in enumerate(drafts))


def _english(kind: str, count: int, words: Iterator[str]) -> Iterator[dict]:
    running = running_words("en")
    for number in range(count):
        word = next(words)
        if kind == "literal":
            # Six of ten terms are one word, three are two words, one is three words.
            before = [running[300 + 7 * number], running[150 + number]][: max(0, number % 10 - 6)][:2]
            term = " ".join([*before[: 1 if number % 10 < 9 else 2], word])
            yield {"kind": kind, "rule": term, "plants": (term,), "words": (term,)}
        elif kind == "wildcard":
            yield _english_wildcard(number, word)
        elif kind == "brace":
            other, head = next(words), next(words)
            yield _brace(f"{{{word},{other}}} {head}", (f"{word} {head}", f"{other} {head}"))
        elif kind == "regex":
            other = next(words)
            plants = tuple(f"{word}{end} {running[number + 200]} {other}" for end in ("", "s", "ed"))
            yield _regex(rf"{word}(?:s|ed)? [a-z]+ {other}", plants)
        else:
            yield _pair(kind, number, [word, next(words)], [next(words), next(words)], " ", running, 5)


def _english_wildcard(number: int, word: str) -> dict:
    if number % 3 == 0:
        rule, plants, pattern = word[:2] + "?" + word[3:], (word, word[:2] + "x" + word[3:]), r"[a-z]"
        return _wildcard(rule, plants, pattern)
    if number % 3 == 1:
        rule = f"{word}*able"
        return _wildcard(rule, (f"{word}able", f"{word}itable"), "[a-z]*")
    return _wildcard(f"{word}*", (word, f"{word}s", f"{word}ing", f"{word}ful"), "[a-z]*")


def _chinese(kind: str, count: int, words: Iterator[str]) -> Iterator[dict]:
    for number in range(count):
        word = next(words)
        if kind == "literal":
            yield {"kind": kind, "rule": word, "plants": (word,), "words": (word,)}
        elif kind == "wildcard":
            other = next(words)
            sign, fillings = ("?", "大小新") if number % 2 else ("*", ("", "大", "大家"))
            pattern = "." if number % 2 else ".{0,4}?"
            yield _wildcard(f"{word}{sign}{other}", tuple(word + f + other for f in fillings), pattern)
        elif kind == "brace":
            other, head = next(words), next(words)
            yield _brace(f"{{{word},{other}}}{head}", (word + head, other + head))
        elif kind == "regex":
            yield _regex(f"第[一二三四五六七八九]{word}", (f"第一{word}", f"第三{word}"))
        else:
            running = running_words("zh")
            yield _pair(kind, number, [word, next(words)], [next(words), next(words)], "", running, 12)


def _wildcard(rule: str, plants: tuple[str, ...], pattern: str) -> dict:
    parts = rule.replace("?", "*").split("*")
    return {"kind": "wildcard", "rule": rule, "plants": plants, "pattern": pattern.join(parts)}


def _brace(rule: str, words: tuple[str, ...]) -> dict:
    return {"kind": "brace", "rule": rule, "plants": words, "words": words}


def _regex(pattern: str, plants: tuple[str, ...]) -> dict:
    return {"kind": "regex", "rule": f"/{pattern}/", "plants": plants, "pattern": pattern}


def _pair(
    kind: str, number: int, left: list[str], right: list[str], gap: str, running: tuple, n: int
) -> dict:
    """A NEAR, or in turn an AND and a NOT, of two small ORs."""
    sides = [f"({' OR '.join(side)})" for side in (left, right)]
    between = gap + gap.join(running[number : number + 2]) + gap
    both = tuple(a + between + b for a, b in zip(left, right, strict=True))
    common = {"kind": kind, "words": tuple(left), "others": tuple(right)}
    if kind == "near":
        return {**common, "rule": f" NEAR/{n} ".join(sides), "distance": n, "plants": both}
    if number % 2 == 0:
        return {**common, "rule": " AND ".join(sides), "plants": both}
    return {**common, "rule": " NOT ".join(sides), "negative": True, "plants": tuple(left)}


def write(language: str, folder: Path) -> tuple[Path, Path]:
    """Write `codebook-LANGUAGE.yaml` and `plan-LANGUAGE.json`; return their paths."""
    terms = plan(language)
    codes = [(f"code_{code:02d}", [t.rule for t in terms if t.code == code]) for code in range(N_CODES)]
    codebook = write_codebook(folder / f"codebook-{language}.yaml", language, codes)
    plan_file = folder / f"plan-{language}.json"
    plan_file.write_text(json.dumps([asdict(term) for term in terms], ensure_ascii=False), encoding="utf-8")
    return codebook, plan_file


def write_uncut(language: str, folder: Path) -> Path:
    """Write the same codebook with `boundaries: none`: no hit is held against the words of the text."""
    whole = folder / f"codebook-{language}.yaml"
    path = folder / f"uncut-{language}.yaml"
    text = whole.read_text(encoding="utf-8").replace("boundaries: crossing", "boundaries: none", 1)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def write_literals(language: str, folder: Path) -> Path:
    """Write a codebook with one code for each literal term: its evidence is the list of all its hits."""
    literals = [term.rule for term in plan(language) if term.kind == "literal"]
    codes = [(f"term_{number:03d}", [rule]) for number, rule in enumerate(literals)]
    return write_codebook(folder / f"literals-{language}.yaml", language, codes, boundaries="none")


def write_codebook(
    path: Path, language: str, codes: list[tuple[str, list[str]]], *, boundaries: str = "crossing"
) -> Path:
    """Write a codebook file of `(id, rules)`."""
    lines = ["format: 1", "codebook:", "  name: Benchmark", "  version: 1.0.0", f"  languages: [{language}]"]
    lines += [f"  boundaries: {boundaries}", "codes:"]
    for code, rules in codes:
        lines += [
            f"  - id: {code}",
            f"    name: {code}",
            "    rules:",
            *(f"      - '{rule}'" for rule in rules),
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return path
