"""Saturation and the reserved-sample check of coded units, their documents in an order that is told."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qualcode.analysis.coded_units import CodedUnits
from qualcode.analysis.columns import Cell, Columns, counted
from qualcode.analysis.offered import check_units, codes_of_units
from qualcode.analysis.reading_order import OrderBy, positions, reading_order, reserved_documents
from qualcode.analysis.reserve import Reserve, reserve
from qualcode.analysis.saturation import Saturation, saturation
from qualcode.codebook.model import Codebook
from qualcode.coding.lineage import parents
from qualcode.terms import SEPARATOR


def code_saturation(
    units: CodedUnits,
    codebook: Codebook,
    *,
    order: OrderBy = "",
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
    orders: int = 1000,
    seed: int = 1,
) -> Saturation:
    """Saturation of the codings of coded units: codes with codings of their own, no parents by rollup.

    Documents stand in the order of `qualcode.analysis.reading_order`; those without words of the
    population are left out. The tables end with counted_by (`document`), population and N, the
    number of documents.

    Raises
    ------
    UsageError
        A base or run below 1; by date asked for where a document has none; no code could be given in every
        document: others are left out.
    """
    kept = codes_of_units(units, codebook, "saturation", rollup=False)
    reading = reading_order(units, order)
    found = saturation(
        has=units.has(rollup=False)[:, kept],
        document=positions(units, reading),
        codes=[codebook.codes[at].id for at in kept.tolist()],
        documents=[units.documents[at].id for at in reading.documents],
        ordered_by=reading.ordered_by,
        base=base,
        run=run,
        threshold=threshold,
        orders=orders,
        seed=seed,
    )
    n, population = len(reading.documents), units.counting.population
    curve, runs = (
        counted(one, counted_by="document", population=population, n=n) for one in (found.curve, found.runs)
    )
    return replace(found, curve=curve, runs=runs)


def summary_columns(found: Saturation, population: str, reserved: Sequence[str] = ()) -> Columns:
    """A table of one row: how saturation was asked for, and when it is reached.

    `reached` and, over random orders, `median` and `p90` count documents; `note` says why they are empty,
    and that documents that are `reserved` count too.
    """
    n, orders = len(found.curve["document"]), found.orders
    values: dict[str, Cell] = {
        "base": found.base,
        "run": found.run,
        "threshold": found.threshold,
        "n_base": found.n_base,
        "ordered_by": found.ordered_by,
        "point": found.point,
        "reached": found.reached,
        "n_orders": orders.n,
        "seed": orders.seed,
        "median": _defined(orders.median),
        "p90": _defined(orders.p90),
        "share_not_reached": _defined(orders.share_not_reached),
        "note": SEPARATOR.join([*_reasons(found, n), *_taken_in(reserved)]),
    }
    return counted(
        {name: [value] for name, value in values.items()},
        counted_by="document",
        population=population,
        n=n,
    )


def _reasons(found: Saturation, n_documents: int) -> list[str]:
    """Why a cell of the summary is empty."""
    orders = found.orders
    if n_documents < found.base + found.run:
        return ["fewer documents than base and run"]
    rare = [name for name in ("median", "p90") if np.isnan(getattr(orders, name))] if orders.n else []
    return [
        *["not reached"] * (found.reached is None),
        *["no random orders"] * (not orders.n),
        *[f"{name} undefined: too few orders get there" for name in rare],
    ]


def _taken_in(reserved: Sequence[str]) -> list[str]:
    return [f"reserved documents count too: {', '.join(reserved)}"] if reserved else []


def _defined(value: float) -> float | None:
    return None if np.isnan(value) else value


def code_reserve(units: CodedUnits, codebook: Codebook, asked: Sequence[str], order: OrderBy = "") -> Reserve:
    """The check of coded units; `asked` are ids of documents, or the number of those at the end of the order.

    Documents without words of the population are left out.

    Raises
    ------
    UsageError
        There is no such document, or all or none are reserved; codes that could not be given in every one.
    """
    check_units(units, codebook, "what reserved documents add")
    reading = reading_order(units, order)
    held = set(reserved_documents(units, reading, asked))
    index = codebook.index()
    return reserve(
        has=units.has(rollup=False),
        document=positions(units, reading),
        codes=list(index),
        documents=[units.documents[at].id for at in reading.documents],
        parent=parents(codebook),
        reserved=[place for place, at in enumerate(reading.documents) if at in held],
    )
