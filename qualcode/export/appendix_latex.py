"""The appendix of a paper as LaTeX, to be read by `\\input` in a document."""

from collections.abc import Iterator, Mapping

from qualcode.export.appendix import LABELS, Appendix, Language, Section
from qualcode.export.appendix_markdown import COLUMNS, HEADS, cell_texts, holds_any
from qualcode.rules.inwords import pieces

_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "'": r"{'}",
    "`": r"{`}",
    "-": "{-}",
    "[": "{[}",
    "]": "{]}",
    "\u00a0": "~",
    "\n": " ",
    "\t": " ",
}
_QUAD = r"\quad "
HEADINGS = ("subsection*", "subsubsection*", "paragraph", "subparagraph")
HOW_TO_READ: Mapping[Language, str] = {
    "en": r"""% Read it with \input. For Chinese take the class ctexart (or \usepackage{ctex}) and xelatex;
% with another engine load \usepackage[T1]{fontenc}.
""",
    "zh": r"""% 用 \input 读入。中文用文档类 ctexart（或 \usepackage{ctex}）并以 xelatex 编译。
""",
}
_WIDTHS = {"code": 0.14, "meaning": 0.24, "rules": 0.28, "frequency": 0.1, "quote": 0.18}


def appendix_latex(appendix: Appendix, *, table: bool = False) -> str:
    """The text of a LaTeX file without a preamble: sections with descriptions, or one long table."""
    lines = [HOW_TO_READ[appendix.language], rf"\section*{{{escape(appendix.title)}}}", ""]
    for note in appendix.notes:
        lines += [inline(note), ""]
    body = _table(appendix) if table else (line for one in appendix.sections for line in _section(one))
    return "\n".join([*lines, *body]).rstrip("\n") + "\n"


def escape(text: str) -> str:
    """A text in which no sign means anything to LaTeX; no two hyphens become a dash."""
    return "".join(_SIGNS.get(char, char) for char in text)


def inline(text: str) -> str:
    """A text with what is spelled as in a rule in the type of a typewriter."""
    return "".join(
        rf"\texttt{{{escape(part)}}}" if is_code else escape(part) for part, is_code in pieces(text)
    )


def _section(one: Section) -> Iterator[str]:
    heading = HEADINGS[min(one.depth, len(HEADINGS) - 1)]
    yield rf"\{heading}{{{escape(one.name)} \texttt{{{escape(one.id)}}}}}"
    if not one.fields:
        return
    yield r"\begin{description}"
    for field in one.fields:
        if field.is_list:
            yield rf"\item[{{{escape(field.label)}}}] \leavevmode"
            yield r"\begin{itemize}"
            yield from (rf"\item {inline(text)}" for text in field.texts)
            yield r"\end{itemize}"
        else:
            yield rf"\item[{{{escape(field.label)}}}] " + "\\par ".join(map(inline, field.texts))
    yield r"\end{description}"
    yield ""


def _table(appendix: Appendix) -> Iterator[str]:
    shown = [at for at, keys in enumerate(COLUMNS) if keys == ("code",) or holds_any(appendix, keys)]
    labels, total = LABELS[appendix.language], sum(_WIDTHS[HEADS[at]] for at in shown)
    widths = "".join(
        rf">{{\raggedright\arraybackslash}}p{{{_WIDTHS[HEADS[at]] / total * 0.9:.3f}\linewidth}}"
        for at in shown
    )
    head = " & ".join(rf"\textbf{{{escape(labels[HEADS[at]])}}}" for at in shown) + r" \\"
    yield r"% The table needs \usepackage{array,booktabs,longtable}."
    yield rf"\begin{{longtable}}{{{widths}}}"
    yield from (r"\toprule", head, r"\midrule", r"\endfirsthead")
    yield from (r"\toprule", head, r"\midrule", r"\endhead", r"\bottomrule", r"\endlastfoot")
    for one in appendix.sections:
        yield " & ".join(_cell(one, COLUMNS[at], appendix) for at in shown) + r" \\"
    yield r"\end{longtable}"


def _cell(one: Section, keys: tuple[str, ...], appendix: Appendix) -> str:
    if keys == ("code",):
        return _QUAD * one.depth + rf"{escape(one.name)} \texttt{{{escape(one.id)}}}"
    return r"\par ".join(cell_texts(one, keys, appendix, inline))
