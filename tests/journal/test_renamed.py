"""Events with the names of today."""

from dataclasses import replace

from qualcode.journal.events import Event
from qualcode.journal.renamed import Names, as_renamed
from tests.journal.made import event

NAMES = Names({"a": "b"}, {"li": "Li Ming", "wang": "王"}, {"d": "e"})


def test_nothing_was_renamed():
    events = [event(1, "add", code="a")]
    assert as_renamed(events, Names()) == tuple(events)
    assert not Names()
    assert all(map(bool, (Names({"a": "b"}), Names(coders={"a": "b"}), Names(documents={"a": "b"}))))


def test_codes_coders_and_documents():
    one, other = event(1, "add", code="a"), event(2, "add", code="x", coder="zhang", document="y")
    assert as_renamed([one, other], NAMES) == (
        replace(one, code="b", coder="Li Ming", document="e"),
        other,
    )
    (opened,) = as_renamed([event(1, "open", codes=("a", "b", "c"))], NAMES)
    assert opened.codes == ("b", "c")
    (memo,) = as_renamed([event(1, "memo", text="li, wang", document=None)], NAMES)
    assert (memo.document, memo.text) == (None, "li, wang")


def told(kind, text):
    agreed = Event(kind, coder="consensus", text=text)
    return as_renamed([agreed], NAMES)[0].text


def test_the_agreed_coding_says_who_decided_and_who_was_compared():
    said = told("adjudicate", "wang\nsentence; speakers!=li; li, zhang, wang#2\nwang and li said so")
    assert said == "王\nsentence; speakers!=li; Li Ming, zhang, 王#2\nwang and li said so"
    assert told("finish", "turn; all; li, zhang") == "turn; all; Li Ming, zhang"
    assert told("adjudicate", "li") == "Li Ming"
    assert told("memo", "li") == "li"
    assert told("finish", None) is None
