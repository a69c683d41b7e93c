"""The oracle: codes one document by brute force, from the grammar and its readings alone.

`code(book, document, units, population)` returns for every (unit number from 0, code id)
that has the code the numbers of its true rules and their evidence; `judged` also says which
spans of that evidence are negated.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import product

from tests.oracle.cuts import exists, kind_of
from tests.oracle.forms import alternatives_of, with_forms
from tests.oracle.hits import Hit, Span, find_term, pieces_of
from tests.oracle.letters import fold_text
from tests.oracle.negation import is_negated, lists_of
from tests.oracle.patterns import chinese, find_pattern, user_words
from tests.oracle.plain import PlainBook, PlainCode, PlainText, PlainUnit
from tests.oracle.reader import POLARITIES, Node, children, read_rule
from tests.oracle.regexes import find_regex
from tests.oracle.terms import is_literal

Found = dict[tuple[int, str], tuple[frozenset[int], tuple[Span, ...]]]
Flags = dict[tuple[int, str], tuple[bool, ...]]
Term = tuple[str, bool]


@cache
def tree_of(rule: str) -> Node:
    """The tree of a rule, read once; a pattern's is its JSON."""
    return ("pattern", rule.removeprefix("pattern: ")) if rule.startswith("pattern: ") else read_rule(rule)


def code(
    book: PlainBook, document: PlainText, units: Sequence[PlainUnit], population: Sequence[bool]
) -> Found:
    """All rule codings of one document; `population` has a flag per turn."""
    return judged(book, document, units, population)[0]


def judged(
    book: PlainBook, document: PlainText, units: Sequence[PlainUnit], population: Sequence[bool]
) -> tuple[Found, Flags]:
    """The rule codings, and for the evidence of each whether the spans are negated."""
    world = _World(book, document, units, population)
    codings = {
        (number, item.id): found
        for number in range(len(units))
        for item in book.codes
        if (found := world.coding(number, item)) is not None
    }
    flags = {key: tuple(world.negates(s, key[0]) for s in spans) for key, (_, spans) in codings.items()}
    return codings, flags


