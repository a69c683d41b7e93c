"""An explanation as lines to read, in English or Chinese: each a text and its style."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from qualcode.rules.trace import Clause, atoms_of
from qualcode.terms import CodeId
from qualcode.text.cellwidth import cell_width, fit
from qualcode.workshop.explain import CodeExplained, Explanation
from qualcode.workshop.reason_words import TELLINGS, Language, Telling
from qualcode.workshop.sightings import Sighting

YES, NO = "✓", "✗"
LEAST_WIDTH, LONGEST_PASSAGE = 24, 400
"""Cells of a rule at least, and characters of a passage, before they are cut."""
NEAREST = 3
"""Rules that are shown of a code that does not stand."""
FEW = 3
"""Terms of an OR that are shown one by one."""

NO_NAMES: Mapping[CodeId, str] = MappingProxyType({})
Line = tuple[str, str]
"""Text and its style."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How an explanation is told.

    asked
        Codes that do not stand are shown too.
    width
        Cells at which lines are cut; 0: all rules and all terms, uncut.
    hints
        Options of the command that show more are named.
    names
        What codes are called, with their ids behind; one without a name is called by its id alone.
    """

    asked: bool
    width: int
    language: Language = "en"
    hints: bool = True
    names: Mapping[CodeId, str] = field(default_factory=lambda: NO_NAMES)

    @property
    def words(self) -> Telling:
        """The words of the language."""
        return TELLINGS[self.language]

    def code(self, id: CodeId) -> str:
        """A code with its name."""
        name = self.names.get(id, id)
        return id if name == id else self.words.named.format(name=name, id=id)

    def cut(self, text: str, beside: str) -> str:
        """A text cut to what is left of a line beside another."""
        return fit(text, max(self.width - cell_width(beside), LEAST_WIDTH)) if self.width else text

    def hint(self, text: str) -> str:
        """A hint, where hints are given."""
        return text if self.hints else ""


def passage_lines(told: Explanation, manner: Manner) -> Iterator[Line]:
    """One passage with its codes. Styles are words of rich: bold, green, dim."""
    words = manner.words
    yield _head(told, words), "bold"
    if told.emptiness:
        why = words.emptiness(told.emptiness, told.unit)
        yield "  " + words.nothing.format(why=why, population=words.population(told.population)), ""
        return
    text, most = " ".join(told.text.split()), LONGEST_PASSAGE
    yield "  " + (text if not manner.width or len(text) <= most else text[:most] + "…"), ""
    shown = [one for one in told.codes if one.coded or manner.asked]
    for one in shown:
        yield from code_lines(told, one, manner)
    if not shown:
        yield words.no_code + manner.hint(words.why_not), ""


def _head(told: Explanation, words: Telling) -> str:
    """Where the passage stands, and who speaks."""
    unit = words.units[told.unit].format(n=told.number) if told.number else ""
    who = words.who.format(speaker=told.speaker, role=words.role(told.role)) if told.speaker else ""
    return words.head.format(document=told.document.id, unit=unit, start=told.start, end=told.end, who=who)


def _missing(clause: Clause) -> int:
    """How many parts would have to be otherwise for a clause to be true."""
    if clause.true:
        return 0
    if clause.kind in ("and", "near", "before"):
        return max(1, sum(map(_missing, clause.of)))
    return min(map(_missing, clause.of), default=1) if clause.kind == "or" else 1


def _holds_something(clause: Clause) -> bool:
    """Whether some part of it that asks for words finds one."""
    if clause.kind == "not":
        return False
    return bool(clause.evidence) or any(map(_holds_something, clause.of))


def code_lines(told: Explanation, one: CodeExplained, manner: Manner) -> Iterator[Line]:
    """A code: its true rules, or those that lack least."""
    words = manner.words
    head = words.coded if one.coded else words.not_coded
    yield head.format(code=manner.code(one.code)), "bold green" if one.coded else "bold red"
    rules = [rule for rule in one.rules if rule.true] if one.coded else _nearest(one)
    if not manner.width:
        rules = list(one.rules)
    lines = _Clauses(told, one, manner)
    for rule in rules:
        yield from lines.clause(rule, 1)
    rest = len(one.rules) - len(rules)
    if not one.rules:
        yield f"  {words.no_rules}", "dim"
    if rest:
        shape, more = (words.false, words.show_all) if rules else (words.finds_nothing, words.what_for)
        yield f"  {words.number(shape, rest)}{manner.hint(more)}", "dim"


def _nearest(one: CodeExplained) -> list[Clause]:
    """Of the false rules those that find something or lost a hit, the least lacking first."""
    worth = [rule for rule in one.rules if _holds_something(rule) or _lost_some(one, rule)]
    return sorted(worth, key=_missing)[:NEAREST]


def _lost_some(one: CodeExplained, clause: Clause) -> bool:
    return any(atom in one.sightings for atom in clause.atoms) or any(
        _lost_some(one, part) for part in clause.of
    )


@dataclass(frozen=True, slots=True)
class _Clauses:
    """The clauses of the rules of one code as lines."""

    told: Explanation
    one: CodeExplained
    manner: Manner

    def clause(self, clause: Clause, depth: int) -> Iterator[Line]:
        """A clause, what it found or why it did not, and its parts below it."""
        head, found = f"{'  ' * depth}{YES if clause.true else NO} ", self._found(clause)
        yield f"{head}{self.manner.cut(clause.text, head + found)}{found}", "green" if clause.true else ""
        for hit in (hit for atom in clause.atoms for hit in self.one.sightings.get(atom, ())):
            if hit.bar:
                words = self.manner.words
                place = {"hit": self._said((hit.start, hit.end)), "start": hit.start, "end": hit.end}
                told = words.not_counting.format(**place, why=words.bar(hit.bar))
                yield f"{'  ' * (depth + 2)}{told}", "yellow"
        if clause.kind in ("negated", "affirmed"):
            yield from self._polarity(clause, depth + 2)
        yield from self._parts(clause, depth + 1)

    def _found(self, clause: Clause) -> str:
        """What stands behind a clause."""
        words = self.manner.words
        if clause.evidence and not (clause.of and clause.kind in ("and", "or")):
            return "   " + " … ".join(map(self._said, clause.evidence))
        if clause.true or clause.kind not in ("near", "before") or not all(part.true for part in clause.of):
            return ""
        if clause.between is not None:
            return "   " + words.number(words.between, clause.between)
        return "   " + (words.wrong_order if clause.kind == "before" else words.not_apart)

    def _polarity(self, clause: Clause, depth: int) -> Iterator[Line]:
        """For each hit below `negated:` or `affirmed:` its negators."""
        for atom in atoms_of(clause):
            for hit in (hit for hit in self.one.sightings.get(atom, ()) if not hit.bar):
                yield self._negators(hit, "  " * depth), "yellow"

    def _negators(self, hit: Sighting, indent: str) -> str:
        words = self.manner.words
        negated = words.negated if hit.is_negated else words.affirmed
        shape = indent + (negated if hit.negators else words.without)
        by = words.join.join(map(self._said, hit.negators))
        said = self._said((hit.start, hit.end))
        beside = shape.format(hit=said, by=by, within="")
        within = self.manner.cut(self._said(hit.clause).strip(), beside)
        return shape.format(hit=said, by=by, within=within)

    def _parts(self, clause: Clause, depth: int) -> Iterator[Line]:
        """The parts of a clause; of a long OR of terms only those that found something."""
        silent = [part for part in clause.of if not (part.true or part.of or _lost_some(self.one, part))]
        folded = clause.kind == "or" and len(silent) > FEW and self.manner.width > 0
        for part in clause.of:
            if not (folded and part in silent):
                yield from self.clause(part, depth)
        if folded:
            words = self.manner.words
            head = f"{'  ' * depth}{NO} {words.others.format(n=len(silent))}"
            yield head + self.manner.cut(words.join.join(part.text for part in silent), head), "dim"

    def _said(self, span: tuple[int, int]) -> str:
        return self.told.document.text[span[0] : span[1]]
