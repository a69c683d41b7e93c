"""Terms whose hits are written with characters that mean different things: 頭髮 and 頭發, 皇后 and 皇後."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from qualcode.text.key import fold, fold_exact
from qualcode.text.senses import ambiguous_keys, meanings, script_of

Written: TypeAlias = Mapping[tuple[str, bool], int]
"""How often hits are written in a way, in documents in traditional characters or in others."""


class Form(NamedTuple):
    """A way in which hits of a term are written. `other`: it means something else than the term does."""

    text: str
    n: int
    other: bool


def doubtful_forms(term: str, written: Written, *, script: str) -> tuple[Form, ...]:
    """The ways in which hits of `term` are written, the most frequent first, if they may differ in meaning.

    They do where one has a character of another meaning than the term has in that place; or, where
    the term does not say which is meant (发), where two have characters of different meanings
    (發, 髮). Nothing is returned where neither is so.

    Parameters
    ----------
    term
        The term as it is written in the codebook, without wildcards.
    script
        `zh-Hant` where the codebook is in traditional characters: its 后 is not 後.
    """
    own = fold_exact(term)
    traditional = (script_of(own) or script) == "zh-Hant"
    places = [at for at, char in enumerate(own) if fold(char) in ambiguous_keys()]
    alone, counts = len(own) == 1, Counter[str]()
    other: set[str] = set()
    certain: dict[int, set[str]] = {at: set() for at in places}
    for (form, in_traditional), n in written.items():
        counts[form] += n
        for at in places if len(form) == len(own) else ():
            wanted = meanings(own[at], traditional=traditional, alone=alone)
            there = meanings(form[at], traditional=in_traditional, alone=alone)
            if wanted and there and not wanted & there:
                other.add(form)
            if len(there) == 1:
                certain[at] |= there
    if not other and all(len(found) < 2 for found in certain.values()):
        return ()
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Form(form, n, form in other) for form, n in ordered)
