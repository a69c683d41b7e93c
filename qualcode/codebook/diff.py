"""Two codebooks compared: what was added, removed, renamed, moved and changed."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

from qualcode.codebook.canonical import rules_sha256
from qualcode.codebook.fields import BOOK_FIELDS, CODE_FIELDS, Field, Piece, Side
from qualcode.codebook.model import Code, Codebook
from qualcode.codebook.renames import Rename, find_renames
from qualcode.terms import CodeId

DIFF_COLUMNS = ("code", "old_code", "change", "field", "part", "old", "new", "decides", "note")
CODE = "code"
"""The field of a change to a code as a whole."""
Kind: TypeAlias = Literal["added", "removed", "renamed", "moved", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two codebooks.

    code, old_code
        The code's id now and before; empty where it is not there, both for the codebook itself.
    kind
        `added`, `removed`, `changed`; of a code also `renamed` and `moved` (below another code, or
        to another place among its neighbours).
    field
        A key of the codebook file; `code` for a code as a whole, `parent` and `order` for its place.
    part
        Language of a text, or list of negation.
    old, new
        What stood there and what stands there now; rules in canonical spelling.
    decides
        Whether it can change a coding, as `rules_sha256` understands it.
    note
        What a rename rests on.
    """

    code: CodeId
    old_code: CodeId
    kind: Kind
    field: str
    part: str = ""
    old: str = ""
    new: str = ""
    decides: bool = False
    note: str = ""

    @property
    def row(self) -> tuple[str, ...]:
        """The cells below DIFF_COLUMNS."""
        decides = "yes" if self.decides else "no"
        place = (self.code, self.old_code, self.kind, self.field, self.part)
        return (*place, self.old, self.new, decides, self.note)


@dataclass(frozen=True, slots=True)
class Diff:
    """All changes, those of the codebook first, then by code in the new order, then the codes removed.

    `decides` is False where both codebooks code every text alike: their `rules_sha256` are equal.
    """

    changes: tuple[Change, ...]
    renames: tuple[Rename, ...]
    decides: bool


class _Pair(NamedTuple):
    """A code before and now; one of the two may be missing."""

    old: Code | None
    new: Code | None

    @property
    def ids(self) -> tuple[CodeId, CodeId]:
        """Its id now and before."""
        return (self.new.id if self.new else "", self.old.id if self.old else "")


def diff(old: Codebook, new: Codebook) -> Diff:
    """Compare two codebooks field by field; the order of rules, shields and examples does not matter.

    Codes belong together by their id, or where `find_renames` takes them for one.
    """
    renames = find_renames(old, new)
    now = {one.old: one.new for one in renames}
    before = {one.new: one.old for one in renames}
    sides = Side(old, now), Side(new, {})
    known = {code.id: code for code in old.codes}
    pairs = [_Pair(known.get(before.get(code.id, code.id)), code) for code in new.codes]
    kept = {pair.old.id for pair in pairs if pair.old}
    gone = [_Pair(code, None) for code in old.codes if code.id not in kept]
    changes = [*_book_changes(pairs, sides)]
    why = {one.new: one for one in renames}
    strayed = _strayed(pairs, sides)
    for pair in [*pairs, *gone]:
        changes += _tree_changes(pair, sides, why)
        changes += [change for change in strayed if change.code == pair.ids[0] and pair.new]
        changes += _field_changes(CODE_FIELDS, pair.old, pair.new, sides, pair.ids)
    return Diff(tuple(changes), renames, rules_sha256(old) != rules_sha256(new))


def _book_changes(pairs: Sequence[_Pair], sides: tuple[Side, Side]) -> Iterator[Change]:
    """Changes of the codebook itself; word cuts decide where they hold for a code."""
    old, new = (side.codebook for side in sides)
    cut_anew = any(
        pair.old
        and pair.new
        and (pair.old.boundaries or old.boundaries) != (pair.new.boundaries or new.boundaries)
        for pair in pairs
    )
    for change in _field_changes(BOOK_FIELDS, old, new, sides, ("", "")):
        yield replace(change, decides=cut_anew) if change.field == "boundaries" else change


