"""Dictionaries of LIWC (.dic): numbered categories between two lines `%`, then words with their numbers."""

from qualcode.codebook.exchange.foreign import WHOLE_WORDS, Entry, foreign_reading
from qualcode.codebook.exchange.globs import Changes
from qualcode.codebook.exchange.places import Reading, text_faults, text_reading
from qualcode.codebook.faults import Faults, Place
from qualcode.text.patterns import lazy

_CATEGORY = lazy(r"(\t*) *(\d+)[ \t]+(\S.*)")
_SHORT = lazy(r"([^()]+?)\s*\(.*\)")
"""A short name before a long one in brackets."""
_WORD = lazy(r"(\S.*?) (\S*\d[\d ]*)|(\S.*)")
_NUMBERS = lazy(r"\d+(?: \d+)*")


def read_liwc(text: str, *, file: str) -> Reading:
    """A codebook from a dictionary: a code for each category, a rule for each of its words.

    Categories that are moved in by tabs lie below the one above them. Words whose categories depend on what
    stands beside them, such as `kind <of>131`, cannot be kept and are told.
    """
    faults = text_faults(text, file=file)
    marks = [number for number, line in enumerate(faults.lines, 1) if line.strip() == "%"]
    if len(marks) < 2:
        cure = "write a line % before the numbered categories and one behind them"
        faults.error(
            "the categories do not stand between two lines %", Place(1), cure=cure, slug="dictionary"
        )
        return text_reading(None, faults)
    entries = _categories(faults, marks[0], marks[1])
    if faults.errors:
        return text_reading(None, faults)
    changes = Changes()
    for number, line in enumerate(faults.lines[marks[1] :], marks[1] + 1):
        if line.strip():
            _word(line, number, entries, changes)
    return foreign_reading(list(entries.values()), faults, notes=[WHOLE_WORDS], changes=changes)


def _categories(faults: Faults, first: int, last: int) -> dict[int, Entry]:
    """The categories by their numbers, in the order of the file."""
    entries: dict[int, Entry] = {}
    for number, line in enumerate(faults.lines[first : last - 1], first + 1):
        match = _CATEGORY.fullmatch(line)
        at = Place(number)
        if not line.strip():
            continue
        if match is None:
            cure = "write a number, a tab and a name"
            faults.error("this is no category", at, cure=cure, slug="dictionary")
        elif int(match[2]) in entries:
            cure = f"give it another number (the other is in line {entries[int(match[2])].line})"
            faults.error(f"the category {match[2]} stands twice", at, cure=cure, slug="dictionary")
        else:
            name = " ".join(match[3].split())
            short = _SHORT.fullmatch(name)
            entries[int(match[2])] = Entry(name, len(match[1]), number, short[1] if short else "")
    return entries


def _word(line: str, number: int, entries: dict[int, Entry], changes: Changes) -> None:
    """Add a word to its categories."""
    text = " ".join(line.split())
    match = _WORD.fullmatch(text)
    numbers = match[2] if match else None
    if match is None or numbers is None:
        changes.add("left out, no category is given", text, number)
    elif not _NUMBERS.fullmatch(numbers.strip()) or ("<" in match[1] and ">" in match[1]):
        changes.add("left out, its category depends on what stands beside it", text, number)
    else:
        for category in map(int, numbers.split()):
            if category in entries:
                entries[category].patterns.append((match[1], number))
            else:
                changes.add(
                    f"not put into category {category}, there is none of this number", match[1], number
                )
