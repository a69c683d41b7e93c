"""Numbers and addresses of the wire: telephones, identity numbers, cards, e-mail, accounts, links, plates.

All patterns have bounded repetitions or runs that end where nothing else can follow, so that time grows with
the length of the text and not faster.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from qualcode.pseudonyms.checksums import hong_kong_id, luhn, mainland_id, taiwan_id
from qualcode.pseudonyms.kinds import Hit, Kind, apart
from qualcode.text.patterns import lazy

SURE = frozenset({"mobile", "id_checksum", "email"})
"""Rules that are hardly ever wrong: what they find must not be left without a decision."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\u3000"), " ")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63"), "-")
_PLAIN = str.maketrans(
    {**{chr(a): chr(b) for a, b in _WIDE.items()}, **{chr(a): b for a, b in _BLANKS.items()}}
)
_PLAIN.update(str.maketrans({chr(a): b for a, b in _DASHES.items()}))


def plain(text: str) -> str:
    """Full-width signs, dashes and blanks in their ASCII form, one for one."""
    return text if text.isascii() else text.translate(_PLAIN)


class _Rule(NamedTuple):
    """A pattern, in which `x`, if it is there, is what is found, and what else must hold of that."""

    name: str
    kind: Kind
    pattern: re.Pattern[str]
    holds: Callable[[str], bool] = bool


_SIGNS = re.compile(r"[ ()\-.]")
_NO_LEFT, _NO_RIGHT = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_DATE = r"(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_SHORT_DATE = r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IS = r"(?:[是为叫：: 号码]|(?i:number|is|was|no\b\.?)){0,6}"
_PROVINCES = "京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯新苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴粤粵青藏川宁寧琼瓊"
_WECHAT = r"(?:微信|薇信|威信|[vV]信|(?i:we ?chat|weixin)|(?<![A-Za-z])(?i:wx|vx))"


def _few_parts(text: str) -> bool:
    return len(_SIGNS.findall(text)) <= 4


def _card(text: str) -> bool:
    digits = _SIGNS.sub("", text)
    return _few_parts(text) and len(set(digits)) > 1 and luhn(digits)


