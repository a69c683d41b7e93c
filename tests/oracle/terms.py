"""The oracle's own terms: braces, wildcards and what a term may be."""

import itertools
import re
from functools import cache
from typing import Any

from tests.oracle.letters import (
    HAN_ONE,
    HAN_STAR,
    LATIN_ONE,
    LATIN_STAR,
    ZERO_WIDTH,
    fold_text,
    is_han,
)

OPERATOR = re.compile(r"(OR|AND|NOT)|(NEAR|BEFORE|ATLEAST)[/／](\d+)")
WILD = HAN_ONE + HAN_STAR + LATIN_ONE + LATIN_STAR


class BadRuleError(Exception):
    """The rule breaks the grammar."""


def read_braces(text: str, at: int) -> tuple[list[Any], int]:
    """The alternatives of the braces that open at `at`, and the place after them."""
    alternatives: list[list[Any]] = [[]]
    at += 1
    while at < len(text):
        char = text[at]
        if char in "{｛":
            inner, at = read_braces(text, at)
            alternatives[-1].append(inner)
            continue
        at += 1
        if char in "}｝":
            return [_trim(alternative) for alternative in alternatives], at
        if char in ",，、":
            alternatives.append([])
        elif char in '"“”()（）':
            raise BadRuleError("quotes and brackets cannot stand in braces")
        else:
            alternatives[-1].append(char)
    raise BadRuleError("braces are not closed")


def _trim(pieces: list[Any]) -> list[Any]:
    """Blanks beside a comma in braces do not count."""
    blank = [isinstance(piece, str) and piece.isspace() for piece in pieces]
    kept = [i for i, is_blank in enumerate(blank) if not is_blank]
    trimmed = pieces[kept[0] : kept[-1] + 1] if kept else []
    words = "".join(piece if isinstance(piece, str) else "{" for piece in trimmed).split()
    if any(re.fullmatch("OR|AND|NOT|(NEAR|BEFORE|ATLEAST)([/／].*)?", word) for word in words):
        raise BadRuleError("operators cannot stand in braces")
    return trimmed


def expand(pieces: list[Any]) -> list[str]:
    """All terms that the pieces stand for, folded but for case and script (see `folded`)."""
    alternatives = [_settle(spelling) for spelling in _spellings(pieces)]
    for alternative in alternatives:
        _check(alternative)
    return list(dict.fromkeys(alternatives))


def _spellings(pieces: list[Any]) -> list[list[Any]]:
    """Every choice of alternatives, as lists of characters."""
    options = []
    for piece in pieces:
        if isinstance(piece, list):
            options.append([s for alternative in piece for s in _spellings(alternative)])
        else:
            options.append([[piece]])
    return [list(itertools.chain(*choice)) for choice in itertools.product(*options)]


def _settle(chars: list[Any]) -> str:
    """Wildcards become private characters of the kind of their nearest literal."""
    return "".join(_settled(chars, i) for i in range(len(chars)))


def _settled(chars: list[Any], i: int) -> str:
    char = chars[i]
    if isinstance(char, tuple):
        return str(char[1])
    if char not in ("*", "?"):
        return str(char)
    kind_han = _nearest_is_han(chars, i)
    if char == "?":
        return HAN_ONE if kind_han else LATIN_ONE
    return HAN_STAR if kind_han else LATIN_STAR


def _nearest_is_han(chars: list[Any], i: int) -> bool:
    for near in [*reversed(chars[:i]), *chars[i + 1 :]]:
        char = near[1] if isinstance(near, tuple) else near
        if near not in ("*", "?") and not char.isspace() and char not in ZERO_WIDTH:
            return is_han(char)
    raise BadRuleError("a term of wildcards only")


def _check(term: str) -> None:
    folded = folded_term(term, exact=False)
    runs = "".join(" \0 " if char in WILD else char for char in folded).split("\0")
    if not any(len(run.strip()) > 1 or any(map(is_han, run)) for run in runs):
        raise BadRuleError("a term needs one Han or two other characters in a row")
    if folded[0] == HAN_STAR or folded[-1] == HAN_STAR:
        raise BadRuleError("a Han * stands inside a term only")


@cache
def folded_term(term: str, *, exact: bool) -> str:
    """The term as it is compared with a key."""
    return fold_text(term, exact=exact)


def is_literal(term: str) -> bool:
    """Whether the term holds no wildcard."""
    return not any(char in WILD for char in term)
