"""What a text says of itself, and that nothing else is believed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from converter.beside import Statement
from converter.entry import Entry
from converter.fact import Fact, Origin
from converter.metadata.dates import iso_date
from converter.metadata.facts import FACTS, STATED
from converter.model import Document
from converter.pipeline import Work, run_passes
from converter.source import SourceText
from converter.span import Position, Unit
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


def said(document: Document, *names: str) -> list[str]:
    """Say the facts of a document as a person would: line, name, value, act and organ."""
    return [
        " ".join(filter(None, (str(fact.line), fact.name, fact.value, fact.act, fact.by)))
        for fact in document.facts
        if fact.name in names or not names
    ]


def stated(text: str, *rows: tuple[str, str], unit: Unit = Unit.LINE) -> Document:
    """Convert a text with a metadata table above it, a row a line."""
    statements = tuple(
        Statement(name, value, Position(line, 1)) for line, (name, value) in enumerate(rows, 101)
    )
    source = replace(SourceText.plain("x.html", text), statements=statements, unit=unit)
    return run_passes(Work(source, None, "x"), "x.html", "", 0)


# 公文


NOTICE = """\
某某市人民政府文件
某政发〔2023〕5号　　签发人：张某某
关于做好工作的通知
各区人民政府，市政府各部门：
请执行。本通知自印发之日起施行，有效期5年。
某某市人民政府
2023年1月31日
（此件公开发布）
抄送：市委各部门，市人大常委会办公室。
某某市人民政府办公室　　2023年2月1日印发
"""


def test_facts_of_a_notice_with_their_lines() -> None:
    assert said(make_document(NOTICE)) == [
        "6 issuer 某某市人民政府",
        "2 number 某政发〔2023〕5号",
        "7 date 2023-01-31",
        "5 effective 印发之日 施行",
        "5 expires 5年 有效期",
        "4 addressee 各区人民政府，市政府各部门",
        "2 signer 张某某",
        "9 copied_to 市委各部门，市人大常委会办公室",
        "10 printed 2023-02-01 某某市人民政府办公室",
    ]


def test_a_fact_names_its_words_and_the_clause_that_holds_them() -> None:
    document = make_document(NOTICE)
    places = {fact.name: (document.ids[fact.key or 0], fact.text) for fact in document.facts}
    assert places == {
        "issuer": ("signature", "某某市人民政府"),
        "number": ("note_2", "某政发〔2023〕5号"),
        "date": ("date", "2023年1月31日"),
        "effective": ("p_1", "本通知自印发之日起施行"),
        "expires": ("p_1", "有效期5年"),
        "addressee": ("addressee", "各区人民政府，市政府各部门："),
        "signer": ("note_2", "某政发〔2023〕5号 签发人：张某某"),
        "copied_to": ("note_4", "抄送：市委各部门，市人大常委会办公室。"),
        "printed": ("note_5", "某某市人民政府办公室 2023年2月1日印发"),
    }


def test_the_catalog_goes_before_the_text() -> None:
    entry = Entry(file="x.txt", slug="x", issuer="某局", date="2020-02-02", number="甲〔2020〕1号")
    facts = [fact for fact in make_document(NOTICE, entry=entry).facts if not fact.line]
    assert facts == [
        Fact("issuer", "某局", 0, Origin.CATALOG),
        Fact("number", "甲〔2020〕1号", 0, Origin.CATALOG),
        Fact("date", "2020-02-02", 0, Origin.CATALOG),
    ]


def test_what_the_text_says_is_read_there_also_if_the_catalog_repeats_it() -> None:
    text = "关于做好工作的通知\n各单位：\n请执行。\n某某局\n2023年1月31日\n"
    entry = Entry("x.txt", "x", issuer="某某局", date="2023-02-01")
    document = make_document(text, entry=entry)
    assert said(document, "issuer", "date") == ["4 issuer 某某局", "0 date 2023-02-01"]


def test_masked_characters_belong_to_the_number() -> None:
    text = "关于某事的通知\n×政办发〔2024〕5号\n各单位：\n请执行。\n"
    assert said(make_document(text), "number") == ["2 number ×政办发〔2024〕5号"]


def test_those_who_issue_together_are_all_named_and_none_is_the_issuer() -> None:
    text = "关于做好工作的通知\n各单位：\n请执行。\n某某局\n某某厅\n2023年1月31日\n"
    document = make_document(text)
    assert said(document, "issuer") == ["4 issuer 某某局", "5 issuer 某某厅"]
    assert document.fact("issuer") is None
    assert document.fact("date") == "2023-01-31"


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("某某省人民政府办公厅关于做好工作的通知", ["某某省人民政府办公厅"]),
        ("某某省人民政府\n关于做好工作的通知", ["某某省人民政府"]),
        ("最高人民法院、最高人民检察院关于某事的解释", ["最高人民法院、最高人民检察院"]),
        ("某某部印发某事实施方案的通知", ["某某部"]),
        ("某某厅对市人大某次会议\n第5号建议的答复", ["某某厅"]),
        ("某某部令", ["某某部"]),
        ("某某市关于做好工作的规定", []),
        ("在全区工作大会上关于某事的讲话", []),
        ("致某某协会关于某事的函", []),
        ("机关单位贯彻《某某部关于某事的规定》的办法", []),
        ("某某工作条例", []),
    ],
)
def test_a_title_names_who_issues(title: str, issuer: list[str]) -> None:
    document = make_document(f"{title}\n一、甲。\n二、乙。\n")
    assert [fact.value for fact in document.facts if fact.name == "issuer"] == issuer


def test_a_decree_is_issued_by_whom_its_title_names_and_not_by_who_signs() -> None:
    text = (
        "某某国务院令\n第707号\n《某某条例》已经2018年12月5日某某国务院第3次常务会议通过，现予公布，"
        "自2019年1月1日起施行。\n总理　某某某\n2018年12月18日\n"
    )
    assert said(make_document(text)) == [
        "1 issuer 某某国务院",
        "2 number 第707号",
        "5 date 2018-12-18",
        "3 passed 2018-12-05 通过 某某国务院第3次常务会议",
        "3 effective 2019-01-01 施行",
    ]


def test_a_decree_without_a_meeting() -> None:
    text = (
        "某某国务院令\n第707号\n现公布修订后的《某某条例》，自2019年1月1日起施行。\n"
        "总理　某某某\n2018年12月18日\n某某条例\n第一条　甲。\n"
        "第二条　本条例自2019年1月1日起施行。\n"
    )
    assert said(make_document(text), "effective") == ["3 effective 2019-01-01 施行"]


def test_those_who_are_greeted_are_no_addressee() -> None:
    text = "在某某会议上的讲话\n同志们：\n一、甲。\n二、乙。\n"
    assert said(make_document(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "要求\n一、甲\n2023年1月31日起施行。\n",
        "2023年工作要点\n一、根据某政发〔2023〕5号文件，做好工作。\n",
        "要求\n某某市人民政府提出要求。\n一、甲\n",
        "要求\n一、甲。\n2023年13月31日\n",
        "要求\n一、本市自2023年1月31日起施行某制度。\n",
        "要求\n一、在某条例中增加“本条例自2023年1月31日起施行”。\n",
        "要求\n一、许可证有效期5年。\n",
        "要求\n一、《某某办法》自2023年1月31日起废止。\n",
        "",
    ],
)
def test_nothing_is_inferred_from_the_text_itself(text: str) -> None:
    assert make_document(text).facts == ()


# Notes under a title, in the forms that statutes have


NOTES = {
    "passed": (
        ["2018年3月20日　第十三届大会第一次会议通过"],
        ["passed 2018-03-20 通过 第十三届大会第一次会议"],
    ),
    "passed, in brackets": (
        ["（2018年3月20日第十三届大会第一次会议通过）"],
        ["passed 2018-03-20 通过 第十三届大会第一次会议"],
    ),
    "discussed and passed": (
        ["1995年10月18日　审判委员会第735次会议讨论通过"],
        ["passed 1995-10-18 讨论通过 审判委员会第735次会议"],
    ),
    "passed by one and approved by another": (
        ["2018年8月28日　甲市常委会第五次会议通过", "2018年9月21日　乙省常委会第六次会议批准"],
        [
            "passed 2018-08-28 通过 甲市常委会第五次会议",
            "approved 2018-09-21 批准 乙省常委会第六次会议",
        ],
    ),
    "passed by two": (
        ["2003年5月13日　审判委员会第9次会议、2003年5月14日检察委员会第3次会议通过"],
        [
            "passed 2003-05-13 通过 审判委员会第9次会议",
            "passed 2003-05-14 通过 检察委员会第3次会议",
        ],
    ),
    "passed by two, on two lines": (
        ["2018年2月23日　审判委员会第9次会议", "2018年2月11日　检察委员会第3次会议通过"],
        [
            "passed 2018-02-23 通过 审判委员会第9次会议",
            "passed 2018-02-11 通过 检察委员会第3次会议",
        ],
    ),
    "a decree": (
        ["2004年4月30日　某某国务院令第405号公布"],
        [
            "issuer 某某国务院",
            "number 某某国务院令第405号",
            "promulgated 2004-04-30 公布 某某国务院",
        ],
    ),
    "a decree of another form": (
        ["1997年4月10日　海关总署第61号令发布"],
        ["issuer 海关总署", "number 海关总署第61号令", "promulgated 1997-04-10 发布 海关总署"],
    ),
    "a decree of two": (
        ["1990年3月12日　教育委员会令第8号、体育委员会令第11号发布"],
        [
            "issuer 教育委员会、体育委员会",
            "number 教育委员会令第8号、体育委员会令第11号",
            "promulgated 1990-03-12 发布 教育委员会、体育委员会",
        ],
    ),
    "a decree in brackets, with the day of effect": (
        ["（2004年4月30日国务院令第405号公布　自2004年5月1日起施行）"],
        [
            "issuer 国务院",
            "number 国务院令第405号",
            "promulgated 2004-04-30 公布 国务院",
            "effective 2004-05-01 施行",
        ],
    ),
    "issued without a number": (
        ["1982年1月30日　国务院发布"],
        ["issuer 国务院", "promulgated 1982-01-30 发布 国务院"],
    ),
    "approved by one and issued by another in one note": (
        ["1990年2月20日国务院批准、交通部发布"],
        [
            "issuer 交通部",
            "approved 1990-02-20 批准 国务院",
            "promulgated 1990-02-20 发布 交通部",
        ],
    ),
    "who announces what was passed is no issuer": (
        ["2016年6月6日　甲市人民代表大会常委会公告第2号公布"],
        [
            "number 甲市人民代表大会常委会公告第2号",
            "promulgated 2016-06-06 公布 甲市人民代表大会常委会",
        ],
    ),
    "a date alone says that it is promulgated": (
        ["1979年7月4日　公布", "1980年1月1日　施行"],
        ["promulgated 1979-07-04 公布", "effective 1980-01-01 施行"],
    ),
    "promulgated and in force at once": (
        ["1993年3月5日　甲市人大常委会公告公布施行"],
        ["promulgated 1993-03-05 公布 甲市人大常委会", "effective 1993-03-05 施行"],
    ),
    "in force when issued": (
        ["1990年1月1日　统计局令第1号发布　自发布之日施行"],
        [
            "issuer 统计局",
            "number 统计局令第1号",
            "promulgated 1990-01-01 发布 统计局",
            "effective 1990-01-01 施行",
        ],
    ),
    "amended by a decision": (
        ["2017年11月4日　第三十次会议《关于修改〈甲法〉等十一部法律的决定》第二次修正"],
        ["amended 2017-11-04 第二次修正 第三十次会议"],
    ),
    "amended by a decision that is named without marks": (
        ["1997年10月15日　第三十次会议关于修订《甲条例》等十一件法规的决定第一次修正"],
        ["amended 1997-10-15 第一次修正 第三十次会议"],
    ),
    "amended by a decision and no organ": (
        ["2011年1月8日　《国务院关于废止和修改部分行政法规的决定》第二次修订"],
        ["amended 2011-01-08 第二次修订 国务院"],
    ),
    "amended by a decision that was passed": (
        ["2016年11月25日　第三十一次会议通过的《关于修改部分法规的决定》修正"],
        ["amended 2016-11-25 修正 第三十一次会议"],
    ),
    "amended by a decision that one passed and another approved": (
        ["2019年12月27日甲市会议通过并经2020年1月15日乙省会议批准的《关于修改某条例的决定》修正"],
        ["amended 2020-01-15 修正 甲市会议"],
    ),
    "approved first": (
        ["2011年11月25日　乙省会议批准的2011年11月15日甲市会议《关于修改某条例的决定》修正"],
        ["amended 2011-11-25 修正 乙省会议"],
    ),
    "amended twice at once": (
        ["1988年11月10日　甲会议通过和1989年1月28日乙会议《关于修改某规定的决定》第一次修正"],
        ["amended 1989-01-28 第一次修正 甲会议"],
    ),
    "revised": (
        ["2020年6月20日　第十九次会议修订", "1994年7月13日　国务院批准第一次修订"],
        ["amended 2020-06-20 修订 第十九次会议", "amended 1994-07-13 第一次修订 国务院"],
    ),
    "several statements on a line": (
        [
            "2006年5月25日　乙省会议批准根据2018年8月29日甲市会议通过并经2018年9月21日乙省会议"
            "批准的《关于修改某条例的决定》修正"
        ],
        ["approved 2006-05-25 批准 乙省会议", "amended 2018-09-21 修正 甲市会议"],
    ),
    "the word for the next statement at the end of a line": (
        ["2004年5月30日　第九次会议修订  根据", "2007年7月27日　第三十二次会议《某决定》修正）"],
        ["amended 2004-05-30 修订 第九次会议", "amended 2007-07-27 修正 第三十二次会议"],
    ),
    "a line broken within a name": (
        [
            "2010年12月16日　第二十二次会议《关于修改〈甲县",
            "乙乡选举细则〉〈某某省实施《代表法》办法〉〈建议",
            "批评办理规定〉的决定》第五次修正",
            "2021年3月26日　第二十八次会议修正",
        ],
        ["amended 2010-12-16 第五次修正 第二十二次会议", "amended 2021-03-26 修正 第二十八次会议"],
    ),
    "a line broken before the meeting": (
        ["2019年3月15日　第十三届大会第二次", "会议通过）"],
        ["passed 2019-03-15 通过 第十三届大会第二次会议"],
    ),
    "a number beside the note": (
        ["（2020年12月29日审判委员会第1823次会议通过，自2021年1月1日起施行，法释〔2020〕17号）"],
        [
            "number 法释〔2020〕17号",
            "passed 2020-12-29 通过 审判委员会第1823次会议",
            "effective 2021-01-01 施行",
        ],
    ),
    "a number under the note": (
        ["2022年8月16日　审判委员会第1872次会议通过", "法释〔2022〕18号"],
        ["number 法释〔2022〕18号", "passed 2022-08-16 通过 审判委员会第1872次会议"],
    ),
    "a number in the note": (
        ["1993年8月7日　最高法院以法发〔1993〕15号通知印发"],
        ["issuer 最高法院", "number 法发〔1993〕15号", "promulgated 1993-08-07 印发 最高法院"],
    ),
    "who acts stands before the date": (
        ["（国务院1985年6月21日批准　林业部1985年7月6日公布）"],
        [
            "issuer 林业部",
            "approved 1985-06-21 批准 国务院",
            "promulgated 1985-07-06 公布 林业部",
        ],
    ),
    "a sentence": (
        ["第十三届大会第三十次会议于2021年8月20日通过，自2021年11月1日起施行"],
        ["passed 2021-08-20 通过 第十三届大会第三十次会议", "effective 2021-11-01 施行"],
    ),
    "all in one pair of brackets": (
        [
            "（1994年8月31日大会第九次会议通过　1994年8月31日国家主席令第31号公布　根据2009年8月"
            "27日国家主席令第18号《大会关于修改部分法律的决定》第一次修正）"
        ],
        [
            "number 国家主席令第31号",
            "passed 1994-08-31 通过 大会第九次会议",
            "promulgated 1994-08-31 公布 国家主席",
            "amended 2009-08-27 第一次修正 大会",
        ],
    ),
    "a decree numbered by the year": (
        ["（2019年6月1日交通运输部令2019年第12号公布　自公布之日起施行）"],
        [
            "issuer 交通运输部",
            "number 交通运输部令2019年第12号",
            "promulgated 2019-06-01 公布 交通运输部",
            "effective 2019-06-01 施行",
        ],
    ),
    "an amendment with a day of its own": (
        ["（2020年12月23日第1823次会议通过的《某决定》修正　该修正自2021年1月1日起施行）"],
        ["effective 2021-01-01 施行", "amended 2020-12-23 修正 第1823次会议"],
    ),
    "repealed": (
        ["1990年2月20日　国务院发布", "2008年1月15日　国务院令第516号废止", "（已废止）"],
        [
            "issuer 国务院",
            "status 已废止",
            "promulgated 1990-02-20 发布 国务院",
            "repealed 2008-01-15 废止 国务院",
        ],
    ),
    "a date that is none": (["2018年13月20日　大会通过"], []),
    "a note that tells of another text": (
        ["2018年3月20日　《国务院关于废止〈甲条例〉的决定》"],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("notes", "facts"), NOTES.values(), ids=NOTES)
def test_notes(notes: list[str], facts: list[str]) -> None:
    text = "\n".join(["某某条例", *notes, "第一条　甲。", "第二条　乙。", ""])
    found = said(make_document(text))
    assert [line.partition(" ")[2] for line in found if " date " not in line] == facts


def test_the_passing_of_a_decision_is_no_second_passing_of_the_text() -> None:
    text = (
        "甲市某条例\n2013年8月30日　甲市第三十八次会议通过\n2013年11月29日　乙省第五次会议批准\n"
        "2018年8月29日　甲市第四十次会议通过\n2018年11月29日　乙省第七次会议批准的《关于修改某"
        "条例的决定》修正\n第一条　甲。\n第二条　乙。\n"
    )
    assert said(make_document(text)) == [
        "4 date 2018-11-29",
        "2 passed 2013-08-30 通过 甲市第三十八次会议",
        "3 approved 2013-11-29 批准 乙省第五次会议",
        "4 amended 2018-11-29 修正 甲市第四十次会议",
    ]


def test_notes_below_a_title_that_stands_twice() -> None:
    text = (
        "某某组织和管理法\n某某组织\n和管理法\n2016年4月28日　第二十次会议通过\n"
        "第一条　甲。\n第二条　乙。\n"
    )
    assert said(make_document(text), "passed") == ["4 passed 2016-04-28 通过 第二十次会议"]


def test_the_last_act_made_the_text_what_it_is() -> None:
    text = (
        "某某法\n1994年3月6日第八届第二次会议通过\n2010年7月30日第十六次会议修正\n"
        "2011年1月1日起施行\n第一条　甲。\n第二条　乙。\n"
    )
    assert said(make_document(text), "date") == ["3 date 2010-07-30"]


# What a text says of its effect


@pytest.mark.parametrize(
    ("clause", "facts"),
    [
        ("本法自2021年1月1日起施行。", ["effective 2021-01-01 施行"]),
        ("本条例自二○二一年一月一日施行。", ["effective 2021-01-01 施行"]),
        ("本《办法》于2021年1月1日起正式实施。", ["effective 2021-01-01 实施"]),
        ("本法（原称《甲条例》）自2021年1月1日起施行。", ["effective 2021-01-01 施行"]),
        ("本规定经市会议修订，自2021年1月1日起施行。", ["effective 2021-01-01 施行"]),
        ("本规定自2021年1月1日起施行，甲制度自2020年1月1日起施行。", ["effective 2021-01-01 施行"]),
        ("本条例自公布之日起施行。", ["effective 2004-04-30 施行"]),
        ("本条例自通过之日起施行。", ["effective 通过之日 施行"]),
        ("本规定自国务院批准之日起施行。", ["effective 国务院批准之日 施行"]),
        (
            "本办法自2021年1月1日起施行，有效期至2025年12月31日。",
            ["effective 2021-01-01 施行", "expires 2025-12-31 有效期"],
        ),
        ("本办法有效期五年。", ["expires 五年 有效期"]),
        ("本办法自2021年1月1日起废止。", ["repealed 2021-01-01 废止"]),
        ("《甲条例》自2021年1月1日起施行。", []),
        ("本市自2021年1月1日起施行甲制度。", []),
        ("将附则改为：“本条例自2021年1月1日起施行。”", []),
        ("许可证有效期5年。", []),
    ],
)
def test_effect(clause: str, facts: list[str]) -> None:
    text = f"某某条例\n2004年4月30日国务院公布\n第一条　甲。\n第二条　{clause}\n"
    found = said(make_document(text), "effective", "expires", "repealed")
    assert found == [f"4 {fact}" for fact in facts]


def test_a_revised_text_may_have_been_promulgated_anew() -> None:
    text = (
        "某某条例\n2004年4月30日国务院公布\n2015年1月1日国务院第三次会议修订\n"
        "第一条　甲。\n第二条　本条例自公布之日起施行。\n"
    )
    assert said(make_document(text), "effective") == ["5 effective 公布之日 施行"]


def test_all_that_is_said_of_the_effect_is_kept() -> None:
    text = (
        "某某法\n1979年7月1日第二次会议通过\n1980年1月1日施行\n2020年1月1日第三次会议修订\n"
        "第一条　甲。\n第二条　本法自2020年7月1日起施行。\n"
    )
    document = make_document(text)
    assert said(document, "effective") == [
        "6 effective 2020-07-01 施行",
        "3 effective 1980-01-01 施行",
    ]
    assert document.fact("effective") is None


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("某某管理暂行条例", ["暂行"]),
        ("某某试行办法", ["试行"]),
        ("某某暂行实施办法", ["暂行"]),
        ("某某工作规定（试行）", ["试行"]),
        ("某某工作\n暂行规定（试行）", ["暂行", "试行"]),
        ("某某法（修订草案征求意见稿）", ["修订草案征求意见稿"]),
        ("某某法修订草案", ["修订草案"]),
        ("某某规定（已废止）", ["已废止"]),
        ("某某暂行条例实施细则", []),
        ("关于印发《某某办法（试行）》的通知", []),
        ("关于印发某某暂行办法的通知", []),
        ("关于某某规定（试行）有关问题的通知", []),
        ("关于试行某制度的通知", []),
        ("关于废止部分法规的决定", []),
    ],
)
def test_status_words_of_a_title(title: str, words: list[str]) -> None:
    document = make_document(f"{title}\n第一条　甲。\n第二条　乙。\n")
    assert [fact.value for fact in document.facts if fact.name == "status"] == words


# What stands beside the text


LETTER = (
    "关于某事的复函\n某办函〔2004〕36号\n某某省人民政府：\n同意。\n某某办公厅\n"
    "二〇〇四年四月二十七日\n"
)


def test_the_table_of_a_page_says_what_the_text_does_not() -> None:
    document = stated(
        LETTER,
        ("索 引 号：", "000014349/2004-00206"),
        ("主题分类：", "卫生、体育\\体育"),
        ("发文机关：", "某某办公厅"),
        ("成文日期：", "2004年04月27日"),
        ("发布日期", "2018-12-24"),
        ("主 题 词：", ""),
        ("有效性：", "现行有效"),
        ("服务对象：", "其他组织"),
    )
    facts = [fact for fact in document.facts if fact.origin is Origin.STATEMENT]
    assert [(fact.name, fact.value, fact.line, fact.label) for fact in facts] == [
        ("validity", "现行有效", 107, "有效性"),
        ("published", "2018-12-24", 105, "发布日期"),
        ("index", "000014349/2004-00206", 101, "索引号"),
        ("subject", "卫生、体育\\体育", 102, "主题分类"),
        ("other", "其他组织", 108, "服务对象"),
    ]
    assert said(document, "issuer", "date") == ["5 issuer 某某办公厅", "6 date 2004-04-27"]
    assert document.diagnostics == ()


def test_a_title_beside_the_text_is_shown_where_the_text_has_none() -> None:
    document = stated("甲。\n乙。\n", ("标题", "关于某事的函"))
    assert (document.title, document.title_assigned) == ("关于某事的函", True)
    assert document.diagnostics == ()


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (
            ("成文日期", "2004年04月17日"),
            "x.html:6:1: warning: The text gives the date '二〇〇四年四月二十七日', its page"
            " (成文日期, line 101) gives '2004年04月17日'; the text's is shown"
            " 〔二〇〇四年四月二十七日〕 [metadata-differs]",
        ),
        (
            ("发文字号", "某办函〔2004〕63号"),
            "x.html:2:1: warning: The text gives the document number '某办函〔2004〕36号', its page"
            " (发文字号, line 101) gives '某办函〔2004〕63号'; the text's is shown"
            " 〔某办函〔2004〕36号〕 [metadata-differs]",
        ),
        (
            ("标题", "关于别事的复函"),
            "x.html:1:1: warning: The text gives the title '关于某事的复函', its page (标题,"
            " line 101) gives '关于别事的复函'; the text's is shown 〔关于某事的复函〕"
            " [metadata-differs]",
        ),
    ],
)
def test_a_page_that_says_otherwise_is_told(row: tuple[str, str], place: str) -> None:
    assert [str(found) for found in stated(LETTER, row).diagnostics] == [place]


def test_a_place_in_a_file_without_lines_is_named_by_what_it_has() -> None:
    found = stated(LETTER, ("成文日期", "2004-4-17"), unit=Unit.PARAGRAPH).diagnostics
    assert [found.message for found in found] == [
        "The text gives the date '二〇〇四年四月二十七日', its page (成文日期, paragraph 101) gives"
        " '2004-4-17'; the text's is shown"
    ]


@pytest.mark.parametrize(
    "row",
    [
        ("成文日期", "2004年4月27日"),
        ("成文日期", "２００４年０４月２７日"),
        ("成文日期", "2004-04-27 10:30"),
        ("成文日期", "见正文"),
        ("成文日期", ""),
        ("发文字号", "某办函[2004]36号"),
        ("发文字号", "某办函（２００４） 第036号"),
        ("标题", "某某办公厅关于某事的复函"),
        ("标 题：", "关于某事的 复函"),
        ("发布日期", "2018年12月24日"),
    ],
)
def test_other_ways_to_write_the_same_are_no_contradiction(row: tuple[str, str]) -> None:
    assert stated(LETTER, row).diagnostics == ()


def test_a_page_may_bear_the_name_of_what_its_decree_promulgates() -> None:
    text = (
        "某部令\n第7号\n现公布《某某条例》，自2019年1月1日起施行。\n部长　某某某\n2018年12月18日\n"
    )
    document = stated(text, ("标题", "某某条例"), ("发文字号", "部令第7号"))
    assert document.diagnostics == ()


def test_no_label_is_two_facts_and_every_row_has_a_name() -> None:
    labels = [label for row in FACTS.values() for label in row.stated]
    assert len(labels) == len(set(labels)) == len(STATED)
    assert all(row.label for row in FACTS.values())


# Titles


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
