"""One passage that stands for all passages of a code: chosen by rule, so that everybody gets the same."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from qualcode.codebook.model import Code
from qualcode.terms import SEPARATOR
from qualcode.text.patterns import lazy

LONGEST = {"zh": 160, "en": 320}
"""Characters of a quote; of a longer passage what is around its evidence is quoted."""
_SPAN = lazy(r"\[(\d+):(\d+)\](?= \|\| |$)")


class Quote(NamedTuple):
    """A quoted text: document, role and label of who says it, or that it is the codebook's own example.

    `citation` is the same as `qualcode quotes` writes it, in brackets.
    """

    text: str
    document: str = ""
    role: str = ""
    is_own: bool = False
    speaker: str = ""
    citation: str = ""

    def source(self, language: str) -> str:
        """Who said it, and where, in brackets; empty where nothing is known."""
        told = dict.fromkeys(filter(None, (self.document, self.speaker, self.role)))
        opening, comma, closing = ("（", "，", "）") if language == "zh" else ("(", ", ", ")")
        return self.citation or f"{opening}{comma.join(told)}{closing}" * bool(told)


def typical(codings: Sequence[Mapping[str, str]], *, language: str) -> Quote | None:
    """The most telling passage among those of middling length; None where there is none.

    For want of the transcripts: with them `qualcode.project.quotes.best` chooses.

    Passages whose evidence is negated as most of the code's is come first; of these the middle half by
    length; of these the one with most pieces of evidence, then nearest to the median length, then first.
    """
    if not codings:
        return None
    usual = Counter(row["negated"] for row in codings)
    most = max(usual, key=lambda value: (usual[value], value == "no"))
    same = [row for row in codings if row["negated"] == most]
    lengths = sorted(len(row["text"]) for row in same)
    low, median, high = (lengths[len(lengths) * part // 4] for part in (1, 2, 3))
    among = [row for row in same if low <= len(row["text"]) <= high]
    best = max(among, key=lambda row: (_n_evidence(row), -abs(len(row["text"]) - median)))
    text = _shortened(best, LONGEST[language])
    return Quote(text, best["document"], best["role"], speaker=best["speaker"])


def evidence_spans(evidence: str) -> list[tuple[int, int]]:
    """The places in a field of evidence (`text[start:end] || …`)."""
    return [(int(start), int(end)) for start, end in _SPAN.findall(evidence)]


def spans_of(evidence: str) -> list[tuple[int, int]]:
    """The spans in a field `evidence` of `codings.csv`."""
    return [(int(low), int(high)) for low, high in _SPAN.findall(evidence)]


def _n_evidence(row: Mapping[str, str]) -> int:
    return len(row["evidence"].split(SEPARATOR)) if row["evidence"] else 0


def _shortened(row: Mapping[str, str], longest: int) -> str:
    """The text on one line; of a long one the part around its first evidence."""
    span = _SPAN.search(row["evidence"])
    middle = (int(span[1]) + int(span[2])) // 2 - int(row["start"]) if span else 0
    return shortened(row["text"], middle, longest)


def shortened(text: str, middle: int, longest: int) -> str:
    """A text on one line; of one with more characters than `longest` the part around its place `middle`."""
    if len(text) > longest:
        begin = max(0, min(middle - longest // 2, len(text) - longest))
        end = begin + longest
        text = f"{'…' * (begin > 0)}{text[begin:end].strip()}{'…' * (end < len(text))}"
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()


def example_of(code: Code) -> Quote | None:
    """The first example that the codebook itself gives."""
    return Quote(" ".join(code.examples[0].text.split()), is_own=True) if code.examples else None
