"""A codebook held against transcripts: what each of its terms finds there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.columns import frame_of_rows
from qualcode.codebook.model import Codebook
from qualcode.coding.apply import Engine
from qualcode.coding.coded import CodedDocument
from qualcode.coding.population import population_turns, population_units, turn_tokens
from qualcode.coding.sums import MOST_CODINGS, Sums, no_sums, sums_of
from qualcode.coding.tally import Tally, tally
from qualcode.errors import ReadError, UsageError
from qualcode.ingest import Input
from qualcode.memory import keep_freed
from qualcode.project.job.batch import Failure, Job, ingest
from qualcode.project.job.options import CodeOptions, prepare
from qualcode.project.job.pipeline import Plan
from qualcode.project.job.population import Fitting, fitting, misfits
from qualcode.project.study.inputs import nothing_to_read
from qualcode.project.study.labels import known_labels
from qualcode.text.document import Document
from qualcode.text.segment import segment
from qualcode.text.words import Words, map_words
from qualcode.workshop.advice import TABLES, Advice, advise
from qualcode.workshop.against import Counting

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int, str], None]
"""Called with documents done, documents in all, and what is being done."""


class Checking(NamedTuple):
    """What came out, and which transcripts could not be read."""

    advice: Advice
    failures: list[Failure]
    warnings: list[str]
    unit: str
    population: str


class Against(NamedTuple):
    """The tables of an `Advice` as DataFrames."""

    terms: "pd.DataFrame"
    codes: "pd.DataFrame"
    pairs: "pd.DataFrame"
    forms: "pd.DataFrame"


def as_frames(advice: Advice) -> Against:
    """The tables as DataFrames; a cell of several texts holds a tuple."""
    return Against(**{name: frame_of_rows(header, getattr(advice, name)) for name, header in TABLES.items()})


class Corpus:
    """Documents that a codebook is held against, one by one; their texts are not kept."""

    def __init__(self, plan: Plan, engine: Engine) -> None:
        self._plan, self._engine = plan, engine
        self._counting = Counting(engine)
        self._sums: Sums = no_sums(plan.counting, len(plan.codebook.codes))
        self._tallies: list[Tally] = []
        self._n_codings = self._n_documents = 0

    def add(self, document: Document, words: Words | None = None) -> None:
        """Count one document; raises UsageError where its units cannot be made."""
        plan = self._plan
        words = words or map_words(document.text, document.hidden)
        turns = population_turns(document, plan.population)
        segments = segment(document, plan.unit, split_at=plan.split_at, words=words)
        units = population_units(document, segments, turns, words)
        looked = self._engine.look(document, units, turns, words)
        coded = self._engine.code(document, units, turns, words, looked=looked)
        self._counting.add(document, units, looked, coded)
        tokens, characters = turn_tokens(document, words)
        whole = CodedDocument(document, turns, tokens, characters, units, coded)
        self._tallies.append(tally(whole, plan.counting))
        self._n_codings += len(coded)
        self._n_documents += 1
        if self._n_codings > MOST_CODINGS:
            self._sum_up()

    def _sum_up(self) -> None:
        self._sums.add(sums_of(self._tallies, self._plan.codebook, self._plan.counting))
        self._tallies, self._n_codings = [], 0

    def advice(self) -> Advice:
        """What all documents together say of the codebook."""
        self._sum_up()
        counting = self._counting
        return advise(
            self._plan.codebook, counting.uses, counting.seen, self._sums, n_documents=self._n_documents
        )


@dataclass(slots=True)
class _Pass:
    """One pass over all files."""

    corpus: Corpus
    fitting: Fitting = field(default_factory=Fitting)
    failures: list[Failure] = field(default_factory=list)
    n_documents: int = 0
    certain: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)


def check_in(options: CodeOptions, codebook: Codebook, *, progress: Progress | None = None) -> Checking:
    """Hold a codebook against the transcripts that `options` names, read as a run reads them.

    Raises
    ------
    UsageError, ReadError
        What `qualcode code` would refuse; no transcript at all.
    """
    prepared = prepare(options, codebook)
    job, files = prepared.job, prepared.inputs.files
    if not files:
        raise nothing_to_read(options.inputs, prepared.inputs)
    keep_freed()
    engine = Engine(job.plan.codebook)
    done = _pass(job, files, engine, progress)
    known = known_labels(done.certain, done.doubtful)
    if known:  # labels that are certain in one document settle those of another: all is done again
        done = _pass(job.knowing(known), files, engine, progress)
    if not done.n_documents:
        first = done.failures[0]
        message = f"no transcript could be read: {first.reason}"
        raise ReadError(message, place=first.file, cure=first.cure, slug="nothing-read")
    left = [
        Failure(job.shown(one.file), one.reason, "", one.named)
        for one in prepared.inputs.skipped
        if not one.expected
    ]
    plan = job.plan
    warnings = [*misfits(plan.population, done.fitting), *prepared.warnings]
    return Checking(done.corpus.advice(), left + done.failures, warnings, plan.unit, plan.population.label)


def _pass(job: Job, files: tuple[Input, ...], engine: Engine, progress: Progress | None) -> _Pass:
    done = _Pass(Corpus(job.plan, engine))
    for number, file in enumerate(files):
        if progress:
            progress(number, len(files), "counting")
        _add(done, file, job)
    return done


def _add(done: _Pass, file: Input, job: Job) -> None:
    """Count one file; one that cannot be read is noted."""
    try:
        ingested = ingest(file, job)
        done.corpus.add(ingested.document, ingested.words)
    except ReadError as problem:
        done.failures.append(Failure(job.shown(file.file), problem.message, problem.cure, file.named))
        return
    except UsageError as problem:
        place = job.shown(file.file)
        raise UsageError(problem.message, place=place, cure=problem.cure, slug=problem.slug) from None
    done.n_documents += 1
    done.fitting.add(fitting(ingested.document, job.plan.population))
    done.certain |= ingested.certain
    done.doubtful |= ingested.open
