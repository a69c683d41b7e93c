"""Sources of the Reproducible Open Coding Kit."""

import pytest

from qualcode.errors import ReadError
from tests.ingest.media import ROCK, read
from tests.ingest.transcripts import turns


def test_speech_without_marks():
    found = read(ROCK, "a.rock")
    assert turns(found) == [("问", "您好"), ("答", "您好，我很好"), ("问", "累吗？"), ("答", "还行。")]
    assert found.document.guesses[0] == (
        "marks of the coding kit set aside: YAML fragments (1), anchors (1), codes (5), comments (1), "
        "identifiers (1), section breaks (1), utterance ids (4)"
    )
    assert found.document.source.reader == "rock"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("one [[a]] two", "one two"),
        ("one[[a]]two", "onetwo"),
        ("[[uid:abc]] [[a]]one", "one"),
        ("one [[a>b>c]]  [[x||a long value]]", "one"),
        ("一[[信任]]二", "一二"),
        ("one [[a", "one [[a"),
        ("one [b] ]]", "one [b] ]]"),
        ("one ---<<topic>>---", "one"),
        ("one --- two", "one --- two"),
        ("a # b", "a # b"),
    ],
)
def test_marks_within_a_line(line: str, text: str):
    assert read(f"before\n{line}\n", "a.rock").document.text == f"before\n{text}"


def test_lines_of_marks_alone_vanish_and_breaks_part():
    assert read("a\n[[cid=1]] [[x]]\nb\n---<<p>>---\nc\n", "a.rock").document.text == "a\nb\n\nc"


def test_lines_that_part_the_talk_are_no_yaml():
    found = read("Ann: one\n---\nBob: two\nand more\n---\nAnn: three\n", "a.rock")
    assert turns(found) == [("Ann", "one"), ("Bob", "two\nand more"), ("Ann", "three")]
    assert found.document.warnings == (
        "lines --- that enclose no YAML: 2; what follows them is read as text",
    )


def test_yaml_between_the_lines():
    text = "one\n---\ncodes:\n  - id: x\n---\ntwo\n---\nROCK_codes:\n  id: y\n---\n"
    assert read(text, "a.rock").document.text == "one\ntwo"


@pytest.mark.parametrize("text", ["[[a]]\n", "---\na: 1\n---\n", "# only a comment\n"])
def test_a_file_without_speech(text: str):
    with pytest.raises(ReadError, match="empty"):
        read(text, "a.rock")
