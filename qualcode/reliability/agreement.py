"""Agreement between coders, code by code and over all codes, with intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.errors import UsageError
from qualcode.reliability.draws import DRAWS, LEAST_DOCUMENTS, Clusters, Over, clusters, weights
from qualcode.reliability.kin import poolable
from qualcode.reliability.measures import RHO, Drawn, chosen
from qualcode.reliability.quotients import Floats
from qualcode.reliability.ratings import MISSING, Ratings, rated_by_all
from qualcode.reliability.rows import Sizes, rows_of
from qualcode.reliability.shaffer import rho_rows
from qualcode.reliability.spans import Spans
from qualcode.reliability.sums import Profile, profile, tables, weighted, weighted_profile
from qualcode.reliability.tables import counts_frame, measures_frame
from qualcode.reliability.unitizing import alpha_u_rows
from qualcode.terms import CodeId, Flags, Ints

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree.

    table
        A row a code, measure and set of coders: code, measure, coders, value, low, high, N,
        n_documents, n_codes, standard_error, undefined_draws, note. The code `(mean)` is the mean
        over the codes in which the measure is defined (n_codes), `(pooled)` pooled κ, `(all)` α_U over
        all codes.
    counts
        A row a code and pair of coders: code, coder_1, coder_2, n11, n10, n01, n00.
    coders, unit
        As in the ratings.
    n_codes
        Codes that figures over codes are taken from.
    above
        Codes that somebody gave and that figures over codes leave out, since they stand above others.
    N, n_documents
        Units that two coders or more rated, and documents with such units.
    N_by_all, n_documents_by_all
        Those that all coders rated.
    over
        What was drawn for the intervals.
    draws, seed
        How often, and what the draws were made by.
    """

    table: "pd.DataFrame"
    counts: "pd.DataFrame"
    coders: tuple[str, ...]
    unit: str
    n_codes: int
    N: int
    n_documents: int
    over: Over
    draws: int
    seed: int
    N_by_all: int
    n_documents_by_all: int
    above: tuple[CodeId, ...] = ()

    def __repr__(self) -> str:
        """In a notebook: who was compared on what."""
        units = f"{self.N:,} units in {self.n_documents} documents"
        return f"<Agreement: {', '.join(self.coders)} on {units}>"

    @property
    def remark_zh(self) -> str:
        """The same in Chinese."""
        if not self.draws:
            return "未要求置信区间。"
        over = {"documents": "文档", "turns": "话轮", "units": "单元"}[self.over]
        made = f"95% 百分位置信区间，按{over}自助抽样 {self.draws:,} 次，随机种子 {self.seed}"
        few = f"；文档少于 {LEAST_DOCUMENTS} 份，区间不含文档之间的差异"
        return f"{made}{'' if self.over == 'documents' else few}。"

    @property
    def remark(self) -> str:
        """How the intervals were made, in one sentence."""
        if not self.draws:
            return "No intervals were asked for."
        made = f"95 % percentile intervals, {self.draws:,} bootstrap draws of {self.over}, seed {self.seed}"
        if self.over == "documents":
            return f"{made}."
        return f"{made}: with fewer than {LEAST_DOCUMENTS} documents, how much they differ is not in them."


