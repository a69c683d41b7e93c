"""Regular expressions in RE2 syntax: linear time whatever the input."""

from functools import lru_cache
from typing import Any

import re2

from qualcode.errors import RuleError
from qualcode.text.patterns import lazy

AT_ONCE = 12
"""So many patterns look for the units they may match in one pass."""

_ANCHORS = lazy(r"\\[bBAz]|[\^$]")
_BYTE = lazy(r"(?<!\\)(?:\\\\)*\\C")
_ASCII_ONLY = lazy(r"\\(?:\\|([wWdDsSbB]))")


def _options() -> Any:
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = False
    return options


@lru_cache(maxsize=1024)
def compile_regex(body: str) -> Any:
    """The compiled pattern; upper and lower case are one unless the body begins with (?-i)."""
    return re2.compile(body, _options())


def check_regex(body: str, *, rule: str, column: int) -> None:
    """Refuse a pattern that RE2 cannot compile or that matches the empty string.

    Raises
    ------
    RuleError
        At `column` of `rule`, with RE2's own words.
    """
    try:
        pattern = compile_regex(body)
    except re2.error as problem:
        cure = "the syntax is RE2's: no look-around and no back-references"
        raise RuleError(
            f"the regular expression cannot be read: {_words(problem)}", rule=rule, column=column, cure=cure
        ) from None
    if _BYTE.search(body):
        cure = "write . for any character"
        raise RuleError(r"\C stands for a byte, not for a character", rule=rule, column=column, cure=cure)
    if not body or pattern.search("") is not None:
        cure = "make some part of it obligatory: + in place of *, a letter beside ^ or $"
        raise RuleError(
            "the regular expression matches the empty string", rule=rule, column=column, cure=cure
        )


def _words(problem: Exception) -> str:
    said = problem.args[0] if problem.args else "syntax error"
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)


def is_anchored(body: str) -> bool:
    """Whether a match can depend on where the searched text begins and ends (`^ $ \\b \\B \\A \\z`)."""
    return bool(_ANCHORS.search(body))


@lru_cache(maxsize=64)
def group_regexes(bodies: tuple[str, ...]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The patterns without anchors in groups that one pass over a text can look for.

    Returns for each group the pattern that matches where any of them does, and their numbers.
    A group that RE2 cannot take as one (too large, names used twice) is left in single patterns.
    """
    loose = [number for number, body in enumerate(bodies) if not is_anchored(body)]
    groups: list[tuple[str, tuple[int, ...]]] = []
    for at in range(0, len(loose), AT_ONCE):
        group = tuple(loose[at : at + AT_ONCE])
        either = "|".join(f"(?:{bodies[number]})" for number in group)
        if any(r"\Q" in bodies[number] for number in group):  # \Q would quote the pattern behind it
            groups += [(bodies[number], (number,)) for number in group]
            continue
        try:
            compile_regex(either)
            groups.append((either, group))
        except re2.error:
            groups += [(bodies[number], (number,)) for number in group]
    return tuple(groups)


def ascii_classes(body: str) -> list[str]:
    """The classes in `body` that know ASCII letters, digits and blanks only."""
    return sorted({"\\" + m[1] for m in _ASCII_ONLY.finditer(body) if m[1]})
