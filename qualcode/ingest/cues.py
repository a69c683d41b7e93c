"""Subtitles and recognised speech: short stretches with times become turns."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from qualcode.ingest.labels import label_key
from qualcode.ingest.rows import Pages
from qualcode.ingest.times import UNKNOWN
from qualcode.text.chars import HAN, KANA, classes, code_points


class Cue(NamedTuple):
    """A stretch of speech: who says it (empty: not known), and when, in milliseconds (-1: not known)."""

    label: str
    text: str
    begin: int = UNKNOWN
    end: int = UNKNOWN


def write_cues(cues: Iterable[Cue]) -> Pages:
    """Text with a turn for each run of cues of one speaker; empty cues are dropped."""
    pages = Pages()
    filled = (cue._replace(text=" ".join(cue.text.split())) for cue in cues)
    for _, run in groupby((cue for cue in filled if cue.text), key=lambda cue: label_key(cue.label)):
        together = list(run)
        begin = next((cue.begin for cue in together if cue.begin >= 0), UNKNOWN)
        end = max(cue.end for cue in together)
        pages.add_turn(together[0].label, join(cue.text for cue in together), begin=begin, end=end)
    return pages


def join(texts: Iterable[str]) -> str:
    """Texts in succession: with a blank between, but with none where Chinese meets Chinese."""
    joined = ""
    for text in texts:
        joined += text if not joined or _is_close(joined[-1], text[0]) else f" {text}"
    return joined


def _is_close(left: str, right: str) -> bool:
    """Whether nothing parts two characters of running text: Han, kana and full-width signs."""
    return all(_is_wide(char) for char in (left, right))


def _is_wide(char: str) -> bool:
    return (
        int(classes(code_points(char))[0]) in (HAN, KANA)
        or "\u3000" <= char <= "\u303f"
        or "\uff00" <= char <= "\uff60"
    )
