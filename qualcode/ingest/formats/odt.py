"""OpenDocument texts: paragraphs, lists and tables, without deleted text, notes and comments."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.ingest.draft import Draft
from qualcode.ingest.formats.archive import Kind, Package, parse_xml
from qualcode.ingest.formats.blocks import MOST_DEPTH, MOST_MERGED, Block, Row, Table, as_draft, beside, cost
from qualcode.ingest.formats.xmltree import attribute, local_name
from qualcode.ingest.options import IngestOptions

if TYPE_CHECKING:
    from lxml.etree import _Element

KIND = Kind("odt", "OpenDocument text", "open it in LibreOffice and save it again as .odt")
CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
MOST_BLANKS = 100
"""Blanks that one element may stand for."""
_NOTES = ("footnote", "endnote", "comment")
_SKIPPED = frozenset(
    (
        *("tracked-changes", "ruby-text", "number", "forms", "sequence-decls", "variable-decls"),
        *("user-field-decls", "title", "desc", "object", "image", "plugin", "binary-data", "event-listeners"),
        *("hidden-text", "annotation-end", "meta-data"),
    )
)
_BLANKS = re.compile(r"[ \t\r\n]+")
_BLANK = "\x01"
_SIGNS = {"tab": "\x02", "line-break": "\x03"}
_WRITTEN_OUT = str.maketrans("\x01\x02\x03", " \t\n")
"""Characters that no XML can hold stand for blanks that are written out, until all others are one blank."""
_DURATION = re.compile(r"PT([0-9]{1,4})H([0-9]{1,2})M([0-9]{1,2}(?:\.[0-9]{1,9})?)S")
MOST_COLUMNS = 256
MOST_CELLS = 2_000_000
"""Cells of one table beyond which nothing is read."""


def read_odt(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .odt file. Raises ReadError where it is damaged, dangerous, locked or no text document."""
    package = Package(data, file=file, kind=KIND)
    return _draft(content_of(package), file)


