"""Files of other formats that an earlier run left beside its tables: they no longer fit those."""

from collections.abc import Iterator, Sequence
from pathlib import Path

BESIDE = frozenset({"xlsx", "sqlite", "md", "tex", "docx", "html", "json", "parquet"})
"""The ends of the names of such files."""


def older(folder: str, written: Sequence[str]) -> Iterator[str]:
    """Files in a folder of results that hold its tables in another format and were not written now."""
    stems = {"tables", "data_dictionary", *(name.removesuffix(".csv") for name in written)}
    for one in sorted(Path(folder).iterdir()):
        ending = one.suffix.removeprefix(".")
        is_ours = ending in BESIDE or one.name == "data_dictionary.csv"
        if is_ours and one.stem in stems and one.name not in written and one.is_file():
            yield one.name
