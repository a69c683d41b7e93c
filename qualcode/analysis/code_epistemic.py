"""The epistemic network of coded units: whose turns are a unit of analysis, whose only stand in windows."""

from dataclasses import dataclass, replace

import numpy as np

from qualcode.analysis.coded_units import CodedUnits
from qualcode.analysis.columns import counted
from qualcode.analysis.epistemic import Epistemic, epistemic
from qualcode.analysis.offered import codes_of_units
from qualcode.analysis.turns import Chain, turns_in_chain
from qualcode.analysis.values import values_of, voices_of
from qualcode.codebook.model import Codebook
from qualcode.coding.population import Population
from qualcode.errors import UsageError
from qualcode.terms import Ints


@dataclass(frozen=True, slots=True)
class EpistemicOptions:
    """How an epistemic network is made.

    by
        What a unit of analysis is: document, speaker, case, role, or an attribute.
    window
        Turns in a window, the row itself included.
    weighted
        Whether connections are counted, not only whether there is one.
    population
        Whose turns belong to units of analysis, where the units hold the speech of others too, which then
        only stands in windows; None: all of them.
    """

    by: str = "document"
    window: int = 4
    weighted: bool = False
    population: Population | None = None


def code_epistemic(units: CodedUnits, codebook: Codebook, options: EpistemicOptions) -> Epistemic:
    """The epistemic network of coded units, turn by turn; the columns are those of `epistemic`.

    Turns of one speaker that follow each other are one (`qualcode.analysis.turns`). Turns of those without a
    value of `by` only stand in windows. The tables end with counted_by, population and N, the
    turns that belong to units of analysis.

    Raises
    ------
    UsageError
        A window below 1, fewer than two codes, units of several turns, an attribute that nobody has, a
        population that says nothing, or no code that could be given in every document: others are left out.
    """
    kept = codes_of_units(units, codebook, "an epistemic network")
    chain = turns_in_chain(units)
    names, unit = _units_of_analysis(units, chain, options)
    found = epistemic(
        rows=chain.has[:, kept].toarray(),
        document=chain.document,
        unit=unit,
        codes=[codebook.codes[at].id for at in kept.tolist()],
        units=names,
        window=options.window,
        binary=not options.weighted,
    )
    label = options.population.label if options.population else units.counting.population
    n = int((unit >= 0).sum())
    tables = {
        name: counted(getattr(found, name), counted_by=chain.counted_by, population=label, n=n)
        for name in ("units", "codes", "strengths", "axes")
    }
    return replace(found, **tables)


def _units_of_analysis(units: CodedUnits, chain: Chain, options: EpistemicOptions) -> tuple[list[str], Ints]:
    """The names of those that have turns, and of each turn its unit, or -1."""
    values = values_of(units, options.by)
    of_voice = values.of_voice
    if options.population:
        of_voice = np.where(voices_of(units, options.population), of_voice, -1)
    value = of_voice[chain.voice]
    used = np.unique(value[value >= 0])
    if not len(used):
        said = "the population says nothing: there is no unit of analysis"
        raise UsageError(said, cure="choose other speakers", slug="population")
    return [values.names[at] for at in used.tolist()], np.where(value >= 0, np.searchsorted(used, value), -1)
