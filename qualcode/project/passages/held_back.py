"""The reserved-sample check with a passage for everything that is new."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from qualcode.analysis.code_saturation import code_reserve
from qualcode.analysis.coded_units import CodedUnits
from qualcode.analysis.columns import Cell, Columns, counted
from qualcode.analysis.reading_order import OrderBy
from qualcode.analysis.reserve import NewCode, reserve_sentence
from qualcode.codebook.model import Codebook
from qualcode.export.quotes import Quote
from qualcode.project.quotes import best
from qualcode.terms import SEPARATOR, CodeId

COLUMNS = ("kind", "code", "name", "n_documents", "documents", "n_units", "quote", "quoted_from")


class Coded(best.Coded, Protocol):
    """Coded units, and their codings with the documents."""

    @property
    def units(self) -> CodedUnits:
        """What is counted."""


class HeldBack(NamedTuple):
    """What documents that were held back add.

    documents
        Their ids.
    new
        The names of the codes that only they have.
    table
        A row for each new top family and code (`kind`): its name, the documents and units that have it, one
        passage (`quote`) and the document that it is from.
    """

    documents: tuple[str, ...]
    new: tuple[str, ...]
    table: Columns

    def sentence(self, language: str) -> str:
        """The result for a paper, in "zh" or "en"."""
        return reserve_sentence(self.documents, self.new, language=language)


def held_back(coded: Coded, asked: Sequence[str], *, order: OrderBy = "", lang: str = "") -> HeldBack:
    """Codes and top families that only the reserved documents have, with a passage each.

    `asked` as in `qualcode.analysis.code_saturation.code_reserve`; `lang` is the language of the names,
    by default the first of the codebook's.

    Raises
    ------
    UsageError
        There is no such document, or all or none are reserved.
    """
    found = code_reserve(coded.units, coded.codebook, asked, order)
    names = coded.codebook.names_in(lang)
    made = best.material_of(coded)
    own = best.best_quotes(made, documents=found.documents)
    of_family = best.best_quotes(made, documents=found.documents, family=_families(coded.codebook))
    rows = [_row("family", one, names, of_family) for one in found.families]
    rows += [_row("code", one, names, own) for one in found.codes]
    table = {name: [row[at] for row in rows] for at, name in enumerate(COLUMNS)}
    counting = coded.units.counting
    table = counted(table, counted_by=counting.unit, population=counting.population, n=len(coded.units))
    return HeldBack(found.documents, tuple(names[one.code] for one in found.codes), table)


def _families(codebook: Codebook) -> dict[CodeId, CodeId]:
    """The top code above each."""
    top: dict[CodeId, CodeId] = {}
    for code in codebook.codes:
        top[code.id] = code.id if code.parent is None else top[code.parent]
    return top


def _row(
    kind: str, one: NewCode, names: Mapping[CodeId, str], quotes: Mapping[CodeId, Sequence[Quote]]
) -> tuple[Cell, ...]:
    (quote, *_), documents = quotes[one.code], one.documents
    told = (kind, one.code, names[one.code], len(documents), SEPARATOR.join(documents), one.n_units)
    return (*told, quote.text, quote.document)
