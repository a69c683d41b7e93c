"""Which human codings name a code: those in `codings/CODER/DOCUMENT.jsonl` beside a codebook file."""

import json
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from qualcode.terms import CodeId

FOLDER = "codings"


class Hand(NamedTuple):
    """So many codings (`n`) of a code by a person in a document."""

    coder: str
    document: str
    code: CodeId
    n: int


class InHands(NamedTuple):
    """The human codings of some codes, and what could not be read: `file:line`, or a whole file."""

    rows: tuple[Hand, ...]
    damaged: tuple[str, ...]


def codings_by_hand(codebook: str | Path, codes: Collection[CodeId]) -> InHands:
    """Count the human codings that name one of `codes`, by coder and document.

    Parameters
    ----------
    codebook
        The codebook file; the codings lie in the folder `codings` beside it. No such folder: no codings.

    Returns
    -------
    InHands
        Rows in the order of coder, document and code. A coding counts with the code that it was given
        last, and not where it was removed. Lines that cannot be read are named and left out.
    """
    folder = Path(codebook).parent / FOLDER
    counts: Counter[tuple[str, str, CodeId]] = Counter()
    damaged: list[str] = []
    for file in sorted(folder.glob("*/*.jsonl")):
        events = list(_events(file, damaged))
        counts.update(_codings(events, file, codes))
    rows = tuple(Hand(*where, n) for where, n in sorted(counts.items()))
    return InHands(rows, tuple(damaged))


def _events(file: Path, damaged: list[str]) -> Iterator[Mapping[str, Any]]:
    """The events of a file; what cannot be read is noted."""
    try:
        data = file.read_bytes()
    except OSError:
        damaged.append(file.as_posix())
        return
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            event = json.loads(line) if line.strip() else None
        except (ValueError, RecursionError):
            damaged.append(f"{file.as_posix()}:{number}")
            continue
        if isinstance(event, dict):
            yield event
        elif line.strip():
            damaged.append(f"{file.as_posix()}:{number}")


def _codings(
    events: Iterable[Mapping[str, Any]], file: Path, codes: Collection[CodeId]
) -> Iterator[tuple[str, str, CodeId]]:
    """Coder, document and code of each coding that stands and names one of `codes`."""
    named: dict[str, tuple[str, str, CodeId]] = {}
    removed: set[str] = set()
    for event in sorted(events, key=lambda event: (_text(event, "at"), _text(event, "id"))):
        coding, kind, code = (
            _text(event, "coding") or _text(event, "id"),
            _text(event, "event"),
            _text(event, "code"),
        )
        if kind == "remove":
            removed.add(coding)
        elif kind == "restore":
            removed.discard(coding)
        elif code and not (kind == "add" and coding in named):
            coder, document = _text(event, "coder") or file.parent.name, _text(event, "document") or file.stem
            named[coding] = (coder, document, unicodedata.normalize("NFC", code))
    return (where for coding, where in named.items() if coding not in removed and where[2] in codes)


def _text(event: Mapping[str, Any], key: str) -> str:
    value = event.get(key)
    return value if isinstance(value, str) else ""
