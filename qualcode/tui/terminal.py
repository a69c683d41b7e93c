"""A terminal that may be closed while the desk still writes to it."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import IO, Any

from textual.driver import Driver


class Closable:
    """A file for a terminal: what is written once the terminal is gone is lost, and nothing fails.

    The thread that writes would end at the first failure, and the desk then wait for it for ever.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write, where there still is somebody to read it."""
        with suppress(OSError, ValueError):
            return self._file.write(text)
        return 0

    def flush(self) -> None:
        """Pass on what was written, likewise."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def fileno(self) -> int:
        """The number of the file."""
        return self._file.fileno()


def closable(driver_class: type[Driver]) -> Callable[..., Driver]:
    """What makes a driver of this class that outlives its terminal."""
    return partial(_made, driver_class)


def _made(driver_class: type[Driver], *arguments: Any, **options: Any) -> Driver:
    driver = driver_class(*arguments, **options)
    file = getattr(driver, "_file", None)
    if file is not None:
        vars(driver)["_file"] = Closable(file)
    return driver
