"""A table as a page of HTML: no script, nothing from elsewhere."""

from html import escape

from qualcode.export.pages import Page

_STYLE = """\
body{font-family:"Times New Roman","Noto Serif CJK SC",SimSun,serif;margin:2em;color:#000}
table{border-collapse:collapse;border-top:1.5pt solid;border-bottom:1.5pt solid}
caption{font-weight:bold;padding-bottom:.5em;text-align:left}
th{border-bottom:.75pt solid;vertical-align:bottom}
th,td{padding:.2em .7em;text-align:left;vertical-align:top}
.n{text-align:right;font-variant-numeric:tabular-nums}
td{white-space:pre-line}"""


def page_html(page: Page) -> bytes:
    """A whole page with one table, its title as caption and what was counted below it."""
    lang = "zh-CN" if page.language == "zh" else "en"
    title = escape(page.title)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{lang}">',
        f'<head><meta charset="utf-8"><title>{title}</title>',
        f"<style>\n{_STYLE}\n</style></head>",
        f"<body>\n<table>\n<caption>{title}</caption>",
        f"<thead>\n{_row('th', page.heads, page.right)}\n</thead>\n<tbody>",
        *(_row("td", row, page.right) for row in page.rows),
        "</tbody>\n</table>",
        *([f"<p>{escape(page.said)}</p>"] if page.note else []),
        "</body>\n</html>\n",
    ]
    return "\n".join(lines).encode("utf-8")


def _row(tag: str, cells: tuple[str, ...], right: tuple[bool, ...]) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    classes = (' class="n"' if one else "" for one in right)
    inner = "".join(
        f"<{tag}{scope}{number}>{escape(cell)}</{tag}>" for cell, number in zip(cells, classes, strict=True)
    )
    return f"<tr>{inner}</tr>"
