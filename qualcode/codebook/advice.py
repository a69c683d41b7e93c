"""Advice on a codebook that can be used: what is allowed, but may not mean what was meant."""

import re
from collections.abc import Sequence

from qualcode.codebook.doubts import doubt_characters, doubt_languages
from qualcode.codebook.faults import Faults, Place
from qualcode.codebook.model import Code, Codebook
from qualcode.codebook.patternlines import advise_pattern
from qualcode.codebook.regextraps import doubt_regexes
from qualcode.codebook.rulelines import RuleLine, comment_behind, place_in
from qualcode.rules.expand import shield_forms, terms
from qualcode.rules.forms import inflect, lemma
from qualcode.rules.show import show
from qualcode.rules.syntax import Lemma, Literal, Pattern, Phrase, Reading, is_condition, phrases, walk
from qualcode.text.patterns import lazy

_HAN = "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN_BLANK = lazy(rf"(?<=[{_HAN}])[ \u3000]+(?=[{_HAN}])")
_MEANT = lazy(
    rf"(?:(?<=[{_HAN}\w]) (?:or|and|not|and not|Or|And|Not)(?= [{_HAN}\w])|[|＊]"
    rf"|(?<=[{_HAN}])[、，；/+](?=[{_HAN}])"
    r"|(?:ＯＲ|ＡＮＤ|ＮＯＴ|ＮＥＡＲ|ＢＥＦＯＲＥ|ＡＴＬＥＡＳＴ)|\b(?:NEAR|BEFORE|ATLEAST)\d+\b|\b(?:WITHIN|XOR)\b"
    r"|\bAFTER\b|\b(?:[Nn]ear|[Bb]efore|[Aa]tleast|AFTER|ADJ)[/／]\d+"
    rf"|(?<![{_HAN}\w])(?=[a-z]*[A-Z])(?i:negated|affirmed|exact|lemma|code|speaker|role|where)[:：](?=\S))"
)
"""Signs that read like operators of other programs and are plain characters here."""
OPERATORS = (
    "operators are OR, AND, NOT, NEAR/5, BEFORE/5, in capitals, prefixes such as exact: in small "
    "letters; put plain text in double quotes"
)
_QUOTED = lazy(r'"[^"]*"|“[^”]*”|/(?:[^/\\]|\\.)*/')
_BRACES = lazy(r"[{｛][^{}｛｝]*[}｝]")
_EDGE = lazy(r"(?<=[^\W\d_])[{｛][^{}｛｝\w]* (?=\w)|(?<=\w) +[^{}｛｝\w]*[}｝](?=[^\W\d_])")
_SIGNS = lazy(r"[*?{}]|\b(?:OR|AND|NOT)\b")


def advise(codebook: Codebook, rules: Sequence[RuleLine], faults: Faults) -> None:
    """Add warnings on `codebook`, whose `rules` all have their place, to `faults`."""
    _advise_codes(codebook.codes, faults)
    doubt_languages(codebook.codes, codebook.languages, faults)
    reading = codebook.reading
    shields = [
        frozenset(shield_forms((*codebook.shields, *code.shields), reading)) for code in codebook.codes
    ]
    seen: dict[tuple[int, str], int] = {}
    for rule in rules:
        code = codebook.codes[rule.code]
        if isinstance(rule.expr, Pattern):
            advise_pattern(rule.expr, rule.node, faults)
        else:
            _advise_writing(rule, faults)
            _advise_meaning(rule, faults)
            doubt_characters(rule, faults)
            doubt_regexes(rule, faults)
        if shields[rule.code]:
            _advise_terms(rule, reading, shields[rule.code], faults)
        first = seen.setdefault((rule.code, show(rule.expr)), rule.node.line)
        if first != rule.node.line:
            cure = f"take one of the two out (the other is in line {first})"
            faults.warn(f"{code.id} has this rule twice", rule.node, cure=cure, slug="same-rule")


def _advise_codes(codes: Sequence[Code], faults: Faults) -> None:
    for code in codes:
        at = Place(code.line, 1)
        if code.rules and not code.definition:
            cure = "say in definition: what the code means, so that others can use it"
            faults.warn(f"{code.id} has rules and no definition", at, cure=cure, slug="no-definition")
        for shield in code.shields:
            _advise_shield(shield, at, faults)


