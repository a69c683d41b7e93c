"""The appendix of a paper as a Word document, with fonts that show Chinese."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from qualcode.export.appendix import LABELS, Appendix, Field, Section
from qualcode.export.appendix_markdown import COLUMNS, HEADS, holds_any
from qualcode.export.wordfile import NO_XML, TYPEWRITER, repeat, set_fonts, set_styles, without_clock
from qualcode.rules.inwords import pieces

_BULLETS = "ListBullet"
"""The id of the style List Bullet."""
_LOWEST = 9
_INDENT = "\u3000"
_WIDTHS = {"code": 3.4, "meaning": 6.0, "rules": 7.2, "frequency": 2.6, "quote": 5.0}
"""How wide each column of a table is, beside the others."""
_ACROSS = 25.7
"""Centimetres between the margins of a page laid across."""


def appendix_docx(appendix: Appendix, *, table: bool = False) -> bytes:
    """The bytes of a Word document: a section for each code, or one table on pages laid across."""
    from docx import Document

    document = Document()
    set_styles(document, appendix.title, appendix.language)
    if table:
        _add_head(document, appendix)
        _add_table(document, appendix)
    else:
        add_appendix(document, appendix)
    out = BytesIO()
    document.save(out)
    return without_clock(out.getvalue())


def add_appendix(document: Any, appendix: Appendix) -> None:
    """Put an appendix at the end of a document, a section for each code."""
    _add_head(document, appendix)
    for one in appendix.sections:
        _add_section(document, one, appendix)


def _add_head(document: Any, appendix: Appendix) -> None:
    document.add_heading(appendix.title, 1)
    for note in appendix.notes:
        _add_runs(document.add_paragraph(), note)


def _add_section(document: Any, one: Section, appendix: Appendix) -> None:
    heading = document.add_heading(level=min(one.depth + 2, _LOWEST))
    heading.add_run(f"{one.name} ")
    set_fonts(heading.add_run(one.id)._element, TYPEWRITER)
    for field in one.fields:
        _add_field(document, field, appendix)


def _add_field(document: Any, field: Field, appendix: Appendix) -> None:
    colon = "：" if appendix.language == "zh" else ": "
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{field.label}{colon}").bold = True
    if field.is_list:
        for text in field.texts:
            item = document.add_paragraph()
            item._p.style = _BULLETS  # by its id: python-docx looks through all styles for a name each time
            _add_runs(item, text)
        return
    for number, text in enumerate(field.texts):
        _add_runs(document.add_paragraph() if number else paragraph, text)


def _add_runs(paragraph: Any, text: str) -> None:
    for part, is_code in pieces(text):
        run = paragraph.add_run(NO_XML.sub("", part))
        if is_code:
            set_fonts(run._element, TYPEWRITER)


def _add_table(document: Any, appendix: Appendix) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    document.styles["Normal"].font.size = Pt(9)
    shown = [at for at, keys in enumerate(COLUMNS) if keys == ("code",) or holds_any(appendix, keys)]
    table = document.add_table(rows=1, cols=len(shown), style="Table Grid")
    table.autofit = False
    labels = LABELS[appendix.language]
    scale = _ACROSS / sum(_WIDTHS[HEADS[at]] for at in shown)
    widths = [Cm(_WIDTHS[HEADS[at]] * scale) for at in shown]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for cell, at in zip(table.rows[0].cells, shown, strict=True):
        cell.paragraphs[0].add_run(labels[HEADS[at]]).bold = True
    repeat(table.rows[0])
    for one in appendix.sections:
        for cell, at, width in zip(table.add_row().cells, shown, widths, strict=True):
            cell.width = width
            _fill(cell, one, COLUMNS[at], appendix)


def _fill(cell: Any, one: Section, keys: tuple[str, ...], appendix: Appendix) -> None:
    if keys == ("code",):
        cell.paragraphs[0].add_run(_INDENT * one.depth + one.name)
        set_fonts(cell.add_paragraph().add_run(one.id)._element, TYPEWRITER)
        return
    first = True
    for label, text in _labelled(one, keys, appendix):
        paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
        first = False
        if label:
            paragraph.add_run(label).bold = True
        _add_runs(paragraph, text)


def _labelled(one: Section, keys: tuple[str, ...], appendix: Appendix) -> Iterator[tuple[str, str]]:
    """The texts of some fields; the first of a field has its label where the column has another."""
    colon = "：" if appendix.language == "zh" else ": "
    for field in one.fields:
        if field.key in keys:
            for number, text in enumerate(field.texts):
                yield (f"{field.label}{colon}" if not number and field.key != keys[0] else ""), text
