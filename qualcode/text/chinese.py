"""Chinese words: jieba's segmentation with its own dictionary, in Rust where rjieba can be imported."""

from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from typing import Any, TypeAlias

from qualcode.text.patterns import lazy

DICTIONARY = "7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8"
"""SHA-256 of jieba's dictionary, which rjieba holds too (tests cut with both)."""


_FOREIGN = lazy(r"([^\u4e00-\u9fd5a-zA-Z0-9+#&._%\-])")

Cut: TypeAlias = Callable[[str], list[str]]
"""The words of a text, which joined are the text."""

Tag: TypeAlias = Callable[[str], list[tuple[str, str]]]
"""The words of a text, which joined are the text, each with its part of speech in jieba's letters."""


def segmenter_name() -> str:
    """The package that segments: rjieba, or jieba itself where that is missing."""
    return "rjieba" if find_spec("rjieba") else "jieba"


@cache
def segmenter() -> Cut:
    """What cuts a text into words; loading takes a tenth of a second, with jieba itself nearly one."""
    return _apart(_rust_jieba().cut) if segmenter_name() == "rjieba" else _python_jieba()


def dictionary_sha256() -> str:
    """SHA-256 of the dictionary that `segmenter` goes by."""
    if segmenter_name() == "rjieba":
        return DICTIONARY
    import hashlib

    import jieba

    with jieba.Tokenizer().get_dict_file() as file:
        return hashlib.sha256(file.read()).hexdigest()


@cache
def _rust_jieba() -> Any:
    """What rjieba segments with.

    Only the inner module is imported: the package around it would load the dictionary a second time.
    """
    from importlib import import_module
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    package = find_spec("rjieba")
    spec = PathFinder.find_spec("rjieba.rjieba", package.submodule_search_locations if package else None)
    if spec is None or spec.loader is None:
        return import_module("rjieba").Jieba()
    inner = module_from_spec(spec)
    spec.loader.exec_module(inner)
    return inner.Jieba()


def _apart(cut: Cut) -> Cut:
    """Each character that jieba's dictionary cannot hold as a word of its own, as jieba has it."""

    def cut_apart(text: str) -> list[str]:
        if not _FOREIGN.search(text):
            return cut(text)
        pieces = _FOREIGN.split(text)
        return [word for piece in pieces for word in ([piece] if _FOREIGN.match(piece) else cut(piece))]

    return cut_apart


def _python_jieba() -> Cut:
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
def tagger() -> Tag:
    """What cuts a text into words with their parts of speech, in jieba's letters.

    `nr` is a person, `ns` a place, `nt` an organisation. With jieba itself it takes a hundred times
    as long as with rjieba.
    """
    return _rust_jieba().tag if segmenter_name() == "rjieba" else _python_tagger()


def _python_tagger() -> Tag:
    """A tagger of jieba's own, which leaves the segmentation of others as it is."""
    from jieba import Tokenizer
    from jieba.posseg import POSTokenizer

    own = Tokenizer()
    own.FREQ, own.total = own.gen_pfdict(own.get_dict_file())
    own.initialized = True
    tagging = POSTokenizer(own)
    return lambda text: [(word.word, word.flag) for word in tagging.cut(text)]


def segmenter_with(words: Iterable[str]) -> Cut:
    """A segmenter that knows further words, for lists of words; it takes a second to load.

    It is never asked where a hit cuts through words: words of a codebook would confirm themselves.
    """
    import jieba

    own = jieba.Tokenizer()
    own.FREQ, own.total = own.gen_pfdict(own.get_dict_file())
    own.initialized = True
    for word in words:
        own.add_word(simplified(word))
    return lambda text: list(own.cut(text))


def joining(cut: Cut, words: Iterable[str]) -> Cut:
    """A segmenter by another one, whose words are joined where side by side they are one of `words`.

    The longest comes first, from left to right. It loads no dictionary of its own, is ten times as quick as
    `segmenter_with`, and cuts through no word of the other.
    """
    known = frozenset(map(simplified, words))
    begun = frozenset(word[:end] for word in known for end in range(1, len(word)))

    def cut_joined(text: str) -> list[str]:
        pieces = cut(text)
        found, at = [], 0
        while at < len(pieces):
            joined, best = pieces[at], at + 1
            for end in range(at + 1, len(pieces)):
                if joined not in begun:
                    break
                joined += pieces[end]
                best = end + 1 if joined in known else best
            found.append("".join(pieces[at:best]))
            at = best
        return found

    return cut_joined


@cache
def _simple_forms() -> dict[int, int]:
    from qualcode.text import _simplified

    return str.maketrans(_simplified.FULL, _simplified.SIMPLE)


def simplified(text: str) -> str:
    """Each character in its simplified form, one for one, by OpenCC's table of characters."""
    return text.translate(_simple_forms())
