"""The inflected forms of English words, irregular ones among them, by a table of lookups."""

from collections.abc import Mapping
from functools import lru_cache

from qualcode.rules import _english
from qualcode.text.patterns import lazy

_EACH = "\\u3005-\\u3007\\u3041-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\U00020000-\\U0003ffff"
"""Han and kana: each character is a word of its own."""
_LETTER = rf"[^\W\d_{_EACH}]"
_LAST_WORD = lazy(rf"(?<![^\W_{_EACH}])({_LETTER}+(?:[-'’]{_LETTER}+)*)\s*$")


def forms(word: str) -> tuple[str, ...]:
    """The other forms of the lemma `word`, in lower case and sorted: leave → leaves, leaving, left.

    Empty where `word` is no lemma of the table: `left` is a form of leave. A few forms belong to two
    lemmas, `leaves` to leave and leaf; all others to one.
    """
    low = word.lower()
    return tuple(sorted((*_own(low), *_shared().get(low, ()))))


def _own(low: str) -> tuple[str, ...]:
    """The forms of a word that have it for their lemma."""
    return tuple(_form(low, ending) for ending in _endings().get(low, ()))


def _form(lemma: str, ending: str) -> str:
    """`2es` takes two letters off and adds es; an ending without a number is the form itself."""
    return lemma[: len(lemma) - int(ending[0])] + ending[1:] if ending[0].isdigit() else ending


def inflect(text: str) -> tuple[str, ...]:
    """`text` and the texts that have another form of its last word there: a capable person, persons."""
    found = _LAST_WORD.search(text)
    if not found:
        return (text,)
    word = found[1]
    while not (others := forms(word)) and "-" in word:
        word = word.partition("-")[2]
    head = text[: found.end(1) - len(word)]
    return (text, *(head + _cased(form, word) for form in others))


def _cased(form: str, word: str) -> str:
    """`form` in capitals where `word` is, which only `exact:` asks about."""
    if len(word) > 1 and word.isupper():
        return form.upper()
    return form[0].upper() + form[1:] if word[0].isupper() else form


def lemma(form: str) -> str:
    """The lemma of an English word in lower case: itself where the table knows none.

    Of two it is the more usual one: leave for `leaves`, good for `better`.
    """
    low = form.lower()
    return _lemmas().get(low, low)


def known_words() -> frozenset[str]:
    """All words of the table, lemmas and forms, in lower case."""
    return frozenset((*_endings(), *_lemmas(), *_shared()))


@lru_cache(maxsize=1)
def _endings() -> Mapping[str, tuple[str, ...]]:
    found = _written(_english.SINGLE)
    for endings, lemmas in _english.RULED.items():
        found |= dict.fromkeys(lemmas.split(), tuple(endings.split(",")))
    return found


@lru_cache(maxsize=1)
def _shared() -> Mapping[str, tuple[str, ...]]:
    return _written(_english.SHARED)


def _written(table: str) -> dict[str, tuple[str, ...]]:
    """`hold=held,holding` and so on, with blanks between."""
    entries = (entry.partition("=") for entry in table.split())
    return {lemma: tuple(forms.split(",")) for lemma, _, forms in entries}


@lru_cache(maxsize=1)
def _lemmas() -> Mapping[str, str]:
    return {form: lemma for lemma in _endings() for form in _own(lemma)}
