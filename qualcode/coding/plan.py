"""A codebook made ready: its rules as one plan, and who uses what."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.coding.hiding import EVERY, Nesting
from qualcode.coding.rounds import Round, Rule, round_of
from qualcode.errors import UsageError
from qualcode.rules.compile import (
    Hits,
    Node,
    Plan,
    all_atoms,
    compile_rules,
    lone_atoms,
    polar_atoms,
    positive_atoms,
)
from qualcode.rules.expand import MAX_PATTERNS, shield_forms
from qualcode.rules.show import show
from qualcode.rules.syntax import named_codes
from qualcode.terms import Flags, Ints


class Prepared(NamedTuple):
    """A codebook as the engine uses it.

    names
        Canonical spellings of the rules, sorted and distinct: a rule's number is its rank.
    first_use, use_code, use_rule
        Codes and rules that are true wherever atom a has a hit:
        entries `first_use[a]:first_use[a + 1]` of the other two.
    levels
        The other rules, in rounds: a round uses codes of earlier rounds only.
    family
        For each code the codes that `code:` means by it: itself and what is below it.
    shields
        Folded words that hide what is inside them.
    users
        For each term the codes whose rules hold it.
    polar
        For each term whether some rule asks if its hits are negated.
    lone
        For each term the codes that one hit of it codes by itself: a hit that is not negated, and
        one that is.
    """

    codebook: Codebook
    plan: Plan
    names: tuple[str, ...]
    first_use: Ints
    use_code: Ints
    use_rule: Ints
    levels: tuple[Round, ...]
    family: dict[str, frozenset[int]]
    nesting: Nesting
    shields: tuple[str, ...]
    users: tuple[frozenset[int], ...]
    polar: Flags
    lone: tuple[tuple[frozenset[int], ...], ...]


def prepare(codebook: Codebook) -> Prepared:
    """Make `codebook` ready.

    Raises
    ------
    UsageError
        More than 100,000 patterns, a `code:` that names no code, or codes that name each
        other in a ring.
    """
    owners = [(position, rule) for position, code in enumerate(codebook.codes) for rule in code.rules]
    plan = compile_rules((rule for _, rule in owners), codebook.reading)
    if len(plan.terms) > MAX_PATTERNS:
        message = f"the codebook has {len(plan.terms)} patterns; {MAX_PATTERNS} is the limit"
        raise UsageError(message, cure="use fewer braces", slug="too-many-patterns")
    spelled = [show(rule) for _, rule in owners]
    names = tuple(sorted(set(spelled)))
    rank = {name: number for number, name in enumerate(names)}
    rules = [
        Rule(code, rank[name], node)
        for (code, _), name, node in zip(owners, spelled, plan.rules, strict=True)
    ]
    family = families(codebook)
    uses = _uses(plan.n_atoms, [rule for rule in rules if isinstance(rule.node, Hits)])
    others = [rule for rule in rules if not isinstance(rule.node, Hits)]
    shields, covers = _shields(codebook)
    nesting = Nesting(_hiders(codebook, plan, rules), codebook.nested == "codebook", covers, len(plan.terms))
    levels, n_terms = _levels(codebook, others, family), len(plan.terms)
    users = _users(rules, n_terms, all_atoms)
    polar = np.zeros(n_terms, np.bool_)
    polar[sorted(frozenset[int]().union(*(polar_atoms(rule.node) for rule in rules)))] = True
    lone = tuple(_users(rules, n_terms, partial(lone_atoms, negated=one)) for one in (False, True))
    return Prepared(codebook, plan, names, *uses, levels, family, nesting, shields, users, polar, lone)


def _users(
    rules: list[Rule], n_terms: int, atoms_of: Callable[[Node], frozenset[int]]
) -> tuple[frozenset[int], ...]:
    """For each term the codes of whose rules it is one of the atoms."""
    users: dict[int, set[int]] = {}
    for rule in rules:
        for atom in atoms_of(rule.node):
            users.setdefault(atom, set()).add(rule.code)
    same: dict[frozenset[int], frozenset[int]] = {}  # most terms are used by one code
    found = (frozenset(users.get(atom, ())) for atom in range(n_terms))
    return tuple(same.setdefault(one, one) for one in found)


def families(codebook: Codebook) -> dict[str, frozenset[int]]:
    """For each code the positions of itself and of all codes below it."""
    index = codebook.index()
    members: dict[str, set[int]] = {code.id: {index[code.id]} for code in codebook.codes}
    for code in reversed(codebook.codes):
        if code.parent is not None:
            members[code.parent] |= members[code.id]
    return {code: frozenset(positions) for code, positions in members.items()}


def _uses(n_atoms: int, rules: list[Rule]) -> tuple[Ints, Ints, Ints]:
    """Codes and rules by atom, as one row of entries with the place where each atom's begin."""
    entries = sorted(
        (atom, rule.code, rule.number)
        for rule in rules
        if isinstance(rule.node, Hits)
        for atom in rule.node.atoms
    )
    columns = np.array(entries, np.int64).reshape(-1, 3)
    first = np.searchsorted(columns[:, 0], np.arange(n_atoms + 1))
    return first.astype(np.int64), columns[:, 1], columns[:, 2]


def _hiders(codebook: Codebook, plan: Plan, rules: list[Rule]) -> dict[int, frozenset[int]]:
    """For each literal term outside NOT the codes for which it hides shorter hits."""
    if codebook.nested == "all":
        return {}
    users = _users(rules, len(plan.terms), positive_atoms)
    return {atom: codes for atom, codes in enumerate(users) if codes and plan.terms[atom].is_literal}


def _shields(codebook: Codebook) -> tuple[tuple[str, ...], tuple[frozenset[int], ...]]:
    """Folded shields and the codes that each covers."""
    pairs = [(form, EVERY) for form in shield_forms(codebook.shields, codebook.reading)]
    for position, code in enumerate(codebook.codes):
        pairs += [(form, frozenset({position})) for form in shield_forms(code.shields, codebook.reading)]
    return tuple(word for word, _ in pairs), tuple(covers for _, covers in pairs)


def _levels(codebook: Codebook, rules: list[Rule], family: dict[str, frozenset[int]]) -> tuple[Round, ...]:
    """`rules` in rounds, so that the codes that a rule names are complete before it."""
    needs = {position: _needs(codebook, position, family) for position in range(len(codebook.codes))}
    level: dict[int, int] = {}
    left = set(needs)
    while left:
        ready = {code for code in left if not needs[code] & left}
        if not ready:
            ring = ", ".join(codebook.codes[code].id for code in sorted(left))
            raise UsageError(
                f"codes name each other with code: in a ring: {ring}", cure="take one code: out", slug="cycle"
            )
        for code in ready:
            level[code] = max((level[need] + 1 for need in needs[code]), default=0)
        left -= ready
    rounds: list[list[Rule]] = [[] for _ in range(max(level.values(), default=0) + 1)]
    for rule in rules:
        rounds[level[rule.code]].append(rule)
    return tuple(map(round_of, rounds))


def _needs(codebook: Codebook, position: int, family: dict[str, frozenset[int]]) -> frozenset[int]:
    """The codes that must be known before the rules of code `position` can be judged."""
    code = codebook.codes[position]
    named = sorted({name for rule in code.rules for name in named_codes(rule)})
    unknown = [name for name in named if name not in family]
    if unknown:
        raise UsageError(
            f"code {code.id}: there is no code {unknown[0]}",
            cure="correct the name after code:",
            slug="unknown-code",
        )
    return frozenset[int]().union(*(family[name] for name in named))
