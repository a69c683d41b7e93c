"""Documents of a study given to coders, some of them to several, so that agreement can be told."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from qualcode.codebook.model import Codebook
from qualcode.coding.population import Population, attribute_values, population_turns, turn_tokens
from qualcode.errors import UsageError
from qualcode.export.atomic import output_file
from qualcode.export.csv import table_bytes
from qualcode.project.job.batch import Failure
from qualcode.project.job.finding import doubts
from qualcode.project.job.options import CodeOptions, prepare
from qualcode.project.job.population import listed
from qualcode.project.job.reading import read_all
from qualcode.project.sheets.filled import Row, sheet_in
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import read_journals
from qualcode.project.teams.assigned import ASSIGNMENT_COLUMNS, FILE, Assignment, read_assignments
from qualcode.project.teams.assignment_found import Assigned
from qualcode.project.teams.coder_name import coder_named
from qualcode.project.teams.coder_twins import refuse_twin
from qualcode.project.teams.dividing import Division, Talk, drawn
from qualcode.project.teams.eligible import (
    May,
    Only,
    check_all_have_somebody,
    for_several,
    may_have,
    told_of_rules,
)
from qualcode.terms import CONSENSUS, PARTICIPANT, SEPARATOR
from qualcode.text.document import Document
from qualcode.text.key import fold
from qualcode.text.words import map_words

OVERLAP = "20%"
LEAST = 5
"""Where the overlap is a share, so many documents at least are coded by several (all, where fewer)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Among whom documents are divided, and how.

    coders
        Who gets new documents.
    overlap
        How many documents several people code: `20%` (at least LEAST) or a number.
    per_document
        So many coders code each of those; 0: all.
    stratify
        Attributes by which documents are told apart, before language and role.
    anew
        Draw all of this round again, where `force` also what somebody has begun.
    only
        Who gets only documents of some kind.
    """

    coders: tuple[str, ...]
    overlap: str = OVERLAP
    per_document: int = 0
    seed: int = 1
    round: int = 1
    stratify: tuple[str, ...] = ()
    anew: bool = False
    force: bool = False
    only: tuple[Only, ...] = ()


class Found(NamedTuple):
    """What was assigned, which texts could not be read, and what the researcher should know."""

    found: Assigned
    failures: list[Failure]
    warnings: list[str]


def assign_in(study: Study, options: CodeOptions, asked: Asked, *, write: bool = True) -> Found:
    """Give documents of a study to coders; what is assigned already stays as it is.

    Raises
    ------
    UsageError
        Coders, numbers, attributes or rules that are none; with `anew`, work that has begun and would be
        nobody's; by `only`, documents that nobody may have, or too few that several may.
    ReadError, WriteError
        Texts, journals or `assignments.csv` cannot be read; that cannot be written.
    """
    coders = _checked(asked)
    for coder in coders:
        refuse_twin(study, coder)
    before = read_assignments(study)
    prepared = prepare(options, Codebook(()))
    population = prepared.job.plan.population
    read = read_all(prepared)
    talks = [talk_of(one, population, asked.stratify) for one in read.documents]
    _check_attributes(asked.stratify, read.documents)
    journal = read_journals(study.folder)
    begun = _begun(((one.document, one.coder, one.round) for one in journal.events), asked.round)
    kept = [one for one in before if one.round == asked.round and not asked.anew]
    there = tuple(talk for talk in talks if talk.words)
    spoken = [one for one, talk in zip(read.documents, talks, strict=True) if talk.words]
    may = may_have(spoken, coders, asked.only)
    new = tuple(_distributed(there, kept, coders, asked, begun, may))
    dropped = _dropped(before, new, begun, asked)
    strata = (*asked.stratify, "language", "role")
    found = Assigned(asked.round, asked.seed, tuple(kept), new, dropped, there, strata, population.label)
    if write and (new or dropped):
        _write(study, found, asked)
    damaged = [f"{one.place}: {one.message}; left out" for one in journal.problems]
    doubtful = doubts("", population, read.documents)
    told = [*_told(kept, talks, population.label), *_idle(coders, (*kept, *new), there)]
    told += told_of_rules(kept, new, begun, may, coders) if asked.only else ()
    warnings = [*damaged, *told, *doubtful, *prepared.warnings]
    return Found(found, read.failures, warnings)


def _told(kept: Sequence[Assignment], talks: Sequence[Talk], population: str) -> Iterator[str]:
    """Documents that cannot be assigned, and assignments of none."""
    gone = {one.document for one in kept} - {talk.document for talk in talks}
    if gone:
        what = "is no document" if len(gone) == 1 else f"are {len(gone)} documents that are not"
        yield f"{FILE} names {listed(gone)}, which {what} here"
    silent = [talk.document for talk in talks if not talk.words]
    if silent:
        yield f"without a word of the population ({population}), so not assigned: {listed(silent)}"


def _idle(coders: Sequence[str], stands: Iterable[Assignment], talks: Sequence[Talk]) -> Iterator[str]:
    """Coders who got nothing."""
    busy = {fold(one.coder) for one in stands}
    idle = [coder for coder in coders if fold(coder) not in busy]
    if idle and talks:
        yield f"all documents are others' already, so nothing for {listed(idle)} (--anew draws again)"


def _checked(asked: Asked) -> tuple[str, ...]:
    """The names of the coders."""
    coders = tuple(map(coder_named, asked.coders))
    folded = [fold(coder) for coder in coders]
    twice = next((coder for coder, one in zip(coders, folded, strict=True) if folded.count(one) > 1), None)
    if twice:
        raise UsageError(f"{twice} is named twice", cure="name each coder once", slug="coders")
    if not coders:
        raise UsageError("no coder is named", cure="name who codes: qualcode assign li zhang", slug="coders")
    if asked.per_document and not 2 <= asked.per_document <= len(coders):
        cure = f"2 to {len(coders)} of the coders named code a document together"
        raise UsageError(
            f"--per-document {asked.per_document} is no number here", cure=cure, slug="per-document"
        )
    overlap_of(asked.overlap, 1)
    if asked.round < 1:
        raise UsageError(f"there is no round {asked.round}", cure="rounds count from 1", slug="round")
    return coders


def overlap_of(written: str, total: int) -> int:
    """How many of `total` documents several people code: `20%` of them and at least LEAST, or a number.

    Raises UsageError for what is neither.
    """
    word = written.strip().replace("％", "%").removesuffix("%").strip()
    try:
        value = Fraction(word)
    except (ValueError, ZeroDivisionError):
        value = Fraction(-1)
    is_share = word != written.strip()
    if value < 0 or (is_share and value > 100) or (not is_share and value.denominator > 1):
        cure = "write a share or a number of documents: --overlap 20% or --overlap 8"
        raise UsageError(f"--overlap {written} is neither", cure=cure, slug="overlap")
    if not is_share:
        return min(int(value), total)
    return min(max(ceil(total * value / 100), LEAST), total) if value else 0


def talk_of(document: Document, population: Population, attributes: Sequence[str] = ()) -> Talk:
    """A document as it is divided: values of attributes, language, the role that says most, words."""
    words = map_words(document.text, document.hidden)
    tokens = turn_tokens(document, words)[0] * population_turns(document, population)
    by_role: dict[str, int] = {}
    for turn, n in enumerate(tokens.tolist()):
        speaker = document.speaker_of(turn)
        role = speaker.role if speaker else PARTICIPANT
        by_role[role] = by_role.get(role, 0) + n
    role = max(sorted(by_role), key=lambda one: by_role[one], default="")
    values = (SEPARATOR.join(sorted(attribute_values(document, name))) for name in attributes)
    language = document.main_language or document.language
    return Talk(document.id, (*values, language, role), int(tokens.sum()))


def _check_attributes(names: Sequence[str], documents: Sequence[Document]) -> None:
    for name in names:
        if not any(attribute_values(one, name) for one in documents):
            sources = [
                source
                for one in documents
                for source in (one.attributes, *(who.attributes for who in one.speakers))
            ]
            cure = f"there are {listed({key for one in sources for key, value in one.items() if value})}"
            raise UsageError(f"no document has an attribute {name}", cure=cure, slug="attribute")


def _begun(events: Iterable[tuple[str | None, str, int]], round: int) -> dict[str, set[str]]:
    """By document, who has done anything with it in a round."""
    found: dict[str, set[str]] = {}
    for document, coder, number in events:
        if document and number == round and coder != CONSENSUS:
            found.setdefault(document, set()).add(coder)
    return found


def _distributed(
    talks: Sequence[Talk],
    kept: Sequence[Assignment],
    coders: Sequence[str],
    asked: Asked,
    begun: Mapping[str, Collection[str]],
    may: May,
) -> list[Assignment]:
    """What is new: shared documents first, then an even share of the others for each."""
    known = {talk.document: talk for talk in talks}
    division = Division(coders, seed=asked.seed, may=may if asked.only else None)
    owners: dict[str, list[str]] = {}
    for one in kept:
        owners.setdefault(one.document, []).append(one.coder)
        if one.document in known:
            division.give(known[one.document], one.coder)
    shared = {one.document for one in kept if one.purpose == "reliability" and one.document in known}
    free = [talk.document for talk in talks if talk.document not in owners]
    number = overlap_of(asked.overlap, len(talks)) if len(coders) > 1 else 0
    check_all_have_somebody(free, may)
    wide = for_several(free, may, number=number, least=asked.per_document or 2, already=shared)
    sample = drawn(talks, number=number, already=shared, free=wide, seed=asked.seed)
    wait = () if asked.per_document else shared
    pairs = [(name, one) for name in wait for one in _joining(owners[name], may[name], coders, kept)]
    for name, coder in pairs:
        division.give(known[name], coder)
    for name in sorted(sample, key=lambda one: (-known[one].words, one)):
        own = [coder for coder in may[name] if coder in begun.get(name, ())]
        more = (asked.per_document or len(coders)) - len(own)
        for coder in (*own, *division.lightest(max(more, 0), but=own, document=name)):
            division.give(known[name], coder)
            pairs.append((name, coder))
    new = [Assignment(name, coder, asked.round, "reliability") for name, coder in pairs]
    rest = [known[name] for name in free if name not in sample]
    single = division.divide(rest, begun)
    new += [Assignment(name, coder, asked.round, "single") for name, coder in single.items()]
    order = {talk.document: at for at, talk in enumerate(talks)}
    place = {coder: at for at, coder in enumerate(coders)}
    return sorted(new, key=lambda one: (order[one.document], place[one.coder]))


def _joining(
    owners: Collection[str], may: Collection[str], coders: Sequence[str], kept: Iterable[Assignment]
) -> list[str]:
    """Who joins in a document for reliability: whoever is new, where all coders so far code it who may."""
    barred = {*coders} - {*may}
    if not {one.coder for one in kept} - barred <= set(owners):
        return []
    return [coder for coder in coders if coder in may and coder not in owners]


def _dropped(
    before: Sequence[Assignment],
    new: Sequence[Assignment],
    begun: Mapping[str, Collection[str]],
    asked: Asked,
) -> tuple[Assignment, ...]:
    """Assignments that a new draw takes away; raises UsageError for those on which work has begun."""
    if not asked.anew:
        return ()
    stands = {one[:3] for one in new}
    dropped = tuple(one for one in before if one.round == asked.round and one[:3] not in stands)
    lost = [f"{one.document} ({one.coder})" for one in dropped if one.coder in begun.get(one.document, ())]
    if lost and not asked.force:
        more = f" and {len(lost) - LEAST} more" if len(lost) > LEAST else ""
        raise UsageError(
            f"work has begun on what would no longer be assigned: {', '.join(lost[:LEAST])}{more}",
            cure="leave --anew out to assign only what is new; with --force all is drawn again "
            "(what was coded stays in the journals)",
            slug="work-begun",
        )
    return dropped


def _write(study: Study, found: Assigned, asked: Asked) -> None:
    """Rows that stand keep their place and their other columns; new ones come below them."""
    file = study.folder / FILE
    columns: tuple[str, ...] = ASSIGNMENT_COLUMNS
    rows: list[Row] = []
    if file.is_file():
        sheet = sheet_in(study.path(FILE), needs=(), cure="", slug="assignments")
        columns = tuple(dict.fromkeys((*sheet.columns, *ASSIGNMENT_COLUMNS)))
        rows = [row for row in sheet.rows if any(map(str.strip, row.values()))]
    if asked.anew:
        rows = [row for row in rows if int(row.get("round", "").strip() or 1) != asked.round]
    rows += [dict(zip(ASSIGNMENT_COLUMNS, map(str, one), strict=True)) for one in found.new]
    with output_file(file) as out:
        out.write(table_bytes(columns, [[row.get(name, "") for name in columns] for row in rows]))
