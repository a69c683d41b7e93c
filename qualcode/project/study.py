"""A study folder: where everything of a study lies, and what commands take from it unasked."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.errors import UsageError, WriteError
from qualcode.export.atomic import output_file
from qualcode.project.options import CodeOptions

SETTINGS = "qualcode.toml"
FOLDERS = ("transcripts",)

_SETTINGS = """\
# Settings of this study. Every line is optional but the first.
format = 1
# encoding = "gb18030"                # of all text files; without it, found out for each
# speaker_pattern = "^(S[0-9]+)>"     # how a turn begins; group 1 is the label
# remarks = ["笑", "沉默", "laughs"]   # words that in brackets are a transcriber's remark
# columns = {speaker = "C", text = "D"}  # of tables with one turn a row, by name, letter or number

# [speakers]                          # the role of a label, another name for it, or false: no speaker
# "Anna" = "interviewer"
# "LSJ" = {role = "secretary", name = "Secretary Liu"}
"""
_ATTRIBUTES = "document,speaker,role\n"
_GIT_ATTRIBUTES = """\
# Texts keep their bytes on every system, so that codings keep their place.
transcripts/** -text
text/** -text
codings/** -text
memos/** -text
# What two people coded apart is joined line by line; a codebook code by code (see the manual).
codings/**/*.jsonl merge=union
memos/**/*.jsonl merge=union
codebook.yaml merge=qualcode
"""
_GIT_IGNORE = """\
# Who is who is nobody else's business.
pseudonyms.key.csv
pseudonyms.csv
pseudonyms.names.csv
codings/*/.lock
results/
"""


@dataclass(frozen=True, slots=True)
class Study:
    """A study by its folder, spelled as seen from where the command runs."""

    folder: Path

    def path(self, name: str) -> str:
        """A file or folder of the study, with `/`."""
        return (self.folder / name).as_posix()

    def holds(self, path: str) -> bool:
        """Whether a path lies in the study."""
        root = os.path.realpath(self.folder)
        place = os.path.realpath(path)
        return place == root or place.startswith(root + os.sep)


@dataclass(frozen=True, slots=True)
class Begun:
    """A study that was set up: the files that were written, and those that were there already."""

    study: Study
    written: tuple[str, ...]
    kept: tuple[str, ...]


def find_study(start: Path | None = None) -> Study | None:
    """The study that the folder `start` (default: the current one) lies in, or None.

    A folder with a file qualcode.toml is one.
    """
    here = (start or Path.cwd()).absolute()
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return Study(Path(os.path.relpath(folder, start or Path.cwd())))
    return None


def begin_study(folder: Path, *, name: str = "", languages: tuple[str, ...] = ("en", "zh")) -> Begun:
    """Make `folder` a study: settings, a codebook to begin with, folders, and rules for git.

    What is there already is left as it is.

    Raises
    ------
    WriteError
        Where the folder cannot be written.
    """
    from qualcode.codebook.starter import starter

    study = Study(folder)
    title = name or folder.absolute().name
    files = {
        SETTINGS: _SETTINGS,
        "codebook.yaml": starter(title, languages, file="codebook.yaml"),
        "attributes.csv": _ATTRIBUTES,
        ".gitattributes": _GIT_ATTRIBUTES,
        ".gitignore": _GIT_IGNORE,
    }
    _make_folders(folder)
    kept = tuple(one for one in files if (folder / one).exists())
    for one, text in files.items():
        if one not in kept:
            with output_file(folder / one) as file:
                file.write(text.encode("utf-8"))
    return Begun(study, tuple(one for one in files if one not in kept), kept)


def _make_folders(folder: Path) -> None:
    for one in FOLDERS:
        try:
            (folder / one).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            cure = "choose a folder that you may write to"
            place = (folder / one).as_posix()
            raise WriteError(f"the folder cannot be made ({reason})", place=place, cure=cure) from error


def in_study(options: CodeOptions) -> CodeOptions:
    """The options with what they leave out taken from the study that the command runs in.

    Without inputs its transcripts are meant. Where an input lies outside, nothing is taken from it.

    Raises
    ------
    UsageError
        No input is named, and there is no study.
    """
    study = find_study()
    if study is None and not options.inputs:
        cure = "name files or folders; in a study folder (qualcode init) its transcripts are meant"
        raise UsageError("no transcripts are named", cure=cure, slug="no-inputs")
    if study is None or not all(map(study.holds, options.inputs)):
        return options
    return replace(
        options,
        inputs=options.inputs or (study.path("transcripts"),),
        codebook=options.codebook or _there(study, "codebook.yaml"),
        attributes=options.attributes or _there(study, "attributes.csv"),
        settings=options.settings or study.path(SETTINGS),
    )


def codebook_named(given: str) -> str:
    """The codebook that is given, or that of the study that the command runs in.

    Raises
    ------
    UsageError
        None is given, and there is no study, or none in it.
    """
    study = find_study()
    found = given or (_there(study, "codebook.yaml") if study else "")
    if not found:
        cure = "name its file; in a study folder (qualcode init) its codebook.yaml is meant"
        raise UsageError("no codebook is named", cure=cure, slug="no-codebook")
    return found


def settings_for(codebook: str) -> str:
    """The settings of the study that the command runs in, where the codebook lies in it; else empty."""
    study = find_study()
    return study.path(SETTINGS) if study and study.holds(codebook) else ""


def with_codebook(options: CodeOptions) -> CodeOptions:
    """The options with codebook and settings of the study, where no codebook is named; for a text alone."""
    study = find_study()
    if study is None or options.codebook:
        return options
    settings = options.settings or study.path(SETTINGS)
    return replace(options, codebook=_there(study, "codebook.yaml"), settings=settings)


def results_folder() -> str:
    """Where results go that no folder is named for: `results`, in a study that of the study."""
    study = find_study()
    return study.path("results") if study else "results"


def _there(study: Study, name: str) -> str:
    return study.path(name) if (study.folder / name).is_file() else ""
