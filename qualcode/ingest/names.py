"""Names of documents: their path below the deepest folder that all share, and their natural order."""

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from qualcode.errors import ReadError
from qualcode.text.patterns import lazy

_DIGITS = lazy(r"([0-9]+)")
_ZERO = ord("0")

NaturalKey = tuple[tuple[int, int, str], ...]


def natural_key(name: str) -> tuple[NaturalKey, str]:
    """Order of names: digit runs as numbers, then code points (访谈2 before 访谈10)."""
    parts = _DIGITS.split(name)
    key = [(ord(character), 0, "") for character in parts[0]]
    for digits, text in zip(parts[1::2], parts[2::2], strict=True):
        bare = digits.lstrip("0")
        key.append((_ZERO, len(bare), bare))
        key += [(ord(character), 0, "") for character in text]
    return tuple(key), name


def shared_folder(paths: Sequence[PurePath]) -> PurePath:
    """The deepest folder that all of `paths` (absolute files) lie in."""
    parts = [path.parent.parts for path in paths]
    depth = 0
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        depth += 1
    return PurePath(*parts[0][:depth])


def document_id(path: PurePath, folder: PurePath) -> str:
    """The id of a document: its path below `folder`, with `/`, without suffix, NFC."""
    below = path.relative_to(folder).with_suffix("")
    return unicodedata.normalize("NFC", below.as_posix())


def with_one_id(named: Iterable[tuple[str, str]]) -> list[tuple[str, tuple[str, ...]]]:
    """The ids that several of the (id, file) pairs have, upper and lower case alike, each with its files."""
    ids: dict[str, str] = {}
    files: dict[str, list[str]] = {}
    for id, file in named:
        plain = unicodedata.normalize("NFC", id.casefold())
        ids.setdefault(plain, id)
        files.setdefault(plain, []).append(file)
    several = ((ids[plain], tuple(dict.fromkeys(those))) for plain, those in files.items())
    return [(id, those) for id, those in several if len(those) > 1]


def check_distinct(named: Iterable[tuple[str, str]]) -> None:
    """Raise ReadError where two of the (id, file) pairs have one id, upper and lower case alike."""
    for id, files in with_one_id(named):
        raise ReadError(
            f"{files[0]} and {files[1]} would both be called {id!r}",
            cure="rename one of them, or leave one out",
            slug="same-name",
        )
