"""Categories of WordStat (.cat): names moved in by tabs; a line that ends in a weight (1) is a pattern."""

from qualcode.codebook.exchange.foreign import WHOLE_WORDS, Entry, foreign_reading
from qualcode.codebook.exchange.globs import Changes
from qualcode.codebook.exchange.places import Reading, text_faults
from qualcode.codebook.faults import Place
from qualcode.text.patterns import lazy

_LINE = lazy(r"(.*?)(?: \((\d+(?:\.\d+)?)\))?")


def read_wordstat(text: str, *, file: str) -> Reading:
    """A codebook from a categorisation dictionary; what its weights and its own rules say cannot be kept."""
    faults = text_faults(text, file=file)
    changes = Changes()
    entries: list[Entry] = []
    for number, line in enumerate(faults.lines, 1):
        match = _LINE.fullmatch(" ".join(line.split()))
        if not match or not match[1]:
            continue
        depth = line[: len(line) - len(line.lstrip())].count("\t")
        if match[2] is None:
            entries.append(Entry(match[1], depth, number))
        elif not entries:
            cure = "write the name of the category above it"
            faults.error("a pattern stands above all categories", Place(number), cure=cure, slug="dictionary")
        else:
            _add(_owner(entries, depth), match[1], match[2], number, changes)
    notes = [WHOLE_WORDS] * any(entry.patterns for entry in entries)
    return foreign_reading(entries, faults, notes=notes, changes=changes)


def _owner(entries: list[Entry], depth: int) -> Entry:
    """The category that a pattern at this depth belongs to."""
    return next((entry for entry in reversed(entries) if entry.depth < depth), entries[-1])


def _add(entry: Entry, pattern: str, weight: str, line: int, changes: Changes) -> None:
    if pattern.startswith("@"):
        changes.add("left out, a rule of WordStat and no word", pattern, line)
        return
    if float(weight) != 1:
        changes.add("its weight was left out", f"{pattern} ({weight})", line)
    if "_" in pattern:
        changes.add("_ now is a blank", pattern, line)
    entry.patterns.append((pattern.replace("_", " "), line))
