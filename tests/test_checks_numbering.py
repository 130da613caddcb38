"""Numbering checks on trees made by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

import pytest

from converter.checks.numbering import check_numbering
from converter.source import SourceText
from converter.span import Span
from converter.tree import Kind, Node, Number
from tests.helpers import make_document


@dataclass
class T:
    """A node to be: kind, number as printed, its value, children."""

    kind: Kind
    num: str = ""
    number: Number | None = None
    children: list[T] = field(default_factory=list)
    text: str = "坚持。\n"


def tree(*children: T) -> tuple[SourceText, Node]:
    """Make the text and the tree of a document with these children."""
    text, keys = "", count()

    def make(t: T) -> Node:
        nonlocal text
        key, start = next(keys), len(text)
        text += t.num
        num = Span(start, len(text)) if t.num else None
        body = Span(len(text), len(text) + len(t.text.rstrip("\n")))
        text += t.text
        kids = tuple(make(child) for child in t.children)
        end = max([body.end] + [kid.span.end for kid in kids])
        level = t.kind.value if t.num else ""
        return Node(key, t.kind, Span(start, end), level, num, t.number, None, (body,), kids)

    root = make(T(Kind.DOCUMENT, children=list(children), text=""))
    return SourceText.plain("t.txt", text), root


def row(
    kind: Kind, pattern: str, *numbers: int | str, below: list[list[T]] | None = None
) -> list[T]:
    """Make siblings with these numbers; `12-1` is 第十二条之一."""
    from converter.numerals import to_chinese

    nodes = []
    for index, number in enumerate(numbers):
        value, _, inserted = str(number).partition("-")
        word = to_chinese(int(value)) if "#" in pattern else value
        printed = pattern.replace("#", word).replace("%", value)
        printed += f"之{to_chinese(int(inserted))}" if inserted else ""
        children = below[index] if below else []
        nodes.append(T(kind, printed, Number(int(value), int(inserted or 0)), children))
    return nodes


def articles(*numbers: int | str) -> list[T]:
    return row(Kind.ARTICLE, "第#条", *numbers)


def clauses(*numbers: int) -> list[T]:
    return row(Kind.CLAUSE, "%.", *numbers)


def subsections(*numbers: int) -> list[T]:
    return row(Kind.SUBSECTION, "（#）", *numbers)


def sections(*below: list[T]) -> list[T]:
    return row(Kind.SECTION, "#、", *range(1, len(below) + 1), below=list(below))


def found(*children: T) -> list[str]:
    """Return the findings about a document as `line code: message`."""
    source, root = tree(*children)
    return [f"{d.line} {d.code}: {d.message}" for d in check_numbering(source, root)]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((1, 2, 3), []),
        ((1, 2, "2-1", "2-2", 3), []),
        ((1, 3), ["2 number-gap: 第三条 follows 第一条: 第二条 is missing"]),
        ((1, 4), ["2 number-gap: 第四条 follows 第一条: 第二条 and 第三条 are missing"]),
        ((1, 9), ["2 number-gap: 第九条 follows 第一条: 第二条 to 第八条 are missing"]),
        ((1, 2, "2-2", 3), ["3 number-gap: 第二条之二 follows 第二条: 第二条之一 is missing"]),
        ((1, "3-1"), ["2 number-gap: 第三条之一 follows 第一条: 第二条 and 第三条 are missing"]),
        (
            (1, 2, 2, 3),
            ["3 number-repeat: 第二条 stands between 第二条 and 第三条, which follow each other"],
        ),
        ((1, 2, 2), ["3 number-repeat: 第二条 follows another 第二条"]),
        (
            (1, 2, 2, 4),
            ["3 number-repeat: 第二条 stands between 第二条 and 第四条: 第三条 is expected"],
        ),
        (
            (1, 2, 8, 4),
            ["3 number-gap: 第八条 stands between 第二条 and 第四条: 第三条 is expected"],
        ),
        (
            (1, 2, 8, 3),
            ["3 number-gap: 第八条 stands between 第二条 and 第三条, which follow each other"],
        ),
        ((1, 2, 3, 2, 3, 4), ["4 number-back: 第二条 follows 第三条: 第四条 is expected"]),
        ((2, 3, 4), ["1 number-start: 第二条 begins the series: 第一条 is missing"]),
        ((2, 2, 3), ["1 number-start: 第二条 stands before 第二条: 第一条 is expected"]),
        ((989, 990, 991), []),  # a book of the civil code: an extract begins where it begins
        (
            (989, 990, 992),
            ["3 number-gap: 第九百九十二条 follows 第九百九十条: 第九百九十一条 is missing"],
        ),
    ],
)
def test_articles(numbers: tuple[int | str, ...], expected: list[str]) -> None:
    assert found(*articles(*numbers)) == expected


def test_articles_run_through_chapters() -> None:
    chapters = row(Kind.CHAPTER, "第#章", 1, 2, below=[articles(1, 2), articles(4, 5)])
    assert found(*chapters) == ["5 number-gap: 第四条 follows 第二条: 第三条 is missing"]
    chapters = row(Kind.CHAPTER, "第#章", 1, 2, below=[articles(1, 2), articles(1, 2)])
    assert found(*chapters) == ["5 number-back: 第一条 follows 第二条: 第三条 is expected"]


def test_a_level_may_run_through_the_document() -> None:
    assert found(*sections(clauses(1, 2), clauses(3, 4), clauses(5))) == []


def test_a_level_may_begin_again_in_each_parent() -> None:
    assert found(*sections(subsections(1, 2), subsections(1, 2, 3), subsections(1))) == []


def test_a_restart_in_a_running_level_is_one_finding() -> None:
    expected = ["8 number-back: 1. follows 4.: 5. is expected"]
    assert found(*sections(clauses(1, 2), clauses(3, 4), clauses(1, 2), clauses(7, 8))) == expected
    assert found(*sections(clauses(1, 2), clauses(3, 4), clauses(1, 2), clauses(5, 6))) == expected
    assert found(*sections(clauses(1, 2), clauses(3, 4), clauses(1, 2), clauses(3))) == expected


def test_a_running_start_in_a_restarting_level_is_one_finding() -> None:
    document = sections(subsections(1, 2), subsections(1, 2), subsections(3, 4), subsections(1))
    assert found(*document) == [
        "8 number-start: （三） begins the series: （一） and （二） are missing"
    ]


def test_a_gap_between_parents() -> None:
    document = sections(clauses(1, 2), clauses(3), clauses(6))
    assert found(*document) == ["7 number-gap: 6. follows 3.: 4. and 5. are missing"]
    assert found(*sections(subsections(1, 2), subsections(4))) == [
        "5 number-gap: （四） follows （二）: （三） is missing"
    ]


def test_chapters_begin_again_in_each_part_and_run_through_its_subparts() -> None:
    def chapters(*numbers: int) -> list[T]:
        return row(Kind.CHAPTER, "第#章", *numbers)

    subparts = row(Kind.SUBPART, "第#分编", 1, 2, below=[chapters(1, 2), chapters(3, 4)])
    others = row(Kind.SUBPART, "第#分编", 1, 2, below=[chapters(1), chapters(2)])
    assert found(*row(Kind.PART, "第#编", 1, 2, below=[subparts, others])) == []


def test_items_begin_again_in_each_article() -> None:
    def article(number: int, *items: int) -> T:
        paragraph = T(Kind.PARAGRAPH, children=row(Kind.ITEM, "（#）", *items))
        return T(Kind.ARTICLE, f"第{number}条", Number(number), [paragraph], text="")

    assert found(article(1, 1, 2), article(2, 1, 2)) == []
    assert found(article(1, 1, 2), article(2, 3, 4)) == [
        "5 number-start: （三） begins the series: （一） and （二） are missing"
    ]


def test_points() -> None:
    points = row(Kind.POINT, "#是", 1, 2, 3) + row(Kind.POINT, "#是", 1, 2)
    assert found(*points) == []
    assert found(*row(Kind.POINT, "#是", 1, 3)) == [
        "2 number-gap: 三是 follows 一是: 二是 is missing"
    ]


def test_a_second_list_in_one_parent() -> None:
    leads = T(Kind.TEXT, text="措施如下：\n")
    assert found(*clauses(1, 2), leads, *clauses(1, 2)) == []
    assert found(*clauses(1, 2), *clauses(1, 2)) == ["3 number-back: 1. follows 2.: 3. is expected"]


def test_attachments_and_carried_documents_number_afresh() -> None:
    attachment = T(Kind.ATTACHMENT, "附件1", Number(1), articles(1, 2))
    carried = T(Kind.DOCUMENT, children=articles(1, 3))
    assert found(*articles(1, 2), attachment, carried) == [
        "8 number-gap: 第三条 follows 第一条: 第二条 is missing"
    ]


def test_a_table_of_contents_is_left_alone() -> None:
    toc = T(Kind.TOC, children=row(Kind.CHAPTER, "第#章", 1, 2))
    assert found(toc, *row(Kind.CHAPTER, "第#章", 1, 2)) == []


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (("①", 1), ("③", 3), "③ follows ①: ② is missing"),
        (("㈠", 1), ("㈢", 3), "㈢ follows ㈠: ㈡ is missing"),
        (("１．", 1), ("３．", 3), "３． follows １．: 2． is missing"),
        (("首先", 1), ("再次", 3), "再次 follows 首先: 2 is missing"),
    ],
)
def test_missing_numbers_are_printed_as_the_text_prints_them(
    first: tuple[str, int], second: tuple[str, int], message: str
) -> None:
    nodes = [T(Kind.SUBCLAUSE, num, Number(value)) for num, value in (first, second)]
    assert found(*nodes) == [f"2 number-gap: {message}"]


def test_numbers_within_a_line_are_not_missing() -> None:
    text = (
        "关于罪名的意见\n1．放火罪（第一条） 2．决水罪（第二条） 3．爆炸罪\n4．投毒罪\n6．其他罪\n"
        "劫持罪 8．破坏罪 9．失火罪\n10．爆炸罪\n"
    )
    found = make_document(text).diagnostics
    assert [str(f) for f in found if f.code.startswith("number")] == [
        "x.txt:4:1: warning: 6． follows 4．: 5． is missing 〔6．〕其他罪 [number-gap]",
        "x.txt:6:1: warning: 10． follows 6．: 7． is missing 〔10．〕爆炸罪 [number-gap]",
    ]


def test_a_heading_that_has_lost_its_number_stands_for_it() -> None:
    text = (
        "某某条例\n第一章 总则\n第一条　甲。\n监督管理\n第二条　乙。\n{}第四章 附则\n第三条　丙。\n"
    )
    one = make_document(text.format("第三章 罚则\n第二条　乙。\n".replace("第二条", "第二条之一")))
    assert [f.code for f in one.diagnostics] == ["heading-unnumbered"]
    two = make_document(text.format(""))
    assert sorted(str(f) for f in two.diagnostics) == [
        "x.txt:4:1: warning: '监督管理' stands as a heading and has no number 〔监督管理〕"
        " [heading-unnumbered]",
        "x.txt:6:1: warning: 第四章 follows 第一章: 第二章 and 第三章 are missing"
        " 〔第四章〕 附则 [number-gap]",
    ]
