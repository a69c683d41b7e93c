"""`qualcode export` and `qualcode code --format`, as a person runs them."""

from pathlib import Path

import pytest

from qualcode.errors import UsageError
from tests.cli.terminal import at_terminal
from tests.project.small_study import all_bytes, run_process, write_study


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    write_study(folder)
    return folder


run = at_terminal().run


def test_formats_beside_csv_have_the_same_bytes_whatever_the_hash_seed(home: Path):
    found = []
    for seed in ("1", "2"):
        folder = f"results{seed}"
        call = (
            "code",
            "talks",
            "-c",
            "codebook.yaml",
            "-o",
            folder,
            "--format",
            "csv,xlsx，sqlite,docx,md",
            "--workers",
            2,
        )
        done = run_process(*call, cwd=home, PYTHONHASHSEED=seed)
        assert (done.returncode, "tables.xlsx" in done.stdout) == (0, True), done.stderr
        found.append(all_bytes(home / folder))
    assert found[0] == found[1]
    assert "warning" not in done.stderr


def test_a_later_run_without_them_says_that_they_are_old(home: Path):
    done = run_process("code", "talks", "-c", "codebook.yaml", "-o", "results1", "-q", cwd=home)
    assert "warning: results1/tables.xlsx is of an earlier run; qualcode export makes it anew" in done.stderr


def test_export_of_the_results(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(home)
    assert run("code", "talks", "-c", "codebook.yaml", "-q").exit_code == 0
    done = run("export")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "results/tables.xlsx: written\nresults/data_dictionary.csv: written\n"
    assert run("export", "results", "--tables", "frequencies", "-o", tmp_path / "f.docx").exit_code == 0
    assert (tmp_path / "f.docx").is_file()


def test_a_language_that_tables_do_not_have(home: Path):
    done = run("export", home / "results", "--lang", "fr")
    assert isinstance(done.exception, UsageError)
    assert done.exception.slug == "lang"
