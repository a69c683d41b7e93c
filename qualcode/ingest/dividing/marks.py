"""Candidate lines: every line of a text that begins as a turn might, with its place."""

import itertools
import re
from dataclasses import dataclass

import numpy as np

from qualcode.ingest.dividing.labels import (
    STAMP,
    SURE_STAMP,
    Head,
    bare_label,
    is_speaker_word,
    label_key,
    read_head,
    with_weight,
)
from qualcode.ingest.dividing.look_han import KNOWN
from qualcode.terms import Flags, Ints
from qualcode.text.patterns import lazy

COLONS = ":：﹕∶"
_BLANK = " \t\u3000"
# One scan of the whole text: nothing else looks at lines that begin otherwise. The counts are
# possessive, so a line costs at most its first hundred characters. Groups: a name in lenticular
# brackets, in bold letters, before a time in brackets; no group: all else up to a colon.
_HEADS = re.compile(
    r"\n[ \t\u3000]*+(?:(【[^】\n]{1,30}+】|\[[^]\n:：]{1,30}+\])[ \t]*+[:：﹕∶]?"
    r"|(\*\*[^*\n:：﹕∶]{1,30}+\*\*)(?![ \t]*[:：﹕∶])"
    r"|[^\n:：﹕∶。！？!?；;，…（(]{0,48}+"
    r"(?:[（(][^\n()（）]{0,60}+[)）][^\n:：﹕∶。！？!?；;，…（()）]{0,40}+)?[:：﹕∶]"
    r"|([^\n:：﹕∶。！？!?；;，…（(]{1,40}+)[（(][ ]?\d{1,2}[:：]\d\d[^\n()（）]{0,24}+[)）][ \t]*+(?=\n|\Z))"
)
_UNUSUAL = frozenset("0123456789/\\:)=*_")
"""Characters after a colon that change what the colon means."""
_NAME = r"([^\n:：。！？!?；;，…\[\](（）)【】<>]{1,40}?(?:[（(][^()（）\n]{1,40}[)）])?)"
_END = r"[ \t]*(?=\n|\Z)"
_DATE = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ \t]+)?"
_TIMED = lazy(
    rf"[ \t\u3000#>*]*(?:{_DATE}{STAMP}[ \t\-–|]*{_NAME}[ \t*]*([:：])(?!\d)"
    rf"|{_DATE}{SURE_STAMP}[ \t\-–|]*{_NAME}[ \t*]*{_END}"
    rf"|{_NAME}(?:[ \t]+[\-–|,]?[ \t]*|(?=[\[(（【<])){_DATE}{STAMP}[ \t*]*(?:([:：])(?!\d)|{_END}))"
)
_WORD_ALONE = lazy(r"\n[ \t\u3000]*+([^\s:：。，]{1,8}+(?:[ ]?[A-Z0-9]{1,3})?)[ \t]*+(?=\n)")
_ONLY_TIME = lazy(rf"[ \t]*{STAMP}")
_SPACE = lazy(r"\s*")
_ODD = lazy(r"//|\d{2}(?!\d|\w)|\d{2}[:：]")
"""What shows, after a colon, that it belongs to a link or to a time."""
_ODDITY = -2.5
_STAMPED = lazy(r"\d[)）\]】]?[ \t]*\Z")
_STAMP_LENGTH = 12
"""What ends a label with a time: no item of a list has one."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Lines that may begin turns, in order; columns of one length.

    `line` is where the line starts, `start` its first character that is no blank, `after`
    the end of the label with its colon, `head` an index into `heads`. `blank`: the line
    stands after a blank line or at the beginning; `listed`: the line before ends with a
    colon and is no label itself.
    """

    line: Ints
    start: Ints
    after: Ints
    head: Ints
    blank: Flags
    listed: Flags
    heads: tuple[Head, ...] = ()

    def __len__(self) -> int:
        return len(self.line)

    def at(self, chosen: Flags | Ints | slice) -> "Marks":
        """The marks that are chosen, by flags, numbers or a slice."""
        return Marks(
            self.line[chosen],
            self.start[chosen],
            self.after[chosen],
            self.head[chosen],
            self.blank[chosen],
            self.listed[chosen],
            self.heads,
        )

    def head_of(self, number: int) -> Head:
        """The head of one mark."""
        return self.heads[int(self.head[number])]

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of each of `heads`."""
        return tuple(head.key for head in self.heads)


class Collector:
    """Marks being gathered line by line."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, int, int, bool, bool]] = []
        self.heads: list[Head] = []
        self._numbers: dict[Head, int] = {}

    def number(self, head: Head) -> int:
        """The number of a head; a new one is taken in."""
        known = self._numbers.get(head)
        if known is None:
            known = self._numbers[head] = len(self.heads)
            self.heads.append(head)
        return known

    def add(self, line: int, start: int, after: int, head: Head) -> None:
        """A turn that the file itself, or the researcher's pattern, names."""
        self.rows.append((line, start, after, self.number(head), True, False))

    def marks(self) -> Marks:
        """All that was gathered."""
        flat = itertools.chain.from_iterable(self.rows)
        table = np.fromiter(flat, np.int64, 6 * len(self.rows)).reshape(-1, 6)
        blank, listed = table[:, 4].astype(np.bool_), table[:, 5].astype(np.bool_)
        return Marks(table[:, 0], table[:, 1], table[:, 2], table[:, 3], blank, listed, tuple(self.heads))


