"""Transcripts whose text a study keeps: they are read from there, not from their originals."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from qualcode.ingest.attributes import Attributes
from qualcode.ingest.build import Ingested, finish
from qualcode.ingest.gather import Input
from qualcode.ingest.options import IngestOptions
from qualcode.ingest.pairs import TEXT, TURNS, Stored, read_pair, settled_by
from qualcode.ingest.read import DEFAULT, file_bytes, ingest_file

OTHER_ORIGINAL = "its original is not the one that was read in; qualcode ingest shows what changed"
OTHER_SETTINGS = "it was read in with other settings; qualcode ingest reads it in again"


def load_pair(pair: Path) -> Stored:
    """A transcript from the file with its turns and the text beside it; raises ReadError."""
    return read_pair(file_bytes(text_beside(pair)), file_bytes(pair), file=pair.as_posix())


def text_beside(pair: Path) -> Path:
    """The file with the text that belongs to a file with turns."""
    return pair.with_name(pair.name.removesuffix(TURNS) + TEXT)


def ingest_input(
    file: Input,
    *,
    options: IngestOptions = DEFAULT,
    attributes: Attributes | None = None,
    known_labels: Collection[str] = frozenset(),
) -> Ingested:
    """One document of a run, from the text that its study keeps or else from its file.

    Raises
    ------
    ReadError
        It cannot be read.
    """
    if file.pair is None:
        return ingest_file(
            file.path, id=file.id, options=options, attributes=attributes, known_labels=known_labels
        )
    return ingest_stored(load_pair(file.pair), file, options=options, attributes=attributes)


def ingest_stored(
    stored: Stored, file: Input, *, options: IngestOptions = DEFAULT, attributes: Attributes | None = None
) -> Ingested:
    """A document of a study from what is kept of it; its warnings say where that is out of date."""
    own = options.of(file.id)
    source = replace(stored.source, file=file.file)
    found = finish(stored.divided, id=file.id, source=source, options=own, attributes=attributes)
    told = (*found.document.warnings, *out_of_date(stored, file.path, own))
    document = replace(found.document, warnings=told)
    return found._replace(document=document, certain=stored.labels.certain, settled=True)


def out_of_date(stored: Stored, original: Path, options: IngestOptions) -> Iterator[str]:
    """Why a text that is kept is not what reading its original now would give."""
    if original.is_file() and hashlib.sha256(file_bytes(original)).hexdigest() != stored.source.sha256:
        yield OTHER_ORIGINAL
    if settled_by(options, stored.settled.known) != stored.settled:
        yield OTHER_SETTINGS
