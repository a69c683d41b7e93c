"""How often two codes meet: in a unit, in a window, near each other, or in overlapping codings."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np

from qualcode.coding.batch import Batch, column, concat
from qualcode.coding.lineage import Lineage
from qualcode.coding.sweep import distinct, neighbours
from qualcode.coding.units import Counting, n_windows, windows_with
from qualcode.terms import Ints


@dataclass(slots=True)
class PairSums:
    """Counts of pairs of codes; every array is (codes, codes), int64.

    both
        Units, windows, pairs of units or pairs of codings with both; symmetric, the diagonal
        is the code's own number of units, windows, units or codings.
    shared
        Those of `both` in which evidence of the two codes shares a character.
    documents
        Documents in which the two meet; the diagonal: documents with the code.
    near
        `near:K` only, else zeros: units of the first code with the second at most K away.
    own
        What has the first code, in documents where the second could be given too; the diagonal is that of
        `both`.
    n_of, n_coded_of
        What is counted (N) in documents where both codes could be given: units or windows, for `overlap`
        codings; and those with any code.
    n_given
        Documents with words of the population where both codes could be given.
    n, n_coded
        What is counted in all documents, and that with any code.
    """

    both: Ints
    shared: Ints
    documents: Ints
    near: Ints
    own: Ints
    n_of: Ints
    n_coded_of: Ints
    n_given: Ints
    n: int = 0
    n_coded: int = 0

    def add(self, other: "PairSums") -> None:
        """Add the counts of other documents."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


def no_pairs(n_codes: int) -> PairSums:
    """The counts of no documents."""

    def none() -> Ints:
        return np.zeros((n_codes, n_codes), np.int64)

    return PairSums(none(), none(), none(), none(), none(), none(), none(), none())


class Occurrences(NamedTuple):
    """A code at a place, sorted by place: once each, or (for `overlap`) once for every coding.

    A place ends before `end`: a unit is one wide.
    """

    at: Ints
    end: Ints
    code: Ints
    document: Ints


