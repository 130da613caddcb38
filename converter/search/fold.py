"""Stands in for the folding of the search until that is here: width, case, quotation marks."""

from __future__ import annotations

from converter.discards import essential

_MARKS = dict.fromkeys(map(ord, "“”‘’\"'「」『』"), '"')
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


def fold(text: str) -> str:
    """Fold a text."""
    return essential(text).translate(_WIDE | _MARKS).lower()
