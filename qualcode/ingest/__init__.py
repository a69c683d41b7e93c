"""From transcript files to documents: encoding, speakers, one module per format."""

from qualcode.ingest.attributes import (
    Attributes,
    ambiguous_documents,
    parse_attributes,
    read_attributes,
    unknown_documents,
)
from qualcode.ingest.build import Ingested
from qualcode.ingest.gather import Input, Inputs, Skipped, gather
from qualcode.ingest.kept import ingest_input
from qualcode.ingest.names import natural_key
from qualcode.ingest.options import IngestOptions, options_from
from qualcode.ingest.read import SUFFIXES, ingest_bytes, ingest_file

__all__ = [
    "SUFFIXES",
    "Attributes",
    "IngestOptions",
    "Ingested",
    "Input",
    "Inputs",
    "Skipped",
    "ambiguous_documents",
    "gather",
    "ingest_bytes",
    "ingest_file",
    "ingest_input",
    "natural_key",
    "options_from",
    "parse_attributes",
    "read_attributes",
    "unknown_documents",
]
