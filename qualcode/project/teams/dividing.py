"""Documents divided among coders: a sample that several code, and an even share of the rest for each."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from random import Random
from typing import NamedTuple, TypeAlias

EVEN = 0.02
"""Shares that differ by so much of their mean are even; no documents are exchanged to come nearer."""

UNEVEN = 0.10
"""Where they differ by more than this, documents are moved also at the cost of an even spread over strata."""

Stratum: TypeAlias = tuple[str, ...]


class Talk(NamedTuple):
    """A document to be coded: what it is stratified by, the most important first, and its length in words."""

    document: str
    stratum: Stratum
    words: int


def drawn(
    talks: Sequence[Talk], *, number: int, already: Collection[str], free: Collection[str], seed: int
) -> tuple[str, ...]:
    """Documents for a sample of `number`, which holds those `already` drawn; only `free` ones are taken.

    Each stratum gets its proportional share, the largest remainder first (Hamilton's method), level by
    level: first the values of the first variable have their shares, within each those of the second, and
    so on. Ties and the documents of a stratum are drawn at random.
    """
    random = Random(f"{seed} sample")
    order = {talk.document: random.random() for talk in talks}
    chosen: list[str] = []
    while len(already) + len(chosen) < number:
        left = {one for one in free if one in order} - {*already, *chosen}
        if not left:
            break
        group = _shortest(talks, number, {*already, *chosen}, left, seed)
        chosen.append(min((one.document for one in group if one.document in left), key=order.__getitem__))
    return tuple(chosen)


def _shortest(
    talks: Sequence[Talk], number: int, have: Collection[str], left: Collection[str], seed: int
) -> list[Talk]:
    """The stratum, level by level, that lacks most of its share and has documents left."""
    group = list(talks)
    for level in range(len(talks[0].stratum)):
        parts: dict[Stratum, list[Talk]] = {}
        for talk in group:
            parts.setdefault(talk.stratum[: level + 1], []).append(talk)
        there = {key: part for key, part in parts.items() if any(one.document in left for one in part)}
        group = there[
            max(there, key=lambda key: (_lack(there[key], number, have, len(talks)), _lot(key, seed)))
        ]
    return group


def _lack(part: Sequence[Talk], number: int, have: Collection[str], total: int) -> int:
    """How many a part lacks of its share of `number`, times `total`."""
    return number * len(part) - total * sum(one.document in have for one in part)


def _lot(key: Stratum, seed: int) -> float:
    return Random(f"{seed} {key}").random()


class Division:
    """Who codes what, and how many words each coder has by now, in all and of each stratum.

    `may` says by document who may have it, where not everybody may.
    """

    def __init__(
        self, coders: Sequence[str], *, seed: int, may: Mapping[str, Collection[str]] | None = None
    ) -> None:
        random = Random(f"{seed} division")
        self._lot = {coder: random.random() for coder in coders}
        self._random = random
        self._may = may or {}
        self.words: Counter[str] = Counter()
        self._of_stratum: Counter[tuple[str, Stratum]] = Counter()
        self._single: dict[Talk, str] = {}

    def give(self, talk: Talk, coder: str) -> None:
        """A document is a coder's, and stays so."""
        self.words[coder] += talk.words
        self._of_stratum[coder, talk.stratum] += talk.words

    def lightest(self, number: int, but: Collection[str] = (), *, document: str = "") -> list[str]:
        """The coders with the fewest words so far, at most `number`; of those who may have a document."""
        left = (coder for coder in self._eligible(document) if coder not in but)
        return sorted(left, key=lambda coder: (self.words[coder], self._lot[coder]))[:number]

    def _eligible(self, document: str) -> list[str]:
        may = self._may.get(document, self._lot)
        return [coder for coder in self._lot if coder in may]

    def divide(self, talks: Iterable[Talk], begun: Mapping[str, Collection[str]]) -> dict[str, str]:
        """The coder of each document, so that words are even and strata are spread.

        Everybody gets only what he or she may have. What somebody has `begun` is theirs. Stratum by stratum,
        the longest document first, each goes to the coder with the fewest words of that stratum. Then the
        coder with the most words and the one with the fewest exchange documents of one stratum until they are
        EVEN; and while they are UNEVEN, a document moves from the one to the other.
        """
        lots = {talk: self._random.random() for talk in sorted(talks)}
        for talk in sorted(lots, key=lambda one: (one.stratum, -one.words, lots[one])):
            eligible = self._eligible(talk.document)
            own = [coder for coder in begun.get(talk.document, ()) if coder in eligible]
            coder = min(own or eligible, key=lambda name: self._place(name, talk.stratum))
            self.give(talk, coder)
            self._single[talk] = coder
        fixed = {talk for talk in self._single if begun.get(talk.document)}
        while self._level(fixed):
            pass
        return {talk.document: coder for talk, coder in self._single.items()}

    def _place(self, coder: str, stratum: Stratum) -> tuple[int, int, float]:
        return self._of_stratum[coder, stratum], self.words[coder], self._lot[coder]

    def _level(self, fixed: Collection[Talk]) -> bool:
        """Exchange or move a document between the most and the least loaded; False where nothing helps.

        Where rules may keep these two apart, others are tried too, the widest gap first.
        """
        order = self.lightest(len(self._lot))
        pairs = sorted(combinations(order, 2), key=lambda one: self.words[one[0]] - self.words[one[1]])
        widest = (order[0], order[-1])
        return any(self._bring_near(*one, fixed) for one in (pairs if self._may else [widest]))

    def _bring_near(self, low: str, high: str, fixed: Collection[Talk]) -> bool:
        """Exchange or move a document between two coders; False where that does not help."""
        gap = self.words[high] - self.words[low]
        mean = sum(self.words[coder] for coder in self._lot) / max(len(self._lot), 1)
        if gap <= EVEN * mean:
            return False
        mine, theirs = self._loose(high, low, fixed), self._loose(low, high, fixed)
        swaps = [(one, other) for one in mine for other in theirs if one.stratum == other.stratum]
        best = _best([(one.words - other.words, one, other) for one, other in swaps], gap)
        if best:
            self._move(best[1], low)
            self._move(best[2], high)
            return True
        moves = [(one.words, one, one) for one in mine] if gap > UNEVEN * mean else []
        best = _best(moves, gap)
        if best:
            self._move(best[1], low)
        return best is not None

    def _loose(self, coder: str, other: str, fixed: Collection[Talk]) -> list[Talk]:
        """What a coder has alone and the other may have."""
        own = (talk for talk, owner in self._single.items() if owner == coder and talk not in fixed)
        return sorted(talk for talk in own if other in self._eligible(talk.document))

    def _move(self, talk: Talk, coder: str) -> None:
        before = self._single[talk]
        self.words[before] -= talk.words
        self._of_stratum[before, talk.stratum] -= talk.words
        self.give(talk, coder)
        self._single[talk] = coder


_Change: TypeAlias = tuple[int, Talk, Talk]


def _best(changes: Iterable[_Change], gap: int) -> _Change | None:
    """The change that brings two loads nearest to each other; None where none brings them nearer."""
    helping = (change for change in changes if 0 < change[0] < gap)
    return min(helping, key=lambda change: (abs(2 * change[0] - gap), change), default=None)
