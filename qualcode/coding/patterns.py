"""Patterns in a document: which units may hold them, and where they match in these."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.codebook.vocabulary import chinese_words
from qualcode.coding.coded import Units
from qualcode.coding.pipelines import NO_MODEL, Pipelines, missing
from qualcode.errors import UsageError
from qualcode.rules.match import Automata, Found
from qualcode.rules.patterns import FOLDED, TEXTS, Spec, literals, spans, steps, trained, uses_model
from qualcode.rules.show import show
from qualcode.rules.syntax import Pattern
from qualcode.terms import Flags
from qualcode.text.key import BARRIER, Key, fold, plain_forms
from qualcode.text.language import are_chinese
from qualcode.text.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

PartsOf = Callable[[int], Sequence[tuple[int, int]]]
"""The stretches of a unit that lie in one turn of the population, by its number."""

MOST = 100_000
"""Characters that are taken to pieces together, so that one endless line cannot fill the memory."""

_PIECE = re.compile(f"[^{BARRIER}]{{1,{MOST}}}")


class PatternFinder:
    """The patterns of a codebook, made ready for any number of documents.

    Parameters
    ----------
    codebook
        Its `spacy_model`, where it names one, parses units in its language for patterns that ask for
        what it knows, LEMMA among it.
    patterns
        The first has the number `first_atom`.

    Raises
    ------
    UsageError
        A pattern asks for what only a trained pipeline knows and there is none, or not this one.
    """

    def __init__(self, codebook: Codebook, patterns: Sequence[Pattern], first_atom: int) -> None:
        self._patterns, self._first = patterns, first_atom
        self._trained = [bool(trained(pattern)) for pattern in patterns]
        self._annotated = [uses_model(pattern) for pattern in patterns]
        asked = codebook.spacy_model if any(self._annotated) else ""
        self._pipelines = Pipelines(chinese_words(codebook), asked)
        _check(codebook, self._pipelines)
        self._texts: dict[str, list[int]] = defaultdict(list)
        self._anywhere: list[int] = []
        for number, pattern in enumerate(patterns):
            needed_texts = sorted(literals(pattern, own_lemmas=not asked))
            for text in needed_texts:
                self._texts[text].append(number)
            if not needed_texts:
                self._anywhere.append(number)
        self._automata = Automata(list(self._texts))

    @cached_property
    def _rows(self) -> "list[_Row]":
        return [_Row(pattern, self._pipelines.vocab) for pattern in self._patterns]

    def find(self, text: str, key: Key, words: Words, units: Units, parts_of: PartsOf) -> Found:
        """The matches in one document, each in one part of one unit."""
        wanted = self._wanted(key, units)
        found = self._in_units(wanted, text, key, words, units, parts_of) if wanted else ()
        return Found(*np.array(list(found), np.int64).reshape(-1, 3).T)

    def foreign(self, words: Words, units: Units) -> int:
        """How many units are not in the language of the trained pipeline that some pattern needs."""
        return int((~self._suits(words, units)).sum()) if any(self._trained) else 0

    def _suits(self, words: Words, units: Units) -> Flags:
        """Which units are in the language of the trained pipeline."""
        chinese = are_chinese(words, units.start, units.end)
        return {"zh": chinese, "en": ~chinese}.get(self._pipelines.language, np.zeros(len(units), np.bool_))

    def _wanted(self, key: Key, units: Units) -> Mapping[int, set[int]]:
        """The units that may hold a match, and of which patterns: a text that these need stands in them."""
        wanted: dict[int, set[int]] = defaultdict(set)
        if not len(units):
            return wanted
        for unit in range(len(units)) if self._anywhere else ():
            wanted[unit].update(self._anywhere)
        raw = self._automata.find(key.text)
        at = raw[:, 1] if key.offsets is None else key.offsets[raw[:, 1]]
        units_of = np.searchsorted(units.start, at, "right") - 1
        inside = (units_of >= 0) & (at < units.end[units_of])
        numbers = list(self._texts.values())
        for unit, text in np.unique(np.stack([units_of, raw[:, 0]], axis=1)[inside], axis=0).tolist():
            wanted[unit].update(numbers[text])
        return wanted

    def _in_units(
        self,
        wanted: Mapping[int, set[int]],
        text: str,
        key: Key,
        words: Words,
        units: Units,
        parts_of: PartsOf,
    ) -> Iterator[tuple[int, int, int]]:
        suits, rows = self._suits(words, units), self._rows
        with self._pipelines.memory():
            for unit, numbers in sorted(wanted.items()):
                able = {n: rows[n] for n in sorted(numbers) if suits[unit] or not self._trained[n]}
                for places in _pieces(key, *parts_of(unit)):
                    written = "".join(text[at] for at in places)
                    flags = words.ideographs[places].tolist()
                    for number, first, last in self._in_piece(written, flags, able, bool(suits[unit])):
                        yield self._first + number, places[first], places[last - 1] + 1

    def _in_piece(
        self, text: str, ideographs: list[bool], rows: "Mapping[int, _Row]", suits: bool
    ) -> Iterator[tuple[int, int, int]]:
        """Matches in a text: the number of the pattern, and between which characters."""
        tokens = self._pipelines.tokenizer.cut(text, ideographs)
        docs: dict[bool, Doc] = {}
        for number, row in rows.items() if tokens else ():
            annotated = suits and self._annotated[number]
            if annotated not in docs:
                make = self._pipelines.annotated if annotated else self._pipelines.plain
                docs[annotated] = make(plain_forms(text), tokens)
            for first, last in row.spans(docs[annotated]):
                yield number, tokens[first].start, tokens[last - 1].end


def _pieces(key: Key, *parts: tuple[int, int]) -> Iterator[list[int]]:
    """Stretches of parts of a text without remarks and blank lines, as the places of their characters in it.

    None is longer than MOST. Left out, as in the key, are zero-width characters, blanks beside Han
    characters, and all but one of several blanks.
    """
    for part in parts:
        low, high = part if key.offsets is None else np.searchsorted(key.offsets, part).tolist()
        for piece in _PIECE.finditer(key.text, low, high):
            start, end = piece.span()
            yield list(range(start, end)) if key.offsets is None else key.offsets[start:end].tolist()


class _Row:
    """A pattern over the documents of a vocabulary: spaCy's Matcher tells of each token what it can be."""

    def __init__(self, pattern: Pattern, vocab: "Vocab") -> None:
        from spacy.matcher import Matcher

        self._steps = steps(pattern)
        self._matcher = Matcher(vocab)
        self._bits: dict[int, int] = {}
        self._always = self._negated = 0
        for at, step in enumerate(self._steps):
            self._negated |= step.negated << at
            if not step.spec:
                self._always |= 1 << at
                continue
            name = json.dumps(step.spec, sort_keys=True)
            if name not in self._matcher:
                self._matcher.add(name, [[_folded(step.spec)]])
            number = vocab.strings.add(name)
            self._bits[number] = self._bits.get(number, 0) | 1 << at

    def spans(self, doc: "Doc") -> list[tuple[int, int]]:
        """Where the pattern matches, from which token up to which."""
        holds = [self._always] * len(doc)
        for name, at, _ in self._matcher(doc, allow_missing=True) if self._bits else ():
            holds[at] |= self._bits[name]
        return spans(self._steps, [held ^ self._negated for held in holds])


def _folded(spec: Spec) -> dict[str, Any]:
    """What is asked of a token, its texts folded as those of tokens are."""
    return {
        name: _changed(value, fold if name in FOLDED else plain_forms) if name in TEXTS else value
        for name, value in spec.items()
    }


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _changed(each, change) for name, each in value.items()}
    return [change(each) for each in value] if isinstance(value, list) else change(value)


def _check(codebook: Codebook, pipelines: Pipelines) -> None:
    """Raise UsageError for a pattern that asks for what no pipeline here knows."""
    rules = [(code, rule) for code in codebook.codes for rule in code.rules if isinstance(rule, Pattern)]
    for code, rule in rules:
        model, asked = pipelines.trained, trained(rule)
        lacking = missing(model, asked) if model else asked
        if lacking and model:
            known = f"the spaCy pipeline {pipelines.name} does not know it"
            cure = f"name another; the components of this one are {', '.join(model.pipe_names) or 'none'}"
        elif lacking:
            known, cure = "only a trained spaCy pipeline knows it", NO_MODEL
        if lacking:
            message = f"code {code.id} asks for {lacking[0]} in {show(rule)}: {known}"
            raise UsageError(message, place=codebook.file, cure=cure, slug="no-model")
