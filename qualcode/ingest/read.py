"""A transcript file becomes a document: the reader by its suffix."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from qualcode.errors import ReadError
from qualcode.ingest.attributes import Attributes
from qualcode.ingest.build import Ingested, finish
from qualcode.ingest.dividing.divide import divide
from qualcode.ingest.draft import Draft
from qualcode.ingest.options import IngestOptions
from qualcode.text.document import Source

Reader = Callable[..., Draft]
"""`reader(data, *, file, options)` makes a draft of a file's bytes; `file` is for messages."""

READERS: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "plain:read_plain",
        ".md": "markdown:read_markdown",
        ".docx": "docx:read_docx",
        ".odt": "odt:read_odt",
        ".fodt": "odt:read_flat_odt",
        ".rtf": "rtf:read_rtf",
        ".pdf": "pdf:read_pdf",
        ".html": "html:read_html",
        ".htm": "html:read_html",
        ".xhtml": "html:read_html",
        ".epub": "epub:read_epub",
        ".csv": "table:read_table",
        ".tsv": "table:read_table",
        ".xlsx": "xlsx:read_xlsx",
        ".ods": "ods:read_ods",
        ".srt": "subtitles:read_srt",
        ".vtt": "subtitles:read_vtt",
        ".json": "recognised:read_json",
        ".eaf": "xmlfile:read_xml",
        ".textgrid": "textgrid:read_textgrid",
        ".xml": "xmlfile:read_xml",
        ".an": "xmlfile:read_xml",
        ".akn": "xmlfile:read_xml",
        ".rock": "rock:read_rock",
    }
)
"""Where the reader of each kind of file stands: it is loaded with the first such file."""
SUFFIXES = tuple(READERS)
DEFAULT = IngestOptions()


def ingest_file(
    path: str | Path,
    *,
    id: str,
    options: IngestOptions = DEFAULT,
    attributes: Attributes | None = None,
    known_labels: Collection[str] = frozenset(),
) -> Ingested:
    """Read one transcript; with its document comes what it taught about labels.

    `known_labels` are labels that are certain in other documents of the run. Raises ReadError, with place
    and cure, where the file cannot be read as what its suffix says.
    """
    data = file_bytes(path)
    return ingest_bytes(
        data,
        file=Path(path).as_posix(),
        id=id,
        options=options,
        attributes=attributes,
        known_labels=known_labels,
    )


def file_bytes(path: str | Path) -> bytes:
    """The bytes of a file; raises ReadError where it cannot be opened."""
    try:
        return Path(path).read_bytes()
    except OSError as fault:
        reason = fault.strerror or "unknown reason"
        place, cure = Path(path).as_posix(), "check the name and its rights"
        raise ReadError(f"cannot be opened: {reason}", place=place, cure=cure, slug="open") from None


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
    options = options.of(id)
    draft, source = draft_of(data, file=file, options=options)
    divided = divide(draft, options=options, known_labels=known_labels)
    return finish(divided, id=id, source=source, options=options, attributes=attributes)


def draft_of(data: bytes, *, file: str, options: IngestOptions = DEFAULT) -> tuple[Draft, Source]:
    """The fixed text of a file, not yet divided; `file` is its path, for its suffix and for messages.

    Raises ReadError where they cannot be read as what the suffix says.
    """
    place = READERS.get(PurePosixPath(file).suffix.lower())
    if place is None:
        known = " ".join(SUFFIXES)
        raise ReadError("files of this kind are not read", place=file, cure=f"known: {known}", slug="suffix")
    if not data:
        raise _empty(file)
    draft = _reader(place)(data, file=file, options=options)
    if not draft.text.strip():
        raise _empty(file)
    digest = hashlib.sha256(data).hexdigest()
    same = digest if draft.verbatim else ""
    source = Source(file, draft.reader, draft.encoding, draft.guessed, draft.confidence, digest, same)
    return draft, source


def _reader(place: str) -> Reader:
    module, _, name = place.partition(":")
    reader: Reader = getattr(import_module(f"qualcode.ingest.formats.{module}"), name)
    return reader


def _empty(file: str) -> ReadError:
    return ReadError(
        "this file is empty", place=file, cure="leave it out, or put the transcript in", slug="empty"
    )
