"""All transcripts of a job as documents: for what looks at texts and writes no tables."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from qualcode.errors import ReadError, UsageError
from qualcode.ingest import Attributes, Ingested, IngestOptions, Input, Skipped, ingest_input
from qualcode.project.job.batch import Failure, Job, ingest
from qualcode.project.job.options import Prepared
from qualcode.project.study.inputs import nothing_to_read
from qualcode.project.study.labels import known_labels
from qualcode.text.document import Document

MOST_IDS = 5
"""Documents that are named where one is sought that is not there."""


class Read(NamedTuple):
    """The documents, in the order of their ids, and the files that could not be read."""

    documents: list[Document]
    failures: list[Failure]


def read_all(prepared: Prepared) -> Read:
    """Read every transcript as a run reads it; raises ReadError where there is none at all."""
    files, job = prepared.inputs.files, prepared.job
    failures = [
        Failure(job.shown(left.file), left.reason, "", left.named)
        for left in prepared.inputs.skipped
        if not left.expected
    ]
    first = [(file, one) for file in files if (one := _read(file, job, failures))]
    if not first:
        unread = tuple(
            Skipped(one.file, one.reason, one.named, cure=one.cure) for one in failures if one.cure
        )
        told = prepared.inputs._replace(skipped=(*unread, *prepared.inputs.skipped))
        raise nothing_to_read([file.file for file in files], told)
    known = _known([one for _, one in first])
    again = job.knowing(known)
    return Read([ingest(file, again).document if known else one.document for file, one in first], failures)


def read_each(prepared: Prepared, failures: list[Failure]) -> Iterator[Ingested]:
    """Every transcript as a run reads it, one after another; those that cannot be read go to `failures`.

    They are read twice where labels of one settle those of another, so that none is held.
    """
    files, job = prepared.inputs.files, prepared.job
    known = labels_known_in(files, job.reading, job.attributes)
    read = (_read(file, job.knowing(known), failures) for file in files)
    yield from (one for one in read if one)


def labels_known_in(
    files: Sequence[Input], options: IngestOptions, attributes: Attributes | None
) -> frozenset[str]:
    """The labels certain in one document that another is in doubt about."""
    if all(file.pair for file in files):
        return frozenset()
    certain: set[str] = set()
    doubtful: set[str] = set()
    for file in files:
        with suppress(ReadError):
            one = ingest_input(file, options=options, attributes=attributes)
            certain |= one.certain
            doubtful |= one.open
    return known_labels(certain, doubtful)


def document_in(prepared: Prepared, name: str) -> Document:
    """One document, read as a run reads it: labels that are sure in other documents are known.

    Raises
    ------
    UsageError, ReadError
        There is no such document, or it cannot be read.
    """
    files, job = prepared.inputs.files, prepared.job
    if not files:
        raise nothing_to_read([name], prepared.inputs)
    wanted = wanted_file(files, name)
    failures: list[Failure] = []
    tried = (ingest(file, job) if file is wanted else _read(file, job, failures) for file in files)
    read = [one for one in tried if one]
    return ingest(wanted, job.knowing(_known(read))).document


def _read(file: Input, job: Job, failures: list[Failure]) -> Ingested | None:
    """A file, or nothing where it cannot be read, which is noted."""
    try:
        return ingest(file, job)
    except ReadError as problem:
        failures.append(Failure(job.shown(file.file), problem.message, problem.cure, file.named))
        return None


def _known(read: Sequence[Ingested]) -> frozenset[str]:
    certain = frozenset[str]().union(*(one.certain for one in read))
    return known_labels(certain, frozenset[str]().union(*(one.open for one in read)))


def wanted_file(files: Sequence[Input], name: str) -> Input:
    """The file of a document that is named by its id, its file, or the file of its text.

    An id is found in any case, and a file by its name alone where no other file has it.

    Raises UsageError where there is none.
    """
    wanted, place = normalize("NFC", name), Path(name).resolve()
    for file in files:
        if wanted in (file.id, file.file) or place in (file.path.resolve(), file.read_from.resolve()):
            return file
    alike = [file for file in files if file.id.casefold() == wanted.casefold()]
    alike = alike or [file for file in files if normalize("NFC", file.path.name) == wanted]
    if len(alike) == 1:
        return alike[0]
    ids = [file.id for file in files]
    near = [one for one in ids if wanted and one.startswith(wanted)] or get_close_matches(wanted, ids, n=1)
    cure = f"did you mean {near[0]}?" if near else f"its id is one of: {_some(ids)}"
    raise UsageError(f"there is no document {name}", cure=cure, slug="unknown-document")


def _some(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - MOST_IDS:,} more" if len(ids) > MOST_IDS else ""
    return ", ".join(ids[:MOST_IDS]) + more
