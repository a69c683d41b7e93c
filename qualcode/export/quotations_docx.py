"""Quotes under their codes as a Word document: block quotes of one style, in fonts that show Chinese."""

from io import BytesIO
from typing import Any

from qualcode.export.quotations import Block, Quotations, Section, gap_before
from qualcode.export.wordfile import NO_XML, TYPEWRITER, set_fonts, set_styles, without_clock

QUOTED = ("Times New Roman", "KaiTi")
"""Fonts of a quote: 楷体, as Chinese papers set it."""
STYLE = "Quote"
_LOWEST = 9


def quotations_docx(page: Quotations) -> bytes:
    """The bytes of a document; whoever changes its style Quote changes all quotes."""
    from docx import Document

    document = Document()
    set_styles(document, page.title, page.language)
    _set_quote(document)
    document.add_heading(_clean(page.title), 1)
    for note in page.notes:
        document.add_paragraph(_clean(note))
    for section in page.sections:
        _add_section(document, section)
    for note in page.end:
        document.add_paragraph(_clean(note))
    out = BytesIO()
    document.save(out)
    return without_clock(out.getvalue())


def _set_quote(document: Any) -> None:
    """Indented on both sides, upright and black: Chinese has no slanted letters."""
    from docx.shared import Cm, Pt, RGBColor

    style = document.styles[STYLE]
    set_fonts(style.element, QUOTED)
    style.font.italic = style.font.cs_italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.left_indent = Cm(1)
    style.paragraph_format.right_indent = Cm(0.75)
    style.paragraph_format.space_after = Pt(6)


def _add_section(document: Any, section: Section) -> None:
    heading = document.add_heading(level=min(section.depth + 2, _LOWEST))
    heading.add_run(f"{section.number} {_clean(section.name)} ")
    set_fonts(heading.add_run(_clean(section.id))._element, TYPEWRITER)
    for item in section.items:
        if isinstance(item, str):
            document.add_paragraph(_clean(item)).paragraph_format.keep_with_next = True
        else:
            _add_block(document, item)


def _add_block(document: Any, block: Block) -> None:
    from docx.shared import Pt

    for at, parts in enumerate(block.paragraphs):
        paragraph = document.add_paragraph()
        paragraph._p.style = STYLE  # by its id: python-docx looks through all styles for a name each time
        is_last = at == len(block.paragraphs) - 1
        if not is_last or block.remark:
            paragraph.paragraph_format.keep_with_next = True
        if not at:
            paragraph.add_run(f"({block.number}) ")
        for part in parts:
            run = paragraph.add_run(_clean(part.text))
            run.bold = True if part.is_core and block.has_context else None
        if is_last and block.citation:
            paragraph.add_run(gap_before(block.citation) + _clean(block.citation))
    if block.remark:
        paragraph = document.add_paragraph()
        paragraph._p.style = STYLE
        paragraph.add_run(_clean(block.remark)).font.size = Pt(9)


def _clean(text: str) -> str:
    return NO_XML.sub("", text)
