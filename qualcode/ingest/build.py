"""A draft and its turns become a Document."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from qualcode.ingest.asides import find_asides
from qualcode.ingest.attributes import Attributes, Row, document_values, speaker_values
from qualcode.ingest.draft import Draft
from qualcode.ingest.header import Header, leading_block, read_header
from qualcode.ingest.labels import label_key
from qualcode.ingest.marks import Marks, find_marks
from qualcode.ingest.options import IngestOptions
from qualcode.ingest.pattern import marks_by_pattern
from qualcode.ingest.roles import given_role, infer_roles, named_interviewer
from qualcode.ingest.setaside import about_tables, tables_aside, without_tables
from qualcode.ingest.silence import silence
from qualcode.ingest.stamps import Stamps, label_times
from qualcode.ingest.times import turn_times
from qualcode.ingest.turns import Decision, all_taken, decide, spans_of
from qualcode.ingest.wrapping import is_wrapped
from qualcode.settings import SpeakerSetting
from qualcode.terms import INTERVIEWER, CodePoints, Offsets
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
    elsewhere. `words` are those of the document, where they had to be found already.
    """

    document: Document
    certain: frozenset[str]
    doubtful: frozenset[str]
    words: Words | None = None


class _Turns(NamedTuple):
    """Turns with their speakers: `spans` (k, 3), `speaker` (k,), -1 where there is none."""

    spans: Offsets
    speaker: Offsets
    labels: tuple[str, ...]
    titles: Mapping[str, str]
    joined: Offsets


def build(
    draft: Draft,
    *,
    id: str,
    source: Source,
    options: IngestOptions,
    attributes: Attributes | None = None,
    known_labels: Collection[str] = (),
) -> Ingested:
    """Recognise speakers in a draft and put the document together."""
    decision = _decision(draft, options, known_labels)
    header = _header(draft, decision)
    marks = decision.turns.at(slice(header.first_turn, None))
    points = code_points(draft.text)
    turns = _turns(draft.text, points, marks, header, options)
    stamps = Stamps(draft.times) if draft.times or draft.complete else label_times(draft.text, marks)
    asides = find_asides(draft.text, points, turns.spans, remarks=options.remarks, labels=turns.joined)
    tables = tables_aside(draft.tables, turns.spans) if turns.labels else ()
    spans, asides = without_tables(draft.text, turns.spans, asides, tables)
    turns = turns._replace(spans=spans)
    rows = attributes.of(id, source.file) if attributes else ()
    values = {**draft.attributes, **document_values(rows)}
    role = given_role(values.pop("role", ""))
    turns, speakers = _with_role(turns, role, _speakers(turns, options.speakers, rows, role))
    wrapped = _wrapped(draft, points, marks, options)
    lines = ("lines wrapped by width",) if wrapped and options.wrapped is None else ()
    silent = silence(draft.text, turns.spans, turns.speaker, speakers, asides, decision.doubtful)
    document = Document(
        id,
        draft.text,
        turns.spans,
        turns.speaker,
        speakers,
        asides,
        wrapped,
        attributes=values,
        header=header.fields,
        source=source,
        turn_times=turn_times(stamps.times, turns.spans),
        guesses=(
            *draft.guesses,
            *_guesses(draft, options, decision, header, turns, speakers),
            *filter(None, [stamps.guess]),
            *about_tables(tables),
            *lines,
        ),
        warnings=(*draft.warnings, *silent, *_strangers(turns, rows)),
    )
    words = map_words(document.text, document.hidden) if _may_hold_han(points) else None
    found = _given_language(values.get("language", ""), _language(document, words))
    document = replace(document, language=found.shown, main_language=found.main)
    return Ingested(document, decision.certain & set(turns.labels), frozenset(decision.doubtful), words)


def _may_hold_han(points: CodePoints) -> bool:
    return bool(points.dtype.itemsize > 1 and (points >= FIRST_HAN).any())


def _language(document: Document, words: Words | None) -> Language:
    """The language of the speech; what holds no Han character need not be divided into words."""
    if words is not None:
        return language_of(document.text, words)
    spoken = any(map(str.isalnum, document.text[document.turn_spans[0, 1] :])) if document.n_turns else False
    return Language("en", "en") if spoken else Language()


def _decision(draft: Draft, options: IngestOptions, known_labels: Collection[str]) -> Decision:
    if draft.complete:
        return all_taken(draft.given)
    if options.speaker_pattern:
        found = marks_by_pattern(draft.text, options.speaker_pattern)
        return all_taken(found)._replace(marks=find_marks(draft.text))
    forced = {label_key(label): setting.speaks for label, setting in options.speakers.items()}
    known = frozenset(map(label_key, known_labels))
    return decide(draft.text, known=known, forced=forced, given=draft.given)


