"""`qualcode analyze saturation`: curve, runs, and documents that were held back."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualcode.cli import app
from qualcode.cli.columns import cell_width
from qualcode.errors import QualcodeError
from tests.cli.terminal import at_terminal
from tests.project.small_study import run_process

BOOK = """\
format: 1
codebook: {name: Street, languages: [zh, en]}
codes:
  - id: people
    name: {zh: 人, en: People}
    children:
      - {id: trust, name: {zh: 信任, en: Trust}, rules: [信任]}
      - {id: help, name: {zh: 帮忙, en: Help}, rules: [帮忙]}
  - {id: garden, name: {zh: 花园, en: Garden}, rules: [花园]}
  - {id: noise, name: {zh: 噪音, en: Noise}, rules: [太吵]}
"""
TALKS = {"d1": "信任。", "d2": "花园。信任。", "d3": "信任。", "d10": "帮忙。太吵了，真的太吵。太吵。"}
DATES = {"d1": "2025-10-01", "d2": "2025-10-02", "d3": "2025-9-30", "d10": "2025-11-01"}


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("qualcode.toml").write_text("format = 1\n", encoding="utf-8")
    Path("codebook.yaml").write_text(BOOK, encoding="utf-8")
    Path("transcripts").mkdir()
    for name, said in TALKS.items():
        Path(f"transcripts/{name}.txt").write_text(f"访谈者：太吵吗？\n\n居民：{said}\n", encoding="utf-8")
    rows = "".join(f"{name},{date}\n" for name, date in DATES.items())
    Path("attributes.csv").write_text(f"document,date\n{rows}", encoding="utf-8")
    return tmp_path


run, said, table = at_terminal("analyze", "saturation")


def test_on_the_screen(study):
    assert said("--base", 2, "--run", 1, "--orders", 0) == [
        "   document  codes  new  seen      %  of codes that occur",
        "──────────────────────────────────────────────────────────",
        "1  d3            1    1     1   25.0  █████",
        "2  d1            1    0     1   25.0  █████",
        "3  d2            2    1     2   50.0  ██████████",
        "4  d10           2    2     4  100.0  ████████████████████",
        "",
        "run  new  base  ratio %",
        "───────────────────────",
        "3      1     1    100.0",
        "4      2     1    200.0",
        "",
        "Saturation is not reached: no run of 1 brings at most 5 % of the codes of the",
        "first 2 documents (1).",
        "Documents in the order of their dates.",
        "With rules the curve shows how soon a fixed codebook is used up, not theoretical",
        "saturation.",
        "Unit: document · population: speakers!=interviewer · N = 4",
    ]


def test_a_point_and_random_orders_in_chinese(study):
    lines = said("--base", 1, "--run", 1, "--lang", "zh", "--order", "name", "--seed", 4)
    assert "在 2+1 达到饱和：读完 2 份后，连续 1 份新增的编码不超过前 1 份 1 个编码的 5%。" in lines
    assert any(line.startswith("1,000 种随机顺序（随机种子 4）：中位数 ") for line in lines)
    assert "规则编码时这是编码覆盖曲线：它说明既定的编码手册多快用尽，不是理论饱和度。" in lines
    assert all(cell_width(line) <= 80 for line in lines)
    assert said()[7].startswith("No saturation: a base of 4 and a run of 2 take more doc")


def test_documents_that_were_held_back(study):
    lines = said("--reserve", "d10,d2", "--part", "reserve", "--lang", "zh")
    assert lines == [
        "",
        "预留的2份访谈（d2、d10）出现了新的范畴：帮忙、花园、噪音。",
        "",
        "顶层范畴 garden 花园，1 个单元",
        "  花园。 (d2)",
        "",
        "顶层范畴 noise 噪音，2 个单元",
        "  太吵了，真的太吵。 (d10)",
        "",
        "编码 help 帮忙，1 个单元",
        "  帮忙。 (d10)",
        "",
        "编码 garden 花园，1 个单元",
        "  花园。 (d2)",
        "",
        "编码 noise 噪音，2 个单元",
        "  太吵了，真的太吵。 (d10)",
        "",
        "单元：文档 · 统计范围：访谈者以外的全部发言 · N = 4",
    ]
    assert "预留的1份访谈（d3）未出现新的范畴。" in said("--reserve", "d3", "--lang", "zh")
    assert any(
        line.startswith("In the interview that was held back (d10) new cat") for line in said("--reserve", 1)
    )


def test_tables(study):
    assert [row["n_new"] for row in table()] == ["1", "0", "1", "2"]
    assert table("--part", "runs", "--base", 2, "--run", 2)[0]["run"] == "3-4"
    assert table("--part", "summary")[0]["ordered_by"] == "date"
    rows = table("--part", "reserve", "--reserve", "d10", "--lang", "en")
    assert [(row["kind"], row["name"], row["n_units"]) for row in rows] == [
        ("family", "Noise", "2"),
        ("code", "Help", "1"),
        ("code", "Noise", "2"),
    ]
    assert (rows[0]["counted_by"], rows[0]["N"], rows[0]["quoted_from"]) == ("sentence", "7", "d10")
    whole = json.loads(run("--reserve", "d10", "--format", "json").stdout)
    assert {name: len(rows) for name, rows in whole.items()} == {
        "curve": 4,
        "runs": 0,
        "summary": 1,
        "reserve": 3,
    }
    Path("transcripts/d5.txt").write_text("访谈者：花园？\n", encoding="utf-8")
    silent = run("--reserve", "d5").exception
    assert "d5 cannot be reserved: nobody of the population says a word in it" in str(silent)
    assert "Left out, since the population says nothing in them: d5." in said()
    assert "says nothing in them: d5." in run("--format", "csv").stderr


def test_that_reserved_documents_count_too_is_told(study):
    told = "Curve, runs and point take in the documents that were held back: d2, d10."
    assert told in " ".join(said("--reserve", "d10,d2"))
    assert "Curve, runs" not in " ".join(said())
    assert "曲线、轮次与饱和点均含预留的访谈（d10）。" in said("--reserve", "d10", "--lang", "zh")
    row = table("--part", "summary", "--reserve", "d10,d2")[0]
    assert row["note"].endswith("reserved documents count too: d2, d10")
    assert "reserved" not in table("--part", "summary")[0]["note"]
    page = run("--reserve", "d10", "--lang", "zh", "--format", "md").stdout
    assert "曲线、轮次与饱和点均含预留的访谈（d10）。" in page


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--part", "reserve"], "no documents are reserved"),
        (["--reserve", "d11"], "there is no document d11"),
        (["--reserve", "4"], "every document is reserved"),
    ],
)
def test_what_is_refused(study, arguments, message):
    with pytest.raises(QualcodeError, match=message):
        CliRunner().invoke(app, ["analyze", "saturation", *arguments], catch_exceptions=False)


def test_a_real_process_and_several_workers(study):
    one, two = (
        run_process("analyze", "saturation", "--reserve", "1", "--format", "json", *more, cwd=study)
        for more in ([], ["--workers", "2"])
    )
    assert one.returncode == 0, one.stderr
    assert one.stdout == two.stdout
    (study / "attributes.csv").unlink()
    assert run_process("analyze", "saturation", "--order", "date", cwd=study).returncode == 2


def test_a_population_that_says_nothing(study):
    lines = said("--speakers", "nobody")
    assert "No saturation: a base of 4 and a run of 2 take more documents than there are (0)." in " ".join(
        lines
    )
    assert lines[-1] == "Unit: document · population: speakers=nobody · N = 0"
