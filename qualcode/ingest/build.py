"""A divided transcript becomes a Document: speakers, roles, attributes, language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from qualcode.ingest.attributes import Attributes, Row, document_values, speaker_values
from qualcode.ingest.dividing.asides import find_asides
from qualcode.ingest.dividing.divided import Divided
from qualcode.ingest.dividing.labels import label_key
from qualcode.ingest.dividing.roles import given_role, infer_roles, named_interviewer
from qualcode.ingest.dividing.setaside import about_tables, without_tables
from qualcode.ingest.dividing.silence import silence
from qualcode.ingest.options import IngestOptions
from qualcode.ingest.times import spanning
from qualcode.settings import SpeakerSetting
from qualcode.terms import INTERVIEWER, CodePoints, Ints, Offsets
from qualcode.text.chars import code_points
from qualcode.text.document import Document, Source, Speaker
from qualcode.text.language import Language, language_of
from qualcode.text.remarks import find_remarks
from qualcode.text.words import Words, map_words

SHOWN = 12
"""Labels that a guess names before it only counts the others."""
FIRST_HAN = 0x2E80
LANGUAGES = {
    "zh-hans": "zh-Hans",
    "zh-hant": "zh-Hant",
    "zh-cn": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh": "zh",
    "en": "en",
}


class Ingested(NamedTuple):
    """A document as it was read.

    `certain` are labels that were taken without doubt: other documents of the run may rely
    on them. `doubtful` are labels that were not taken, but would be if they were certain
    elsewhere. `words` are those of the document, where they had to be found already. `settled`: a study
    keeps how it is divided, whatever is certain elsewhere.
    """

    document: Document
    certain: frozenset[str]
    doubtful: frozenset[str]
    words: Words | None = None
    settled: bool = False

    @property
    def open(self) -> frozenset[str]:
        """The doubtful labels that other documents of the run may settle."""
        return frozenset() if self.settled else self.doubtful


class _Turns(NamedTuple):
    """Turns with their speakers: `spans` (k, 3), `speaker` (k,), -1 where there is none."""

    spans: Offsets
    speaker: Offsets
    times: Ints
    labels: tuple[str, ...]
    titles: Mapping[str, str]
    joined: Offsets


def finish(
    divided: Divided,
    *,
    id: str,
    source: Source,
    options: IngestOptions,
    attributes: Attributes | None = None,
) -> Ingested:
    """Give a divided transcript its speakers, roles, attributes and language: it becomes a document."""
    text, points = divided.text, code_points(divided.text)
    turns = _turns(divided, options)
    asides = find_asides(text, points, turns.spans, remarks=options.remarks, labels=turns.joined)
    spans, asides = without_tables(text, turns.spans, asides, divided.tables)
    rows = attributes.of(id, source.file) if attributes else ()
    values = {**divided.attributes, **document_values(rows)}
    role = given_role(values.pop("role", ""))
    turns, speakers = _with_role(
        turns._replace(spans=spans), role, _speakers(turns, options.speakers, rows, role)
    )
    document = Document(
        id,
        text,
        turns.spans,
        turns.speaker,
        speakers,
        asides,
        divided.wrapped if options.wrapped is None else options.wrapped,
        attributes=values,
        header=divided.header,
        source=source,
        turn_times=turns.times,
        guesses=tuple(_guesses(divided, options, turns, speakers)),
        warnings=(
            *divided.warnings,
            *silence(text, turns.spans, turns.speaker, speakers, asides, divided.doubtful),
            *_strangers(turns, rows),
        ),
    )
    return _with_language(document, divided, points)


def _with_language(document: Document, divided: Divided, points: CodePoints) -> Ingested:
    words = map_words(document.text, document.hidden) if _may_hold_han(points) else None
    found = _given_language(document.attributes.get("language", ""), _language(document, words))
    document = replace(document, language=found.shown, main_language=found.main)
    return Ingested(document, divided.certain, frozenset(divided.doubtful), words)


def _may_hold_han(points: CodePoints) -> bool:
    return bool(points.dtype.itemsize > 1 and (points >= FIRST_HAN).any())


def _language(document: Document, words: Words | None) -> Language:
    """The language of the speech; what holds no Han character need not be divided into words."""
    if words is not None:
        return language_of(document.text, words)
    spoken = any(map(str.isalnum, document.text[document.turn_spans[0, 1] :])) if document.n_turns else False
    return Language("en", "en") if spoken else Language()


def _turns(divided: Divided, options: IngestOptions) -> _Turns:
    """The turns with their speakers, consecutive ones joined where that is asked for."""
    numbers, labels = _number_speakers(divided, options.speakers)
    titles: dict[str, str] = {}
    for number, head in enumerate(divided.heads):
        if head.title and not len(find_remarks(f"({head.title})", options.remarks)):
            titles.setdefault(labels[numbers[number]], head.title)
    speaker = np.array([*numbers, -1], np.int32)[divided.head]
    turns = _Turns(divided.spans, speaker, divided.times, tuple(labels), titles, np.zeros((0, 2), np.int32))
    return _joined(turns) if options.join_turns else turns


def _number_speakers(divided: Divided, settings: Mapping[str, SpeakerSetting]) -> tuple[list[int], list[str]]:
    """For each head its speaker's number, -1 for none; and the labels in order."""
    names = {label_key(label): setting.name for label, setting in settings.items() if setting.name}
    by_key: dict[str, int] = {}
    labels: list[str] = []
    numbers = []
    for head in divided.heads:
        label = names.get(head.key) or head.label
        key = label_key(label)
        if key and key not in by_key:
            by_key[key] = len(labels)
            labels.append(label)
        numbers.append(by_key[key] if key else -1)
    return numbers, labels


