"""The library's front door to the numbers: the tables of `qualcode analyze` as DataFrames."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis import breakdown, matrix
from qualcode.analysis.breakdown import Measure
from qualcode.analysis.code_epistemic import EpistemicOptions, code_epistemic
from qualcode.analysis.code_saturation import code_saturation, summary_columns
from qualcode.analysis.codemap import LEAST_UNITS, map_of_codes
from qualcode.analysis.columns import frame
from qualcode.analysis.cooccurrence import Base
from qualcode.analysis.cooccurrence import cooccurrence_pairs as pairs_frame
from qualcode.analysis.crosstab import CrosstabOptions, crosstab_columns
from qualcode.analysis.frequency import frequency as frequency_frame
from qualcode.analysis.graphml import graphml
from qualcode.analysis.network import Weight, code_network
from qualcode.analysis.pair_tests import PairTestKind, cooccurrence_pairs_tested, pair_test
from qualcode.analysis.reading_order import OrderBy
from qualcode.analysis.rotation import Permute
from qualcode.analysis.sequence import code_sequence_columns
from qualcode.coding.population import Population
from qualcode.project.library.coding import Results
from qualcode.project.passages.held_back import held_back
from qualcode.project.passages.levelling import level_tables
from qualcode.terms import CodeId

if TYPE_CHECKING:
    import pandas as pd


class Crosstab(NamedTuple):
    """`cells`: a row for each code and value; `tests`: a row for each code; `without`: who has no value."""

    cells: "pd.DataFrame"
    tests: "pd.DataFrame"
    without: tuple[str, ...]


class Saturation(NamedTuple):
    """`curve`: a row a document; `runs`; `summary`: one row; `point`: as it is reported, such as "5+2".

    `reserve` is what documents that were held back add, a row a family or code; None where none were.
    """

    curve: "pd.DataFrame"
    runs: "pd.DataFrame"
    summary: "pd.DataFrame"
    point: str
    reserve: "pd.DataFrame | None"


class Network(NamedTuple):
    """`nodes`: a row a code; `edges`: a row a link; `n_masked` pairs that are no finding are no links."""

    nodes: "pd.DataFrame"
    edges: "pd.DataFrame"
    n_masked: int
    modularity: float


class CodeMap(NamedTuple):
    """`steps`: a row a join; `codes`, `order`: the leaves in codebook order and left to right; `left_out`."""

    steps: "pd.DataFrame"
    codes: tuple[CodeId, ...]
    order: tuple[CodeId, ...]
    left_out: tuple[CodeId, ...]


class Epistemic(NamedTuple):
    """`units` of analysis and `codes` with their places, `strengths` of connections, and the `axes`."""

    units: "pd.DataFrame"
    codes: "pd.DataFrame"
    strengths: "pd.DataFrame"
    axes: "pd.DataFrame"


class Levels(NamedTuple):
    """`levels`: a row for each concept, with a passage; `relations`: a row for each between categories."""

    levels: "pd.DataFrame"
    relations: "pd.DataFrame"


def frequency(results: Results, *, by: str = "", lang: str = "") -> "pd.DataFrame":
    """Frequencies by code, with the columns of `frequencies.csv`; with `by` a row for each code and value.

    The twin of `qualcode analyze freq`. `by` is `role`, `speaker`, `document`, `case` or an attribute;
    see `qualcode.analysis.breakdown.frequency_by_columns`.

    Raises
    ------
    UsageError
        Nobody has such an attribute, or the codebook has no names in `lang`.
    """
    if by:
        return breakdown.frequency_by(results.units, results.codebook, by, lang=lang)
    return frequency_frame(results.sums, results.codebook, lang=lang)


def cooccurrence(results: Results, *, measure: str = "count", base: Base = "all") -> "pd.DataFrame":
    """The matrix of codes by codes, as in `cooccurrence.csv`."""
    return matrix.cooccurrence(results.sums, results.codebook, measure=measure, base=base)


def cooccurrence_pairs(
    results: Results,
    *,
    base: Base = "all",
    test: PairTestKind | None = None,
    permute: Permute = "rotate",
    draws: int = 1000,
    seed: int = 1,
) -> "pd.DataFrame":
    """The pairs of codes, with the columns of `cooccurrence_pairs.csv`: the twin of `qualcode analyze cooc`.

    With a `test` there are columns `p` and `q`, and `attrs["m"]` is the number of pairs that were tested;
    see `qualcode.analysis.pair_tests.pairs_tested`.

    Raises
    ------
    UsageError
        An unknown test, or pairs that are counted in a way that cannot be tested.
    """
    if test is None:
        return pairs_frame(results.sums, results.codebook, base=base)
    asked = pair_test(test, permute, draws=draws, seed=seed)
    return cooccurrence_pairs_tested(results.sums, results.units, results.codebook, asked, base=base)


def crosstab(
    results: Results,
    by: str,
    *,
    by_case: bool = False,
    draws: int = 10_000,
    seed: int = 1,
    lang: str = "",
) -> Crosstab:
    """Codes by the values of an attribute, with a test for each: the twin of `qualcode analyze crosstab`.

    `by_case` counts people in place of units (`--count-by case`). The columns are those of
    `qualcode.analysis.crosstab.crosstab_columns`.

    Raises
    ------
    UsageError
        Nobody has such an attribute, or the codebook has no names in `lang`.
    """
    options = CrosstabOptions(by, by_case, draws, seed, lang)
    found = crosstab_columns(results.units, results.codebook, options)
    return Crosstab(frame(found.cells), frame(found.tests), found.without)


def code_by_value(results: Results, by: str = "document", *, measure: Measure = "codings") -> "pd.DataFrame":
    """Values of an attribute by codes: the twin of `qualcode analyze matrix`.

    `by` is as in `frequency`; `measure` is "codings", "units" or "share". The columns are those of
    `qualcode.analysis.breakdown.code_by_value_rows`.

    Raises
    ------
    UsageError
        Nobody has such an attribute.
    """
    return breakdown.code_by_value(results.units, results.codebook, by, measure=measure)


def code_by_document(results: Results) -> "pd.DataFrame":
    """Documents by codes, as in `code_by_document.csv`."""
    ids = [str(row[0]) for row in results.document_rows]
    return matrix.code_by_document(results.sums, results.codebook, ids)


def sequence(
    results: Results,
    *,
    by_turn: bool = True,
    lag: int = 1,
    skip_uncoded: bool = False,
    with_itself: bool = False,
) -> "pd.DataFrame":
    """Which code follows which: the twin of `qualcode analyze sequence`.

    By turn, consecutive turns of one speaker joined; without `by_turn` the units as they are counted
    (`count_by` of `qualcode.code`). The columns are those of
    `qualcode.analysis.sequence.sequence_columns`, then counted_by, population, N and note.

    Raises
    ------
    UsageError
        A lag below 1.
    """
    return frame(
        code_sequence_columns(
            results.units,
            results.codebook,
            by_turn=by_turn,
            lag=lag,
            skip_uncoded=skip_uncoded,
            with_itself=with_itself,
        )
    )


def saturation(
    results: Results,
    *,
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
    orders: int = 1000,
    seed: int = 1,
    order: OrderBy = "",
    reserve: int | Sequence[str] = (),
    lang: str = "",
) -> Saturation:
    """When new codes stop turning up: the twin of `qualcode analyze saturation`.

    `order` is "date", "name", or empty: by date where all have one. `reserve` names documents that were held
    back, or says how many at the end of the order were; in the other tables they count too. What the
    columns mean: `qualcode.analysis.saturation`, `qualcode.project.passages.held_back`.

    Raises
    ------
    UsageError
        A base or run below 1, an order by dates that are not there, or a document that is not there.
    """
    found = code_saturation(
        results.units,
        results.codebook,
        order=order,
        base=base,
        run=run,
        threshold=threshold,
        orders=orders,
        seed=seed,
    )
    asked = [str(reserve)] if isinstance(reserve, int) else [*reserve]
    held = held_back(results, asked, order=order, lang=lang) if reserve else None
    population = results.units.counting.population
    summary = summary_columns(found, population, held.documents if held else ())
    kept = frame(held.table) if held else None
    return Saturation(frame(found.curve), frame(found.runs), frame(summary), found.point, kept)


def network(results: Results, *, measure: Weight = "count", threshold: float = 0.0) -> Network:
    """The network of codes that occur together: the twin of `qualcode analyze network`.

    Links weigh `measure` (count, jaccard, npmi) and at least `threshold`. What the columns mean:
    `qualcode.analysis.network`. `qualcode.network_graphml` gives the same for programs for networks.

    Raises
    ------
    UsageError
        A measure that does not exist for what is counted.
    """
    found = code_network(results.sums, results.codebook, measure=measure, threshold=threshold)
    return Network(frame(found.nodes), frame(found.edges), found.n_masked, found.modularity)


def network_graphml(
    results: Results, *, measure: Weight = "count", threshold: float = 0.0, lang: str = ""
) -> str:
    """The same as the text of a GraphML file: the twin of `qualcode analyze network --format graphml`."""
    found = code_network(results.sums, results.codebook, measure=measure, threshold=threshold)
    return graphml(found, labels=results.codebook.names_in(lang))


def codemap(results: Results, *, least_units: int = LEAST_UNITS) -> CodeMap:
    """The codes as a tree, by how often they occur together: the twin of `qualcode analyze codemap`.

    What the columns of `steps` mean: `qualcode.analysis.codemap`.

    Raises
    ------
    UsageError
        The results count nearness or overlaps, or parents with the codings of their children.
    """
    found = map_of_codes(results.sums, results.codebook, least_units=least_units)
    return CodeMap(frame(found.steps), found.codes, found.order, found.left_out)


def epistemic(
    results: Results,
    *,
    by: str = "document",
    window: int = 4,
    weighted: bool = False,
    keep_interviewer: bool = False,
) -> Epistemic:
    """The epistemic network of documents or people: the twin of `qualcode analyze epistemic`.

    With `keep_interviewer` the turns of interviewers stand in windows, but belong to no unit of analysis; it
    takes results of `qualcode.code(..., speakers="all")`. What the columns mean:
    `qualcode.analysis.epistemic`.

    Raises
    ------
    UsageError
        A window below 1, fewer than two codes, units of several turns, or an attribute that nobody has.
    """
    options = EpistemicOptions(by, window, weighted, Population() if keep_interviewer else None)
    found = code_epistemic(results.units, results.codebook, options)
    return Epistemic(*map(frame, (found.units, found.codes, found.strengths, found.axes)))


def levels(results: Results, *, lang: str = "") -> Levels:
    """The coding table of main categories, categories and concepts: the twin of `qualcode analyze levels`.

    What the columns mean: `qualcode.analysis.levels`.
    """
    return Levels(*map(frame, level_tables(results, lang=lang)))
