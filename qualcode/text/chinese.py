"""Chinese words: jieba's segmentation with its own dictionary, in Rust where rjieba can be imported."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

DICTIONARY = "7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8"
"""SHA-256 of jieba's dictionary, which rjieba holds too (tests cut with both)."""


class Segmenter(NamedTuple):
    """`name` is that of the package; `cut` gives the words of a text, which joined are the text."""

    name: str
    cut: Callable[[str], list[str]]


@cache
def segmenter() -> Segmenter:
    """The one that is there; loading takes a tenth of a second, with jieba itself nearly one."""
    try:
        import rjieba
    except ImportError:
        return Segmenter("jieba", _python_jieba())
    return Segmenter("rjieba", rjieba.Jieba().cut)


def _python_jieba() -> Callable[[str], list[str]]:
    """A segmenter of jieba's own that writes no cache file."""
    import jieba

    own = jieba.Tokenizer()
    own.FREQ, own.total = own.gen_pfdict(own.get_dict_file())
    own.initialized = True

    def cut(text: str) -> list[str]:
        words: list[str] = own.lcut(text)
        return words

    return cut


@cache
def _simple_forms() -> dict[int, int]:
    from qualcode.text import _simplified

    return str.maketrans(_simplified.FULL, _simplified.SIMPLE)


def simplified(text: str) -> str:
    """Each character in its simplified form, one for one, by OpenCC's table of characters."""
    return text.translate(_simple_forms())
