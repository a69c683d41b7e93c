"""Front matter: `field: value` lines between two lines of dashes at the top of a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.text.patterns import lazy

_FENCED = lazy(r"\s*---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = lazy(r"([^\s#:\-\[{&*!|>%@`\"'][^:\n]*?)[ \t]*:(?:[ \t]+(.*))?")
_COMMENT = lazy(r"(?:^|[ \t]+)#.*$")
_ITEM = lazy(r"[ \t]*-[ \t]+(.*)")


MEANT = ("document", "speaker", "role", "case", "language", "date")
"""Attributes with a meaning of their own."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The text below the front matter, the fields in it, and what could not be used."""

    body: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def split_front_matter(text: str) -> FrontMatter:
    """Part front matter from text.

    Values are taken as the text that stands there; the items of a list are joined by `; `.
    """
    fenced = _FENCED.match(text)
    if not fenced:
        return FrontMatter(text)
    attributes: dict[str, str] = {}
    odd: list[str] = []
    name = ""
    for line in fenced[1].split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if found := _FIELD.fullmatch(line):
            name = meant(found[1].strip())
            attributes[name] = _value(found[2] or "")
        elif name and (item := _ITEM.fullmatch(line)):
            attributes[name] = "; ".join(filter(None, (attributes[name], _value(item[1]))))
        else:
            odd.append(line.strip())
    if not attributes:
        return FrontMatter(text)
    return FrontMatter(
        text[fenced.end() :], attributes, tuple(f"front matter not understood: {line}" for line in odd)
    )


def meant(name: str) -> str:
    """The name of an attribute; those that have a meaning are written small."""
    return name.casefold() if name.casefold() in MEANT else name


def _value(text: str) -> str:
    """A scalar without its quotes or comment, or the items of a flow list."""
    text = text.strip()
    if len(text) > 1 and text[0] in "\"'" and (closing := text.find(text[0], 1)) > 0:
        return text[1:closing]
    text = _COMMENT.sub("", text).strip()
    if text.startswith("[") and text.endswith("]"):
        return "; ".join(filter(None, (_value(item) for item in text[1:-1].split(","))))
    return text
