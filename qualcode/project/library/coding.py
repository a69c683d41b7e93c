"""The library's front door: the stations of the command line as functions that return DataFrames."""

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from qualcode.analysis.coded_units import CodedUnits, coded_units, document_units
from qualcode.analysis.columns import frame_of_rows
from qualcode.codebook.model import Codebook
from qualcode.coding.apply import Engine
from qualcode.coding.aside import ASIDE_COLUMNS, aside_rows
from qualcode.coding.population import Population
from qualcode.coding.rows import DOCUMENT_COLUMNS, Row, coding_rows, document_row
from qualcode.coding.sums import Sums, sums_of
from qualcode.coding.tally import tally
from qualcode.coding.units import counting
from qualcode.errors import ReadError, UsageError
from qualcode.ingest import Attributes, Ingested, IngestOptions, Input, Inputs, ingest_input, read_attributes
from qualcode.project.codebooks.against import Against, Corpus, as_frames
from qualcode.project.job.columns import NEVER, attribute_columns, coding_columns, front_matter
from qualcode.project.job.finding import query_rule
from qualcode.project.job.given import distinct, population_of
from qualcode.project.job.options import named_unit
from qualcode.project.job.pipeline import Plan, Processed, process
from qualcode.project.job.population import foreign_units
from qualcode.project.study.inputs import find as find_inputs
from qualcode.project.study.inputs import nothing_to_read
from qualcode.project.study.labels import known_labels
from qualcode.project.study.paths import Shown
from qualcode.terms import BOUNDARIES, Boundaries, UnitKind
from qualcode.text.document import Document
from qualcode.workshop import explain as explaining
from qualcode.workshop import find as querying
from qualcode.workshop.explain import Explanation
from qualcode.workshop.find import FIND_COLUMNS, Query

if TYPE_CHECKING:
    import pandas as pd

TITLE = "title"
"""The attribute that holds the bracket behind a label."""


@dataclass(frozen=True, slots=True)
class Results:
    """What coding some documents gave; `codings`, `frequency` and the others make tables of it.

    `population` and `split_at` are those that it was coded with, `documents` what was coded.
    """

    codebook: Codebook
    sums: Sums
    coding_rows: tuple[Row, ...]
    document_rows: tuple[Row, ...]
    coding_columns: tuple[str, ...]
    units: CodedUnits
    population: Population
    split_at: str
    documents: tuple[Document, ...] = ()

    @property
    def unit(self) -> UnitKind:
        """The coding unit."""
        return self.codebook.unit

    def __repr__(self) -> str:
        """In a notebook: how much was coded, not all of it."""
        codes, documents = len(self.codebook.codes), len(self.document_rows)
        return f"<Results: {len(self.coding_rows)} codings of {codes} codes in {documents} documents>"


def read_transcripts(
    *paths: str | Path,
    attributes: str | Path | None = None,
    options: IngestOptions | None = None,
    unreadable: Literal["raise", "skip"] = "raise",
) -> list[Document]:
    """Read transcripts: files, or folders that hold them.

    Parameters
    ----------
    attributes
        A table of attributes; by default the `attributes.csv` beside the transcripts.
    options
        How labels, encodings and lines are read.
    unreadable
        What becomes of a file in a folder that cannot be read: `raise`, or `skip` with a warning,
        as `qualcode code` does.

    Returns
    -------
    list of Document
        In natural order of their ids. All have the same attributes in the same order, empty where
        nothing is known.

    Raises
    ------
    ReadError
        A file that cannot be read, or that was named and is no transcript; or no transcript at all.
    """
    given = [Path(path).as_posix() for path in paths]
    inputs = _found(given, attributes)
    place = Path(attributes) if attributes else inputs.attributes
    table = read_attributes(place) if place else None
    reading = options or IngestOptions()
    names = attribute_columns(table, front_matter(inputs, reading))
    tried = ((file, _tried(file, reading, table, unreadable)) for file in inputs.files)
    read = [(file, one) for file, one in tried if one]
    files, first = [file for file, _ in read], [one for _, one in read]
    certain = frozenset[str]().union(*(one.certain for one in first))
    known = known_labels(certain, frozenset[str]().union(*(one.open for one in first)))
    again = [_ingest(file, reading, table, known) for file in files] if known else first
    shown = Shown.of(given)
    return [_finished(one.document, names, shown) for one in again]


