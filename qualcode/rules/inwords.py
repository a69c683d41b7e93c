"""A rule as a sentence, in English or Chinese: for readers who do not know the language of rules."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal as OneOf

from qualcode.rules.expand import Gap, alternatives, count_alternatives, terms
from qualcode.rules.phrases import WORDINGS, Wording
from qualcode.rules.show import show
from qualcode.rules.syntax import (
    And,
    AtLeast,
    Condition,
    Exact,
    Expr,
    Lemma,
    Literal,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Polarity,
    Regex,
    Wild,
)
from qualcode.terms import PARTICIPANT, UnitKind

MOST_ALTERNATIVES = 30
"""A term with more alternatives in its braces is shown as it is spelled."""
CODE_BEGINS, CODE_ENDS = "\ufdd2", "\ufdd3"
"""Noncharacters around what is spelled as in a rule; no rule holds them."""

Language = OneOf["en", "zh"]


def in_words(
    rule: Expr,
    *,
    language: Language = "en",
    unit: UnitKind = "sentence",
    names: Mapping[str, str] | None = None,
) -> str:
    """What must hold of a passage so that `rule` is true, as one sentence.

    Parameters
    ----------
    unit
        What a passage is.
    names
        What codes are called, by their ids; one without a name is called by its id.

    What is spelled as in a rule (regular expressions, ids) stands between CODE_BEGINS and CODE_ENDS; `pieces`
    parts it from the rest.
    """
    say = _Sayer(WORDINGS[language], names or {})
    return say.wording.sentence.format(subject=say.wording.subjects[unit], clause=say.clause(rule))


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a sentence, each with whether it is spelled as in a rule."""
    for part in text.split(CODE_BEGINS):
        code, sign, rest = part.partition(CODE_ENDS)
        if sign:
            yield code, True
            part = rest
        if part:
            yield part, False


def _code(text: str) -> str:
    return f"{CODE_BEGINS}{text}{CODE_ENDS}"


