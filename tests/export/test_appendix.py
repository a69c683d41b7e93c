"""The appendix in its three forms: what stands in it, and that no sign of a text means anything there."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn

from qualcode.codebook.model import Code, Codebook, Example, Relation
from qualcode.export.appendix import Counted, appendix
from qualcode.export.appendix_docx import appendix_docx
from qualcode.export.appendix_latex import appendix_latex, escape
from qualcode.export.appendix_markdown import appendix_markdown
from qualcode.export.quotes import Quote
from qualcode.rules.parse import parse

LEAD = Code(
    "lead",
    name={"en": "Leadership", "zh": "领导"},
    definition={"en": "Who leads.\nAnd how: 50% & _more_.", "zh": "谁带头。"},
    rules=(parse("能人"), parse("/x_y/ AND code:sub")),
    shields=("能人异士",),
    core=True,
)
SUB = Code("sub", "lead", 1, name={"zh": "下级"}, examples=(Example("自己的\n例句"),))
BOOK = Codebook((LEAD, SUB), name="Book", version="1.2", languages=("zh", "en"), sha256="ab" * 32)
ROW = {
    "n_codings": "3",
    "n_documents": "1",
    "share_units": "0.0125",
    "counted_by": "sentence",
    "population": "speakers!=interviewer",
    "N": "1200",
}
QUOTE = Quote("他|是能人", "d1", "resident")
COUNTED = Counted(
    {"lead": ROW, "sub": ROW | {"n_codings": "0", "share_units": ""}}, {"lead": QUOTE}, 12, int(ROW["N"])
)


def test_levels_and_relations_are_told():
    book = replace(
        BOOK,
        levels={"zh": ("核心范畴", "范畴"), "en": ("theme", "category")},
        relations=(
            Relation("sub", "lead", type={"zh": "促进", "en": "fosters"}, memo={"": "who | leads"}),
            Relation("lead", "sub"),
        ),
    )
    english, chinese = appendix(book, language="en"), appendix(book, language="zh")
    assert [one.name for one in english.sections] == ["Leadership (theme, core category)", "下级 (category)"]
    assert [one.name for one in chinese.sections] == ["领导（核心范畴）", "下级（范畴）"]
    assert english.notes[1] == "Relations: 下级 → Leadership: fosters (who | leads); Leadership → 下级."
    assert chinese.notes[1] == "范畴关系：下级 → 领导：促进（who | leads）；领导 → 下级。"
    assert "下级 → 领导" in appendix_latex(chinese)


def test_sections_in_english():
    assert (
        appendix_markdown(appendix(BOOK, language="en", counted=COUNTED))
        == f"""\
# Codebook: Book

2 codes; coded in sentences; version 1.2; SHA-256 {"ab" * 32}.

Frequencies: N = 1,200 sentences of all speech but the interviewer's, in 12 documents.

A unit has a code where any of its rules holds. Chinese terms are found where they cut through no word; others are whole words of any case.

## Leadership (core category) `lead`

- **Definition:** Who leads.

  And how: 50% & \\_more\\_.
- **Coded where:**
  - The sentence holds “能人”.
  - The sentence holds text that matches `/x_y/` and has the code “下级” or one below it.
- **Not counted inside:** 能人异士
- **Frequency:** 3 codings in 1 document; 1.2% of all sentences
- **Example:** “他|是能人” (d1, resident)

### 下级 `sub`

