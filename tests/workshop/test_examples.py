"""A codebook judged by its own examples."""

import pytest

from qualcode.codebook.model import Codebook
from qualcode.codebook.read import read_codebook
from qualcode.errors import UsageError
from qualcode.workshop.examples import ExampleResult, check_examples, example_document

BOOK = """\
format: 1
codes:
  - id: leader
    rules:
      - 能人 NEAR/3 带头
      - capable person
    shields: [不是什么能人]
    examples:
      - 他是能人，带头做事。我们都服他。
      - 他是能人。
    non_examples:
      - 能人很多。带头的少。
      - A capable person, they say.
  - id: old
    rules: ['老年 AND role:resident AND where:community=L', '老年 AND speaker:王主任']
    examples:
      - {text: 老年活动室, role: resident, where: {community: L}}
      - {text: 老年活动室, speaker: 王主任}
    non_examples:
      - {text: 老年活动室, role: resident, where: {community: M}}
      - 老年活动室
  - id: by_hand
    examples: [能人]
"""


def read(text: str) -> Codebook:
    codebook, errors, _ = read_codebook(text, file="c.yaml")
    assert codebook, errors
    return codebook


def result(text: str, *, unit: str = "sentence", rules: str = "[能人 AND 带头]") -> ExampleResult:
    """What becomes of one example."""
    book = read(
        f"format: 1\ncodebook:\n  unit: {unit}\ncodes:\n  - id: a\n    rules: {rules}\n    examples: ['{text}']\n"
    )
    (found,) = check_examples(book)
    return found


def test_each_example_with_what_became_of_it():
    found = check_examples(read(BOOK))
    assert [(each.code, each.line, each.expected, each.coded, each.passed) for each in found] == [
        ("leader", 9, True, True, True),
        ("leader", 10, True, False, False),
        ("leader", 12, False, False, True),
        ("leader", 13, False, True, False),
        ("old", 17, True, True, True),
        ("old", 18, True, True, True),
        ("old", 20, False, False, True),
        ("old", 21, False, False, True),
    ]


def test_rules_and_evidence_say_why():
    found = check_examples(read(BOOK), codes=["leader"])
    assert (found[0].rules, found[0].evidence) == (("能人 NEAR/3 带头",), ("能人", "带头"))
    assert (found[1].rules, found[1].evidence) == ((), ())
    assert (found[3].rules, found[3].evidence) == (("capable person",), ("capable person",))


def test_only_the_codes_asked_for():
    assert {each.code for each in check_examples(read(BOOK), codes=["old"])} == {"old"}
    assert check_examples(read(BOOK), codes=["by_hand"]) == []
    assert check_examples(read(BOOK), codes=[]) == []


def test_a_code_that_does_not_exist():
    with pytest.raises(UsageError, match="there is no code leadr") as caught:
        check_examples(read(BOOK), codes=["leadr"])
    assert caught.value.cure == "did you mean leader?"


@pytest.mark.parametrize(
    ("unit", "coded"),
    [("sentence", False), ("paragraph", True), ("turn", True), ("exchange", True), ("document", True)],
)
def test_the_unit_is_the_codebooks(unit: str, coded: bool):
    assert result("能人多。带头的少。", unit=unit).coded is coded


def test_one_coded_unit_is_enough():
    found = result("没有。能人带头。能人又带头。")
    assert (found.coded, found.evidence) == (True, ("能人", "带头", "能人", "带头"))


@pytest.mark.parametrize("role", ["interviewer", "访谈者"])
def test_whoever_speaks_is_heard(role: str):
    text = BOOK.replace("- 能人很多。带头的少。", f"- {{text: 能人带头, role: {role}}}")
    assert check_examples(read(text))[2].coded


def test_remarks_are_not_heard():
    assert not result("能人（笑）", rules="[笑]").coded


@pytest.mark.parametrize("said", ["能人：带头", "Q: 能人带头", "【王主任】能人带头"])
def test_a_label_in_an_example_is_text(said: str):
    assert result(said).coded


def test_the_document_of_an_example():
    (example,) = (
        read(
            "format: 1\ncodes:\n  - id: a\n    examples: [{text: 老年, speaker: 王, role: head, where: {x: y}}]\n"
        )
        .codes[0]
        .examples
    )
    document = example_document(example)
    assert (document.text, document.n_turns, document.attributes) == ("老年", 1, {"x": "y"})
    speaker = document.speaker_of(0)
    assert speaker
    assert (speaker.label, speaker.role) == ("王", "head")
