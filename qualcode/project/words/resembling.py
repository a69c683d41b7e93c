"""Which query of similar passages is meant, and what it finds in the transcripts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from qualcode.codebook.model import Code, Codebook
from qualcode.errors import UsageError
from qualcode.project.job.batch import Failure
from qualcode.project.job.finding import doubts
from qualcode.project.job.options import CodeOptions, Prepared, prepare
from qualcode.project.job.reading import read_all
from qualcode.project.results.explaining import coding_at
from qualcode.project.results.folder import Record, as_then, changes, is_results, record_of
from qualcode.project.study.folder import find_study
from qualcode.project.words.wording import quick_cut
from qualcode.terms import RULES_CODER, CodeId
from qualcode.text.document import Document
from qualcode.workshop.alike import Alike, Corpus, corpus_of

NO_CODES = Codebook((Code("query"),))
"""What stands for a codebook where none is named: a sentence is then the unit."""


@dataclass(frozen=True, slots=True)
class Query:
    """What passages are to be like: one of a text, a row of `codings.csv` in `results`, and a code.

    uncoded
        Leave out the passages that have the code: that of the row, or `code`; with a text those that
        have any.
    most
        So many, the most similar first; 0: all.
    rollup
        Whether codes below `code` count as it.
    """

    text: str = ""
    results: str = ""
    row: int | None = None
    code: CodeId = ""
    uncoded: bool = False
    most: int = 20
    rollup: bool = False


class Resembling(NamedTuple):
    """Passages, how many there were to choose from, and what went wrong."""

    found: list[Alike]
    n: int
    unit: str
    population: str
    has_codes: bool
    failures: list[Failure]
    warnings: list[str]


def query_of(given: Sequence[str], code: CodeId) -> tuple[Query, tuple[str, ...]]:
    """What the words of a command line mean: the query, and the transcripts.

    With a code they are transcripts, or a folder of results (and transcripts, where they were moved);
    else the first is RESULTS:ROW or a text. In a study the transcripts may be left out.

    Raises
    ------
    UsageError
        Nothing to look for, a text without transcripts outside a study, or a path in place of a text.
    """
    if not given and not code:
        cure = "give a text, RESULTS:ROW, or --code"
        raise UsageError("nothing is named to look for", cure=cure, slug="query")
    first, rest = given[0] if given else "", tuple(given[1:])
    if code:
        return (
            (Query(results=first, code=code), rest)
            if first and is_results(first)
            else (Query(code=code), tuple(given))
        )
    row = re.fullmatch(r"(.+)[:：]\s*([0-9]{1,12})\s*", first)
    if row and Path(row[1]).is_dir():
        return Query(results=row[1], row=int(row[2])), rest
    is_path = bool(first) and Path(first).exists()
    if not rest and (is_path or find_study() is None):
        cure = (
            f"add a row of codings.csv ({first}:1), or name a code with --code"
            if is_path and is_results(first)
            else "write qualcode similar TEXT TRANSCRIPTS, or RESULTS:ROW with a folder of results"
        )
        said = "that is a path and no text" if is_path else "no transcripts are named"
        raise UsageError(said, place=first[:80], cure=cure, slug="query")
    return Query(text=first), rest


def resembling(options: CodeOptions, query: Query) -> Resembling:
    """Find passages of the inputs of `options` that are like a text, a passage or a code.

    With results everything is read and coded as it was then; inputs, codebook, attributes and settings of
    `options` take the place of those that `provenance.json` names.

    Raises
    ------
    UsageError, ReadError, CodebookError
        A query that has no passage, `uncoded` or `code` without a codebook, or what `qualcode code` would
        refuse.
    """
    record = record_of(query.results) if query.results else None
    if record and record.options.coder != RULES_CODER and (query.uncoded or query.row is None):
        raise UsageError(
            f"codes are those of rules here, and these results are of {record.options.coder}",
            place=query.results,
            cure="name a row of them without --uncoded; or transcripts and a codebook",
            slug="coders",
        )
    chosen = as_then(record, options) if record else options
    prepared = prepare(chosen, None if chosen.codebook else NO_CODES)
    plan, read = prepared.job.plan, read_all(prepared)
    codebook = plan.codebook if chosen.codebook else None
    corpus = corpus_of(
        read.documents,
        cut=quick_cut(codebook),
        unit=plan.unit,
        population=plan.population,
        codebook=codebook,
        split_at=plan.split_at,
    )
    found = alike(corpus, query)
    told = _changed(record, prepared, read.documents) if record else []
    told += doubts("", plan.population, read.documents)
    size, asked = len(corpus.passages), plan.population.label
    return Resembling(found, size, plan.unit, asked, codebook is not None, read.failures, told)


def alike(corpus: Corpus, query: Query) -> list[Alike]:
    """What a query finds in a corpus."""
    code = query.code
    if query.row is not None:
        document, start, code = coding_at(query.results, query.row)
        scores = corpus.like_passage(document, start)
    elif code:
        scores = corpus.like_code(code, rollup=query.rollup)
    else:
        scores = corpus.like_text(query.text)
    without = corpus.with_code(code, rollup=query.rollup) if query.uncoded else None
    return corpus.best(scores, without=without, most=query.most)


def _changed(record: Record, prepared: Prepared, documents: Sequence[Document]) -> list[str]:
    """What is no longer as it was when the results were written."""
    return list(dict.fromkeys(line for one in documents for line in changes(record, prepared, one)))
