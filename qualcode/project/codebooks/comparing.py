"""Two codebooks compared, by what they say and by what they code in a corpus."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.columns import frame_of_rows
from qualcode.codebook.diff import DIFF_COLUMNS, diff
from qualcode.codebook.model import Codebook
from qualcode.codebook.renames import find_renames
from qualcode.coding.apply import Engine
from qualcode.coding.population import Population
from qualcode.coding.rows import CODING_COLUMNS, coding_rows
from qualcode.coding.units import counting
from qualcode.project.job.batch import Failure
from qualcode.project.job.finding import doubts
from qualcode.project.job.given import distinct, population_of
from qualcode.project.job.options import CodeOptions, named_unit, prepare
from qualcode.project.job.pipeline import Plan, process
from qualcode.project.job.reading import read_all
from qualcode.terms import UnitKind
from qualcode.text.document import Document
from qualcode.text.words import map_words
from qualcode.workshop.consequences import (
    COUNT_COLUMNS,
    PASSAGE_COLUMNS,
    Count,
    Passage,
    compare_codings,
    count_changes,
    match,
)

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int, str], None]
"""Called with documents done, documents in all, and what is being done."""
_CODE = CODING_COLUMNS.index("code")


class Consequences(NamedTuple):
    """What two codebooks code in some documents.

    units
        The kind of unit before and now. Where they differ no passage is the same, and none is listed.
    n_units
        Units of the population, by the new codebook.
    """

    passages: tuple[Passage, ...]
    counts: tuple[Count, ...]
    units: tuple[UnitKind, UnitKind]
    n_units: int
    n_documents: int
    population: str

    @property
    def comparable(self) -> bool:
        """Whether both codebooks code the same units."""
        return self.units[0] == self.units[1]


class Compared(NamedTuple):
    """The consequences for a corpus, what is to be said of it, and what could not be read."""

    consequences: Consequences
    failures: list[Failure]
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class CodebookChanges:
    """The consequences of a change of codebook, as tables.

    codes
        A row for each code: codings before (`n_old`) and now (`n_new`), `n_gained`, `n_lost`, and
        `n_changed` for those by other rules or other evidence.
    passages
        A row for each of these codings, with `change`: gained, lost or changed.
    units
        The kind of unit before and now; where they differ, `passages` is empty.
    """

    codes: "pd.DataFrame"
    passages: "pd.DataFrame"
    units: tuple[str, str]


def compare_in(
    options: CodeOptions, old: Codebook, new: Codebook, *, progress: Progress | None = None
) -> Compared:
    """Code the inputs of `options` by two codebooks and compare what they code.

    Raises
    ------
    UsageError, ReadError
        What `qualcode code` would refuse.
    """
    prepared = prepare(options, new)
    plan, read = prepared.job.plan, read_all(prepared)
    old = replace(old, spacy_model=plan.codebook.spacy_model)
    before = _plan(old, options.unit, plan.population, plan.split_at)
    found = _compare(read.documents, before, plan, progress)
    warnings = [*doubts("", plan.population, read.documents), *prepared.warnings]
    return Compared(found, read.failures, warnings)


def _plan(codebook: Codebook, unit: str, population: Population, split_at: str) -> Plan:
    """Code by a codebook in the unit that is asked for, by default its own."""
    chosen = named_unit(unit or codebook.unit)
    counted = counting("", chosen, population=population.label)
    return Plan(replace(codebook, unit=chosen), chosen, counted, population, split_at)


def _compare(
    documents: Sequence[Document], before: Plan, plan: Plan, progress: Progress | None = None
) -> Consequences:
    """Code all documents twice and compare."""
    now = {one.old: one.new for one in find_renames(before.codebook, plan.codebook)}
    matched = match(before.codebook, plan.codebook, now)
    coders = [(one, Engine(one.codebook)) for one in (before, plan)]
    comparable = before.unit == plan.unit
    passages: list[Passage] = []
    numbers = Counter[str](), Counter[str]()
    n_units = 0
    for done, document in enumerate(documents):
        if progress:
            progress(done, len(documents), "coding")
        words = map_words(document.text, document.hidden)
        coded = [process(document, one, engine, words).coded for one, engine in coders]
        rows = [[*coding_rows(some, one.codebook)] for some, (one, _) in zip(coded, coders, strict=True)]
        for number, some in zip(numbers, rows, strict=True):
            number.update(str(row[_CODE]) for row in some)
        n_units += len(coded[1].units)
        passages += compare_codings(rows[0], rows[1], matched) if comparable else ()
    counts = count_changes(*numbers, passages if comparable else None, matched)
    units, population = (before.unit, plan.unit), plan.population.label
    return Consequences(tuple(passages), tuple(counts), units, n_units, len(documents), population)


def codebook_diff(old: Codebook, new: Codebook) -> "pd.DataFrame":
    """What two codebooks differ in, one row a difference: the twin of `qualcode codebook diff`.

    The columns are `code` and `old_code` (empty where the code is not there, both for the codebook
    itself), `change` (added, removed, renamed, moved, changed), `field`, `part` (language, or list of
    negation), `old`, `new`, `decides` (yes where it can change a coding), and `note` (what a rename
    rests on).
    """
    return frame_of_rows(DIFF_COLUMNS, [change.row for change in diff(old, new).changes])


def codebook_changes(
    old: Codebook,
    new: Codebook,
    documents: Iterable[Document],
    *,
    unit: str = "",
    speakers: str | Sequence[str] = (),
    where: dict[str, str] | None = None,
    split_at: str = "",
) -> CodebookChanges:
    """What another codebook does to some documents: codings gained, lost, and made by other rules.

    The twin of `qualcode codebook diff --against`. Codings are the same where document, span and code
    are; a renamed code is one code. The options mean what they mean in `code`.

    Raises
    ------
    UsageError
        An unknown unit, two documents with one id, or units that cannot be made.
    """
    population = population_of(speakers, where)
    before, now = (_plan(one, unit, population, split_at) for one in (old, new))
    found = _compare(distinct(documents), before, now)
    return CodebookChanges(
        frame_of_rows(COUNT_COLUMNS, found.counts),
        frame_of_rows(PASSAGE_COLUMNS, [one.row for one in found.passages]),
        found.units,
    )
