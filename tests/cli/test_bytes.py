"""The same transcripts, codebook and options give the same bytes, whatever else differs."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.project.small_study import all_bytes, clean_environment, run_process, write_study

RUN = ("code", "talks", "-c", "codebook.yaml", "-o", "results")
NAMES = [
    "code_by_document.csv",
    "codings.csv",
    "cooccurrence.csv",
    "cooccurrence_pairs.csv",
    "documents.csv",
    "frequencies.csv",
    "provenance.json",
]
SMALL_BATCHES = """
import sys
import qualcode.project.job.workers as workers
workers.BATCH_BYTES = 300
sys.argv[0] = "qualcode"
from qualcode.cli import main
main()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    write_study(folder)
    return folder


@pytest.fixture(scope="module")
def expected(home: Path) -> dict[str, bytes]:
    """The files of a plain run; the file without text makes no difference to the status."""
    done = run_process(*RUN, cwd=home, PYTHONHASHSEED="0", TZ="UTC")
    assert (done.returncode, done.stdout.count("7 documents")) == (0, 1), done.stderr
    return dict(all_bytes(home / "results"))


@pytest.fixture
def elsewhere(home: Path, tmp_path: Path) -> Path:
    """The study in another folder."""
    folder = tmp_path / "an other 地方"
    folder.mkdir()
    shutil.copytree(home / "talks", folder / "talks")
    shutil.copy(home / "codebook.yaml", folder)
    return folder


def files_of(home: Path) -> list[str]:
    talks = home / "talks"
    return [path.relative_to(home).as_posix() for path in sorted(talks.rglob("*")) if path.is_file()]


def test_all_files_are_there(expected: dict[str, bytes]):
    assert list(expected) == NAMES


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4711", "TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
    ],
)
def test_another_hash_seed_zone_locale_and_folder(elsewhere, expected, environment):
    done = run_process(*RUN, cwd=elsewhere, **environment)
    assert done.returncode == 0, done.stderr
    assert all_bytes(elsewhere / "results") == expected


def test_absolute_paths_from_a_third_folder(elsewhere, expected, tmp_path):
    third = tmp_path / "third"
    third.mkdir()
    places = [elsewhere / "talks", "-c", elsewhere / "codebook.yaml", "-o", tmp_path / "out" / "deep"]
    done = run_process("code", *places, cwd=third)
    assert done.returncode == 0, done.stderr
    assert all_bytes(tmp_path / "out" / "deep") == expected


@pytest.mark.parametrize("workers", [1, 2])
def test_batches_and_processes(elsewhere, expected, workers):
    command = [sys.executable, "-c", SMALL_BATCHES, *RUN, "--workers", str(workers)]
    done = subprocess.run(
        command, cwd=elsewhere, env=clean_environment(), capture_output=True, check=False, timeout=120
    )
    assert (done.returncode, done.stderr.count(b"Traceback")) == (0, 0), done.stderr
    assert all_bytes(elsewhere / "results") == expected


def variants() -> list[Callable[[list[str]], list[str]]]:
    return [
        lambda files: files[::-1],
        lambda files: files[1::2] + files[::2] + files[:1],
    ]


@pytest.mark.parametrize("order", variants())
def test_inputs_in_another_order(home, tmp_path, order):
    files = files_of(home)
    for given, out in ((files, tmp_path / "one"), (order(files), tmp_path / "other")):
        done = run_process("code", *given, "-c", "codebook.yaml", "-o", out, cwd=home)
        assert done.returncode == 1, done.stderr  # the file without text was named
    assert all_bytes(tmp_path / "one") == all_bytes(tmp_path / "other")


def test_a_run_over_older_results(home, expected):
    for _ in range(2):
        assert run_process(*RUN, cwd=home).returncode == 0
        assert all_bytes(home / "results") == expected
