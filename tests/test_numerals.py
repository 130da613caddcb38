"""Every number up to 9999 both ways, and what is no number."""

from __future__ import annotations

import re

import pytest

from converter.numerals import ARABIC, CHINESE, to_chinese, to_int

_ONES = ["", *"一二三四五六七八九"]


def spelled(n: int) -> str:
    """Spell a number by another way than the converter's: four groups, then the zeros."""
    padded = f"{n:04}"
    words = "".join(
        _ONES[int(digit)] + unit if digit != "0" else "零"
        for digit, unit in zip(padded, ["千", "百", "十", ""], strict=True)
    )
    words = re.sub("零+", "零", words).strip("零")
    return re.sub("^一十", "十", words) or "零"


def test_every_number_both_ways() -> None:
    for n in range(10_000):
        assert to_chinese(n) == spelled(n)
        assert to_int(spelled(n)) == n


def test_every_number_in_digits() -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for n in range(10_000):
        assert to_int(str(n)) == to_int(str(n).translate(wide)) == n


def test_every_year_in_chinese_digits() -> None:
    for zero in "〇零○":
        digits = str.maketrans("0123456789", f"{zero}一二三四五六七八九")
        for year in range(1900, 2101):
            assert to_int(str(year).translate(digits)) == year


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("〇", 0),
        ("两", 2),
        ("两百", 200),
        ("一十二", 12),
        ("廿", 20),
        ("廿三", 23),
        ("卅一", 31),
        ("一百一十", 110),
        ("一百十", 110),
        ("００１２", 12),
        ("１2", 12),
        ("①", 1),
        ("⑳", 20),
        ("㉑", 21),
        ("㉟", 35),
        ("㊱", 36),
        ("㊿", 50),
        ("⑴", 1),
        ("⒇", 20),
        ("⒈", 1),
        ("⒛", 20),
        ("㈠", 1),
        ("㈩", 10),
        ("㊀", 1),
        ("❿", 10),
        ("999999999", 999_999_999),
    ],
)
def test_other_spellings(text: str, number: int) -> None:
    assert to_int(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "一 ",
        "十十",
        "百",
        "千",
        "百一",
        "一百二",
        "一千二",
        "一千二百三",
        "一千百",
        "一百千",
        "一百零",
        "一百零零二",
        "零一百",
        "一十零一",
        "十零",
        "一廿",
        "廿十",
        "两十十",
        "①②",
        "1一",
        "一1",
        "-1",
        "1.5",
        "²",
        "½",
        "Ⅳ",
        "壹",
        "一万",
        "第一",
        "1" * 10,
        "半",
    ],
)
def test_no_numeral(text: str) -> None:
    assert to_int(text) is None


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numbers_that_have_no_numeral(number: int) -> None:
    with pytest.raises(ValueError) as caught:
        to_chinese(number)
    assert str(caught.value) == f"no Chinese numeral for {number}: expected 0 to 9999"


def test_classes_hold_what_numbers_are_made_of() -> None:
    used = {char for n in range(10_000) for char in to_chinese(n)}
    assert all(re.fullmatch(CHINESE, char) for char in used)
    assert all(re.fullmatch(ARABIC, char) for char in "0123456789０１２３４５６７８９")
    assert not re.match(f"{CHINESE}|{ARABIC}", "万亿壹٣")
