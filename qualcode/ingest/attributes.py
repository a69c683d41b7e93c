"""attributes.csv: what is known about documents and speakers."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from qualcode.errors import ReadError
from qualcode.ingest.delimited import likely_delimiters, split_rows
from qualcode.ingest.dividing.labels import label_key
from qualcode.ingest.dividing.roles import given_role
from qualcode.ingest.encoding import decode
from qualcode.ingest.frontmatter import meant
from qualcode.text.normalise import fix_text

TAKEN = ("unit", "start", "end", "code", "coder", "rule", "evidence", "negated", "text")
"""Columns of codings.csv that an attribute must not be called."""

Values = Mapping[str, str]


class Row(NamedTuple):
    """One line: values by column, for a document or for one speaker in it."""

    document: str
    speaker: str
    values: Values


@dataclass(frozen=True, slots=True)
class Attributes:
    """An attributes file. `names` are its columns in order, without document, speaker and role.

    `guesses` are sentences about its encoding and about rows that are doubtful.
    """

    file: str
    names: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    sha256: str = ""
    guesses: tuple[str, ...] = ()
    by_document: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    def of(self, id: str, file: str = "") -> tuple[Row, ...]:
        """The rows of a document, by its id with or without suffix, or else by the name of its file."""
        rows = tuple(row for key in _own_names(id, file) for row in self.by_document.get(key, ()))
        others = (self.by_document[key] for key in _names_of(id, file) if key in self.by_document)
        return rows or next(others, ())


def read_attributes(path: str | Path, *, encoding: str = "") -> Attributes:
    """Read an attributes file.

    Raises ReadError where it has no column `document`, a column twice, or one that is
    called like a column of codings.csv, and where a document's `language` is none that is counted.
    """
    file = Path(path).as_posix()
    try:
        data = Path(path).read_bytes()
    except OSError as fault:
        raise ReadError(
            f"cannot be opened: {fault.strerror}", place=file, cure="check its name", slug="attributes"
        ) from None
    decoded = decode(data, file=file, encoding=encoding)
    attributes = parse_attributes(fix_text(decoded.text).text, file=file)
    guesses = (*((f"{file} {decoded.guess}",) if decoded.guess else ()), *attributes.guesses)
    digest = hashlib.sha256(data).hexdigest()
    return Attributes(file, attributes.names, attributes.rows, digest, guesses, attributes.by_document)


def parse_attributes(text: str, *, file: str = "attributes.csv") -> Attributes:
    """`read_attributes` for text that is already fixed."""
    delimiter = likely_delimiters(text)[0]
    table = split_rows(text, delimiter, file=file)
    if not table:
        raise _error("this file is empty", file, "its first line names the columns, document first")
    header = _header(table[0], file)
    rows = tuple(row for row in (_row(header, cells) for cells in table[1:]) if row.document)
    _check_languages(rows, file)
    doubts = (*_too_long(header, table[1:], delimiter, file), *_contradictions(rows, file))
    by_document: dict[str, list[Row]] = {}
    for row in rows:
        by_document.setdefault(_document_key(row.document), []).append(row)
    names = tuple(name for name in header if name and name not in ("document", "speaker", "role"))
    return Attributes(
        file,
        names,
        rows,
        guesses=doubts,
        by_document={key: tuple(found) for key, found in by_document.items()},
    )


def unknown_documents(attributes: Attributes, documents: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Names in the file that are no document of this run, given as pairs (id, file)."""
    known = {key for id, file in documents for key in _names_of(id, file)}
    names = dict.fromkeys(row.document for row in attributes.rows)
    return tuple(name for name in names if _document_key(name) not in known)


