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


def test_a_table_that_was_edited_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    write_study(tmp_path)
    assert run("code", "talks", "-c", "codebook.yaml", "-q").exit_code == 0
    assert "warning" not in run("export", "--format", "md").stderr
    file = Path("results/frequencies.csv")
    text = file.read_text(encoding="utf-8-sig")
    file.write_text(text.replace("trust", "distrust", 1), encoding="utf-8-sig")
    warning = "warning: results/frequencies.csv was changed after the run wrote it"
    assert warning in run("export", "--format", "md").stderr
    assert warning in run("sql", "SELECT code FROM frequencies").stderr
    assert warning in run("report").stderr
    assert "warning" not in run("export", "--format", "md", "--tables", "documents").stderr
    Path("results/codings.csv").write_text(
        Path("results/codings.csv").read_text(encoding="utf-8-sig").replace("trust", "Trust", 1),
        encoding="utf-8-sig",
    )
    assert "results/codings.csv was changed after the run" in run("quotes", "results").stderr


def test_names_of_codes_are_in_the_language_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    write_study(tmp_path)
    assert run("code", "talks", "-c", "codebook.yaml", "-q", "--lang", "en").exit_code == 0
    done = run("export", "--tables", "frequencies", "-o", "zh.md", "--lang", "zh")
    assert "warning" not in done.stderr
    text = Path("zh.md").read_text(encoding="utf-8")
    assert "信任" in text
    assert "Trust" not in text
    Path("codebook.yaml").rename("elsewhere.yaml")
    done = run("export", "--tables", "frequencies", "-o", "zh.md", "--lang", "zh")
    assert "warning: the codebook of the results is not there: names of codes stay" in done.stderr
    assert "Trust" in Path("zh.md").read_text(encoding="utf-8")
