"""Paths as results write them down: as they were given, and never absolute."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Shown:
    """Absolute paths that were given, longest first, and the short name that stands for each."""

    names: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, given: Iterable[str]) -> "Shown":
        """For the paths on a command line; a folder stands for itself by its last name."""
        absolute = {path for path in map(Path, given) if path.is_absolute()}
        folders = absolute | {path.parent for path in absolute}
        names = [(path.as_posix(), path.name if path in absolute else "") for path in folders]
        return cls(tuple(sorted(names, key=lambda pair: (-len(pair[0]), pair[0]))))

    def __call__(self, path: str) -> str:
        """`path` with `/`, its absolute beginning replaced by the name that stands for it."""
        path = Path(path).as_posix()
        for long, short in self.names:
            if path == long or path.startswith(long.rstrip("/") + "/"):
                return (short + path[len(long.rstrip("/")) :]).lstrip("/") or short
        return Path(path).name if Path(path).is_absolute() else path
