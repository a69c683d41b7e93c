"""Which encoding a text file is in: detected, shown, overridable, never lossy.

The order: byte order mark; strict UTF-8; then whichever of UTF-16, GB18030, Big5 and Windows-1252
reads the bytes as the least odd text (`plausible`), unless two of them do nearly as well: such a
file is refused. What none of them reads as text is left to charset-normalizer among a few others.
"""

import codecs
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from qualcode.errors import ReadError, UsageError
from qualcode.ingest.plausible import Cost, chinese_cost, is_strange, share_written, western_cost

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_MAGIC = (
    (
        b"PK\x03\x04",
        "a zipped document (.docx, .xlsx, .odt, .epub or .zip)",
        "give it the suffix that it should have, such as .docx for a Word document",
    ),
    (b"%PDF", "a PDF", "give it the suffix .pdf"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "open it there and save it as .docx or .csv"),
    (b"{\\rtf", "an RTF document", "give it the suffix .rtf"),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"ID3", "a sound recording", ""),
    (b"RIFF", "a sound or video recording", ""),
    (b"\x1f\x8b", "a compressed file", "unpack it"),
)
_SAMPLE = 1 << 16
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"
_UTF8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_FEW = 0.2
"""Share of bytes beyond ASCII up to which a text may be in a western encoding."""
_TEXT, _SURE, _PERHAPS = 4.0, 1.6, 5.5
"""The average cost of a character up to which a reading can be text, is ordinary text, and may be Chinese of
some unusual kind."""
_CLEARLY, _BY_FAR = (1.4, 4), (5, 20)
"""How much more than the best reading any other one must cost, in times and beyond that: where the best is
ordinary text, and where it is not."""
_WRITTEN, _SCRAMBLED = 0.97, 0.8
"""Share of units that are written characters in the right byte order of UTF-16, and in the wrong one."""
_TYPES = 12
"""Different characters from which on that tells."""
_LEAST, _LOOK = 40, 1024
"""Bytes of twenty Han characters, and how many are looked at where all are ASCII."""
_WIDE = ("utf-16-le", "utf-16-be")
_NARROW = ("gb18030", "big5hkscs", "cp1252")
_OTHERS = ["cp1252", "cp1250", "cp1251", "mac_roman", "shift_jis", "euc_kr", "gb18030", "big5"]
_NAMES = {"gb18030": "GB18030", "big5hkscs": "Big5", "cp950": "Big5 (cp950)"}
CURE = "save the file as UTF-8, or name its encoding with --encoding (in a study: in qualcode.toml)"


class Decoded(NamedTuple):
    """Text, the encoding it was read in, and whether that was a guess (`confidence` 0 to 1)."""

    text: str
    encoding: str
    guessed: bool = False
    confidence: float | None = None

    @property
    def guess(self) -> str:
        """A sentence for the researcher; empty where nothing was guessed."""
        if not self.guessed:
            return ""
        return f"read as {shown(self.encoding)} (guessed, {self.confidence:.2f})"


def shown(encoding: str) -> str:
    """The name of an encoding as people write it."""
    return _NAMES.get(encoding, encoding.upper())


_NO_TEXT = frozenset(
    {"unicode-escape", "raw-unicode-escape", "unicode_escape", "raw_unicode_escape", "undefined"}
)
"""Encodings of Python's own in which no text is saved."""


def check_encoding(name: str) -> str:
    """`name` as Python knows it; empty stays empty. Raises UsageError for an unknown one."""
    if not name:
        return ""
    try:
        info = codecs.lookup(name)
        if info.name in _NO_TEXT or not "".encode(info.name).decode(info.name) == "":
            raise LookupError
    except (LookupError, UnicodeError):
        raise UsageError(
            f"no encoding is called {name!r}",
            cure="use one of utf-8, utf-16, gb18030, big5, cp1252",
            slug="encoding",
        ) from None
    return "gb18030" if info.name in ("gbk", "gb2312") else "big5hkscs" if info.name == "big5" else info.name


