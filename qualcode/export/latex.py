"""A table as LaTeX with the rules of booktabs, to be read by `\\input` in a document."""

import math
from collections.abc import Iterator, Mapping, Sequence

from qualcode.export.appendix_latex import escape
from qualcode.export.pages import Page
from qualcode.export.table import Language
from qualcode.export.widths import letters, shares, sizes

LONG = 40
"""Lines from which on a table breaks over pages."""
BROAD = 9
"""Columns from which on the letters are small."""
_SIZES = (
    (70, r"\small"),
    (80, r"\footnotesize\setlength{\tabcolsep}{3pt}"),
    (100, r"\scriptsize\setlength{\tabcolsep}{2pt}"),
)
"""Letters that stand in the line of an article, by their size; the narrowest line of a common class."""
_ACROSS = (160, _SIZES[-1][1])
"""The same on a page that is laid across."""
_GAP = 2
"""Letters that the gap between two columns takes."""
_TEXTS = 0.25
"""Share of the line that texts must have for numbers to have what they need."""
_HEADS: Mapping[Language, str] = {
    "en": r"""% Read it with \input; it needs \usepackage{array,booktabs,longtable}.
% For Chinese take the class ctexart (or \usepackage{ctex}) and xelatex, for traditional characters with a
% font that has them, such as \setCJKmainfont{Noto Serif CJK TC}; with another engine load
% \usepackage[T1]{fontenc}.
""",
    "zh": r"""% 用 \input 读入；须载入 \usepackage{array,booktabs,longtable}。
% 中文用文档类 ctexart（或 \usepackage{ctex}）并以 xelatex 编译；繁体字须用含有它们的字体，
% 如 \setCJKmainfont{Noto Serif CJK TC}。
""",
}
_TURNED: Mapping[Language, str] = {
    "en": r"""% A table that is too wide for the page is laid across: \usepackage{rotating,pdflscape}.
""",
    "zh": r"""% 超出页宽的表格横排：\usepackage{rotating,pdflscape}。
""",
}
_MATHS = {
    "–": "--", "−": "$-$", "²": "$^{2}$", "α": r"$\alpha$", "κ": r"$\kappa$", "φ": r"$\varphi$",
    "χ": r"$\chi$",
}  # fmt: skip
"""Signs that the fonts of LaTeX do not all have."""


def page_latex(page: Page) -> bytes:
    """A float with caption, label and note, or from 40 rows on a table that breaks over pages."""
    return pages_latex([page])


def pages_latex(pages: Sequence[Page]) -> bytes:
    """Several tables one after the other, as they are alone."""
    bodies = [_long(page) if _n_lines(page) > LONG else _float(page) for page in pages]
    lang = pages[0].language
    head = _HEADS[lang] + _TURNED[lang] * any(map(_across, pages))
    return (head + "\n\n".join("\n".join(body) for body in bodies) + "\n").encode("utf-8")


def _float(page: Page) -> Iterator[str]:
    table = "sidewaystable" if _across(page) else "table"
    yield rf"\begin{{{table}}}[htbp]"
    yield r"\centering"
    yield _size(page)
    yield _caption(page)
    yield rf"\begin{{tabular}}{{{_columns(page)}}}"
    yield from (r"\toprule", _heads(page), r"\midrule")
    yield from _body(page)
    yield from (r"\bottomrule", r"\end{tabular}")
    if page.note:
        yield rf"\par\smallskip{{\footnotesize {_said(page)}\par}}"
    yield rf"\end{{{table}}}"


def _long(page: Page) -> Iterator[str]:
    yield r"\begin{landscape}" * _across(page) + f"{{{_size(page)}"
    yield rf"\begin{{longtable}}{{{_columns(page)}}}"
    yield _caption(page) + r" \\"
    yield from (r"\toprule", _heads(page), r"\midrule", r"\endfirsthead")
    yield from (r"\toprule", _heads(page), r"\midrule", r"\endhead", r"\bottomrule", r"\endfoot")
    yield from _body(page)
    yield r"\end{longtable}"
    if page.note:  # as a row of the table it would stretch the last column
        yield rf"\nopagebreak\vspace{{-\medskipamount}}\noindent{{\footnotesize {_said(page)}\par}}\medskip"
    yield "}" + r"\end{landscape}" * _across(page)


