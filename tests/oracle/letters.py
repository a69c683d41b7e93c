"""The oracle's own folding and words, character by character: slow and plain.

A *piece* is a stretch of speech between hidden stretches (labels, remarks, turn ends). No
term and no word reaches over the edge of a piece, so everything here works on one piece.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache

BARRIER = "\0"

ZERO_WIDTH = frozenset(
    chr(point)
    for first, last in [
        (0xAD, 0xAD),
        (0x34F, 0x34F),
        (0x61C, 0x61C),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xE0100, 0xE01EF),
    ]
    for point in range(first, last + 1)
)

# One class a line, the first character stands for the class. Covers the vocabulary of the
# generator and the cases of the tests, no more.
VARIANT_CLASSES = """
区區 领領 导導 书書 记記 党黨 带帶 头頭 组組 织織 参參 与與 众眾衆 员員 会會 亚亞 计計 划畫劃画 了瞭 着著 里裡裏
台臺 尼 见見 国國 后後 复複復覆 义義 务務 对對 们們 这這 么麼 说說 个個 没沒 为為 动動 队隊 长長 响響 号號 邻鄰 业業
无無 从從 来來 绝絕 难難 谈談 够夠 却卻 过過 仅僅 断斷 错錯 论論 关關 类類 级級 别別 识識 题題 问問 偿償 碍礙 强強 营營 愿願
觉覺 归歸 属屬 并並併 单單 时時 现現 还還 认認
""".split()
VARIANTS = {member: group[0] for group in VARIANT_CLASSES for member in group}

# Wildcards stand in a folded term as characters of the private use area.
HAN_ONE, HAN_STAR, LATIN_ONE, LATIN_STAR = "\ue000", "\ue001", "\ue002", "\ue003"

QUOTES = {"‘": "'", "’": "'", "“": '"', "”": '"'}


@cache
def is_han(char: str) -> bool:
    """Whether the character is an ideograph."""
    return char in "々〇〻" or unicodedata.name(char, "").startswith(
        ("CJK UNIFIED", "CJK COMPATIBILITY IDEO")
    )


@cache
def is_kana(char: str) -> bool:
    """Whether the character is Hiragana or Katakana."""
    name = unicodedata.name(char, "")
    return name.startswith(("HIRAGANA", "KATAKANA", "HALFWIDTH KATAKANA"))


@cache
def is_word_letter(char: str) -> bool:
    """Letter, mark or digit of any script but Han and kana."""
    if char in ZERO_WIDTH or is_han(char) or is_kana(char):
        return False
    category = unicodedata.category(char)
    return category[0] in "LM" or category == "Nd"


@cache
def fold_char(char: str, exact: bool) -> str:
    """One character as it is compared: width and quotes always, case and script unless `exact`."""
    if "！" <= char <= "～":
        char = chr(ord(char) - 0xFEE0)
    if char.isspace():
        return char if char == "\n" else " "
    char = QUOTES.get(char, char)
    if exact:
        return char
    lower = char.lower() if len(char.lower()) == 1 else char
    return VARIANTS.get(lower, lower)


def fold_pairs(pairs: list[tuple[str, int]], exact: bool) -> list[tuple[str, int]]:
    """Fold characters that carry their place: zero width vanishes, blanks become one or none."""
    folded = [(fold_char(char, exact), place) for char, place in pairs if char not in ZERO_WIDTH]
    joined: list[tuple[str, int]] = []
    at = 0
    while at < len(folded):
        run = at
        while run < len(folded) and folded[run][0] in " \n":
            run += 1
        if run == at:
            joined.append(folded[at])
            at += 1
            continue
        breaks = sum(char == "\n" for char, _ in folded[at:run])
        joined.append((BARRIER if breaks > 1 else " ", folded[at][1]))
        at = run
    return [pair for i, pair in enumerate(joined) if pair[0] != " " or not _beside_han(joined, i)]


def _beside_han(pairs: list[tuple[str, int]], at: int) -> bool:
    neighbours = pairs[max(0, at - 1) : at] + pairs[at + 1 : at + 2]
    return any(is_han(char) or char in (HAN_ONE, HAN_STAR) for char, _ in neighbours)


def fold_text(text: str, *, exact: bool = False) -> str:
    """A literal text as it is compared, without blanks at its ends."""
    return "".join(char for char, _ in fold_pairs([(c, 0) for c in text], exact)).strip(" ")


@dataclass(frozen=True)
class Piece:
    """A stretch of speech: its keys (folded character, place in the text) and its words.

    `tokens` are spans in the text. `begins`, `finishes`: places where a non-Han word starts
    and where one ends (or a closing 's ends). `inside`: places whose character belongs to a
    non-Han word; `letters`: places of letters, marks and digits, also in a closing 's.
    """

    turn: int
    key: tuple[tuple[str, int], ...]
    exact_key: tuple[tuple[str, int], ...]
    tokens: tuple[tuple[int, int], ...]
    begins: frozenset[int]
    finishes: frozenset[int]
    inside: frozenset[int]
    letters: frozenset[int]

    def key_for(self, exact: bool) -> tuple[tuple[str, int], ...]:
        """The key in which a term is looked for."""
        return self.exact_key if exact else self.key


def cut_piece(text: str, start: int, end: int, turn: int) -> Piece:
    """The piece `text[start:end]`."""
    pairs = [(text[i], i) for i in range(start, end)]
    seen = [(char, place) for char, place in pairs if char not in ZERO_WIDTH]
    closing = _closing(seen)
    runs = _runs(seen, closing)
    tokens = [(seen[run[0]][1], seen[run[-1]][1] + 1) for run in runs]
    ideographs = [(place, place + 1) for char, place in seen if is_han(char) or is_kana(char)]
    loose = {seen[i + 1][1] + 1 for i in closing}
    return Piece(
        turn=turn,
        key=tuple(fold_pairs(pairs, False)),
        exact_key=tuple(fold_pairs(pairs, True)),
        tokens=tuple(sorted(tokens + ideographs)),
        begins=frozenset(token[0] for token in tokens),
        finishes=frozenset(token[1] for token in tokens) | loose,
        inside=frozenset(seen[i][1] for run in runs for i in run),
        letters=frozenset(place for char, place in seen if is_word_letter(char)),
    )


def _closing(seen: list[tuple[str, int]]) -> set[int]:
    """Positions (in `seen`) of the apostrophes of a closing 's."""
    found = set()
    for i in range(1, len(seen) - 1):
        before, after = seen[i - 1][0], seen[i + 2][0] if i + 2 < len(seen) else " "
        follows_word = is_word_letter(before) or is_han(before) or is_kana(before)
        if seen[i][0] in "'’" and follows_word and seen[i + 1][0] in "sS" and not is_word_letter(after):
            found.add(i)
    return found


def _runs(seen: list[tuple[str, int]], closing: set[int]) -> list[list[int]]:
    """The non-Han words as lists of positions in `seen`."""
    taken = closing | {i + 1 for i in closing}
    runs: list[list[int]] = []
    for i, (char, _) in enumerate(seen):
        if i in taken or not (is_word_letter(char) or _inner(seen, i)):
            continue
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _inner(seen: list[tuple[str, int]], i: int) -> bool:
    """An apostrophe between two letters, a point or comma between two digits."""
    if not 0 < i < len(seen) - 1:
        return False
    before, char, after = seen[i - 1][0], seen[i][0], seen[i + 1][0]
    letters = all(is_word_letter(c) and unicodedata.category(c) != "Nd" for c in (before, after))
    digits = all(unicodedata.category(c) == "Nd" for c in (before, after))
    return (char in "'’" and letters) or (char in ".,．" and digits)