def decode(data: bytes, *, file: str, encoding: str = "") -> Decoded:
    """The text of `data`, in `encoding` or the one that is found.

    Raises ReadError where the file is no text, where no encoding fits, or where the one
    that fits cannot read a byte: nothing is ever replaced.
    """
    if encoding:
        return _strictly(data, encoding, file)
    _refuse_foreign(data, file)
    found = _by_mark(data, file) or _utf8(data, file) or _by_units(data, file) or _by_bytes(data, file)
    return found or _others(data) or _refuse_unreadable(data, file)


def _strictly(data: bytes, encoding: str, file: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        cure = "name another encoding (--encoding, or in qualcode.toml), or none to have it detected"
        raise _bad_byte(data, shown(encoding), fault.start, file, cure) from None
    except (UnicodeError, AttributeError):
        raise ReadError(f"cannot be read as {encoding}", place=file, cure=CURE, slug="encoding") from None
    if not isinstance(text, str):
        raise UsageError(
            f"{encoding} is no encoding of text", cure="use utf-8, gb18030, big5 …", slug="encoding"
        )
    return Decoded(text, encoding)


def _bad_byte(data: bytes, name: str, at: int, file: str, cure: str) -> ReadError:
    line = data.count(b"\n", 0, at) + 1
    message = f"byte {at} (0x{data[at]:02x}, line {line}) is not {name}"
    return ReadError(message, place=file, cure=cure, slug="encoding")


def _refuse_foreign(data: bytes, file: str) -> None:
    for magic, what, cure in _MAGIC:
        if data.startswith(magic):
            raise ReadError(f"this is {what}, not a text file", place=file, cure=cure, slug="not-text")


def _by_mark(data: bytes, file: str) -> Decoded | None:
    """By a byte order mark."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            body = data if encoding == "utf-8-sig" else data[len(mark) :]
            return Decoded(_strictly(body, encoding, file).text, encoding)
    return None


def _utf8(data: bytes, file: str) -> Decoded | None:
    """Strict UTF-8 without NUL, which UTF-16 of ASCII is full of.

    Raises ReadError where it is hardly any language, but Chinese in another encoding: a few characters
    repeated can be well-formed UTF-8 (一一一 in GB18030 is һһһ), or ASCII (三三三 in UTF-16).
    """
    if b"\0" in data:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    is_doubtful = not _is_ruled(data) if data.isascii() else is_strange(text[:_SAMPLE])
    if len(data) >= _LEAST and is_doubtful:
        others = _WIDE if data.isascii() else (*_NARROW[:2], *_WIDE)
        ranked = _ranked(data, data[:_SAMPLE] if not data.isascii() else data[:_LOOK], others)
        if rivals := [r.encoding for r in ranked if r.is_whole and r.cost.total <= _SURE * r.cost.types]:
            raise _unclear(["utf-8", *rivals], file)
    return Decoded(text, "utf-8")


def _is_ruled(data: bytes) -> bool:
    """Whether one sign is repeated, as in `[[[[`."""
    look = data[:_LOOK]
    return not look[:1].isalnum() and look == look[:1] * len(look)


class _Reading(NamedTuple):
    """What a sample costs in one encoding, and whether all of the file can be read in it."""

    encoding: str
    cost: Cost
    is_whole: bool


def _ranked(data: bytes, sample: bytes, encodings: Sequence[str]) -> list[_Reading]:
    """The encodings, that in which `sample`, a part of `data`, is the least odd text first."""
    found = []
    for family in encodings:
        encoding = "cp950" if family == "big5hkscs" and _is_windows_only(data) else family
        text = codecs.getincrementaldecoder(encoding)("replace").decode(sample, len(sample) < _SAMPLE)
        cost = western_cost(text) if encoding == "cp1252" else chinese_cost(text)
        found.append(_Reading(encoding, cost, _reads(data, encoding)))
    return sorted(found, key=lambda reading: reading.cost.total)


def _is_windows_only(data: bytes) -> bool:
    return not _reads(data, "big5hkscs") and _reads(data, "cp950")


def _reads(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _settled(data: bytes, ranked: Sequence[_Reading], file: str) -> Decoded | None:
    """The text in the first of the encodings; None where that is no text.

    Raises ReadError where another may be the right one, or where the first cannot read a byte.
    """
    first, *others = ranked
    if first.cost.mean > _TEXT or (first.encoding == "cp1252" and not first.is_whole):
        return None
    if not first.is_whole:
        raise _damaged(data, first.encoding, file)
    rivals = [other for other in others if other.is_whole]
    times, margin = _CLEARLY if first.cost.mean <= _SURE else _BY_FAR
    if rivals and rivals[0].cost.total < times * first.cost.total + margin:
        raise _unclear([first.encoding, rivals[0].encoding], file)
    encoding = _kind_of_big5(data, file) if first.encoding == "big5hkscs" else first.encoding
    return Decoded(data.decode(encoding), encoding, True, round(first.cost.share, 2))


def _damaged(data: bytes, encoding: str, file: str) -> ReadError:
    """The file is plainly text in this encoding, but for a damaged byte."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as fault:
        cure = "repair that byte, or name another encoding (--encoding, or in qualcode.toml)"
        return _bad_byte(data, f"{shown(encoding)}, as the rest seems to be", fault.start, file, cure)
    raise AssertionError(encoding)


def _unclear(encodings: Sequence[str], file: str) -> ReadError:
    message = f"the encoding cannot be told: this may be {', '.join(map(shown, encodings))} or something else"
    options = " or ".join(f"--encoding {encoding}" for encoding in encodings)
    cure = f"name the right one ({options}), or save the file as UTF-8"
    return ReadError(message, place=file, cure=cure, slug="encoding")


def _by_units(data: bytes, file: str) -> Decoded | None:
    """UTF-16 without a mark; refuses what holds NUL bytes and is no text."""
    has_nul = b"\0" in data
    if len(data) % 2 == 0 and len(data) >= 8:
        narrow = ("utf-8",) if has_nul else _NARROW
        ranked = _ranked(data, data[:_SAMPLE], _WIDE + narrow)
        if ranked[0].encoding in _WIDE:
            found = _in_order(data, ranked[0]) or _settled(data, ranked, file)
            if found:
                return found
    return _few_controls(data, file) if has_nul else None


def _in_order(data: bytes, reading: _Reading) -> Decoded | None:
    """UTF-16 whose units are characters that people write, which they are not in the other byte order."""
    is_text = reading.is_whole and reading.cost.types >= _TYPES and reading.cost.mean <= _TEXT
    if not is_text or not _is_ordered(data, reading.encoding):
        return None
    return Decoded(data.decode(reading.encoding), reading.encoding, True, round(reading.cost.share, 2))


def _is_ordered(data: bytes, order: str) -> bool:
    shares = {encoding: share_written(data[:_SAMPLE].decode(encoding, "replace")) for encoding in _WIDE}
    return shares.pop(order) >= _WRITTEN and max(shares.values()) <= _SCRAMBLED


def _few_controls(data: bytes, file: str) -> Decoded:
    """UTF-8 with a stray NUL; more than a few control characters are a binary file."""
    if _n_controls(data) <= len(data) // 100 and _reads(data, "utf-8"):
        return Decoded(data.decode("utf-8"), "utf-8")
    raise _binary(file)


def _n_controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _binary(file: str) -> ReadError:
    cure = "name text files only; where it is one, name its encoding with --encoding"
    return ReadError("this is a binary file, not text", place=file, cure=cure, slug="not-text")


def _by_bytes(data: bytes, file: str) -> Decoded | None:
    """GB18030, Big5, or Windows-1252 where few characters are not ASCII."""
    if _n_controls(data) > len(data) // 50:
        raise _binary(file)
    sample = _telling(data)
    _refuse_nearly_utf8(data, sample, file)
    is_western = _high(data[:_SAMPLE]) < _FEW * min(len(data), _SAMPLE)
    ranked = _ranked(data, sample, _NARROW if is_western else _NARROW[:2])
    wide = [] if len(data) % 2 else _ranked(data, data[:_SAMPLE], _WIDE)
    most = 3 * ranked[0].cost.total + 20 if len(data) >= _LEAST else 0
    rivals = [r for r in wide if r.is_whole and r.cost.mean <= (_TEXT if r.cost.total <= most else _SURE)]
    if rivals:
        raise _unclear([ranked[0].encoding, *(r.encoding for r in rivals)], file)
    found = _settled(data, ranked, file)
    if found is None:
        _refuse_chinese(data, [*ranked, *wide], file)
    return found


def _refuse_chinese(data: bytes, readings: Sequence[_Reading], file: str) -> None:
    """What may be Chinese of some unusual kind is not tried in other encodings."""
    perhaps = [r for r in readings if r.encoding in _NARROW[:2] and r.is_whole and r.cost.mean <= _PERHAPS]
    perhaps += [r for r in readings if r.encoding in _WIDE and _is_ordered(data, r.encoding)]
    if perhaps:
        raise _unclear([reading.encoding for reading in perhaps], file)


def _telling(data: bytes) -> bytes:
    """The lines that hold more than ASCII, up to the size of a sample."""
    return b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:_SAMPLE]


