"""Journals on disk: what was confirmed is never lost, and what is damaged is told."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import ReadError, WriteError
from qualcode.journal import files
from qualcode.journal.events import Event, event_line
from qualcode.journal.files import append, append_known, joined, new_id, read_journal, refuse_newer, utc_now
from tests.journal.made import AT, at, event

ROOT = Path(__file__).parent.parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
SLOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


def memo(text="x", **more):
    return Event("memo", coder="li", document="d", text=text, **more)


def texts(file):
    return [one.text for one in read_journal(file).events]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "codings" / "li" / "d.jsonl"


def test_events_get_ids_and_times_and_stand_in_the_file_as_they_were_returned(file):
    done = append(file, [memo(), Event("add", coder="li", document="d", code="x")], clock=lambda: AT)
    one, two = done.events
    assert done.set_aside is None
    assert len({one.id, two.id, two.coding}) == 3
    assert all(len(id) == 32 and int(id, 16) for id in (one.id, two.id, two.coding))
    assert (one.at, two.at, one.coding) == (AT, "2026-11-20T09:30:01.124Z", None)
    assert file.read_bytes() == event_line(one) + event_line(two)
    assert read_journal(file) == (done.events, ())


def test_nothing_to_append_makes_no_file(file):
    assert append(file, []).events == ()
    assert not file.parent.exists()


def test_no_time_is_earlier_than_the_last_one_in_the_file(file):
    append(file, [memo("a")], clock=lambda: at(9))
    append(file, [memo("b"), memo("c", at=at(5)), memo("d", at=at(20))], clock=lambda: at(3))
    append(file, [memo("e")], clock=lambda: at(21))
    found = read_journal(file).events
    assert [one.text for one in sorted(found, key=lambda one: one.order)] == list("abcde")
    assert [one.at for one in found] == [at(9), at(9)[:-4] + "001Z", at(9)[:-4] + "002Z", at(20), at(21)]


def test_a_file_that_git_joined_is_not_in_order(file):
    file.parent.mkdir(parents=True)
    file.write_bytes(b"".join(event_line(event(n, "memo", text="")) for n in (7, 30, 8, 9)))
    (one,) = append(file, [memo()], clock=lambda: at(10)).events
    assert one.at > at(30)


def test_at_the_end_of_time_events_still_get_one(file):
    last = "9999-12-31T23:59:59.999Z"
    append(file, [memo()], clock=lambda: last)
    assert append(file, [memo()]).events[0].at == last


def test_times_and_ids_of_today():
    assert utc_now() <= utc_now()
    assert len(utc_now()) == len(AT)
    assert new_id() != new_id()


def test_a_draft_that_could_not_be_read_again_is_refused(file):
    with pytest.raises(ValueError, match="'add' has no 'code'"):
        append(file, [memo(), Event("add")])
    assert not file.exists()


def test_damaged_lines_are_told_with_their_place_and_all_else_is_read(file):
    good = event_line(event(1, "memo", text="a")), event_line(event(2, "memo", text="b"))
    file.parent.mkdir(parents=True)
    file.write_bytes(
        b"\xef\xbb\xbf" + good[0] + b'{"id":\n\r\n\xff\n' + good[1].replace(b"\n", b"\r\n") + b'{"v":1,"id"'
    )
    journal = read_journal(file)
    assert [one.text for one in journal.events] == ["a", "b"]
    assert [(one.place, one.slug) for one in journal.problems] == [
        (f"{file.as_posix()}:2", "event"),
        (f"{file.as_posix()}:4", "event"),
        (f"{file.as_posix()}:6", "torn"),
    ]
    assert all(one.message and one.cure for one in journal.problems)


def test_a_line_may_leave_out_what_its_file_says(file):
    file.parent.mkdir(parents=True)
    file.write_bytes(b'{"id":"i","event":"finish"}')
    (one,) = read_journal(file, coder="li", document="d").events
    assert (one.coder, one.document) == ("li", "d")


def test_a_file_that_cannot_be_read_is_one_problem(tmp_path):
    for place in (tmp_path, tmp_path / "none.jsonl"):
        (problem,) = read_journal(place).problems
        assert (problem.place, problem.slug) == (place.as_posix(), "unreadable")


def test_events_of_a_later_version_refuse_a_journal(file):
    append(file, [memo()])
    with file.open("ab") as out:
        out.write(b'{"v":2,"id":"i","event":"vote"}\n')
    journal = read_journal(file)
    assert [one.slug for one in journal.problems] == ["newer"]
    with pytest.raises(ReadError, match="version 2") as error:
        refuse_newer(joined([read_journal(file), journal]))
    assert error.value.place == f"{file.as_posix()}:2"
    before = file.read_bytes()
    with pytest.raises(ReadError, match="version 2"):
        append(file, [memo()])
    assert file.read_bytes() == before
    file.write_bytes(before[:-1])
    with pytest.raises(ReadError, match="version 2"):
        append(file, [memo()])


def test_a_missing_newline_is_written_first(file):
    first = append(file, [memo("a")]).events[0]
    file.write_bytes(file.read_bytes()[:-1])
    assert texts(file) == ["a"]
    done = append(file, [memo("b")])
    assert done.set_aside is None
    assert file.read_bytes() == event_line(first) + event_line(done.events[0])


@SLOW
@given(st.data())
def test_a_file_cut_anywhere_keeps_its_whole_lines_and_the_rest_is_set_aside(tmp_path, data):
    file = tmp_path / f"{new_id()}.jsonl"
    kept = append(file, [memo("能人\n带头"), memo("\u2028")]).events
    whole = file.read_bytes()
    size = data.draw(st.integers(0, len(whole)))
    file.write_bytes(whole[:size])
    left = [
        one for number, one in enumerate(kept, 1) if size >= len(b"".join(map(event_line, kept[:number]))) - 1
    ]
    assert list(read_journal(file).events) == left
    done = append(file, [memo("later")])
    journal = read_journal(file)
    assert journal == ((*left, *done.events), ())
    torn = whole[:size].rpartition(b"\n")[2] if size < len(whole) - 1 else b""
    if torn and len(left) < 2 and torn != event_line(kept[len(left) - 1])[:-1]:
        assert done.set_aside == file.with_name(file.name + ".torn")
        assert done.set_aside.read_bytes() == torn + b"\n"
    else:
        assert done.set_aside is None


def test_torn_lines_are_kept_one_after_the_other(file):
    append(file, [memo("a")])
    for part in (b'{"v":1,"id":"0', b"\x00\x00\x00"):
        with file.open("ab") as out:
            out.write(part)
        append(file, [memo()])
    assert file.with_name("d.jsonl.torn").read_bytes() == b'{"v":1,"id":"0\n\x00\x00\x00\n'
    assert len(read_journal(file).events) == 3
    assert read_journal(file).problems == ()


def test_where_the_disk_refuses_nothing_is_added(file, monkeypatch):
    append(file, [memo("a")])
    before = file.read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(WriteError, match="No space left") as error:
        append(file, [memo("b")])
    assert error.value.place == file.as_posix()
    monkeypatch.undo()
    assert file.read_bytes() == before


def test_a_place_that_cannot_be_a_folder(tmp_path):
    (tmp_path / "li").write_text("a file")
    with pytest.raises(WriteError, match="cannot be written"):
        append(tmp_path / "li" / "d.jsonl", [memo()])


def test_a_folder_that_another_program_keeps_is_an_error_in_the_end(file, monkeypatch):
    from filelock import FileLock

    monkeypatch.setattr(files, "WAIT", 0.05)
    file.parent.mkdir(parents=True)
    with FileLock(file.parent / ".lock"), pytest.raises(WriteError, match="another program") as error:
        append(file, [memo()])
    assert error.value.slug == "locked"
    append(file, [memo()])


APPEND = """
import sys
from pathlib import Path
from qualcode.journal.events import Event
from qualcode.journal.files import append
file, name = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
for number in range(150):
    append(file, [Event("memo", coder="li", document="d", text=f"{name}{number}")])
