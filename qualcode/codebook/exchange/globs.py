"""Word patterns of dictionary programs as terms: `*` and `?` keep their meaning, or what changes is told."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.errors import RuleError
from qualcode.rules.expand import check_term, is_han
from qualcode.rules.scan import merge
from qualcode.rules.show import show
from qualcode.rules.syntax import Literal, Part, Phrase, Wild


@dataclass(slots=True)
class Changes:
    """What was changed or left out so far, by kind; of each kind `most` are named, the others counted."""

    most: int = 10_000
    found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, what: str, pattern: str, line: int) -> None:
        """Note what became of a pattern; `line` 0: it stands in none."""
        self.found.setdefault(what, []).append(f"{pattern} (line {line})" if line else pattern)

    def told(self) -> tuple[str, ...]:
        """A sentence for each kind, in the order in which they came first."""
        return tuple(self._told(what, patterns) for what, patterns in self.found.items())

    def _told(self, what: str, patterns: list[str]) -> str:
        more = f" and {len(patterns) - self.most:,} more" if len(patterns) > self.most else ""
        return f"{what} ({len(patterns):,}): {', '.join(patterns[: self.most])}{more}"


def term_of(pattern: str, line: int, changes: Changes) -> str:
    """The rule that finds what a pattern finds; empty where there is none, which is noted.

    `*` stands for any characters of a word, `?` for one; blanks part the words of a pattern.
    """
    parts = [Wild(char) if char in "*?" else Literal(char) for char in " ".join(pattern.split())]
    phrase = Phrase(merge(tuple(_without_edge_stars(parts, pattern, line, changes))))
    try:
        check_term(phrase, rule=pattern, column=1)
    except RuleError as fault:
        changes.add(f"left out, {fault.message}", pattern, line)
        return ""
    if _holds_han_star(phrase.parts):
        changes.add("* between Chinese characters now stands for 0 to 4 of them", pattern, line)
    return show(phrase)


def _without_edge_stars(parts: Sequence[Part], pattern: str, line: int, changes: Changes) -> list[Part]:
    """A `*` at the edge of a Chinese term says what holds without it: the term is found within words too."""
    kept = list(parts)
    for at, beside in ((0, 1), (-1, -2)):
        while len(kept) > 1 and kept[at] == Wild("*") and _ends_in_han(kept[beside]):
            del kept[at]
    if len(kept) < len(parts):
        changes.add("* at the edge of a Chinese term left out: it is found within words too", pattern, line)
    return kept


def _ends_in_han(part: Part) -> bool:
    return isinstance(part, Literal) and is_han(part.text)


def _holds_han_star(parts: Sequence[Part]) -> bool:
    return any(
        part == Wild("*") and at and isinstance(before := parts[at - 1], Literal) and is_han(before.text[-1])
        for at, part in enumerate(parts)
    )
