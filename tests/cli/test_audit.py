"""`qualcode audit`: two files for judges and for oneself, and what judgements say, as a person would run it."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import Result

from tests.cli.terminal import at_terminal
from tests.project.small_study import run_process

BOOK = """\
format: 1
codebook: {name: Street, version: "3", languages: [zh, en], boundaries: none}
codes:
  - {id: top, name: {zh: 顶, en: Top}, children: [{id: trust, name: {zh: 信任, en: Trust}, rules: [信任 OR trust]}]}
"""


def speech(number: int) -> str:
    word = "信任" if number % 5 == 0 else "靠得住" if number % 5 == 1 else "停车"
    return f"王姐：第{number}次说{word}。\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("book.yaml").write_text(BOOK, encoding="utf-8")
    Path("talks").mkdir()
    for name, low, high in (("一", 0, 60), ("二", 60, 90)):
        text = "问：谁？\n\n" + "\n".join(map(speech, range(low, high)))
        Path(f"talks/{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


run = at_terminal("audit").run


def drawn(*more: object, output: str = "audit.csv") -> Result:
    result = run(
        "talks", "-c", "book.yaml", "--code", "trust", "--hits", 9, "--misses", 20, "-o", output, *more
    )
    assert result.exit_code == 0, result.output + str(result.exception)
    return result


def rows(file: str = "audit.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Path(file).read_text(encoding="utf-8-sig"), newline="")))


def judge(file: str = "audit.csv", encoding: str = "utf-8-sig", **columns) -> None:
    """Fill in the columns of judges and save the sheet as a spreadsheet would."""
    filled = [row | {name: say(row["passage"]) for name, say in columns.items()} for row in rows(file)]
    with Path(file).open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, filled[0], delimiter=";")
        writer.writeheader()
        writer.writerows(filled[::-1])


def is_about(passage: str) -> str:
    return "否" if "停车" in passage else "是"


def test_drawing_says_what_was_drawn(study: Path):
    lines = drawn("--judges", "li,王五").stdout.splitlines()
    assert lines[0] == "trust: 18 of 90 sentences coded by Street 3 (speakers!=interviewer)"
    assert lines[2:6] == [
        "stratum  sentences  drawn",
        "coded           18      9",
        "near            48     10",
        "far             24     10",
    ]
    assert lines[6].startswith("near: 0 hold part of a rule, 34 stand next to a coded one, 20 resemble")
    assert lines[-3:] == [
        "audit.csv: 29 passages, mixed, in random order (seed 1); write yes, no or ? into li, 王五",
        "audit.key.json: which is which; keep it from the judges",
        "then: qualcode audit --read audit.csv",
    ]


def test_the_same_seed_gives_the_same_bytes_and_the_sheet_tells_nothing(study: Path):
    drawn()
    drawn(output="again.csv")
    assert Path("audit.csv").read_bytes() == Path("again.csv").read_bytes()
    assert Path("audit.key.json").read_bytes() == Path("again.key.json").read_bytes()
    drawn("--seed", 2, output="other.csv")
    assert Path("audit.csv").read_bytes() != Path("other.csv").read_bytes()
    key = json.loads(Path("audit.key.json").read_text(encoding="utf-8"))
    secret = {one["stratum"] for one in key["strata"]} | {"part", "neighbour", "similar"}
    text = Path("audit.csv").read_text(encoding="utf-8-sig")
    assert not [word for word in secret if word in text]
    assert "信任[" not in text
    assert rows()[0]["before"]


def test_reading_tells_what_a_paper_needs(study: Path):
    drawn("--judges", "li,王五")
    judge(encoding="gb18030", li=is_about, 王五=lambda passage: "Y" if is_about(passage) == "是" else "n")
    result = run("--read", "audit.csv")
    assert result.exit_code == 0, result.output
    out = result.stdout
    assert "settled  precision         1.00   0.70 to 1.00" in out
    assert "li and 王五: agreement 1.00, kappa 1.00 on 29 passages as drawn" in out
    assert "\nmissed (" in out
    assert "[neighbour" in out
    assert "To audit the rules of the code Trust (codebook Street 3), 9 of 18 coded" in out
    assert "对代码“信任”（编码本：Street，版本 3）的规则作抽样复核" in out
    assert run("--read", "audit.csv").stdout == out


def test_a_note_says_whose_number_it_is_about(study: Path):
    drawn("--judges", "li,王五", "--hits", 99)
    first = next(row["passage"] for row in rows() if "信任" in row["passage"])
    judge(li=is_about, 王五=lambda passage: "?" if passage == first else is_about(passage))
    out = run("--read", "audit.csv").stdout.splitlines()
    exact = [line for line in out if "every coded passage" in line]
    assert exact == ["precision (li): every coded passage was judged: no sampling error"]


def test_tables_and_json_of_what_was_read(study: Path):
    drawn()
    judge(judge_1=lambda passage: "?" if "7" in passage else is_about(passage))
    result = run("--read", "audit.csv", "--format", "csv", "-o", "measures.csv")
    assert result.exit_code == 0
    table = {row["measure"]: row for row in rows("measures.csv")}
    assert list(table) == ["precision", "recall", "f1", "missed"]
    assert float(table["recall"]["low"]) <= float(table["recall"]["value"]) <= float(table["recall"]["high"])
    assert float(table["missed"]["least"]) <= float(table["missed"]["most"])
    found = json.loads(run("--read", "audit.csv", "--format", "json").stdout)
    assert found["audited"]["N"] == 90
    assert found["strata"][0]["population"] == 18
    assert found["missed"][0]["document"] in ("一", "二")
    assert set(found["methods"]) == {"en", "zh"}
    assert len(found["measures"]) == 4


def test_a_copy_for_each_judge(study: Path):
    drawn("--judges", "li,王五")
    Path("li.csv").write_bytes(Path("audit.csv").read_bytes())
    judge("li.csv", li=is_about)
    judge("audit.csv", 王五=lambda _: "no")
    result = run("--read", "li.csv", "--read", "audit.csv", "--key", "audit.key.json")
    assert "they differ, or are not sure, on" in result.stdout
    assert "(li yes, 王五 no)" in result.stdout
    assert "least" in result.stdout
    alone = run("--read", "li.csv", "--key", "audit.key.json", "--judge", "li")
    assert alone.exit_code == 0
    assert "judged by li\n" in alone.stdout


@pytest.mark.parametrize("existing", ["audit.csv", "audit.key.json"])
def test_judgements_are_never_written_over(study: Path, existing: str):
    Path(existing).write_text("mine", encoding="utf-8")
    problem = run("talks", "-c", "book.yaml", "--code", "trust", "-o", "audit.csv").exception
    assert "may hold judgements" in str(problem)
    assert Path(existing).read_text(encoding="utf-8") == "mine"


def test_reading_keeps_what_it_reads(study: Path):
    drawn()
    judge(judge_1=is_about)
    for name in ("audit.csv", "audit.key.json"):
        before = Path(name).read_bytes()
        assert "one of those that are read" in str(run("--read", "audit.csv", "-o", name).exception)
        assert Path(name).read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "named is no transcripts, no --codebook, no --code, no --output"),
        (("talks", "-c", "book.yaml", "--code", "trust"), "named is no --output"),
        (("talks", "-c", "book.yaml", "--code", "none", "-o", "a.csv"), "there is no code none"),
        (("talks", "-c", "book.yaml", "--code", "top", "-o", "a.csv"), "top has no rules"),
        (
            ("talks", "-c", "book.yaml", "--code", "trust", "-o", "a.csv", "--judge", "li"),
            "--judge: nothing is read",
        ),
        (
            ("talks", "-c", "book.yaml", "--code", "trust", "-o", "a.csv", "--format", "json"),
            "--format: nothing is read",
        ),
        (
            ("talks", "-c", "book.yaml", "--code", "trust", "-o", "a.csv", "--judges", "item"),
            "no column of its own",
        ),
        (
            ("talks", "-c", "book.yaml", "--code", "trust", "-o", "a.csv", "--hits", 0, "--misses", 0),
            "no sample",
        ),
        (
            ("talks", "-c", "book.yaml", "--code", "trust", "-o", "a.csv", "--speakers", "nobody"),
            "no passage",
        ),
        (("--read", "a.csv"), "cannot be opened"),
        (("--read", "talks"), "that is a folder"),
        (("talks", "-c", "book.yaml", "--code", "trust", "-o", "."), "that is a folder"),
        (
            ("talks", "-c", "book.yaml", "--code", "trust", "-o", "book.yaml/x.csv"),
            "book.yaml/x.csv: cannot be written",
        ),
        (("--read", "a.csv", "talks"), "TRANSCRIPTS"),
        (("--read", "a.csv", "--code", "trust", "--hits", 3), "--code, --hits"),
        (("--read", "a.csv", "--unit", "turn"), "--unit"),
    ],
)
def test_what_cannot_be_done(study: Path, arguments: tuple[object, ...], said: str):
    result = run(*arguments)
    assert said in str(result.exception)
    assert not Path("a.csv").exists()


def test_codes_below_are_audited_with_their_parent(study: Path):
    lines = run("talks", "-c", "book.yaml", "--code", "top", "--rollup", "-o", "a.csv").stdout.splitlines()
    assert lines[0].startswith("top with the codes below it: 18 of 90 sentences")
    assert "coded: 18 where 50 were wanted: all of them were drawn" in lines


def test_a_problem_is_told_on_stderr_without_a_traceback(study: Path):
    done = run_process("audit", "talks", "-c", "book.yaml", "--code", "trust", "-o", "a.csv", cwd=study)
    assert (done.returncode, done.stderr) == (0, "")
    Path("a.csv").write_text(
        Path("a.csv").read_text(encoding="utf-8-sig").replace("停车", "开车"), encoding="utf-8"
    )
    done = run_process("audit", "--read", "a.csv", cwd=study)
    assert done.returncode == 1
    assert "another passage than the one that was drawn" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
