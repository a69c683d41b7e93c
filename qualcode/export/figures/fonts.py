"""Fonts for figures: a Latin one that matplotlib brings along, and a Chinese one that the machine has."""

from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from qualcode.errors import ReadError, UsageError
from qualcode.text.patterns import lazy

LATIN = "DejaVu Sans"
CHINESE = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC",
    "Hiragino Sans GB", "Heiti SC", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Sans SC",
    "Arial Unicode MS", "Droid Sans Fallback",
)  # fmt: skip
"""Chinese fonts in the order in which they are looked for."""
_CURE = (
    "install one (Debian: apt install fonts-noto-cjk or fonts-wqy-microhei), or name a file with --font: "
    "a .ttf, .otf or .ttc that has Chinese characters"
)
_PROBE = ord("访")
"""A character that a Chinese font must have."""
_HAN = lazy(r"[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U000323af]")


def families(texts: Iterable[str], font: str = "") -> list[str]:
    """The fonts that show `texts`, the first that has a character being used for it.

    `font` is the file or the name of a font that comes before all others.

    Raises
    ------
    ReadError, UsageError
        The font cannot be read or is not there; or Chinese is to be shown and no font has it.
    """
    own = [_named(font)] if font else []
    if not any(_HAN.search(text) for text in texts):
        return [*own, LATIN]
    if own and _has_chinese(own[0]):
        return [LATIN, *own] if own[0] in CHINESE else [*own, LATIN]
    found = chinese_font()
    if not found:
        raise UsageError("no font on this machine has Chinese characters", cure=_CURE, slug="font")
    return [*own, LATIN, found]


@cache
def chinese_font() -> str:
    """The first Chinese font that the machine has; empty where it has none."""
    return _first_chinese() or (_first_chinese() if _fonts_since() else "")


def _first_chinese() -> str:
    """The first Chinese font among those that matplotlib knows."""
    known = _known()
    return next((name for name in CHINESE if name in known and _has_chinese(name)), "")


def _known() -> set[str]:
    """The names of all fonts that matplotlib knows."""
    from matplotlib.font_manager import fontManager

    return {entry.name for entry in fontManager.ttflist}


def _fonts_since() -> bool:
    """Whether fonts came since matplotlib wrote the list that it keeps; it knows them now."""
    from matplotlib.font_manager import findSystemFonts, fontManager

    listed = {entry.fname for entry in fontManager.ttflist}
    new = [path for path in findSystemFonts() if path not in listed]
    for path in new:
        with suppress(OSError, RuntimeError, ValueError):
            fontManager.addfont(path)
    return bool(new)


@cache
def _has_chinese(name: str) -> bool:
    """Whether a font really holds a Chinese character: some are named so and hold none."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    try:
        path = findfont(FontProperties(family=name), fallback_to_default=False)
        return bool(get_font(path).get_char_index(_PROBE))
    except (OSError, RuntimeError, ValueError):
        return False


@cache
def _named(font: str) -> str:
    """The name of a font that is given by its file or by name."""
    from matplotlib.font_manager import FontProperties, fontManager

    if not Path(font).suffix:
        if font not in _known() and not (_fonts_since() and font in _known()):
            cure = "name one that is installed, or a file (.ttf, .otf, .ttc)"
            raise UsageError(f"there is no font '{font}' on this machine", cure=cure, slug="font")
        return font
    try:
        fontManager.addfont(font)
        return FontProperties(fname=font).get_name()
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "it is no font"
        raise ReadError(f"the font cannot be read: {reason}", place=font, cure=_CURE, slug="font") from None
