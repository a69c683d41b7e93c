import pytest

from qualcode.errors import UsageError
from qualcode.project.codings.by_hand import ByHand, by_hand
from qualcode.project.codings.memos import About, add_memo, memos_in, remove_memo
from qualcode.project.study.journals import read_state
from tests.project.coded_study import coded


@pytest.fixture
def opened(tmp_path) -> ByHand:
    return by_hand(coded(tmp_path))


def said(opened: ByHand, *about: object, **chosen: str) -> list[tuple[str, ...]]:
    return [row[2:5] + row[6:] for row in memos_in(opened, *about, **chosen).rows]  # type: ignore[arg-type]


def test_memos_on_everything(opened, tmp_path):
    coding = read_state(tmp_path)[0].codings[0]
    add_memo(opened, " on all \r\n of it\n", About(), coder="li")
    add_memo(opened, "on lane", About(document="lane"), coder="li")
    add_memo(opened, "on a coding", About(coding=coding.id[:16]), coder="zhang")
    add_memo(opened, "信任", About(code="信任"), coder="li")
    assert sorted(said(opened)) == [  # those of two people can be of one millisecond
        ("li", "code", "", "trust", "", "信任"),
        ("li", "document", "lane", "", "", "on lane"),
        ("li", "study", "", "", "", "on all \n of it"),
        ("zhang", "coding", "lane", coding.code, coding.quote, "on a coding"),
    ]
    assert sorted(file.name for file in (tmp_path / "memos").glob("*.jsonl")) == ["li.jsonl"]
    assert [row[-1] for row in said(opened, About(code="Trust"))] == ["信任"]
    assert [row[-1] for row in said(opened, About(document="lane"), coder="li")] == ["on lane"]
    assert [row[-1] for row in said(opened, About(coding=coding.id))] == ["on a coding"]


def test_own_memos_are_taken_back(opened):
    first = add_memo(opened, "one", About(), coder="li")
    second = add_memo(opened, "two", About(document="lane"), coder="li")
    with pytest.raises(UsageError, match="is a memo of li"):
        remove_memo(opened, first.id, coder="zhang")
    remove_memo(opened, second.id, coder="li")
    assert remove_memo(opened, first.id[:20], coder="li").text == "one"
    assert said(opened) == []


@pytest.mark.parametrize(
    ("text", "about", "message"),
    [
        (" \n", About(), "says nothing"),
        ("x", About("lane", "", "trust"), "about one thing"),
        ("x", About(document="none"), "no document none"),
        ("x", About(coding="zz"), "no coding zz"),
        ("x", About(code="zz"), "no code zz"),
    ],
)
def test_what_is_no_memo(opened, text, about, message):
    with pytest.raises(UsageError, match=message):
        add_memo(opened, text, about, coder="li")
    assert said(opened) == []
