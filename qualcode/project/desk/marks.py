"""What is drawn over a text: passages with a code, each found by its place."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from qualcode.terms import CodeId

Kind: TypeAlias = Literal["own", "rule", "other"]
Status: TypeAlias = Literal["accepted", "rejected", "unreviewed"]
_STRETCH = 1024
"""Characters of a stretch of the index."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage `[start, end)` of the text, and the code that somebody gave it.

    id
        Of the coding; that of a rule coding follows from its place.
    coder
        Who coded; `rules` for a rule coding; another round of a person is `li#2`.
    status
        Of rule codings: what the coder at the desk decided; None for others.
    n_memos
        Memos of the coder on this coding.
    """

    id: str
    start: int
    end: int
    code: CodeId
    coder: str
    kind: Kind
    status: Status | None = None
    n_memos: int = 0

    @property
    def order(self) -> tuple[int, int, str, str]:
        """Marks are sorted by place, code and id."""
        return self.start, self.end, self.code, self.id


class Marks:
    """Marks in order; putting one in, and finding those of a stretch, does not take longer among many."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._ids: dict[str, Mark] = {}
        self._stretches: defaultdict[int, dict[str, Mark]] = defaultdict(dict)
        self._sorted: list[Mark] = []
        for mark in marks:
            self._index(mark)
        self._sorted = sorted(self._ids.values(), key=_order)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._ids)

    def __contains__(self, id: object) -> bool:
        """Whether there is a mark of this id."""
        return id in self._ids

    def all(self) -> tuple[Mark, ...]:
        """All marks in order."""
        return tuple(self._sorted)

    def get(self, id: str) -> Mark | None:
        """The mark of an id."""
        return self._ids.get(id)

    def put(self, mark: Mark) -> None:
        """Add a mark, in place of the one of the same id."""
        self.drop(mark.id)
        self._index(mark)
        insort(self._sorted, mark, key=_order)

    def drop(self, id: str) -> Mark | None:
        """Take a mark out, if it is there."""
        mark = self._ids.pop(id, None)
        if mark is None:
            return None
        for stretch in _stretches(mark.start, mark.end):
            del self._stretches[stretch][id]
        del self._sorted[bisect_left(self._sorted, mark.order, key=_order)]
        return mark

    def between(self, start: int, end: int) -> tuple[Mark, ...]:
        """The marks that share a character with `[start, end)`, in order."""
        found = {
            mark
            for stretch in _stretches(start, end)
            for mark in self._stretches.get(stretch, {}).values()
            if mark.start < end and mark.end > start
        }
        return tuple(sorted(found, key=_order))

    def at(self, offset: int) -> tuple[Mark, ...]:
        """The marks that hold a character, in order."""
        return self.between(offset, offset + 1)

    def _index(self, mark: Mark) -> None:
        self._ids[mark.id] = mark
        for stretch in _stretches(mark.start, mark.end):
            self._stretches[stretch][mark.id] = mark


def _stretches(start: int, end: int) -> range:
    return range(start // _STRETCH, max(end - 1, start) // _STRETCH + 1)


def _order(mark: Mark) -> tuple[int, int, str, str]:
    return mark.order
