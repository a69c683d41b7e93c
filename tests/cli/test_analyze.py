"""`qualcode analyze`: tables on the screen and in files, and what is refused."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualcode.cli import app
from qualcode.cli.columns import cell_width
from qualcode.errors import QualcodeError
from tests.cli.terminal import at_terminal
from tests.project.small_study import run_process, table_of

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
  - id: willow
    name: {zh: 柳巷, en: Willow Lane}
    rules: [这里 AND where:site=柳巷]
"""
SITES = ["柳巷", "M"]


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study of eight interviews at two sites; in the first there is more trust."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("qualcode.toml").write_text("format = 1\n", encoding="utf-8")
    Path("codebook.yaml").write_text(BOOK, encoding="utf-8")
    Path("transcripts").mkdir()
    rows = ["document,site,sex"]
    for number in range(8):
        said = "信任花园。信任他。" if number % 2 == 0 else "他走了。花园没了。"
        text = f"访谈者：花园呢？\n\n居民：{said}这里不错。就这样。\n"
        Path(f"transcripts/talk {number}.txt").write_text(text, encoding="utf-8")
        rows.append(f"talk {number},{SITES[number % 2]},{'f' if number < 6 else ''}")
    Path("attributes.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


run, said, table = at_terminal("analyze")


def test_frequencies_without_arguments_in_a_study(study):
    assert said("freq") == [
        "code    name  codings  units  docs  % zh",
        "─────────────────────────────────────────────────────────────────",
        "trust   信任        8      8     4  25.0  ███████████████████████",
        "garden  花园        8      8     8  25.0  ███████████████████████",
        "willow  柳巷        4      4     4  12.5  ███████████▌",
        "",
        "Unit: sentence · population: speakers!=interviewer · N = 32",
    ]


def test_frequencies_by_value(study):
    lines = said("freq", "--by", "site")
    assert lines == [
        "code           M      柳巷",
        "──────────────────────────",
        "N       16        16",
        "trust    0   0.0   8  50.0",
        "garden   4  25.0   4  25.0",
        "willow   0   0.0   4  25.0",
        "",
        "Units, and their share of the N of each site in %",
        "Unit: sentence · population: speakers!=interviewer · N = 32",
    ]
    assert cell_width(lines[0]) == cell_width(lines[1]) == cell_width(lines[3])


def test_frequencies_as_tables(study):
    run_process("code", "-o", "out", cwd=study)
    assert table("freq") == table_of(study / "out" / "frequencies.csv")
    rows = table("freq", "--by", "sex", "--lang", "en")
    assert [row["value"] for row in rows] == ["f", ""] * 3
    assert (rows[1]["name"], rows[1]["note"]) == ("Trust", "without a value || no English document")
    assert json.loads(run("freq", "--format", "json").stdout)[0]["N"] == 32


def test_a_folder_of_results_stands_for_what_its_run_read_and_how(study):
    run_process("code", "-o", "out", "--unit", "turn", "--where", "site=M", "--rollup", cwd=study)
    assert table("freq", "out") == table_of(study / "out" / "frequencies.csv")
    [row] = [row for row in table("freq", "out", "--unit", "sentence") if row["code"] == "garden"]
    assert (row["n_units"], row["N"], row["counted_by"], row["population"]) == (
        ("4", "16", "sentence", "speakers!=interviewer; where site=M")
    )
    assert {row["N"] for row in table("freq", "out", "--where", "site=柳巷")} == {"4"}


def test_keyness_of_a_folder_of_results(study):
    run_process("code", "-o", "out", "--unit", "turn", cwd=study)
    words = {row["word"] for row in table("keyness", "out", "--by", "site", "--target", "M")}
    assert words == {row["word"] for row in table("keyness", "--by", "site", "--target", "M")}
    assert table("keyness", "out", "--code", "trust") == table("keyness", "--code", "trust", "--unit", "turn")


def test_words_and_find_read_results_whose_codebook_has_names_in_languages(study):
    run_process("code", "-o", "out", "--where", "site=M", cwd=study)
    for words in (("words",), ("find", "花园")):
        found = [CliRunner().invoke(app, [*words, *more]) for more in (["out"], ["--where", "site=M"])]
        assert [one.exit_code for one in found] == [0, 0]
        assert found[0].stdout == found[1].stdout


def test_results_whose_transcripts_or_rules_have_changed(study):
    run_process("code", "-o", "out", cwd=study)
    assert run("freq", "out").stderr == ""
    with Path("transcripts/talk 3.txt").open("a", encoding="utf-8") as file:
        file.write("\n居民：信任。\n")
    told = "warning: 1 document is not as in out: talk 3; its tables have other numbers"
    assert run("freq", "out").stderr.startswith(told)
    Path("codebook.yaml").write_text(BOOK.replace("[花园]", "[花园, 花]"), encoding="utf-8")
    told = "warning: the rules of codebook.yaml are not those of out"
    assert run("freq", "out").stderr.startswith(told)


def test_results_whose_transcripts_lie_elsewhere(study):
    Path("qualcode.toml").unlink()
    beside = ("-c", "codebook.yaml", "--attributes", "attributes.csv")
    run_process("code", "transcripts", *beside, "-o", "out", cwd=study)
    Path("transcripts").rename("moved")
    problem = run("freq", "out").exception
    assert isinstance(problem, QualcodeError)
    assert "name the codebook with -c and the transcripts behind the results" in problem.cure
    assert table("freq", "out", "moved", *beside) == table_of(study / "out" / "frequencies.csv")


def test_a_table_in_a_file_is_not_cut_to_the_screen(study):
    run("crosstab", "--by", "document", "-o", "out.txt")
    lines = Path("out.txt").read_text(encoding="utf-8").splitlines()
    assert all(f"talk {number}" in lines[0] for number in range(8))
    blocks = said("crosstab", "--by", "document", "--part", "cells")
    heads = [at for at, line in enumerate(blocks) if line.startswith("code ")]
    assert heads == [0, 7]
    assert max(map(cell_width, blocks[:13])) <= 80


def test_pairs(study):
    assert said("cooc") == [
        "code_1  code_2  n_1  n_2  n_both  n_documents  jaccard  expected  lift  note",
        "────────────────────────────────────────────────────────────────────────────",
        "trust   garden    8    8       4            4     0.33      2.00  2.00",
        "trust   willow    8    4       0            0     0.00      1.00  0.00",
        "garden  willow    8    4       0            0     0.00      1.00  0.00",
        "3 pairs",
        "",
        "Counted by sentence · population: speakers!=interviewer · N = 32",
    ]


def test_pairs_with_a_test(study):
    lines = said("cooc", "--test", "permutation", "--draws", 99, "--top", 1)
    assert lines[0].endswith("p      q")
    assert lines[3:] == [
        "1 of 3 pairs",
        "",
        "Counted by sentence · population: speakers!=interviewer · N = 32",
        "Permutation test: 99 draws, seed 1, one code rotated within each document; 3",
        "pairs tested; q: Benjamini-Hochberg over these.",
        "Note: units of one interview are not independent and the interviews are not a",
        "random sample: read p as a description of strength.",
    ]
    shuffled = said("cooc", "--test", "permutation", "--permute", "shuffle", "--seed", 4)
    assert "1,000 draws, seed 4, one code shuffled (which ignores runs) within each document" in " ".join(
        shuffled
    )
    assert "Fisher's exact test, two-sided; 3 pairs tested" in " ".join(said("cooc", "--test", "fisher"))


def test_a_test_in_a_table_keeps_its_caution(study):
    result = run("cooc", "--test", "fisher", "--format", "csv")
    assert next(csv.reader(io.StringIO(result.stdout)))[-3:] == ["note", "p", "q"]
    assert "units of one interview are not independent" in result.stderr
    assert table("cooc", "--count-by", "near:1")[0]["counted_by"] == "near:1"


def test_a_matrix(study):
    assert said("matrix", "--by", "site", "--measure", "share") == [
        "code       M  柳巷",
        "──────────────────",
        "N         16    16",
        "trust    0.0  50.0",
        "garden  25.0  25.0",
        "willow   0.0  25.0",
        "",
        "Units with the code, in % of N, by site",
        "Unit: sentence · population: speakers!=interviewer · N = 32",
    ]
    rows = table("matrix")
    assert [row["value"] for row in rows] == [f"talk {number}" for number in range(8)]
    assert [rows[0][name] for name in ("N", "trust", "garden", "willow", "counted_by")] == [
        "4",
        "2",
        "1",
        "1",
        "sentence",
    ]
    assert table("matrix", "--by", "sex", "--measure", "units")[1] == {
        "value": "", "N": "8", "trust": "2", "garden": "2", "willow": "1", "counted_by": "sentence",
        "population": "speakers!=interviewer",
    }  # fmt: skip


def test_codes_by_site(study):
    lines = said("crosstab", "--by", "site", "--draws", 500)
    assert lines[:8] == [
        "code                  M             柳巷",
        "────────────────────────────────────────",
        "N       16               16",
        "trust    0   0.0   -3.3   8  50.0   +3.3",
        "garden   4  25.0    0.0   4  25.0    0.0",
        "willow   0   0.0   -2.1   4  25.0   +2.1",
        "",
        "code    n_units   chi2  df      p  test    cramers_v      q  p_cluster  note",
    ]
    assert lines[11].startswith("willow        4   4.57   1      –               0.38      –          –")
    assert lines[11].endswith("by rule")
    assert "Not tested, since a rule of the code uses the attribute: willow." in lines
    assert any(line.startswith("p_cluster: the values permuted over the 8 documents") for line in lines)
    assert lines[-1] == "Unit: sentence · population: speakers!=interviewer · N = 32"


def test_codes_by_site_in_chinese(study):
    lines = said("crosstab", "--by", "site", "--lang", "zh", "--draws", 99)
    assert "规则用到该属性、未作检验的编码：willow。" in lines
    assert any(
        line.startswith("p_cluster：在承载取值的 8 个文档之间置换取值（99 次，随机种子 1）。")
        for line in lines
    )


def test_who_has_no_value_is_named(study):
    lines = said("crosstab", "--by", "sex")
    assert "Without a value of sex, left out: talk 6, talk 7." in lines
    assert lines[-1].endswith("N = 24")
    assert (
        "Without a value of sex, left out: talk 6, talk 7."
        in run("crosstab", "--by", "sex", "--format", "csv").stderr
    )


def test_one_of_the_two_tables(study):
    assert {row["value"] for row in table("crosstab", "--by", "site")} == set(SITES)
    tests = table("crosstab", "--by", "site", "--part", "tests")
    assert [row["note"] for row in tests] == ["", "", "by rule"]
    both = json.loads(run("crosstab", "--by", "site", "--format", "json").stdout)
    assert [len(both[name]) for name in ("cells", "tests")] == [6, 3]
    shown = said("crosstab", "--by", "site", "--part", "tests")
    assert not any(line.startswith("N ") for line in shown)


def test_people_are_counted_on_request(study):
    assert table("crosstab", "--by", "site", "--count-by", "case")[0] | {"residual": ""} == {
        "code": "trust", "name": "信任", "by": "site", "value": "M", "n_units": "0", "N": "4", "share": "0",
        "residual": "", "counted_by": "case", "population": "speakers!=interviewer", "note": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["freq", "--by", "sise"], "nobody has an attribute 'sise'"),
        (["freq", "--count-by", "window:3"], "window:3 is of co-occurrence only"),
        (["crosstab", "--by", "site", "--count-by", "near:1"], "near:1 is of co-occurrence only"),
        (["cooc", "--draws", "5"], "--draws does nothing without --test permutation"),
        (["cooc", "--test", "fisher", "--seed", "0"], "--seed does nothing without --test permutation"),
        (
            ["cooc", "--test", "permutation", "--count-by", "window:2"],
            "pairs counted by window:2 cannot be tested",
        ),
        (
            ["cooc", "--test", "permutation", "--count-by", "document"],
            "in a document there is nothing to move",
        ),
        (["freq", "-o", "codebook.yaml"], "this file is one of those that are read"),
        (["freq", "/nowhere.txt", "-c", "codebook.yaml"], "nowhere.txt"),
    ],
)
def test_what_is_refused(study, arguments, message):
    with pytest.raises(QualcodeError, match=message):
        CliRunner().invoke(app, ["analyze", *arguments], catch_exceptions=False)


