"""Does everything work here? Versions, engines, encodings, terminal, git, fonts, and the study."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError, UsageError
from qualcode.project.doctor.finding import COLUMNS, Finding, reason_of, without_names
from qualcode.project.doctor.fonts import font_findings
from qualcode.project.doctor.python import pipeline_findings, python_findings
from qualcode.project.doctor.system import (
    folder_findings,
    git_findings,
    system_findings,
    terminal_findings,
)

if TYPE_CHECKING:
    import pandas as pd


def doctor(folder: str | Path = ".") -> "pd.DataFrame":
    """Look at all that qualcode needs, and at the study that `folder` lies in: the twin of `qualcode doctor`.

    Returns
    -------
    DataFrame
        `what`, `found`, `state` (`ok`; `note`: something could be better; `problem`: something that is needed
        is broken) and `cure`. No names of people or machines stand in it; the home folder is `~`.

    Raises
    ------
    UsageError
        There is no such folder.
    """
    from qualcode.analysis.columns import frame_of_rows

    return frame_of_rows(COLUMNS, look(folder))


def look(folder: str | Path = ".") -> list[Finding]:
    """`doctor` as plain rows."""
    place = Path(folder)
    if not place.is_dir():
        raise UsageError(
            "there is no such folder", place=place.as_posix(), cure="check the name", slug="folder"
        )
    return [
        *python_findings(),
        *pipeline_findings(),
        *system_findings(),
        *terminal_findings(),
        *git_findings(place),
        *font_findings(),
        *folder_findings(place),
        *_study_findings(place),
    ]


def _study_findings(folder: Path) -> Iterator[Finding]:
    """Whether the settings of the study that `folder` lies in can be read, and its pipeline loaded.

    What reads them needs the engines: where one is broken, that is a finding too.
    """
    from qualcode.project.study.folder import SETTINGS, find_study

    study = find_study(folder)
    if study is None:
        yield Finding("study", "none: this folder lies in no study")
        return
    root = folder / study.folder
    yield Finding("study", without_names(str(root.resolve())))
    try:
        found = list(_settings_findings((root / SETTINGS).as_posix()))
    except Exception as fault:  # a library that is broken may raise anything
        found = [
            Finding(
                "settings", f"cannot be looked at: {reason_of(fault)}", "note", "first mend what is broken"
            )
        ]
    yield from found


def _settings_findings(file: str) -> Iterator[Finding]:
    from qualcode.coding.pipelines import load
    from qualcode.project.job.options import spacy_model

    try:
        model = spacy_model(file)
    except QualcodeError as fault:
        yield _broken("settings", fault)
        return
    yield Finding("settings", "qualcode.toml can be read")
    if not model:
        return
    try:
        version = load(model).meta.get("version", "")
    except QualcodeError as fault:
        yield _broken("spacy_model", fault)
        return
    yield Finding("spacy_model", without_names(f"{model} {version} can be loaded"))


def _broken(what: str, fault: QualcodeError) -> Finding:
    return Finding(what, without_names(fault.message), "problem", without_names(fault.cure))
