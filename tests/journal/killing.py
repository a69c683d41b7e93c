"""Kill processes that append to journals, at random moments; tell what became of their events.

Run as a program: killing.py FOLDER KILLS SEED. Children are forked from this one, so that each begins at once. Two
at a time append to one journal and print the id of an event as soon as it is confirmed. One of the two writes its
lines in slow pieces, as a disk under strain may, so that kills tear lines.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import BinaryIO

from qualcode.journal import files
from qualcode.journal.events import Event
from qualcode.journal.files import append, read_journal

PER_FILE = 20


def in_pieces(out: BinaryIO, content: bytes) -> None:
    for start in range(0, len(content), 1 + len(content) // 4):
        out.write(content[start : start + 1 + len(content) // 4])
        out.flush()
        time.sleep(0.001)
    os.fsync(out.fileno())


def fill(file: Path, pipe: int, number: int) -> None:
    """Append for ever."""
    if number % 2:
        files._write = in_pieces
    while True:
        done = append(file, [Event("memo", coder="li", document="d", text="记" * (1 << number % 14))])
        os.write(pipe, done.events[0].id.encode() + b"\n")


def begin(file: Path, number: int) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            fill(file, writing, number)
        finally:
            os._exit(1)
    os.close(writing)
    return child, reading


def confirmed(reading: int) -> set[str]:
    with os.fdopen(reading, "rb") as pipe:
        return {line.decode() for line in pipe.read().split(b"\n") if len(line) == 32}


def kill_two(file: Path, number: int, chance: random.Random) -> tuple[set[str], int]:
    """Ids of the events that two children confirmed before they were killed, and how many were killed."""
    children = [begin(file, number + one) for one in range(2)]
    killed, ids = 0, set()
    for child, reading in children:
        time.sleep(chance.expovariate(1 / 0.015))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        ids |= confirmed(reading)
    return ids, killed


def main(folder: Path, kills: int, seed: int) -> None:
    from filelock import FileLock

    FileLock(folder / "warm").acquire().lock.release()  # so that children need not import it
    chance = random.Random(seed)
    told = {"killed": 0, "confirmed": 0, "lost": 0, "damaged": [], "torn": 0}
    while told["killed"] < kills:
        file, ids = folder / "li" / f"{told['killed']}.jsonl", set()
        for number in range(0, PER_FILE, 2):
            more, killed = kill_two(file, number, chance)
            ids |= more
            told["killed"] += killed
            journal = read_journal(file) if file.exists() else None
            there = {event.id for event in journal.events} if journal else set()
            told["lost"] += len(ids - there)
            told["damaged"] += (
                [one.message for one in journal.problems if one.slug != "torn"] if journal else []
            )
        told["torn"] += file.with_name(file.name + ".torn").exists()
        told["confirmed"] += len(ids)
        last = append(file, [Event("finish", coder="li", document="d")]).events[0]
        told["lost"] += last != read_journal(file).events[-1]
        told["damaged"] += [one.message for one in read_journal(file).problems]
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
