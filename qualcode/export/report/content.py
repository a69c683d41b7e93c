"""What a report says, ready to be written in any form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.export.appendix import Appendix
from qualcode.export.pages import Page
from qualcode.export.quotes import Quote
from qualcode.export.report.links import NO_LINKS, Links
from qualcode.export.table import Language


class Figure(NamedTuple):
    """A figure as SVG and as PNG; where it cannot be drawn both are empty, and `note` says why."""

    name: str
    title: str
    svg: bytes = b""
    png: bytes = b""
    note: str = ""


class Linked(NamedTuple):
    """A table, and where its cells lead."""

    page: Page
    links: Links = NO_LINKS


class Part(NamedTuple):
    """A part of the report with its tables and figures in order; `key` names it within the page."""

    key: str
    title: str
    blocks: tuple[Linked | Figure, ...]


class Quoted(NamedTuple):
    """The quotes of a code: its id and name, and each quote with its number in the report."""

    code: str
    name: str
    quotes: tuple[tuple[int, Quote], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    facts
        What stands below the title: how much was coded, by what.
    methods, limits
        Paragraphs, and items of a list.
    notes
        What must be known of the report itself, such as that it holds no transcripts.
    """

    language: Language
    title: str
    facts: tuple[str, ...]
    methods: tuple[str, ...]
    parts: tuple[Part, ...]
    quotes: tuple[Quoted, ...]
    limits: tuple[str, ...]
    appendix: Appendix
    notes: tuple[str, ...] = ()

    @property
    def figures(self) -> Iterator[Figure]:
        """All figures that could be drawn."""
        blocks = (block for part in self.parts for block in part.blocks)
        return (block for block in blocks if isinstance(block, Figure) and block.png)
