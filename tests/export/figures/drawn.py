"""Tables to draw: few codes and many, with short names and long ones, in both languages."""

import numpy as np
import pandas as pd
import pytest

from qualcode.export.figures import figure_of, fonts

CHINESE = pytest.mark.skipif(not fonts.chinese_font(), reason="this machine has no Chinese font")

EN = ["Trust", "Paperwork, and management by traces that nobody ever reads again", "Self-organisation"]
ZH = ["信任", "检查考核与形式主义的应付性迎检行为（台账）", "自组织"]


def codes(n):
    return [f"c{number}" for number in range(n)]


def names(n, lang):
    words = ZH if lang == "zh" else EN
    return {code: f"{words[at % 3]} {at}" for at, code in enumerate(codes(n))}


def draw(kind, n, lang="en", width="one", **options):
    """A figure of `n` codes, the same at each call."""
    random = np.random.default_rng(n)
    given = {"lang": lang, "width": width, **options}
    if kind not in ("saturation", "levels"):
        given.setdefault("names", names(n, lang))
    return figure_of(kind, *TABLES[kind](n, lang, random), **given)


def frequencies(n, lang, random):
    parents = ["" if at % 4 == 0 else f"c{at - at % 4}" for at in range(n)]
    return [pd.DataFrame({"code": codes(n), "parent": parents, "n_codings": random.integers(0, 900, n)})]


def square(n, lang, random):
    counts = random.poisson(1, (n, n))
    both = counts + counts.T
    return [
        pd.DataFrame(
            [[code, *row] for code, row in zip(codes(n), both.tolist(), strict=True)],
            columns=["code", *codes(n)],
        )
    ]


def by_document(n, lang, random):
    rows = [[f"{at:02d}_社工与居民座谈_Willow_Lane", 9, *random.poisson(2, n).tolist()] for at in range(13)]
    return [pd.DataFrame(rows, columns=["document", "units", *codes(n)])]


def pairs(n, lang, random):
    rows = [
        (f"c{one}", f"c{two}", 9 + one, 9 + two, int(random.poisson(1)), random.random(), 4 * random.normal())
        for one in range(n)
        for two in range(n)
        if one < two
    ]
    return [pd.DataFrame(rows, columns=["code_1", "code_2", "n_1", "n_2", "n_both", "p_2_given_1", "z"])]


def tree(n, lang, random):
    """Leaves joined one after the other."""
    return [
        np.array(
            [[0 if at == 0 else n + at - 1, at + 1, (at + 1) / n, at + 2] for at in range(n - 1)], float
        ),
        codes(n),
    ]


def seen(n, lang, random):
    new = random.poisson(3, n)
    documents = [f"{at:02d}_访谈_with a long name of its own" for at in range(n)]
    return [pd.DataFrame({"document": documents, "new": new, "cumulative": new.cumsum()})]


def coded(n, lang, random):
    start = random.integers(0, 9000, 4 * n)
    return [pd.DataFrame({"start": start, "end": start + 60, "code": codes(n) * 4}), 9100]


def crossed(n, lang, random):
    values = ["居民", "secretary of the committee", "social worker"]
    return [
        pd.DataFrame(
            [(code, one, random.random(), 40) for code in codes(n) for one in values],
            columns=["code", "value", "share", "N"],
        )
    ]


def levelled(n, lang, random):
    parents = [
        ""
        if at % 8 == 0
        else f"c{at - at % 8}"
        if at % 8 in (1, 4)
        else f"c{at - at % 8 + (1 if at % 8 < 4 else 4)}"
        for at in range(n)
    ]
    table = pd.DataFrame(
        {
            "code": codes(n),
            "parent": parents,
            "name": list(names(n, lang).values()),
            "core": [at == 0 for at in range(n)],
        }
    )
    ends = [("c0", "c8")] if n > 8 else []
    return [table, pd.DataFrame([(*pair, "因果 leads to") for pair in ends], columns=["from", "to", "type"])]


def connected(n, lang, random):
    people = [f"{at:02d}_访谈_Willow_Lane" for at in range(9)]
    pairs = [(f"c{one}", f"c{two}") for one in range(n) for two in range(one + 1, n)]
    units = pd.DataFrame({"unit": people, "n_connections": 5, "x1": random.normal(size=9), "x2": 0.0})
    own = pd.DataFrame({"code": codes(n), "n_rows": random.integers(1, 90, n)})
    own[["x1", "x2"]] = random.normal(size=(n, 2))
    lines = [(one, *pair, random.random()) for one in people for pair in pairs]
    return [
        units,
        own,
        pd.DataFrame(lines, columns=["unit", "code_1", "code_2", "strength"]),
        pd.DataFrame({"axis": ["x1", "x2"], "variance": [0.4, 0.2]}),
    ]


TABLES = {
    "frequencies": frequencies,
    "cooccurrence": square,
    "code_by_document": by_document,
    "network": pairs,
    "dendrogram": tree,
    "saturation": seen,
    "transitions": pairs,
    "strip": coded,
    "crosstab": crossed,
    "epistemic": connected,
    "levels": levelled,
}
