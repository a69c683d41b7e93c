"""Advice on regular expressions: what in them seldom means what was meant."""

from collections.abc import Iterator

from qualcode.codebook.faults import Faults
from qualcode.codebook.rulelines import RuleLine
from qualcode.rules.regexes import ascii_classes
from qualcode.rules.syntax import Regex, walk
from qualcode.text.patterns import lazy

_META = lazy(r"[\\.^$|?*+()\[\]{}\s]")
_CLASS = lazy(r"(?<!\\)\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]")
_QUOTED = lazy(r"\\.")
_WIDE = lazy(r"[（）［］｛｝｜＊？＋．]")
_BLANK_BAR = lazy(r"(?:(?<=[^|(]) +\||\| +(?=[^|)]))")
_ALL = lazy(r"\.[*+](?!\?)")


def doubt_regexes(rule: RuleLine, faults: Faults) -> None:
    """Warn of what is doubtful in the regular expressions of a rule."""
    for node in walk(rule.expr):
        for message, cure, slug in _doubts(node.body) if isinstance(node, Regex) else ():
            faults.warn(message, rule.node, cure=cure, slug=slug)


def _doubts(body: str) -> Iterator[tuple[str, str, str]]:
    """What is doubtful, the cure, and a word for it."""
    plain = _QUOTED.sub("--", body)
    bare = _CLASS.sub(lambda match: "-" * len(match[0]), plain)
    if ascii_classes(body):
        classes = ", ".join(ascii_classes(body))
        cure = r"write \p{L} for letters, \p{N} for digits, \p{Han} for Chinese characters"
        yield f"{classes} in a regex know ASCII only", cure, "ascii-regex"
    if not _META.search(body):
        cure = (
            "write it without the slashes: a term also finds the other script and width, and shields hide it"
        )
        yield f"/{body}/ is plain text", cure, "plain-regex"
    barred = next((match[0] for match in _CLASS.finditer(plain) if "|" in match[0]), "")
    if barred:
        cure = f"write ({barred[1:-1]}) for one of several words"
        yield f"{barred} is one character of these, | among them", cure, "regex-bar"
    if wide := _WIDE.search(bare):
        cure = "write the ASCII sign where it is meant as one"
        yield f"{wide[0]} in a regex is a plain character", cure, "regex-width"
    if _BLANK_BAR.search(bare):
        yield (
            "a blank beside | belongs to the regex: it must stand in the text",
            "take the blanks out",
            "regex-blank",
        )
    if greedy := _ALL.search(bare):
        cure = f"write how far: .{{0,20}} in place of {greedy[0]}, or use NEAR/20 with two terms"
        yield f"{greedy[0]} in a regex runs through the whole unit", cure, "regex-all"