def read_flat_odt(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .fodt file: the same in one XML file."""
    return _draft(parse_xml(data, file=file, kind=KIND), file)


def content_of(package: Package) -> "_Element":
    """The root of the content of an OpenDocument package; raises ReadError where it is locked."""
    kind, file = package.kind, package.file
    if MANIFEST in package and b"encryption-data" in package.read(MANIFEST):
        cure = f"{kind.cure}, without a password"
        raise kind.error(f"this {kind.name} is locked with a password", file, cure=cure)
    if CONTENT not in package:
        raise kind.error(f"this is a zipped file, but no {kind.name}", file)
    return package.xml(CONTENT)


def body_of(root: "_Element", name: str) -> "_Element | None":
    """What the body of a document holds, if it is of that sort: `text` or `spreadsheet`."""
    bodies = (child for child in root if local_name(child) == "body")
    return next((part for body in bodies for part in body if local_name(part) == name), None)


def _draft(root: "_Element", file: str) -> Draft:
    body = body_of(root, "text")
    if body is None:
        raise KIND.error(f"there is no text in this {KIND.name}", file)
    walk = Walk()
    blocks = [*walk.blocks(body)]
    return as_draft(blocks, "odt", guesses=walk.guesses())


class Walk:
    """A walk over the content of an OpenDocument file that counts what it leaves out."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.boxes = 0

    def guesses(self) -> tuple[str, ...]:
        """What was left out, and what was read although it does not stand in the running text."""
        return beside({name: self.counts[name] for name in _NOTES}, boxes=self.boxes)

    def blocks(self, element: "_Element") -> Iterator[Block]:
        """Paragraphs and tables in order; a text box after the paragraph that holds it."""
        for child in element:
            name = local_name(child)
            if name in ("p", "h"):
                yield self.text(child)
                yield from self.text_boxes(child)
            elif name == "table":
                yield self.table(child)
            elif name == "text-box":
                self.boxes += 1
                yield from self.blocks(child)
            elif name == "annotation":
                self.counts["comment"] += 1
            elif name and name not in _SKIPPED:
                yield from self.blocks(child)

    def text_boxes(self, element: "_Element") -> Iterator[Block]:
        """What stands in text boxes below an element."""
        for child in element:
            name = local_name(child)
            if name == "text-box":
                self.boxes += 1
                yield from self.blocks(child)
            elif name not in ("note", "annotation") and name not in _SKIPPED:
                yield from self.text_boxes(child)

    def text(self, paragraph: "_Element") -> str:
        """The text of a paragraph; a run of blanks is one blank, but for those that are written out."""
        return _BLANKS.sub(" ", "".join(self.runs(paragraph))).strip(" ").translate(_WRITTEN_OUT)

    def runs(self, element: "_Element") -> Iterator[str]:
        """All text below an element; what is written out as an element stands as a control character."""
        yield element.text or ""
        for child in element:
            name = local_name(child)
            if name == "s":
                yield _BLANK * min(_number(child, "c"), MOST_BLANKS)
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "note":
                kind = attribute(child, "note-class")
                self.counts[kind if kind in _NOTES else "footnote"] += 1
            elif name == "annotation":
                self.counts["comment"] += 1
            elif name and name not in _SKIPPED and name != "text-box":
                yield from self.runs(child)
            yield child.tail or ""

    def table(self, table: "_Element") -> Table:
        """The rows of a table; cells that are repeated stand as often as they should, within bounds."""
        rows: list[Row] = []
        above: set[tuple[int, int]] = set()
        room = MOST_CELLS
        for row in _rows(table):
            cells, merged = self.cells(row)
            times = min(_number(row, "number-rows-repeated"), room // cost(cells)) if cells else 1
            if len(above) < MOST_MERGED:
                above |= {
                    (len(rows) + below, column) for column, depth in merged for below in range(1, depth)
                }
            rows += [list(cells) for _ in range(times)]
            room -= times * cost(cells)
            if room <= 0 or not times:
                break
        return Table(rows, frozenset(above))

    def cells(self, row: "_Element") -> tuple[Row, list[tuple[int, int]]]:
        """The cells of a row up to the last that holds something; columns of those that reach over rows."""
        cells: Row = []
        merged: list[tuple[int, int]] = []
        empty = 0
        for child in row:
            name = local_name(child)
            if name not in ("table-cell", "covered-table-cell"):
                continue
            text = self.cell(child) if name == "table-cell" else ""
            repeated = _number(child, "number-columns-repeated")
            if not text:
                empty += repeated
                continue
            if len(cells) + empty >= MOST_COLUMNS:
                break
            cells += [""] * empty
            empty = 0
            if (depth := min(_number(child, "number-rows-spanned"), MOST_DEPTH)) > 1:
                merged.append((len(cells), depth))
            cells += [text] * min(repeated, MOST_COLUMNS - len(cells))
        return cells, merged

    def cell(self, cell: "_Element") -> str:
        """The text of a cell; a time of day or a length of time by its value, however it is shown."""
        if attribute(cell, "value-type") == "time" and (
            found := _DURATION.fullmatch(attribute(cell, "time-value"))
        ):
            hours, minutes, seconds = found.groups()
            return f"{int(hours)}:{int(minutes):02}:{seconds}"
        return "\n".join(_flat(block) for block in self.blocks(cell))


def _rows(table: "_Element") -> Iterator["_Element"]:
    for child in table:
        name = local_name(child)
        if name == "table-row":
            yield child
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(child)


def _flat(block: Block) -> str:
    """A paragraph as it is; a table within a cell with a line for each row."""
    return block if isinstance(block, str) else "\n".join("\t".join(row) for row in block.rows)


def _number(element: "_Element", name: str) -> int:
    """A number of times that is written as an attribute: 1 where there is none."""
    value = attribute(element, name)
    return max(1, int(value[:9])) if value.isdecimal() and value.isascii() else 1
