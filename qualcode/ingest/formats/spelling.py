"""Lines that were broken by width are put together: with a blank, with nothing, or without a hyphen."""

from collections.abc import Iterable, Sequence

from qualcode.text.patterns import lazy

HYPHEN = "\x02"
"""What stands for a hyphen at the end of a line of a PDF that may belong to the word or not."""
_SOFT = "\u2010"
"""The hyphen that typesetters set where they break a word."""
HYPHENS = f"-{_SOFT}{HYPHEN}"
"""What may stand at the end of a line that goes on."""
_WORD = lazy(r"[^\W\d_]+")
_FIRST_WORD = lazy(r"^[^\W\d_]+")
_LAST_PART = lazy(rf"[^\W\d_]+[{HYPHENS}]$")
_LAST_WORD = lazy(r"[^\W\d_]+$")
_HYPHENATED = lazy(r"[^\W\d_]+-[^\W\d_]+")
_PREFIXES = frozenset("self well ex non all half cross so semi post pre mid co anti e".split())
"""First parts of words that are mostly written with a hyphen."""
_MANY_LINES, _SELDOM = 50, 0.02
"""Where so few of so many lines end with a hyphen, words were not broken: it is their own."""


def is_wide(char: str) -> bool:
    """Whether a character is Chinese, Japanese or a full-width sign: nothing parts it from the next."""
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uff60"
        or "\U00020000" <= char <= "\U0003ffff"
        or char in "“”‘’…—"
    )


class Spelled:
    """How words of a document are spelled, for those that were broken at the end of a line."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.words: set[str] = set()
        self.hyphenated: set[str] = set()
        self.mended: list[str] = []
        lines = broken = n_broken = 0
        for text in texts:
            self.learn(text.lower(), broken=bool(broken))
            broken = text[-1] in HYPHENS
            lines += 1
            n_broken += broken
        self.seldom = lines >= _MANY_LINES and n_broken < _SELDOM * lines

    def learn(self, line: str, *, broken: bool) -> None:
        """Take in the words of a line, but for the halves at its ends; `broken`: so was the line before."""
        whole = _FIRST_WORD.sub("", line) if broken else line
        whole = _LAST_PART.sub("", whole)
        self.words.update(_WORD.findall(whole))
        self.hyphenated.update(_HYPHENATED.findall(whole))

    def joined(self, lines: Sequence[str]) -> str:
        """Lines as one paragraph."""
        text = lines[0]
        for line in lines[1:]:
            text = self.join(text, line)
        return text.replace(HYPHEN, "-")

    def join(self, one: str, after: str) -> str:
        """Two lines: without a blank where Chinese meets anything, without the hyphen of a broken word."""
        left, right = _LAST_WORD.search(one.rstrip(HYPHENS)), _WORD.match(after)
        if one[-1] not in HYPHENS:
            return one + ("" if is_wide(one[-1]) or is_wide(after[0]) else " ") + after
        bare = one[:-1]
        if not left or not right or not bare or not bare[-1].isalpha():
            return f"{bare}-{after}" if bare and bare[-1].isalnum() else f"{one} {after}"
        if self.keeps_hyphen(left[0].lower(), right[0], soft=one[-1] == _SOFT):
            return f"{bare}-{after}"
        self.mended.append(left[0] + right[0])
        return bare + after

    def keeps_hyphen(self, left: str, right: str, *, soft: bool) -> bool:
        """Whether a hyphen at the end of a line belongs to the word: by how it is spelled elsewhere."""
        if f"{left}-{right.lower()}" in self.hyphenated:
            return left + right.lower() not in self.words
        if left + right.lower() in self.words or soft:
            return False
        if self.seldom or right[0].isupper():
            return True
        return left in _PREFIXES or (left in self.words and right.lower() in self.words)
