"""Whether `--speakers` and `--where` fit anyone: a name that fits nobody is told, with those there are."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from qualcode.coding.population import Population, attribute_values, fits, speaker_fits
from qualcode.ingest import natural_key
from qualcode.terms import PARTICIPANT
from qualcode.text.document import Document

SHOWN = 12
"""Names that are told before the others are only counted."""


@dataclass(slots=True)
class Fitting:
    """What of a population fits someone in some documents, and what else there was to ask for.

    speakers, where
        The words of `Population.speakers`, and the conditions of `Population.where`, that fit.
    roles, labels, attributes
        Those of all speakers; attributes without their values.
    values
        For each attribute that was asked for its values.
    """

    speakers: set[str] = field(default_factory=set)
    where: set[tuple[str, str]] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    values: dict[str, set[str]] = field(default_factory=dict)

    def add(self, other: "Fitting") -> None:
        """Add what fits in other documents."""
        self.speakers |= other.speakers
        self.where |= other.where
        self.roles |= other.roles
        self.labels |= other.labels
        self.attributes |= other.attributes
        for name, values in other.values.items():
            self.values[name] = self.values.get(name, set()) | values


def fitting(document: Document, population: Population) -> Fitting:
    """What of `population` fits someone in `document`; nothing is looked up for the default population."""
    found = Fitting()
    if population.speakers:
        found.speakers = {word for word in population.speakers if speaker_fits(document, word)}
        found.roles = {speaker.role for speaker in document.speakers} | {PARTICIPANT}
        found.labels = {speaker.label for speaker in document.speakers}
    for name, value in population.where:
        found.values[name] = attribute_values(document, name)
        if fits(found.values[name], value):
            found.where.add((name, value))
    if population.where:
        sources = [document.attributes, document.header, *(one.attributes for one in document.speakers)]
        found.attributes = {name for source in sources for name, value in source.items() if value}
    return found


def misfits(population: Population, found: Fitting) -> list[str]:
    """A warning for each word of `population` that fits nobody in any document."""
    lines = []
    for word in population.speakers:
        if word not in found.speakers:
            there = f"roles {listed(found.roles)}; names {listed(found.labels)}"
            lines.append(f"--speakers {word}: nobody has this name or role; there are {there}")
    for name, value in population.where:
        if (name, value) not in found.where:
            lines.append(f"--where {name}={value}: {_nobody(found, name)}")
    return lines


def _nobody(found: Fitting, name: str) -> str:
    if found.values.get(name):
        return f"nobody has this value; there are {listed(found.values[name])}"
    if name in ("role", "speaker"):
        return "that is no attribute: roles and names are asked for with --speakers"
    return f"nobody has an attribute of this name; there are {listed(found.attributes)}"


def listed(names: Iterable[str]) -> str:
    """Names in natural order, the first of many."""
    ordered = sorted(filter(None, names), key=natural_key)
    more = f" and {len(ordered) - SHOWN} more" if len(ordered) > SHOWN else ""
    return ", ".join(ordered[:SHOWN]) + more if ordered else "none"


def foreign_units(number: int, model: str) -> list[str]:
    """A warning where patterns pass over units that are in another language than the pipeline."""
    if not number:
        return []
    units = "1 unit is" if number == 1 else f"{number:,} units are"
    return [
        f"{units} not in the language of {model}: patterns that need this spaCy pipeline find nothing there"
    ]
