"""Which coded passages are best suited to be quoted: by length, evidence and words, spread over people."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.terms import CodeId
from qualcode.text.key import fold
from qualcode.text.patterns import lazy

TARGET = {"zh": 40, "": 25}
"""Words that a quote has at best, by the main language of its document: a Han character is a word."""
ENOUGH = 6
"""Pieces of evidence and rules, counted together, from which on more make a passage no stronger."""
DIGITS = 3
"""Digits of a score: passages that are equal in these are equal."""
_RUN = lazy("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+|[^\\W\\d_\u3400-\u4dbf\u4e00-\u9fff]+")
_FIRST_HAN = "\u3400"
_QUOTED = lazy('"[^"]*"')
_NEGATED = lazy(r"(?<!\w)negated:")
_PLACES = {"": 0, "no": 0, "partly": 1, "yes": 2}


@dataclass(frozen=True, slots=True)
class Passage:
    """A coded passage as it would be quoted.

    start, end
        Of what is quoted, in the document's text.
    turn
        The turn that it is said in; `speaker` and `role` are of that turn.
    rules, evidence
        The rules that were true, and the words that made them true, in text order.
    negated
        Whether that evidence is negated, as in `codings.csv`.
    tokens, target
        Its length in words, and the best length.
    """

    code: CodeId
    document: str
    unit: int
    start: int
    end: int
    turn: int
    speaker: str
    role: str
    text: str
    rules: tuple[str, ...]
    evidence: tuple[str, ...]
    negated: str
    tokens: int
    target: int

    @property
    def against(self) -> int:
        """Whether its words are negated though not all of its rules ask for that: 0 no, 1 partly, 2 yes."""
        asked = all(_NEGATED.search(_QUOTED.sub("", rule)) for rule in self.rules)
        return 0 if asked and self.rules else _PLACES.get(self.negated, 0)


class Score(NamedTuple):
    """Three parts from 0 to 1, and `total`, their geometric mean: none of them makes up for another."""

    length: float
    strength: float
    centrality: float

    @property
    def total(self) -> float:
        """The third root of their product, rounded: what ranks."""
        return round(math.prod(self) ** (1 / 3), DIGITS)


class Ranked(NamedTuple):
    """A passage and its score."""

    passage: Passage
    score: Score


def best_length(language: str, least: int, most: int) -> int:
    """The best length in words, between bounds; `most` 0 is none."""
    target = max(TARGET.get(language, TARGET[""]), least)
    return min(target, most) if most else target


def length_score(tokens: int, target: int) -> float:
    """1 at the best length, a half at twice or half of it: min(t, T) / max(t, T)."""
    return min(tokens, target) / max(tokens, target, 1)


def strength_score(passage: Passage) -> float:
    """(different words of evidence + rules that are true) / 6, at most 1."""
    return min(1.0, (len(set(map(fold, passage.evidence))) + len(passage.rules)) / ENOUGH)


class Wording:
    """The words of some coded passages, to tell which passages of a code use the words that it is told in.

    Of Han the pairs of neighbouring characters are words, of other scripts the words. A word weighs
    ln((N + 1) / n), where n of the N passages of all codes have it.
    """

    def __init__(self, passages: Iterable[Passage]) -> None:
        texts = {(one.document, one.start, one.end): one.text for one in passages}
        self._sets = {place: frozenset(_grams(text)) for place, text in texts.items()}
        n_with = Counter(gram for grams in self._sets.values() for gram in grams)
        self._weight = {gram: math.log((len(self._sets) + 1) / n) for gram, n in n_with.items()}

    def centrality(self, passages: Sequence[Passage]) -> list[float]:
        """For each passage of a code the cosine with the mean of all of them, divided by the greatest one."""
        vectors = [self._vector(one) for one in passages]
        middle: dict[str, float] = {}
        for vector in vectors:
            for gram, weight in vector.items():
                middle[gram] = middle.get(gram, 0.0) + weight
        near = [math.fsum(weight * middle[gram] for gram, weight in vector.items()) for vector in vectors]
        greatest = max(near, default=0.0)
        return [one / greatest if greatest else 1.0 for one in near]

    def _vector(self, passage: Passage) -> Mapping[str, float]:
        """The weights of its words, of length 1; empty where it has none."""
        grams = sorted(self._sets[(passage.document, passage.start, passage.end)])
        norm = math.sqrt(math.fsum(self._weight[gram] ** 2 for gram in grams))
        return {gram: self._weight[gram] / norm for gram in grams}


def _grams(text: str) -> Iterable[str]:
    for run in _RUN.findall(fold(text)):
        if run[0] < _FIRST_HAN or len(run) == 1:
            yield run
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))


def ranked(passages: Sequence[Passage], wording: Wording, *, seed: int | None = None) -> list[Ranked]:
    """Passages of one code, the one to quote first in front.

    Those whose words are not negated (`Passage.against`) come first. Within them speakers and documents
    take turns: the best passage of each document, best first, then the second of each; and so for the
    speakers of a document. Of equal scores the first in the text comes first; with a `seed` an order
    drawn by it decides.

    Parameters
    ----------
    passages
        In the order of the documents and in text order.
    """
    central = wording.centrality(passages)
    scored = [
        Ranked(one, Score(length_score(one.tokens, one.target), strength_score(one), middle))
        for one, middle in zip(passages, central, strict=True)
    ]
    drawn = sorted(scored, key=lambda one: "" if seed is None else _drawn(one.passage, seed))
    order = sorted(drawn, key=lambda one: -one.score.total)
    groups = ([one for one in order if one.passage.against == level] for level in (0, 1, 2))
    return [one for group in groups for one in _in_turn(group)]


def _drawn(one: Passage, seed: int) -> str:
    """A number that depends on nothing but the seed and the passage."""
    return hashlib.sha256(f"{seed}\t{one.document}\t{one.unit}\t{one.code}".encode()).hexdigest()


def _in_turn(order: Sequence[Ranked]) -> list[Ranked]:
    """By rounds: within a document its speakers take turns, then the documents do."""
    places = range(len(order))
    people = [(one.passage.document, one.passage.speaker) for one in order]
    spoken = _rounds(people)
    within = sorted(places, key=lambda at: (spoken[at], at))
    rounds = dict(zip(within, _rounds([order[at].passage.document for at in within]), strict=True))
    return [order[at] for at in sorted(places, key=lambda at: (rounds[at], at))]


def _rounds(keys: Sequence[object]) -> list[int]:
    """For each key how often it came before."""
    seen: Counter[object] = Counter()
    numbers = []
    for key in keys:
        numbers.append(seen[key])
        seen[key] += 1
    return numbers
