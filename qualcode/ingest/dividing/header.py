"""The header block: `field：value` lines before the first turn. Metadata, never speech."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.ingest.dividing.labels import bare_label, is_field, is_person_field, label_key, read_head
from qualcode.ingest.dividing.marks import Marks, line_end
from qualcode.text.key import fold
from qualcode.text.patterns import lazy

LONGEST_VALUE = 80
MOST_LINES = 200
_INNER = lazy(
    r"(?:^|[\s；;|｜])[ \t#>*_\-]*([^\s:：；;|｜，,]{1,16}(?: [A-Za-z]{1,12}){0,2})[ \t*_]*[:：][*_]*"
)
_ENDS = lazy(r"[。！？!?…]|[a-z]{2}\.(?:\s|$)")
_ABBREVIATIONS = lazy(r"\b(?:mrs?|ms|dr|prof|st|jr|sr|approx)\.", re.IGNORECASE)
_TALK = lazy(
    f"[{fold('你您我咱吗呢吧啊哦嗯谢请')}]|(?:^|[^a-z])(?:i|you|we|my|your|is|are|was|what|how|why|hello|hi|hey|"
    r"thanks?|yes|yeah|no|ok|okay|well|so|please|right|sure)(?:[^a-z]|$)"
)
_PERSONAL = lazy(f"^(?:[{fold('男女')}]|male|female|[mf]|\\d{{1,3}}(?:{fold('岁')}|years?(?: old)?)?)$")
_ITEMS = lazy(r"[\s，,、；;（）()/]+")


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of a header block, the number of the first turn after it, and the end of its last line."""

    fields: Mapping[str, str] = field(default_factory=dict)
    first_turn: int = 0
    end: int = 0
    lines: int = 0


def read_header(text: str, marks: Marks, turns: Marks) -> Header:
    """The header block before the first of `turns` that is talk.

    `marks` are all candidate lines of the document. A line whose field may also be a label
    (受访者) belongs to the block where its value is a description and not talk.
    """
    rows = _Rows(text, marks)
    first = 0
    for place, line in enumerate(marks.line.tolist()):
        turn = int(turns.line[first]) if first < len(turns) else -1
        if -1 < turn < line or rows.count == MOST_LINES:
            break
        if is_field(rows.field(place)) or _describes(rows, place):
            first += turn == line
            rows.take(place)
        elif turn == line:
            break
    return Header(rows.fields, first, rows.end, rows.count)


def leading_block(text: str, marks: Marks) -> Header:
    """The header block of a document without labels: at least two fields on successive lines at its top."""
    rows = _Rows(text, marks)
    for place, line in enumerate(marks.line.tolist()):
        between = [above for above in text[rows.end : line].split("\n") if above.strip()]
        word = rows.field(place)
        if len(between) > (not rows.count) or not (is_field(word) or is_person_field(word)):
            break
        if rows.count == MOST_LINES:
            break
        if between and len(between[0].strip()) > LONGEST_VALUE:
            break
        rows.take(place)
    return Header(rows.fields, 0, rows.end, rows.count) if rows.count > 1 else Header()


class _Rows:
    """The lines of a header block as they are found."""

    def __init__(self, text: str, marks: Marks) -> None:
        self.text = text
        self.marks = marks
        self.fields: dict[str, str] = {}
        self.count = 0
        self.end = 0

    def field(self, place: int) -> str:
        """The word before the colon of one line."""
        head = self.text[self.marks.start[place] : self.marks.after[place]]
        return bare_label(head.rstrip(":：﹕∶*_ "))[0]

    def value(self, place: int) -> str:
        """What stands after the colon on the same line."""
        after = int(self.marks.after[place])
        return self.text[after : max(after, self.line_end(place))].strip(" \t\u3000*_")

    def line_end(self, place: int) -> int:
        """Where a line ends."""
        return line_end(self.text, int(self.marks.start[place]))

    def take(self, place: int) -> None:
        """Put a line into the block."""
        self.count += 1
        self.end = self.line_end(place)
        if not _add(self.fields, self.text[self.marks.line[place] : self.end]):
            _put(self.fields, self.field(place), self.value(place))


def _add(fields: dict[str, str], line: str) -> bool:
    """Take the fields of one line in, of which there may be several; whether there were any."""
    found = [m for m in _INNER.finditer(line) if is_field(m[1]) or is_person_field(m[1])]
    borders = [*(m.start() for m in found[1:]), len(line)]
    for match, border in zip(found, borders, strict=False):
        _put(fields, bare_label(match[1])[0], line[match.end() : border])
    return bool(found)


def _put(fields: dict[str, str], name: str, value: str) -> None:
    value = value.strip(" \t\u3000*_；;|｜")
    fields[name] = f"{fields[name]}; {value}" if fields.get(name) else value


def _describes(rows: _Rows, place: int) -> bool:
    """Whether a line like `受访者：王某，女，62岁` describes a person and does not speak."""
    word = rows.field(place)
    value = rows.value(place)
    if not is_person_field(word) or word in rows.fields or not value:
        return False
    if _is_enclosed(rows, place):
        return True
    if _is_talk(value):
        return False
    key = label_key(value)
    if _is_description(value) or (key != label_key(word) and key in rows.marks.keys):
        return True
    return _is_beside(rows, place) or (rows.count > 0 and _is_name(value))


def _is_talk(value: str) -> bool:
    if len(value) > LONGEST_VALUE or _TALK.search(fold(value)):
        return True
    return bool(_ENDS.search(_ABBREVIATIONS.sub("", value)))


def _is_name(value: str) -> bool:
    head = read_head(_ITEMS.split(value)[0])
    return head is not None and head.weight >= 1.5


def _is_description(value: str) -> bool:
    """A name or code with sex or age, as header blocks give them."""
    items = [item for item in _ITEMS.split(fold(value)) if item]
    return len(items) > 1 and any(map(_PERSONAL.match, items))


def _is_enclosed(rows: _Rows, place: int) -> bool:
    """Whether the line stands between fields, without a blank line: however long, it is one of them."""
    if not rows.count or rows.text.count("\n", rows.end, rows.marks.line[place]) > 1:
        return False
    end = rows.line_end(place)
    for below in range(place + 1, len(rows.marks)):
        if int(rows.marks.line[below]) != end + 1:
            return False
        if is_field(rows.field(below)):
            return True
        end = rows.line_end(below)
    return False


def _is_beside(rows: _Rows, place: int) -> bool:
    """Whether the line directly above belongs to the block, or the one directly below is a field."""
    line = int(rows.marks.line[place])
    if rows.count and rows.text[rows.end : line].count("\n") <= 1:
        return True
    below = place + 1 < len(rows.marks) and int(rows.marks.line[place + 1]) == rows.line_end(place) + 1
    return below and is_field(rows.field(place + 1))
