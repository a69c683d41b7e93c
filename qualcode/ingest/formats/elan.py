"""Annotations of ELAN (.eaf): tiers of speech with the times of the recording."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from qualcode.ingest.build import listed
from qualcode.ingest.draft import Draft
from qualcode.ingest.formats.cues import Cue, draft_of
from qualcode.ingest.formats.tiers import left_out_by_settings
from qualcode.ingest.formats.xmltree import first_attribute, local_name, text_of
from qualcode.ingest.options import IngestOptions
from qualcode.ingest.times import UNKNOWN
from qualcode.text.patterns import lazy

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNITS = {"": 1.0, "milliseconds": 1.0, "PAL-frames": 40.0, "NTSC-frames": 1001 / 30}
_LAST = (1 << 62, 0)
_ID = lazy(r"[^\s]*\d[^\s]*")
_MOSTLY = 0.9
_DEEPEST = 100


class _Note(NamedTuple):
    """One annotation: its text, when it begins and ends; `order` sorts it also where that is not known."""

    text: str
    begin: int = UNKNOWN
    end: int = UNKNOWN
    order: tuple[int, int] = _LAST


class _Tier(NamedTuple):
    """A tier: its id, whom it belongs to, and the tier it depends on (empty: none)."""

    id: str
    participant: str
    parent: str
    notes: Sequence[_Note]

    @property
    def label(self) -> str:
        """The participant, or the id of the tier."""
        return self.participant or self.id

    @property
    def has_text(self) -> bool:
        """Whether any annotation is more than empty."""
        return any(note.text for note in self.notes)

    @property
    def holds_ids(self) -> bool:
        """Whether nearly all its annotations are empty or numbers of utterances, which is no speech."""
        texts = [note.text for note in self.notes]
        return sum(not text or bool(_ID.fullmatch(text)) for text in texts) >= _MOSTLY * len(texts)


def tiers(root: "_Element", *, file: str, options: IngestOptions) -> Draft:
    """The draft of an ELAN file: tiers that depend on none are speech, in the order of time.

    Of a tier that holds only numbers of utterances, the first that depends on it is. Raises
    ReadError where no tier has text.
    """
    found = _tiers(root)
    speech = [tier for tier in _speech(found) if not left_out_by_settings(tier.label, tier.id, options)]
    notes = sorted(
        ((note, tier.label) for tier in speech for note in tier.notes), key=lambda one: one[0].order
    )
    chosen = set(map(id, speech))
    aside = [tier.id for tier in found if id(tier) not in chosen and tier.has_text]
    return draft_of(
        [Cue(label, note.text, note.begin, note.end) for note, label in notes],
        file=file,
        reader="eaf",
        names="tier",
        phrases=True,
        guesses=tuple(_about([tier.id for tier in speech], aside)),
        warnings=tuple(_doubts(root, [note for note, _ in notes])),
    )


def _about(speech: Sequence[str], aside: Sequence[str]) -> Iterator[str]:
    if speech:
        yield f"tiers of speech: {listed(speech)}"
    if aside:
        yield f"tiers set aside: {listed(aside)}"


def _doubts(root: "_Element", notes: Sequence[_Note]) -> Iterator[str]:
    unit = _unit(root)
    unknown = sum(note.begin < 0 for note in notes if note.text)
    if unit not in _UNITS:
        yield f"times in {unit} are not read"
    elif unknown:
        yield f"annotations without a time: {unknown}"


def _speech(found: Sequence[_Tier]) -> Iterator[_Tier]:
    below: dict[str, _Tier] = {}
    for tier in found:
        if tier.parent and tier.has_text:
            below.setdefault(tier.parent, tier)
    for tier in found:
        if not tier.parent and tier.notes and tier.holds_ids and tier.id in below:
            yield below[tier.id]
        elif not tier.parent and tier.has_text:
            yield tier


def _tiers(root: "_Element") -> list[_Tier]:
    slots = _slots(root)
    notes: dict[str, _Note] = {}
    elements = [element for element in root if local_name(element) == "TIER"]
    found = [_aligned(element, slots, notes) for element in elements]
    for number in _by_depth(elements):
        found[number].extend(_referring(elements[number], notes))
    return [
        _Tier(
            first_attribute(element, "TIER_ID"),
            first_attribute(element, "PARTICIPANT"),
            first_attribute(element, "PARENT_REF"),
            held,
        )
        for element, held in zip(elements, found, strict=True)
    ]


def _unit(root: "_Element") -> str:
    header = next((element for element in root if local_name(element) == "HEADER"), None)
    return "" if header is None else first_attribute(header, "TIME_UNITS")


def _slots(root: "_Element") -> dict[str, tuple[int, tuple[int, int]]]:
    """For each time slot its time, and what sorts it: the time, or that of the slot before, and its place."""
    factor = _UNITS.get(_unit(root))
    order = next((element for element in root if local_name(element) == "TIME_ORDER"), ())
    found, last = {}, 0
    for place, slot in enumerate(order):
        value = first_attribute(slot, "TIME_VALUE")
        known = factor is not None and value.isdecimal() and len(value) < 13
        time = round(int(value) * factor) if factor is not None and known else UNKNOWN
        last = time if known else last
        found[first_attribute(slot, "TIME_SLOT_ID")] = (time, (last, place))
    return found


def _aligned(
    tier: "_Element", slots: Mapping[str, tuple[int, tuple[int, int]]], notes: dict[str, _Note]
) -> list[_Note]:
    """Annotations with time slots of their own, which are put into `notes` by their ids."""
    found = []
    for element in tier.iter():
        if local_name(element) == "ALIGNABLE_ANNOTATION":
            begin, order = slots.get(first_attribute(element, "TIME_SLOT_REF1"), (UNKNOWN, _LAST))
            end, _ = slots.get(first_attribute(element, "TIME_SLOT_REF2"), (UNKNOWN, _LAST))
            note = _Note(_value(element), begin, end if end >= begin else UNKNOWN, order)
            notes[first_attribute(element, "ANNOTATION_ID")] = note
            found.append(note)
    return found


def _referring(tier: "_Element", notes: dict[str, _Note]) -> Iterator[_Note]:
    """Annotations that have the times of those they refer to."""
    for element in tier.iter():
        if local_name(element) == "REF_ANNOTATION":
            other = notes.get(first_attribute(element, "ANNOTATION_REF"), _Note(""))
            note = other._replace(text=_value(element))
            notes[first_attribute(element, "ANNOTATION_ID")] = note
            yield note


def _by_depth(elements: Sequence["_Element"]) -> list[int]:
    """Numbers of tiers, each after the one it depends on, however they stand in the file."""
    parents = {first_attribute(one, "TIER_ID"): first_attribute(one, "PARENT_REF") for one in elements}
    depths = [_depth(first_attribute(one, "TIER_ID"), parents) for one in elements]
    return sorted(range(len(elements)), key=depths.__getitem__)


def _depth(tier: str, parents: Mapping[str, str]) -> int:
    seen: set[str] = set()
    while tier and tier not in seen and len(seen) < _DEEPEST:
        seen.add(tier)
        tier = parents.get(tier, "")
    return len(seen)


def _value(annotation: "_Element") -> str:
    return "".join(text_of(one) for one in annotation if local_name(one) == "ANNOTATION_VALUE").strip()
