"""Characters of symbol fonts, which Word stores by their place in the font.

In Unicode their numbers mean nothing: U+F0FC is ✓ in Wingdings and ü in no font. The
equals are those of Unicode's own charts for the symbols of these fonts.
"""

from __future__ import annotations

from collections.abc import Mapping

#: What stands where a symbol has no known equal: the mark that printers set for a
#: character that is not in the case.
MISSING = "〓"

_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "◆",
    0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○",
    0xA2: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xDF: "←",
    0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0x4A: "☺", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x80: "⓪", 0x8B: "⓿",
    **{0x81 + n: chr(0x2460 + n) for n in range(10)},
    **{0x8C + n: chr(0x2776 + n) for n in range(10)},
}  # fmt: skip

_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "•",
    0xA3: "□", 0x2A: "□", 0xA2: "■",
    **{0x6A + n: chr(0x2460 + n) for n in range(10)},
}  # fmt: skip

_SYMBOL = {
    0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°",
    0xA5: "∞", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xD6: "√", 0xA2: "′", 0xB2: "″",
    0xBB: "≈", 0xE5: "∑", 0x2D: "−", 0xA8: "♦", 0xDE: "⇒", 0x61: "α", 0x62: "β", 0x67: "γ",
    0x64: "δ", 0x44: "Δ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0x53: "Σ", 0x57: "Ω",
    0x77: "ω", 0x71: "θ", 0x66: "φ", 0x65: "ε",
}  # fmt: skip

_FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "symbol": _SYMBOL,
}

#: Bullets that are no symbols of a font, as people know them.
_PLAIN_BULLETS = {"o": "○", "": "•"}


def symbol(font: str, code: int) -> str | None:
    """Return the equal of a symbol.

    Args:
        font: The font; case does not matter.
        code: Its number in the font, or that number in the private area (U+F000–F0FF).

    Returns:
        One character, or None if none is known.
    """
    table = _FONTS.get(font.strip().lower())
    private = 0xF000 <= code <= 0xF0FF
    place = code - 0xF000 if private else code
    if table is not None and place <= 0xFF:
        return table.get(place)
    # A character of an ordinary font is itself; in the private area nobody knows.
    usable = 0x20 <= code < 0xD800 or (0xF900 <= code < 0xFFFE)
    return chr(code) if usable and not private else None


def bullet(font: str, template: str) -> str:
    """Return a bullet as a reader of the file sees it, or one like it.

    Args:
        font: The font of the level, possibly empty.
        template: What the level holds.

    Returns:
        The bullet; `•` where the symbol has no known equal.
    """
    shown = "".join(symbol(font, ord(c)) or "•" for c in template)
    return _PLAIN_BULLETS.get(shown, shown)
