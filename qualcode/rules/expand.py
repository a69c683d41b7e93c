"""A term's alternatives: braces written out, characters folded, wildcards as gaps."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from qualcode.errors import RuleError
from qualcode.rules.forms import inflect
from qualcode.rules.syntax import PLAIN, Choice, Literal, Parts, Phrase, Reading, Wild
from qualcode.text.chars import HAN, classes, code_points
from qualcode.text.key import fold, fold_exact

MAX_ALTERNATIVES = 1000
MAX_PATTERNS = 100_000
"""How many distinct terms, each alternative of braces by itself, a codebook may look for."""
STAR_OF_HAN = 4
STAR_MARK, ONE_MARK = "\ufdd0", "\ufdd1"
"""Stand for `*` and `?` while a term is folded; no text holds these noncharacters."""


class Gap(NamedTuple):
    """What a wildcard may cover: `least` to `most` characters, Han (`han`) or of a Latin word.

    `most` is -1 for a Latin `*`, which has no limit.
    """

    least: int
    most: int
    han: bool


class Term(NamedTuple):
    """One alternative of a phrase, folded as texts are.

    `pieces` are folded literals and gaps; `exact` holds for each piece the spelling that
    `exact:` demands, or is empty. `anchor` is the index of the longest literal, `literal`
    that literal; `fixed` holds the other literals that stand at a fixed distance from where
    it begins. `takes_least`: of several ends the nearest counts (a Han `*`), else the farthest.
    """

    pieces: tuple[str | Gap, ...]
    exact: tuple[str, ...]
    anchor: int
    literal: str
    fixed: tuple[tuple[int, str], ...]
    takes_least: bool

    @property
    def is_literal(self) -> bool:
        """Whether the term has no wildcard: only such terms hide shorter ones."""
        return len(self.pieces) == 1


def terms(phrase: Phrase, reading: Reading = PLAIN) -> tuple[Term, ...]:
    """The distinct alternatives of `phrase`, in the order of its braces, forms behind their lemma."""
    return _terms(phrase, reading.exact, reading.inflected)


def spelled(phrase: Phrase, reading: Reading = PLAIN) -> Iterator[tuple[Term, str]]:
    """Each alternative of `phrase` beside its text as it is written; equal ones stand as often as written.

    Inflected forms stand behind their lemma.
    """
    for parts in alternatives(phrase.parts):
        written = "".join(part.text if isinstance(part, Literal) else part.sign for part in parts)
        marked = _marked(parts)
        yield _term(marked, reading.exact), written
        if reading.inflected and not is_wild(marked):
            forms = inflect(fold_exact(marked) if reading.exact else fold(marked))
            yield from ((_term(form, reading.exact), form) for form in forms[1:])


@lru_cache(maxsize=1 << 16)
def _terms(phrase: Phrase, exact: bool, inflected: bool) -> tuple[Term, ...]:
    marked: Iterable[str] = (_marked(parts) for parts in alternatives(phrase.parts))
    if inflected:
        folding = fold_exact if exact else fold
        marked = (form for text in marked for form in ((text,) if is_wild(text) else inflect(folding(text))))
    return tuple(dict.fromkeys(_term(text, exact) for text in marked))


def shield_forms(shields: Iterable[str], reading: Reading) -> tuple[str, ...]:
    """The distinct folded texts that `shields` hide: with inflected forms where plain terms have them."""
    folded = (fold(word) for word in shields)
    forms = (form for word in folded for form in (inflect(word) if reading.inflected else (word,)))
    return tuple(dict.fromkeys(filter(None, forms)))


def is_wild(marked: str) -> bool:
    """Whether a wildcard stands in an alternative."""
    return STAR_MARK in marked or ONE_MARK in marked


def alternatives(parts: Parts) -> Iterator[tuple[Literal | Wild, ...]]:
    """Every way to choose from the braces in `parts`."""
    options = [
        [way for option in part.options for way in alternatives(option)]
        if isinstance(part, Choice)
        else [(part,)]
        for part in parts
    ]
    for ways in product(*options):
        yield tuple(one for way in ways for one in way)


def count_alternatives(parts: Parts) -> int:
    """How many alternatives `parts` has, without writing them out."""
    number = 1
    for part in parts:
        if isinstance(part, Choice):
            number *= sum(count_alternatives(option) for option in part.options)
    return number


def has_wildcard(parts: Parts) -> bool:
    """Whether some alternative of `parts` holds a wildcard."""
    return any(
        isinstance(part, Wild) or (isinstance(part, Choice) and any(map(has_wildcard, part.options)))
        for part in parts
    )


def _marked(parts: tuple[Literal | Wild, ...]) -> str:
    """One string for an alternative, with marks where the wildcards stand."""
    signs = {"*": STAR_MARK, "?": ONE_MARK}
    return "".join(part.text if isinstance(part, Literal) else signs[part.sign] for part in parts)


def _term(marked: str, exact: bool) -> Term:
    folded = fold(marked)
    if not exact and folded and not is_wild(folded):
        return Term((folded,), (), 0, folded, (), takes_least=False)
    runs = _split(folded)
    gaps = [_gap(folded, at) if text in (STAR_MARK, ONE_MARK) else None for at, text in runs]
    texts = _without_lost_blanks([text for _, text in runs], gaps)
    spelled = _without_lost_blanks([text for _, text in _split(fold_exact(marked))], gaps) if exact else texts
    kept = [at for at, text in enumerate(texts) if text]
    pieces = tuple(gaps[at] or texts[at] for at in kept)
    lengths = [len(piece) if isinstance(piece, str) else -1 for piece in pieces]
    anchor = lengths.index(max(lengths)) if lengths else 0
    return Term(
        pieces,
        tuple(spelled[at] for at in kept) if exact else (),
        anchor,
        str(pieces[anchor]) if pieces else "",
        _fixed(pieces, anchor),
        any(isinstance(piece, Gap) and piece.han and piece.least < piece.most for piece in pieces),
    )


def _without_lost_blanks(texts: list[str], gaps: Sequence[Gap | None]) -> list[str]:
    """`texts` without blanks beside a Han wildcard: the key of a text has none beside a Han character."""
    for at, gap in enumerate(gaps):
        if gap and gap.han:
            texts[at - 1 : at] = [text.rstrip(" ") for text in texts[at - 1 : at]]
            texts[at + 1 : at + 2] = [text.lstrip(" ") for text in texts[at + 1 : at + 2]]
    return texts


def _fixed(pieces: tuple[str | Gap, ...], anchor: int) -> tuple[tuple[int, str], ...]:
    """The literals that stand at a fixed distance from the anchor, with that distance."""
    found: list[tuple[int, str]] = []
    for step in (-1, 1):
        at = 0 if step < 0 else len(str(pieces[anchor])) if pieces else 0
        for piece in pieces[anchor + step :: step] if anchor + step >= 0 else ():
            if isinstance(piece, Gap) and piece.least != piece.most:
                break
            length = piece.least if isinstance(piece, Gap) else len(piece)
            at = at - length if step < 0 else at
            if isinstance(piece, str):
                found.append((at, piece))
            at = at + length if step > 0 else at
    return tuple(found)


def _split(folded: str) -> list[tuple[int, str]]:
    """Literal runs and single marks of `folded`, with their places."""
    out: list[tuple[int, str]] = []
    start = 0
    for at, char in enumerate(folded + STAR_MARK):
        if char in (STAR_MARK, ONE_MARK):
            if at > start:
                out.append((start, folded[start:at]))
            if at < len(folded):
                out.append((at, char))
            start = at + 1
    return out


def _gap(folded: str, at: int) -> Gap:
    """The gap of the wildcard at `at`; its kind is that of the nearest literal, on the left first."""
    han = _is_han_gap(folded, at)
    if folded[at] == ONE_MARK:
        return Gap(1, 1, han)
    return Gap(0, STAR_OF_HAN if han else -1, han)


def _is_han_gap(folded: str, at: int) -> bool:
    for char in (*reversed(folded[:at]), *folded[at + 1 :]):
        if char not in (STAR_MARK, ONE_MARK, " "):
            return is_han(char)
    return False


@lru_cache(maxsize=1 << 16)
def is_han(char: str) -> bool:
    """Whether `char` is a Han character."""
    return bool(classes(code_points(char))[0] == HAN)


def check_term(phrase: Phrase, *, rule: str, column: int) -> None:
    """Refuse a term that is empty, expands too far or has too little to look for.

    Raises
    ------
    RuleError
        At `column` of `rule`.
    """
    number = count_alternatives(phrase.parts)
    if number > MAX_ALTERNATIVES:
        message = f"the term stands for {number} alternatives; {MAX_ALTERNATIVES} is the limit"
        raise RuleError(message, rule=rule, column=column, cure="use fewer braces, or several rules")
    for term in terms(phrase):
        fault = _fault(term)
        if fault:
            raise RuleError(fault[0], rule=rule, column=column, cure=fault[1])


def _fault(term: Term) -> tuple[str, str] | None:
    """What is wrong with a term, and the cure."""
    if not term.pieces:
        return (
            "the term is empty",
            "write the characters to look for; take the empty alternative out of the braces",
        )
    for edge in (term.pieces[0], term.pieces[-1]):
        if isinstance(edge, Gap) and edge.han and edge.least == 0:
            return (
                "* stands at the edge of a Chinese term",
                "a Chinese term matches anywhere: leave the * out",
            )
    literals = [piece for piece in term.pieces if isinstance(piece, str)]
    if not any(is_enough(text) for text in literals):
        return (
            "the term has too few fixed characters",
            "a term needs one Han or two other characters in a row",
        )
    return None


def is_enough(literal: str) -> bool:
    """Whether a text is long enough to be looked for."""
    solid = literal.replace(" ", "")
    return len(solid) >= 2 or (len(solid) == 1 and is_han(solid))
