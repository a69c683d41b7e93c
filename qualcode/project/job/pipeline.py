"""One document through all stations: text, units, codings, and what tables need of them."""

from collections.abc import Mapping
from typing import NamedTuple

from qualcode.codebook.model import Codebook
from qualcode.coding.apply import Engine
from qualcode.coding.coded import CodedDocument, Units, nothing_coded
from qualcode.coding.population import Population, population_turns, population_units, turn_tokens
from qualcode.coding.prompts import asking_turns, prompted
from qualcode.coding.units import Counting
from qualcode.project.job.by_people import Reviewed, with_people
from qualcode.project.job.coded_by import CodedBy
from qualcode.project.job.left_out import LeftOut
from qualcode.terms import Flags, UnitKind
from qualcode.text.document import Document
from qualcode.text.segment import segment
from qualcode.text.words import Words, map_words


class Plan(NamedTuple):
    """What is done to each document.

    unit
        The passage in which a rule is judged.
    counting
        What the tables count.
    population
        Whose speech counts.
    split_at
        Characters that end a sentence besides the usual ones.
    prompted
        Whether it is asked of each coding if the interviewer brought its code up.
    by
        Whose codings count; None: the rules'.
    """

    codebook: Codebook
    unit: UnitKind
    counting: Counting
    population: Population
    split_at: str = ""
    prompted: bool = False
    by: CodedBy | None = None


class Processed(NamedTuple):
    """A coded document and the number of its coding units, whoever speaks in them.

    `prompted` says of each coding whether the interviewer brought its code up; None where that is not asked.
    `reviewed` and `left_out` are about the codings of a person.
    """

    coded: CodedDocument
    n_units: int
    prompted: list[str] | None = None
    reviewed: Reviewed = Reviewed()
    left_out: tuple[LeftOut, ...] = ()


def process(document: Document, plan: Plan, engine: Engine, words: Words | None = None) -> Processed:
    """Code one document; `words` are its words, where they are known already.

    Raises
    ------
    UsageError
        The unit cannot be made, such as `exchange` where no one is an interviewer.
    """
    words = words or map_words(document.text, document.hidden)
    turns = population_turns(document, plan.population)
    units, n_units = _units(document, plan.unit, plan, turns, words)
    coded = engine.code(document, units, turns, words) if _asks_rules(plan) else nothing_coded()
    tokens, characters = turn_tokens(document, words)
    counted = _counted(document, plan, turns, words)
    done = CodedDocument(document, turns, tokens, characters, units, coded, counted)
    if plan.by:
        people = with_people(done, plan.by, plan.codebook, words)
        return Processed(people.done, n_units, None, people.reviewed, people.left_out)
    return Processed(done, n_units, _prompted(done, plan, engine, words) if plan.prompted else None)


def _asks_rules(plan: Plan) -> bool:
    return plan.by is None or plan.by.with_rules


def _prompted(done: CodedDocument, plan: Plan, engine: Engine, words: Words) -> list[str]:
    """Rules are run on the interviewers' turns too, each as one unit."""
    asking = asking_turns(done.document)
    questions, _ = _units(done.document, "turn", plan, asking, words)
    return prompted(done, questions, engine.code(done.document, questions, asking, words))


def _units(document: Document, kind: UnitKind, plan: Plan, turns: Flags, words: Words) -> tuple[Units, int]:
    segments = segment(document, kind, split_at=plan.split_at, words=words)
    return population_units(document, segments, turns, words), len(segments.start)


def _counted(document: Document, plan: Plan, turns: Flags, words: Words) -> Mapping[str, Units]:
    """Units of the other kinds that the tables count."""
    kinds = {plan.counting.unit, plan.counting.pair_unit} - {plan.unit}
    return {kind: _units(document, kind, plan, turns, words)[0] for kind in sorted(kinds)}
