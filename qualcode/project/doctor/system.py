"""What `doctor` looks at in the system: platform, encodings, terminal, git, folders."""

import locale
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from qualcode.project.doctor.finding import Finding, without_names

_CHINESE, _BOXES = "能人：信任", "─│┌█"
_UTF8 = "set PYTHONUTF8=1; on Windows also: chcp 65001, or use Windows Terminal"
_LEAST_FREE = 1_000_000_000
"""Bytes from which on a disk has room enough for a study."""
_WAIT = 10
"""Seconds that another program may take for an answer."""
DRIVER = 'git config merge.qualcode.driver "qualcode codebook merge %O %A %B -o %A --name %P"'
"""What lets git merge codebooks code by code; each copy of a repository needs it once."""


def system_findings() -> Iterator[Finding]:
    """The platform, and in which encodings text comes in and goes out."""
    libc = "".join(platform.libc_ver()[:1])
    machine = f"{_system()}, {platform.machine()}" + (f", {libc}" if libc else "")
    if libc == "musl":
        cure = "use a system with glibc: for musl there are no ready-made packages of all that is needed"
        yield Finding("platform", machine, "note", cure)
    else:
        yield Finding("platform", machine)
    named = locale.setlocale(locale.LC_CTYPE)
    yield Finding("locale", f"{named}, {locale.getencoding()}; files are written in UTF-8 in any")
    yield _utf8("file names", sys.getfilesystemencoding())
    for name, stream in (("standard input", sys.stdin), ("standard output", sys.stdout)):
        yield _utf8(name, getattr(stream, "encoding", None) or "none")


def _system() -> str:
    mac = platform.mac_ver()[0]
    return f"macOS {mac}" if mac else f"{platform.system()} {platform.release()}"


def _utf8(what: str, encoding: str) -> Finding:
    name = encoding.lower().replace("_", "-")
    return Finding(what, name) if name in ("utf-8", "utf8") else Finding(what, name, "note", _UTF8)


def terminal_findings() -> Iterator[Finding]:
    """Width and colours of the terminal, and whether it can show Chinese and lines."""
    width = shutil.get_terminal_size().columns
    if sys.stdout.isatty():
        yield Finding("terminal", f"{width} columns, {_colours()}")
    else:
        yield Finding("terminal", "none: the output goes into a file or another program, without colours")
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    lost = [
        name for name, text in (("Chinese", _CHINESE), ("lines", _BOXES)) if not _can_show(text, encoding)
    ]
    if lost:
        yield Finding("signs", f"{' and '.join(lost)} cannot be shown in {encoding}", "note", _UTF8)
    else:
        yield Finding("signs", f"Chinese ({_CHINESE}) and lines ({_BOXES}) can be written")


def _colours() -> str:
    from rich.console import Console

    system = Console().color_system
    return f"colours: {system}" if system else "no colours"


def _can_show(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def git_findings(folder: Path) -> Iterator[Finding]:
    """Git, and where `folder` lies in a repository how it treats codebooks and line ends."""
    version = _said(["git", "--version"])
    if not version:
        cure = "it is only needed to share a study through git: install it from git-scm.com"
        yield Finding("git", "not found", "note", cure)
        return
    yield Finding("git", version.removeprefix("git version "))
    if _said(["git", "-C", str(folder), "rev-parse", "--is-inside-work-tree"]) != "true":
        return
    if _said(["git", "-C", str(folder), "check-attr", "merge", "codebook.yaml"]).endswith(": qualcode"):
        yield _merging(folder)
    yield _line_ends(folder)


def _merging(folder: Path) -> Finding:
    """Whether the repository knows the merge driver that its .gitattributes names."""
    if driver_is_set(folder):
        return Finding("git merge driver", "codebooks are merged code by code")
    return Finding("git merge driver", "not set: codebooks are merged line by line", "note", DRIVER)


def driver_is_set(folder: Path) -> bool:
    """Whether git knows there how to merge codebooks."""
    return bool(_said(["git", "-C", str(folder), "config", "--get", "merge.qualcode.driver"]))


def _line_ends(folder: Path) -> Finding:
    converts = _said(["git", "-C", str(folder), "config", "--get", "core.autocrlf"]) or "not set"
    answer = _said(["git", "-C", str(folder), "check-attr", "text", "--", "transcripts/a.txt"])
    if converts == "true" and not answer.endswith(": unset"):
        cure = "qualcode init writes a .gitattributes that keeps the bytes of transcripts"
        return Finding("git line ends", "core.autocrlf is true: line ends of texts are changed", "note", cure)
    return Finding("git line ends", f"core.autocrlf is {converts}")


def _said(command: list[str]) -> str:
    """The first line that a program prints; empty where it is not there, or fails."""
    program = shutil.which(command[0])
    if program is None:
        return ""
    try:
        done = subprocess.run(
            [program, *command[1:]], capture_output=True, timeout=_WAIT, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return lines[0].strip() if done.returncode == 0 and lines else ""


def folder_findings(folder: Path) -> Iterator[Finding]:
    """Whether files can be written, and how much room there is."""
    yield _writable("this folder", folder, "work in a folder of your own, or name one with -o")
    temporary = Path(tempfile.gettempdir())
    yield _writable("temporary folder", temporary, "set TMPDIR to a folder that you may write to")
    free = shutil.disk_usage(folder).free
    found = f"{free / 1e9:,.1f} GB free"
    if free < _LEAST_FREE:
        yield Finding("disk", found, "note", "make room: a run needs a few times the size of its transcripts")
    else:
        yield Finding("disk", found)


def _writable(what: str, folder: Path, cure: str) -> Finding:
    name = without_names(str(folder.absolute()))
    if os.access(folder, os.W_OK):
        return Finding(what, f"{name} can be written to")
    return Finding(what, f"{name} cannot be written to", "note", cure)
