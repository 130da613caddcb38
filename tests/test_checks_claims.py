"""Claims checks: what the seeds say of themselves is right, and altered copies are not."""

from __future__ import annotations

from itertools import count

import pytest

from converter.checks.claims import FORMS, ClaimForm, check_claims
from converter.numerals import to_chinese
from converter.source import SourceText
from converter.span import Span
from converter.tree import Kind, Node, Number


class _Maker:
    """Writes a text and its tree at once."""

    def __init__(self) -> None:
        self.text = ""
        self.keys = count(1)

    def node(self, kind: Kind, num: str, value: int, body: str, inline: bool = False) -> Node:
        start = len(self.text)
        self.text += num + body
        number = Number(value) if num else None
        level = kind.value if num else ""
        head, end = start + len(num), len(self.text)
        span = Span(start, head) if num else None
        if not inline:
            self.text += "\n"
        return Node(
            next(self.keys),
            kind,
            Span(start, end),
            level,
            span,
            number,
            None,
            (Span(head, end),),
            block=not inline,
        )

    def within(self, parent: Node, *children: Node) -> Node:
        span = Span(parent.span.start, children[-1].span.end if children else parent.span.end)
        return Node(
            parent.key, parent.kind, span, parent.level, parent.num, parent.number,
            parent.heading, parent.body, children, parent.block,
        )  # fmt: skip

    def found(self, *children: Node) -> list[str]:
        root = Node(0, Kind.DOCUMENT, Span(0, len(self.text)), children=children)
        source = SourceText.plain("t.txt", self.text)
        return [
            f"{d.line}:{d.column} {d.code}: {d.message} {d.spot}"
            for d in check_claims(source, root)
        ]


def sections_after(preface: str, *clauses: int) -> list[str]:
    """Check a document with a preface and sections that hold so many clauses each."""
    make = _Maker()
    nodes = [make.node(Kind.PREFACE, "", 0, preface)]
    number = 0
    for index, below in enumerate(clauses, 1):
        section = make.node(Kind.SECTION, f"{to_chinese(index)}、", index, "监督")
        held = []
        for _ in range(below):
            number += 1
            held.append(make.node(Kind.CLAUSE, f"{number}.", number, "坚持。"))
        nodes.append(make.within(section, *held))
    return make.found(*nodes)


def points_after(lead: str, points: int, inline: bool = False) -> list[str]:
    """Check a paragraph followed by 一是… in paragraphs, or inside it."""
    make = _Maker()
    text = make.node(Kind.TEXT, "", 0, lead, inline)
    series = [
        make.node(Kind.POINT, f"{to_chinese(n)}是", n, "从严。", inline)
        for n in range(1, points + 1)
    ]
    return make.found(make.within(text, *series)) if inline else make.found(text, *series)


@pytest.mark.parametrize(
    "claim",
    ["重点抓好 4 个版块18项工作。", "重点抓好四个版块十八项工作。", "抓好4个部分、共18项任务。"],
)
def test_sections_and_clauses_that_agree(claim: str) -> None:
    assert sections_after(claim, 6, 4, 4, 4) == []


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (
            "重点抓好 5 个版块18项工作。",
            "1:6 count-mismatch: The text says 5 个版块18项, and 4 parts follow, 一、 to 四、 "
            "重点抓好 〔5 个版块18项〕工作。",
        ),
        (
            "重点抓好四个版块十七项工作。",
            "1:5 count-mismatch: The text says 四个版块十七项, and 18 parts follow, 1. to 18. "
            "重点抓好〔四个版块十七项〕工作。",
        ),
    ],
)
def test_sections_and_clauses_that_do_not(claim: str, expected: str) -> None:
    assert sections_after(claim, 6, 4, 4, 4) == [expected]


def test_points_of_a_speech() -> None:
    assert sections_after("下面，讲四点意见。", 0, 0, 0, 0) == []
    assert sections_after("下面，讲四点意见。请大家记录。", 0, 0, 0, 0) == []
    assert sections_after("下面，讲三点意见。", 0, 0, 0, 0) == [
        "1:4 count-mismatch: The text says 讲三点意见, and 4 parts follow, 一、 to 四、 "
        "下面，〔讲三点意见〕。"
    ]
    assert sections_after("提出如下五点要求：", 0, 0) == [
        "1:1 count-mismatch: The text says 提出如下五点要求, and 2 parts follow, 一、 to 二、 "
        "〔提出如下五点要求〕："
    ]


def test_a_series_of_paragraphs() -> None:
    assert points_after("全区差距主要体现在五个方面。", 5) == []
    assert points_after("全区差距主要体现在五个方面。", 4) == [
        "1:10 count-mismatch: The text says 五个方面, and 4 parts follow, 一是 to 四是 "
        "全区差距主要体现在〔五个方面〕。"
    ]


def test_a_series_inside_a_paragraph() -> None:
    assert points_after("主要呈现四个方面的特点：", 4, inline=True) == []
    assert points_after("主要呈现四个方面的特点：", 3, inline=True) == [
        "1:5 count-mismatch: The text says 四个方面的特点, and 3 parts follow, 一是 to 三是 "
        "主要呈现〔四个方面的特点〕：一是从严。二是从严"
    ]


def test_measures_that_follow() -> None:
    assert points_after("采取以下五项措施：", 5) == []
    assert points_after("采取以下 5 条措施：", 4) == [
        "1:3 count-mismatch: The text says 以下 5 条措施, and 4 parts follow, 一是 to 四是 "
        "采取〔以下 5 条措施〕："
    ]


def test_the_number_may_be_that_of_the_parts_of_the_parts() -> None:
    assert sections_after("采取以下18项措施：", 6, 4, 4, 4) == []


@pytest.mark.parametrize(
    "lead",
    [
        "具备下列三项以上条件的：",
        "采取下列一种方式：",
        "采取下列两种或者三种方式：",
        "符合以下三项条件之一的：",
        "抓好十几个方面：",
        "抓好近二十个方面：",
        "落实第三个方面：",
        "抓好前三个方面：",
        "五个方面已经部署。现在强调：",
        "五个方面，各地要认真研究贯彻，切实抓好落实工作：",
        "一百九十七个国家：",
    ],
)
def test_what_is_not_plain_is_left_alone(lead: str) -> None:
    assert points_after(lead, 4) == []


def test_two_claims_before_the_sections_are_left_alone() -> None:
    assert sections_after("去年讲三点意见。今年讲五点意见。请大家落实。", 0, 0) == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_each_form_finds_its_example(form: ClaimForm) -> None:
    assert form.pattern.search(form.example)
