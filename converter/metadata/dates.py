"""Dates of official documents: 2018年3月20日, 二〇一八年三月二十日, 2018-03-20."""

from __future__ import annotations

import re
from datetime import date

from converter.numerals import ARABIC, CHINESE, to_int

_N = f"(?:{ARABIC}|{CHINESE})"
#: A date in the words of the text; three groups.
DATE = re.compile(rf"({_N}{{4}})\s*年\s*({_N}{{1,3}})\s*月\s*({_N}{{1,3}})\s*日")
#: The same as a web page writes it.
_DIGITS = re.compile(
    rf"(?<!\d)({ARABIC}{{4}})[-/.．]({ARABIC}{{1,2}})[-/.．]({ARABIC}{{1,2}})(?!\d)"
)


def iso_date(text: str, digits: bool = False) -> str | None:
    """Read the first date in a text.

    Args:
        text: A text with a date such as 2018年3月20日 or 二〇一八年三月二十日.
        digits: Whether 2018-03-20 and 2018/3/20 are dates too.

    Returns:
        The date in ISO 8601, or None.
    """
    found = DATE.search(text) or (_DIGITS.search(text) if digits else None)
    if not found:
        return None
    year, month, day = (to_int(group) or 0 for group in found.groups())
    try:
        return date(year, month, day).isoformat() if 1900 <= year <= 2200 else None
    except ValueError:
        return None
