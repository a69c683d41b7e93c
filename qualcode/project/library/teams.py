"""The library's front door to work in a team: who codes what, and what is decided where coders differ."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.analysis.columns import frame_of_rows
from qualcode.project.agreement.adjudicating import Asked as AskedAbout
from qualcode.project.agreement.adjudicating import disputed as disputed_units
from qualcode.project.agreement.adjudicating import opened
from qualcode.project.agreement.sheet import (
    Adjudicated,
    apply_sheet,
    coders_of,
    read_filled,
    sheet_columns,
    sheet_rows,
    unit_of,
)
from qualcode.project.job.defaults import in_study
from qualcode.project.library.study import options_in, study_of
from qualcode.project.sheets.filled import sheet_of
from qualcode.project.teams import coder_renaming
from qualcode.project.teams.assigning import OVERLAP, Asked, assign_in
from qualcode.project.teams.assignment_found import Assigned
from qualcode.project.teams.coder_name import coder_named
from qualcode.project.teams.coder_renaming import RenamedCoder
from qualcode.project.teams.eligible import Only

if TYPE_CHECKING:
    import pandas as pd


def assign(
    *coders: str,
    study: str | Path = ".",
    overlap: str | int = OVERLAP,
    per_document: int = 0,
    stratify: Sequence[str] = (),
    only: Mapping[str, Mapping[str, str | Sequence[str]]] | None = None,
    round: int = 1,
    seed: int = 1,
    anew: bool = False,
    force: bool = False,
    dry_run: bool = False,
    speakers: str | Sequence[str] = (),
    where: Mapping[str, str] | None = None,
) -> Assigned:
    """Give the documents of a study to coders: the twin of `qualcode assign`.

    Parameters
    ----------
    overlap
        How many documents several people code: a share (`"20%"`) or a number.
    only
        By coder the documents that he or she may get, by values of attributes or of `language`:
        `{"li": {"language": "zh"}, "ana": {"language": "en", "community": ["L", "M"]}}`.
    dry_run
        Whether `assignments.csv` is left as it is.

    The others are as on the command line.

    Returns
    -------
    Assigned
        `assignments` is a row an assignment of the round, `load` a row a coder.

    Raises
    ------
    UsageError
        There is no study; names, numbers, attributes or rules that are none; work or documents that would
        be nobody's; too few documents that several may have.
    ReadError, WriteError
        Texts, journals or `assignments.csv` cannot be read; that cannot be written.
    """
    found = study_of(study)
    names = (stratify,) if isinstance(stratify, str) else tuple(stratify)
    how = (str(overlap), per_document, seed, round, names, anew, force)
    asked = Asked(coders, *how, tuple(_rules(only or {})))
    options = in_study(options_in(found, speakers=speakers, where=where))
    return assign_in(found, options, asked, write=not dry_run).found


def _rules(only: Mapping[str, Mapping[str, str | Sequence[str]]]) -> Iterator[Only]:
    for coder, of_coder in only.items():
        for name, values in of_coder.items():
            yield from (Only(coder, name, one) for one in ([values] if isinstance(values, str) else values))


def disputed(
    *coders: str,
    study: str | Path = ".",
    codebook: str | Path = "",
    count_by: str = "",
    document: str = "",
    decided: bool = False,
    unit: str = "",
    speakers: str | Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    split_at: str = "",
) -> "pd.DataFrame":
    """The units to which coders of a study gave different codes: the sheet of `qualcode adjudicate -o`.

    Columns: `document`, `unit`, `start`, `end`, `speaker`, `text`, one a coder (codes with ` || ` between,
    `-` for none, empty where the document is not finished), `decision` and `reason` to be filled in,
    `counted_by`, `population`. With `decided` also the units that were decided on, with what was decided.

    Raises
    ------
    UsageError
        There is no study; coders, units or a document that are none; nothing that two of them finished.
    ReadError, CodebookError
        Texts, journals or the codebook cannot be read.
    """
    found = study_of(study)
    options = options_in(found, codebook, unit=unit, speakers=speakers, where=where, split_at=split_at)
    adjudication = opened(found, in_study(options), AskedAbout(coders, count_by, document))
    rows = sheet_rows(adjudication, disputed_units(adjudication, decided=decided))
    return frame_of_rows(sheet_columns(adjudication), rows)


def adjudicate(
    sheet: "str | Path | pd.DataFrame",
    by: str = "",
    *,
    study: str | Path = ".",
    codebook: str | Path = "",
    document: str = "",
    singles: bool = False,
    unit: str = "",
    speakers: str | Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    split_at: str = "",
) -> Adjudicated:
    """Write what a filled sheet decides into the coding of `consensus`: `qualcode adjudicate --from`.

    Parameters
    ----------
    sheet
        A file, or a DataFrame as `qualcode.disputed` gives it, with `decision` and `reason` filled in.
    by
        Who decided (default: QUALCODE_CODER).
    singles
        Whether documents that only one of the coders has finished become part of `consensus` as that one
        coded them.

    Raises
    ------
    UsageError
        There is no study, nobody is named, or the sheet is about other units than those asked for.
    ReadError, WriteError
        Decisions that are none; a journal that cannot be written.
    """
    found, name = study_of(study), coder_named(by)
    options = options_in(found, codebook, unit=unit, speakers=speakers, where=where, split_at=split_at)
    file = str(sheet) if isinstance(sheet, str | Path) else ""
    filled = read_filled(file) if isinstance(sheet, str | Path) else sheet_of(sheet)
    asked = AskedAbout(coders_of(filled), unit_of(filled), document, singles)
    return apply_sheet(opened(found, in_study(options), asked), filled, name, file=file)


def rename_coder(
    old: str, new: str, *, study: str | Path = ".", same_person: bool = False, dry_run: bool = False
) -> RenamedCoder:
    """Give a coder another name: the twin of `qualcode coders rename`.

    Parameters
    ----------
    same_person
        `new` codes in the study as well, and is the same person.

    Returns how many `codings` and `memos` count for the new name, and in which `documents`. Raises UsageError
    where nobody has the old name, or the new one is somebody else's.
    """
    return coder_renaming.rename_coder(study_of(study), old, new, same_person=same_person, write=not dry_run)
