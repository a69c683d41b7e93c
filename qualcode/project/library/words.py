"""The library's front door to words: the tables of `qualcode analyze` about words as DataFrames."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.analysis.columns import frame
from qualcode.codebook.model import Codebook
from qualcode.coding.units import counting
from qualcode.project.job.given import distinct, population_of
from qualcode.project.job.options import named_unit
from qualcode.project.job.pipeline import Plan
from qualcode.project.words import tables as word_tables
from qualcode.project.words.contrasting import Contrast, contrast
from qualcode.project.words.resembling import NO_CODES
from qualcode.project.words.spoken import Spoken, spoken
from qualcode.project.words.wording import quick_cut, stop_words
from qualcode.text.document import Document

if TYPE_CHECKING:
    import pandas as pd


def keyness(
    documents: Iterable[Document],
    *,
    by: str = "",
    target: str = "",
    reference: str = "",
    code: str = "",
    rollup: bool = False,
    codebook: Codebook | None = None,
    unit: str = "",
    speakers: str | Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    split_at: str = "",
    least: int = 5,
    stop: bool = True,
    stop_words: Collection[str] = (),
) -> "pd.DataFrame":
    """Words that one part of the talk uses more than another: the twin of `qualcode analyze keyness`.

    Either those whose value of the attribute `by` is `target` against those of `reference` (all others
    that have a value, where it is empty), or the passages that have a `code` of the `codebook`
    against all others. `stop` leaves out function words, `stop_words` further ones. The columns are
    those of `qualcode.analysis.keyness.keyness_columns`, then counted_by, population, N and note.

    Raises
    ------
    UsageError
        Nothing or two things to compare, or an attribute, value or code that is not there.
    """
    asked = Contrast(by, target, reference, code, rollup, _left_out(stop_words, built_in=stop), least)
    plan = _plan(codebook, unit, speakers, where, split_at)
    return frame(contrast(distinct(documents), plan, asked).table)


def collocations(
    documents: Iterable[Document],
    *,
    window: int = 5,
    least: int = 3,
    codebook: Codebook | None = None,
    speakers: str | Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    stop: bool = True,
    stop_words: Collection[str] = (),
) -> "pd.DataFrame":
    """Pairs of words that stand near each other: the twin of `qualcode analyze collocations`.

    Options mean what they mean in `keyness`; the columns are those of
    `qualcode.analysis.collocation.collocation_columns`, counted_by and population.

    Raises
    ------
    UsageError
        A window below 1.
    """
    plan, left_out = _plan(codebook, "", speakers, where, ""), _left_out(stop_words, built_in=stop)
    said = _spoken(documents, plan)
    return frame(word_tables.collocations(said, plan.population, window=window, stop=left_out, least=least))


def dispersion(
    documents: Iterable[Document],
    *,
    least: int = 2,
    codebook: Codebook | None = None,
    speakers: str | Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    stop: bool = True,
    stop_words: Collection[str] = (),
) -> "pd.DataFrame":
    """How often and how evenly words are said: the twin of `qualcode analyze dispersion`.

    Options mean what they mean in `keyness`; the columns are those of
    `qualcode.analysis.wordcounts.word_frequency_columns`, counted_by and population.
    """
    plan, left_out = _plan(codebook, "", speakers, where, ""), _left_out(stop_words, built_in=stop)
    return frame(
        word_tables.dispersion(_spoken(documents, plan), plan.population, stop=left_out, least=least)
    )


def _left_out(own: Collection[str], *, built_in: bool) -> frozenset[str]:
    return stop_words(tuple(own), built_in=built_in)


def _plan(
    codebook: Codebook | None,
    unit: str,
    speakers: str | Sequence[str],
    where: Mapping[str, str] | None,
    split_at: str,
) -> Plan:
    book = codebook or NO_CODES
    chosen, population = named_unit(unit or book.unit), population_of(speakers, where)
    return Plan(book, chosen, counting("", chosen, population=population.label), population, split_at)


def _spoken(documents: Iterable[Document], plan: Plan) -> Spoken:
    return spoken(distinct(documents), plan.population, quick_cut(plan.codebook))
