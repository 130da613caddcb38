"""The table of facts: what may be known of a document as a whole, and how it is named.

A fact is a row of `FACTS`; a reader's statement (a row of the table that government
sites print above a document) becomes one by its label in `STATED`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FactKind:
    """A kind of fact.

    Attributes:
        name: Its name in the published data.
        label: What it is called on the page.
        several: True if a document may have more than one.
        folded: True if the page shows it among what few readers ask for.
        stated: Labels under which government sites give it, without white space.
    """

    name: str
    label: str
    several: bool = False
    folded: bool = False
    stated: tuple[str, ...] = ()


#: In the order of the page. 文号, 签发人, 主送, 抄送, 印发机关和印发日期 are elements of
#: GB/T 9704-2012 (7.2.5, 7.2.6, 7.3.2, 7.4.2, 7.4.3); the dates are those of a note under
#: the title (立法法, article 61) and of the clause on taking effect. The labels are those of
#: 国务院办公厅关于印发《政府网站发展指引》的通知 and of the sites that follow it.
FACTS: dict[str, FactKind] = {
    row.name: row
    for row in (
        FactKind("title", "网页登记标题", folded=True, stated=("标题", "名称", "文件名称", "题名")),
        FactKind(
            "issuer",
            "发文机关",
            several=True,
            stated=("发文机关", "发文单位", "发布机关", "发布机构", "发布单位", "制发机关"),
        ),
        FactKind("number", "文号", stated=("发文字号", "文号", "发文文号", "文件编号", "文件字号")),
        FactKind("date", "日期", stated=("成文日期", "发文日期", "生成日期", "制发日期")),
        FactKind("status", "状态词", several=True),
        FactKind(
            "validity",
            "效力状态",
            stated=("有效性", "时效性", "时效", "效力状态", "是否有效", "文件状态"),
        ),
        FactKind("passed", "通过", several=True),
        FactKind("approved", "批准", several=True),
        FactKind("promulgated", "公布", several=True),
        FactKind(
            "effective",
            "施行",
            several=True,
            stated=("施行日期", "实施日期", "生效日期", "执行日期"),
        ),
        FactKind("amended", "修正、修订", several=True),
        FactKind("repealed", "废止", several=True, stated=("废止日期", "失效日期", "废止时间")),
        FactKind("expires", "有效期", several=True, stated=("有效期", "有效期限")),
        FactKind(
            "published",
            "发布日期",
            stated=("发布日期", "公开日期", "发布时间", "公布日期", "PubDate"),
        ),
        FactKind("addressee", "主送", folded=True, stated=("主送", "主送机关")),
        FactKind("signer", "签发人", folded=True, stated=("签发人",)),
        FactKind("copied_to", "抄送", several=True, folded=True, stated=("抄送", "抄送机关")),
        FactKind("printed", "印发", folded=True),
        FactKind("index", "索引号", folded=True, stated=("索引号", "信息索引号")),
        FactKind("subject", "主题分类", folded=True, stated=("主题分类", "信息分类")),
        FactKind("keywords", "主题词", folded=True, stated=("主题词", "关键词", "Keywords")),
        FactKind(
            "source",
            "来源",
            folded=True,
            stated=("来源", "信息来源", "文章来源", "稿件来源", "ContentSource"),
        ),
        FactKind("other", "其他", several=True, folded=True),
    )
}

#: A label of a metadata table, without white space and colon, to the name of the fact.
STATED: dict[str, str] = {label: row.name for row in FACTS.values() for label in row.stated}

#: What meta tags say of the page and not of the document.
NOT_FACTS = frozenset({"ArticleTitle", "Author"})

#: Facts whose value is a date wherever the words hold one.
DATES = frozenset({"date", "published", "effective", "repealed", "expires"})
