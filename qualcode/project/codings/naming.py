"""Which human codings name a code: those in the journals beside a codebook file."""

from collections import Counter, defaultdict
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from qualcode.journal.events import Event
from qualcode.journal.fold import fold
from qualcode.project.study.journals import as_now, read_codings
from qualcode.terms import CodeId


class Hand(NamedTuple):
    """So many codings (`n`) of a code by a person in a document."""

    coder: str
    document: str
    code: CodeId
    n: int


class InHands(NamedTuple):
    """The human codings of some codes, and what could not be read: `file:line`, or a whole file."""

    rows: tuple[Hand, ...]
    damaged: tuple[str, ...]


def codings_by_hand(codebook: str | Path, codes: Collection[CodeId]) -> InHands:
    """Count the human codings that name one of `codes`, by coder and document.

    Parameters
    ----------
    codebook
        The codebook file; the codings lie in the folder `codings` beside it. No such folder: no codings.

    Returns
    -------
    InHands
        Rows in the order of coder, document and code. A coding counts with the code that it was given
        last, and not where it was removed. Lines that cannot be read are named and left out.
    """
    folder = Path(codebook).parent
    journal = read_codings(folder)
    # people are looked at one by one: ids that were made by hand may recur
    by_coder: defaultdict[str, list[Event]] = defaultdict(list)
    for event in as_now(folder, journal.events):
        by_coder[event.coder].append(event)
    codings = (coding for events in by_coder.values() for coding in fold(events).codings)
    counts = Counter((c.coder, c.document, c.code) for c in codings if c.code in codes)
    rows = tuple(Hand(*where, n) for where, n in sorted(counts.items()))
    return InHands(rows, tuple(problem.place for problem in journal.problems))
