"""The table of citation forms: how a text refers to another document or clause.

A new form is a row here, with an example that a test reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from converter.numerals import CHINESE

_ARTICLE = rf"第(?P<article>{CHINESE}+)条(?:之(?P<inserted>{CHINESE}+))?"
_PARAGRAPH = rf"(?:第(?P<paragraph>{CHINESE}+)款)?"
_ITEM = rf"(?:第[（(]?(?P<item>{CHINESE}+)[）)]?项)?"
_CLAUSE = f"{_ARTICLE}{_PARAGRAPH}{_ITEM}"

#: How documents call themselves.
_SELF = (
    "法|条例|规定|办法|细则|规则|解释|决定|章程|准则|守则|意见|方案|通知|要点|措施|规程|制度|安排"
)


@dataclass(frozen=True, slots=True)
class CitationForm:
    """One form of citation.

    Attributes:
        name: Its name, unique in the table.
        pattern: What it looks like. Groups: `title` or `number` for the document
            (neither: the document itself); `article`, `inserted`, `paragraph`, `item`
            for the clause.
        example: A text that is one citation of this form, as a whole.
    """

    name: str
    pattern: re.Pattern[str]
    example: str


CITATION_FORMS: tuple[CitationForm, ...] = (
    CitationForm(
        "titled",
        re.compile(rf"《(?P<title>[^《》\n]{{2,100}})》(?:{_CLAUSE})?"),
        "《中华人民共和国监察法》第二十条第二款第（三）项",
    ),
    CitationForm("self", re.compile(rf"本(?:{_SELF}){_CLAUSE}"), "本法第十二条第三项"),
    CitationForm(
        "numbered",
        re.compile(r"(?P<number>[\u4e00-\u9fff]{1,8}〔\d{4}〕\d{1,5}号)"),
        "国办发〔2018〕123号",
    ),
)
