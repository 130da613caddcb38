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


def test_the_last_act_made_the_text_what_it_is() -> None:
    text = (
        "某某法\n1994年3月6日第八届第二次会议通过\n2010年7月30日第十六次会议修正\n"
        "2011年1月1日起施行\n第一条　甲。\n第二条　乙。\n"
    )
    assert make_document(text).facts == {"date": Fact("2010-07-30", 3)}


def test_a_person_who_signs_is_no_issuer() -> None:
    text = "某某国务院令\n第707号\n现公布某条例。\n总理　某某某\n2018年12月18日\n"
    assert make_document(text).facts == {"date": Fact("2018-12-18", 5)}


def test_masked_characters_belong_to_the_number() -> None:
    text = "关于某事的通知\n×政办发〔2024〕5号\n各单位：\n请执行。\n"
    assert make_document(text).facts == {"number": Fact("×政办发〔2024〕5号", 2)}


def test_what_the_text_says_is_read_there_also_if_the_catalog_repeats_it() -> None:
    text = "关于做好工作的通知\n各单位：\n请执行。\n某某局\n2023年1月31日\n"
    entry = Entry("x.txt", "x", issuer="某某局", date="2023-02-01")
    assert make_document(text, entry=entry).facts == {
        "issuer": Fact("某某局", 4),
        "date": Fact("2023-02-01", 0),
    }


def test_a_title_in_catalog_and_text_is_told() -> None:
    document = make_document("某某通知\n乙。\n", entry=Entry("x.txt", "x", title="别的题目"))
    assert [str(found) for found in document.diagnostics] == [
        "x.txt:1:1: warning: The text has a title of its own; '别的题目' from the catalog is not"
        " shown 〔某某通知〕 [title-twice]"
    ]


def test_a_missing_title_is_told() -> None:
    document = make_document("甲。\n乙。\n", "文件名.txt")
    assert [str(found) for found in document.diagnostics] == [
        "文件名.txt: note: no title was recognised in the text; '文件名' is shown as assigned"
        " [title-missing]"
    ]


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
