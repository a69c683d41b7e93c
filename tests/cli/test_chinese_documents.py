"""Documents in Chinese are Chinese to the last note: a study with people, rules, word cuts, negation, missing codes."""

import html
import re
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualcode.cli import app
from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.study.folder import begin_study
from tests.project.coded_study import code

BOOK = """\
format: 1
codebook:
  name: 社区
  version: 1.0.0
  languages: [zh]
  shields: [能人街]
codes:
  - id: people
    name: {zh: 人}
    children:
      - {id: leader, name: {zh: 能人}, rules: [affirmed:能人, 带头人]}
      - {id: helper, name: {zh: 帮手}, rules: [帮手, 帮忙 NEAR/5 邻居]}
  - {id: trust, name: {zh: 信任}, rules: [信任]}
  - {id: trusting, name: {zh: 信任他人}, rules: [信任 NEAR/3 大家]}
  - {id: women, name: {zh: 女性所言}, rules: ["where:性别=女 AND 信任"]}
  - {id: never, name: {zh: 从未}, rules: [从来没有过的词]}
  - {id: by_hand, name: {zh: 手工}}
"""
TALKS = {
    "一区": "访谈者：谁是能人？\n\n李阿姨：王书记是能人。大家信任他。下雨了。高技能人才不多。\n\n"
    "访谈者：后来呢？\n\n李阿姨：没有了。他不是能人，是帮手。\n",
    "二区": "访谈者：你们信任他吗？\n\n王叔：我们信任他，他是带头人。邻居都来帮忙。\n\n"
    "访谈者：还有呢？\n\n王叔：能人街很长。信任是慢慢来的，信任最要紧。\n",
    "三区": "访谈者：说说看。\n\n赵姐：没有能人。大家信任主任。\n",
    "四区": "访谈者：说说看。\n\n钱伯：能人有，帮手也有。信任他。\n",
}
ATTRIBUTES = "document,性别\n一区,女\n二区,男\n三区,女\n四区,\n"
OFFERED = ("people", "leader", "helper", "trust", "trusting", "women", "by_hand")
SENTENCE = re.compile(r"[A-Za-z]{2,}(?:[ ,;:]+[A-Za-z]{2,}){2,}")
LATIN = re.compile(r"\\usepackage\{.*?\}|Noto Serif CJK TC|NOT code:\w+")
"""What LaTeX and fonts are called, and a rule."""
MEASURES = [
    *("freq", "freq --by 性别", "freq --rollup --count-by turn", "cooc", "cooc --test fisher"),
    *("cooc --test permutation --draws 50", "cooc --count-by near:3", "cooc --count-by overlap"),
    *("crosstab --by 性别", "crosstab --by speaker", "matrix --by document", "levels", "sequence"),
    *("saturation", "network", "codemap", "epistemic --by document", "keyness --code trust"),
]
OTHERS = [
    *("analyze keyness --by 性别 --target 女", "analyze collocations", "analyze dispersion"),
    *("analyze saturation --reserve 1", "analyze matrix --by 性别 --measure share"),
    *("agree li zhang", "agree li zhang rules --coded-only", "agree rules li --measure f1"),
    *("agree li zhang --disagreements", "agree li zhang --confusions", "agree li zhang --count-by segment"),
    "agree li zhang --measure shaffer_rho",
    "quotes --code trust",
    "codebook appendix codebook.yaml --results results",
    "export results",
]
FILES = ["analyze cooc --test fisher --coder rules+li", "agree li zhang", "analyze levels", "analyze freq"]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    study = begin_study(folder).study
    (folder / "codebook.yaml").write_text(BOOK, encoding="utf-8")
    (folder / "attributes.csv").write_text(ATTRIBUTES, encoding="utf-8")
    for name, text in TALKS.items():
        (folder / "transcripts" / f"{name}.txt").write_text(text, encoding="utf-8")
    ingest_study(study)
    one = [("leader", "王书记是能人。"), ("trust", "大家信任他。"), ("by_hand", "下雨了。")]
    code(study, "li", "一区", one, codes=OFFERED)
    code(study, "zhang", "一区", [("leader", "王书记是能人。"), ("by_hand", "没有了。")], codes=OFFERED)
    code(study, "li", "二区", [("trust", "我们信任他，")], codes=("trust", "leader"))
    two = [("trust", "我们信任他，"), ("leader", "他是带头人。")]
    code(study, "zhang", "二区", two, codes=OFFERED)
    three = [("trust", "大家信任主任。"), ("by_hand", "访谈者：说说看。")]
    code(study, "li", "三区", three, codes=OFFERED)
    code(study, "zhang", "三区", [], codes=OFFERED, mode="assisted")
    code(study, "zhang", "四区", [("trust", "信任他。")], codes=OFFERED)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        run("code", "-q")
    return folder


