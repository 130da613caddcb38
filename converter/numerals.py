"""Numerals of Chinese official documents: 一百零二, １０２, ①, ㈠, and back.

A small table of our own, because general libraries reject 第…条 and read 〇 and
mixed forms differently; official documents use few forms and use them strictly.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30}

#: A regular-expression class of the characters that a Chinese number is made of.
CHINESE = "[零〇○一二两三四五六七八九十百千廿卅]"
#: The same for half-width and full-width digits.
ARABIC = "[0-9０-９]"


def _single_symbols() -> dict[str, int]:
    """Enclosed numbers of Unicode, each one character: ① ⑴ ⒈ ㈠ ㊀ ❶."""
    ranges = [
        (0x2460, 1, 20),  # ①–⑳
        (0x3251, 21, 15),  # ㉑–㉟
        (0x32B1, 36, 15),  # ㊱–㊿
        (0x2474, 1, 20),  # ⑴–⒇
        (0x2488, 1, 20),  # ⒈–⒛
        (0x3220, 1, 10),  # ㈠–㈩
        (0x3280, 1, 10),  # ㊀–㊉
        (0x2776, 1, 10),  # ❶–❿
    ]
    return {chr(first + i): number + i for first, number, count in ranges for i in range(count)}


_SYMBOLS = _single_symbols()


def _chinese_to_int(text: str) -> int | None:
    total = 0
    last_unit = 10_000
    digit = 0
    after_zero = False
    for index, char in enumerate(text, 1):
        if char in _TENS or char in _UNITS:
            unit = _UNITS.get(char, 10)
            # 十 alone is ten; 百 and 千 need a digit before them, 廿 and 卅 none.
            if unit >= last_unit or (not digit and unit != 10) or (digit and char in _TENS):
                return None
            if after_zero and not total:  # 零一百
                return None
            total += _TENS.get(char, (digit or 1) * unit)
            last_unit, digit, after_zero = unit, 0, False
        elif _DIGITS[char]:
            # 一百二 is said for 120 and 一百零二 for 102: without the zero it is neither.
            if digit or (10 < last_unit < 10_000 and not after_zero and index == len(text)):
                return None
            digit = _DIGITS[char]
        else:
            if digit or after_zero or last_unit == 10:
                return None
            after_zero = True
    if after_zero and not digit and total:
        return None
    return total + digit


@lru_cache(maxsize=10_000)
def to_int(text: str) -> int | None:
    """Read one numeral.

    Args:
        text: A Chinese number up to 9999 (一百零二, 二十, 廿三), a string of Chinese
            digits as in years (二〇二三), half- or full-width digits, or one
            enclosed symbol (①, ㈠).

    Returns:
        The number, or None if the text is not one numeral in good form.
    """
    if not text:
        return None
    if text in _SYMBOLS:
        return _SYMBOLS[text]
    if all(unicodedata.category(c) == "Nd" for c in text):
        return int(text) if len(text) <= 9 else None
    if any(c not in _DIGITS and c not in _UNITS and c not in _TENS for c in text):
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    return _chinese_to_int(text)


@lru_cache(maxsize=10_000)
def to_chinese(number: int) -> str:
    """Write a number as official documents do.

    Args:
        number: 0 to 9999.

    Returns:
        零, 十, 二十, 一百零二, 一千零一十, …

    Raises:
        ValueError: The number is outside that range.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"no Chinese numeral for {number}: expected 0 to 9999")
    if number == 0:
        return "零"
    digits = "零一二三四五六七八九"
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if gap and out else "") + digits[digit] + name
            gap = False
        else:
            gap = True
    return out.removeprefix("一") if 10 <= number < 20 else out
