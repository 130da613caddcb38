"""Characters that conservation leaves out of account, and those that no page can carry."""

from __future__ import annotations

import re

#: Characters without width that carry no text of their own. U+FEFF inside a
#: text is an obsolete zero-width no-break space, at its start a byte order mark.
ZERO_WIDTH = frozenset("\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")

#: Code points that an HTML page cannot carry (HTML Standard, 13.2.3.5:
#: controls and noncharacters); white space among the controls is not listed.
_CONTROLS = frozenset(
    chr(c) for c in (*range(0x00, 0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0))
)


def is_unrenderable(char: str) -> bool:
    """Tell whether an HTML page cannot carry a character.

    Args:
        char: One character.

    Returns:
        True for U+0000–0008, 000B, 000E–001F, 007F–009F and noncharacters.
    """
    code = ord(char)
    return char in _CONTROLS or 0xFDD0 <= code <= 0xFDEF or (code & 0xFFFE) == 0xFFFE


def is_discard(char: str) -> bool:
    """Tell whether conservation leaves a character out of account.

    Args:
        char: One character.

    Returns:
        True for white space, zero-width characters, the byte order mark and
        everything for which `is_unrenderable` holds.
    """
    return char.isspace() or char in ZERO_WIDTH or is_unrenderable(char)


class _DiscardTable(dict[int, int | None]):
    """Translation table that deletes discards; filled as characters are met."""

    def __missing__(self, code: int) -> int | None:
        kept = None if is_discard(chr(code)) else code
        self[code] = kept
        return kept


#: Code point to itself, or to None for a discard: for `str.translate` and quick questions.
TABLE = _DiscardTable()


#: A discard that is no white space, at which `str.split` divides a text and much sooner; or
#: any of the rare characters above U+FFFF, of which few are discards.
_BESIDE_SPACE = re.compile(
    f"[{''.join(sorted(ZERO_WIDTH | _CONTROLS))}\ufdd0-\ufdef\ufffe\uffff\U00010000-\U0010ffff]"
)


def essential(text: str) -> str:
    """Leave out of a text what conservation leaves out of account.

    Args:
        text: Any text.

    Returns:
        The characters for which `is_discard` is false, in order.
    """
    kept = "".join(text.split())
    return kept.translate(TABLE) if _BESIDE_SPACE.search(kept) else kept
