"""Documents and a table of what people type, for the command line and the browser alike."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from converter.bundle import Bundle
from converter.corpus import make_bundle
from converter.ledger.decisions import Decisions, OldId, OldPage, Place
from converter.numerals import to_chinese
from tests.helpers import FIXTURES
from tests.io_helpers import fill, scratch
from tests.test_cite import FILES

NOTICE = """\
某市人民政府关于加强档案工作的通知
某政发〔2023〕12号
各区人民政府：
一、总体要求
（一）指导思想
坚持领导。
（二）工作目标
1.建立制度。
（1）完善规定。
（2）明确责任。
2.形成体系。
二、主要任务
（一）依法管理
开展检查。
（二）提供服务
改进服务。
某市人民政府
2023年5月6日
附件1
任务分工
第一条 甲。
附件2
管理细则
第一条 乙。
第二条 丙。
第三条 丁。
"""

#: Clauses of three versions of 某市集市管理细则, each with its number in the versions that have it.
_MARKET = (
    ((1, 1, 1), "为了加强集市管理，维护市场秩序，保护消费者的合法权益，制定本细则。"),
    ((2, 2, 2), "市人民政府市场监督管理部门主管本市集市管理工作。"),
    ((0, 3, 3), "集市应当设置公平秤，供消费者复核所购商品的重量。"),
    (
        (3, 4, 4),
        "举办集市应当具备固定的场地和必要的消防设施。\n举办者应当定期组织演练。",
    ),
    ((4, 5, 6), "经营者应当在经营场所的显著位置公示营业执照和联系方式。"),
    ((5, 6, 0), "集市每逢农历初一、十五开市，其他日期不得开市。"),
    ((0, 0, 5), "鼓励举办者建立数字化交易系统，推行电子结算。"),
    ((6, 7, 7), "禁止在集市上销售国家重点保护的野生动物及其制品。"),
    ((7, 8, 8), "违反本细则占用道路摆摊的，责令改正，处二百元以下罚款。"),
    ((8, 9, 0), "本细则由市人民政府办公厅负责解释，解释应当向社会公布。"),
)
_MARKET_DATES = ("2010年5月6日", "2018年7月8日", "2024年9月10日")


def market(version: int) -> str:
    """Return the text of a version of 某市集市管理细则, from 0 for the oldest on."""
    numbered = sorted((numbers[version], text) for numbers, text in _MARKET if numbers[version])
    clauses = "".join(f"第{to_chinese(number)}条 {text}\n" for number, text in numbered)
    if version == 2:
        clauses = clauses.replace("举办者应当定期组织演练。\n", "")
    return f"某市集市管理细则\n{_MARKET_DATES[version]}某市人民政府通过\n{clauses}"


#: What a ledger says: clauses of banfa that were moved and removed, and what it was called.
DECISIONS = Decisions(
    {
        "banfa": (
            OldId("art_7", Place("banfa", "art_2"), False, "有下列情形", "2021-02-03"),
            OldId("art_8", Place("banfa", "art_1"), True, "本办法由某局解释", "2021-02-03"),
            OldId("art_9", None, True, "本办法自发布之日起施行", "2021-02-03"),
        )
    },
    (
        OldPage(
            "jiu-banfa",
            Place("banfa"),
            False,
            "",
            "2022-03-04",
            (
                OldId("art_1", Place("banfa", "art_1"), False, "", "2022-03-04"),
                OldId("art_3", Place("banfa", "art_2-1"), False, "", "2022-03-04"),
            ),
        ),
        OldPage("guihua", Place("tongzhi"), True, "某市规划", "2022-03-04"),
        OldPage("fangan", None, True, "某市方案", "2022-03-04"),
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table.

    Attributes:
        line: Its number.
        typed: What is typed.
        here: The document that is open, if one is.
        sign: `～`, `？`, `×`, `无`, or nothing for what is meant without doubt.
        places: Where it leads.
        more: What is said beside of other versions: what its clause is now, and was.
        web: True if only the browser understands it.
    """

    line: int
    typed: str
    here: str | None
    sign: str
    places: tuple[str, ...]
    more: tuple[str, ...]
    web: bool


_ROW = re.compile(
    r"(?P<web>网页 )?(?:\[(?P<here>[a-z0-9/-]+)\] )?(?P<typed>.+) → "
    r"(?:(?P<sign>[～？×无]) ?)?(?P<places>.*)"
)


def table() -> list[Row]:
    """Read `tests/fixtures/typed_citations.txt`."""
    rows = []
    lines = (FIXTURES / "typed_citations.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line and not line.startswith("#"):
            found = _ROW.fullmatch(line)
            assert found, f"typed_citations.txt:{number}: {line}"
            places, _, more = found["places"].partition("；")
            rows.append(
                Row(
                    number,
                    found["typed"],
                    found["here"],
                    found["sign"] or "",
                    tuple(places.split()),
                    tuple(more.split()),
                    bool(found["web"]),
                )
            )
    return rows


@cache
def bundle() -> Bundle:
    """Convert the documents of the table."""
    catalog = FILES["catalog.yml"] + "  - {file: d.txt, slug: tongzhi}\n"
    files = {**FILES, "d.txt": NOTICE}
    for version, date in enumerate(("2010-05-06", "2018-07-08", "2024-09-10")):
        name = f"e-{version}.txt"
        files[name] = market(version)
        catalog += f"  - {{file: {name}, slug: jishi, version: {date}}}\n"
    made = make_bundle(fill(scratch() / "typed", {**files, "catalog.yml": catalog}), "typed")
    return replace(made, decisions=DECISIONS)
