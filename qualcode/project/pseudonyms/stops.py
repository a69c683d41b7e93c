"""What stops pseudonyms before anything is written: files not read in, labels that would no longer do."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from qualcode.errors import Problem, ReadError, UsageError
from qualcode.ingest import IngestOptions, ingest_input
from qualcode.ingest.attributes import Attributes, speaker_values
from qualcode.ingest.dividing.labels import Head, label_key
from qualcode.ingest.dividing.roles import infer_roles
from qualcode.ingest.kept import load_pair
from qualcode.ingest.pairs import Stored
from qualcode.project.job.defaults import in_study
from qualcode.project.job.options import CodeOptions, reading_of
from qualcode.project.pseudonyms.candidates import chained_problems, changed_decisions
from qualcode.project.pseudonyms.files import as_error
from qualcode.project.study.folder import Study
from qualcode.project.study.inputs import find
from qualcode.project.study.texts import TRANSCRIPTS, kept_texts
from qualcode.pseudonyms.confirm import Row, decisions_of
from qualcode.pseudonyms.replace import Decisions
from qualcode.pseudonyms.replace import replace as replaced

_NOT_IN_LABELS = ":：\n\r\u2028\u2029"


def check_rows(rows: Sequence[Row], before: Mapping[str, str], table: Path) -> Decisions:
    """What was decided, by a table and the key `before`.

    Raises
    ------
    UsageError
        Nothing is confirmed.
    ReadError
        Decisions that cannot be carried out.
    """
    decisions = decisions_of(rows, before=before)
    if not decisions.replacements:
        cure = f"write yes into the column confirm of {table.as_posix()} (qualcode pseudonymise writes it)"
        raise UsageError("nothing is confirmed", cure=cure, slug="pseudonyms")
    name = table.as_posix()
    problems = [*changed_decisions(rows, before, name), *chained_problems(decisions, name)]
    if problems:
        raise as_error(problems)
    return decisions


def check_study(study: Study, decisions: Decisions, table: Path) -> tuple[str, ...]:
    """Every document must be kept, and its speakers must stay apart and keep their roles.

    Returns sentences about transcripts that cannot be read, and so have no text in the study.

    Raises
    ------
    UsageError
        Transcripts that can be read and are not in `text/` yet.
    ReadError
        A text cannot be read; labels that would no longer do.
    """
    options, attributes = reading_of(in_study(CodeOptions((study.path(TRANSCRIPTS),), "")))
    told = _unread(study, options, attributes)
    problems = [
        Problem(message, table.as_posix(), cure=cure, slug="pseudonyms")
        for stored in map(load_pair, kept_texts(study))
        for message, cure in _faults(stored, decisions, options.of(stored.document), attributes)
    ]
    if problems:
        raise as_error(problems)
    return told


def _unread(study: Study, options: IngestOptions, attributes: Attributes | None) -> tuple[str, ...]:
    told, missing = [], []
    for file in find([study.path(TRANSCRIPTS)]).files:
        if file.pair is not None:
            continue
        try:
            ingest_input(file, options=options, attributes=attributes)
            missing.append(file.id)
        except ReadError as fault:
            told.append(f"passed over, since it cannot be read: {file.file}: {fault.message}")
    if missing:
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        message = f"not in text/ yet: {', '.join(missing[:3])}{more}"
        raise UsageError(message, cure="read them in first: qualcode ingest", slug="not-ingested")
    return tuple(told)


def _faults(
    stored: Stored, decisions: Decisions, options: IngestOptions, attributes: Attributes | None
) -> Iterator[tuple[str, str]]:
    """What is wrong with the labels that a document would have, and the cure."""
    heads = stored.divided.heads
    for label, labels in _clashes(heads, decisions):
        message = f"in {stored.document} the speakers {' and '.join(labels)} would both be {label}"
        yield message, "give them different replacements"
    for head in heads:
        new = replaced(head.label, decisions).text
        if new != head.label and not _can_be_label(new):
            message = f"in {stored.document} the speaker {head.label} would be {new}, which is no label"
            yield message, "write a replacement with a letter in it, and without a colon or line break"
    names, given = _speakers(stored, options, attributes)
    for name, new, was, now in _other_roles(names, decisions):
        if not {label_key(name), label_key(new)} & given:  # new: where an earlier run was broken off
            message = f"in {stored.document} {name}, taken as {was}, would be taken as {now} when it is {new}"
            cure = (
                f'write another replacement, or give the role in qualcode.toml: [speakers] "{name}" = "{was}"'
            )
            yield message, cure


def _clashes(heads: Iterable[Head], decisions: Decisions) -> Iterator[tuple[str, list[str]]]:
    """New labels that several speakers would have."""
    owners: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for head in heads:
        new = replaced(head.label, decisions).text
        owners[label_key(new)].setdefault(head.key, head.label)
    for labels in owners.values():
        if len(labels) > 1:
            names = list(labels.values())
            yield replaced(names[0], decisions).text, names


def _can_be_label(label: str) -> bool:
    return any(map(str.isalpha, label)) and not any(sign in label for sign in _NOT_IN_LABELS)


def _speakers(
    stored: Stored, options: IngestOptions, attributes: Attributes | None
) -> tuple[list[str], set[str]]:
    """The names of the speakers as the settings have them, and the keys of those whose role is given."""
    set_for = {label_key(label): one for label, one in options.speakers.items()}
    names, given = [], set()
    for head in stored.divided.heads:
        own = set_for.get(head.key)
        names.append((own.name if own else "") or head.label)
        if own and own.role:
            given.add(label_key(names[-1]))
    rows = attributes.of(stored.document, stored.source.file) if attributes else ()
    given.update(key for key, values in speaker_values(rows).items() if values.get("role"))
    return names, given


def _other_roles(names: Iterable[str], decisions: Decisions) -> Iterator[tuple[str, str, str, str]]:
    """Speakers whose inferred role would be another: name, new name, role before and after."""
    news = {name: replaced(name, decisions).text for name in names}
    before, after = infer_roles(news), infer_roles(news.values())
    for name, new in news.items():
        if before[name] != after[new]:
            yield name, new, before[name], after[new]
