"""Events made by hand."""

import unicodedata

AT = "2026-11-20T09:30:01.123Z"


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def at(second: int) -> str:
    return f"2026-01-01T00:{second // 60:02}:{second % 60:02}.000Z"
