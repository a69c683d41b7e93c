"""Who codes: the name that a person's events bear."""

import os
import unicodedata

from qualcode.errors import UsageError
from qualcode.settings import NOBODY
from qualcode.terms import ROUND

CODER = "QUALCODE_CODER"
"""The environment variable that names the coder where nothing else does."""

_SIGNS = (ROUND, "+", ",", ";", "|", "/", "\\", "=")


def coder_named(given: str = "") -> str:
    """The name under which somebody codes: as given (`--as NAME`), or as QUALCODE_CODER says; in NFC.

    Raises
    ------
    UsageError
        Nobody is named; the name is one that means something else (`rules`, `consensus`, `model`), or has a
        sign that means something where coders are named.
    """
    name = unicodedata.normalize("NFC", (given or os.environ.get(CODER, "")).strip())
    if not name:
        cure = f"add --as NAME, or set {CODER} to your name once for this terminal"
        raise UsageError("it is not said who codes", cure=cure, slug="coder")
    if name.casefold() in NOBODY:
        cure = "rules and models code by themselves, and the agreed coding is made by qualcode adjudicate"
        raise UsageError(f"{name} is nobody's name", cure=cure, slug="coder")
    bad = [sign for sign in name if sign in _SIGNS or not sign.isprintable()]
    if bad:
        cure = f"choose a name without {' '.join(_SIGNS)} and line ends"
        raise UsageError(f"a coder's name cannot hold {bad[0]!r}", cure=cure, slug="coder")
    return name
