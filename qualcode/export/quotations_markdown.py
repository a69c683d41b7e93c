"""Quotes under their codes as Markdown: block quotes, the coded passage in bold among others."""

from collections.abc import Iterator

from qualcode.codebook.exchange.markdown import LOWEST, code_span, escape, escape_signs
from qualcode.export.quotations import Block, Quotations, Section, gap_before
from qualcode.text.patterns import lazy

_ENDS = lazy(r"(?s)^(\W*)(.*?)(\W*)$")


def quotations_markdown(page: Quotations) -> bytes:
    """The bytes of a page."""
    lines = [f"# {escape(page.title)}", ""]
    for note in page.notes:
        lines += [escape(note), ""]
    for section in page.sections:
        lines += _section(section)
    for note in page.end:
        lines += [escape(note), ""]
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8")


def _section(section: Section) -> Iterator[str]:
    marks = "#" * min(section.depth + 2, LOWEST)
    yield f"{marks} {section.number} {escape_signs(section.name)} {code_span(section.id)}"
    yield ""
    for item in section.items:
        yield from (escape(item), "") if isinstance(item, str) else _block(item)


def _block(block: Block) -> Iterator[str]:
    for at, paragraph in enumerate(block.paragraphs):
        number = f"({block.number}) " if not at else ""
        text = "".join(
            _bold(part.text) if part.is_core and block.has_context else escape_signs(part.text)
            for part in paragraph
        )
        last = block.citation if at == len(block.paragraphs) - 1 else ""
        yield f"> {number}{text}{gap_before(last)}{escape_signs(last)}"
        if at < len(block.paragraphs) - 1:
            yield ">"
    if block.remark:
        yield from (">", f"> {escape_signs(block.remark)}")
    yield ""


def _bold(text: str) -> str:
    """A text in bold but for the signs at its ends: CommonMark ends bold at no sign before a Chinese word."""
    lead, core, tail = (escape_signs(part) for part in _ENDS.findall(text)[0])
    return f"{lead}**{core}**{tail}" if core else lead + tail
