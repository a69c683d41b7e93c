"""A table as a page of HTML: no script, nothing from elsewhere."""

from collections.abc import Iterator, Sequence
from html import escape

from qualcode.export.pages import Page

_NUMBER = ' class="n"'
_STYLE = """\
body{font-family:"Times New Roman","Noto Serif CJK SC",SimSun,serif;margin:2em;color:#000}
table{border-collapse:collapse;border-top:1.5pt solid;border-bottom:1.5pt solid}
caption{font-weight:bold;padding-bottom:.5em;text-align:left}
th{border-bottom:.75pt solid;vertical-align:bottom;word-break:keep-all}
th,td{padding:.2em .7em;text-align:left;vertical-align:top}
td{white-space:pre-line;min-width:3.2em}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th.n{white-space:normal}"""


def page_html(page: Page) -> bytes:
    """A whole page with one table, its title as caption and what was counted below it."""
    return pages_html([page])


def pages_html(pages: Sequence[Page]) -> bytes:
    """A whole page with some tables one below the other; it is called like the first."""
    lang = "zh-CN" if pages[0].language == "zh" else "en"
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{lang}">',
        f'<head><meta charset="utf-8"><title>{escape(pages[0].title)}</title>',
        f"<style>\n{_STYLE}\n</style></head>",
        "<body>",
        *(line for page in pages for line in _table(page)),
        "</body>\n</html>\n",
    ]
    return "\n".join(lines).encode("utf-8")


def _table(page: Page) -> Iterator[str]:
    once = (1,) * len(page.heads)
    yield f"<table>\n<caption>{escape(page.title)}</caption>"
    yield f"<thead>\n{_row('th', page.heads, page.right, once)}\n</thead>\n<tbody>"
    for number, row in enumerate(page.rows):
        yield _row("td", row, page.right, page.spans[number] if page.spans else once)
    yield "</tbody>\n</table>"
    if page.note:
        yield f"<p>{escape(page.said)}</p>"


def _row(tag: str, cells: Sequence[str], right: Sequence[bool], spans: Sequence[int]) -> str:
    """A row; a cell over which one above reaches is left out."""
    scope = ' scope="col"' if tag == "th" else ""
    made = []
    for cell, number, span in zip(cells, right, spans, strict=True):
        over = f' rowspan="{span}"' * (span > 1)
        made += [f"<{tag}{scope}{over}{_NUMBER * number}>{escape(cell)}</{tag}>"] * bool(span)
    return f"<tr>{''.join(made)}</tr>"
