"""What the shapes of recognised speech have in common: looking into JSON without trusting it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from qualcode.ingest.formats.cues import Cue, in_order, join
from qualcode.ingest.times import UNKNOWN, seconds

Object = dict[str, Any]


class Heard(NamedTuple):
    """What a file of recognised speech holds: its shape in words, and cues in order.

    `phrases`: its cues are phrases and not words.
    """

    shape: str
    cues: Sequence[Cue]
    phrases: bool = False
    guesses: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class Word(NamedTuple):
    """One word with the label of its speaker; `joins`: it follows the word before without a blank."""

    label: str
    text: str
    begin: int = UNKNOWN
    end: int = UNKNOWN
    joins: bool = False


def at(value: Any, *path: str | int) -> Any:
    """What stands at the end of a path of keys and places; None where the path breaks off."""
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def objects(value: Any) -> list[Object]:
    """The objects in a list; none where it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def first_of(item: Object, *keys: str) -> Any:
    """The value of the first of `keys` that has one."""
    return next((item[key] for key in keys if item.get(key) is not None), None)


def words_of(value: Any) -> str:
    """Text as it stands; empty for what is no text."""
    return value if isinstance(value, str) else ""


def label_of(value: Any, kind: str = "Speaker") -> str:
    """A speaker as the file names them; a number alone gets the word `Speaker` before it."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value).strip()
    return f"{kind} {text}" if text.isdecimal() else text


def milliseconds(value: Any) -> int:
    """A whole number of milliseconds; -1 where it is none."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 <= value < 10**12 else UNKNOWN


def moment(value: Any) -> int:
    """A number of seconds, its text (`1.2`, `1.200s`), or its parts (`seconds`, `nanos`), in milliseconds."""
    if isinstance(value, dict):
        whole, part = seconds(value.get("seconds", 0)), seconds(value.get("nanos", 0))
        return whole + part // 10**9 if whole >= 0 and part >= 0 else UNKNOWN
    return UNKNOWN if isinstance(value, bool) else seconds(value)


def spoken(words: Iterable[Word]) -> Iterator[Cue]:
    """Words in succession of one speaker as cues; signs stand beside the word before them."""
    for label, run in _runs(words):
        pieces: list[str] = []
        for word in run:
            if word.joins and pieces:
                pieces[-1] += word.text
            else:
                pieces.append(word.text)
        text = join(piece for piece in map(str.strip, pieces) if piece)
        begin = next((word.begin for word in run if word.begin >= 0), UNKNOWN)
        yield Cue(label, text, begin, max(word.end for word in run))


def _runs(words: Iterable[Word]) -> Iterator[tuple[str, list[Word]]]:
    run: list[Word] = []
    for word in words:
        if run and word.label != run[0].label:
            yield run[0].label, run
            run = []
        run.append(word)
    if run:
        yield run[0].label, run


def ordered(cues: Iterable[Cue]) -> list[Cue]:
    """Cues of several channels in the order in which they begin."""
    return list(in_order(list(cues))[0])
