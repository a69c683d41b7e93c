"""Texts in YAML: how a new one is written, and where the characters of one that is there stand."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from qualcode.codebook.faults import BAD_RANGE
from qualcode.codebook.nodes import Text
from qualcode.codebook.source import BLOCKS, bare
from qualcode.errors import QualcodeError
from qualcode.text.patterns import lazy

_NOT_PLAIN = lazy(r":(?:\s|$)|\s#")
_PLAIN_ANYWHERE = lazy(r"[^\W_][\w·*.-]*(?: [\w·*.-]+)*")
_UNSEEN = lazy(rf"[{BAD_RANGE}\ufeff\t\u00a0]")
_BREAK = lazy(r"[ \t]*[\r\n]+[ \t]*")
_ESCAPE = lazy(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.|$)")
_ESCAPED_BLANKS = " \tt0abenvfrN_LP"
"""What stands for a blank, a break or a control behind a backslash in double quotes."""


class Character(NamedTuple):
    """A character of a text that is no blank, and what writes it: line and columns `[start, end)`, from 0."""

    value: str
    line: int
    start: int
    end: int


class Patch(NamedTuple):
    """Characters to be put in place of others: from a place (line and column, from 0) up to another one."""

    line: int
    column: int
    last_line: int
    end: int
    text: str


def in_single_quotes(text: str) -> str:
    """`text` as YAML writes it in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def rule_scalar(rule: str, *, in_brackets: bool = False) -> str:
    """A rule as it stands in a codebook: plain where YAML reads it so, else in single quotes; on one line."""
    rule = _BREAK.sub(" ", rule.strip())
    plain = bool(_PLAIN_ANYWHERE.fullmatch(rule)) if in_brackets else _is_plain(rule)
    return rule if plain else in_single_quotes(rule)


def _is_plain(text: str) -> bool:
    """Whether YAML reads `text` as it stands, on a line of its own behind a hyphen or a key."""
    begins = text[:1].isalnum() or text[:1] in tuple("_(/（“")
    return begins and text.isprintable() and not _NOT_PLAIN.search(text)


def word_scalar(text: str) -> str:
    """A short text such as an id or a name: plain where YAML reads it so everywhere, else in quotes."""
    return text if _PLAIN_ANYWHERE.fullmatch(text.lstrip("_")) else text_scalar(text)


def text_scalar(text: str) -> str:
    """A text in double quotes, or in single ones where that saves signs; what is not seen by its number."""
    if is_odd(text):
        return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
    return in_single_quotes(text) if '"' in text or "\\" in text else f'"{text}"'


def is_odd(text: str) -> bool:
    """Whether a text holds a line break or a character that an editor does not show."""
    return "\n" in text or bool(_UNSEEN.search(text))


def characters(lines: Sequence[str], node: Text) -> list[Character]:
    """Every character of a scalar that is no blank, with its place in the file.

    It holds for all ways of writing: plain, in quotes with their escapes, over several lines, in blocks.

    Raises
    ------
    QualcodeError
        Where the text cannot be found in the lines character by character.
    """
    wanted = [char for char in node.value if not char.isspace()]
    found: list[Character] = []
    for character in _written(lines, node):
        if len(found) == len(wanted):
            break
        found.append(character)
    if [character.value for character in found] != wanted:
        cure = "write it plainly or in single quotes, on one line"
        message = "this text is written in a way that cannot be changed here"
        raise QualcodeError(message, place=f"line {node.line}", cure=cure, slug="not-by-lines")
    return found


def _written(lines: Sequence[str], node: Text) -> Iterator[Character]:
    """The characters that stand from the beginning of a scalar on, blanks left out."""
    first = node.line if node.style in BLOCKS else node.line - 1
    for at in range(first, len(lines)):
        line = bare(lines[at])
        quoted = node.style in ('"', "'")
        column = node.column - 1 + quoted if at == node.line - 1 else 0
        yield from _written_in(line, at, column, node.style)


def _written_in(line: str, at: int, column: int, style: str) -> Iterator[Character]:
    while column < len(line):
        value, width = line[column], 1
        if style == "'" and line.startswith("''", column):
            width = 2
        elif style == '"' and value == "\\":
            value, width = _escaped(line, column)
        if not value.isspace():
            yield Character(value, at, column, column + width)
        column += width


def _escaped(line: str, column: int) -> tuple[str, int]:
    """The character that an escape stands for (a blank for what is none), and the length of the escape."""
    match = _ESCAPE.match(line, column)
    body = match[0][1:] if match else ""
    if len(body) > 1:
        return chr(int(body[1:], 16)), len(body) + 1
    return (" " if body in _ESCAPED_BLANKS else body), len(body) + 1


def end_of(lines: Sequence[str], node: Text) -> tuple[int, int]:
    """The place (line and column, from 0) behind the last character of a scalar or its closing quote."""
    found = characters(lines, node)
    quoted = node.style in ('"', "'")
    line, column = (found[-1].line, found[-1].end) if found else (node.line - 1, node.column - 1 + quoted)
    while quoted and not bare(lines[line]).startswith(node.style, column):
        column += 1
        if column >= len(bare(lines[line])):
            line, column = line + 1, 0
    return line, column + quoted


def replaced(part: Sequence[Character], text: str) -> Patch:
    """`text` in place of characters that stand one behind the other."""
    return Patch(part[0].line, part[0].start, part[-1].line, part[-1].end, text)


def patched(lines: Sequence[str], patches: Iterable[Patch]) -> list[str]:
    """`lines` with every patch made; none may overlap another."""
    out = list(lines)
    for patch in sorted(patches, reverse=True):
        head = out[patch.line][: patch.column]
        tail = out[patch.last_line][patch.end :]
        out[patch.line : patch.last_line + 1] = [f"{head}{patch.text}{tail}"]
    return out


def found_in(text: str, characters: Sequence[Character], start: int, end: int) -> Sequence[Character]:
    """Those of the characters of `text` that stand in `text[start:end]`."""
    before = _count(text[:start])
    return characters[before : before + _count(text[start:end])]


def _count(text: str) -> int:
    return sum(not char.isspace() for char in text)
