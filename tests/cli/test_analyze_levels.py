"""`qualcode analyze levels`: the coding table on the screen and as tables."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from qualcode.cli import app
from tests.project.small_study import run_process

BOOK = """\
format: 1
codebook: {name: Street, languages: [zh, en]}
codes:
  - id: people
    name: {zh: 邻里, en: People}
    rules: [邻居]
    children:
      - id: trust
        name: {zh: 信任, en: Trust}
        children:
          - {id: keys, name: {zh: 托付钥匙, en: Keys}, rules: [钥匙]}
          - {id: word, name: {zh: 说话算话, en: Word}, rules: [说话算话]}
  - {id: garden, name: {zh: 花园, en: Garden}, rules: [花园]}
relations:
  - {from: people, to: garden, type: {zh: 促成, en: leads to}, memo: {zh: 先有人, en: people first}}
"""
TALK = "访谈者：钥匙呢？\n\n居民：邻居不错。钥匙放在邻居那里，出门放心。钥匙嘛。花园是大家的。\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "60")
    Path("qualcode.toml").write_text("format = 1\n", encoding="utf-8")
    Path("codebook.yaml").write_text(BOOK, encoding="utf-8")
    Path("transcripts").mkdir()
    Path("transcripts/a.txt").write_text(TALK, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["analyze", "levels", *map(str, arguments)], catch_exceptions=False)


def table(*arguments: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv").stdout)))


def test_a_tree_with_passages_and_relations(study):
    assert run("--lang", "zh").stdout.splitlines() == [
        "邻里 [people] 参考点 2 · 材料来源 1 · 含下级：参考点 4 · 材料来源 1",
        "  · 钥匙放在邻居那里，出门放心。 (a)",
        "  信任 [trust] · 含下级：参考点 2 · 材料来源 1",
        "    托付钥匙 [keys] 参考点 2 · 材料来源 1",
        "      · 钥匙放在邻居那里，出门放心。 (a)",
        "    说话算话 [word] 参考点 0 · 材料来源 0",
        "花园 [garden] 参考点 1 · 材料来源 1",
        "  · 花园是大家的。 (a)",
        "",
        "范畴之间的关系",
        "  · 邻里 —促成→ 花园 (先有人)",
        "",
        "参考点为该编码自身的编码条目，材料来源为含有它的文档；引语即",
        "qualcode quotes 的首选，片段都过长时节录（…）。",
        "单元：句 · 统计范围：访谈者以外的全部发言 · N = 4",
    ]
    assert "  · People —leads to→ Garden (people first)" in run("--lang", "en").stdout.splitlines()
    assert "Relations" not in run("--part", "levels").stdout


def test_tables(study):
    rows = table("--lang", "en")
    assert [[row[name] for name in ("main_category", "category", "concept", "code")] for row in rows] == [
        ["People", "", "", "people"],
        ["People", "Trust", "Keys", "keys"],
        ["People", "Trust", "Word", "word"],
        ["Garden", "", "", "garden"],
    ]
    assert rows[1] | {"quote": ""} == rows[1] | {"quote": "", "n_references": "2", "document": "a", "N": "4"}
    assert table("--part", "relations")[0]["type"] == "促成"
    assert {name: len(rows) for name, rows in json.loads(run("--format", "json").stdout).items()} == {
        "levels": 4,
        "relations": 1,
    }


def test_a_real_process(study):
    done = run_process("analyze", "levels", "--format", "csv", "-o", "levels.csv", cwd=study)
    assert (done.returncode, done.stderr) == (0, "")
    assert (study / "levels.csv").read_bytes().count(b"\n") == 5


def test_the_folder_of_the_file_is_made(study: Path):
    assert run("-o", "an/deep/levels.docx").exit_code == 0
    assert Path("an/deep/levels.docx").is_file()


def test_the_core_category_is_marked(study: Path):
    book = BOOK.replace("  - {id: garden,", "  - {id: garden, core: true,")
    Path("codebook.yaml").write_text(book, encoding="utf-8")
    assert "花园 [garden] 参考点 1 · 材料来源 1 · 核心范畴" in run("--lang", "zh").stdout.splitlines()
    alone = BOOK.split("  - {id: garden")[0].replace("  - id: people", "  - id: people\n    core: true")
    Path("codebook.yaml").write_text(alone, encoding="utf-8")
    lines = run("--lang", "en").stdout.splitlines()
    assert lines[:2] == ["Core category: People", "Trust [trust] · with all below: references 2 · sources 1"]