def agreement(
    given: Ratings,
    spans: Spans | None = None,
    *,
    measures: Sequence[str] = (),
    reference: str = "",
    parents: Mapping[CodeId, CodeId] | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> Agreement:
    """Measures of agreement per code, their mean over codes and pooled κ, with bootstrap intervals.

    Parameters
    ----------
    spans
        The same codings uncut, for α_U.
    measures
        Names of `qualcode.reliability.measures.MEASURES`; by default all that can be had but for
        `shaffer_rho`.
    reference
        The coder whom the others are compared with by precision, recall and F1.
    parents
        The code above each code, if it has one: figures over codes leave out a code that stands
        above another one.
    draws, seed
        Samples for the 95 % percentile intervals, drawn over documents, or over turns where fewer
        than 10 documents can be compared; 0 draws make none.

    Raises
    ------
    UsageError
        An unknown measure or reference, or a negative number of draws.
    """
    wanted = chosen(measures, with_reference=bool(reference), with_spans=spans is not None)
    if reference and reference not in given.coders:
        raise UsageError(f"{reference} is not among the coders", cure=", ".join(given.coders), slug="coder")
    if draws < 0:
        raise UsageError("a number of draws is 0 or more", cure="write 1000", slug="draws")
    groups = clusters(given)
    drawn, sizes = _drawn(given, groups, draws, seed)
    pooled = poolable(given.codes, parents or {})
    rows = [row for measure in wanted for row in rows_of(measure, given, drawn, sizes, pooled, reference)]
    if spans and any(measure.needs == "spans" for measure in wanted):
        rows += alpha_u_rows(spans, parents=parents, draws=draws, seed=seed)
    if any(measure.name == RHO for measure in wanted):
        names = [(given.coders[one], given.coders[two]) for one, two in given.pairs]
        documents = (sizes.pairs > 0).sum(axis=0)
        rows += rho_rows(drawn.tables[0], given.codes, names, documents, seed=seed)
    by_all = (given.values != MISSING).all(axis=1).any(axis=1)
    given_above = (given.values == 1).any(axis=(0, 1)) & ~pooled
    return Agreement(
        table=measures_frame(rows, given.codes),
        counts=counts_frame(drawn.tables[0], given),
        coders=given.coders,
        unit=given.unit,
        n_codes=int(pooled.sum()),
        N=int((groups.index >= 0).sum()),
        n_documents=len(np.unique(groups.document)),
        over=groups.over,
        draws=draws,
        seed=seed,
        N_by_all=int(by_all.sum()),
        n_documents_by_all=len(np.unique(given.document[by_all])),
        above=tuple(code for code, left in zip(given.codes, given_above.tolist(), strict=True) if left),
    )


def _drawn(given: Ratings, groups: Clusters, draws: int, seed: int) -> tuple[Drawn, Sizes]:
    """The sums of what was observed and of every draw, and how much each number rests on."""
    kept: Flags = groups.index >= 0
    values, owner = given.values[kept], groups.index[kept]
    pairs = tables(values, given.pairs, cluster=owner, n_clusters=groups.n)
    some = profile(values, cluster=owner, n_clusters=groups.n)
    complete = some
    if (values == MISSING).any():
        complete = profile(rated_by_all(values), cluster=owner, n_clusters=groups.n)
    n_coders, every = len(given.coders), weights(groups.n, draws=draws, seed=seed)
    found = [_draw(pairs, some, complete, n_coders, part) for part in every]
    drawn = Drawn(
        tables=np.concatenate([part.tables for part in found]),
        some=_joined([part.some for part in found]),
        complete=_joined([part.complete for part in found]),
        n_coders=n_coders,
    )
    sizes = (pairs.sum(axis=(-2, -1)), some.compared, complete.compared)
    return drawn, Sizes(*(by_document(units, groups.document) for units in sizes))


def _draw(pairs: Floats, some: Profile, complete: Profile, n_coders: int, part: Floats) -> Drawn:
    """The sums of some draws."""
    drawn = weighted_profile(some, part)
    whole = drawn if complete is some else weighted_profile(complete, part)
    return Drawn(weighted(pairs, part), drawn, whole, n_coders)


def _joined(parts: Sequence[Profile]) -> Profile:
    return Profile(*(np.concatenate(fields) for fields in zip(*parts, strict=True)))


def by_document(units: Floats, document: Ints) -> Floats:
    """(documents, …) from (clusters, …): the units of each document."""
    documents, index = np.unique(document, return_inverse=True)
    return weighted(units, (index == np.arange(len(documents))[:, None]).astype(np.float64))
