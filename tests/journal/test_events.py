"""A line of a journal: written in one way, read with a closed list of what may stand in it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import ReadError
from qualcode.journal.events import KEYS, KINDS, MODES, Event, event_line, read_line
from tests.journal.made import AT, nfc

WHOLE = Event(
    "add",
    id="0f" * 16,
    at=AT,
    coder="李",
    round=2,
    coding="a1" * 16,
    document="L社区/访谈1",
    sha256="c" * 64,
    start=3,
    end=5,
    quote="能人",
    before="他是\n",
    after="，“真的”\t",
    code="elite",
    text="为什么",
    codebook="d" * 64,
    codes=("elite", "trust"),
    mode="blind",
)


def test_the_line_of_an_event_to_the_byte():
    assert event_line(WHOLE).decode("utf-8") == (
        '{"v":1,"id":"'
        + "0f" * 16
        + '","at":"2026-11-20T09:30:01.123Z","coder":"李","round":2,"event":"add",'
        '"coding":"' + "a1" * 16 + '","document":"L社区/访谈1","sha256":"' + "c" * 64 + '","start":3,"end":5,'
        '"quote":"能人","before":"他是\\n","after":"，“真的”\\t","code":"elite","text":"为什么",'
        '"codebook":"' + "d" * 64 + '","codes":["elite","trust"],"mode":"blind"}\n'
    )
    assert read_line(event_line(WHOLE)) == WHOLE


def test_what_does_not_apply_is_absent_and_what_is_empty_is_not():
    line = event_line(
        Event("move", id="i", at=AT, coder="l", coding="c", start=0, end=2, before="", codes=())
    )
    assert line == (
        b'{"v":1,"id":"i","at":"2026-11-20T09:30:01.123Z","coder":"l","round":1,"event":"move",'
        b'"coding":"c","start":0,"end":2,"before":"","codes":[]}\n'
    )


def test_keys_of_a_later_version_are_kept_behind_the_known_ones():
    line = '{"new":{"b":[1,2.5,null,"字"]},"v":1,"id":"i","event":"finish","other":true}'.encode()
    event = read_line(line)
    assert event.more == (("new", '{"b":[1,2.5,null,"字"]}'), ("other", "true"))
    assert event_line(event).endswith(
        '"event":"finish","new":{"b":[1,2.5,null,"字"]},"other":true}\n'.encode()
    )
    assert read_line(event_line(event)) == event


def test_names_that_a_line_lacks_are_those_of_its_file_and_an_added_coding_has_the_event_s_id():
    event = read_line(b'{"id":"i","event":"add","code":"x"}', coder="l", document="d")
    assert (event.coder, event.document, event.coding, event.round, event.at) == ("l", "d", "i", 1, "")
    named = read_line(
        b'{"id":"i","event":"add","code":"x","coder":"w","document":"e"}', coder="l", document="d"
    )
    assert (named.coder, named.document) == ("w", "e")
    assert read_line(b'{"id":"i","event":"memo","text":""}').document is None


def test_names_are_normalised():
    line = '{"id":"i","event":"open","coder":"e\u0301","document":"e\u0301","code":"e\u0301","codes":["e\u0301"]}'
    event = read_line(line.encode("utf-8"))
    assert (event.coder, event.document, event.code, event.codes) == ("é", "é", "é", ("é",))


@pytest.mark.parametrize("number", ["2", "17"])
def test_a_later_version_is_refused_and_the_version_is_named(number):
    with pytest.raises(
        ReadError, match=f"version {number}, and this version of qualcode reads up to version 1"
    ) as error:
        read_line(b'{"v":%s,"id":"i","event":"vote"}' % number.encode())
    assert error.value.slug == "newer"
    assert "newer version of qualcode" in error.value.cure


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"", "not whole, or no JSON"),
        (b'{"v":1,"id":"i","event":"ad', "not whole, or no JSON"),
        (b'{"id":"i","id":"j","event":"finish"}', "not whole, or no JSON"),
        (b'{"id":"i","event":"finish","new":NaN}', "not whole, or no JSON"),
        (b'{"id":"i","event":"finish","new":1e999}', "not whole, or no JSON"),
        (b'{"id":"i","event":"finish","round":' + b"9" * 5000 + b"}", "not whole, or no JSON"),
        (b"[" * 100_000, "not whole, or no JSON"),
        (b'{"id":"\xff","event":"finish"}', "not UTF-8"),
        (b"[1]", "no event"),
        (b"{}", "no event"),
        (b'{"id":"i","event":7}', "no event '7'"),
        (b'{"id":"i","event":"reomve"}', "no event 'reomve' .nearest: 'remove'."),
        (b'{"event":"finish"}', "'finish' has no 'id'"),
        (b'{"id":"","event":"finish"}', "'finish' has no 'id'"),
        (b'{"id":"i","event":"add"}', "'add' has no 'code'"),
        (b'{"id":"i","event":"move","coding":"c"}', "'move' has no 'start'"),
        (b'{"id":"i","event":"remove"}', "'remove' has no 'coding'"),
        (b'{"id":"i","event":"memo"}', "'memo' has no 'text'"),
        (b'{"id":"i","event":"memo","coding":7,"text":""}', "'coding' cannot be 7"),
        (b'{"v":0,"id":"i","event":"finish"}', "'v' cannot be 0"),
        (b'{"v":true,"id":"i","event":"finish"}', "'v' cannot be true"),
        (b'{"id":"i","event":"finish","round":0}', "'round' cannot be 0"),
        (b'{"id":"i","event":"finish","at":"2026-11-20"}', "'at' cannot be"),
        (b'{"id":"i","event":"finish","codes":["a",1]}', "'codes' cannot be"),
        (b'{"id":"i","event":"finish","mode":"open"}', "'mode' cannot be"),
        (b'{"id":"i","event":"move","coding":"c","start":1.0,"end":2}', "'start' cannot be 1.0"),
        (b'{"id":"i","event":"move","coding":"c","start":-1,"end":2}', "'start' cannot be -1"),
        (b'{"id":"i","event":"move","coding":"c","start":3,"end":2}', "a passage has a start"),
        (b'{"id":"i","event":"add","code":"c","start":3}', "a passage has a start"),
    ],
)
def test_what_no_event_holds_is_refused(line, message):
    with pytest.raises(ReadError, match=message) as error:
        read_line(line)
    assert error.value.slug == "event"
    assert error.value.cure


def test_a_surrogate_without_partner_becomes_a_replacement_character():
    line = event_line(Event("memo", id="i", at=AT, text="a\ud800b\udc00", more=(("k", '"\\udfff"'),)))
    assert '"text":"a\ufffdb\ufffd"' in line.decode("utf-8")
    assert read_line(line).more == (("k", '"\ufffd"'),)
    assert read_line(rb'{"id":"i","event":"memo","text":"\ud83d\ude00 \ud83d"}').text == "😀 \ufffd"


@pytest.mark.parametrize(
    "sign", ["\u2028", "\u2029", "\x85", "\x7f", "\x1c", "\x0b", "\r", "\n", "\x00", '"', "\\", "\ufeff"]
)
def test_no_sign_in_a_text_ends_a_line(sign):
    event = Event("memo", id="i", at=AT, coder="l", text=f"a{sign}b", code=sign)
    line = event_line(event)
    assert line.count(b"\n") == 1
    assert read_line(line) == event


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = TEXTS.map(nfc)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
MORE = st.dictionaries(TEXTS.filter(lambda key: key not in KEYS), JSON, max_size=3)


def as_more(values):
    return tuple(
        (key, json.dumps(value, ensure_ascii=False, separators=(",", ":"))) for key, value in values.items()
    )


EVENTS = st.builds(
    Event,
    event=st.sampled_from(KINDS),
    id=TEXTS.filter(bool),
    at=st.just(AT) | st.just(""),
    coder=NAMES,
    round=st.integers(1, 9),
    coding=TEXTS.filter(bool),
    document=st.none() | NAMES,
    sha256=st.none() | TEXTS,
    start=st.integers(0, 99),
    end=st.integers(99, 999),
    quote=st.none() | TEXTS,
    before=st.none() | TEXTS,
    after=st.none() | TEXTS,
    code=NAMES.filter(bool),
    text=TEXTS,
    codebook=st.none() | TEXTS,
    codes=st.none() | st.lists(NAMES, max_size=3).map(tuple),
    mode=st.sampled_from((None, *MODES)),
    more=MORE.map(as_more),
)


@given(EVENTS)
def test_an_event_comes_back_from_its_line(event):
    line = event_line(event)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert read_line(line) == read_line(line[:-1]) == event
    assert event_line(read_line(line)) == line


@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_anything_is_an_event_or_refused(line):
    try:
        event = read_line(line)
    except ReadError:
        return
    assert read_line(event_line(event)) == event


@given(EVENTS, st.data())
def test_no_part_of_a_line_is_an_event(event, data):
    line = event_line(event)
    with pytest.raises(ReadError):
        read_line(line[: data.draw(st.integers(0, len(line) - 2))])
