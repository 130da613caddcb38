"""The term of a definition: the word itself, without what leads to it or stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.discards import essential
from converter.terms.number_phrases import count_of

_QUOTES = "“”‘’\"'「」『』"
_DROPPED = {ord(char): None for char in _QUOTES}

#: A name of a document, as the meaning of a short name.
DOCUMENT_NAME = re.compile(
    r"《.+》(?:\s*[（(〔][^（()）〔〕]*[）)〕])?|中华人民共和国.{1,40}(?:法|法典|条例|办法|规定|细则|决定)",
    re.DOTALL,
)

_PARENTHESIS = re.compile(r"\s*(?:（[^（）]*）|\([^()]*\)|〔[^〔〕]*〕)\s*\Z")
#: What leads to a term: 前款规定的X, 本规定中的X, 商标法第二十一条规定的X.
_LEADS = re.compile(
    r"(?:.*?(?:第[^，。]{1,12}?[条款项]|前[一二两三]?[条款项]|上款|本[条款项])"
    r"(?:和[^，。]{1,12}?[条款项])?(?:所)?(?:规定|所列|列举|提及|提到|中|所说|所述|所指)?的"
    r"|(?:本|该)[\u4e00-\u9fff]{1,6}?(?:中所|中|所)?(?:使用|规定|涉及|提及|指|用)?的"
    r"|(?:本|该)(?:法|条例|规定|办法|细则|解释|决定|章|节|条)(?:中|内|里)"
    r"|其中[，,：:]?|这里的|所谓的?)"
)
_LEADS_TO_QUOTED = re.compile(r".*(?:规定|所列|中|所说|提及|提到|使用|所述|所指|所称)?的?(?=[“‘])")
#: What no term begins with or holds.
_NO_TERM = re.compile(
    r"(?:这(?!种)|此|即|也|均|都|就|并|且|或者|如果|但|主要\Z|一般\Z|其(?!他|余|中)|凡|本条例\Z|本法\Z|是|不\Z|不是|"
    r"包括|以及|同时|根据|按照|依照|对|由|上述|前述|下列|什么|为什么|前款\Z|[^\u4e00-\u9fffA-Za-z0-9“‘《]*\Z)"
    r"|.*(?:应当|不得|必须|如下|下列|所称)|(?:.*的)?(?:规定|情形|情况|条件|事项)\Z"
)
#: What not even a term behind 本法所称 is.
_NEVER = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9“‘《]*\Z|.*(?:应当|不得|必须|不)\Z")
_LONGEST = 40
#: 所称 may explain whole phrases of a law.
_LONGEST_CALLED = 64
_SERIES = re.compile(r"[“‘][^“”‘’]+[”’](?:\s*(?:[、，,和与或及]|以及|或者)?\s*[“‘][^“”‘’]+[”’])+\Z")
_ONE = re.compile(r"[“‘\"]([^“”‘’\"]+)[”’\"]")


def plain(text: str) -> str:
    """Return a term without quotation marks and white space."""
    return essential(text).translate(_DROPPED)


def terms_in(text: str, found: re.Match[str], called: bool) -> list[tuple[int, int]]:
    """Find the term of a definition whose meaning follows.

    Args:
        text: The text.
        found: What a pattern has found in it, with a group `term`.
        called: True behind 所称, where the words themselves say that they are a term.

    Returns:
        Where the term stands, without quotation marks; several where “甲”和“乙” share a
        meaning; none where the words can be no term.
    """
    start, end = found.span("term")
    while parenthesis := _PARENTHESIS.search(text, start, end):
        if parenthesis.start() == start:
            break
        end = parenthesis.start()
    if series := _SERIES.search(text, start, end):
        return [one.span(1) for one in _ONE.finditer(text, series.start(), end)]
    quoted = _LEADS_TO_QUOTED.match(text, start, end)
    if (
        quoted
        and text[end - 1] in "”’"
        and (quoted.end() == start or _ONE.fullmatch(text, quoted.end(), end))
    ):
        start = quoted.end()
    elif not called and (lead := _LEADS.match(text, start, end)):
        start = lead.end() if lead.end() < end else start
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "，,、："):
        end -= 1
    whole = _ONE.fullmatch(text, start, end)
    if whole:
        start, end = whole.span(1)
    wording = plain(text[start:end])
    if text[start - 1 : start] == "“" and count_of(wording):
        return [(start, end)]  # “三管三必须”, whatever its words
    # 产品有国家标准的，是指…: a case, and no thing.
    case = not called and not whole and wording.endswith("的")
    if (
        not wording
        or case
        or len(wording) > (_LONGEST_CALLED if called else _LONGEST)
        or (_NEVER if called else _NO_TERM).match(text, start, end)
    ):
        return []
    return [(start, end)]


#: What follows a short form within its parenthesis: （以下简称公交车辆，不包括…）.
_REST = re.compile(r"[，,；;。：:]")
_SEPARATOR = re.compile(r"\s*(?:、|，|,|；|以及|或者|(?<!共)和|与|及|或)\s*")
_LONGEST_SHORT = 30


def named_terms(text: str, found: re.Match[str]) -> list[tuple[int, int]]:
    """Find the short forms that a parenthesis gives to a name.

    Args:
        text: The text.
        found: What a pattern has found, with a group `term`.

    Returns:
        Where they stand, without quotation marks. Several are told apart if each has its
        own marks (“甲”、“乙”), or by 分别.
    """
    start, end = found.span("term")
    ones = list(_ONE.finditer(text, start, end))
    if ones and ones[0].start() == start:
        series = [ones[0]]
        for one in ones[1:]:
            if (
                _SEPARATOR.fullmatch(text, series[-1].end(), one.start())
                or series[-1].end() == one.start()
            ):
                series.append(one)
        return [one.span(1) for one in series if plain(one.group(1))]
    if "分别" in text[found.start() : start]:
        return list(listed(text, start, end))
    rest = _REST.search(text, start, end)
    end = rest.start() if rest else end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    wording = plain(text[start:end])
    good = (
        wording and len(wording) <= _LONGEST_SHORT and re.search(r"[\u4e00-\u9fffA-Za-z]", wording)
    )
    return [(start, end)] if good else []


def listed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the things of a list stand: 甲、乙和丙."""
    at = start
    for separator in _SEPARATOR.finditer(text, start, end):
        if separator.start() > at:
            yield at, separator.start()
        at = separator.end()
    if at < end:
        yield at, end
