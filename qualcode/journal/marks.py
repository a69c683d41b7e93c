"""Codings written into a text as marks: `[[code]]the passage[[/code]]`, by any editor."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.terms import CodeId

HEADS = ("document", "coder", "round", "at")
"""What the lines above a marked text may say: `[[document: lane]]`."""

_TOKEN = re.compile(r"(?:\[\[|【【)([^\[\]【】\n]*)(?:\]\]|】】)")
_HEAD = re.compile(rf"(?:\[\[|【【)({'|'.join(HEADS)})[:：](.*?)(?:\]\]|】】)[ \t]*(?:\n\s*|\Z)")
_NUMBERED = re.compile(r"(.*)#([0-9]+)\Z")
_COMMAS = re.compile("[,，;；、]")
_NOTHING = "[[]]"
"""A mark that says nothing: it parts brackets of the text that would look like a mark."""

Resolve = Callable[[str], CodeId | None]
"""Leads from what somebody wrote to the id of a code; None where there is none."""


class Mark(NamedTuple):
    """A passage `[start, end)` of a text, its code, and the line of the marked text in which it begins."""

    code: CodeId
    start: int
    end: int
    line: int = 0


class Fault(NamedTuple):
    """What is wrong with a mark. `code` is what stands in it where no code has that name, else empty."""

    line: int
    message: str
    cure: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked text taken apart.

    heads
        What the lines above it say, by their names (`HEADS`).
    text
        The text without marks; its first line is `line` in the marked text.
    marks
        In the order of their places; a code counts once for a passage.
    """

    heads: Mapping[str, str]
    text: str
    line: int
    marks: tuple[Mark, ...]
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class _Open:
    """A mark that begins; several may begin in one pair of brackets (`group`). `unknown`: what is no code."""

    code: CodeId
    number: str
    start: int
    line: int
    group: int
    unknown: str = ""


def _never(_: str) -> bool:
    return False


def read_marks(marked: str, resolve: Resolve, *, is_text: Callable[[str], bool] = _never) -> Marked:
    r"""Take a marked text apart; line ends are `\n`.

    `[[a,b]]` begins two codes, `[[/a]]` ends the last one of `a` that began, `[[/]]` all that the last pair
    of brackets began and that has not ended. `[[a#2]]` is ended by `[[/a#2]]`, so that passages of one code
    may cross. `[[]]` says nothing.

    Parameters
    ----------
    is_text
        Tells of brackets that name no code whether they are the text's own. By default all are faults
        but empty ones.
    """
    heads, at = _heads(marked)
    reader = _Reader(resolve, is_text)
    reader.line = first = 1 + marked.count("\n", 0, at)
    for token in _TOKEN.finditer(marked, at):
        reader.add_text(marked[at : token.start()])
        reader.add_token(token[0], token[1].strip())
        at = token.end()
    reader.add_text(marked[at:])
    reader.end()
    found = dict.fromkeys(sorted(reader.marks, key=lambda mark: (mark.start, -mark.end, mark.code)))
    return Marked(heads, "".join(reader.pieces), first, _once(found), tuple(reader.faults))


def _heads(marked: str) -> tuple[dict[str, str], int]:
    """What the first lines say, and where the text begins."""
    heads: dict[str, str] = {}
    at = 0
    while head := _HEAD.match(marked, at):
        heads.setdefault(head[1], head[2].strip())
        at = head.end()
    return heads, at


