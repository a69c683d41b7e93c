"""Words of the population: how often each occurs, and which stand near the hits of a rule."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log
from typing import NamedTuple, TypeAlias

import numpy as np

from qualcode.coding.population import Population, population_turns
from qualcode.rules.evaluate import Span
from qualcode.terms import Flags
from qualcode.text.chinese import simplified
from qualcode.text.document import Document
from qualcode.text.key import fold
from qualcode.text.words import Words, map_words

WORD_COLUMNS = ("word", "n", "n_documents", "per_1000")
NEAR_COLUMNS = ("word", "n_near", "n", "expected", "g2", "npmi", "n_documents")

Cut: TypeAlias = Callable[[str], list[str]]


class Token(NamedTuple):
    """A word of a text: its folded form, and where it stands."""

    key: str
    start: int
    end: int


@dataclass(slots=True)
class Tally:
    """How often each word, by its folded form, occurs.

    n, documents, forms
        Occurrences, documents that hold it, and how often it is written in which way.
    near
        Occurrences within the windows around hits.
    n_tokens, n_near_tokens
        All words of the population without those of hits; and those of them in windows.
    n_documents
        Documents that hold any of these words.
    """

    n: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    forms: dict[str, Counter[str]] = field(default_factory=dict)
    near: Counter[str] = field(default_factory=Counter)
    near_documents: Counter[str] = field(default_factory=Counter)
    n_tokens: int = 0
    n_near_tokens: int = 0
    n_documents: int = 0


def tokens(document: Document, words: Words, turns: Flags, cut: Cut) -> Iterator[tuple[Span, list[Token]]]:
    """The speech of each turn of the population and its words, in order: Chinese ones as `cut` parts them."""
    for speech, end in document.turn_spans[turns, 1:].tolist():
        latin = zip(
            speech + np.flatnonzero(words.starts[speech:end]),
            speech + 1 + np.flatnonzero(words.ends[speech + 1 : end + 1]),
            strict=True,
        )
        found = [Token(fold(document.text[a:b]), int(a), int(b)) for a, b in latin]
        for low, high in _runs(speech + np.flatnonzero(words.ideographs[speech:end])):
            found += _chinese(document.text, low, high, cut)
        yield (speech, end), sorted(found, key=lambda one: one.start)


def _runs(places: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> Iterator[Span]:
    """Stretches of places that follow each other."""
    if len(places):
        breaks = np.flatnonzero(np.diff(places) > 1) + 1
        for run in np.split(places, breaks):
            yield int(run[0]), int(run[-1]) + 1


def _chinese(text: str, low: int, high: int, cut: Cut) -> Iterator[Token]:
    at = low
    for word in cut(simplified(text[low:high])):
        yield Token(fold(word), at, at + len(word))
        at += len(word)


def tally_words(
    documents: Iterable[Document],
    population: Population,
    cut: Cut,
    *,
    hits: dict[str, Sequence[Span]] | None = None,
    window: int = 5,
) -> Tally:
    """Count the words of some documents; with `hits` (spans by document) also those near them.

    The windows are the `window` words of the same turn on each side of a hit; a word in two of them
    counts once, and the words of hits themselves count nowhere.
    """
    tally = Tally()
    for document in documents:
        words, turns = map_words(document.text, document.hidden), population_turns(document, population)
        seen: set[str] = set()
        near_here: set[str] = set()
        spans = _apart((hits or {}).get(document.id, ()))
        for speech, turn in tokens(document, words, turns, cut):
            kept = [one for one in turn if not _is_in(one, spans)]
            near = _near(speech, kept, spans, window) if spans else set()
            tally.n_tokens += len(kept)
            tally.n_near_tokens += len(near)
            for at, one in enumerate(kept):
                tally.n[one.key] += 1
                tally.forms.setdefault(one.key, Counter())[document.text[one.start : one.end].casefold()] += 1
                seen.add(one.key)
                if at in near:
                    tally.near[one.key] += 1
                    near_here.add(one.key)
        tally.n_documents += bool(seen)
        tally.documents.update(seen)
        tally.near_documents.update(near_here)
    return tally


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Stretches that cover what some spans cover, sorted and apart."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _is_in(token: Token, apart: Sequence[Span]) -> bool:
    """Whether a word shares a character with a hit."""
    at = bisect_left(apart, (token.end, -1)) - 1
    return at >= 0 and token.start < apart[at][1]


def _near(speech: Span, kept: Sequence[Token], spans: Sequence[Span], window: int) -> set[int]:
    """The places in `kept` of the words within the window on either side of a hit in this turn."""
    starts, ends = [one.start for one in kept], [one.end for one in kept]
    near: set[int] = set()
    for start, end in spans:
        if speech[0] <= start and end <= speech[1]:
            before, behind = bisect_right(ends, start), bisect_left(starts, end)
            near |= {*range(max(before - window, 0), before), *range(behind, min(behind + window, len(kept)))}
    return near


def written(tally: Tally, key: str) -> str:
    """A word as it is written most often."""
    return min(tally.forms[key].items(), key=lambda pair: (-pair[1], pair[0]))[0]


def frequency_rows(tally: Tally, stop: frozenset[str], least: int) -> list[tuple[str, int, int, float]]:
    """Cells below WORD_COLUMNS, the most frequent first; `per_1000` is of all words, stop words too."""
    rows = [
        (written(tally, key), n, tally.documents[key], 1000 * n / tally.n_tokens)
        for key, n in tally.n.items()
        if key not in stop and n >= least
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def near_rows(
    tally: Tally, stop: frozenset[str], least: int
) -> list[tuple[str, int, int, float, float, float, int]]:
    """Cells below NEAR_COLUMNS, the most surprising first.

    With n1 words in windows, n2 occurrences of the word, n12 of them in windows and N words in all:
    expected = n1 n2 / N; g2 = 2 Σ O ln(O/E) over the 2 × 2 table, negative where there are fewer
    than expected (Dunning 1993, Accurate methods for the statistics of surprise and coincidence);
    npmi = ln(n12 N / (n1 n2)) / -ln(n12 / N) (Bouma 2009).
    """
    n1, n = tally.n_near_tokens, tally.n_tokens
    rows = []
    for key, both in tally.near.items():
        n2 = tally.n[key]
        if key not in stop and both >= least:
            expected = n1 * n2 / n
            signed = g2(both, n1, n2, n) * (1 if both >= expected else -1)
            own = (written(tally, key), both, n2, expected, signed, _npmi(both, n1, n2, n))
            rows.append((*own, tally.near_documents[key]))
    return sorted(rows, key=lambda row: (-row[4], -row[1], row[0]))


def g2(both: int, n1: int, n2: int, n: int) -> float:
    """Log-likelihood ratio of a 2 × 2 table with cell `both`, margins `n1` and `n2`, total `n`."""
    cells = (
        (both, n1, n2),
        (n1 - both, n1, n - n2),
        (n2 - both, n - n1, n2),
        (n - n1 - n2 + both, n - n1, n - n2),
    )
    return 2 * sum(seen * log(seen * n / (row * column)) for seen, row, column in cells if seen > 0)


def _npmi(both: int, n1: int, n2: int, n: int) -> float:
    return log(both * n / (n1 * n2)) / -log(both / n) if both < n else float("nan")
