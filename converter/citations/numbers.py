"""Document numbers: 国办发〔2018〕123号, 国务院令第588号 (GB/T 9704-2012, 7.2.5)."""

from __future__ import annotations

import re
import unicodedata

from converter.numerals import CHINESE, to_int
from converter.title_names import STATE

_LETTERS = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,30}$")
#: Words before a number that are no part of it.
_BEFORE = re.compile(
    "依照|依据|根据|按照|遵照|参照|执行|印发|下发|发布|转发|以及|或者|贯彻|落实|文号|文件|为|的|和|与"
    "|及|见|即|以|经|按|由|被|原|日|号|同时废止"
)
_MOST = 14
_ISSUER = re.compile(r"[\u4e00-\u9fff]{2,40}$")
#: 公告2019年第5号 says enough without an organ.
_DATED = re.compile(r"公告\s?[（(〔]?\d{4}年")
_ORGAN = re.compile(
    "(?:主席|国务院|部|委|委员会|局|署|院|会|厅|政府|银行|办公室|司令部|军委|政治部|海关|中心|机关)$"
)
#: 海关总署、公安部令第7号: the organs before the last one.
_JOINED = re.compile(r"[\u4e00-\u9fff]{2,40}(?=、$)")
_CUT = re.compile(
    "依照|依据|根据|按照|参照|符合|违反|执行|适用|遵守|由|的|以|经|和|与|及|日|(?<![青少])年|见|原|自"
)


def number_start(text: str, first: int, bracket: int) -> int | None:
    """Find where a 文号 begins.

    Args:
        text: The text.
        first: How far back to look.
        bracket: The place of the bracket before the year.

    Returns:
        The place; None where no letters of an organ stand before the year.
    """
    found = _LETTERS.search(text, max(first, bracket - 30), bracket)
    if not found:
        return None
    at = found.start()
    for word in _BEFORE.finditer(text, at, bracket):
        if word.end() < bracket:
            at = word.end()
    return at if bracket - at <= _MOST else None


def order_start(text: str, first: int, word: int) -> int | None:
    """Find where 国务院令 or 某某部公告 begins.

    Args:
        text: The text.
        first: How far back to look.
        word: The place of 令 or 公告.

    Returns:
        The place, of several organs that of the first; that of the word itself for
        公告2019年第5号; None where no organ stands before what has no year either.
    """
    found = _ISSUER.search(text, max(first, word - 40), word)
    at = _organ_start(text, found.start(), word) if found else None
    if at is None:
        return word if _DATED.match(text, word) else None
    while joined := _JOINED.search(text, max(first, at - 41), at):
        before = _organ_start(text, joined.start(), joined.end())
        if before is None:
            break
        at = before
    return at


def _organ_start(text: str, first: int, end: int) -> int | None:
    """Find where the organ begins with which a run of Han characters ends, if one does."""
    state = text.rfind(STATE, first, end)
    at = first if state < 0 else state
    for cut in _CUT.finditer(text, at, end):
        if state < 0 and cut.end() < end - 1:
            at = cut.end()
    return at if _ORGAN.search(text, at, end) else None


_PIECES = re.compile(rf"第?({CHINESE}+|[0-9]+)号")


def normal_number(number: str) -> str:
    """Reduce a 文号 to what counts: no white space, one sort of brackets, Arabic digits.

    Args:
        number: Such as 国办发[2018]123号 or 中华人民共和国主席令第三十号.

    Returns:
        Such as 国办发〔2018〕123号 and 主席令30号.
    """
    plain = "".join(unicodedata.normalize("NFKC", number).split()).removeprefix(STATE)
    plain = re.sub(r"[〔﹝【\[(](\d{4})年?[〕﹞】\])]", r"〔\1〕", plain)
    return _PIECES.sub(lambda found: f"{to_int(found[1]) or found[1]}号", plain)


def each_number(number: str) -> list[str]:
    """Part the numbers of an act that several organs issued together.

    Args:
        number: Such as 甲部令第8号、乙局令第11号.

    Returns:
        Each of them; the whole where there is only one.
    """
    return re.split(r"(?<=号)\s?[、，,]\s?", number)
