"""Whose codings count: the rules', a person's as they stand now, or the rules' as a person corrected them."""

import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.errors import UsageError, as_argument
from qualcode.project.job.coders import Coder, Finished, coder_of, finished_by, nothing_finished
from qualcode.project.job.population import listed
from qualcode.project.study.folder import Study, study_holding
from qualcode.terms import CONSENSUS, RULES_CODER

if TYPE_CHECKING:
    from qualcode.journal.state import State

BESIDE = f"{RULES_CODER}+"
"""Before the name of the person who corrected the rule codings."""


@dataclass(frozen=True, slots=True)
class CodedBy:
    """A person's codings as they stand now, by document; it pickles.

    label
        As it was asked for, such as `li`, `li#2`, `consensus` or `rules+li`.
    coder
        Who.
    with_rules
        Whether rule codings count besides.
    reviewed_only
        Whether of those only accepted ones do.
    documents
        By id those that are finished.
    decisions
        By document and id of a rule coding, whether it was accepted.
    """

    label: str
    coder: Coder
    with_rules: bool
    reviewed_only: bool
    documents: Mapping[str, Finished]
    decisions: Mapping[str, Mapping[str, bool]]

    @property
    def finished_only(self) -> bool:
        """Whether only finished documents belong to the population."""
        return not self.with_rules or self.reviewed_only

    @property
    def population(self) -> str:
        """What the population says about whose codings count."""
        return whose(self.label, reviewed_only=self.reviewed_only)

    def record(self, documents: Sequence[str]) -> dict[str, Any]:
        """What provenance says: who, which of `documents` are finished and which not, and a hash of all."""
        return {
            "coder": self.coder.name,
            "round": self.coder.round,
            "finished": [name for name in documents if name in self.documents],
            "unfinished": [name for name in documents if name not in self.documents],
            "sha256": self._sha256(documents),
        }

    def _sha256(self, documents: Sequence[str]) -> str:
        """The hash of all that decides: a JSON text for each document, with codings and decisions."""
        lines = []
        for name in sorted(documents):
            own, decided = self.documents.get(name), self.decisions.get(name, {})
            codings = (
                sorted((one.start, one.end, one.code) for one in own.codings if one.span) if own else None
            )
            codes = sorted(own.codes) if own and own.codes is not None else None
            lines.append(json.dumps([name, codings, codes, sorted(decided.items())], ensure_ascii=False))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def whose(coder: str, *, reviewed_only: bool) -> str:
    """Whose codings count, as the population of a table says it."""
    return f"coder={coder}" + "; reviewed-only" * reviewed_only


def named_coder(word: str) -> tuple[Coder, bool]:
    """Who is meant by `--coder`, and whether the rules' codings count besides.

    Raises UsageError for a round that is none, and for several names: no table is of several coders.
    """
    if "," in word or "，" in word:
        cure = "name one; the analyze commands take several and make a table of each"
        raise UsageError(f"{word} are several coders", cure=cure, slug="coders")
    name = word.removeprefix(BESIDE)
    with_rules = name != word
    if not name or "+" in name or (with_rules and name in (RULES_CODER, CONSENSUS)):
        cure = f"write a name, {CONSENSUS}, {RULES_CODER}, or {BESIDE}NAME"
        raise UsageError(f"'{word}' names no coder", cure=cure, slug="coders")
    return coder_of(name), with_rules


def coded_by(
    word: str, inputs: Sequence[str], *, reviewed_only: bool = False
) -> tuple[CodedBy | None, list[str]]:
    """The codings of the coder that `word` names, from the study that `inputs` lie in; and what is wrong.

    None for the rules alone.

    Raises
    ------
    UsageError
        No such coder, nothing finished, no study, or `reviewed_only` without rules and a person.
    """
    word = unicodedata.normalize("NFC", word)
    coder, with_rules = named_coder(word)
    if reviewed_only and not with_rules:
        cure = f"write --coder {BESIDE}NAME, whose decisions on rule codings are meant"
        raise UsageError(f"--reviewed-only says nothing of {word}", cure=cure, slug="idle-option")
    if coder.is_rules:
        return None, []
    from qualcode.journal.fold import fold
    from qualcode.project.study.journals import names_in, read_journals

    study = _study(word, inputs)
    journal = read_journals(study.folder)
    state = fold(journal.events)
    done, decided = finished_by(state, coder), _decisions(state, coder, with_rules)
    found = CodedBy(word, coder, with_rules, reviewed_only, done, decided)
    known = {event.coder for event in journal.events}
    if coder.name not in known:
        raise _unknown(coder.name, known, names_in(study.folder).coders.get(coder.name, ""))
    if found.finished_only and not found.documents:
        raise nothing_finished(coder, journal.events)
    return found, [f"not read: {one.place}: {one.message}" for one in journal.problems]