def _kind_of_big5(data: bytes, file: str) -> str:
    """The table of Big5 that reads `data`: that of Hong Kong or that of Windows.

    Where both do they may differ in a few signs. 0xA1E3 is ～, for nobody writes ∼ in Chinese; any other
    such sign is refused.
    """
    kinds = [kind for kind in ("big5hkscs", "cp950") if _reads(data, kind)]
    if len(kinds) < 2:
        return kinds[0] if kinds else "big5hkscs"
    one, other = (data.decode(kind) for kind in kinds)
    if one == other:
        return "big5hkscs"
    if one.replace("∼", "～") == other:
        return "cp950"
    first, second = next((a, b) for a, b in zip(one, other, strict=False) if a != b and a != "∼")
    cure = f"name the right one: --encoding big5hkscs for {first}, --encoding cp950 (Windows) for {second}"
    message = f"the tables of Big5 differ in a sign of this text: it is {first} or {second}"
    raise ReadError(message, place=file, cure=cure, slug="encoding")


def _refuse_nearly_utf8(data: bytes, sample: bytes, file: str) -> None:
    """UTF-8 with a few damaged bytes must not be taken for something else."""
    high = _high(sample)
    whole = sum(len(match) for match in _UTF8_PAIR.findall(sample))
    if whole >= 30 and whole >= 0.9 * high:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as fault:
            cure = "repair that byte, or name another encoding (--encoding, or in qualcode.toml)"
            raise _bad_byte(data, "UTF-8, as the rest is", fault.start, file, cure) from None


def _high(sample: bytes) -> int:
    return int((np.frombuffer(sample, np.uint8) >= 0x80).sum())


def _others(data: bytes) -> Decoded | None:
    """What charset-normalizer makes of it, among the encodings that transcripts come in."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_OTHERS).best()
    if best is None:
        return None
    try:
        return Decoded(data.decode(best.encoding), best.encoding, True, round(1.0 - best.chaos, 2))
    except UnicodeDecodeError:
        return None


def _refuse_unreadable(data: bytes, file: str) -> Decoded:
    at = next(i for i, byte in enumerate(data) if byte >= 0x80)
    raise _bad_byte(data, "text in any encoding that is known here", at, file, CURE)
