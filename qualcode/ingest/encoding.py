"""Which encoding a text file is in: detected, shown, overridable, never lossy.

The order: byte order mark, UTF-16 by its shape where there are NUL bytes, strict UTF-8,
UTF-16 by its shape, GB18030 or Big5 by the rows of the code table that common characters
stand in, the western encodings, and at last charset-normalizer among a few candidates.
"""

import codecs
import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from qualcode.errors import ReadError, UsageError
from qualcode.text.patterns import lazy

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
# One character a match; the group holds those of the rows that everyday words stand in.
_GB = lazy(
    rb"([\xa1-\xa3\xb0-\xd7][\xa1-\xfe])|[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]"
    rb"|[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x80-\xff]"
)
_BIG5 = re.compile(rb"([\xa1-\xa3\xa4-\xc6][\x40-\x7e\xa1-\xfe])|[\x81-\xfe][\x40-\x7e\xa1-\xfe]|[\x80-\xff]")
_FEW = 0.12
_ENOUGH = 0.45
_OTHERS = ["cp1252", "cp1250", "cp1251", "mac_roman", "shift_jis", "euc_kr", "gb18030", "big5"]
_NAMES = {"gb18030": "GB18030", "big5hkscs": "Big5", "cp950": "Big5 (cp950)"}
CURE = "save the file as UTF-8, or name its encoding with --encoding"


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


def check_encoding(name: str) -> str:
    """`name` as Python knows it; empty stays empty. Raises UsageError for an unknown one."""
    if not name:
        return ""
    try:
        info = codecs.lookup(name)
    except LookupError:
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
    found = _by_mark(data, file) or _by_shape(data, file) or _by_rows(data, file) or _western(data)
    return found or _others(data) or _refuse_unreadable(data, file)


def _strictly(data: bytes, encoding: str, file: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        cure = "name another encoding with --encoding, or leave it out to have it detected"
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


def _by_shape(data: bytes, file: str) -> Decoded | None:
    """UTF-16 without a mark, or strict UTF-8; refuses what cannot be text."""
    if b"\0" not in data:
        return _utf8(data) or _utf16(data)
    return _utf16(data) or _few_controls(data, file)


def _few_controls(data: bytes, file: str) -> Decoded | None:
    """UTF-8 with a stray NUL; more than a few control characters are a binary file."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    decoded = _utf8(data) if controls <= len(data) // 100 else None
    if decoded is None:
        raise ReadError(
            "this is a binary file, not text", place=file, cure="name text files only", slug="not-text"
        )
    return decoded


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: nearly all units are Han, ASCII or punctuation in one byte order."""
    if len(data) % 2 or len(data) < 8 or (b"\0" not in data and _is_ascii_like(data[:_SAMPLE])):
        return None
    for order, encoding in (("<u2", "utf-16-le"), (">u2", "utf-16-be")):
        share = _share_common(np.frombuffer(data[:_SAMPLE], order))
        if share >= 0.97:
            try:
                return Decoded(data.decode(encoding), encoding, True, round(share, 2))
            except UnicodeDecodeError:
                return None
    return None


def _is_ascii_like(sample: bytes) -> bool:
    """Whether nearly every byte is a printable ASCII character: two of them make one Han unit."""
    codes = np.frombuffer(sample, np.uint8)
    return bool(((codes >= 0x20) & (codes < 0x7F)).mean() >= 0.85)


def _share_common(units: npt.NDArray[np.uint16]) -> float:
    """Share of units that are Han, kana, ASCII, Latin letters or punctuation."""
    common = np.isin(units, (9, 10, 13))
    for first, last in ((0x20, 0x7F), (0xA1, 0x180), (0x2000, 0x2070), (0x2460, 0x2600), (0x3000, 0x3100)):
        common |= (units >= first) & (units < last)
    return float(
        (common | (units >= 0x4E00) & (units < 0xA000) | (units >= 0xFF00) & (units < 0xFF60)).mean()
    )


def _by_rows(data: bytes, file: str) -> Decoded | None:
    """GB18030 or Big5: the higher share of characters from common rows wins."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > len(data) // 50:
        raise ReadError(
            "this is a binary file, not text", place=file, cure="name text files only", slug="not-text"
        )
    sample = data[:_SAMPLE]
    _refuse_nearly_utf8(data, sample, file)
    gb, big5 = _score(sample, _GB), _score(sample, _BIG5)
    order = (("gb18030", gb), ("big5hkscs", big5), ("cp950", big5))
    plausible = [
        c for c in sorted(order, key=lambda c: -c[1]) if c[1] >= _ENOUGH and _is_chinese(sample, c[0])
    ]
    for encoding, score in plausible:
        try:
            return Decoded(data.decode(encoding), encoding, True, round(score, 2))
        except UnicodeDecodeError:
            continue
    if plausible:
        _refuse_one_byte(data, plausible[0][0], file)
    return None


def _refuse_nearly_utf8(data: bytes, sample: bytes, file: str) -> None:
    """UTF-8 with a few damaged bytes must not be taken for something else."""
    high = _high(sample)
    whole = sum(len(match) for match in _UTF8_PAIR.findall(sample))
    if whole >= 30 and whole >= 0.9 * high:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as fault:
            cure = "repair that byte, or name another encoding with --encoding"
            raise _bad_byte(data, "UTF-8, as the rest is", fault.start, file, cure) from None


def _refuse_one_byte(data: bytes, encoding: str, file: str) -> None:
    """The file is plainly Chinese in this encoding, but for a damaged byte."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as fault:
        cure = "repair that byte, or name another encoding with --encoding"
        raise _bad_byte(
            data, f"{shown(encoding)}, as the rest seems to be", fault.start, file, cure
        ) from None


def _high(sample: bytes) -> int:
    return int((np.frombuffer(sample, np.uint8) >= 0x80).sum())


def _score(sample: bytes, characters: re.Pattern[bytes]) -> float:
    found = characters.findall(sample)
    return sum(1 for common in found if common) / len(found) if found else 0.0


def _is_chinese(sample: bytes, encoding: str) -> bool:
    """Whether high bytes are frequent, or stand in pairs as lone accented letters never do."""
    if _high(sample) >= _FEW * len(sample):
        return True
    if encoding == "gb18030":
        return True
    runs = re.findall(rb"(?:[\x81-\xfe][\x40-\x7e\xa1-\xfe])+", sample)
    return bool(runs) and sum(map(len, runs)) / len(runs) >= 4


def _western(data: bytes) -> Decoded | None:
    """Windows-1252 where few characters are not ASCII."""
    share = _high(data[:_SAMPLE]) / max(1, len(data[:_SAMPLE]))
    if share >= _FEW:
        return None
    try:
        return Decoded(data.decode("cp1252"), "cp1252", True, round(1 - share, 2))
    except UnicodeDecodeError:
        return None


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
