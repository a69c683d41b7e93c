"""Work on many things in several processes, the results in the order of the things."""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from qualcode.errors import QualcodeError
from qualcode.project.job.workers import way
from qualcode.project.study.interrupt import uninterrupted

if TYPE_CHECKING:
    from concurrent.futures import Future

Thing = TypeVar("Thing")
Result = TypeVar("Result")
AHEAD = 3
"""Things that each process may have before it or done."""


def side_by_side(
    work: Callable[[Thing], Result], things: Iterable[Thing], *, workers: int
) -> Iterator[Result]:
    """`work(thing)` for all things, by so many processes. `work` must pickle.

    Raises
    ------
    QualcodeError
        A process ended before its work was done.
    """
    if workers <= 1:
        yield from map(work, things)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    waiting: deque[Future[Result]] = deque()
    pool = ProcessPoolExecutor(workers, get_context(way()), initializer=_ignore_interruption)
    try:
        for thing in things:
            if len(waiting) >= AHEAD * workers:
                yield waiting.popleft().result()
            with uninterrupted():
                waiting.append(pool.submit(work, thing))
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        cure = "run it again with --workers 1, or with less else open: memory may have run out"
        message = "a process ended before its work was done"
        raise QualcodeError(message, cure=cure, slug="workers") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _ignore_interruption() -> None:
    """Ctrl-C is heard by the process that began this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
