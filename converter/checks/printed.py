"""How a text prints the numbers of a level: 第十二条, （三）, 4．."""

from __future__ import annotations

import re

from converter.numerals import ARABIC, CHINESE, to_chinese, to_int
from converter.tree import Number


def missing(printed: str, base: Number, number: Number) -> str:
    """Name what is missing between two numbers, as the text would print it.

    Args:
        printed: A number of the level as the text prints it.
        base: The number before the gap.
        number: The number behind it.

    Returns:
        Words that go before `missing`: `第三条 is`, `（二） to （五） are`.
    """
    if number.value == base.value:
        first = Number(base.value, base.inserted + 1)
        last = Number(base.value, number.inserted - 1)
    else:
        first = Number(base.value + 1)
        last = Number(number.value - (not number.inserted))
    if first == last:
        return f"{like(printed, first)} is"
    # Only the two ends are made: a misprint may leave out a thousand million.
    two = last.value + last.inserted == first.value + first.inserted + 1
    join = "and" if two else "to"
    return f"{like(printed, first)} {join} {like(printed, last)} are"


def _chinese(number: int) -> str:
    return to_chinese(number) if number <= 9999 else str(number)


_NUMERAL = re.compile(rf"{CHINESE}+|{ARABIC}+|[①-⒛㈠-㈩㉑-㊿❶-❿]")


def like(printed: str, number: Number) -> str:
    """Print a number in the way that another of its level is printed.

    Args:
        printed: The other, such as `（三）`.
        number: The number.

    Returns:
        The number, such as `（四）`; in Arabic digits where the way has no more numerals.
    """
    match = _NUMERAL.search(printed)
    if not match:
        return str(number)
    old = match.group()
    if re.fullmatch(CHINESE + "+", old):
        new = _chinese(number.value)
    elif re.fullmatch(ARABIC + "+", old):
        new = str(number.value)
    else:
        symbol = chr(ord(old) + min(number.value, 99) - (to_int(old) or 0))
        new = symbol if to_int(symbol) == number.value else str(number.value)
    tail = re.sub(rf"之{CHINESE}+$", "", printed[match.end() :])
    inserted = f"之{_chinese(number.inserted)}" if number.inserted else ""
    return printed[: match.start()] + new + tail + inserted
