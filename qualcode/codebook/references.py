"""What only all rules together can break: `code:` of no code or in a ring, and too many patterns."""

import re
from collections import Counter
from collections.abc import Sequence

from qualcode.codebook.faults import Faults, Place, nearest
from qualcode.codebook.model import Code
from qualcode.codebook.rulelines import RuleLine, place_in
from qualcode.rules.expand import MAX_PATTERNS, Term, count_alternatives, terms
from qualcode.rules.syntax import Phrase, Reading, named_codes, phrases

MAX_RINGS = 20
"""How many rings are reported."""


def check_references(codes: Sequence[Code], rules: Sequence[RuleLine], faults: Faults) -> None:
    """Report every `code:` that names no code, or that makes a code depend on itself.

    `code:other` is true where `other` or a code below it is, so a code depends on what its
    rules name and on its own children.
    """
    named = [(rule, name) for rule in rules for name in sorted(named_codes(rule.expr))]
    if not named:
        return
    known = {code.id for code in codes}
    for rule, name in named:
        if name not in known:
            _unknown(rule, name, known, faults)
    _report_rings(codes, [(rule, name) for rule, name in named if name in known], faults)


def _unknown(rule: RuleLine, name: str, known: set[str], faults: Faults) -> None:
    near = nearest(name, sorted(known - {""}))
    cure = f"did you mean code:{near}?" if near else "name the id of a code of this codebook"
    faults.error(f"there is no code {name}", _place(rule, name, faults), cure=cure, slug="unknown-code")


def _place(rule: RuleLine, name: str, faults: Faults) -> Place:
    """Where the rule says `code:name`."""
    found = re.search(rf"code[:：][\"“]?\s*{re.escape(name)}(?![^\s()（）\"“”])", rule.node.value)
    return place_in(rule.node, found.start() + 1 if found else 1, faults)


def _report_rings(codes: Sequence[Code], named: list[tuple[RuleLine, str]], faults: Faults) -> None:
    """Report each ring once, at the first rule that closes it."""
    edges = _edges(codes, named)
    waiting = _waiting(edges)
    seen: set[frozenset[str]] = set()
    for rule, name in named:
        here = codes[rule.code].id
        ring = _path(edges, name, here) if {here, name} <= waiting and len(seen) < MAX_RINGS else []
        if ring and frozenset(ring) not in seen:
            seen.add(frozenset(ring))
            message = _ring_message(codes, here, name, ring)
            cure = "a code cannot wait for itself: name another code, or write the terms themselves"
            faults.error(message, _place(rule, name, faults), cure=cure, slug="cycle")


def _edges(codes: Sequence[Code], named: list[tuple[RuleLine, str]]) -> dict[str, list[str]]:
    """What each code depends on."""
    edges: dict[str, list[str]] = {code.id: [] for code in codes}
    for code in codes:
        if code.parent:
            edges[code.parent].append(code.id)
    for rule, name in named:
        edges[codes[rule.code].id].append(name)
    return edges


def _waiting(edges: dict[str, list[str]]) -> set[str]:
    """The codes that are left when those that nothing depends on are taken away, again and again."""
    needed = Counter(there for found in edges.values() for there in found)
    free = [code for code in edges if not needed[code]]
    for code in free:
        for there in edges[code]:
            needed[there] -= 1
            if not needed[there]:
                free.append(there)
    return set(edges) - set(free)


def _ring_message(codes: Sequence[Code], code: str, name: str, ring: list[str]) -> str:
    if name == code:
        return f"{code} names itself"
    parents = {each.id: each.parent for each in codes}
    above = parents[code]
    while above and above != name:
        above = parents[above]
    if above == name:
        return f"{code} names {name}, which it stands below and which is true wherever {code} is"
    return f"codes wait for each other: {' → '.join([code, *ring])}"


def _path(edges: dict[str, list[str]], start: str, goal: str) -> list[str]:
    """The shortest way from `start` to `goal`, both included, or an empty list."""
    before: dict[str, str] = {start: ""}
    queue = [start]
    for here in queue:
        if here == goal:
            way = [here]
            while before[way[-1]]:
                way.append(before[way[-1]])
            return way[::-1]
        for there in edges[here]:
            if there not in before:
                before[there] = here
                queue.append(there)
    return []


def check_patterns(rules: Sequence[RuleLine], reading: Reading, faults: Faults) -> None:
    """Report the rule with which the codebook looks for more than 100,000 distinct patterns.

    `reading` is how the codebook reads terms that no prefix stands above.
    """
    written = (found for rule in rules for found in phrases(rule.expr, reading))
    if sum(_alternatives_of(*found) for found in written) <= MAX_PATTERNS:  # distinct ones are fewer
        return
    total = _count(rules, reading)
    if total <= MAX_PATTERNS:  # written out, they can only be fewer
        return
    rule = _crossing(rules, reading)
    if rule:
        number = _count([rule], reading)
        limit = f"{MAX_PATTERNS:,} patterns, the limit for a codebook"
        message = (
            f"with the {_alternatives(number)} of this rule there are more than {limit}; all rules: {total:,}"
        )
        cure = "use fewer braces in this rule or others, or make two codebooks"
        faults.error(message, place_in(rule.node, 1, faults), cure=cure, slug="too-many-patterns")


def _alternatives(number: int) -> str:
    return f"{number:,} alternative{'' if number == 1 else 's'}"


def _count(rules: Sequence[RuleLine], reading: Reading) -> int:
    """How many terms the rules look for, at most: each term is counted once for each way it is read."""
    distinct = {found for rule in rules for found in phrases(rule.expr, reading)}
    return sum(_alternatives_of(*found) for found in distinct)


def _alternatives_of(phrase: Phrase, reading: Reading) -> int:
    return len(terms(phrase, reading)) if reading.inflected else count_alternatives(phrase.parts)


def _crossing(rules: Sequence[RuleLine], reading: Reading) -> RuleLine | None:
    """The first rule with which there are too many distinct patterns."""
    found: set[Term] = set()
    for rule in rules:
        for found_phrase in phrases(rule.expr, reading):
            found.update(terms(*found_phrase))
        if len(found) > MAX_PATTERNS:
            return rule
    return None
