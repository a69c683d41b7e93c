"""XML from outside, read without trusting it."""

from typing import TYPE_CHECKING

from qualcode.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BYTES = 200_000_000


def parsed(data: bytes, *, file: str) -> "_Element":
    """The root element. Raises ReadError where the XML is damaged, too large, or declares a document type."""
    from lxml import etree

    if len(data) > MOST_BYTES:
        message = f"this file is larger than {MOST_BYTES // 1_000_000} MB"
        raise ReadError(message, place=file, cure="split it, one recording a file", slug="xml")
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
    except (etree.XMLSyntaxError, ValueError, LookupError) as fault:
        where = f"{file}:{fault.lineno}" if isinstance(fault, etree.XMLSyntaxError) else file
        raise ReadError(
            "this XML is damaged or cut short", place=where, cure="save or export it again", slug="xml"
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        message = "this XML declares a document type"
        raise ReadError(message, place=file, cure="delete the line <!DOCTYPE …> and try again", slug="xml")
    return root


def local(element: "_Element") -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: "_Element", *names: str) -> str:
    """The value of the first of these attributes that is there, in any namespace; else empty."""
    values = {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
    return next((values[name].strip() for name in names if values.get(name)), "")


def text_of(element: "_Element") -> str:
    """All text of an element and those in it."""
    return "".join(map(str, element.itertext()))
