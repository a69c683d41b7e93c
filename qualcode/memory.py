"""How a run treats memory: what costs time and frees nothing is done seldom."""

import gc

GARBAGE = 100_000
"""New objects between two searches for cycles: a run makes none, and searching takes a twentieth of it."""


def search_seldom() -> None:
    """Search for objects that refer to each other in a ring less often than Python does by itself."""
    gc.set_threshold(GARBAGE)


def end_without_search() -> None:
    """Leave what is in memory to the end of the process, before which Python would search all of it twice."""
    gc.freeze()


def keep_freed() -> None:
    """Make the allocator keep what it frees.

    A large array, freed at once, raises the size from which memory goes back to the system; the
    arrays of the next document are then made in memory that is already there.
    """
    import numpy as np

    np.empty(1 << 24, np.uint8)
