"""Long lists of one-line texts, read without the YAML reader: most of a codebook is one rule a line.

An item that stands on one line, plain and without signs or in single quotes, is the same text
by YAML's rules, and so is the next item at the same indentation. Only the first item of such a
list is left for the YAML reader, to say where the list hangs, and the last, which may go on.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

LEAST = 4
"""Shorter lists are left to the YAML reader."""

_ODD = "\\x00-\\x1f\\x7f-\\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_ITEM = re.compile(rf"( *)- (?:'((?:[^'{_ODD}]|'')*)'|([^\s\-?:,\[\]{{}}#&*!|>'\"%@`{_ODD}][^:#{_ODD}]*?)) *")


class Item(NamedTuple):
    """A text in a list: its value, its place (from 1) and whether it stands in single quotes."""

    value: str
    line: int
    column: int
    quoted: bool


def take_out(lines: Sequence[str]) -> tuple[list[str], Mapping[int, tuple[Item, ...]]]:
    """`lines` with the inner items of long lists blank, and these items by the line of the first one."""
    kept = list(lines)
    taken: dict[int, tuple[Item, ...]] = {}
    run: list[Item] = []
    for number, text in enumerate([*lines, ""], 1):
        item = _item(text, number)
        if item is None or (run and item.column != run[0].column):
            _close(run, kept, taken)
            run = []
        if item is not None:
            run.append(item)
    return kept, taken


def _item(text: str, number: int) -> Item | None:
    match = _ITEM.fullmatch(text)
    if match is None:
        return None
    quoted = match[2] is not None
    value = match[2].replace("''", "'") if quoted else match[3]
    return Item(value, number, len(match[1]) + 3, quoted)


def _close(run: list[Item], kept: list[str], taken: dict[int, tuple[Item, ...]]) -> None:
    if len(run) >= LEAST:
        taken[run[0].line] = tuple(run[1:-1])
        for item in run[1:-1]:
            kept[item.line - 1] = ""
