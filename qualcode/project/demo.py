"""The demonstration: the shipped codebook and transcripts, copied and coded."""

from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import QualcodeError, WriteError

CODEBOOK = "community_governance.yaml"
PARTS = ("codebooks", "sample_transcripts")


@dataclass(frozen=True, slots=True)
class Copied:
    """Where the demonstration lies, and which of its files a person has changed and keeps."""

    folder: Path
    codebook: Path
    transcripts: Path
    kept: tuple[str, ...]


def demo_files() -> Path:
    """The folder that holds `codebooks` and `sample_transcripts`: in the package, or in the checkout.

    Raises
    ------
    QualcodeError
        Where neither has them.
    """
    package = Path(__file__).parent.parent
    for place in (package / "demo_files", package.parent):
        if all((place / part).is_dir() for part in PARTS):
            return place
    raise QualcodeError(
        "the demonstration files are missing", cure="install qualcode again", slug="demo-files"
    )


def copy_demo(folder: Path) -> Copied:
    """Copy codebook and samples into `folder`; a file that is there and differs is kept as it is.

    Raises
    ------
    WriteError
        Where the folder cannot be written.
    """
    kept: list[str] = []
    source = demo_files()
    for part in PARTS:
        for file in sorted((source / part).rglob("*")):
            if file.is_file() and not file.name.startswith("."):
                kept += _copy(file, folder / file.relative_to(source))
    return Copied(folder, folder / "codebooks" / CODEBOOK, folder / "sample_transcripts", tuple(kept))


def _copy(source: Path, target: Path) -> list[str]:
    try:
        if target.exists():
            return [] if target.read_bytes() == source.read_bytes() else [target.as_posix()]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        cure = "run the demonstration in a folder that you may write to"
        raise WriteError(
            f"cannot be written ({reason})", place=target.as_posix(), cure=cure, slug="write"
        ) from error
    return []
