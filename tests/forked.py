"""Processes of the command line that begin at once: forked from one that has loaded every library.

Run as a program it is that one: it reads requests, a line of JSON each, and answers with the exit status. What it
forks is a process of its own, with its own folder, environment, output and exit; only the start of Python is shared.
What depends on that start (the seed of hashes, encodings, which libraries are there) needs `subprocess` instead.
"""

import atexit
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, NoReturn

LIBRARIES = (
    *("pandas", "scipy.sparse", "scipy.special", "scipy.cluster.hierarchy", "lxml.etree", "docx", "jinja2"),
    *("matplotlib.figure", "matplotlib.backends.backend_agg", "ruamel.yaml", "re2", "xlsxwriter"),
    *("charset_normalizer", "filelock", "pypdfium2", "concurrent.futures.process", "rich.table", "rich.tree"),
)
SECONDS = 120


def run_forked(
    arguments: Sequence[str], cwd: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """What `python -m qualcode` with these arguments answers, in a forked process."""
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        request = {"arguments": arguments, "cwd": str(cwd), "environment": environment, "place": folder}
        server.stdin.write(json.dumps(request).encode() + b"\n")
        server.stdin.flush()
        status = int(server.stdout.readline())
        out, err = ((place / name).read_text(encoding="utf-8") for name in ("out", "err"))
    return subprocess.CompletedProcess(list(arguments), status, out, err)


@cache
def _server() -> "subprocess.Popen[bytes]":
    """The process that forks, for as long as the tests of this process run; it ends when its input does."""
    environment = os.environ | {
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONWARNINGS": "error",
        "OPENBLAS_NUM_THREADS": "1",
    }
    command = [sys.executable, __file__]
    server = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    atexit.register(server.communicate)
    return server


def serve() -> None:
    """Fork a process for each request, and answer with its exit status."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    _load()
    with requests:
        for line in requests:
            child = os.fork()
            if child == 0:
                _begin(json.loads(line))
            _, status = os.waitpid(child, 0)
            os.write(answers, b"%d\n" % os.waitstatus_to_exitcode(status))


def _load() -> None:
    """Load what takes time; nothing here depends on a folder or an environment."""
    import gc

    import qualcode
    from qualcode.text.chinese import segmenter

    own = (one.name for one in walk_packages(qualcode.__path__, "qualcode."))
    for name in (*LIBRARIES, *own):
        if not name.startswith(("qualcode.tui", "qualcode.__main__")):
            import_module(name)
    segmenter()
    gc.collect()
    gc.freeze()


def _begin(request: dict[str, Any]) -> NoReturn:
    """Be the process that was asked for."""
    signal.alarm(SECONDS)
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(Path(request["place"], name), os.O_WRONLY | os.O_CREAT), number)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv = ["qualcode", *request["arguments"]]
    sys.path[0] = request["cwd"]
    status = _main()
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


def _main() -> int:
    try:
        runpy.run_module("qualcode", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(end.code + "\n")
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    serve()
