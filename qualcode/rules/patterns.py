"""Token patterns: what may stand in `pattern:`, what a pattern needs, and where it matches."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from qualcode.rules.expand import is_enough, is_han
from qualcode.rules.forms import forms
from qualcode.rules.syntax import Pattern
from qualcode.text.key import fold

FOLDED = ("LOWER", "NORM", "LEMMA")
"""Compared folded, as terms are."""
WRITTEN = ("ORTH", "TEXT", "SHAPE")
"""Compared as written; only width and quotes are folded, as under `exact:`."""
NUMBERS = ("LENGTH",)
FLAGS = tuple(
    "IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_UPPER IS_TITLE IS_PUNCT IS_STOP IS_BRACKET IS_QUOTE "
    "IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_CURRENCY LIKE_NUM LIKE_URL LIKE_EMAIL".split()
)
TRAINED = ("POS", "TAG", "MORPH", "DEP", "ENT_TYPE")
"""Known to a trained pipeline only."""
TEXTS = (*FOLDED, *WRITTEN)
ATTRIBUTES = (*TEXTS, *NUMBERS, *FLAGS, *TRAINED)

CHOICES = ("IN", "NOT_IN")
FUZZY = ("FUZZY", *(f"FUZZY{number}" for number in range(1, 10)))
SETS = ("IS_SUBSET", "IS_SUPERSET", "INTERSECTS")
"""Of the features in MORPH."""
COMPARISONS = ("==", "!=", ">=", "<=", ">", "<")

MAX_TOKENS = 50
MAX_REPEATS = 99

Value: TypeAlias = str | int | bool | Mapping[str, str | int | list[str] | list[int]]
Spec: TypeAlias = Mapping[str, Value]
"""What is asked of one token: attributes and their values."""


class Step(NamedTuple):
    """One token of a pattern, or a row of them.

    spec
        What each of them is asked; `negated`: it is not so of them.
    optional, loops
        There may be none; there may be any number.
    """

    spec: Spec
    negated: bool = False
    optional: bool = False
    loops: bool = False


def canonical(tokens: Iterable[Spec]) -> Pattern:
    """The pattern of some tokens, written in one way: JSON, the attributes of a token in order."""
    return Pattern(json.dumps(list(tokens), ensure_ascii=False, sort_keys=True))


def tokens(pattern: Pattern) -> list[dict[str, Value]]:
    """The tokens of a pattern as they were written, `OP` among the attributes."""
    found: list[dict[str, Value]] = json.loads(pattern.tokens)
    return found


@lru_cache(maxsize=1 << 10)
def steps(pattern: Pattern) -> tuple[Step, ...]:
    """The tokens of a pattern with their operators written out, as spaCy does."""
    return tuple(step for token in tokens(pattern) for step in _steps(token))


def _steps(token: Mapping[str, Value]) -> Iterator[Step]:
    spec = {name: value for name, value in token.items() if name != "OP"}
    operator = str(token.get("OP", "{1}"))
    if operator == "!":
        yield Step(spec, negated=True)
        return
    least, most = repeats(operator)
    yield from [Step(spec)] * least
    if most is None:
        yield Step(spec, optional=True, loops=True)
    else:
        yield from [Step(spec, optional=True)] * (most - least)


def repeats(operator: str) -> tuple[int, int | None]:
    """How often at least and at most (None: any number) a token stands: `?`, `*`, `+`, `{n}`, `{n,m}`."""
    known = {"?": (0, 1), "*": (0, None), "+": (1, None)}
    if operator in known:
        return known[operator]
    least, comma, most = operator.strip("{}").partition(",")
    return int(least or 0), int(most) if most else None if comma else int(least)


def attributes(pattern: Pattern) -> list[str]:
    """The attributes that a pattern asks for, each once."""
    return list(dict.fromkeys(name for step in steps(pattern) for name in step.spec))


def trained(pattern: Pattern) -> list[str]:
    """Those of them that only a trained pipeline knows."""
    return [name for name in attributes(pattern) if name in TRAINED]


def uses_model(pattern: Pattern) -> bool:
    """Whether a trained pipeline, where there is one, has a say: a pattern asks for those or for LEMMA."""
    return any(name in TRAINED or name == "LEMMA" for name in attributes(pattern))


def words(spec: Spec, *names: str) -> list[str]:
    """The words of which a token must be one by some attributes: a value, or those of IN and FUZZY."""
    found: list[str] = []
    for value in (spec[name] for name in names if name in spec):
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, Mapping):
            listed = value.get("IN", [])
            found += [str(word) for word in (listed if isinstance(listed, list) else [])]
            found += [str(each) for name, each in value.items() if name in FUZZY]
    return found


@lru_cache(maxsize=1 << 10)
def literals(pattern: Pattern, *, own_lemmas: bool) -> frozenset[str]:
    """Folded texts one of which stands in all that a pattern matches; empty where none can be told.

    `own_lemmas`: LEMMA goes by the package's own table, so that all forms of a lemma are known.
    """
    needed = [step.spec for step in steps(pattern) if not (step.optional or step.negated)]
    choices = [texts for spec in needed for texts in _choices(spec, own_lemmas)]
    return max(choices, key=_rarity, default=frozenset())


def _choices(spec: Spec, own_lemmas: bool) -> Iterator[frozenset[str]]:
    """Sets of texts of which a token's is one, those too short to look for left out."""
    for name in ("LOWER", "ORTH", "TEXT", *(["LEMMA"] if own_lemmas else [])):
        value = spec.get(name)
        listed = value.get("IN") if isinstance(value, Mapping) else [value] if value is not None else None
        if isinstance(listed, list):
            found = {fold(str(word)) for word in listed}
            found |= {form for word in found for form in forms(word)} if name == "LEMMA" else set()
            if all(map(is_enough, found)):
                yield frozenset(found)


