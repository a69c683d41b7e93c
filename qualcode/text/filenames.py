"""File names made from the ids of documents and the names of coders, the same on every system."""

import hashlib
import re
import unicodedata
from itertools import accumulate
from urllib.parse import unquote_to_bytes

LONGEST = 180
"""UTF-8 bytes of a file name without its suffix."""

_DIGITS = 8
_UNSAFE = frozenset('<>:"/\\|?*%')
_CONTROLS = frozenset({"Cc", "Cs", "Zl", "Zp"})
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[1-9¹²³]) *(?:\.|$)", re.IGNORECASE)
_CUT = re.compile(rf"~[0-9a-f]{{{_DIGITS}}}")


def file_name(name: str) -> str:
    r"""The file name, without suffix, of a document's id or a coder's name.

    The name in NFC, with `<>:"/\|?*%`, control characters, line separators, surrogates, a final dot
    or blank, and the first letter of what begins like a device of Windows (`CON`, `com1.x`)
    percent-encoded. More than 180 UTF-8 bytes are cut, and `~` with 8 hex digits of the SHA-256 of the
    whole name follows. Raises ValueError where `name` is empty.
    """
    if not name:
        raise ValueError("a name that becomes a file name has at least one character")
    whole = unicodedata.normalize("NFC", name)
    parts = [_encoded(character) if _is_unsafe(character) else character for character in whole]
    if parts[-1] in ". ":
        parts[-1] = _encoded(parts[-1])
    if _DEVICE.match(whole):
        parts[0] = _encoded(parts[0])
    if _size("".join(parts)) <= LONGEST:
        return "".join(parts)
    return f"{_beginning(parts)}~{hashlib.sha256(_bytes(whole)).hexdigest()[:_DIGITS]}"


def name_of_file(stem: str) -> str | None:
    """The name that `file_name` made `stem` of; None where it was cut, or made by something else."""
    if _CUT.fullmatch(stem[-_DIGITS - 1 :]) and _size(stem) > LONGEST - 2 * _DIGITS:
        return None
    try:
        name = unquote_to_bytes(_bytes(stem)).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return name if name and file_name(name) == stem else None


def _is_unsafe(character: str) -> bool:
    return character in _UNSAFE or unicodedata.category(character) in _CONTROLS


def _encoded(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in _bytes(character))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _size(text: str) -> int:
    return len(_bytes(text))


def _beginning(parts: list[str]) -> str:
    """As many whole characters (an encoded one is one) as leave room for the hash."""
    sizes = accumulate(_size(part) for part in parts)
    return "".join(part for part, size in zip(parts, sizes, strict=True) if size < LONGEST - _DIGITS)
