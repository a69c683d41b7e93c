"""Text as every terminal draws it in as many cells as are counted for it.

Terminals differ in how wide they draw what is made up of several characters (families, flags, skin tones,
signs in their emoji form), and characters that turn the direction of writing upset whole lines. Here each of
these is drawn by its first character, a flag by its two letters, in the cells that it takes.
"""

import re

from rich.cells import cell_len

from qualcode.project.desk.cells import shown

_PARTS = re.compile(
    r"[\U0001f1e6-\U0001f1ff]"  # the letters of flags
    r"|\u200d.?"  # a joiner, and what it joins to the character before
    r"|[\U0001f3fb-\U0001f3ff]"  # skin tones
    r"|\ufe0f"  # the sign before it in its form as an emoji
    r"|[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0e]"  # what is never seen
)
_FIRST_FLAG = 0x1F1E6
_JOINER, _EMOJI = "\u200d", "\ufe0f"


def glyphs(text: str) -> str:
    """A stretch of a text as it is drawn; it takes the cells that are counted for the stretch."""
    return _PARTS.sub(_drawn, shown(text))


def drawn(text: str) -> str:
    """A text as it is drawn, with its line ends."""
    return "\n".join(map(glyphs, text.split("\n")))


def _drawn(found: re.Match[str]) -> str:
    part = found[0]
    if 0 <= ord(part[0]) - _FIRST_FLAG < 26:
        return chr(ord("A") + ord(part[0]) - _FIRST_FLAG)
    return " " * _gain(found.string, found.start()) if part == _EMOJI else ""


def _gain(text: str, at: int) -> int:
    """The cells that the sign before an emoji form gains by it; the first form after a sign counts."""
    at -= 1
    while at >= 0 and text[at] != _EMOJI and (not cell_len(text[at]) or text[at - 1 : at] == _JOINER):
        at -= 1
    if at < 0 or text[at] == _EMOJI:
        return 0
    return cell_len(text[at] + _EMOJI) - cell_len(text[at])
