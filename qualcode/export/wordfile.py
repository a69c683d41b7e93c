"""What all Word documents have in common: fonts that show Chinese, no maker's name, no clock."""

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from qualcode.text.patterns import lazy

MADE = datetime(2000, 1, 1)
"""The date that every document gives itself: the clock must not change its bytes."""
BODY, HEAD = ("Times New Roman", "SimSun"), ("Times New Roman", "SimHei")
TYPEWRITER = ("Courier New", "SimSun")
"""Fonts for Latin and for Chinese text."""
NO_XML = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that a document cannot hold."""


def set_styles(document: Any, title: str, language: str) -> None:
    """Fonts for both scripts in every style that is used, headings in black, and no maker's name."""
    from docx.shared import Pt, RGBColor

    for style in document.styles:
        name = style.name or ""
        if name.startswith(("Heading", "Title")):
            set_fonts(style.element, HEAD)
            style.font.color.rgb = RGBColor(0, 0, 0)
        elif name == "Normal":
            set_fonts(style.element, BODY)
            style.font.size = Pt(10.5)
    known = document.core_properties
    known.author, known.last_modified_by, known.comments, known.title = "", "", "", title
    known.created, known.modified, known.revision = MADE, MADE, 1
    known.language = "zh-CN" if language == "zh" else "en"


def set_fonts(element: Any, fonts: tuple[str, str]) -> None:
    """Name the fonts of a style or a run; the theme has no say any more."""
    from docx.oxml.ns import qn

    found = element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(found.attrib):
        del found.attrib[name]
    latin, chinese = fonts
    for name, font in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
        found.set(qn(f"w:{name}"), font)


def repeat(row: Any) -> None:
    """Show this row again on every page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def without_clock(data: bytes) -> bytes:
    """The same archive with one date for all its files, whenever it was made."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
