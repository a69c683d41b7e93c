"""Turns by the researcher's own pattern."""

from qualcode.ingest.labels import given_head
from qualcode.ingest.marks import Collector, Marks


def marks_by_pattern(text: str, pattern: str) -> Marks:
    """The lines of `text` that begin with `pattern` (RE2); its first group is the label."""
    import re2

    options = re2.Options()
    options.log_errors = False
    compiled = re2.compile(rf"(?m)^[ \t]*(?:{pattern.removeprefix('^')})", options)
    group = "name" if "name" in compiled.groupindex else 1 if compiled.groups else 0
    found = Collector()
    for match in compiled.finditer(text):
        label = (match[group] or match[0]).strip().rstrip(":：")
        if label:
            line = text.rfind("\n", 0, match.start() + 1) + 1
            found.add(line, match.start(), match.end(), given_head(label))
    return found.marks()
