"""Quotes under their codes, ready to be written as a page in any form; and the plain text of it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from qualcode.codebook.model import Codebook
from qualcode.export.table import Language
from qualcode.terms import CodeId
from qualcode.text.patterns import lazy

_HAN, _SIGN = "\u3000-\u9fff\uf900-\ufaff\uff00-\uffef", "\u2010-\u2027"
_BREAK = lazy(rf"(?<=[{_HAN}])[^\S\n]*\n\s*(?=[{_HAN}{_SIGN}])|(?<=[{_SIGN}])[^\S\n]*\n\s*(?=[{_HAN}])")
_BLANK = lazy(r"[\s\x00-\x1f\x7f]+")


class Part(NamedTuple):
    """A stretch of speech.

    `is_core`: it is the coded passage and not what stands around it. `is_glued`: in the text no blank parts
    it from what stands before it.
    """

    text: str
    is_core: bool = True
    is_glued: bool = False


class Block(NamedTuple):
    """A quote: its number on the page, paragraphs of parts, where it comes from, and a remark, or none."""

    number: int
    paragraphs: tuple[tuple[Part, ...], ...]
    citation: str = ""
    remark: str = ""

    @property
    def has_context(self) -> bool:
        """Whether anything stands around the coded passage."""
        return any(not part.is_core for paragraph in self.paragraphs for part in paragraph)


class Section(NamedTuple):
    """What stands below the heading of one code: statements and quotes in their order.

    `number` is its place in the tree of the codebook, such as 2.1; `depth` is 0 at the top.
    """

    depth: int
    number: str
    name: str
    id: CodeId
    items: tuple[str | Block, ...] = ()


class Quotations(NamedTuple):
    """A whole page."""

    language: Language
    title: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    end: tuple[str, ...] = ()


def one_line(text: str) -> str:
    """A text on one line; a line break between Chinese characters or signs leaves no blank."""
    return _BLANK.sub(" ", _BREAK.sub("", text)).strip()


def joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Parts with the blanks between them that a line needs: none behind a Chinese sign."""
    told: list[Part] = []
    for part in parts:
        gap = (
            " "
            if told and not part.is_glued and not _BREAK.search(f"{told[-1].text[-1:]}\n{part.text[:1]}")
            else ""
        )
        told.append(part._replace(text=gap + part.text))
    return tuple(told)


def outline(codebook: Codebook) -> dict[CodeId, str]:
    """The number of each code in the tree of its codebook: 1, 1.1, 1.2, 2."""
    counts: list[int] = []
    numbers = {}
    for code in codebook.codes:
        counts = [*counts, *[0] * code.depth, 0][: code.depth + 1]
        counts[code.depth] += 1
        numbers[code.id] = ".".join(map(str, counts))
    return numbers


def filled(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections that hold something, and the headings above them."""
    kept: list[Section] = []
    above = 0
    for one in reversed(sections):
        if one.items or one.depth < above:
            kept.append(one)
            above = one.depth
    return tuple(reversed(kept))


def plain_text(page: Quotations) -> Iterator[tuple[str, str]]:
    """The lines of a page for a screen, each with what it is: head, note, quote, context or text."""
    for section in page.sections:
        yield f"{section.number} {section.name} ({section.id})", "head"
        for item in section.items:
            if isinstance(item, str):
                yield f"  {item}", "text"
            else:
                yield from _block(item)
        yield "", "text"
    for note in (*page.notes, *page.end):
        yield note, "note"


def _block(block: Block) -> Iterator[tuple[str, str]]:
    number = f"  ({block.number}) "
    for at, paragraph in enumerate(block.paragraphs):
        is_core = any(part.is_core for part in paragraph)
        last = block.citation if at == len(block.paragraphs) - 1 else ""
        text = "".join(part.text for part in paragraph) + gap_before(last) + last
        yield (number if not at else " " * len(number)) + text, "quote" if is_core else "context"
    if block.remark:
        yield " " * len(number) + block.remark, "note"


def gap_before(citation: str) -> str:
    """The blank between a quote and its citation: none before a Chinese bracket."""
    return " " if citation and citation[0].isascii() else ""
