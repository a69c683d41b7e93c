"""Chinese words of a text with their parts of speech and their places."""

from typing import NamedTuple

from qualcode.text.chinese import Tag, simplified, tagger

PERSON_TAGS = frozenset({"nr", "nrt", "nrfg"})
PROPER_TAGS = PERSON_TAGS | {"ns", "nt", "nz"}


class Token(NamedTuple):
    """A word in simplified characters, where it starts in the text, and its tag of jieba's."""

    start: int
    text: str
    tag: str

    @property
    def end(self) -> int:
        """Where it ends: characters are simplified one for one."""
        return self.start + len(self.text)


def tokens_of(text: str, tag: Tag | None = None) -> list[Token]:
    """The words of a text; `tag` takes the place of jieba's own instance."""
    tokens, at = [], 0
    for word, kind in (tag or tagger())(simplified(text)):
        tokens.append(Token(at, word, kind))
        at += len(word)
    return tokens