def pair_sums(batch: Batch, lines: Lineage, counting: Counting) -> PairSums:
    """Count the pairs of codes in a batch of documents."""
    n_codes = len(lines.first) - 1
    found = _occurrences(batch, n_codes, counting)
    reach = counting.reach if counting.pairs == "near" else 0
    sums = no_pairs(n_codes)
    met: list[Ints] = []
    closeness: list[Ints] = []
    for left, right in neighbours(found.at, found.end + reach):
        a, b = found.code[left], found.code[right]
        sums.both += _square(np.minimum(a, b) * n_codes + np.maximum(a, b), n_codes)
        met.append(distinct(_pair_keys(found.document[left], a, b, n_codes)))
        if counting.pairs == "near":
            closeness.append(distinct(concat([left * n_codes + b, right * n_codes + a])))
    sums.documents = _square(distinct(concat(met)) % n_codes**2, n_codes)
    sums.shared = _square(_shared(batch, lines, counting) % n_codes**2, n_codes)
    for counts in (sums.both, sums.documents, sums.shared):
        _mirror(counts)
    close = distinct(concat(closeness))
    sums.near = _square(found.code[close // n_codes] * n_codes + close % n_codes, n_codes)
    np.fill_diagonal(sums.both, np.bincount(found.code, minlength=n_codes))
    own = distinct(found.document * n_codes + found.code) % n_codes
    np.fill_diagonal(sums.documents, np.bincount(own, minlength=n_codes))
    _count_all(sums, batch, found, counting)
    return sums


def _occurrences(batch: Batch, n_codes: int, counting: Counting) -> Occurrences:
    place, code, document = batch.place, batch.place_code, batch.place_document
    if counting.pairs == "overlap":
        order = np.argsort(place, kind="stable")
        return Occurrences(place[order], batch.place_end[order], code[order], document[order])
    if counting.pairs == "window":
        row, place = _windows(batch, place, document, counting)
        code = code[row]
    keys = distinct(place * n_codes + code)
    at = keys // n_codes
    return Occurrences(at, at + 1, keys % n_codes, _document_of(batch, at))


def _windows(batch: Batch, place: Ints, document: Ints, counting: Counting) -> tuple[Ints, Ints]:
    first = batch.first_place[document]
    row, window = windows_with(place - first, batch.n_pair_units[document], counting.reach)
    return row, window + first[row]


def _shared(batch: Batch, lines: Lineage, counting: Counting) -> Ints:
    """Keys of the pairs that rest on the same words, once for each time they are counted."""
    n_codes = len(lines.first) - 1
    keys = distinct(concat(list(_touching(batch))))
    left, right = np.divmod(keys, max(1, len(batch.own_code)))
    place, document = batch.own_place[left], batch.own_document[left]
    held = place >= 0
    left, right, place, document = left[held], right[held], place[held], document[held]
    if counting.pairs == "window":
        row, place = _windows(batch, place, document, counting)
        left, right, document = left[row], right[row], document[row]
    one, a = lines.spread(batch.own_code[left])
    two, b = lines.spread(batch.own_code[right[one]])
    one, a = one[two], a[two]
    if not batch.offered.all():
        kept = batch.offered[document[one], a] & batch.offered[document[one], b]
        one, a, b = one[kept], a[kept], b[kept]
    counted = _pair_keys(place[one], a, b, n_codes)
    return counted if counting.pairs == "overlap" else distinct(counted)


def _touching(batch: Batch) -> Iterator[Ints]:
    """Keys of two codings whose evidence shares a character, the lesser index first."""
    n = len(batch.own_code)
    order = np.lexsort((batch.evidence_end, batch.evidence_start))
    row, start, end = batch.evidence_row[order], batch.evidence_start[order], batch.evidence_end[order]
    for left, right in neighbours(start, end):
        one, two = row[left], row[right]
        keys = np.minimum(one, two) * n + np.maximum(one, two)
        yield distinct(keys[one != two])


def _count_all(sums: PairSums, batch: Batch, found: Occurrences, counting: Counting) -> None:
    """Fill in what pairs are held against: N, and how often each code occurs where the other could too."""
    n_codes, n_documents = len(sums.both), len(batch.tallies)
    counted, coded = _counted(batch, counting), _coded(batch, counting)
    heard = column([t.tokens > 0 for t in batch.tallies])
    sums.n, sums.n_coded = int(counted.sum()), int(coded.sum())
    if batch.offered.all():
        sums.own = np.repeat(np.diagonal(sums.both)[:, None], n_codes, axis=1)
        totals = (sums.n, sums.n_coded, int(heard.sum()))
        sums.n_of, sums.n_coded_of, sums.n_given = (np.full(sums.both.shape, n) for n in totals)
        return
    keys = found.document * n_codes + found.code
    own = np.bincount(keys, minlength=n_documents * n_codes).reshape(n_documents, n_codes)
    offered = batch.offered.astype(np.int64)
    sums.own = own.T @ offered
    sums.n_of, sums.n_coded_of, sums.n_given = (
        offered.T @ (of[:, None] * offered) for of in (counted, coded, heard)
    )


def _counted(batch: Batch, counting: Counting) -> Ints:
    """(documents,) what is counted in each: units or windows, for `overlap` codings."""
    if counting.pairs == "overlap":
        return np.bincount(batch.own_document, minlength=len(batch.tallies))
    n_units = batch.n_pair_units
    return n_windows(n_units, counting.reach) if counting.pairs == "window" else n_units


def _coded(batch: Batch, counting: Counting) -> Ints:
    """(documents,) those of them with any code: that one code is missing does not make another one so."""
    if counting.pairs == "overlap":
        return _counted(batch, counting)
    place = batch.coded_place
    if counting.pairs == "window":
        _, place = _windows(batch, place, _document_of(batch, place), counting)
        place = distinct(place)
    return np.bincount(_document_of(batch, place), minlength=len(batch.tallies))


def _document_of(batch: Batch, place: Ints) -> Ints:
    found: Ints = np.searchsorted(batch.first_place, place, side="right") - 1
    return found


def _pair_keys(where: Ints, a: Ints, b: Ints, n_codes: int) -> Ints:
    """One number for a place and an unordered pair of codes; a code with itself is left out."""
    keys: Ints = where * n_codes**2 + np.minimum(a, b) * n_codes + np.maximum(a, b)
    different: Ints = keys[a != b]
    return different


def _square(keys: Ints, n_codes: int) -> Ints:
    return np.bincount(keys, minlength=n_codes**2).reshape(n_codes, n_codes)


def _mirror(counts: Ints) -> None:
    """Make an upper triangle symmetric, in place."""
    counts += np.triu(counts, 1).T
