"""The values of an attribute among those who speak: what tables are broken down by."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import NamedTuple

import numpy as np

from qualcode.analysis.coded_units import CodedUnits, Voice
from qualcode.coding.population import Population, wants
from qualcode.coding.tally import CASE
from qualcode.errors import UsageError
from qualcode.ingest import natural_key
from qualcode.terms import Flags, Ints
from qualcode.text.key import fold

ROLE, SPEAKER, DOCUMENT = "role", "speaker", "document"
ALWAYS = (ROLE, SPEAKER, DOCUMENT, CASE)
"""What everyone has a value of without any attribute."""

NAMED = (SPEAKER, DOCUMENT, CASE)
"""Those whose values are names, which are compared as they are written."""


class Values(NamedTuple):
    """The values of `by`: their names in natural order (documents in theirs).

    of_voice
        (voices,) index into `names`, -1 where someone has no value.
    """

    by: str
    names: tuple[str, ...]
    of_voice: Ints


def values_of(units: CodedUnits, by: str) -> Values:
    """The value of `by` for everyone who speaks.

    `by` is `role`, `speaker` (a label in a document), `document`, `case` (the attribute, or the
    speaker where it is not given), or the name of an attribute: a speaker's own comes before that of
    the document, and that before a field of the document's header block. Roles and values of
    attributes are compared folded, as conditions compare them, and written as they stand first.

    Raises
    ------
    UsageError
        Nobody has such an attribute.
    """
    given = [_value(units, voice, by) for voice in units.voices]
    if units.voices and not any(given):
        raise _unknown(units, by)
    keys = given if by in NAMED else list(map(fold, given))
    spelled = dict(zip(reversed(keys), reversed(given), strict=True))
    spelled.pop("", None)
    ordered = sorted(spelled, key=lambda key: natural_key(spelled[key]))
    index = {key: at for at, key in enumerate(dict.fromkeys(keys) if by == DOCUMENT else ordered)}
    of_voice = np.array([index.get(key, -1) for key in keys], np.int64)
    return Values(by, tuple(spelled[key] for key in index), of_voice)


def people_of(units: CodedUnits) -> Values:
    """Who is the same person: a case, or a speaker of one document where there is none."""
    return values_of(units, CASE)


def voices_of(units: CodedUnits, population: Population) -> Flags:
    """(voices,) whether someone who speaks belongs to another population than the units were made for."""

    def belongs(voice: Voice) -> bool:
        where = (fold(attribute(units, voice, name)) == fold(value) for name, value in population.where)
        return wants(population, voice.speaker.label, voice.speaker.role) and all(where)

    return np.array([belongs(voice) for voice in units.voices], np.bool_)


def has_cases(units: CodedUnits) -> bool:
    """Whether anyone who speaks is a case."""
    return any(_case(units, voice) for voice in units.voices)


def speaker_name(units: CodedUnits, voice: Voice) -> str:
    """A speaker with the document, since two documents may have a label in common."""
    document = units.documents[voice.document].id
    return f"{document}: {voice.speaker.label}" if voice.speaker.label else document


def attribute(units: CodedUnits, voice: Voice, name: str) -> str:
    """The value of an attribute for someone; empty where there is none."""
    origin = units.documents[voice.document]
    wanted = fold(name)
    sources = (voice.speaker.attributes, origin.attributes, origin.header)
    return next((value for source in sources if (value := _looked_up(source, wanted))), "")


def attribute_names(units: CodedUnits) -> list[str]:
    """The attributes that someone of the population has, in natural order."""
    speaking = {voice.document for voice in units.voices}
    sources: list[Mapping[str, str]] = [voice.speaker.attributes for voice in units.voices]
    for at in speaking:
        sources += [units.documents[at].attributes, units.documents[at].header]
    named = {name for source in sources for name, value in source.items() if value}
    return sorted(named, key=natural_key)


def _looked_up(source: Mapping[str, str], wanted: str) -> str:
    return next((value for name, value in source.items() if value and fold(name) == wanted), "")


def _value(units: CodedUnits, voice: Voice, by: str) -> str:
    special: dict[str, Callable[[], str]] = {
        ROLE: lambda: voice.speaker.role,
        SPEAKER: lambda: speaker_name(units, voice),
        DOCUMENT: lambda: units.documents[voice.document].id,
        CASE: lambda: _case(units, voice) or speaker_name(units, voice),
    }
    return special[by]() if by in special else attribute(units, voice, by)


def _case(units: CodedUnits, voice: Voice) -> str:
    return voice.speaker.attributes.get(CASE) or units.documents[voice.document].attributes.get(CASE, "")


def _unknown(units: CodedUnits, by: str) -> UsageError:
    known = list(dict.fromkeys([*ALWAYS, *attribute_names(units)]))
    near = get_close_matches(by, known, n=1)
    cure = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(known)}"
    return UsageError(f"nobody has an attribute '{by}'", cure=cure, slug="unknown-attribute")
