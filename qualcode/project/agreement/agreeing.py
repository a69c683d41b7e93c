"""Agreement between the coders of a study: what counts of their codings, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode.codebook.model import Codebook
from qualcode.errors import UsageError
from qualcode.project.agreement.decisions import were_settled
from qualcode.project.agreement.marks import marks_of
from qualcode.project.agreement.notes import notes_of
from qualcode.project.agreement.units import Compared, Passage, codes_of, compared, refuse_finer
from qualcode.project.job.batch import Failure
from qualcode.project.job.coders import STATES, At, Coder, Hand, coder_of, coders_named, hands
from qualcode.project.job.finding import doubts
from qualcode.project.job.left_out import told_left_out
from qualcode.project.job.options import CodeOptions, prepare
from qualcode.project.job.pipeline import Plan
from qualcode.project.job.reading import read_all
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import read_journals
from qualcode.reliability.agreement import Agreement, agreement
from qualcode.reliability.confusion import confusion_frame
from qualcode.reliability.draws import DRAWS
from qualcode.reliability.ground import COMPARED_BY, ComparedBy
from qualcode.reliability.measures import chosen
from qualcode.reliability.ratings import coded_only
from qualcode.reliability.segments import OVERLAP, segment_rows
from qualcode.reliability.tables import segments_frame
from qualcode.reliability.wording import Circumstances, Lang, agreement_sentence
from qualcode.terms import CONSENSUS

if TYPE_CHECKING:
    import pandas as pd

SEGMENT = "segment"
COUNT_BY = (*COMPARED_BY, SEGMENT)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared, and how.

    coders
        `li`, `li#2` (a round), `rules`, `consensus`.
    count_by
        One of COUNT_BY; empty: `sentence`, with rules their coding unit.
    coded_only, rollup, level
        Leave out units that nobody coded; count codes with all below them; only codes of this level of the
        tree, counted from 1, with all below them (0: all).
    at, include_assisted
        Which state of the codings, `first` or `now`; whether documents coded in view of other codings count.
    measures
        Names of `qualcode.reliability.measures.MEASURES`; empty: all that can be had, without α_U where rules
        are compared.
    reference
        Whom the others are compared with by precision and recall; empty: the agreed coding, or the one
        person where rules are compared with one.
    overlap, draws, seed
        Of matched passages; of the intervals.
    """

    coders: tuple[str, ...]
    count_by: str = ""
    coded_only: bool = False
    rollup: bool = False
    level: int = 0
    at: At = "first"
    include_assisted: bool = False
    measures: tuple[str, ...] = ()
    reference: str = ""
    overlap: float = OVERLAP
    draws: int = DRAWS
    seed: int = 1


@dataclass(frozen=True, slots=True)
class AgreementFound:
    """How far coders agree, and on what.

    table
        Measures (columns of `qualcode.reliability.agreement`), or with `segment` matched passages.
    agreement
        The numbers behind it; None with `segment`.
    confusions
        What the other gave where one gave a code (`qualcode.reliability.confusion`); None with `segment`.
    passages
        Passages on which somebody disagrees, by code.
    coders, unit, population
        Who was compared, and on what.
    notes
        What κ means here, which state of the codings was taken, what was left out.
    about
        What else the sentence for a methods section says.
    notes_zh
        The notes in Chinese.
    """

    table: "pd.DataFrame"
    agreement: Agreement | None
    confusions: "pd.DataFrame | None"
    passages: tuple[Passage, ...]
    coders: tuple[str, ...]
    unit: str
    population: str
    notes: tuple[str, ...]
    about: Circumstances
    notes_zh: tuple[str, ...] = ()

    def sentence(self, lang: Lang = "en") -> str:
        """The sentence for a methods section; empty with `segment`, and where nothing was compared."""
        found = self.agreement
        return agreement_sentence(found, self.about, lang=lang) if found and found.N else ""

    @property
    def disagreements(self) -> "pd.DataFrame":
        """The passages as a table: document, unit, start, end, speaker, code, a column a coder, text."""
        import pandas as pd

        return pd.DataFrame(list(map(passage_cells, self.passages)), columns=list(self.passage_columns))

    def __repr__(self) -> str:
        """In a notebook: who was compared on what."""
        return (
            f"<AgreementFound: {', '.join(self.coders)} by {self.unit}, {len(self.passages)} passages differ>"
        )

    @property
    def passage_columns(self) -> tuple[str, ...]:
        """The columns of `disagreements`."""
        return ("document", "unit", "start", "end", "speaker", "code", *self.coders, "text")


def passage_cells(one: Passage) -> tuple[str | int, ...]:
    """A passage as a row of `disagreements`."""
    return (*one[:6], *one.given, one.text)


class Found(NamedTuple):
    """What was found, which texts could not be read, and what the researcher should know."""

    found: AgreementFound
    failures: list[Failure]
    warnings: list[str]