def _rarity(texts: frozenset[str]) -> tuple[int, int]:
    """How seldom texts are likely to stand somewhere: a Han character tells as much as three letters."""
    return min(sum(3 if is_han(char) else 1 for char in text) for text in texts), -len(texts)


def spans(row: Sequence[Step], holds: Sequence[int]) -> list[tuple[int, int]]:
    """Where a row of tokens matches: from left to right the longest match at each place, none overlapping.

    Bit s of `holds[i]` says that token i can stand at step s. It is what spaCy's Matcher finds with
    `greedy="FIRST"`, in a time that grows with the number of tokens only: spaCy's own grows
    exponentially with repeats such as {0,20}.
    """
    optional = sum(1 << at for at, step in enumerate(row) if step.optional)
    loops = sum(1 << at for at, step in enumerate(row) if step.loops)
    accept = 1 << len(row)
    hopeful = _hopeful(holds, optional, loops, accept)
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(holds):
        states, at, end = _skipped(1, optional), start, 0
        while states & hopeful[at]:
            end = at if states & accept else end
            if at == len(holds):
                break
            taken = states & holds[at]
            states = _skipped((taken & ~loops) << 1 | taken & loops, optional)
            at += 1
        if end > start:
            found.append((start, end))
        start = max(end, start + 1)
    return found


def _hopeful(holds: Sequence[int], optional: int, loops: int, accept: int) -> list[int]:
    """Before each token, and behind the last, the steps from which the end of the pattern can be reached."""
    hopeful = [_back(accept, optional)]
    for held in reversed(holds):
        behind = hopeful[-1]
        hopeful.append(_back(accept | held & (behind >> 1 & ~loops | behind & loops), optional))
    return hopeful[::-1]


def _skipped(states: int, optional: int) -> int:
    """The steps with those behind optional ones that may be skipped."""
    while (more := states | (states & optional) << 1) != states:
        states = more
    return states


def _back(states: int, optional: int) -> int:
    """The steps with optional ones before them."""
    while (more := states | states >> 1 & optional) != states:
        states = more
    return states
