"""Recognised speech as JSON: what transcription programs and services write, told apart by its shape."""

import json
from collections.abc import Callable
from typing import Any

from qualcode.errors import ReadError
from qualcode.ingest.draft import Draft, decoded_text
from qualcode.ingest.formats.cues import draft_of
from qualcode.ingest.formats.services import amazon, deepgram, google
from qualcode.ingest.formats.shapes import Heard
from qualcode.ingest.formats.transcribers import (
    assembly,
    chunks,
    segments,
    utterance_list,
    whisper_cpp,
    whole_text,
)
from qualcode.ingest.options import IngestOptions

MOST_BYTES = 30_000_000
KNOWN = "Whisper, WhisperX, Amazon Transcribe, Google Speech-to-Text, Deepgram, AssemblyAI"
_CURE = f"known are the files of {KNOWN}, and lists of segments with text, start, end and speaker"

Shape = Callable[[Any], Heard | None]
SHAPES: tuple[Shape, ...] = (
    amazon,
    deepgram,
    google,
    assembly,
    segments,
    whisper_cpp,
    chunks,
    utterance_list,
    whole_text,
)


def read_json(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .json file of recognised speech.

    Raises ReadError where it is no JSON, larger than 30 MB, or of none of the known shapes.
    """
    if len(data) > MOST_BYTES:
        message = f"this file is larger than {MOST_BYTES // 1_000_000} MB"
        raise ReadError(message, place=file, cure="split it, one recording a file", slug="json")
    text, decoded, lost = decoded_text(data, file=file, options=options)
    heard = _heard(_parsed(text, file), file)
    return draft_of(
        heard.cues,
        file=file,
        reader="json",
        names="diarisation",
        phrases=heard.phrases,
        decoded=decoded,
        guesses=(f"read as {heard.shape}", *heard.guesses),
        warnings=(*lost, *heard.warnings),
    )


def _parsed(text: str, file: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as fault:
        raise ReadError(
            f"this is no JSON: {fault.msg}",
            place=f"{file}:{fault.lineno}:{fault.colno}",
            cure=_CURE,
            slug="json",
        ) from None
    except RecursionError:
        raise ReadError("this JSON is nested too deeply", place=file, cure=_CURE, slug="json") from None
    except ValueError:
        raise ReadError("this JSON holds a number without end", place=file, cure=_CURE, slug="json") from None


def _heard(value: Any, file: str) -> Heard:
    """What was heard, by the first shape that fits."""
    for shape in SHAPES:
        if heard := shape(value):
            return heard
    held = (
        f"it holds {', '.join(map(repr, list(value)[:6]))}" if isinstance(value, dict) else "it is no object"
    )
    raise ReadError(f"this JSON is of no known shape: {held}", place=file, cure=_CURE, slug="json-shape")
