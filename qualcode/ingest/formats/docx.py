"""Word documents: text with tracked insertions, tables with one turn a row."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.ingest.draft import Draft
from qualcode.ingest.formats.archive import Kind, Package
from qualcode.ingest.formats.blocks import MOST_SPAN, Block, Row, Table, as_draft, beside
from qualcode.ingest.formats.symbols import symbol
from qualcode.ingest.formats.xmltree import local_name
from qualcode.ingest.options import IngestOptions
from qualcode.text.patterns import lazy

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = lazy(r"word/document\d*\.xml")
_SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_SKIPPED = frozenset(("del", "moveFrom", "rt", "txbxContent", "pPr", "rPr", "instrText", "delText"))
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PIECES = frozenset(("t", "sym", *_SIGNS))
_NOTES = {
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
    "commentReference": "comment",
    "altChunk": "inserted file",
}
KIND = Kind("docx", "Word file", "open it in Word and save it again as .docx")


def read_docx(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .docx file: inserted text is kept, deleted and hidden text is not; notes and comments are no speech.

    Raises ReadError where it is damaged, dangerous or no Word document.
    """
    package = Package(data, file=file, kind=KIND)
    main = _main_part(package)
    walk = _Walk()
    blocks = [*walk.blocks(package.xml(main))]
    return as_draft(blocks, "docx", guesses=walk.guesses())


def _main_part(package: Package) -> str:
    """The name of the member that holds the text."""
    if "_rels/.rels" in package:
        for link in package.xml("_rels/.rels"):
            if str(link.get("Type", "")).endswith("/officeDocument"):
                name = str(link.get("Target", "")).lstrip("/")
                if name in package and name.startswith("word/"):
                    return name
    main = min(filter(_MAIN.fullmatch, package.names), default="")
    if not main:
        raise package.kind.error("this is a zipped file, but no Word document", package.file)
    return main


def _name(element: "_Element") -> str:
    """The local name of a word-processing element; empty for any other."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return local_name(element) if tag.startswith(_SPACES) else ""


class _Walk:
    """A walk over a document that counts what it leaves out."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.boxes = self.hidden = 0

    def guesses(self) -> tuple[str, ...]:
        """What was left out, and what was read although it does not stand in the running text."""
        counts = {name: self.counts[name] for name in _NOTES.values()}
        return beside(counts, boxes=self.boxes, hidden=self.hidden > 0)

    def blocks(self, element: "_Element") -> Iterator[Block]:
        """Paragraphs as text and tables as rows, in order; a text box after the paragraph that holds it."""
        begun = ""
        for child in element:
            name = _name(child)
            if name == "p":
                begun += self.text(child)
                if not _has_deleted_end(child):
                    yield begun
                    begun = ""
                yield from self.text_boxes(child)
            elif name == "tbl":
                if begun:
                    yield begun
                begun = ""
                yield self.table(child)
            elif name in _NOTES:
                self.counts[_NOTES[name]] += 1
            elif _is_choice(child):
                yield from self.blocks(_first(child))
            elif name and name not in _SKIPPED:
                yield from self.blocks(child)
        if begun:
            yield begun

    def text_boxes(self, element: "_Element") -> Iterator[Block]:
        """What stands in text boxes below an element, once."""
        for child in element:
            name = _name(child)
            if name == "txbxContent":
                self.boxes += 1
                yield from self.blocks(child)
            elif name not in ("del", "moveFrom", "pPr", "rPr", "t"):
                yield from self.text_boxes(_first(child) if _is_choice(child) else child)

    def table(self, table: "_Element") -> Table:
        """The rows of a table."""
        rows: list[Row] = []
        above: set[tuple[int, int]] = set()
        for row in self.rows(table):
            cells: Row = []
            for cell, span, merged in self.cells(row):
                if merged:
                    above.add((len(rows), len(cells)))
                cells += [cell, *[""] * (span - 1)]
            rows.append(cells)
        return Table(rows, frozenset(above))

    def rows(self, table: "_Element") -> Iterator["_Element"]:
        """The rows that are not deleted."""
        for child in table:
            name = _name(child)
            if name == "tr":
                if not any(_name(mark) == "del" for part in child if _name(part) == "trPr" for mark in part):
                    yield child
            elif name and name not in _SKIPPED:
                yield from self.rows(child)

    def cells(self, row: "_Element") -> Iterator[tuple[str, int, bool]]:
        """The text of each cell, over how many columns it reaches, and whether it goes on from above."""
        for child in row:
            name = _name(child)
            if name == "tc":
                text = "\n".join(_flat(block) for block in self.blocks(child))
                yield text, _span(child), _is_continued(child)
            elif name and name not in _SKIPPED:
                yield from self.cells(child)

    def text(self, paragraph: "_Element") -> str:
        """The text of a paragraph."""
        return "".join(self.runs(paragraph, []))

    def runs(self, element: "_Element", fields: list[bool]) -> Iterator[str]:
        """All text below an element but what was deleted, moved away or hidden.

        `fields` are the fields that are open: whether their result has begun, or still their code.
        """
        for child in element:
            name = _name(child)
            if name == "fldChar":
                _step(fields, _value(child, "fldCharType"))
            elif name in _NOTES:
                self.counts[_NOTES[name]] += 1
            elif _is_choice(child):
                yield from self.runs(_first(child), fields)
            elif name == "r" and _is_hidden(child):
                self.hidden += any(_name(part) == "t" for part in child)
            elif name in _PIECES:
                if all(fields):
                    yield _piece(child, name)
            elif name and name not in _SKIPPED:
                yield from self.runs(child, fields)


def _is_choice(element: "_Element") -> bool:
    """Whether content is written down twice here, for newer programs and for older ones."""
    return element.tag == _CHOICES


def _first(element: "_Element") -> "_Element":
    """The content for newer programs."""
    return element[0] if len(element) else element


def _step(fields: list[bool], kind: str) -> None:
    """Open a field, begin its result, or close it."""
    if kind == "begin":
        fields.append(False)
    elif fields and kind == "separate":
        fields[-1] = True
    elif fields and kind == "end":
        fields.pop()


def _piece(element: "_Element", name: str) -> str:
    """The text that an element stands for by itself."""
    if name == "sym":
        return symbol(_value(element, "font"), _value(element, "char"))
    return _SIGNS.get(name, element.text or "")


def _value(element: "_Element", name: str = "val") -> str:
    """An attribute of a word-processing element."""
    return str(next((v for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), ""))


def _below(element: "_Element", *names: str) -> "_Element | None":
    """The element that is reached by these names, one below the other."""
    found: _Element | None = element
    for name in names:
        found = next((child for child in found if _name(child) == name), None) if found is not None else None
    return found


def _has_deleted_end(paragraph: "_Element") -> bool:
    return _below(paragraph, "pPr", "rPr", "del") is not None


def _is_hidden(run: "_Element") -> bool:
    hidden = _below(run, "rPr", "vanish")
    return hidden is not None and _value(hidden) not in ("0", "false", "off")


def _span(cell: "_Element") -> int:
    span = _below(cell, "tcPr", "gridSpan")
    value = _value(span) if span is not None else ""
    return (
        min(int(value[:9]), MOST_SPAN) if value.isdecimal() and value.isascii() and int(value[:9]) > 0 else 1
    )


def _is_continued(cell: "_Element") -> bool:
    merged = _below(cell, "tcPr", "vMerge")
    return merged is not None and _value(merged) != "restart"


def _flat(block: Block) -> str:
    """A paragraph as it is; a table within a cell with a line for each row."""
    return block if isinstance(block, str) else "\n".join("\t".join(row) for row in block.rows)
