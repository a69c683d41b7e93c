"""Differences between the coders of a study, to be settled one by one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.errors import UsageError
from qualcode.journal.events import Event
from qualcode.journal.files import Appended
from qualcode.project.agreement.consensus import Ruling, record
from qualcode.project.agreement.finished import (
    Adjudication,
    Disputed,
    Standing,
    disputed_in,
    left_out,
    standing_of,
)
from qualcode.project.agreement.marks import marks_of
from qualcode.project.agreement.units import refuse_finer
from qualcode.project.job.coders import Coder, Hand, coders_named, hands
from qualcode.project.job.finding import doubts
from qualcode.project.job.options import CodeOptions, named_unit, prepare
from qualcode.project.job.pipeline import Plan
from qualcode.project.job.population import listed
from qualcode.project.job.reading import read_all
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import append_events, read_journals
from qualcode.terms import CONSENSUS, RULES_CODER, CodeId, UnitKind
from qualcode.text.document import Document


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is compared, and on what.

    coders
        `li`, `li#2` (a round), `rules`; two or more.
    count_by
        One of UNIT_KINDS; empty: `sentence`, with rules their coding unit.
    document
        Only this one; empty: all that two of them finished.
    singles
        Whether documents that only one of them finished count too: they are as that one coded them.
    """

    coders: tuple[str, ...]
    count_by: str = ""
    document: str = ""
    singles: bool = False


def opened(study: Study, options: CodeOptions, asked: Asked) -> Adjudication:
    """Who is compared, on which documents.

    Raises
    ------
    UsageError
        Coders, units or a document that are none; nothing that two of them finished.
    ReadError, CodebookError
        Texts, journals or the codebook cannot be read.
    """
    if len(asked.coders) < 2:
        cure = "name two or more: qualcode adjudicate li zhang"
        raise UsageError("differences are between two coders or more", cure=cure, slug="coders")
    coders = coders_named(asked.coders)
    if any(coder.name == CONSENSUS for coder in coders):
        cure = "name those who coded: qualcode adjudicate li zhang"
        raise UsageError("the agreed coding is what is made here", cure=cure, slug="coders")
    prepared = prepare(options)
    plan = prepared.job.plan
    by = _unit(asked.count_by, plan, coders)
    journal = read_journals(study.folder)
    people = hands(journal.events, coders, at="now", include_assisted=True)
    read = read_all(prepared)
    chosen = _shared(asked, {one.id: one for one in read.documents}, people, coders)
    damaged = [f"{one.place}: {one.message}; left out" for one in journal.problems]
    warnings = (*damaged, *doubts("", plan.population, read.documents), *prepared.warnings)
    rules = [coder for coder in coders if coder.is_rules]
    by_rules = marks_of(rules, people, chosen, plan).by_coder.get(RULES_CODER, {})
    failures = tuple(read.failures)
    return Adjudication(study, coders, plan, by, chosen, by_rules, asked.singles, failures, warnings)


def _shared(
    asked: Asked, known: Mapping[str, Document], people: Sequence[Hand], coders: Sequence[Coder]
) -> dict[str, Document]:
    """The documents that two coders have, the rules having all of them; or the one that is asked for."""
    wanted, least = asked.document, 0 if asked.singles else 1
    done = Counter(name for hand in people for name in hand.documents)
    n_rules = len(coders) - len(people)
    shared = {name: one for name, one in known.items() if done[name] and done[name] + n_rules > least}
    if wanted and wanted not in shared:
        message = f"{wanted} is not finished by two of these coders"
        raise UsageError(message, cure=f"there are {listed(shared)}", slug="nothing-shared")
    if not shared:
        cure = "; ".join(f"{hand.coder.label}: {listed(hand.documents)}" for hand in people)
        message = "no document is finished by two of these coders"
        raise UsageError(message, cure=f"finished now: {cure}", slug="nothing-shared")
    return {wanted: shared[wanted]} if wanted else shared


def _unit(word: str, plan: Plan, coders: Sequence[Coder]) -> UnitKind:
    rules = any(coder.is_rules for coder in coders)
    by = named_unit(word) if word else plan.unit if rules else "sentence"
    if rules:
        refuse_finer(by, plan.unit)
    return by


def disputed(adjudication: Adjudication, *, decided: bool = True) -> tuple[Disputed, ...]:
    """The units where the sets of codes differ, by document and place; all, or those not `decided` yet.

    Raises UsageError as `standing_of`.
    """
    all_of_them = (standing_of(adjudication, name) for name in adjudication.documents)
    found = (one for standing in all_of_them for one in disputed_in(adjudication, standing))
    return tuple(one for one in found if decided or one.decision is None)


def settle(
    adjudication: Adjudication,
    disputed: Disputed,
    codes: Sequence[CodeId],
    reason: str,
    by: str,
) -> Appended:
    """Decide on a unit; when this returns, the decision and the codings that follow are on the disk.

    Nothing is written where that was decided already, with the same reason.

    Raises
    ------
    UsageError
        Codings or text have changed since the unit was shown (slug `changed`), or there is no such code.
    WriteError
        The journal cannot be written.
    """
    standing = standing_of(adjudication, disputed.document)
    if not is_as_shown(adjudication, standing, disputed):
        cure = "look at it again: the codings of a coder or the text are others now"
        raise UsageError("this passage has changed since it was shown", cure=cure, slug="changed")
    return record(adjudication, standing, [Ruling(disputed, tuple(codes), reason)], by)


def withdraw(adjudication: Adjudication, document: str, written: Appended) -> None:
    """Take back a decision that `settle` wrote: what was decided before holds again, or nothing is decided.

    Raises as `settle`.
    """
    ids = [event.id for event in written.events if event.event == "adjudicate"]
    removed = [Event("remove", coding=id) for id in ids]
    append_events(adjudication.study.folder, CONSENSUS, document, removed)
    record(adjudication, standing_of(adjudication, document), (), "")


def take_over(adjudication: Adjudication) -> tuple[str, ...]:
    """Write what all coders agree on into the agreed coding; documents without dispute are finished.

    What does not come into it is returned, a line for each reason. Raises UsageError as
    `standing_of`, WriteError where a journal cannot be written.
    """
    standings: list[Standing] = []
    for name in adjudication.documents:
        standings.append(standing_of(adjudication, name))
        record(adjudication, standings[-1], (), "")
    return tuple(left_out(adjudication, standings))


def is_as_shown(adjudication: Adjudication, standing: Standing, shown: Disputed) -> bool:
    """Whether a unit is disputed as it was shown."""
    now = (
        one for one in disputed_in(adjudication, standing) if (one.start, one.end) == (shown.start, shown.end)
    )
    return any((one.sha256, one.given) == (shown.sha256, shown.given) for one in now)