def run(*arguments: str) -> None:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, (arguments, result.output, result.exception)


def made(study: Path, command: str, place: Path, patch: pytest.MonkeyPatch) -> str:
    """What a command writes, in Chinese."""
    patch.chdir(study)
    patch.setenv("COLUMNS", "120")
    run(*command.split(), "--lang", "zh", "-o", str(place))
    return text_of(place)


def text_of(place: Path) -> str:
    """The words of a document; the data dictionary of a workbook is in both languages."""
    if place.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(place) as archive:
            names = [name for name in archive.namelist() if re.search(r"document\.xml|sheet\d+\.xml", name)]
            names = sorted(names)[:-1] if place.suffix == ".xlsx" else names
            return plain("\n".join(archive.read(name).decode("utf-8") for name in names))
    text = place.read_text(encoding="utf-8")
    if place.suffix == ".html":
        return plain(re.sub(r"<(style|script).*?</\1>", "", text, flags=re.DOTALL))
    return text


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "\n", markup))


def english(text: str) -> list[str]:
    """Three Latin words in a row, where they are no rule."""
    return [found[0] for found in SENTENCE.finditer(LATIN.sub("", text))]


def test_what_counts_as_english():
    assert english("N = 5。覆盖率按整个x2 undefined: units do not differ计。") == [
        "undefined: units do not differ"
    ]
    assert english("Krippendorff α、Gwet AC1，信任 NEAR/3 大家，编码：rules+li") == []


@pytest.mark.parametrize("coder", ["", "--coder li", "--coder rules+li"])
def test_tables_of_all_measures(study: Path, tmp_path: Path, coder: str, monkeypatch: pytest.MonkeyPatch):
    for measure in MEASURES:
        text = made(study, f"analyze {measure} {coder}", tmp_path / "table.md", monkeypatch)
        assert english(text) == [], measure
        assert re.search("[\u4e00-\u9fff]", text), measure


@pytest.mark.parametrize("command", OTHERS)
def test_other_documents(study: Path, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch):
    assert english(made(study, command, tmp_path / "table.md", monkeypatch)) == []


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html", "tex"])
@pytest.mark.parametrize("command", FILES)
def test_other_formats(
    study: Path, tmp_path: Path, command: str, ending: str, monkeypatch: pytest.MonkeyPatch
):
    assert english(made(study, command, tmp_path / f"table.{ending}", monkeypatch)) == []


@pytest.mark.parametrize("ending", ["html", "md", "docx"])
def test_the_report(study: Path, tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch):
    text = made(study, "report results", tmp_path / f"report.{ending}", monkeypatch)
    assert english(text) == []


def test_notes_on_the_screen(study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Columns have the names that they have in data."""
    for measure in MEASURES:
        text = made(study, f"analyze {measure} --coder li --format text", tmp_path / "t.txt", monkeypatch)
        said = text.rpartition("\n\n")[2].splitlines()
        assert [line for line in said if english(line)] == [], measure
        assert any("统计范围：访谈者以外的全部发言" in line for line in said), measure


def test_roles_and_populations_are_named(study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    who = "--speakers all --where 性别=女"
    text = made(study, f"analyze freq --by role {who}", tmp_path / "t.md", monkeypatch)
    assert "| 代码 | 访谈者 (N = 3) | 受访者 (N = 8) |" in text
    assert "统计范围：全部发言，且“性别”为“女”" in text
    text = made(study, f"analyze matrix --by role {who}", tmp_path / "m.md", monkeypatch)
    assert "访谈者 (N = 3) | 受访者 (N = 8)" in text
    text = made(study, "analyze freq --speakers 赵姐,王叔", tmp_path / "t.md", monkeypatch)
    assert "统计范围：仅 赵姐、王叔 的发言" in text


def test_the_reader_of_a_report_names_roles(study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made(study, "report results", tmp_path / "report.html", monkeypatch)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '["一区",[["访谈者","访谈者"' in page
    assert '["李阿姨","受访者"' in page
    assert "该句含有未被否定的“能人”。" in page
