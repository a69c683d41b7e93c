"""The library's front door: the same tables as the command line's, as DataFrames."""

import math
import random
import subprocess
import sys
from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import qualcode
from qualcode.errors import ReadError, UsageError
from qualcode.ingest import IngestOptions
from qualcode.project.job.options import CodeOptions
from qualcode.project.results.run import run
from tests.project.small_study import GARDEN, LANE, MEETING, OFFICE, rows_of, write_study

ROOT = Path(__file__).parents[3]
CASES: dict[str, dict[str, Any]] = {
    "plain": {},
    "everyone": {"speakers": ("all",)},
    "some": {"speakers": ("resident", "李阿姨"), "where": (("community", "L"),)},
    "turns": {"unit": "turn", "count_by": "window:2:turn"},
    "paragraphs by document": {"unit": "paragraph", "count_by": "document", "rollup": True},
    "near": {"count_by": "near:2"},
    "overlap": {"count_by": "overlap", "measure": "c"},
    "windows": {"count_by": "window:3", "base": "coded", "measure": "phi"},
    "split": {"split_at": "，；", "join_turns": True, "lang": "en"},
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[Path, Path]]:
    """Three folders of transcripts, each with a codebook."""
    study = tmp_path_factory.mktemp("study")
    talks = write_study(study)
    (talks / "more" / "empty.txt").unlink()
    made = tmp_path_factory.mktemp("made")
    write_mixed(made / "talks")
    starter = ROOT / "codebooks" / "community_governance.yaml"
    return {
        "study": (talks, study / "codebook.yaml"),
        "samples": (ROOT / "sample_transcripts", starter),
        "made": (made / "talks", starter),
    }


def write_mixed(folder: Path) -> None:
    """Twelve interviews of turns taken from the samples in any order, in both languages."""
    rng = random.Random(7)
    said = [
        one.text[start:end]
        for one in qualcode.read_transcripts(ROOT / "sample_transcripts")
        for _, start, end in one.turn_spans.tolist()
    ]
    folder.mkdir()
    for number in range(12):
        who = [("问", "答"), ("Interviewer", "Ann"), ("访谈者", "居民甲")][number % 3]
        turns = [f"{who[at % 2]}：{speech}\n\n" for at, speech in enumerate(rng.sample(said, 14))]
        (folder / f"访谈{number}.txt").write_text("".join(turns), encoding="utf-8")


def fields(rows: Iterable[Iterable[Any]]) -> list[list[str]]:
    """Cells as a table writes them."""
    return [[field(cell) for cell in row] for row in rows]


def field(cell: Any) -> str:
    if isinstance(cell, float):
        return "" if math.isnan(cell) else f"{cell:.6g}"
    return str(cell)


