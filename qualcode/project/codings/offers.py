"""Codings that people hand over in files, each with its place in a text of the study; and what has none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from qualcode.errors import Problem, QualcodeError, UsageError
from qualcode.project.codings.by_hand import ByHand
from qualcode.project.codings.code_names import CodeNames
from qualcode.project.codings.passage_places import Place, Places
from qualcode.project.codings.rows import TableRow, read_rows
from qualcode.terms import CodeId
from qualcode.text.document import Document
from qualcode.text.segment import segment

_Units: TypeAlias = Callable[[], list[Place]]

_SHOWN = 30
"""Characters of a quote or a change that are shown."""
_LISTED = 5


class Offer(NamedTuple):
    """A coding to be added: where it lies, and the file and line that say so; `round` 0: not said."""

    document: str
    round: int
    start: int
    end: int
    code: CodeId
    memo: str
    file: str
    line: int


class MarkedFile(NamedTuple):
    """A marked text: its document and round, when it was written with whose codings, and its own text.

    `is_whole`: all of its marks have a place in the study's text.
    """

    file: str
    document: str
    round: int
    at: str
    text: str
    is_whole: bool


class Offers(NamedTuple):
    """What files offer.

    problems
        What could not be placed, one for each row or mark.
    notes
        What deserves a look: changed texts, codings that bear another name.
    named
        Coders that a table names beside its rows.
    """

    offers: tuple[Offer, ...]
    marked: tuple[MarkedFile, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    named: tuple[str, ...]


class _Texts:
    """The texts of a study by what rows call them, and where passages stand in them."""

    def __init__(self, opened: ByHand) -> None:
        self._opened = opened
        self.document = cache(self._document)
        self.places = cache(self._places)
        self.units = cache(self._units)

    def _document(self, name: str) -> Document:
        return self._opened.document(name)

    def _places(self, name: str) -> Places:
        return Places(self.document(name).text)

    def _units(self, name: str) -> list[Place]:
        """The passages of the coding units, whoever speaks."""
        plan = self._opened.prepared.job.plan
        units = segment(self.document(name), plan.unit, split_at=plan.split_at)
        return list(zip(units.start.tolist(), units.end.tolist(), strict=True))


def offers_of_rows(opened: ByHand, rows: Sequence[TableRow], *, file: str, document: str = "") -> Offers:
    """The codings that the rows of a table offer; `document` holds for rows that name none."""
    texts, names = _Texts(opened), opened.names
    offers: list[Offer] = []
    problems = []
    for row in rows:
        try:
            offers += _of_row(row, texts, names, file, document)
        except QualcodeError as fault:
            problems.append(_problem(fault, file, row.line))
    named = sorted({row.cells["coder"] for row in rows if "coder" in row.cells})
    return Offers(tuple(offers), (), tuple(problems), (), tuple(named))


def offers_of_table(opened: ByHand, file: str, *, document: str = "") -> Offers:
    """The codings that a table offers. Raises ReadError where it is none."""
    return offers_of_rows(opened, read_rows(file), file=file, document=document)


def _problem(fault: QualcodeError, file: str, line: int) -> Problem:
    return Problem(fault.message, file, line, cure=fault.cure, slug=fault.slug)


def _of_row(row: TableRow, texts: _Texts, names: CodeNames, file: str, document: str) -> Iterator[Offer]:
    cells = row.cells
    name = cells.get("document", document)
    if not name:
        cure = "fill the column document, or name one with --document"
        raise UsageError("it is not said in which document", cure=cure, slug="no-document")
    if "code" not in cells:
        raise UsageError("there is no code", cure="write an id in the column code", slug="no-code")
    if "state" in cells:
        cure = "leave the row out, or empty its column state to add it anew"
        raise UsageError(f"the list says of this coding: {cells['state']}", cure=cure, slug="not-standing")
    codes = names.several(cells["code"])
    id = texts.document(name).id
    start, end = place_of_row(cells, texts.places(name), lambda: texts.units(name))
    told = (_round(cells), start, end)
    yield from (Offer(id, *told, code, cells.get("memo", ""), file, row.line) for code in codes)


def _round(cells: Mapping[str, str]) -> int:
    """The round that a row tells; 0 where it tells none."""
    round = _number(cells, "round")
    if round == 0:
        raise UsageError("round is 0", cure="rounds are counted from 1", slug="bad-round")
    return round or 0


def place_of_row(cells: Mapping[str, str], places: Places, units: _Units) -> Place:
    """Where the passage of a row stands: by `start` and `end`, else by its `quote`, else its whole `unit`.

    Where a quote stands several times, `start`, `before`, `after` and `unit` settle which is meant.

    Raises UsageError, with what to do about it, where that cannot be told.
    """
    quote = cells.get("quote", "")
    given = [_number(cells, key) for key in ("start", "end")]
    if given[0] is not None and given[1] is not None:
        return _checked((given[0], given[1]), quote, places)
    if quote:
        return _by_quote(cells, quote, given[0], places, units)
    if "unit" in cells:
        return _unit(cells, units)
    cure = "fill quote, or start and end, or unit"
    raise UsageError("it is not said which passage", cure=cure, slug="no-passage")


def _number(cells: Mapping[str, str], key: str) -> int | None:
    """A whole number, also as a spreadsheet writes it (`12.0`); None where the cell is empty."""
    said = cells.get(key, "")
    digits = said.removesuffix(".0").replace(" ", "")
    if not said:
        return None
    if not (digits.isascii() and digits.isdigit()):
        cure = f"{key} is a whole number from 0 on, or empty"
        raise UsageError(f"{key} is {said}", cure=cure, slug="bad-place")
    return int(digits)


def _checked(place: Place, quote: str, places: Places) -> Place:
    """A place that was given, if it holds text, and the quote where there is one."""
    start, end = place
    if not start < end <= len(places.text):
        cure = f"0 ≤ start < end ≤ {len(places.text)}, the number of characters of the text"
        raise UsageError(f"{start} to {end} is no passage of the text", cure=cure, slug="bad-place")
    if quote and not places.is_quote(place, quote):
        there = shortened(places.text[start:end])
        found = places.of_quote(quote)
        where = f"its quote stands at {_listed(found)}: correct start and end, or leave them empty"
        cure = where if found else "correct the row: its quote stands nowhere in the text"
        raise UsageError(f"at {start} to {end} stands “{there}”", cure=cure, slug="other-quote")
    return place


def _by_quote(
    cells: Mapping[str, str], quote: str, start: int | None, places: Places, units: _Units
) -> Place:
    """The only place where a quote stands that fits what else the row says."""
    found = every = places.of_quote(quote)
    if not every:
        cure = "copy the passage from the text in text/, in one piece"
        raise UsageError(f"“{shortened(quote)}” does not stand in the text", cure=cure, slug="no-quote")
    if start is not None:
        found = [one for one in found if one[0] == start]
    if "before" in cells:
        found = [one for one in found if places.stands_before(one, cells["before"])]
    if "after" in cells:
        found = [one for one in found if places.stands_after(one, cells["after"])]
    if "unit" in cells and len(every) > 1:
        first, last = _unit(cells, units)
        found = [one for one in found if one[0] < last and one[1] > first]
    if len(found) == 1:
        return found[0]
    if not found:
        cure = f"it stands at {_listed(every)}; correct start, before, after or unit"
        message = f"“{shortened(quote)}” does not stand where the row says"
        raise UsageError(message, cure=cure, slug="no-quote")
    cure = "fill before or after (what stands beside it), unit (the number of its unit), or start and end"
    message = f"“{shortened(quote)}” stands {len(found)} times, at {_listed(found)}"
    raise UsageError(message, cure=cure, slug="several")


def _unit(cells: Mapping[str, str], units: _Units) -> Place:
    number, known = _number(cells, "unit"), units()
    if number is None or not 1 <= number <= len(known):
        cure = f"units are numbered from 1 to {len(known)}"
        raise UsageError(f"there is no unit {cells['unit']}", cure=cure, slug="bad-unit")
    return known[number - 1]


def _listed(places: Sequence[Place]) -> str:
    more = f" and {len(places) - _LISTED} more" if len(places) > _LISTED else ""
    return ", ".join(f"{start}–{end}" for start, end in places[:_LISTED]) + more


def shortened(text: str) -> str:
    """A text in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
