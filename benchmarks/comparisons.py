"""Breakdown, crosstab and rotations of 10^6 codings and 200 codes over 10^5 units, beside plain pandas."""

import numpy as np
import pandas as pd
from scipy.stats import chi2_contingency

from benchmarks.measures import Coded
from qualcode.analysis.breakdown import frequency_by_columns
from qualcode.analysis.coded_units import CodedUnits, Origin, Voice
from qualcode.analysis.crosstab import CrosstabOptions, crosstab_columns
from qualcode.analysis.rotation import moved
from qualcode.codebook.model import Code, Codebook
from qualcode.coding.lineage import lineage
from qualcode.coding.units import counting
from qualcode.text.document import Speaker

GROUPS = ("A", "B", "C")
DRAWS = 1_000
PANDAS_DRAWS = 4
"""Rotations that the plain version makes: its time is taken for DRAWS of them."""
TESTED = 21
"""Codes whose 210 pairs are rotated: the most common ones."""


def group_of(documents: np.ndarray) -> np.ndarray:
    """The group of each document: an attribute with three values."""
    return np.array(GROUPS)[documents % len(GROUPS)]


def units_of(made: Coded) -> tuple[CodedUnits, Codebook]:
    """The same codings as the analyses take them: one speaker a document, who is in a group."""
    book = Codebook(tuple(Code(id) for id in made.codes))
    n_units, n_codings = len(made.document), len(made.unit)
    groups = group_of(np.arange(len(made.documents)))
    every = np.arange(n_units)
    ones = np.ones(n_units, np.int64)
    units = CodedUnits(
        counting=counting("", "sentence", rollup=False, population="all"),
        lines=lineage(book),
        documents=tuple(
            Origin(id, "en", {"group": str(group)}, {}, 10)
            for id, group in zip(made.documents, groups, strict=True)
        ),
        voices=tuple(Voice(at, Speaker("Mary"), 10) for at in range(len(made.documents))),
        document=made.document,
        number=every,
        start=every * 10,
        end=every * 10 + 9,
        first_turn=every,
        last_turn=every,
        speech=np.zeros(n_units, np.int64),
        tokens=ones,
        part_unit=every,
        part_voice=made.document,
        part_tokens=ones,
        coding_code=made.code,
        coding_document=made.document[made.unit],
        held_coding=np.arange(n_codings),
        held_unit=made.unit,
        spoken_coding=np.arange(n_codings),
        spoken_voice=made.document[made.unit],
        heard_coding=np.arange(n_codings),
        heard_part=made.unit,
        offered=np.ones((len(made.documents), len(made.codes)), np.bool_),
    )
    return units, book


def breakdown_here(units: CodedUnits, book: Codebook) -> dict[tuple[str, str], int]:
    """Units by code and group, with all measures."""
    table = frequency_by_columns(units, book, "group")
    rows = zip(table["code"], table["value"], table["n_units"], strict=True)
    return {(str(code), str(value)): int(str(n)) for code, value, n in rows}


def breakdown_by_pandas(codings: pd.DataFrame) -> dict[tuple[str, str], int]:
    """The same counts alone."""
    grouped = codings.assign(group=group_of(codings["document"].to_numpy()))
    return grouped.groupby(["code", "group"])["unit"].nunique().to_dict()


def crosstab_here(units: CodedUnits, book: Codebook) -> dict[str, float]:
    """The χ² of each code by group, with residuals, tests by units and by documents."""
    tests = crosstab_columns(units, book, CrosstabOptions("group")).tests
    return {str(code): round(float(str(x)), 6) for code, x in zip(tests["code"], tests["chi2"], strict=True)}


def crosstab_by_pandas(codings: pd.DataFrame, document: np.ndarray) -> dict[str, float]:
    """The χ² of each code alone."""
    group = group_of(document)
    found = {}
    for code, rows in codings.groupby("code"):
        has = np.zeros(len(document), bool)
        has[rows["unit"]] = True
        found[str(code)] = round(float(chi2_contingency(pd.crosstab(has, group), correction=False)[0]), 6)
    return found


def rotations_here(made: Coded) -> np.ndarray:
    """The expected number of units with both codes of each pair; and p by 1,000 rotations."""
    return moved(made.has[:, :TESTED], made.document, draws=DRAWS).expected


def rotations_by_pandas(made: Coded) -> np.ndarray:
    """The same, and PANDAS_DRAWS rotations: one code of a pair moves within each document."""
    has = pd.DataFrame(made.has[:, :TESTED].toarray())
    grouped = has.groupby(made.document)
    sizes, sums = grouped.size().to_numpy(), grouped.sum().to_numpy().astype(float)
    random = np.random.RandomState(1)
    values = has.to_numpy()
    for _ in range(PANDAS_DRAWS):
        parts = zip(sizes, grouped.indices.values(), strict=True)
        turned = np.concatenate([np.roll(values[rows], random.randint(size), axis=0) for size, rows in parts])
        for one in range(TESTED):
            for two in range(one):
                (values[:, one] & turned[:, two]).sum()
    return sums.T @ (sums / sizes[:, None])
