"""Which words one part of the talk uses more than another: of one group, or of coded passages."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

import numpy as np

from qualcode.analysis.columns import Columns, counted
from qualcode.analysis.keyness import keyness_columns
from qualcode.coding.apply import Engine
from qualcode.coding.coded import CodedDocument
from qualcode.coding.sweep import distinct
from qualcode.errors import UsageError
from qualcode.project.job.finding import GROUPS, check_group
from qualcode.project.job.pipeline import Plan, process
from qualcode.project.job.population import listed
from qualcode.project.words.spoken import Spoken, spoken
from qualcode.project.words.wording import quick_cut, stop_words
from qualcode.terms import CodeId, Flags, Ints
from qualcode.text.document import Document, Speaker
from qualcode.text.key import fold
from qualcode.workshop.find import value_of
from qualcode.workshop.strata import family_of


@dataclass(frozen=True, slots=True)
class Contrast:
    """What is compared with what.

    by, target, reference
        Those whose value of an attribute is `target`, with those whose value is `reference`, or any other
        value where that is empty. `by` may be role, speaker or document too.
    code, rollup
        Passages that have a code by rule, with those that have not; under rollup codes below it count.
    stop
        Folded words that are not listed; they count among the words in all.
    least
        Words that are rarer in both together are not listed.
    """

    by: str = ""
    target: str = ""
    reference: str = ""
    code: CodeId = ""
    rollup: bool = False
    stop: frozenset[str] = stop_words()
    least: int = 5

    @property
    def names(self) -> tuple[str, str]:
        """The target and the reference in words of the command line."""
        if self.code:
            return f"code:{self.code}", f"NOT code:{self.code}"
        other = f"{self.by}={self.reference}" if self.reference else f"{self.by}!={self.target}"
        return f"{self.by}={self.target}", other


class Contrasted(NamedTuple):
    """The table of keyness, the words of both parts, and who is in neither for want of a value.

    `n_documents` hold a word of either part. `missing` are documents in which a person could not give the
    code: they are in neither part.
    """

    table: Columns
    n_target: int
    n_reference: int
    n_documents: int
    without: tuple[str, ...]
    missing: tuple[str, ...] = ()


def contrast(documents: Sequence[Document], plan: Plan, asked: Contrast) -> Contrasted:
    """Which words the target uses more than the reference; the columns are those of `keyness_columns`.

    The Chinese terms of the codebook of `plan` are words for the segmenter. The table ends with counted_by
    (`word`), population and N, the words of both parts.

    Raises
    ------
    UsageError
        Neither or both of a code and an attribute are asked for, or one that is not there.
    """
    if bool(asked.code) == bool(asked.by):
        cure = "name an attribute and a value of it with --by and --target, or a code with --code"
        raise UsageError("one thing is to be compared", cure=cure, slug="keyness")
    without: tuple[str, ...] = ()
    coded = _coded_with(documents, plan, asked) if asked.code else []
    missing: tuple[str, ...] = ()
    if asked.code:
        kept = [one.document for one in coded]
        missing = tuple(one.id for one in documents if one.id not in {here.id for here in kept})
        documents = kept
    said = spoken(documents, plan.population, quick_cut(plan.codebook))
    if asked.code:
        target = _coded(coded, plan, asked, said)
        reference = [~one for one in target]
    else:
        target, reference, without = _by_value(documents, asked, said)
    table = keyness_columns(
        target=said.counts(target),
        reference=said.counts(reference),
        words=said.words,
        stop=said.stop(asked.stop),
        least=asked.least,
    )
    n_target, n_reference = (sum(int(one.sum()) for one in part) for part in (target, reference))
    label, n = plan.counting.population if asked.code else plan.population.label, n_target + n_reference
    table = counted(table, counted_by="word", population=label, n=n)
    held = said.n_holding([one | other for one, other in zip(target, reference, strict=True)])
    return Contrasted(table, n_target, n_reference, held, without, missing)


def _coded_with(documents: Sequence[Document], plan: Plan, asked: Contrast) -> list[CodedDocument]:
    """The documents in which the code, with those that count for it, could be given, coded."""
    wanted = sorted(family_of(plan.codebook, asked.code, rollup=asked.rollup))
    engine = Engine(plan.codebook)
    coded = [process(document, plan, engine).coded for document in documents]
    found = [one for one in coded if one.offered is None or one.offered[wanted].all()]
    if coded and not found:
        cure = "choose another code or coder"
        raise UsageError(f"{asked.code} could be given in no document", cure=cure, slug="not-on-offer")
    return found


def _coded(coded: Sequence[CodedDocument], plan: Plan, asked: Contrast, said: Spoken) -> list[Flags]:
    """Of each word of each stretch whether it stands in a passage that has the code."""
    wanted = family_of(plan.codebook, asked.code, rollup=asked.rollup)
    spans = [_spans(one, wanted) for one in coded]
    flags = []
    for at, starts in zip(said.document.tolist(), said.starts, strict=True):
        begin, end = spans[at]
        place = np.searchsorted(begin, starts, side="right") - 1
        flags.append((place >= 0) & (starts < np.append(end, 0)[place]))
    return flags


def _spans(coded: CodedDocument, wanted: frozenset[int]) -> tuple[Ints, Ints]:
    """Where passages that have one of some codes begin and end, in order; those that overlap are one.

    A word that a person's passage cuts belongs to it.
    """
    codes = sorted(wanted)
    unit = distinct(coded.coded.unit[np.isin(coded.coded.code, codes)])
    begin, end = coded.units.start[unit].astype(np.int64), coded.units.end[unit].astype(np.int64)
    if coded.marked is None:
        return begin, end
    marked, said = coded.marked, coded.marked.said
    mine = np.flatnonzero(np.isin(marked.code, codes))
    word = said.place[np.searchsorted(said.token, said.token[marked.first[mine]])]
    begin = np.append(begin, np.minimum(word, marked.start[mine]))
    order = np.argsort(begin, kind="stable")
    begin, end = begin[order], np.maximum.accumulate(np.append(end, marked.end[mine])[order])
    first = np.append(True, begin[1:] > end[:-1])[: len(begin)]
    return begin[first], end[np.append(np.flatnonzero(first)[1:] - 1, len(end) - 1)] if len(end) else end


def _by_value(
    documents: Sequence[Document], asked: Contrast, said: Spoken
) -> tuple[list[Flags], list[Flags], tuple[str, ...]]:
    """The same for those of the target and of the reference; and who has no value."""
    check_group(asked.by, documents)
    by = fold(asked.by) if fold(asked.by) in GROUPS else asked.by
    voices = [
        _Voice.of(documents[at], turn, by)
        for at, turn in zip(said.document.tolist(), said.turn.tolist(), strict=True)
    ]
    known = list(dict.fromkeys(voice.value for voice in voices if voice.value))
    for value in (asked.target, asked.reference or asked.target):
        if not any(voice.has(value) for voice in voices):
            raise _unknown(value, by, known)
    in_target = [voice.has(asked.target) for voice in voices]
    in_reference = [
        voice.has(asked.reference) if asked.reference else bool(voice.value) and not mine
        for voice, mine in zip(voices, in_target, strict=True)
    ]
    without = dict.fromkeys(voice.name for voice in voices if not voice.value)
    return _whole(in_target, said), _whole(in_reference, said), tuple(without)


class _Voice(NamedTuple):
    """Who speaks in a turn, in which document, and the value that is compared."""

    name: str
    label: str
    value: str

    @classmethod
    def of(cls, document: Document, turn: int, by: str) -> "_Voice":
        speaker = document.speaker_of(turn) or Speaker("")
        name = f"{document.id}: {speaker.label}" if speaker.label else document.id
        return cls(name, speaker.label if by == "speaker" else "", value_of(document, speaker, by))

    def has(self, value: str) -> bool:
        """Whether a value is the one of this voice; a speaker is also known by the label alone."""
        return bool(value) and fold(value) in (fold(self.value), fold(self.label))


def _whole(chosen: Sequence[bool], said: Spoken) -> list[Flags]:
    return [np.full(len(words), flag, np.bool_) for flag, words in zip(chosen, said.stretches, strict=True)]


def _unknown(value: str, by: str, known: Sequence[str]) -> UsageError:
    if not value:
        cure = f"name a value with --target, one of {listed(known)}"
        return UsageError("no target is named", cure=cure, slug="keyness")
    near = get_close_matches(value, known, n=1)
    cure = f"did you mean {near[0]}?" if near else f"choose one of {listed(known)}"
    return UsageError(f"nobody of the population has {by}={value}", cure=cure, slug="unknown-value")
