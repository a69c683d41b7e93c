"""A transcript file becomes a document: the reader by its suffix."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from qualcode.errors import ReadError
from qualcode.ingest.attributes import Attributes
from qualcode.ingest.build import Ingested, build
from qualcode.ingest.docx import read_docx
from qualcode.ingest.draft import Draft
from qualcode.ingest.epub import read_epub
from qualcode.ingest.html import read_html
from qualcode.ingest.markdown import read_markdown
from qualcode.ingest.ods import read_ods
from qualcode.ingest.odt import read_flat_odt, read_odt
from qualcode.ingest.options import IngestOptions
from qualcode.ingest.pdf import read_pdf
from qualcode.ingest.plain import read_plain
from qualcode.ingest.recognised import read_json
from qualcode.ingest.rock import read_rock
from qualcode.ingest.rtf import read_rtf
from qualcode.ingest.subtitles import read_srt, read_vtt
from qualcode.ingest.table import read_table
from qualcode.ingest.textgrid import read_textgrid
from qualcode.ingest.xlsx import read_xlsx
from qualcode.ingest.xmlfile import read_xml
from qualcode.text.document import Document, Source

Reader = Callable[..., Draft]
"""`reader(data, *, file, options)` makes a draft of a file's bytes; `file` is for messages."""

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": read_plain,
        ".md": read_markdown,
        ".docx": read_docx,
        ".odt": read_odt,
        ".fodt": read_flat_odt,
        ".rtf": read_rtf,
        ".pdf": read_pdf,
        ".html": read_html,
        ".htm": read_html,
        ".xhtml": read_html,
        ".epub": read_epub,
        ".csv": read_table,
        ".tsv": read_table,
        ".xlsx": read_xlsx,
        ".ods": read_ods,
        ".srt": read_srt,
        ".vtt": read_vtt,
        ".json": read_json,
        ".eaf": read_xml,
        ".textgrid": read_textgrid,
        ".xml": read_xml,
        ".an": read_xml,
        ".akn": read_xml,
        ".rock": read_rock,
    }
)
DEFAULT = IngestOptions()


def read_transcript(
    path: str | Path,
    *,
    id: str,
    options: IngestOptions = DEFAULT,
    attributes: Attributes | None = None,
    known_labels: Collection[str] = frozenset(),
) -> Document:
    """Read one transcript.

    Raises ReadError, with place and cure, where the file cannot be read as what its suffix says.
    """
    return ingest_file(
        path, id=id, options=options, attributes=attributes, known_labels=known_labels
    ).document


def ingest_file(
    path: str | Path,
    *,
    id: str,
    options: IngestOptions = DEFAULT,
    attributes: Attributes | None = None,
    known_labels: Collection[str] = frozenset(),
) -> Ingested:
    """`read_transcript` with what it learnt about labels.

    `known_labels` are labels that are certain in other documents of the run.
    """
    file = Path(path).as_posix()
    try:
        data = Path(path).read_bytes()
    except OSError as fault:
        reason = fault.strerror or "unknown reason"
        raise ReadError(
            f"cannot be opened: {reason}", place=file, cure="check the name and its rights", slug="open"
        ) from None
    return ingest_bytes(
        data, file=file, id=id, options=options, attributes=attributes, known_labels=known_labels
    )


def ingest_bytes(
    data: bytes,
    *,
    file: str,
    id: str,
    options: IngestOptions = DEFAULT,
    attributes: Attributes | None = None,
    known_labels: Collection[str] = frozenset(),
) -> Ingested:
    """`ingest_file` for the bytes of a file; `file` is its path, for its suffix and for messages."""
    reader = READERS.get(PurePosixPath(file).suffix.lower())
    if reader is None:
        known = " ".join(READERS)
        raise ReadError("files of this kind are not read", place=file, cure=f"known: {known}", slug="suffix")
    if not data:
        raise _empty(file)
    draft = reader(data, file=file, options=options)
    if not draft.text.strip():
        raise _empty(file)
    digest = hashlib.sha256(data).hexdigest()
    same = digest if draft.verbatim else ""
    source = Source(file, draft.reader, draft.encoding, draft.guessed, draft.confidence, digest, same)
    return build(
        draft, id=id, source=source, options=options, attributes=attributes, known_labels=known_labels
    )


def _empty(file: str) -> ReadError:
    return ReadError(
        "this file is empty", place=file, cure="leave it out, or put the transcript in", slug="empty"
    )
