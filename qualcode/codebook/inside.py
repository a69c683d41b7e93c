"""Terms that lie inside longer terms of other codes, where both codes find them."""

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.codebook.model import Code, Codebook
from qualcode.rules.compile import compile_rules, lone_atoms
from qualcode.rules.expand import alternatives
from qualcode.rules.syntax import Literal, Phrase, walk
from qualcode.terms import CodeId
from qualcode.text.chars import DIGIT, LETTER, MARK, classes, code_points
from qualcode.text.key import fold


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
    same code or a shield, or the codebook hides shorter terms throughout (`nested: codebook`).
    """
    if codebook.nested == "codebook":
        return ()
    terms = [dict(_literals(code)) for code in codebook.codes]
    lone = [_lone(code) for code in codebook.codes]
    hiding = [
        set(own) | {fold(shield) for shield in (*codebook.shields, *code.shields)}
        for code, own in zip(codebook.codes, terms, strict=True)
    ]
    owners: dict[str, list[int]] = {}
    for position, own in enumerate(terms):
        for folded in own:
            owners.setdefault(folded, []).append(position)
    order = codebook.index()
    found = [
        Inside(
            codebook.codes[position].id,
            terms[position][short],
            longer_code.id,
            written,
            short in lone[position],
        )
        for longer_code, own in zip(codebook.codes, terms, strict=True)
        for folded, written in own.items()
        for short in _parts(folded, owners)
        for position in owners[short]
        if folded not in hiding[position]
    ]
    return tuple(sorted(found, key=lambda each: (not each.lone, order[each.code])))


def _lone(code: Code) -> frozenset[str]:
    """The folded literal terms of which one hit is a coding of `code` by itself."""
    plan = compile_rules(code.rules)
    atoms = frozenset[int]().union(*map(lone_atoms, plan.rules))
    return frozenset(term.literal for at, term in enumerate(plan.terms) if at in atoms and term.is_literal)


def _literals(code: Code) -> Iterator[tuple[str, str]]:
    """The literal terms of a code: folded, and as they are written."""
    for rule in code.rules:
        for node in walk(rule):
            if isinstance(node, Phrase):
                for parts in alternatives(node.parts):
                    written = "".join(part.text for part in parts if isinstance(part, Literal))
                    if all(isinstance(part, Literal) for part in parts):
                        yield fold(written), written


def _parts(longer: str, known: dict[str, list[int]]) -> list[str]:
    """The known terms that a search would find inside `longer`, each once."""
    size = len(longer)
    spans = ((i, j) for i in range(size) for j in range(i + 1, size + 1) if j - i < size)
    found = (longer[i:j] for i, j in spans if longer[i:j] in known and not _cuts_word(longer, i, j))
    return list(dict.fromkeys(found))


def _cuts_word(text: str, start: int, end: int) -> bool:
    """Whether [start, end) begins or ends inside a word that is not Chinese."""
    inner = classes(code_points(text))
    wordy = [int(kind) in (LETTER, MARK, DIGIT) for kind in inner]
    begins = start > 0 and wordy[start - 1] and wordy[start]
    return begins or (end < len(text) and wordy[end - 1] and wordy[end])
