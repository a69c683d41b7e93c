"""Codebooks as Markdown pages: what is written reads back equal, and pages of people can be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook.exchange.markdown import code_span, escape, markdown
from qualcode.codebook.exchange.markdown_in import prose as shown
from qualcode.codebook.exchange.markdown_in import read_markdown
from qualcode.codebook.model import Code, Codebook, Example
from qualcode.rules.parse import parse
from qualcode.rules.show import show
from tests.codebook.made import assert_same, codebooks, prose


def read(text):
    return read_markdown(text, file="t.md")


@settings(max_examples=40)
@given(codebooks())
def test_a_page_reads_back_equal(codebook):
    for lang in ("en", "zh"):
        reading = read(markdown(codebook, lang=lang))
        assert reading.errors == ()
        assert reading.notes == ()
        assert_same(reading.codebook, codebook)


@given(prose)
def test_a_text_is_shown_as_it_is(text):
    assert shown(escape(text).split("\n")) == text


@given(st.text("`a b\\\n", min_size=1, max_size=12).map(str.strip).filter(bool))
def test_code_has_a_fence_that_it_does_not_hold(text):
    span = code_span(text)
    fence = span[: len(span) - len(span.lstrip("`"))]
    assert span.endswith(fence)
    assert f"`{fence}" not in span[len(fence) :] or "``" in text


def test_the_shape():
    code = Code(
        "elite",
        name={"zh": "精英", "en": "Elite"},
        definition={"": "one\ntwo * _x_"},
        rules=(parse("能人 OR 带头人"), parse("{a,b}cd")),
        examples=(Example("yes"), Example("no", role="resident")),
        color="#aabbcc",
    )
    child = Code("inside", "elite", 1)
    assert (
        markdown(Codebook((code, child), name="My *book*", languages=("zh", "en")))
        == """\
---
format: 1
codebook:
  name: My *book*
  languages: [zh, en]
---

# My \\*book\\*

## `elite` 精英

- **name:zh:** 精英
- **name:en:** Elite
- **definition:** one\\
  two \\* \\_x\\_
- **color:** `#aabbcc`
- **rules:**
  - `能人 OR 带头人`
  - `{a,b}cd`
- **examples:**
  - yes
  - [role=resident] no

### `inside`

"""
    )


def test_a_page_that_people_wrote():
    reading = read(
        "# 编码本\r\n\r\nAbout it.\r\n\r\n## 领导\r\n\r\n有人带头，\r\n别人跟着。\r\n\r\n- 规则：\r\n  - 能人\r\n  - `带头人 OR x1`\r\n"
        "* **例句**：他是能人\r\n\r\n### 体制内\r\n**来源:** 访谈\r\n\r\n## Other code\r\n"
    )
    assert reading.errors == ()
    assert reading.codebook.name == "编码本"
    lead, inside, other = reading.codebook.codes
    assert (lead.id, lead.definition) == ("领导", {"": "有人带头，别人跟着。"})
    assert list(map(show, lead.rules)) == ["能人", "带头人 OR x1"]
    assert [one.text for one in lead.examples] == ["他是能人"]
    assert (inside.parent, inside.source) == ("领导", {"": "访谈"})
    assert (other.id, other.name) == ("other_code", {"": "Other code"})
    assert reading.notes == ("1 paragraphs without a field: taken for definitions",)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("## A\n- **rules:**\n  - `a1 NEAR/ b1`\n", "t.md:3:9", "NEAR needs a number"),
        ("## A\n- **rule-set:** x\n", "t.md:2:1", "there is no field rule-set"),
        ("## `a`\n## `a`\n", "t.md:2:4", "the id a stands twice"),
        ("## `a` One\n- **name:** Two\n", "t.md:1:4", "the heading says One, the field name Two"),
        ("---\nformat: 1\n", "t.md:1:1", "the front matter never ends"),
        ("---\nformat: 1\ncodebook:\n  unit: word\n---\n## A\n", "t.md:4:9", "unit: there is no word"),
        ("---\nformat: 1\ntitle: x\n---\n## A\n", "t.md:3:1", "unknown key title in the front matter"),
        ("## A\n- **parent:** z\n", "t.md:2:15", "there is no code z"),
        ("## A\n## B\n- **parent:** a\n", "t.md:3:15", "the headings say another parent"),
        ("", "t.md:1:1", "there are no codes"),
    ],
)
def test_errors_name_the_line(text, place, message):
    reading = read(text)
    assert reading.codebook is None
    assert (place, message) in [(problem.place, problem.message) for problem in reading.errors]


def test_lines_above_the_first_code_are_told():
    assert read("intro\n\n## A\n").notes == ("1 lines before the first heading: left out",)
