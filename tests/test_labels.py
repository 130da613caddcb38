"""Labels: how a clause is cited."""

from __future__ import annotations

import pytest

from converter.entry import Entry
from tests.helpers import make_document, node_at

STATUTE = (
    "某某法\n（2018年3月20日通过）\n第一编　甲\n第二章　乙\n第三节　丙\n第二十条　丁。\n戊：\n"
    "（三）己：\n4.庚：\n（5）辛。\n第二十条之一　壬。\n第二十一条\n（一）癸。\n"
)
OFFICIAL = (
    "要求\n各单位：\n导语。\n一、甲\n（一）乙。子。\n1.丙。丑。\n（2）丁。寅。\n二、戊\n（一）己。卯。\n"
    "2.庚。辰。\n一是辛。\n二是壬。\n癸。\n某某局\n2023年1月31日\n附件2\n表\n一、甲\n乙。\n"
)


def labels(text: str, eid: str, entry: Entry | None = None) -> tuple[str, str]:
    document = make_document(text, entry=entry)
    key = node_at(document, eid).key
    return document.labels[key], document.full_labels[key]


@pytest.mark.parametrize(
    ("eid", "short", "full"),
    [
        ("title", "标题", "标题"),
        ("note_1", "题注", "题注"),
        ("part_1__chp_2__sec_3", "第一编第二章第三节", "第一编第二章第三节"),
        ("art_20", "第二十条", "第一编第二章第三节第二十条"),
        ("art_20__para_2", "第二十条第二款", "第一编第二章第三节第二十条第二款"),
        (
            "art_20__para_2__point_3",
            "第二十条第二款第三项",
            "第一编第二章第三节第二十条第二款第三项",
        ),
        (
            "art_20__para_2__point_3__indent_4",
            "第二十条第二款第三项第4目",
            "第一编第二章第三节第二十条第二款第三项第4目",
        ),
        (
            "art_20__para_2__point_3__indent_4__subindent_5",
            "第二十条第二款第三项第4目第（5）小目",
            "第一编第二章第三节第二十条第二款第三项第4目第（5）小目",
        ),
        ("art_20-1", "第二十条之一", "第一编第二章第三节第二十条之一"),
        ("art_20-1__para_1", "第二十条之一", "第一编第二章第三节第二十条之一"),
        ("art_21__para_1__point_1", "第二十一条第一项", "第一编第二章第三节第二十一条第一项"),
    ],
)
def test_statute(eid: str, short: str, full: str) -> None:
    assert labels(STATUTE, eid) == (short, full)


@pytest.mark.parametrize(
    ("eid", "short", "full"),
    [
        ("addressee", "主送", "主送"),
        ("preface__p_1", "导语", "导语"),
        ("sec_1", "第一部分", "第一部分"),
        ("sec_1__subsec_1", "第一部分第（一）项", "第一部分第（一）项"),
        ("sec_2__subsec_1__p_1", "第二部分第（一）项第一段", "第二部分第（一）项第一段"),
        ("para_1", "第1条", "第一部分第（一）项第1条"),
        ("para_1__subpara_2", "第1条第（2）目", "第一部分第（一）项第1条第（2）目"),
        ("para_2__pt_2", "第2条第二点", "第二部分第（一）项第2条第二点"),
        ("para_2__p_2", "第2条第二段", "第二部分第（一）项第2条第二段"),
        ("signature", "落款", "落款"),
        ("date", "成文日期", "成文日期"),
        ("att_2", "附件2", "附件2"),
        ("att_2__sec_1", "附件2第一部分", "附件2第一部分"),
    ],
)
def test_official(eid: str, short: str, full: str) -> None:
    assert labels(OFFICIAL, eid) == (short, full)


def test_a_number_that_runs_through_is_cited_alone_and_one_that_restarts_is_not() -> None:
    text = "要求\n一、甲\n1.乙\n二、丙\n2.丁\n"
    restarting = Entry(file="x.txt", slug="x", numbering=(("clause", "restarting"),))
    assert labels(text, "para_2") == ("第2条", "第二部分第2条")
    assert labels(text, "sec_2__para_2", restarting) == ("第二部分第2条", "第二部分第2条")


def test_a_number_that_runs_through_an_attachment_is_cited_with_the_attachment() -> None:
    text = "要求\n甲。\n附件1\n表\n一、乙\n1.丙\n附件2\n表\n一、丁\n1.戊\n"
    assert labels(text, "att_2__para_1") == ("附件2第1条", "附件2第一部分第1条")


def test_several_paragraphs_are_numbered_and_a_sole_one_is_not() -> None:
    assert labels("要求\n甲。\n乙。\n一、丙\n", "preface__p_2")[0] == "导语第二段"
    assert labels("要求\n甲。\n一、丙\n", "preface__p_1")[0] == "导语"
    assert labels("要求\n一、丙\n丁。\n", "sec_1__p_1")[0] == "第一部分"
    assert labels("要求\n一、丙\n丁。\n1.戊\n", "sec_1__p_1")[0] == "第一部分第一段"
    assert labels("要求\n丁。\n", "p_1")[0] == "第一段"


def test_carried_document_is_cited_by_its_title() -> None:
    text = "关于印发《办法》的通知\n各单位：\n请执行。\n某某局\n2023年1月31日\n"
    text += "某某\n办法\n第一条　甲。\n"
    assert labels(text, "doc_1__art_1") == ("所附《某某办法》第一条", "所附《某某办法》第一条")


def test_preamble_is_cited_by_its_own_name() -> None:
    text = "某宪章\n序　言\n甲。\n乙。\n第一章　总纲\n第一条　丙。\n"
    assert labels(text, "preface") == ("序言", "序言")
    assert labels(text, "preface__p_2") == ("序言第二段", "序言第二段")


def test_attachment_without_a_number_is_not_given_one() -> None:
    assert labels("要求\n甲。\n附件\n表\n乙。\n", "att_1") == ("附件", "附件")


def test_points_of_two_series_are_told_apart() -> None:
    text = "要求\n一、甲\n一是乙。\n二是丙。\n一要丁。\n二要戊。\n"
    assert labels(text, "sec_1__pt_2")[0] == "第一部分第二点"
    assert labels(text, "sec_1__list_2__pt_2")[0] == "第一部分第二组第二点"


def test_numbers_beyond_9999_are_written_in_digits() -> None:
    text = "要求\n" + "甲。\n" * 10_001
    assert labels(text, "p_9999")[0] == "第九千九百九十九段"
    assert labels(text, "p_10001")[0] == "第10001段"
