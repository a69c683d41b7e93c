"""Pseudonyms in the other files of a study that name people: attributes and settings."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from qualcode.errors import ReadError
from qualcode.ingest.encoding import decode
from qualcode.project.job.defaults import ATTRIBUTES
from qualcode.project.study.folder import SETTINGS, Study
from qualcode.project.study.texts import TRANSCRIPTS
from qualcode.pseudonyms.cells import replace_cells, replace_settings
from qualcode.pseudonyms.replace import Decisions
from qualcode.settings import Settings, parse_settings

TABLES = (ATTRIBUTES, f"{TRANSCRIPTS}/{ATTRIBUTES}")
_MARKS = (
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
    "\ufeff".encode("gb18030"),
)


class NewFile(NamedTuple):
    """A file of the study as it is to be: its name in the study, its place, its bytes."""

    name: str
    place: Path
    content: bytes


def other_files(study: Study, decisions: Decisions) -> tuple[NewFile, ...]:
    """Attributes and settings that change, ready to be written; nothing is written yet.

    Raises
    ------
    ReadError
        One cannot be read, or could not be read any more.
    """
    return (*_tables(study, decisions), *_settings(study, decisions))


def _tables(study: Study, decisions: Decisions) -> Iterator[NewFile]:
    for name in TABLES:
        place = Path(study.path(name))
        if not place.is_file():
            continue
        data = place.read_bytes()
        decoded = decode(data, file=place.as_posix())
        new = replace_cells(decoded.text, decisions)
        if new != decoded.text:
            yield NewFile(name, place, encoded(new, data, decoded.encoding))


def encoded(text: str, data: bytes, encoding: str) -> bytes:
    """A text in the encoding of the file that held `data`, with its byte order mark if it had one.

    UTF-8 with a mark where that encoding cannot hold the text, or where it could not be told from the bytes.
    """
    mark = next((one for one in _MARKS if data.startswith(one)), b"")
    try:
        content = mark + text.encode(encoding)
        if decode(content, file="").text == text:
            return content
    except (UnicodeEncodeError, ReadError):
        pass
    return text.encode("utf-8-sig")


def _settings(study: Study, decisions: Decisions) -> Iterator[NewFile]:
    place = Path(study.path(SETTINGS))
    if not place.is_file():
        return
    data = place.read_bytes()
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        old = data.removeprefix(mark).decode("utf-8")
    except UnicodeDecodeError:
        raise ReadError("this file is not UTF-8", place=place.as_posix(), cure="save it as UTF-8") from None
    new = replace_settings(old, decisions)
    if new != old:
        _check(parse_settings(old.replace("\r\n", "\n"), file=place.as_posix()), new, place)
        yield NewFile(SETTINGS, place, mark + new.encode("utf-8"))


def _check(old: Settings, new: str, place: Path) -> None:
    """Refuse settings that could not be read any more, or that would be of other documents."""
    try:
        ids = parse_settings(new.replace("\r\n", "\n"), file=place.as_posix()).documents.keys()
    except ReadError as fault:
        raise ReadError(
            f"with the pseudonyms in it this file could not be read: {fault.message}",
            place=fault.place,
            cure="give the speakers different replacements, without quotation marks",
            slug="pseudonyms",
        ) from None
    if ids != old.documents.keys():
        raise ReadError(
            "settings of single documents would be lost, since their ids stay",
            place=place.as_posix(),
            cure='write them under headings such as [documents."interview 03"]',
            slug="pseudonyms",
        )
