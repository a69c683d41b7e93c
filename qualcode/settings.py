"""qualcode.toml: a study's settings, read with a closed schema."""

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qualcode.errors import Problem, ReadError
from qualcode.terms import CONSENSUS, RULES_CODER

FORMAT = 1
DOCUMENT_KEYS = ("encoding", "speaker_pattern", "wrapped", "columns", "speakers")
RENAMED = ("renamed", "renamed_coders", "renamed_documents")
KEYS = ("format", *DOCUMENT_KEYS, "remarks", "spacy_model", *RENAMED, "documents")
COLUMN_KEYS = ("speaker", "text", "begin", "end")
SPEAKER_KEYS = ("role", "name")
NOBODY = (RULES_CODER, CONSENSUS, "model")
"""Names under which no person codes."""


@dataclass(frozen=True, slots=True)
class SpeakerSetting:
    """What a study says about one label.

    `speaks` False: lines that begin so are no turns. `role` and `name` replace the inferred
    role and the label as written; empty where they do not.
    """

    role: str = ""
    name: str = ""
    speaks: bool = True


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """What a study says about one document; what is empty, or None, is as for all documents."""

    encoding: str = ""
    speaker_pattern: str = ""
    wrapped: bool | None = None
    speakers: Mapping[str, SpeakerSetting] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a study; every field has the value that holds without a file.

    encoding
        Of all text files; empty: detected for each.
    wrapped
        Whether lines are broken by width; None: found for each document.
    speaker_pattern
        A regular expression (RE2) for the beginning of a turn's first line; its first group
        is the label. Empty: labels are recognised.
    remarks
        Words that, alone in brackets, are a transcriber's remark, or None for the built-in list.
    spacy_model
        A trained spaCy pipeline for patterns, by the name of its package or by its folder (with a /,
        seen from that of the file). Empty: none.
    speakers
        By label: role, name, or that it is no speaker.
    columns
        Of tables with one turn a row: for `speaker`, `text`, `begin` and `end` the column's name, letter or
        number, `-` for none.
    renamed
        By the id that a code had, the one that it has now: human codings with the old id count for the new.
    renamed_coders, renamed_documents
        The same for the names of coders, and the ids of documents.
    documents
        By the id of a document what holds for it alone; its speakers are added to those of all documents.
    """

    encoding: str = ""
    speaker_pattern: str = ""
    remarks: tuple[str, ...] | None = None
    spacy_model: str = ""
    speakers: Mapping[str, SpeakerSetting] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    renamed_coders: Mapping[str, str] = field(default_factory=dict)
    renamed_documents: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, DocumentSettings] = field(default_factory=dict)
    wrapped: bool | None = None


def parse_settings(text: str, *, file: str = "qualcode.toml") -> Settings:
    """Settings from the text of a qualcode.toml.

    Raises ReadError with every problem in it, each with its line and cure.
    """
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise _syntax_error(str(fault), text, file) from None
    problems = _format_problems(values, text, file)
    if not problems:
        problems = [p for key, value in values.items() for p in _problems(key, value, text, file)]
    if problems:
        raise _as_error(problems)
    return Settings(
        **_reading(values),
        remarks=tuple(values["remarks"]) if "remarks" in values else None,
        spacy_model=values.get("spacy_model", ""),
        renamed=_last_names(values.get("renamed", {})),
        renamed_coders=_last_names(values.get("renamed_coders", {})),
        renamed_documents=_last_names(values.get("renamed_documents", {})),
        documents=_documents(values),
    )


def _documents(values: Mapping[str, Any]) -> dict[str, DocumentSettings]:
    """What holds for single documents, by the ids of today; a line with that id itself goes before others."""
    renamed = _last_names(values.get("renamed_documents", {}))
    own = {_nfc(id): entry for id, entry in values.get("documents", {}).items()}
    named = {renamed.get(id, id): entry for id, entry in own.items()}
    named |= {id: entry for id, entry in own.items() if id not in renamed}
    found = {id: DocumentSettings(**_reading(entry)) for id, entry in named.items()}
    return {id: one for id, one in found.items() if one != DocumentSettings()}


def _reading(values: Mapping[str, Any]) -> dict[str, Any]:
    """What decides how a document, or all of them, are read."""
    return {
        "encoding": values.get("encoding", ""),
        "speaker_pattern": values.get("speaker_pattern", ""),
        "wrapped": values.get("wrapped"),
        "columns": {key: str(value).strip() for key, value in values.get("columns", {}).items()},
        "speakers": {label: _speaker(value) for label, value in values.get("speakers", {}).items()},
    }


def _syntax_error(message: str, text: str, file: str) -> ReadError:
    if conflict := re.search(r"^<<<<<<<( |$)", text, re.MULTILINE):
        place = f"{file}:{text.count(chr(10), 0, conflict.start()) + 1}"
        cure = "keep what is right of both sides, and delete the lines with <<<<<<<, ======= and >>>>>>>"
        return ReadError("both sides of a merge stand here", place=place, cure=cure, slug="settings")
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    place = f"{file}:{found[1]}:{found[2]}" if found else file
    plain = re.sub(r" \(at .*\)$", "", message)
    cure = 'a setting is written as: key = "value"; text and names such as "王主任" stand in double quotes'
    return ReadError(f"this is not TOML: {plain}", place=place, cure=cure, slug="settings")


def _as_error(problems: list[Problem]) -> ReadError:
    """One error for all problems: the first is the message, the others follow it."""
    first, *others = sorted(problems, key=lambda p: p.line)
    more = "".join(f"\n{p.place}: {p.message}\n  {p.cure}" for p in others)
    return ReadError(first.message, place=first.place, cure=first.cure + more, slug="settings")


def _format_problems(values: Mapping[str, Any], text: str, file: str) -> list[Problem]:
    number = values.get("format")
    if number is None:
        return [
            Problem(
                "the format number is missing",
                file,
                1,
                cure=f"write this as the first line: format = {FORMAT}",
            )
        ]
    if not _is_whole(number) or number < 1:
        return [
            _problem("format is a whole number from 1 on", f"write: format = {FORMAT}", "format", text, file)
        ]
    if number > FORMAT:
        message = f"this file has format {number}, and this version of qualcode reads up to format {FORMAT}"
        return [_problem(message, "install a newer version of qualcode", "format", text, file)]
    return []


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _problems(key: str, value: object, text: str, file: str) -> list[Problem]:
    if key == "format":
        return []
    if key not in KEYS:
        return [_unknown(key, KEYS, text, file)]
    if key == "documents":
        return _document_problems(value, text, file)
    if key == "wrapped":
        cure = "write: wrapped = true, or leave it out"
        return (
            [] if isinstance(value, bool) else [_problem("wrapped is true or false", cure, key, text, file)]
        )
    if key == "speakers":
        return _speaker_problems(value, text, file)
    if key == "columns":
        return _column_problems(value, text, file)
    if key in RENAMED:
        return _renamed_problems(key, value, text, file)
    if key == "remarks":
        good = isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)
        return (
            []
            if good
            else [
                _problem("remarks is a list of words", 'write: remarks = ["笑", "laughs"]', key, text, file)
            ]
        )
    if isinstance(value, str):
        return []
    return [_problem(f"{key} is a text", f'write: {key} = "…"', key, text, file)]


def _document_problems(value: object, text: str, file: str) -> list[Problem]:
    """Each document is a table of settings."""
    cure = 'write a line [documents."ID"] and below it: encoding = "big5"'
    if not isinstance(value, dict) or not all(isinstance(entry, dict) for entry in value.values()):
        return [_problem("documents is a table of tables", cure, "documents", text, file)]
    return [
        problem
        for entry in value.values()
        for key, one in entry.items()
        for problem in (
            _problems(key, one, text, file)
            if key in DOCUMENT_KEYS
            else [_unknown(key, DOCUMENT_KEYS, text, file)]
        )
    ]


def _speaker_problems(value: object, text: str, file: str) -> list[Problem]:
    if not isinstance(value, dict):
        cure = 'write a line [speakers] and below it: "label" = "role"'
        return [_problem("speakers is a table", cure, "speakers", text, file)]
    return [p for label, entry in value.items() for p in _entry_problems(label, entry, text, file)]


def _column_problems(value: object, text: str, file: str) -> list[Problem]:
    cure = 'write: columns = {speaker = "说话人", text = "B"}'
    if not isinstance(value, dict):
        return [_problem("columns is a table", cure, "columns", text, file)]
    unknown = [_unknown(key, COLUMN_KEYS, text, file) for key in value if key not in COLUMN_KEYS]
    if unknown or all(_is_column(column) for column in value.values()):
        return unknown
    return [_problem("columns: a column is a name, a letter or a number", cure, "columns", text, file)]


def _renamed_problems(key: str, value: object, text: str, file: str) -> list[Problem]:
    word = "name" if key == "renamed_coders" else "id"
    cure = f'write a line [{key}] and below it: "old_{word}" = "new_{word}"'
    if not isinstance(value, dict):
        return [_problem(f"{key} is a table", cure, key, text, file)]
    problems = []
    for old, new in value.items():
        if not isinstance(new, str) or not new.strip():
            problems.append(_problem(f"{key}: {old} has no new {word}", cure, old, text, file))
        elif _last_name(old, value) is None:
            message = f"{key}: {old} leads back to itself"
            problems.append(
                _problem(message, f"take out the line of the {word} that is used now", old, text, file)
            )
        elif key == "renamed_coders" and {old, new} & {*NOBODY}:
            nobody = old if old in NOBODY else new
            message, out = f"{key}: {nobody} is nobody's name", "take this line out"
            problems.append(_problem(message, out, old, text, file))
    return problems


def _last_names(renamed: Mapping[str, str]) -> dict[str, str]:
    """By id, as it is compared, the id that it came to in the end."""
    plain = {_nfc(old): _nfc(new) for old, new in renamed.items()}
    return {old: _last_name(old, plain) or new for old, new in plain.items()}


def _last_name(old: str, renamed: Mapping[str, object]) -> str | None:
    """Where the new ids of `old` lead; None where that is back to one of them."""
    seen = {old}
    now = renamed[old]
    while isinstance(now, str) and now in renamed:
        if now in seen:
            return None
        seen.add(now)
        now = renamed[now]
    return None if now in seen else str(now)


def _nfc(id: str) -> str:
    return unicodedata.normalize("NFC", id.strip())


def _is_column(value: object) -> bool:
    return (isinstance(value, str) and bool(value.strip())) or (_is_whole(value) and int(str(value)) > 0)


def _entry_problems(label: str, entry: object, text: str, file: str) -> list[Problem]:
    if entry is False or (isinstance(entry, str) and entry.strip()):
        return []
    cure = f'write: "{label}" = "role", or "{label}" = {{role = "…", name = "…"}}, or "{label}" = false'
    if not isinstance(entry, dict):
        return [_problem(f"speakers: {label} has neither a role nor false", cure, label, text, file)]
    unknown = [_unknown(key, SPEAKER_KEYS, text, file) for key in entry if key not in SPEAKER_KEYS]
    if unknown or (entry and all(isinstance(v, str) and v.strip() for v in entry.values())):
        return unknown
    return [_problem(f"speakers: {label} has a role or name that is no text", cure, label, text, file)]


def _speaker(value: Any) -> SpeakerSetting:
    if value is False:
        return SpeakerSetting(speaks=False)
    if isinstance(value, str):
        return SpeakerSetting(role=value.strip())
    return SpeakerSetting(**{key: text.strip() for key, text in value.items()})


def _unknown(key: str, known: tuple[str, ...], text: str, file: str) -> Problem:
    near = difflib.get_close_matches(key, known, n=1)
    cure = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"
    return _problem(f"there is no setting {key!r}", cure, key, text, file)


def _problem(message: str, cure: str, key: str, text: str, file: str) -> Problem:
    return Problem(message, file, _line_of(key, text), cure=cure, slug="settings")


def _line_of(key: str, text: str) -> int:
    """The line where `key` is set, or 0."""
    spelled = re.compile(rf"(?:^|[\s{{,\[.])[\"']?{re.escape(key)}[\"']?\s*[=\].]")
    lines = text.split("\n")
    return next((n for n, line in enumerate(lines, 1) if spelled.search(line)), 0)
