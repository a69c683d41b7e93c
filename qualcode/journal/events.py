"""An event of a journal: one thing that a person did, one line of a file."""

import difflib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias, get_args

from qualcode.errors import ReadError

VERSION = 1
"""The version of an event that is written, and the highest that can be read."""

Kind: TypeAlias = Literal[
    "add",
    "move",
    "recode",
    "remove",
    "restore",
    "memo",
    "open",
    "finish",
    "reopen",
    "accept",
    "reject",
    "adjudicate",
]
Mode: TypeAlias = Literal["blind", "assisted"]
_More: TypeAlias = tuple[tuple[str, str], ...]
KINDS: tuple[Kind, ...] = get_args(Kind)
MODES: tuple[Mode, ...] = get_args(Mode)
KEYS = (
    *("v", "id", "at", "coder", "round", "event", "coding", "document", "sha256"),
    *("start", "end", "quote", "before", "after", "code", "text", "codebook", "codes", "mode"),
)
"""The keys of a line, in the order in which they are written."""

_NUMBERS = ("start", "end")
_KNOWN = frozenset(KEYS)
_NAMES = frozenset({"coder", "document", "code"})
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "add": ("code",),
    "move": ("coding", *_NUMBERS),
    "recode": ("coding", "code"),
    "remove": ("coding",),
    "restore": ("coding",),
    "memo": ("text",),
    "accept": ("coding",),
    "reject": ("coding",),
}
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_HIGHEST = 2**53
_CURE = "mend the line from a copy of the file, or remove it; all other lines hold"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a person did. What does not apply is None and stands in no line.

    event
        What was done: see `KINDS`.
    id, at
        A UUID4 in hex, and when it happened (`2026-11-20T09:30:01.123Z`); both empty until the
        event is appended to a file.
    coder, round
        Who did it, and in which round of coding the document (from 1).
    coding
        The id of the coding that it is about. `remove` and `restore` may also name a memo, by the id of
        its event.
    document, sha256
        The document's id, and the SHA-256 of its fixed text in UTF-8.
    start, end, quote, before, after
        The passage: half-open `[start, end)` in code points of that text, its characters, and up to 32
        characters on each side.
    code, text
        The code given; the text of a memo.
    codebook, codes, mode
        Of `open` and `finish`: the codebook's hash, the ids on offer, and whether anything but one's own
        codings was shown (`assisted`) or not (`blind`).
    more
        Keys that this version does not know, each with its value as JSON: they are kept as they are.
    """

    event: Kind
    id: str = ""
    at: str = ""
    coder: str = ""
    round: int = 1
    coding: str | None = None
    document: str | None = None
    sha256: str | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    before: str | None = None
    after: str | None = None
    code: str | None = None
    text: str | None = None
    codebook: str | None = None
    codes: tuple[str, ...] | None = None
    mode: Mode | None = None
    more: tuple[tuple[str, str], ...] = ()

    @property
    def order(self) -> tuple[str, str]:
        """What events are sorted by, whichever file they stand in."""
        return self.at, self.id


def event_line(event: Event) -> bytes:
    r"""The line of an event: JSON without blanks and without escapes that JSON does not ask for, and `\n`.

    Keys stand in the order of `KEYS`, those that are not known here after them. A surrogate without its
    partner, which no UTF-8 can hold, becomes U+FFFD.
    """
    values = {key: getattr(event, key) for key in KEYS[1:]}
    known = {key: value for key, value in values.items() if value is not None}
    return (_json({"v": VERSION, **known, **unknown_keys(event.more)}) + "\n").encode("utf-8")


def unknown_keys(more: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The values of keys that are not known here."""
    return {key: json.loads(value) for key, value in more}


def read_line(line: bytes, *, coder: str = "", document: str = "") -> Event:
    r"""The event of a line, with or without its `\n`. Names come in NFC.

    Parameters
    ----------
    coder, document
        Hold where the line names none: those that the file is named after.

    Raises
    ------
    ReadError
        With the slug `newer` where a newer version of qualcode is needed, else `event`: the line is not
        whole, not JSON, or holds what no event holds.
    """
    values, more = _parted(line)
    fault = _version_fault(values)
    if fault:
        raise ReadError(fault, cure="install a newer version of qualcode", slug="newer")
    fault = _fault(values)
    if fault:
        raise ReadError(fault, cure=_CURE, slug="event")
    return _event(values, more, coder=coder, document=document)


