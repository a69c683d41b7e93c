"""The oracle's own judgement of negation: one hit at a time, from the text of the design.

The lists below are typed from the design. A *part* is the speech of one turn within a unit:
(start, end, turn). A *stretch* is what lies between two signs of a part; list words are read
in a stretch from left to right, and those that end a clause cut it into clauses.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from unicodedata import category

from tests.oracle.hits import Span, at_word_edges
from tests.oracle.letters import BARRIER, ZERO_WIDTH, Piece, fold_char, fold_text, is_han
from tests.oracle.plain import Edit, PlainNegation, PlainText, Words

BEFORE = (
    *"不 没 没有 未 未曾 尚未 从未 从不 从来没有 从来不 无 毫无 并无 并非 绝非 而非 不再 绝不 不是".split(),
    *"谈不上 说不上 难以 很难 更难 缺乏 缺少 不够 不大 以免".split(),
    *"no not cannot n't never nobody nothing none nowhere without hardly scarcely barely nor neither".split(),
    *("lack of", "lacks"),
)
AFTER = (
    *"没有 没了 不强 不高 不够 不足 不大 不多 谈不上 说不上 不存在".split(),
    *(
        f"{verb} {what}"
        for verb, what in product("is are was were".split(), "lacking missing absent".split())
    ),
)
HARMLESS = (
    *"特别 分别 个别 区别 差别 性别 级别 类别 识别 别人 别的 非常 非营利 非政府 非正式 除非".split(),
    *"未来 未成年 无论 无偿 无私 无形 无障碍 无疑 不仅 不但 不光 不只 不单 不过 不断 不少 不错 不同".split(),
    *"不管 不论 不然 不久 不得不 不能不 不得已 不可或缺 不好意思 差不多 对不起 没错 没事 没问题".split(),
    *(
        "没关系",
        "没想到",
        "说不定",
        "不是只有",
        "not only",
        "not just",
        "not merely",
        "no doubt",
        "no wonder",
    ),
)
CLAUSE_ENDS = (
    *"但 但是 可是 然而 不过 而是 反而 却 只是".split(),
    *("but", "though", "however", "whereas"),
)

SIGNS = "，,；;：:。！？.!?…—()[]{}【】〔〕〈〉《》"
PARTICLES = "了的啊呢吧"
CLOSING_QUOTES = "”’」』\"'"
REPEATED_AROUND = "不没"
END_OF_A_WORD = "n't"


@dataclass(frozen=True)
class Lists:
    """The words of each list, folded, and how many words may lie between a negator and a hit."""

    before: frozenset[str]
    after: frozenset[str]
    harmless: frozenset[str]
    clause_ends: frozenset[str]
    window: int

    def roles(self, word: str) -> frozenset[str]:
        """The lists that hold a word."""
        return frozenset(
            name for name in ("before", "after", "harmless", "clause_ends") if word in getattr(self, name)
        )

    @cached_property
    def by_first(self) -> dict[str, list[str]]:
        """All words of all lists by their first character."""
        words: dict[str, list[str]] = {}
        for word in self.before | self.after | self.harmless | self.clause_ends:
            words.setdefault(word[0], []).append(word)
        return words


@dataclass(frozen=True)
class Found:
    """A list word where it stands, or X不X (which has no role)."""

    start: int
    end: int
    roles: frozenset[str]


@cache
def lists_of(plain: PlainNegation) -> Lists:
    """The lists as a codebook sets them."""
    return Lists(
        _changed(BEFORE, plain.before),
        _changed(AFTER, plain.after),
        _changed(HARMLESS, plain.harmless),
        _changed(CLAUSE_ENDS, plain.clause_ends),
        plain.window,
    )


def _changed(built_in: Sequence[str], words: Words) -> frozenset[str]:
    if not isinstance(words, Edit):
        return _folded(words)
    return _folded(built_in) - _folded(words.drop) | _folded(words.add)


def _folded(words: Sequence[str]) -> frozenset[str]:
    return frozenset(fold_text(word) for word in words)


def is_negated(
    document: PlainText, pieces: Sequence[Piece], part: tuple[int, int, int], span: Span, lists: Lists
) -> bool:
    """Whether an odd number of negators stands in the scope of the hit `span`."""
    own = [piece for piece in pieces if piece.turn == part[2]]
    before = _before(document, own, part, span, lists)
    after = _after(document, own, part, span, lists)
    return len(before | after) % 2 == 1


def value(flags: Sequence[bool]) -> str:
    """What the codings say of the evidence of one coding: yes, no, partly; nothing where it has none."""
    if not flags:
        return ""
    return {(True,): "yes", (False,): "no"}.get(tuple(set(flags)), "partly")


def _before(
    document: PlainText, pieces: Sequence[Piece], part: tuple[int, int, int], span: Span, lists: Lists
) -> set[Found]:
    """Negators that begin before the hit, in the clause of its first character."""
    first = span[0]
    stretch = _stretch(document, part, first)
    words = _words(pieces, stretch, lists)
    opened = max([stretch[0], *(at for at in _cuts(words) if at <= first)])
    return {
        word
        for word in words
        if "before" in word.roles
        and opened <= word.start < first
        and _between(pieces, word.end, first) <= lists.window
    }


def _after(
    document: PlainText, pieces: Sequence[Piece], part: tuple[int, int, int], span: Span, lists: Lists
) -> set[Found]:
    """Negators that end after the hit and close the clause of its last character."""
    last = span[1] - 1
    stretch = _stretch(document, part, last)
    words = _words(pieces, stretch, lists)
    opened = max([stretch[0], *(at for at in _cuts(words) if at <= last)])
    closed = min([stretch[1], *(at for at in _cuts(words) if at > last)])
    return {
        word
        for word in words
        if "after" in word.roles
        and opened <= word.start < closed
        and word.end > span[1]
        and _between(pieces, span[1], word.start) <= lists.window
        and _closes(document, word.end, closed)
    }


def _cuts(words: Sequence[Found]) -> list[int]:
    return [word.start for word in words if "clause_ends" in word.roles]


def _between(pieces: Sequence[Piece], start: int, end: int) -> int:
    """How many words lie between two places."""
    return sum(start <= a and b <= end for piece in pieces for a, b in piece.tokens)


def _closes(document: PlainText, start: int, end: int) -> bool:
    """Whether nothing but particles, blanks, remarks and closing quotes stands between two places."""
    return all(
        char in ZERO_WIDTH or char.isspace() or char in CLOSING_QUOTES or fold_char(char, False) in PARTICLES
        for char, _ in _outside_remarks(document, start, end)
        if char != BARRIER
    )


# Clauses


def _outside_remarks(document: PlainText, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Characters and their places, with a barrier in place of each remark; what has no width is left out."""
    for place in range(start, end):
        remark = next((one for one in document.asides if one[0] <= place < one[1]), None)
        if remark is not None:
            yield from [(BARRIER, place)] if place == max(start, remark[0]) else []
        elif document.text[place] not in ZERO_WIDTH:
            yield document.text[place], place


