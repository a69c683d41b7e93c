"""The inflected forms of English words, irregular ones among them, by a table of lookups."""

from collections.abc import Mapping
from functools import lru_cache

from qualcode.rules import _english


def forms(word: str) -> tuple[str, ...]:
    """The other forms of the lemma `word`, in lower case and sorted: leave → leaves, leaving, left.

    Empty where `word` is no lemma of the table: `left` is a form of leave. Each form belongs to
    one lemma, so that `leaves` is a form of leave and not of leaf.
    """
    low = word.lower()
    return tuple(sorted(_form(low, ending) for ending in _endings().get(low, ())))


def _form(lemma: str, ending: str) -> str:
    """`2es` takes two letters off and adds es; an ending without a number is the form itself."""
    return lemma[: len(lemma) - int(ending[0])] + ending[1:] if ending[0].isdigit() else ending


def lemma(form: str) -> str:
    """The lemma of an English word in lower case: itself where the table knows none."""
    low = form.lower()
    return _lemmas().get(low, low)


@lru_cache(maxsize=1)
def _endings() -> Mapping[str, tuple[str, ...]]:
    entries = (entry.partition("=") for entry in _english.SINGLE.split())
    found = {lemma: tuple(written.split(",")) for lemma, _, written in entries}
    for endings, lemmas in _english.RULED.items():
        found |= dict.fromkeys(lemmas.split(), tuple(endings.split(",")))
    return found


@lru_cache(maxsize=1)
def _lemmas() -> Mapping[str, str]:
    return {form: lemma for lemma in _endings() for form in forms(lemma)}
