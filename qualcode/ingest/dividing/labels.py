"""Is this the head of a speaker label? What a head looks like, before its document is weighed.

A head is what stands at the beginning of a line, up to a colon or a time stamp. `read_head`
says what it looks like and gives it a weight; `turns` adds the signs of the document.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from qualcode.ingest.dividing.look_han import KNOWN, NAME, STOP, Look, has_han, is_plain, look_han
from qualcode.ingest.dividing.look_latin import look_latin
from qualcode.ingest.dividing.words import FIELDS, KNOWN_WORDS, PERSON_FIELDS, REMARK_WORDS, STOP_WORDS
from qualcode.text.key import fold
from qualcode.text.patterns import lazy

LONGEST = 40

TIME = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:[.,]\d{1,3})?"
STAMP = rf"[\[(（【<]?[ ]*{TIME}(?:[ ]*(?:-->|[-–—~～至到])[ ]*{TIME})?[ ]*[\])）】>]?"
SURE_STAMP = rf"(?:[\[(（【<][ ]*{TIME}[^\])）】>\n]{{0,16}}[\])）】>]|{TIME}(?<=\d\d[:：]\d\d[:：]\d\d))"
"""A time in brackets or with seconds: `8:30 开放` is no label."""
_STAMP_ONLY = lazy(STAMP)
_MARKS = " \t\u3000#>*_~•·"
_LEADING = lazy(rf"(?:[\[(（【<][ ]*{TIME}[^\])）】>]*[\])）】>]|[-–][ \t])[ \t]*")
_NUMBERED = lazy(r"\d{1,4}(?:[.、)）][ \t]*|[ \t]+)(?=\D)")
_WRAPPED = lazy(r"[【\[「《<]([^】\]」》>]+)[】\]」》>]")
_BRACKET = lazy(r"(.*?)[ \t]*(?:[（(]([^()（）]*)[)）]|[【\[]([^】\]]*)[】\]])")
_BLANK_IN_HAN = lazy(r"(?<=[\u3400-\u9fff])[ \t\u3000]+(?=[\u3400-\u9fff])")
_BLANKS = " \t\u3000"
_MANY_BLANKS = lazy(r"[ \t\u3000]+")
_QUESTION_NUMBER = lazy(
    rf"(?:q|question|no|(?:{fold('问')}|{fold('题')}|{fold('问题')}|{fold('提问')}))[ .\-_#]*\d+[a-z]?"
)
_DATE = lazy(rf"(?:\d+[ ]*[{fold('年月日号时分秒点')}][ ]*)+")
_ORDINAL = fold("第")
_TOGETHER = lazy(r"[ ]*(?:[、/&＆]| and )[ ]*")


class Head(NamedTuple):
    """What the head of a line looks like.

    `label` is the name as it is shown, `key` the same folded: one speaker has one key.
    `title` is what stood in brackets after the name. `weight` runs from -2.5 (a word that
    is hardly ever a speaker) to 4 (a word that is made for it).
    """

    label: str
    key: str
    kind: str
    weight: float
    title: str = ""


def label_key(label: str) -> str:
    """What the spellings of one label have in common: width, case, script and blanks do not count."""
    return fold(label).replace(" ", "")


@lru_cache(maxsize=1 << 15)
def read_head(head: str) -> Head | None:
    """What `head` looks like, or None where it cannot be a speaker."""
    name, title = bare_label(head)
    if not name or len(name) > LONGEST:
        return None
    number = _NUMBERED.match(name)
    bare = name[number.end() :] if number else name
    look = _look(bare, fold(bare))
    if look is None or (number and look[1] < 1.5):
        return None
    kind, weight = look
    return Head(bare, label_key(bare), kind, weight - 0.5 if number else weight, title)


@lru_cache(maxsize=1 << 12)
def given_head(label: str) -> Head:
    """The head of a label that needs no judging, because the file or the researcher gave it."""
    name, title = bare_label(label)
    return Head(name or label.strip(), label_key(name or label), KNOWN, 4.0, title if name else "")


def with_weight(head: Head, extra: float) -> Head:
    """`head` with `extra` added to its weight."""
    return head._replace(weight=head.weight + extra)


def is_speaker_word(label: str) -> bool:
    """Whether `label` is a word made for speakers (访谈者, 受访者01), longer than one character."""
    folded = fold(label)
    return len(folded) > 1 and is_plain(folded, KNOWN_WORDS)


def is_field(head: str) -> bool:
    """Whether `head` names a field of a header block that is never a speaker."""
    return _field_key(head) in FIELDS


def is_person_field(head: str) -> bool:
    """Whether `head` names a field of a header block that may also be a label of talk."""
    return _field_key(head) in PERSON_FIELDS


def _field_key(head: str) -> str:
    return re.sub(r"[ _]+", "-", fold(head.strip(_MARKS + "-[]【】")))


def bare_label(head: str) -> tuple[str, str]:
    """The name without marks, brackets and stamps, and the text of the bracket after it."""
    name = head.strip(_MARKS)
    name = _LEADING.sub("", name, count=1) if name[:1] in "[(（【<-–" else name
    if whole := _WRAPPED.fullmatch(name):
        name = whole[1].strip(_MARKS)
    title = ""
    if tail := _BRACKET.fullmatch(name):
        name, title = tail[1].strip(_MARKS), (tail[2] or tail[3] or "").strip()
    if _STAMP_ONLY.fullmatch(title):
        title = ""
    name = name.strip(_MARKS)
    if any(blank in name for blank in _BLANKS):
        name = _MANY_BLANKS.sub(" ", _BLANK_IN_HAN.sub("", name) if has_han(name) else name)
    return name, title


def _look(name: str, folded: str) -> Look:
    if _QUESTION_NUMBER.fullmatch(folded) or folded.startswith(_ORDINAL) or not any(map(str.isalpha, name)):
        return None
    if folded in REMARK_WORDS or _DATE.fullmatch(folded):
        return None
    if folded in KNOWN_WORDS:
        return KNOWN, _known_weight(folded)
    if folded in STOP_WORDS or is_field(name) or is_person_field(name):
        return STOP, -2.5
    if len(parts := _TOGETHER.split(name)) > 1:
        return _look_together(parts)
    return look_han(folded) if has_han(name) else look_latin(name, folded)


_SHORT_WORDS = {"q": 3.0} | {
    fold(word): weight for word, weight in (("问", 3.5), ("答", 3.5), ("访", 3.0), ("受", 3.0))
}


def _known_weight(folded: str) -> float:
    """Whole words weigh most; one letter or one character can also be something else."""
    return 4.0 if len(folded) > 1 else _SHORT_WORDS.get(folded, 2.0)


def _look_together(parts: list[str]) -> Look:
    """Several people who speak as one: each of them must look like a person."""
    looks = [_look(part, fold(part)) for part in parts]
    weights = [look[1] for look in looks if look]
    if len(weights) < len(parts) or min(weights) < 1.5:
        return None
    return NAME, min(weights) - 0.5
