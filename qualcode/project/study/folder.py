"""A study folder: how it is found, how it begins, and where everything in it lies."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.export.atomic import make_folder, output_file

SETTINGS = "qualcode.toml"
FOLDERS = ("transcripts",)
KEY_FILE = "pseudonyms.key.csv"
"""Who stands behind which pseudonym."""

_SETTINGS = """\
# Settings of this study. Every line is optional but the first.
format = 1
# encoding = "gb18030"                # of all text files; without it, found out for each
# speaker_pattern = "^(S[0-9]+)>"     # how a turn begins; group 1 is the label
# remarks = ["笑", "沉默", "laughs"]   # words that in brackets are a transcriber's remark
# columns = {speaker = "C", text = "D"}  # of tables with one turn a row, by name, letter or number

# [speakers]                          # the role of a label, another name for it, or false: no speaker
# "Anna" = "interviewer"              # (qualcode ingest --speakers writes a line for each label)
# "LSJ" = {role = "secretary", name = "Secretary Liu"}

# [documents."interview 03"]          # what holds for one document alone
# encoding = "big5"
"""
_ATTRIBUTES = "document,speaker,role\n"
GIT_ATTRIBUTES = """\
# Texts keep their bytes on every system, so that codings keep their place.
transcripts/** -text
text/** -text
codings/** -text
memos/** -text
# A text is one person's or the other's, never a mixture of both.
transcripts/** -merge
text/** -merge
# What two people coded apart is joined line by line; a codebook code by code (see the manual).
codings/**/*.jsonl merge=union
memos/**/*.jsonl merge=union
codebook.yaml merge=qualcode
"""
_GIT_IGNORE = f"""\
# Who is who is nobody else's business.
{KEY_FILE}
pseudonyms.csv
pseudonyms.names.csv
codings/*/.lock
memos/.lock
# Tables and reports are made anew of what stands here, and hold what was said.
results*/
/report-*
"""


@dataclass(frozen=True, slots=True)
class Study:
    """A study by its folder, spelled as seen from where the command runs."""

    folder: Path

    def path(self, name: str) -> str:
        """A file or folder of the study, with `/`."""
        return (self.folder / name).as_posix()

    def inside(self, path: Path) -> str:
        """A path in the study as seen from its folder, with `/`."""
        whole = os.path.normpath(path.absolute())
        return Path(os.path.relpath(whole, self.folder.absolute())).as_posix()

    def holds(self, path: str) -> bool:
        """Whether a path lies in the study, as it is written or where its links lead."""
        ways = (os.path.realpath, _plain)
        return any(_lies_in(way(path), way(str(self.folder))) for way in ways)


def _plain(path: str) -> str:
    return os.path.normpath(Path(path).absolute())


def _lies_in(place: str, root: str) -> bool:
    return place == root or place.startswith(root.rstrip(os.sep) + os.sep)


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


def study_at(path: Path) -> Study | None:
    """The study that a file or folder is or lies in, spelled as the path is; None where there is none."""
    whole = Path(os.path.normpath(path.absolute()))
    for folder in (whole, *whole.parents):
        if (folder / SETTINGS).is_file():
            return Study(folder if path.is_absolute() else Path(os.path.relpath(folder)))
    return None


def studies_of(given: Sequence[str]) -> list[Study]:
    """For each path the study that it is, or lies in; each once."""
    found = (study_at(Path(path)) for path in given)
    return list({os.path.realpath(study.folder): study for study in found if study}.values())


def study_holding(inputs: Sequence[str]) -> Study | None:
    """The study to which transcripts belong: its codebook, settings, attributes and journals are meant.

    The first that holds all of `inputs`: the one that they lie in (of a study in another the inner one, from
    which texts are read too), then the one of the current folder, which links may lead into. Without inputs
    that of the current folder. Where results are read back, `inputs` are those that are named now, or else
    those that the results were made of. A study of the current folder is spelled as seen from there.
    """
    here = find_study()
    found = [here if here and _is_same(here, one) else one for one in studies_of(inputs)]
    return next((one for one in (*found, here) if one and all(map(one.holds, inputs))), None)


def _is_same(one: Study, other: Study) -> bool:
    return os.path.realpath(one.folder) == os.path.realpath(other.folder)


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
        ".gitattributes": GIT_ATTRIBUTES,
        ".gitignore": _GIT_IGNORE,
    }
    for one in FOLDERS:
        make_folder(folder / one, cure="choose a folder that you may write to")
    kept = tuple(one for one in files if (folder / one).exists())
    for one, text in files.items():
        if one not in kept:
            with output_file(folder / one) as file:
                file.write(text.encode("utf-8"))
    return Begun(study, tuple(one for one in files if one not in kept), kept)
