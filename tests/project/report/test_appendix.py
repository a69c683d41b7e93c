"""The appendix with the numbers of a run: which run, which codebook, and what has changed since."""

import csv
from pathlib import Path

import pytest

import qualcode
from qualcode.errors import ReadError, UsageError
from qualcode.project.job.options import CodeOptions
from qualcode.project.report.appendix import codebook_appendix
from qualcode.project.results.run import run

BOOK = """\
format: 1
codebook: {name: Street, version: 1.0, languages: [zh, en]}
codes:
  - id: elite
    name: {zh: 能人, en: Elite}
    definition: {zh: 有人带头。, en: Someone leads.}
    rules: [能人 OR 带头人]
  - id: trust
    rules: [信任]
    examples: [我信任他]
"""
TALK = "访谈者：谁带头？能人多吗？\n\n王阿姨：他是能人。大家都听他的。她是能人，是带头人。能人难得呀。\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "t1.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "talks" / "t2.txt").write_text("访谈者：？\n\n李叔：没有什么。\n", encoding="utf-8")
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run(CodeOptions(inputs=("talks",), codebook="book.yaml", output="results"))
    return tmp_path


def text_of(**options):
    done = codebook_appendix("book.yaml", **options)
    return done.content.decode(), done.warnings


def test_numbers_and_quotes_are_those_of_the_run(study):
    text, warnings = text_of(results="results")
    assert warnings == ()
    assert "频次：统计范围为访谈者以外的全部发言，N = 5 句，材料来源 2 份。" in text
    assert "参考点数 3；材料来源数 1；占全部单元的 60.0%" in text
    assert "“她是能人，是带头人。”（t1，王阿姨，受访者）" in text
    assert "“我信任他”（编码本自带例句）" in text
    with open("results/frequencies.csv", encoding="utf-8-sig", newline="") as lines:  # noqa: PTH123
        (elite, trust) = csv.DictReader(lines)
    assert (elite["n_codings"], trust["n_codings"]) == ("3", "0")


def test_transcripts_and_results_in_memory_give_the_same(study):
    expected = text_of(results="results", lang="en")[0]
    assert text_of(transcripts=["talks"], lang="en")[0] == expected
    coded = qualcode.code(qualcode.read_transcripts("talks"), qualcode.load_codebook("book.yaml"))
    assert text_of(results=coded, lang="en")[0] == expected


def test_the_unit_of_the_run_is_named(study):
    run(CodeOptions(inputs=("talks",), codebook="book.yaml", output="by_turn", unit="turn"))
    text, _ = text_of(results="by_turn", lang="en")
    assert "coded in turns" in text
    assert "The turn holds “能人” or “带头人”." in text


def test_other_rules_are_refused(study):
    (study / "book.yaml").write_text(BOOK.replace("信任]", "信任, 相信]"), encoding="utf-8")
    with pytest.raises(ReadError, match="other rules") as caught:
        codebook_appendix("book.yaml", results="results")
    assert caught.value.slug == "other-rules"


def test_other_texts_are_told(study):
    (study / "book.yaml").write_text(BOOK.replace("有人带头", "有人领头"), encoding="utf-8")
    text, warnings = text_of(results="results")
    assert "有人领头" in text
    assert warnings == ("book.yaml: its texts have changed since the run; its rules have not",)


def test_tables_that_were_changed_by_hand_are_told(study):
    file = study / "results" / "frequencies.csv"
    file.write_bytes(
        file.read_bytes().replace(b"elite,", b"elite ,").replace(b"elite ,", b"elite,", 1) + b"\n"
    )
    _, warnings = text_of(results="results")
    assert warnings == (
        "results/frequencies.csv was changed after the run wrote it (provenance.json has another SHA-256): its "
        "numbers and texts are taken as they stand in the file now",
    )


@pytest.mark.parametrize("name", ["frequencies.csv", "codings.csv", "provenance.json"])
def test_damaged_results(study, name):
    (study / "results" / name).write_text("x,y\n1,2\n", encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        codebook_appendix("book.yaml", results="results")
    assert caught.value.slug == "results"


@pytest.mark.parametrize(
    ("options", "slug"),
    [
        ({"results": "results", "transcripts": ["talks"]}, "idle-option"),
        ({"lang": "fr"}, "lang"),
        ({"format": "pdf"}, "format"),
        ({"layout": "wide"}, "format"),
    ],
)
def test_wrong_choices(study, options, slug):
    with pytest.raises(UsageError) as caught:
        codebook_appendix("book.yaml", **options)
    assert caught.value.slug == slug


@pytest.mark.parametrize("format", ["md", "tex", "docx"])
@pytest.mark.parametrize("layout", ["sections", "table"])
def test_the_same_bytes_each_time(study, format, layout):
    options = {"results": "results", "format": format, "layout": layout}
    one, other = (codebook_appendix("book.yaml", **options).content for _ in range(2))
    assert one == other


def test_the_language_is_that_of_the_codebook(study):
    assert text_of()[0].startswith("# 编码本：Street")
    assert text_of(lang="en")[0].startswith("# Codebook: Street")
    assert codebook_appendix(qualcode.load_codebook("book.yaml")).content.decode() == text_of()[0]


def test_documents_are_those_that_hold_a_word_of_the_population(study):
    (study / "talks" / "t3.txt").write_text("访谈者：有人吗？\n\n访谈者：没有人。\n", encoding="utf-8")
    run(CodeOptions(inputs=("talks",), codebook="book.yaml", output="results"))
    assert "N = 5 句，材料来源 2 份。" in text_of(results="results")[0]
    coded = qualcode.code(qualcode.read_transcripts("talks"), qualcode.load_codebook("book.yaml"))
    assert "材料来源 2 份。" in codebook_appendix(coded.codebook, results=coded).content.decode()


def test_quotes_without_the_transcripts_come_from_the_table_and_it_is_told(study):
    (study / "talks" / "t1.txt").unlink()
    text, warnings = text_of(results="results")
    assert "“她是能人，是带头人。”（t1，王阿姨，participant）" in text
    assert warnings[0].startswith(
        "quotes are chosen from results/codings.csv alone, without the transcripts: "
    )
