"""The table of formulas that end a 公文, each with an example.

In a statute such a sentence is a rule of the article it stands in; that is for `back` to see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Formula:
    """A way to end a document.

    Attributes:
        name: Its name, unique in the table.
        pattern: What the whole paragraph is like.
        example: A paragraph that it ends with.
    """

    name: str
    pattern: re.Pattern[str]
    example: str


_ACTS = "通知|公告|通告|通报|批复|函复|复函|函达|函告|致函|报告|请示|说明|证明|告知|声明|决定|批准"
_DOCUMENTS = "意见|通知|办法|规定|决定|方案|措施|细则|规则|要点|条例|公告|通告|批复|规划"

FORMULAS: tuple[Formula, ...] = (
    Formula("特此", re.compile(rf"特此(?:{_ACTS})[。！]?"), "特此通知。"),
    Formula("此复", re.compile(r"此[复令致][。！]?"), "此复。"),
    Formula("现予公布", re.compile(r"现予(?:公布|公告|印发)[。！]?"), "现予公布。"),
    Formula(
        "如无不妥",
        re.compile(
            r"(?:以上|上述)(?:请示|报告|意见|方案|建议)?.{0,12}"
            r"(?:妥否|当否|可否|如无不妥|如无不当).{0,24}"
        ),
        "以上意见如无不妥，请批转各地区执行。",
    ),
    Formula("妥否", re.compile(r"(?:妥否|当否)，?请.{1,12}"), "妥否，请批示。"),
    Formula(
        "遵照执行",
        re.compile(
            r"请(?:各[^。；]{0,20})?(?:结合[^。；]{0,20})?(?:认真)?(?:遵照|贯彻|组织)(?:贯彻)?"
            r"(?:落实|执行|实施)[。！]?"
        ),
        "请结合实际认真贯彻落实。",
    ),
    # Answers to deputies of the people's congress and to members of the CPPCC.
    Formula(
        "感谢", re.compile(r"(?:衷心)?感谢(?:你们?|您).{2,80}[。！]"), "感谢你们对工作的支持。"
    ),
    # Who took part, below minutes (GB/T 9704-2012, 10.3).
    Formula(
        "出席",
        re.compile(r"(?:出席|列席|请假|缺席|参加|记录)(?:人员|单位|人)?\s*[：:].+"),
        "出席：甲局张某、乙局李某。",
    ),
    # Amending decisions.
    Formula(
        "根据本决定",
        re.compile(r"[^。]{0,120}根据本决定[^。]{1,120}(?:公布|发布)。"),
        "《某某条例》根据本决定作相应修改，重新公布。",
    ),
    Formula(
        "施行",
        re.compile(
            rf"本(?:{_DOCUMENTS})自[^。；]{{1,30}}(?:施行|实施|执行|生效|有效)"
            r"(?:[，；][^。]{1,60})?。(?:[^。]{1,80}(?:同时废止|停止执行|为准)。)?"
        ),
        "本意见自2023年1月1日起施行，有效期五年。",
    ),
)


def is_formula(paragraph: str) -> bool:
    """Tell whether a paragraph is one of the formulas.

    Args:
        paragraph: The paragraph, without white space at its ends.

    Returns:
        True if a row of the table fits it as a whole.
    """
    return any(formula.pattern.fullmatch(paragraph) for formula in FORMULAS)
