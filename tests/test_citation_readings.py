"""Citations as they stand in statutes that somebody has read: one text for each rule."""

from __future__ import annotations

import pytest

from tests.test_citations import found

_MINFA = """\
云江民法典
第一百条 甲。
乙。
丙。
第一百零一条 有下列情形的：
（一）丁；
（二）戊；
（三）己。
"""


def _article(words: str) -> str:
    return f"某某解释\n第一条 甲。\n第二条 {words}。\n"


#: Words in an article, and what is cited; 《云江民法典》 is there.
OF_A_CODE = {
    "编名在条前": (
        "《云江民法典》人格权编第100条规定",
        ["《云江民法典》人格权编第100条 → doc-0#art_100"],
    ),
    "编名在条前，无书名号": (
        "依照云江民法典侵权责任编第一百条处理",
        ["云江民法典侵权责任编第一百条 → doc-0#art_100"],
    ),
    "汇编不是编名": (
        "《云江民法典》由机关汇编第一册",
        ["《云江民法典》 → doc-0#"],
    ),
    "条的前几款": (
        "实施《云江民法典》第一百条前两款行为",
        ["《云江民法典》第一百条前两款 → doc-0#art_100__para_1..art_100__para_2"],
    ),
    "款的前几项": (
        "有《云江民法典》第一百零一条第一款前三项情形",
        [
            "《云江民法典》第一百零一条第一款前三项 → "
            "doc-0#art_101__para_1__point_1..art_101__para_1__point_3"
        ],
    ),
    "款后的前款不是前几款": (
        "《云江民法典》第一百条第二款前项目已经停止",
        ["《云江民法典》第一百条第二款 → doc-0#art_100__para_2"],
    ),
}


@pytest.mark.parametrize(("words", "expected"), OF_A_CODE.values(), ids=OF_A_CODE)
def test_of_a_code(words: str, expected: list[str]) -> None:
    assert found(_MINFA, _article(words)) == expected


def test_the_paragraph_before_in_this_article() -> None:
    text = "某某办法\n第一条 甲。\n乙，不适用本条前款规定。\n丙，不适用本条前两款规定。\n"
    assert found(text) == [
        "本条前款 → #art_1__para_1",
        "本条前两款 → #art_1__para_1..art_1__para_2",
    ]


def test_items_that_a_later_paragraph_speaks_of() -> None:
    text = (
        "某某规定\n第一条 有下列异议的：\n（一）甲；\n（二）乙。\n前款异议，应当审查。\n"
        "第二条 有第一条第一款第一、二项异议的，按照第一条第二款先对第一、二项异议审查。\n"
    )
    assert found(text)[-2:] == [
        "第一 → #art_1__para_1__point_1",
        "二项 → #art_1__para_1__point_2",
    ]


# Numbers of orders

_JOINT = """\
某某器材管理办法
1999年1月25日 甲乙部、丙丁总局令第7号公布
第一条 甲。
"""
_BOTH = """\
某某卫生条例
1990年6月4日 甲乙委员会令第10号、丙丁部令第1号发布
第一条 甲。
"""


def test_an_order_of_several_organs_is_one() -> None:
    assert found(_JOINT) == ["甲乙部、丙丁总局令第7号 → #"]
    text = "某某通知\n依照2001年甲乙部、丙丁总局令第7号办理。\n"
    assert found(_JOINT, text) == ["甲乙部、丙丁总局令第7号 → doc-0#"]


def test_each_order_with_which_organs_promulgate_a_text_is_its_own() -> None:
    assert found(_BOTH) == ["甲乙委员会令第10号 → #", "丙丁部令第1号 → #"]


def test_what_stands_before_an_order_in_an_enumeration_is_no_organ_of_it() -> None:
    text = "某某通知\n依照《某某法》、丙丁总局令第8号办理。\n"
    assert found(text) == ["《某某法》 → not-in-corpus", "丙丁总局令第8号 → not-in-corpus"]


# Names of laws

_SHORTENED = """\
某某解释
根据《中华人民共和国渡口争议特别程序法》《云江海洋环境保护法》等法律，制定本解释。
第一条 依照特别程序法第一条、环境保护法第一条和程序法第一条处理。
"""
_LAW = "中华人民共和国渡口争议特别程序法\n第一条 甲。\n"


def test_a_law_is_cited_by_the_end_of_its_name() -> None:
    assert found(_LAW, _SHORTENED)[2:] == [
        "特别程序法第一条 → doc-0#art_1",
        "环境保护法第一条 → not-in-corpus",
        "程序法第一条 → not-in-corpus",
    ]


def test_the_end_of_two_names_tells_neither() -> None:
    two = _SHORTENED.replace("《云江海洋环境保护法》", "《渔港争议特别程序法》")
    assert found(_LAW, two)[2] == "特别程序法第一条 → not-in-corpus"


# Decisions

_DECISION = """\
云江渡口法修正案
一、将云江渡口法第二条修改为：“本章适用于渡口。有前项行为的，依照前款处罚。”
"""
_AMENDED = "云江渡口法\n第一章 总则\n第一条 甲。\n第二条 乙。\n"


def test_where_a_quotation_stands_is_not_known() -> None:
    words = ["云江渡口法第二条", "本章", "前项", "前款"]
    assert found(_DECISION) == [f"{w} → not-in-corpus" for w in words]
    assert found(_AMENDED, _DECISION) == [
        "云江渡口法第二条 → doc-0#art_2",
        *(f"{w} → ambiguous" for w in words[1:]),
    ]


def test_the_name_of_a_decision_that_is_broken_off_is_no_citation_of_what_it_names() -> None:
    text = (
        "某某选举办法\n2020年7月31日 云江省人大常委会《关于修改〈云江省实施〈中华人民共和国"
        "某某组织法〉办法〉\n的决定》修正\n第一条 甲。\n"
    )
    assert found(text) == []


def test_each_of_several_that_are_repealed_together() -> None:
    text = "某某办法\n第一条 1994年的《某某办法》和1995年的《乙乙办法》同时废止。\n"
    assert found(text) == ["《某某办法》 → not-in-corpus", "《乙乙办法》 → not-in-corpus"]


# Codes that were published in parts

_PASSED = "2020年5月28日 云江省人民代表大会通过\n"
_GENERAL = f"云江法典总则\n{_PASSED}第一条 甲。\n第二条 依照本法第三百条处理。\n"
_SALES = f"云江法典\n{_PASSED}第三百条 甲。\n"


def test_a_clause_of_a_code_is_in_the_part_that_has_it() -> None:
    words = "《云江法典》第二条、第三百条和第四百条，云江法典第二条"
    assert found(_GENERAL, _SALES, _article(words)) == [
        "《云江法典》第二条 → doc-0#art_2",
        "第三百条 → doc-1#art_300",
        "第四百条 → no-such-clause",
        "云江法典第二条 → doc-0#art_2",
    ]


def test_the_general_part_speaks_of_the_other_parts_as_its_own() -> None:
    assert found(_SALES, _GENERAL) == ["本法第三百条 → doc-0#art_300"]


def test_a_law_that_is_called_general_part_is_no_part_of_a_code() -> None:
    law = f"云江民法总则\n{_PASSED}第一条 甲。\n"
    assert found(law, _article("《云江民法》第一条")) == ["《云江民法》第一条 → not-in-corpus"]
