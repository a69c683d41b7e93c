"""What is a pseudonym already: 王某, X社区, ××, [Name], 居民A, P01."""

from collections.abc import Iterator

from qualcode.ingest.dividing.words import ADDRESSES, KNOWN_WORDS, PERSON_NOUNS
from qualcode.pseudonyms.kinds import HAN
from qualcode.pseudonyms.names_en import kind_of
from qualcode.pseudonyms.surnames import surname_of
from qualcode.pseudonyms.words_zh import BEFORE, ORGANISATION_ENDINGS, PLACE_ENDINGS, TITLES
from qualcode.text.chinese import simplified
from qualcode.text.key import fold
from qualcode.text.patterns import lazy

MASKS = "×✕＊*□■○◯●"
"""Signs that stand for what must not be told; 某 and X do too."""

_ENDINGS = frozenset(
    (*PLACE_ENDINGS, *ORGANISATION_ENDINGS, "地", "机构", "国", "校", "院", "人", "族", *TITLES)
)
_MASKED = lazy(rf"[某{MASKS}]|[xX]{{2,}}|_{{2,}}")
_BRACKETED = lazy(r"[\[［【<〈(（][^\[\]［］【】<>〈〉()（）\n]{1,30}[\]］】>〉)）]")
_LETTER_HAN = lazy(rf"[A-Z]{{1,2}}'?\d{{0,2}}([{HAN}]{{1,12}})")
_HAN_LETTER = lazy(
    rf"([{HAN}]{{1,8}}?)[\-_ ]?(?:[A-Z]{{1,2}}\d{{0,3}}(?:[{HAN}]{{1,4}})?"
    r"|\d{1,3}|([甲乙丙丁戊己庚辛壬癸]|[一二三四五六七八九十]{1,2}))"
)
_CODE = lazy(r"[A-Z]{0,5}[\-_ ]?\d{1,4}[A-Za-z]?|[A-Z]\.?")
_LATIN_NUMBERED = lazy(r"(?:[A-Za-z]{2,20}\.? ){1,3}(?:[A-Z]\d{0,2}\.?|\d{1,3})")
_LETTER_LATIN = lazy(r"[A-Z]{1,2}\d{0,2}(?: [A-Za-z]{2,20}){1,3}")
_MASKED_NAME = lazy(rf"([{HAN}])某某?\d{{0,2}}")
_LETTER_FIRST = lazy(rf"(?<![A-Za-z])([A-Z]{{1,2}}\d{{0,2}})([{HAN}]{{1,6}})")
_LETTER_LAST = lazy(r"[小老阿大][A-Z]\d{0,2}(?![A-Za-z])")
_NUMBERED = lazy(r"(?<![A-Za-z])(?:Person|Place|Group|Mr|Mrs|Ms|Miss|Dr)\.? (?!I\b)[A-Z]\d{0,2}\b")
_PEOPLE = ("者", "员", "民", "人", "长", "工", "户", "生", "师", *TITLES)


def is_pseudonym(text: str) -> bool:
    """Whether a word or name is one that was put in the place of another."""
    name = simplified(text.strip())
    if not name or _MASKED.search(name) or _BRACKETED.fullmatch(name) or _CODE.fullmatch(name):
        return True
    return fold(name) in KNOWN_WORDS or _is_lettered(name)


def _is_lettered(name: str) -> bool:
    """X社区, W姐, 居民A, 张X, Resident 2."""
    if found := _LETTER_HAN.fullmatch(name):
        return any(found[1].endswith(ending) for ending in _ENDINGS)
    if found := _HAN_LETTER.fullmatch(name):
        noun, surname = found[1], surname_of(found[1])
        if found[2]:
            return len(noun) > 1 and noun.endswith(_PEOPLE)
        return len(noun) > 1 or noun in BEFORE or (surname is not None and surname.text == noun)
    if _LETTER_LATIN.fullmatch(name):
        return kind_of(name) != "person"
    return bool(_LATIN_NUMBERED.fullmatch(name)) and _is_role(name)


def _is_role(name: str) -> bool:
    words = [word.rstrip(".").lower() for word in name.split()[:-1]]
    return words[-1] in PERSON_NOUNS | KNOWN_WORDS | ADDRESSES | {"person", "place", "group"}


def pseudonyms_in(text: str) -> Iterator[str]:
    """What in a text stands for a name, or may: 王某, L社区, 老W, Person A. No other name may get it."""
    for found in _MASKED_NAME.finditer(text):
        if surname_of(simplified(found[1])):
            yield found[0]
    for pattern in (_LETTER_LAST, _NUMBERED):
        yield from (found[0] for found in pattern.finditer(text))
    for found in _LETTER_FIRST.finditer(text):
        han = simplified(found[2])
        yield from (found[1] + found[2][: len(one)] for one in _ENDINGS if han.startswith(one))
