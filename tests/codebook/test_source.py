"""Which lines of a codebook file belong to which code, field and item."""

from itertools import pairwise
from pathlib import Path

import pytest

from qualcode.codebook.read import read_codebook
from qualcode.codebook.source import read_source, split_lines
from qualcode.errors import QualcodeError

SHIPPED = Path(__file__).parents[2] / "codebooks" / "community_governance.yaml"
HEAD = "format: 1\ncodes:\n"
BOOK = """\
# yaml-language-server: …

# the format
format: 1
codebook:
  # in two languages
  languages: [zh, en]
  negation:
    before: {add: [难说]}
    # few words
    window: 5

# all codes
codes:
  # section A

  # on trust
  - id: 信任
    # how it is called
    name:
      zh: 信任
      en: Trust
    definition: |
      A block.
      # no comment

      Its end.

    # the rules
    rules:
      # the first
      - 信任 OR
        相信
      - 'trust*'   # behind
      # - a rule that was taken out

    examples: [我信任他,
      我相信]
    children:

      # not on distrust

      -
        id: distrust
        examples:
          - text: "a"
            where:
              community: L
          - b
      # on braces
      - {id: "in_braces", rules: [aa, bb],
         children: [{id: deep}]}
    # below all children
  # after trust

# nobody's

  # on the last
  - id: last
# the end
"""


def lines(text: str, span) -> str:
    return "".join(split_lines(text)[span.start : span.end])


def first(text: str, span) -> tuple[str, str, str]:
    """The first line of a span, that of the thing itself, and the last."""
    found = [line.strip() for line in split_lines(text)]
    return found[span.start], found[span.head], found[span.end - 1]


@pytest.fixture(scope="module")
def source():
    assert read_codebook(BOOK)[1] == ()
    return read_source(BOOK)


def test_the_text_is_that_of_the_lines(source):
    assert source.text == BOOK


def test_codes_with_their_comments(source):
    found = {entry.id: first(BOOK, entry.span) for entry in source.walk()}
    assert found == {
        "信任": ("# on trust", "- id: 信任", "# after trust"),
        "distrust": ("-", "-", "- b"),
        "in_braces": ("# on braces", '- {id: "in_braces", rules: [aa, bb],', "children: [{id: deep}]}"),
        "deep": ("children: [{id: deep}]}",) * 3,
        "last": ("# on the last", "- id: last", "- id: last"),
    }


def test_a_comment_between_two_codes_belongs_to_the_one_below():
    text = HEAD + "  - id: a\n  # on b\n  - id: b\n"
    a, b = read_source(text).codes
    assert lines(text, a.span) == "  - id: a\n"
    assert lines(text, b.span) == "  # on b\n  - id: b\n"


def test_a_deeper_comment_belongs_to_what_stands_above():
    text = HEAD + "  - id: a\n    rules:\n      - x\n      # - y\n    # color: red\n# on b\n  - id: b\n"
    a, b = read_source(text).codes
    assert lines(text, a.span) == "  - id: a\n    rules:\n      - x\n      # - y\n    # color: red\n"
    assert lines(text, a.fields["rules"].span) == "    rules:\n      - x\n      # - y\n    # color: red\n"
    assert lines(text, a.fields["rules"].items[0].span) == "      - x\n      # - y\n"
    assert lines(text, b.span) == "# on b\n  - id: b\n"


def test_a_comment_parted_by_blank_lines_is_nobodys(source):
    spans = [range(entry.span.start, entry.span.end) for entry in source.walk()]
    for comment in ("# section A", "# nobody's", "# the end"):
        at = [line.strip() for line in source.lines].index(comment)
        assert not any(at in span for span in spans), comment
    codes = source.fields["codes"].span
    assert first(BOOK, codes) == ("# all codes", "codes:", "# the end")


def test_where_codes_hang(source):
    found = [(entry.id, entry.parent, entry.column, entry.field_column) for entry in source.walk()]
    assert found == [
        ("信任", None, 2, 4),
        ("distrust", "信任", 6, 8),
        ("in_braces", "信任", 6, 8),
        ("deep", "in_braces", -1, 20),
        ("last", None, 2, 4),
    ]
    assert [entry.id for entry in source.walk() if not entry.is_apart] == ["deep"]
    assert [entry.id for entry in source.walk() if entry.in_braces] == ["in_braces", "deep"]
    assert list(source.entries()) == [entry.id for entry in source.walk()]


def test_fields_of_a_code(source):
    fields = source.entries()["信任"].fields
    assert {key: first(BOOK, field.span) for key, field in fields.items()} == {
        "id": ("- id: 信任",) * 3,
        "name": ("# how it is called", "name:", "en: Trust"),
        "definition": ("definition: |", "definition: |", "Its end."),
        "rules": ("# the rules", "rules:", "# - a rule that was taken out"),
        "examples": ("examples: [我信任他,", "examples: [我信任他,", "我相信]"),
        "children": ("children:", "children:", "# below all children"),
    }
    assert {field.column for field in fields.values()} == {4}