- **Coded where:** no rules of its own
- **Frequency:** 0 codings in 1 document; – of all sentences
- **Example:** “自己的 例句” (the codebook's own example)
"""
    )


def test_sections_in_chinese_without_numbers():
    text = appendix_markdown(appendix(BOOK, language="zh", rules=False))
    assert (
        text
        == f"""\
# 编码本：Book

共 2 个代码；编码单元：句；版本 1.2；SHA-256 {"ab" * 32}。

## 领导（核心范畴） `lead`

- **定义：** 谁带头。

### 下级 `sub`

- **例句：** “自己的 例句”（编码本自带例句）
"""
    )


def test_a_table_has_only_columns_that_hold_something():
    lines = appendix_markdown(appendix(BOOK, language="zh", counted=COUNTED), table=True).splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert rows[0] == "| 代码 | 含义 | 编码规则 | 频次 | 例句 |"
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [6, 6, 6, 6]
    assert "“他\\|是能人”（d1，resident）" in rows[2]
    assert rows[3].startswith(
        "| &emsp;下级 `sub` |  | 本级无规则 | 参考点数 0；材料来源数 1；占全部单元的 – |"
    )
    bare = appendix_markdown(appendix(BOOK, language="zh", rules=False), table=True)
    assert "| 代码 | 含义 | 例句 |" in bare


@pytest.mark.parametrize("table", [False, True])
def test_latex_has_no_bare_sign_and_every_group_is_closed(table):
    text = appendix_latex(appendix(BOOK, language="en", counted=COUNTED), table=table)
    body = "\n".join(line for line in text.splitlines() if not line.startswith("%"))
    assert "50\\% \\& \\_more\\_" in body
    assert "\\texttt{/x\\_y/}" in body
    assert not re.search(r"(?<!\\)[%#$_]", body)
    bare = re.sub(r"\\[{}]", "", body)
    assert bare.count("{") == bare.count("}")
    begun, ended = (re.findall(rf"\\{word}{{(\w+)}}", body) for word in ("begin", "end"))
    assert sorted(begun) == sorted(ended)


def test_every_sign_of_latex_is_escaped():
    assert escape('\\{}$&#%_^~<>|"-[]') == (
        r"\textbackslash{}\{\}\$\&\#\%\_\textasciicircum{}\textasciitilde{}\textless{}\textgreater{}"
        r"\textbar{}\textquotedbl{}{-}{[}{]}"
    )


def fonts(run_or_style):
    found = run_or_style.element.rPr.rFonts
    return found.get(qn("w:ascii")), found.get(qn("w:eastAsia"))


def test_a_word_document_has_fonts_for_chinese_and_no_theme():
    document = Document(io.BytesIO(appendix_docx(appendix(BOOK, language="zh", counted=COUNTED))))
    assert fonts(document.styles["Normal"]) == ("Times New Roman", "SimSun")
    assert fonts(document.styles["Heading 2"]) == ("Times New Roman", "SimHei")
    assert (
        "Theme" not in document.styles["Heading 1"].element.xml.partition("<w:rFonts")[2].partition("/>")[0]
    )
    assert [one.text for one in document.paragraphs if one.style.name.startswith("Heading")] == [
        "编码本：Book",
        "领导（核心范畴） lead",
        "下级 sub",
    ]
    assert [one.text for one in document.paragraphs if one.style.name == "List Bullet"][1] == (
        "该句含有符合正则表达式 /x_y/ 的文字，且已有代码“下级”或其下级代码。"
    )
    assert (document.core_properties.author, document.core_properties.comments) == ("", "")


def test_a_word_document_holds_no_clock():
    made = appendix(BOOK, language="en", counted=COUNTED)
    data = appendix_docx(made, table=True)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(2000, 1, 1, 0, 0, 0)}
    assert data == appendix_docx(made, table=True)
    (table,) = Document(io.BytesIO(data)).tables
    assert [cell.text for cell in table.rows[0].cells] == [
        "Code",
        "Meaning",
        "Coded where",
        "Frequency",
        "Example",
    ]
    assert table.rows[2].cells[0].text == "\u3000下级\nsub"


def test_a_sign_that_a_word_document_cannot_hold_is_left_out():
    code = Code("a", definition={"": "x\ufffey"})
    document = Document(io.BytesIO(appendix_docx(appendix(Codebook((code,)), language="en"))))
    assert "Definition: xy" in [one.text for one in document.paragraphs]


@pytest.mark.parametrize("table", [False, True])
def test_a_code_with_word_boundaries_of_its_own_says_so(table):
    own = Code("own", rules=(parse("能人"),), boundaries="none")
    same = Code("same", rules=(parse("能人"),), boundaries="crossing")
    page = appendix_markdown(appendix(Codebook((own, same)), language="en"), table=table)
    assert page.count("Chinese terms are found wherever their characters stand") == 1
    assert page.index("wherever their characters") < page.index("`same`")
