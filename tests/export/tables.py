"""Small tables whose texts mean something to every format."""

from qualcode.export.pages import Page, as_page
from qualcode.export.table import Cell, Table, columns_of

HARD = [
    "=1+1", "+1", "-1", "@x", "a|b", "a\nb", "<b>&amp;</b>", "50% & $5_{x}#~^\\", "“引语”", "能人，", " x ",
    "\x00\x1f", "_x0041_", "http://x.org", "[1](x)", "*a*", "`c`", "\u2028", "😀", "\ud800", "",
]  # fmt: skip
CODES = {"elite": "能人", "trust": "信任", "other": "信任"}


def table(
    *rows: list[Cell], name: str = "frequencies", names: str = "", kinds: str = "", **about: object
) -> Table:
    """A table by its rows, its columns by names with blanks between and the first letters of their kinds."""
    words = names.split()
    known = {"t": "text", "i": "integer", "n": "number"}
    columns = columns_of(name, words, [known[one] for one in kinds])  # type: ignore[misc]
    return Table(name, columns, rows, len(rows), **about)  # type: ignore[arg-type]


def frequencies(**about: object) -> Table:
    """Three codes."""
    rows: list[list[Cell]] = [
        ["elite", "能人", "", 3, 3, 2, 0.0625, None, "coverage of whole sentences || set aside: 1"],
        ["trust", "信任", "elite", 1200, 1200, 10, 1.0, 2.5, "coverage of whole sentences"],
        ["other", "信任", "elite", 0, 0, 0, 0.0, 0.0, "coverage of whole sentences"],
    ]
    names = "code name parent n_codings n_units n_documents share_units per_1000_words note"
    given = {"counted_by": "sentence", "population": "speakers!=interviewer", "n": 48} | about
    return table(*rows, names=names, kinds="tttiiinnt", **given)


def matrix(n: int, name: str = "cooccurrence") -> Table:
    """A square table of n codes, or documents by codes."""
    codes = [f"c{number}" for number in range(1, n + 1)]
    if name == "cooccurrence":
        rows: list[list[Cell]] = [
            [code, *(at * (at == row) for at in range(n))] for row, code in enumerate(codes)
        ]
        return table(*rows, name=name, names=" ".join(["code", *codes]), kinds="t" + "i" * n)
    return table(
        ["doc", 5, *range(n)], name=name, names=" ".join(["document", "units", *codes]), kinds="ti" + "i" * n
    )


def hard_page() -> Page:
    """A page of texts that mean something to every format."""
    one = table(
        *[[text, at] for at, text in enumerate(HARD)], name="hard", names="a|b n", kinds="ti", note="x|y <z>"
    )
    return as_page(one)
