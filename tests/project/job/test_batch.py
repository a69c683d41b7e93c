"""Batches: what one gives, and that nothing depends on how files are dealt out."""

import os
import signal
import sys
from pathlib import Path

import pytest

from qualcode.coding.apply import Engine
from qualcode.errors import QualcodeError
from qualcode.ingest import Input
from qualcode.project.job import processes, workers
from qualcode.project.job.batch import Piece, work
from qualcode.project.job.options import CodeOptions, Prepared, prepare
from qualcode.project.study.labels import known_labels
from tests.project.small_study import write_study


@pytest.fixture
def prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prepared:
    write_study(tmp_path)
    monkeypatch.chdir(tmp_path)
    return prepare(CodeOptions(("talks",), "codebook.yaml"))


def put_together(found: list[Piece]) -> tuple[bytes, list, list, dict]:
    codings = b"".join(piece.codings for piece in found)
    failures = [failure for piece in found for failure in piece.failures]
    rows = [row for piece in found for row in piece.documents]
    by_document = {key: value.tolist() for piece in found for key, value in piece.sums.by_document.items()}
    return codings, failures, rows, by_document


def test_a_file_that_cannot_be_read_is_told_and_the_rest_goes_on(prepared):
    piece = work(prepared.job, Engine(prepared.job.plan.codebook), prepared.inputs.files)
    (failure,) = piece.failures
    assert (failure.file, failure.named) == ("talks/more/empty.txt", False)
    assert (failure.reason, failure.cure) == ("this file is empty", "leave it out, or put the transcript in")
    assert len(piece.documents) == len(piece.records) == 7
    assert piece.n_codings == piece.codings.count(b",rules,") == 42
    assert piece.lengths.total() == 32


def test_no_files_at_all(prepared):
    piece = work(prepared.job, Engine(prepared.job.plan.codebook), [])
    assert (piece.codings, piece.n_codings, piece.documents) == (b"", 0, [])
    assert not piece.sums.units.any()


def test_batches_hold_all_files_in_order(prepared, monkeypatch):
    files = prepared.inputs.files
    for size in (1, 300, 600, 10**9):
        monkeypatch.setattr(workers, "BATCH_BYTES", size)
        batches = list(workers.batched(files))
        assert [file for batch in batches for file in batch] == list(files)
        assert all(batches)
        for batch in batches:
            assert len(batch) == 1 or sum(file.path.stat().st_size for file in batch) <= size
    assert len(batches) == 1
    assert list(workers.batched([])) == []


def test_a_file_that_is_gone_meanwhile_still_has_its_place(prepared):
    files = [Input("gone", Path("gone.txt")), *prepared.inputs.files]
    (batch,) = workers.batched(files)
    piece = work(prepared.job, Engine(prepared.job.plan.codebook), batch)
    assert [failure.file for failure in piece.failures] == ["gone.txt", "talks/more/empty.txt"]


def test_small_batches_give_the_same(prepared, monkeypatch):
    whole = put_together(list(workers.pieces(prepared.job, prepared.inputs.files)))
    monkeypatch.setattr(workers, "BATCH_BYTES", 1)
    parts = list(workers.pieces(prepared.job, prepared.inputs.files))
    assert len(parts) == len(prepared.inputs.files)
    assert put_together(parts) == whole


@pytest.mark.parametrize(
    "way",
    ["spawn", pytest.param("fork", marks=pytest.mark.skipif(sys.platform != "linux", reason="Linux only"))],
)
def test_processes_give_the_same_in_the_same_order(prepared, monkeypatch, way):
    monkeypatch.setattr(processes, "way", lambda: way)
    monkeypatch.setattr(workers, "BATCH_BYTES", 1)
    monkeypatch.setattr(workers, "AHEAD", 1)
    alone = list(workers.pieces(prepared.job, prepared.inputs.files))
    together = list(workers.pieces(prepared.job, prepared.inputs.files, workers=2))
    assert put_together(together) == put_together(alone)
    assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN


def test_a_process_that_dies_is_told(prepared, monkeypatch):
    monkeypatch.setattr(workers, "BATCH_BYTES", 1)
    monkeypatch.setattr(workers, "_work_here", die)
    with pytest.raises(QualcodeError, match="ended before its work was done"):
        list(workers.pieces(prepared.job, prepared.inputs.files, workers=2))


def die(batch: list[Input]) -> Piece:
    sys.stdout.flush()
    os._exit(3)


class Slow:
    """A piece that another process makes; the first is there only when it is waited for."""

    def __init__(self, batch: list[int], pool: "SlowPool") -> None:
        self.batch, self.pool, self.waited = batch, pool, batch == [0]

    def done(self) -> bool:
        return not self.waited

    def result(self) -> list[int]:
        self.pool.kept.append(len(self.pool.shared.done) + len(self.pool.shared.handed))
        self.waited = False
        return self.batch


class SlowPool:
    """A pool whose first piece takes longer than all others; `kept` are the pieces there at each wait."""

    def __init__(self) -> None:
        self.kept: list[int] = []

    def submit(self, _work: object, batch: list[int]) -> Slow:
        return Slow(batch, self)


@pytest.mark.parametrize("ahead", [1, 2, 6])
def test_pieces_do_not_pile_up_behind_a_slow_one(monkeypatch, ahead):
    monkeypatch.setattr(workers, "work", lambda _job, _engine, batch: batch)
    pool = SlowPool()
    shared = workers._Shared(pool, [(number, [number]) for number in range(100)][::-1], ahead)
    pool.shared = shared
    shared.hand_out()
    found = []
    for number in range(100):
        found += shared.piece(number, None, None)
        assert len(shared.done) + len(shared.handed) <= ahead + workers.SPARE
    assert found == list(range(100))
    assert max(pool.kept) < ahead + workers.SPARE


@pytest.mark.parametrize(
    ("certain", "doubtful", "expected"),
    [
        ([], ["王"], set()),
        (["王", "李"], ["王"], {"王"}),
        (["Mary Ann", "李"], ["MARY  ANN"], {"Mary Ann"}),
        (["張三", "李"], ["张三", "赵"], {"張三"}),
    ],
)
def test_labels_that_one_transcript_settles_for_another(certain, doubtful, expected):
    assert known_labels(certain, doubtful) == expected
