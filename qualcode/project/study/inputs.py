"""Which files of those named are transcripts."""

import os
from collections.abc import Collection, Sequence
from functools import partial, reduce
from pathlib import Path

from qualcode.errors import ReadError, UsageError
from qualcode.ingest import SUFFIXES, Inputs, gather
from qualcode.project.study.folder import studies_of
from qualcode.project.study.texts import TRANSCRIPTS, with_pairs, with_transcripts

MOST_REASONS = 5
"""Files whose reason is given where there is nothing to read."""


def find(given: Sequence[str], *, beside: Sequence[str] = (), distinct: bool = True) -> Inputs:
    """The transcripts in `given`; the files of `beside`, which other options name, are none.

    Raises
    ------
    ReadError
        Two transcripts would have one id; not where several may (`distinct` False).
    """
    inputs, others = _gathered(given, distinct=distinct), set(map(_absolute, filter(None, beside)))
    files = tuple(one for one in inputs.files if _absolute(one.file) not in others)
    skipped = tuple(one for one in inputs.skipped if _absolute(one.file) not in others)
    return inputs._replace(files=files, skipped=skipped)


def _gathered(given: Sequence[str], *, distinct: bool) -> Inputs:
    """What lies in the paths; transcripts of a study are read from the texts that it keeps."""
    studies = studies_of(given)
    if len(studies) != 1 or not all(map(studies[0].holds, given)):
        return reduce(partial(with_pairs, whole=False), studies, gather(given, distinct=distinct))
    [study] = studies
    root = study.folder / TRANSCRIPTS
    meant = with_transcripts(given, study)
    whole = len(meant) < len(given) or any(os.path.realpath(path) == os.path.realpath(root) for path in meant)
    found = gather(meant, below=root, distinct=distinct)
    return with_pairs(found, study, whole=whole, distinct=distinct)


def _absolute(path: str) -> str:
    return os.path.normpath(Path(path).absolute())


def check_output(output: str, given: Sequence[str], inputs: Inputs) -> None:
    """Refuse results among the transcripts: the next run would take that folder for results, all of it.

    Raises
    ------
    UsageError
        A transcript lies in `output` itself, or in a folder below it by way of which it was found.
    """
    place = os.path.realpath(output)
    roots = {os.path.realpath(path) for path in given if Path(path).is_dir()}
    for file in inputs.files:
        if place in _way(os.path.realpath(file.path.parent), roots):
            raise UsageError(
                f"the tables cannot stand among the transcripts that they are made of ({file.file})",
                place=output,
                cure="choose another folder with -o",
                slug="output",
            )


def _way(folder: str, roots: Collection[str]) -> list[str]:
    """`folder` and those above it, up to the outermost of `roots` that holds it."""
    up = [folder, *map(str, Path(folder).parents)]
    return up[: max((at for at, one in enumerate(up) if one in roots), default=0) + 1]


def nothing_to_read(given: Sequence[str], inputs: Inputs) -> ReadError:
    """The error where `given` holds no transcript, with what was left out and why."""
    first = sorted(inputs.skipped, key=lambda one: one.expected)
    reasons = [f"{one.file}: {one.reason}{one.cure and '; '}{one.cure}" for one in first[:MOST_REASONS]]
    cure = "\n  ".join(reasons) or f"transcripts end in {', '.join(SUFFIXES)}"
    place = ", ".join(given)
    return ReadError("there is no transcript to code", place=place, cure=cure, slug="no-transcripts")
