"""Pages of quotes: headings, blocks, signs that mean something, and Word with fonts for Chinese."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook.model import Code, Codebook
from qualcode.export.quotations import (
    Block,
    Part,
    Quotations,
    Section,
    filled,
    joined,
    one_line,
    outline,
    plain_text,
)
from qualcode.export.quotations_docx import quotations_docx
from qualcode.export.quotations_latex import quotations_latex
from qualcode.export.quotations_markdown import quotations_markdown

PLAIN = Block(1, ((Part("他是*能人*，100%。"),),), "（A_1，居民）", "其中的依据词被否定。")
AROUND = Block(
    2,
    ((Part("乙：先前。", is_core=False),), (Part("这里。"), Part("后来。", is_core=False))),
    "(B, 2025)",
)
PAGE = Quotations(
    "zh",
    "引语",
    ("说明。",),
    (Section(0, "1", "领导", "leading", ("有 1 例：", PLAIN)), Section(1, "1.1", "能人", "elite", (AROUND,))),
    ("无：trust。",),
)


def test_one_line():
    assert one_line("他说\n好。\n  “行”\nand so\n on") == "他说好。“行” and so on"
    assert one_line("他说 好") == "他说 好"


def test_parts_are_joined_as_a_line_needs_it():
    assert "".join(part.text for part in joined([Part("好。"), Part("行。"), Part("Yes."), Part("No.")])) == (
        "好。行。 Yes. No."
    )


def test_outline_numbers_the_tree():
    depths = [0, 1, 2, 1, 0, 1]
    book = Codebook(tuple(Code(str(at), depth=depth) for at, depth in enumerate(depths)))
    assert list(outline(book).values()) == ["1", "1.1", "1.1.1", "1.2", "2", "2.1"]


def test_only_codes_with_something_and_those_above_them_have_headings():
    def section(depth: int, id: str, *items: str) -> Section:
        return Section(depth, "", id, id, items)

    given = [
        section(0, "a"),
        section(1, "b"),
        section(2, "c", "x"),
        section(1, "d"),
        section(0, "e"),
        section(0, "f", "x"),
    ]
    assert [one.id for one in filled(given)] == ["a", "b", "c", "f"]


def test_text_for_the_screen():
    assert [line for line, _ in plain_text(PAGE)] == [
        "1 领导 (leading)",
        "  有 1 例：",
        "  (1) 他是*能人*，100%。（A_1，居民）",
        "      其中的依据词被否定。",
        "",
        "1.1 能人 (elite)",
        "  (2) 乙：先前。",
        "      这里。后来。 (B, 2025)",
        "",
        "说明。",
        "无：trust。",
    ]


def test_markdown():
    assert quotations_markdown(PAGE).decode() == (
        "# 引语\n\n说明。\n\n## 1 领导 `leading`\n\n有 1 例：\n\n"
        "> (1) 他是\\*能人\\*，100%。（A_1，居民）\n>\n> 其中的依据词被否定。\n\n"
        "### 1.1 能人 `elite`\n\n> (2) 乙：先前。\n>\n> **这里**。后来。 (B, 2025)\n\n无：trust。\n"
    )


def test_latex():
    text = quotations_latex(PAGE).decode()
    assert r"\subsection*{1 领导 \texttt{leading}}" in text
    assert (
        "\\begin{quote}\n(1) 他是*能人*，100\\%。（A\\_1，居民）\n\n{\\footnotesize 其中的依据词被否定。\\par}\n\\end{quote}"
        in text
    )
    assert r"\textbf{这里。}后来。 (B, 2025)" in text


def test_word_has_block_quotes_in_a_chinese_font_below_headings():
    document = Document(BytesIO(quotations_docx(PAGE)))
    told = [(one.style.name, one.text) for one in document.paragraphs]
    assert told == [
        ("Heading 1", "引语"),
        ("Normal", "说明。"),
        ("Heading 2", "1 领导 leading"),
        ("Normal", "有 1 例："),
        ("Quote", "(1) 他是*能人*，100%。（A_1，居民）"),
        ("Quote", "其中的依据词被否定。"),
        ("Heading 3", "1.1 能人 elite"),
        ("Quote", "(2) 乙：先前。"),
        ("Quote", "这里。后来。 (B, 2025)"),
        ("Normal", "无：trust。"),
    ]
    style = document.styles["Quote"]
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == "KaiTi"
    assert style.paragraph_format.left_indent.cm == pytest.approx(1, abs=0.01)
    assert style.font.italic is False
    assert [run.text for one in document.paragraphs for run in one.runs if run.bold] == ["这里。"]


@settings(max_examples=30)
@given(st.text(max_size=40))
def test_word_takes_any_text_and_gives_the_same_bytes(text: str):
    page = PAGE._replace(sections=(Section(0, "1", text, text, (Block(1, ((Part(text),),), text),)),))
    assert quotations_docx(page) == quotations_docx(page)
