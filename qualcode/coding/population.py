"""The population: whose speech counts, and the units that are left of a document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from qualcode.coding.coded import Units
from qualcode.terms import INTERVIEWER, PARTICIPANT, Flags, Ints
from qualcode.text.document import Document
from qualcode.text.key import fold
from qualcode.text.segment import Segments
from qualcode.text.words import Words

ALL = "all"


@dataclass(frozen=True, slots=True)
class Population:
    """Whose speech counts.

    speakers
        Roles and names (`role:…` and `name:…` force the one or the other); ("all",) for
        everyone; empty for everyone whose role is not `interviewer`.
    where
        Attribute and value, all of which must hold of the speaker or the document.
    """

    speakers: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """The population in words of the command line, as it stands in every table."""
        speakers = f"speakers={','.join(self.speakers)}" if self.speakers else f"speakers!={INTERVIEWER}"
        return "; ".join([speakers, *(f"where {name}={value}" for name, value in self.where)])


def population_turns(document: Document, population: Population) -> Flags:
    """Which turns of `document` belong to `population`, one flag a turn."""
    wanted = [wants(population, speaker.label, speaker.role) for speaker in document.speakers]
    flags = document.turns_where(np.array(wanted, np.bool_), wants(population, "", PARTICIPANT))
    for name, value in population.where:
        flags = flags & attribute_turns(document, name, value)
    return flags


def wants(population: Population, label: str, role: str) -> bool:
    """Whether a speaker is one of `population.speakers`; attributes are not looked at."""
    if not population.speakers:
        return role != INTERVIEWER
    return any(_matches(one, label, role) for one in population.speakers)


def _matches(wanted: str, label: str, role: str) -> bool:
    if wanted == ALL:
        return True
    kind, _, name = wanted.partition(":")
    if kind == "role" and name:
        return is_role(role, name)
    if kind == "name" and name:
        return fold(label) == fold(name)
    return is_role(role, wanted) or bool(label and fold(label) == fold(wanted))


def is_role(role: str, wanted: str) -> bool:
    """Whether `role` is the one wanted; all but the interviewer are participants."""
    if fold(wanted) == PARTICIPANT:
        return role != INTERVIEWER
    return fold(role) == fold(wanted)


def attribute_turns(document: Document, name: str, value: str) -> Flags:
    """Which turns have `value` for attribute `name`: the speaker's own before the document's."""
    wanted = fold(value)
    common = _lookup((document.attributes, document.header), fold(name))
    own = [
        _lookup((speaker.attributes, document.attributes, document.header), fold(name))
        for speaker in document.speakers
    ]
    return document.turns_where(np.array([one == wanted for one in own], np.bool_), common == wanted)


def attribute_values(document: Document, name: str) -> set[str]:
    """All values of attribute `name` among the speakers of `document` and of the document itself."""
    sources = (document.attributes, document.header, *(one.attributes for one in document.speakers))
    wanted = fold(name)
    return {value for source in sources for key, value in source.items() if value and fold(key) == wanted}


def fits(values: Iterable[str], wanted: str) -> bool:
    """Whether one of `values` is the one wanted, as conditions compare them."""
    return fold(wanted) in map(fold, values)


def speaker_fits(document: Document, wanted: str) -> bool:
    """Whether a word of `Population.speakers` fits a speaker of `document`, or speech without a label."""
    heard = [(speaker.label, speaker.role) for speaker in document.speakers]
    unlabelled = [("", PARTICIPANT)] if (document.turn_speakers < 0).any() else []
    return any(_matches(wanted, label, role) for label, role in heard + unlabelled)


def _lookup(sources: tuple[Mapping[str, str], ...], name: str) -> str | None:
    """The folded value of the attribute whose folded name is `name`, or None."""
    for source in sources:
        for key, value in source.items():
            if fold(key) == name and value:
                return fold(value)
    return None


def population_units(document: Document, segments: Segments, turns: Flags, words: Words) -> Units:
    """The segments that hold words of the population, cut to it.

    Parameters
    ----------
    turns
        Which turns belong to the population, one flag a turn.
    """
    if segments.kind in ("exchange", "document"):
        return _wide_units(document, segments, turns, words)
    tokens = words.begun[segments.end] - words.begun[segments.start]
    kept = np.flatnonzero(turns[segments.first_turn] & (tokens > 0))
    return Units(
        segments.kind,
        kept.astype(np.int64) + 1,
        segments.start[kept],
        segments.end[kept],
        segments.first_turn[kept],
        segments.last_turn[kept],
        tokens[kept].astype(np.int64),
    )


def _wide_units(document: Document, segments: Segments, turns: Flags, words: Words) -> Units:
    """Units of several turns: from the first to the last turn of the population in each."""
    speech, end = document.turn_spans[:, 1], document.turn_spans[:, 2]
    tokens = np.where(turns, words.begun[end] - words.begun[speech], 0)
    rows = []
    for number, (first, last) in enumerate(zip(segments.first_turn, segments.last_turn, strict=True), 1):
        speaking = first + np.flatnonzero(tokens[first : last + 1])
        if len(speaking):
            a, b = int(speaking[0]), int(speaking[-1])
            rows.append((number, int(speech[a]), int(end[b]), a, b, int(tokens[first : last + 1].sum())))
    columns = np.array(rows, np.int64).reshape(-1, 6).T
    start, stop, first_turn, last_turn = columns[1:5].astype(np.int32)
    return Units(segments.kind, columns[0], start, stop, first_turn, last_turn, columns[5])


def turn_tokens(document: Document, words: Words) -> tuple[Ints, Ints]:
    """Words of each turn's speech, and how many of them are Han or kana characters."""
    speech, end = document.turn_spans[:, 1], document.turn_spans[:, 2]
    tokens = words.begun[end] - words.begun[speech]
    return tokens.astype(np.int64), (words.han[end] - words.han[speech]).astype(np.int64)
