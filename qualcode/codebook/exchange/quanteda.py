"""Dictionaries of quanteda in YAML: keys that hold lists of patterns, or further keys; and back.

A key with patterns of its own and keys below it holds them under the key `__`, as quanteda writes it.
"""

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from qualcode.codebook.exchange.foreign import WHOLE_WORDS, Entry, foreign_reading
from qualcode.codebook.exchange.globs import Changes
from qualcode.codebook.exchange.places import Reading, text_faults, text_reading
from qualcode.codebook.faults import Faults, Place
from qualcode.codebook.model import Code, Codebook
from qualcode.codebook.nodes import Items, Node, Pairs, Reported, Text, read_nodes
from qualcode.codebook.plain import Plain
from qualcode.rules.expand import alternatives, is_han
from qualcode.rules.show import show
from qualcode.rules.syntax import Expr, Literal, Or, Phrase

OWN = "__"
"""The key of the patterns that belong to a key with keys below it."""
_SHOWN = 20
"""Rules that cannot go are named so far; all of them stay in the codebook."""
SPLIT_CHINESE = (
    "terms of Chinese characters are whole tokens there and are found anywhere here: counts will differ, "
    "with the way in which quanteda cuts Chinese into words"
)


def read_quanteda(text: str, *, file: str) -> Reading:
    """A codebook from a dictionary in YAML, one rule for each pattern."""
    faults = text_faults(text, file=file)
    found = read_nodes(faults)
    if faults.errors or not isinstance(found, Pairs):
        if not faults.errors:
            cure = "write keys, and below each a list of patterns"
            faults.error("this is no dictionary: there are no keys", Place(1), cure=cure, slug="dictionary")
        return text_reading(None, faults)
    entries = list(_entries(found, 0, faults))
    notes = [WHOLE_WORDS] * any(entry.patterns for entry in entries)
    return foreign_reading(entries, faults, notes=notes)


def _entries(node: Pairs, depth: int, faults: Faults) -> Iterator[Entry]:
    for key, value in node.pairs:
        entry = Entry(key.value.strip(), depth, key.line)
        below: list[Entry] = []
        _fill(entry, value, below, faults)
        yield entry
        yield from below


def _fill(entry: Entry, node: Node, below: list[Entry], faults: Faults) -> None:
    """What stands below a key: patterns, further keys, or both in one list."""
    match node:
        case Text():
            if node.value.strip():
                entry.patterns.append((node.value.strip(), node.line))
        case Items():
            for item in node.items:
                _fill(entry, item, below, faults)
        case Pairs():
            own = [value for key, value in node.pairs if key.value == OWN]
            for value in own:
                _fill(entry, value, below, faults)
            rest = tuple(pair for pair in node.pairs if pair[0].value != OWN)
            below.extend(_entries(Pairs(rest, node.line, node.column), entry.depth + 1, faults))
        case Reported():
            pass


class Dictionary(NamedTuple):
    """A dictionary's text, how many keys and patterns it has, and what of the codebook it cannot say."""

    text: str
    n_keys: int
    n_patterns: int
    notes: tuple[str, ...]


def quanteda(codebook: Codebook) -> Dictionary:
    """The terms of a codebook as a dictionary of quanteda in YAML.

    Only rules that are terms, or terms with OR, can go; alternatives in braces are written out. All
    others are told, with what else a dictionary cannot hold.
    """
    lost = Changes(most=_SHOWN)
    below: dict[str, list[Code]] = {}
    for code in codebook.codes:
        below.setdefault(code.parent or "", []).append(code)
    keys = _keys(below, "", lost)
    _tell_settings(codebook, lost)
    patterns = list(_all_patterns(keys))
    chinese = [SPLIT_CHINESE] * any(is_han(char) for pattern in patterns for char in pattern)
    text = "".join(f"{line}\n" for line in _lines(keys, 0))
    return Dictionary(text, _count_keys(keys), len(patterns), (*lost.told(), *chinese))


def _keys(below: dict[str, list[Code]], parent: str, lost: Changes) -> dict[str, Plain]:
    keys: dict[str, Plain] = {}
    for code in below.get(parent, ()):
        own = list(dict.fromkeys(_patterns(code, lost)))
        children = _keys(below, code.id, lost)
        if own and children:
            keys[code.id] = {OWN: own} | children
        elif own or children:
            keys[code.id] = children or own
        else:
            lost.add("codes left out, no term of theirs can go", code.id, code.line)
    return keys


def _count_keys(keys: Mapping[str, Plain]) -> int:
    """How many categories a dictionary has, those for a category's own terms not counted."""
    below = (_count_keys(value) for value in keys.values() if isinstance(value, Mapping))
    return sum(key != OWN for key in keys) + sum(below)


def _all_patterns(value: Plain) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _all_patterns(one)


def _lines(value: Plain, indent: int) -> Iterator[str]:
    """Every text in double quotes: other readers of YAML take a bare `no` or `1.0` for something else."""
    blanks = " " * indent
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield f"{blanks}{json.dumps(key, ensure_ascii=False)}:"
            yield from _lines(below, indent + 2)
    else:
        yield from (f"{blanks}- {json.dumps(one, ensure_ascii=False)}" for one in value)


def _patterns(code: Code, lost: Changes) -> Iterator[str]:
    """The terms of a code as patterns."""
    for rule in code.rules:
        terms = _terms(rule)
        if terms is None:
            lost.add("rules left out, a dictionary knows terms only", f"{code.id}: {show(rule)}", code.line)
        for parts in (parts for term in terms or () for parts in alternatives(term.parts)):
            text = "".join(part.text if isinstance(part, Literal) else part.sign for part in parts)
            plain = "".join(part.text for part in parts if isinstance(part, Literal))
            if "*" in plain or "?" in plain:
                lost.add("terms left out, their * or ? are plain characters", f"{code.id}: {text}", code.line)
            else:
                yield " ".join(text.split())


def _terms(rule: Expr) -> list[Phrase] | None:
    """The terms of a rule that is nothing but terms, or None."""
    parts = rule.of if isinstance(rule, Or) else (rule,)
    terms = [part for part in parts if isinstance(part, Phrase)]
    return terms if len(terms) == len(parts) else None


def _tell_settings(codebook: Codebook, lost: Changes) -> None:
    """Shields and inflections decide codings and cannot go."""
    for code in codebook.codes:
        for shield in code.shields:
            lost.add("shields left out", f"{code.id}: {shield}", code.line)
    for shield in codebook.shields:
        lost.add("shields left out", shield, 0)
    if codebook.inflections:
        lost.add("inflections: true left out", "write the forms of English words as patterns", 0)
