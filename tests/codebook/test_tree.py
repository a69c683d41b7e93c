"""A codebook as rows."""

from qualcode.codebook.read import read_codebook
from qualcode.codebook.tree import RelationRow, TreeRow, relation_rows, tree_rows

BOOK = """\
format: 1
codebook:
  languages: [zh, en]
  levels: {zh: [主范畴], en: [theme, concept]}
codes:
  - id: a
    name: {zh: 领导, en: Leadership}
    core: true
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
relations:
  - {from: a, to: c, type: {en: causes, zh: 导致}}
  - {from: c, to: a, memo: why}
"""


def rows(language: str = "") -> tuple[TreeRow, ...]:
    codebook, _, _ = read_codebook(BOOK)
    assert codebook
    return tree_rows(codebook, language=language)


def test_rows():
    assert rows() == (
        TreeRow("a", "领导", "", 0, "主范畴", "yes", n_rules=3, n_terms=4, n_examples=2, n_non_examples=0),
        TreeRow("b", "B", "a", 1, "", "no", n_rules=0, n_terms=0, n_examples=0, n_non_examples=1),
        TreeRow("c", "c", "", 0, "主范畴", "no", n_rules=0, n_terms=0, n_examples=0, n_non_examples=0),
    )


def test_names_in_another_language():
    assert [row.name for row in rows("en")] == ["Leadership", "B", "c"]


def test_levels_in_another_language():
    assert [row.level for row in rows("en")] == ["theme", "concept", "theme"]


def test_relations():
    codebook, _, _ = read_codebook(BOOK)
    assert codebook
    assert relation_rows(codebook) == (
        RelationRow("a", "领导", "导致", "c", "c", ""),
        RelationRow("c", "c", "", "a", "领导", "why"),
    )
    assert relation_rows(codebook, language="en")[0] == ("a", "Leadership", "causes", "c", "c", "")
