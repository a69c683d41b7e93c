"""Tokens as spaCy's patterns see them: English by its tokenizer, Chinese by jieba."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.text.chinese import Cut, segmenter_with, simplified
from qualcode.text.key import fold, plain_forms
from qualcode.text.patterns import lazy

if TYPE_CHECKING:
    from spacy.language import Language

LONGEST = 200
"""Characters without a blank that spaCy is given together: a row of brackets takes it quadratic time."""
LONGEST_CHINESE = 1000
"""Han characters in a row that jieba is given together: characters of no word take it quadratic time."""
_SIGN = "\u3001-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_SIGNS = lazy(f"[{_SIGN}]")
_RUN = lazy(r"h+|s|o+")
_ENDLESS = lazy(rf"\S{{{LONGEST + 1}}}")
_ALL = lazy(r"(?s).+")
_STRETCH = lazy(rf"\S{{1,{LONGEST}}}")


class Token(NamedTuple):
    """A token: its place in a text, and its NORM where the tokenizer has one of its own (n't: not)."""

    start: int
    end: int
    norm: str = ""


class Tokenizer:
    """Cuts texts into tokens; Chinese `words` are told to jieba, which is loaded when it is needed."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        self._words = tuple(words)

    @cached_property
    def english(self) -> "Language":
        """spaCy's English pipeline without a model: its tokenizer, and a vocabulary for both languages.

        LOWER and NORM are folded there as terms are; stop words and numerals are English and Chinese.
        """
        from spacy.attrs import IS_STOP, LIKE_NUM, LOWER, NORM
        from spacy.lang.en import English
        from spacy.lang.zh import Chinese
        from spacy.vocab import create_vocab

        vocab: Any = create_vocab("en", English.Defaults)
        known, chinese = vocab.lex_attr_getters, Chinese.Defaults
        stops: set[str] = chinese.stop_words
        numeral: Any = chinese.lex_attr_getters[LIKE_NUM]
        vocab.lex_attr_getters = {
            **known,
            LOWER: fold,
            NORM: fold,
            IS_STOP: lambda text: known[IS_STOP](text) or text in stops,
            LIKE_NUM: lambda text: known[LIKE_NUM](text) or numeral(text),
        }
        return English(vocab)

    @cached_property
    def _chinese(self) -> Cut:
        return segmenter_with(self._words)

    def cut(self, text: str, ideographs: Sequence[bool]) -> list[Token]:
        """The tokens of a text without zero-width characters; white space is none.

        `ideographs` says of each character whether it is Han or kana: runs of these are cut by jieba.
        A full-width or Chinese sign is a token by itself.
        """
        signs = {match.start() for match in _SIGNS.finditer(text)}
        kinds = "".join("h" if han else "s" if at in signs else "o" for at, han in enumerate(ideographs))
        plain = plain_forms(text)
        cuts = {"h": self._cut_chinese, "o": self._cut_english, "s": _whole}
        return [
            Token(run.start() + start, run.start() + end, norm)
            for run in _RUN.finditer(kinds)
            for start, end, norm in cuts[run[0][0]](plain[run.start() : run.end()])
        ]

    def _cut_chinese(self, text: str) -> Iterator[Token]:
        plain, at = simplified(text), 0
        stretches = (
            plain[start : start + LONGEST_CHINESE] for start in range(0, len(plain), LONGEST_CHINESE)
        )
        for word in (word for stretch in stretches for word in self._chinese(stretch)):
            yield Token(at, at + len(word))
            at += len(word)

    def _cut_english(self, text: str) -> Iterator[Token]:
        stretches = _STRETCH if _ENDLESS.search(text) else _ALL
        for stretch in stretches.finditer(text):
            for token in self.english.tokenizer(stretch[0]):
                if not token.is_space:
                    start = stretch.start() + token.idx
                    norm = "" if token.norm == token.lower else token.norm_
                    yield Token(start, start + len(token), norm)


def _whole(text: str) -> Iterator[Token]:
    yield Token(0, len(text))
