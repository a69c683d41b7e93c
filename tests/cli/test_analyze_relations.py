"""`qualcode analyze` sequence, network, codemap and epistemic: on the screen, as tables, and what is refused."""

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
  - id: trust
    name: {zh: 信任, en: Trust}
    rules: [信任]
  - id: garden
    name: {zh: 花园, en: Garden}
    rules: [花园]
  - id: noise
    name: {zh: 噪音, en: Noise}
    rules: [吵]
"""
TALK = """\
访谈者：花园呢？

居民：信任他。

居民：真的。

访谈者：后来呢？

居民：花园好了。

老王：就是太吵。

居民：信任他。花园也好。
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two interviews of four turns each: trust, garden, noise, trust and garden."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("qualcode.toml").write_text("format = 1\n", encoding="utf-8")
    Path("codebook.yaml").write_text(BOOK, encoding="utf-8")
    Path("transcripts").mkdir()
    for name in ("a", "b"):
        Path(f"transcripts/{name}.txt").write_text(TALK, encoding="utf-8")
    return tmp_path


run, said, table = at_terminal("analyze")


def test_sequence(study):
    lines = said("sequence")
    assert lines == [
        "code_1  code_2  n_1  n_2  n_both  p_2_given_1  expected     z",
        "─────────────────────────────────────────────────────────────",
        "garden  noise     2    2       2         1.00       0.7  2.45",
        "noise   trust     2    2       2         1.00       0.7  2.45",
        "trust   garden    2    4       2         1.00       1.3  1.22",
        "noise   garden    2    4       2         1.00       1.3  1.22",
        "4 pairs",
        "",
        "M = 6 pairs of a turn and the next of the same document; those without a code",
        "stay in between.",
        "z above 0: more often than expected. The pairs of one talk are not independent:",
        "z describes strength and is no test.",
        "Turns of one speaker that follow each other are one; a question between two",
        "answers parts them, but does not keep them from following each other.",
        "Unit: turn · population: speakers!=interviewer · N = 8",
    ]


def test_sequence_as_a_table(study):
    rows = table("sequence")
    assert len(rows) == 6
    assert [row["n_both"] for row in rows] == ["2", "0", "0", "2", "2", "2"], "in the order of the codebook"
    assert (rows[0]["M"], rows[0]["counted_by"], rows[0]["N"]) == ("6", "turn", "8")
    assert len(table("sequence", "--with-itself")) == 9
    assert [row["code_1"] for row in table("sequence", "--top", 1)] == ["garden"]
    assert table("sequence", "--count-by", "sentence")[0]["N"] == "12"
    assert table("sequence", "--lag", 2)[1]["n_both"] == "2"
    assert json.loads(run("sequence", "--format", "json").stdout)[0]["M"] == 6


def test_a_single_code_follows_none(study):
    book = "format: 1\ncodes: [{id: trust, rules: [信任]}]\n"
    Path("codebook.yaml").write_text(book, encoding="utf-8")
    assert said("sequence") == [
        "No code follows another.",
        "",
        "Unit: turn · population: speakers!=interviewer · N = 8",
    ]
    assert "Counted: turns;" in run("sequence", "--format", "md").stdout


def test_sequence_in_chinese_and_without_what_has_no_code(study):
    lines = said("sequence", "--lang", "zh", "--count-by", "sentence", "--skip-uncoded")
    assert "M = 8 对：一个句与同一文档中其后第 1 个句；先去掉没有编码的单元。" in lines
    assert lines[-1] == "单元：句 · 统计范围：访谈者以外的全部发言 · N = 12"
    assert all(cell_width(line) <= 80 for line in lines)


def test_network(study):
    lines = said("network", "--count-by", "window:2:turn")
    assert lines[0] == "code    n_units  degree  strength  betweenness  closeness  clustering  community"
    assert lines[2:] == [
        "trust         4       2         4         0.00       2.00        1.00          1",
        "garden        6       2         6         0.00       2.67        1.00          1",
        "noise         4       2         6         0.00       2.67        1.00          1",
        "",
        "code_1  code_2  n_both  weight",
        "──────────────────────────────",
        "garden  noise        4       4",
        "trust   garden       2       2",
        "trust   noise        2       2",
        "3 links",
        "",
        "A link weighs the number of units with both codes; for paths it is 1 / weight",
        "long.",
        "Communities: modularity 0.00 (0: as chance would have it).",
        "Unit: window:2:turn · population: speakers!=interviewer · N = 8",
    ]


def test_pairs_that_are_no_finding_are_no_links(study):
    Path("codebook.yaml").write_text(f"{BOOK}  - {{id: both, rules: ['code:trust']}}\n", encoding="utf-8")
    lines = said(
        "network", "--measure", "jaccard", "--threshold", 0.3, "--count-by", "document", "--lang", "zh"
    )
    assert any(line.startswith("因不构成发现") for line in lines)
    assert "连线权重为 jaccard（0 至 1），至少 0.3；计算路径时连线长度为 1 / 权重。" in lines
    assert "They occur, but without a link: trust, garden, noise, both." in said("network")


def test_codes_that_never_occur_are_not_among_those_without_a_link(study):
    Path("codebook.yaml").write_text(f"{BOOK}  - {{id: never, rules: [火星人]}}\n", encoding="utf-8")
    told = [line for line in said("network") if line.startswith("They occur, but without a link")]
    assert not any("never" in line for line in told)