def _parted(line: bytes) -> tuple[dict[str, Any], _More]:
    """The values of a line's known keys, and its other keys; lone surrogates are replaced."""
    try:
        values = _DECODER.decode(line.decode("utf-8"))
        if b"\\u" in line:
            values = json.loads(_json(values))
        if isinstance(values, dict):
            others = [key for key in values if key not in _KNOWN]
            more = tuple((key, _json(values.pop(key))) for key in others)
            return values, more
    except UnicodeDecodeError:
        raise ReadError("this line is not UTF-8", cure=_CURE, slug="event") from None
    except (ValueError, RecursionError):
        raise ReadError("this line is not whole, or no JSON", cure=_CURE, slug="event") from None
    raise ReadError("this line is no event", cure=_CURE, slug="event")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a key stands twice")
    return values


def _constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _json(value: object) -> str:
    """JSON in UTF-8's reach: what is no number of JSON is refused, lone surrogates are replaced."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)


def _version_fault(values: Mapping[str, Any]) -> str:
    number = values.get("v", VERSION)
    if not _is_whole(number, VERSION) or number == VERSION:
        return ""
    return f"this event has version {number}, and this version of qualcode reads up to version {VERSION}"


def _fault(values: Mapping[str, Any]) -> str:
    """What is wrong with the values of an event, or nothing."""
    kind = values.get("event")
    if not isinstance(kind, str) or kind not in KINDS:
        return _unknown_kind(kind)
    lacking = [key for key in ("id", *_NEEDS.get(kind, ())) if _lacks(values, key)]
    if lacking:
        return f"an event {kind!r} has no {lacking[0]!r}"
    wrong = [key for key, value in values.items() if not _fits(key, value)]
    if wrong:
        return f"{wrong[0]!r} cannot be {json.dumps(values[wrong[0]], ensure_ascii=False)[:40]}"
    start, end = (values.get(key) for key in _NUMBERS)
    if (start is None) != (end is None) or (start is not None and end is not None and start > end):
        return "a passage has a start, and an end that is not before it"
    return ""


def _lacks(values: Mapping[str, Any], key: str) -> bool:
    """Whether a key that an event needs is absent, or empty where it names something."""
    return values.get(key) is None or (values[key] == "" and key != "text")


def _unknown_kind(kind: object) -> str:
    near = difflib.get_close_matches(str(kind), KINDS, n=1)
    hint = f" (nearest: {near[0]!r})" if near else ""
    return f"there is no event {str(kind)[:40]!r}{hint}" if kind is not None else "this line is no event"


def _fits(key: str, value: object) -> bool:
    """Whether a known key may have this value."""
    if key == "at":
        return isinstance(value, str) and (not value or _is_moment(value))
    if key in _NUMBERS:
        return _is_whole(value, 0)
    if key in ("v", "round"):
        return _is_whole(value, 1)
    if key == "codes":
        return isinstance(value, list) and all(isinstance(code, str) for code in value)
    return value in MODES if key == "mode" else isinstance(value, str)


def _is_moment(text: str) -> bool:
    try:
        return bool(_AT.fullmatch(text)) and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_whole(value: object, lowest: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= _HIGHEST


def _event(values: dict[str, Any], more: _More, *, coder: str, document: str) -> Event:
    values.pop("v", None)
    values.setdefault("coder", coder)
    if document:
        values.setdefault("document", document)
    if values["event"] == "add":
        values.setdefault("coding", values["id"])
    for key in _NAMES & values.keys():
        values[key] = unicodedata.normalize("NFC", values[key])
    if "codes" in values:
        values["codes"] = tuple(unicodedata.normalize("NFC", code) for code in values["codes"])
    return Event(**values, more=more)
