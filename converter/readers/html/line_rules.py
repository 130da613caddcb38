"""Lines of a web page that are not the document's: the listed rules by which they are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Where(Enum):
    """Where in a body a rule for lines holds."""

    EDGES = "near the beginning and the end"
    TOP = "before the first long line"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class LineRule:
    """Lines that are left out when they are a block of their own.

    Attributes:
        name: The rule's name.
        pattern: What the whole line is like.
        edge: True if it holds only near the beginning and the end of the body. Where
            nothing but the document is put, all of them do.
        sure: Where the rule holds if nothing but the document is put there. Documents have
            such lines themselves, and one that stays does less harm than one that is gone.
        example: A line that it leaves out.
    """

    name: str
    pattern: re.Pattern[str]
    edge: bool
    sure: Where
    example: str


#: Space and what separates words in such lines; one space for each run keeps matching fast.
_GAPS = re.compile(r"[\s|｜·•]+")
_S = r"[ /]?"
_DATE = (
    r"\d{4} ?[-年./] ?\d{1,2} ?[-月./] ?\d{1,2} ?日?"
    r"(?:[ T]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
)
_TOOL = (
    r"(?:我要)?打印(?:本页|文章|页面|本文)?|关闭(?:窗口|本页|页面)?|(?:加入)?收藏(?:本页|本文)?"
    r"|我要纠错|纠错|返回(?:顶部|首页|上页|上一页|列表)?|推荐(?:给朋友)?|复制(?:链接|网址)"
    r"|保存(?:本页|为word)?|下载(?:本页|文档|word|pdf)|导出|朗读|无障碍"
)
_SIZES = (
    rf"[【\[（(]?(?:浏览|显示)?字(?:体|号)(?:大小)?{_S}[:：]?{_S}(?:[【\[（(]?{_S}"
    rf"(?:[大中小]|特大|默认|A[+-]?){_S}[】\]）)]?{_S})+"
)
_PEOPLE = r"(?:责任编辑|责编|网站编辑|编辑|审核|校对|录入|初审|复审|终审|签发|监制)"

_SOURCE_PART = (
    rf"(?:(?:信息|文章|稿件)?来源{_S}[:：]{_S}[^ ，。；：]{{1,40}}?"
    rf"|(?:(?:发布|发表|更新)?(?:时间|日期){_S}[:：]{_S})?{_DATE}"
    r"|(?:作者|浏览(?:次数|量)?|点击(?:数|次数|量)?|阅读(?:次数|量)?|访问量)"
    rf"{_S}[:：]{_S}[^ ]{{0,20}}?"
    rf"|{_SIZES}|[【\[]?(?:{_TOOL})[】\]]?|分享(?:到)?[:：]?)"
)
#: A line such as `来源：某某网　2023-01-01 08:00　字体：大 中 小`. A date alone, as in
#: `日期：2023年1月1日`, is none: it can stand below a signature.
SOURCE_LINE = re.compile(
    rf"(?=.*(?:来源|(?:发布|更新|发表)(?:时间|日期)|(?:时间|日期){_S}[:：]))"
    rf"(?!(?:时间|日期){_S}[:：]{_S}{_DATE}$)"
    rf"[（(【\[]?{_S}{_SOURCE_PART}(?: {_SOURCE_PART})*{_S}[）)】\]]?"
)

LINE_RULES = (
    LineRule(
        "print",
        re.compile(
            rf"(?:{_SIZES})?(?:{_S}[【\[「〖（(]?{_S}(?:{_TOOL}){_S}[】\]」〗）)]?{_S})+|{_SIZES}",
            re.IGNORECASE,
        ),
        False,
        Where.EDGES,
        "【字体：大 中 小】",
    ),
    LineRule(
        "share",
        re.compile(
            rf"(?:一键|我要)?分享(?:到|至|本文|本页)?{_S}[:：]?{_S}(?:(?:微信好友|微信|新浪微博|腾讯微博|微博"
            rf"|QQ空间|QQ好友|QQ|朋友圈|人人网|豆瓣|更多|…|\d+){_S})*"
            r"|(?:微信|手机)?扫一扫[，,]?(?:在|用|使用)?(?:手机|微信|移动端)?\S{0,16}"
        ),
        False,
        Where.EDGES,
        "分享到：微信 微博",
    ),
    LineRule(
        "editor",
        re.compile(
            rf"[（(【\[]?{_S}(?:责任编辑|责编|网站编辑|编辑){_S}[:：]{_S}[^。；：:，]{{0,20}}?"
            rf"(?:{_S}{_PEOPLE}{_S}[:：]{_S}[^。；：:，]{{0,20}}?)*{_S}[）)】\]]?"
        ),
        False,
        Where.EDGES,
        "（责任编辑：张三）",
    ),
    LineRule(
        "source-line",
        SOURCE_LINE,
        True,
        Where.TOP,
        "来源：某某市人民政府网　2023-01-31 08:30",
    ),
    LineRule(
        "navigation",
        re.compile(
            r"(?:您?(?:当前|现在)?(?:的|所在)?的?位置|当前位置)\s?[:：].*"
            r"|(?:上一篇|下一篇|上一条|下一条)\s?[:：].*"
        ),
        True,
        Where.EDGES,
        "当前位置：首页 > 政务公开",
    ),
    LineRule(
        "related",
        re.compile(r"相关(?:链接|阅读|稿件|新闻|文章|解读|信息|文件)\s?[:：]?"),
        True,
        Where.NOWHERE,
        "相关链接：",
    ),
)

#: How many lines from either end of the body are near it.
EDGE = 5
_LONGEST = 200


def line_rule(text: str, edge: bool) -> str:
    """Tell by which rule a line is left out beside the body, or where the body may hold more.

    Args:
        text: The line.
        edge: True if it stands near the beginning or end of the body, or outside it.

    Returns:
        The rule's name, or an empty text.
    """
    return next((rule.name for rule in _fitting(text) if edge or not rule.edge), "")


def sure_line_rule(text: str, edge: bool, top: bool) -> str:
    """Tell by which rule a line is left out where nothing but the document is put.

    Args:
        text: The line.
        edge: True if it stands near the beginning or end of the body.
        top: True if it stands before the first long line.

    Returns:
        The rule's name, or an empty text.
    """
    holds = {Where.EDGES: edge, Where.TOP: edge and top, Where.NOWHERE: False}
    return next((rule.name for rule in _fitting(text) if holds[rule.sure]), "")


def _fitting(text: str) -> Iterator[LineRule]:
    line = _GAPS.sub(" ", text.strip("\u200b\ufeff")).strip()
    if line and len(line) <= _LONGEST:
        yield from (rule for rule in LINE_RULES if rule.pattern.fullmatch(line))


_FOOT = re.compile(
    r"版权所有|网站标识码|[一-龥]?ICP[备证]|公网安备|Copyright|All Rights Reserved"
    r"|(?:主办|承办|维护|技术支持)(?:单位|方)?\s?[:：]",
    re.IGNORECASE,
)


def is_foot(text: str) -> bool:
    """Tell whether a line is of a site's foot: its owner, its licence."""
    return bool(_FOOT.search(text))


_SOURCE_FACTS = (
    re.compile(rf"(?P<name>来源){_S}[:：]{_S}(?P<value>[^ ）)】\]]+)"),
    re.compile(
        rf"(?:(?P<name>(?:发布|发表|更新)?(?:时间|日期)){_S}[:：]{_S})?(?P<value>{_DATE})", re.ASCII
    ),
)


def source_facts(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a source line states.

    Args:
        text: The line.

    Returns:
        Name and value: 来源, and the date under the name given there or as 发布日期.
    """
    line = _GAPS.sub(" ", text)
    for pattern in _SOURCE_FACTS:
        for found in pattern.finditer(line):
            yield found["name"] or "发布日期", found["value"].strip()
