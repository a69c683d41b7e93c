"""Rules that are judged together, found by what they need: most texts hold what few of them ask for."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from qualcode.rules.compile import Node, needed_atoms


class Rule(NamedTuple):
    """A rule that needs more than a look at single hits. `number` is its place in `Prepared.names`."""

    code: int
    number: int
    node: Node


class Round(NamedTuple):
    """Rules of one round.

    anywhere
        The places in `rules` of those that may be true where nothing is found.
    needing
        For an atom the places of the others that it may make true.
    """

    rules: tuple[Rule, ...]
    anywhere: tuple[int, ...]
    needing: dict[int, tuple[int, ...]]

    def possible(self, atoms: Collection[int]) -> list[Rule]:
        """The rules that can be true where only `atoms` are found, in their order."""
        places = {place for atom in atoms for place in self.needing.get(atom, ())}
        return [self.rules[place] for place in sorted(places.union(self.anywhere))]


def round_of(rules: Sequence[Rule]) -> Round:
    """A round of `rules`."""
    anywhere: list[int] = []
    needing: dict[int, list[int]] = {}
    for place, rule in enumerate(rules):
        needed = needed_atoms(rule.node)
        if needed is None:
            anywhere.append(place)
        for atom in needed or ():
            needing.setdefault(atom, []).append(place)
    return Round(tuple(rules), tuple(anywhere), {atom: tuple(places) for atom, places in needing.items()})
