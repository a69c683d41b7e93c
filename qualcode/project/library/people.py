"""The library's front door to the codings of a study's people: coded documents, by whoever coded them."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from pathlib import Path

from qualcode.coding.apply import Engine
from qualcode.project.job.by_people import Reviewed
from qualcode.project.job.defaults import in_study
from qualcode.project.job.options import prepare
from qualcode.project.job.people_told import about_people
from qualcode.project.job.pipeline import process
from qualcode.project.job.reading import read_all
from qualcode.project.library.coding import Results, results_of
from qualcode.project.library.study import options_in, study_of


def code_study(
    study: str | Path = ".",
    coder: str = "rules",
    *,
    reviewed_only: bool = False,
    finished_by: Sequence[str] = (),
    unit: str = "",
    count_by: str = "",
    speakers: str | Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    rollup: bool = False,
) -> Results:
    """The codings of one coder of a study, for all tables: the twin of `qualcode code --coder` in a study.

    Parameters
    ----------
    study
        Its folder, or a place in it.
    coder
        `rules`; a person, such as `li`, or `li#2` for the second round; `consensus`; or `rules+li`: the
        codings of the rules that li did not reject, and li's own.
    reviewed_only
        With `rules+li`: of the rules' codings only those that li accepted, in documents that li finished.
    finished_by
        Only documents that all of these coders have finished count, so that tables of several can be
        compared: `("li", "zhang")`. Rules have all.
    unit, count_by, speakers, where, rollup
        As in `qualcode.code`; what a person coded is counted by sentence where nothing is said.

    What must be known (documents that are not finished, codes that could not be given) comes as warnings.

    Raises
    ------
    UsageError
        There is no study or no such coder, or the coder has finished nothing.
    ReadError, CodebookError
        Something cannot be read.
    """
    options = options_in(study_of(study), unit=unit, count_by=count_by, speakers=speakers, where=where)
    finished = (finished_by,) if isinstance(finished_by, str) else tuple(finished_by)
    asked = replace(options, rollup=rollup, coder=coder, reviewed_only=reviewed_only, finished_by=finished)
    prepared = prepare(in_study(asked))
    plan = prepared.job.plan
    engine = Engine(plan.codebook)
    done = [process(document, plan, engine) for document in read_all(prepared).documents]
    results = results_of(done, plan, prepared.job.columns)
    reviewed = reduce(Reviewed.plus, (one.reviewed for one in done), Reviewed())
    left_out = [each for one in done for each in one.left_out]
    for line in (*prepared.warnings, *about_people(plan, results.sums, reviewed, left_out)):
        warnings.warn(line, stacklevel=2)
    return results
