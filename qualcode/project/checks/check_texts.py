"""What is wrong with the transcripts of a study: their texts, originals, encodings and speakers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.errors import ReadError
from qualcode.ingest import Attributes, Ingested, IngestOptions, Input, ingest_input
from qualcode.ingest.dividing.labels import label_key
from qualcode.ingest.formats.diarised import is_diarised
from qualcode.ingest.kept import OTHER_ORIGINAL, OTHER_SETTINGS, ingest_stored, load_pair
from qualcode.ingest.pairs import Alone, Stored
from qualcode.project.checks.findings import Finding, error, note, warning
from qualcode.project.study.labels import known_labels
from qualcode.terms import INTERVIEWER
from qualcode.text.document import Document

LOW = 0.9
"""A guess about an encoding below this is told of."""
INGEST = "qualcode ingest"
SPEAKERS = "qualcode ingest --speakers, then edit qualcode.toml and run: qualcode ingest"


@dataclass(frozen=True, slots=True)
class Looking:
    """How documents are read while they are looked at."""

    options: IngestOptions
    attributes: Attributes | None = None
    known: frozenset[str] = frozenset()


class Looked(NamedTuple):
    """What is wrong with a transcript; the document and what is kept of it, where they can be read."""

    findings: list[Finding]
    ingested: Ingested | None = None
    stored: Stored | None = None


def look(file: Input, looking: Looking) -> Looked:
    """Look at one transcript."""
    options, attributes = looking.options, looking.attributes
    try:
        stored = load_pair(file.pair) if file.pair else None
        found = (
            ingest_stored(stored, file, options=options, attributes=attributes)
            if stored
            else ingest_input(file, options=options, attributes=attributes, known_labels=looking.known)
        )
    except ReadError as problem:
        return Looked([error("texts", file.id, problem.message, problem.cure)])
    findings = [*_kept(file, found.document), *_encoding(found.document)]
    findings += [*_speakers(found, options), *_warned(found.document)]
    return Looked(findings, found, stored)


def _kept(file: Input, document: Document) -> Iterator[Finding]:
    """Whether the study has the text, and whether its original still gives it."""
    if file.pair is None:
        yield note("texts", file.id, "its text is not in text/ yet", INGEST)
        return
    if not file.path.is_file():
        yield note("texts", file.id, "its original is not in transcripts/", "none is needed; keep text/")
    for reason in document.warnings:
        if reason == OTHER_SETTINGS and file.path.is_file():
            yield warning("texts", file.id, reason.partition(";")[0], INGEST)
        elif reason == OTHER_SETTINGS:
            cure = "put its original into transcripts/ and run: qualcode ingest; or set it back"
            yield warning("texts", file.id, "it was read in with other settings than there are now", cure)
        elif reason == OTHER_ORIGINAL:
            yield warning(
                "texts", file.id, reason.partition(";")[0], f"{INGEST} (shows the lines that differ)"
            )


def stale_findings(kept: Mapping[str, tuple[Alone, tuple[str, ...]]]) -> Iterator[Finding]:
    """Documents that labels of others would divide otherwise: by id their labels, and those known then."""
    certain = frozenset[str]().union(*(labels.certain for labels, _ in kept.values()))
    doubtful = frozenset[str]().union(*(labels.doubtful for labels, _ in kept.values()))
    now = tuple(sorted(known_labels(certain, doubtful)))
    for id, (_, before) in kept.items():
        if before != now:
            yield warning("texts", id, "speakers of other documents may divide it otherwise", INGEST)


def _encoding(document: Document) -> Iterator[Finding]:
    source = document.source
    if source.guessed and (source.confidence or 0) < LOW:
        message = f"its encoding was guessed ({source.encoding}) and is not sure"
        cure = f'look at it; if it is wrong write encoding = "…" below [documents."{document.id}"]'
        yield warning("encodings", document.id, message, f"{cure} in qualcode.toml")
    if "\ufffd" in document.text:
        n = document.text.count("\ufffd")
        yield warning("encodings", document.id, f"{n} characters are lost (U+FFFD)", "mend the original")


def _speakers(found: Ingested, options: IngestOptions) -> Iterator[Finding]:
    document = found.document
    speakers = [one for one in document.speakers if one.label]
    if speakers and not any(one.role == INTERVIEWER for one in speakers):
        yield warning("speakers", document.id, "no interviewer was found", SPEAKERS)
    unnamed = [one.label for one in speakers if is_diarised(one.label) and not one.role_given]
    if unnamed:
        message = f"a machine's labels stand for people: {', '.join(unnamed)}"
        yield warning("speakers", document.id, message, SPEAKERS)
    if found.doubtful and speakers:
        message = f"lines in doubt begin with: {', '.join(sorted(found.doubtful))}"
        yield note("speakers", document.id, message, SPEAKERS)
    yield from _unused(document, options)


def _unused(document: Document, options: IngestOptions) -> Iterator[Finding]:
    """Settings of this document for labels that nobody has in it."""
    own = options.documents.get(document.id)
    there = {label_key(one.label) for one in document.speakers}
    for label, setting in (own.speakers if own else {}).items():
        if setting.speaks and not {label_key(label), label_key(setting.name)} & there:
            message = f"qualcode.toml names {label}, who does not speak in it"
            yield warning("settings", document.id, message, "take the line out, or correct the label")


def _warned(document: Document) -> Iterator[Finding]:
    """What reading it warned of, but for what is said elsewhere."""
    for line in document.warnings:
        if line not in (OTHER_SETTINGS, OTHER_ORIGINAL):
            about = "attributes" if line.startswith("attributes for") else "texts"
            cure = "correct attributes.csv" if about == "attributes" else "look at the transcript"
            yield warning(about, document.id, line, cure)


def roles_missing(documents: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """People without a role of their own, where others have one; `documents` gives their labels."""
    for document, labels in documents.items():
        message = f"no role is given to {', '.join(labels)}, while others have one"
        cure = "give one in attributes.csv (columns document, speaker, role) or in qualcode.toml"
        yield note("speakers", document, message, cure)