def _advise_shield(shield: str, at: Place, faults: Faults) -> None:
    if _SIGNS.search(shield):
        cure = "write each text that hides others in full"
        message = f"the shield {shield} is plain text: signs and operators in it stand for themselves"
        faults.warn(message, at, cure=cure, slug="shield-signs")


def _advise_writing(rule: RuleLine, faults: Faults) -> None:
    """What the way of writing suggests."""
    bare = _QUOTED.sub(lambda match: "-" * len(match[0]), rule.node.value)
    blank = _HAN_BLANK.search(bare)
    if blank:
        at = place_in(rule.node, blank.start() + 1, faults)
        message = "a blank between Chinese words makes one phrase of them: one right after the other"
        cure = "write OR, AND or NEAR/n between them, or put the phrase in double quotes if it is meant"
        faults.warn(message, at, cure=cure, slug="blank")
    edge = _EDGE.search(bare)
    if edge:
        at = place_in(rule.node, edge.start() + 1, faults)
        message = "a blank at the edge of braces does not count: {the, a }man is theman or aman"
        cure = "put the blank outside the braces, or write the phrases out with OR between them"
        faults.warn(message, at, cure=cure, slug="brace-blank")
    meant = meant_as_operator(rule.node.value)
    if meant:
        at = place_in(rule.node, meant.start() + 1, faults)
        faults.warn(plain_text(meant), at, cure=OPERATORS, slug="no-operator")
    if not rule.node.on_one_line and " - " in rule.node.value:
        message = "two lines are one rule: the second stands further to the right than the first"
        cure = "let each - of the list stand below the other; for a rule of several lines take the - away"
        faults.warn(message, rule.node, cure=cure, slug="joined-rules")
    if comment_behind(rule.node, faults)[1:2].strip():
        at = place_in(rule.node, len(rule.node.value) + 1, faults)
        cure = "if it belongs to the rule, put the rule in single quotes; if not, put a blank behind #"
        faults.warn("YAML reads what follows # as a comment", at, cure=cure, slug="comment")


def meant_as_operator(rule: str) -> re.Match[str] | None:
    """What in a rule reads like an operator and is plain text, outside quotes and braces."""
    bare = _QUOTED.sub(lambda match: "-" * len(match[0]), rule)
    return _MEANT.search(_BRACES.sub(lambda match: "-" * len(match[0]), bare))


def plain_text(meant: re.Match[str]) -> str:
    """What to say of it."""
    return f"{meant[0].strip()} is plain text here, part of the phrase"


def _advise_meaning(rule: RuleLine, faults: Faults) -> None:
    """What the rule itself suggests."""
    if is_condition(rule.expr):
        message = "a condition alone codes every unit in which it holds"
        cure = "add a term with AND, unless that is meant"
        faults.warn(message, rule.node, cure=cure, slug="condition-alone")
    for node in walk(rule.expr):
        if isinstance(node, Lemma) and isinstance(node.of, Phrase):
            _advise_lemma(node.of, rule, faults)


def _advise_lemma(phrase: Phrase, rule: RuleLine, faults: Faults) -> None:
    """A lemma that has no other forms: perhaps it is a form itself."""
    text = "".join(part.text for part in phrase.parts if isinstance(part, Literal))
    if not isinstance(phrase.parts[0], Literal) or len(phrase.parts) > 1 or len(inflect(text)) > 1:
        return
    head, _, word = text.rpartition(" ")
    base = f"{head} {lemma(word)}".strip()
    cure = f"write lemma:{base}" if base != text.lower() else "leave lemma: out, or list the forms: {a,b}"
    faults.warn(f"{text} has no other form that lemma: knows", rule.node, cure=cure, slug="no-forms")


def _advise_terms(rule: RuleLine, above: Reading, shields: frozenset[str], faults: Faults) -> None:
    for term in (term for found in phrases(rule.expr, above) for term in terms(*found)):
        if term.is_literal and term.literal in shields:
            message = f"the term {term.literal} is also a shield: it can never be found"
            cure = "take it out of the rules, or out of shields:"
            faults.warn(message, rule.node, cure=cure, slug="shielded-term")