"""


def test_two_programs_that_append_at_once_lose_nothing(file):
    command = [sys.executable, "-c", APPEND, str(file)]
    started = [
        subprocess.Popen([*command, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT)
        for name in "ab"
    ]
    for one in started:
        assert one.stdout.readline().strip() == b"ready"
    for one in started:
        one.stdin.write(b"\n")
        one.stdin.flush()
    for one in started:
        one.communicate(timeout=100)
        assert one.returncode == 0
    journal = read_journal(file)
    assert journal.problems == ()
    for name in "ab":
        own = [one.text for one in journal.events if one.text.startswith(name)]
        assert own == [f"{name}{number}" for number in range(150)]
    moments = [one.at for one in journal.events]
    assert moments == sorted(set(moments))


@pytest.mark.skipif(
    not hasattr(os, "fork"), reason="children are forked and killed by a signal; this system has neither"
)
def test_what_was_confirmed_outlives_five_hundred_kills(tmp_path):
    command = [sys.executable, str(Path(__file__).with_name("killing.py")), str(tmp_path), "500", "7"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT, timeout=300)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["killed"] >= 500
    assert told["confirmed"] >= 100, "too few events were confirmed to say anything"
    assert told["lost"] == 0
    assert told["damaged"] == []
    assert told["torn"] > 0, "no kill fell into a write"


def test_events_of_another_copy_keep_their_ids_and_times_and_come_once(file):
    mine = append(file, [memo()], clock=lambda: at(50)).events[0]
    theirs = [event(n, "memo", text=str(n)) for n in (60, 3)]
    file.write_bytes(file.read_bytes() + b'{"v":1,"id":"x')
    done = append_known(file, [mine, *theirs])
    assert done.events == tuple(theirs)
    assert done.set_aside is not None
    assert done.set_aside.read_bytes() == b'{"v":1,"id":"x\n'
    assert read_journal(file).events == (mine, *theirs)
    assert append_known(file, theirs).events == append_known(file, []).events == ()
    newer = b'{"v":2,"id":"b","event":"memo","text":""}\n'
    file.write_bytes(file.read_bytes() + newer)
    with pytest.raises(ReadError, match="version 2"):
        append_known(file, theirs)


def test_what_follows_is_later_than_all_that_came_from_elsewhere(file):
    append_known(file, [event(59, "memo", text="x"), *(event(n, "memo", text="y") for n in range(40))])
    file.write_bytes(b'{"at":"2026-99-99T00:00:00.000Z"}\n' + file.read_bytes())
    assert append(file, [memo()], clock=lambda: at(5)).events[0].at == "2026-01-01T00:00:59.001Z"
