"""Texts that YAML reads as something else, and YAML's complaints in plain words."""

import re
from itertools import islice
from typing import Any, NamedTuple

from qualcode.codebook.faults import Faults, Place
from qualcode.errors import Problem
from qualcode.text.patterns import lazy

LISTS = {"rules": "rule", "shields": "shield", "examples": "example", "non_examples": "example"}
"""Lists whose items are text, and what one item is called."""

EXAMPLE_KEYS = ("text", "speaker", "role", "where")
_MEANS = {
    "{": "the beginning of a mapping",
    "[": "the beginning of a list",
    "*": "an alias",
    "&": "an anchor",
    "!": "a tag",
    "|": "the sign of a block of text",
    ">": "the sign of a block of text",
    "%": "a sign of its own",
    "@": "a sign of its own",
    "`": "a sign of its own",
    ",": "a sign between two items",
    "]": "the end of a list",
    "}": "the end of a mapping",
}
_BLOCK = lazy(r"[|>](?:[+-]?[1-9]?|[1-9][+-])\s*(?:\s#.*)?$")
_DOUBLE = lazy(r'"((?:[^"\\]|\\.)*)"(.*)')
_SINGLE = lazy(r"'((?:[^']|'')*)'(.*)")
_ESCAPE = lazy(r'\\(?![0abtnvfre "/\\N_LP\t]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})(.?)')
_FIELD = lazy(rf"(?:{'|'.join(EXAMPLE_KEYS)}):(?:\s|$)")
_FLOW = lazy(rf"\s*(?:- +)*({'|'.join(LISTS)}): +\[")
_PATTERN = lazy(r"rules\{?\s*pattern:(?:\s|$)")
_HEAD = lazy(r"\s*(?:- +)*(?:[\w-]+: +)?")
_PREFIX = lazy(r"\b(exact|lemma|negated|affirmed|code|speaker|role|where):\s+")
_SHOWN = 90


def trap(body: str, label: str = "") -> str:
    """Why YAML cannot read `body`, the rest of a line, as the text that was meant; or nothing.

    `label` is the key of the list of texts that it is an item of; it is empty for the value of a key.
    """
    body = body.rstrip()
    if (label.endswith("examples") and _FIELD.match(body.lstrip("{ "))) or _PATTERN.match(label + body):
        return ""
    sign = body[:1]
    if sign in _MEANS:
        if (sign in "|>" and _BLOCK.match(body)) or (sign in "[{" and not label and _may_close(body)):
            return ""
        return f"YAML reads a leading {sign} as {_MEANS[sign]}"
    if sign in ('"', "'"):
        return _quote_trap(body)
    if re.search(r":(?:\s|$)", re.sub(r"\s#.*", "", body)):
        return "YAML reads what stands before the colon as a key"
    return ""


def _may_close(body: str) -> bool:
    """Whether a flow list or mapping may end, or go on, behind this line."""
    bare = re.sub(r"\s#.*", "", body).rstrip()
    closing = {"[": "]", "{": "}"}[bare[0]]
    return closing not in bare or bare.endswith(closing)


def _quote_trap(body: str) -> str:
    match = (_DOUBLE if body[0] == '"' else _SINGLE).match(body)
    if not match:
        return ""
    unknown = _ESCAPE.search(match[1]) if body[0] == '"' else None
    if unknown:
        return f"in double quotes YAML does not know {unknown[0]}"
    if re.fullmatch(r"\s*(?:\s#.*)?", match[2]):
        return ""
    return "YAML's quotes end before the text does"


def quote_cure(faults: Faults, at: Place, label: str) -> str:
    """`put the rule in single quotes`, with the line to write where that is clear."""
    cure = f"put the {LISTS.get(label, 'text')} in single quotes"
    line = faults.lines[at.line - 1]
    body = line[at.column - 1 :].strip()
    if not _HEAD.fullmatch(line[: at.column - 1]) or _goes_on(faults.lines, at.line) or " #" in body:
        return cure
    if label == "rules":
        body = _PREFIX.sub(r"\1:", body)
    quoted = body.replace("'", "''")
    return f"{cure}: '{quoted}'" if 0 < len(body) <= _SHOWN else cure


def _goes_on(lines: list[str], number: int) -> bool:
    """Whether the item or value in line `number` (from 1) goes on in the next one."""
    this, following = lines[number - 1], next(filter(str.strip, islice(lines, number, number + 50)), "")
    return len(following) - len(following.lstrip()) > len(this) - len(this.lstrip())


class _Complaint(NamedTuple):
    """What the YAML reader says (in part), what that means, and whether the place is where it began."""

    said: str
    message: str
    cure: str
    at_beginning: bool = False


_QUOTE = "put the text in single quotes"
_OPEN_QUOTE = "the quote that opens here is never closed"
_ESCAPED = r"YAML does not know this \ in double quotes"
_COMPLAINTS = (
    _Complaint(r"'\t'", "a tab stands where YAML wants blanks", "put blanks in place of the tab"),
    _Complaint("cannot start any token", "a text cannot start with this sign", _QUOTE),
    _Complaint(
        "mapping values are not allowed",
        "a colon and a blank stand where no key can be",
        f"{_QUOTE}; or make the indentation that of the lines it belongs to",
    ),
    _Complaint(
        "could not find expected ':'",
        "this line is no `key: value`",
        "write the key, an ASCII colon and a blank",
        at_beginning=True,
    ),
    _Complaint("unexpected end of stream", _OPEN_QUOTE, "close it", at_beginning=True),
    _Complaint("unexpected document separator", _OPEN_QUOTE, "close it", at_beginning=True),
    _Complaint("expected ',' or ']'", "the list that opens here is not closed", "write ] behind it", True),
    _Complaint("expected ',' or '}'", "the mapping that opens here is not closed", "write } behind it", True),
    _Complaint("found unknown escape", _ESCAPED, _QUOTE),
    _Complaint("escape sequence", _ESCAPED, _QUOTE),
    _Complaint("found unexpected ':'", "a colon stands where no key can be", _QUOTE),
    _Complaint("sequence entries", "a list cannot begin here", "begin it on a line of its own"),
    _Complaint(
        "expected <block end>",
        "this does not fit the lines before it",
        f"make its indentation theirs; if it belongs to a text with quotes, {_QUOTE}",
    ),
    _Complaint("expected chomping", "a text cannot start with | or >", _QUOTE, at_beginning=True),
    _Complaint("expected alphabetic", "a text cannot start with * or &", _QUOTE, at_beginning=True),
    _Complaint("expected the node content", "a text is missing before this sign", _QUOTE),
)


def explain(fault: Any, faults: Faults) -> Problem:
    """A YAML error as a problem; what comes after it could not be read."""
    said = str(getattr(fault, "problem", "") or "")
    unknown = _Complaint("", f"this is not YAML: {said or 'it cannot be read'}", "")
    complaint = next((each for each in _COMPLAINTS if each.said in said), unknown)
    place = _place(fault, at_beginning=complaint.at_beginning)
    message, cure = complaint.message, complaint.cure
    flow = _FLOW.match(faults.lines[place.line - 1]) if place.line <= len(faults.lines) else None
    if flow:
        message = "YAML cannot read this list to its end"
        cure = f"write each {LISTS[flow[1]]} on a line of its own, after a hyphen, in single quotes"
    return faults.problem(f"{message}; what follows was not checked", place, cure=cure, slug="yaml")


def _place(fault: Any, *, at_beginning: bool) -> Place:
    names = ("context_mark", "problem_mark") if at_beginning else ("problem_mark",)
    mark = next(filter(None, (getattr(fault, name, None) for name in names)), None)
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1)
