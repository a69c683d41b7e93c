"""Codings of people that count nowhere, said once for all documents."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from qualcode.ingest import natural_key

MOST_NAMED = 5
"""Documents that are named where there are many."""


class LeftOut(NamedTuple):
    """How many of a coder's codings in a document are left out.

    late
        The codes of those that were not on offer when it was finished; none: they do not fit the text or the
        codebook.
    """

    document: str
    coder: str
    n: int
    of: int
    late: tuple[str, ...] = ()


def told_left_out(found: Iterable[LeftOut]) -> Iterator[str]:
    """A sentence for all that do not fit, and one for all that came late."""
    known = tuple(found)
    bad = [one for one in known if not one.late]
    late = [one for one in known if one.late]
    if len(bad) == 1:
        yield (
            f"{bad[0].n} of {bad[0].of} codings by {bad[0].coder} in {bad[0].document} do not fit its text "
            "or the codebook and are left out (qualcode check)"
        )
    elif bad:
        yield (
            f"{sum(one.n for one in bad):,} codings do not fit their texts or the codebook and are left out "
            f"(qualcode check): {by_document([(one, f'{one.n} of {one.of}') for one in bad])}"
        )
    if late:
        n = sum(one.n for one in late)
        what = "1 coding is" if n == 1 else f"{n:,} codings are"
        yield (
            f"{what} left out: the code was not on offer when the document was finished; open it again and "
            "finish it with the codebook as it is now: "
            f"{by_document([(one, f'{one.n}: ' + ', '.join(one.late)) for one in late])}"
        )


def by_document(said: Sequence[tuple[LeftOut, str]]) -> str:
    """`lane (li 2; zhang 3), yard (li 1) and 4 more documents`, from a word on each."""
    words: dict[str, list[str]] = {}
    for one, word in said:
        words.setdefault(one.document, []).append(f"{one.coder} {word}")
    names = sorted(words, key=natural_key)
    more = len(names) - MOST_NAMED
    end = f" and {more} more document{'s' * (more > 1)}" if more > 0 else ""
    return ", ".join(f"{name} ({'; '.join(words[name])})" for name in names[:MOST_NAMED]) + end
