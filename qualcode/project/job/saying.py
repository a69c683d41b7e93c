"""Warnings of a run: what is said of many documents alike is said once."""

from collections.abc import Iterable

from qualcode.ingest.kept import OTHER_SETTINGS

MOST_NAMED = 3
"""Documents that a warning about many names."""
_ALL = "were read in with other settings; qualcode ingest reads them in again"


def said_once(warnings: Iterable[str]) -> list[str]:
    """The warnings; those about documents that were read in with other settings are one."""
    given = list(warnings)
    end = f": {OTHER_SETTINGS}"
    documents = [line.removesuffix(end) for line in given if line.endswith(end)]
    if len(documents) <= MOST_NAMED:
        return given
    named = ", ".join(documents[:MOST_NAMED])
    one = f"{len(documents)} documents ({named} …) {_ALL}"
    return list(dict.fromkeys(one if line.endswith(end) else line for line in given))
