"""Chinese names of persons: forms with titles and kinship words, and what jieba tags as a name."""

from collections.abc import Iterator, Sequence

from qualcode.pseudonyms.cities import CITIES
from qualcode.pseudonyms.kinds import HAN, Hit, apart
from qualcode.pseudonyms.surnames import COMMON, surname_of
from qualcode.pseudonyms.tokens_zh import PERSON_TAGS, Token
from qualcode.pseudonyms.words_zh import (
    AFTER_NAMES,
    BEFORE,
    COUNTRIES,
    FOREIGN,
    GIVEN,
    NOT_AFTER_PREFIX,
    NOT_BEFORE_TITLE,
    NOT_IN_NAMES,
    ORDINARY,
    PLACE_ENDINGS,
    SHORT_TITLES,
    TITLES,
    TRANSLITERATED,
)
from qualcode.text.chinese import simplified
from qualcode.text.patterns import lazy

_OFFICES = frozenset("局部会处院署司所办科厅")
_LONG_TITLES = tuple(title for title in TITLES if len(title) > 1)
_TITLES = frozenset(TITLES)
_MAY_FOLLOW = PERSON_TAGS | {"n", "ng", "a", "ag", "j", "g", "zg", "x", "nz", "ns", "an", "z"}
"""Tags of what may be a given name that the tagger did not see."""

_BEFORE_NAMES = (
    "网格员|社工|志愿者|组长|楼长|队长|会长|主任|书记|经理|民警|医生|护士|老师|邻居|徒弟|同事|同学|爱人|老公|老婆|"
    "儿子|女儿|孙女|孙子|丈夫|妻子|老伴|弟弟|妹妹|哥哥|姐姐|母亲|父亲"
)
_AFTER_ROLE = lazy(rf"(?:{_BEFORE_NAMES})叫?([{''.join(sorted(COMMON))}][{''.join(sorted(GIVEN))}]{{2}})")
_DOUBLE = lazy(
    "(?:欧阳|司马|诸葛|上官|皇甫|慕容|令狐|尉迟|夏侯|司徒|端木|宇文|轩辕|呼延|澹台)"
    rf"[{''.join(sorted(GIVEN))}]{{1,2}}"
)
_FIELD = lazy(
    r"(?:姓名|名字|受访者|受访人|受访对象|访谈对象|被访者|被访人|被访谈人|访谈者|访谈人|访谈员|采访人|记录人|整理人|转录人|校对人|联系人|负责人|户主|配偶|"
    rf"监护人|参加人员|在场人员|列席)[:：][ 　]*([{HAN}]{{2,4}}(?:[、, ，][{HAN}]{{2,4}}){{0,20}})(?![{HAN}])"
)
_CALLED = lazy(
    rf"(?:我叫|名叫|名字叫|他叫|她叫|我是|本名|真名)([{HAN}]{{2,4}})(?=[，,。；;、！!？? 　\n（(的]|$)"
)
_SPLIT = lazy(r"[、, ，]+")


def find_names(text: str, tokens: Sequence[Token]) -> list[Hit]:
    """The names of persons in a text, whose words are `tokens`: apart, in text order."""
    even = simplified(text)
    hits = [hit for at in range(len(tokens)) for hit in _at(even, tokens, at)]
    found = apart([*_introduced(even), *hits, *_dotted(tokens)])
    return [hit for hit in found if text[hit.start] != "於"]  # simplified it would be the surname 于


def _at(even: str, tokens: Sequence[Token], at: int) -> Iterator[Hit]:
    """Names that begin with a token."""
    for look in (_titled, _prefixed, _merged, _whole):
        if hit := look(even, tokens, at):
            yield hit
            return


def _titled(even: str, tokens: Sequence[Token], at: int) -> Hit | None:
    """张经理, 欧阳老师, 王姐: a surname and a title."""
    token = tokens[at]
    surname = surname_of(token.text)
    if surname is None or surname.text in NOT_BEFORE_TITLE or (at and tokens[at - 1].tag == "m"):
        return None
    end = _title_end(even, token, surname.text, tokens[at + 1] if at + 1 < len(tokens) else None)
    sure = surname.text in COMMON or len(surname.text) == 2 or token.tag in PERSON_TAGS
    return Hit(token.start, end, "person", "surname_title") if end and sure else None


def _title_end(even: str, token: Token, surname: str, following: Token | None) -> int:
    """Where the title ends that stands behind the surname that a token begins with, or 0."""
    start = token.start + len(surname)
    for title in _LONG_TITLES:
        if even.startswith(title, start) and start + len(title) >= token.end:
            return 0 if token.text in ORDINARY else start + len(title)
    if token.tag not in PERSON_TAGS or token.text in ORDINARY:
        return 0
    if token.text == surname:
        return following.end if following and following.text in SHORT_TITLES else 0
    return token.end if token.text[len(surname) :] in SHORT_TITLES else 0


def _prefixed(even: str, tokens: Sequence[Token], at: int) -> Hit | None:
    """小王, 老李, 阿强."""
    token = tokens[at]
    if token.text[0] not in BEFORE:
        return None
    word, end = token.text, token.end
    if len(word) == 1 and at + 1 < len(tokens) and tokens[at + 1].text in COMMON:
        word, end = word + tokens[at + 1].text, tokens[at + 1].end
        named = tokens[at + 1].tag in PERSON_TAGS | {"zg", "ng", "g"}
    else:
        named = token.tag in PERSON_TAGS or (word[0] in "小老" and word[1:] in COMMON and token.tag != "n")
    surname = surname_of(word[1:])
    known = bool(surname and surname.text == word[1:]) or (
        len(word) == 2 and word[0] in "小阿" and word[1] in GIVEN
    )
    if not (named and known) or word in NOT_AFTER_PREFIX or word in ORDINARY:
        return None
    return Hit(token.start, end, "person", "prefix_surname")


