"""Processes beside this one, and work that is shared among them."""

import os
import sys
import threading
import time

import pytest

from qualcode.errors import QualcodeError
from qualcode.project.job import processes as module
from qualcode.project.job.side_by_side import AHEAD, side_by_side

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")


def test_a_process_is_copied_only_where_no_thread_could_hold_a_lock(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert module.way() == "fork"
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert module.way() == "spawn"
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert module.way() == "spawn"


@pytest.mark.parametrize("workers", [1, 3])
def test_results_stand_in_the_order_of_the_things(workers: int):
    assert list(side_by_side(late_if_even, range(20), workers=workers)) == [-n for n in range(20)]


def late_if_even(number: int) -> int:
    time.sleep(0.002 * (number % 2 == 0))
    return -number


def test_things_are_taken_only_as_they_are_worked_on():
    taken: list[int] = []
    results = side_by_side(abs, (taken.append(n) or n for n in range(1000)), workers=2)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    results.close()
    assert len(taken) <= 3 + 2 * AHEAD


@pytest.mark.parametrize("way", ["spawn", pytest.param("fork", marks=ON_LINUX)])
def test_a_process_that_dies_is_told_with_a_cure(monkeypatch, way: str):
    monkeypatch.setattr(module, "way", lambda: way)
    with pytest.raises(QualcodeError, match=r"^a process ended before its work was done") as caught:
        list(side_by_side(die, range(4), workers=2))
    assert "--workers 1" in caught.value.cure


def die(status: int) -> int:
    os._exit(3 + status)


def test_what_goes_wrong_in_a_process_goes_wrong_here():
    with pytest.raises(ZeroDivisionError):
        list(side_by_side(divided, [1, 0], workers=2))


def divided(number: int) -> float:
    return 1 / number
