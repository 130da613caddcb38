"""The parts that citations are read with: clauses, names, numbers, typed citations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from converter.citations.amending import amended_law
from converter.citations.clauses import read_parts
from converter.citations.index import Index, Resolution
from converter.citations.names import (
    bare_name,
    law_of_title,
    short_names,
    state_name_end,
    title_end_at,
)
from converter.citations.numbers import normal_number, number_start, order_start
from converter.citations.typed import parse_citation
from converter.entry import Entry
from converter.mention import Path
from tests.helpers import make_document


def written(path: Path) -> str:
    """Write a path as 3条2款1项."""
    return "".join(
        f"{step.value or ''}{f'-{step.inserted}' if step.inserted else ''}{step.unit}"
        for step in path
    )


CLAUSES = {
    "第三条第二款第（一）项": ["第三条第二款第（一）项=3条2款1项"],
    "第十条之一第二款": ["第十条之一第二款=10-1条2款"],
    "第二编第一章第三节": ["第二编第一章第三节=2编1章3节"],
    "分则第四章": ["分则第四章=分则4章"],
    "第二、三款": ["第二=2款", "三款=3款"],
    "第一款第一、二、四项": ["第一款第一=1款1项", "二=1款2项", "四项=1款4项"],
    "第（一）、（三）至（六）项": ["第（一）=1项", "（三）至（六）项=3项..6项"],
    "第(一)、第(三)、第(四)项": ["第(一)=1项", "第(三)=3项", "第(四)项=4项"],
    "第三条至第五条": ["第三条至第五条=3条..5条"],
    "第三至五条": ["第三至五条=3条..5条"],
    "第三条第一款至第四款": ["第三条第一款至第四款=3条1款..3条4款"],
    "第 三 条": ["第 三 条=3条"],
    "第3条第2款": ["第3条第2款=3条2款"],
    "第三条道路": [],
    "第三章节": [],
    "第一、二产业": [],
    "第一目标": [],
    "第十十八条": [],
}


@pytest.mark.parametrize(("text", "expected"), CLAUSES.items())
def test_clauses(text: str, expected: list[str]) -> None:
    found = [
        f"{text[part.start : part.end]}={written(part.path)}"
        + (f"..{written(part.last)}" if part.last else "")
        for part in read_parts(text, 0)
    ]
    assert found == expected


NAMES = {
    "依照刑法": "刑法",
    "违反国家规定，触犯刑法": "刑法",
    "单位实施刑法": "刑法",
    "人民法院适用民事诉讼法": "民事诉讼法",
    "依照海关法行政处罚实施条例": "海关法行政处罚实施条例",
    "根据中华人民共和国监察法": "中华人民共和国监察法",
    "按照某某管理办法（试行）": "某某管理办法（试行）",
    "依照章程": "章程",
    "要点": "要点",
    "违反规定": None,
    "依照法律": None,
    "合同": None,
    "人民": None,
}


@pytest.mark.parametrize(("text", "name"), NAMES.items())
def test_a_name_without_title_marks(text: str, name: str | None) -> None:
    found = bare_name(text, 0, len(text))
    assert (found and found.name) == name
    if found:
        assert found.lead + found.name == text[-len(found.lead + found.name) :]
        assert text[found.start :] == found.name


def test_a_name_that_the_text_knows_begins_where_it_does_there() -> None:
    text = "经查询某某登记条例"
    found = bare_name(text, 0, len(text), frozenset({"某某登记条例"}))
    assert found is not None and found.name == "某某登记条例"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("中华人民共和国刑法的规定", "中华人民共和国刑法"),
        ("中华人民共和国海关法实施条例规定", "中华人民共和国海关法实施条例"),
        ("中华人民共和国民法典规定", "中华人民共和国民法典"),
        ("中华人民共和国境内执法", ""),
        ("中华人民共和国法律", ""),
        ("中华人民共和国最高人民法院", ""),
        ("中华人民共和国缔结的条约", ""),
    ],
)
def test_a_name_that_begins_with_the_state(text: str, name: str) -> None:
    assert text[: state_name_end(text, 0)] == name


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("《某某法》第一条", "《某某法》"),
        ("《关于修改《某某法》的决定》", "《关于修改《某某法》的决定》"),
        ("《关于修改《某某法》的决定和《另一法》", "《关于修改《某某法》"),
        ("《没有完", ""),
        ("《换\n行》", ""),
    ],
)
def test_where_a_title_ends(text: str, title: str) -> None:
    assert text[: title_end_at(text, 0)] == title


def test_short_names() -> None:
    text = (
        "根据《中华人民共和国监察法》（以下简称《监察法》）、《某某办法(试行)》(以下称“办法”)和"
        "中华人民共和国刑法（以下简称刑法），有关单位（以下简称单位）"
    )
    assert [(short, name) for _, short, name in short_names(text)] == [
        ("监察法", "中华人民共和国监察法"),
        ("办法", "某某办法(试行)"),
        ("刑法", "中华人民共和国刑法"),
    ]


@pytest.mark.parametrize(
    ("title", "law"),
    [
        ("关于修改《某某条例》的决定", "某某条例"),
        ("某某市人民代表大会常务委员会关于修改某某条例部分条款的决定", "某某条例"),
        ("中华人民共和国刑法修正案（十一）", "刑法"),
        ("关于修改《甲法》《乙法》的决定", ""),
        ("关于修改《甲法》等十二部法律的决定", ""),
        ("关于《刑法修正案（八）》时间效力问题的解释", None),
        ("某某条例", None),
    ],
)
def test_the_law_that_a_decision_amends(title: str, law: str | None) -> None:
    assert amended_law(title) == law


def test_the_law_that_a_title_is_about() -> None:
    assert law_of_title("最高人民检察院关于适用刑法分则的意见") == "刑法"
    assert law_of_title("关于执行《刑法》确定罪名的规定") == "刑法"
    assert law_of_title("关于《甲法》和《乙法》的通知") == ""


def test_numbers() -> None:
    assert normal_number("国办发[2018]12号") == normal_number("国办发〔2018〕 第１２号")
    assert normal_number("中华人民共和国主席令第三十号") == normal_number("主席令第30号")
    text = "按照国办发〔2018〕123号"
    assert number_start(text, 0, text.index("〔")) == 2
    assert number_start("》〔2018〕3号", 0, 1) is None
    text = "1992年12月11日国务院令第107号"
    assert order_start(text, 0, text.index("令")) == text.index("国")
    assert order_start("命令第3号", 0, 1) is None


TYPED = {
    "监察法第二十条第二款": ("监察法", "20条2款", ""),
    "《监察法》第二十条第二款第（一）项": ("监察法", "20条2款1项", ""),
    "监察法 20": ("监察法", "20条", ""),
    "监察法20.2": ("监察法", "20条2款", ""),
    "要点第20条": ("要点", "20条", ""),
    "国办发[2018]123号": ("国办发〔2018〕123号", "", ""),
    "国办发〔2018〕123号第二条": ("国办发〔2018〕123号", "2条", ""),
    "某某通知附件2第三条": ("某某通知", "2附件3条", ""),
    "工作要点第二部分第（三）项": ("工作要点", "2部分3项", ""),
    "监察法第三条至第五条": ("监察法", "3条", "5条"),
    "第十条之一": ("", "10-1条", ""),
    "监察法": ("监察法", "", ""),
}


@pytest.mark.parametrize(("text", "expected"), TYPED.items())
def test_a_typed_citation(text: str, expected: tuple[str, str, str]) -> None:
    found = parse_citation(text)
    assert found is not None
    assert (found.name, written(found.path), written(found.last)) == expected


@pytest.mark.parametrize("text", ["", "  ", "《监察法》的规定"])
def test_what_is_no_typed_citation(text: str) -> None:
    assert parse_citation(text) is None


def test_a_typed_citation_is_resolved() -> None:
    law = "某某法\n第一条 甲。\n第二条 乙。\n丙。\n"
    document = replace(make_document(law), entry=Entry("x.txt", "mou", aliases=("旧名",)))
    index = Index.of([document])

    def resolve(text: str) -> Resolution:
        typed = parse_citation(text)
        assert typed is not None
        return index.resolve(typed.name, typed.path, typed.last)

    assert (resolve("某某法第二条第二款").slug, resolve("旧名 2").eid) == ("mou", "art_2")
    assert resolve("某某法第二条第二款").eid == "art_2__para_2"
    assert resolve("某某法第九条").status == "no-such-clause"
    assert resolve("另一法第九条").status == "not-in-corpus"
