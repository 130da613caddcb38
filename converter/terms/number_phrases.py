"""Number phrases: 四个意识, “两个责任”, 三会一课, 5+1: words that count what they stand for."""

from __future__ import annotations

import re

from converter.numerals import to_int

_DIGIT = "[一二两三四五六七八九十]"

#: A phrase that begins with a number; the group `n` holds it.
NUMBER_PHRASE = re.compile(rf"(?P<n>{_DIGIT}{{1,2}})[\u4e00-\u9fff]{{1,6}}")

#: What a number only counts or measures: 三十日, 二次供水, 二级, 一致性.
_UNITS = (
    "[日月年天次周岁元倍分人户条款章节编级类层号者名位批期等时线手审维氧甲胎届度片口道方性轮代世成班]|十|百|千|万|亿|"
    "个(?:以上|月|人|工作日|自然日|或者|年度|小时)|项(?:以上|规定)|种(?:以上|情形)"
)
#: A number phrase that stands for something else than so many things: 三包, 四风, 一岗双责.
_SET_PHRASE = re.compile(
    rf"[二两三四五六七八九十]{{1,2}}(?!{_UNITS})[\u4e00-\u9fff]{{1,6}}"
    r"|一[\u4e00-\u9fff][一二两双三四五六][\u4e00-\u9fff]{1,3}"
)

_SEPARATORS = re.compile(r"[、；;]|以及|和|与|及")
_MARKS = "“”‘’\"'"


def is_set_phrase(wording: str) -> bool:
    """Tell whether a wording is a set phrase with a number, which asks for an explanation.

    Args:
        wording: The words, without quotation marks.

    Returns:
        True for 三会一课 and 四种形态; False where the number only counts: 三十日, 二级.
    """
    return len(wording) <= 8 and _SET_PHRASE.fullmatch(wording) is not None


def count_of(wording: str) -> int | None:
    """Return the number that a number phrase begins with, or None if it is none."""
    found = NUMBER_PHRASE.fullmatch(wording)
    return to_int(found["n"]) if found else None


def lists_all(wording: str, text: str) -> bool:
    """Tell whether a text lists as many things as a number phrase counts.

    Args:
        wording: The phrase: 两个功能, or 三改一整, which counts three and one.
        text: The list, without what leads to it.
    """
    first = count_of(wording)
    if not first or first < 2:
        return False
    numbers = [to_int(n) or 0 for n in re.findall(f"{_DIGIT}+", wording)]
    return has_parts(text, first) or (len(numbers) > 1 and has_parts(text, sum(numbers)))


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
