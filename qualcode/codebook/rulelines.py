"""One item of a `rules` list: its expression, and places inside it as places in the file."""

import re
from typing import NamedTuple

from qualcode.codebook.faults import Faults, Place
from qualcode.codebook.nodes import Node, Pairs, Text
from qualcode.codebook.patternlines import is_pattern, read_pattern
from qualcode.codebook.schema import text_item
from qualcode.errors import RuleError
from qualcode.rules.parse import parse
from qualcode.rules.show import show
from qualcode.rules.syntax import Expr

BLOCK = "|"
"""The style of a text of several lines: of what stands in it only the beginning has a place."""
_LONG_ESCAPES = {"x": 4, "u": 6, "U": 10}


class RuleLine(NamedTuple):
    """A rule, the position of its code, and the text that it was written as; of a pattern its spelling."""

    code: int
    node: Text
    expr: Expr


def read_rule(item: Node, code: int, faults: Faults) -> RuleLine | None:
    """The rule in an item of `rules`; None where it has a fault, which is reported."""
    if isinstance(item, Pairs) and is_pattern(item):
        pattern = read_pattern(item, faults)
        written = Text(show(pattern) if pattern else "", item.line, item.column, BLOCK)
        return RuleLine(code, written, pattern) if pattern else None
    node = text_item(item, "rules", faults)
    if node is None:
        return None
    try:
        return RuleLine(code, node, parse(node.value))
    except RuleError as fault:
        _report(fault, node, faults)
        return None


def _report(fault: RuleError, node: Text, faults: Faults) -> None:
    place = place_in(node, fault.column, faults)
    message, cure = fault.message, fault.cure
    if not node.on_one_line:
        message = f"{message} (character {fault.column} of the rule)"
    if fault.slug != "not-yet" and comment_behind(node, faults):
        message = f"{message}; YAML reads what follows # as a comment"
        cure = "put the rule in single quotes"
    elif node.style == '"' and "double quotes" in cure and "single quotes" not in cure:
        cure = "YAML takes these double quotes for its own: put the rule, with them, in single quotes"
    faults.error(message, place, cure=cure, slug=fault.slug)


def comment_behind(node: Text, faults: Faults) -> str:
    """The comment behind a plain text on its line, with its sign #, or an empty text."""
    if node.style or not node.on_one_line:
        return ""
    rest = faults.lines[node.line - 1][node.column - 1 + len(node.value) :]
    found = re.match(r"\s+(#.*)", rest)
    return found[1] if found else ""


def place_in(node: Text, column: int, faults: Faults) -> Place:
    """The place in the file of character `column` (from 1) of a scalar.

    It is exact where the scalar stands on one line; of a longer one it is the beginning.
    """
    if not node.on_one_line:
        return Place(node.line, node.column)
    if not node.style:
        return Place(node.line, node.column + column - 1)
    line = faults.lines[node.line - 1]
    at = node.column
    for _ in range(column - 1):
        at += _width(line, at, node.style)
    return Place(node.line, at + 1)


def _width(line: str, at: int, quote: str) -> int:
    """How many characters of the file write the one that starts at `at` (from 0)."""
    if quote == "'":
        return 2 if line.startswith("''", at) else 1
    if line.startswith("\\", at):
        return _LONG_ESCAPES.get(line[at + 1 : at + 2], 2)
    return 1
