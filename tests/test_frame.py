"""The frame around the package: setting up, the wheel, and what must not stand in a file."""

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FOUND = {"version": [3, 12], "full": "3.12.1", "venv": True, "pip": True}


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """tools/dev.py, working in a folder of its own."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "tools" / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (tmp_path / "pins.txt").write_text("numpy==2\n", encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(module, "PINS", tmp_path / "pins.txt")
    return module


@pytest.fixture
def installed(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which extras `prepare` installs, in a `.venv` that looks whole."""
    calls: list[str] = []
    python = dev.venv_python()
    python.parent.mkdir(parents=True)
    python.touch()
    monkeypatch.setattr(dev, "probe", lambda command: dict(FOUND))
    monkeypatch.setattr(dev, "install", lambda python, extra: calls.append(extra))
    monkeypatch.setattr(dev, "compile_packages", lambda python: None)
    monkeypatch.setattr(dev, "compile_files", lambda python, folder: None)
    return calls


def test_second_run_installs_nothing(dev: ModuleType, installed: list[str]):
    dev.prepare("dev")
    dev.prepare("dev")
    assert installed == ["dev"]


def test_the_demo_needs_no_second_installation_after_the_tests(dev: ModuleType, installed: list[str]):
    dev.prepare("dev")
    dev.prepare("")
    dev.prepare("bench")
    dev.prepare("dev")
    assert installed == ["dev", "bench"]


@pytest.mark.parametrize("name", ["pyproject.toml", "pins.txt"])
def test_a_change_installs_again(dev: ModuleType, installed: list[str], name: str):
    dev.prepare("")
    (dev.ROOT / name).write_text("changed\n", encoding="utf-8")
    dev.prepare("")
    assert installed == ["", ""]


def test_another_python_installs_again(dev: ModuleType, installed: list[str], monkeypatch):
    dev.prepare("")
    monkeypatch.setattr(dev, "probe", lambda command: FOUND | {"full": "3.12.2"})
    dev.prepare("")
    assert installed == ["", ""]


def test_line_ends_of_a_checkout_install_nothing(dev: ModuleType, installed: list[str]):
    dev.prepare("")
    dev.PINS.write_bytes(dev.PINS.read_bytes().replace(b"\n", b"\r\n"))
    dev.prepare("")
    assert installed == [""]


@pytest.mark.parametrize("stamp", ["", "{", "[]", "null", '{"key": 1}'])
def test_a_broken_stamp_installs_again(dev: ModuleType, installed: list[str], stamp: str):
    dev.STAMP.write_text(stamp, encoding="utf-8")
    dev.prepare("")
    assert installed == [""]


@pytest.mark.parametrize("answer", [None, FOUND | {"pip": False}, FOUND | {"version": [3, 10]}])
def test_an_environment_that_does_not_do_is_made_anew(dev, installed, monkeypatch, answer):
    answers = [answer, FOUND]
    made: list[list[str]] = []
    monkeypatch.setattr(dev, "probe", lambda command: answers.pop(0))
    monkeypatch.setattr(dev, "find_python", lambda: ["python3.13"])
    monkeypatch.setattr(dev, "make_venv", made.append)
    dev.prepare("dev")
    assert (made, installed) == ([["python3.13"]], ["dev"])


def test_a_folder_that_is_no_environment_is_not_emptied(dev: ModuleType):
    (dev.VENV / "notes").mkdir(parents=True)
    with pytest.raises(dev.SetupError, match="no Python environment"):
        dev.make_venv([sys.executable])
    assert (dev.VENV / "notes").is_dir()


def test_takes_a_python_that_can_make_environments(dev: ModuleType, monkeypatch):
    old, bare, whole = {"version": [3, 9], "venv": True}, {"version": [3, 13], "venv": False}, FOUND
    answers = {"old": old, "gone": None, "bare": bare, "whole": whole}
    monkeypatch.setattr(dev, "candidates", lambda: [[name] for name in answers])
    monkeypatch.setattr(dev, "probe", lambda command: answers[command[0]])
    assert dev.find_python() == ["whole"]


@pytest.mark.parametrize(
    ("answer", "cure"),
    [
        ({"version": [3, 12], "venv": False}, "sudo apt install python3-venv   (or python3.12-venv)"),
        ({"version": [3, 9], "venv": True}, "needs Python 3.11 or newer"),
        (None, "winget install"),
    ],
)
def test_names_the_cure(dev: ModuleType, monkeypatch, capsys, answer, cure: str):
    monkeypatch.setattr(dev, "probe", lambda command: answer)
    assert dev.main(["demo"]) == 1
    assert cure in capsys.readouterr().err


def test_windows_tries_the_launcher(dev: ModuleType, monkeypatch):
    monkeypatch.setattr(dev.os, "name", "nt")
    assert ["py", "-3.14"] in dev.candidates()
    assert ["py", "-3.11"] in dev.candidates()


@pytest.mark.parametrize(("arguments", "status"), [([], 2), (["dmeo"], 2), (["--help"], 0)])
def test_usage(dev: ModuleType, arguments: list[str], status: int):
    assert dev.main(arguments) == status


