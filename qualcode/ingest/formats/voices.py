"""Who speaks in captions: voice tags, labels in the text, and marks of a change of speaker."""

from collections.abc import Iterator, Sequence

import numpy as np

from qualcode.ingest.build import listed
from qualcode.ingest.dividing.labels import Head, label_key
from qualcode.ingest.dividing.pattern import marks_by_pattern
from qualcode.ingest.dividing.turns import Decision, all_taken, decide
from qualcode.ingest.formats.captions import TAGS, Caption
from qualcode.ingest.formats.cues import Cue
from qualcode.ingest.options import IngestOptions
from qualcode.ingest.times import UNKNOWN
from qualcode.text.patterns import lazy

_VOICE = lazy(r"<v(?:\.[^\s<>]*)?(?:[ \t\n]+([^<>]*))?>")
_RUBY_TEXT = lazy(r"<rt>[^<>]*(?:</rt>|(?=<)|\Z)")
_BREAK = lazy(r"<br[ ]?/?>")
_ESCAPES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&lrm;": "\u200e", "&rlm;": "\u200f", "&nbsp;": "\u00a0"}
_ESCAPE = lazy("|".join(_ESCAPES))
_CHANGE = lazy(r"(?:^|(?<=[\s　]))>{2,3}[ \t]*(?!>)")
_DASH = lazy(r"[ \t]*(?:[-–—‐－][ \t]*)(?=[^\s\d\-–—‐－])")


def voiced(captions: Sequence[Caption]) -> list[Cue]:
    """Captions parted at their voice tags (`<v Name>`), all other tags and escapes taken out."""
    return [cue for caption in captions for cue in _voices(caption)]


def _voices(caption: Caption) -> Iterator[Cue]:
    end = caption.end if caption.end >= caption.begin else UNKNOWN
    text = _BREAK.sub("\n", _RUBY_TEXT.sub("", "\n".join(caption.lines)))
    label, at = "", 0
    for tag in TAGS.finditer(text):
        voice = _VOICE.fullmatch(tag[0])
        if voice or tag[0] == "</v>":
            yield Cue(label, _bare(text[at : tag.start()]), caption.begin, end)
            label, at = _unescaped(voice[1] or "") if voice else "", tag.end()
    yield Cue(label, _bare(text[at:]), caption.begin, end)


def _bare(text: str) -> str:
    return _unescaped(TAGS.sub("", text))


def _unescaped(text: str) -> str:
    """Text with the six escapes of WebVTT read; others stay."""
    return _ESCAPE.sub(lambda escape: _ESCAPES[escape[0]], text)


def named_in_text(cues: Sequence[Cue], options: IngestOptions) -> tuple[list[Cue], tuple[str, ...]]:
    """Cues with speakers by labels in their text (`Name: …`), and guesses.

    What has no label goes on with the speaker before, unless `>>`, or a dash where a cue of the
    file begins two lines with dashes, says that somebody else speaks.
    """
    pieces = _pieces(cues)
    text = "\n\n".join(cue.text for cue in pieces)
    decision = _decision(text, options)
    guesses = (f"not taken for speakers: {listed(decision.doubtful)}",) if decision.doubtful else ()
    return list(_labelled(pieces, decision)), guesses


def _pieces(cues: Sequence[Cue]) -> list[Cue]:
    """Cues parted where somebody else begins to speak; those without text are left out."""
    split = [[line.strip() for line in cue.text.split("\n") if line.strip()] for cue in cues]
    dashes = any(sum(bool(_DASH.match(line)) for line in lines) > 1 for lines in split)
    pieces: list[Cue] = []
    for cue, lines in zip(cues, split, strict=True):
        together: list[Cue] = []
        for line in lines:
            for text, breaks in _changes(line, dashes):
                if breaks or not together:
                    together.append(cue._replace(text=text, breaks=breaks))
                else:
                    together[-1] = together[-1]._replace(text=f"{together[-1].text}\n{text}")
        pieces.extend(piece for piece in together if piece.text)
    return pieces


def _changes(line: str, dashes: bool) -> Iterator[tuple[str, bool]]:
    """A line parted at `>>`, and whether each part begins with such a mark, or with a dash."""
    parts = _CHANGE.split(line)
    for number, part in enumerate(parts):
        dash = _DASH.match(part) if dashes else None
        text = part[dash.end() :].strip() if dash else part.strip()
        if text or number:
            yield text, bool(number or dash)


def _decision(text: str, options: IngestOptions) -> Decision:
    if options.speaker_pattern:
        return all_taken(marks_by_pattern(text, options.speaker_pattern))
    forced = {label_key(label): setting.speaks for label, setting in options.speakers.items()}
    return decide(text, forced=forced)


def _labelled(pieces: Sequence[Cue], decision: Decision) -> Iterator[Cue]:
    """The pieces parted at their labels; a label holds until the next one, or until a change."""
    turns, label, at = decision.turns, "", 0
    for piece in pieces:
        first, last = np.searchsorted(turns.line, [at, at + len(piece.text)]).tolist()
        places = [*turns.start[first:last].tolist(), at + len(piece.text)]
        afters = turns.after[first:last].tolist()
        if piece.breaks:
            label = ""
        if before := piece.text[: places[0] - at].strip():
            yield piece._replace(label=label, text=before)
        for number, after in enumerate(afters):
            label = _name(turns.head_of(first + number))
            said = piece.text[after - at : places[number + 1] - at].strip()
            yield Cue(label, said, piece.begin, piece.end, piece.breaks and not before and not number)
        at += len(piece.text) + 2


def _name(head: Head) -> str:
    return f"{head.label} ({head.title})" if head.title else head.label