def agree_in(study: Study, options: CodeOptions, asked: Asked) -> Found:
    """Compare coders of a study.

    Raises
    ------
    UsageError
        Coders, units, measures or levels that are none; options that do nothing; nothing that two finished.
    ReadError, CodebookError
        Texts, journals or the codebook cannot be read.
    """
    _check(asked)
    coders, prepared = coders_named(asked.coders), prepare(options)
    plan = prepared.job.plan
    by = _unit(asked, plan, coders)
    _check_level(asked.level, plan.codebook)
    journal = read_journals(study.folder)
    people = hands(journal.events, coders, at=asked.at, include_assisted=asked.include_assisted)
    read = read_all(prepared)
    known = {one.id: one for one in read.documents}
    marked = marks_of(coders, people, known, plan)
    marks = marked.by_coder
    shared = [one for one in read.documents if sum(one.id in done for done in marks.values()) > 1]
    if not shared:
        raise _nothing_shared(people)
    codes = codes_of(plan.codebook, rollup=asked.rollup, level=asked.level)
    units = compared(shared, marks, plan, codes, by=by)
    settled = were_settled(journal.events, [one.id for one in shared], [coder.label for coder in coders])
    about = Circumstances(len(known), asked.at == "first", asked.coded_only, settled)
    ids, state, only = [one.id for one in shared], asked.at, asked.coded_only
    notes = notes_of(people, ids, at=state, coded_only=only)
    notes_zh = notes_of(people, ids, at=state, coded_only=only, lang="zh")
    found = replace(_found(units, asked, plan, coders, notes, about), notes_zh=notes_zh)
    damaged = [f"{one.place}: {one.message}; left out" for one in journal.problems]
    told = [*damaged, *marked.warnings, *told_left_out(marked.left_out)]
    warnings = [*told, *doubts("", plan.population, read.documents), *prepared.warnings]
    return Found(found, read.failures, warnings)


def _check(asked: Asked) -> None:
    """Refuse words that are none, and options that would do nothing."""
    by_segment = asked.count_by == SEGMENT
    if asked.at not in STATES:
        raise UsageError(f"there is no state '{asked.at}'", cure="choose first or now", slug="at")
    if asked.count_by and asked.count_by not in COUNT_BY:
        cure = f"choose one of {', '.join(COUNT_BY)}"
        raise UsageError(f"nothing can be compared by '{asked.count_by}'", cure=cure, slug="count-by")
    chosen(asked.measures, with_reference=True, with_spans=True)
    if asked.overlap != OVERLAP and not by_segment:
        cure = "it is for matched passages: --count-by segment"
        raise UsageError("--overlap does nothing here", cure=cure, slug="idle-option")
    if by_segment and (asked.measures or asked.coded_only or asked.reference):
        cure = "matched passages have one measure, and no units that nobody coded"
        raise UsageError(
            "--measure, --coded-only and --reference do nothing with segments", cure=cure, slug="idle-option"
        )


def _check_level(level: int, codebook: Codebook) -> None:
    deepest = 1 + max((code.depth for code in codebook.codes), default=0)
    if not 0 <= level <= deepest:
        cure = f"the levels of this codebook are 1 to {deepest}"
        raise UsageError(f"there is no level {level} of codes", cure=cure, slug="level")


def _unit(asked: Asked, plan: Plan, coders: Sequence[Coder]) -> ComparedBy:
    """What is rated; with `segment` the units that passages are told to lie in."""
    rules = any(coder.is_rules for coder in coders)
    word = asked.count_by if asked.count_by != SEGMENT else ""
    by = next((unit for unit in COMPARED_BY if unit == word), plan.unit if rules else "sentence")
    if rules:
        refuse_finer(by, plan.unit)
    return by


def _nothing_shared(people: Sequence[Hand]) -> UsageError:
    done = "; ".join(f"{hand.coder.label}: {', '.join(sorted(hand.documents)) or 'none'}" for hand in people)
    cure = f"finished, but for those coded in view of other codings: {done}"
    return UsageError("no document was finished by two of these coders", cure=cure, slug="nothing-shared")


def _found(
    units: Compared,
    asked: Asked,
    plan: Plan,
    coders: Sequence[Coder],
    notes: tuple[str, ...],
    about: Circumstances,
) -> AgreementFound:
    """The tables of what was compared."""
    parents = {code.id: code.parent for code in plan.codebook.codes if code.parent is not None}
    labels, population = tuple(coder.label for coder in coders), plan.population.label
    if asked.count_by == SEGMENT:
        rows = segment_rows(
            units.spans, overlap=asked.overlap, parents=parents, draws=asked.draws, seed=asked.seed
        )
        passages = units.unmatched(asked.overlap)
        table = segments_frame(rows)
        return AgreementFound(table, None, None, passages, labels, SEGMENT, population, notes, about)
    rated = coded_only(units.ratings, units.coded) if asked.coded_only else units.ratings
    boundaries = "alpha_u" in asked.measures or not any(coder.is_rules for coder in coders)
    found = agreement(
        rated,
        units.spans if boundaries else None,
        measures=asked.measures,
        reference=_reference(asked, coders),
        parents=parents,
        draws=asked.draws,
        seed=asked.seed,
    )
    tables = (found.table, found, confusion_frame(rated), units.disagreements())
    return AgreementFound(*tables, labels, rated.unit, population, notes, about)


def _reference(asked: Asked, coders: Sequence[Coder]) -> str:
    """Whom the others are compared with, if anyone."""
    agreed = [coder.label for coder in coders if coder.name == CONSENSUS]
    people = [coder.label for coder in coders if not coder.is_rules]
    alone = people if len(people) == 1 else []
    return coder_of(asked.reference).label if asked.reference else next(iter([*agreed, *alone]), "")
