"""A transcript as a study keeps it: the fixed text in one file, its turns in another beside it.

`text/ID.txt` holds the text in UTF-8 and nothing else; `text/ID.turns.json` says where it came from,
how it was read, and where its turns begin and end.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, NamedTuple

import numpy as np

from qualcode.errors import ReadError, as_argument
from qualcode.ingest.dividing.divided import Divided
from qualcode.ingest.dividing.labels import Head, label_key
from qualcode.ingest.dividing.look_han import KNOWN
from qualcode.ingest.options import IngestOptions
from qualcode.text.document import Source

FORMAT = 1
TEXT, TURNS = ".txt", ".turns.json"
PLAIN = ("by", "complete", "wrapped", "header_lines", "lines_aside", "time_guess")
MAPPED, LISTED = ("attributes", "header"), ("doubtful", "guesses", "warnings")


@dataclass(frozen=True, slots=True)
class Settled:
    """What decided how a transcript was divided: the options, and labels known from other documents."""

    encoding: str = ""
    speaker_pattern: str = ""
    columns: Mapping[str, str] | None = None
    speakers: Mapping[str, bool] | None = None
    known: tuple[str, ...] = ()


class Alone(NamedTuple):
    """Labels taken without doubt, and labels in doubt, in a document by itself."""

    certain: frozenset[str]
    doubtful: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """A transcript as it is kept.

    `read_sha256` is that of the text as it came from the original: another than that of the text
    where pseudonyms stand in it. `source.file` is seen from the folder of the study. `alone` are the labels
    that were certain, and those in doubt, before any were known from other documents.
    """

    document: str
    divided: Divided
    source: Source
    settled: Settled = Settled()
    read_sha256: str = ""
    alone: Alone | None = None

    @property
    def sha256(self) -> str:
        """That of the text in UTF-8."""
        return self.source.text_sha256

    @property
    def labels(self) -> Alone:
        """Labels that were certain and in doubt with nothing known of other documents."""
        return self.alone or Alone(self.divided.certain, self.divided.doubtful)

    @property
    def pseudonymised(self) -> bool:
        """Whether pseudonyms stand in the text."""
        return self.read_sha256 != self.sha256


def settled_by(options: IngestOptions, known: Sequence[str] = ()) -> Settled:
    """What of the options for one document decides how it is divided."""
    return Settled(
        options.encoding,
        options.speaker_pattern,
        dict(sorted(options.columns.items())) or None,
        {label_key(label): one.speaks for label, one in sorted(options.speakers.items())} or None,
        tuple(sorted(known)),
    )


def pair_bytes(stored: Stored) -> tuple[bytes, bytes]:
    """The two files: the text, and all else."""
    lines = [f" {_json(key)}: {value}" for key, value in _entries(stored)]
    return stored.divided.text.encode("utf-8"), ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8")


def _entries(stored: Stored) -> Iterator[tuple[str, str]]:
    """Keys and values in JSON; lists of turns and labels have one entry a line."""
    divided, source = stored.divided, stored.source
    yield "format", str(FORMAT)
    yield "document", _json(stored.document)
    yield "sha256", _json(stored.sha256)
    if stored.pseudonymised:
        yield "read_sha256", _json(stored.read_sha256)
    yield (
        "source",
        _json({f.name: getattr(source, f.name) for f in fields(source) if f.name != "text_sha256"}),
    )
    yield "settled", _json({key: value for key, value in asdict(stored.settled).items() if value})
    if stored.alone:
        yield "alone", _json([sorted(stored.alone.certain), list(stored.alone.doubtful)])
    for key in PLAIN:
        yield key, _json(getattr(divided, key))
    for key in MAPPED:
        yield key, _json(dict(getattr(divided, key)))
    yield "certain", _json(sorted(divided.certain))
    for key in (*LISTED, "tables"):
        yield key, _json(list(getattr(divided, key)))
    yield "labels", _listed([[head.label, head.title] for head in divided.heads])
    yield "turns", _listed(np.column_stack([divided.spans, divided.head]).tolist())
    yield "times", _listed(divided.times.tolist())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _listed(rows: Sequence[object]) -> str:
    return "[\n  " + ",\n  ".join(map(_json, rows)) + "\n ]" if rows else "[]"


def read_pair(text: bytes, turns: bytes, *, file: str) -> Stored:
    """A transcript from its two files; `file` is the path of the second, for messages.

    Raises
    ------
    ReadError
        A file is damaged, was made by a newer version, or the text is not the one it was.
    """
    values = _values(turns, file)
    digest = hashlib.sha256(text).hexdigest()
    if digest != values.get("sha256"):
        raise ReadError(
            "its text is not the one that was read in: its SHA-256 differs",
            place=file.removesuffix(TURNS) + TEXT,
            cure="put the earlier text back, or read it anew from the original: "
            f"qualcode ingest --again {as_argument(str(values.get('document', '')))}",
            slug="text-changed",
        )
    try:
        return _stored(values, text.decode("utf-8"), digest)
    except (KeyError, TypeError, ValueError, OverflowError) as fault:
        raise _damaged(file, f"{type(fault).__name__}: {fault}") from None


def _values(turns: bytes, file: str) -> dict[str, Any]:
    try:
        values = json.loads(turns)
        version = values["format"]
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise _damaged(file, str(fault)) from None
    if not isinstance(version, int) or version > FORMAT:
        message = f"this file has format {version}, and this version of qualcode reads up to format {FORMAT}"
        cure = "install a newer version of qualcode"
        raise ReadError(message, place=file, cure=cure, slug="format")
    found: dict[str, Any] = values
    return found


def _damaged(file: str, reason: str) -> ReadError:
    cure = "put the earlier file back, or delete it and its text and run: qualcode ingest"
    return ReadError(f"the turns of a text cannot be read ({reason})", place=file, cure=cure, slug="damaged")


def _stored(values: Mapping[str, Any], text: str, digest: str) -> Stored:
    _check_kinds(values)
    rows = np.array(values["turns"], np.int64).reshape(-1, 4)
    times = np.array(values["times"], np.int64).reshape(-1, 2)
    heads = tuple(Head(label, label_key(label), KNOWN, 4.0, title) for label, title in values["labels"])
    _check(rows, times, heads, len(text))
    plain: dict[str, Any] = {key: values[key] for key in PLAIN}
    plain |= {key: dict(values[key]) for key in MAPPED}
    plain |= {key: tuple(values[key]) for key in LISTED}
    divided = Divided(
        text,
        rows[:, :3].astype(np.int32),
        rows[:, 3],
        heads,
        times=times,
        tables=tuple((int(start), int(end)) for start, end in values["tables"]),
        certain=frozenset(values["certain"]),
        **plain,
    )
    settled = Settled(**{**values["settled"], "known": tuple(values["settled"].get("known", ()))})
    source = Source(**values["source"], text_sha256=digest)
    certain, doubtful = values.get("alone", (None, ()))
    alone = None if certain is None else Alone(frozenset(certain), tuple(doubtful))
    return Stored(values["document"], divided, source, settled, values.get("read_sha256", digest), alone)


def _check_kinds(values: Mapping[str, Any]) -> None:
    """Raise ValueError where a value is of another kind than it is written with."""
    if not all(isinstance(values[key], dict) for key in (*MAPPED, "source", "settled")):
        raise ValueError("something that is no table stands where one is needed")
    texts = [values["document"], values["by"], values["time_guess"], values.get("read_sha256", "")]
    texts += [text for key in MAPPED for pair in dict(values[key]).items() for text in pair]
    texts += [text for key in (*LISTED, "certain") for text in list(values[key])]
    texts += [text for label in list(values["labels"]) for text in label]
    texts += [values["source"].get(key, "") for key in ("file", "reader", "encoding", "sha256")]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("something that is no text stands where one is needed")
    if not all(isinstance(values[key], list) for key in (*LISTED, "certain", "labels", "tables")):
        raise ValueError("something that is no list stands where one is needed")
    numbers = [values["header_lines"], values["lines_aside"], *(x for pair in values["tables"] for x in pair)]
    numbers += [number for row in values["turns"] for number in row]
    times = [time for row in values["times"] for time in row]
    if not (_are_whole(numbers, below=2**31) and _are_whole(times, below=2**63)):
        raise ValueError("something that is no number stands where one is needed")


def _are_whole(numbers: Sequence[object], *, below: int) -> bool:
    return all(isinstance(number, int) and abs(number) < below for number in numbers)


def _check(rows: Any, times: Any, heads: Sequence[Head], length: int) -> None:
    """Raise ValueError where turns do not lie in the text one after another, or name no label."""
    flat = rows[:, :3].ravel()
    if len(flat) and (flat[0] < 0 or flat[-1] > length or (np.diff(flat) < 0).any()):
        raise ValueError("turns do not follow each other within the text")
    if len(rows) and not (rows[:, 3].min() >= -1 and rows[:, 3].max() < len(heads)):
        raise ValueError("a turn names a label that is not there")
    if len(times) not in (0, len(rows)):
        raise ValueError("times and turns are not as many")
