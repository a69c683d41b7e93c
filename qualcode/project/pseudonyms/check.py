"""What is left of originals in the files of a study: `qualcode pseudonymise --check`."""

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from qualcode.errors import ReadError, UsageError
from qualcode.ingest.pairs import TURNS
from qualcode.journal.anchor import AROUND
from qualcode.project.pseudonyms.files import read_key, read_table
from qualcode.project.study.journals import SUFFIX
from qualcode.pseudonyms.confirm import decisions_of
from qualcode.pseudonyms.leftovers import Leftover, Leftovers, Part
from qualcode.text.patterns import lazy

CHECKED = (
    *("text", "codings", "memos", "results", "attributes.csv", "transcripts/attributes.csv"),
    *("codebook.yaml", "qualcode.toml"),
)
"""What of a study is looked at for leftovers; transcripts hold originals and stay as they are."""

BESIDE = ("results?*", "report-*")
"""Results and reports of single coders, which stand in the study under names of their own."""

LEFT_COLUMNS = ("place", "start", "end", "found", "how", "replacement")
TEXT_SUFFIXES = frozenset(
    ".txt .md .csv .json .jsonl .yaml .yml .toml .html .tex .svg .bib .tsv .srt .vtt".split()
)
_HEX = lazy(r"(?<![0-9A-Za-z])[0-9a-f]{32,64}(?![0-9A-Za-z])")
_NO_TEXT = lazy(r'(?m)^ "(?:sha256|read_sha256|document|source)": .*$|^  \[[\d, \-]*\],?$')


class _Segment(NamedTuple):
    """A stretch of a file that is looked at: its line, its text, and whether it is cut at either end."""

    line: int
    text: str
    cut_before: bool = False
    cut_after: bool = False


def check_study(folder: Path, *, table: Path, key: Path) -> tuple[list[Leftover], list[str]]:
    """Leftovers in the files of a study, each place with its line; and the files that were not looked into.

    Names of files count too. What the table confirmed counts as well as what the key holds. Of journals only
    quotes, their context and memos are looked at, of turns everything but ids and checksums.

    Raises
    ------
    UsageError
        There is neither table nor key.
    ReadError
        Table or key cannot be read.
    """
    if not (table.exists() or key.exists()):
        message = f"there is neither {table.as_posix()} nor {key.as_posix()}: nothing was decided"
        raise UsageError(message, cure="write the table first: qualcode pseudonymise", slug="pseudonyms")
    replaced = {original: new for original, (new, _) in read_key(key).items()}
    decisions = decisions_of(read_table(table), before=replaced)
    search = Leftovers(decisions.replacements, decisions.kept)
    left: list[Leftover] = []
    passed: list[str] = []
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        text = _text(path)
        left += search.of([Part(name, name)])
        if text is None:
            passed.append(name)
        else:
            left += _left_in(name, list(_segments(name, text)), search)
    return left, passed


def _files(folder: Path) -> Iterator[Path]:
    """The files of a study that are checked, in the order of their names."""
    beside = [path.name for pattern in BESIDE for path in folder.glob(pattern)]
    for name in (*CHECKED, *sorted(beside)):
        place = folder / name
        if place.is_file():
            yield place
        elif place.is_dir():
            yield from sorted(
                path for path in place.rglob("*") if path.is_file() and not path.name.startswith(".")
            )


def _text(path: Path) -> str | None:
    """The text of a file; None where it is none that can be looked into."""
    if path.suffix.lower() not in TEXT_SUFFIXES:
        return None
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return None
    except OSError as fault:
        raise ReadError(
            f"cannot be opened: {fault.strerror}",
            place=path.as_posix(),
            cure="check who may read it",
            slug="pseudonyms",
        ) from None


def _segments(name: str, text: str) -> Iterator[_Segment]:
    """What of a file is looked at."""
    if name.endswith(TURNS):
        text = _NO_TEXT.sub("", text)
    for number, line in enumerate(text.split("\n"), 1):
        if name.endswith(SUFFIX):
            yield from _of_event(number, line)
        elif line:
            yield _Segment(number, _HEX.sub(_blank, line))


def _blank(found: re.Match[str]) -> str:
    return "#" * len(found[0])


def _of_event(number: int, line: str) -> Iterator[_Segment]:
    """The quote of an event with its context, and the text of a memo; all of a line that is damaged."""
    try:
        event = json.loads(line or "{}")
    except (ValueError, RecursionError):
        event = None
    if not isinstance(event, dict):
        yield _Segment(number, line)
        return
    before, quote, after, memo = (str(event.get(key) or "") for key in ("before", "quote", "after", "text"))
    if quoted := before + quote + after:
        yield _Segment(number, quoted, len(before) >= AROUND, len(after) >= AROUND)
    if memo:
        yield _Segment(number, memo)


def _left_in(name: str, segments: list[_Segment], search: Leftovers) -> Iterator[Leftover]:
    """The leftovers in a file: one search, each place in its line."""
    starts, at = [], 0
    for one in segments:
        starts.append(at)
        at += len(one.text) + 1
    for found in search.of([Part(name, "\n".join(one.text for one in segments))]):
        number = bisect_right(starts, found.start) - 1
        segment, start = segments[number], found.start - starts[number]
        end = start + found.end - found.start
        if end <= len(segment.text) and not _is_cut(segment, start, end):
            yield found._replace(place=f"{name}:{segment.line}", start=start, end=end)


def _is_cut(segment: _Segment, start: int, end: int) -> bool:
    """Whether a Latin word may go on beyond the context that a journal keeps: `Anna` of Annabel."""
    before = segment.cut_before and start == 0 and segment.text[:1].isascii()
    after = segment.cut_after and end == len(segment.text) and segment.text[-1:].isascii()
    return before or after


def left_cells(one: Leftover) -> tuple[str | int, ...]:
    """A leftover with the columns LEFT_COLUMNS."""
    return one.place, one.start, one.end, one.found, one.how, one.replacement


class LeftInFile(NamedTuple):
    """How often an original, or a number, is left in a file."""

    file: str
    found: str
    how: str
    replacement: str
    n: int


def by_file(left: Iterable[Leftover]) -> list[LeftInFile]:
    """The leftovers file by file, in their order, each spelling once."""
    counts = Counter((_file(one.place), one.found, one.how, one.replacement) for one in left)
    return [LeftInFile(*of, n) for of, n in counts.items()]


def _file(place: str) -> str:
    file, sign, line = place.rpartition(":")
    return file if sign and line.isdigit() else place