def _body(page: Page) -> Iterator[str]:
    """The rows; what a cell above says already is not said again, and where it changes there is a gap."""
    new = r"\newline " if _breaks(page) else " "
    for number, row in enumerate(page.rows):
        spans = page.spans[number] if page.spans else (1,) * len(row)
        if number and page.spans and spans[0]:
            yield r"\addlinespace"
        cells = (_tex(cell if span else "", new) for cell, span in zip(row, spans, strict=True))
        yield " & ".join(cells) + r" \\"


def _caption(page: Page) -> str:
    return rf"\caption{{{_tex(page.title)}}}\label{{tab:{page.name}}}"


def _needed(page: Page) -> int:
    """The letters of a line that holds the table without breaking its texts and headings."""
    whole = (max(size, letters(head)) for size, head in zip(sizes(page), page.heads, strict=True))
    return sum(whole) + _GAP * (len(page.heads) - 1)


def _fit(page: Page) -> tuple[int, str]:
    """The largest letters in which the table fits, and how many of them stand in a line."""
    if _across(page):
        return _ACROSS
    some = _SIZES[1:] if len(page.heads) >= BROAD else _SIZES
    needed = _needed(page)
    return next((one for one in some if needed <= one[0]), some[-1])


def _across(page: Page) -> bool:
    """Whether the numbers alone are too wide for a page that stands upright."""
    return _fixed(page) > _SIZES[-1][0] * (1 - _TEXTS)


def _fixed(page: Page) -> int:
    """The letters that the columns of numbers need."""
    return sum(size + _GAP for size, right in zip(sizes(page), page.right, strict=True) if right)


def _size(page: Page) -> str:
    return _fit(page)[1]


def _breaks(page: Page) -> bool:
    """Whether columns must have a width, in which their texts break."""
    return any(page.wide) or _needed(page) > _fit(page)[0]


def _n_lines(page: Page) -> int:
    """The lines that the rows take."""
    if not _breaks(page):
        return len(page.rows)
    rooms = [max(1, int(_fit(page)[0] * share) - _GAP) for share in _shares(page)]
    return sum(
        max(-(-letters(cell) // room) or 1 for cell, room in zip(row, rooms, strict=True))
        for row in page.rows
    )


def _said(page: Page) -> str:
    return _tex(page.said)


def _shares(page: Page) -> list[float]:
    """The share of the line of each column: numbers have what they need, texts the rest, if it is enough."""
    line, needed = _fit(page)[0], sizes(page)
    fixed = _fixed(page) / line
    texts = sum(size for size, right in zip(needed, page.right, strict=True) if not right)
    if not texts or fixed > 1 - _TEXTS:
        return shares(page)
    return [
        (size + _GAP) / line if right else size / texts * (1 - fixed)
        for size, right in zip(needed, page.right, strict=True)
    ]


def _columns(page: Page) -> str:
    """The letters of the columns; where the line is too short for them, each has its share of it."""
    if not _breaks(page):
        return "".join("r" if right else "l" for right in page.right)
    sides = (r"\raggedleft" if right else r"\raggedright" for right in page.right)
    widths = (math.floor(1000 * share) / 1000 for share in _shares(page))
    return "".join(
        rf">{{{side}\arraybackslash}}p{{\dimexpr {width}\linewidth-2\tabcolsep\relax}}"
        for side, width in zip(sides, widths, strict=True)
    )


def _heads(page: Page) -> str:
    """The line of headings; in columns that have a width their words may be hyphenated."""
    may = r"\hspace{0pt}" if _breaks(page) else ""
    return " & ".join(may + _tex(head) for head in page.heads) + r" \\"


def _tex(text: str, new: str = " ") -> str:
    """A text for LaTeX; `new` stands for the beginning of a line."""
    signs = _MATHS | {"\n": new}
    return "".join(signs.get(char, char) for char in escape(text))