def test_network_as_tables_and_graphml(study):
    by_document = ("network", "--count-by", "document")
    assert [row["degree"] for row in table(*by_document)] == ["2", "2", "2"]
    edges = table(*by_document, "--part", "edges")
    assert len(edges) == 3
    assert edges[0] == {
        "code_1": "trust", "code_2": "garden", "n_both": "2", "weight": "2", "counted_by": "document",
        "population": "speakers!=interviewer", "N": "2",
    }  # fmt: skip
    both = json.loads(run(*by_document, "--format", "json", "--top", 1).stdout)
    assert {name: len(rows) for name, rows in both.items()} == {"nodes": 3, "edges": 1}
    text = run(*by_document, "--format", "graphml", "--lang", "en").stdout
    assert text.startswith("<?xml")
    assert '<data key="node_label">Garden</data>' in text


def test_codemap(study):
    assert said("codemap", "--count-by", "window:2:turn", "--min", 4) == [
        "trust  ──────────────────────────────────────────┐",
        "garden ────────────────────┬─────────────────────┘",
        "noise  ────────────────────┘",
        "       0                            0.5                           1",
        "",
        "Where two branches join: 1 - jaccard, the mean over all pairs of their codes",
        "(average linkage); 0: always together, 1: never.",
        "Unit: window:2:turn · population: speakers!=interviewer · N = 8",
    ]
    assert said("codemap", "--lang", "zh") == [
        "单元数达到 5 的编码不足两个。",
        "单元数少于 5、未列入的编码：trust、garden、noise。",
        "单元：句 · 统计范围：访谈者以外的全部发言 · N = 12",
    ]
    rows = table("codemap", "--min", 1)
    assert [row["members"] for row in rows] == ["trust || garden", "trust || garden || noise"]
    assert (rows[0]["counted_by"], rows[0]["N"]) == ("sentence", "12")
    assert "fewer than 5 units: trust, garden" in run("codemap", "--format", "csv").stderr


def test_epistemic(study):
    assert said("epistemic", "--by", "speaker", "--part", "units") == [
        "unit     n_rows  n_connections     x1  x2",
        "─────────────────────────────────────────",
        "a: 居民       3              3  +0.46   –",
        "a: 老王       1              2  -0.46   –",
        "b: 居民       3              3  +0.46   –",
        "b: 老王       1              2  -0.46   –",
        "",
        "Rows are turns, those of one speaker that follow each other joined; a window",
        "holds 4 of one document. A turn connects the codes that it brings to those in",
        "its window, each pair once.",
        "Units lie near each other that connect alike. Codes lie so that the middle of",
        "each unit's connections is where the unit lies; fit (correlation): near 1, they",
        "explain the units.",
        "Unit: turn · population: speakers!=interviewer · N = 8",
    ]
    lines = said("epistemic", "--lang", "zh")
    assert "编码不少于分析单位：此时 fit 本来就接近 1，不说明问题。" in lines


def test_questions_in_windows(study):
    Path("codebook.yaml").write_text(BOOK.replace("[吵]", "[后来]"), encoding="utf-8")
    plain, kept, counted = (
        table("epistemic", "--part", "strengths", *more)
        for more in ([], ["--keep-interviewer"], ["--keep-interviewer", "--weighted"])
    )
    assert {(row["code_1"], row["code_2"]) for row in plain} == {("trust", "garden")}
    pairs = [(row["code_1"], row["code_2"], row["n"]) for row in kept if row["unit"] == "a"]
    assert pairs == [("trust", "garden", "3"), ("trust", "noise", "1"), ("garden", "noise", "2")]
    assert [row["n"] for row in counted if row["unit"] == "a"] == ["4", "1", "2"]
    assert (kept[0]["population"], kept[0]["N"]) == ("speakers!=interviewer", "8")
    assert "Turns outside the population stand in windows" in "".join(said("epistemic", "--keep-interviewer"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["epistemic", "--by", "sise"], "nobody has an attribute 'sise'"),
        (["epistemic", "--unit", "exchange"], "exchange holds several turns"),
        (["epistemic", "--keep-interviewer", "--speakers", "nobody"], "the population says nothing"),
        (["network", "--measure", "npmi", "--count-by", "overlap"], "'npmi' is no measure of"),
        (["network", "--format", "graphml", "--top", "3"], "--top does nothing with --format graphml"),
        (["codemap", "--count-by", "near:2"], "a code map needs units"),
        (["sequence", "--count-by", "window:3"], "window:3 is of co-occurrence only"),
        (["sequence", "--lang", "fr"], "the codebook has no names in 'fr'"),
    ],
)
def test_what_is_refused(study, arguments, message):
    with pytest.raises(QualcodeError, match=message):
        CliRunner().invoke(app, ["analyze", *arguments], catch_exceptions=False)


def test_real_processes(study):
    done = run_process("analyze", "sequence", "-o", "sequence.csv", "--format", "csv", cwd=study)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert Path("sequence.csv").read_bytes().startswith(b"\xef\xbb\xbfcode_1,code_2,lag,")
    assert run_process("analyze", "sequence", "--lag", "0", cwd=study).returncode == 2
    done = run_process("analyze", "network", "--format", "graphml", "-o", "codes.graphml", cwd=study)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert Path("codes.graphml").read_bytes().startswith(b"<?xml")
    assert run_process("analyze", "codemap", "--min", "1", cwd=study).returncode == 0
    done = run_process("analyze", "epistemic", "--by", "speaker", "--format", "json", cwd=study)
    assert list(json.loads(done.stdout)) == ["units", "codes", "strengths", "axes"]
