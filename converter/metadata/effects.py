"""What a text says of its own effect: 本法自2021年1月1日起施行, 有效期5年.

Reads: the tree. Writes: claims with their places. Guarantees: only sentences about this
text (本法, 本通知) count, and none within quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from converter.metadata.dates import DATE, iso_date
from converter.numerals import ARABIC, CHINESE
from converter.source import SourceText
from converter.span import Span
from converter.tree import Kind, Node

_N = f"(?:{ARABIC}|{CHINESE})"
_KINDS = (
    "法|法典|条例|规定|办法|细则|规则|规程|决定|决议|解释|批复|答复|安排|意见|通知|方案|措施|政策"
    "|修正案|章程|制度|准则|守则|标准|规范|指引|指南|预案|公告|通告|命令|令|计划|规划|目录|清单|协定"
)
#: 本法, 本实施细则, 本决定（…）, 本《办法》; 本市 and 本人 are no text.
_THIS = rf"本(?:[^，。；：、“”《》第]{{0,8}}?(?:{_KINDS})|《[^》]{{1,60}}》)(?:[（(][^）)]*[）)])?"
_BY_ITSELF = re.compile(_THIS)
#: What stands before the subject is a sentence of its own.
_LEAD = re.compile("[。，,；、]|(?:公布|发布|印发)[，,]")
_DAY = "[^，。；：自“”]{0,10}?(?:公布|发布|颁布|印发|通过|批准|签署|签发|下发|发文)之日"
_ACT = "施行|生效|实施|执行|试行"
#: The sentence of a decree: 现予公布，自…; 现公布修订后的《条例》，自….
_ISSUED = "现[^。；]{0,80}?(?:公布|发布|印发|颁布)[^。；，,]{0,80}"
#: 本条例自2005年3月1日起施行; 现予公布，自…; 自…起施行 as a sentence of its own.
_EFFECT = re.compile(
    rf"(?:{_THIS}(?:经[^，。；]{{1,40}}[，,])?|(?:^|。|{_ISSUED}[，,]))\s*"
    rf"(?:自|从|于)\s*(?P<when>{DATE.pattern}|{_DAY})\s*起?(?:正式|开始)?(?P<act>{_ACT})"
)
#: 本办法自2025年1月1日起废止.
_REPEAL = re.compile(
    rf"{_THIS}(?:自|从|于)\s*(?P<when>{DATE.pattern})\s*起?(?:同时|自行|自动)?"
    r"(?P<act>废止|失效|停止执行|停止施行)"
)
#: 有效期5年, 有效期至2025年12月31日: in a clause about the effect of this text.
_EXPIRY = re.compile(
    rf"(?:^|[，,。；、]|{_THIS}|政策)\s*(?P<act>(?:有效|施行|试行|执行)期限?)\s*(?:为|是|自|暂定)?\s*"
    rf"(?P<when>(?:{DATE.pattern}\s*起?)?(?:至|到|—|－|-)\s*(?P<end>{DATE.pattern})"
    rf"|{_N}{{1,3}}个?[年月])"
)


#: One of these stands wherever something is said of effect.
_SIGN = re.compile(f"{_ACT}|废止|失效|停止|有效")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a text says of its own effect.

    Attributes:
        name: `effective`, `repealed` or `expires`.
        value: The date in ISO 8601; the words where the text gives no date.
        act: The word for it.
        text: The words.
        span: Where they stand.
        node: In which clause.
    """

    name: str
    value: str
    act: str
    text: str
    span: Span
    node: Node


def find_effects(source: SourceText, root: Node) -> list[Claim]:
    """Find what a text says of its own effect.

    Args:
        source: The text.
        root: Its tree. Attachments and documents that it carries speak of themselves and
            are left out.

    Returns:
        The claims, in order.
    """
    return [claim for node in _own_nodes(root) for claim in _claims(source, node)]


#: Parts that tell of other texts, or only name this one.
_OTHERS = frozenset({Kind.ATTACHMENT, Kind.DOCUMENT, Kind.TITLE, Kind.TOC, Kind.NOTE})


def _own_nodes(root: Node) -> Iterator[Node]:
    for child in root.children:
        if child.kind not in _OTHERS:
            yield child
            if child.children:
                yield from _own_nodes(child)


def _claims(source: SourceText, node: Node) -> Iterator[Claim]:
    for span in (node.heading, *node.body):
        if span is None:
            continue
        text = source.slice(span)
        if ("本" not in text and "自" not in text) or not _SIGN.search(text):
            continue
        found = list(_found(text))
        if any(name == "effective" for name, _ in found) or _BY_ITSELF.match(text):
            found += [("expires", match) for match in _EXPIRY.finditer(text)]
        for name, match in found:
            lead = _LEAD.match(match.group())
            start = match.start() + (lead.end() if lead else 0)
            if text[:start].count("“") > text[:start].count("”"):
                continue
            words = text[start : match.end()]
            day = match["end"] if name == "expires" else match["when"]
            value = iso_date(day or "") or match["when"]
            place = Span(span.start + start, span.start + match.end())
            yield Claim(name, value, match["act"], words, place, node)


def _found(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for name, pattern in (("effective", _EFFECT), ("repealed", _REPEAL)):
        for match in pattern.finditer(text):
            yield name, match
