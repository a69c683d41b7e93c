"""Who asks and who answers: roles inferred from labels."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from qualcode.ingest.dividing.labels import read_head
from qualcode.ingest.dividing.look_han import CODE, NOUN, NUMBER, PERSON, is_plain, look_name, look_title
from qualcode.ingest.dividing.words import HOST_WORDS, INTERVIEWER_WORDS, PARTICIPANT_WORDS
from qualcode.terms import INTERVIEWER, PARTICIPANT
from qualcode.text.key import fold
from qualcode.text.patterns import lazy

_CODED = lazy(rf"(?:{NUMBER})$")
MOST_WITH_HOST = 3
"""A host asks the questions where no more than this many people speak."""


def infer_roles(labels: Iterable[str]) -> dict[str, str]:
    """The role of each label of one document: `interviewer` or `participant`.

    A host or chair is an interviewer only beside labels that name those who answer, or
    where at most three people speak: in a meeting the chair is one of many.
    """
    names = list(labels)
    asked = any(_is_one_of(name, PARTICIPANT_WORDS) or _is_code(name) for name in names)
    hosts = HOST_WORDS if asked or len(names) <= MOST_WITH_HOST else frozenset()
    words = INTERVIEWER_WORDS | hosts
    return {name: INTERVIEWER if _is_one_of(name, words) else PARTICIPANT for name in names}


def given_role(role: str) -> str:
    """A role as a person wrote it; the words of the field (访谈者, 受访者) are read as ours."""
    folded = fold(role)
    if folded in INTERVIEWER_WORDS and len(folded) > 1:
        return INTERVIEWER
    if folded in PARTICIPANT_WORDS and len(folded) > 1:
        return PARTICIPANT
    return role.strip()


def named_interviewer(header: Mapping[str, str]) -> str:
    """The interviewer's name as the header block gives it, or nothing."""
    return next(
        (value for field, value in header.items() if _is_one_of(field, INTERVIEWER_WORDS) and value), ""
    )


def _is_code(label: str) -> bool:
    """居民A, 居民-03, JM03, Resident 2: a participant's code, as researchers give them."""
    head = read_head(label)
    return (
        head is not None and (head.kind == CODE or head.kind == PERSON) and bool(_CODED.search(fold(label)))
    )


@lru_cache(maxsize=1 << 14)
def _is_one_of(label: str, words: frozenset[str]) -> bool:
    """Whether a label is one of `words`, alone, with a number, or before a name."""
    folded = fold(label)
    if is_plain(folded, words):
        return True
    return any(len(word) > 1 and _names_after(folded, word) for word in words)


def _names_after(folded: str, word: str) -> bool:
    """主持人王芳, interviewer wang: the word and then a name."""
    rest = folded.removeprefix(word)
    if rest == folded or not rest:
        return False
    if word.isascii():
        return rest[0] in " -_·"
    rest = rest.lstrip(" -_·")
    look = (look_title(rest) or look_name(rest)) if rest else None
    return look is not None and look[0] != NOUN
