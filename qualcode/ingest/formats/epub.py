"""E-books: the chapters in the order in which they are read."""

import posixpath
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from qualcode.ingest.draft import Draft
from qualcode.ingest.formats.archive import Kind, Package
from qualcode.ingest.formats.blocks import Block, as_draft, notes
from qualcode.ingest.formats.html import decode_page, page_blocks
from qualcode.ingest.formats.xmltree import local_name
from qualcode.ingest.options import IngestOptions

if TYPE_CHECKING:
    from lxml.etree import _Element

KIND = Kind("epub", "EPUB", "make the EPUB again, or save its text as .txt")
_CONTAINER, _LOCKS = "META-INF/container.xml", "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_FONT_LOCKS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def read_epub(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .epub file: its chapters, without the table of contents, notes counted and left out.

    Raises ReadError where it is damaged, dangerous, locked or no EPUB.
    """
    package = Package(data, file=file, kind=KIND)
    if _CONTAINER not in package:
        raise KIND.error("this is a zipped file, but no EPUB", file)
    _refuse_locked(package)
    counts: Counter[str] = Counter()
    blocks: list[Block] = []
    chapters, missing = _chapters(package)
    for part in chapters:
        page = decode_page(package.read(part), file=file)
        blocks += ([""] if blocks else []) + page_blocks(page.text, file=file, counts=counts)
    what = "chapter is" if missing == 1 else "chapters are"
    lost = (f"{missing} {what} named but not there: the file is incomplete",) if missing else ()
    return as_draft(blocks, "epub", guesses=notes(counts), warnings=lost)


def _refuse_locked(package: Package) -> None:
    """Fonts may be scrambled; chapters must not be."""
    if _LOCKS not in package:
        return
    methods = [
        e.get("Algorithm", "") for e in package.xml(_LOCKS).iter() if local_name(e) == "EncryptionMethod"
    ]
    if any(not str(method).startswith(_FONT_LOCKS) for method in methods):
        message = "this EPUB is locked against copying"
        raise KIND.error(message, package.file, cure="ask the publisher for a text that is not")


def _chapters(package: Package) -> tuple[list[str], int]:
    """The members that hold the chapters, in order of reading, and how many of them are not there."""
    root = next((e for e in package.xml(_CONTAINER).iter() if local_name(e) == "rootfile"), None)
    name = str(root.get("full-path", "")) if root is not None else ""
    if name not in package:
        raise KIND.damaged(package.file)
    book = package.xml(name)
    items = {str(item.get("id")): item for item in _items(book, "manifest")}
    chapters, missing = [], 0
    for reference in _items(book, "spine"):
        item = items.get(str(reference.get("idref")))
        if item is None or _is_no_talk(item, reference):
            continue
        part = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(str(item.get("href", "")))))
        missing += part not in package
        chapters += [part] if part in package else []
    return chapters, missing


def _items(book: "_Element", name: str) -> Iterator["_Element"]:
    return (item for part in book if local_name(part) == name for item in part if local_name(item))


def _is_no_talk(item: "_Element", reference: "_Element") -> bool:
    """Whether a part is the table of contents, no page, or beside the order of reading."""
    contents = "nav" in str(item.get("properties", "")).split()
    return contents or item.get("media-type") not in _PAGES or reference.get("linear") == "no"
