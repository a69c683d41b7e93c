"""The table of levels (三级编码表): main categories, categories, concepts, numbers and a passage each."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.columns import frame
from qualcode.terms import CodeId, Ints

if TYPE_CHECKING:
    import pandas as pd

_DEEPER = " / "
"""What parts the names of concepts that stand below each other."""


def level_table(
    *,
    codings: "Mapping[str, Sequence[str]] | pd.DataFrame",
    codes: Sequence[CodeId],
    names: Sequence[str],
    parent: Ints,
    core: int = -1,
) -> "pd.DataFrame":
    """One row for each code at the end of its branch, and for codes above it that have codings of their own.

    `codings` has the columns code, document and text, one entry a coding; those of codes that are not in
    `codes` are left aside. `names` (codes,) are what the table shows; `parent` (codes,) is the code
    above, -1 at the top, parents before their children; `core` is the core category, or -1: where it
    alone is at the top, the main categories are the codes right below it, and it has no row itself.

    main_category, category, concept
        The branch; empty below its end. Concepts of concepts are joined by " / ".
    code
        The id of the code.
    n_references, n_sources
        Codings of the code itself, and documents that have one.
    quote, document
        One original passage and where it is from: of the code's passages the one of middle length (of
        an even number the shorter one); of equal lengths the one in the middle of their order. Empty
        where there is none.
    """
    branches = _branches(parent, _is_root(parent, core))
    mine = _by_code(list(codings["code"]), codes)
    inner = set(parent.tolist())
    shown = [at for at in range(len(codes)) if branches[at] and (at not in inner or mine[at])]
    texts, documents = list(codings["text"]), list(codings["document"])
    chosen = [_middle(mine[at], texts) for at in shown]
    levels = [_levels([names[i] for i in branches[at]]) for at in shown]
    return frame(
        {
            "main_category": [level[0] for level in levels],
            "category": [level[1] for level in levels],
            "concept": [level[2] for level in levels],
            "code": [codes[at] for at in shown],
            "n_references": [len(mine[at]) for at in shown],
            "n_sources": [len({documents[row] for row in mine[at]}) for at in shown],
            "quote": ["" if row is None else texts[row] for row in chosen],
            "document": ["" if row is None else documents[row] for row in chosen],
        }
    )


def _is_root(parent: Ints, core: int) -> bool:
    """Whether the core category alone is at the top, and something stands below it."""
    return core >= 0 and len(parent) > 1 and np.flatnonzero(parent < 0).tolist() == [core]


def _branches(parent: Ints, is_root: bool) -> list[list[int]]:
    """For each code those above it from the top, itself last; without the root, where there is one."""
    branches: list[list[int]] = []
    for code, above in enumerate(parent.tolist()):
        branches.append([*branches[above], code] if above >= 0 else [code] * (not is_root))
    return branches


def _by_code(ids: Sequence[CodeId], codes: Sequence[CodeId]) -> list[list[int]]:
    """The rows of each code, in their order."""
    rows: dict[CodeId, list[int]] = {code: [] for code in codes}
    for row, code in enumerate(ids):
        if code in rows:
            rows[code].append(row)
    return list(rows.values())


def _middle(rows: Sequence[int], texts: Sequence[str]) -> int | None:
    by_length = sorted(rows, key=lambda row: len(texts[row]))
    return by_length[(len(rows) - 1) // 2] if rows else None


def _levels(branch: Sequence[str]) -> tuple[str, str, str]:
    main, category, *concepts = [*branch, ""]
    return main, category, _DEEPER.join(filter(None, concepts))