def finished_by_all(words: Sequence[str], inputs: Sequence[str]) -> frozenset[str] | None:
    """The documents that all coders named have finished; None where only rules are named, which have all.

    Raises UsageError as `coded_by`.
    """
    people = [coder for coder, _ in map(named_coder, words) if not coder.is_rules]
    if not people:
        return None
    from qualcode.journal.fold import fold
    from qualcode.project.study.journals import names_in, read_journals

    study = _study(", ".join(words), inputs)
    events = read_journals(study.folder).events
    state, known = fold(events), {event.coder for event in events}
    for coder in people:
        if coder.name not in known:
            raise _unknown(coder.name, known, names_in(study.folder).coders.get(coder.name, ""))
    done = [finished_by(state, coder) for coder in people]
    if not all(done):
        raise nothing_finished(people[done.index({})], events)
    return frozenset(done[0]).intersection(*done)


def only_shared(words: Sequence[str], shared: Collection[str], documents: Sequence[str]) -> list[str]:
    """What must be said where only `shared` ones of some documents count; raises UsageError for none."""
    missing = [name for name in documents if name not in shared]
    who = ", ".join(words)
    if documents and len(missing) == len(documents):
        cure = "leave --shared out, or name others; qualcode coders --documents says who has finished what"
        raise UsageError(f"none of these documents is finished by all of {who}", cure=cure, slug="coders")
    told = f"left out: {len(missing):,} of {len(documents):,} documents, not finished by all of {who}: "
    return [told + listed(missing)] if missing else []


def _study(word: str, inputs: Sequence[str]) -> Study:
    """The study whose journals are read."""
    found = study_holding(inputs)
    if found is None:
        cure = "name transcripts of one study folder (qualcode init)"
        raise UsageError(
            f"the codings of {word} lie in a study, and this is none", cure=cure, slug="no-study"
        )
    return found


def _unknown(name: str, known: Collection[str], now: str) -> UsageError:
    if now:
        cure = f"write {now}; results of {name} are made anew with qualcode code --coder {as_argument(now)}"
        return UsageError(f"{name} is called {now} by now", cure=cure, slug="coder-renamed")
    cure = f"there are {', '.join(sorted(known))}" if known else "nobody has coded in this study yet"
    return UsageError(f"nobody is called {name} in this study", cure=cure, slug="coders")


def _decisions(state: "State", coder: Coder, with_rules: bool) -> dict[str, dict[str, bool]]:
    found: dict[str, dict[str, bool]] = {}
    for one in state.decisions if with_rules else ():
        if one.coding.coder == coder.name:
            found.setdefault(one.coding.document, {})[one.coding.id] = one.accepted
    return found


def left_out(by: CodedBy, documents: Sequence[str]) -> list[str]:
    """What must be said of documents that are not finished, where only finished ones count."""
    missing = [name for name in documents if name not in by.documents]
    if not missing:
        return []
    told = f"{len(missing):,} of {len(documents):,} documents, not finished by {by.coder.label}"
    if by.finished_only:
        return [f"left out: {told}: {listed(missing)}"]
    return [f"{told}: own codings in them do not count yet: {listed(missing)}"]


def check_any(by: CodedBy, documents: Iterable[str]) -> None:
    """Raise UsageError where none of some documents is finished, and only finished ones count."""
    if by.finished_only and not any(name in by.documents for name in documents):
        cure = f"{by.coder.label} has finished {listed(sorted(by.documents))}"
        raise UsageError(f"{by.coder.label} has finished none of these documents", cure=cure, slug="coders")
