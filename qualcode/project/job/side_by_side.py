"""Work on many things in several processes, the results in the order of the things."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from qualcode.project.job.processes import processes
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
    waiting: deque[Future[Result]] = deque()
    with processes(workers) as pool:
        for thing in things:
            if len(waiting) >= AHEAD * workers:
                yield waiting.popleft().result()
            with uninterrupted():
                waiting.append(pool.submit(work, thing))
        while waiting:
            yield waiting.popleft().result()