def _tree_changes(pair: _Pair, sides: tuple[Side, Side], why: dict[CodeId, Rename]) -> Iterator[Change]:
    """Whether a code has come, gone, been renamed, or stands below another one."""
    old, new = pair
    if new is None or old is None:
        kind: Kind = "added" if new else "removed"
        place = {"new": (new.parent or "") if new else "", "old": (old.parent or "") if old else ""}
        yield Change(*pair.ids, kind, CODE, decides=True)
        if any(place.values()):
            yield Change(*pair.ids, kind, "parent", decides=True, **place)
        return
    if old.id != new.id:
        note = f"{'' if why[new.id].is_sure else 'probably: '}{why[new.id].why}"
        yield Change(*pair.ids, "renamed", CODE, old=old.id, new=new.id, decides=True, note=note)
    if _parent(old, sides[0]) != new.parent:
        yield Change(*pair.ids, "moved", "parent", old=old.parent or "", new=new.parent or "", decides=True)


def _parent(code: Code, side: Side) -> CodeId | None:
    """The code above, by the id that it has now."""
    return side.names.get(code.parent, code.parent) if code.parent else None


def _strayed(pairs: Sequence[_Pair], sides: tuple[Side, Side]) -> list[Change]:
    """Codes that stand elsewhere among the same neighbours: as few as explain the new order."""
    order = {code.id: at for at, code in enumerate(sides[0].codebook.codes)}
    families: dict[CodeId | None, list[tuple[Code, Code]]] = {}
    for old, new in pairs:
        if old and new and _parent(old, sides[0]) == new.parent:
            families.setdefault(new.parent, []).append((old, new))
    found = []
    for family in families.values():
        stayed = _longest_rising([order[old.id] for old, _ in family])
        was = sorted((old for old, _ in family), key=lambda code: order[code.id])
        for at, (old, new) in enumerate(family):
            if at not in stayed:
                place = was.index(old)
                before = was[place - 1].id if place else ""
                now = family[at - 1][1].id if at else ""
                found.append(Change(new.id, old.id, "moved", "order", old=before, new=now))
    return found


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Positions of a longest rising subsequence."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(last[length - 1] if length else -1)
        tails[length : length + 1] = [number]
        last[length : length + 1] = [at]
    chosen, at = set(), last[-1] if last else -1
    while at >= 0:
        chosen.add(at)
        at = before[at]
    return chosen


def _field_changes(
    fields: Sequence[Field],
    old: Code | Codebook | None,
    new: Code | Codebook | None,
    sides: tuple[Side, Side],
    ids: tuple[CodeId, CodeId],
) -> Iterator[Change]:
    """What differs in each field; a missing code has empty fields."""
    for field in fields:
        before = [*field.pieces(old, sides[0])] if old else []
        after = [*field.pieces(new, sides[1])] if new else []
        yield from _piece_changes(field, before, after, ids)


def _piece_changes(
    field: Field, before: Sequence[Piece], after: Sequence[Piece], ids: tuple[CodeId, CodeId]
) -> Iterator[Change]:
    """Pieces that are gone or changed, in the old order, then those that have come."""
    here, there = ({piece.token for piece in pieces} - {None} for pieces in (before, after))
    deciding = here ^ there
    old = {piece.key: piece for piece in before if piece.text}
    new = {piece.key: piece for piece in after if piece.text}
    for key, was in old.items():
        now = new.get(key)
        if now is None:
            decides = was.token in deciding
            yield Change(*ids, "removed", field.name, was.part, old=was.text, decides=decides)
        elif not field.item and now.text != was.text:
            decides = now.token in deciding
            yield Change(*ids, "changed", field.name, was.part, was.text, now.text, decides)
    for key, now in new.items():
        if key not in old:
            decides = now.token in deciding
            yield Change(*ids, "added", field.name, now.part, new=now.text, decides=decides)
