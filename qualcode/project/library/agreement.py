"""The library's front door to agreement between the coders of a study."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from qualcode.errors import UsageError
from qualcode.project.agreement.agreeing import AgreementFound, Asked, agree_in
from qualcode.project.job.coders import At
from qualcode.project.job.defaults import in_study
from qualcode.project.library.study import options_in, study_of
from qualcode.reliability.draws import DRAWS
from qualcode.reliability.segments import OVERLAP


def agree(
    *coders: str,
    study: str | Path = ".",
    codebook: str | Path = "",
    count_by: str = "",
    coded_only: bool = False,
    rollup: bool = False,
    level: int = 0,
    at: At = "first",
    include_assisted: bool = False,
    measures: Sequence[str] = (),
    reference: str = "",
    overlap: float = OVERLAP,
    draws: int = DRAWS,
    seed: int = 1,
    unit: str = "",
    speakers: str | Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    split_at: str = "",
) -> AgreementFound:
    """How far coders of a study agree: the twin of `qualcode agree`.

    Parameters
    ----------
    coders
        Two or more: a name, a round of one (`"li#2"`), `"rules"`, `"consensus"`.
    study, codebook
        The folder of the study, or a place in it; another codebook than its own.
    measures
        Names of `qualcode.reliability.measures.MEASURES`; by default all that can be had.

    The others are as on the command line.

    Returns
    -------
    AgreementFound
        `table` is a row a code, measure and set of coders; `disagreements` and `confusions` are tables
        too, `sentence("en")` and `sentence("zh")` a sentence for the paper.

    Raises
    ------
    UsageError
        There is no study; coders, units or measures that are none; nothing that two of them finished.
    ReadError, CodebookError
        Texts, journals or the codebook cannot be read.
    """
    if not all(isinstance(coder, str) for coder in coders):
        raise UsageError("a coder is a name", cure='write agree("li", "zhang")', slug="coder")
    found = study_of(study)
    options = options_in(found, codebook, unit=unit, speakers=speakers, where=where, split_at=split_at)
    asked = Asked(
        coders=coders,
        count_by=count_by,
        coded_only=coded_only,
        rollup=rollup,
        level=level,
        at=at,
        include_assisted=include_assisted,
        measures=tuple(measures),
        reference=reference,
        overlap=overlap,
        draws=draws,
        seed=seed,
    )
    return agree_in(found, in_study(options), asked).found
