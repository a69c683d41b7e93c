"""Agreement between the coders of a study, as the methods section of a report tells it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qualcode.analysis.matrix import COUNT
from qualcode.errors import UsageError
from qualcode.export.table import Language
from qualcode.journal.rounds import at_first_finish
from qualcode.project.agreement.agreeing import Asked, agree_in
from qualcode.project.job.options import CodeOptions, prepare
from qualcode.project.study.folder import Study, study_holding
from qualcode.project.study.journals import read_journals
from qualcode.terms import CONSENSUS, RULES_CODER

NOBODY = ("none",)
"""In place of coders: agreement is not told of."""


def agreement_said(options: CodeOptions, coders: Sequence[str], language: Language) -> tuple[str, ...]:
    """How far coders of the study agree that the transcripts of a run lie in, in a sentence or none.

    Parameters
    ----------
    options
        Those of the run: whose speech counts, and by which codebook.
    coders
        Whom to compare, as `qualcode agree` takes them. Empty: all people who finished a document of
        the run that another one finished, if there are any; `NOBODY`: nobody.

    Raises
    ------
    UsageError
        Coders are named, and there is no study or nothing that two of them finished.
    ReadError, CodebookError
        Texts or journals cannot be read.
    """
    if tuple(coders) == NOBODY:
        return ()
    study = study_holding(options.inputs)
    if study is None:
        if coders:
            cure = "leave --agreement out, or make the folder of the transcripts a study (qualcode init)"
            raise UsageError(
                "agreement is of the coders of a study, and there is none", cure=cure, slug="study"
            )
        return ()
    found = tuple(coders) or _sharing(study, options)
    if not found:
        return ()
    asked = Asked(coders=found)
    # Whosever results they are: shares are of all documents of the study, and rules can be compared too.
    counted = replace(options, unit="", count_by="", measure=COUNT, rollup=False, formats=())
    mine = replace(counted, coder=RULES_CODER, reviewed_only=False)
    sentence = agree_in(study, mine, asked).found.sentence(language)
    return (sentence,) if sentence else ()


def _sharing(study: Study, options: CodeOptions) -> tuple[str, ...]:
    """The people who finished a document of the run that another person finished, both blind, in round 1."""
    here = {file.id for file in prepare(options).inputs.files}
    work = at_first_finish(read_journals(study.folder).events).work
    people = [one for one in work if one.is_finished and one.mode != "assisted" and one.coder != CONSENSUS]
    shared = Counter(one.document for one in people if one.document in here)
    return tuple(sorted({one.coder for one in people if shared[one.document] > 1}))
