"""A draft is divided: header block, turns, their labels and times."""

from collections.abc import Collection

import numpy as np

from qualcode.ingest.dividing.divided import Divided
from qualcode.ingest.dividing.header import Header, leading_block, read_header
from qualcode.ingest.dividing.labels import Head, label_key
from qualcode.ingest.dividing.marks import Marks, find_marks
from qualcode.ingest.dividing.pattern import marks_by_pattern
from qualcode.ingest.dividing.setaside import tables_aside
from qualcode.ingest.dividing.stamps import Stamps, label_times
from qualcode.ingest.dividing.turns import Decision, all_taken, decide, spans_of
from qualcode.ingest.dividing.wrapping import is_wrapped
from qualcode.ingest.draft import Draft
from qualcode.ingest.options import IngestOptions
from qualcode.ingest.times import turn_times
from qualcode.terms import CodePoints, Ints, Offsets
from qualcode.text.chars import code_points


def divide(draft: Draft, *, options: IngestOptions, known_labels: Collection[str] = ()) -> Divided:
    """Recognise labels and header block of a draft, and divide its text into turns.

    `known_labels` are labels that are certain in other documents of the run.
    """
    decision = _decision(draft, options, known_labels)
    header = _header(draft, decision)
    marks = decision.turns.at(slice(header.first_turn, None))
    points = code_points(draft.text)
    spans, head, heads = _turns(draft.text, points, marks, header)
    labelled = {one.label for one in heads} - {""}
    stamps = Stamps(draft.times) if draft.times or draft.complete else label_times(draft.text, marks)
    return Divided(
        draft.text,
        spans,
        head,
        heads,
        times=turn_times(stamps.times, spans),
        tables=tables_aside(draft.tables, spans) if labelled else (),
        wrapped=draft.may_wrap and is_wrapped(draft.text, points, marks.line),
        by=draft.names if draft.complete else "pattern" if options.speaker_pattern else "label",
        complete=draft.complete,
        header=header.fields,
        header_lines=header.lines,
        lines_aside=_lines_set_aside(draft.text, header, int(spans[0, 0])) if len(spans) else 0,
        attributes=draft.attributes,
        certain=decision.certain & labelled,
        doubtful=decision.doubtful,
        guesses=draft.guesses,
        time_guess=stamps.guess,
        warnings=draft.warnings,
    )


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


def _turns(
    text: str, points: CodePoints, marks: Marks, header: Header
) -> tuple[Offsets, Ints, tuple[Head, ...]]:
    """Spans of the turns, for each the number of its head, and the heads in order of appearance."""
    if not len(marks):
        span = _one_turn(text, header.end)
        return span, np.full(len(span), -1, np.int64), ()
    number = {head: place for place, head in enumerate(dict.fromkeys(marks.head.tolist()))}
    head = np.array([number[one] for one in marks.head.tolist()], np.int64)
    return spans_of(text, marks, points), head, tuple(marks.heads[one] for one in number)


def _one_turn(text: str, start: int) -> Offsets:
    """All speech of a document without labels, as one turn."""
    begin = len(text) - len(text[start:].lstrip())
    end = len(text.rstrip())
    return np.array([(begin, begin, end)] if begin < end else [], np.int32).reshape(-1, 3)


def _lines_set_aside(text: str, header: Header, first: int) -> int:
    """Lines with text before the first turn, those of the header block not counted."""
    filled = sum(1 for line in text[:first].split("\n") if line.strip())
    return max(0, filled - header.lines)