def _stretch(document: PlainText, part: tuple[int, int, int], place: int) -> Span:
    """The stretch between two signs that holds a place; a sign belongs to what it ends."""
    signs = _signs(document, part)
    start = max([part[0], *(at + 1 for at in signs if at < place)])
    return start, min([part[1], *(at for at in signs if at >= place)])


def _signs(document: PlainText, part: tuple[int, int, int]) -> list[int]:
    """Places whose character ends a clause."""
    found = list(_outside_remarks(document, part[0], part[1]))
    chars = [char for char, _ in found]
    return [place for at, (_, place) in enumerate(found) if _ends_a_clause(chars, at, document)]


def _ends_a_clause(chars: Sequence[str], at: int, document: PlainText) -> bool:
    if chars[at] == "\n":
        return not document.wrapped or _in_blank_line(chars, at)
    sign = fold_char(chars[at], True)
    if sign not in SIGNS:
        return False
    around = [category(char) for char in (*chars[max(0, at - 1) : at], *chars[at + 1 : at + 2])]
    return not (sign in ".,:" and around == ["Nd", "Nd"])


def _in_blank_line(chars: Sequence[str], at: int) -> bool:
    """Whether the blanks around a line break hold another one."""
    first = last = at
    while first > 0 and chars[first - 1].isspace():
        first -= 1
    while last < len(chars) - 1 and chars[last + 1].isspace():
        last += 1
    return "".join(chars[first : last + 1]).count("\n") > 1


# List words


def _words(pieces: Sequence[Piece], stretch: Span, lists: Lists) -> list[Found]:
    """All list words and X不X of a stretch, read once from left to right; none reaches over a remark."""
    return [word for piece in pieces for word in _words_of_piece(piece, stretch, lists)]


def _words_of_piece(piece: Piece, stretch: Span, lists: Lists) -> Iterator[Found]:
    key = [(char, place) for char, place in piece.key if stretch[0] <= place < stretch[1]]
    at = 0
    while at < len(key):
        repeated, listed = _repeated(key, at), _listed(piece, key, at, lists)
        length = max(repeated, len(listed))
        if length:
            roles = frozenset() if repeated == length else lists.roles(listed)
            yield Found(key[at][1], key[at + length - 1][1] + 1, roles)
        at += max(1, length)


def _listed(piece: Piece, key: Sequence[tuple[str, int]], at: int, lists: Lists) -> str:
    """The longest list word that stands at a place of the key, or nothing."""
    words = lists.by_first.get(key[at][0], [])
    here = "".join(char for char, _ in key[at:]) if words else ""
    standing = [
        word
        for word in words
        if here.startswith(word) and _is_whole(piece, word, (key[at][1], key[at + len(word) - 1][1] + 1))
    ]
    return max(standing, key=len, default="")


def _is_whole(piece: Piece, word: str, span: Span) -> bool:
    return span[1] in piece.finishes if word == END_OF_A_WORD else at_word_edges(piece, span)


def _repeated(key: Sequence[tuple[str, int]], at: int) -> int:
    """The length of X不X or X没X, where X is one or two Han characters, or 0."""
    for size in (2, 1):
        chars = [char for char, _ in key[at : at + 2 * size + 1]]
        x, middle, again = chars[:size], chars[size : size + 1], chars[size + 1 :]
        if len(again) == size and x == again and all(map(is_han, x)) and middle[0] in REPEATED_AROUND:
            return len(chars)
    return 0
