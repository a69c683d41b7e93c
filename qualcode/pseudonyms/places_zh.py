"""Chinese places and organisations: words with an ending such as 社区 or 公司, and cities."""

from collections.abc import Iterator, Sequence

from qualcode.pseudonyms.cities import CITIES
from qualcode.pseudonyms.kinds import Hit, Kind, apart
from qualcode.pseudonyms.names_zh import is_name
from qualcode.pseudonyms.tokens_zh import PERSON_TAGS, PROPER_TAGS, Token
from qualcode.pseudonyms.words_zh import (
    COUNTRIES,
    NOT_IN_NAMES,
    NOT_PLACES,
    ORDINARY,
    ORGANISATION_ENDINGS,
    PLACE_ENDINGS,
    STRONG_ENDINGS,
)
from qualcode.text.patterns import lazy

LONGEST = 8
"""Characters of a name before its ending."""

_ENDINGS: tuple[tuple[str, Kind], ...] = (
    *((ending, "place") for ending in PLACE_ENDINGS),
    *((ending, "organisation") for ending in ORGANISATION_ENDINGS),
)
_BY_ENDING: dict[str, Kind] = dict(_ENDINGS)
_LONGEST_ENDING = max(map(len, _BY_ENDING))
_STEM_TAGS = PROPER_TAGS | {
    "n",
    "ng",
    "a",
    "ag",
    "an",
    "f",
    "j",
    "g",
    "b",
    "z",
    "zg",
    "x",
    "i",
    "l",
    "s",
    "nrfg",
}
_ON_PLACES = frozenset("路 街 大街 大道 社区 小区 街道 巷 派出所 小学 中学 医院".split())
_NAMED_FOR = tuple("村镇乡庄屯里桥山湖河江寺坊")
"""What a street or a quarter may be named for: 中关村大街."""
_NOT_IN_PLACES = NOT_IN_NAMES - frozenset("里边头")
_BELOW = tuple("区 县 镇 乡 村 街道".split())
"""Endings of what stands right behind the place that it belongs to: 南京市|鼓楼区."""
_NO_NAMES = NOT_PLACES | COUNTRIES
_OF_CITY = frozenset("人话菜籍")
_ORDINAL = lazy("第[一二三四五六七八九十百]{1,3}")
_WITHIN = frozenset("里 弄 网 部 局".split())
"""Endings that are other words where they stand alone: 电梯|里."""
_WEAK = frozenset("网部局里市区市场厂商店超市车站")


def find_places(tokens: Sequence[Token]) -> list[Hit]:
    """The places and organisations among the words of a text: apart, in text order."""
    hits = [hit for at in range(len(tokens)) for hit in (*_built(tokens, at), *_tagged(tokens[at]))]
    ends = {hit.end for hit in hits if hit.kind == "place"}
    for token in tokens:
        if token.start in ends and token.text.endswith(_BELOW) and len(token.text) > 2 and token.tag == "n":
            ends.add(token.end)
            hits.append(Hit(token.start, token.end, "place", "below"))
    return apart(hits)


def ending_of(word: str) -> str:
    """The ending of a place or an organisation that a word in simplified characters has, or nothing."""
    if word in _BY_ENDING:
        return ""
    longest = min(_LONGEST_ENDING, len(word) - 1)
    return next((word[-length:] for length in range(longest, 0, -1) if word[-length:] in _BY_ENDING), "")


def kind_of_ending(ending: str) -> Kind:
    """Whether an ending is that of a place or of an organisation."""
    return _BY_ENDING[ending]


def _tagged(token: Token) -> Iterator[Hit]:
    """One word: 海淀区, 北京, 清华大学."""
    word = token.text
    city = word[:-1] if word[-1] in _OF_CITY else word
    if city in CITIES:
        yield Hit(token.start, token.start + len(city), "place", "city")
        return
    ending = ending_of(word) if token.tag in PROPER_TAGS else ""
    stem = word[: -len(ending)]
    if ending and word not in ORDINARY | COUNTRIES and _is_stem(stem, ending):
        yield Hit(token.start, token.end, _BY_ENDING[ending], "tagged")


def _is_stem(stem: str, ending: str) -> bool:
    """Whether a word that is tagged as a name may be one with this before its ending."""
    if stem in CITIES:
        return True
    if ending in _WEAK and not (ending in "市区" and len(stem) > 1):
        return False
    return stem not in NOT_PLACES | COUNTRIES and not set(stem) & NOT_IN_NAMES and len(stem) > 1


def _built(tokens: Sequence[Token], at: int) -> Iterator[Hit]:
    """幸福里|小区, 红星|机械厂: an ending, or a word with one that is no name, and what stands before it."""
    word, tag = tokens[at].text, tokens[at].tag
    ending = word if word in _BY_ENDING else ending_of(word) if tag == "n" else ""
    if not ending or ending in _WITHIN:
        return
    run = _run(tokens, at, ending)
    proper = any(token.tag in PROPER_TAGS for token in run)
    plain = any(token.text in _NO_NAMES and not _ORDINAL.fullmatch(token.text) for token in run)
    length = sum(len(token.text) for token in run)
    if ending == word and length > 1 and (proper or (ending in STRONG_ENDINGS and not plain)):
        yield Hit(run[0].start, tokens[at].end, _BY_ENDING[ending], "ending")
    elif ending != word and proper and _BY_ENDING[ending] == "organisation":
        yield Hit(run[0].start, tokens[at].end, "organisation", "ending")


def _run(tokens: Sequence[Token], at: int, ending: str) -> list[Token]:
    """The words before an ending that may be the name: up to four, and none that is no name at their head."""
    run: list[Token] = []
    for token in reversed(tokens[max(at - 4, 0) : at]):
        cut = _cut(token)
        if not _may_name(cut, "" if run else ending) or tokens[at].start - cut.start > LONGEST:
            break
        run.insert(0, cut)
        if cut is not token:
            break
    while run and run[0].text in NOT_PLACES and not _ORDINAL.fullmatch(run[0].text):
        run.pop(0)
    if _BY_ENDING[ending] == "place" or len(run) == 1:
        return [] if run and run[0].text in COUNTRIES else run
    return run


def _cut(token: Token) -> Token:
    """A word without what is surely none of a name: 翠湖 of 静在翠湖."""
    if token.tag not in PROPER_TAGS or len(token.text) < 4:
        return token
    last = max((at for at, char in enumerate(token.text) if char in NOT_IN_NAMES), default=-1)
    rest = token.text[last + 1 :]
    return token if last < 0 or len(rest) < 2 else Token(token.start + last + 1, rest, token.tag)


def _may_name(token: Token, ending: str) -> bool:
    """Whether a word may be part of the name of a place; `ending` is what stands right behind it."""
    word = token.text
    if ending in STRONG_ENDINGS and (word in CITIES or (ending in _ON_PLACES and word.endswith(_NAMED_FOR))):
        return token.tag in PROPER_TAGS
    if _ORDINAL.fullmatch(word):
        return True
    if word in CITIES or (word in _BY_ENDING and len(word) > 1) or token.tag not in _STEM_TAGS:
        return False
    ended = token.tag in PROPER_TAGS and bool(ending_of(word))
    person = token.tag in PERSON_TAGS and len(word) == 3 and is_name(word)
    return not (ended or person) and word.isalpha() and not set(word) & _NOT_IN_PLACES
