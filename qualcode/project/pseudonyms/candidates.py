"""Pseudonymise a study: the table of candidates, and decisions that cannot be carried out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.codebook.load import load_codebook
from qualcode.codebook.model import Codebook
from qualcode.codebook.vocabulary import literal_terms
from qualcode.errors import Problem
from qualcode.ingest.formats.diarised import is_diarised
from qualcode.project.job.batch import Failure
from qualcode.project.job.gathering import Progress
from qualcode.project.job.options import CodeOptions, prepare
from qualcode.project.job.reading import read_all
from qualcode.project.pseudonyms.files import read_names, read_table, write_table
from qualcode.pseudonyms.candidates import Listed, Searched, find_candidates
from qualcode.pseudonyms.confirm import Row, chained, rows_of
from qualcode.pseudonyms.kinds import Kind
from qualcode.pseudonyms.names_en import trained_entities
from qualcode.pseudonyms.replace import Decisions
from qualcode.rules.syntax import PLAIN
from qualcode.text.document import Document


@dataclass(frozen=True, slots=True)
class Candidates:
    """The table to confirm, how many of its lines are new, and what the researcher should know."""

    rows: tuple[Row, ...]
    n_new: int
    n_documents: int
    failures: tuple[Failure, ...] = ()

    @property
    def n_open(self) -> int:
        """Lines that nobody decided on."""
        return sum(not row.confirm for row in self.rows)


def searched(document: Document) -> Searched:
    """A document as it is searched: text, labels, id, and the values of attributes and header.

    Labels that a machine gave (SPEAKER_00, 说话人1) tell nothing about anybody.
    """
    labels = tuple(one.label for one in document.speakers if not is_diarised(one.label))
    own = (value for speaker in document.speakers for value in speaker.attributes.values())
    values = dict.fromkeys((document.id, *document.attributes.values(), *document.header.values(), *own))
    return Searched(document.id, document.text, labels, tuple(filter(None, values)))


def candidates(
    documents: Iterable[Document],
    *,
    names: Sequence[Listed] = (),
    codebook: Codebook | None = None,
    spacy_model: str = "",
    earlier: Sequence[Row] = (),
    progress: Progress | None = None,
) -> Candidates:
    """The table of what in documents may tell who somebody is, to be confirmed: `qualcode pseudonymise`.

    Parameters
    ----------
    names
        The study's own list, which counts wherever a name of it stands.
    codebook
        Its terms are no candidates.
    spacy_model
        A trained spaCy pipeline for more English (or Chinese) names.
    earlier
        The table as it was: what was decided stays decided.
    progress
        Called after each document with the number done, the number of all, and the document.

    Raises
    ------
    UsageError
        There is no such pipeline.
    """
    entities = trained_entities(spacy_model) if spacy_model else None
    terms = terms_of(codebook) if codebook else ()
    documents = tuple(documents)
    labels = {speaker.label for document in documents for speaker in document.speakers}
    texts = [searched(document) for document in documents]
    found = find_candidates(
        texts,
        names=names,
        terms=(*terms, *sorted(filter(is_diarised, labels))),
        entities=entities,
        progress=progress,
    )
    rows = rows_of(found.candidates, found.taken, earlier)
    known = {row.original for row in earlier}
    return Candidates(tuple(rows), sum(row.original not in known for row in rows), len(texts))


def terms_of(codebook: Codebook) -> tuple[str, ...]:
    """The literal terms of a codebook as they are written, sorted."""
    return tuple(sorted({written for code in codebook.codes for _, written in literal_terms(code, PLAIN)}))


def write_candidates(
    options: CodeOptions, table: Path, *, names: str = "", progress: Progress | None = None
) -> Candidates:
    """Write the table for the inputs of `options`, with what an older one at its place says.

    `progress` is called as by `candidates`.

    Raises
    ------
    ReadError, UsageError, CodebookError, WriteError
        Something cannot be read or written.
    """
    earlier, listed = read_table(table), read_names(Path(names)) if names else []
    book = load_codebook(options.codebook) if options.codebook else None
    prepared = prepare(options, Codebook(()))
    read = read_all(prepared)
    model = prepared.job.plan.codebook.spacy_model
    found = candidates(
        read.documents,
        names=listed,
        codebook=book,
        spacy_model=model,
        earlier=earlier,
        progress=progress,
    )
    write_table(table, found.rows)
    return replace(found, failures=tuple(read.failures))


def changed_decisions(rows: Sequence[Row], before: Mapping[str, str], table: str) -> Iterator[Problem]:
    """Lines of a table that say other than the key `before`, whose pseudonyms stand in texts already."""
    for row in rows:
        old = before.get(row.original)
        if old and row.confirm == "yes" and row.replacement != old:
            message = (
                f"{row.original} is {old} in the key, and texts hold that; the table says {row.replacement}"
            )
            yield Problem(message, table, cure=f"write {old}", slug="pseudonyms")
        if old and row.confirm == "no":
            message = f"{row.original} is replaced already, and the table says no"
            yield Problem(message, table, cure="write yes, or read the transcripts anew", slug="pseudonyms")


def chained_problems(decisions: Decisions, table: str) -> Iterator[Problem]:
    """Replacements that hold an original: they would be replaced in turn."""
    for new, original in chained(decisions):
        message = f"the replacement {new} holds {original}, which is replaced too"
        yield Problem(message, table, cure="write another replacement", slug="pseudonyms")


def by_kind(rows: Iterable[Row]) -> Counter[Kind]:
    """How many lines of the table are of each kind."""
    return Counter(row.kind for row in rows)
