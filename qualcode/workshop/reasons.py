"""An explanation as lines to read: each a text and its style."""

from collections.abc import Iterator

from qualcode.rules.trace import Clause, atoms_of
from qualcode.text.cellwidth import cell_width, fit
from qualcode.workshop.explain import CodeExplained, Explanation

YES, NO = "✓", "✗"
LEAST_WIDTH, LONGEST_PASSAGE = 24, 400
"""Cells of a rule at least, and characters of a passage, before they are cut."""
NEAREST = 3
"""Rules that are shown of a code that does not stand."""
FEW = 3
"""Terms of an OR that are shown one by one."""

Line = tuple[str, str]
"""Text and its style."""


def passage_lines(told: Explanation, *, asked: bool, width: int) -> Iterator[Line]:
    """One passage with its codes, cut at so many cells; 0: all rules and all terms, uncut.

    `asked`: codes that do not stand are shown too. Styles are words of rich: bold, green, dim.
    """
    who = f", {told.speaker} ({told.role})" if told.speaker else ""
    unit = f"{told.unit} {told.number}, " if told.number else ""
    yield f"{told.document.id}: {unit}characters {told.start} to {told.end}{who}", "bold"
    if told.outside:
        yield f"  nothing can be coded here: {told.outside} ({told.population})", ""
        return
    text = " ".join(told.text.split())
    yield "  " + (text if not width or len(text) <= LONGEST_PASSAGE else text[:LONGEST_PASSAGE] + "…"), ""
    shown = [one for one in told.codes if one.coded or asked]
    for one in shown:
        yield from code_lines(told, one, width)
    if not shown:
        yield "no code stands here (--code CODE says why not)", ""


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


def code_lines(told: Explanation, one: CodeExplained, width: int) -> Iterator[Line]:
    """A code: its true rules, or those that lack least; cut as in `passage_lines`."""
    yield f"{one.code}: {'coded' if one.coded else 'not coded'}", "bold green" if one.coded else "bold red"
    rules = [rule for rule in one.rules if rule.true] if one.coded else _nearest(one)
    if not width:
        rules = list(one.rules)
    for rule in rules:
        yield from _clause(told, one, rule, 1, width)
    rest = len(one.rules) - len(rules)
    if not one.rules:
        yield "  it has no rules: people apply it", "dim"
    if rest:
        others = "1 other rule is" if rest == 1 else f"{rest:,} other rules are"
        yield f"  {others} false (--all shows them)" if rules else _nothing(rest), "dim"


def _nothing(number: int) -> str:
    found = "its rule finds nothing" if number == 1 else f"none of its {number:,} rules finds anything"
    return f"  {found} here (--all shows what is looked for)"


def _nearest(one: CodeExplained) -> list[Clause]:
    """Of the false rules those that find something or lost a hit, the least lacking first."""
    worth = [rule for rule in one.rules if _holds_something(rule) or _lost_some(one, rule)]
    return sorted(worth, key=_missing)[:NEAREST]


def _lost_some(one: CodeExplained, clause: Clause) -> bool:
    return any(atom in one.sightings for atom in clause.atoms) or any(
        _lost_some(one, part) for part in clause.of
    )


def _clause(told: Explanation, one: CodeExplained, clause: Clause, depth: int, width: int) -> Iterator[Line]:
    """A clause, what it found or why it did not, and its parts below it."""
    head, found = f"{'  ' * depth}{YES if clause.true else NO} ", _found(told, clause)
    text = _cut(clause.text, width, head + found)
    yield f"{head}{text}{found}", "green" if clause.true else ""
    for hit in (hit for atom in clause.atoms for hit in one.sightings.get(atom, ())):
        if hit.why_not:
            said = f"{_said(told, (hit.start, hit.end))}[{hit.start}:{hit.end}]"
            yield f"{'  ' * (depth + 2)}{said} does not count: {hit.why_not}", "yellow"
    if clause.kind in ("negated", "affirmed"):
        yield from _polarity(told, one, clause, depth + 2, width)
    yield from _parts(told, one, clause, depth + 1, width)


def _cut(text: str, width: int, beside: str) -> str:
    """A text cut to what is left of a line beside another; not at all where `width` is 0."""
    return fit(text, max(width - cell_width(beside), LEAST_WIDTH)) if width else text


def _found(told: Explanation, clause: Clause) -> str:
    """What stands behind a clause."""
    if clause.evidence and not (clause.of and clause.kind in ("and", "or")):
        return "   " + " … ".join(_said(told, span) for span in clause.evidence)
    if clause.true or clause.kind not in ("near", "before") or not all(part.true for part in clause.of):
        return ""
    if clause.between is not None:
        return f"   at least {clause.between:,} {'word lies' if clause.between == 1 else 'words lie'} between"
    return "   not in this order" if clause.kind == "before" else "   not apart, or said by two speakers"


def _polarity(
    told: Explanation, one: CodeExplained, clause: Clause, depth: int, width: int
) -> Iterator[Line]:
    """For each hit below `negated:` or `affirmed:` its negators."""
    for atom in atoms_of(clause):
        for hit in (hit for hit in one.sightings.get(atom, ()) if not hit.why_not):
            said = _said(told, (hit.start, hit.end))
            by = ", ".join(_said(told, span) for span in hit.negators) or "no negator"
            within = _said(told, hit.clause).strip()
            word = "negated" if hit.is_negated else "not negated"
            yield f"{'  ' * depth}{said} is {word}: {by} in “{_cut(within, width, said + by)}”", "yellow"


def _parts(told: Explanation, one: CodeExplained, clause: Clause, depth: int, width: int) -> Iterator[Line]:
    """The parts of a clause; of a long OR of terms only those that found something."""
    silent = [part for part in clause.of if not (part.true or part.of or _lost_some(one, part))]
    folded = clause.kind == "or" and len(silent) > FEW and width > 0
    for part in clause.of:
        if not (folded and part in silent):
            yield from _clause(told, one, part, depth, width)
    if folded:
        head = f"{'  ' * depth}{NO} none of {len(silent):,} others: "
        yield head + _cut(", ".join(part.text for part in silent), width, head), "dim"


def _said(told: Explanation, span: tuple[int, int]) -> str:
    return told.document.text[span[0] : span[1]]
