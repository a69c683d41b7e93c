"""Quotes of a small study: from a folder, from memory; citations, contexts, populations, deviant cases."""

import re
from pathlib import Path

import pandas as pd
import pytest

import qualcode
from qualcode.coding.population import Population
from qualcode.errors import ReadError, UsageError
from qualcode.project.job.options import CodeOptions
from qualcode.project.quotes.quotable import Asked
from qualcode.project.quotes.quoting import quoted
from qualcode.project.quotes.sources import from_results
from qualcode.project.report.appendix import codebook_appendix
from qualcode.project.results.run import run

BOOK = """\
format: 1
codebook: {name: Street, version: 1.0.0, languages: [zh, en]}
codes:
  - id: top
    name: {zh: 上级, en: Top}
    children:
      - {id: trust, name: {zh: 信任, en: Trust}, rules: [信任, 放心, trust]}
  - {id: lacking, name: {zh: 缺, en: Lacking}, rules: ['negated:帮忙']}
  - {id: never, name: {zh: 无, en: Never}, rules: [火星人]}
"""
TALKS = {
    "A1.txt": "访谈时间：2025-03-12\n访谈地点：L社区\n\n问：信任吗？\n\n王姐：我信任他。我们大家都放心把孩子交给他带，信任就是这样一点一点攒出来的。天冷了。\n\n李叔：我不信任谁。没人帮忙。\n",
    "A2.txt": "王姐：我们都放心。\n",
    "A3.txt": "王姐：信任。\n",
    "A4.txt": "王姐：大家信任社区，放心。\n",
    "A5.txt": "王姐：下雨了，天冷了，没有什么好说的。\n",
}
ATTRIBUTES = "document,speaker,role,gender,date\nA1,王姐,resident,女,\nA1,李叔,resident,,\nA2,,,,2025-04-01\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("talks").mkdir()
    for name, text in TALKS.items():
        Path("talks", name).write_text(text, encoding="utf-8")
    Path("talks/attributes.csv").write_text(ATTRIBUTES, encoding="utf-8")
    Path("book.yaml").write_text(BOOK, encoding="utf-8")
    run(CodeOptions(("talks",), "book.yaml"))
    return tmp_path


def told(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in frame[list(columns)].itertuples(index=False)]


def test_the_best_passage_of_each_document_first(study: Path):
    frame = qualcode.quotes("results", most=0)
    assert told(frame.query("code == 'trust'"), "number", "document", "text") == [
        (1, "A1", "我们大家都放心把孩子交给他带，信任就是这样一点一点攒出来的。"),
        (2, "A4", "大家信任社区，放心。"),
        (3, "A2", "我们都放心。"),
        (4, "A3", "信任。"),
        (5, "A1", "我信任他。"),
        (6, "A1", "我不信任谁。"),
    ]
    first = frame.iloc[0]
    assert (first["tokens"], first["length"], first["strength"]) == (28, 28 / 40, 4 / 6)
    assert first["score"] == round((first["length"] * first["strength"] * first["centrality"]) ** (1 / 3), 3)
    assert (first["evidence"], first["rule"], first["negated"]) == ("放心 || 信任", "信任 || 放心", "no")
    assert frame["code"].tolist() == ["trust"] * 6 + ["lacking"]


def test_the_same_from_memory_as_from_the_folder(study: Path):
    documents = qualcode.read_transcripts("talks")
    results = qualcode.code(documents, qualcode.load_codebook("book.yaml"))
    for options in ({}, {"negative": True}, {"context": 2, "lang": "en"}, {"speakers": "李叔"}):
        pd.testing.assert_frame_equal(
            qualcode.quotes(results, documents, **options), qualcode.quotes("results", **options)
        )


def test_citations_take_attributes_and_header_fields(study: Path):
    frame = qualcode.quotes("results", most=0, codes=["trust"])
    assert frame["citation"].tolist() == [
        "（A1，王姐，resident，2025-03-12）",
        "（A4，王姐，受访者）",
        "（A2，王姐，受访者，2025-04-01）",
        "（A3，王姐，受访者）",
        "（A1，王姐，resident，2025-03-12）",
        "（A1，李叔，resident，2025-03-12）",
    ]
    own = qualcode.quotes("results", most=0, codes=["trust"], cite="[{访谈地点}; {gender}; {start}]")
    assert own["citation"].tolist()[:2] == ["[L社区; 女; 42]", "[3]"]
    assert Path("talks/A1.txt").read_text(encoding="utf-8")[42:].startswith("我们大家都放心")
    with pytest.raises(UsageError, match=r"no field \{sex\}") as problem:
        qualcode.quotes("results", cite="{sex}")
    assert "date, time, unit, start, gender" in problem.value.cure
    assert "访谈地点" in problem.value.cure


def test_context_with_the_label_of_whoever_else_speaks(study: Path):
    frame = qualcode.quotes("results", context=2, codes=["lacking"])
    assert told(frame, "before", "text", "after") == [("王姐：天冷了。我不信任谁。", "没人帮忙。", "")]


def test_bounds_of_length_and_number(study: Path):
    assert told(qualcode.quotes("results", most=1), "code", "document") == [
        ("trust", "A1"),
        ("lacking", "A1"),
    ]
    assert qualcode.quotes("results", most=0, min=6, max=20)["tokens"].tolist() == [8]
    for wrong in ({"min": 9, "max": 8}, {"min": 0}, {"most": -1}):
        with pytest.raises(UsageError, match="cannot be"):
            qualcode.quotes("results", **wrong)


