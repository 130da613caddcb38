"""Folding: what counts as the same character when somebody searches.

Reads: text. Guarantees: each UTF-16 unit of a text becomes one unit or none, so that a place
in the folded text is a place in the text. `docs/javascripts/search/text.js` folds what is typed
by the same rules; a test compares the two over all characters.
"""

from __future__ import annotations

from functools import cache

from converter.discards import is_discard

#: Quotation marks of every style count as one (GB/T 15834-2011, 4.8; 「」 in vertical texts).
QUOTES = "\"'«»‘’‚‛“”„‟‹›「」『』〝〞〟﹁﹂﹃﹄"
#: Latin, Greek and Cyrillic letters count without their case; all lie before this one.
_CASED = 0x0530
_FULL_WIDTH = range(0xFF01, 0xFF5F)
#: Han characters of the plane that has nearly all of them.
HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


@cache
def simplified() -> dict[str, str]:
    """Return the traditional characters and variants with the simplified ones they count as.

    The source is the table of characters of OpenCC, without its words: a character counts
    as the same wherever it stands.
    """
    import opencc

    characters = [chr(code) for codes in HAN for code in codes]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {
        old: new
        for old, new in zip(characters, converted, strict=True)
        if new != old and len(new) == 1 and ord(new) <= 0xFFFF
    }
    return {old: table.get(new, new) for old, new in table.items()}


@cache
def table() -> dict[int, str | None]:
    """Return what becomes of each character, for `str.translate`; None where it is left out."""
    rules: dict[int, str | None] = {ord(old): new for old, new in simplified().items()}
    for code in range(0x10000):
        char = chr(code)
        if is_discard(char):
            rules[code] = None
            continue
        plain = chr(code - 0xFEE0) if code in _FULL_WIDTH else char
        lower = plain.lower() if ord(plain) < _CASED else plain
        plain = lower if len(lower) == 1 else plain
        plain = QUOTES[0] if plain in QUOTES else plain
        if plain != char:
            rules[code] = plain
    return rules


def fold(text: str) -> str:
    """Fold a text: width, case, style of quotation marks, traditional characters, white space.

    Args:
        text: Any text.

    Returns:
        What counts of it.
    """
    return text.translate(table())
