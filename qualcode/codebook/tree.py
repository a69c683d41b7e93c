"""A codebook as a table: one row a code, parents before their children."""

from dataclasses import dataclass

from qualcode.codebook.model import Code, Codebook
from qualcode.rules.expand import terms
from qualcode.rules.syntax import Pattern, Phrase, Regex, walk

COLUMNS = ("code", "name", "parent", "depth", "n_rules", "n_terms", "n_examples", "n_non_examples")


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One code: where it stands in the tree and what it holds.

    `n_terms` counts distinct terms, each alternative of braces by itself, regexes and patterns.
    """

    code: str
    name: str
    parent: str
    depth: int
    n_rules: int
    n_terms: int
    n_examples: int
    n_non_examples: int


def tree_rows(codebook: Codebook, *, language: str = "") -> tuple[TreeRow, ...]:
    """The codes in the order of the file, named in `language` (default: the first of the codebook)."""
    language = language or next(iter(codebook.languages), "")
    return tuple(_row(code, language) for code in codebook.codes)


def _row(code: Code, language: str) -> TreeRow:
    return TreeRow(
        code=code.id,
        name=code.name_in(language),
        parent=code.parent or "",
        depth=code.depth,
        n_rules=len(code.rules),
        n_terms=count_terms(code),
        n_examples=len(code.examples),
        n_non_examples=len(code.non_examples),
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
