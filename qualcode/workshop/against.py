"""A codebook held against a corpus: what each of its terms finds there, and what keeps hits from counting."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from qualcode.coding.apply import Engine, Looked
from qualcode.coding.coded import Coded, Units
from qualcode.coding.cuts import EXACT, Cuts
from qualcode.coding.hiding import is_hidden
from qualcode.coding.sweep import distinct, neighbours, spread
from qualcode.rules.compile import Atom
from qualcode.rules.expand import Term
from qualcode.terms import Flags, Ints
from qualcode.text.document import Document
from qualcode.text.key import fold_exact
from qualcode.text.senses import ambiguous_keys
from qualcode.workshop.termlist import TermUse, term_uses

COUNTS, ASIDE, HIDDEN = range(3)
"""What becomes of a hit for a code: it counts; only a word cut takes it; a shield or longer term hides it."""

MOST_EXAMPLES = 3
MOST_KINDS = 200
"""Different words around the hits of one term that are told apart: more are only counted."""
CONTEXT = 14
"""Characters on each side of an example."""

WordsSeen: TypeAlias = dict[tuple[int, int], Counter[str]]
"""By number of the use and WITHIN or CROSSING: how often each word, or row of words, was cut."""


@dataclass(slots=True)
class Seen:
    """Counts over some documents.

    kinds
        (atoms, 3): hits by EXACT, WITHIN, CROSSING; what is not Chinese is EXACT.
    fates
        (3, uses): hits by COUNTS, ASIDE, HIDDEN.
    units, documents
        (uses,): units, and documents, with a hit that counts.
    words
        Words that hits cut, where no shield or longer term hides these.
    contexts
        By term some hits that are whole words, in brackets with what stands around them.
    forms
        By term the ways in which its hits are written, each with whether the document is in
        traditional characters; of terms alone that hold a character with several meanings.
    shared
        For two codes (the lesser first) the text that evidence of both shares.
    """

    kinds: Ints
    fates: Ints
    units: Ints
    documents: Ints
    words: WordsSeen = field(default_factory=dict)
    contexts: dict[Atom, list[str]] = field(default_factory=dict)
    forms: dict[Atom, Counter[tuple[str, bool]]] = field(default_factory=dict)
    shared: dict[tuple[int, int], Counter[str]] = field(default_factory=dict)


class Counting:
    """The terms of a codebook, counted document by document; a document's text is not kept."""

    def __init__(self, engine: Engine) -> None:
        prepared = engine.prepared
        self.uses = term_uses(prepared)
        self._n_terms = len(prepared.plan.terms)
        n_atoms = prepared.plan.n_atoms
        self._code = np.array([use.code for use in self.uses], np.int64)
        atoms = np.array([use.atom for use in self.uses], np.int64)
        self._first = np.searchsorted(atoms, np.arange(n_atoms + 1))
        self._ambiguous = _ambiguous(self.uses, prepared.plan.terms, n_atoms)
        self._full = np.zeros(n_atoms, np.bool_)
        n = len(self.uses)
        zeros = np.zeros(n, np.int64)
        self.seen = Seen(
            np.zeros((n_atoms, 3), np.int64), np.zeros((3, n), np.int64), zeros.copy(), zeros.copy()
        )

    def add(self, document: Document, units: Units, looked: Looked, coded: Coded) -> None:
        """Count one document, looked at and coded."""
        inside, seen = looked.inside, self.seen
        cuts = looked.judged.cuts or Cuts(document.text, looked.spoken.key)
        kinds = self._kinds(looked, cuts)
        np.add.at(seen.kinds, (inside.atom, kinds), 1)
        hit, use = spread(self._first[inside.atom], np.diff(self._first)[inside.atom])
        fate = self._fates(looked, hit, use)
        np.add.at(seen.fates, (fate, use), 1)
        self._count_units(looked, hit[fate == COUNTS], use[fate == COUNTS], len(units))
        cut = (fate != HIDDEN) & (kinds[hit] != EXACT)
        self._note_words(looked, cuts, hit[cut], use[cut], kinds)
        counting = np.zeros(len(inside.atom), np.bool_)
        counting[hit[fate == COUNTS]] = True
        self._note_contexts(document, looked, np.flatnonzero(counting & (kinds == EXACT)))
        self._note_forms(document, looked, np.flatnonzero(counting & self._ambiguous[inside.atom]))
        for pair, text in _shared(coded, document.text):
            _note(seen.shared.setdefault(pair, Counter()), text)

    def _kinds(self, looked: Looked, cuts: Cuts) -> Ints:
        """EXACT, WITHIN or CROSSING for each hit, whether or not a word cut is asked for."""
        inside, han = looked.inside, looked.words.han
        kinds = np.full(len(inside.atom), EXACT, np.int64)
        chosen = np.flatnonzero((inside.atom < self._n_terms) & (han[inside.end] > han[inside.start]))
        if len(chosen):
            kinds[chosen] = cuts.judge(inside.start[chosen], inside.end[chosen])
        return kinds

    def _fates(self, looked: Looked, hit: Ints, use: Ints) -> Ints:
        """COUNTS, ASIDE or HIDDEN for each row of a hit and a use."""
        inside, judged = looked.inside, looked.judged
        fate = np.full(len(hit), COUNTS, np.int64)
        first = np.searchsorted(hit, np.arange(len(inside.atom) + 1))
        code = self._code[use]
        aside = {(one.start, one.end): one.codes for one in looked.aside}
        for lost, codes in judged.absent.items():
            told = aside.get((int(inside.start[lost]), int(inside.end[lost])), frozenset())
            for row in range(first[lost], first[lost + 1]):
                if code[row] in codes:
                    fate[row] = ASIDE if code[row] in told else HIDDEN
        kept = np.flatnonzero(judged.kept)
        for place in looked.hidden:
            for row in range(first[kept[place]], first[kept[place] + 1]):
                if fate[row] == COUNTS and is_hidden(looked.hidden, place, int(code[row])):
                    fate[row] = HIDDEN
        return fate

    def _count_units(self, looked: Looked, hit: Ints, use: Ints, n_units: int) -> None:
        if not len(hit):
            return
        unit_of = np.full(len(looked.inside.atom), -1, np.int64)
        unit_of[looked.judged.kept] = looked.unit_of
        held = distinct(use * n_units + unit_of[hit]) // n_units
        np.add.at(self.seen.units, held, 1)
        self.seen.documents[distinct(held)] += 1

    def _note_words(self, looked: Looked, cuts: Cuts, hit: Ints, use: Ints, kinds: Ints) -> None:
        """Note the words that hits lie within or cut through."""
        which, row = np.unique(hit, return_inverse=True)
        words = cuts.words_at(looked.inside.start[which], looked.inside.end[which]) if len(which) else []
        for number, at, kind in zip(use.tolist(), row.tolist(), kinds[hit].tolist(), strict=True):
            _note(self.seen.words.setdefault((number, kind), Counter()), words[at])

    def _note_contexts(self, document: Document, looked: Looked, hits: Ints) -> None:
        """Note the first hits of terms that have too few examples yet."""
        inside = looked.inside
        hits = hits[~self._full[inside.atom[hits]]]
        for at in hits[_among_first(inside.atom[hits], MOST_EXAMPLES)].tolist():
            atom = int(inside.atom[at])
            known = self.seen.contexts.setdefault(atom, [])
            context = _context(document, int(inside.start[at]), int(inside.end[at]))
            if len(known) < MOST_EXAMPLES and context not in known:
                known.append(context)
            self._full[atom] = len(known) == MOST_EXAMPLES

    def _note_forms(self, document: Document, looked: Looked, hits: Ints) -> None:
        """Note how hits with characters of several meanings are written."""
        inside, traditional = looked.inside, document.language == "zh-Hant"
        rows = zip(*(column[hits].tolist() for column in inside), strict=True)
        for atom, start, end in rows:
            form = fold_exact(document.text[start:end]), traditional
            self.seen.forms.setdefault(atom, Counter())[form] += 1


