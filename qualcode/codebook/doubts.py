"""Advice on terms: one Chinese character that codes by itself, codes in one language only."""

import json
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from qualcode.codebook.faults import Faults, Place
from qualcode.codebook.model import Code
from qualcode.codebook.rulelines import RuleLine
from qualcode.rules.compile import compile_rules, lone_atoms
from qualcode.rules.expand import Term, is_han, spelled, terms
from qualcode.rules.syntax import Pattern, Phrase, walk
from qualcode.text.chars import HAN, LETTER, classes, code_points

WORDS = ("ORTH", "TEXT", "LOWER", "NORM", "LEMMA")
"""What of a token in a pattern is a word."""
MOST = 3
"""Terms that are named of one rule."""


def doubt_characters(rule: RuleLine, faults: Faults) -> None:
    """Warn of single Chinese characters of which one hit is a coding."""
    phrases = (node for node in walk(rule.expr) if isinstance(node, Phrase))
    if any(_is_character(term) for phrase in phrases for term in terms(phrase)):
        _doubt_characters(rule, faults)


def _is_character(term: Term) -> bool:
    return term.is_literal and len(term.literal) == 1 and is_han(term.literal)


def _doubt_characters(rule: RuleLine, faults: Faults) -> None:
    plan = compile_rules([rule.expr])
    alone = lone_atoms(plan.rules[0], negated=False) | lone_atoms(plan.rules[0], negated=True)
    found = [
        plan.terms[atom].literal
        for atom in sorted(alone)
        if atom < len(plan.terms) and _is_character(plan.terms[atom])
    ]
    if found:
        names = ", ".join(found[:MOST]) + (" …" if len(found) > MOST else "")
        message = f"one Chinese character codes by itself, also inside every word that holds it: {names}"
        cure = "write the words that are meant, or set it beside another term with NEAR"
        faults.warn(message, rule.node, cure=cure, slug="one-character")


def doubt_languages(codes: Sequence[Code], languages: Sequence[str], faults: Faults) -> None:
    """Warn of codes with terms in Chinese only, or in others only, where most codes have both."""
    if not any(one.startswith("zh") for one in languages) or all(one.startswith("zh") for one in languages):
        return
    held = {code.id: _scripts(code) for code in codes if code.rules}
    held = {code: scripts for code, scripts in held.items() if scripts}
    both = sum(len(scripts) == 2 for scripts in held.values())
    if 2 * both <= len(held):
        return
    for code in codes:
        if len(held.get(code.id, ())) == 1:
            (only,) = held[code.id]
            message = f"{code.id} has {only} terms only, and most codes have terms in both languages"
            cure = "add terms in the other language, or leave it where only one language says it"
            faults.warn(message, Place(code.line, 1), cure=cure, slug="one-language")


def _scripts(code: Code) -> frozenset[str]:
    """`Chinese` and `other`: in which the terms of a code are written."""
    nodes = [node for rule in code.rules for node in walk(rule)]
    phrases = (text for node in nodes if isinstance(node, Phrase) for _, text in spelled(node))
    patterns = (
        text for node in nodes if isinstance(node, Pattern) for text in _words(json.loads(node.tokens))
    )
    written = chain(phrases, patterns)
    found: set[str] = set()
    for text in written:
        found |= {_script(text)} - {""}
        if len(found) == 2:
            break
    return frozenset(found)


def _words(part: Any, *, is_word: bool = False) -> Iterator[str]:
    """The words that tokens of a pattern are, as text or lemma; not their classes."""
    if isinstance(part, str) and is_word:
        yield part
    elif isinstance(part, list):
        for one in part:
            yield from _words(one, is_word=is_word)
    elif isinstance(part, dict):
        for name, one in part.items():
            yield from _words(one, is_word=is_word or name in WORDS)


def _script(text: str) -> str:
    kinds = classes(code_points(text))
    if (kinds == HAN).any():
        return "Chinese"
    return "other" if (kinds == LETTER).any() else ""
