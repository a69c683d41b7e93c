"""Where things are after pieces of a text were replaced: positions, spans, turns, whole documents."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from qualcode.pseudonyms.replace import Piece
from qualcode.terms import Ints, Offsets


class Moves:
    """The way from positions of an old text to those of the new one.

    What was not replaced keeps its distance from its neighbours. A position inside a replaced piece goes to
    the beginning of the new piece where something starts there, and to its end where something ends there:
    spans grow over a piece that they cut, and none is lost.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._start = np.array([piece.start for piece in pieces], np.int64)
        self._end = np.array([piece.end for piece in pieces], np.int64)
        length = np.array([len(piece.new) for piece in pieces], np.int64)
        self._gained = np.concatenate(([0], np.cumsum(length - (self._end - self._start))))

    def starts(self, positions: npt.ArrayLike) -> Ints:
        """Where things now start; shape as given. Order is kept."""
        return self._moved(np.asarray(positions, np.int64), grow=False)

    def ends(self, positions: npt.ArrayLike) -> Ints:
        """Where things now end; shape as given. Order is kept."""
        return self._moved(np.asarray(positions, np.int64), grow=True)

    def _moved(self, at: Ints, *, grow: bool) -> Ints:
        if not len(self._start):
            return at.copy()
        done = np.searchsorted(self._end, at, side="right")
        inner = np.minimum(done, len(self._start) - 1)
        inside = (self._start[inner] < at) & (at < self._end[inner])
        edge = self._end[inner] if grow else self._start[inner]
        moved: Ints = np.where(inside, edge, at) + self._gained[done + (inside if grow else 0)]
        return moved

    def spans(self, spans: Offsets) -> Offsets:
        """Spans, shape (k, 2), sorted and apart, in the new text; those that now overlap are one."""
        moved = np.stack([self.starts(spans[:, 0]), self.ends(spans[:, 1])], axis=1)
        joined: list[list[int]] = []
        for start, end in moved.tolist():
            if joined and start < joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], end)
            else:
                joined.append([start, end])
        return np.array(joined, np.int32).reshape(-1, 2)

    def turns(self, turns: Offsets) -> Offsets:
        """Turns (start, speech, end), shape (k, 3), in the new text: start ≤ speech ≤ end as before."""
        moved = (self.starts(turns[:, 0]), self.starts(turns[:, 1]), self.ends(turns[:, 2]))
        return np.stack(moved, axis=1).astype(np.int32)
