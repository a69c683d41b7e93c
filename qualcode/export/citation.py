"""Where a quote comes from, in brackets: a pattern with names of fields, filled in for each quote."""

import re
from collections.abc import Collection, Mapping
from string import Formatter

from qualcode.errors import UsageError
from qualcode.export.table import Language
from qualcode.text.key import fold
from qualcode.text.patterns import lazy

DEFAULT: Mapping[Language, str] = {
    "en": "({id}, {speaker}, {role}, {date})",
    "zh": "（{id}，{speaker}，{role}，{date}）",
}
_BRACES = str.maketrans("｛｝", "{}")
_FIRST, _MISSING = 0xF0000, "\U0010ffff"
"""Private characters: each stands for a value, or for a missing one, while a pattern is filled in."""
_OPENING, _CLOSING = re.escape("(（[【〔「『《〈“‘"), re.escape(")）]】〕」』》〉”’")
_INNERMOST = lazy(f"[{_OPENING}]([^{_OPENING}{_CLOSING}]*)[{_CLOSING}]")
_SIGNS = lazy(r"(\s*[,，、;；·/|]\s*|\s+[-–—]\s+)")
_BEFORE_MISSING = lazy(f"[\\s:：\\-–—_#.]*{_MISSING}")
_VALUE = lazy("[\U000f0000-\U0010fffe]")


class Citation:
    """A pattern such as `（{id}，{role}，{date}）`, checked against the fields that there are.

    Full-width braces are read as braces; `{{` and `}}` are braces themselves; case and width of a
    name make no difference.

    Raises
    ------
    UsageError
        The pattern cannot be read, or names a field that there is not.
    """

    def __init__(self, pattern: str, known: Collection[str]) -> None:
        self._parts: list[tuple[str, str]] = []
        names = {fold(name): name for name in reversed(list(known))}
        for literal, field in _read(pattern):
            if field and fold(field) not in names:
                cure = f"there are {', '.join(known)}"
                raise UsageError(f"--cite: there is no field {{{field}}}", cure=cure, slug="cite")
            self._parts.append((literal, names[fold(field)] if field else ""))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it names."""
        return tuple(field for _, field in self._parts if field)

    def __call__(self, values: Mapping[str, str]) -> str:
        """The pattern filled in.

        What is missing is left out with the separator before it, or behind it where it is the first; a
        bracket in which all is missing is left out whole.
        """
        held: list[str] = []
        text = ""
        for literal, field in self._parts:
            text += literal + (_hold(_plain(values.get(field, "")), held) if field else "")
        while group := _INNERMOST.search(text):
            inner = _thinned(group[1])
            whole = _MISSING if inner == _MISSING else _hold(group[0][0] + inner + group[0][-1], held)
            text = text[: group.start()] + whole + text[group.end() :]
        text = _thinned(text).replace(_MISSING, "")
        while _VALUE.search(text):
            text = _VALUE.sub(lambda sign: held[ord(sign[0]) - _FIRST], text)
        return text.strip()


def _read(pattern: str) -> list[tuple[str, str]]:
    """Pairs of a literal text and the field behind it, which is empty at the end."""
    try:
        parts = list(Formatter().parse(pattern.translate(_BRACES)))
    except ValueError as error:
        raise _unreadable(pattern, str(error)) from None
    for _, field, spec, conversion in parts:
        if field is not None and (not field.strip() or spec or conversion):
            raise _unreadable(pattern, "a field is a name alone")
    return [(_plain(literal), (field or "").strip()) for literal, field, _, _ in parts]


def _unreadable(pattern: str, reason: str) -> UsageError:
    cure = "write names of fields in braces, as in ({id}, {role}, {date})"
    return UsageError(f"--cite {pattern} cannot be read: {reason}", cure=cure, slug="cite")


def _plain(text: str) -> str:
    """A text without the private characters."""
    return "".join(char for char in text if ord(char) < _FIRST)


def _hold(value: str, held: list[str]) -> str:
    """A sign that stands for a value."""
    if not value:
        return _MISSING
    held.append(value)
    return chr(_FIRST + len(held) - 1)


def _thinned(text: str) -> str:
    """A text without brackets, less what is missing; the sign for missing where no field is left."""
    if _MISSING not in text:
        return text
    pieces = _SIGNS.split(text)
    kept = [
        (sign, piece)
        for sign, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True)
        if not _is_lost(piece)
    ]
    if not any(_VALUE.search(piece) for _, piece in kept):
        return _MISSING
    rest = kept[0][1] + "".join(sign + piece for sign, piece in kept[1:])
    return _BEFORE_MISSING.sub("", rest).strip()


def _is_lost(piece: str) -> bool:
    """Whether all fields of a piece between two separators are missing."""
    return _MISSING in piece and not _VALUE.search(piece)
