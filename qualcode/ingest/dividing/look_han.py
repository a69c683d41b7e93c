"""What the head of a line in Han characters looks like; all heads come in folded."""

from collections.abc import Collection

from qualcode.ingest.dividing.words import (
    DOUBLE_SURNAMES,
    KNOWN_WORDS,
    NAME_ENDINGS_RARE,
    ODD_LABELS,
    PERSON_ENDINGS,
    SHORT_TITLES,
    STOP_WORDS,
    SURNAMES,
    THING_ENDINGS,
    TITLES,
    TOPIC_ENDINGS,
)
from qualcode.text.key import fold
from qualcode.text.patterns import lazy

KNOWN, PERSON, CODE, NOUN, NAME, LETTER, PHRASE, STOP = (
    "known",
    "person",
    "code",
    "noun",
    "name",
    "letter",
    "phrase",
    "stop",
)
"""Kinds of heads: a word made for speakers; somebody with a title; a participant's code; a noun
for people; a name; one letter; anything else that is short; a word that is hardly ever a speaker."""

Look = tuple[str, float] | None
"""Kind and weight of a head, or None where it can be no speaker."""

NUMBERS = fold("一二三四五六七八九十")
NUMBER = rf"[a-z]|\d{{1,3}}|[{NUMBERS}{fold('甲乙丙丁戊己庚辛')}]|[①-⑳]"
_WITH_NUMBER = lazy(rf"(.+?)[ \-_#·.]*({NUMBER})")


