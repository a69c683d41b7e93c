"""A table as LaTeX with the rules of booktabs, to be read by `\\input` in a document."""

import math
from collections.abc import Iterator

from qualcode.export.appendix_latex import escape
from qualcode.export.pages import Page

LONG = 40
"""Rows from which on a table breaks over pages."""
BROAD = 9
"""Columns from which on the letters are small."""
_WIDE_SHARE = 0.8
"""Share of the line that columns of long texts take together."""
_HEAD = r"""% Read it with \input; it needs \usepackage{array,booktabs,longtable}.
% For Chinese take the class ctexart (or \usepackage{ctex}) and xelatex; with another engine load
% \usepackage[T1]{fontenc}.
"""
_FROM_HEAD = (r"\toprule", r"\midrule")


def page_latex(page: Page) -> bytes:
    """A float with caption, label and note, or from 40 rows on a table that breaks over pages."""
    body = _long(page) if len(page.rows) > LONG else _float(page)
    return (_HEAD + "\n".join(body) + "\n").encode("utf-8")


def _float(page: Page) -> Iterator[str]:
    yield r"\begin{table}[htbp]"
    yield r"\centering"
    yield _size(page)
    yield _caption(page)
    yield rf"\begin{{tabular}}{{{_columns(page)}}}"
    yield from (r"\toprule", _line(page.heads), r"\midrule")
    yield from map(_line, page.rows)
    yield from (r"\bottomrule", r"\end{tabular}")
    if page.note:
        yield rf"\par\smallskip{{\footnotesize {_said(page)}\par}}"
    yield r"\end{table}"


def _long(page: Page) -> Iterator[str]:
    yield f"{{{_size(page)}"
    yield rf"\begin{{longtable}}{{{_columns(page)}}}"
    yield _caption(page) + r" \\"
    yield from (r"\toprule", _line(page.heads), r"\midrule", r"\endfirsthead")
    yield from (r"\toprule", _line(page.heads), r"\midrule", r"\endhead", r"\bottomrule", r"\endfoot")
    yield r"\bottomrule"
    if page.note:
        yield rf"\multicolumn{{{len(page.heads)}}}{{p{{0.95\linewidth}}}}{{\footnotesize {_said(page)}}} \\"
    yield r"\endlastfoot"
    yield from map(_line, page.rows)
    yield r"\end{longtable}}"


def _caption(page: Page) -> str:
    return rf"\caption{{{escape(page.title)}}}\label{{tab:{page.name}}}"


def _size(page: Page) -> str:
    return r"\footnotesize\setlength{\tabcolsep}{3pt}" if len(page.heads) >= BROAD else r"\small"


def _said(page: Page) -> str:
    return escape(page.said)


def _columns(page: Page) -> str:
    """The letters of the columns; long texts share most of the line."""
    n_wide = sum(page.wide)
    share = math.floor(100 * _WIDE_SHARE / max(n_wide + (len(page.heads) - n_wide) * 0.3, 1)) / 100
    wide = rf">{{\raggedright\arraybackslash}}p{{{share:.2f}\linewidth}}"
    letters = zip(page.right, page.wide, strict=True)
    return "".join("r" if right else wide if long else "l" for right, long in letters)


def _line(cells: tuple[str, ...]) -> str:
    return " & ".join(escape(cell).replace("–", "--").replace("−", "$-$") for cell in cells) + r" \\"
