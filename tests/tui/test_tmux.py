"""The desk in a real terminal."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.project.coded_study import made
from tests.tui.on_desk import events

ROOT = Path(__file__).parent.parent.parent
NAME = "qualcode-test"
pytestmark = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not on this machine")


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Calls tmux with a server of its own."""

    def call(*arguments: str) -> str:
        command = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null", *arguments]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout

    yield call
    subprocess.run(["tmux", "-S", str(tmp_path / "socket"), "kill-server"], capture_output=True, check=False)


def until(shows: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not shows():
        assert time.monotonic() < end, "this took too long"
        time.sleep(0.1)


def test_select_code_and_leave_in_a_terminal(tmp_path: Path, tmux: Callable[..., str]):
    study = made(tmp_path / "study")
    start = f"cd '{study.folder}' && PYTHONPATH='{ROOT}' '{sys.executable}' -m qualcode review 花园 --as 李"
    tmux("new-session", "-d", "-s", NAME, "-x", "80", "-y", "24", f"{start}; echo left $?; sleep 60")

    def screen() -> str:
        return tmux("capture-pane", "-p", "-t", NAME)

    until(lambda: "独立" in screen() or "BLIND" in screen())
    tmux("send-keys", "-t", NAME, "v", "Right", "Right", "Right", "2")
    until(lambda: "■ 2 Leader" in screen())
    assert "2    李阿姨：王书记是能人。" in screen()
    assert [(one.coder, one.quote, one.start) for one in events(study)] == [("李", "王书记", 15)]
    tmux("send-keys", "-t", NAME, "C-c")
    until(lambda: "Leave the desk?" in screen())
    tmux("send-keys", "-t", NAME, "y")
    until(lambda: "left 0" in screen())


@pytest.mark.parametrize("way", ["closed", "TERM", "HUP"])
def test_a_desk_ends_with_a_memo_open_when_its_terminal_goes_or_it_is_told_to(
    tmp_path: Path, tmux: Callable[..., str], way: str
):
    study = made(tmp_path / "study")
    desk = f"PYTHONPATH='{ROOT}' '{sys.executable}' -m qualcode review lane --as li"
    pid = tmp_path / "pid"
    command = f"bash -c \"cd '{study.folder}'; echo \\$\\$ > '{pid}'; {desk}; exec sleep 600\""
    tmux("new-session", "-d", "-s", NAME, "-x", "80", "-y", "24", command)

    def screen() -> str:
        return tmux("capture-pane", "-p", "-t", NAME)

    until(lambda: "BLIND" in screen())
    tmux("send-keys", "-t", NAME, "m", "1")
    until(lambda: "Ctrl+S saves" in screen())
    tmux("send-keys", "-t", NAME, "h", "a", "l", "f")
    until(lambda: "half" in screen())
    [child] = subprocess.run(
        ["pgrep", "-P", pid.read_text().strip()], capture_output=True, text=True, check=True
    ).stdout.split()
    time.sleep(1)  # the cursor blinks: more is written than is taken
    if way == "closed":
        tmux("kill-session", "-t", NAME)
    else:
        subprocess.run(["kill", f"-{way}", child], check=True)
    until(lambda: not is_running(int(child)), 20)
    assert [event.text for event in events(study, "memo")] == ["half"]


def is_running(pid: int) -> bool:
    """Whether there is a process of this number that is more than a remnant."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip()) and not found.stdout.startswith("Z")
