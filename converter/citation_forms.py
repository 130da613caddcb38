"""The table of citation forms: how a text refers to another document or clause.

立法技术规范（试行）（一） of the NPC Standing Committee's Legislative Affairs Commission
(5: 引用) names the forms of statutes; those of 公文 follow 党政机关公文格式 (GB/T 9704-2012).

A form is a row. Its pattern is what a citation of that form begins with; what stands
behind that (the clause, the other members of a list, the end of a range) is the same for
all and read by `citations.clauses`. A new form is a row here, with an example that a test
reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from converter.numerals import ARABIC, CHINESE

#: The number of a clause.
NUMBER = rf"(?:{CHINESE}{{1,9}}|{ARABIC}{{1,4}})"

#: Kinds of official document, as the last word of their names (党政机关公文处理工作条例,
#: article 8; 立法法; 行政法规制定程序条例, article 5; 规章制定程序条例, article 7). Not among
#: them is what is filled in or issued to somebody: 证 书 表 合同 协议书 许可证 执照.
KINDS = (
    "法 法典 宪法 条例 规定 办法 细则 规则 解释 决定 决议 命令 令 公报 公告 通告 意见 通知 通报 "
    "批复 议案 函 复函 答复 解答 纪要 方案 章程 公约 条约 协定 议定书 宣言 声明 纲要 规划 计划 "
    "要点 措施 准则 守则 规程 规范 制度 通则 总则 修正案 预案 指南 指引 导则 标准 目录 名录 安排 "
    "工作报告 指示 大纲 宪章 规约 议事规则 若干意见 倡议 分工 清单"
).split()

#: What a document calls itself: 本法, 本实施细则.
SELF_KINDS = (
    "法典 法 条例 规定 办法 细则 规则 解释 决定 决议 意见 通知 通告 公告 批复 方案 章程 准则 守则 "
    "规程 规范 制度 要点 措施 安排 纲要 规划 计划 预案 公约 议定书 协定 令 标准 指南"
).split()


def any_of(words: list[str] | tuple[str, ...]) -> str:
    """Return a pattern for one of several words, the longer first."""
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"


_SELF = f"(?:实施|暂行|试行)?{any_of(SELF_KINDS)}"

#: A clause, as far as it shows that one begins.
CLAUSE_AHEAD = rf"(?=\s?(?:总则|分则)?第\s?[（(]?{NUMBER}[）)]?)"

#: Words of which 本 or 同 is the end: 日本, 根本, 合同.
_NO_SELF = "(?<![日基根样标资版副文书剧课])(?<!(?<![造完构形组变达])成)"
_NO_SAME = "(?<![不相共等如合])"


class Behind(StrEnum):
    """Whether a clause stands behind what a form begins with."""

    MUST = "must"
    MAY = "may"
    NEVER = "never"


class Needs(StrEnum):
    """What a citation of a form is resolved with."""

    CORPUS = "corpus"  # the titles and numbers of all documents
    DOCUMENT = "document"  # the clauses of the citing document
    PLACE = "place"  # and the place where it stands
    LIST = "list"  # the member before it in the list


@dataclass(frozen=True, slots=True)
class CitationForm:
    """One form of citation.

    Attributes:
        name: Its name, unique in the table and published with each citation.
        pattern: What it begins with; empty for what only follows another citation.
        first: The characters that the pattern begins with, one of them: it is tried at no
            other place.
        behind: Whether a clause stands behind that.
        needs: What it is resolved with.
        example: A text, with its citations of this form in 〖…〗 and others in 【…】.
    """

    name: str
    pattern: str
    first: str
    behind: Behind
    needs: Needs
    example: str


#: In the order in which they are tried at a place.
CITATION_FORMS: tuple[CitationForm, ...] = (
    CitationForm(
        "titled",
        "《",
        "《",
        Behind.MAY,
        Needs.CORPUS,
        "依照〖《中华人民共和国监察法》第二十条第二款第（三）项〗的规定",
    ),
    CitationForm(
        "self",
        rf"{_NO_SELF}本{_SELF}{CLAUSE_AHEAD}",
        "本",
        Behind.MUST,
        Needs.DOCUMENT,
        "违反〖本法第十二条第三项〗规定的",
    ),
    CitationForm(
        "attachment",
        rf"(?:{_NO_SELF}本{_SELF}(?:所附)?)?附[件表录]\s?(?:{ARABIC}{{1,2}}|{CHINESE}{{1,3}})"
        rf"(?![个份张种类项页年月日{ARABIC[1:-1]}])"
        rf"|{_NO_SELF}本{_SELF}(?:所附)?附[件表录]"
        r"|(?<=见)附[件表录]|(?<=按照)附[件表录]|(?<=依照)附[件表录]",
        "本附",
        Behind.MAY,
        Needs.DOCUMENT,
        "具体分工见〖附件2〗",
    ),
    CitationForm(
        "mentioned",
        rf"(?:该|{_NO_SAME}同){_SELF}{CLAUSE_AHEAD}",
        "该同",
        Behind.MUST,
        Needs.LIST,
        "依照【《某某法》第三条】和〖该法第五条〗办理",
    ),
    CitationForm(
        "above",
        rf"(?:上述|前述){CLAUSE_AHEAD}",
        "上前",
        Behind.MUST,
        Needs.DOCUMENT,
        "对〖上述第一条〗所列事项",
    ),
    CitationForm(
        "relative",
        rf"(?:{_NO_SELF}本[条款])?(?<![之提目当])[前上][两二三四五六七八九十]?(?:款(?![项式额])|条(?![件例款约])|项(?![目]))",
        "本前上",
        Behind.MAY,
        Needs.PLACE,
        "有〖前款第二项〗行为的",
    ),
    CitationForm(
        "here",
        rf"{_NO_SELF}本(?:条(?![例件款约文目])|款(?![项式额物])|项(?![目])"
        r"|章(?![程节])|节(?![能约目水日电])|编(?![制辑号者委译]))",
        "本",
        Behind.MAY,
        Needs.PLACE,
        "依照〖本条第二款〗的规定处罚",
    ),
    CitationForm(
        "same",
        rf"(?:{_NO_SAME}同(?:条(?![例件款约])|款(?![项式额物])|项(?![目])){CLAUSE_AHEAD}"
        rf"|{_NO_SAME}同[条款](?=的?规定|所[列称]))"
        rf"|该[条款项]{CLAUSE_AHEAD}",
        "同该",
        Behind.MAY,
        Needs.LIST,
        "【《某某法》第三条第一款】和〖同条第二款〗规定的",
    ),
    CitationForm(
        "order",
        rf"(?:令|公告)\s?(?:(?:{ARABIC}{{4}}年)?\s?第\s?{NUMBER}号"
        rf"|[（(〔](?:{ARABIC}{{4}}年)?\s?第\s?{NUMBER}号[）)〕])",
        "令公",
        Behind.MAY,
        Needs.CORPUS,
        "（〖国务院令第588号〗）",
    ),
    CitationForm(
        "number",
        rf"[〔﹝［\[（(]{ARABIC}{{4}}[〕﹞］\]）)]\s?第?\s?{ARABIC}{{1,5}}\s?号"
        # Until the 1990s the year could stand before the letters: 〔1991〕民他字第5号.
        rf"|[〔﹝［\[]{ARABIC}{{4}}[〕﹞］\]]\s?[\u4e00-\u9fff]{{1,6}}字\s?第?\s?{ARABIC}{{1,5}}\s?号",
        "〔﹝［[（(",
        Behind.MAY,
        Needs.CORPUS,
        "（〖国办发〔2018〕123号〗）",
    ),
    CitationForm(
        "state",
        "中华人民共和国",
        "中",
        Behind.MAY,
        Needs.CORPUS,
        "依照〖中华人民共和国监察法〗的规定",
    ),
    CitationForm(
        "clause",
        rf"第\s?[（(]?\s?{NUMBER}",
        "第",
        Behind.MUST,
        Needs.DOCUMENT,
        "依照〖第十条之一第二款〗的规定",
    ),
    # What a clause shows to be one of these, when it has been read.
    CitationForm(
        "bare", "", "", Behind.MUST, Needs.CORPUS, "构成〖刑法第二百六十四条〗规定的犯罪的"
    ),
    CitationForm(
        "unit", "", "", Behind.MUST, Needs.PLACE, "违反〖第二款〗规定，有〖第（一）项〗情形的"
    ),
    CitationForm(
        "member",
        "",
        "",
        Behind.MUST,
        Needs.LIST,
        "违反【本法第三条第一款】、〖第五条〗和〖第八条〗规定的",
    ),
    CitationForm(
        "abbreviated",
        "",
        "",
        Behind.MUST,
        Needs.LIST,
        "违反〖本法第三条第一〗、〖二〗、〖四项〗规定的",
    ),
    CitationForm("range", "", "", Behind.MUST, Needs.LIST, "依照〖本法第三条至第五条〗的规定处罚"),
)

#: What may begin at a character; the group that matches is the name of its row.
_AT = {
    char: re.compile(
        "|".join(f"(?P<{f.name}>{f.pattern})" for f in CITATION_FORMS if char in f.first)
    )
    for char in sorted({char for form in CITATION_FORMS for char in form.first})
}
_FIRST = re.compile(f"[{re.escape(''.join(_AT))}]")


def find_beginning(text: str, at: int) -> re.Match[str] | None:
    """Find the next place where a citation may begin.

    Args:
        text: A piece of text.
        at: The offset from which to look.

    Returns:
        The match of the form's pattern; its `lastgroup` is the name of the form.
    """
    for place in _FIRST.finditer(text, at):
        found = _AT[place.group()].match(text, place.start())
        if found:
            return found
    return None