def _checked(test: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda text: test(_SIGNS.sub("", text))


def _plate(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= 3


def _octets(text: str) -> bool:
    return all(int(part) < 256 for part in text.split("."))


def _international(text: str) -> bool:
    return 8 <= sum(map(str.isdigit, text)) <= 15


_RULES = (
    _Rule(
        "email",
        "email",
        lazy(
            r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9_][A-Za-z0-9._%+\-]{0,63}@(?:[A-Za-z0-9\-]{1,63}\.){1,6}[A-Za-z]{2,24}"
            + _NO_RIGHT
        ),
    ),
    _Rule("url", "link", lazy(r"(?:https?|ftp)://[!-~]+|(?<![A-Za-z0-9.])www\.[!-~]+")),
    _Rule(
        "id_checksum",
        "id",
        lazy(rf"{_NO_LEFT}[1-8]\d{{5}}[ -]?{_DATE}[ -]?\d{{3}}[\dXx]{_NO_RIGHT}"),
        _checked(mainland_id),
    ),
    _Rule("id_form", "id", lazy(rf"{_NO_LEFT}[1-8]\d{{5}}[ -]?{_DATE}[ -]?\d{{3}}[\dXx*]{_NO_RIGHT}")),
    _Rule("id_15", "id", lazy(rf"{_NO_LEFT}[1-8]\d{{5}}{_SHORT_DATE}\d{{3}}{_NO_RIGHT}")),
    _Rule(
        "id_hong_kong",
        "id",
        lazy(rf"{_NO_LEFT}[A-Z]{{1,2}}\d{{6}}(?:\([0-9A]\)|[0-9A]{_NO_RIGHT})"),
        _checked(hong_kong_id),
    ),
    _Rule("id_macau", "id", lazy(rf"{_NO_LEFT}[157]\d{{6}}\(\d\)")),
    _Rule("id_taiwan", "id", lazy(rf"{_NO_LEFT}[A-Z][1289]\d{{8}}{_NO_RIGHT}"), _checked(taiwan_id)),
    _Rule("id_us", "id", lazy(rf"{_NO_LEFT}(?!000|666|9\d\d)\d{{3}}-(?!00)\d\d-(?!0000)\d{{4}}{_NO_RIGHT}")),
    _Rule("id_uk", "id", lazy(rf"{_NO_LEFT}[A-CEGHJ-PR-TW-Z]{{2}} ?\d\d ?\d\d ?\d\d ?[A-D]{_NO_RIGHT}")),
    _Rule(
        "passport",
        "id",
        lazy(rf"{_NO_LEFT}(?:[EGC]\d{{8}}|E[A-HJ-NP-Z]\d{{7}}|[HM]\d{{8}}(?:\d\d)?){_NO_RIGHT}"),
    ),
    _Rule(
        "passport",
        "id",
        lazy(
            rf"(?:护照|護照|(?i:passport)(?i: (?:no|number))?\.?){_IS}(?P<x>[A-Z]{{0,2}}\d{{6,9}}){_NO_RIGHT}"
        ),
    ),
    _Rule(
        "mobile",
        "phone",
        lazy(r"(?<![\dA-Za-z])(?:(?:\+|00)?86[ -]?)?1[3-9]\d(?:[ -]?\d){8}(?!\d)"),
        lambda text: len(_SIGNS.findall(text)) <= 4,
    ),
    _Rule("mobile_taiwan", "phone", lazy(r"(?<![\d\-])(?:\+?886[ -]?9|09)\d\d[ -]?\d{3}[ -]?\d{3}(?!\d)")),
    _Rule("phone_hong_kong", "phone", lazy(r"(?<!\d)(?:\+|00)?85[23][ -]?[2-9]\d{3}[ -]?\d{4}(?!\d)")),
    _Rule(
        "landline",
        "phone",
        lazy(
            r"(?<![\d\-])(?:(?:\+|00)?86[ -]?)?(?:\(0(?:10|2\d|[3-9]\d\d)\) ?|0(?:10|2\d|[3-9]\d\d)[ -]?)"
            r"[2-8]\d{2,3}[ -]?\d{4}(?:(?:-|转|轉|分机)\d{1,6})?(?!\d)"
        ),
    ),
    _Rule(
        "landline_taiwan",
        "phone",
        lazy(r"(?<![\d\-])(?:\(0[2-8]\d?\) ?|0[2-8]\d?-)\d{3,4}[ -]?\d{4}(?:#\d{1,6})?(?!\d)"),
    ),
    _Rule(
        "landline",
        "phone",
        lazy(
            r"(?:电话|電話|座机|座機|来电|(?i:tel|phone))(?:号码?|號碼?|(?i: number))?[是为：:. ]{0,4}"
            r"(?P<x>[2-8]\d{2,3}[ -]?\d{4})(?!\d)"
        ),
    ),
    _Rule(
        "service_number",
        "phone",
        lazy(r"(?<![\d\-])[48]00[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)"),
        lambda text: sum(map(str.isdigit, text)) == 10,
    ),
    _Rule(
        "phone_us",
        "phone",
        lazy(
            r"(?<![\d\-])(?:\+?1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}"
            r"(?:,? ?(?:x|ext\.?) ?\d{1,6})?(?!\d)"
        ),
    ),
    _Rule(
        "phone_uk",
        "phone",
        lazy(r"(?<![\d\-])0[12378]\d{2,4}[ -]\d{3,4}(?:[ -]?\d{3,4})?(?!\d)"),
        lambda text: sum(map(str.isdigit, text)) in (10, 11),
    ),
    _Rule("phone_uk", "phone", lazy(r"(?<![\d\-])07\d{9}(?!\d)")),
    _Rule(
        "phone_international", "phone", lazy(r"\+\d{1,3}(?:[ .-]?\(?\d{1,5}\)?){2,6}(?!\d)"), _international
    ),
    _Rule("card", "card", lazy(r"(?<!\d)(?<!\d[ -])[2-69]\d{3}(?:[ -]?\d){9,15}(?!\d)"), _card),
    _Rule(
        "wechat",
        "account",
        lazy(rf"{_WECHAT}(?:(?i: ?id))?{_IS}(?P<x>[A-Za-z][A-Za-z0-9_\-]{{5,19}}|\d{{6,11}}){_NO_RIGHT}"),
    ),
    _Rule("wechat", "account", lazy(rf"{_NO_LEFT}wxid_[A-Za-z0-9]{{4,20}}{_NO_RIGHT}")),
    _Rule(
        "qq",
        "account",
        lazy(rf"(?:(?<![A-Za-z])(?i:qq)|扣扣|企鹅)(?:(?i: number)|群)?{_IS}(?P<x>[1-9]\d{{4,11}})(?!\d)"),
    ),
    _Rule("account", "account", lazy(r"(?<![A-Za-z0-9._@])@[A-Za-z0-9_]{3,30}(?![A-Za-z0-9_@])")),
    _Rule(
        "plate",
        "plate",
        lazy(rf"[{_PROVINCES}][A-Za-z][·•・. -]?[A-HJ-NP-Za-hj-np-z0-9]{{5,6}}[学學挂警港澳]?{_NO_RIGHT}"),
        _plate,
    ),
    _Rule("ip", "number", lazy(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)"), _octets),
    _Rule("ip", "number", lazy(r"(?<![0-9A-Fa-f:])(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![0-9A-Fa-f:])")),
    _Rule(
        "number_named",
        "number",
        lazy(
            r"(?:学号|學號|工号|工號|警号|学籍号|社保卡?号|医保卡?号|病历号|住院号|准考证号|驾驶?证号|身份证(?:号码?|后.位)?"
            rf"|身分證字號|银行卡号|卡号|账号|帳號|信用代码){_IS}"
            rf"(?P<x>[A-Za-z]{{0,4}}\d(?:[ -]?[A-Za-z0-9]){{3,21}}){_NO_RIGHT}"
        ),
    ),
)
_SPOKEN_DIGITS = "〇零洞一幺二两三四五六七拐八九勾"
_SPOKEN_MOBILE = lazy(
    rf"(?<![{_SPOKEN_DIGITS}])[一幺][三四五六七拐八九勾][{_SPOKEN_DIGITS}]{{9}}(?![{_SPOKEN_DIGITS}])"
)
_URL_END = re.compile(r"[.,;:!?'\")\]}>]+$")
_LINE = lazy(r"[^\n]+")
_SIGN = lazy(r"[0-9].{0,12}[0-9]|@|://|www\.|(?i:微信|wechat|weixin|vx|wx)")


def find_numbers(text: str) -> list[Hit]:
    """Telephones, identity numbers, cards, e-mail, accounts, links and plates of a text, in its order."""
    even = plain(text)
    spoken = (Hit(*found.span(), "phone", "mobile_spoken") for found in _SPOKEN_MOBILE.finditer(text))
    found = (hit for line in _LINE.finditer(even) for hit in _in_line(line[0], line.start()))
    return apart([*found, *spoken])


def _in_line(line: str, start: int) -> Iterator[Hit]:
    """The hits in a line that begins at `start`; few lines hold anything like one."""
    if _SIGN.search(line):
        for rule in _RULES:
            for hit in _matches(rule, line):
                yield hit._replace(start=start + hit.start, end=start + hit.end)


def _matches(rule: _Rule, even: str) -> Iterator[Hit]:
    for found in rule.pattern.finditer(even):
        start, end = found.span("x" if "x" in found.re.groupindex else 0)
        if rule.kind == "link":
            end = start + len(_URL_END.sub("", found[0]))
        if rule.holds(even[start:end]):
            yield Hit(start, end, rule.kind, rule.name)


def digits_of(text: str) -> str:
    """The digits of a text, full-width ones too: what spellings of one number have in common."""
    return "".join(filter(str.isdigit, plain(text)))
