"""What is wrong with the transcripts of a study: their texts, originals, encodings and speakers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qualcode.errors import ReadError
from qualcode.ingest import Attributes, Ingested, IngestOptions, Input, ingest_input
from qualcode.ingest.diarised import is_diarised
from qualcode.ingest.kept import OTHER_SETTINGS, load_pair, out_of_date
from qualcode.ingest.labels import label_key
from qualcode.project.findings import Finding, error, note, warning
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


def document_findings(file: Input, looking: Looking) -> tuple[list[Finding], Ingested | None]:
    """What is wrong with one transcript; the document, where it can be read."""
    try:
        found = ingest_input(
            file, options=looking.options, attributes=looking.attributes, known_labels=looking.known
        )
    except ReadError as problem:
        return [error("texts", file.id, f"{problem.message}", problem.cure)], None
    findings = [*_kept(file, looking.options), *_encoding(found.document)]
    findings += [*_speakers(found, looking.options), *_warned(found.document)]
    return findings, found


def _kept(file: Input, options: IngestOptions) -> Iterator[Finding]:
    """Whether the study has the text, and whether its original still gives it."""
    if file.pair is None:
        yield note("texts", file.id, "its text is not in text/ yet", INGEST)
        return
    if not file.path.is_file():
        yield note("texts", file.id, "its original is not in transcripts/", "none is needed; keep text/")
    for reason in out_of_date(load_pair(file.pair), file.path, options.of(file.id)):
        cure = INGEST if reason == OTHER_SETTINGS else f"{INGEST} (shows the lines that differ)"
        yield warning("texts", file.id, reason.partition(";")[0], cure)


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
        if line != OTHER_SETTINGS and not line.startswith("its original"):
            about = "attributes" if line.startswith("attributes for") else "texts"
            cure = "correct attributes.csv" if about == "attributes" else "look at the transcript"
            yield warning(about, document.id, line, cure)


def roles_missing(documents: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """People without a role of their own, where others have one; `documents` gives their labels."""
    for document, labels in documents.items():
        message = f"no role is given to {', '.join(labels)}, while others have one"
        cure = "give one in attributes.csv (columns document, speaker, role) or in qualcode.toml"
        yield note("speakers", document, message, cure)