_HAN_RANGES = (
    ("\u3400", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
    ("々", "々"),
    ("〇", "〇"),
)


def is_han(text: str) -> bool:
    """Whether all of a text is Han characters; a pattern of these ranges is slow to compile."""
    return all(any(first <= character <= last for first, last in _HAN_RANGES) for character in text)


def has_han(text: str) -> bool:
    """Whether a Han character stands anywhere in a text."""
    return not text.isascii() and any(map(is_han, text))


def _one_of(characters: str) -> str:
    return f"[{fold(characters)}]"


def _ends(words: str) -> str:
    return "|".join(map(fold, words.split()))


_NEVER_ENDS = (
    "的话 如下 包括 例如 比如 认为 觉得 表示 指出 所说 来说 而言 反映 反馈 介绍 回忆 强调 提到 谈到 说到 "
    "讲到 谈道 说道 问道 答道 写道 解释 告诉 透露 坦言 感慨 提出 发现 回应 表达"
)
_NEVER = lazy(
    rf"[{NUMBERS}]+{_one_of('、.是要来')}|{fold('其')}{_one_of('一二三四次他中余实')}|\([{NUMBERS}\d]+\)|[①-⑳]"
    r"|.*[,。/\\@=+<>|{}\"'‘’“”「」『』《》〈〉【】\[\]%…]"
    rf"|.*(?:{_ends(_NEVER_ENDS)})$"
)
_FUNCTION = lazy(_one_of("的了是不我你您他她它这那吗呢吧啊们么"))
_LOOSE_FUNCTION = lazy(_one_of("在有没就也都还又很把被给对从让和与及或而但若如虽嗯哪怎什"))
_SAYS = lazy(rf".{{2,}}{_one_of('说讲')}|.{fold('某')}[^{fold('某')}]")
_MASKED = lazy(rf"[{fold('某')}x×*○〇]{{1,3}}")
_SPEAKS, _ASKS = frozenset(fold("说讲")), frozenset(fold("问道答叫"))
_SMALL, _DEAR = frozenset(fold("小老大")), fold("阿")
_LONG_TITLES = tuple(sorted((title for title in TITLES if len(title) > 1), key=lambda t: (-len(t), t)))


def look_han(folded: str) -> Look:
    """The look of a head that holds Han characters."""
    if _NEVER.match(folded) or len(folded) > 16:
        return None
    if folded in ODD_LABELS:
        return LETTER, 1.5
    for test in (_known_compound, _numbered, look_title, look_name):
        if look := test(folded):
            return look
    return _look_phrase(folded)


def _look_phrase(folded: str) -> Look:
    if _FUNCTION.search(folded) or _LOOSE_FUNCTION.search(folded) or len(folded) > 12 or _quotes(folded):
        return None
    if folded.endswith(PERSON_ENDINGS) and 2 <= len(folded) <= 10:
        return NOUN, 1.5
    length = 0.0 if len(folded) <= 4 else -0.5 if len(folded) <= 8 else -2.0
    return PHRASE, length - (1.5 if folded.endswith(TOPIC_ENDINGS) else 0.0)


def _quotes(folded: str) -> bool:
    """王主任说, 小李问: somebody is quoted."""
    if folded[-1] in _SPEAKS:
        return True
    return folded[-1] in _ASKS and bool(look_title(folded[:-1]) or look_name(folded[:-1]))


def _known_compound(folded: str) -> Look:
    """A known word with a number, letter or name after it: 受访者01, 访谈员A, 主持人王芳."""
    numbered = _WITH_NUMBER.fullmatch(folded)
    if numbered and len(numbered[1]) > 1 and numbered[1] in KNOWN_WORDS:
        return KNOWN, 4.0
    for length in range(min(len(folded) - 1, 14), 1, -1):
        if folded[:length] in KNOWN_WORDS:
            rest = folded[length:].lstrip(" -_·")
            return (KNOWN, 3.5) if rest and (look_title(rest) or look_name(rest)) else None
    return None


def _numbered(folded: str) -> Look:
    """居民A, 居民-03, 店主乙; but not 表1, 方案A."""
    match = _WITH_NUMBER.fullmatch(folded)
    if not match or not has_han(match[1]):
        return None
    base = match[1]
    if len(base) > 1 and (base in TITLES or base.endswith((*PERSON_ENDINGS, *_LONG_TITLES))):
        return PERSON, 3.0
    if is_han(match[2][0]):
        return None
    if (
        base in STOP_WORDS
        or base[-1] in THING_ENDINGS
        or base.endswith(TOPIC_ENDINGS)
        or _FUNCTION.search(base)
    ):
        return STOP, -2.5
    return CODE, 1.5 if len(base) <= 4 else 0.0


def look_title(folded: str) -> Look:
    """王主任, 李阿姨, 社区书记, 王总, 李姐."""
    if folded in TITLES:
        return NOUN, 2.0
    for title in _LONG_TITLES:
        if folded.endswith(title):
            return _before_title(folded[: -len(title)])
    if len(folded) == 2 and folded[-1] in SHORT_TITLES and folded[0] in SURNAMES:
        return PERSON, 2.5
    return None


def _before_title(before: str) -> Look:
    if _is_nickname(before) or (_surname_length(before) and len(before) <= 4):
        return PERSON, 3.0
    if _FUNCTION.search(before) or _LOOSE_FUNCTION.search(before) or len(before) > 8:
        return None
    return NOUN, 2.0


def _is_nickname(folded: str) -> bool:
    """小王, 老李, 大刘; 阿强."""
    return len(folded) == 2 and (folded[0] == _DEAR or (folded[0] in _SMALL and folded[1] in SURNAMES))


def _surname_length(folded: str) -> int:
    if folded[:2] in DOUBLE_SURNAMES:
        return 2
    return 1 if folded[:1] in SURNAMES else 0


def look_name(folded: str) -> Look:
    """A name by its surname: 王某, 李晓梅, 欧阳锋; also one surname alone, and 小王."""
    if _is_nickname(folded):
        return NAME, 2.0
    length = _surname_length(folded)
    if not length or len(folded) > length + 3 or _FUNCTION.search(folded) or _SAYS.fullmatch(folded):
        return None
    given = folded[length:]
    if not given:
        return LETTER, 1.5
    if _MASKED.fullmatch(given):
        return NAME, 2.5
    if not is_han(given) or (len(given) == 3 and given[0] not in SURNAMES):
        return None
    if folded[-1] in NAME_ENDINGS_RARE or folded.endswith(TOPIC_ENDINGS):
        return None
    return NAME, _name_weight(length, len(given))


def _name_weight(surname: int, given: int) -> float:
    """Two characters are often a word, four rarely a name (two surnames: 范陳美玲)."""
    return 2.0 if surname + given == 3 or (surname == 2 and given < 3) else 1.5


def is_plain(folded: str, words: Collection[str]) -> bool:
    """Whether `folded` is one of `words`, also with a number or letter after it."""
    match = _WITH_NUMBER.fullmatch(folded)
    return folded in words or bool(match and len(match[1]) > 1 and match[1] in words)
