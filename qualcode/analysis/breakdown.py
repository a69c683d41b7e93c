"""Frequencies by the values of an attribute: a row for each code and value, or a matrix."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from qualcode.analysis.coded_units import CodedUnits
from qualcode.analysis.columns import Cell, Columns, frame, frame_of_rows, numbers
from qualcode.analysis.frequency import check_language
from qualcode.analysis.measures import Floats, ratio
from qualcode.analysis.offered import blank, check_units
from qualcode.analysis.values import Values, values_of
from qualcode.codebook.model import Codebook
from qualcode.coding.sweep import distinct
from qualcode.terms import SEPARATOR, Flags, Ints

if TYPE_CHECKING:
    import pandas as pd

Measure: TypeAlias = Literal["codings", "units", "share"]

NO_VALUE = "without a value"
RATES = {"en": "English", "zh": "Chinese"}


class Breakdown(NamedTuple):
    """Counts by value of an attribute, those without a value last, where there are any.

    names
        The values; the last one is empty where someone has none.
    n_codings, n_units, n_documents
        (values, codes) codings, units and documents in which someone with the value has the code.
    all_units
        (values,) units with words of someone with the value.
    units
        (values, codes) those of documents where the code could be given: N.
    tokens, codings
        By language of the document (`en`, `zh`) their words, and what it adds to `n_codings`.
    """

    names: tuple[str, ...]
    n_codings: Ints
    n_units: Ints
    n_documents: Ints
    all_units: Ints
    units: Ints
    tokens: dict[str, Ints]
    codings: dict[str, Ints]

    @property
    def there(self) -> Flags:
        """(values, codes) whether there is a number: not where the code could be given nowhere."""
        found: Flags = (self.units > 0) | (self.all_units[:, None] == 0)
        return found


def breakdown(units: CodedUnits, values: Values) -> Breakdown:
    """Count codings and units by the value of those who speak.

    A unit, or coding, counts for every value whose words it holds, or covers; under rollup codings
    are summed over the codes below.
    """
    value = np.where(values.of_voice < 0, len(values.names), values.of_voice)
    names = (*values.names, "") if (values.of_voice < 0).any() else values.names
    shape = (len(names), units.n_codes)
    coding, of, code = _codings_by_value(units, value)
    document, part_value = units.coding_document[coding], value[units.part_voice]
    language = np.array([origin.language for origin in units.documents], np.str_)
    codings = {one: _table(of[kept], code[kept], shape) for one, kept in _by_language(language[document])}
    cells, given = units.part_cells(), units.given().astype(np.int64)
    by_document = _units_by_document(units, part_value, len(names))
    return Breakdown(
        names,
        _table(of, code, shape),
        _different(units.part_unit[cells.row], part_value[cells.row], cells.code, shape),
        _different(document, of, code, shape),
        by_document.sum(axis=1),
        by_document @ given,
        {one: _tokens(units, value, kept, len(names)) @ given for one, kept in _by_language(language)},
        codings,
    )


def frequency_by_columns(units: CodedUnits, codebook: Codebook, by: str, *, lang: str = "") -> Columns:
    """One row for each code and value of `by`, codes in codebook order, values in natural order.

    `by` is read by `qualcode.analysis.values.values_of`; those without a value stand last, with an
    empty `value`. `lang` is the language of `name`.

    n_codings, n_units, n_documents
        Codings, units and documents in which someone with the value has the code. Under rollup
        codings are summed over the code and all codes below it.
    N, share_units
        Units with words of someone with the value; n_units / N, from 0 to 1.
    per_1000_words, per_1000_characters
        1000 * codings / words of those with the value, over documents whose main language is
        English, or Chinese.

    A unit in which people of several values speak counts for each of them, so that N may add up to
    more than all units. Undefined numbers are None. Raises UsageError for an attribute that nobody
    has, and for a language without names.
    """
    check_language(codebook, lang)
    found = breakdown(units, values_of(units, by))
    language = lang or next(iter(codebook.languages), "")
    n_values, n_codes = len(found.names), units.n_codes
    rows = n_values * n_codes
    return {
        "code": _each(n_values, [code.id for code in codebook.codes]),
        "name": _each(n_values, [code.name_in(language) for code in codebook.codes]),
        "by": [by] * rows,
        "value": [*found.names] * n_codes,
        "n_codings": blank(found.n_codings.T, found.there.T),
        "n_units": blank(found.n_units.T, found.there.T),
        "n_documents": blank(found.n_documents.T, found.there.T),
        "N": [*found.units.T.ravel().tolist()],
        "share_units": numbers(shares(found).T.ravel()),
        "per_1000_words": _rate(found, "en"),
        "per_1000_characters": _rate(found, "zh"),
        "counted_by": [units.counting.unit] * rows,
        "population": [units.counting.population] * rows,
        "note": [_note(found, at, code) for code in range(n_codes) for at in range(n_values)],
    }


def frequency_by(units: CodedUnits, codebook: Codebook, by: str, *, lang: str = "") -> "pd.DataFrame":
    """`frequency_by_columns` as a DataFrame; undefined numbers are NaN."""
    return frame(frequency_by_columns(units, codebook, by, lang=lang))


def shares(found: Breakdown) -> Floats:
    """(values, codes) share of the value's units that have the code; NaN where there are none."""
    return ratio(found.n_units, found.units)