def ambiguous_documents(attributes: Attributes, documents: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Sentences about names in the file that fit several documents of this run, pairs (id, file)."""
    fitting: dict[str, list[str]] = {}
    for id, file in documents:
        key = next((key for key in _names_of(id, file) if key in attributes.by_document), "")
        fitting.setdefault(key, []).append(id)
    names = {_document_key(row.document): row.document for row in attributes.rows}
    return tuple(
        f"{attributes.file}: {name} fits {' and '.join(fitting[key])}: give the whole name"
        for key, name in names.items()
        if len(fitting.get(key, ())) > 1
    )


def document_values(rows: Sequence[Row]) -> dict[str, str]:
    """The values that hold for the whole document."""
    values: dict[str, str] = {}
    for row in rows:
        if not row.speaker:
            values |= {name: value for name, value in row.values.items() if value}
    return values


def speaker_values(rows: Sequence[Row]) -> dict[str, dict[str, str]]:
    """The values of each speaker, by the key of the label."""
    values: dict[str, dict[str, str]] = {}
    for row in rows:
        if row.speaker:
            mine = values.setdefault(label_key(row.speaker), {})
            mine |= {name: value for name, value in row.values.items() if value}
    return values


def _header(cells: Sequence[str], file: str) -> list[str]:
    header = [cell.strip() for cell in cells]
    lowered = [meant(name) for name in header]
    if "document" not in lowered:
        shown = ", ".join(filter(None, header))[:80]
        raise _error(
            f"no column is called document; there are: {shown}",
            file,
            "call the column of document names document",
        )
    for name in lowered:
        if name.casefold() in TAKEN:
            message = f"an attribute must not be called {name}: codings.csv has a column of that name"
            raise _error(message, file, f"rename the column, for instance to {name}_of_speaker")
    twice = [name for name, count in Counter(lowered).items() if count > 1 and name]
    if twice:
        raise _error(f"two columns are called {twice[0]}", file, "rename one of them")
    return lowered


def _row(header: Sequence[str], cells: Sequence[str]) -> Row:
    values = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if name}
    if values.get("role"):
        values["role"] = given_role(values["role"])
    return Row(values.pop("document", ""), values.pop("speaker", ""), values)


def _too_long(
    header: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str, file: str
) -> Iterator[str]:
    """Sentences about rows with more fields than there are columns."""
    for cells in rows:
        if any(cell.strip() for cell in cells[len(header) :]):
            name = dict(zip(header, cells, strict=False)).get("document", "").strip()
            sign = "tab" if delimiter == "\t" else delimiter
            yield (
                f"{file}: a row for {name or 'no document'} has {len(cells)} fields, the first line "
                f"{len(header)}; the rest is not read: quote a value that holds {sign}"
            )


def _contradictions(rows: Iterable[Row], file: str) -> Iterator[str]:
    """Sentences about two rows for one speaker, or one document, with different values."""
    seen: dict[tuple[str, str, str], str] = {}
    for row in rows:
        who = (_document_key(row.document), label_key(row.speaker) if row.speaker else "")
        for name, value in row.values.items():
            before = seen.get((*who, name), value)
            if value and before != value:
                whom = f"{row.speaker} in {row.document}" if row.speaker else row.document
                yield f"{file}: two rows for {whom} give {name} as {before} and {value}; the last counts"
            if value:
                seen[(*who, name)] = value


def _check_languages(rows: Iterable[Row], file: str) -> None:
    """A speaker may speak any language; that of a document decides how its words are counted."""
    for row in rows:
        given = "" if row.speaker else row.values.get("language", "")
        tag = given.casefold().replace("_", "-")
        if tag and tag != "mixed" and tag.partition("-")[0] not in ("zh", "en"):
            raise ReadError(
                f"the language of {row.document} is given as {given}",
                place=file,
                cure="write zh, zh-Hans, zh-Hant, en or mixed, or leave it empty",
                slug="attributes",
            )


def _error(message: str, file: str, cure: str) -> ReadError:
    return ReadError(message, place=f"{file}:1", cure=cure, slug="attributes")


def _document_key(name: str) -> str:
    return unicodedata.normalize("NFC", name.replace("\\", "/").removeprefix("./").casefold())


def _names_of(id: str, file: str) -> tuple[str, ...]:
    """All ways to name a document, the surest first."""
    path = PurePosixPath(file)
    return tuple(dict.fromkeys((*_own_names(id, file), *map(_document_key, (path.name, path.stem)))))


def _own_names(id: str, file: str) -> tuple[str, ...]:
    """The names that mean this document alone: its id, with and without suffix."""
    return tuple(dict.fromkeys(map(_document_key, (id, f"{id}{PurePosixPath(file).suffix}"))))
