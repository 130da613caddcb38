"""Number phrases: 四个意识, “两个责任”, 三会一课, 5+1: words that count what they stand for."""

from __future__ import annotations

import re

from converter.numerals import to_int

_DIGIT = "[一二两三四五六七八九十]"

#: A phrase that begins with a number; the group `n` holds it.
NUMBER_PHRASE = re.compile(rf"(?P<n>{_DIGIT}{{1,2}})[\u4e00-\u9fff]{{1,6}}")

_SEPARATORS = re.compile(r"[、；;]|以及|和|与|及")
_MARKS = "“”‘’\"'"


def count_of(wording: str) -> int | None:
    """Return the number that a number phrase begins with, or None if it is none."""
    found = NUMBER_PHRASE.fullmatch(wording)
    return to_int(found["n"]) if found else None


def has_parts(text: str, count: int) -> bool:
    """Tell whether a text lists so many things: 政治功能和服务功能 has two.

    Args:
        text: The list, without what leads to it.
        count: How many there should be, at least two.

    Returns:
        True if its parts can be counted so. The words 和, 与, 及 may be part of a thing's
        name, so that only the last of them has to separate.
    """
    if count < 2:
        return False
    strict = [part for part in re.split(r"[、；;]", text) if part.strip(_MARKS)]
    if len(strict) == count:
        return True
    if len(strict) == count - 1:
        return len([part for part in _SEPARATORS.split(strict[-1]) if part]) >= 2
    parts = [part for part in re.split(r"[，,]", text) if part.strip(_MARKS)]
    return len(strict) == 1 and len(parts) == count
