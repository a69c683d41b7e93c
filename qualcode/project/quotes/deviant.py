"""The deviant documents and speakers of some coded documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Literal, NamedTuple

from qualcode.analysis.deviant import Kind, deviant
from qualcode.export.table import Language
from qualcode.project.quotes.quotable import Quotable
from qualcode.terms import CodeId


@dataclass(frozen=True, slots=True)
class Case:
    """A document, or a person in one document or, with a `case`, in several.

    `people` are the pairs of document and label that it consists of, `tokens` the words that they say.
    """

    level: Literal["document", "speaker"]
    label: str
    role: str
    people: frozenset[tuple[str, str]]
    documents: tuple[str, ...]
    tokens: int

    def named(self, language: Language) -> str:
        """How it is called on a page."""
        documents = ("、" if language == "zh" else ", ").join(self.documents)
        if self.level == "document" or not self.label:
            return documents
        return f"{self.label}（{documents}）" if language == "zh" else f"{self.label} ({documents})"


class Found(NamedTuple):
    """A deviant case; `median` are the words of the other cases."""

    case: Case
    kind: Kind
    n_have: int
    n_others: int
    median: int


def cases_of(found: Quotable) -> tuple[list[Case], ...]:
    """The documents, and the people, who say a word in the population."""
    return _documents(found), _speakers(found)


def deviants(found: Quotable, cases: Sequence[Sequence[Case]], code: CodeId) -> list[list[Found]]:
    """The deviant ones of `cases_of`: documents that lack a code, speakers that do, documents that have it,
    speakers that do.

    A speaker is not told where the documents in which the same person speaks are told; nor is anyone who
    speaks in a document in which the code could not be given.
    """
    having, missing = found.having.get(code, set()), found.missing.get(code, frozenset())
    kept = ([case for case in one if missing.isdisjoint(case.documents)] for one in cases)
    documents, people = (_found(one, having) for one in kept)
    told = {(one.kind, name) for one in documents for name in one.case.documents}
    speakers = [one for one in people if not all((one.kind, name) in told for name in one.case.documents)]
    kinds: tuple[Kind, ...] = ("lacks", "has")
    return [[one for one in level if one.kind == kind] for kind in kinds for level in (documents, speakers)]


def _found(cases: Sequence[Case], having: set[tuple[str, str]]) -> list[Found]:
    told = []
    for one in deviant([not case.people.isdisjoint(having) for case in cases]):
        others = [case.tokens for at, case in enumerate(cases) if at != one.case]
        told.append(Found(cases[one.case], one.kind, one.n_have, one.n_others, median_low(others)))
    return told


def _documents(found: Quotable) -> list[Case]:
    """The documents in which someone of the population speaks."""
    cases = []
    for name, heard in found.heard.items():
        voices = heard.voices()
        people = frozenset((name, one.label) for one in voices)
        tokens = sum(one.tokens for one in voices)
        cases += [Case("document", "", "", people, (name,), tokens)] if tokens else []
    return cases


def _speakers(found: Quotable) -> list[Case]:
    """The people of the population: those of one `case` are one, of others each label in each document."""
    known: dict[object, list[tuple[str, str, str, int]]] = {}
    for name, heard in found.heard.items():
        for one in heard.voices():
            told = (name, one.label, one.role, one.tokens)
            known.setdefault(one.case or (name, one.label), []).append(told)
    return [_person(heard) for heard in known.values()]


def _person(heard: Sequence[tuple[str, str, str, int]]) -> Case:
    return Case(
        "speaker",
        _each(label for _, label, _, _ in heard),
        _each(role for _, _, role, _ in heard),
        frozenset((name, label) for name, label, _, _ in heard),
        tuple(dict.fromkeys(name for name, _, _, _ in heard)),
        sum(tokens for *_, tokens in heard),
    )


def _each(values: Iterable[str]) -> str:
    return "/".join(dict.fromkeys(values))
