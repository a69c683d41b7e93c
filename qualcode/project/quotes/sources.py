"""Where quotes come from: a folder of results, or transcripts coded now."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from qualcode.coding.apply import Engine
from qualcode.coding.rows import coding_rows, text_sha256
from qualcode.errors import ReadError, UsageError
from qualcode.project.job.batch import Failure
from qualcode.project.job.by_people import missing_codes
from qualcode.project.job.columns import coding_columns
from qualcode.project.job.options import CodeOptions, prepare
from qualcode.project.job.pipeline import Plan, process
from qualcode.project.job.population import Fitting, fitting, misfits
from qualcode.project.job.reading import read_all
from qualcode.project.quotes.quotable import Material, Row
from qualcode.project.results.folder import CODINGS, Record, as_then, edited, record_of
from qualcode.project.results.saved import codings_said
from qualcode.text.document import Document


class Source(NamedTuple):
    """What is quoted from, what must be known of it, and transcripts that could not be read."""

    material: Material
    warnings: tuple[str, ...]
    failures: tuple[Failure, ...]


def from_results(results: str, options: CodeOptions) -> Source:
    """The codings of a folder of results; transcripts and codebook are read again.

    What `options` names takes the place of what `provenance.json` names.

    Raises
    ------
    ReadError, CodebookError
        Something cannot be read, or a transcript is not what it was when the results were made.
    """
    record = record_of(results)
    rows: Sequence[Row] = codings_said(results, record)
    prepared = prepare(as_then(record, options))
    plan, read = prepared.job.plan, read_all(prepared)
    documents = [one for one in read.documents if one.id in record.texts]
    _check_texts(record, documents, results)
    told = edited(results, record, only=(CODINGS,))
    if plan.counting.by_rules and record.rules_sha256 != plan.codebook.rules_sha256:
        told.append(f"{plan.codebook.file}: the rules have changed since the table was written")
    known = {one.id for one in plan.codebook.codes}
    lost = sorted({row["code"] for row in rows} - known)
    told += [f"codings.csv has codes that the codebook no longer has: {', '.join(lost)}"] if lost else []
    rows = [row for row in rows if row["code"] in known]
    material = _of_plan(plan, rows, documents)
    return Source(material, tuple(told), ())


def _of_plan(plan: Plan, rows: Sequence[Row], documents: Sequence[Document]) -> Material:
    missing = missing_codes(plan.by, plan.codebook, [one.id for one in documents])
    place = (plan.codebook, rows, documents, plan.unit, plan.population, plan.split_at)
    return Material(*place, plan.counting.population, missing)


def _check_texts(record: Record, documents: Iterable[Document], results: str) -> None:
    """Refuse texts in which places have moved: a quote would be another one than was coded."""
    now = {one.id: text_sha256(one) for one in documents}
    changed = [name for name, sha256 in record.texts.items() if now.get(name) != sha256]
    if changed:
        what = "has changed" if changed[0] in now else "is missing or cannot be read"
        more = f" (and {len(changed) - 1} more)" if len(changed) > 1 else ""
        raise ReadError(
            f"the transcript {changed[0]} {what} since these results were made{more}",
            place=results,
            cure="run qualcode code again, or name the transcripts of that run behind the results",
            slug="changed",
        )


def from_transcripts(options: CodeOptions) -> Source:
    """Transcripts that are coded now, in memory, as `qualcode code` codes them, with its errors."""
    prepared = prepare(options)
    job, read = prepared.job, read_all(prepared)
    plan, engine = job.plan, Engine(job.plan.codebook)
    names = coding_columns(job.columns, prompted=False)
    rows: list[Row] = []
    known = Fitting()
    for document in read.documents:
        known.add(fitting(document, plan.population))
        coded = process(document, plan, engine).coded
        rows += (
            dict(zip(names, map(str, row), strict=True))
            for row in coding_rows(coded, plan.codebook, job.columns)
        )
    material = _of_plan(plan, rows, read.documents)
    told = (*misfits(plan.population, known), *prepared.warnings)
    return Source(material, told, tuple(read.failures))


def check_bounds(most: int, least: int, longest: int, context: int) -> None:
    """Raise UsageError for numbers that cannot be."""
    if most < 0 or least < 1 or context < 0 or longest < 0 or 0 < longest < least:
        cure = "most and context are 0 or more, min is 1 or more, max is no less than min, or 0 for no bound"
        raise UsageError(
            f"most {most}, min {least}, max {longest}, context {context} cannot be",
            cure=cure,
            slug="bad-value",
        )
