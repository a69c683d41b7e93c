"""One thing that `doctor` looked at: what, what it found, whether that is well, and the cure."""

import getpass
import platform
import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

_LONGEST = 200
_NOBODY = ("root", "user", "localhost")
State = Literal["ok", "note", "problem"]
COLUMNS = ("what", "found", "state", "cure")


class Finding(NamedTuple):
    """A row; `state` is `problem` where something that qualcode needs is broken."""

    what: str
    found: str
    state: State = "ok"
    cure: str = ""


def without_names(text: str) -> str:
    """`text` with the home folder as `~`, and without the names of the user and the machine."""
    home = str(Path.home())
    if len(home) > 1:
        text = text.replace(home, "~").replace(Path(home).as_posix(), "~")
    for name in _names():
        text = re.sub(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", "…", text)
    return text


def _names() -> list[str]:
    """Names that nobody else should read; `root` and the like say nothing."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    names = [user, platform.node(), platform.node().partition(".")[0]]
    return [name for name in dict.fromkeys(names) if len(name) > 2 and name not in _NOBODY]


def tried(what: str, attempt: Callable[[], str], cure: str) -> Finding:
    """What an attempt gives, or as a problem what went wrong with it, whatever that is."""
    try:
        return Finding(what, attempt())
    except Exception as fault:  # a library that is broken may raise anything
        return Finding(what, reason_of(fault), "problem", cure)


def reason_of(fault: Exception) -> str:
    """The kind of a fault and the first line that it says."""
    return without_names(f"{type(fault).__name__}: {fault}".splitlines()[0][:_LONGEST])
