"""Which files of those named are transcripts."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qualcode.errors import ReadError
from qualcode.ingest import Inputs, gather

MOST_REASONS = 5
"""Files whose reason is given where there is nothing to read."""


def find(given: Sequence[str], *, beside: Sequence[str] = ()) -> Inputs:
    """The transcripts in `given`; the files of `beside`, which other options name, are none.

    Raises
    ------
    ReadError
        Two transcripts would have one id.
    """
    inputs, others = gather(given), set(map(_absolute, filter(None, beside)))
    files = tuple(one for one in inputs.files if _absolute(one.file) not in others)
    skipped = tuple(one for one in inputs.skipped if _absolute(one.file) not in others)
    return replace(inputs, files=files, skipped=skipped)


def _absolute(path: str) -> str:
    return os.path.normpath(Path(path).absolute())


def nothing_to_read(given: Sequence[str], inputs: Inputs) -> ReadError:
    """The error where `given` holds no transcript, with what was left out and why."""
    reasons = [f"{one.file}: {one.reason}" for one in inputs.skipped[:MOST_REASONS]]
    cure = "\n  ".join(reasons) or "transcripts are .txt, .md, .docx and .csv files"
    place = ", ".join(given)
    return ReadError("there is no transcript to code", place=place, cure=cure, slug="no-transcripts")
