"""Recognised speech as programs write it: the Whisper family, AssemblyAI, plain lists of segments."""

from collections.abc import Iterator, Sequence
from typing import Any

from qualcode.ingest.formats.cues import Cue
from qualcode.ingest.formats.shapes import (
    Heard,
    Object,
    Word,
    at,
    first_of,
    label_of,
    milliseconds,
    moment,
    objects,
    ordered,
    spoken,
    words_of,
)
from qualcode.ingest.times import UNKNOWN, clock

_SPEAKER = ("speaker", "speaker_label", "speaker_id", "speaker_name", "speakerName")
_BESIDE_TEXT = frozenset(("text", "language", "duration", "task", "usage", "logprobs"))


def _label(item: Object) -> str:
    return label_of(first_of(item, *_SPEAKER))


def segments(value: Any) -> Heard | None:
    """`segments` with text, start and end in seconds, as Whisper and WhisperX write them."""
    found = objects(at(value, "segments"))
    if not any(isinstance(one.get("text"), str) for one in found):
        return None
    named = any(map(_label, found)) or any(map(_label, _all_words(found)))
    cues = [cue for one in found for cue in _segment(one)]
    others = sum(_holds_another(one) for one in found)
    doubts = (f"segments that hold words of another speaker: {others}",) if others else ()
    return Heard("WhisperX" if named else "Whisper", cues, phrases=True, warnings=doubts)


def _all_words(found: Sequence[Object]) -> Iterator[Object]:
    return (word for one in found for word in objects(one.get("words")))


def _segment(item: Object) -> Iterator[Cue]:
    """A segment; one without a speaker whose words have some is parted by them."""
    begin, end = moment(item.get("start")), moment(item.get("end"))
    label, words = _label(item), objects(item.get("words"))
    if label or not any(map(_label, words)):
        yield Cue(label, words_of(item.get("text")), begin, end)
    else:
        yield from spoken(_named_words(words))


def _named_words(words: Sequence[Object]) -> Iterator[Word]:
    """Words of a segment; one without a speaker goes with the word before it."""
    label = next(label for word in words if (label := _label(word)))
    for word in words:
        label = _label(word) or label
        text = words_of(first_of(word, "word", "text"))
        yield Word(label, text, moment(word.get("start")), moment(word.get("end")))


def _holds_another(item: Object) -> bool:
    label = _label(item)
    return bool(label) and any(other not in ("", label) for other in map(_label, objects(item.get("words"))))


def whisper_cpp(value: Any) -> Heard | None:
    """`transcription` with `offsets` in milliseconds, as whisper.cpp writes it."""
    found = objects(at(value, "transcription"))
    if not any(isinstance(one.get("text"), str) for one in found):
        return None
    cues = [Cue(_label(one), words_of(one.get("text")), *_offsets(one)) for one in found]
    return Heard("whisper.cpp", cues, phrases=True)


def _offsets(item: Object) -> tuple[int, int]:
    begin, end = (milliseconds(at(item, "offsets", key)) for key in ("from", "to"))
    if begin >= 0:
        return begin, end
    return clock(words_of(at(item, "timestamps", "from"))), clock(words_of(at(item, "timestamps", "to")))


def chunks(value: Any) -> Heard | None:
    """`chunks`, or `speakers` where they are told apart, with a pair of seconds as `timestamp`."""
    parts = objects(at(value, "speakers")) or objects(at(value, "chunks"))
    if not any(isinstance(one.get("text"), str) and "timestamp" in one for one in parts):
        return None
    cues = [
        Cue(
            _label(one),
            words_of(one.get("text")),
            moment(at(one, "timestamp", 0)),
            moment(at(one, "timestamp", 1)),
        )
        for one in parts
    ]
    return Heard("Whisper (chunks)", cues, phrases=True)


def assembly(value: Any) -> Heard | None:
    """`utterances` with text, speaker, start and end, or `words` beside `text`, in milliseconds."""
    if not isinstance(value, dict) or not {"utterances", "words"} & value.keys():
        return None
    utterances = objects(value.get("utterances"))
    found = utterances or objects(value.get("words"))
    if not any(isinstance(one.get("text"), str) for one in found):
        return None
    unit, guess = _unit(found)
    if utterances:
        cues = [Cue(_label(one), words_of(one.get("text")), *_times(one, unit)) for one in found]
        return Heard("AssemblyAI", ordered(cues), phrases=True, guesses=guess)
    words = (Word(_label(one), words_of(one.get("text")), *_times(one, unit)) for one in found)
    return Heard("AssemblyAI", list(spoken(words)), guesses=guess)


def _unit(found: Sequence[Object]) -> tuple[str, tuple[str, ...]]:
    """Milliseconds where all times are whole numbers, else seconds."""
    times = [one[key] for one in found for key in ("start", "end") if one.get(key) is not None]
    if not times:
        return "seconds", ()
    unit = "milliseconds" if all(milliseconds(time) >= 0 for time in times) else "seconds"
    return unit, (f"times read as {unit}",)


def _times(item: Object, unit: str) -> tuple[int, int]:
    read = milliseconds if unit == "milliseconds" else moment
    return read(item.get("start")), read(item.get("end"))


def utterance_list(value: Any) -> Heard | None:
    """A list of objects with text, and start, end and speaker where they are known; times in seconds."""
    found = objects(value)
    if not found or not all(isinstance(first_of(one, "text", "transcript"), str) for one in found):
        return None
    cues = [
        Cue(
            _label(one),
            words_of(first_of(one, "text", "transcript")),
            moment(first_of(one, "start", "start_time", "begin")),
            moment(first_of(one, "end", "end_time")),
        )
        for one in found
    ]
    timed = any(cue.begin >= 0 for cue in cues)
    return Heard(
        "a list of segments", cues, phrases=True, guesses=("times read as seconds",) if timed else ()
    )


def whole_text(value: Any) -> Heard | None:
    """`text` and nothing that parts it."""
    if not isinstance(value, dict) or not isinstance(value.get("text"), str) or value.keys() - _BESIDE_TEXT:
        return None
    return Heard("text without times", [Cue("", value["text"], UNKNOWN, UNKNOWN)], phrases=True)
