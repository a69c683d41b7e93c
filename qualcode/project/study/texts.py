"""The folder `text` of a study: which transcripts are kept there, and where."""

import hashlib
import os
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path, PurePath

from qualcode.errors import ReadError
from qualcode.export.atomic import output_file
from qualcode.ingest import Input, Inputs, natural_key
from qualcode.ingest.kept import load_pair
from qualcode.ingest.names import check_distinct, document_id
from qualcode.ingest.pairs import TEXT, TURNS, Stored, pair_bytes
from qualcode.project.study.folder import Study
from qualcode.project.study.interrupt import uninterrupted
from qualcode.text.filenames import file_name, name_of_file

TRANSCRIPTS, TEXTS = "transcripts", "text"


def with_transcripts(given: Sequence[str], study: Study) -> list[str]:
    """The paths with the folder of the study, or that of its texts, replaced by that of its transcripts.

    Where only texts are kept, no folder of transcripts need be there.
    """
    names = {study.folder / TEXTS, study.folder}
    meant = [study.path(TRANSCRIPTS) if _is_one_of(path, names) else path for path in given]
    absent = not (study.folder / TRANSCRIPTS).exists()
    return [path for path in meant if not (absent and _is_one_of(path, {study.folder / TRANSCRIPTS}))]


def _is_one_of(path: str, folders: Collection[Path]) -> bool:
    return os.path.realpath(path) in {os.path.realpath(folder) for folder in folders}


def with_pairs(inputs: Inputs, study: Study, *, whole: bool, distinct: bool = True) -> Inputs:
    """The inputs, read from the texts of the study where it keeps them.

    `whole`: also those whose original is no longer there. `distinct`: raise ReadError where two would have
    one id. Names are compared whatever the case and the form of accents: file systems change both.
    """
    pairs = _pairs(study)
    if not pairs:
        return inputs
    root = PurePath(_absolute(study.folder / TRANSCRIPTS))
    files = [_paired(file, study, root, pairs) for file in inputs.files]
    if whole:
        taken = {_plain(file.pair.name) for file in files if file.pair}
        files += [_orphan(study, name) for plain, name in pairs.items() if plain not in taken]
        files.sort(key=lambda file: (natural_key(file.id), file.file))
        if distinct:
            check_distinct((file.id, file.file) for file in files)
    return inputs._replace(files=tuple(files))


def _pairs(study: Study) -> dict[str, str]:
    """The files with turns, by their names without case, in the order of the names."""
    try:
        names = sorted(entry.name for entry in (study.folder / TEXTS).iterdir())
    except OSError:
        return {}
    return {_plain(name): name for name in names if name.endswith(TURNS) and not name.startswith(".")}


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _paired(file: Input, study: Study, root: PurePath, pairs: Mapping[str, str]) -> Input:
    path = PurePath(_absolute(file.path))
    if not path.is_relative_to(root):
        return file
    name = pairs.get(_plain(file_name(document_id(path, root)) + TURNS))
    return file._replace(pair=study.folder / TEXTS / name) if name else file


def _orphan(study: Study, name: str) -> Input:
    """A text whose original is not there; what cannot be read is told of when its turn comes."""
    pair = study.folder / TEXTS / name
    try:
        stored = load_pair(pair)
        return Input(stored.document, study.folder / stored.source.file, pair=pair)
    except ReadError:
        id = name_of_file(name.removesuffix(TURNS)) or name.removesuffix(TURNS)
        return Input(id, pair.with_name(name.removesuffix(TURNS) + TEXT), pair=pair)


def _absolute(path: Path) -> str:
    return os.path.normpath(path.absolute())


def pair_place(study: Study, id: str) -> Path:
    """The file with the turns of a document."""
    return study.folder / TEXTS / (file_name(id) + TURNS)


def kept_sha256(study: Study, id: str) -> str:
    """The SHA-256 of the text that is kept of a document; empty where none is."""
    turns = pair_place(study, id)
    if not turns.is_file():
        name = _pairs(study).get(_plain(turns.name))
        turns = turns.with_name(name) if name else turns
    try:
        data = turns.with_name(turns.name.removesuffix(TURNS) + TEXT).read_bytes()
    except OSError:
        return ""
    return hashlib.sha256(data).hexdigest()


def kept_texts(study: Study) -> Iterator[Path]:
    """The files with turns of all documents that the study keeps, in natural order of their names."""
    return map(partial(Path, study.folder, TEXTS), sorted(_pairs(study).values(), key=natural_key))


def save_pair(study: Study, stored: Stored, *, place: Path | None = None) -> None:
    """Write the two files of a document, at `place` where it has them already.

    Both are written before the first takes its place, and Ctrl-C does nothing until both have.

    Raises
    ------
    WriteError
        Where a file cannot be written.
    """
    place = place or pair_place(study, stored.document)
    text, turns = pair_bytes(stored)
    both = (place.with_name(place.name.removesuffix(TURNS) + TEXT), text), (place, turns)
    with uninterrupted(), ExitStack() as stack:
        for path, content in both[::-1]:  # left in the other order: the text takes its place first
            stack.enter_context(output_file(path)).write(content)
