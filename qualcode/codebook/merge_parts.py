"""A three-way merge of the parts of a codebook file: fields, texts by language, items of lists."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from qualcode.codebook.conflicts import Chunk, Conflict
from qualcode.codebook.parts import ABSOLUTE, Lines, Part, comment_start, shifted
from qualcode.codebook.threeway import differing, either, merge_lines, merge_order

Chunks: TypeAlias = list[Chunk]


class Three(NamedTuple):
    """A part in the common ancestor and on both sides; None where it is not there."""

    base: Part | None
    ours: Part | None
    theirs: Part | None

    def inner(self, key: Hashable) -> "Three":
        """An inner part on each side."""
        return Three(*(side.parts.get(key) if side else None for side in self))

    def key_lists(self) -> list[list[Hashable]]:
        """The keys of the inner parts of each side."""
        return [[*side.parts] if side else [] for side in self]


def merge_part(three: Three, what: str) -> Chunks:
    """Merge a field or an item, comments and all; nothing where it is gone."""
    if _is_unchanged(three):
        return _as_it_is(three)
    kinds = {part.kind for part in three if part}
    if kinds <= {"list", "mapping"} and len(kinds) == 1:
        inner = _merge_items if kinds == {"list"} else merge_fields
        found = inner(three, what)
        return [*merge_heads(three, what), *found] if found else []
    return _merge_whole(three, what)


def _is_unchanged(three: Three) -> bool:
    """Whether one side, or both in the same way, decide what becomes of the whole part."""
    base, ours, theirs = (part.lines if part else None for part in three)
    return not differing(base, ours, theirs)


def _as_it_is(three: Three) -> Chunks:
    base, ours, theirs = (part.lines if part else () for part in three)
    return [*either(base, ours, theirs)]


def _merge_whole(three: Three, what: str) -> Chunks:
    """A part without inner ones: its comments, and the rest as one piece."""
    base, ours, theirs = three
    if ours is None or theirs is None:
        kept = ours or theirs
        if base and kept and base.content == kept.content and base.kind == kept.kind:
            return []  # only its comments were changed where the other side took it out
        mine, yours = (side.lines if side else () for side in (ours, theirs))
        return [Conflict(mine, yours, what)]
    if ours.kind != "leaf" or theirs.kind != "leaf":
        return [Conflict(ours.lines, theirs.lines, what)]
    return [*merge_lead(three, what), *_merge_leaf(base, ours, theirs, what)]


def merge_lead(three: Three, what: str) -> Chunks:
    """The comments above a part."""
    base, ours, theirs = three
    if not (ours and theirs):
        return [*(ours or theirs or Part("", "leaf")).lead]
    return merge_lines(base.lead if base else (), ours.lead, theirs.lead, f"a comment above {what}")


def _merge_leaf(base: Part | None, ours: Part, theirs: Part, what: str) -> Chunks:
    """What a part says and the comment behind it, each by itself."""
    heads = (base.head if base else None, ours.head, theirs.head)
    if not differing(*heads):
        return [*(either(*heads) or ())]
    written = [_with_comment(head) for head in heads]
    comments = [comment for _, comment in written]
    if differing(*comments) or None in comments[1:]:
        return [Conflict(ours.head, theirs.head, what)]
    line = _merge_value(base, ours, theirs, [value for value, _ in written], what)
    return [line + (either(*comments) or "")] if line else [Conflict(ours.head, theirs.head, what)]


def _with_comment(head: Lines | None) -> tuple[str, str | None]:
    """A line without the comment behind it, and that; None instead where there are several lines."""
    if head is None:
        return "", ""
    if len(head) > 1:
        return "", None
    value = head[0][: comment_start(head[0])].rstrip()
    return value, head[0][len(value) :]


def _merge_value(base: Part | None, ours: Part, theirs: Part, lines: Sequence[str], what: str) -> str:
    """A line without comment: another spelling of the same is no change; empty where both changed it."""
    if not differing(*lines):
        return either(*lines)
    if ours.content == theirs.content or (base and base.content == theirs.content):
        return lines[1]
    if base and base.content == ours.content:
        return lines[2]
    return _merge_inline(base, ours, theirs, what)


def _merge_inline(base: Part | None, ours: Part, theirs: Part, what: str) -> str:
    """A list in brackets or a mapping in braces on one line; empty where it is none, or cannot be settled."""
    was = base.inline if base else None
    if not (ours.inline and theirs.inline) or (base and not was):
        return ""
    three = Three(was, ours.inline, theirs.inline)
    if len({part.kind for part in three if part}) > 1:
        return ""
    chunks = (_merge_items if ours.inline.kind == "list" else merge_fields)(three, what)
    texts = [chunk for chunk in chunks if isinstance(chunk, str)]
    (before,), (behind,) = ours.inline.lead, ours.inline.head
    return f"{before}{', '.join(texts)}{behind}" if len(texts) == len(chunks) else ""


def merge_heads(three: Three, what: str) -> Chunks:
    """Comments and key of a part with inner ones."""
    base, ours, theirs = three
    if not (ours and theirs):
        kept = ours or theirs
        return [*kept.lead, *kept.head] if kept else []
    was = base.head if base else ours.head
    return [*merge_lead(three, what), *merge_lines(was, ours.head, theirs.head, what)]


def merge_fields(three: Three, what: str) -> Chunks:
    """The fields of a mapping, each by itself."""
    return put_together(
        three,
        three.key_lists(),
        lambda key: merge_part(three.inner(key), f"{what}, {key}" if what else str(key)),
        what,
    )


def _merge_items(three: Three, what: str) -> Chunks:
    """The items of a list: what either side adds is kept, what either takes out is gone.

    Where both took out the same item and put different ones in its place, that is a conflict.
    """
    base, ours, theirs = three.key_lists()
    parts = [side.parts if side else {} for side in three]
    clashes = dict(_clashes(base, ours, theirs, parts, what))

    def merged(key: Hashable) -> Chunks:
        if key in clashes:
            return clashes[key]
        return _merge_item(Three(*(side.get(key) for side in parts)), what)

    return put_together(three, [base, ours, theirs], merged, what)


def _merge_item(three: Three, what: str) -> Chunks:
    """An item is its content: on one side only it is new there, or was taken out on the other."""
    base, ours, theirs = three
    if ours is None or theirs is None:
        kept = None if base else ours or theirs
        return [*kept.lines] if kept else []
    return merge_part(three, what)


def _clashes(
    base: Sequence[Hashable],
    ours: Sequence[Hashable],
    theirs: Sequence[Hashable],
    parts: Sequence[Mapping[Hashable, Part]],
    what: str,
) -> Iterator[tuple[Hashable, Chunks]]:
    """The new items in places where both sides took out the same one: the first has the conflict."""
    known, here, there = set(base), set(ours), set(theirs)
    stable = [key for key in base if key in here and key in there]
    for was, mine, yours in zip(*(_parted(side, stable) for side in (base, ours, theirs)), strict=True):
        gone = any(key not in here and key not in there for key in was)
        new = [[key for key in keys if key not in known] for keys in (mine, yours)]
        if gone and new[0] != new[1] and not set(new[0]) & set(new[1]):
            first, *rest = [*new[0], *new[1]]
            yield first, _clash(_texts(parts[1], new[0]), _texts(parts[2], new[1]), what)
            yield from ((key, []) for key in rest)


def _clash(ours: Lines, theirs: Lines, what: str) -> Chunks:
    """A conflict, behind the comments that both sides have."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    same = next((at for at, (mine, yours) in pairs if mine != yours), min(len(ours), len(theirs)))
    return [*ours[:same], Conflict(ours[same:], theirs[same:], what)]


