"""A table as a Word document: three lines, its heading again on every page, fonts that show Chinese."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from qualcode.export.pages import Page
from qualcode.export.widths import shares
from qualcode.export.wordfile import set_styles, without_clock

ACROSS = 7
"""Columns from which on a page is laid across."""
_UPRIGHT_WIDTH, _ACROSS_WIDTH = 9_640, 14_740
"""Twentieths of a point between the margins of an A4 page."""
_THICK, _THIN = 12, 6
"""Eighths of a point: the lines above and below a table, and that below its heading."""
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SMALL = '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'


def page_docx(page: Page) -> bytes:
    """The bytes of a Word document with one table in the style of a paper (三线表)."""
    return pages_docx([page])


def pages_docx(pages: Sequence[Page]) -> bytes:
    """The same with several tables, each below a heading, and called like the first.

    Where a wide table follows a narrow one, or the reverse, a new page begins that is laid as it needs.
    """
    from docx import Document

    document, across = Document(), is_wide(pages[0])
    set_styles(document, pages[0].title, pages[0].language)
    lay(document.sections[0], across=across)
    for page in pages:
        if is_wide(page) != across:
            across = not across
            lay(document.add_section(), across=across)
        add_page(document, page, heading=len(pages) > 1)
    out = BytesIO()
    document.save(out)
    return without_clock(out.getvalue())


def is_wide(page: Page) -> bool:
    """Whether a table needs a page that is laid across."""
    return len(page.heads) >= ACROSS


def add_page(document: Any, page: Page, *, heading: bool = False) -> None:
    """Put a table at the end of a document: its title (or as a heading), the table, what was counted."""
    from docx.oxml import parse_xml
    from docx.shared import Pt

    title = document.add_paragraph(style="Heading 2" if heading else None)
    title.add_run(page.title).bold = True
    title.paragraph_format.keep_with_next = True
    title.paragraph_format.space_after = Pt(3)
    title.paragraph_format.alignment = 1 if page.language == "zh" else 0
    table = parse_xml("".join(_table(page, _ACROSS_WIDTH if is_wide(page) else _UPRIGHT_WIDTH)))
    title._p.addnext(table)
    note = document.add_paragraph()
    run = note.add_run(page.said)
    run.font.size = Pt(9)
    note.paragraph_format.space_before = Pt(3)


def lay(section: Any, *, across: bool) -> None:
    """Lay the pages of a section across or upright, on A4."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    width, height = (Cm(29.7), Cm(21)) if across else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = Cm(2)


def _table(page: Page, width: int) -> Iterator[str]:
    """The XML of the table: python-docx takes seconds for what a string takes a moment for."""
    widths = [round(width * share) for share in shares(page)]
    grid, whole = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths), sum(widths)
    yield (
        f'<w:tbl xmlns:w="{_NAMESPACE}"><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{_border('top', _THICK)}{_border('bottom', _THICK)}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
        f'<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
    for number, row in enumerate((page.heads, *page.rows)):
        head = "<w:tblHeader/>" if not number else ""
        yield f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>"
        spans = page.spans[number - 1] if page.spans and number else (1,) * len(row)
        for at, (text, one, right) in enumerate(zip(row, widths, page.right, strict=True)):
            line = f"<w:tcBorders>{_border('bottom', _THIN)}</w:tcBorders>" if head else ""
            yield f'<w:tc><w:tcPr><w:tcW w:w="{one}" w:type="dxa"/>{_merge(spans[at])}{line}</w:tcPr>'
            yield from _paragraphs(text if spans[at] else "", right=right, bold=bool(head))
            yield "</w:tc>"
        yield "</w:tr>"
    yield "</w:tbl>"


def _merge(span: int) -> str:
    """What makes a cell one with those below it, or with the one above."""
    return "" if span == 1 else '<w:vMerge w:val="restart"/>' if span else "<w:vMerge/>"


def _border(side: str, size: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>'


def _paragraphs(text: str, *, right: bool, bold: bool) -> Iterator[str]:
    """The paragraphs of a cell; a cell has one at least."""
    properties = _SMALL.replace("<w:sz ", "<w:b/><w:sz ", 1) if bold else _SMALL
    side = "right" if right else "left"
    for line in text.split("\n"):
        yield (
            f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/><w:jc w:val="{side}"/></w:pPr>'
            f'<w:r>{properties}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        )
