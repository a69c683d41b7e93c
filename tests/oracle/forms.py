"""The oracle's own inflected forms: straight from the lookup table that the program's is made of.

No word of the oracle's vocabulary has a form that the program's table mends or shares.
"""

import gzip
import json
import unicodedata
from functools import cache
from importlib.resources import files

from tests.oracle.letters import is_han
from tests.oracle.reader import Node
from tests.oracle.terms import is_literal

FRAGMENTS = ("ai", "ca", "nt", "re", "sha", "ve", "wo", "ya", "wot", "tis", "ll")
"""Forms of the table that are slips of speech or parts of contractions."""


@cache
def table() -> dict[str, list[str]]:
    """Lemma to its other forms, all in lower case."""
    place = files("spacy_lookups_data") / "data" / "en_lemma_lookup.json.gz"
    forms: dict[str, list[str]] = {}
    for form, lemma in json.loads(gzip.decompress(place.read_bytes())).items():
        form, lemma = form.lower().rstrip("."), lemma.lower()
        words = all(part.isalpha() for part in f"{form}-{lemma}".replace("'", "-").split("-"))
        if words and len(form) > 1 and len(lemma) > 1 and form not in FRAGMENTS and form != lemma:
            forms.setdefault(lemma, []).append(form)
    return forms


def alternatives_of(term: Node, inflections: bool) -> list[str]:
    """What a term stands for: its alternatives, with their forms where it is read so."""
    _, alternatives, exact, lemma = term
    if not lemma and (exact or not inflections):
        return list(alternatives)
    formed = [with_forms(each) if is_literal(each) else [each] for each in alternatives]
    return list(dict.fromkeys(form for forms in formed for form in forms))


def is_letter(char: str) -> bool:
    """Whether a word that is not Chinese may hold the character."""
    return unicodedata.category(char)[0] == "L" and not is_han(char)


def with_forms(term: str) -> list[str]:
    """The term, and the term with each other form of its last word."""
    text = term.rstrip()
    word = last_word(text)
    low = unicodedata.normalize("NFKC", word).lower().replace("’", "'")
    tails = ["-".join(low.split("-")[at:]) for at in range(low.count("-") + 1)]
    tail = next((tail for tail in tails if tail in table()), "")
    if not tail:
        return [term]
    head, written = text[: len(text) - len(tail)], text[len(text) - len(tail) :]
    return [term, *(head + like(form, written) for form in table()[tail])]


def last_word(text: str) -> str:
    """The letters at the end, with apostrophes and hyphens between them, unless a digit stands before."""
    at = len(text)
    while at and (
        is_letter(text[at - 1])
        or (text[at - 1] in "-'’" and at < len(text) and is_letter(text[at - 2 : at - 1] or " "))
    ):
        at -= 1
    before = text[at - 1 : at]
    return "" if before and before.isalnum() and not is_han(before) else text[at:]


def like(form: str, written: str) -> str:
    """The form with the capitals of the word as it is written."""
    if len(written) > 1 and written.isupper():
        return form.upper()
    return form[0].upper() + form[1:] if written[0].isupper() else form
