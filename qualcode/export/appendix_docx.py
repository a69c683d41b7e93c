"""The appendix of a paper as a Word document, with fonts that show Chinese."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from qualcode.export.appendix import LABELS, Appendix, Field, Section
from qualcode.export.appendix_markdown import COLUMNS, HEADS, holds_any
from qualcode.rules.inwords import pieces
from qualcode.text.patterns import lazy

MADE = datetime(2000, 1, 1)
"""The date that every document gives itself: the clock must not change its bytes."""
BODY, HEAD = ("Times New Roman", "SimSun"), ("Times New Roman", "SimHei")
TYPEWRITER = ("Courier New", "SimSun")
"""Fonts for Latin and for Chinese text."""
_BULLETS = "ListBullet"
"""The id of the style List Bullet."""
_LOWEST = 9
_INDENT = "\u3000"
_NO_XML = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that a document cannot hold."""
_WIDTHS = {"code": 3.4, "meaning": 6.0, "rules": 7.2, "frequency": 2.6, "quote": 5.0}
"""How wide each column of a table is, beside the others."""
_ACROSS = 25.7
"""Centimetres between the margins of a page laid across."""


def appendix_docx(appendix: Appendix, *, table: bool = False) -> bytes:
    """The bytes of a Word document: a section for each code, or one table on pages laid across."""
    from docx import Document

    document = Document()
    _set_styles(document, appendix)
    document.add_heading(appendix.title, 1)
    for note in appendix.notes:
        _add_runs(document.add_paragraph(), note)
    if table:
        _add_table(document, appendix)
    else:
        for one in appendix.sections:
            _add_section(document, one, appendix)
    out = BytesIO()
    document.save(out)
    return _without_clock(out.getvalue())


def _set_styles(document: Any, appendix: Appendix) -> None:
    """Fonts for both scripts in every style that is used, headings in black, and no maker's name."""
    from docx.shared import Pt, RGBColor

    for style in document.styles:
        name = style.name or ""
        if name.startswith(("Heading", "Title")):
            _set_fonts(style.element, HEAD)
            style.font.color.rgb = RGBColor(0, 0, 0)
        elif name == "Normal":
            _set_fonts(style.element, BODY)
            style.font.size = Pt(10.5)
    known = document.core_properties
    known.author, known.last_modified_by, known.comments, known.title = "", "", "", appendix.title
    known.created, known.modified, known.revision = MADE, MADE, 1
    known.language = "zh-CN" if appendix.language == "zh" else "en"


def _set_fonts(element: Any, fonts: tuple[str, str]) -> None:
    """Name the fonts of a style or a run; the theme has no say any more."""
    from docx.oxml.ns import qn

    found = element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(found.attrib):
        del found.attrib[name]
    latin, chinese = fonts
    for name, font in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
        found.set(qn(f"w:{name}"), font)


def _add_section(document: Any, one: Section, appendix: Appendix) -> None:
    heading = document.add_heading(level=min(one.depth + 2, _LOWEST))
    heading.add_run(f"{one.name} ")
    _set_fonts(heading.add_run(one.id)._element, TYPEWRITER)
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
        run = paragraph.add_run(_NO_XML.sub("", part))
        if is_code:
            _set_fonts(run._element, TYPEWRITER)


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
    _repeat(table.rows[0])
    for one in appendix.sections:
        for cell, at, width in zip(table.add_row().cells, shown, widths, strict=True):
            cell.width = width
            _fill(cell, one, COLUMNS[at], appendix)


def _repeat(row: Any) -> None:
    """Show this row again on every page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _fill(cell: Any, one: Section, keys: tuple[str, ...], appendix: Appendix) -> None:
    if keys == ("code",):
        cell.paragraphs[0].add_run(_INDENT * one.depth + one.name)
        _set_fonts(cell.add_paragraph().add_run(one.id)._element, TYPEWRITER)
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


def _without_clock(data: bytes) -> bytes:
    """The same archive with one date for all its files, whenever it was made."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
