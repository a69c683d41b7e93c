"""The words of some transcripts: all, or those near the hits of a rule."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from qualcode.codebook.load import load_codebook
from qualcode.codebook.model import Code, Codebook
from qualcode.codebook.vocabulary import chinese_words
from qualcode.errors import UsageError
from qualcode.project.job.batch import Failure
from qualcode.project.job.finding import doubts, query_rule
from qualcode.project.job.options import CodeOptions, prepare
from qualcode.project.job.reading import read_all
from qualcode.rules.evaluate import Span
from qualcode.text.chinese import Cut, joining, segmenter, segmenter_with
from qualcode.text.key import fold
from qualcode.text.stopwords import STOP_WORDS
from qualcode.workshop.find import Query, find
from qualcode.workshop.wordlist import Tally, tally_words

NOTHING = frozenset[str]()


class Wording(NamedTuple):
    """Counted words, how many hits they stand near, and what could not be read."""

    tally: Tally
    n_hits: int
    n_aside: int
    population: str
    failures: list[Failure]
    warnings: list[str]


def words_in(options: CodeOptions, *, near: str = "", window: int = 5) -> Wording:
    """Count the words of the inputs of `options`; with `near`, a rule, those around its hits.

    The Chinese terms of the codebook of `options`, if it has one, are words for the segmenter.

    Raises
    ------
    RuleError, UsageError, ReadError, CodebookError
        A rule, codebook or transcript that cannot be read.
    """
    if window < 1:
        raise UsageError("a window has one word or more", cure="write --window 5", slug="window")
    rule = query_rule(near) if near else None
    book = load_codebook(options.codebook) if options.codebook else None
    prepared = prepare(options, Codebook((Code("query", rules=(rule,) if rule else ()),)))
    read, plan = read_all(prepared), prepared.job.plan
    hits: dict[str, list[Span]] = defaultdict(list)
    n_hits = n_aside = 0
    if rule:
        query = Query(rule, plan.unit, plan.population, plan.split_at)
        found = find(read.documents, query)
        n_aside = found.n_aside
        for hit in found.hits:
            hits[hit.document].append((hit.start, hit.end))
            n_hits += 1
    cut = segmenter_with(chinese_words(book)) if book else segmenter()
    tally = tally_words(read.documents, plan.population, cut, hits=dict(hits), window=window)
    warnings = [*(prepared.warnings if plan.by else ()), *doubts(near, plan.population, read.documents)]
    return Wording(tally, n_hits, n_aside, plan.population.label, read.failures, warnings)


def quick_cut(codebook: Codebook | None) -> Cut:
    """What cuts much Chinese text into words; those side by side that are a term of a codebook are one."""
    return joining(segmenter(), chinese_words(codebook)) if codebook else segmenter()


def stop_words(own: Sequence[str] = (), *, built_in: bool = True) -> frozenset[str]:
    """Words to leave out, folded: the built-in ones of both languages, and one's own."""
    known = NOTHING.union(*STOP_WORDS.values()) if built_in else NOTHING
    return frozenset(map(fold, (*known, *own)))
