"""Office files: those that real programs wrote, and zipped ones made by hand."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from qualcode.ingest import Ingested, IngestOptions, ingest_bytes

FILES = Path(__file__).parent / "files"


def saved(name: str) -> bytes:
    """The bytes of a file that a real program wrote."""
    return (FILES / name).read_bytes()


def read(data: bytes, suffix: str, **options: object) -> Ingested:
    return ingest_bytes(data, file=f"a{suffix}", id="a", options=IngestOptions(**options))  # type: ignore[arg-type]


def packed(parts: Mapping[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zipped document of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """The same document with one member changed."""
    return packed({**unpacked(data), name: part})
