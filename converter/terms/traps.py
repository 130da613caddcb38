"""Where the characters of a term are not the term: 办法 in 实施办法, 公司 in 公司法.

Chinese has no spaces between words, so a term may stand by chance in a longer word. No
dictionary is asked; a few plain rules catch what official texts hold most of.
"""

from __future__ import annotations

import re
from functools import cache

_HAN = re.compile("[\u4e00-\u9fff]")
#: What may stand before the short name of a document: 违反监察法, 依照条例; anything else
#: continues a longer name, as in 行政监察法, 实施条例.
_BEFORE_NAME = re.compile(
    r"(?:[^\u4e00-\u9fff]|\A|[据照按反循守合和与及或对在由自从为是的将把向经以至到用行受备得有称于]|"
    r"适用|实施|施行|贯彻|确保|进口|出口|落实|修改|修订|制定|宣传|学习|除|现行|上述|前述)\Z"
)
#: A name of so many characters is rarely part of a longer one.
_LONG_NAME = 4
_KINDS = "法|法典|条例|规定|办法|细则|规则|解释|决定|意见|通知|方案|章程|准则|规程|纲要"
#: What continues the name of a document: 监察法实施条例, 监察法规.
_AFTER_NAME = re.compile(
    rf"(?:规(?!定)|律|院|官|制|学|治|典|(?:实施|暂行|施行|试行)(?:{_KINDS})|(?:条例|细则|办法)(?!的))"
)
#: 法 behind a term makes it part of the name of a law: 公司法; but 公司法人, 食品法律.
_LAW = re.compile(r"法(?![律院人定制治官庭医学]|规(?!定))")
#: What stands before a term and makes another word of it: 分公司, 法定代表.
_BEFORE = {"公司": "分子", "单位": "量", "机关": "有", "代表": "定", "税": "免"}
#: What stands behind a term and makes another word of it: 商品房, 标准化, 代表大会.
_AFTER = {
    **dict.fromkeys(("信息", "工业", "市场", "标准", "城市"), "化"),
    **dict.fromkeys(("会计", "工程"), "师"),
    **dict.fromkeys(("机动车", "非机动车"), "道(?!路)"),
    **{"代表": "大", "企业": "家", "劳动": "者", "商品": "房", "教师": "节", "数据": "库"},
    **{"文物": "局", "电影": "院", "标的": "物", "国家": "级"},
}
#: 所 behind a term that makes a place of it: 期货交易所; but 交易所得, 交易所需.
_PLACE = re.compile("所(?![有在需称得属列致规指产作涉述占取承持用使形发必])")
#: 性 behind a term makes an adjective of it: 流行性感冒; but 产品性能.
_ADJECTIVE = re.compile("性(?![质能别状格命侵骚])")
#: A term in the name of a company: 中国石油总公司.
_COMPANY = re.compile("总公司|集团公司|集团有限")
#: How 法, 性 and the names of companies begin; most terms are followed by something else.
_CONTINUES = frozenset("法性总集")
#: Words before a term with which it is another word: 行政法规 is no 法规 of the city.
_WORDS_BEFORE = {
    "法规": re.compile(r"(?:行政|法律[、和])\Z"),
    "数据": re.compile(r"(?<![重最较扩])大\Z"),
    "林地": re.compile(r"造\Z"),
}
_PLACES = ("交易", "教育", "事务", "研究", "鉴定", "服务")

#: Longer words in which shorter terms stand by chance.
_LONGER = ("人民防空", "人民代表大会", "法定代表人", "国务院", "市场监督管理", "人民共和国")


def is_trap(folded: str, text: str, start: int, end: int, named: bool = False) -> bool:
    """Tell whether the characters of a term are part of another word.

    Args:
        folded: The term, folded.
        text: The text in which it is found.
        start: Where it is found.
        end: Where that ends.
        named: True for the short name of a document.

    Returns:
        True if it is no use of the term.
    """
    before, after = text[max(0, start - 2) : start], text[end : end + 6]
    if len(folded) == 1:
        return _HAN.search(before[-1:] + after[:1]) is not None
    if before[-1:] and before[-1:] in _BEFORE.get(folded, ""):
        return True
    if folded in _WORDS_BEFORE and _WORDS_BEFORE[folded].search(text[max(0, start - 3) : start]):
        return True
    if after[:1] in _CONTINUES and any(part.match(after) for part in (_ADJECTIVE, _COMPANY, _LAW)):
        return True
    if folded in _AFTER and re.match(_AFTER[folded], after):
        return True
    if folded.endswith(_PLACES) and _PLACE.match(after):
        return True
    if _in_longer(folded, text, start, end):
        return True
    if named and folded[0] != "《":
        if before in ("实施", "施行") and re.fullmatch(_KINDS, folded):
            return True
        short = len(folded) < _LONG_NAME and not _BEFORE_NAME.search(before)
        return short or _AFTER_NAME.match(after) is not None
    return False


@cache
def _longer(folded: str) -> tuple[str, ...]:
    """Return the longer words in which a term stands."""
    return tuple(word for word in _LONGER if folded in word and folded != word)


def _in_longer(folded: str, text: str, start: int, end: int) -> bool:
    """Tell whether a term stands within one of the longer words."""
    longer = _longer(folded)
    return bool(longer) and any(
        word in text[max(0, end - len(word)) : start + len(word)] for word in longer
    )
