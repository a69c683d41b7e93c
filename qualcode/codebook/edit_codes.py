"""Codes added to the text of a codebook, and moved in it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from qualcode.codebook.edited import Before, Edited, closed, opened
from qualcode.codebook.entries import (
    Habits,
    Lines,
    beside,
    cut_out,
    habits,
    not_apart,
    parting,
    shifted,
    siblings_of,
)
from qualcode.codebook.model import Code
from qualcode.codebook.newcode import NewCode, code_lines
from qualcode.codebook.nodes import Items
from qualcode.codebook.source import Entry, Source, read_source
from qualcode.errors import QualcodeError, UsageError
from qualcode.terms import CodeId


class Spot(NamedTuple):
    """A place: below `parent` (None: at the top), before or behind `beside`, else as the last one."""

    parent: CodeId | None = None
    beside: CodeId = ""
    before: bool = False


def spot(
    opening: Before, *, under: CodeId = "", top: bool = False, before: CodeId = "", after: CodeId = ""
) -> Spot:
    """The place that was asked for: below a code or at the top, before or behind another code.

    Raises
    ------
    UsageError
        For a code that does not exist, and for wishes that contradict each other.
    """
    if (before and after) or (under and top):
        pair = "before one code and behind another" if before and after else "below a code and at the top"
        raise UsageError(f"a code cannot stand {pair}", cure="give one of the two", slug="place")
    named = before or after
    if under:
        opening.code(under)
    if not named:
        return Spot(under or None)
    parent = opening.code(named).parent
    if (under and parent != under) or (top and parent):
        where = f"below {parent}" if parent else "at the top"
        cure = f"leave {'--under' if under else '--top'} out, or name a code that stands there"
        raise UsageError(f"{named} stands {where}", cure=cure, slug="place")
    return Spot(parent, named, bool(before))


def add_code(
    text: str,
    new: NewCode,
    *,
    under: CodeId = "",
    before: CodeId = "",
    after: CodeId = "",
    file: str = "",
) -> Edited:
    """Add a code to the text of a codebook.

    Parameters
    ----------
    new
        The code: its id, and what is said of it.
    under
        The code above it; without it, it stands at the top, or where `before` or `after` say.
    before, after
        The code before or behind which it stands; without them it is the last one there.
    file
        The name of the file, for messages.

    Raises
    ------
    CodebookError
        The codebook has errors.
    UsageError
        A code is named that does not exist, or the id is taken.
    RuleError
        A rule cannot be read.
    QualcodeError
        The new codebook would have an error, or the place is written in brackets.
    """
    opening = opened(text, file)
    opening.refuse_id(new.id)
    place = spot(opening, under=under, before=before, after=after)
    ways = habits(opening.source, opening.end)
    column = _column(opening.source, place, ways, file)
    block = code_lines(new, opening.source, ways, column)
    lines = _put(opening.source, opening.lines, place, block, ways)
    code = new.code(place.parent)
    expected = opening.with_codes(_placed(opening.codebook.codes, [code], place))
    edited = closed(opening, lines, expected, code_id=code.id)
    return replace(edited, codes=(code.id,))


def move_code(
    text: str,
    code_id: CodeId,
    *,
    under: CodeId = "",
    top: bool = False,
    before: CodeId = "",
    after: CodeId = "",
    file: str = "",
) -> Edited:
    """Move a code, with its comments and all codes below it, to another place in the text of a codebook.

    Parameters
    ----------
    under, top
        The code below which it comes, or that it comes to the top.
    before, after
        The code before or behind which it comes; without them it becomes the last one there.
    file
        The name of the file, for messages.

    Raises
    ------
    CodebookError
        The codebook has errors.
    UsageError
        A code is named that does not exist, or the code itself or one below it; or no place is named.
    QualcodeError
        The code stands there already, the new codebook would have an error (codes that wait for each
        other), or one of the places is written in brackets.
    """
    opening = opened(text, file)
    entry = opening.entry(code_id)
    if not (under or top or before or after):
        raise UsageError(
            "no place is named", cure="write --under and a code, --top, --before or --after", slug="place"
        )
    place = spot(opening, under=under, top=top, before=before, after=after)
    below = [each.id for each in entry.walk()]
    named = next((each for each in (place.parent, place.beside) if each in below), None)
    if named:
        what = "itself" if named == code_id else f"{named}, which stands below it"
        raise UsageError(f"{code_id} cannot be moved to {what}", cure="name another code", slug="place")
    codes = _moved(opening.codebook.codes, below, place)
    if codes == list(opening.codebook.codes):
        cure = "name another place, or a code beside it: --before, --after"
        place_now = opening.place(entry.span.head + 1)
        raise QualcodeError(f"{code_id} stands there already", place=place_now, cure=cure, slug="there")
    if not entry.is_apart:
        raise not_apart(entry, file)
    lines = _lines_moved(opening, entry, place)
    edited = closed(opening, lines, opening.with_codes(codes), code_id=code_id)
    return replace(edited, codes=tuple(below))


def _lines_moved(before: Before, entry: Entry, place: Spot) -> Lines:
    """The code cut out, and put in where it is wanted among the lines that are left."""
    ways = habits(before.source, before.end)
    column = _column(before.source, place, ways, before.codebook.file)
    complete = replace(before.source, lines=tuple(before.lines))
    block = shifted(complete, entry, column)
    lines = cut_out(before.source, before.lines, entry)
    return _put(read_source("".join(lines)), lines, place, block, ways)


def _column(source: Source, place: Spot, ways: Habits, file: str) -> int:
    """The column of the hyphens at a place; raises QualcodeError where nothing can be put in there."""
    siblings = siblings_of(source, place.parent)
    if siblings:
        if not siblings[0].is_apart:
            raise not_apart(siblings[0], file)
        return siblings[0].column
    assert place.parent
    parent = source.entries()[place.parent]
    if parent.in_braces or not parent.is_apart:
        raise not_apart(parent, file)
    empty = parent.value("children")
    if isinstance(empty, Items):
        place_of_it = f"{file}:{empty.line}" if file else f"line {empty.line}"
        cure = "take the brackets away: children: with nothing behind it"
        raise QualcodeError("the list is written in brackets", place=place_of_it, cure=cure, slug="braces")
    return parent.field_column + ways.hyphen


def _put(source: Source, lines: Lines, place: Spot, block: Lines, ways: Habits) -> Lines:
    """`lines`, which `source` tells about, with a code put in."""
    siblings = siblings_of(source, place.parent)
    if siblings:
        ids = [entry.id for entry in siblings]
        at = ids.index(place.beside) if place.beside else len(ids) - 1
        spans = [entry.span for entry in siblings]
        usual = [ways.end] * (ways.gap_below if place.parent else ways.gap_at_top)
        return beside(lines, block, spans, at, before=place.before, column=siblings[0].column, usual=usual)
    assert place.parent
    parent = source.entries()[place.parent]
    empty = parent.fields.get("children")
    head = [] if empty else [f"{' ' * parent.field_column}children:{ways.end}"]
    end = empty.span.end if empty else max(field.span.end for field in parent.fields.values())
    gap = parting(lines[end - 1], parent.field_column)
    return [*lines[:end], *gap, *head, *block, *lines[end:]]


def _placed(codes: Iterable[Code], block: Sequence[Code], place: Spot) -> list[Code]:
    """The codes with others put in: what the new text must say."""
    codes = list(codes)
    ids = [code.id for code in codes]
    named = place.beside or place.parent
    at = ids.index(named) if named else len(codes)
    if named and not place.before:
        at = subtree_end(codes, at)
    above = codes[ids.index(place.parent)].depth + 1 if place.parent else 0
    by = above - block[0].depth
    first, *rest = (replace(code, depth=code.depth + by) for code in block)
    return [*codes[:at], replace(first, parent=place.parent), *rest, *codes[at:]]


def subtree_end(codes: Sequence[Code], at: int) -> int:
    """Behind a code and all that are below it."""
    end = at + 1
    while end < len(codes) and codes[end].depth > codes[at].depth:
        end += 1
    return end


def _moved(codes: Sequence[Code], block: Sequence[CodeId], place: Spot) -> list[Code]:
    moving = [code for code in codes if code.id in block]
    return _placed((code for code in codes if code.id not in block), moving, place)
