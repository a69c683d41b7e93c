"""Faults of known kinds taken out of a YAML text, so that the rest of it can be read.

Every mending is reported; lines keep their numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from qualcode.codebook.faults import BAD, Faults, Place, visible
from qualcode.codebook.traps import LISTS, quote_cure, trap
from qualcode.text.patterns import lazy

KEYS = frozenset(
    "format codebook codes relations "
    "name version languages levels unit nested boundaries inflections shields negation "
    "id definition include exclude source color core rules examples non_examples children "
    "text speaker role where from to type memo en zh".split()
)
_LIST = lazy(rf"(\s*(?:- +)*)({'|'.join(LISTS)}):\s*(?:#.*)?$")
_ITEM = lazy(r"( *)-( +|$)(.*)")
_PATTERN = lazy(r" *- +pattern:(?:\s|$)")
_VALUE = lazy(r"(\s*(?:- +)*)([\w-]+): +(\S.*)$")
_BLOCK = lazy(r"[:-] +[|>][-+1-9]*\s*(?:\s#.*)?$")
_COLON = lazy(r"(\s*(?:- +)*)([A-Za-z_]+)(：\s*|:(?=\S))(.*)$")


@dataclass(slots=True)
class Mending:
    """The text as mended so far. `spoiled` holds the lines (from 1) whose value was replaced by ''."""

    lines: list[str]
    spoiled: set[int] = field(default_factory=set)
    rounds: int = 0

    def spoil(self, at: int, head: str, *, deeper_than: int) -> None:
        """Replace the value in line `at` (from 0), and the lines that go on with it."""
        self.lines[at] = f"{head}''"
        self.spoiled.add(at + 1)
        for below in range(at + 1, len(self.lines)):
            line = self.lines[below]
            if line.strip() and _indent(line) <= deeper_than:
                break
            self.lines[below] = ""


def clean(faults: Faults) -> list[str]:
    """The lines with every character that no codebook may hold replaced; each line reported once."""
    lines = []
    for number, line in enumerate(faults.lines, 1):
        bad = BAD.search(line)
        if bad:
            name = f"U+{ord(bad[0]):04X}"
            message = f"the line holds a control character ({name}) that cannot be seen"
            faults.error(message, Place(number, bad.start() + 1), cure="delete it", slug="character")
        lines.append(visible(line) if bad else line)
    return lines


def mend(mending: Mending, fault: Any, faults: Faults) -> bool:
    """Take the cause of a YAML error out of the text; False where it is of no known kind."""
    mending.rounds += 1
    if _mend_tab(mending, fault):
        return True
    mended = _mend_lists(mending, faults)
    suspects = _suspects(mending.lines, fault)
    if mended or any(_mend_line(mending, at, faults) for at in suspects):
        for at in _outside_blocks(mending.lines):
            _mend_line(mending, at, faults, keys=KEYS)
        return True
    return False


def _mend_tab(mending: Mending, fault: Any) -> bool:
    """A tab between words is a blank; one in the indentation is left to be reported."""
    mark = getattr(fault, "problem_mark", None)
    if mark is None or mark.line >= len(mending.lines):
        return False
    line = mending.lines[mark.line]
    words = line.lstrip("\t ")
    if not line[mark.column :].startswith("\t") or mark.column < len(line) - len(words):
        return False
    mending.lines[mark.line] = line[: len(line) - len(words)] + words.replace("\t", " ")
    return True


def _suspects(lines: list[str], fault: Any) -> list[int]:
    """Lines (from 0) that may have caused the error: where it showed, began, and the one before."""
    marks = [getattr(fault, name, None) for name in ("problem_mark", "context_mark")]
    places = [min(mark.line, len(lines) - 1) for mark in marks if mark is not None]
    before = [at - 1 for at in places[:1]]
    while before and before[0] > 0 and not lines[before[0]].strip():
        before[0] -= 1
    return [at for at in dict.fromkeys(places + before) if at >= 0]


def _mend_lists(mending: Mending, faults: Faults) -> bool:
    """Report and replace every item of a text list that YAML does not read as text."""
    label, indent, mended, pattern = "", 0, False, -1
    for at in range(len(mending.lines)):
        line = mending.lines[at]
        if pattern >= 0 and (_indent(line) > pattern or not line.strip()):
            continue  # a token of a pattern
        pattern = _indent(line) if label == "rules" and _PATTERN.match(line) else -1
        head = _LIST.match(line)
        item = _ITEM.match(line) if label else None
        if item and len(item[1]) >= indent:
            mended = _mend_item(mending, at, item, label, faults) or mended
        elif head:
            label, indent = head[2], len(head[1])
        elif line.strip() and not line.lstrip().startswith("#") and _indent(line) <= indent:
            label = ""
    return mended


def _mend_item(mending: Mending, at: int, item: re.Match[str], label: str, faults: Faults) -> bool:
    body = item[3]
    message = trap(body, label) if body.strip() else ""
    if not message or at + 1 in mending.spoiled:
        return False
    place = Place(at + 1, item.start(3) + 1)
    faults.error(message, place, cure=quote_cure(faults, place, label), slug="yaml")
    mending.spoil(at, f"{item[1]}- ", deeper_than=len(item[1]))
    return True


def _outside_blocks(lines: list[str]) -> Iterator[int]:
    """The lines (from 0) that are no part of a block of text."""
    block = -1
    for at, line in enumerate(lines):
        if line.strip() and _indent(line) <= block:
            block = -1
        if block < 0:
            yield at
            block = _indent(line) if _BLOCK.search(line) else -1


def _mend_line(mending: Mending, at: int, faults: Faults, *, keys: frozenset[str] = frozenset()) -> bool:
    """Report and replace a value that YAML does not read as text; with `keys`, of these keys only."""
    line = mending.lines[at]
    value = _VALUE.match(line)
    if value and at + 1 not in mending.spoiled and (not keys or value[2] in keys):
        message = trap(value[3])
        if message:
            place = Place(at + 1, value.start(3) + 1)
            faults.error(message, place, cure=quote_cure(faults, place, value[2]), slug="yaml")
            mending.spoil(at, line[: value.start(3)], deeper_than=len(value[1]))
            return True
    return _mend_colon(mending, at, faults)


def _mend_colon(mending: Mending, at: int, faults: Faults) -> bool:
    """`name：x` and `name:x` are no keys to YAML."""
    match = _COLON.match(mending.lines[at])
    if not match or match[2] not in KEYS or at + 1 in mending.spoiled:
        return False
    wide = match[3].startswith("：")
    what = "a full-width colon stands" if wide else "a blank is missing"
    message = f"{what} behind {match[2]}"
    cure = f"write `{match[2]}: ` with an ASCII colon and a blank"
    faults.error(message, Place(at + 1, match.start(3) + 1), cure=cure, slug="yaml")
    head = f"{match[1]}{match[2]}: "
    if match[4].strip():
        mending.spoil(at, head, deeper_than=len(match[1]))
    else:
        mending.lines[at] = head
    return True


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
