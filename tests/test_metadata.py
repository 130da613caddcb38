"""What a text says of itself, and that nothing else is believed."""

from __future__ import annotations

import pytest

from converter.metadata import iso_date
from converter.model import Entry, Fact
from tests.helpers import make_document


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2018年3月20日", "2018-03-20"),
        ("２０１８年３月２０日", "2018-03-20"),
        ("二〇一八年三月二十日", "2018-03-20"),
        ("二○一八年十二月三十一日", "2018-12-31"),
        ("（2018 年 3 月 20 日通过）", "2018-03-20"),
        ("自2018年3月20日起至2019年1月1日止", "2018-03-20"),
        ("2018年13月20日", None),
        ("2018年0月20日", None),
        ("2018年3月32日", None),
        ("1018年3月20日", None),
        ("2018年3月", None),
        ("今年3月20日", None),
        ("", None),
    ],
)
def test_date(text: str, date: str | None) -> None:
    assert iso_date(text) == date


NOTICE = (
    "关于做好工作的通知\n某政发〔2023〕5号\n（2022年12月1日通过）\n各单位：\n请执行。\n"
    "某某市人民政府\n2023年1月31日\n"
)


def test_facts_of_a_notice_with_their_lines() -> None:
    assert make_document(NOTICE).facts == {
        "number": Fact("某政发〔2023〕5号", 2),
        "issuer": Fact("某某市人民政府", 6),
        "date": Fact("2023-01-31", 7),
    }


def test_the_catalog_goes_before_the_text() -> None:
    entry = Entry(file="x.txt", slug="x", issuer="某局", date="2020-02-02", number="甲〔2020〕1号")
    assert make_document(NOTICE, entry=entry).facts == {
        "number": Fact("甲〔2020〕1号", 0),
        "issuer": Fact("某局", 0),
        "date": Fact("2020-02-02", 0),
    }


def test_date_of_a_note_where_there_is_no_other() -> None:
    text = "某某法\n（2018年3月20日第十三届全国人民代表大会通过）\n第一条　甲。\n第二条　乙。\n"
    assert make_document(text).facts == {"date": Fact("2018-03-20", 2)}


@pytest.mark.parametrize(
    "text",
    [
        "要求\n一、甲\n2023年1月31日起施行。\n",
        "2023年工作要点\n一、根据某政发〔2023〕5号文件，做好工作。\n",
        "要求\n某某市人民政府提出要求。\n一、甲\n",
        "要求\n一、甲。\n某局\n某厅\n2023年13月31日\n",
        "",
    ],
)
def test_nothing_is_inferred_from_the_text_itself(text: str) -> None:
    assert make_document(text).facts == {}


def test_several_signatures_are_no_one_issuer() -> None:
    text = "关于做好工作的通知\n各单位：\n请执行。\n某某局\n某某厅\n2023年1月31日\n"
    assert make_document(text).facts == {"date": Fact("2023-01-31", 6)}


@pytest.mark.parametrize(
    ("text", "entry", "title", "assigned"),
    [
        ("某某局\n关于甲的通知\n乙。\n", None, "某某局关于甲的通知", False),
        ("某某通知\n乙。\n", Entry("x.txt", "x", title="别的题目"), "某某通知", False),
        ("甲。\n乙。\n", Entry("x.txt", "x", title="某某要求"), "某某要求", True),
        ("甲。\n乙。\n", None, "文件名", True),
        ("", None, "文件名", True),
    ],
)
def test_title(text: str, entry: Entry | None, title: str, assigned: bool) -> None:
    document = make_document(text, "文件名.txt", entry)
    assert (document.title, document.title_assigned) == (title, assigned)
