"""Small documents and texts for the tests of this station."""

import numpy as np
from hypothesis import strategies as st

from qualcode.terms import Offsets
from qualcode.text.document import Document, Speaker

ALPHABET = (
    "abcSs XYZé́ßİ09  \n\n\t.,'’!?\"“”-…。，！？：；（）(){}[]·ｆＷ．１　"
    "社区裏里裡後后台臺々〇あアｱー\u200b\u00ad\u2060\ufe0f😀𠮷\U000e0101"
)
LATIN = "abcSs XYZ09  \n\n\t.,'!?\"-;:(){}[]"


def texts(alphabet: str = ALPHABET, *, longest: int = 60) -> st.SearchStrategy[str]:
    """Texts that are dense in what the rules speak of."""
    return st.text(st.sampled_from(alphabet), max_size=longest)


@st.composite
def texts_and_spans(draw: st.DrawFn) -> tuple[str, Offsets]:
    """A text and sorted spans in it that lie apart."""
    text = draw(st.one_of(texts(), texts(LATIN)))
    marks = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    return text, np.array(marks[: len(marks) // 2 * 2], np.int32).reshape(-1, 2)


def spans(*pairs: tuple[int, int]) -> Offsets:
    """Spans as the functions take them."""
    return np.array(pairs, np.int32).reshape(-1, 2)


def one_turn(text: str, *, asides: Offsets | None = None, wrapped: bool = False) -> Document:
    """A document of one turn without a label."""
    return Document(
        id="made",
        text=text,
        turn_spans=np.array([[0, 0, len(text)]], np.int32),
        turn_speakers=np.array([-1], np.int32),
        asides=spans() if asides is None else asides,
        wrapped=wrapped,
    )


def talk(*turns: str, roles: dict[str, str] | None = None, gap: str = "\n\n") -> Document:
    """A document of turns `Label: speech`; a turn without a colon has no label."""
    given = roles or {}
    labels = list(dict.fromkeys(turn.split(": ", 1)[0] for turn in turns if ": " in turn))
    rows, speakers, text = [], [], ""
    for turn in turns:
        label, colon, _ = turn.partition(": ")
        start = len(text)
        text += turn
        rows.append((start, start + len(label) + 2 if colon else start, len(text)))
        speakers.append(labels.index(label) if colon else -1)
        text += gap
    return Document(
        id="talk",
        text=text,
        turn_spans=np.array(rows, np.int32),
        turn_speakers=np.array(speakers, np.int32),
        speakers=tuple(Speaker(label, given.get(label, "participant")) for label in labels),
    )
