"""PDF files: the lines of their text layer, with the places where they stand."""

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.ingest.draft import Draft
from qualcode.ingest.formats.archive import MOST_BYTES, Kind
from qualcode.ingest.formats.blocks import Block, as_draft
from qualcode.ingest.formats.pdflines import Gap, Line, Page, about_words, paragraphs_of
from qualcode.ingest.formats.pdfmargins import without_margins
from qualcode.ingest.formats.pdftable import find_table
from qualcode.ingest.formats.spelling import HYPHEN, is_wide
from qualcode.ingest.options import IngestOptions

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

KIND = Kind("pdf", "PDF", "print or save it as PDF again")
MOST_PAGES = 3_000
MOST_CHARACTERS = 20_000_000
_PASSWORD = 4
_SOFT_HYPHEN = 0xAD
_FIRST_WIDE = 0x2014
_WIDE_GAP = 1.0
"""Ems between a Chinese and another character from which on there is a blank between them."""
_CELL_GAP = 0.15
"""Ems that a blank is wide, which does not stand in the file, where it may part two cells of a table."""
_TABLE = "set as a table of two columns, one turn a row"
_JUMP = 0.5
"""Heights by which characters of one line may stand apart: small letters, raised ones."""
_UNREADABLE = 0.3
"""Share of characters without meaning from which on a file is not read."""


class Layer(NamedTuple):
    """The text layer of a file; `n_unknown` of its characters do not say what they are."""

    pages: list[Page]
    n_unknown: int


