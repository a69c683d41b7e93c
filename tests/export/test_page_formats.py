"""Markdown, HTML, LaTeX, Word: nothing in a text means anything to the format, and Word keeps no clock."""

import re
from html.parser import HTMLParser
from io import BytesIO

from docx import Document

from qualcode.export.docx import page_docx
from qualcode.export.html import page_html
from qualcode.export.latex import LONG, page_latex
from qualcode.export.markdown import page_markdown
from qualcode.export.pages import as_page
from tests.export.tables import CODES, HARD, frequencies, hard_page, matrix, table


def test_markdown_keeps_its_columns():
    lines = page_markdown(hard_page()).decode().split("\n")
    rows = [line for line in lines if line.startswith("| ")]
    assert len(rows) == len(HARD) + 2
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in rows} == {3}
    assert "| a\\|b | 4 |" in rows
    assert "| a<br>b | 5 |" in rows
    assert "| \\<b>\\&amp;\\</b> | 6 |" in rows
    assert "x\\|y \\<z>" in lines


class Cells(HTMLParser):
    """The texts of the cells, and the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        self.cells += [""] * (tag in ("td", "th"))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] in ("td", "th"):
            self.cells[-1] += data


def test_html_holds_the_texts_and_no_tags_of_theirs():
    data = page_html(hard_page())
    seen = Cells()
    seen.feed(data.decode())
    shown = [text.replace("\x00\x1f", "").replace("\ud800", "") for text in HARD]
    assert seen.cells[2::2] == shown
    assert not {"b", "script", "a"} & set(seen.tags)
    assert b'lang="zh-CN"' in page_html(as_page(frequencies(), lang="zh"))


def test_latex_escapes_and_has_three_rules():
    text = page_latex(hard_page()).decode("utf-8", "replace")
    assert r"50\% \& \$5\_\{x\}\#\textasciitilde{}\textasciicircum{}\textbackslash{} & 7 \\" in text
    assert [text.count(rule) for rule in (r"\toprule", r"\midrule", r"\bottomrule")] == [1, 1, 1]
    assert r"\caption{hard}\label{tab:hard}" in text
    assert r"\begin{tabular}{lr}" in text


def test_latex_breaks_a_long_table_over_pages():
    rows = [["x", number] for number in range(LONG + 1)]
    text = page_latex(as_page(table(*rows, name="long", names="a n", kinds="ti", note="Said."))).decode()
    assert r"\begin{longtable}{lr}" in text
    assert text.count(r"\endhead") == 1
    assert text.count(" \\\\\n") == LONG + 1 + 3
    assert r"\begin{table}" not in text


def test_word_holds_the_table_in_three_lines_with_its_heading_on_every_page():
    page = as_page(frequencies(), lang="zh", codes=CODES)
    data = page_docx(page)
    assert data == page_docx(page)
    document = Document(BytesIO(data))
    (one,) = document.tables
    assert [cell.text for cell in one.rows[0].cells] == list(page.heads)
    assert tuple(tuple(cell.text for cell in row.cells) for row in one.rows[1:]) == page.rows
    xml = one._tbl.xml
    assert xml.count("<w:tblHeader/>") == 1
    assert "w:insideH" not in xml
    assert "w:insideV" not in xml
    assert [paragraph.text for paragraph in document.paragraphs] == [page.title, page.said]
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia") == "SimSun"


def test_word_takes_any_text_and_lays_broad_tables_across():
    (one,) = Document(BytesIO(page_docx(hard_page()))).tables
    assert one.rows[1 + HARD.index("a\nb")].cells[0].text == "a\nb"
    assert one.rows[1 + HARD.index("\x00\x1f")].cells[0].text == ""
    assert Document(BytesIO(page_docx(hard_page()))).sections[0].orientation == 0
    assert Document(BytesIO(page_docx(as_page(matrix(9))))).sections[0].orientation == 1


def test_a_table_without_rows():
    page = as_page(table(name="none", names="a n", kinds="ti"))
    assert page_markdown(page).decode().split("\n")[2] == "| a | n |"
    assert len(Document(BytesIO(page_docx(page))).tables[0].rows) == 1
    assert b"<tbody>\n</tbody>" in page_html(page)
    assert rb"\midrule" in page_latex(page)


def test_cells_of_a_narrow_page_keep_their_numbers_and_words_together():
    style = re.search(r"<style>(.*?)</style>", page_html(as_page(frequencies())).decode(), re.DOTALL)
    assert style
    assert "th{border-bottom:.75pt solid;vertical-align:bottom;word-break:keep-all}" in style[1]
    assert re.search(r"\n\.n\{[^}]*white-space:nowrap\}", style[1])
