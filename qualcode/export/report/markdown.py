"""A report as Markdown: what the page says, without the transcripts; figures are files beside it."""

from collections.abc import Iterator, Mapping

from qualcode.codebook.exchange.markdown import escape
from qualcode.export.appendix_markdown import appendix_markdown, inline
from qualcode.export.markdown import page_markdown
from qualcode.export.report.content import Figure, Linked, Report
from qualcode.export.report.words import say


def report_markdown(report: Report, figures: Mapping[str, str]) -> bytes:
    """The text of a page; `figures` are the files of figures by their names."""
    return ("\n".join(_lines(report, figures)).rstrip("\n") + "\n").encode("utf-8")


def _lines(report: Report, figures: Mapping[str, str]) -> Iterator[str]:
    lang = report.language
    yield from (f"# {escape(report.title)}", "", inline(" · ".join(report.facts)), "")
    for note in report.notes:
        yield from (inline(note), "")
    yield from (f"## {say('methods', lang)}", "")
    for paragraph in report.methods:
        yield from (inline(paragraph), "")
    for part in report.parts:
        yield from (f"## {escape(part.title)}", "")
        for block in part.blocks:
            yield from _block(block, figures)
    yield from _quotes(report)
    yield from (f"## {say('limits', lang)}", "", *(f"- {inline(one)}" for one in report.limits), "")
    yield appendix_markdown(report.appendix)


def _block(block: Linked | Figure, figures: Mapping[str, str]) -> Iterator[str]:
    if isinstance(block, Linked):
        yield "#" + page_markdown(block.page).decode("utf-8")
        return
    if block.name in figures:
        yield from (f"![{escape(block.title)}]({figures[block.name]})", "")
    yield from (inline(" ".join(filter(None, (block.title, block.note)))), "")


def _quotes(report: Report) -> Iterator[str]:
    if not report.quotes:
        return
    yield from (f"## {say('quotes', report.language)}", "")
    for one in report.quotes:
        yield from (f"### {escape(one.name)}", "")
        for number, quote in one.quotes:
            source = quote.source(report.language)
            said = f" {source}" if source.startswith("(") else source
            yield from (f"> \\[{number}\\] {inline(f'“{quote.text}”{said}')}", "")
