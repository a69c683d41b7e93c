"""`qualcode sql`: questions to results, and clear answers to what cannot be asked."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import qualcode
from qualcode.errors import ReadError, UsageError
from tests.cli.terminal import at_terminal
from tests.project.small_study import all_bytes, clean_environment, coded, table_of, write_study


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    write_study(folder)
    coded(folder, folder / "results")
    return folder


@pytest.fixture(autouse=True)
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)


run = at_terminal("sql").run


def refused(query: str) -> UsageError:
    problem = run(query).exception
    assert isinstance(problem, UsageError)
    return problem


def test_a_question_as_a_table_with_numbers_at_the_right():
    done = run(
        "SELECT code, n_codings AS num, per_1000_words * NULL AS x FROM frequencies WHERE code LIKE 't%'"
    )
    n = {row["code"]: row["n_codings"] for row in table_of(Path("results/frequencies.csv"))}
    assert done.stdout == f"code   num  x\ntrust  {n['trust']:>3}  –\ntold   {n['told']:>3}  –\n"


def test_the_codings_add_up_to_the_frequencies():
    query = """
        SELECT f.code FROM frequencies f LEFT JOIN codings c USING (code) GROUP BY f.code
        HAVING count(c.row) <> f.n_codings
        UNION ALL
        SELECT code FROM code_by_document JOIN frequencies USING (code) GROUP BY code
        HAVING sum(code_by_document.n_codings) <> frequencies.n_codings
    """
    assert run(query).stdout == "code\n"


def test_csv_and_json_on_the_screen_and_in_a_file(tmp_path: Path):
    query = "SELECT code, code FROM frequencies ORDER BY rowid LIMIT 1"
    assert run(query, "--format", "csv").stdout == "code,code\nleading,leading\n"
    run(query, "results", "--format", "json", "-o", tmp_path / "x.json")
    told = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert told == [{"code": "leading", "code_2": "leading"}]


def test_the_list_of_tables():
    first = json.loads(run("--tables", "--format", "json").stdout)[0]
    assert (first["table"], first["title"], first["rows"]) == ("frequencies", "Code frequencies", 7)
    assert first["columns"].startswith("code, name, parent, n_codings")
    assert run("--tables", "results").stdout == run("--tables").stdout


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM codings",
        "CREATE TABLE x (a)",
        "ATTACH 'other.db' AS other",
        "PRAGMA user_version = 3",
        "VACUUM INTO 'copy.db'",
        "SELECT load_extension('x')",
    ],
)
def test_only_reading_is_allowed(home: Path, query: str):
    before = sorted(home.iterdir())
    assert refused(query).message == "only SELECT is allowed: results are not changed here"
    assert sorted(home.iterdir()) == before


def test_what_is_not_there_is_named_with_what_is():
    problem = refused("SELECT * FROM coding")
    assert problem.message == "no such table: coding; did you mean codings?"
    assert "code_by_document (document, code, n_codings)" in problem.cure
    assert refused("SELECT c.tex FROM codings c").message == "no such column: c.tex; did you mean text?"


def test_other_faults():
    assert refused("SELEC 1").message == 'near "SELEC": syntax error'
    assert "one statement" in refused("SELECT 1; SELECT 2").message
    assert refused(" ").message == "the query is empty"
    assert isinstance(run().exception, UsageError)
    assert isinstance(run("SELECT 1", "results", "--tables").exception, UsageError)
    assert isinstance(run("SELECT 1", "talks").exception, ReadError)
    assert isinstance(run("SELECT 1", "-o", "results/codings.csv").exception, UsageError)


def test_nothing_in_the_results_changes(home: Path):
    before = all_bytes(home / "results")
    run("SELECT count(*) FROM codings")
    assert all_bytes(home / "results") == before


def test_the_same_in_python():
    frame = qualcode.sql("SELECT code, n_units FROM frequencies ORDER BY n_units DESC LIMIT 2")
    assert list(frame.columns) == ["code", "n_units"]
    assert frame["n_units"].tolist() == sorted(frame["n_units"], reverse=True)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_question_without_end_can_be_interrupted(home: Path):
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
    starting = (
        "import signal\nimport sys\nimport qualcode.project.results.querying as querying\nfrom qualcode.cli import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "answer = querying._answer\n"
        "def told(*given):\n    print('asked', flush=True)\n    return answer(*given)\n"
        "querying._answer = told\nmain()\n"
    )
    command = [sys.executable, "-c", starting, "sql", endless]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=home, env=clean_environment(), **pipes) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "asked\n"
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        try:
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert "Traceback" not in said
    assert process.returncode == 130
