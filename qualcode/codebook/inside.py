"""Terms that lie inside longer terms of other codes, where both codes find them."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from qualcode.codebook.model import Code, Codebook
from qualcode.codebook.vocabulary import literal_terms
from qualcode.rules.compile import Plan, compile_rules, lone_atoms, positive_atoms
from qualcode.rules.expand import shield_forms
from qualcode.terms import Boundaries, CodeId
from qualcode.text.chars import DIGIT, HAN, LETTER, MARK, classes, code_points
from qualcode.text.chinese import segmenter, simplified


@dataclass(frozen=True, slots=True)
class Inside:
    """`term` of `code` lies inside `longer` of `longer_code`, as 信任 does inside 不信任.

    `lone`: a hit of `term` is a coding by itself, without others beside it.
    """

    code: CodeId
    term: str
    longer_code: CodeId
    longer: str
    lone: bool

    @property
    def shield(self) -> str:
        """The line in `code` that hides the term there."""
        return f"shields: [{self.longer}]"


def inside_terms(codebook: Codebook) -> tuple[Inside, ...]:
    """Every such pair of literal terms, each pair once: `lone` ones first, then in the order of the codes.

    Left out are pairs that nothing needs to be done about: the longer text is a term of the
    same code or a shield, the shorter one cuts through its words, or the codebook hides shorter
    terms throughout (`nested: codebook`).
    """
    if codebook.nested == "codebook":
        return ()
    books = [_Terms.of(codebook, code) for code in codebook.codes]
    owners: dict[str, list[_Terms]] = {}
    for book in books:
        for folded in book.written:
            owners.setdefault(folded, []).append(book)
    order = codebook.index()
    found = [
        Inside(owner.code, owner.written[short], book.code, written, short in owner.lone)
        for book in books
        for longer, written in book.written.items()
        for short in _parts(longer, owners)
        for owner in owners[short]
        if owner is not book and longer not in owner.hiding and not _is_lost(longer, short, owner.boundaries)
    ]
    return tuple(sorted(found, key=lambda each: (not each.lone, order[each.code])))


@dataclass(frozen=True, slots=True)
class _Terms:
    """The literal terms of a code.

    `written` has them folded, and as they are written; one hit of those in `lone` is a coding by
    itself; inside those in `hiding` the code finds nothing.
    """

    code: CodeId
    written: dict[str, str]
    lone: frozenset[str]
    hiding: frozenset[str]
    boundaries: Boundaries

    @classmethod
    def of(cls, codebook: Codebook, code: Code) -> "_Terms":
        plan = compile_rules(code.rules, codebook.reading)
        lone = {
            one
            for rule in plan.rules
            for negated in (False, True)
            for one in lone_atoms(rule, negated=negated)
        }
        outside_not = {one for rule in plan.rules for one in positive_atoms(rule)}
        shields = set(shield_forms((*codebook.shields, *code.shields), codebook.reading))
        hiding = shields | (_spelled(plan, outside_not) if codebook.nested == "code" else set())
        written = dict(literal_terms(code, codebook.reading))
        boundaries = code.boundaries or codebook.boundaries
        return cls(code.id, written, frozenset(_spelled(plan, lone)), frozenset(hiding), boundaries)


def _spelled(plan: Plan, atoms: Collection[int]) -> set[str]:
    """The folded texts of those atoms that are literal terms."""
    return {term.literal for at, term in enumerate(plan.terms) if at in atoms and term.is_literal}


@cache
def _word_ends(text: str) -> tuple[int, ...]:
    return tuple(accumulate(map(len, segmenter()(simplified(text))), initial=0))


@cache
def _is_lost(longer: str, short: str, boundaries: Boundaries) -> bool:
    """Whether word cuts take every hit of Chinese `short` in `longer`, which stands alone."""
    if boundaries == "none" or not (_is_han(short) and _is_han(longer)):
        return False
    places = [at for at in range(len(longer)) if longer.startswith(short, at)]
    spans = [(at, at + len(short)) for at in places]
    return not any(_counts(longer, start, end, boundaries) for start, end in spans)


def _counts(text: str, start: int, end: int, boundaries: Boundaries) -> bool:
    ends = _word_ends(text)
    within = not any(start < edge < end for edge in ends)
    return (start in ends and end in ends) or (within and boundaries == "crossing")


@cache
def _is_han(text: str) -> bool:
    return bool((classes(code_points(text)) == HAN).all())


def _parts(longer: str, known: Collection[str]) -> list[str]:
    """The known terms that a search would find inside `longer`, each once."""
    size = len(longer)
    spans = ((i, j) for i in range(size) for j in range(i + 1, size + 1) if j - i < size)
    found = (longer[i:j] for i, j in spans if longer[i:j] in known and not _cuts_word(longer, i, j))
    return list(dict.fromkeys(found))


def _cuts_word(text: str, start: int, end: int) -> bool:
    """Whether [start, end) begins or ends inside a word that is not Chinese."""
    wordy = _wordy(text)
    begins = start > 0 and wordy[start - 1] and wordy[start]
    return begins or (end < len(text) and wordy[end - 1] and wordy[end])


@cache
def _wordy(text: str) -> tuple[bool, ...]:
    """Which characters belong to words that are not Chinese."""
    return tuple(kind in (LETTER, MARK, DIGIT) for kind in classes(code_points(text)).tolist())
