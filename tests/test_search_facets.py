"""What the search filters by: kinds, organs, years, versions."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from converter.bundle import Bundle
from converter.entry import Entry
from converter.fact import Fact, Origin
from converter.model import Document
from converter.search.facets import facets, issuer_of, kind_of, organs, year_of
from converter.view import View
from tests.helpers import make_document, seed

ARTICLES = "第一条 为了某事，制定本文。\n第二条 本市行政区域内适用本文。\n"


def document(
    title: str,
    note: str = "",
    slug: str = "x",
    *,
    kind: str | None = None,
    issuer: str | None = None,
    date: str | None = None,
) -> Document:
    """Make a statute with a title, a note below it, and what the catalog knows of it."""
    entry = Entry(file=f"{slug}.txt", slug=slug, kind=kind, issuer=issuer, date=date)
    return make_document(f"{title}\n{note}\n{ARTICLES}", f"{slug}.txt", entry)


def stated(doc: Document, **statements: str) -> Document:
    """Add what a web page states beside the text."""
    more = (Fact(name, value, 1, Origin.STATEMENT) for name, value in statements.items())
    return replace(doc, facts=(*doc.facts, *more))


def shown(name: str, *documents: Document) -> list[str]:
    """Return the value of a filter for each document."""
    table = cast("dict[str, dict[str, list[int]]]", facets(View(Bundle(documents, (), ()))))[name]
    return [str(table["values"][at]) for at in table["of"]]


def superseded(*documents: Document) -> list[int]:
    """Return the places of the documents that have a later version."""
    return cast("list[int]", facets(View(Bundle(documents, (), ())))["superseded"])


KINDS = {
    "中华人民共和国监察法": "法",
    "中华人民共和国民法典": "法",
    "中华人民共和国民法典侵权责任编": "法",
    "涉外民事关系法律适用法": "法",
    "中华人民共和国宪法": "宪法",
    "某市湿地保护条例（2020年修正）": "条例",
    "某市湿地保护暂行办法（试行）": "办法",
    "某市湿地保护办法 (草案)": "办法",
    "某法实施细则": "细则",
    "某院关于适用《某法》若干问题的解释（二）": "解释",
    "某市关于推进某事的若干意见": "意见",
    "某厅关于印发《某办法》的通知": "通知",
    "某局关于某事的复函": "函",
    "在某会议上的讲话": "讲话",
    "2023年某某工作要点": "要点",
    "某某执法": "其他",
    "某某计算方法": "其他",
    "某人诉某局行政出让案": "其他",
}


@pytest.mark.parametrize(("title", "kind"), KINDS.items())
def test_the_kind_is_what_the_title_ends_with(title: str, kind: str) -> None:
    assert kind_of(replace(document("某条例"), title=title)) == kind


def test_the_catalog_knows_the_kind_better() -> None:
    assert kind_of(document("某某要求", kind="工作要求")) == "工作要求"
    assert kind_of(seed("2023年纪检监察工作要点.txt")) == "工作要点"


ORGANS = {
    "淄博市第十五届人民代表大会常务委员会第十六次会议": ["淄博市人民代表大会常务委员会"],
    "第十三届全国人民代表大会第一次会议": ["全国人民代表大会"],
    "第七届全国人民代表大会常务委员会第三次会议": ["全国人民代表大会常务委员会"],
    "全国人大常委会": ["全国人民代表大会常务委员会"],
    "浙江省第十一届人民代表大会常务委员会": ["浙江省人民代表大会常务委员会"],
    "中华人民共和国国务院": ["国务院"],
    "国务院第16次常务会议": ["国务院"],
    "中华人民共和国国家安全部": ["国家安全部"],
    "最高人民法院审判委员会第1823次会议": ["最高人民法院"],
    "最高人民检察院第十三届检察委员会第二次会议": ["最高人民检察院"],
    "最高人民法院最高人民检察院": ["最高人民法院", "最高人民检察院"],
    "国务院 中央军委": ["国务院", "中央军事委员会"],
    "中华人民共和国国务院、中华人民共和国中央军事委员会": ["国务院", "中央军事委员会"],
    "国家经济委员会国家档案局": ["国家经济委员会", "国家档案局"],
    "国家互联网信息办公室2021年": ["国家互联网信息办公室"],
    "省十二届人大常委会第十八次会议": [],
    "市十四届人大五次会议": [],
    "中华人民共和国主席": [],
    "第七届全国人民代表大会第一次会议主席团": ["全国人民代表大会"],
}


@pytest.mark.parametrize(("words", "found"), ORGANS.items())
def test_an_organ_without_its_term_and_meeting(words: str, found: list[str]) -> None:
    assert organs(words) == found


def test_the_place_tells_whose_people_s_congress() -> None:
    assert organs("市十四届人大五次会议", "宁波市") == ["宁波市人民代表大会"]
    assert organs("省十二届人大常委会第二十次会议", "宁波市") == []


PASSED = "（2018年3月20日第十三届全国人民代表大会第一次会议通过）"
CITY = (
    "（2019年8月28日青岛市第十六届人民代表大会常务委员会第十七次会议通过 "
    "2019年9月27日山东省第十三届人民代表大会常务委员会第十四次会议批准）"
)
TWO_COURTS = (
    "（2018年1月25日最高人民法院审判委员会第1732次会议、"
    "2018年6月13日最高人民检察院第十三届检察委员会第二次会议通过）"
)


def test_who_made_a_document() -> None:
    made = [
        document("监察法", PASSED),
        document("青岛市某规定", CITY),
        document("关于虚假诉讼的解释", TWO_COURTS),
        document("某条例", "（2004年4月30日中华人民共和国国务院令第405号公布）"),
        document("某暂行规定", "（1990年10月15日国务院批准）"),
        document("某规定"),
    ]
    assert [issuer_of(doc) for doc in made] == [
        "全国人民代表大会",
        "青岛市人民代表大会常务委员会",
        "最高人民法院、最高人民检察院",
        "国务院",
        "国务院",
        "未注明",
    ]


def test_who_only_approves_what_another_place_makes_has_not_made_it() -> None:
    approved = "（2019年9月27日山东省第十三届人民代表大会常务委员会第十四次会议批准）"
    assert issuer_of(document("青岛市某规定", approved)) == "未注明"
    assert issuer_of(document("山东省某规定", approved)) == "山东省人民代表大会常务委员会"


def test_where_nobody_says_who_passed_it_the_one_organ_that_amended_it_has_made_it() -> None:
    approved = "（2019年9月27日山东省第十三届人民代表大会常务委员会第十四次会议批准）"
    once = "（2020年8月1日青岛市第十六届人民代表大会常务委员会第二十次会议修正"
    twice = f"{once} 2021年3月1日青岛市第十六届人民代表大会第五次会议修正）"
    made = [document("青岛市某规定", approved + note) for note in (f"{once}）", twice)]
    assert [issuer_of(doc) for doc in made] == ["青岛市人民代表大会常务委员会", "未注明"]


def test_the_catalog_knows_the_organ_better() -> None:
    assert issuer_of(document("监察法", PASSED, issuer="某委员会")) == "某委员会"


def test_the_year_is_that_of_the_text() -> None:
    amended = PASSED[:-1] + " 2024年12月25日第十四届全国人民代表大会常务委员会第十三次会议修正）"
    assert [
        year_of(doc)
        for doc in (
            document("监察法", PASSED),
            document("监察法", amended),
            document("2023年某规定", date="2022-12-30"),
            document("2023年某规定"),
        )
    ] == ["2018", "2024", "2022", "未注明"]


def test_taking_effect_is_no_date_of_the_text() -> None:
    text = f"某条例\n{ARTICLES}第三条 本条例自2025年1月1日起施行。\n"
    assert year_of(make_document(text)) == "未注明"


OLD = document("中华人民共和国监察法", date="2018-03-20", slug="old")
NEW = document("监察法（2024年修正）", date="2024-12-25", slug="new")


def test_a_later_version_supersedes() -> None:
    assert shown("status", NEW, OLD) == ["最新收录版本", "已有新版本"]
    assert superseded(NEW, OLD) == [1]


@pytest.mark.parametrize(
    "titles",
    [
        ("某院关于适用某法的解释（一）", "某院关于适用某法的解释（二）"),
        ("宪法修正案（1988年）", "宪法修正案（2004年）"),
        ("某局关于某事的通知", "某局关于某事的通知"),
        ("民法典总则编", "民法典物权编"),
    ],
)
def test_documents_with_like_titles_that_are_no_versions(titles: tuple[str, str]) -> None:
    made = [document(t, date=f"20{n}0-01-01", slug=f"d{n}") for n, t in enumerate(titles, 1)]
    assert shown("status", *made) == ["最新收录版本"] * 2
    assert superseded(*made) == []


def test_without_dates_nobody_knows_which_version_is_later() -> None:
    undated = document("监察法", slug="undated")
    assert shown("status", OLD, undated, NEW) == ["已有新版本", "版本先后不详", "版本先后不详"]
    assert superseded(OLD, undated, NEW) == [0]


def test_the_same_text_twice_supersedes_nothing() -> None:
    assert shown("status", NEW, replace(NEW, entry=replace(NEW.entry, slug="twin"))) == [
        "最新收录版本",
        "最新收录版本",
    ]


def test_what_is_stated_of_being_in_force() -> None:
    made = {
        "在施行": stated(document("甲办法", slug="a"), validity="现行有效"),
        "失效": stated(document("乙办法", slug="b"), validity=" 已 失效 "),
        "是否有效：是": stated(document("丙办法", slug="c"), validity="是"),
        "是否有效：否": stated(document("丁办法", slug="d"), validity="否"),
        "自某日起废止": stated(document("戊办法", slug="e"), repealed="2025-01-01"),
        "有效期": stated(document("己办法", slug="f"), expires="5年"),
        "什么也没有说": document("庚办法", slug="g"),
    }
    assert dict(zip(made, shown("status", *made.values()), strict=True)) == {
        "在施行": "现行有效",
        "失效": "已失效",
        "是否有效：是": "有效",
        "是否有效：否": "失效",
        "自某日起废止": "载明废止日期",
        "有效期": "载明有效期",
        "什么也没有说": "最新收录版本",
    }


def test_a_later_version_is_believed_rather_than_an_old_page() -> None:
    old = stated(OLD, validity="现行有效")
    assert shown("status", old, NEW) == ["已有新版本", "最新收录版本"]
    assert shown("status", stated(OLD, validity="失效"), NEW) == ["失效", "最新收录版本"]


def test_values_by_frequency_and_years_the_latest_first() -> None:
    made = (
        document("甲某某", slug="a", date="2001-01-01"),
        document("乙某某", slug="b", date="2003-01-01"),
        document("丙某某", slug="c"),
        document("甲办法", slug="d", date="2003-02-01"),
        document("乙规定", slug="e", date="2002-01-01"),
        document("丙规定", slug="f", date="2002-01-01"),
        document("乙条例", slug="g", date="1999-01-01"),
    )
    found = facets(View(Bundle(made, (), ())))
    assert found["kind"] == {
        "values": ["规定", "办法", "条例", "其他"],
        "of": [3, 3, 3, 1, 0, 0, 2],
    }
    assert found["year"] == {
        "values": ["2003", "2002", "2001", "1999", "未注明"],
        "of": [2, 0, 4, 0, 1, 1, 3],
    }
    assert found["issuer"] == {"values": ["未注明"], "of": [0] * 7}


def test_nothing_to_filter() -> None:
    nothing: dict[str, list[str]] = {"values": [], "of": []}
    names = ("kind", "issuer", "year", "status")
    assert facets(View(Bundle((), (), ()))) == {
        **dict.fromkeys(names, nothing),
        "superseded": [],
    }
