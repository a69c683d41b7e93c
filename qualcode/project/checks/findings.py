"""What a check finds: how grave it is, what it is about, and what cures it."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")
FINDING_COLUMNS = ("level", "about", "document", "message", "cure")


class Finding(NamedTuple):
    """One thing that a check found, with the columns of FINDING_COLUMNS.

    `error`: numbers would be wrong, or cannot be made. `warning`: look at it. `note`: good to know.
    `document` is empty where it is about none, or the place in a file.
    """

    level: Level
    about: str
    document: str
    message: str
    cure: str


def error(about: str, document: str, message: str, cure: str) -> Finding:
    """A finding that makes numbers wrong or impossible."""
    return Finding("error", about, document, message, cure)


def warning(about: str, document: str, message: str, cure: str) -> Finding:
    """A finding to look at."""
    return Finding("warning", about, document, message, cure)


def note(about: str, document: str, message: str, cure: str) -> Finding:
    """A finding that is good to know."""
    return Finding("note", about, document, message, cure)


class Grouped(NamedTuple):
    """One thing found in several documents; `cure` is that of the first."""

    level: Level
    about: str
    documents: tuple[str, ...]
    message: str
    cure: str


def grouped(findings: Iterable[Finding]) -> list[Grouped]:
    """Findings that say the same of several documents as one, the gravest first."""
    found: dict[tuple[Level, str, str], list[Finding]] = {}
    for one in findings:
        found.setdefault((one.level, one.about, one.message), []).append(one)
    groups = [
        Grouped(level, about, tuple(one.document for one in same if one.document), message, same[0].cure)
        for (level, about, message), same in found.items()
    ]
    return sorted(groups, key=lambda one: LEVELS.index(one.level))
