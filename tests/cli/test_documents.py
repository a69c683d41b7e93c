"""Tables of `qualcode analyze` and `qualcode agree` as documents, and the dictionary of their columns."""

import json
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner, Result

from qualcode.cli import app
from qualcode.cli.put import put_text
from qualcode.errors import QualcodeError, UsageError
from qualcode.export.dictionary import described
from qualcode.export.dictionary_entries import ENTRIES
from qualcode.export.dictionary_shapes import EACH
from qualcode.export.latex import LONG
from tests.project.coded_study import code, coded
from tests.project.small_study import run_process

BOOK = """\
format: 1
codebook: {name: Street, version: "2", languages: [zh, en]}
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
TALK = "访谈者：钥匙呢？\n\n居民：邻居不错，花园好。钥匙放在邻居那里，出门放心。=1+1 花园。花园是大家的。\n"
COMMANDS = {
    "freq": {"": "frequencies"},
    "freq --by site": {"": "frequencies_by"},
    "cooc --test fisher": {"": "cooccurrence_pairs"},
    "cooc --count-by overlap": {"": "cooccurrence_pairs"},
    "crosstab --by site --draws 20": {"cells": "crosstab_cells", "tests": "crosstab_tests"},
    "matrix": {"": "matrix"},
    "levels": {"levels": "levels", "relations": "relations"},
    "sequence": {"": "sequence"},
    "saturation --base 1 --run 1 --orders 5 --reserve 1": {
        part: f"saturation_{part}" for part in ("curve", "runs", "summary", "reserve")
    },
    "network": {part: f"network_{part}" for part in ("nodes", "edges")},
    "codemap --min 1": {"": "codemap"},
    "epistemic": {part: f"epistemic_{part}" for part in ("units", "codes", "strengths", "axes")},
    "keyness --by site --target A --min 1": {"": "keyness"},
    "collocations --min 1": {"": "collocations"},
    "dispersion --min 1": {"": "dispersion"},
}
AGREE = {
    "agree li zhang --draws 0": "agreement",
    "agree li zhang --count-by segment --draws 0": "agreement_segments",
    "agree li zhang --disagreements": "disagreements",
    "agree li zhang --confusions": "confusions",
}


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("qualcode.toml").write_text("format = 1\n", encoding="utf-8")
    Path("codebook.yaml").write_text(BOOK, encoding="utf-8")
    Path("transcripts").mkdir()
    for name in "ab":
        Path(f"transcripts/{name}.txt").write_text(TALK, encoding="utf-8")
    Path("transcripts/c.txt").write_text(TALK.replace("花园是", "他说话算话，"), encoding="utf-8")
    Path("attributes.csv").write_text("document,site\na,A\nb,B\nc,B\n", encoding="utf-8")
    return tmp_path


def run(line: str, *more: str) -> Result:
    return CliRunner().invoke(app, [*line.split(), *more], catch_exceptions=False)


def refused(line: str, *more: str) -> str:
    result = CliRunner().invoke(app, [*line.split(), *more])
    assert isinstance(result.exception, QualcodeError), result.output
    return str(result.exception)


def sheet(file: str, name: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(file).get_sheet_by_name(name).to_python()


def columns_of(told: object) -> dict[str, list[str]]:
    parts = told if isinstance(told, dict) else {"": told}
    return {part: list(rows[0]) for part, rows in parts.items()}


def known(table: str, columns: list[str]) -> set[str]:
    """The names under which the dictionary knows the columns; fails for one that it does not know."""
    found = {column: described(table, column, at) for at, column in enumerate(columns)}
    assert [column for column, about in found.items() if about is None] == [], table
    return {about.name for about in found.values() if about}


def test_the_dictionary_knows_every_column_of_every_table_and_no_other(study):
    told: dict[str, set[str]] = {}
    for line, names in COMMANDS.items():
        done = run(f"analyze {line} --format json")
        assert done.exit_code == 0, line
        for part, columns in columns_of(json.loads(done.stdout)).items():
            told.setdefault(names[part], set()).update(known(names[part], columns))
    for table, columns in told.items():
        assert {*ENTRIES[table]} - columns == set(), table
        assert EACH not in columns or table == "matrix"


def test_the_dictionary_knows_every_column_of_agreement(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    coded(tmp_path)
    for line, table in AGREE.items():
        (columns,) = columns_of(json.loads(run(f"{line} --format json").stdout)).values()
        assert known(table, columns) == {*ENTRIES[table]}


def test_levels_as_a_word_document_with_merged_cells(study):
    assert run("analyze levels --lang zh -o levels.docx").exit_code == 0
    data = Path("levels.docx").read_bytes()
    run("analyze levels --lang zh -o again.docx")
    assert Path("again.docx").read_bytes() == data
    document = Document(BytesIO(data))
    levels, relations = document.tables
    heads = ["主范畴", "范畴", "初始概念", "参考点数", "材料来源数", "典型引语（编号）"]
    assert [cell.text for cell in levels.rows[0].cells] == heads
    main = levels.column_cells(0)
    assert (main[1]._tc, main[1].text) == (main[3]._tc, "邻里")
    assert main[4].text == "花园"
    assert levels.column_cells(1)[2]._tc is levels.column_cells(1)[3]._tc
    assert [cell.text for cell in levels.rows[2].cells][2:5] == ["托付钥匙", "3", "3"]
    assert levels.rows[2].cells[5].text == "钥匙放在邻居那里，出门放心。（a）"
    assert levels._tbl.xml.count("<w:tblHeader/>") == 1
    assert [cell.text for cell in relations.rows[1].cells] == ["邻里", "促成", "花园", "先有人"]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 2"] == [
        "三级编码表",
        "范畴之间的关系",
    ]
    assert texts[1].startswith("计数单元：句；统计范围：访谈者以外的全部发言；N = 12。编码本：Street 2。")


def test_the_long_form_says_everything_in_each_row(study):
    run("analyze levels --part levels --form long --lang en -o levels.docx")
    (levels,) = Document("levels.docx").tables
    assert [row.cells[0].text for row in levels.rows] == ["Main category", *["People"] * 3, "Garden"]
    assert "vMerge" not in levels._tbl.xml
    run("analyze levels --part levels --form long -o levels.xlsx")
    assert [row[0] for row in sheet("levels.xlsx", "levels")] == ["main_category", *["邻里"] * 3, "花园"]


def test_levels_as_a_workbook_with_merged_cells(study):
    run("analyze levels --lang zh -o levels.xlsx")
    book = CalamineWorkbook.from_path("levels.xlsx")
    assert book.sheet_names == ["tables", "levels", "relations", "data_dictionary"]
    assert book.get_sheet_by_name("levels").merged_cell_ranges == [((1, 0), (3, 0)), ((2, 1), (3, 1))]
    rows = sheet("levels.xlsx", "levels")
    assert rows[0] == ["主范畴", "范畴", "初始概念", "参考点数", "材料来源数", "典型引语", "编号"]
    assert rows[2] == ["", "信任", "托付钥匙", 3, 3, "钥匙放在邻居那里，出门放心。", "a"]
    assert sheet("levels.xlsx", "tables")[1][:4] == ["levels", "三级编码表", 4, "句"]
    data = Path("levels.xlsx").read_bytes()
    run("analyze levels --lang zh -o again.xlsx")
    assert Path("again.xlsx").read_bytes() == data


def test_the_codebook_may_name_its_levels(study):
    book = BOOK.replace(
        "languages: [zh, en]", "languages: [zh, en], levels: {zh: [核心主题, 子主题, 编码点]}"
    )
    Path("codebook.yaml").write_text(book, encoding="utf-8")
    assert "| 核心主题 | 子主题 | 编码点 | 参考点数 |" in run("analyze levels --lang zh --format md").stdout
    assert "| Main category | Category | Concept |" in run("analyze levels --lang en --format md").stdout


def test_html_and_latex_of_the_merged_form(study):
    html = run("analyze levels --part levels --lang en --format html").stdout
    assert '<td rowspan="3">People</td>' in html
    assert '<td rowspan="2">Trust</td>' in html
    text = run("analyze levels --part levels --lang en --format tex").stdout
    assert "\nPeople &  &  & 6 & 3 & " in text
    assert "\n & Trust & Keys & 3 & 3 & " in text
    assert "\n &  & Word & 1 & 1 & " in text
    assert text.count(r"\addlinespace") == 1


def test_values_stand_side_by_side_and_the_notes_travel_along(study):
    text = run("analyze crosstab --by site --draws 20 --seed 7 --lang en --format md").stdout
    assert "| Code | A (N = 4) | B (N = 8) |" in text
    assert "| Keys | 1 (25.0%; 0.0) | 2 (25.0%; 0.0) |" in text
    assert "Counted: sentences; population: all speech but the interviewer's; N = 12." in text
    text = run("analyze network --lang en --format md").stdout
    assert "Clustering undefined: fewer than two links." in text
    assert "– undefined (closeness and community: no link)." in text
    told = run("analyze matrix --by site --measure share --lang zh --format md").stdout
    assert "| 花园 | 75.0% | 62.5% |" in told
    assert "含该编码的单元数占 N 的百分比，按“site”分列。" in told


def test_one_workbook_holds_all_tables_with_what_their_columns_mean(study):
    run("analyze saturation --base 1 --run 1 --orders 5 --seed 3 -o s.xlsx")
    parts = ["saturation_curve", "saturation_runs", "saturation_summary"]
    assert CalamineWorkbook.from_path("s.xlsx").sheet_names == ["tables", *parts, "data_dictionary"]
    assert "random orders (seed 3)" in str(sheet("s.xlsx", "tables")[3][6])
    assert sheet("s.xlsx", "saturation_runs")[0][:5] == ["run", "n_new", "n_base", "ratio", "saturated"]
    meant = {(row[0], row[1]): row[7] for row in sheet("s.xlsx", "data_dictionary")}
    assert meant["saturation_runs", "ratio"] == "n_new / n_base"


def test_n_of_agreement_is_a_span_where_measures_rest_on_different_units(tmp_path, monkeypatch):
    study = coded(tmp_path / "study")
    code(study, "wu", "lane", [("leader", "Anna")])
    monkeypatch.chdir(tmp_path / "study")
    text = run("agree li zhang wu --measure fleiss_kappa,krippendorff_alpha --draws 0 --format md").stdout
    cells = next([one.strip() for one in line.split("|")] for line in text.splitlines() if "Trust" in line)
    assert cells[2] == "6–10"
    assert "N = 10." in text
    two = run("agree li zhang --measure krippendorff_alpha --draws 0 --format md").stdout
    assert "| 10 |" in next(line for line in two.splitlines() if "Trust" in line)


def test_agreement_has_a_column_for_each_measure(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    coded(tmp_path)
    run("agree li zhang --measure cohen_kappa,holsti --draws 20 --lang zh -o agreement.docx")
    document = Document("agreement.docx")
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["代码", "N", "相互同意度", "Kappa 系数"]
    assert rows[2][:3] == ["能人", "10", "0.800 [0.67, 1.00]"]
    assert [row[0] for row in rows[-2:]] == ["（均值）", "（合并）"]
    note = document.paragraphs[-1].text
    assert "由两名编码者独立编码 2 份访谈" in note
    assert "– 无法计算（无人给出该编码；所有人的判断相同）" in note
    text = run("agree li zhang --disagreements --format md").stdout
    assert "| lane | 3 | 55 | 71 | Lin | Leader | no | yes | She has helpers. |" in text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("analyze freq --format docx", "docx cannot be shown on the screen"),
        ("agree a b --format xlsx", "xlsx cannot be shown on the screen"),
        ("analyze freq --format docx -o x.xlsx", "the name of this file says xlsx, and docx is asked for"),
        ("analyze freq --format text -o x.docx", "the name of this file says docx, and text is asked for"),
        ("analyze levels --form long --format csv", "--form does nothing in csv"),
        ("analyze network --part nodes -o x.graphml", "--part does nothing with --format graphml"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_read(study, line, said):
    assert said in refused(line)
    assert not list(study.glob("x.*"))


def test_the_name_of_a_file_says_the_format_in_a_real_process(study):
    done = run_process("analyze", "levels", "-o", "level s.md", "--lang", "en", cwd=study)
    assert (done.returncode, done.stderr) == (0, "")
    text = (study / "level s.md").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("##")] == [
        "## Coding table",
        "## Relations between categories",
    ]
    assert "| People | Trust | Keys | 3 | 3 | 钥匙放在邻居那里，出门放心。 (a) |" in text


def test_latex_is_compiled(study, compiled: Callable[[str], str]):
    run("analyze levels --lang zh -o levels.tex")
    run("analyze saturation --base 1 --run 1 --orders 5 --part summary --lang zh -o point.tex")
    run("analyze crosstab --by site --draws 20 --lang en -o crosstab.tex")
    run(f"analyze dispersion --min 1 --lang en --top {LONG + 5} -o words.tex")
    log = compiled(r"\input{levels}\input{point}\input{crosstab}\input{words}")
    assert "Missing character" not in log
    assert [line for line in log.splitlines() if line.startswith("Overfull")] == []


@pytest.fixture
def compiled(study: Path) -> Callable[[str], str]:
    """What xelatex says of a document with this body; the test is skipped where it is not installed."""
    if not shutil.which("xelatex"):
        pytest.skip("xelatex is not installed")
    head = r"\documentclass{ctexart}\usepackage{array,booktabs,longtable}\begin{document}"

    def log_of(body: str) -> str:
        (study / "paper.tex").write_text(f"{head}{body}\\end{{document}}", encoding="utf-8")
        command = ["xelatex", "-interaction=nonstopmode", "-halt-on-error", "-no-pdf", "paper.tex"]
        done = subprocess.run(command, cwd=study, capture_output=True, timeout=120, check=False)
        log = (study / "paper.log").read_text(encoding="utf-8", errors="replace")
        if "ctexart.cls' not found" in log:
            pytest.skip("ctex is not installed")
        assert done.returncode == 0, log[-2000:]
        return log

    return log_of


@pytest.mark.parametrize("name", ["codings.csv", "编码.JSON"])
def test_text_to_read_is_not_written_under_the_name_of_a_table(tmp_path: Path, name: str):
    with pytest.raises(UsageError, match="the name of this file says") as error:
        put_text("li  lane:3", tmp_path / name)
    assert error.value.cure.startswith(f"add --format {name.rpartition('.')[2].lower()}")
    assert not (tmp_path / name).exists()
    put_text("li  lane:3", tmp_path / "codings.txt")
    assert (tmp_path / "codings.txt").read_text("utf-8") == "li  lane:3\n"