def _each(times: int, values: list[str]) -> list[Cell]:
    return [value for value in values for _ in range(times)]


def _by_language(language: npt.NDArray[np.str_]) -> Iterator[tuple[str, Flags]]:
    for one in RATES:
        yield one, language == one


def _codings_by_value(units: CodedUnits, value: Ints) -> tuple[Ints, Ints, Ints]:
    """Each coding (index) with each value that speaks in it, once, and its code; again for those above."""
    n = int(value.max(initial=0)) + 1
    keys = distinct(units.spoken_coding * n + value[units.spoken_voice])
    owner, code = units.spread(keys // n)
    return keys[owner] // n, keys[owner] % n, code


def _table(value: Ints, code: Ints, shape: tuple[int, int]) -> Ints:
    """(values, codes) how often each value stands with each code."""
    counts: Ints = np.bincount(value * shape[1] + code, minlength=shape[0] * shape[1]).reshape(shape)
    return counts


def _different(entity: Ints, value: Ints, code: Ints, shape: tuple[int, int]) -> Ints:
    """(values, codes) with how many different entities each value stands beside each code."""
    keys = distinct((entity * shape[0] + value) * shape[1] + code)
    return _table(keys // shape[1] % shape[0], keys % shape[1], shape)


def _units_by_document(units: CodedUnits, part_value: Ints, n_values: int) -> Ints:
    """(values, documents) units with words of someone with the value."""
    n = max(1, n_values)
    keys = distinct(units.part_unit * n + part_value)
    n_documents = len(units.documents)
    cells = keys % n * n_documents + units.document[keys // n]
    return np.bincount(cells, minlength=n_values * n_documents).reshape(n_values, n_documents)


def _tokens(units: CodedUnits, value: Ints, documents: Flags, n_values: int) -> Ints:
    """(values, documents) words of those with each value, in the documents flagged."""
    tokens = np.zeros((n_values, len(units.documents)), np.int64)
    spoken = np.array([voice.tokens for voice in units.voices], np.int64)
    of = units.voice_document
    np.add.at(tokens, (value, of), np.where(documents[of], spoken, 0))
    return tokens


def _rate(found: Breakdown, language: str) -> list[Cell]:
    return numbers(ratio(1000 * found.codings[language], found.tokens[language]).T.ravel())


def _note(found: Breakdown, at: int, code: int) -> str:
    remarks = [] if found.names[at] else [NO_VALUE]
    remarks += [f"no {name} document" for one, name in RATES.items() if not found.tokens[one][at, code]]
    n, n_all = int(found.units[at, code]), int(found.all_units[at])
    remarks += [f"on offer in {n:,} of {n_all:,} units"] * (n < n_all)
    return SEPARATOR.join(remarks)


def code_by_value_rows(
    units: CodedUnits, codebook: Codebook, by: str, *, measure: Measure = "codings"
) -> tuple[list[str], list[list[Cell]]]:
    """Header and rows of values by codes: `value`, `N`, one column for each code, `counted_by`, `population`.

    `by` is read by `qualcode.analysis.values.values_of`; those without a value stand last. `measure` is
    "codings", "units" (n_units), or "share" (of the value's units that have the code, 0 to 1; None where
    there are none). See `frequency_by_columns`. A cell is empty where the code could not be given in any
    document of the value. Raises UsageError where it could in some of them only: one N would not do.
    """
    found = breakdown(units, values_of(units, by))
    if ((found.units > 0) & (found.units < found.all_units[:, None])).any():
        check_units(units, codebook, f"a matrix by {by}")
    counts = {"codings": found.n_codings, "units": found.n_units}.get(measure)
    rows = (
        [numbers(row) for row in shares(found)]
        if counts is None
        else [blank(row, there) for row, there in zip(counts, found.there, strict=True)]
    )
    ending: list[Cell] = [units.counting.unit, units.counting.population]
    header = ["value", "N", *(code.id for code in codebook.codes), "counted_by", "population"]
    columns = zip(found.names, found.all_units.tolist(), rows, strict=True)
    return header, [[name, n, *row, *ending] for name, n, row in columns]


def code_by_value(
    units: CodedUnits, codebook: Codebook, by: str, *, measure: Measure = "codings"
) -> "pd.DataFrame":
    """`code_by_value_rows` as a DataFrame; undefined cells are NaN."""
    return frame_of_rows(*code_by_value_rows(units, codebook, by, measure=measure))
