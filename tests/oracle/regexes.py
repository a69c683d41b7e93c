"""The generator's regexes as Python reads them."""

import re
import warnings
from functools import cache

HAN_CLASS = "㐀-䶿一-鿿々〇〻"
ASCII_WORD = "0-9A-Za-z_"
EDGE = f"(?:(?<![{ASCII_WORD}])(?=[{ASCII_WORD}])|(?<=[{ASCII_WORD}])(?![{ASCII_WORD}]))"
TWINS = {
    r"\/": "/",
    r"\b": EDGE,
    r"\w": f"[{ASCII_WORD}]",
    r"\d": "[0-9]",
    r"\s": r"[\t\n\f\r ]",
    r"\p{Han}": f"[{HAN_CLASS}]",
    r"\p{L}": r"[^\W\d_]",
    r"\z": r"\Z",
    "$": r"\Z",
}
"""RE2 spellings of the generator's regexes (outside classes) as Python's."""


@cache
def to_python(body: str, at_end: bool = True) -> re.Pattern[str]:
    """The pattern of a regex: case counts only where it begins with (?-i).

    Where the search does not go to the end of the unit (`at_end`), nothing is its end.
    """
    twins = TWINS if at_end else {**TWINS, r"\z": "(?!)", "$": "(?!)"}
    case_as_written = body.startswith("(?-i)")
    body = body.removeprefix("(?-i)")
    twin = re.sub(r"\[[^\]]*\]|\\p\{\w+\}|\\.|\$", lambda m: twins.get(m[0], m[0]), body)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return re.compile(twin, 0 if case_as_written else re.IGNORECASE)


def find_regex(body: str, text: str, first: int, last: int) -> list[tuple[int, int]]:
    """All matches between two places in one unit's text that are not empty."""
    matches = to_python(body, last == len(text)).finditer(text, first, last)
    return [match.span() for match in matches if match.end() > match.start()]