def test_a_failing_pip_shows_what_it_said(dev: ModuleType, capsys):
    with pytest.raises(dev.SetupError, match="could not be installed"):
        dev.quietly(
            [sys.executable, "-c", "print('no such wheel'); raise SystemExit(1)"], "could not be installed"
        )
    assert "no such wheel" in capsys.readouterr().err


def test_probe_of_this_python_and_of_none(dev: ModuleType):
    assert dev.probe([sys.executable])["version"] == list(sys.version_info[:2])
    assert dev.probe(["no-such-python-here"]) is None


def test_all_checks_run_and_one_failure_fails(dev: ModuleType, monkeypatch, capsys):
    commands: list[list[str]] = []

    def run(command: list[str]) -> int:
        commands.append(command)
        return int("mypy" in command)

    monkeypatch.setattr(dev, "run", run)
    assert dev.test(Path("python"), ["-k", "words"]) == 1
    assert [command[2] for command in commands] == ["ruff", "ruff", "mypy", "pytest"]
    assert commands[-1][-2:] == ["-k", "words"]
    assert "failed: types" in capsys.readouterr().out


def test_compiles_although_the_environment_says_not_to(dev: ModuleType, monkeypatch, tmp_path: Path):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "one.py").write_text("x = 1\n", encoding="utf-8")
    dev.compile_files(Path(sys.executable), tmp_path / "code")
    assert list((tmp_path / "code" / "__pycache__").glob("one.*.pyc"))


def test_makefile_only_calls_the_tool():
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    recipes = [line.strip() for line in lines if line.startswith("\t")]
    assert recipes == [f"python3 tools/dev.py {task}" for task in ("demo", "test", "bench")]


def test_every_dependency_is_pinned():
    pins = [
        line
        for line in (ROOT / "requirements" / "dev.txt").read_text("utf-8").splitlines()
        if line[:1] != "#"
    ]
    pinned = {re.split("[ =]", line)[0] for line in pins}
    wanted = [
        *PROJECT["dependencies"],
        *(line for extra in PROJECT["optional-dependencies"].values() for line in extra),
    ]
    names = {re.split("[>=<!~ ]", line)[0].replace(".", "-") for line in wanted}
    assert names <= pinned
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9.]+( ; .+)?", line) for line in pins)


# -- what no file may hold --------------------------------------------------------------------

FORBIDDEN = {
    "a path of one machine": r"(?<![\w.])/(?:work|root|farm|opt)/|(?<![\w.])/home/[a-z]|/Users/[a-z]|[A-Z]:\\Users",
    "a registry's address": r"pypi\.org|pythonhosted\.org|anaconda\.org/|npmjs|crates\.io|--(?:extra-)?index-url|--find-links",
}


def tracked_files() -> list[Path]:
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.decode("utf-8").split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str):
    here = Path(__file__).resolve()
    files = [path for path in tracked_files() if path.resolve() != here]
    assert len(files) > 20
    held = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in files
        if (found := re.search(FORBIDDEN[what], path.read_bytes().decode("utf-8", "replace")))
    ]
    assert not held


def test_the_search_finds_what_it_is_for():
    assert re.search(FORBIDDEN["a path of one machine"], "open('/" + "root/x')")
    assert re.search(FORBIDDEN["a registry's address"], "https://" + "pypi" + ".org/simple")


# -- the wheel --------------------------------------------------------------------------------

RUN_INSTALLED = """
import sys
from pathlib import Path
wheel, checkout = sys.argv[1:3]
kept = [p for p in sys.path if p and Path(p).resolve() != Path(checkout).resolve()]
sys.path[:] = [wheel, *kept]
sys.meta_path[:] = [finder for finder in sys.meta_path if "editable" not in repr(finder).lower()]
sys.argv[:] = ["qualcode", *sys.argv[3:]]
import qualcode
assert Path(qualcode.__file__).is_relative_to(wheel), qualcode.__file__
from qualcode.cli import main
main()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = (folder / "dist").glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def run_installed(wheel: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-c", RUN_INSTALLED, str(wheel), str(ROOT), *arguments]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_wheel_holds_the_package_and_the_demo(wheel: Path):
    names = {path.relative_to(wheel).as_posix() for path in wheel.rglob("*") if path.is_file()}
    assert "qualcode/py.typed" in names
    assert {f"qualcode/export/report/{name}" for name in ("page.html", "page.css", "reader.js")} <= names
    for folder in ("codebooks", "sample_transcripts"):
        here = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*") if p.is_file()}
        assert here
        assert {f"qualcode/demo_files/{name}" for name in here} <= names
    assert not any(name.startswith(("tests/", "benchmarks/", "tools/")) for name in names)


def test_the_demo_runs_from_the_wheel(wheel: Path, tmp_path: Path):
    for _ in range(2):
        done = run_installed(wheel, tmp_path, "demo")
        assert done.returncode == 0, done.stdout + done.stderr
    tables = sorted(path.name for path in (tmp_path / "qualcode-demo").rglob("*.csv"))
    assert {"codings.csv", "frequencies.csv", "cooccurrence_pairs.csv"} <= set(tables)
    codings = next((tmp_path / "qualcode-demo").rglob("codings.csv")).read_text("utf-8-sig").splitlines()
    assert len(codings) > 5
