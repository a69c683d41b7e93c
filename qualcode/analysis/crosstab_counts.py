"""What a crosstab counts: units or people with and without each code, by value and by cluster."""

from typing import NamedTuple

import numpy as np

from qualcode.analysis.coded_units import CodedUnits
from qualcode.analysis.values import DOCUMENT, SPEAKER, Values, has_cases, people_of, speaker_name
from qualcode.coding.sweep import distinct
from qualcode.coding.tally import CASE
from qualcode.terms import Flags, Ints


class Clusters(NamedTuple):
    """The documents, cases or speakers that carry the values; each has one.

    by
        What they are: `document`, `case` or `speaker`.
    value
        (clusters,) the value of each.
    has, sizes
        (clusters, codes) what is counted of it with each code; (clusters, 1) all of it.
    """

    by: str
    value: Ints
    has: Ints
    sizes: Ints


class Table(NamedTuple):
    """Codes by values.

    names
        The values that occur.
    has, sizes
        (values, codes) units or people of the value with the code, and all of the value in documents where
        the code could be given.
    whole
        (codes,) whether that is every document in which the population says something.
    missing
        Units or people that have no value at all.
    mixed
        Those of several values, which count for each.
    """

    names: tuple[str, ...]
    has: Ints
    sizes: Ints
    whole: Flags
    clusters: Clusters
    missing: int
    mixed: int


def count(units: CodedUnits, values: Values, *, by_case: bool = False) -> Table:
    """Count units, or with `by_case` people: cases, and speakers without one."""
    entity = people_of(units).of_voice[units.part_voice] if by_case else units.part_unit
    value = values.of_voice[units.part_voice]
    has, sizes = _by_group(units, entity, value, len(values.names))
    occurs, given = np.flatnonzero(sizes), units.given()
    whole: Flags = np.all(given[units.heard], axis=0)
    place = np.full(len(values.names), -1, np.int64)
    place[occurs] = np.arange(len(occurs))
    with_value = len(distinct(entity[value >= 0]))
    return Table(
        tuple(values.names[at] for at in occurs.tolist()),
        has[occurs],
        _sizes(units, entity, value, sizes, given)[occurs],
        whole,
        _clusters(units, values._replace(of_voice=_placed(place, values.of_voice)), entity),
        len(distinct(entity)) - with_value,
        int(sizes.sum()) - with_value,
    )


def without_value(units: CodedUnits, values: Values) -> tuple[str, ...]:
    """Who has no value: whole documents, else speakers of documents."""
    missing = values.of_voice < 0
    document = units.voice_document
    partly = set(document[~missing].tolist())
    names = [
        speaker_name(units, units.voices[at])
        if units.voices[at].document in partly
        else units.documents[units.voices[at].document].id
        for at in np.flatnonzero(missing).tolist()
    ]
    return tuple(dict.fromkeys(names))


def _placed(place: Ints, of_voice: Ints) -> Ints:
    return np.where(of_voice < 0, -1, place[of_voice]) if len(place) else of_voice


def _by_group(units: CodedUnits, entity: Ints, group: Ints, n_groups: int) -> tuple[Ints, Ints]:
    """(groups, codes) and (groups,): different entities in each group with each code, and all; -1 is none."""
    kept = group >= 0
    pairs = distinct(entity[kept] * n_groups + group[kept])
    sizes = np.bincount(pairs % max(1, n_groups), minlength=n_groups)
    part, code = units.part_cells()
    part, code = part[kept[part]], code[kept[part]]
    keys = distinct((entity[part] * n_groups + group[part]) * units.n_codes + code)
    n_cells = n_groups * units.n_codes
    has = np.bincount(keys % max(1, n_cells), minlength=n_cells).reshape(n_groups, units.n_codes)
    return has, sizes


def _sizes(units: CodedUnits, entity: Ints, group: Ints, sizes: Ints, given: Flags) -> Ints:
    """(groups, codes) different entities in each group, in documents where each code could be given."""
    found = np.repeat(sizes[:, None], units.n_codes, axis=1)
    if given.all():
        return found
    patterns, of_code = np.unique(given, axis=1, return_inverse=True)
    document = units.document[units.part_unit]
    for at in range(patterns.shape[1]):
        kept = (group >= 0) & patterns[document, at]
        pairs = distinct(entity[kept] * len(sizes) + group[kept])
        counts = np.bincount(pairs % max(1, len(sizes)), minlength=len(sizes))
        found[:, of_code.ravel() == at] = counts[:, None]
    return found


def _clusters(units: CodedUnits, values: Values, entity: Ints) -> Clusters:
    by, group = _carriers(units, values)
    heard = np.unique(units.part_voice[values.of_voice[units.part_voice] >= 0])
    members, first, place = np.unique(group[heard], return_index=True, return_inverse=True)
    of_voice = np.full(len(units.voices), -1, np.int64)
    of_voice[heard] = place
    has, sizes = _by_group(units, entity, of_voice[units.part_voice], len(members))
    return Clusters(by, values.of_voice[heard][first], has, sizes[:, None])


def _carriers(units: CodedUnits, values: Values) -> tuple[str, Ints]:
    """Documents or cases, whichever are fewer, where each has one value; else speakers."""
    people = CASE if has_cases(units) else SPEAKER
    groups = [(DOCUMENT, units.voice_document), (people, people_of(units).of_voice)]
    kept = values.of_voice >= 0
    single = [(by, group) for by, group in groups if _one_value(group[kept], values.of_voice[kept])]
    if not single:
        return SPEAKER, np.arange(len(units.voices))
    return min(single, key=lambda one: len(np.unique(one[1][kept])))


def _one_value(group: Ints, value: Ints) -> bool:
    pairs = np.unique(np.stack([group, value]), axis=1)
    return bool(pairs.shape[1] == len(np.unique(group)))
