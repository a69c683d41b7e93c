"""What another codebook does to a corpus: the codings that it gains, loses, and makes by other rules."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from qualcode.codebook.fields import renamed
from qualcode.codebook.model import Codebook
from qualcode.coding.rows import CODING_COLUMNS, Row
from qualcode.rules.show import show
from qualcode.terms import SEPARATOR, CodeId

PASSAGE_COLUMNS = (
    *("change", "document", "unit", "start", "end", "speaker", "role", "code", "old_code"),
    *("old_rule", "new_rule", "old_evidence", "new_evidence", "text"),
)
COUNT_COLUMNS = ("code", "old_code", "n_old", "n_new", "n_gained", "n_lost", "n_changed")
Outcome: TypeAlias = Literal["gained", "lost", "changed"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A coding that only one codebook makes, or both by other rules or other evidence.

    code, old_code
        The code's id now and before; empty where it is in one codebook only.
    old, new
        The coding's row in either table of codings, by column; None where it is not there.
    """

    outcome: Outcome
    code: CodeId
    old_code: CodeId
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None

    @property
    def either(self) -> Mapping[str, Any]:
        """Its row now, or before where there is none any more."""
        return self.new or self.old or {}

    @property
    def row(self) -> tuple[Any, ...]:
        """The cells below PASSAGE_COLUMNS."""
        some = self.either
        place = [some[name] for name in ("document", "unit", "start", "end", "speaker", "role")]
        both = [one[name] if one else "" for name in ("rule", "evidence") for one in (self.old, self.new)]
        return (self.outcome, *place, self.code, self.old_code, *both, some["text"])


class Count(NamedTuple):
    """How many codings a code had and has; the last three are None where the units are not the same."""

    code: CodeId
    old_code: CodeId
    n_old: int
    n_new: int
    n_gained: int | None
    n_lost: int | None
    n_changed: int | None

    @property
    def numbers(self) -> tuple[int | None, ...]:
        """Those behind the ids."""
        return (self.n_old, self.n_new, self.n_gained, self.n_lost, self.n_changed)


class Match(NamedTuple):
    """Which codes of two codebooks are one.

    ids
        For each code its ids now and before, in the order of the new codebook, then those removed.
    now
        Old ids and the new ones, of codes that were renamed.
    spelled
        Old rules that name a renamed code, and how they are spelled with its new name.
    """

    ids: tuple[tuple[CodeId, CodeId], ...]
    now: Mapping[CodeId, CodeId]
    spelled: Mapping[str, str]


def match(old: Codebook, new: Codebook, now: Mapping[CodeId, CodeId]) -> Match:
    """Match the codes of two codebooks; `now` has the new ids of those that were renamed."""
    before = {name: id for id, name in now.items()}
    there, here = old.index(), new.index()
    ids = [
        (code.id, was if was in there else "") for code in new.codes for was in [before.get(code.id, code.id)]
    ]
    gone = [("", code.id) for code in old.codes if now.get(code.id, code.id) not in here]
    rules = [rule for code in old.codes for rule in code.rules] if now else []
    spelled = {show(rule): show(renamed(rule, now)) for rule in rules}
    return Match((*ids, *gone), now, spelled)


def compare_codings(old: Sequence[Row], new: Sequence[Row], matched: Match) -> Iterator[Passage]:
    """What differs between the codings of one document, which two codebooks made in the same units.

    Codings are the same where unit and code are. The order is that of the text, then of `matched`.

    Parameters
    ----------
    old, new
        Rows as `coding_rows` gives them.
    """
    before = {_key(row, matched.now): row for row in map(_named, old)}
    after = {_key(row, {}): row for row in map(_named, new)}
    order = {code or was: at for at, (code, was) in enumerate(matched.ids)}
    ids = {code or was: (code, was) for code, was in matched.ids}
    for key in sorted(before.keys() | after.keys(), key=lambda key: (*key[:2], order[key[2]])):
        was, now = before.get(key), after.get(key)
        if was and now and _reason(was, matched.spelled) == _reason(now, {}):
            continue
        outcome: Outcome = "lost" if now is None else "gained" if was is None else "changed"
        yield Passage(outcome, *ids[key[2]], was, now)


def _named(row: Row) -> dict[str, Any]:
    return dict(zip(CODING_COLUMNS, row, strict=False))


def _key(row: Mapping[str, Any], now: Mapping[CodeId, CodeId]) -> tuple[int, int, CodeId]:
    return row["start"], row["end"], now.get(row["code"], row["code"])


def _reason(row: Mapping[str, Any], spelled: Mapping[str, str]) -> tuple[list[str], str]:
    """The true rules, by the names that codes have now, and the evidence."""
    rules = row["rule"].split(SEPARATOR)
    return sorted(spelled.get(rule, rule) for rule in rules), row["evidence"]


def count_changes(
    old: Counter[CodeId], new: Counter[CodeId], passages: Sequence[Passage] | None, matched: Match
) -> list[Count]:
    """The codings of each code, in the order of `matched`; `passages` is None where the units differ."""
    found = Counter((one.code, one.old_code, one.outcome) for one in passages or ())
    counts = []
    for code, was in matched.ids:
        numbers = [found[code, was, outcome] for outcome in ("gained", "lost", "changed")]
        shown = [None] * 3 if passages is None else numbers
        counts.append(Count(code, was, old[was], new[code], *shown))
    return counts