def _once(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    first: dict[tuple[CodeId, int, int], Mark] = {}
    for mark in marks:
        first.setdefault(mark[:3], mark)
    return tuple(first.values())


class _Reader:
    """What was read so far of a marked text."""

    def __init__(self, resolve: Resolve, is_text: Callable[[str], bool]) -> None:
        self._resolve, self._is_text = resolve, is_text
        self._open: list[_Open] = []
        self._groups = self._length = 0
        self.line = 1
        self.pieces: list[str] = []
        self.marks: list[Mark] = []
        self.faults: list[Fault] = []

    def add_text(self, text: str) -> None:
        self.pieces.append(text)
        self._length += len(text)
        self.line += text.count("\n")

    def add_token(self, token: str, inside: str) -> None:
        """A pair of brackets: a mark begins or ends, or the text itself has them."""
        is_end = inside.startswith("/")
        names, unknown = self._names(inside.removeprefix("/").strip())
        is_idle = bool(unknown) or (is_end and not self._open)
        if is_idle and self._is_text(token):
            self.add_text(token)
        elif unknown:
            self._pass_over(unknown, is_end)
        elif is_end:
            self._close(names, token)
        else:
            self._groups += 1
            more = (_Open(*name, self._length, self.line, self._groups) for name in names)
            self._open.extend(more)

    def _pass_over(self, unknown: str, is_end: bool) -> None:
        """What no code is called; where it ends as it began, that is no second fault."""
        began = [one for one in self._open if one.unknown == unknown]
        if is_end and began:
            self._open.remove(began[-1])
            return
        cure = "name a code of the codebook by its id or its name"
        self.faults.append(Fault(self.line, f"there is no code {unknown}", cure, unknown))
        if not is_end:
            self._groups += 1
            self._open.append(_Open("", "", self._length, self.line, self._groups, unknown))

    def _names(self, inside: str) -> tuple[list[tuple[CodeId, str]], str]:
        """The codes that are named, each with its number; and the first name that is none."""
        if not inside:
            return [], ""
        if code := self._resolve(inside):
            return [(code, "")], ""
        found = []
        for part in map(str.strip, _COMMAS.split(inside)):
            name, number = part, ""
            code = self._resolve(part)
            if code is None and (numbered := _NUMBERED.match(part)):
                name, number = numbered.groups()
                code = self._resolve(name.strip())
            if code is None:
                return [], name or inside
            found.append((code, number))
        return found, ""

    def _close(self, names: list[tuple[CodeId, str]], token: str) -> None:
        last = self._open[-1].group if self._open else 0
        ending = [one for one in self._open if one.group == last] if not names else []
        for code, number in names:
            same = [one for one in self._open if one.code == code and one not in ending]
            ending += [one for one in same if one.number == number][-1:] or ([] if number else same[-1:])
        if len(ending) < max(len(names), 1):
            cure = "write where it begins, or take the end away"
            self.faults.append(Fault(self.line, f"{token} ends a mark that did not begin", cure))
        for one in ending:
            self._open.remove(one)
            if not one.unknown:
                self._finish(one)

    def _finish(self, one: _Open) -> None:
        if one.start < self._length:
            self.marks.append(Mark(one.code, one.start, self._length, one.line))
        else:
            cure = "put the passage between beginning and end, or take both away"
            self.faults.append(Fault(one.line, f"the mark {one.code} holds no text", cure))

    def end(self) -> None:
        """What has not ended is a fault."""
        for one in (one for one in self._open if not one.unknown):
            cure = f"write [[/{one.code}]] behind its passage"
            self.faults.append(Fault(one.line, f"the mark {one.code} does not end", cure))
        self.faults.sort()


def write_marks(text: str, marks: Iterable[Mark], *, heads: Mapping[str, str] | None = None) -> str:
    """A text with its marks, below lines for `heads`; `read_marks` takes it apart into the same again.

    Marks lie in the text and are not empty.
    """
    begins, ends = _tokens(sorted({mark[:3] for mark in marks}, key=lambda one: (one[1], -one[2], one[0])))
    pieces = [f"[[{name}: {said}]]\n" for name, said in (heads or {}).items()]
    at = 0
    for place in sorted({*begins, *ends}):
        pieces += [_guarded(text[at:place], is_first=at == 0), *ends[place], *begins[place]]
        at = place
    return "".join([*pieces, _guarded(text[at:], is_first=at == 0)])


def _guarded(text: str, *, is_first: bool) -> str:
    """A stretch of text in which nothing looks like a mark, and the first like a line above it."""
    safe = _TOKEN.sub(lambda token: f"{token[0][0]}{_NOTHING}{token[0][1:]}", text)
    return _NOTHING + safe if is_first and (safe[:1].isspace() or _HEAD.match(safe)) else safe


def _tokens(
    marks: Iterable[tuple[CodeId, int, int]],
) -> tuple[defaultdict[int, list[str]], defaultdict[int, list[str]]]:
    """By place, the brackets with which marks begin there, and those with which marks end there."""
    begins: defaultdict[int, list[str]] = defaultdict(list)
    ends: defaultdict[int, list[str]] = defaultdict(list)
    for (start, end), names in _by_span(marks):
        begins[start].append(f"[[{','.join(names)}]]")
        ends[end].insert(0, f"[[/{','.join(names)}]]")
    return begins, ends


def _by_span(marks: Iterable[tuple[CodeId, int, int]]) -> Iterator[tuple[tuple[int, int], list[str]]]:
    """The names of marks by passage; where passages of one code cross, with a number each."""
    spans: dict[tuple[int, int], list[str]] = {}
    running: defaultdict[CodeId, list[tuple[int, int]]] = defaultdict(list)
    for code, start, end in marks:
        running[code] = [one for one in running[code] if one[0] > start]
        number = 1 + max((one[1] for one in running[code]), default=0)
        running[code].append((end, number))
        spans.setdefault((start, end), []).append(code if number == 1 else f"{code}#{number}")
    yield from spans.items()