def test_a_process_ends_with_the_right_status(study):
    assert run_process("analyze", "freq", cwd=study).returncode == 0
    assert run_process("analyze", "freq", "transcripts", "gone.txt", cwd=study).returncode == 1
    usage = run_process("analyze", "crosstab", cwd=study)
    assert usage.returncode == 2
    assert "--by" in usage.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("crosstab", "--by", "site"),
        ("cooc", "--test", "permutation"),
        ("cooc", "--heat"),
        ("matrix",),
        ("freq", "--by", "site"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_notes_break_where_the_screen_ends(study, monkeypatch, command, lang):
    monkeypatch.setenv("COLUMNS", "50")
    at = -1 if command[0] != "crosstab" else None
    lines = said(*command, "--lang", lang)[-8:at]
    assert all(cell_width(line) <= 50 for line in lines), lines


def test_shares_by_language_say_their_bases(study):
    Path("transcripts/e.txt").write_text("Interviewer: So?\n\nAnn: We walk. We talk.\n", encoding="utf-8")
    told = "Shares are of the units in documents of that language: % en of 2, % zh of 32."
    assert told in " ".join(said("freq"))
    assert "% en 以 2 个单元为基数，% zh 以 32 个单元为基数" in "".join(said("freq", "--lang", "zh"))
