"""In which order documents are read: by date, or by name."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from qualcode.analysis.coded_units import CodedUnits, Origin
from qualcode.errors import UsageError
from qualcode.ingest import natural_key
from qualcode.terms import Ints
from qualcode.text.key import fold

DATE: Literal["date"] = "date"
OrderBy: TypeAlias = Literal["", "date", "name"]

_DATE = re.compile(r"\s*(\d{4})(?:(\d\d)(\d\d)|\D{1,3}(\d{1,2})(?:\D{1,3}(\d{1,2}))?)?(?!\d)")


class ReadingOrder(NamedTuple):
    """Documents with words of the population, in the order in which they are read.

    documents
        Their positions in `CodedUnits.documents`.
    ordered_by
        "date" or "name".
    silent
        The ids of documents without words of the population, which are left out.
    """

    documents: tuple[int, ...]
    ordered_by: Literal["date", "name"]
    silent: tuple[str, ...]


def reading_order(units: CodedUnits, by: OrderBy = "") -> ReadingOrder:
    """By the attribute `date` where all documents have one, else by name, numbers read as numbers.

    A date begins with the year (2025-03-12, 2025年3月12日, 20250312, 2025-03); of one date the name decides.

    Raises
    ------
    UsageError
        `by` is "date", and a document has none.
    """
    speaking = [at for at, one in enumerate(units.documents) if one.tokens]
    by_name = sorted(speaking, key=lambda at: natural_key(units.documents[at].id))
    silent = tuple(one.id for one in units.documents if not one.tokens)
    dates = {at: date_of(units.documents[at]) for at in by_name}
    without = [units.documents[at].id for at, date in dates.items() if date is None]
    if by == DATE and without:
        cure = "give each document a date such as 2025-03-12, or order by name"
        raise UsageError(f"without a date: {', '.join(without)}", cure=cure, slug="no-date")
    if by == "name" or without or not by_name:
        return ReadingOrder(tuple(by_name), "name", silent)
    return ReadingOrder(tuple(sorted(by_name, key=lambda at: dates[at] or ())), DATE, silent)


def date_of(origin: Origin) -> tuple[int, ...] | None:
    """Year, month and day of a document, as far as its attribute `date` says them; None where it does not."""
    values = (
        value
        for source in (origin.attributes, origin.header)
        for name, value in source.items()
        if value and fold(name) == DATE
    )
    found = _DATE.match(next(values, ""))
    return tuple(int(part) for part in found.groups() if part) if found else None


def reserved_documents(units: CodedUnits, order: ReadingOrder, asked: Sequence[str]) -> list[int]:
    """The documents that are meant: by id, or, by a number that is no id, so many at the end of `order`.

    Raises
    ------
    UsageError
        There is no such document, or it says nothing.
    """
    index = {units.documents[at].id: at for at in order.documents}
    if len(asked) == 1 and asked[0] not in index and asked[0].isdecimal():
        n = int(asked[0])
        return list(order.documents[len(order.documents) - n :]) if n < len(index) else list(order.documents)
    for name in asked:
        if name in order.silent:
            cure = f"choose among {', '.join(index)}"
            message = f"the document {name} cannot be reserved: nobody of the population says a word in it"
            raise UsageError(message, cure=cure, slug="unknown-document")
        if name not in index:
            near = get_close_matches(name, index, n=1)
            cure = f"did you mean {near[0]}?" if near else f"choose among {', '.join(index)}"
            raise UsageError(f"there is no document {name}", cure=cure, slug="unknown-document")
    return [index[name] for name in dict.fromkeys(asked)]


def positions(units: CodedUnits, order: ReadingOrder) -> Ints:
    """(N,) the place of each unit's document in `order`."""
    place = np.full(len(units.documents), -1, np.int64)
    place[list(order.documents)] = np.arange(len(order.documents))
    found: Ints = place[units.document]
    return found