def twin(talks: Path, codebook: Path, options: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of the library for options of the command line."""
    rest = dict(options)
    lang, measure, base = rest.pop("lang", ""), rest.pop("measure", "count"), rest.pop("base", "all")
    reading = IngestOptions(join_turns=rest.pop("join_turns", False))
    documents = qualcode.read_transcripts(talks, options=reading)
    rest["where"] = dict(rest.pop("where", ()))
    results = qualcode.code(documents[::-1], qualcode.load_codebook(codebook), **rest)
    return {
        "codings.csv": qualcode.codings(results),
        "frequencies.csv": qualcode.frequency(results, lang=lang),
        "cooccurrence.csv": qualcode.cooccurrence(results, measure=measure, base=base),
        "cooccurrence_pairs.csv": qualcode.cooccurrence_pairs(results, base=base),
        "code_by_document.csv": qualcode.code_by_document(results),
        "documents.csv": qualcode.documents(results),
    }


@pytest.mark.parametrize(
    ("place", "case"),
    [*product(("study", "made"), CASES), *product(("samples",), ("plain", "windows", "split"))],
)
def test_the_same_tables_as_the_command_line(folders, tmp_path, place, case):
    """What `made` holds are the turns of the samples, so that these need fewer cases of their own."""
    talks, codebook = folders[place]
    options = CASES[case]
    run(CodeOptions((str(talks),), str(codebook), str(tmp_path / "out"), **options))
    for name, frame in twin(talks, codebook, options).items():
        header, *rows = rows_of(tmp_path / "out" / name)
        assert list(frame.columns) == header, name
        assert fields(frame.itertuples(index=False)) == rows, name


def test_numbers_are_numbers(folders):
    talks, codebook = folders["study"]
    results = qualcode.code(qualcode.read_transcripts(talks), qualcode.load_codebook(codebook))
    kinds = qualcode.frequency(results).dtypes
    assert {kinds[name].kind for name in ("n_codings", "n_units", "tokens", "N")} == {"i"}
    assert {kinds[name].kind for name in ("share_units", "per_1000_words", "coverage")} == {"f"}
    assert qualcode.codings(results)["start"].dtype.kind == "i"
    assert set(qualcode.cooccurrence(results).set_index("code").dtypes.map(lambda kind: kind.kind)) == {"i"}


def test_nothing_coded_still_gives_tables(folders):
    talks, codebook = folders["study"]
    book = qualcode.load_codebook(codebook)
    for documents in ([], qualcode.read_transcripts(talks / "2_书记.txt")):
        results = qualcode.code(documents, book, speakers="nobody")
        assert qualcode.codings(results).empty
        assert qualcode.cooccurrence_pairs(results).empty
        assert qualcode.frequency(results)["share_units"].isna().all()
        assert qualcode.cooccurrence(results).shape == (7, 8)


def test_one_name_or_several(folders):
    talks, codebook = folders["study"]
    documents, book = qualcode.read_transcripts(talks), qualcode.load_codebook(codebook)
    one, several = (qualcode.code(documents, book, speakers=names) for names in ("李阿姨", ["李阿姨"]))
    assert qualcode.codings(one).equals(qualcode.codings(several))
    assert set(qualcode.codings(one)["speaker"]) == {"李阿姨"}


def test_the_order_of_documents_is_irrelevant(folders):
    talks, codebook = folders["made"]
    documents, book = qualcode.read_transcripts(talks), qualcode.load_codebook(codebook)
    shuffled = random.Random(3).sample(documents, len(documents))
    first, second = (qualcode.code(given, book) for given in (documents, shuffled))
    for table in (
        qualcode.codings,
        qualcode.frequency,
        qualcode.cooccurrence_pairs,
        qualcode.code_by_document,
    ):
        assert table(first).equals(table(second))
    assert list(qualcode.documents(second)["document"]) == [f"访谈{number}" for number in range(12)]


def test_documents_have_all_attributes_in_the_order_of_the_tables(folders):
    documents = qualcode.read_transcripts(folders["study"][0])
    assert {tuple(document.attributes) for document in documents} == {("case", "community", "age", "mood")}


def test_a_title_is_a_column_only_where_it_was_given(tmp_path, folders):
    (tmp_path / "a.txt").write_text(
        "问：谁？\n\n王书记（副书记）：我，能人。\n\n问：好。\n", encoding="utf-8"
    )
    book = qualcode.load_codebook(folders["study"][1])
    (document,) = qualcode.read_transcripts(tmp_path)
    assert any("title" in speaker.attributes for speaker in document.speakers)
    assert "title" not in qualcode.codings(qualcode.code([document], book))
    (tmp_path / "attributes.csv").write_text("document,speaker,title\na,王书记,head\n", encoding="utf-8")
    table = qualcode.codings(qualcode.code(qualcode.read_transcripts(tmp_path), book))
    assert set(table["title"]) == {"head"}


def test_paths_are_never_absolute(folders):
    results = qualcode.code(
        qualcode.read_transcripts(folders["study"][0]), qualcode.load_codebook(folders["study"][1])
    )
    assert qualcode.documents(results)["file"].iloc[0] == "talks/1_花园.txt"


def test_two_documents_with_one_id(folders):
    (document,) = qualcode.read_transcripts(folders["study"][0] / "2_书记.txt")
    with pytest.raises(UsageError, match="two documents have the id 2_书记"):
        qualcode.code([document, document], qualcode.load_codebook(folders["study"][1]))


@pytest.mark.parametrize(
    ("name", "message"),
    [("gone.txt", "no such file"), ("more/notes.jpg", "not read"), ("none", "no transcript to code")],
)
def test_what_cannot_be_read_is_not_passed_over(folders, name, message):
    talks = folders["study"][0]
    (talks / "none").mkdir(exist_ok=True)
    with pytest.raises(ReadError, match=message):
        qualcode.read_transcripts(*([talks / "2_书记.txt"] if name != "none" else []), talks / name)


def test_a_file_without_text_is_not_passed_over(tmp_path):
    (tmp_path / "empty.txt").touch()
    with pytest.raises(ReadError, match="empty"):
        qualcode.read_transcripts(tmp_path)


@pytest.mark.parametrize(
    "options", [{"unit": "word"}, {"count_by": "word"}, {"unit": "turn", "count_by": "sentence"}]
)
def test_wrong_options(folders, options):
    with pytest.raises(UsageError):
        qualcode.code([], qualcode.load_codebook(folders["study"][1]), **options)


def test_wrong_options_of_tables(folders):
    results = qualcode.code([], qualcode.load_codebook(folders["study"][1]))
    with pytest.raises(UsageError, match="no names in 'fr'"):
        qualcode.frequency(results, lang="fr")
    with pytest.raises(UsageError, match="'c' is no measure"):
        qualcode.cooccurrence(results, measure="c")


def test_all_public_names_are_there():
    for name in qualcode.__all__:
        assert getattr(qualcode, name)
    assert sorted(qualcode.__all__) == qualcode.__all__
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        qualcode.nonsense  # noqa: B018


def test_pandas_comes_only_with_the_first_table(folders):
    talks, codebook = folders["study"]
    script = (
        "import sys, qualcode\n"
        "from qualcode import *\n"
        f"results = code(read_transcripts({str(talks)!r}), load_codebook({str(codebook)!r}))\n"
        "assert 'pandas' not in sys.modules\n"
        "assert len(codings(results)) and 'pandas' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


DOUBTED = """\
访谈者：谁来管？

居民甲：没有能人。

隔壁老人家：我来管，我是能人。

访谈者：好。

居民甲：是的。
"""
SETTLED = "访谈者：谁来管？\n\n隔壁老人家：我来管，能人多。\n\n" * 8


def test_a_label_that_is_certain_elsewhere_is_one_whatever_comes_first(tmp_path, folders):
    """The label in doubt is read twice: the second time it is known from the other transcript."""
    codebook = folders["study"][1]
    alone, other = tmp_path / "alone", tmp_path / "both"
    tables = []
    for folder, names in (
        (alone, {"b": DOUBTED}),
        (other, {"a": SETTLED, "b": DOUBTED}),
        (other, {"c": SETTLED}),
    ):
        folder.mkdir(exist_ok=True)
        for name, text in names.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    for given in ([alone], [other / "a.txt", other / "b.txt"], [other / "b.txt", other / "c.txt"]):
        run(CodeOptions(tuple(map(str, given)), str(codebook), str(tmp_path / "out")))
        rows = [row for row in rows_of(tmp_path / "out" / "codings.csv") if row[0] == "b"]
        read = {one.id: one for one in qualcode.read_transcripts(*given)}["b"]
        tables.append((rows, [speaker.label for speaker in read.speakers]))
    (unknown, before), *known = tables
    assert before == ["访谈者", "居民甲"]
    assert {row[4] for row in unknown} == {"居民甲"}
    assert known[0] == known[1]
    rows, after = known[0]
    assert after == ["访谈者", "居民甲", "隔壁老人家"]
    assert {row[4] for row in rows} == {"居民甲", "隔壁老人家"}


@pytest.mark.parametrize("text", [GARDEN, OFFICE, LANE, str(MEETING)])
def test_reading_gives_fixed_text_whose_turns_lie_apart(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (document,) = qualcode.read_transcripts(tmp_path)
    flat = document.turn_spans.ravel().tolist()
    assert flat == sorted(flat)
    assert flat[-1] <= len(document.text)


def test_what_word_cuts_set_aside_is_a_table(tmp_path):
    (tmp_path / "a.txt").write_text("王：高技能人才。可能人家不来。行政村。", encoding="utf-8")
    book = "format: 1\ncodes:\n  - {id: a, rules: [能人, 行政]}\n  - {id: b, boundaries: token, rules: [行政 AND 村]}\n"
    (tmp_path / "book.yaml").write_text(book, encoding="utf-8")
    documents = qualcode.read_transcripts(tmp_path / "a.txt")
    table = qualcode.set_aside(qualcode.code(documents, qualcode.load_codebook(tmp_path / "book.yaml")))
    assert table.to_dict("records") == [
        {
            "code": "a",
            "text": "能人",
            "cut": "crossing",
            "n": 2,
            "n_lone": 2,
            "words": "可能|人家 || 高技能|人才",
        },
        {"code": "b", "text": "村", "cut": "within", "n": 1, "n_lone": 0, "words": "行政村"},
        {"code": "b", "text": "行政", "cut": "within", "n": 1, "n_lone": 0, "words": "行政村"},
    ]


def test_an_explanation_is_the_twin_of_the_command(tmp_path):
    (tmp_path / "a.txt").write_text("问：有没有？\n答：他是能人。", encoding="utf-8")
    (tmp_path / "book.yaml").write_text("format: 1\ncodes: [{id: a, rules: [能人]}]\n", encoding="utf-8")
    (document,) = qualcode.read_transcripts(tmp_path / "a.txt")
    codebook = qualcode.load_codebook(tmp_path / "book.yaml")
    assert qualcode.explain(document, codebook, 12).codes[0].coded
    assert "not in the population" in qualcode.explain(document, codebook, 3).outside
    assert qualcode.explain(document, codebook, 3, speakers="all", unit="turn").text == "有没有？"
    assert qualcode.explain(document, codebook, 3, speakers="").outside


def test_a_query_is_the_twin_of_the_command(tmp_path):
    (tmp_path / "a.txt").write_text("问：能人？\n答：他是能人。", encoding="utf-8")
    documents = qualcode.read_transcripts(tmp_path / "a.txt")
    table = qualcode.find(documents, "能人", context=1)
    assert table.to_dict("records") == [
        {
            **{"document": "a", "unit": 2, "start": 10, "end": 12, "speaker": "答", "role": "participant"},
            **{"left": "是", "keyword": "能人", "right": "。"},
        }
    ]
    assert len(qualcode.find(documents, "能人", speakers="all", unit="turn", boundaries="none")) == 2


def test_a_file_that_cannot_be_read_is_left_out_where_asked_for(tmp_path):
    (tmp_path / "a.txt").write_text("答：能人。", encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(b"PK no")
    with pytest.raises(qualcode.QualcodeError):
        qualcode.read_transcripts(tmp_path)
    with pytest.warns(UserWarning, match="not read: .*b.docx"):
        (document,) = qualcode.read_transcripts(tmp_path, unreadable="skip")
    assert document.id == "a"
    with pytest.raises(qualcode.QualcodeError):
        qualcode.read_transcripts(tmp_path / "b.docx", unreadable="skip")
