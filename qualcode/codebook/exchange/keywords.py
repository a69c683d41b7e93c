"""The words in a cell of keywords, as people write them."""

from qualcode.text.patterns import lazy

NOTE = "keywords are parted at 、 , ; | and line breaks; each is a rule of its own"
_MARK = lazy(
    r"\s*(?:[•●○▪·◦‣]\s*|[-*+–—]\s+|[（(]?[0-9]{1,2}[)）]\s*|[0-9]{1,2}[、．]\s*|[0-9]{1,2}\.(?![0-9])\s*"
    r"|[①-⑳]\s*)"
)
"""A bullet or number at the beginning of a line."""
_BETWEEN = lazy(r"[、，,;；|｜\n]+|(?<=[\u3400-\u9fff])\s*[/／]\s*(?=[\u3400-\u9fff])")
_QUOTES = (('"', '"'), ("“", "”"), ("‘", "’"), ("'", "'"), ("「", "」"), ("『", "』"), ("《", "》"))


def keywords(cell: str) -> list[str]:
    """The words, without bullets and numbers of lines and without quotation marks around a word."""
    lines = (_without_mark(line) for line in cell.split("\n"))
    words = (_unquoted(word.strip()) for word in _BETWEEN.split("\n".join(lines)))
    return [word for word in words if word]


def _without_mark(line: str) -> str:
    mark = _MARK.match(line)
    return line[mark.end() :] if mark else line


def _unquoted(word: str) -> str:
    for opening, closing in _QUOTES:
        if len(word) > 1 and word[0] == opening and word[-1] == closing:
            return word[1:-1].strip()
    return word
