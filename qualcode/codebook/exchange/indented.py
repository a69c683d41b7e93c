"""A plain list of names as a codebook: what is moved in belongs to what stands above it."""

from qualcode.codebook.exchange.foreign import Entry, foreign_reading
from qualcode.codebook.exchange.hierarchy import indent_of
from qualcode.codebook.exchange.places import Reading, text_faults
from qualcode.codebook.faults import Faults, Place
from qualcode.text.patterns import lazy

_MARK = lazy(
    r"(?:[-*+•·●○▪–—]\s+|[（(]?(?:\d{1,3}(?:\.\d{1,3})*|[一二三四五六七八九十]{1,3}|[a-z])[）)]\s*"
    r"|\d{1,3}(?:\.\d{1,3})*[.．、]?\s+|\d{1,3}[.．、]\s*|[一二三四五六七八九十]{1,3}、\s*)"
)
"""Bullets and numbers before a name."""


def read_list(text: str, *, file: str) -> Reading:
    """A codebook of names and nothing else, from a list that is indented by blanks or tabs.

    Bullets and numbers before names are left out; where nothing is indented, numbers such as 1.2 say
    what belongs to what. A line that goes back to no indentation above it is an error.
    """
    faults = text_faults(text, file=file)
    lines = [(number, line) for number, line in enumerate(faults.lines, 1) if line.strip()]
    marks = [_MARK.match(line.strip()) for _, line in lines]
    is_flat = len({indent_of(line) for _, line in lines}) <= 1
    open_indents: list[int] = []
    entries: list[Entry] = []
    for (number, line), mark in zip(lines, marks, strict=True):
        name = line.strip()[mark.end() if mark else 0 :].strip()
        depth = _depth(indent_of(line), open_indents, Place(number), faults)
        if is_flat and mark:
            depth = mark[0].strip("（()）.．、 ").count(".")
        if name:
            entries.append(Entry(name, depth, number))
    numbered = sum(map(bool, marks))
    notes = [f"bullets and numbers before names left out: {numbered}"] * bool(numbered)
    return foreign_reading(entries, faults, notes=notes)


def _depth(indent: int, open_indents: list[int], at: Place, faults: Faults) -> int:
    """How deep a line lies; `open_indents` are those of the lines that it may lie below."""
    went_back = bool(open_indents) and indent < open_indents[-1]
    while open_indents and open_indents[-1] > indent:
        open_indents.pop()
    if not open_indents or open_indents[-1] < indent:
        if went_back:
            cure = "begin it below the name that it belongs beside, with the same blanks or tabs"
            faults.error("this line goes back to no indentation above it", at, cure=cure, slug="indentation")
        open_indents.append(indent)
    return len(open_indents) - 1
