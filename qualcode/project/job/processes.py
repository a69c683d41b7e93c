"""Processes that work beside this one: how they begin, and what is said where one of them dies."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor


def way() -> Literal["fork", "spawn"]:
    """How a process begins: as a copy of this one, all it needs in place, where that is safe; else anew."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def ignore_interruption() -> None:
    """Leave Ctrl-C to the process that began this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def processes(
    workers: int,
    *,
    begin: Callable[..., None] = ignore_interruption,
    given: tuple[Any, ...] = (),
    called: str = "a process",
) -> "Iterator[ProcessPoolExecutor]":
    """So many processes, for as long as the block lasts; what they have not begun by then is left undone.

    Parameters
    ----------
    begin, given
        What each process does first, and with what. Both must pickle.
    called
        What a process is called where it dies.

    Raises
    ------
    QualcodeError
        A process ended before its work was done.
    """
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(workers, get_context(way()), initializer=begin, initargs=given)
    try:
        yield pool
    except BrokenProcessPool:
        raise QualcodeError(
            f"{called} ended before its work was done",
            cure="run it again with --workers 1, or with less else open: memory may have run out",
            slug="workers",
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)
