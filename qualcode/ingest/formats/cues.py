"""Subtitles and recognised speech: short stretches with times become turns."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from qualcode.errors import ReadError
from qualcode.ingest.dividing.labels import given_head
from qualcode.ingest.draft import Draft, lost_characters
from qualcode.ingest.encoding import Decoded
from qualcode.ingest.formats.captions import Caption
from qualcode.ingest.formats.rows import Pages
from qualcode.ingest.times import UNKNOWN
from qualcode.text.chars import HAN, KANA, classes, code_points
from qualcode.text.normalise import fix_text
from qualcode.text.patterns import lazy

_FIRST_WIDE = "\u1100"
_SENTENCE_END = lazy(r"[。！？!?…]|[.](?=\s|\Z)")
_FEW_ENDS = 0.05
_FEWEST = 10
_APART = "hardly any full stops: each cue is a paragraph of its own"


class Cue(NamedTuple):
    """A stretch of speech: who says it (empty: not known), and when, in milliseconds (-1: not known).

    `breaks`: somebody else begins to speak here, even if nobody knows who.
    """

    label: str
    text: str
    begin: int = UNKNOWN
    end: int = UNKNOWN
    breaks: bool = False


_Timed = TypeVar("_Timed", Cue, Caption)


def draft_of(
    cues: Iterable[Cue],
    *,
    file: str,
    reader: str,
    names: str,
    phrases: bool = False,
    decoded: Decoded | None = None,
    guesses: Sequence[str] = (),
    warnings: Sequence[str] = (),
) -> Draft:
    """The draft of a file that is made of cues; `names` is what it names speakers with.

    `phrases`: a cue holds a phrase at least, not a word. Where such cues have hardly any full
    stop, each is a paragraph of its own, so that a sentence does not last for an hour.

    Raises ReadError where no cue has any speech.
    """
    kept, replaced = _fixed(cues)
    apart = phrases and lack_ends(kept)
    pages = write_cues(kept, apart=apart)
    if not pages.turns.rows:
        raise ReadError(
            "there is no speech in this file", place=file, cure="look into it, or leave it out", slug="empty"
        )
    return Draft(
        pages.text,
        reader,
        decoded.encoding if decoded else "utf-8",
        decoded.guessed if decoded else False,
        decoded.confidence if decoded else None,
        given=pages.turns.marks(),
        complete=True,
        names=names,
        may_wrap=False,
        times=tuple(pages.times),
        guesses=(
            *((decoded.guess,) if decoded and decoded.guess else ()),
            *guesses,
            *((_APART,) if apart else ()),
        ),
        warnings=(*warnings, *lost_characters(replaced)),
    )


def _fixed(cues: Iterable[Cue]) -> tuple[list[Cue], int]:
    """Cues whose text is fixed, and how many characters could not be kept."""
    given = list(cues)
    whole = "\n".join(part for cue in given for part in (cue.label, cue.text))
    if fix_text(whole).text == whole:
        return given, 0
    kept, replaced = [], 0
    for cue in given:
        label, text = fix_text(cue.label), fix_text(cue.text)
        replaced += label.replaced + text.replaced
        kept.append(cue._replace(label=label.text, text=text.text))
    return kept, replaced


def lack_ends(cues: Sequence[Cue]) -> bool:
    """Whether there are ten cues or more, and fewer than one of twenty holds the end of a sentence."""
    filled = [cue.text for cue in cues if cue.text.strip()]
    ends = sum(bool(_SENTENCE_END.search(text)) for text in filled)
    return len(filled) >= _FEWEST and ends < _FEW_ENDS * len(filled)


def write_cues(cues: Iterable[Cue], *, apart: bool = False) -> Pages:
    """Text with a turn for each run of cues of one speaker; empty cues are dropped.

    `apart`: each cue on a line of its own.
    """
    pages = Pages()
    filled = (cue._replace(text=_one_line(cue.text)) for cue in cues)
    for together in _runs(cue for cue in filled if cue.text):
        begin = next((cue.begin for cue in together if cue.begin >= 0), UNKNOWN)
        end = max(cue.end for cue in together)
        texts = [cue.text for cue in together]
        speech = "\n".join(texts) if apart else join(texts)
        pages.add_turn(together[0].label, speech, begin=begin, end=end)
    return pages


def _one_line(text: str) -> str:
    return join(line for row in text.split("\n") if (line := " ".join(row.split())))


def _runs(cues: Iterable[Cue]) -> Iterator[list[Cue]]:
    """Cues in succession that one person says."""
    together: list[Cue] = []
    key = ""
    for cue in cues:
        new = given_head(cue.label).key
        if together and (cue.breaks or new != key):
            yield together
            together = []
        key = new
        together.append(cue)
    if together:
        yield together


def in_order(timed: Sequence[_Timed]) -> tuple[Sequence[_Timed], bool]:
    """Cues or captions in the order in which they begin, where all are known; whether any moved."""
    if any(one.begin < 0 for one in timed):
        return timed, False
    ordered = sorted(timed, key=lambda one: one.begin)
    return ordered, ordered != list(timed)


def join(texts: Iterable[str]) -> str:
    """Texts in succession: with a blank between, but with none where Chinese meets Chinese."""
    joined = ""
    for text in texts:
        joined += text if not joined or _is_close(joined[-1], text[0]) else f" {text}"
    return joined


def _is_close(left: str, right: str) -> bool:
    """Whether nothing parts two characters of running text: Han, kana and full-width signs."""
    return left >= _FIRST_WIDE and right >= _FIRST_WIDE and _is_wide(left) and _is_wide(right)


@lru_cache(maxsize=1 << 14)
def _is_wide(char: str) -> bool:
    return (
        int(classes(code_points(char))[0]) in (HAN, KANA)
        or "\u3000" <= char <= "\u303f"
        or "\uff00" <= char <= "\uff60"
    )