def _found(paths: Sequence[str], attributes: str | Path | None) -> Inputs:
    inputs = find_inputs(paths, beside=[Path(attributes).as_posix()] if attributes else [])
    for left in inputs.skipped:
        if left.named:
            raise ReadError(left.reason, place=left.file, cure="name transcripts only", slug="no-transcripts")
    if not inputs.files:
        raise nothing_to_read(paths, inputs)
    return inputs


def _tried(
    file: Input, options: IngestOptions, table: Attributes | None, unreadable: Literal["raise", "skip"]
) -> Ingested | None:
    """A file; nothing, and a warning, where it cannot be read and is skipped: only if nobody named it."""
    try:
        return _ingest(file, options, table)
    except ReadError as problem:
        if file.named or unreadable == "raise":
            raise
        warnings.warn(f"not read: {problem}", stacklevel=4)
        return None


def _finished(document: Document, names: Sequence[str], shown: Shown) -> Document:
    """The document with all attributes of the run in their order, its path as tables write it."""
    source = replace(document.source, file=shown(document.source.file))
    return replace(document, attributes={**dict.fromkeys(names, ""), **document.attributes}, source=source)


def _ingest(
    file: Input, options: IngestOptions, table: Attributes | None, known: frozenset[str] = frozenset()
) -> Ingested:
    return ingest_input(file, options=options, attributes=table, known_labels=known)


def code(
    documents: Iterable[Document],
    codebook: Codebook,
    *,
    unit: str = "",
    count_by: str = "",
    speakers: str | Sequence[str] = (),
    where: dict[str, str] | None = None,
    rollup: bool = False,
    prompted: bool = False,
    split_at: str = "",
) -> Results:
    """Code documents by the rules of a codebook: the twin of `qualcode code`.

    The options mean what they mean on the command line. `speakers` is one name or role or several.
    Documents stand in natural order of their ids in all tables.

    Raises
    ------
    UsageError
        An unknown unit, a counting unit finer than the coding unit, two documents with one id,
        exchanges asked for of a document in which no one is an interviewer, or a spaCy pipeline that
        is not there.
    """
    chosen = named_unit(unit or codebook.unit)
    population = population_of(speakers, where)
    counted = counting(count_by, chosen, rollup=rollup, population=population.label)
    codebook = replace(codebook, unit=chosen)
    plan = Plan(codebook, chosen, counted, population, split_at, prompted)
    engine = Engine(codebook)
    chosen_documents = distinct(documents)
    names = tuple(dict.fromkeys(name for one in chosen_documents for name in _attribute_names(one)))
    done = [process(document, plan, engine) for document in chosen_documents]
    for line in foreign_units(sum(one.coded.coded.foreign for one in done), codebook.spacy_model):
        warnings.warn(line, stacklevel=2)
    return results_of(done, plan, names)


def results_of(done: Sequence[Processed], plan: Plan, names: Sequence[str]) -> Results:
    """What coded documents gave; `names` are the attributes that stand beside the codings."""
    codebook, counted = plan.codebook, plan.counting
    tallies = [tally(one.coded, counted) for one in done]
    parts = [document_units(one.coded, it, counted) for one, it in zip(done, tallies, strict=True)]
    return Results(
        codebook,
        sums_of(tallies, codebook, counted),
        tuple(row for one in done for row in coding_rows(one.coded, codebook, names, prompted=one.prompted)),
        tuple(document_row(one.coded, one.n_units) for one in done),
        coding_columns(names, prompted=plan.prompted),
        coded_units(parts, codebook, counted),
        plan.population,
        plan.split_at,
        tuple(one.coded.document for one in done),
    )


def _attribute_names(document: Document) -> list[str]:
    """What may be a column; the bracket behind a label only where it was given as an attribute."""
    own = [name for speaker in document.speakers for name in speaker.attributes if name != TITLE]
    return [name for name in (*document.attributes, *own) if name not in NEVER]


