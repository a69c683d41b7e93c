"""`qualcode quotes` as a person runs it: from results, from transcripts, in a study, into every format."""

import csv
import io
import json
from pathlib import Path

import pytest
from docx import Document

from tests.project.small_study import run_process, write_study

CITE = "（{id}，{role}，{community}，{date}）"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    write_study(folder)
    done = run_process("code", "talks", "-c", "codebook.yaml", "-o", "results", "-q", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def said(home: Path, *arguments: object) -> str:
    done = run_process("quotes", *arguments, cwd=home)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_on_the_screen(home: Path):
    lines = said(home, "--code", "elite", "--most", 1, "--cite", CITE).splitlines()
    assert lines[:3] == ["1 领导 (leading)", "", "1.1 能人 (elite)"]
    assert lines[3] == "  (1) 我们这边有带头人，发起了三次。（1_花园，head，L，2025-03-12）"
    assert lines[-3:-1] == [
        "编码本：Street 1.2.0；统计范围：访谈者以外的全部发言；7 份材料。",
        "每个代码至多 1 条，每条 1 至 200 字（词）。",
    ]


def test_the_seed_is_printed(home: Path):
    assert "随机种子 7" in said(home, "--seed", 7)
    assert "seed 7" in said(home, "--seed", 7, "--lang", "en")


@pytest.mark.parametrize("options", [[], ["--negative"], ["--context", "1"]])
def test_transcripts_coded_now_give_what_their_results_give(home: Path, options: list[str]):
    now = said(home, "talks", "-c", "codebook.yaml", *options)
    assert now == said(home, "results", *options)
    assert now.count("(1) ") == 1


def test_every_format(home: Path, tmp_path: Path):
    for name in ("q.docx", "q.md", "q.tex", "q.csv", "q.json", "q.txt"):
        said(home, "results", "-o", tmp_path / name)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "q.csv").read_text(encoding="utf-8-sig"), newline="")))
    told = json.loads((tmp_path / "q.json").read_text(encoding="utf-8"))
    assert [row["text"] for row in rows] == [row["text"] for row in told]
    quotes = [one.text for one in Document(str(tmp_path / "q.docx")).paragraphs if one.style.name == "Quote"]
    for row in rows:
        quote = f"({row['number']}) {row['text']}{row['citation']}"
        assert any(one.startswith(quote) for one in quotes)
        assert quote in (tmp_path / "q.txt").read_text(encoding="utf-8")
        assert row["text"][:6] in (tmp_path / "q.md").read_text(encoding="utf-8")
        assert row["text"][:6] in (tmp_path / "q.tex").read_text(encoding="utf-8")
    assert said(home, "results", "--format", "md") == (tmp_path / "q.md").read_text(encoding="utf-8")


def test_the_same_bytes_each_time(home: Path, tmp_path: Path):
    for seed in (1, 2):
        done = run_process("quotes", "-o", tmp_path / f"{seed}.docx", cwd=home, PYTHONHASHSEED=str(seed))
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "1.docx").read_bytes() == (tmp_path / "2.docx").read_bytes()


def test_transcripts_that_have_moved(home: Path, tmp_path: Path):
    (home / "talks").rename(tmp_path / "moved")
    try:
        assert "it is not here" in run_process("quotes", "results", cwd=home).stderr
        assert "(1) " in said(home, "results", tmp_path / "moved")
    finally:
        (tmp_path / "moved").rename(home / "talks")


def test_a_name_that_fits_nobody_is_told(home: Path):
    done = run_process("quotes", "--speakers", "王五", cwd=home)
    assert "--speakers 王五: nobody has this name or role" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("--format", "docx"), 2, "cannot stand on the screen"),
        (("--format", "pdf"), 2, "no format 'pdf'"),
        (("--unit", "turn"), 2, "--unit: results were read and coded already"),
        (("--cite", "{gender}"), 2, "there is no field {gender}"),
        (("talks",), 2, "no codebook is named"),
        (("-o", "results/codings.csv"), 2, "one of those that are read"),
        (("--min", "9", "--max", "3"), 2, "cannot be"),
        (("--code", "nothing"), 2, "there is no code nothing"),
    ],
)
def test_wrong_usage(home: Path, arguments: tuple[str, ...], status: int, message: str):
    done = run_process("quotes", *arguments, cwd=home)
    assert (done.returncode, done.stdout) == (status, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_study_needs_no_arguments(tmp_path: Path):
    assert run_process("init", cwd=tmp_path).returncode == 0
    book = "format: 1\ncodes: [{id: trust, name: Trust, rules: [信任]}]\n"
    (tmp_path / "codebook.yaml").write_text(book, encoding="utf-8")
    (tmp_path / "transcripts" / "a.txt").write_text("王姐：我信任他。\n\n李叔：好。\n", encoding="utf-8")
    now = said(tmp_path)
    assert "(1) 我信任他。" in now
    assert run_process("code", "-q", cwd=tmp_path).returncode == 0
    assert said(tmp_path) == now