def _parted(keys: Sequence[Hashable], stable: Sequence[Hashable]) -> list[Sequence[Hashable]]:
    """What stands before each of some keys, and behind the last; where their order is another, nothing."""
    place = {key: at for at, key in enumerate(keys)}
    bounds = [-1, *(place[key] for key in stable), len(keys)]
    return [keys[start + 1 : end] for start, end in pairwise(bounds)]


def _texts(parts: Mapping[Hashable, Part], keys: Sequence[Hashable]) -> Lines:
    return tuple(line for key in keys for line in parts[key].lines)


def put_together(
    three: Three,
    keys: Sequence[Sequence[Hashable]],
    merged: Callable[[Hashable], Chunks],
    what: str,
) -> Chunks:
    """Inner parts in their merged order with what stands between them and behind the last.

    `keys` are those of each side, in order. Lines are those of the whole; nothing where no part is left.
    """
    gaps = [side.gaps if side else {} for side in three]
    chunks: Chunks = []
    twice = _leads_twice(three)
    for key in merge_order(*keys):
        part = merged(key)[twice.get(key, 0) :]
        if part:
            chunks += merge_gap(gaps[0].get(key), gaps[1].get(key), gaps[2].get(key), what)
            chunks += part
    base, ours, theirs = (side.tail if side else None for side in three)
    tail = merge_gap(base, ours, theirs, what)
    return [*moved(chunks, _offset(three)), *tail] if chunks else []


def _leads_twice(three: Three) -> dict[Hashable, int]:
    """New parts of theirs with the comments above them that new parts of ours have too: how many lines.

    Both put something below one comment: it stands above the first.
    """
    base, ours, theirs = (side.parts if side else {} for side in three)
    leads = {part.lead for key, part in ours.items() if key not in base}
    new = {key: part for key, part in theirs.items() if key not in base and key not in ours}
    return {key: len(part.lead) for key, part in new.items() if part.lead in leads}


def merge_gap(base: Lines | None, ours: Lines | None, theirs: Lines | None, what: str) -> Chunks:
    """Lines between parts; blank lines are no conflict."""
    if ours is None or theirs is None:
        return [*((theirs if ours is None else ours) or ())]
    if differing(base or (), ours, theirs) and all(_is_blank(line) for line in (*ours, *theirs)):
        return [*ours]
    return merge_lines(base or (), ours, theirs, f"a comment in {what}" if what else "a comment")


def _is_blank(line: str) -> bool:
    return not line.removeprefix(ABSOLUTE).strip()


def _offset(three: Three) -> int:
    base, ours, theirs = (side.offset if side else None for side in three)
    if ours is None or theirs is None:
        return theirs or ours or 0
    return either(base, ours, theirs) or 0


def moved(chunks: Chunks, by: int) -> Chunks:
    """Chunks that stand `by` further to the right."""
    return [
        shifted([chunk], by)[0]
        if isinstance(chunk, str)
        else Conflict(tuple(shifted(chunk.ours, by)), tuple(shifted(chunk.theirs, by)), chunk.what)
        for chunk in chunks
    ]
