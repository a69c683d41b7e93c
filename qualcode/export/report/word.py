"""A report as a Word document: what the page says, without the transcripts."""

from io import BytesIO
from typing import Any

from qualcode.export.appendix_docx import add_appendix
from qualcode.export.docx import add_page, is_wide, lay
from qualcode.export.report.content import Figure, Linked, Report
from qualcode.export.report.words import say
from qualcode.export.wordfile import NO_XML, set_styles, without_clock

_WIDTH = 17.0
"""Centimetres between the margins of an upright page."""


def report_docx(report: Report) -> bytes:
    """The bytes of a Word document; wide tables stand on pages laid across."""
    from docx import Document

    document = Document()
    set_styles(document, report.title, report.language)
    lay(document.sections[0], across=False)
    document.add_heading(NO_XML.sub("", report.title), 1)
    for text in (" · ".join(report.facts), *report.notes):
        _add_small(document, text)
    _add_texts(document, say("methods", report.language), report.methods)
    across = False
    for part in report.parts:
        across = _turned(document, across, across=_is_wide(part.blocks[0]))
        document.add_heading(part.title, 2)
        for block in part.blocks:
            across = _turned(document, across, across=_is_wide(block))
            _add_block(document, block)
    _turned(document, across, across=False)
    _add_quotes(document, report)
    _add_texts(document, say("limits", report.language), report.limits, style="List Bullet")
    document.add_page_break()  # type: ignore[no-untyped-call]
    add_appendix(document, report.appendix)
    out = BytesIO()
    document.save(out)
    return without_clock(out.getvalue())


def _is_wide(block: Linked | Figure) -> bool:
    return isinstance(block, Linked) and is_wide(block.page)


def _turned(document: Any, before: bool, *, across: bool) -> bool:
    """Begin a section with pages laid another way, where they lay differently before."""
    if before != across:
        lay(document.add_section(), across=across)
    return across


def _add_texts(document: Any, title: str, texts: tuple[str, ...], style: str = "") -> None:
    document.add_heading(title, 2)
    for text in texts:
        document.add_paragraph(NO_XML.sub("", text), style=style or None)


def _add_small(document: Any, text: str) -> Any:
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.add_run(NO_XML.sub("", text)).font.size = Pt(9)
    return paragraph


def _add_block(document: Any, block: Linked | Figure) -> None:
    if isinstance(block, Linked):
        add_page(document, block.page)
        return
    if block.png:
        from docx.shared import Cm

        document.add_picture(BytesIO(block.png), width=Cm(_WIDTH))
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    _add_small(document, " ".join(filter(None, (block.title, block.note))))


def _add_quotes(document: Any, report: Report) -> None:
    if not report.quotes:
        return
    document.add_heading(say("quotes", report.language), 2)
    for one in report.quotes:
        document.add_heading(NO_XML.sub("", one.name), 3)
        for number, quote in one.quotes:
            paragraph = document.add_paragraph(NO_XML.sub("", f"[{number}] “{quote.text}”"))
            source = quote.source(report.language)
            paragraph.add_run(NO_XML.sub("", f" {source}" if source.startswith("(") else source))
