"""The table of levels (三级编码表): main categories, categories, concepts, numbers and a passage each."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from qualcode.analysis.coded_units import CodedUnits
from qualcode.analysis.columns import Cell, Columns, counted
from qualcode.codebook.model import Codebook, text_in
from qualcode.coding.lineage import parents
from qualcode.coding.sweep import distinct
from qualcode.terms import CodeId, Ints

_DEEPER = " / "
"""What parts the names of concepts that stand below each other."""


class Passage(NamedTuple):
    """An original text, and the document that it is from."""

    text: str
    document: str


NO_PASSAGE = Passage("", "")


def level_columns(
    *,
    codes: Sequence[CodeId],
    names: Sequence[str],
    parent: Ints,
    n_references: Ints,
    n_sources: Ints,
    quotes: Mapping[CodeId, Passage],
    core: int = -1,
) -> Columns:
    """One row for each code at the end of its branch, and for codes above it that have codings of their own.

    `names` (codes,) are what the table shows; `parent` (codes,) is the code above, -1 at the top, parents
    before their children; `n_references` and `n_sources` (codes,) the codings of the code itself, and the
    documents that have one; `core` is the core category, or -1: where it alone is at the top, the
    main categories are the codes right below it, and it has no row itself.

    main_category, category, concept
        The branch; empty below its end. Concepts of concepts are joined by " / ".
    code
        The id of the code.
    n_references, n_sources
        As given.
    quote, document
        One passage of `quotes` and where it is from. Empty where there is none.
    """
    branches = _branches(parent, _is_root(parent, core))
    inner = set(parent.tolist())
    shown = [at for at in range(len(codes)) if branches[at] and (at not in inner or n_references[at])]
    chosen = [quotes.get(codes[at], NO_PASSAGE) for at in shown]
    levels = [_levels([names[i] for i in branches[at]]) for at in shown]
    return {
        "main_category": [level[0] for level in levels],
        "category": [level[1] for level in levels],
        "concept": [level[2] for level in levels],
        "code": [codes[at] for at in shown],
        "n_references": n_references[shown].tolist(),
        "n_sources": n_sources[shown].tolist(),
        "quote": [passage.text for passage in chosen],
        "document": [passage.document for passage in chosen],
    }


def code_level_columns(
    units: CodedUnits, codebook: Codebook, quotes: Mapping[CodeId, Passage], *, lang: str = ""
) -> Columns:
    """The table of levels of coded units, names in `lang`; it ends with counted_by, population and N.

    References are codings and sources documents, whatever unit the N is of. Where a person could not give
    every code in every document a column `note` says of how many these are the numbers.
    """
    n_codes = units.n_codes
    held = distinct(units.coding_document * n_codes + units.coding_code) % max(1, n_codes)
    cores = [at for at, code in enumerate(codebook.codes) if code.core]
    found = level_columns(
        codes=[code.id for code in codebook.codes],
        names=list(codebook.names_in(lang).values()),
        parent=parents(codebook),
        n_references=np.bincount(units.coding_code, minlength=n_codes),
        n_sources=np.bincount(held, minlength=n_codes),
        quotes=quotes,
        core=cores[0] if cores else -1,
    )
    if not units.offered[units.heard].all():
        found |= _partly(units, codebook, found)
    counting = units.counting
    return counted(found, counted_by=counting.unit, population=counting.population, n=len(units))


def family_numbers(units: CodedUnits, codebook: Codebook) -> dict[CodeId, tuple[int, int]]:
    """For each code that others stand below: codings of it and of all below it, and documents with any.

    Codings are summed, as under rollup; documents count once.
    """
    above, n = parents(codebook).tolist(), units.n_codes
    codings, documents = np.bincount(units.coding_code, minlength=n), [set[int]() for _ in range(n)]
    for code, document in zip(units.coding_code.tolist(), units.coding_document.tolist(), strict=True):
        documents[code].add(document)
    for code in range(n - 1, -1, -1):
        if above[code] >= 0:
            codings[above[code]] += codings[code]
            documents[above[code]] |= documents[code]
    return {codebook.codes[at].id: (int(codings[at]), len(documents[at])) for at in sorted({*above} - {-1})}


def _partly(units: CodedUnits, codebook: Codebook, found: Columns) -> Columns:
    """Numbers and a note where codes could not be given in every document; in none, there is no number."""
    given, index = units.offered[units.heard], codebook.index()
    n_given, n = given.sum(axis=0).tolist(), len(given)
    rows = [n_given[index[str(code)]] for code in found["code"]]
    numbers = {
        name: [cell if given else None for cell, given in zip(found[name], rows, strict=True)]
        for name in ("n_references", "n_sources")
    }
    notes: list[Cell] = ["" if one == n else f"on offer in {one:,} of {n:,} documents" for one in rows]
    return {**numbers, "note": notes}


def relation_columns(codebook: Codebook, *, lang: str = "") -> Columns:
    """The relations between categories: a row each, as the codebook lists them.

    from, type, to
        The category that bears on another, how, and the other.
    from_name, to_name, memo
        Their names, and why.
    """
    language = lang or next(iter(codebook.languages), "")
    names, relations = codebook.names_in(lang), codebook.relations
    return {
        "from": [one.source for one in relations],
        "from_name": [names[one.source] for one in relations],
        "type": [text_in(one.type, language) or "" for one in relations],
        "to": [one.target for one in relations],
        "to_name": [names[one.target] for one in relations],
        "memo": [text_in(one.memo, language) or "" for one in relations],
    }


def _is_root(parent: Ints, core: int) -> bool:
    """Whether the core category alone is at the top, and something stands below it."""
    return core >= 0 and len(parent) > 1 and np.flatnonzero(parent < 0).tolist() == [core]


def _branches(parent: Ints, is_root: bool) -> list[list[int]]:
    """For each code those above it from the top, itself last; without the root, where there is one."""
    branches: list[list[int]] = []
    for code, above in enumerate(parent.tolist()):
        branches.append([*branches[above], code] if above >= 0 else [code] * (not is_root))
    return branches


def _levels(branch: Sequence[str]) -> tuple[str, str, str]:
    main, category, *concepts = [*branch, ""]
    return main, category, _DEEPER.join(filter(None, concepts))
