"""One-line texts, read without the YAML reader: most of a codebook is one rule or one text a line.

An item that stands on one line, plain and without signs or in quotes, is the same text by YAML's
rules, and so is the next item at the same indentation. Only the first item of such a list is
left for the YAML reader, to say where the list hangs, and the last, which may go on. A long text
in double quotes behind a key is left as a short one that stands for it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

LEAST = 4
"""Shorter lists are left to the YAML reader."""

_ODD = "\\x00-\\x1f\\x7f-\\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
LONG = 24
"""Shorter texts behind a key are left as they are."""
STAND_IN = "."
"""What the YAML reader sees of a longer one."""

_NOTE = re.compile(rf" *(?:#[^{_ODD}]*)?")
_VALUE = re.compile(rf'( *(?:- +)?[A-Za-z_]+: +)"([^"\\\\{_ODD}]{{{LONG},}})" *')
_ITEM = re.compile(
    rf"( *)- (?:'((?:[^'{_ODD}]|'')*)'|\"([^\"\\\\{_ODD}]*)\"|"
    rf"([^\s\-?:,\[\]{{}}#&*!|>'\"%@`{_ODD}](?:[^:#{_ODD}]|:(?! |$))*?)) *"
)


class Item(NamedTuple):
    """A text in a list: its value, its place (from 1) and the sign of its quotes, empty without them."""

    value: str
    line: int
    column: int
    style: str


class Taken(NamedTuple):
    """What was taken out of the lines of a file.

    `items` are the inner items of long lists, by the line of the first one; `texts` the long texts
    that stand-ins stand for, by their lines.
    """

    items: dict[int, tuple[Item, ...]]
    texts: dict[int, str]


def take_out(lines: Sequence[str]) -> tuple[list[str], Taken]:
    """`lines` with the inner items of long lists blank and long texts short, and what was taken."""
    kept = list(lines)
    taken = Taken({}, {})
    run: list[Item] = []
    for number, text in enumerate([*lines, ""], 1):
        item = _item(text, number)
        if item is None and run and _NOTE.fullmatch(text) and number <= len(lines):
            continue
        if item is None or (run and item.column != run[0].column):
            _close(run, kept, taken.items)
            run = []
        if item is not None:
            run.append(item)
        elif match := _VALUE.fullmatch(text):
            kept[number - 1] = f'{match[1]}"{STAND_IN}"'
            taken.texts[number] = match[2]
    return kept, taken


def _item(text: str, number: int) -> Item | None:
    match = _ITEM.fullmatch(text)
    if match is None:
        return None
    column = len(match[1]) + 3
    if match[2] is not None:
        return Item(match[2].replace("''", "'"), number, column, "'")
    return Item(match[4], number, column, "") if match[3] is None else Item(match[3], number, column, '"')


def _close(run: list[Item], kept: list[str], taken: dict[int, tuple[Item, ...]]) -> None:
    if len(run) >= LEAST:
        taken[run[0].line] = tuple(run[1:-1])
        for item in run[1:-1]:
            kept[item.line - 1] = ""