def explain(
    document: Document,
    codebook: Codebook,
    position: int,
    *,
    codes: Sequence[str] | None = None,
    unit: str = "",
    speakers: str | Sequence[str] = (),
    where: dict[str, str] | None = None,
    split_at: str = "",
    brief: bool = False,
) -> Explanation:
    """Explain why the unit at a place has the codes that it has, and why not others.

    The twin of `qualcode explain`; `position` is a character of the document's text, as `start`
    in the codings. `brief` leaves out the parts of rules that are false and find nothing, which is
    quicker. The other options mean what they mean in `code`.

    Raises
    ------
    UsageError
        A place outside the text, an unknown code or unit.
    """
    return explaining.explain(
        document,
        codebook,
        position,
        codes=codes,
        unit=named_unit(unit or codebook.unit),
        population=population_of(speakers, where),
        split_at=split_at,
        brief=brief,
    )


def find(
    documents: Iterable[Document],
    rule: str,
    *,
    unit: str = "sentence",
    speakers: str | Sequence[str] = (),
    where: dict[str, str] | None = None,
    split_at: str = "",
    boundaries: Boundaries = "crossing",
    context: int = 40,
) -> "pd.DataFrame":
    """Find a rule in documents: one row a hit, with what stands around it. The twin of `qualcode find`.

    The columns are `document`, `unit` (its number), `start`, `end` (of the hit in the text), `speaker`,
    `role`, `left`, `keyword`, `right`; `context` characters on each side.

    Raises
    ------
    RuleError
        The rule cannot be read.
    UsageError
        It names a code, or the unit is unknown or cannot be made.
    """
    population = population_of(speakers, where)
    if boundaries not in BOUNDARIES or context < 0:
        cure = f"boundaries is one of {', '.join(BOUNDARIES)}, context a number from 0"
        raise UsageError(f"boundaries={boundaries}, context={context} cannot be", cure=cure, slug="bad-value")
    query = Query(query_rule(rule), named_unit(unit), population, split_at, boundaries, context)
    return frame_of_rows(FIND_COLUMNS, [hit.row for hit in querying.find(distinct(documents), query).hits])


def check_against(
    codebook: Codebook,
    documents: Iterable[Document],
    *,
    unit: str = "",
    speakers: str | Sequence[str] = (),
    where: dict[str, str] | None = None,
    split_at: str = "",
) -> Against:
    """Hold a codebook against documents: the twin of `qualcode codebook check --against`.

    The tables are `terms` (one row a term and code: what it finds, and what keeps hits from
    counting), `codes`, `pairs` (codes that rest on the same words) and `forms` (terms whose hits are
    written with characters of different meanings). Options mean what they mean in `code`.

    Raises
    ------
    UsageError
        As in `code`.
    """
    chosen, population = named_unit(unit or codebook.unit), population_of(speakers, where)
    counted = counting("", chosen, rollup=False, population=population.label)
    plan = Plan(replace(codebook, unit=chosen), chosen, counted, population, split_at)
    corpus = Corpus(plan, Engine(plan.codebook))
    for document in distinct(documents):
        corpus.add(document)
    return as_frames(corpus.advice())


def codings(results: Results) -> "pd.DataFrame":
    """The codings, with the columns of `codings.csv`."""
    return frame_of_rows(results.coding_columns, results.coding_rows)


def documents(results: Results) -> "pd.DataFrame":
    """The documents, with the columns of `documents.csv`."""
    return frame_of_rows(DOCUMENT_COLUMNS, results.document_rows)


def set_aside(results: Results) -> "pd.DataFrame":
    """The hits that word cuts set aside, by code and text: they count nowhere.

    `cut` says whether they cut through words (`crossing`) or lie within longer ones (`within`), `n`
    how many there are, `n_lone` how many of them would have been a coding by themselves, and `words`
    holds up to three examples of the words that they touch.
    """
    codes = [code.id for code in results.codebook.codes]
    return frame_of_rows(ASIDE_COLUMNS, aside_rows(results.sums.aside, codes))
