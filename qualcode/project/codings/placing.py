"""An own coding gets another place in the text of today, for one that it lost or that is wrong."""

from dataclasses import replace
from typing import NamedTuple

from qualcode.errors import UsageError, as_argument
from qualcode.journal.anchor import Anchor, anchor_at, stands
from qualcode.journal.events import Event
from qualcode.journal.passages import place_of
from qualcode.journal.state import Coding, State
from qualcode.project.codings.by_hand import ByHand
from qualcode.project.codings.by_id import with_id
from qualcode.project.codings.nearest import MOST, Near, nearest
from qualcode.project.codings.offers import shortened
from qualcode.project.codings.passage_places import Place, Places
from qualcode.project.codings.steps import opening, work_of
from qualcode.project.study.journals import append_events, read_state
from qualcode.text.digest import sha256_of

NEAR_COLUMNS = ("start", "end", "similarity", "around", "before", "quote", "after")
"""`similarity` and `around` from 0 to 1, see `qualcode.project.codings.nearest.Near`."""

_SHOWN = 12
"""Characters beside a place that are shown where a quote stands several times."""
_LISTED = 10


class Sought(NamedTuple):
    """Where a coding is to be: a place, or a quote and which of those where it stands (`nth`, from 1)."""

    at: Place | None = None
    quote: str = ""
    nth: int = 0


class Placeable(NamedTuple):
    """An own coding and the text of its document. `is_there`: it has a place in this text."""

    coding: Coding
    text: str
    is_there: bool


class Placed(NamedTuple):
    """A coding as it is now and as it was; `did` is false where it was there already."""

    now: Coding
    before: Coding
    did: bool


def placeable(opened: ByHand, id: str, *, coder: str) -> Placeable:
    """The own coding whose id begins so.

    Raises UsageError where none or several do, it is somebody else's, it was taken back, or the study has no
    text of its document.
    """
    return _placeable(opened, read_state(opened.study.folder)[0], id, coder)


def _placeable(opened: ByHand, state: State, id: str, coder: str) -> Placeable:
    cure = f"qualcode codings list --orphans --coder {as_argument(coder)} lists the ids"
    one = with_id((*state.codings, *state.removed), id, "coding", coder=coder, cure=cure)
    if one in state.removed:
        cure = f"qualcode codings restore {one.id[:8]} puts it back"
        raise UsageError(f"{id} was taken back", cure=cure, slug="removed")
    if one.document not in opened.documents:
        renamed = f"qualcode ingest --renamed {as_argument(f'{one.document}=NEW')}"
        cure = f"bring its text back; if it is called NEW now: {renamed}"
        raise UsageError(f"there is no document {one.document}", cure=cure, slug="unknown-document")
    text = opened.document(one.document).text
    return Placeable(one, text, one.sha256 == sha256_of(text) and stands(one, text))


def candidates(found: Placeable, *, most: int = MOST) -> list[Near]:
    """Where a coding may be in the text of today, the likeliest place first."""
    one = found.coding
    lost = Anchor(one.start or 0, one.end or 0, one.quote or "", one.before or "", one.after or "")
    return nearest(Places(found.text), lost, most=most)


def near_rows(found: Placeable, near: list[Near]) -> list[tuple[str | int | float, ...]]:
    """Candidates as rows below NEAR_COLUMNS."""
    anchors = ((one, anchor_at(found.text, one.start, one.end)) for one in near)
    return [
        (one.start, one.end, one.similarity, one.around, there.before, there.quote, there.after)
        for one, there in anchors
    ]


def place_coding(opened: ByHand, id: str, sought: Sought, *, coder: str) -> Placed:
    """Give an own coding another place; on the disk when this returns.

    Colleagues whose copy has another version of the text keep the place that it has there.

    Raises
    ------
    UsageError
        As `placeable`; the place is not in the text; the quote does not stand there, or several times; the
        coding has a place in this text and the document is finished; an equal coding is there.
    WriteError
        The journal cannot be written.
    """
    state, _ = read_state(opened.study.folder)
    found = _placeable(opened, state, id, coder)
    one, places = found.coding, Places(found.text)
    start, end = places.tight(*_meant(places, sought))
    place = place_of(found.text, sha256_of(found.text), start, end)
    if found.is_there and one.span == (start, end):
        return Placed(one, one, False)
    _check(opened, state, found, (start, end))
    event = Event("move", round=one.round, coding=one.id, **place)
    append_events(opened.study.folder, coder, one.document, [event])
    return Placed(replace(one, **place), one, True)


def _meant(places: Places, sought: Sought) -> Place:
    """The passage that is asked for."""
    if (sought.at is None) == (not sought.quote.strip()):
        cure = "name a place with --at START-END, or write a quote"
        raise UsageError("it is not said where", cure=cure, slug="no-passage")
    if sought.at is None:
        return _of_quote(places, sought.quote, sought.nth)
    start, end = sought.at
    if not start < end <= len(places.text):
        cure = f"0 ≤ start < end ≤ {len(places.text)}, the number of characters of the text"
        raise UsageError(f"{start} to {end} is no passage of the text", cure=cure, slug="bad-place")
    return start, end


def _of_quote(places: Places, quote: str, nth: int) -> Place:
    """The only place where a quote stands, or the one with this number."""
    found = places.of_quote(quote)
    if not found:
        cure = "copy the passage from the text in text/, in one piece; without a quote, places are proposed"
        raise UsageError(f"“{shortened(quote)}” does not stand in the text", cure=cure, slug="no-quote")
    if 1 <= nth <= len(found):
        return found[nth - 1]
    if not nth and len(found) == 1:
        return found[0]
    told = [f"{number}: {_told(places.text, place)}" for number, place in enumerate(found[:_LISTED], 1)]
    more = [f"… and {len(found) - _LISTED} more"] if len(found) > _LISTED else []
    times = "once" if len(found) == 1 else f"{len(found)} times"
    cure = "\n      ".join(("choose one with --nth:", *told, *more))
    raise UsageError(f"“{shortened(quote)}” stands {times} in the text", cure=cure, slug="several")


def _told(text: str, place: Place) -> str:
    """A place with what stands beside it, in one line."""
    start, end = place
    before, after = text[max(start - _SHOWN, 0) : start], text[end : end + _SHOWN]
    said = " ".join(f"{before}[{shortened(text[start:end])}]{after}".split())
    return f"{start}-{end}  …{said}…"


def _check(opened: ByHand, state: State, found: Placeable, place: Place) -> None:
    """Raise UsageError where a finished document would be coded otherwise, or one passage twice alike.

    A coding that lost its place follows its text, as those do that find it by themselves: that is no change
    of what was coded.
    """
    one = found.coding
    work = work_of(state, one.coder, one.document, one.round)
    if found.is_there and work is not None and work.is_finished:
        opening(opened.codebook, work, None, document=one.document, round=one.round)
    sha256 = sha256_of(found.text)
    wanted = (one.document, one.coder, one.round, one.code, sha256, place)
    same = (x for x in state.codings if (x.document, x.coder, x.round, x.code, x.sha256, x.span) == wanted)
    if twin := next(same, None):
        cure = f"leave it, or take this one back: qualcode codings remove {one.id[:8]}"
        message = f"{twin.id[:8]} gives this passage the code {one.code} already"
        raise UsageError(message, cure=cure, slug="twice")
