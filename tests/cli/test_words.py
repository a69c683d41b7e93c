"""`qualcode words`: lists of words on the screen and as tables."""

import csv
import io
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from tests.cli.terminal import at_terminal

TALK = "访谈者：社区呢？\n\n王姐：社区信任社区。我们都信任居委会。\n\n李叔：We trust the committee, the committee trusts us.\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("talks").mkdir()
    Path("talks/one.txt").write_text(TALK, encoding="utf-8")
    return tmp_path


run, said, _ = at_terminal("words")


def test_the_most_frequent_words(study: Path):
    assert said("talks") == [
        "word       n  n_documents  per_1000",
        "committee  2            1    133.33",
        "信任       2            1    133.33",
        "社区       2            1    133.33",
        "3 different words; 15 words in 1 document (speakers!=interviewer)",
    ]


def test_function_words_and_rare_ones_on_request(study: Path):
    assert "the        2            1    133.33" in said("talks", "--no-stop")
    assert "居委会     1            1     66.67" in said("talks", "--min", 1)
    assert said("talks", "--top", 1)[-1].startswith("1 of 3 different words;")


def test_own_words_to_leave_out(study: Path):
    Path("stop.txt").write_text("社区\ncommittee\n", encoding="utf-8")
    assert said("talks", "--stop-words", "stop.txt")[-1].startswith("1 different word;")


def test_words_near_a_rule(study: Path):
    rows = list(
        csv.DictReader(io.StringIO(run("talks", "--near", "信任", "--min", 1, "--format", "csv").stdout))
    )
    assert [(row["word"], row["n_near"], row["n"]) for row in rows] == [
        ("社区", "2", "2"),
        ("居委会", "1", "1"),
    ]
    assert said("talks", "--near", "信任")[-1] == (
        "1 different word; 5 words near 2 hits, of 13 words in 1 document (speakers!=interviewer)"
    )


def test_terms_of_a_codebook(study: Path):
    Path("talks/two.txt").write_text("王姐：搞五社联动。搞五社联动。\n", encoding="utf-8")
    Path("book.yaml").write_text("format: 1\ncodes: [{id: a, rules: [五社联动]}]\n", encoding="utf-8")
    assert not any(line.startswith("五社联动") for line in said("talks"))
    assert any(line.startswith("五社联动") for line in said("talks", "-c", "book.yaml"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["talks", "--near", "信任 OR"], "the rule ends"),
        (["talks", "--near", "code:x"], "cannot stand in a query"),
        (["talks", "--stop-words", "no.txt"], "the words cannot be read"),
        (["nowhere"], "nowhere"),
        (["talks", "--window", "3"], "--window does nothing without --near"),
        (["talks", "-o", "talks/one.txt"], "one of those that are read"),
    ],
)
def test_wrong_use(study: Path, arguments: list[str], message: str):
    problem = run(*arguments).exception
    assert isinstance(problem, QualcodeError)
    assert message in str(problem)


def test_a_document_without_a_word_of_the_population_is_not_told(tmp_path: Path):
    (tmp_path / "a.txt").write_text("访谈者：为什么？\n\n王姐：书记来了。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("访谈者：为什么？\n\n访谈者：怎么样？\n", encoding="utf-8")
    result = run(str(tmp_path))
    assert " in 1 document (" in result.output
