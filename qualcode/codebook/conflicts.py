"""The marks that a merge leaves around what it could not settle, as git writes them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from qualcode.codebook.faults import Faults, Place
from qualcode.text.patterns import lazy

OURS, MIDDLE, THEIRS = "<<<<<<< ours", "=======", ">>>>>>> theirs"
Side: TypeAlias = Literal["ours", "theirs"]
SIDES: tuple[Side, Side] = ("ours", "theirs")

_MARK = lazy(r"(?:<{7}|>{7}|={7}|\|{7})(?: .*)?")
_OUTER = lazy(r"(?:<{7}|>{7})(?: .*)?")
CURE = "keep one side, or what is right of both, and delete the lines with <<<<<<<, ======= and >>>>>>>"


class Conflict(NamedTuple):
    """Lines that the two sides of a merge changed differently, and what they are about."""

    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    what: str


Chunk: TypeAlias = str | Conflict
"""A line of a merged text, or a conflict in its place."""


def report_marks(faults: Faults) -> bool:
    """Report every mark of a conflict; whether there is one. YAML cannot be read around them."""
    if not any(map(_OUTER.fullmatch, faults.lines)):
        return False
    for number, line in enumerate(faults.lines, 1):
        if _MARK.fullmatch(line):
            faults.error("a conflict of a merge is not settled", Place(number, 1), cure=CURE, slug="conflict")
    return True


def marked(chunks: Iterable[Chunk]) -> Iterator[str]:
    """The lines of a merged text, with marks around conflicts."""
    for chunk in chunks:
        if isinstance(chunk, str):
            yield chunk
        else:
            yield from (OURS, *chunk.ours, MIDDLE, *chunk.theirs, THEIRS)


def settled(chunks: Iterable[Chunk], side: Side) -> Iterator[str]:
    """The lines of a merged text where everybody chooses one side."""
    for chunk in chunks:
        if isinstance(chunk, str):
            yield chunk
        else:
            yield from chunk.ours if side == "ours" else chunk.theirs


def conflicts_in(chunks: Sequence[Chunk]) -> list[tuple[int, Conflict]]:
    """Each conflict with the line (from 1) of its first mark."""
    found, line = [], 1
    for chunk in chunks:
        if isinstance(chunk, Conflict):
            found.append((line, chunk))
            line += len(chunk.ours) + len(chunk.theirs) + 3
        else:
            line += 1
    return found
