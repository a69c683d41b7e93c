"""Whose codings are compared: people, one of their rounds, the rules, the agreed coding."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from qualcode.errors import UsageError
from qualcode.terms import CONSENSUS, ROUND, RULES_CODER, CodeId

if TYPE_CHECKING:
    from qualcode.journal.events import Event
    from qualcode.journal.state import Coding, State, Work

At: TypeAlias = Literal["first", "now"]
STATES: tuple[At, ...] = ("first", "now")
"""Codings as they stood when a document was first finished, or as they stand now."""


class Coder(NamedTuple):
    """Who coded: `label` as it was typed; `rules` and `consensus` are nobody's names."""

    label: str
    name: str
    round: int

    @property
    def is_rules(self) -> bool:
        """Whether the rules of the codebook are meant."""
        return self.name == RULES_CODER


class Finished(NamedTuple):
    """A document that a coder finished: its codings, and the codes that were on offer (None: not known)."""

    codings: "tuple[Coding, ...]"
    codes: frozenset[CodeId] | None
    at: str


@dataclass(frozen=True, slots=True)
class Hand:
    """What a person coded.

    documents
        By id those that count.
    assisted
        Ids of documents coded in view of other codings, which are left out.
    changed
        Where codings at the first finish count: documents with others now, and how many there were and are.
    """

    coder: Coder
    documents: Mapping[str, Finished]
    assisted: tuple[str, ...]
    changed: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def coders_named(words: Sequence[str]) -> tuple[Coder, ...]:
    """`li`, `li#2`, `rules`, `consensus` as coders.

    Raises UsageError for fewer than two, for one that is named twice, and for a round that is none.
    """
    coders = tuple(map(coder_of, words))
    if len(coders) < 2:
        cure = "name two or more: qualcode agree li zhang, li#1 li#2, rules li"
        raise UsageError("agreement needs two coders", cure=cure, slug="coders")
    who = [(coder.name, coder.round) for coder in coders]
    twice = next((coder.label for coder, one in zip(coders, who, strict=True) if who.count(one) > 1), None)
    if twice:
        raise UsageError(f"{twice} is named twice", cure="name each coder once", slug="coders")
    return coders


def coder_of(word: str) -> Coder:
    """One coder, by a name in NFC as journals have it; raises UsageError for a round that is none."""
    word = unicodedata.normalize("NFC", word)
    name, sign, digits = word.rpartition(ROUND)
    if not sign:
        return Coder(word, word, 1)
    if not name or not (digits.isascii() and digits.isdigit() and int(digits)):
        raise UsageError(f"{word} names no round", cure="write li#2 for li's second round", slug="coders")
    if name in (RULES_CODER, CONSENSUS):
        raise UsageError(f"{name} has no rounds", cure=f"write {name}", slug="coders")
    return Coder(word, name, int(digits))


def hands(
    events: "Iterable[Event]", coders: Sequence[Coder], *, at: At = "first", include_assisted: bool = False
) -> tuple[Hand, ...]:
    """What each person of `coders` finished; the rules are passed over.

    The agreed coding is always taken as it stands now. Raises UsageError for somebody who has
    finished nothing in that round.
    """
    from qualcode.journal.fold import fold
    from qualcode.journal.rounds import at_first_finish

    known = tuple(events)

    @cache
    def state(round: int, at: At) -> "State":
        return at_first_finish(known, round=round) if at == "first" else fold(known)

    people = (coder for coder in coders if not coder.is_rules)
    found = [
        _hand(state(coder.round, "now" if coder.name == CONSENSUS else at), coder, known, include_assisted)
        for coder in people
    ]
    return tuple(_compared(hand, state(hand.coder.round, "now")) if at == "first" else hand for hand in found)


def _compared(hand: Hand, now: "State") -> Hand:
    """The same with the documents whose codings are others now than when they were first finished."""
    later: defaultdict[str, set[tuple[object, ...]]] = defaultdict(set)
    for one in now.codings:
        if (one.coder, one.round) == (hand.coder.name, hand.coder.round):
            later[one.document].add(_said(one))
    pairs = {name: ({*map(_said, one.codings)}, later[name]) for name, one in hand.documents.items()}
    changed = {name: (len(then), len(after)) for name, (then, after) in pairs.items() if then != after}
    return replace(hand, changed=changed)


def _said(coding: "Coding") -> tuple[object, ...]:
    return coding.code, coding.start, coding.end


def _hand(state: "State", coder: Coder, events: "Sequence[Event]", include_assisted: bool) -> Hand:
    done = finished_by(state, coder)
    if not done:
        raise nothing_finished(coder, events)
    modes = {work.document: work.mode for work in _own_work(state, coder)}
    assisted = tuple(name for name in done if modes[name] == "assisted" and not include_assisted)
    return Hand(coder, {name: one for name, one in done.items() if name not in assisted}, assisted)


def finished_by(state: "State", coder: Coder) -> dict[str, Finished]:
    """The documents that a person has finished in that round, by id, with what stands of it in `state`."""
    done = [work for work in _own_work(state, coder) if work.is_finished]
    codings: dict[str, list[Coding]] = {work.document: [] for work in done}
    for one in state.codings:
        if (one.coder, one.round) == (coder.name, coder.round) and one.document in codings:
            codings[one.document].append(one)
    return {
        work.document: Finished(
            tuple(codings[work.document]),
            None if work.codes is None else frozenset(work.codes),
            work.finished,
        )
        for work in done
    }


def _own_work(state: "State", coder: Coder) -> "list[Work]":
    return [work for work in state.work if (work.coder, work.round) == (coder.name, coder.round)]


def nothing_finished(coder: Coder, events: "Iterable[Event]") -> UsageError:
    """The error for somebody who has finished no document, with those who have."""
    all_done = {event.coder for event in events if event.event == "finish"}
    known, again = sorted(all_done - {coder.name}), coder.name in all_done and coder.round == 1
    names = f"some are of {', '.join(known)}" if known else "nobody has finished one yet"
    in_round = f" in round {coder.round}" if coder.round > 1 else ""
    cure = f"finish those that are done, on the desk or with qualcode codings finish; {names}"
    still = " that is not open again" if again else ""
    return UsageError(f"{coder.name} has finished no document{still}{in_round}", cure=cure, slug="coders")
