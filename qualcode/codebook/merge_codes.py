"""A three-way merge of the codes of a codebook, matched by their ids wherever they stand."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from qualcode.codebook.conflicts import SIDES, Conflict, Side, settled
from qualcode.codebook.merge_parts import Chunks, Three, merge_heads, merge_lead, merge_part, put_together
from qualcode.codebook.parts import Lines, Part, codes_of, is_text
from qualcode.codebook.threeway import differing, either
from qualcode.terms import CodeId

Parent: TypeAlias = CodeId | None
Fate: TypeAlias = Literal["one", "ours", "theirs", "moved", "twins"]
"""What becomes of a code: it is `one` for both, or there is a conflict. `ours` and `theirs`: only that
side has it, and the other took it out; `moved`: it stands below different codes; `twins`: both added it,
and not the same."""
Renamed: TypeAlias = Mapping[CodeId, CodeId]
"""Codes that one side took out, each with the new one that holds most of the same."""


class CircleError(Exception):
    """One side put a code below another one, and the other side that one below it."""


class Place(NamedTuple):
    """Where a code stands on one side."""

    part: Part
    parent: Parent


class CodeMerge:
    """The merge of all codes below three roots; `renamed` are the codes that ours and theirs renamed.

    Raises
    ------
    CircleError
        The merged codes would stand below each other in a circle.
    """

    def __init__(self, roots: Three, renamed: Sequence[Renamed] = ()) -> None:
        self.renamed = renamed or ({}, {})
        self.base, self.ours, self.theirs = (_places(root) for root in roots)
        self.fates = dict(self._first_fates())
        while self._settle():
            pass
        self._check_circles()

    def _first_fates(self) -> Iterator[tuple[CodeId, Fate]]:
        """The fate of each code by itself; one that one side took out and the other left alone has none."""
        for code in dict.fromkeys([*self.ours, *self.theirs]):
            was, mine, yours = self.base.get(code), self.ours.get(code), self.theirs.get(code)
            if mine and yours:
                yield code, _shared_fate(was, mine, yours)
            elif was is None:
                yield code, "one"
            elif mine and _differs(was, mine):
                yield code, "ours"
            elif yours and _differs(was, yours):
                yield code, "theirs"

    def _settle(self) -> bool:
        """Let a fate follow from that of another code; whether one did."""
        for code, fate in self.fates.items():
            for parent in self.parents(code):
                if parent is not None and parent not in self.fates:
                    self.fates[parent] = "ours" if parent in self.ours else "theirs"
                    return True
            if fate == "one" and self._may_be_lost(code):
                self.fates[code] = "moved"
                return True
        return False

    def _may_be_lost(self, code: CodeId) -> bool:
        """Whether a code that both sides have would go with one above it that only one side has there."""
        mine, yours = self.ours.get(code), self.theirs.get(code)
        if mine is None or yours is None or mine.parent == yours.parent:
            return False
        fates = (self.fates.get(above) for above in self._above(code))
        return next((fate for fate in fates if fate not in ("one", None)), "moved") != "moved"

    def _above(self, code: CodeId) -> Iterator[CodeId]:
        """The codes above one, as far as it goes without coming back."""
        seen = {code}
        parent = self.parents(code)[0]
        while parent is not None and parent not in seen:
            yield parent
            seen.add(parent)
            parent = self.parents(parent)[0]

    def parents(self, code: CodeId) -> list[Parent]:
        """Below which codes one stands in the merged text; where the sides differ, ours and theirs."""
        was, mine, yours = self.base.get(code), self.ours.get(code), self.theirs.get(code)
        if mine and yours:
            if self.fates.get(code) in ("moved", "twins"):
                return [mine.parent, yours.parent]
            return [either(was.parent if was else mine.parent, mine.parent, yours.parent)]
        return [one.parent for one in (mine, yours) if one]

    def _check_circles(self) -> None:
        waiting = {code: {*self.parents(code)} - {None} for code in self.fates}
        while free := [code for code, above in waiting.items() if not above & waiting.keys()]:
            for code in free:
                del waiting[code]
        if waiting:
            raise CircleError

    def chunks(self, three: Three, parent: Parent) -> Chunks:
        """The merged list of codes below `parent`; `three` are the fields that hold it."""
        if all(part.kind == "leaf" for part in three if part):
            return merge_part(three, parent or "codes")
        keys = [[key for key in side if self._stands(CodeId(key), parent)] for side in three.key_lists()]
        what = parent or "codes"
        found = put_together(three, keys, lambda key: self._code(CodeId(key), parent), what)
        return [*merge_heads(three, what), *found] if found else []

    def _stands(self, code: CodeId, parent: Parent) -> bool:
        return code in self.fates and parent in self.parents(code)

    def _code(self, code: CodeId, parent: Parent) -> Chunks:
        """A code below `parent`, or a conflict about whether, or how, it stands there."""
        if self.fates[code] == "one":
            return self._merged(code, self._three(code))
        ours, theirs = (self._settled(code, side, parent) for side in SIDES)
        return [Conflict(ours, theirs, self._why(code))]

    def _settled(self, code: CodeId, side: Side, parent: Parent) -> Lines:
        """The lines of a code, and of all below it, where one side has it below `parent`; else nothing."""
        place = (self.ours if side == "ours" else self.theirs).get(code)
        if place is None or place.parent != parent:
            return ()
        three = _alone(place.part) if self.fates[code] == "twins" else self._three(code)
        return tuple(settled(self._merged(code, three), side))

    def _three(self, code: CodeId) -> Three:
        """A code on each side; what only one side has is as it is there."""
        was, mine, yours = self.base.get(code), self.ours.get(code), self.theirs.get(code)
        if mine and yours:
            return Three(was.part if was else None, mine.part, yours.part)
        kept = mine or yours
        return _alone(kept.part if kept else None)

    def _why(self, code: CodeId) -> str:
        fate = self.fates[code]
        if fate == "twins":
            return f"{code} is new on both sides, and not the same"
        if fate == "moved":
            mine, yours = (_below(places[code].parent) for places in (self.ours, self.theirs))
            return f"{code} stands {mine} on our side, {yours} on theirs"
        gone, other = ("their", "ours") if fate == "ours" else ("our", "theirs")
        new = self.renamed[fate == "ours"].get(code)
        hint = f"; {new}, new there, seems to be it: carry the change over to it" if new else ""
        return f"{code} is taken out on {gone} side, and it or a code below it was changed on {other}{hint}"

    def _merged(self, code: CodeId, three: Three) -> Chunks:
        """The merged text of a code and of all below it."""
        if any(not part.inner for part in three if part):
            return merge_part(three, code)
        fields = put_together(three, three.key_lists(), lambda key: self._field(code, key, three), code)
        heads = [part.head if part else None for part in three]
        head = either(*heads) if heads[1] is not None and heads[2] is not None else heads[1]
        return [*merge_lead(three, code), *_hyphenated(fields, head or ())]

    def _field(self, code: CodeId, key: Hashable, three: Three) -> Chunks:
        inner = three.inner(key)
        return self.chunks(inner, code) if key == "children" else merge_part(inner, f"{code}, {key}")


def _places(root: Part | None) -> dict[CodeId, Place]:
    """All codes of a file by their ids."""
    return {str(part.key): Place(part, parent) for parent, part in codes_of(root)} if root else {}


def _alone(part: Part | None) -> Three:
    return Three(None, part, None)


def _shared_fate(was: Place | None, mine: Place, yours: Place) -> Fate:
    if was is None:
        return "twins" if _differs(mine, yours) else "one"
    return "moved" if differing(was.parent, mine.parent, yours.parent) else "one"


def _differs(one: Place, other: Place) -> bool:
    """Whether a code says something else, or stands elsewhere; the codes below it aside."""
    return (one.part.content, one.parent) != (other.part.content, other.parent)


def _below(parent: Parent) -> str:
    return f"below {parent}" if parent else "at the top"


def _hyphenated(fields: Chunks, head: Lines) -> Chunks:
    """The fields of a code with its hyphen: before the first one, or on a line of its own."""
    if head:
        return [*head, *fields]
    for at, chunk in enumerate(fields):
        if not isinstance(chunk, str):
            return ["-", *fields]
        if is_text(chunk):
            return [*fields[:at], f"-{chunk[1:]}", *fields[at + 1 :]]
    return fields