def read_pdf(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """The text layer of a .pdf file: lines put together, without what repeats at the edges of pages.

    Raises ReadError where it is damaged, locked, far too large, or has no text.
    """
    if not data[:1024].lstrip().startswith(b"%PDF"):
        raise KIND.error("this is no PDF", file, cure="give it the suffix that it should have")
    if len(data) > MOST_BYTES:
        raise KIND.error(f"this {KIND.name} is far larger than an interview", file)
    layer = _layer(data, file)
    pages, edges = without_margins(layer.pages)
    pictures = [page.number for page in pages if page.is_picture and not page.lines]
    broken = [page.number for page in pages if page.is_broken]
    blocks, guesses = _blocks(pages)
    if not blocks:
        raise _no_text(file, picture=bool(pictures))
    return as_draft(
        blocks,
        "pdf",
        guesses=(*edges, *guesses),
        warnings=(*_about_broken(broken), *_about_pictures(pictures), *_about_unknown(layer)),
    )


def _blocks(pages: list[Page]) -> tuple[list[Block], tuple[str, ...]]:
    """Paragraphs, and the table of turns where there is one; and what was taken for granted."""
    parts = find_table(pages)
    if parts is None:
        found = paragraphs_of(pages)
        return list(found.paragraphs), found.guesses
    edge = max(line.right for page in pages for line in page.lines)
    before, after = paragraphs_of(parts.before, edge=edge), paragraphs_of(parts.after, edge=edge)
    blocks: list[Block] = [*before.paragraphs, parts.table, *after.paragraphs]
    return blocks, (_TABLE, *before.guesses, *about_words(parts.mended), *after.guesses)


def _no_text(file: str, *, picture: bool) -> Exception:
    if picture:
        return KIND.error("this PDF is a scan: it has no text", file, cure="run OCR (text recognition) first")
    return KIND.error("there is no text in this PDF", file, cure="leave it out, or save its text as .txt")


def _layer(data: bytes, file: str) -> Layer:
    """The text layer, read page by page."""
    import pypdfium2

    pages, characters, unknown = [], 0, 0
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        raise _unopened(fault, file) from None
    try:
        if len(document) > MOST_PAGES:
            raise KIND.error(f"this PDF has more than {MOST_PAGES:,} pages", file, cure="split it")
        for number in range(len(document)):
            page, n, odd = _page(document, number)
            pages.append(page)
            characters, unknown = characters + n, unknown + odd
            if characters > MOST_CHARACTERS:
                raise KIND.too_large(file)
    finally:
        document.close()
    if unknown > _UNREADABLE * characters:
        message = "the characters of this PDF do not say what they are"
        raise KIND.error(message, file, cure="run OCR (text recognition), or save the text from its source")
    return Layer(pages, unknown)


def _unopened(fault: Any, file: str) -> Exception:
    if getattr(fault, "err_code", None) == _PASSWORD:
        return KIND.error("this PDF is locked with a password", file, cure="save it without a password")
    return KIND.damaged(file)


def _page(document: "PdfDocument", number: int) -> tuple[Page, int, int]:
    """One page, how many characters it has, and how many of them do not say what they are."""
    import pypdfium2

    try:
        page = document[number]
        width, height = page.get_size()
        lines, n, unknown = _lines(page)
        picture = _has_picture(page, width * height)
        page.close()
    except pypdfium2.PdfiumError:
        return Page(number + 1, (), 0.0, is_broken=True), 0, 0
    return Page(number + 1, tuple(lines), height, picture), n, unknown


def _has_picture(page: "PdfPage", area: float) -> bool:
    """Whether a picture covers half of the page."""
    import pypdfium2.raw as pdfium

    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = shape.get_bounds()
        if (right - left) * (top - bottom) >= 0.5 * area:
            return True
    return False


def _lines(page: "PdfPage") -> tuple[list[Line], int, int]:
    text = page.get_textpage()
    characters = _Characters(text.raw, text.count_chars())
    lines = [characters.line(start, stop) for start, stop in characters.stretches()]
    counted = len(characters.codes), characters.n_unknown()
    text.close()
    return [line for line in lines if line], *counted


class _Characters:
    """The characters of a page as the library numbers them."""

    def __init__(self, raw: Any, count: int) -> None:
        import pypdfium2.raw as pdfium

        self.pdfium, self.raw = pdfium, raw
        self.codes = [pdfium.FPDFText_GetUnicode(raw, number) for number in range(count)]

    def n_unknown(self) -> int:
        """Characters that the file does not map to any, or only to private ones."""
        return sum(
            0xE000 <= code < 0xF900
            or code in (0, 0xFFFD)
            or self.pdfium.FPDFText_HasUnicodeMapError(self.raw, number) == 1
            for number, code in enumerate(self.codes)
        )

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Where lines start and stop.

        A line also ends with a hyphen that stands at its end, and where the next character stands elsewhere.
        """
        start = 0
        for number, code in enumerate(self.codes):
            if code in (10, 13) or (code == 32 and self.jumps(number)):
                if start < number:
                    yield start, number
                start = number + 1
            elif code == ord(HYPHEN):
                yield start, number + 1
                start = number + 1
        if start < len(self.codes):
            yield start, len(self.codes)

    def jumps(self, number: int) -> bool:
        """Whether the library put a blank between characters of different lines."""
        if not (0 < number < len(self.codes) - 1 and self.is_made_up(number)):
            return False
        _, bottom, right, top = self.box(number - 1)
        step = abs(self.base(number + 1) - self.base(number - 1))
        return step > _JUMP * (top - bottom) or self.box(number + 1)[0] < right - 2 * (top - bottom)

    def is_made_up(self, number: int) -> bool:
        """Whether a character does not stand in the file, but was put in for a distance."""
        return bool(self.pdfium.FPDFText_IsGenerated(self.raw, number) == 1)

    def line(self, start: int, stop: int) -> Line | None:
        """The line of some characters, or None for one of blanks."""
        while start < stop and chr(self.codes[start]).isspace():
            start += 1
        while start < stop and chr(self.codes[stop - 1]).isspace():
            stop -= 1
        if start == stop:
            return None
        text = self.text(start, stop)
        blank = next((n for n in range(start, stop) if self.ends_word(n)), stop - 1)
        left = self.box(start)[0]
        boxes = [self.box(number) for number in (start, (start + stop) // 2, stop - 1)]
        height = max(top - bottom for _, bottom, _, top in boxes)
        head, gaps = self.box(blank)[2] - left, tuple(self.gaps(start, stop, _CELL_GAP * height))
        return Line(text, left, boxes[-1][2], self.base(start), height, head, gaps)

    def gaps(self, start: int, stop: int, least: float) -> Iterator[Gap]:
        """Blanks of a line that do not stand in the file, from `least` points on."""
        for number in range(start + 1, stop - 1):
            if self.codes[number] == 32 and self.is_made_up(number):
                before, after = self.box(number - 1)[2], self.box(number + 1)[0]
                if after - before >= least:
                    yield Gap(len(self.text(start, number)), before, after)

    def text(self, start: int, stop: int) -> str:
        """The text of some characters; only Chinese ones and soft hyphens leave anything to mend."""
        codes = self.codes[start:stop]
        if _SOFT_HYPHEN not in codes and max(codes) < _FIRST_WIDE:
            return "".join(map(chr, codes))
        return "".join(self.kept(number, start, stop) for number in range(start, stop))

    def ends_word(self, number: int) -> bool:
        """Whether a line could be broken after a character."""
        after = self.codes[number + 1] if number + 1 < len(self.codes) else 32
        return after == 32 or is_wide(chr(self.codes[number])) or is_wide(chr(after))

    def kept(self, number: int, start: int, stop: int) -> str:
        """A character of a line; no blank where the typesetter only moved Chinese and Latin apart."""
        code = self.codes[number]
        if code == _SOFT_HYPHEN:
            return HYPHEN if number + 1 == stop else ""
        if code > 0x10FFFF:
            return "\ufffd"
        if (
            code == 32
            and start < number < stop - 1
            and self.pdfium.FPDFText_IsGenerated(self.raw, number) == 1
        ):
            sides = chr(self.codes[number - 1]), chr(self.codes[number + 1])
            if any(map(is_wide, sides)) and self.is_narrow(number):
                return ""
        return chr(code)

    def is_narrow(self, number: int) -> bool:
        """Whether the characters around one stand close to each other."""
        _, bottom, right, top = self.box(number - 1)
        return self.box(number + 1)[0] - right < _WIDE_GAP * (top - bottom)

    def base(self, number: int) -> float:
        """The height of the line that a character stands on."""
        left, base = ctypes.c_double(), ctypes.c_double()
        self.pdfium.FPDFText_GetCharOrigin(self.raw, number, left, base)
        return base.value

    def box(self, number: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a character, in points from the lower left corner."""
        box = self.pdfium.FS_RECTF()
        self.pdfium.FPDFText_GetLooseCharBox(self.raw, number, box)
        return box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)


def _about_pictures(numbers: list[int]) -> tuple[str, ...]:
    if not numbers:
        return ()
    if len(numbers) == 1:
        return (f"page {numbers[0]} has no text: it is a picture; run OCR first",)
    return (f"pages {_listed(numbers)} have no text: they are pictures; run OCR first",)


def _about_broken(numbers: list[int]) -> tuple[str, ...]:
    if not numbers:
        return ()
    told = f"page {numbers[0]} is" if len(numbers) == 1 else f"pages {_listed(numbers)} are"
    return (f"{told} damaged and not read; open the file in a PDF viewer, and print it to a new one",)


def _listed(numbers: list[int]) -> str:
    """Page numbers, those in succession as a range."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)


def _about_unknown(layer: Layer) -> tuple[str, ...]:
    n = layer.n_unknown
    return (f"{n} characters of its fonts do not say what they are",) if n else ()