def _merged(even: str, tokens: Sequence[Token], at: int) -> Hit | None:
    """周|淑芬, 刘桂|兰: a surname, or a surname with half a name, and what the tagger cut from it."""
    token = tokens[at]
    surname = surname_of(token.text)
    if surname is None or at + 1 == len(tokens) or token.text in ORDINARY:
        return None
    following = tokens[at + 1]
    if token.text == surname.text and (surname.text in COMMON or token.tag in PERSON_TAGS):
        end = _given_end(tokens, at + 1, seen=token.tag in PERSON_TAGS)
    elif token.tag in PERSON_TAGS and len(token.text) == len(surname.text) + 1 and _is_given(token.text[-1]):
        end = following.end if _half(following) else 0
    else:
        end = 0
    return Hit(token.start, end, "person", "surname_merged") if end else None


def _half(token: Token) -> bool:
    return len(token.text) == 1 and _is_given(token.text) and token.tag in _MAY_FOLLOW


def _given_end(tokens: Sequence[Token], at: int, *, seen: bool) -> int:
    """Where a given name ends that begins with a token, or 0; `seen`: the surname was tagged as one."""
    token = tokens[at]
    usual = _is_given(token.text)
    if len(token.text) == 2 and token.text not in ORDINARY:
        tagged = token.tag in PERSON_TAGS and not set(token.text) & NOT_IN_NAMES
        return token.end if tagged or (usual and seen and token.tag in _MAY_FOLLOW - {"n", "a"}) else 0
    if not (seen and _half(token)):
        return 0
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following.end if following and _half(following) else token.end


def _is_given(text: str) -> bool:
    return all(char in GIVEN for char in text)


def _whole(even: str, tokens: Sequence[Token], at: int) -> Hit | None:
    """王建国, 建国, 迈克尔: what is tagged as a person by itself."""
    token = tokens[at]
    if token.text in FOREIGN:
        return Hit(token.start, token.end, "person", "name_foreign")
    if token.tag not in PERSON_TAGS or not 2 <= len(token.text) <= 8:
        return None
    word = _without_tail(token.text)
    if (
        word in ORDINARY
        or word in COUNTRIES
        or word in CITIES
        or (word.endswith(PLACE_ENDINGS[:40]) and len(word) > 2)
    ):
        return None
    rule = _rule_of(word, token)
    return Hit(token.start, token.start + len(word), "person", rule) if rule else None


def _without_tail(word: str) -> str:
    """A name without what the tagger took into it from behind."""
    return word[:-1] if len(word) == 3 and word[-1] in AFTER_NAMES and word[:2] not in ORDINARY else word


def _rule_of(word: str, token: Token) -> str:
    surname = surname_of(word)
    given = word[len(surname.text) :] if surname else ""
    if surname and 1 <= len(given) <= 2 and is_name(word):
        return "name"
    if len(word) >= 3 and all(char in TRANSLITERATED for char in word):
        return "name_foreign"
    usual = len(word) == 2 and _is_given(word)
    return "given_name" if usual and token.tag in PERSON_TAGS else ""


def is_name(word: str) -> bool:
    """Whether a word, in simplified characters, may be a surname with a given name of one or two."""
    surname = surname_of(word)
    given = word[len(surname.text) :] if surname else ""
    if surname is None or not 1 <= len(given) <= 2 or word in ORDINARY or set(given) & NOT_IN_NAMES:
        return False
    if given in _TITLES or (len(given) == 2 and given[-1] in _OFFICES):
        return False
    return _is_given(given) or (len(given) == 2 and surname.text in COMMON)


def _introduced(even: str) -> Iterator[Hit]:
    """Names behind 姓名： or 我叫."""
    for found in _FIELD.finditer(even):
        at = found.start(1)
        for part in _SPLIT.split(found[1]):
            start = even.index(part, at)
            if is_name(part):
                yield Hit(start, start + len(part), "person", "field")
            at = start + len(part)
    for found in _AFTER_ROLE.finditer(even):
        if found[1][:2] not in ORDINARY and found[1][1:] not in ORDINARY and is_name(found[1]):
            yield Hit(*found.span(1), "person", "after_role")
    for found in _DOUBLE.finditer(even):
        if found[0][2:] not in _TITLES:
            yield Hit(*found.span(), "person", "double_surname")
    for found in _CALLED.finditer(even):
        if is_name(found[1]):
            yield Hit(*found.span(1), "person", "called")


def _dotted(tokens: Sequence[Token]) -> Iterator[Hit]:
    """买买提·艾力: the words on both sides of a middle dot."""
    for at, token in enumerate(tokens[1:-1], 1):
        if token.text in "·•・‧" and _is_word(tokens[at - 1]) and _is_word(tokens[at + 1]):
            yield Hit(tokens[at - 1].start, tokens[at + 1].end, "person", "name_dotted")


def _is_word(token: Token) -> bool:
    return token.text.isalpha() and not token.text.isascii() and not set(token.text) & NOT_IN_NAMES
