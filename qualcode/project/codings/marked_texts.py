"""Texts with marks for codings: written out for any editor, and read back."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from qualcode.errors import Problem, UsageError
from qualcode.ingest.encoding import decode
from qualcode.ingest.read import draft_of
from qualcode.journal.anchor import stands
from qualcode.journal.files import utc_now
from qualcode.journal.marks import Mark, Marked, read_marks, write_marks
from qualcode.journal.state import Coding
from qualcode.project.codings.by_hand import ByHand
from qualcode.project.codings.offers import MarkedFile, Offer, Offers, shortened
from qualcode.project.codings.passage_places import Change, Edited, Places
from qualcode.project.sheets.filled import bytes_of
from qualcode.project.study.journals import read_state
from qualcode.text.digest import sha256_of
from qualcode.text.document import Document
from qualcode.text.filenames import name_of_file
from qualcode.text.normalise import fix_text

WRITERS = (".docx", ".odt", ".fodt", ".rtf")
"""Suffixes of word processors; all other marked texts are plain."""
_CHANGES = 10
"""So many changes of a text are told one by one."""
_LEAST_SHARED = 0.5
"""A text that shares less than this with the document is another text."""


def marked_text(document: Document, codings: Iterable[Coding], *, coder: str, round: int, at: str) -> str:
    """A document with codings as marks, below lines that say what it is; `at`: when it was written."""
    heads = {"document": document.id, "coder": coder, "round": str(round), "at": at}
    spans = ((coding.code, coding.span) for coding in codings)
    marks = [Mark(code, *span) for code, span in spans if span and span[0] < span[1]]
    return write_marks(document.text, marks, heads=heads if coder else {"document": document.id})


class MarkedText(NamedTuple):
    """A marked text, and what could not stand in it."""

    text: str
    notes: tuple[str, ...]


def marked_document(opened: ByHand, name: str, *, coder: str = "", round: int = 1) -> MarkedText:
    """A document with the codings of somebody as marks; without marks where nobody is named.

    Raises UsageError where there is no such document.
    """
    document = opened.document(name)
    state, problems = read_state(opened.study.folder)
    mine = (coder, document.id, round)
    own = [one for one in state.codings if (one.coder, one.document, one.round) == mine]
    shown = shown_in(document, own, opened.codebook.index())
    at = max((utc_now(), *(one.at for one in own)))
    notes = [f"{one.place}: {one.message}" for one in problems]
    if left := len(own) - len(shown):
        what = "do not fit text or codebook and have no mark (qualcode check)"
        notes.append(f"{left} of {len(own)} codings {what}")
    return MarkedText(marked_text(document, shown, coder=coder, round=round, at=at), tuple(notes))


def shown_in(document: Document, codings: Iterable[Coding], codes: Iterable[str]) -> list[Coding]:
    """The codings that can stand as marks: in this very text, with a code that the codebook has."""
    sha256, known = sha256_of(document.text), set(codes)
    return [
        one for one in codings if one.sha256 == sha256 and stands(one, document.text) and one.code in known
    ]


def offers_of_marked(
    opened: ByHand, file: str, *, document: str = "", coder: str = "", round: int = 0
) -> Offers:
    """The codings that a marked text offers.

    Its document is the one that is named, that its first lines name, or that the file is named after.
    Passages are found although line ends, blanks and forms of signs changed, and other passages were
    edited: that is told.

    Raises
    ------
    ReadError, UsageError
        It cannot be read; it is not known which document it is; it was written for another coder or round.
    """
    raw = _text_of(file)
    names = opened.names
    heads = read_marks(raw, names.find).heads
    found = opened.document(document or heads.get("document") or _named_after(file, opened))
    marked = read_marks(raw, names.find, is_text=found.text.__contains__)
    round = _round(marked, file, coder, round)
    faults = [
        Problem(one.message, file, one.line, cure=names.cure(one.code) if one.code else one.cure)
        for one in marked.faults
    ]
    edited = Edited(marked.text, Places(found.text))
    changes = list(edited.changes())
    _refuse_other(changes, marked, found, file)
    offers, lost = _placed(marked, edited, found.id, round, file)
    is_whole = not (faults or lost)
    about = MarkedFile(file, found.id, round, marked.heads.get("at", ""), marked.text, is_whole)
    return Offers(tuple(offers), (about,), (*faults, *lost), tuple(_told(changes, marked, file)), ())


def _text_of(file: str) -> str:
    """The text of a file: plain, or of a word processor."""
    data = bytes_of(file)
    if not data.strip():
        return ""
    if Path(file).suffix.lower() in WRITERS:
        return draft_of(data, file=file)[0].text
    return fix_text(decode(data, file=file).text).text


def _named_after(file: str, opened: ByHand) -> str:
    """The document that a file is named after: `lane.txt`, `lane.li.txt`."""
    stem = Path(file).name
    while "." in stem:
        stem = stem.rpartition(".")[0]
        name = name_of_file(stem) or stem
        if name in opened.documents or stem in opened.documents:
            return name if name in opened.documents else stem
    cure = "name it with --document, or write [[document: ID]] in the first line"
    raise UsageError("it is not known which document this is", place=file, cure=cure, slug="no-document")


def _round(marked: Marked, file: str, coder: str, round: int) -> int:
    """The round that is asked for or that the file was written for, if it was for this coder and round."""
    heads = marked.heads
    said = heads.get("round", "")
    own = int(said) if said.isascii() and said.isdigit() else 0
    if coder and heads.get("coder", coder) != coder:
        cure = f"add --as {heads['coder']}; or take the line [[coder: …]] away, if the marks are yours"
        message = f"this file was written with the codings of {heads['coder']}"
        raise UsageError(message, place=file, cure=cure, slug="other-coder")
    if round and own and own != round:
        cure = f"leave --round out, or say --round {own}"
        raise UsageError(f"this file was written for round {own}", place=file, cure=cure, slug="other-round")
    return round or own


def _placed(
    marked: Marked, edited: Edited, document: str, round: int, file: str
) -> tuple[list[Offer], list[Problem]]:
    offers, lost = [], []
    found = edited.find([(mark.start, mark.end) for mark in marked.marks])
    for mark, place in zip(marked.marks, found, strict=True):
        if place:
            offers.append(Offer(document, round, *place, mark.code, "", file, mark.line))
        else:
            passage = shortened(marked.text[mark.start : mark.end])
            message = f"the passage of {mark.code}, “{passage}”, is not in the text of {document}"
            cure = "give the passage its words back, or take the mark away and mark it anew"
            lost.append(Problem(message, file, mark.line, cure=cure, slug="changed"))
    return offers, lost


def _refuse_other(changes: Sequence[Change], marked: Marked, document: Document, file: str) -> None:
    """Raise UsageError where most of the text is not that of the document."""
    changed = sum(len(one.edited) for one in changes)
    if changed > (1 - _LEAST_SHARED) * len("".join(marked.text.split())):
        cure = "name the right one with --document"
        raise UsageError(f"this is not the text of {document.id}", place=file, cure=cure, slug="other-text")


def _counted(text: str) -> str:
    """The beginning of a stretch of text, with its length where that is cut."""
    short = shortened(text)
    return f"“{short}” ({len(text):,} characters)" if short.endswith("…") else f"“{short}”" * bool(text)


def _told(changes: Sequence[Change], marked: Marked, file: str) -> Iterator[str]:
    """Where the text was changed, as sentences."""
    for one in changes[:_CHANGES]:
        line = marked.line + marked.text.count("\n", 0, one.at)
        edited, kept = _counted(one.edited), _counted(one.kept)
        what = f"{edited} in place of {kept}" if edited and kept else ""
        what = what or (f"{kept} is missing" if kept else f"{edited} was added")
        yield f"{file}:{line}: the text was changed: {what}; the study keeps its text"
    if len(changes) > _CHANGES:
        yield f"{file}: and {len(changes) - _CHANGES} more changes"
