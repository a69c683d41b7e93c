"""The text of an RTF document while it is read: bytes in code pages become paragraphs and tables."""

import codecs
from dataclasses import dataclass, field

from qualcode.ingest.formats.blocks import MOST_MERGED, Block, Row, Table
from qualcode.ingest.formats.symbols import symbol

WESTERN = "cp1252"
SYMBOLS = "symbols"
_CHARSETS = {
    **{0: WESTERN, 2: SYMBOLS, 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030"},
    **{
        136: "cp950",
        161: "cp1253",
        162: "cp1254",
        163: "cp1258",
        177: "cp1255",
        178: "cp1256",
        186: "cp1257",
    },
    **{204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850"},
}
_PAGES = {936: "gb18030", 54936: "gb18030", 950: "cp950", 65001: "utf-8", 10000: "mac_roman"}
_WIDE = frozenset(("gb18030", "cp950", "cp932", "cp949", "johab"))
"""Encodings in which a character takes two bytes."""
_FIRST_WIDE = "\u2e80"
_ALSO_WIDE = "“”‘’…—·《》〈〉、。"


def code_page(number: int) -> str:
    """The encoding of a code page; Windows-1252 where it is not known."""
    if number in _PAGES:
        return _PAGES[number]
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return WESTERN


@dataclass(slots=True)
class Font:
    """A font: its name, and the encoding of its bytes, empty for that of the document."""

    name: str = ""
    encoding: str = ""

    def set_charset(self, number: int) -> None:
        """Take the encoding of one of the numbered character sets."""
        self.encoding = _CHARSETS.get(number, "")


@dataclass(slots=True)
class Gathered:
    """Text being gathered.

    `page` is the encoding of the document, `lost` the characters that were unreadable in theirs.
    """

    page: str = WESTERN
    fonts: dict[int, Font] = field(default_factory=dict)
    in_table: bool = False
    lost: int = 0
    boxes: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)
    _bytes: bytearray = field(default_factory=bytearray)
    _font: Font = field(default_factory=Font)
    _cell: list[str] = field(default_factory=list)
    _row: Row = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)
    _above: set[tuple[int, int]] = field(default_factory=set)
    _merged: list[bool] = field(default_factory=list)
    _outer: list[tuple[list[str], list[str]]] = field(default_factory=list)
    _box: list[str] = field(default_factory=list)

    def add(self, data: bytes, font: int) -> None:
        """Bytes in a font."""
        found = self.fonts.get(font, _NO_FONT)
        if found is not self._font:
            self._decode()
            self._font = found
        self._bytes += data

    def put(self, text: str) -> None:
        """Text that needs no decoding."""
        self._decode()
        self._line.append(text)

    def lacks_half(self) -> bool:
        """Whether the last byte is the first half of a character."""
        if not self._bytes or self._bytes[-1] < 0x81:
            return False
        encoding = self._font.encoding or self.page
        if encoding not in _WIDE:
            return False
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        decoder.decode(bytes(self._bytes))
        return bool(decoder.getstate()[0])

    def end_paragraph(self) -> None:
        """The end of a paragraph, in the running text, in a cell or in a text box."""
        text = self._taken()
        if self._outer:
            self._box.append(text)
        elif self.in_table:
            self._cell += [text, *self._box]
            self._box.clear()
        else:
            self._end_table()
            self._blocks += [text, *self._box]
            self._box.clear()

    def end_page(self) -> None:
        """A page or section ends: a paragraph does, if one has begun."""
        if self._bytes or self._line:
            self.end_paragraph()

    def begin_box(self) -> None:
        """A text box begins: what stands in it comes after the paragraph that holds it."""
        self._decode()
        self._outer.append((self._line, self._box))
        self._line, self._box = [], []

    def end_box(self) -> None:
        """A text box ends."""
        self.end_page()
        self._line, before = self._outer.pop()
        self._box = before + self._box
        self.boxes += 1

    def begin_row(self) -> None:
        """A row is described anew."""
        self._merged = []

    def describe_cell(self, *, merged: bool) -> None:
        """The next cell of the row, and whether it goes on from the one above."""
        self._merged.append(merged)

    def end_cell(self) -> None:
        """A cell of a table ends."""
        self._row.append("\n".join([*self._cell, self._taken(), *self._box]))
        self._cell = []
        self._box.clear()

    def end_row(self) -> None:
        """A row of a table ends."""
        if self._cell or self._line or self._bytes:
            self.end_cell()
        if len(self._above) < MOST_MERGED:
            columns = (column for column, merged in enumerate(self._merged) if merged)
            self._above |= {(len(self._rows), column) for column in columns}
        self._rows.append(self._row)
        self._row = []

    def finished(self) -> list[Block]:
        """All blocks."""
        while self._outer:
            self.end_box()
        if self._row:
            self.end_row()
        if self._line or self._bytes or self._cell or self._box:
            self.in_table = False
            self._blocks += self._cell
            self.end_paragraph()
        self._end_table()
        return self._blocks

    def _end_table(self) -> None:
        if self._rows:
            self._blocks.append(Table(self._rows, frozenset(self._above)))
            self._rows, self._above = [], set()

    def _taken(self) -> str:
        """The line that was gathered."""
        self._decode()
        text = "".join(self._line)
        self._line = []
        return text

    def _decode(self) -> None:
        if self._bytes:
            text = decode(bytes(self._bytes), self._font, self.page)
            self.lost += text.count("\ufffd")
            self._line.append(text)
            self._bytes.clear()


_NO_FONT = Font()


def decode(data: bytes, font: Font, page: str) -> str:
    """Bytes in a font's encoding; U+FFFD for what cannot be read.

    Some programs write Chinese in a western font: where the code page of the document is Chinese and all
    that is not ASCII is Chinese in it, it is that.
    """
    if font.encoding == SYMBOLS:
        return "".join(symbol(font.name, f"{byte:x}") if byte > 0x20 else chr(byte) for byte in data)
    if data.isascii():
        return data.decode("ascii")
    encoding = font.encoding or page
    if encoding == WESTERN and page in _WIDE and (text := _strictly(data, page)) and _is_wide(text):
        return text
    return data.decode(encoding, "replace")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _is_wide(text: str) -> bool:
    return all(char >= _FIRST_WIDE or char in _ALSO_WIDE for char in text if not char.isascii())