def test_items_and_inner_fields(source):
    fields = source.entries()["信任"].fields
    assert [first(BOOK, item.span) for item in fields["rules"].items] == [
        ("# the first", "- 信任 OR", "相信"),
        ("- 'trust*'   # behind", "- 'trust*'   # behind", "# - a rule that was taken out"),
    ]
    assert {key: field.span.head for key, field in fields["name"].fields.items()} == {"zh": 20, "en": 21}
    assert fields["examples"].items == ()
    below = source.entries()["distrust"].fields["examples"].items
    assert [first(BOOK, item.span)[2] for item in below] == ["community: L", "- b"]
    assert {item.column for item in below} == {10}


def test_the_settings_of_the_codebook(source):
    assert {key: first(BOOK, field.span)[0] for key, field in source.fields.items()} == {
        "format": "# the format",
        "codebook": "codebook:",
        "codes": "# all codes",
    }
    settings = source.fields["codebook"].fields
    assert first(BOOK, settings["languages"].span)[0] == "# in two languages"
    window = settings["negation"].fields["window"]
    assert first(BOOK, window.span) == ("# few words", "window: 5", "window: 5")


def test_brackets_know_where_they_end(source):
    examples = source.entries()["信任"].fields["examples"].value
    line, column = examples.end
    assert source.lines[line - 1][column - 2] == "]"
    assert source.entries()["in_braces"].value("children").end.column == 32


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_change_no_span(source, end):
    other = read_source("\ufeff" + BOOK.replace("\n", end))
    assert other.bom == "\ufeff"
    assert other.text == "\ufeff" + BOOK.replace("\n", end)
    assert [entry.span for entry in other.walk()] == [entry.span for entry in source.walk()]
    assert other.lines[0].endswith(end)


@pytest.mark.parametrize(
    ("block", "last"),
    [
        ("|\n      x\n", "x"),
        ("|\n      x\n\n\n", "x"),
        ("|+\n      x\n\n", "x"),
        (">2\n        deep\n      # text\n", "# text"),
        ("|\n      x\n    # a comment\n", "# a comment"),
        ("|\n      x", "x"),
        ("|\n", "definition: |"),
        ("'x\n\n\n  y'\n", "y'"),
        ("x\n      y\n\n      z\n", "z"),
        ("\n      x\n", "x"),
        ("# comment\n", "definition: # comment"),
        ("{en: x,\n\n  # comment\n  zh: y\n  }\n", "}"),
    ],
)
@pytest.mark.parametrize("after", ["", "  - id: b\n", "# end\n"])
def test_where_texts_of_several_lines_end(block, last, after):
    joint = "" if block.endswith("\n") or not after else "\n"
    text = f"{HEAD}  - id: a\n    definition: {block}{joint}{after}"
    span = read_source(text).codes[0].fields["definition"].span
    assert first(text, span)[2] == last


def test_markers_of_a_document_belong_to_nobody():
    text = "%YAML 1.2\n---\nformat: 1\ncodes:\n- id: a\n  rules:\n  - x\n...\n"
    source = read_source(text)
    assert lines(text, source.codes[0].span) == "- id: a\n  rules:\n  - x\n"
    assert lines(text, source.fields["format"].span) == "format: 1\n"


def test_hyphens_far_from_their_keys():
    text = HEAD + "-   id: a\n    rules:\n    -   x\n    -\n        # on y\n        y\n"
    code = read_source(text).codes[0]
    assert (code.column, code.field_column) == (0, 4)
    assert [lines(text, item.span) for item in code.fields["rules"].items] == [
        "    -   x\n",
        "    -\n        # on y\n        y\n",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{format: 1, codes: [{id: a}]}", "line 1"),
        ("format: 1\n? codes\n: - id: a\n", "line 2"),
        ("", "line 1"),
    ],
)
def test_what_cannot_be_told_apart_by_lines_is_refused(text, place):
    with pytest.raises(QualcodeError, match=r"own|question mark") as fault:
        read_source(text)
    assert fault.value.place == place
    assert fault.value.cure


def test_the_shipped_codebook_has_a_span_for_every_code_and_no_line_twice():
    text = SHIPPED.read_text(encoding="utf-8")
    codebook, _, _ = read_codebook(text)
    source = read_source(text)
    assert [(entry.id, entry.parent) for entry in source.walk()] == [
        (code.id, code.parent) for code in codebook.codes
    ]
    assert [entry.span.head + 1 for entry in source.walk()] == [code.line for code in codebook.codes]
    for entry in source.walk():
        inner = [child.span for child in entry.children]
        assert all(entry.span.start < span.start and span.end <= entry.span.end for span in inner)
        ordered = sorted(field.span for field in entry.fields.values())
        assert all(one.end <= two.start for one, two in pairwise(ordered))
        rules = entry.fields["rules"].items
        assert len(rules) == len(codebook.codes[codebook.index()[entry.id]].rules)
