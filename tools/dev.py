"""Set qualcode up beside this file and run it: `python3 tools/dev.py demo | test | bench`.

Needs nothing but Python: it finds one that is new enough, makes `.venv` in the checkout,
installs what the task needs with the versions of `requirements/dev.txt`, and runs the task.
It installs again only when `pyproject.toml`, the versions or the Python changed.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "qualcode-installed.json"
PINS = ROOT / "requirements" / "dev.txt"
OLDEST = (3, 11)
NEWEST = (3, 14)
EXTRAS = {"demo": "", "test": "dev", "bench": ""}
USAGE = """usage: python3 tools/dev.py TASK [arguments]

  demo    code the sample transcripts with the sample codebook
  test    check style and types, then run the tests (arguments go to pytest)
  bench   measure speed and memory (--quick: in two minutes, without a verdict on speed)
"""
PROBE = (
    "import importlib.util as u, json, platform, sys;"
    "print(json.dumps({'version': list(sys.version_info[:2]), 'full': platform.python_version(),"
    " 'machine': platform.machine(), 'implementation': sys.implementation.cache_tag,"
    " 'venv': all(u.find_spec(name) for name in ('venv', 'ensurepip')),"
    " 'pip': bool(u.find_spec('pip'))}))"
)


class SetupError(Exception):
    """The task cannot be done; the text says why and what to do."""


def main(arguments):
    """Run one task; the exit status says whether it was done."""
    if not arguments or arguments[0] not in EXTRAS:
        print(USAGE, file=sys.stdout if set(arguments) & {"-h", "--help"} else sys.stderr)
        return 0 if set(arguments) & {"-h", "--help"} else 2
    task, rest = arguments[0], arguments[1:]
    try:
        python = prepare(EXTRAS[task])
        return {"demo": demo, "test": test, "bench": bench}[task](python, rest)
    except SetupError as error:
        print("\n" + str(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def demo(python, arguments):
    """Run the demo with the installed package."""
    return run([python, "-m", "qualcode", "demo", *arguments])


def test(python, arguments):
    """Style, types, tests: all of them, also when an early one fails."""
    checks = [
        ("style", ["ruff", "check", "."]),
        ("layout", ["ruff", "format", "--check", "."]),
        ("types", ["mypy", "--strict", "qualcode"]),
        ("tests", ["pytest", "-n", "2", "--dist", "worksteal", *arguments]),
    ]
    failed = []
    for name, command in checks:
        print("== " + name + ": " + " ".join(command), flush=True)
        if run([python, "-m", *command]) != 0:
            failed.append(name)
    print("failed: " + ", ".join(failed) if failed else "all checks passed")
    return 1 if failed else 0


def bench(python, arguments):
    """Measure speed and memory beside a fixed baseline."""
    return run([python, "-m", "benchmarks.run", *arguments])


def run(command):
    """Run a command in the checkout and return its exit status."""
    return subprocess.call([str(part) for part in command], cwd=str(ROOT))


def prepare(extra):
    """Make `.venv` hold qualcode and `extra`; return its Python."""
    python = venv_python()
    found = probe([str(python)]) if python.exists() else None
    if not found or not found["pip"] or tuple(found["version"]) < OLDEST:
        make_venv(find_python())
        found = probe([str(python)])
        if not found or not found["pip"]:
            raise SetupError(
                "The new environment in .venv does not start. Delete the folder .venv and try again."
            )
    key, installed = fingerprint(found), read_stamp()
    have = installed.get("extras", []) if installed.get("key") == key else None
    if have is None or extra not in have:
        install(python, extra)
        compile_packages(python)
        write_stamp(key, sorted({extra, "", *(have or [])}))
    compile_files(python, ROOT / "qualcode")
    return python


def venv_python():
    """Where the environment's Python stands on this system."""
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def candidates():
    """Commands that may be a Python that is new enough, the one that runs this file first."""
    versions = ["{}.{}".format(OLDEST[0], minor) for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    named = [["python" + version] for version in versions] + [["python3"], ["python"]]
    launcher = [["py", "-" + version] for version in versions] + [["py", "-3"]]
    return [[sys.executable]] + (launcher + named if os.name == "nt" else named)


def probe(command):
    """What a Python says about itself, or None where the command is none."""
    try:
        answer = subprocess.run(
            [*command, "-c", PROBE], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60
        )
        return json.loads(answer.stdout.decode("utf-8")) if answer.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def find_python():
    """The first Python that is new enough and can make environments."""
    without_venv = None
    for command in candidates():
        found = probe(command)
        if not found or tuple(found["version"]) < OLDEST:
            continue
        if found["venv"]:
            return command
        without_venv = without_venv or found
    raise SetupError(missing_venv(without_venv) if without_venv else missing_python())


def missing_python():
    """What to do where no Python is new enough."""
    needed = "{}.{}".format(*OLDEST)
    return (
        "qualcode needs Python "
        + needed
        + " or newer, and none was found (this one is {}.{}).\n".format(*sys.version_info[:2])
        + "  Debian, Ubuntu:  sudo apt install python3 python3-venv   (or python3.11 python3.11-venv)\n"
        "  Fedora:          sudo dnf install python3\n"
        "  macOS:           brew install python@3.13, or the installer from python.org\n"
        "  Windows:         winget install Python.Python.3.13, or the installer from python.org"
    )


def missing_venv(found):
    """What to do where Python stands but cannot make environments."""
    version = "{}.{}".format(*found["version"])
    return (
        "Python " + version + " is here, but it cannot make environments: the modules venv and ensurepip "
        "are a package of their own on this system.\n"
        "  Debian, Ubuntu:  sudo apt install python3-venv   (or python" + version + "-venv)\n"
        "  elsewhere:       install Python from python.org, which has both"
    )


def make_venv(command):
    """Make `.venv` anew."""
    print("Making an environment in .venv ...", flush=True)
    if VENV.exists() and not (VENV / "pyvenv.cfg").exists() and any(VENV.iterdir()):
        raise SetupError("The folder .venv is here but is no Python environment. Move it away and try again.")
    quietly([*command, "-m", "venv", "--clear", str(VENV)], "The environment in .venv could not be made.")


def install(python, extra):
    """Install the checkout, so that edits count at once, with `extra`."""
    print("Installing qualcode and what it needs (the first time this takes a minute or two) ...", flush=True)
    target = ".[" + extra + "]" if extra else "."
    command = [
        str(python),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "-e",
        target,
        "-c",
        str(PINS),
    ]
    quietly(command, "The packages could not be installed; pip's own words stand above.")


def quietly(command, failure):
    """Run a command; show what it said only where it fails."""
    done = subprocess.run(command, cwd=str(ROOT), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.stderr.write(done.stdout.decode("utf-8", "replace"))
        raise SetupError(failure + "\nThe command was: " + " ".join(command))


def compile_packages(python):
    """Byte-compile what was installed: an installer may leave it out, and every start would pay."""
    where = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    compile_files(python, Path(subprocess.check_output(where).decode("utf-8").strip()))


def compile_files(python, folder):
    """Byte-compile a folder; files for other Pythons in it may fail, which harms nothing."""
    command = [str(python), "-W", "ignore", "-m", "compileall", "-qq", "-j", "0", str(folder)]
    subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def fingerprint(found):
    """A hash over all that decides what must be installed, and where."""
    digest = hashlib.sha256(json.dumps([str(ROOT), found], sort_keys=True).encode("utf-8"))
    for path in (ROOT / "pyproject.toml", PINS):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def read_stamp():
    """What the last installation wrote down; empty where it did not end well."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(key, extras):
    """Write down what is installed now."""
    STAMP.write_text(json.dumps({"key": key, "extras": extras}), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
