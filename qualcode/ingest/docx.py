"""Word documents: text with tracked insertions, tables with one turn a row."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.errors import ReadError
from qualcode.ingest.draft import Draft, lost_characters
from qualcode.ingest.options import IngestOptions
from qualcode.ingest.rows import (
    Columns,
    Pages,
    field_lines,
    guessed_columns,
    holds_particulars,
    named_columns,
)
from qualcode.text.normalise import fix_text
from qualcode.text.patterns import lazy

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

    from lxml.etree import _Element

MOST_MEMBERS = 5_000
MOST_BYTES = 200_000_000
MOST_RATIO = 200
_FREE_RATIO_BYTES = 10_000_000
_MAIN = lazy(r"word/document\d*\.xml")
_NAMESPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_SKIPPED = frozenset(("del", "moveFrom", "rt", "txbxContent", "pPr", "rPr", "instrText", "delText"))
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes", "txbxContent": "text boxes"}
_CURE = "open it in Word and save it again as .docx"

Row = list[str]


def read_docx(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .docx file. Deleted text is left out, inserted text kept; comments and notes are not read.

    Raises ReadError where it is damaged, dangerous or no Word document.
    """
    body = _body(_main_part(data, file), file)
    pages, replaced = Pages(), [0]
    tables: list[tuple[int, int]] = []

    def fixed(text: str) -> str:
        result = fix_text(text)
        replaced[0] += result.replaced
        return result.text

    for block in _blocks(body):
        if isinstance(block, str):
            pages.add(fixed(block))
        else:
            before = pages.length
            if not _add_table(pages, [[fixed(cell).strip() for cell in row] for row in block]):
                tables.append((before, pages.length))
    return Draft(
        pages.text,
        "docx",
        given=pages.turns.marks(),
        may_wrap=False,
        tables=tuple(tables),
        guesses=(f"{len(pages.turns.rows)} turns from table rows",) if pages.turns.rows else (),
        warnings=(*_unread(body), *lost_characters(replaced[0])),
    )


def _main_part(data: bytes, file: str) -> bytes:
    """The bytes of word/document.xml, within bounds."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        message = "this is an old .doc file, or a .docx file locked with a password"
        raise ReadError(
            message, place=file, cure="open it in Word and save it as .docx without a password", slug="docx"
        )
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = _member(archive, file)
            with archive.open(member) as stream:
                part = stream.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        raise ReadError(
            "this Word file is damaged or cut short", place=file, cure=_CURE, slug="docx"
        ) from None
    if len(part) > MOST_BYTES:
        raise _too_large(file)
    return part


def _member(archive: "ZipFile", file: str) -> "ZipInfo":
    members = archive.infolist()
    main = next((m for m in members if _MAIN.fullmatch(m.filename)), None)
    if main is None:
        raise ReadError("this is a zipped file, but no Word document", place=file, cure=_CURE, slug="docx")
    ratio = main.file_size / max(1, main.compress_size)
    if len(members) > MOST_MEMBERS or main.file_size > MOST_BYTES:
        raise _too_large(file)
    if main.file_size > _FREE_RATIO_BYTES and ratio > MOST_RATIO:
        raise _too_large(file)
    return main


def _too_large(file: str) -> ReadError:
    message = "this Word file unpacks to far more than an interview holds"
    return ReadError(message, place=file, cure="if it is sound, save its text as .txt", slug="docx")


def _body(part: bytes, file: str) -> "_Element":
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        raise ReadError(
            "the text of this Word file is damaged", place=file, cure=_CURE, slug="docx"
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError("this Word file declares a document type", place=file, cure=_CURE, slug="docx")
    return root


def _name(element: "_Element") -> str:
    """The local name of a word-processing element; empty for any other."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    space, _, name = tag.rpartition("}")
    return name if space + "}" in _NAMESPACES else ""


def _blocks(element: "_Element") -> Iterator[str | list[Row]]:
    """Paragraphs as text and tables as rows, in order."""
    for child in element:
        name = _name(child)
        if name == "p":
            yield _text(child)
        elif name == "tbl":
            yield [_cells(row) for row in _rows(child)]
        elif name and name not in _SKIPPED:
            yield from _blocks(child)


def _rows(table: "_Element") -> Iterator["_Element"]:
    for child in table:
        name = _name(child)
        if name == "tr":
            if not any(_name(mark) == "del" for part in child if _name(part) == "trPr" for mark in part):
                yield child
        elif name and name not in _SKIPPED:
            yield from _rows(child)


def _cells(row: "_Element") -> Row:
    cells: Row = []
    for child in row:
        name = _name(child)
        if name == "tc":
            cells.append("\n".join(_flat(block) for block in _blocks(child)))
        elif name and name not in _SKIPPED:
            cells.extend(_cells(child))
    return cells


def _flat(block: str | list[Row]) -> str:
    """A paragraph as it is; a table within a cell with a line for each row."""
    return block if isinstance(block, str) else "\n".join("\t".join(row) for row in block)


def _text(paragraph: "_Element") -> str:
    return "".join(_runs(paragraph))


def _runs(element: "_Element") -> Iterator[str]:
    """All text below an element but what was deleted or moved away."""
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name and name not in _SKIPPED:
            yield from _runs(child)


def _unread(body: "_Element") -> tuple[str, ...]:
    """Warnings about text that stands outside the running text."""
    there = {_NOTES[name] for element in body.iter() if (name := _name(element)) in _NOTES}
    return tuple(f"its {kind} are not read" for kind in sorted(there))


def _add_table(pages: Pages, rows: list[Row]) -> bool:
    """Turns, particulars, or rows of text, by what stands in the table; returns whether it is a dialogue."""
    rows = [row for row in rows if any(row)]
    columns = _columns(rows)
    particulars = holds_particulars(rows)
    for row in rows[columns.first :] if columns else rows:
        if columns and max(columns.text, columns.speaker) < len(row):
            if row[columns.text]:
                pages.add_turn(row[columns.speaker] if columns.speaker >= 0 else "", row[columns.text])
            continue
        lines = field_lines(row) if particulars else []
        for line in lines or ["\t".join(filter(None, row))]:
            pages.add(line)
    return columns is not None


def _columns(rows: list[Row]) -> Columns | None:
    named = named_columns(rows[0]) if rows else None
    if named and named.speaker >= 0 and len(rows) > 1:
        return named
    return guessed_columns(rows)
