"""Quotes under their codes as LaTeX, to be read by `\\input` in a document."""

from collections.abc import Iterator

from qualcode.export.appendix_latex import HEADINGS, HOW_TO_READ, escape
from qualcode.export.quotations import Block, Quotations, Section, gap_before


def quotations_latex(page: Quotations) -> bytes:
    """The bytes of a file without a preamble: a heading for each code, quotes in `quote`."""
    lines = [HOW_TO_READ[page.language], rf"\section*{{{escape(page.title)}}}", ""]
    for note in page.notes:
        lines += [escape(note), ""]
    for section in page.sections:
        lines += _section(section)
    for note in page.end:
        lines += [escape(note), ""]
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8")


def _section(section: Section) -> Iterator[str]:
    heading = HEADINGS[min(section.depth, len(HEADINGS) - 1)]
    yield rf"\{heading}{{{section.number} {escape(section.name)} \texttt{{{escape(section.id)}}}}}"
    for item in section.items:
        yield from (escape(item), "") if isinstance(item, str) else _block(item)
    yield ""


def _block(block: Block) -> Iterator[str]:
    yield r"\begin{quote}"
    for at, paragraph in enumerate(block.paragraphs):
        number = f"({block.number}) " if not at else ""
        text = "".join(
            rf"\textbf{{{escape(part.text)}}}" if part.is_core and block.has_context else escape(part.text)
            for part in paragraph
        )
        last = block.citation if at == len(block.paragraphs) - 1 else ""
        yield f"{number}{text}{gap_before(last)}{escape(last)}"
        if at < len(block.paragraphs) - 1:
            yield ""
    if block.remark:
        yield from ("", rf"{{\footnotesize {escape(block.remark)}\par}}")
    yield r"\end{quote}"