def test_whose_speech_is_quoted(study: Path):
    assert qualcode.quotes("results", speakers="李叔")["speaker"].unique().tolist() == ["李叔"]
    assert qualcode.quotes("results", where={"gender": "女"})["document"].unique().tolist() == ["A1"]
    assert qualcode.quotes("results", speakers="interviewer").empty


def test_deviant_cases(study: Path):
    """Four of five documents tell of trust; of the people with words only one lacks help."""
    frame = qualcode.quotes("results", negative=True)
    assert told(frame, "code", "kind", "level", "document", "speaker", "text") == [
        ("trust", "lacks", "document", "A5", "", ""),
        ("trust", "negated", "passage", "A1", "李叔", "我不信任谁。"),
        ("lacking", "has", "document", "A1", "李叔", "没人帮忙。"),
    ]
    assert frame.iloc[0][["n_have", "n_others", "tokens"]].tolist() == [4, 4, 13]
    assert frame.iloc[2][["n_have", "n_others"]].tolist() == [0, 4]


def test_people_with_a_case_are_one_in_all_documents(study: Path):
    rows = "document,speaker,case\n" + "".join(f"A{n},王姐,P1\n" for n in range(1, 6))
    Path("talks/attributes.csv").write_text(rows, encoding="utf-8")
    run(CodeOptions(("talks",), "book.yaml"))
    frame = qualcode.quotes("results", negative=True, codes=["lacking"])
    assert told(frame, "level", "document") == [("document", "A1")]


def test_a_document_as_unit_is_quoted_by_the_turn_that_holds_the_evidence(study: Path):
    run(CodeOptions(("talks",), "book.yaml", unit="document", output="whole"))
    frame = qualcode.quotes("whole", codes=["lacking"])
    assert told(frame, "text", "speaker", "unit") == [("我不信任谁。没人帮忙。", "李叔", 1)]


def test_text_before_which_a_sign_stands_for_spreadsheets(study: Path):
    Path("talks/A6.txt").write_text("-甲：-信任他。\n\n-甲：好。\n\n-甲：好。\n", encoding="utf-8")
    run(CodeOptions(("talks",), "book.yaml", excel_safe=True))
    frame = qualcode.quotes("results", most=0)
    assert ("A6", "-信任他。") in told(frame, "document", "text")


def test_texts_that_changed_are_refused(study: Path):
    Path("talks/A2.txt").write_text("王姐：我们放心。\n", encoding="utf-8")
    with pytest.raises(ReadError, match="A2 has changed"):
        qualcode.quotes("results")
    Path("talks/A2.txt").unlink()
    with pytest.raises(ReadError, match="A2 is missing"):
        qualcode.quotes("results")


def test_what_cannot_be_asked_for(study: Path):
    with pytest.raises(UsageError, match="no code elite"):
        qualcode.quotes("results", codes=["elite"])
    with pytest.raises(UsageError, match="no language 'fr'"):
        qualcode.quotes("results", lang="fr")
    documents = qualcode.read_transcripts("talks")
    results = qualcode.code(documents, qualcode.load_codebook("book.yaml"))
    for wrong in ((results, documents[1:]), ("results", documents)):
        with pytest.raises(UsageError):
            qualcode.quotes(*wrong)


def test_only_documents_with_a_word_of_the_population_are_told(study: Path):
    Path("talks/A6.txt").write_text("问：有人吗？\n\n问：没有人。\n", encoding="utf-8")
    run(CodeOptions(("talks",), "book.yaml"))
    source = from_results("results", CodeOptions((), ""))
    assert "; 5 documents." in quoted(source.material, Asked(lang="en")).page.notes[0]
    uncle = Asked(lang="en", population=Population(("李叔",)))
    assert "; 1 document." in quoted(source.material, uncle).page.notes[0]


def test_one_choice_of_quotes_everywhere(study: Path):
    Path("talks/A7.txt").write_text("王姐：" + "我们信任他，" * 60 + "放心。\n", encoding="utf-8")
    run(CodeOptions(("talks",), "book.yaml"))
    chosen = qualcode.quotes("results", lang="zh").query("code == 'trust'")
    assert "A7" not in chosen["document"].tolist(), "it is too long"
    report = Path(qualcode.report("results", formats="md", lang="zh").files[0]).read_text(encoding="utf-8")
    quoted_there = re.findall(r"> \\\[\d+\\\] “(.+)”(（.+）)", report)
    both = list(zip(chosen["text"], chosen["citation"], strict=True))
    assert quoted_there[: len(both)] == both
    (text, citation) = both[0]
    assert (
        f"“{text}”{citation}" in codebook_appendix("book.yaml", results="results", lang="zh").content.decode()
    )
    results = qualcode.code(qualcode.read_transcripts("talks"), qualcode.load_codebook("book.yaml"))
    levels = qualcode.levels(results, lang="zh").levels.set_index("code")
    assert (levels.loc["trust", "quote"], levels.loc["trust", "document"]) == (
        text,
        chosen.iloc[0]["document"],
    )


def test_a_code_whose_passages_are_all_too_long_is_quoted_in_part(study: Path):
    for name in ("A1", "A2", "A3", "A4"):
        Path(f"talks/{name}.txt").write_text("王姐：" + "这里没有什么，" * 60 + "信任。\n", encoding="utf-8")
    results = qualcode.code(qualcode.read_transcripts("talks"), qualcode.load_codebook("book.yaml"))
    assert len(qualcode.quotes(results)) == 0
    quote = qualcode.levels(results).levels.set_index("code").loc["trust", "quote"]
    assert quote.startswith("…")
    assert quote.endswith("信任。")
    assert len(quote) < 170
