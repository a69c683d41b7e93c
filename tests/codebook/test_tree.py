"""A codebook as rows."""

from qualcode.codebook.read import read_codebook
from qualcode.codebook.tree import TreeRow, tree_rows

BOOK = """\
format: 1
codebook:
  languages: [zh, en]
codes:
  - id: a
    name: {zh: 领导, en: Leadership}
    rules:
      - '{社区,民间}精英 OR 能人'
      - 能人 NEAR/3 /威望/
      - speaker:王主任
    examples: [x, y]
    children:
      - id: b
        name: B
        non_examples: [z]
  - id: c
"""


def rows(language: str = "") -> tuple[TreeRow, ...]:
    codebook, _, _ = read_codebook(BOOK)
    assert codebook
    return tree_rows(codebook, language=language)


def test_rows():
    assert rows() == (
        TreeRow("a", "领导", "", 0, n_rules=3, n_terms=4, n_examples=2, n_non_examples=0),
        TreeRow("b", "B", "a", 1, n_rules=0, n_terms=0, n_examples=0, n_non_examples=1),
        TreeRow("c", "c", "", 0, n_rules=0, n_terms=0, n_examples=0, n_non_examples=0),
    )


def test_names_in_another_language():
    assert [row.name for row in rows("en")] == ["Leadership", "B", "c"]
