"""XML from outside, read without trusting it; and the reader for .xml, by the root element."""

from typing import TYPE_CHECKING

from qualcode.errors import ReadError
from qualcode.ingest.draft import Draft
from qualcode.ingest.formats.debates import debate
from qualcode.ingest.formats.elan import tiers
from qualcode.ingest.formats.xmltree import local_name, parsed
from qualcode.ingest.options import IngestOptions

if TYPE_CHECKING:
    from lxml.etree import _Element

_CURE = "known are debates in Akoma Ntoso and annotations of ELAN; if it holds text, save it as .txt"


def read_xml(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .xml file: a debate in Akoma Ntoso, or annotations of ELAN.

    Raises ReadError where it is damaged, declares a document type, or is neither.
    """
    root = parsed(data, file=file)
    if local_name(root) == "akomaNtoso":
        return debate(root, file=file)
    if local_name(root) == "ANNOTATION_DOCUMENT":
        return tiers(root, file=file, options=options)
    raise _unknown(root, file)


def _unknown(root: "_Element", file: str) -> ReadError:
    message = f"this XML is of no known kind: its root is <{local_name(root)}>"
    return ReadError(message, place=file, cure=_CURE, slug="xml")
