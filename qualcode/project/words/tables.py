"""Tables of words over the transcripts of a job: keyness, collocations, dispersion."""

from typing import NamedTuple

from qualcode.analysis.collocation import collocation_columns
from qualcode.analysis.columns import Columns
from qualcode.analysis.wordcounts import word_frequency_columns
from qualcode.coding.population import Population
from qualcode.project.job.batch import Failure
from qualcode.project.job.finding import doubts
from qualcode.project.job.options import CodeOptions, prepare
from qualcode.project.job.pipeline import Plan
from qualcode.project.job.population import listed
from qualcode.project.job.reading import read_all
from qualcode.project.words.contrasting import Contrast, Contrasted, contrast
from qualcode.project.words.resembling import NO_CODES
from qualcode.project.words.spoken import Spoken, spoken
from qualcode.project.words.wording import quick_cut, stop_words
from qualcode.text.document import Document

STOP_WORDS = stop_words()
TWO_LANGUAGES = (
    "the transcripts are in Chinese and English: a part that speaks more of the one has its words "
    "for typical; compare within one language"
)


class WordTable(NamedTuple):
    """A table of words; `n_tokens` words in all, in `n_documents` that hold any of them; what went wrong.

    `without` are those who are left out for want of a value.
    """

    table: Columns
    population: str
    n_tokens: int
    n_documents: int
    without: tuple[str, ...]
    failures: list[Failure]
    warnings: list[str]


class _Speech(NamedTuple):
    documents: list[Document]
    plan: Plan
    failures: list[Failure]
    warnings: list[str]

    def table(self, columns: Columns, said: Spoken) -> WordTable:
        return self._table(columns, (said.n_tokens, said.n_speaking), self.plan.population.label)

    def contrast(self, found: Contrasted, label: str) -> WordTable:
        sizes = (found.n_target + found.n_reference, found.n_documents)
        return self._table(found.table, sizes, label, found.without)

    def _table(
        self, columns: Columns, sizes: tuple[int, int], label: str, without: tuple[str, ...] = ()
    ) -> WordTable:
        return WordTable(columns, label, *sizes, without, self.failures, self.warnings)


def keyness_in(options: CodeOptions, asked: Contrast) -> WordTable:
    """Words that one part of the inputs of `options` uses more than another.

    Raises
    ------
    UsageError, ReadError, CodebookError
        What `contrast` or `qualcode code` would refuse.
    """
    speech = _read(options)
    found = contrast(speech.documents, speech.plan, asked)
    if len({one.main_language for one in speech.documents if one.main_language}) > 1:
        speech.warnings.append(TWO_LANGUAGES)
    if found.missing:
        speech.warnings.append(
            f"left out: {len(found.missing):,} of {len(speech.documents):,} documents, where {asked.code} "
            f"could not be given: {listed(found.missing)}"
        )
    plan = speech.plan
    return speech.contrast(found, plan.counting.population if asked.code else plan.population.label)


def collocations_in(
    options: CodeOptions, *, window: int = 5, stop: frozenset[str] = STOP_WORDS, least: int = 3
) -> WordTable:
    """Pairs of words that stand near each other in the inputs of `options`; raises what reading raises."""
    speech = _read(options)
    said = _spoken(speech)
    found = collocations(said, speech.plan.population, window=window, stop=stop, least=least)
    return speech.table(found, said)


def dispersion_in(options: CodeOptions, *, stop: frozenset[str] = STOP_WORDS, least: int = 2) -> WordTable:
    """How often and how evenly words are said in the inputs of `options`; raises what reading raises."""
    speech = _read(options)
    said = _spoken(speech)
    return speech.table(dispersion(said, speech.plan.population, stop=stop, least=least), said)


def collocations(
    said: Spoken, population: Population, *, window: int, stop: frozenset[str], least: int
) -> Columns:
    """The columns of `collocation_columns`; N counts ends of pairs of places, counted_by is their window."""
    table = collocation_columns(
        tokens=said.stretches,
        document=said.document,
        words=said.words,
        window=window,
        stop=said.stop(stop),
        least=least,
    )
    return _counted(table, population, f"window:{window}:word")


def dispersion(said: Spoken, population: Population, *, stop: frozenset[str], least: int) -> Columns:
    """The columns of `word_frequency_columns`, what N counts (`word`) and population."""
    table = word_frequency_columns(counts=said.counts(), words=said.words, stop=said.stop(stop), least=least)
    return _counted(table, population, "word")


def _counted(table: Columns, population: Population, counted_by: str) -> Columns:
    """The table with what its N counts and the population before N, as in all tables."""
    rows = len(table["N"])
    told: Columns = {"counted_by": [counted_by] * rows, "population": [population.label] * rows}
    last = ("N", "note")
    kept = {name: cells for name, cells in table.items() if name not in last}
    return {**kept, **told, **{name: table[name] for name in last if name in table}}


def _spoken(speech: _Speech) -> Spoken:
    return spoken(speech.documents, speech.plan.population, quick_cut(speech.plan.codebook))


def _read(options: CodeOptions) -> _Speech:
    prepared = prepare(options, None if options.codebook else NO_CODES)
    read, plan = read_all(prepared), prepared.job.plan
    told = [*(prepared.warnings if plan.by else ()), *doubts("", plan.population, read.documents)]
    return _Speech(read.documents, plan, read.failures, told)
