"""XML from outside, read without trusting it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from qualcode.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BYTES = 200_000_000


def parsed(data: bytes, *, file: str) -> "_Element":
    """The root element. Raises ReadError where the XML is damaged, too large, or declares a document type."""
    if len(data) > MOST_BYTES:
        message = f"this file is larger than {MOST_BYTES // 1_000_000} MB"
        raise ReadError(message, place=file, cure="split it, one recording a file", slug="xml")
    return root_of(data, lambda fault: _refusal(fault, file))


class Fault(NamedTuple):
    """Why XML is not read: it declares a document type, or is damaged, in a line where that is known."""

    declares: bool
    line: int = 0


def _refusal(fault: Fault, file: str) -> ReadError:
    if fault.declares:
        message, cure = "this XML declares a document type", "delete the line <!DOCTYPE …> and try again"
        return ReadError(message, place=file, cure=cure, slug="xml")
    where = f"{file}:{fault.line}" if fault.line else file
    return ReadError(
        "this XML is damaged or cut short", place=where, cure="save or export it again", slug="xml"
    )


def root_of(data: bytes, refusal: Callable[[Fault], ReadError]) -> "_Element":
    """The root of XML, remarks and instructions left out: entities are not resolved, nothing is loaded.

    What `refusal` makes of a fault is raised.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise refusal(Fault(declares=False, line=fault.lineno or 0)) from None
    except (ValueError, LookupError):
        raise refusal(Fault(declares=False)) from None
    if root is None:
        raise refusal(Fault(declares=False))
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusal(Fault(declares=True))
    return root


def local_name(element: "_Element") -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: "_Element", name: str) -> str:
    """An attribute by its local name; empty where there is none."""
    return str(next((v for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), ""))


def first_attribute(element: "_Element", *names: str) -> str:
    """The value of the first of these attributes that holds something, stripped; else empty."""
    return next((value.strip() for name in names if (value := attribute(element, name))), "")


def text_of(element: "_Element") -> str:
    """All text of an element and those in it."""
    return "".join(map(str, element.itertext()))