class _Sayer:
    """Clauses and noun phrases of one language."""

    def __init__(self, wording: Wording, names: Mapping[str, str]) -> None:
        self.wording = wording
        self.names = names

    def clause(self, expr: Expr) -> str:
        """What holds where `expr` is true, behind its subject."""
        match expr:
            case Condition():
                return self._condition(expr, holds=True)
            case Not(of=one):
                return self._denial(one)
            case And(of=of):
                return self.wording.both.join(self._part(part) for part in of)
            case Or(of=of) if not all(map(_is_stretch, of)):
                return self.wording.either.join(self._grouped(of, holds=True))
        return self.wording.holds.format(self.noun(expr))

    def _part(self, expr: Expr) -> str:
        """A clause that others stand beside."""
        text = self.clause(expr)
        return self.wording.bracket.format(text) if isinstance(expr, Or) and not _is_stretch(expr) else text

    def _denial(self, expr: Expr) -> str:
        match expr:
            case Not(of=one):
                return self.clause(one)
            case Condition():
                return self._condition(expr, holds=False)
            case Or(of=of):
                return self.wording.both.join(self._grouped(of, holds=False))
            case And():
                return self.wording.not_so.format(self.clause(expr))
        return self.wording.lacks.format(self.noun(expr))

    def _grouped(self, parts: Sequence[Expr], *, holds: bool) -> Iterator[str]:
        """Clauses for what OR joins: stretches together, codes together, all others one by one."""
        stretches = [part for part in parts if _is_stretch(part)]
        codes = [part for part in parts if isinstance(part, Condition) and part.kind == "code"]
        if stretches:
            noun = self.noun(Or(tuple(stretches)) if len(stretches) > 1 else stretches[0])
            several = self._number(stretches) > 1
            shape = self.wording.holds if holds else self.wording.lacks_all if several else self.wording.lacks
            yield shape.format(noun if holds or not several else self._list(stretches))
        if len(codes) > 1:
            named = self.wording.item_join.join(map(self._name, codes))
            yield (self.wording.has_codes if holds else self.wording.lacks_codes).format(named)
        rest = [part for part in parts if part not in stretches and (part not in codes or len(codes) == 1)]
        for part in rest:
            text = self.clause(part) if holds else self._denial(part)
            yield self.wording.bracket.format(text) if isinstance(part, And) and holds else text

    def _number(self, parts: Sequence[Expr]) -> int:
        return sum(len(self._items(part)) for part in parts)

    def _list(self, parts: Sequence[Expr]) -> str:
        return self.wording.item_join.join(item for part in parts for item in self._items(part))

    def _items(self, expr: Expr) -> list[str]:
        """The noun phrases that a stretch offers a choice of."""
        match expr:
            case Phrase():
                return self._terms(expr)
            case Or(of=of):
                return [item for part in of for item in self._items(part)]
            case Lemma(of=one):
                return [self.wording.lemma.format(item) for item in self._items(one)]
        return [self.noun(expr, beside=True)]

    def noun(self, expr: Expr, *, beside: bool = False) -> str:
        """What a passage holds; `beside` others, a choice is put into one noun phrase."""
        wording = self.wording
        match expr:
            case Phrase() | Or() | Lemma():
                items = self._items(expr)
                if len(items) == 1:
                    return items[0]
                if beside:
                    return wording.one_of.format(wording.item_join.join(items))
                return wording.or_join(items)
            case Regex(body=_):
                return wording.regex.format(_code(show(expr)))
            case Pattern(tokens=tokens):
                return wording.pattern.format(_code(tokens))
            case Exact(of=one):
                return wording.exact.format(self.noun(one, beside=beside))
            case Polarity(of=one, negated=negated):
                shape = wording.negated if negated else wording.affirmed
                return shape.format(self.noun(one, beside=beside))
            case Near():
                return self._near(expr, beside=beside)
            case AtLeast(count=count, of=one):
                return wording.at_least.format(count=count, noun=wording.item_join.join(self._items(one)))
        return wording.spelled.format(_code(show(expr)))

    def _near(self, near: Near, *, beside: bool) -> str:
        shapes = self.wording.before if near.ordered else self.wording.near
        text = shapes[min(near.distance, 2)].format(
            left=self.noun(near.left, beside=True), right=self.noun(near.right, beside=True), n=near.distance
        )
        return self.wording.bracket.format(text) if beside else text

    def _terms(self, phrase: Phrase) -> list[str]:
        if count_alternatives(phrase.parts) > MOST_ALTERNATIVES:
            return [self.wording.spelled.format(_code(show(phrase)))]
        return list(dict.fromkeys(self._term(parts) for parts in alternatives(phrase.parts)))

    def _term(self, parts: Sequence[Literal | Wild]) -> str:
        """One alternative of a term; what its wildcards stand for is said behind it."""
        text = "".join(part.text if isinstance(part, Literal) else part.sign for part in parts)
        text = " ".join(text.split())
        wilds = [at for at, part in enumerate(parts) if isinstance(part, Wild)]
        if not wilds:
            return self.wording.quote.format(text)
        gaps = [piece for piece in terms(Phrase(tuple(parts)))[0].pieces if isinstance(piece, Gap)]
        if (
            len(wilds) == 1
            and gaps
            and not gaps[0].han
            and gaps[0].most < 0
            and wilds[0] in (0, len(parts) - 1)
        ):
            shape = self.wording.any_end if wilds[0] else self.wording.any_beginning
            return shape.format(self.wording.quote.format(text.strip("*")))
        signs = dict.fromkeys(self.wording.wild[gap.han][gap.most == 1] for gap in gaps)
        return self.wording.wildcards.format(
            self.wording.quote.format(text), self.wording.and_join.join(signs)
        )

    def _name(self, condition: Condition) -> str:
        name = self.names.get(condition.value)
        return self.wording.quote.format(name) if name else _code(condition.value)

    def _condition(self, condition: Condition, *, holds: bool) -> str:
        wording = self.wording
        value = wording.quote.format(condition.value)
        match condition.kind:
            case "code":
                return (wording.has_code if holds else wording.lacks_code).format(self._name(condition))
            case "where":
                is_equal = condition.equal == holds
                name = wording.quote.format(condition.name)
                return (wording.where if is_equal else wording.where_not).format(name=name, value=value)
            case "role" if condition.value.casefold() == PARTICIPANT:
                return wording.by_participant if holds else wording.by_interviewer
        return wording.said[condition.kind][holds].format(value)


def _is_stretch(expr: Expr) -> bool:
    """Whether `expr` is about what a passage holds, and not about where it stands or what it lacks."""
    if isinstance(expr, Or):
        return all(map(_is_stretch, expr.of))
    return not isinstance(expr, And | Not | Condition)
