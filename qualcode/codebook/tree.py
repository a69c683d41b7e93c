"""A codebook as a table: one row a code, parents before their children."""

from dataclasses import dataclass
from typing import NamedTuple

from qualcode.codebook.model import Code, Codebook, text_in
from qualcode.rules.expand import terms
from qualcode.rules.syntax import Pattern, Phrase, Regex, walk

COLUMNS = (
    *("code", "name", "parent", "depth", "level", "core"),
    *("n_rules", "n_terms", "n_examples", "n_non_examples"),
)
RELATION_COLUMNS = ("from", "from_name", "type", "to", "to_name", "memo")


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One code: where it stands in the tree and what it holds.

    `level` is what its depth is called, or empty; `core` is "yes" for the core category.
    `n_terms` counts distinct terms, each alternative of braces by itself and without
    its inflected forms, regexes and patterns.
    """

    code: str
    name: str
    parent: str
    depth: int
    level: str
    core: str
    n_rules: int
    n_terms: int
    n_examples: int
    n_non_examples: int


def tree_rows(codebook: Codebook, *, language: str = "") -> tuple[TreeRow, ...]:
    """The codes in the order of the file, named in `language` (default: the first of the codebook)."""
    language = language or next(iter(codebook.languages), "")
    return tuple(_row(code, codebook.level_in(code.depth, language), language) for code in codebook.codes)


def _row(code: Code, level: str, language: str) -> TreeRow:
    return TreeRow(
        code=code.id,
        name=code.name_in(language),
        parent=code.parent or "",
        depth=code.depth,
        level=level,
        core="yes" if code.core else "no",
        n_rules=len(code.rules),
        n_terms=count_terms(code),
        n_examples=len(code.examples),
        n_non_examples=len(code.non_examples),
    )


class RelationRow(NamedTuple):
    """A relation between two codes, in one language."""

    source: str
    source_name: str
    type: str
    target: str
    target_name: str
    memo: str


def relation_rows(codebook: Codebook, *, language: str = "") -> tuple[RelationRow, ...]:
    """The relations in the order of the file, as `tree_rows` names codes."""
    language = language or next(iter(codebook.languages), "")
    names = {code.id: code.name_in(language) for code in codebook.codes}
    return tuple(
        RelationRow(
            relation.source,
            names[relation.source],
            text_in(relation.type, language) or "",
            relation.target,
            names[relation.target],
            text_in(relation.memo, language) or "",
        )
        for relation in codebook.relations
    )


def count_terms(code: Code) -> int:
    """How many distinct terms, regexes and patterns the rules of `code` look for."""
    found: set[object] = set()
    for rule in code.rules:
        for node in walk(rule):
            if isinstance(node, Phrase):
                found.update(terms(node))
            elif isinstance(node, Regex | Pattern):
                found.add(node)
    return len(found)
