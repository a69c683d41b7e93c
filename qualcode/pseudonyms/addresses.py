"""Postal addresses: Chinese ones behind the places that were found, English ones by their words."""

from collections.abc import Iterator, Sequence

from qualcode.pseudonyms.kinds import Hit, apart
from qualcode.pseudonyms.numbers import plain
from qualcode.text.chinese import simplified
from qualcode.text.patterns import lazy

_NUMBER = (
    r"(?:第?[0-9]{1,5}[A-Za-z]?|[A-Za-z][0-9]{0,4}|[一二三四五六七八九十百零〇两]{1,5}|[东西南北甲乙丙丁])"
)
_UNIT = r"(?:号院|号楼|号线|号|弄|栋|幢|座|单元|层|楼|室|组|房|排|院)"
_PART = rf"(?:{_NUMBER}(?:[-之]{_NUMBER})?{_UNIT}(?:附{_NUMBER}{_UNIT})?)"
_PARTS = lazy(
    rf"{_PART}(?:[ ,，的]?{_PART}){{0,5}}(?:[ -]?[0-9]{{2,5}}(?![0-9]))?"
    r"|(?<![0-9-])[0-9]{1,3}-[0-9]{1,2}-[0-9]{3,4}(?![0-9-])"
)
_ONE_PART = lazy(_PART)
_COMMA = lazy(r"[ ,，的]")
_DIGIT = lazy(r"[0-9一二三四五六七八九十百]")
_LINE_OF_TRAIN = "号线"

_CAPITAL = r"[A-Z][A-Za-z'’\-]{0,25}"
_STREET = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Crescent|Cres|Way|Place|Pl|Square|Sq|Terrace|Gardens|Grove|"
    r"Hill|Boulevard|Blvd|Row|Mews|Walk|Park|Parade|Highway|Hwy|Quay)\b"
)
_FLAT = (
    r"(?:(?:Flat|Apartment|Apt\.?|Unit|Suite|Room|House|Block|Building)(?: No\.?)? ?#?[0-9]{1,4}[A-Za-z]?,? )"
)
_HOUSE = rf"[0-9]{{1,5}}[A-Za-z]?(?:-[0-9]{{1,4}})?,? {_CAPITAL}(?: {_CAPITAL}){{0,3}} {_STREET}"
_ENGLISH = (
    lazy(
        rf"(?<![0-9A-Za-z]){_FLAT}?{_HOUSE}"
        r"(?:,? (?:Flat|Apartment|Apt\.?|Unit|Suite) ?#?[0-9]{1,4}[A-Za-z]?)?"
    ),
    lazy(r"(?<![0-9A-Za-z])(?:Flat|Apartment|Apt\.?) ?#?[0-9]{1,4}[A-Za-z]?(?![0-9A-Za-z])"),
    lazy(r"(?i)(?<![0-9a-z])p\.? ?o\.? box [0-9]{1,6}"),
    lazy(r"(?<![0-9A-Za-z])[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][ABD-HJLNP-UW-Z]{2}(?![0-9A-Za-z])"),
    lazy(r"(?<![0-9A-Za-z])[ABCEGHJ-NPRSTVXY][0-9][A-Z] [0-9][A-Z][0-9](?![0-9A-Za-z])"),
    lazy(r"(?<=, )[A-Z]{2} [0-9]{5}(?:-[0-9]{4})?(?![0-9A-Za-z])"),
)
_RULES = ("street", "flat", "po_box", "postcode", "postcode", "postcode")


def find_addresses(text: str, places: Sequence[Hit]) -> list[Hit]:
    """The addresses of a text, apart, in text order.

    A Chinese one is one or several places side by side, which `places` holds in text order, with a number of
    a house behind them, or two numbers of a dwelling (3栋2单元501) without a place.
    """
    english = (
        Hit(*found.span(), "address", rule)
        for pattern, rule in zip(_ENGLISH, _RULES, strict=True)
        for found in pattern.finditer(text)
    )
    return apart([*_chinese(text, places), *english])


def _chinese(text: str, places: Sequence[Hit]) -> Iterator[Hit]:
    even = simplified(plain(text))
    ends = {place.end: place.start for place in places}
    for found in _PARTS.finditer(even):
        start, rule = found.start(), "dwelling"
        while start in ends:
            start, rule = ends[start], "address"
        numbers = len(_ONE_PART.findall(found[0]))
        if _LINE_OF_TRAIN in found[0] or not _DIGIT.search(found[0]):
            continue
        if rule == "dwelling" and _COMMA.search(found[0]):
            continue
        if rule == "address" or numbers > 2 or (numbers == 2 and found[0][-1].isdigit()) or not numbers:
            yield Hit(start, found.end(), "address", rule)