def _ambiguous(uses: tuple[TermUse, ...], terms: tuple[Term, ...], n_atoms: int) -> Flags:
    """Which atoms are terms without wildcards that hold a character with several meanings."""
    flags = np.zeros(n_atoms, np.bool_)
    keys = ambiguous_keys()
    for use in uses:
        if use.kind == "term" and terms[use.atom].is_literal:
            flags[use.atom] = not keys.isdisjoint(terms[use.atom].literal)
    return flags


def _note(counter: Counter[str], text: str) -> None:
    """Count a text, if it is known or there is room for another one."""
    if text in counter or len(counter) < MOST_KINDS:
        counter[text] += 1


def _among_first(keys: Ints, n: int) -> Flags:
    """Which entries are among the first `n` of their key."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    begins = np.searchsorted(ordered, ordered, "left")
    flags = np.zeros(len(keys), np.bool_)
    flags[order] = np.arange(len(keys)) - begins < n
    return flags


def _context(document: Document, start: int, end: int) -> str:
    """A hit in brackets, with what the same person says before and after it, on one line."""
    turn = int(np.searchsorted(document.turn_spans[:, 0], start, "right")) - 1
    _, speech, stop = document.turn_spans[turn].tolist()
    low, high = max(speech, start - CONTEXT), min(max(stop, end), end + CONTEXT)
    text = f"{document.text[low:start]}[{document.text[start:end]}]{document.text[end:high]}"
    return " ".join(text.split())


def _shared(coded: Coded, text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Each two pieces of evidence of different codes that share a character: the codes, what they share."""
    row = np.repeat(np.arange(len(coded)), np.diff(coded.first_evidence))
    start, end = coded.evidence.T.astype(np.int64)
    order = np.lexsort((end, start))
    start, end, code = start[order], end[order], coded.code[row[order]]
    for left, right in neighbours(start, end):
        apart = code[left] != code[right]
        left, right = left[apart], right[apart]
        low, high = start[right], np.minimum(end[left], end[right])
        rows = zip(code[left].tolist(), code[right].tolist(), low.tolist(), high.tolist(), strict=True)
        for a, b, first, last in rows:
            yield (min(a, b), max(a, b)), text[first:last]
