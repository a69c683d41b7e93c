"""What is counted of each term is what brute force counts, on random codebooks and transcripts."""

from collections import Counter

import numpy as np
import pytest

from qualcode.coding.apply import Engine
from qualcode.coding.coded import Units
from qualcode.coding.cuts import CROSSING, EXACT, WITHIN
from qualcode.coding.population import population_units
from qualcode.text.document import Document
from qualcode.text.segment import segment
from qualcode.text.words import map_words
from qualcode.workshop.against import ASIDE, COUNTS, HIDDEN, Counting
from tests.oracle.evaluate import _terms, _World
from tests.oracle.plain import PlainBook, PlainCode, PlainUnit
from tests.oracle.terms import folded_term
from tests.oracle.worlds import World, make_world
from tests.rules.bridge import to_codebook, to_document, to_units

KINDS = ("exact", "within", "crossing")


def seen_by_program(world: World) -> tuple[Counting, list[list[PlainUnit]]]:
    """All documents of a world, counted, and their units."""
    counting, units = Counting(engine := Engine(to_codebook(world.book))), []
    for plain, population in zip(world.documents, world.populations, strict=True):
        document, flags = to_document(plain), np.array(population, np.bool_)
        mine, all_units = units_of(document, world.book, flags)
        looked = engine.look(document, mine, flags)
        counting.add(document, mine, looked, engine.code(document, mine, flags, looked=looked))
        units.append(all_units)
    return counting, units


def units_of(document: Document, book: PlainBook, flags: np.ndarray) -> tuple[Units, list[PlainUnit]]:
    segments = segment(document, book.unit)
    words = map_words(document.text, document.hidden)
    return population_units(document, segments, flags, words), to_units(segments)


def rows_of_program(counting: Counting, code: int) -> Counter[tuple[int, ...]]:
    """Exact, within, crossing, counting and other hits, units and documents of each term of a code."""
    seen = counting.seen
    return Counter(
        (
            *(int(seen.kinds[use.atom, kind]) for kind in (EXACT, WITHIN, CROSSING)),
            int(seen.fates[COUNTS, number]),
            int(seen.fates[ASIDE, number] + seen.fates[HIDDEN, number]),
            int(seen.units[number]),
            int(seen.documents[number]),
        )
        for number, use in enumerate(counting.uses)
        if use.code == code and use.kind != "regex"
    )


class Brute:
    """The same by the oracle, one document after the other."""

    def __init__(self, world: World, units: list[list[PlainUnit]]) -> None:
        every = zip(world.documents, units, world.populations, strict=True)
        self.worlds = [_World(world.book, plain, one, flags) for plain, one, flags in every]

    def rows(self, item: PlainCode) -> Counter[tuple[int, ...]]:
        by_key = {
            (folded_term(t, exact=False), exact and folded_term(t, exact=True)): (t, exact)
            for t, exact in sorted(_terms(item, self.worlds[0].book))
        }
        return Counter(self.row(item, term) for term in by_key.values())

    def row(self, item: PlainCode, term: tuple[str, bool]) -> tuple[int, ...]:
        kinds, counts, others, units, documents = Counter[str](), 0, 0, 0, 0
        for world in self.worlds:
            found = dict.fromkeys(world.hits[term])
            kinds.update(cut or "exact" for _, _, cut in found)
            good = [span for span, _, cut in found if world.survives(cut, item) and world.stands(span, item)]
            counts, others = counts + len(good), others + len(found) - len(good)
            held = {
                number for number, unit in enumerate(world.units) for span in good if holds(world, unit, span)
            }
            units, documents = units + len(held), documents + bool(held)
        return (*(kinds[kind] for kind in KINDS), counts, others, units, documents)


def holds(world: _World, unit: PlainUnit, span: tuple[int, int]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end, _ in world.parts(unit))


@pytest.mark.parametrize("chunk", range(10))
def test_terms_are_counted_as_by_brute_force(chunk: int):
    for seed in range(1_200_000 + 8 * chunk, 1_200_008 + 8 * chunk):
        world = make_world(seed)
        counting, units = seen_by_program(world)
        brute = Brute(world, units)
        for position, item in enumerate(world.book.codes):
            assert rows_of_program(counting, position) == brute.rows(item), (seed, item.id)


def test_the_worlds_hold_all_that_is_counted():
    fates, kinds = np.zeros(3, np.int64), np.zeros(3, np.int64)
    for seed in range(1_200_000, 1_200_020):
        counting, _ = seen_by_program(make_world(seed))
        fates += counting.seen.fates.sum(axis=1)
        kinds += counting.seen.kinds.sum(axis=0)
    assert (fates > 10).all(), fates
    assert (kinds > 10).all(), kinds


def test_hits_are_whole_whatever_becomes_of_them():
    world = make_world(1_200_003)
    counting, _ = seen_by_program(world)
    atoms = [use.atom for use in counting.uses]
    assert (counting.seen.fates.sum(axis=0) == counting.seen.kinds.sum(axis=1)[atoms]).all()
