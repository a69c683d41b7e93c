"""Paths as results write them down: as they were given, and never absolute where a shorter name will do."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Shown:
    """Absolute paths that were given, longest first, and the short name that stands for each."""

    names: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, given: Iterable[str], named: Mapping[str, str] | None = None) -> "Shown":
        """For the paths on a command line; a folder stands for itself by its last name.

        Where several end in the same name, each has as many of the folders above it as tell them apart.
        Absolute paths that are `named` stand for themselves by that name.
        """
        paths = set(map(Path, given))
        absolute = {path for path in paths if path.is_absolute()}
        names = {path.as_posix(): "" for one in absolute for path in one.parents[:1]}
        names |= {path.as_posix(): _short(path, paths - {path}) for path in absolute}
        names |= named or {}
        return cls(tuple(sorted(names.items(), key=lambda pair: (-len(pair[0]), pair[0]))))

    def __call__(self, path: str) -> str:
        """`path` with `/`, its absolute beginning replaced by the name that stands for it."""
        path = Path(path).as_posix()
        for long, short in self.names:
            if path == long or path.startswith(long.rstrip("/") + "/"):
                rest = path[len(long.rstrip("/")) :]
                return short + rest if short else rest.lstrip("/")
        return Path(path).name if Path(path).is_absolute() else path


def _short(path: Path, others: Collection[Path]) -> str:
    """The last names of an absolute path in which no other path ends; all of it where there are none."""
    names = path.parts[1:]
    for first in range(len(names) - 1, -1, -1):
        if not any(_ends(other, names[first:]) for other in others):
            return "/".join(names[first:])
    return path.as_posix() if names else ""


def _ends(path: Path, names: tuple[str, ...]) -> bool:
    """Whether a path would be taken for these names: a relative one is always shown whole."""
    parts = path.parts[1:] if path.is_absolute() else path.parts
    return (parts[-len(names) :] if path.is_absolute() else parts) == names
