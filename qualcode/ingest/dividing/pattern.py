"""Turns by the researcher's own pattern."""

from qualcode.ingest.dividing.labels import given_head
from qualcode.ingest.dividing.marks import COLONS, Collector, Marks


def marks_by_pattern(text: str, pattern: str) -> Marks:
    """The lines of `text` that begin with `pattern` (RE2); its first group is the label."""
    import re2

    options = re2.Options()
    options.log_errors = False
    compiled = re2.compile(rf"(?m)^[ \t]*(?:{pattern.removeprefix('^')})", options)
    group = "name" if "name" in compiled.groupindex else 1 if compiled.groups else 0
    found = Collector()
    for match in compiled.finditer(text):
        label = (match[group] or match[0]).strip().rstrip(COLONS)
        if label:
            line = match.start()
            start = line + len(match[0]) - len(match[0].lstrip(" \t"))
            found.add(line, start, _after_colon(text, match.end()), given_head(label))
    return found.marks()


def _after_colon(text: str, end: int) -> int:
    """Where a label ends whose pattern leaves the colon out."""
    colon = end
    while text[colon : colon + 1] in (" ", "\t", "*"):
        colon += 1
    return colon + 1 if text[colon : colon + 1] in tuple(COLONS) else end
