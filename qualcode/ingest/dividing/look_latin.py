"""What the head of a line in Latin (or any other) letters looks like."""

import re

from qualcode.ingest.dividing.look_han import CODE, KNOWN, LETTER, NAME, NOUN, PERSON, PHRASE, STOP, Look
from qualcode.ingest.dividing.words import (
    ADDRESSES,
    KNOWN_WORDS,
    LATIN_NOUN_ENDINGS,
    PARTICLES,
    PERSON_NOUNS,
    STOP_WORDS,
)
from qualcode.text.patterns import lazy

_NEVER = lazy(r"[/\\@=+<>|{}\"“”%…?!\[\]]")
_CODE = lazy(r"[A-Za-z]{1,5}[-_ ]?\d{1,4}[A-Za-z]?(?:[-_]\d{1,4})?")
_INITIALS = lazy(r"[A-Z]{2,4}")
_NUMBERED = lazy(r"(.*?)[-_#]?(\d{0,3})")


def look_latin(name: str, folded: str) -> Look:
    """The look of a head without Han characters; `name` keeps its capitals."""
    words = folded.replace(".", " ").replace(",", " ").split()
    if not words or len(words) > 5 or _NEVER.search(name):
        return None
    for test in (_known, _noun, _code, _name):
        if look := test(name, words):
            return look
    return (PHRASE, 0.0) if len(words) == 1 and len(folded) <= 15 else None


def _known(name: str, words: list[str]) -> Look:
    """Interviewer 1, Speaker B, Unknown Speaker, Interviewer Wang."""
    if len(words) > 3:
        return None
    number = _NUMBERED.fullmatch(words[-1])
    base = [*words[:-1], number[1]] if number and number[1] else words
    if base[0] in KNOWN_WORDS and len(base[0]) > 1:
        tail = name.split()[1:]
        return (KNOWN, 4.0) if all(len(t) <= 3 or t.istitle() or t.isupper() for t in tail) else None
    return (KNOWN, 3.0) if base[-1] in KNOWN_WORDS and len(base[-1]) > 1 else None


def _noun(name: str, words: list[str]) -> Look:
    """Resident 2, Community Worker, Mr. Li, Audience member."""
    if words[0] in ADDRESSES and len(words) > 1 and name.split()[-1][:1].isupper():
        return PERSON, 3.0
    numbered = len(words) > 1 and bool(re.fullmatch(r"[a-z]|\d{1,3}", words[-1]))
    last = words[-2] if numbered else words[-1]
    noun = re.sub(r"[\d#]+$", "", last)
    if noun not in PERSON_NOUNS or len(words) > 4 or words[0] in STOP_WORDS:
        return None
    return (PERSON, 3.0) if numbered or last != noun else (NOUN, 2.0)


def _code(name: str, words: list[str]) -> Look:
    """JM03, P-12, A, WSY; but not Table 1."""
    if len(name) == 1:
        return LETTER, 1.5
    if words[0] in STOP_WORDS:
        return STOP, -2.5
    if _CODE.fullmatch(name):
        letters = re.split(r"[-_ \d]", words[0])[0]
        return (STOP, -2.5) if len(letters) > 1 and letters in STOP_WORDS else (CODE, 2.5)
    return (LETTER, 1.5) if _INITIALS.fullmatch(name) else None


def _name(name: str, words: list[str]) -> Look:
    """Helen Moore, O'Brien, J. Smith, Smith, John."""
    tokens = [token.strip(".,") for token in name.split()]
    capital = [_is_capital(token[:1]) for token in tokens]
    if not capital[0] or not all(c or t.lower() in PARTICLES for c, t in zip(capital, tokens, strict=True)):
        return None
    if any(c.isdigit() for c in name):
        return PHRASE, 0.0
    if (words[-1].endswith(LATIN_NOUN_ENDINGS) and len(words[-1]) > 6) or any(w in STOP_WORDS for w in words):
        return PHRASE, -1.0
    return NAME, {1: 1.5, 2: 2.0, 3: 2.0}.get(len(words), 0.5)


def _is_capital(letter: str) -> bool:
    """Upper case, or a letter of a script that has no case."""
    return letter.isupper() or (letter.isalpha() and letter == letter.swapcase())
