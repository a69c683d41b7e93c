"""What commands take from the study that they run in, where nothing is said."""

from dataclasses import replace
from pathlib import Path

from qualcode.errors import UsageError
from qualcode.project.job.options import CodeOptions
from qualcode.project.study.folder import SETTINGS, Study, find_study, study_holding
from qualcode.project.study.texts import TRANSCRIPTS

ATTRIBUTES = "attributes.csv"


def in_study(options: CodeOptions) -> CodeOptions:
    """The options with what they leave out taken from the study that the inputs lie in.

    Without inputs the transcripts of the study are meant that the command runs in.

    Raises
    ------
    UsageError
        No input is named, and there is no study.
    """
    study = study_holding(options.inputs)
    if study is None and not options.inputs:
        cure = "name files or folders; in a study folder (qualcode init) its transcripts are meant"
        raise UsageError("no transcripts are named", cure=cure, slug="no-inputs")
    if study is None:
        return options
    return replace(
        options,
        inputs=options.inputs or (study.path("transcripts"),),
        codebook=options.codebook or _there(study, "codebook.yaml"),
        attributes=options.attributes or attributes_of(study),
        settings=options.settings or study.path(SETTINGS),
    )


def to_code(options: CodeOptions, *, cure: str = "name one with -c") -> CodeOptions:
    """The same, for what codes by a codebook.

    Raises
    ------
    UsageError
        No input or no codebook is named, and there is no study that has them.
    """
    found = in_study(options)
    if not found.codebook:
        raise UsageError("no codebook is named", cure=cure, slug="no-codebook")
    return found


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


def attributes_of(study: Study) -> str:
    """Its attributes.csv; the one among its transcripts where that holds no row yet."""
    own, beside = _there(study, ATTRIBUTES), _there(study, f"{TRANSCRIPTS}/{ATTRIBUTES}")
    return beside if beside and not (own and _has_rows(own)) else own


def _has_rows(file: str) -> bool:
    """Whether anything stands below the first line."""
    try:
        return len(Path(file).read_bytes().split()) > 1
    except OSError:
        return False


def _there(study: Study, name: str) -> str:
    return study.path(name) if (study.folder / name).is_file() else ""


def the_study(command: str) -> Study:
    """The study that the command runs in.

    Raises
    ------
    UsageError
        There is none.
    """
    study = find_study()
    if study is None:
        cure = "make the folder of your transcripts a study with: qualcode init"
        raise UsageError(
            f"qualcode {command} works in a study folder, and this is none", cure=cure, slug="no-study"
        )
    return study
