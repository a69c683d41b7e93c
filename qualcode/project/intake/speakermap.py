"""A map of speakers to edit, as lines of qualcode.toml: every label that was found, ready to be changed."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from qualcode.errors import ReadError, UsageError
from qualcode.ingest.dividing.labels import label_key
from qualcode.ingest.formats.diarised import is_diarised
from qualcode.project.intake.speaking import SpeakerRow
from qualcode.settings import parse_settings
from qualcode.terms import PARTICIPANT

EVERYWHERE = "[speakers]"
_HEAD = """\
# Who speaks. Take away the # before a line to set what it says: the role of a label, another name for it
# ({role = "secretary", name = "Secretary Liu"}), or false where it is no speaker. Then run: qualcode ingest
"""


def with_speaker_map(settings: str, rows: Iterable[SpeakerRow], *, file: str) -> str:
    """The text of a settings file with a line for each label that it does not name yet.

    A label stands with all documents where it occurs in several, and with its document otherwise; what a
    machine called `Speaker 1` is someone else in each. The lines that are there stay as they are.

    Raises
    ------
    UsageError
        The file has its speakers in a form that nothing can be added to.
    """
    lines = settings.rstrip("\n").split("\n") if settings.strip() else ["format = 1"]
    told = _HEAD.splitlines()[0] in lines
    for section, entries in _sections(rows).items():
        lines = _with_entries(lines, section, entries, head=not told)
        told = told or _HEAD.splitlines()[0] in lines
    text = "\n".join(lines) + "\n"
    _check(text, file)
    return text


def _check(text: str, file: str) -> None:
    try:
        parse_settings(text, file=file)
    except ReadError as fault:
        raise UsageError(
            f"the map of speakers cannot be added to this file ({fault.message})",
            place=fault.place,
            cure='write speakers as a table of its own, under a line [speakers] or [documents."ID".speakers]',
            slug="speaker-map",
        ) from None


def _sections(rows: Iterable[SpeakerRow]) -> dict[str, list[tuple[str, str]]]:
    """For each table its labels, with the line that is written for them."""
    by_label: dict[str, list[SpeakerRow]] = defaultdict(list)
    for row in rows:
        if row.label:
            by_label[label_key(row.label)].append(row)
    sections: dict[str, list[tuple[str, str]]] = {}
    for found in by_label.values():
        if len({row.document for row in found}) > 1 and not is_diarised(found[0].label):
            sections.setdefault(EVERYWHERE, []).append(_entry(found))
            continue
        for document in dict.fromkeys(row.document for row in found):
            here = [row for row in found if row.document == document]
            sections.setdefault(f"[documents.{_quoted(document)}.speakers]", []).append(_entry(here))
    return sections


def _entry(rows: Sequence[SpeakerRow]) -> tuple[str, str]:
    """The label, and its line."""
    first = next((row for row in rows if row.taken == "yes"), rows[0])
    n = sum(row.turns for row in rows if row.taken == first.taken)
    documents = len({row.document for row in rows})
    where = f" in {documents} documents" if documents > 1 else ""
    noun, end = ("turn", "") if first.taken == "yes" else ("line", ", not taken for a speaker")
    note = f"{n} {noun}{'' if n == 1 else 's'}{where}{end}: {first.example}"
    return first.label, f"# {_quoted(first.label)} = {_quoted(first.role or PARTICIPANT)}  # {note}"


def _with_entries(
    lines: Sequence[str], section: str, entries: Sequence[tuple[str, str]], *, head: bool
) -> list[str]:
    """The lines with those entries whose label the section does not name."""
    begin = next((at for at, line in enumerate(lines) if _is_header(line, section)), None)
    if begin is None:
        explained = ["", *(_HEAD.splitlines() if head else [])]
        return [*lines, *explained, section, *(line for _, line in entries)]
    end = next((at for at in range(begin + 1, len(lines)) if lines[at].lstrip().startswith("[")), len(lines))
    there = set(_named(lines[begin + 1 : end]))
    new = [line for label, line in entries if label_key(label) not in there]
    while end > begin + 1 and not lines[end - 1].strip():
        end -= 1
    return [*lines[:end], *new, *lines[end:]]


def _is_header(line: str, section: str) -> bool:
    """Whether a line opens a table, a comment behind it aside."""
    rest = line.strip().removeprefix(section)
    return rest != line.strip() and (not rest or rest.lstrip().startswith("#"))


def _named(lines: Iterable[str]) -> Iterator[str]:
    """The keys of the labels that lines set, or would set without their #."""
    for line in lines:
        if found := re.match(r"""\s*#?\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w-]+))\s*=""", line):
            yield label_key(_unquoted(found[1]) if found[1] is not None else found[2] or found[3])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text
