"""What judges wrote beside passages: yes, no, unsure; whether they agree; and what counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeAlias

from qualcode.text.key import fold

Verdict: TypeAlias = Literal["yes", "no", "unsure", ""]
"""What a judge says of a passage; empty: nothing yet."""

Verdicts: TypeAlias = Mapping[int, Verdict]
"""By the number of the item."""

SPELLINGS: Mapping[Verdict, tuple[str, ...]] = {
    "yes": ("yes", "y", "1", "true", "是", "对", "√", "✓"),
    "no": ("no", "n", "0", "false", "否", "不是", "×", "✗"),
    "unsure": ("?", "unsure", "不确定"),
    "": ("",),
}
"""How each may be written, whatever case and width. An x is none: it marks for some, strikes for others."""

_MEANING = {fold(word): verdict for verdict, words in SPELLINGS.items() for word in words}


def verdict_of(written: str) -> Verdict | None:
    """What a judge means, or None where that cannot be told."""
    return _MEANING.get(fold(written))


def settled(judges: Sequence[Verdicts], final: Verdicts, items: Iterable[int]) -> dict[int, Verdict]:
    """What counts for each item.

    The value in `final`, where there is one; else what all who judged it agree on. Empty where nobody
    judged; `unsure` where judges differ, or one is not sure, and nobody settled it.
    """
    return {item: final.get(item) or _common([judge.get(item, "") for judge in judges]) for item in items}


def _common(said: Iterable[Verdict]) -> Verdict:
    different = {one for one in said if one}
    if not different:
        return ""
    return different.pop() if len(different) == 1 else "unsure"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two judges agree on the items on which both said yes or no.

    n, agreement
        Items, and the share on which they agree; None without items.
    kappa
        Cohen's kappa; None where it is undefined, for `note`.
    """

    judges: tuple[str, str]
    n: int
    agreement: float | None
    kappa: float | None
    note: str = ""


def agreements(judges: Mapping[str, Verdicts]) -> list[Agreement]:
    """The agreement of each pair of judges."""
    return [agreement((a, b), *_table(judges[a], judges[b])) for a, b in combinations(judges, 2)]


def _table(one: Verdicts, other: Verdicts) -> tuple[int, int, int, int]:
    """Items with yes of both, of the first only, of the second only, and no of both."""
    pairs = [(value, other.get(item, "")) for item, value in one.items()]
    both, first, second, neither = (
        pairs.count(("yes", "yes")),
        pairs.count(("yes", "no")),
        pairs.count(("no", "yes")),
        pairs.count(("no", "no")),
    )
    return both, first, second, neither


def agreement(judges: tuple[str, str], both: int, first: int, second: int, neither: int) -> Agreement:
    """Percent agreement and kappa of a 2 × 2 table.

    kappa = (Po - Pe) / (1 - Pe), with Po the share of agreement and Pe the share expected from each judge's
    own share of yes (Cohen 1960, Educational and Psychological Measurement 20, 37-46): 1 complete, 0 as by
    chance, down to -1. Undefined where both gave one value throughout.
    """
    n = both + first + second + neither
    if not n:
        return Agreement(judges, 0, None, None, "no passage was judged by both")
    observed = (both + neither) / n
    yes = (both + first) / n, (both + second) / n
    if yes in ((0, 0), (1, 1)):
        return Agreement(judges, n, observed, None, "both gave one value throughout: kappa is undefined")
    expected = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    one_sided = yes[0] in (0, 1) or yes[1] in (0, 1)
    note = "one of them gave one value throughout: kappa is 0 whatever the other says" if one_sided else ""
    return Agreement(judges, n, observed, 0.0 if one_sided else (observed - expected) / (1 - expected), note)
