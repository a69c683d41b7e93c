"""A transcript in two files, and back."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import ReadError
from qualcode.ingest.build import finish
from qualcode.ingest.dividing.divide import divide
from qualcode.ingest.options import IngestOptions
from qualcode.ingest.pairs import Alone, Stored, pair_bytes, read_pair, settled_by
from qualcode.ingest.read import draft_of
from qualcode.settings import SpeakerSetting
from qualcode.text.digest import sha256_of

TALK = "访谈时间：3月\n\n访谈者：[00:01:02] 您好？\n\n王主任（书记）：好，（笑）大家都来。\n\n访谈者：嗯。\n"
TABLE = "speaker,text,start\nQ,How are you?,0:01\nMary,Fine.,0:05\n,Well,\n"


def stored(text: str, file: str = "transcripts/a.txt", **options: object) -> Stored:
    asked = IngestOptions(**options)  # type: ignore[arg-type]
    draft, source = draft_of(text.encode(), file=file, options=asked)
    divided = divide(draft, options=asked)
    digest = sha256_of(divided.text)
    return Stored("a", divided, replace(source, text_sha256=digest), settled_by(asked), digest)


def read_back(kept: Stored) -> Stored:
    return read_pair(*pair_bytes(kept), file="text/a.turns.json")


def document(kept: Stored):
    return finish(kept.divided, id="a", source=kept.source, options=IngestOptions()).document


def same(one: object, other: object) -> bool:
    return all(
        np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b
        for a, b in zip(vars(one).values(), vars(other).values(), strict=True)
    )


@pytest.mark.parametrize(("text", "file"), [(TALK, "a.txt"), (TABLE, "a.csv"), ("no labels at all", "a.md")])
def test_what_is_kept_gives_the_same_document(text: str, file: str):
    kept = stored(text, file)
    again = read_back(kept)
    assert same(document(kept), document(again))
    assert pair_bytes(again) == pair_bytes(kept)
    assert again.settled == kept.settled


words = st.text(st.sampled_from("问答：:\n 王。甲x\U0001f600（）12"), min_size=1, max_size=60)


@given(words.filter(str.strip))
def test_any_text_comes_back(text: str):
    kept = stored(text)
    assert pair_bytes(kept)[0].decode() == kept.divided.text
    assert same(document(kept), document(read_back(kept)))


def test_times_labels_and_what_settled_it_are_kept():
    speakers = {"Mary": SpeakerSetting("resident"), "第一": SpeakerSetting(speaks=False)}
    kept = stored(TABLE, "t/a.csv", speakers=speakers, columns={"text": "text"}, encoding="utf-8")
    again = read_back(kept)
    assert again.divided.times.tolist() == [[1000, -1], [5000, -1], [-1, -1]]
    assert again.settled.speakers == {"mary": True, "第一": False}
    assert (again.settled.columns, again.settled.encoding) == ({"text": "text"}, "utf-8")
    assert again.source.file == "t/a.csv"


def test_labels_seen_alone_are_kept_apart():
    kept = replace(stored(TALK), alone=Alone(frozenset({"甲"}), ("乙",)))
    assert read_back(kept).labels == Alone(frozenset({"甲"}), ("乙",))
    assert read_back(stored(TALK)).alone is None


def test_one_turn_stands_on_one_line():
    lines = pair_bytes(stored(TALK))[1].decode().splitlines()
    assert lines.count("  [29, 37, 47, 1],") == 1
    assert '  ["王主任", "书记"]' in lines


def test_a_text_that_was_edited_is_refused():
    text, turns = pair_bytes(stored(TALK))
    with pytest.raises(ReadError, match="not the one that was read in") as error:
        read_pair(text + b"x", turns, file="text/a.turns.json")
    assert error.value.place == "text/a.txt"
    assert "qualcode ingest --again a" in error.value.cure


def changed(**values: object) -> bytes:
    found = json.loads(pair_bytes(stored(TALK))[1])
    return json.dumps({**found, **values}).encode()


@pytest.mark.parametrize(
    ("turns", "message"),
    [
        (b"", "cannot be read"),
        (b"[1]", "cannot be read"),
        (b"{" * 100_000, "cannot be read"),
        (changed(format=2), "format 2"),
        (changed(format="new"), "format new"),
        (changed(turns=[[0, 5, 900, 0]]), "within the text"),
        (changed(turns=[[5, 2, 9, 0]]), "within the text"),
        (changed(turns=[[0, 1, 2, 7]]), "a label that is not there"),
        (changed(turns=[[0, 1]]), "cannot be read"),
        (changed(times=[[0, 1]]), "not as many"),
        (changed(labels=3), "cannot be read"),
        (changed(source={"file": "a", "who": "b"}), "cannot be read"),
        (changed(settled={"x": 1}), "cannot be read"),
    ],
)
def test_damaged_turns_are_refused(turns: bytes, message: str):
    with pytest.raises(ReadError, match=message):
        read_pair(pair_bytes(stored(TALK))[0], turns, file="text/a.turns.json")


@given(st.data())
def test_mutated_turns_are_read_or_refused(data: st.DataObject):
    text, turns = pair_bytes(stored(TALK))
    at = data.draw(st.integers(0, len(turns) - 1))
    end = data.draw(st.integers(at, min(len(turns), at + 40)))
    piece = data.draw(
        st.binary(max_size=8) | st.sampled_from([b"null", b"-1", b"1e400", b"[", b'"', b"{}", b"true"])
    )
    try:
        read = document(read_pair(text, turns[:at] + piece + turns[end:], file="text/a.turns.json"))
    except ReadError as caught:
        refused = caught
    else:
        assert read.text == text.decode()
        assert (np.diff(read.turn_spans.ravel(), prepend=0, append=len(read.text)) >= 0).all()
        return
    assert refused.place in ("text/a.turns.json", "text/a.txt")
    assert refused.cure
