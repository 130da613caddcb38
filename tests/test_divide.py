"""What stands around the numbered text."""

from __future__ import annotations

import pytest

from converter.divide import Division, divide
from converter.scan import scan
from converter.source import SourceText


def parts(division: Division, source: SourceText) -> list[object]:
    """Write a division as lists: kind and lines of each part, in order."""
    out: list[object] = []
    if division.opening:
        out.append(("opening", source.slice(division.opening.span)))
    for block in division.head:
        out.append((block.kind.value, *(source.slice(line.span) for line in block.lines)))
    if division.body:
        out.append(("body", *(source.slice(line.span) for line in division.body)))
    for block in division.tail:
        out.append((block.kind.value, *(source.slice(line.span) for line in block.lines)))
    for inner in division.inner:
        out.append((inner.kind.value, str(inner.number), parts(inner, source)))
    return out


def divided(text: str) -> list[object]:
    source = SourceText.plain("x.txt", text)
    return parts(divide(source, scan(source)), source)


def test_nothing() -> None:
    assert divided("") == []
    assert divided("\n　\n") == []


def test_one_line_is_no_title() -> None:
    assert divided("某某通知") == [("body", "某某通知")]


def test_everything_around_the_text() -> None:
    text = (
        "某某市人民政府办公厅\n关于做好工作的通知\n某政发〔2023〕5号\n各单位：\n请执行。\n"
        "一、甲。\n附件：1.方案\n2.分工\n某某市人民政府\n某某市委员会\n2023年1月31日\n"
        "（此件公开发布）\n附件1\n方案\n一、乙。\n附件2\n分工\n丙。\n"
    )
    assert divided(text) == [
        ("title", "某某市人民政府办公厅", "关于做好工作的通知"),
        ("note", "某政发〔2023〕5号"),
        ("addressee", "各单位："),
        ("body", "请执行。", "一、甲。"),
        ("text", "附件：1.方案", "2.分工"),
        ("signature", "某某市人民政府", "某某市委员会"),
        ("date", "2023年1月31日"),
        ("note", "（此件公开发布）"),
        ("attachment", "1", [("opening", "附件1"), ("title", "方案"), ("body", "一、乙。")]),
        ("attachment", "2", [("opening", "附件2"), ("title", "分工"), ("body", "丙。")]),
    ]


def test_carried_document_after_the_date() -> None:
    text = (
        "关于印发《办法》的通知\n各单位：\n请执行。\n某某市人民政府\n2023年1月31日\n"
        "某某管理办法\n第一条　甲。\n第二条　乙。\n"
    )
    assert divided(text)[-1] == (
        "document",
        "1",
        [("title", "某某管理办法"), ("body", "第一条　甲。", "第二条　乙。")],
    )


def test_no_carried_document_without_a_date_before_it() -> None:
    text = "关于印发《办法》的通知\n各单位：\n请执行。\n某某管理办法\n第一条　甲。\n第二条　乙。\n"
    assert divided(text)[-1] == (
        "body",
        "请执行。",
        "某某管理办法",
        "第一条　甲。",
        "第二条　乙。",
    )


@pytest.mark.parametrize(
    ("text", "toc"),
    [
        (
            "某法\n目录\n第一章　总则\n第二章　附则\n第一章　总则\n第一条　甲。\n",
            ("目录", "第一章　总则", "第二章　附则"),
        ),
        (
            "某法\n目录\n第一章　总则……1\n第二章　附则……9\n第一章　总则\n第一条　甲。\n",
            ("目录", "第一章　总则……1", "第二章　附则……9"),
        ),
        (
            "某法\n第一章　总则\n第二章　附则\n第一章　总则\n第一条　甲。\n",
            ("第一章　总则", "第二章　附则"),
        ),
        ("某法\n目录\n第一章　总则\n第一条　甲。\n第二章　附则\n第二条　乙。\n", None),
        ("某法\n第一章　总则\n第一条　甲。\n第一章　总则\n第二条　乙。\n", None),
    ],
)
def test_table_of_contents_ends_where_its_first_entry_comes_again(
    text: str, toc: tuple[str, ...] | None
) -> None:
    found = [part for part in divided(text) if isinstance(part, tuple) and part[0] == "toc"]
    assert found == ([("toc", *toc)] if toc else [])


@pytest.mark.parametrize(
    ("last", "kind"),
    [
        ("同志们，让我们努力。", "conclusions"),
        ("让我们努力。", None),
        ("三、同志们，努力。", None),
    ],
)
def test_closing_words_begin_with_the_salutation_again(last: str, kind: str | None) -> None:
    found = divided(f"同志们：\n今天开会。\n一、甲。\n二、乙。\n{last}\n")
    assert found[0] == ("addressee", "同志们：")
    assert found[-1] == (
        (kind, last) if kind else ("body", "今天开会。", "一、甲。", "二、乙。", last)
    )


def test_signature_without_a_date_needs_the_name_of_an_organ() -> None:
    assert divided("要求\n一、甲。\n某某纪律检查委员会")[-1] == ("signature", "某某纪律检查委员会")
    assert divided("要求\n一、甲。\n努力奋斗")[-1] == ("body", "一、甲。", "努力奋斗")


def test_no_carried_document_after_a_date_at_the_top() -> None:
    text = "某某局\n2023年1月31日\n关于做好工作的通知\n各单位：\n甲。\n"
    kinds = [part[0] for part in divided(text) if isinstance(part, tuple)]
    assert kinds[0] == "title" and "document" not in kinds


def test_a_quoted_attachment_is_none_of_this_document() -> None:
    text = "某某法修正案\n第一条　附件修改为：“甲\n附件1\n乙”\n第二条　丙。\n"
    assert divided(text) == [("title", "某某法修正案"), ("body", *text.split("\n")[1:-1])]


def test_date_in_the_middle_is_no_date_of_the_document() -> None:
    text = "要求\n一、甲。\n2023年1月31日\n二、乙。\n丙。\n"
    assert divided(text) == [("title", "要求"), ("body", *text.split("\n")[1:-1])]


def test_title_runs_on_until_a_word_that_ends_titles() -> None:
    text = "某某市\n某某局\n关于印发工作方案（试行）的通知（试行）\n甲。\n"
    assert divided(text)[0] == ("title", *text.split("\n")[:3])


def test_without_such_a_word_only_the_first_line_is_the_title() -> None:
    assert divided("甲乙\n丙丁\n戊。\n") == [("title", "甲乙"), ("body", "丙丁", "戊。")]
