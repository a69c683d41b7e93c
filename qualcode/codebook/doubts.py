"""Advice on terms: one Chinese character that codes by itself, codes in one language only."""

from collections.abc import Sequence

from qualcode.codebook.faults import Faults, Place
from qualcode.codebook.model import Code
from qualcode.codebook.rulelines import RuleLine
from qualcode.rules.compile import compile_rules, lone_atoms
from qualcode.rules.expand import Term, is_han, spelled, terms
from qualcode.rules.syntax import Phrase, walk
from qualcode.text.chars import HAN, LETTER, classes, code_points

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
    written = (
        text
        for rule in code.rules
        for node in walk(rule)
        if isinstance(node, Phrase)
        for _, text in spelled(node)
    )
    found: set[str] = set()
    for text in written:
        found |= {_script(text)} - {""}
        if len(found) == 2:
            break
    return frozenset(found)


def _script(text: str) -> str:
    kinds = classes(code_points(text))
    if (kinds == HAN).any():
        return "Chinese"
    return "other" if (kinds == LETTER).any() else ""
