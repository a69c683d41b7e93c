"""Web pages: the text between the tags, a paragraph a line, tables with one turn a row."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualcode.errors import ReadError, UsageError
from qualcode.ingest.draft import Draft
from qualcode.ingest.encoding import Decoded, check_encoding, decode
from qualcode.ingest.formats.archive import MOST_BYTES, Kind
from qualcode.ingest.formats.blocks import MOST_DEPTH, MOST_MERGED, MOST_SPAN, Block, Table, as_draft, notes
from qualcode.ingest.options import IngestOptions
from qualcode.text.normalise import fix_text
from qualcode.text.patterns import lazy

if TYPE_CHECKING:
    from lxml.etree import _Element

KIND = Kind("html", "web page", "open it in a browser and save its text as .txt")
_META = lazy(
    rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})|^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_LOOKED_THROUGH = 8_192
"""Bytes at the beginning in which a page may name its encoding."""
_DROPPED = frozenset(
    (
        *(
            "head",
            "script",
            "style",
            "nav",
            "noscript",
            "template",
            "svg",
            "math",
            "iframe",
            "object",
            "embed",
        ),
        *("audio", "video", "canvas", "map", "select", "datalist", "button", "textarea", "rt", "rp", "del"),
    )
)
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
        ),
        *(
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
        ),
        *(
            "h6",
            "header",
            "hr",
            "html",
            "legend",
            "li",
            "main",
            "menu",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
        ),
        *("ul", "table", "tr", "td", "th"),
    )
)
_NOTES = {"footnote": "footnote", "rearnote": "endnote", "endnote": "endnote"}
_BREAK, _TAB, _BLANK = "\x03", "\x02", "\x01"
_KEPT = str.maketrans({"\n": _BREAK, "\t": _TAB, " ": _BLANK})
_WRITTEN_OUT = str.maketrans({_BREAK: "\n", _TAB: "\t", _BLANK: " "})
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60"
_BREAK_IN_HAN = lazy(rf"(?<=[{_WIDE}])[ \t]*\n[ \t\n]*(?=[{_WIDE}])")
_SPACE = lazy(r"[ \t\n]+")
_AROUND_BREAK = lazy(rf" ?{_BREAK} ?")
_HIDDEN = lazy(r"display\s*:\s*none", re.IGNORECASE)


def read_html(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .html, .htm or .xhtml file, in the encoding that it names, or the one that is found.

    Raises ReadError where no encoding fits, or where it is too large or nested too deeply.
    """
    decoded = decode_page(data, file=file, encoding=options.encoding)
    counts: Counter[str] = Counter()
    blocks = page_blocks(decoded.text, file=file, counts=counts)
    guesses = ((decoded.guess,) if decoded.guess else ()) + notes(counts)
    draft = as_draft(blocks, "html", encoding=decoded.encoding, guesses=guesses)
    return replace(draft, guessed=decoded.guessed, confidence=decoded.confidence)


def decode_page(data: bytes, *, file: str, encoding: str = "") -> Decoded:
    """The text of a page: in `encoding`, as it says itself, or as it is found."""
    if len(data) > MOST_BYTES:
        raise KIND.error(f"this {KIND.name} is far larger than an interview", file)
    found = _META.search(data[:_LOOKED_THROUGH])
    named = (found[1] or found[2]).decode("ascii") if found else ""
    if encoding or not named or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(data, file=file, encoding=encoding)
    try:
        # Browsers read what is called ISO-8859-1 as Windows-1252.
        known = {"iso8859-1": "cp1252", "ascii": "", "utf-16": ""}
        name = check_encoding(named)
        return decode(data, file=file, encoding=known.get(name, name))
    except (ReadError, UsageError):
        return decode(data, file=file)