class _World:
    def __init__(
        self, book: PlainBook, document: PlainText, units: Sequence[PlainUnit], population: Sequence[bool]
    ) -> None:
        self.book = book
        self.document = document
        self.units = units
        self.population = population
        self.pieces = pieces_of(document)
        self.lists = lists_of(book.negation)
        terms = [term for item in book.codes for term, _ in _terms(item, book) if is_literal(term)]
        self.words = user_words(terms, [rule for item in book.codes for rule in item.rules])
        self.hits = {term: self.find(term) for item in book.codes for term in _terms(item, book)}
        self.hidden = {item.id: self.hiding_spans(item) for item in book.codes}
        self.known: dict[tuple[int, str], tuple[frozenset[int], tuple[Span, ...]] | None] = {}
        self.negated: dict[tuple[Span, int], bool] = {}

    # What stands where

    def parts(self, unit: PlainUnit) -> list[tuple[int, int, int]]:
        """The unit's population speech: (start, end, turn)."""
        parts = []
        for turn in range(unit.first_turn, unit.last_turn + 1):
            span = self.document.turns[turn]
            start, end = max(unit.start, span.speech), min(unit.end, span.end)
            if self.population[turn] and start < end:
                parts.append((start, end, turn))
        return parts

    def counts(self, unit: PlainUnit) -> bool:
        """Whether the unit holds a word of the population."""
        return any(self.words_between(*part) for part in self.parts(unit))

    def words_between(self, start: int, end: int, turn: int) -> int:
        """How many whole words lie between two places of a turn."""
        tokens = [token for piece in self.pieces if piece.turn == turn for token in piece.tokens]
        return sum(start <= a and b <= end for a, b in tokens)

    def find(self, term: Term) -> list[tuple[Span, int, str]]:
        """Hits of a term in population speech that lie wholly in one unit: span, turn, how it cuts words."""
        allowed = [part for unit in self.units for part in self.parts(unit)]
        return [
            (span, piece.turn, kind_of(self.document.text, piece, span))
            for piece in self.pieces
            for span in find_term(piece, *term)
            if any(a <= span[0] and span[1] <= b and piece.turn == turn for a, b, turn in allowed)
        ]

    # What hides what

    def hiding_spans(self, item: PlainCode) -> tuple[set[Span], set[Span]]:
        """(literal hits that hide what is shorter inside them, shields that hide also their equals)."""
        nested = self.book.nested
        hiders: Iterable[PlainCode] = {"code": [item], "codebook": self.book.codes, "all": []}[nested]
        longer = {
            span
            for other in hiders
            for term in _hiding_terms(other, self.book)
            for span, _, cut in self.hits[term]
            if self.survives(cut, other)
        }
        shields = {
            span
            for word in (*self.book.shields, *item.shields)
            for shield in (with_forms(word) if self.book.inflections else [word])
            for piece in self.pieces
            for span in find_term(piece, shield, False)
        }
        return longer, shields

    def stands(self, span: Span, item: PlainCode) -> bool:
        """Whether nothing hides the hit from this code."""
        longer, shields = self.hidden[item.id]
        inside = [other for other in longer if other != span and _holds(other, span)]
        return not inside and not any(_holds(shield, span) for shield in shields)

    def survives(self, cut: str, item: PlainCode) -> bool:
        """Whether a hit that cuts words in this way exists for the code."""
        return exists(cut, item.boundaries or self.book.boundaries)

    def negates(self, span: Span, number: int) -> bool:
        """Whether a span of the evidence in a unit is negated."""
        if (span, number) not in self.negated:
            part = next(part for part in self.parts(self.units[number]) if part[0] <= span[0] < part[1])
            self.negated[span, number] = is_negated(self.document, self.pieces, part, span, self.lists)
        return self.negated[span, number]

    # What is true

    def coding(self, number: int, item: PlainCode) -> tuple[frozenset[int], tuple[Span, ...]] | None:
        """True rules and evidence of a code in a unit, or None."""
        if (number, item.id) not in self.known:
            self.known[number, item.id] = self.judge(number, item)
        return self.known[number, item.id]

    def judge(self, number: int, item: PlainCode) -> tuple[frozenset[int], tuple[Span, ...]] | None:
        if not self.counts(self.units[number]):
            return None
        results = [self.evidence(tree_of(rule), number, item) for rule in item.rules]
        true = frozenset(i for i, spans in enumerate(results) if spans is not None)
        spans = {span for found in results if found is not None for span in found}
        return (true, tuple(sorted(spans))) if true else None

    def evidence(self, tree: Node, number: int, item: PlainCode) -> frozenset[Span] | None:
        """The evidence of a true expression; None where it is false."""
        kind = tree[0]
        if kind in ("and", "or"):
            parts = [self.evidence(part, number, item) for part in tree[1]]
            true = [part for part in parts if part is not None]
            holds = len(true) == len(parts) if kind == "and" else bool(true)
            return frozenset().union(*true) if holds else None
        if kind == "not":
            return frozenset() if self.evidence(tree[1], number, item) is None else None
        if kind in ("code", "speaker", "role", "where", "where!"):
            return frozenset() if self.condition(tree, number) else None
        if kind == "atleast":
            hits = self.spans(tree[1], number, item)
            return _union(hits) if _most_apart(hits) >= tree[2] else None
        hits = self.spans(tree, number, item)
        return _union(hits) if hits else None

    def spans(self, tree: Node, number: int, item: PlainCode) -> set[Hit]:
        """All hits in a unit of a term, a regex, an OR of them or a NEAR."""
        kind = tree[0]
        if kind == "or":
            return set().union(*(self.spans(part, number, item) for part in tree[1]))
        if kind == "term":
            return self.term_hits(tree, number, item)
        if kind == "regex":
            return self.regex_hits(tree[1], self.units[number])
        if kind == "pattern":
            return self.pattern_hits(tree[1], self.units[number])
        if kind in POLARITIES:
            hits = self.spans(tree[1], number, item)
            return {hit for hit in hits if self.negates((hit.start, hit.end), number) == (kind == "negated")}
        left, right = self.spans(tree[1], number, item), self.spans(tree[2], number, item)
        pairs = [pair for pair in product(left, right) if self.near(*pair, tree[3], kind == "before")]
        return {
            Hit(min(a.start, b.start), max(a.end, b.end), a.turn, a.evidence | b.evidence) for a, b in pairs
        }

    def term_hits(self, tree: Node, number: int, item: PlainCode) -> set[Hit]:
        parts = self.parts(self.units[number])
        return {
            Hit(*span, turn, frozenset([span]))
            for alternative in alternatives_of(tree, self.book.inflections)
            for span, turn, cut in self.hits[alternative, tree[2]]
            if any(a <= span[0] and span[1] <= b for a, b, _ in parts)
            if self.survives(cut, item) and self.stands(span, item)
        }

    def regex_hits(self, body: str, unit: PlainUnit) -> set[Hit]:
        parts = self.parts(unit)
        if not parts:
            return set()
        start, end = _trimmed(self.document.text, parts[0][0], parts[-1][1])
        hits = set()
        text = self.document.text[start:end]
        for first, last, turn in parts:
            for a, b in find_regex(body, text, max(first, start) - start, min(last, end) - start):
                span = (start + a, start + b)
                if not any(x < span[1] and span[0] < y for x, y in self.document.asides):
                    hits.add(Hit(*span, turn, frozenset([span])))
        return hits

    def pattern_hits(self, body: str, unit: PlainUnit) -> set[Hit]:
        text = self.document.text
        return {
            Hit(*span, turn, frozenset([span]))
            for start, end, turn in self.parts(unit)
            for piece in self.pieces
            if piece.turn == turn
            for span in find_pattern(body, text, piece, (start, end), chinese(self.words))
        }

    def near(self, a: Hit, b: Hit, most: int, in_order: bool) -> bool:
        """Whether two hits share no evidence and lie at most `most` words apart, in one turn."""
        if a.turn != b.turn or any(_share(x, y) for x in a.evidence for y in b.evidence):
            return False
        if in_order and a.end > b.start:
            return False
        first, second = sorted([a, b], key=lambda hit: (hit.start, hit.end))
        return self.words_between(first.end, second.start, a.turn) <= most

    def condition(self, tree: Node, number: int) -> bool:
        if tree[0] == "code":
            family = self.book.family(tree[1])
            return any(self.coding(number, code) for code in self.book.codes if code.id in family)
        if tree[0] == "where!":
            return not self.condition(("where", *tree[1:]), number)
        turns = [turn for _, _, turn in self.parts(self.units[number])]
        return any(self.holds_for(tree, turn) for turn in turns)

    def holds_for(self, tree: Node, number: int) -> bool:
        """Whether a turn satisfies a condition, compared folded."""
        turn = self.document.turns[number]
        wanted = fold_text(tree[-1])
        if tree[0] == "speaker":
            return turn.speaker is not None and fold_text(turn.speaker) == wanted
        if tree[0] == "role":
            role = fold_text(turn.role)
            return role == wanted or (wanted == "participant" and role != "interviewer")
        for source in (turn.attributes, self.document.attributes, self.document.header):
            for name, value in source.items():
                if fold_text(name) == fold_text(tree[1]):
                    return fold_text(value) == wanted
        return False