def _joined(turns: _Turns) -> _Turns:
    """Consecutive turns of one speaker as one; the labels that come to lie within speech."""
    spans, speaker = turns.spans, turns.speaker
    same = (speaker[1:] == speaker[:-1]) & (speaker[1:] >= 0)
    heads = np.flatnonzero(np.concatenate(([True], ~same)))[: len(spans)]
    tails = np.append(heads[1:], len(spans)) - 1
    return turns._replace(
        spans=np.stack([spans[heads, 0], spans[heads, 1], spans[tails, 2]], axis=1).astype(np.int32),
        speaker=speaker[heads],
        times=spanning(turns.times, heads),
        joined=spans[1:][same][:, :2].astype(np.int32),
    )


def _speakers(
    turns: _Turns, settings: Mapping[str, SpeakerSetting], rows: Sequence[Row], document_role: str
) -> tuple[Speaker, ...]:
    """Speakers with roles and attributes; the role of the document is that of those who answer."""
    inferred = infer_roles(turns.labels)
    values = speaker_values(rows)
    chosen = {label_key(s.name or label): given_role(s.role) for label, s in settings.items() if s.role}
    speakers = []
    for label in turns.labels:
        key = label_key(label)
        mine = {"title": turns.titles[label]} if label in turns.titles else {}
        mine |= values.get(key, {})
        given = mine.pop("role", "") or chosen.get(key, "")
        if not given and inferred[label] != INTERVIEWER:
            given = document_role
        speakers.append(Speaker(label, given or inferred[label], mine, bool(given)))
    return tuple(speakers)


def _with_role(turns: _Turns, role: str, speakers: tuple[Speaker, ...]) -> tuple[_Turns, tuple[Speaker, ...]]:
    """Speech without any label whose role is given belongs to a speaker without a name."""
    if turns.labels or not role or not len(turns.spans):
        return turns, speakers
    return turns._replace(speaker=np.zeros_like(turns.speaker)), (Speaker("", role, {}, True),)


def _strangers(turns: _Turns, rows: Sequence[Row]) -> tuple[str, ...]:
    """Warnings about rows for people who do not speak."""
    present = set(map(label_key, turns.labels))
    absent = dict.fromkeys(
        row.speaker for row in rows if row.speaker and label_key(row.speaker) not in present
    )
    return tuple(f"attributes for {name}, who has no turn" for name in absent)


def _given_language(given: str, found: Language) -> Language:
    """The language that attributes name, else the one that was found; what is mixed is mainly the latter."""
    tag = LANGUAGES.get(given.strip().casefold().replace("_", "-"), given.strip())
    main = tag.partition("-")[0].casefold()
    if not tag:
        return found
    if main == "mixed":
        return Language(main, found.main)
    return Language(tag, main if main in ("zh", "en") else "")


def _guesses(
    divided: Divided, options: IngestOptions, turns: _Turns, speakers: Sequence[Speaker]
) -> Iterator[str]:
    """What was taken for granted, in sentences."""
    yield from divided.guesses
    if turns.labels:
        yield f"speakers: {listed(turns.labels)} (by {divided.by})"
        yield _about_interviewers(speakers, divided.header)
    elif divided.complete:
        yield f"no {divided.by} names the speakers"
    else:
        what = "below the header block" if divided.header_lines else "of the text"
        yield f"no speaker labels found: all {what} is speech"
    if aside := divided.lines_aside:
        first = "label" if turns.labels else "line of speech"
        yield f"{aside} {'line' if aside == 1 else 'lines'} before the first {first} set aside"
    if divided.header:
        yield f"header block: {listed(tuple(divided.header))}"
    if divided.doubtful and turns.labels:
        yield f"not taken for speakers: {listed(divided.doubtful)}"
    yield from filter(None, [divided.time_guess])
    yield from about_tables(divided.tables)
    if divided.wrapped and options.wrapped is None:
        yield "lines wrapped by width"


def listed(names: Sequence[str]) -> str:
    """Names for a sentence; beyond twelve only their number."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _about_interviewers(speakers: Sequence[Speaker], header: Mapping[str, str]) -> str:
    asking = [speaker.label for speaker in speakers if speaker.is_interviewer]
    if asking:
        return f"interviewer: {listed(asking)}"
    name = named_interviewer(header)
    return f"no interviewer found (the header block names {name})" if name else "no interviewer found"
