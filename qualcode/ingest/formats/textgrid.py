"""Annotations of Praat (.TextGrid), long and short form: tiers of speech with the times of the recording."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qualcode.errors import ReadError
from qualcode.ingest.build import listed
from qualcode.ingest.draft import Draft, decoded_text
from qualcode.ingest.formats.cues import Cue, draft_of, in_order
from qualcode.ingest.formats.tiers import chosen_tiers, left_out_by_settings
from qualcode.ingest.options import IngestOptions
from qualcode.ingest.times import seconds
from qualcode.text.patterns import lazy

# Only what stands free is read, as Praat does: strings, numbers and flags; all words between are for people.
_TOKEN = lazy(
    r'"((?:[^"]++|"")*+)("|\Z)|(?<!\S)(<exists>|<absent>)|(?<![^\s=])([-+]?\d[\d.]*(?:[eE][-+]?\d+)?)(?!\S)|![^\n]*'
)
_SILENT = frozenset(("sil", "sp", "spn", "<sil>", "<p:>", "<p>", "#", "_", "<eps>"))
_CURE = "open it in Praat and save it as a text file"


class _Token(NamedTuple):
    """A string, a number as it is written, or a flag; and where it stands."""

    kind: str
    value: str
    start: int


class Tier(NamedTuple):
    """An interval tier: its name, and text with seconds as they are written."""

    name: str
    intervals: Sequence[tuple[str, str, str]]


def read_textgrid(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .TextGrid file: interval tiers are speakers; point tiers and silent intervals are left out.

    Raises ReadError where it is no TextGrid in text form, or is cut short.
    """
    if data.startswith(b"ooBinaryFile"):
        raise ReadError("this TextGrid is in Praat's binary form", place=file, cure=_CURE, slug="textgrid")
    text, decoded, lost = decoded_text(data, file=file, options=options)
    tiers, points = _Grid(text, file).tiers()
    filled = [tier for tier in tiers if any(_is_speech(said) for _, _, said in tier.intervals)]
    chosen = {
        name: label
        for name, label in chosen_tiers([tier.name for tier in filled]).items()
        if not left_out_by_settings(label, name, options)
    }
    cues, silent = _cues([(chosen[tier.name], tier) for tier in filled if tier.name in chosen])
    aside = [tier.name for tier in filled if tier.name not in chosen]
    return draft_of(
        in_order(cues)[0],
        file=file,
        reader="textgrid",
        names="tier",
        phrases=not any(name.casefold().endswith("words") for name in chosen),
        decoded=decoded,
        guesses=tuple(_about(list(chosen), aside, points, silent)),
        warnings=lost,
    )


def _cues(tiers: Sequence[tuple[str, Tier]]) -> tuple[list[Cue], int]:
    """The intervals that hold speech, and how many hold only a mark of silence."""
    cues, silent = [], 0
    for label, tier in tiers:
        for begin, end, said in tier.intervals:
            if _is_speech(said):
                cues.append(Cue(label, said, seconds(begin), seconds(end)))
            elif said.strip():
                silent += 1
    return cues, silent


def _is_speech(text: str) -> bool:
    return bool(text.strip()) and text.strip().casefold() not in _SILENT


def _about(chosen: Sequence[str], aside: Sequence[str], points: Sequence[str], silent: int) -> Iterator[str]:
    if chosen:
        yield f"tiers of speech: {listed(chosen)}"
    if aside:
        yield f"tiers set aside: {listed(aside)}"
    if points:
        yield f"point tiers set aside: {listed(points)}"
    if silent:
        yield f"intervals marked as silent left out: {silent}"


class _Grid:
    """The tokens of a TextGrid, read one after another."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.tokens = iter(self._tokens())

    def _tokens(self) -> Iterator[_Token]:
        for match in _TOKEN.finditer(self.text):
            if match[1] is not None:
                if not match[2]:
                    raise self._broken("a quotation mark is not closed", match.start())
                yield _Token("text", match[1].replace('""', '"'), match.start())
            elif match[3]:
                yield _Token("flag", match[3], match.start())
            elif match[4]:
                yield _Token("number", match[4], match.start())

    def _broken(self, message: str, start: int) -> ReadError:
        line = self.text.count("\n", 0, start) + 1
        return ReadError(message, place=f"{self.file}:{line}", cure=_CURE, slug="textgrid")

    def _next(self, kind: str, what: str) -> str:
        token = next(self.tokens, None)
        if token is None:
            raise self._broken(f"this TextGrid is cut short: {what} is missing", len(self.text))
        if token.kind != kind:
            raise self._broken(f"{what} should stand here, not {token.value[:40]!r}", token.start)
        return token.value

    def _count(self, what: str) -> int:
        number = self._next("number", what)
        return int(number) if number.isdecimal() and len(number) < 9 else 0

    def tiers(self) -> tuple[list[Tier], list[str]]:
        """Interval tiers, and the names of point tiers that hold anything."""
        kind, form = (next(self.tokens, None) for _ in range(2))
        if not (kind and kind.value.startswith("ooTextFile") and form and form.value == "TextGrid"):
            raise self._broken("this is no TextGrid of Praat", 0)
        self._next("number", "the beginning of the recording")
        self._next("number", "its end")
        if self._next("flag", "whether there are tiers") == "<absent>":
            return [], []
        tiers, points = [], []
        for _ in range(self._count("the number of tiers")):
            which, name = self._next("text", "the class of a tier"), self._next("text", "the name of a tier")
            self._next("number", "the beginning of a tier")
            self._next("number", "the end of a tier")
            count = self._count("the number of intervals or points")
            if which == "IntervalTier":
                tiers.append(Tier(name, [self._interval() for _ in range(count)]))
            elif self._points(count):
                points.append(name)
        return tiers, points

    def _interval(self) -> tuple[str, str, str]:
        begin, end = self._next("number", "the beginning of an interval"), self._next("number", "its end")
        return begin, end, self._next("text", "the text of an interval")

    def _points(self, count: int) -> bool:
        for _ in range(count):
            self._next("number", "the time of a point")
            self._next("text", "the mark of a point")
        return count > 0