NO_MARKS = Collector().marks()


def find_marks(text: str) -> Marks:
    """All lines of `text` that begin with what may be a speaker label, in order.

    What looks like none counts as one where it differs from another label in width, case or blanks only.
    """
    padded, found, numbers = f"\n{text}\n", Collector(), dict[str, tuple[int, int]]()
    _scan(padded, found, numbers)
    if respelled := _respelled(found, numbers):
        found.rows.clear()
        _scan(padded, found, numbers | respelled)
    return found.marks()


def _respelled(found: Collector, numbers: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Numbers for the plain heads that look like no label but are another spelling of one: `li wei`."""
    known = {head.key: head for head in found.heads if head.weight > 0}
    other: dict[str, tuple[int, int]] = {}
    for words, (number, indent) in numbers.items():
        label = bare_label(words[1:-1])[0] if number < 0 else ""
        if label and (head := known.get(label_key(label))):
            other[words] = found.number(head._replace(label=label, title="")), indent
    return other


def _scan(padded: str, found: Collector, numbers: dict[str, tuple[int, int]]) -> None:
    """Gather the rows of all marks; `numbers` keeps what was made of the plain heads."""
    rows, before, alone = found.rows, -1, -1
    for match in _HEADS.finditer(padded):
        line, end = match.span()
        if match.lastindex is None and padded[end] not in _UNUSUAL:
            words = padded[line:end]
            known = numbers.get(words)
            if known is None:
                known = numbers[words] = _number(words, found)
            number, indent = known
        else:
            number, indent, end = _look_closely(padded, match, found)
        if number < 0:
            continue
        blank, listed = (True, False) if padded[line - 1] == "\n" else _before(padded, line)
        if listed and line == alone:
            listed = found.heads[before].weight < 1.5
        listed = listed and not _STAMPED.search(padded, end - _STAMP_LENGTH, end)
        rows.append((line, line + indent, end - 1, number, blank, listed))
        before, alone = number, end


def _number(words: str, found: Collector) -> tuple[int, int]:
    """The number of a plain head, or -1, and its indent; `words` run from line break to colon."""
    head = read_head(words[1:-1])
    return (-1 if head is None else found.number(head)), _indent(words)


def _indent(words: str) -> int:
    return len(words) - 1 - len(words[1:].lstrip(_BLANK))


def find_words_alone(text: str) -> Marks:
    """Lines that hold nothing but a word for a speaker (访谈者, 受访者01), without a colon."""
    padded = "\n" + text
    found = Collector()
    for match in _WORD_ALONE.finditer(padded):
        head = read_head(match[1])
        if head and is_speaker_word(match[1]):
            found.add(match.start(), match.start(1) - 1, match.end() - 1, head)
    return found.marks()


def join_marks(one: Marks, other: Marks) -> Marks:
    """The marks of both, in order of their lines."""
    if not len(other):
        return one
    both = Marks(
        np.concatenate((one.line, other.line)),
        np.concatenate((one.start, other.start)),
        np.concatenate((one.after, other.after)),
        np.concatenate((one.head, other.head + len(one.heads))),
        np.concatenate((one.blank, other.blank)),
        np.concatenate((one.listed, other.listed)),
        one.heads + other.heads,
    )
    return both.at(np.argsort(both.line, kind="stable"))


def line_end(text: str, start: int) -> int:
    """Where the line that holds `start` ends."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def skip_space(text: str, at: int) -> int:
    """The first character at or after `at` that is not white space."""
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _look_closely(padded: str, match: re.Match[str], found: Collector) -> tuple[int, int, int]:
    """The number of an unusual head, or -1, its indent, and where its label ends."""
    head_and_end = _read_unusual(padded, match)
    if head_and_end is None:
        return -1, 0, match.end()
    return found.number(head_and_end[0]), _indent(match[0]), head_and_end[1]


def _read_unusual(padded: str, match: re.Match[str]) -> tuple[Head, int] | None:
    kind, end = match.lastindex, match.end()
    if kind is None:
        return _read_before_sign(padded, match, end)
    head = read_head(match[kind])
    if head is None or (kind == 1 and any(colon in match[1] for colon in COLONS)):
        return None
    return with_weight(head, {1: 0.0, 2: -0.5, 3: 1.5}[kind]), end


def _read_before_sign(padded: str, match: re.Match[str], end: int) -> tuple[Head, int] | None:
    """A head whose colon is followed by a sign: a time, a link, the end of bold letters."""
    sign = padded[end]
    timed = sign.isdigit() and padded[end - 2].isdigit()
    if timed and (found := _read_timed(padded, match.start() + 1)):
        return found
    head = read_head(match[0][1:-1])
    if timed or sign in "/\\:)=":
        return _read_odd(head, padded, end)
    bold = padded[end : end + 2] in ("**", "__")
    return (head, end + 2 if bold else end) if head else None


def _read_odd(head: Head | None, padded: str, end: int) -> tuple[Head, int] | None:
    """A head before a sign that seldom begins speech (`=`, one `/`): its word, or other places, must tell."""
    if head is None or _ODD.match(padded, end) or (padded[end] == "\\" and len(head.label) == 1):
        return None
    return with_weight(head, 0.0 if head.kind == KNOWN else _ODDITY), end


def _read_timed(padded: str, line: int) -> tuple[Head, int] | None:
    """A head with a time stamp before or after the name; alone on its line it weighs more."""
    match = _TIMED.match(padded, line)
    if not match:
        return None
    head = read_head(match[1] or match[3] or match[4])
    if head is None:
        return None
    colon = match[2] or match[5]
    return with_weight(head, 0.5 if colon else 1.5), match.end()


def _before(padded: str, line: int) -> tuple[bool, bool]:
    """Whether the line after `padded[line]` stands after a blank line; after a colon.

    A line that only holds a time (`00:00:03 --> 00:00:05`) is as good as a blank one.
    """
    at = line - 1
    while at >= 0 and padded[at] in _BLANK:
        at -= 1
    if at < 0 or padded[at] == "\n":
        return True, False
    if padded[at].isdigit():
        above = padded[max(padded.rfind("\n", 0, at), at - 60) + 1 : at + 1]
        return bool(_ONLY_TIME.fullmatch(above)), False
    return False, padded[at] in COLONS
