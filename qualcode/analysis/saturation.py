"""Saturation: how many documents must be read until new codes stop turning up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.columns import Columns, numbers
from qualcode.analysis.measures import Floats, ratio
from qualcode.errors import UsageError
from qualcode.terms import SEPARATOR, CodeId, Flags, Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_array

RULES_REMARK = {
    "en": "With rules the curve shows how soon a fixed codebook is used up, not theoretical saturation.",
    "zh": "规则编码时这是编码覆盖曲线：它说明既定的编码手册多快用尽，不是理论饱和度。",
}
"""What must stand beside the curve of codings that rules made."""

_WORD = 64
"""Codes that one machine word holds as bits."""

_CELLS = 1 << 21
"""Machine words that are worked on at one time."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Saturation over random orders of the documents.

    n, seed
        Orders drawn, and what they were drawn by.
    median, p90
        Documents read at saturation: at most so many in half, in nine tenths of the orders; NaN
        where fewer than that get there.
    share_not_reached
        Orders that never saturate, 0 to 1; NaN where none was drawn.
    """

    n: int
    seed: int
    median: float
    p90: float
    share_not_reached: float


@dataclass(frozen=True, slots=True)
class Saturation:
    """How soon new codes stop turning up in documents that are read one after the other.

    curve
        A row a document: position (from 1), document, n_codes in it, n_new (in none before), n_seen
        (in it or before), share_seen of all codes that occur, new_codes.
    runs
        A row a run, from the base on: run ("5-6"), n_new codes first seen in it, n_base, ratio of
        the two, saturated, note.
    base, run, threshold, n_base
        Documents of the base, documents of a run, the ratio that is small enough, and the codes
        that the base holds (B).
    ordered_by
        What the documents were ordered by, as the caller named it.
    reached
        Documents read before the first run with a ratio of at most the threshold; None where there
        is no such run.
    orders
        The same over random orders.
    """

    curve: Columns
    runs: Columns
    base: int
    run: int
    threshold: float
    n_base: int
    ordered_by: str
    reached: int | None
    orders: Orders

    @property
    def point(self) -> str:
        """The point of saturation as it is reported, such as "5+2": five documents, and a run of two."""
        return "not reached" if self.reached is None else f"{self.reached}+{self.run}"


def saturation(
    *,
    has: "csr_array",
    document: Ints,
    codes: Sequence[CodeId],
    documents: Sequence[str],
    order: Sequence[int] | None = None,
    ordered_by: str = "",
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
    orders: int = 1000,
    seed: int = 0,
) -> Saturation:
    """Saturation after Guest, Namey and Chen 2020, doi 10.1371/journal.pone.0232076.

    `has` is (units, codes), without rollup; `document` (units,) the index of each unit's document in
    `documents`, which also holds those without any unit or code; `order` the same indices in the
    order of reading. B = codes in the first `base` documents; N = codes first seen in the `run`
    documents i+1..i+run, i >= base; saturation is at the first run with N / B <= `threshold`. With
    B = 0 the ratio is undefined and nothing is reached. Random orders are drawn without
    replacement from all orders of the documents, by a generator that gives the same numbers for
    one `seed` everywhere; 0 `orders` draw none.

    Raises UsageError for a base or run below 1 and for an `order` that is none of the documents.
    """
    if base < 1 or run < 1:
        raise UsageError("base and run need at least one document", cure="Try 4 and 2.", slug="saturation")
    reading = np.arange(len(documents)) if order is None else np.asarray(order, np.int64)
    if not np.array_equal(np.sort(reading), np.arange(len(documents))):
        raise UsageError("the order does not hold each document once", cure="Leave it out.", slug="order")
    present = _present(has, document, len(documents))
    seen = _seen(present, reading[None, :])[0]
    ratios, reached = _runs(seen[None, :], base, run, threshold)
    return Saturation(
        curve=_curve(present, reading, codes, documents),
        runs=_run_table(seen, ratios[0], base, run, threshold),
        base=base,
        run=run,
        threshold=threshold,
        n_base=_n_base(seen, base),
        ordered_by=ordered_by,
        reached=int(reached[0]) if np.isfinite(reached[0]) else None,
        orders=_orders(present, base, run, threshold, orders, seed),
    )


def _present(has: "csr_array", document: Ints, n_documents: int) -> Flags:
    """(documents, codes) whether a document has a code."""
    present = np.zeros((n_documents, has.shape[1]), np.bool_)
    units, code = has.nonzero()
    present[document[units], code] = True
    return present


def _packed(present: Flags) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint64]]":
    """(documents, words) the codes of each document as bits."""
    n_documents, n_codes = present.shape
    bits = np.zeros((n_documents, max(1, -(-n_codes // _WORD)) * _WORD), np.bool_)
    bits[:, :n_codes] = present
    return np.packbits(bits, axis=1).view(np.uint64)


def _seen(present: Flags, orders: Ints) -> Ints:
    """(orders, documents) how many codes have been seen after each document of each order."""
    unions = np.bitwise_or.accumulate(_packed(present)[orders], axis=1)
    counts: Ints = np.bitwise_count(unions).sum(axis=2, dtype=np.int64)
    return counts


def _n_base(seen: Ints, base: int) -> int:
    return int(seen[min(base, len(seen)) - 1]) if len(seen) else 0


def _runs(seen: Ints, base: int, run: int, threshold: float) -> tuple[Floats, Floats]:
    """The ratio of each run of each order, and the documents read before the first small one, or infinity."""
    n_runs = max(0, seen.shape[1] - run - base + 1)
    if not n_runs:
        return np.zeros((len(seen), 0)), np.full(len(seen), np.inf)
    before = seen[:, base - 1 : base - 1 + n_runs]
    behind = seen[:, base - 1 + run : base - 1 + run + n_runs]
    ratios = ratio(behind - before, seen[:, base - 1, None])
    small = ratios <= threshold
    return ratios, np.where(small.any(axis=1), base + small.argmax(axis=1), np.inf)


def _orders(present: Flags, base: int, run: int, threshold: float, orders: int, seed: int) -> Orders:
    n_documents, n_codes = present.shape
    random = np.random.RandomState(seed)
    step = max(1, _CELLS // max(1, n_documents * (n_codes // _WORD + 1)))
    reached = [
        _runs(
            _seen(present, random.random_sample((size, n_documents)).argsort(axis=1, kind="stable")),
            base,
            run,
            threshold,
        )[1]
        for size in (min(step, orders - done) for done in range(0, orders, step))
    ]
    return _summed(np.sort(np.concatenate([np.zeros(0), *reached])), seed)


def _summed(reached: Floats, seed: int) -> Orders:
    """What the sorted points of all orders come to."""
    n = len(reached)
    if not n:
        return Orders(0, seed, np.nan, np.nan, np.nan)
    median, p90 = (
        float(at) if np.isfinite(at) else np.nan
        for at in (reached[-(-n // 2) - 1], reached[-(-9 * n // 10) - 1])
    )
    return Orders(n, seed, median, p90, float(np.isinf(reached).mean()))


def _curve(present: Flags, reading: Ints, codes: Sequence[CodeId], documents: Sequence[str]) -> Columns:
    here = present[reading]
    seen = np.logical_or.accumulate(here, axis=0)
    new = here.copy()
    new[1:] &= ~seen[:-1]
    n_seen = seen.sum(axis=1)
    return {
        "position": list(range(1, len(reading) + 1)),
        "document": [documents[i] for i in reading.tolist()],
        "n_codes": here.sum(axis=1).tolist(),
        "n_new": new.sum(axis=1).tolist(),
        "n_seen": n_seen.tolist(),
        "share_seen": numbers(ratio(n_seen, present.any(axis=0).sum())),
        "new_codes": [SEPARATOR.join(codes[i] for i in np.flatnonzero(row).tolist()) for row in new],
    }


def _run_table(seen: Ints, ratios: Floats, base: int, run: int, threshold: float) -> Columns:
    first = np.arange(base, base + len(ratios))
    new = seen[first + run - 1] - seen[first - 1]
    return {
        "run": [f"{i + 1}-{i + run}" if run > 1 else str(i + 1) for i in first.tolist()],
        "n_new": new.tolist(),
        "n_base": [_n_base(seen, base)] * len(ratios),
        "ratio": numbers(ratios),
        "saturated": (ratios <= threshold).tolist(),
        "note": ["" if _n_base(seen, base) else "ratio undefined: no code in the base"] * len(ratios),
    }
