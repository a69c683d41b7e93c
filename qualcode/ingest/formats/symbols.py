"""Characters of symbol fonts, which word processors write by their place in the font."""

REPLACEMENT = "\ufffd"
"""What stands for a symbol that is not known."""
_SYMBOL_FONTS = (
    "symbol",
    "wingdings",
    "webdings",
    "zapf",
    "dingbat",
    "marlett",
    "mt extra",
    "monotype sorts",
)
_KNOWN = {
    "symbol": {
        **dict(zip(range(0x20, 0x40), " !∀#∃%&∋()∗+,−./0123456789:;<=>?", strict=True)),
        **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
        **{0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±"},
        **{0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…"},
        **{0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√", 0xDB: "⇔", 0xDE: "⇒"},
    },
    "wingdings": {
        **{
            0x28: "☎",
            0x2A: "✉",
            0x46: "☞",
            0x4A: "☺",
            0x4B: "😐",
            0x4C: "☹",
            0x6C: "●",
            0x6E: "■",
            0x6F: "□",
        },
        **{0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→"},
        **{0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    },
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x54: "☒", 0x97: "●", 0xA2: "■", 0xA3: "☐"},
}


def symbol(font: str, code: str) -> str:
    """The character at a place of a font; `code` is hexadecimal. U+FFFD where it is not known."""
    try:
        place = int(code, 16)
    except ValueError:
        return REPLACEMENT
    name = font.strip().lower()
    if name.startswith(_SYMBOL_FONTS):
        return _KNOWN.get(name, {}).get(place & 0xFF, REPLACEMENT)
    place = place - 0xF000 if 0xF020 <= place <= 0xF0FF else place
    return chr(place) if 0x20 <= place < 0x110000 else REPLACEMENT
