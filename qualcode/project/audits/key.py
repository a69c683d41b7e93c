"""The key of an audit: which passage was drawn from which stratum, kept apart from what the judges see."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qualcode.errors import ReadError, UsageError
from qualcode.project.job.options import named_unit
from qualcode.terms import CodeId, UnitKind
from qualcode.version import __version__
from qualcode.workshop.audit_draw import Cell, sizes
from qualcode.workshop.strata import STRATA, Stratum

FORMAT = "qualcode-audit/1"
ABOUT_CODEBOOK = ("file", "name", "version", "sha256", "rules_sha256")


@dataclass(frozen=True, slots=True)
class KeyItem:
    """What an item is: its stratum, why it is near, its place, and its passage on one line."""

    item: int
    stratum: Stratum
    reasons: tuple[str, ...]
    document: str
    unit: int
    start: int
    end: int
    passage: str


@dataclass(frozen=True, slots=True)
class AuditKey:
    """All that reading an audit needs, and what was audited.

    codebook
        `file`, `name`, `version`, `sha256` and `rules_sha256`, as in provenance.json.
    unit, population, seed, rollup
        As they were when the sample was drawn.
    documents
        The SHA-256 of each document's text.
    """

    code: CodeId
    name: Mapping[str, str]
    rollup: bool
    codebook: Mapping[str, str]
    unit: UnitKind
    population: str
    seed: int
    judges: tuple[str, ...]
    cells: tuple[Cell, ...]
    documents: Mapping[str, str]
    items: tuple[KeyItem, ...]

    def sizes(self, stratum: Stratum) -> tuple[int, int]:
        """Passages of a stratum in the population, and in the sample."""
        return sizes(self.cells, stratum)

    @property
    def n(self) -> int:
        """Passages of the population."""
        return sum(cell.population for cell in self.cells)

    def record(self) -> dict[str, Any]:
        """The key as it is written: nothing in it depends on the clock or the machine."""
        strata = [
            {"stratum": one, "population": n, "drawn": k, "weight": n / k if k else None}
            for one in STRATA
            for n, k in [self.sizes(one)]
        ]
        record = {
            "format": FORMAT,
            "qualcode": __version__,
            "code": self.code,
            "name": dict(self.name),
            "rollup": self.rollup,
            "codebook": dict(self.codebook),
            "unit": self.unit,
            "population": self.population,
            "N": self.n,
            "seed": self.seed,
            "judges": list(self.judges),
            "strata": strata,
            "cells": [asdict(cell) for cell in self.cells],
            "documents": dict(self.documents),
            "items": [asdict(item) for item in self.items],
        }
        return {**record, "sha256": _sha256(record)}


def _sha256(record: Mapping[str, Any]) -> str:
    """The hash of a record without its hash."""
    rest = {name: value for name, value in record.items() if name != "sha256"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def key_from(written: Any, *, file: str = "") -> AuditKey:
    """A key from its record; raises ReadError where it is none, or was changed."""
    try:
        if written["format"] != FORMAT:
            raise _damaged(file, f"its format is {str(written['format'])[:40]}, not {FORMAT}")
        key, whole = _key(written), _sha256(written) == written["sha256"]
    except (KeyError, TypeError, ValueError, AttributeError, UsageError):
        raise _damaged(file, "it is no key, or a damaged one") from None
    if not whole:
        raise _damaged(file, "it was changed since the sample was drawn")
    return key


def _key(written: Mapping[str, Any]) -> AuditKey:
    cells = tuple(
        Cell(_stratum(one["stratum"]), str(one["document"]), int(one["population"]), int(one["drawn"]))
        for one in written["cells"]
    )
    items = tuple(
        KeyItem(
            int(one["item"]),
            _stratum(one["stratum"]),
            tuple(map(str, one["reasons"])),
            str(one["document"]),
            int(one["unit"]),
            int(one["start"]),
            int(one["end"]),
            str(one["passage"]),
        )
        for one in written["items"]
    )
    return AuditKey(
        str(written["code"]),
        {str(language): str(name) for language, name in written["name"].items()},
        bool(written["rollup"]),
        {name: str(written["codebook"][name]) for name in ABOUT_CODEBOOK},
        named_unit(written["unit"]),
        str(written["population"]),
        int(written["seed"]),
        tuple(map(str, written["judges"])),
        cells,
        {str(name): str(value) for name, value in written["documents"].items()},
        items,
    )


def _stratum(word: str) -> Stratum:
    for stratum in STRATA:
        if stratum == word:
            return stratum
    raise ValueError(word)


def key_beside(sheet: str) -> Path:
    """Where the key of a sheet lies: `audit.key.json` beside `audit.csv`; raises UsageError for a folder."""
    place = Path(sheet)
    if not place.name or place.name == ".." or place.is_dir():
        raise UsageError(
            "that is a folder and no sheet", place=sheet, cure="name a file, such as audit.csv", slug="sheet"
        )
    return place.with_suffix(".key.json")


def read_key(path: Path) -> AuditKey:
    """Read a key file; raises ReadError where there is none, or it cannot be one."""
    file = path.as_posix()
    try:
        written = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise ReadError(
            f"the key cannot be opened: {fault.strerror}",
            place=file,
            cure="name it with --key: it was written beside the passages when they were drawn",
            slug="audit-key",
        ) from None
    except ValueError:
        raise _damaged(file, "it is not JSON in UTF-8") from None
    return key_from(written, file=file)


def _damaged(file: str, reason: str) -> ReadError:
    return ReadError(
        f"the key cannot be used: {reason}",
        place=file,
        cure="take the file that qualcode audit wrote when the passages were drawn",
        slug="audit-key",
    )
