"""Subtitle files (.srt, .vtt): cues with times, and who speaks in them."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from qualcode.errors import ReadError
from qualcode.ingest.draft import Draft, decoded_text
from qualcode.ingest.formats.captions import Caption, without_repeats
from qualcode.ingest.formats.cues import Cue, draft_of, in_order
from qualcode.ingest.formats.voices import named_in_text, voiced
from qualcode.ingest.options import IngestOptions
from qualcode.ingest.times import UNKNOWN, clock
from qualcode.text.patterns import lazy

_TIMING = lazy(r"[ \t]*([\d:.,]{3,20})[ \t]*(?:--?>|—>|→)[ \t]*([\d:.,]{3,20})(?:[ \t][^\n]*)?")
_ASIDE = lazy(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
_HEADING = lazy(r"WEBVTT(?:[ \t]|$)")
_OVERRIDE = lazy(r"\{\\[^{}\n]{0,200}\}|\{/?[bius]\}")
_ESCAPED_BREAK = r"\N"


def read_srt(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .srt file. Raises ReadError where no line holds two times with `-->` between them."""
    return _read(data, file=file, options=options, reader="srt")


def read_vtt(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .vtt file. Notes, styles and regions are no speech. Raises ReadError as `read_srt` does."""
    return _read(data, file=file, options=options, reader="vtt")


def _read(data: bytes, *, file: str, options: IngestOptions, reader: str) -> Draft:
    text, decoded, lost = decoded_text(data, file=file, options=options)
    lines, notes = text.split("\n"), 0
    web = reader == "vtt" or bool(_HEADING.match(lines[0]))
    if web:
        lines, notes = _without_asides(lines)
    captions: Sequence[Caption] = [
        c if web else c._replace(lines=_plain(c.lines)) for c in _captions(lines, named=web)
    ]
    if not captions:
        raise _no_cue(file)
    captions, moved = in_order(captions)
    captions, repeated = without_repeats(captions)
    cues, names, guesses = _cues(captions, options)
    return draft_of(
        cues,
        file=file,
        reader=reader,
        names=names,
        phrases=True,
        decoded=decoded,
        guesses=(*_about(notes, moved, repeated), *guesses),
        warnings=(*lost, *_doubts(captions)),
    )


def _cues(captions: Sequence[Caption], options: IngestOptions) -> tuple[list[Cue], str, tuple[str, ...]]:
    """Cues with speakers, what names them, and guesses about them."""
    cues = voiced(captions)
    if any(cue.label for cue in cues):
        return cues, "voice tag", ()
    cues, guesses = named_in_text(cues, options)
    return cues, "label", guesses


def _no_cue(file: str) -> ReadError:
    message = "no line of this file holds two times with --> between them"
    return ReadError(
        message, place=file, cure="if it holds no subtitles, give it the suffix .txt", slug="cues"
    )


def _captions(lines: Sequence[str], *, named: bool) -> Iterator[Caption]:
    """What stands below each timing; `named`: what stands above one may be any name and not only a number."""
    timings = [(number, match) for number, line in enumerate(lines) if (match := _TIMING.fullmatch(line))]
    borders = [number for number, _ in timings[1:]]
    for (number, match), border in zip_longest(timings, borders):
        payload = lines[number + 1 : border]
        if border is not None and _names_next(lines, number, border, named):
            payload = payload[:-1]
        yield Caption(clock(match[1]), clock(match[2]), payload)


def _names_next(lines: Sequence[str], timing: int, border: int, named: bool) -> bool:
    """Whether the line above the timing at `border` is the number or name of its cue and not said.

    It is where it stands after a blank line, or where it goes on counting from the cue at `timing`.
    """
    above = lines[border - 1].strip()
    if border - 1 <= timing or not above:
        return False
    number = _index(above)
    if not lines[border - 2].strip() or border - 2 == timing:
        return named or number >= 0
    return number >= 0 and timing > 0 and number == _index(lines[timing - 1]) + 1


def _index(line: str) -> int:
    """The number of a cue, or -1."""
    number = line.strip()
    return int(number) if number.isdecimal() and len(number) < 10 else UNKNOWN


def _without_asides(lines: Sequence[str]) -> tuple[list[str], int]:
    """The lines of a .vtt file without its heading, notes, styles and regions; how many notes there were."""
    kept: list[str] = []
    notes, inside, after_blank = 0, bool(_HEADING.match(lines[0])), True
    for line in lines:
        timing = _TIMING.fullmatch(line)
        if after_blank and not inside and _ASIDE.match(line) and not timing:
            inside = True
            notes += line.startswith("NOTE")
        after_blank = not line.strip()
        if after_blank or timing:
            inside = False
        if not inside:
            kept.append(line)
    return kept, notes


def _plain(lines: Sequence[str]) -> list[str]:
    """Lines of a .srt file without what places and styles them."""
    return [part for line in lines for part in _OVERRIDE.sub("", line).split(_ESCAPED_BREAK)]


def _about(notes: int, moved: bool, repeated: int) -> Iterator[str]:
    if notes:
        yield f"notes set aside: {notes}"
    if moved:
        yield "cues put into the order of their times"
    if repeated:
        yield f"rolling captions: repeated lines left out: {repeated}"


def _doubts(captions: Sequence[Caption]) -> Iterator[str]:
    unknown = sum(caption.begin < 0 for caption in captions)
    backward = sum(0 <= caption.end < caption.begin for caption in captions)
    if unknown:
        yield f"cues whose time cannot be read: {unknown}"
    if backward:
        yield f"cues that end before they begin: {backward}"
