"""Batches of files coded here or in several processes; the result is the same."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.coding.apply import Engine
from qualcode.ingest import Input
from qualcode.memory import keep_freed, search_seldom
from qualcode.project.job.batch import Job, Piece, work
from qualcode.project.job.processes import ignore_interruption, processes, way
from qualcode.project.study.interrupt import uninterrupted

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

BATCH_BYTES = 2_000_000
"""Files of about so many bytes are coded together."""

AHEAD = 2
"""Batches a process has before it, that in work included."""

SPARE = 4
"""Finished pieces that may wait for an earlier one, besides those that are handed out."""

BYTES_THAT_PAY = {"fork": 4_000_000, "spawn": 8_000_000}
"""From so many bytes for each process on, it earns more than it takes to begin, by the way it begins."""

_engine: Engine | None = None
_job: Job | None = None


def pieces(job: Job, files: Sequence[Input], *, workers: int = 1) -> Iterator[Piece]:
    """The pieces of all batches of `files`, in the order of the files.

    `workers` processes code side by side; 0 takes as many as pay.
    """
    batches = list(batched(files))
    workers = workers or paying(sum(size_of(file.read_from) for file in files))
    keep_freed()
    if workers <= 1 or len(batches) < 2:
        engine = Engine(job.plan.codebook)
        for batch in batches:
            yield work(job, engine, batch)
    else:
        yield from _in_processes(job, batches, min(workers, len(batches)))


def paying(size: int) -> int:
    """How many processes pay for `size` bytes of transcripts: each must have enough to do."""
    return max(1, min(_cores(), size // BYTES_THAT_PAY[way()]))


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batched(files: Sequence[Input]) -> Iterator[list[Input]]:
    """`files` in order, in batches of at most BATCH_BYTES (or one file)."""
    batch: list[Input] = []
    size = 0
    for file in files:
        bytes_of = size_of(file.read_from)
        if batch and size + bytes_of > BATCH_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += bytes_of
    if batch:
        yield batch


def size_of(path: Path) -> int:
    """The bytes of a file; 0 where it cannot be looked at."""
    try:
        return path.stat().st_size
    except OSError:
        return 0  # the reader says what is wrong with it


def _in_processes(job: Job, batches: Sequence[list[Input]], workers: int) -> Iterator[Piece]:
    """`work` in this process and in others, the pieces in the order of `batches`.

    This process codes while the others begin and whenever it would have to wait for them.
    """
    global _engine, _job
    engine = Engine(job.plan.codebook)
    _engine, _job = engine, job  # a copy of this process has them
    others = processes(workers - 1, begin=_begin, given=(job,), called="a process that coded")
    try:
        with others as pool:
            shared = _Shared(pool, list(enumerate(batches))[::-1], AHEAD * (workers - 1))
            shared.hand_out()
            for number in range(len(batches)):
                yield shared.piece(number, job, engine)
    finally:
        _engine = _job = None


@dataclass(slots=True)
class _Shared:
    """Batches that several processes share: `left` still to do (the next one last), `handed` to others.

    At most `ahead` are handed out and not done. Where one process is slow, at most SPARE more are
    done before it: then all wait for it, so that the pieces do not fill the memory.
    """

    pool: "ProcessPoolExecutor"
    left: list[tuple[int, list[Input]]]
    ahead: int
    handed: dict[int, "Future[Piece]"] = field(default_factory=dict)
    done: dict[int, Piece] = field(default_factory=dict)

    def hand_out(self) -> None:
        """Give the other processes what they can take."""
        while self._room() and sum(not one.done() for one in self.handed.values()) < self.ahead:
            number, batch = self.left.pop()
            with uninterrupted():
                self.handed[number] = self.pool.submit(_work_here, batch)

    def piece(self, number: int, job: Job, engine: Engine) -> Piece:
        """The piece of a batch; until it is there, others are coded here."""
        while number not in self.done:
            self.hand_out()
            handed = self.handed.get(number)
            if handed is not None and (handed.done() or not self._room()):
                self.done[number] = self.handed.pop(number).result()
            else:
                mine, batch = self.left.pop()
                self.done[mine] = work(job, engine, batch)
        return self.done.pop(number)

    def _room(self) -> bool:
        """Whether there is a batch to begin, and room for its piece."""
        return bool(self.left) and len(self.done) + len(self.handed) < self.ahead + SPARE


def _begin(job: Job) -> None:
    """Make this process ready: the automaton does not pickle, so one that begins anew builds its own."""
    global _engine, _job
    ignore_interruption()  # where that is not inherited
    keep_freed()
    search_seldom()
    if _engine is None:
        _engine, _job = Engine(job.plan.codebook), job


def _work_here(batch: list[Input]) -> Piece:
    if _engine is None or _job is None:
        raise RuntimeError("the process was not made ready")
    return work(_job, _engine, batch)
