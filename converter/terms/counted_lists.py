"""The list that a number phrase closes: 制定甲、乙“两张清单”, and where it begins."""

from __future__ import annotations

import re

from converter.terms.lead_words import AIMS, LEADS
from converter.terms.sentences import depths

#: What 公文 do with things that they list and count: 聚焦甲、乙和丙“三个领域”.
_ACTS = re.compile(
    rf"(?:{LEADS}|{AIMS}|坚持|聚焦|压实|整治|推动|抓好|抓紧|抓实|统筹使用|(?<![以把将由])统筹|使用(?!单位|人|者|权)|督促|配齐|配强|整合|运用|用好|履行|紧盯|"
    r"突出|狠抓|明确|制定|编制|梳理|公布|公开|形成|打造|构建|设立|成立|组建|实行|推行|建好|画好|列出|"
    r"严肃|纠治|查处|纠正|解决|破除|消除|遵守|严守|恪守|守住|强调|处理好|包括|由|以(?!来)|将|把|对|在|按照|从(?!事)|为|是|要|提供)"
)


def list_start(text: str, start: int, end: int) -> int:
    """Find where a list begins that a number phrase closes: 制定甲、乙“两张清单”.

    Args:
        text: The text.
        start: Where the part of the sentence begins.
        end: Where the first thing of the list ends.

    Returns:
        The offset of the first thing, behind the words that say what is done with it.
    """
    deep = depths(text[start:end])
    at = start
    for found in _ACTS.finditer(text, start, end):
        if found.end() < end - 1 and found.start() >= at and not deep[found.start() - start]:
            at = found.end()
    return at