def _header(draft: Draft, decision: Decision) -> Header:
    if draft.complete:
        return Header()
    if len(decision.turns):
        header = read_header(draft.text, decision.marks, decision.turns)
        if header.first_turn < len(decision.turns):
            return header
    block = leading_block(draft.text, decision.marks)
    return Header(block.fields, len(decision.turns), block.end, block.lines)


def _turns(text: str, points: CodePoints, marks: Marks, header: Header, options: IngestOptions) -> _Turns:
    if not len(marks):
        return _one_turn(text, header.end)
    numbers, labels = _number_speakers(marks, options.speakers)
    titles: dict[str, str] = {}
    for number in dict.fromkeys(marks.head.tolist()):
        head = marks.heads[number]
        if head.title and not len(find_remarks(f"({head.title})", options.remarks)):
            titles.setdefault(labels[numbers[number]], head.title)
    speaker = np.array([numbers.get(number, -1) for number in range(len(marks.heads))], np.int32)[marks.head]
    spans = spans_of(text, marks, points)
    joined = np.zeros((0, 2), np.int32)
    if options.join_turns:
        spans, speaker, joined = _join(spans, speaker)
    return _Turns(spans, speaker, tuple(labels), titles, joined)


def _number_speakers(
    marks: Marks, settings: Mapping[str, SpeakerSetting]
) -> tuple[dict[int, int], list[str]]:
    """For each head that occurs its speaker's number, -1 for none; and the labels in order."""
    names = {label_key(label): setting.name for label, setting in settings.items() if setting.name}
    numbers: dict[int, int] = {}
    by_key: dict[str, int] = {}
    labels: list[str] = []
    for head in dict.fromkeys(marks.head.tolist()):
        label = names.get(marks.heads[head].key) or marks.heads[head].label
        key = label_key(label)
        if key and key not in by_key:
            by_key[key] = len(labels)
            labels.append(label)
        numbers[head] = by_key[key] if key else -1
    return numbers, labels


def _one_turn(text: str, start: int) -> _Turns:
    """All speech of a document without labels, as one turn."""
    begin = len(text) - len(text[start:].lstrip())
    end = len(text.rstrip())
    spans = np.array([(begin, begin, end)] if begin < end else [], np.int32).reshape(-1, 3)
    nobody = np.full(len(spans), -1, np.int32)
    return _Turns(spans, nobody, (), {}, np.zeros((0, 2), np.int32))


def _join(spans: Offsets, speaker: Offsets) -> tuple[Offsets, Offsets, Offsets]:
    """Consecutive turns of one speaker as one; the labels that come to lie within speech."""
    same = (speaker[1:] == speaker[:-1]) & (speaker[1:] >= 0)
    heads = np.flatnonzero(np.concatenate(([True], ~same)))
    tails = np.append(heads[1:], len(spans)) - 1
    labels = spans[1:][same][:, :2]
    joined = np.stack([spans[heads, 0], spans[heads, 1], spans[tails, 2]], axis=1)
    return joined.astype(np.int32), speaker[heads], labels.astype(np.int32)


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


def _wrapped(draft: Draft, points: CodePoints, marks: Marks, options: IngestOptions) -> bool:
    if options.wrapped is not None:
        return options.wrapped
    return draft.may_wrap and is_wrapped(draft.text, points, marks.line)


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
    draft: Draft,
    options: IngestOptions,
    decision: Decision,
    header: Header,
    turns: _Turns,
    speakers: Sequence[Speaker],
) -> Iterator[str]:
    """What was taken for granted about speakers, in sentences."""
    if turns.labels:
        by = draft.names if draft.complete else "pattern" if options.speaker_pattern else "label"
        yield f"speakers: {listed(turns.labels)} (by {by})"
        yield _about_interviewers(speakers, header)
    elif draft.complete:
        yield f"no {draft.names} names the speakers"
    else:
        what = "below the header block" if header.lines else "of the text"
        yield f"no speaker labels found: all {what} is speech"
    aside = _lines_set_aside(draft.text, header, int(turns.spans[0, 0])) if len(turns.spans) else 0
    if aside:
        first = "label" if turns.labels else "line of speech"
        yield f"{aside} {'line' if aside == 1 else 'lines'} before the first {first} set aside"
    if header.fields:
        yield f"header block: {listed(tuple(header.fields))}"
    if decision.doubtful and turns.labels:
        yield f"not taken for speakers: {listed(decision.doubtful)}"


def listed(names: Sequence[str]) -> str:
    """Names for a sentence; beyond twelve only their number."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _about_interviewers(speakers: Sequence[Speaker], header: Header) -> str:
    asking = [speaker.label for speaker in speakers if speaker.is_interviewer]
    if asking:
        return f"interviewer: {listed(asking)}"
    name = named_interviewer(header.fields)
    return f"no interviewer found (the header block names {name})" if name else "no interviewer found"


def _lines_set_aside(text: str, header: Header, first: int) -> int:
    """Lines with text before the first turn, those of the header block not counted."""
    filled = sum(1 for line in text[:first].split("\n") if line.strip())
    return max(0, filled - header.lines)
