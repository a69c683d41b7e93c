"""The library's front door to what people code: codings from files, lists, memos, who has done what."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, Union

from qualcode.analysis.columns import frame_of_rows
from qualcode.journal.events import Mode
from qualcode.project.codings import adding, memos, placing, taking_back
from qualcode.project.codings import steps as coding_steps
from qualcode.project.codings.adding import Added, Adding
from qualcode.project.codings.by_hand import ByHand, by_hand
from qualcode.project.codings.listed import CODING_COLUMNS, Choice, list_in
from qualcode.project.codings.marked_texts import marked_document
from qualcode.project.codings.memos import MEMO_COLUMNS, About, memos_in
from qualcode.project.codings.offers import offers_of_rows
from qualcode.project.codings.rows import rows_of_cells
from qualcode.project.library.study import study_of
from qualcode.project.teams import who_coded
from qualcode.project.teams.coder_name import coder_named

if TYPE_CHECKING:
    import pandas as pd

Source: TypeAlias = Union[str, Path, Sequence[str | Path], "pd.DataFrame"]
"""A file, several, or a table."""


def add_codings(
    source: Source,
    *,
    coder: str,
    study: str | Path = ".",
    round: int = 0,
    document: str = "",
    mode: Mode | None = None,
    finish: bool = False,
    sync: bool = False,
    skip_bad: bool = False,
    dry_run: bool = False,
) -> Added:
    """Add codings of a person to a study: the twin of `qualcode codings add`.

    Parameters
    ----------
    source
        A table (.csv, .tsv, .xlsx), a text with marks, several files, or a DataFrame with the columns of
        such a table: `document`, `code`, and `quote` or `start` and `end`.
    coder
        Under whose name.
    study
        Its folder, or a place in it.
    round
        0: that of a marked text, else 1.

    The others are as on the command line.

    Returns
    -------
    Added
        `documents`: for each what was new, there already and removed; `problems`: rows and marks that could
        not be placed, each with its line and cure; `written`: whether anything was.

    Raises
    ------
    UsageError, ReadError, WriteError
        As `qualcode.project.codings.adding.add_files`.
    """
    opened = _opened(study)
    asked = Adding(
        coder=coder_named(coder),
        round=round,
        document=document,
        mode=mode,
        finish=finish,
        sync=sync,
        skip_bad=skip_bad,
        dry_run=dry_run,
    )
    if isinstance(source, str | Path):
        return adding.add_files(opened, [Path(source).as_posix()], asked)
    if isinstance(source, Sequence):
        return adding.add_files(opened, [Path(file).as_posix() for file in source], asked)
    table = source.astype(object).where(source.notna(), "")
    rows = rows_of_cells([str(name) for name in table.columns], table.to_numpy().tolist(), file="the table")
    found = offers_of_rows(opened, rows, file="row", document=document)
    return adding.add_offers(opened, found, asked)


def marked_text(document: str, *, coder: str = "", study: str | Path = ".", round: int = 1) -> str:
    """A document with somebody's codings as marks: the twin of `qualcode codings mark`.

    Without a coder the text stands there without marks. Raises UsageError where there is no such document.
    """
    name = coder_named(coder) if coder else ""
    return marked_document(_opened(study), document, coder=name, round=round).text


def list_codings(
    study: str | Path = ".",
    *,
    coder: str = "",
    document: str = "",
    code: str = "",
    round: int = 0,
    removed: bool = False,
    orphans: bool = False,
) -> "pd.DataFrame":
    """The codings of people in a study: the twin of `qualcode codings list`.

    One row a coding: `id`, `document`, `start`, `end`, `code`, `coder`, `round`, `at`, `quote`, `memo`,
    `state` (empty, `removed` or `orphan`). Raises UsageError where there is no such coder, document or code.
    """
    choice = Choice(coder, document, code, round, removed, orphans)
    return frame_of_rows(CODING_COLUMNS, list_in(_opened(study), choice).rows)


def remove_codings(*ids: str, coder: str, study: str | Path = ".", restore: bool = False) -> int:
    """Take own codings back by the beginnings of their ids, or put them back; returns how many changed.

    Raises UsageError where an id is not that of one own coding, or its document is finished.
    """
    opened, way = _opened(study), _way(restore)
    found = taking_back.codings_meant(opened, ids, way, coder=coder_named(coder))
    taking_back.take_back(opened, (*found.changed, *found.same), way)
    return len(found.changed)


def place_coding(
    id: str,
    quote: str = "",
    *,
    coder: str,
    study: str | Path = ".",
    at: tuple[int, int] | None = None,
    nth: int = 0,
) -> tuple[int, int]:
    """Give an own coding another place in the text of today: the twin of `qualcode codings place`.

    Parameters
    ----------
    id
        How its id begins.
    quote
        The passage, as it stands in the text; `nth` says which (from 1) where it stands several times.
    at
        In place of a quote, its first character and the one after its last.

    Returns where it is now. Raises UsageError where there is no such coding or place, or it cannot be told
    which place is meant.
    """
    sought = placing.Sought(at, quote, nth)
    done = placing.place_coding(_opened(study), id, sought, coder=coder_named(coder))
    return done.now.span or (0, 0)


def coding_places(id: str, *, coder: str, study: str | Path = ".", most: int = 5) -> "pd.DataFrame":
    """Where an own coding may be whose words were changed: what `qualcode codings place ID` proposes.

    One row a place, the likeliest first: `start`, `end`, `similarity` of the passage and `around` of what
    stands beside it (from 0 to 1), `before`, `quote`, `after`. Raises UsageError where there is no such
    coding.
    """
    found = placing.placeable(_opened(study), id, coder=coder_named(coder))
    near = placing.candidates(found, most=most)
    return frame_of_rows(placing.NEAR_COLUMNS, placing.near_rows(found, near))


def _way(restore: bool) -> taking_back.Way:
    return "restore" if restore else "remove"


def finish_documents(
    *documents: str,
    coder: str,
    study: str | Path = ".",
    round: int = 1,
    mode: Mode | None = None,
    reopen: bool = False,
    slip: bool = False,
) -> list[str]:
    """Say that somebody is done with documents, or with `reopen` that they go on; returns those that changed.

    With `slip` the last finish was a mistake, which is taken back. The twin of `qualcode codings finish` and
    `reopen`. Raises UsageError as these.
    """
    opened, who = _opened(study), coder_named(coder)
    if reopen or slip:
        steps = coding_steps.reopen(opened, documents, coder=who, round=round, slip=slip)
    else:
        steps = coding_steps.finish(opened, documents, coder=who, round=round, mode=mode)
    return [one.document for one in steps if one.did]


def add_memo(
    text: str,
    *,
    coder: str,
    study: str | Path = ".",
    document: str = "",
    coding: str = "",
    code: str = "",
) -> str:
    """Write a memo on a document, a coding, a code, or else the study: the twin of `qualcode memo`.

    Returns its id. Raises UsageError where that is not there, or the memo says nothing.
    """
    about = About(document, coding, code)
    return memos.add_memo(_opened(study), text, about, coder=coder_named(coder)).id


def list_memos(
    study: str | Path = ".", *, coder: str = "", document: str = "", coding: str = "", code: str = ""
) -> "pd.DataFrame":
    """The memos of a study in the order of time: the twin of `qualcode memo --list`.

    One row a memo: `id`, `at`, `coder`, `about` (`study`, `document`, `coding` or `code`), `document`,
    `coding`, `code`, `quote`, `text`.
    """
    found = memos_in(_opened(study), About(document, coding, code), coder=coder)
    return frame_of_rows(MEMO_COLUMNS, found.rows)


def coders(study: str | Path = ".", *, documents: bool = False) -> "pd.DataFrame":
    """Who codes in a study and how far they are: the twin of `qualcode coders`.

    One row a coder and round, or with `documents` a row for each of their documents: `opened` and
    `finished` documents, `codings`, `removed` ones, `memos`, `accepted` and `rejected` rule codings, `first`
    and `last` moment, `mode`; `assigned` where the study has assignments. Raises UsageError where there is no
    study.
    """
    found = who_coded.coders_in(study_of(study), documents=documents)
    return frame_of_rows(found.columns, found.rows)


def _opened(study: str | Path) -> ByHand:
    return by_hand(study_of(study))