def page_blocks(text: str, *, file: str, counts: Counter[str]) -> list[Block]:
    """Paragraphs and tables of a page in order; `counts` gets what is left out."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    fixed = fix_text(text).text
    root = etree.fromstring(fixed.encode(), parser) if fixed.strip() else None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise KIND.error(f"this {KIND.name} is nested too deeply", file)
    page = _Page(counts)
    if root is not None:
        page.walk(root)
    return page.finished()


@dataclass(slots=True)
class _OpenTable:
    """A table of a page while it is read; a cell is a list of blocks."""

    rows: list[list[list[Block]]] = field(default_factory=list)
    above: set[tuple[int, int]] = field(default_factory=set)
    reach: dict[int, int] = field(default_factory=dict)
    is_open: bool = False

    def begin_row(self) -> None:
        self.rows.append([])
        self.is_open = True

    def add(self, cell: list[Block], columns: int, depth: int) -> None:
        """A cell over so many columns and rows."""
        if not self.is_open:
            self.begin_row()
        self.skip_covered()
        row = self.rows[-1]
        if depth > 1:
            self.reach[len(row)] = depth - 1
        row += [cell, *[[]] * (columns - 1)]

    def skip_covered(self) -> None:
        """Empty cells where cells of rows above reach down."""
        row = self.rows[-1]
        while self.reach.get(len(row), 0):
            self.reach[len(row)] -= 1
            if len(self.above) < MOST_MERGED:
                self.above.add((len(self.rows) - 1, len(row)))
            row.append([])

    def end_row(self) -> None:
        if self.is_open:
            self.skip_covered()
        self.is_open = False

    def blocks(self) -> Iterator[Block]:
        """The table; where tables stand in its cells, it only lays out the page: what stands in them."""
        if any(isinstance(block, Table) for row in self.rows for cell in row for block in cell):
            yield from (block for row in self.rows for cell in row for block in cell)
        else:
            rows = [["\n".join(map(str, cell)) for cell in row] for row in self.rows]
            yield Table(rows, frozenset(self.above))


class _Page:
    """Text of a page being gathered: a line, and the blocks of the cells that are open."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts
        self.line: list[str] = []
        self.places: list[list[Block]] = [[]]
        self.tables: list[_OpenTable] = []
        self.kept = 0

    def walk(self, root: "_Element") -> None:
        """Go through all elements; not by recursion, for pages are nested as deeply as they please."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        dropped = None
        for event, element in walk:
            if event == "start":
                if self.is_dropped(element):
                    walk.skip_subtree()
                    dropped = element
                else:
                    self.begin(element)
            else:
                if element is not dropped:
                    self.end(element)
                if element is not root:
                    self.add(element.tail)

    def is_dropped(self, element: "_Element") -> bool:
        """Whether an element is no text for readers, or a note; notes are counted."""
        kind = next(
            (str(v) for k, v in element.attrib.items() if str(k).endswith(("epub:type", "}type"))), ""
        )
        words = {*kind.split(), str(element.get("role", "")).removeprefix("doc-")}
        if found := words & _NOTES.keys():
            self.counts[_NOTES[min(found)]] += 1
        elif "noteref" not in words:
            hidden = "hidden" in element.attrib or _HIDDEN.search(str(element.get("style", "")))
            return element.tag in _DROPPED or bool(hidden)
        return True

    def begin(self, element: "_Element") -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self.flush()
        if tag == "br":
            self.line.append(_BREAK)
        elif tag == "pre":
            self.kept += 1
        elif tag == "table":
            self.tables.append(_OpenTable())
            self.places.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].begin_row()
        elif tag in ("td", "th") and self.tables:
            self.places.append([])
        self.add(element.text)

    def end(self, element: "_Element") -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self.flush()
        if tag == "pre":
            self.kept -= 1
        elif tag == "tr" and self.tables:
            self.tables[-1].end_row()
        elif tag in ("td", "th") and self.tables:
            cell = self.places.pop()
            self.tables[-1].add(
                cell, _span(element, "colspan", MOST_SPAN), _span(element, "rowspan", MOST_DEPTH)
            )
        elif tag == "table":
            beside = self.places.pop()
            self.places[-1] += [*beside, *self.tables.pop().blocks()]

    def add(self, text: str | None) -> None:
        """Text as it stands in the page."""
        if text:
            self.line.append(text.translate(_KEPT) if self.kept else text)

    def flush(self) -> None:
        """End the paragraph."""
        text = _BREAK_IN_HAN.sub("", "".join(self.line))
        text = _AROUND_BREAK.sub(_BREAK, _SPACE.sub(" ", text)).strip(f" {_BREAK}\u00a0")
        self.line.clear()
        if text:
            self.places[-1].append(text.translate(_WRITTEN_OUT))

    def finished(self) -> list[Block]:
        """All blocks of the page."""
        self.flush()
        return self.places[0]


def _span(element: "_Element", name: str, most: int) -> int:
    value = str(element.get(name, "")).strip()
    return max(1, min(int(value[:9]), most)) if value.isdecimal() and value.isascii() else 1
