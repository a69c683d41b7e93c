"""The words of a codebook as they are written."""

from collections.abc import Iterator

from qualcode.codebook.model import Code, Codebook
from qualcode.rules.expand import alternatives
from qualcode.rules.forms import inflect
from qualcode.rules.patterns import TEXTS, steps, words
from qualcode.rules.syntax import PLAIN, Literal, Pattern, Reading, phrases
from qualcode.text.key import fold, fold_exact


def literal_terms(code: Code, above: Reading) -> Iterator[tuple[str, str]]:
    """The literal terms of a code: folded, and as they are written."""
    found = (one for rule in code.rules for one in phrases(rule, above))
    for phrase, reading in found:
        for parts in alternatives(phrase.parts):
            written = "".join(part.text for part in parts if isinstance(part, Literal))
            if all(isinstance(part, Literal) for part in parts):
                for form in inflect(written) if reading.inflected else (written,):
                    yield fold(form), form


def chinese_words(codebook: Codebook) -> tuple[str, ...]:
    """The Chinese literal terms of a codebook and the Chinese words of its patterns, sorted."""
    found = {written for code in codebook.codes for _, written in literal_terms(code, PLAIN)}
    for rule in (rule for code in codebook.codes for rule in code.rules if isinstance(rule, Pattern)):
        found |= {word for step in steps(rule) for word in words(step.spec, *TEXTS)}
    plain = {fold_exact(word) for word in found}
    return tuple(sorted(word for word in plain if len(word) > 1 and not word.isascii() and " " not in word))