def _terms(item: PlainCode, book: PlainBook) -> set[Term]:
    """Every alternative of every term of a code, with its `exact`."""
    return {term for rule in item.rules for term in _collect(tree_of(rule), book, under_not=True)}


def _hiding_terms(item: PlainCode, book: PlainBook) -> set[Term]:
    """The literal terms of a code that stand outside NOT."""
    found = {term for rule in item.rules for term in _collect(tree_of(rule), book, under_not=False)}
    return {term for term in found if is_literal(term[0])}


def _collect(tree: Node, book: PlainBook, *, under_not: bool) -> set[Term]:
    if tree[0] == "term":
        return {(alternative, tree[2]) for alternative in alternatives_of(tree, book.inflections)}
    if tree[0] == "not" and not under_not:
        return set()
    return set().union(*(_collect(part, book, under_not=under_not) for part in children(tree)))


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _share(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _union(hits: Iterable[Hit]) -> frozenset[Span]:
    return frozenset().union(*(hit.evidence for hit in hits))


def _most_apart(hits: Iterable[Hit]) -> int:
    """The size of the largest set of stretches that do not overlap."""
    spans = sorted({(hit.start, hit.end) for hit in hits})

    @cache
    def best(at: int, free_from: int) -> int:
        if at == len(spans):
            return 0
        start, end = spans[at]
        without = best(at + 1, free_from)
        return max(without, 1 + best(at + 1, end)) if start >= free_from else without

    return best(0, 0)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
