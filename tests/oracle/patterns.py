"""The oracle's patterns: tokens by spaCy's tokenizer and jieba, matched by trying every way."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from functools import cache, lru_cache
from typing import Any, NamedTuple

from qualcode.rules.forms import lemma
from tests.oracle.cuts import segmenter, simplified
from tests.oracle.letters import BARRIER, Piece, fold_text, is_han, is_kana

SIGNS = frozenset(
    map(chr, [*range(0x3001, 0x3040), *range(0xFF01, 0xFF10), *range(0xFF1A, 0xFF21)])
) | frozenset(map(chr, [*range(0xFF3B, 0xFF41), *range(0xFF5B, 0xFF66)]))
Cut = Callable[[str], list[str]]
Char = tuple[str, int]
"""A character as it is written but for width and quotes, and its place in the text."""


class Token(NamedTuple):
    """A token as it is written, and its span in the text."""

    text: str
    start: int
    end: int


@cache
def english() -> Any:
    """spaCy's tokenizer."""
    import spacy

    return spacy.blank("en").tokenizer


@lru_cache(maxsize=2)
def chinese(words: tuple[str, ...]) -> Cut:
    """What parts Chinese text: jieba, with further words."""
    segmenter().initialize()
    own = copy(segmenter())
    own.FREQ = dict(own.FREQ)
    for word in words:
        own.add_word("".join(map(simplified, word)))

    def cut(text: str) -> list[str]:
        at, found = 0, []
        for word in own.cut("".join(map(simplified, text)), HMM=True):
            found.append(text[at : at + len(word)])
            at += len(word)
        return found

    return cut


def user_words(terms: Iterable[str], rules: Iterable[str]) -> tuple[str, ...]:
    """Chinese words among literal terms and in patterns."""
    found = {fold_text(term, exact=True) for term in terms}
    for rule in rules:
        if rule.startswith("pattern: "):
            found |= {fold_text(word, exact=True) for word in re.findall(r'"([^"]*)"', rule)}
    return tuple(sorted(word for word in found if len(word) > 1 and not word.isascii() and " " not in word))


def find_pattern(
    body: str, text: str, piece: Piece, part: tuple[int, int], chinese: Cut
) -> list[tuple[int, int]]:
    """The longest match at each place, from the left, none overlapping; in one piece and one part of a unit."""
    wanted = json.loads(body)
    found = []
    for run in runs_of([pair for pair in piece.exact_key if part[0] <= pair[1] < part[1]]):
        row = list(tokens_of(run, text, chinese))
        at = 0
        while at < len(row):
            end = max(_ends(wanted, row, at), default=at)
            if end > at:
                found.append((row[at].start, row[end - 1].end))
            at = max(end, at + 1)
    return found


def runs_of(key: Sequence[Char]) -> list[list[Char]]:
    """What lies between blank lines."""
    runs: list[list[Char]] = [[]]
    for pair in key:
        if pair[0] == BARRIER:
            runs.append([])
        else:
            runs[-1].append(pair)
    return runs


def tokens_of(run: list[Char], text: str, chinese: Cut) -> Iterator[Token]:
    at = 0
    while at < len(run):
        kind, end = _kind(run[at], text), at + 1
        while end < len(run) and kind != "sign" and _kind(run[end], text) == kind:
            end += 1
        chars = "".join(char for char, _ in run[at:end])
        words = [chars] if kind == "sign" else chinese(chars) if kind == "chinese" else _words(chars)
        for word in words:
            if not word.isspace():
                yield Token(word, run[at][1], run[at + len(word) - 1][1] + 1)
            at += len(word)


def _kind(pair: Char, text: str) -> str:
    written = text[pair[1]]
    if is_han(written) or is_kana(written):
        return "chinese"
    return "sign" if written in SIGNS else "other"


def _words(chars: str) -> list[str]:
    """spaCy's tokens with the blanks between them."""
    return [part for token in english()(chars) for part in (token.text, token.whitespace_) if part]


def _ends(wanted: list[dict[str, Any]], row: list[Token], at: int) -> set[int]:
    """Where the rest of a pattern may end when it starts at token `at`."""
    if not wanted:
        return {at}
    first, rest = {**wanted[0]}, wanted[1:]
    least, most = _times(first.pop("OP", "{1}"), len(row))
    ends: set[int] = set()
    for times in range(most + 1):
        if times > 0 and not (at + times <= len(row) and _fits(first, row[at + times - 1], wanted[0])):
            break
        if times >= least:
            ends |= _ends(rest, row, at + times)
    return ends


def _times(operator: str, n: int) -> tuple[int, int]:
    known = {"?": (0, 1), "*": (0, n), "+": (1, n), "!": (1, 1)}
    if operator in known:
        return known[operator]
    numbers = operator[1:-1].split(",")
    return int(numbers[0] or 0), int(numbers[-1] or n)


def _fits(asked: dict[str, Any], token: Token, written: dict[str, Any]) -> bool:
    holds = all(_has(name, value, token.text) for name, value in asked.items())
    return holds is not (written.get("OP") == "!")


def _has(name: str, value: Any, text: str) -> bool:
    if name in ("LOWER", "LEMMA"):
        own = fold_text(text)
        return _equals(lemma(own) if name == "LEMMA" else own, value, fold_text)
    if name == "ORTH":
        return _equals(text, value, lambda word: fold_text(word, exact=True))
    if name == "LENGTH":
        return len(text) == value if isinstance(value, int) else len(text) >= value[">="]
    return {"IS_ALPHA": text.isalpha, "IS_DIGIT": text.isdigit, "IS_UPPER": text.isupper}[name]() is value


def _equals(own: str, value: Any, fold: Any) -> bool:
    if isinstance(value, str):
        return own == fold(value)
    if "IN" in value:
        return own in map(fold, value["IN"])
    return own not in map(fold, value["NOT_IN"])
