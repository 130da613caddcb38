"""Number formats of Word: a count to the characters that Word shows for it.

Character sets and rules: ECMA-376 Part 1, 17.18.59 (ST_NumberFormat). Where Word differs
from the standard, as Word does: 一百〇一 for chineseCountingThousand, ①–⑩ and then 11 for
decimalEnclosedCircleChinese.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from converter.numerals import to_chinese

#: Beyond this the formats that are no plain digits fall back to them.
_MOST = 9999


def _digits(alphabet: str) -> Callable[[int], str]:
    """Write digit by digit: 一〇一, １０１."""
    return lambda number: str(number).translate({48 + n: c for n, c in enumerate(alphabet)})


def _counting(zero: str) -> Callable[[int], str]:
    """Write as spoken up to 九十九, from a hundred on digit by digit: 一○一."""
    digits = _digits(f"{zero}一二三四五六七八九")
    return lambda number: to_chinese(number) if 0 < number < 100 else digits(number)


def _thousand(number: int) -> str:
    return to_chinese(number).replace("零", "〇")


def _legal(alphabet: str) -> Callable[[int], str]:
    """Write in the characters of deeds and cheques; 壹 is never dropped: 壹拾."""
    table = str.maketrans("零一二三四五六七八九十百千", alphabet)

    def write(number: int) -> str:
        return ("一" * (10 <= number < 20) + to_chinese(number)).translate(table)

    return write


def _japanese(number: int) -> str:
    """Write without zeros, and without 一 before a unit: 百一."""
    if not number:
        return "〇"
    return re.sub("一(?=[十百千])", "", to_chinese(number).replace("零", ""))


def _sequence(characters: str) -> Callable[[int], str]:
    """Write one of a row of characters, and beyond them in digits."""
    return lambda n: characters[n - 1] if 0 < n <= len(characters) else str(n)


def _range(first: str, last: str) -> str:
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


def _repeated(characters: str) -> Callable[[int], str]:
    """Write A … Z, AA, BB …, up to a length that can be meant."""
    size = len(characters)

    def write(number: int) -> str:
        times, index = divmod(number - 1, size)
        return characters[index] * (times + 1) if 0 < number <= 30 * size else str(number)

    return write


_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "M CM D CD C XC L XL X IX V IV I".split(),
        strict=True,
    )
)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for worth, letters in _ROMAN:
        written += letters * (number // worth)
        number %= worth
    return written


def _zodiac(number: int) -> str:
    """Write 甲子, 乙丑, … in the cycle of sixty."""
    n = (number - 1) % 60
    return "甲乙丙丁戊己庚辛壬癸"[n % 10] + "子丑寅卯辰巳午未申酉戌亥"[n % 12]


_TRADITIONAL = "零壹貳參肆伍陸柒捌玖拾佰仟"

_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "chineseCounting": _counting("○"),
    "chineseCountingThousand": _thousand,
    "chineseLegalSimplified": _legal("零壹贰叁肆伍陆柒捌玖拾佰仟"),
    "taiwaneseCounting": _counting("○"),
    "taiwaneseCountingThousand": to_chinese,
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "ideographLegalTraditional": _legal(_TRADITIONAL),
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "ideographTraditional": _sequence("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _sequence("子丑寅卯辰巳午未申酉戌亥"),
    "ideographZodiacTraditional": _zodiac,
    "ideographEnclosedCircle": _sequence(_range("㈠", "㈩")),
    "decimalEnclosedCircle": _sequence(_range("①", "⑳")),
    "decimalEnclosedCircleChinese": _sequence(_range("①", "⑩")),
    "decimalEnclosedFullstop": _sequence(_range("⒈", "⒛")),
    "decimalEnclosedParen": _sequence(_range("⑴", "⒇")),
    "upperLetter": _repeated(_range("A", "Z")),
    "lowerLetter": _repeated(_range("a", "z")),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "numberInDash": lambda n: f"- {n} -",
    "chicago": _repeated("*†‡§"),
    "none": lambda n: "",
}


def write_number(number: int, name: str) -> str | None:
    """Write a number in a format of Word.

    Args:
        number: The number, 0 or more.
        name: The format, a value of `w:numFmt`. One that is written out for a pattern of
            its own, such as `001, 002, …`, is that pattern.

    Returns:
        The characters, or None if the format is not known.
    """
    if "," in name and name.split(",")[0].strip().isdigit():
        return str(number).zfill(len(name.split(",")[0].strip()))
    write = _FORMATS.get(name)
    if write is None:
        return None
    return write(number) if 0 <= number <= _MOST else str(number)
