"""Agreement between the coders of a study, as the methods section of a report tells it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qualcode.errors import UsageError
from qualcode.export.table import Language
from qualcode.project.agreement import Asked, agree_in
from qualcode.project.journals import read_journals
from qualcode.project.options import CodeOptions
from qualcode.project.study import Study, find_study, study_at
from qualcode.reliability.wording import CONSENSUS
from qualcode.terms import RULES_CODER

NOBODY = ("none",)
"""In place of coders: agreement is not told of."""


def agreement_said(options: CodeOptions, coders: Sequence[str], language: Language) -> tuple[str, ...]:
    """How far coders of the study agree that the transcripts of a run lie in, in a sentence or none.

    Parameters
    ----------
    options
        Those of the run: whose speech counts, and by which codebook.
    coders
        Whom to compare, as `qualcode agree` takes them. Empty: all people who finished a document that
        another one finished, if there are any; `NOBODY`: nobody.

    Raises
    ------
    UsageError
        Coders are named, and there is no study or nothing that two of them finished.
    ReadError, CodebookError
        Texts or journals cannot be read.
    """
    if tuple(coders) == NOBODY:
        return ()
    study = _study_of(options)
    if study is None:
        if coders:
            cure = "leave --agreement out, or make the folder of the transcripts a study (qualcode init)"
            raise UsageError(
                "agreement is of the coders of a study, and there is none", cure=cure, slug="study"
            )
        return ()
    found = tuple(coders) or _sharing(study)
    if not found:
        return ()
    asked = Asked(coders=found)
    # Whosever results they are: shares are of all documents of the study, and rules can be compared too.
    mine = replace(
        options, unit="", count_by="", rollup=False, formats=(), coder=RULES_CODER, reviewed_only=False
    )
    sentence = agree_in(study, mine, asked).found.sentence(language)
    return (sentence,) if sentence else ()


def _study_of(options: CodeOptions) -> Study | None:
    """The study that the transcripts lie in."""
    found = [study_at(Path(path)) for path in options.inputs]
    known = found[0] if found else find_study()
    return known if known and all(map(known.holds, options.inputs)) else None


def _sharing(study: Study) -> tuple[str, ...]:
    """The people who finished a document that another person finished, blind and in the first round."""
    finished = {
        (event.coder, event.document or "")
        for event in read_journals(study.folder).events
        if event.event == "finish" and event.round == 1 and event.coder != CONSENSUS
        if event.mode != "assisted"
    }
    shared = Counter(document for _, document in finished)
    return tuple(sorted({coder for coder, document in finished if shared[document] > 1}))
