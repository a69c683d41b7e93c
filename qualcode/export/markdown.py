"""A table as Markdown."""

import re
from collections.abc import Sequence

from qualcode.codebook.exchange.markdown import escape_signs
from qualcode.export.pages import Page


def pages_markdown(pages: Sequence[Page]) -> bytes:
    """Several tables one below the other."""
    return b"\n".join(map(page_markdown, pages))


def page_markdown(page: Page) -> bytes:
    """A heading, the table with its columns in line, and a paragraph that says what was counted."""
    heads, *rows = [[_cell(text) for text in row] for row in (page.heads, *page.rows)]
    rule = ["--:" if right else "---" for right in page.right]
    lines = [f"## {_cell(page.title)}", "", *map(_line, (heads, rule, *rows)), ""]
    lines += [_cell(page.said), ""] if page.note else []
    return "\n".join(lines).encode("utf-8")


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """A text on one line, in which no sign ends the cell or means anything."""
    lines = [escape_signs(line.strip()).replace("|", "\\|") for line in re.split(r"[\n\u2028\u2029]", text)]
    return "<br>".join(lines).replace("\t", " ")
