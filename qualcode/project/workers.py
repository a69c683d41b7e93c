"""Batches of files coded here or in several processes; the result is the same."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.coding.apply import Engine
from qualcode.ingest import Input
from qualcode.project.batch import Job, Piece, work

BATCH_BYTES = 4_000_000
"""Files of about so many bytes are coded together."""

_engine: Engine | None = None
_job: Job | None = None


def pieces(job: Job, files: Sequence[Input], *, workers: int = 1) -> Iterator[Piece]:
    """The pieces of all batches of `files`, in the order of the files."""
    batches = list(batched(files))
    if workers <= 1 or len(batches) < 2:
        engine = Engine(job.plan.codebook)
        for batch in batches:
            yield work(job, engine, batch)
    else:
        yield from _in_processes(job, batches, min(workers, len(batches)))


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
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_begin, initargs=(job,)) as pool:
        yield from pool.map(_work_here, batches)


def _begin(job: Job) -> None:
    """Make this process ready: the automaton does not pickle, so each process builds its own."""
    global _engine, _job
    _engine, _job = Engine(job.plan.codebook), job


def _work_here(batch: list[Input]) -> Piece:
    if _engine is None or _job is None:
        raise RuntimeError("the process was not made ready")
    return work(_job, _engine, batch)
