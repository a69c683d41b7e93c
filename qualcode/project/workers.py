"""Batches of files coded here or in several processes; the result is the same."""

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from qualcode.coding.apply import Engine
from qualcode.errors import QualcodeError
from qualcode.ingest import Input
from qualcode.project.batch import Job, Piece, work

BATCH_BYTES = 4_000_000
"""Files of about so many bytes are coded together."""

AHEAD = 2
"""Batches a process has before it, that in work included."""

BYTES_THAT_PAY = 12_000_000
"""From so many bytes for each process on, it earns more than the half second that it takes to begin."""

_engine: Engine | None = None
_job: Job | None = None


def pieces(job: Job, files: Sequence[Input], *, workers: int = 1) -> Iterator[Piece]:
    """The pieces of all batches of `files`, in the order of the files.

    `workers` processes code side by side; 0 takes as many as pay.
    """
    batches = list(batched(files))
    workers = workers or paying(sum(_size(file.path) for file in files))
    keep_memory()
    if workers <= 1 or len(batches) < 2:
        engine = Engine(job.plan.codebook)
        for batch in batches:
            yield work(job, engine, batch)
    else:
        yield from _in_processes(job, batches, min(workers, len(batches)))


def paying(size: int) -> int:
    """How many processes pay for `size` bytes of transcripts: each must have enough to do."""
    return max(1, min(_cores(), size // BYTES_THAT_PAY))


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def keep_memory() -> None:
    """Make the allocator keep what it frees.

    A large array, freed at once, raises the size from which memory goes back to the system; the
    arrays of the next document are then made in memory that is already there.
    """
    np.empty(1 << 24, np.uint8)


def batched(files: Sequence[Input]) -> Iterator[list[Input]]:
    """`files` in order, in batches of at most BATCH_BYTES (or one file)."""
    batch: list[Input] = []
    size = 0
    for file in files:
        bytes_of = _size(file.path)
        if batch and size + bytes_of > BATCH_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += bytes_of
    if batch:
        yield batch


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # the reader says what is wrong with it


def _in_processes(job: Job, batches: Sequence[list[Input]], workers: int) -> Iterator[Piece]:
    """`work` in several processes; so few batches wait that their pieces do not fill the memory."""
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_begin, initargs=(job,))
    waiting: deque[Future[Piece]] = deque()
    try:
        for batch in batches:
            if len(waiting) == AHEAD * workers:
                yield waiting.popleft().result()
            with _uninterrupted():
                waiting.append(pool.submit(_work_here, batch))
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise QualcodeError(
            "a process that coded ended before its work was done",
            cure="run it again with --workers 1, or with less else open: memory may have run out",
            slug="workers",
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes that start here ignore Ctrl-C: this one hears it and ends them in good order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin(job: Job) -> None:
    """Make this process ready: the automaton does not pickle, so each process builds its own."""
    global _engine, _job
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it is not inherited
    keep_memory()
    _engine, _job = Engine(job.plan.codebook), job


def _work_here(batch: list[Input]) -> Piece:
    if _engine is None or _job is None:
        raise RuntimeError("the process was not made ready")
    return work(_job, _engine, batch)
