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


@pytest.mark.parametrize(
    "last",
    ["着力打造过硬党支部", "牵头单位 市委组织部", "办公室设在市教育局", "某某纪律检查委员会"],
)
def test_no_signature_without_a_date(last: str) -> None:
    assert divided(f"要求\n一、甲。\n{last}") == [("title", "要求"), ("body", "一、甲。", last)]


@pytest.mark.parametrize(
    "below",
    [
        "（此件公开发布）",
        "抄送：市委办公室，各区。",
        "某某办公室 2024年3月6日印发",
    ],
)
def test_notes_may_stand_below_the_date(below: str) -> None:
    assert divided(f"要求\n一、甲。\n某某局\n2024年3月5日\n{below}\n")[2:] == [
        ("signature", "某某局"),
        ("date", "2024年3月5日"),
        ("note", below),
    ]


@pytest.mark.parametrize("below", ["请准时参加。", "联系电话：123", "一、乙。"])
def test_no_date_of_the_document_with_a_text_below_it(below: str) -> None:
    text = f"要求\n一、甲。\n会议时间\n2024年3月5日\n{below}\n"
    assert divided(text) == [("title", "要求"), ("body", *text.split("\n")[1:-1])]


@pytest.mark.parametrize("between", ["", "第二阶段\n"])
def test_dates_below_each_other_are_a_schedule(between: str) -> None:
    text = f"要求\n一、甲。\n第一阶段\n2024年3月5日\n{between}2024年6月5日\n"
    assert divided(text) == [("title", "要求"), ("body", *text.split("\n")[1:-1])]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (("省政府文件", "鲁政发〔2024〕5号"), ("关于做好工作的通知",)),
        (("×政发〔2024〕5号",), ("关于做好工作的通知",)),
        (("000001", "机密★1年", "特急", "某某局文件", "某发[2024]5号"), ("某某局", "工作通知")),
        (("某某局文件", "某发〔2024〕5号　签发人：张某"), ("工作通知",)),
        (("某某局文件", "某发〔2024〕5号", "签发人：张某"), ("工作通知",)),
        (("某某市人民政府", "某政发〔2024〕5号"), ("工作通知",)),
        (("某某局文件", "某发〔2024〕5号"), ("某某工作",)),
    ],
)
def test_red_head_above_the_title(above: tuple[str, ...], title: tuple[str, ...]) -> None:
    found = divided("\n".join((*above, *title, "各单位：", "请执行。")))
    expected = [*(("note", line) for line in above), ("title", *title)]
    assert found == [*expected, ("addressee", "各单位："), ("body", "请执行。")]


def test_a_file_number_below_the_title_is_no_red_head() -> None:
    assert divided("某某市\n某政发〔2024〕5号\n甲。\n") == [
        ("title", "某某市"),
        ("note", "某政发〔2024〕5号"),
        ("body", "甲。"),
    ]


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("坚持党的领导", False),
        ("深入学习贯彻党的精神", False),
        ("坚持和加强党的领导的意见", True),
        ("不忘初心 牢记使命", True),
        ("张某诉李某买卖合同纠纷案", True),
    ],
)
def test_a_slogan_is_no_title(first: str, title: bool) -> None:
    found = divided(f"{first}\n一、甲。\n")
    assert found == (
        [("title", first), ("body", "一、甲。")] if title else [("body", first, "一、甲。")]
    )


@pytest.mark.parametrize(
    "notes",
    [
        (),
        ("张某",),
        ("张某", "（2024年3月5日）"),
        ("（2024年3月5日）", "市委书记　张某"),
        ("2024年3月5日", "张某"),
    ],
)
@pytest.mark.parametrize("salutation", ["同志们：", "各位领导、同志们！"])
def test_speaker_and_date_above_the_salutation(notes: tuple[str, ...], salutation: str) -> None:
    found = divided("\n".join(("在会议上的讲话", *notes, salutation, "今天开会。")))
    assert found == [
        ("title", "在会议上的讲话"),
        *(("note", line) for line in notes),
        ("addressee", salutation),
        ("body", "今天开会。"),
    ]


def test_lines_above_an_addressee_that_is_no_salutation_are_text() -> None:
    assert divided("工作通知\n张某\n各单位：\n请执行。\n") == [
        ("title", "工作通知"),
        ("body", "张某", "各单位：", "请执行。"),
    ]


@pytest.mark.parametrize(
    ("last", "closing"),
    [
        (("同志们，努力！", "谢谢大家！"), 2),
        (("同志们，努力！", "再努力！", "谢谢大家！"), 3),
        (("同志们，努力！", "同志们，再努力！"), 1),
        (("同志们，努力！", "甲。", "乙。", "丙。"), 0),
        (("同志们，努力！", "三、丙。"), 0),
        (("同志们，努力！", "一是丙。"), 0),
    ],
)
def test_closing_words_run_to_the_end(last: tuple[str, ...], closing: int) -> None:
    found = divided("\n".join(("同志们：", "今天开会。", "一、甲。", *last)))
    split = len(last) - closing
    assert found == [
        ("addressee", "同志们："),
        ("body", "今天开会。", "一、甲。", *last[:split]),
        *(("conclusions", line) for line in last[split:]),
    ]


@pytest.mark.parametrize(
    ("line", "opening", "title"),
    [
        ("附件1.任务清单", "附件1.", "任务清单"),
        ("附件2：责任清单", "附件2：", "责任清单"),
        ("附件一　人员名单", "附件一", "人员名单"),
        ("附表 3、名单", "附表 3、", "名单"),
    ],
)
def test_attachment_with_its_title_on_one_line(line: str, opening: str, title: str) -> None:
    found = divided(f"通知\n甲。\n某某局\n2024年3月5日\n{line}\n张某\n李某\n")[-1]
    assert isinstance(found, tuple)
    assert (found[0], found[2]) == (
        "attachment",
        [("opening", opening), ("title", title), ("body", "张某", "李某")],
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("附件1：甲清单", "附件2：乙清单"),
        ("附件1：甲清单",),
        ("附件1：甲清单", "2.乙清单"),
    ],
)
def test_a_list_of_attachments_above_the_signature_is_text(lines: tuple[str, ...]) -> None:
    found = divided("\n".join(("通知", "甲。", *lines)))
    assert found == [("title", "通知"), ("body", "甲。", *lines)]


TWO = (
    "关于印发两个规定的通知\n各单位：\n请执行。\n某某局\n2024年3月5日\n"
    "甲规定\n为了甲。\n一、甲。\n二、甲。\n"
)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("乙规定\n为了乙。\n一、乙。\n", ("乙规定",)),
        ("乙类企业\n发展规定\n一、乙。\n", ("乙类企业", "发展规定")),
        ("乙规定\n三、乙。\n", None),  # the numbers go on
        ("乙规定\n第一条　乙。\n", None),  # no level of the document before
        ("乙企业\n一、乙。\n", None),  # no word that ends titles
        ("丙企业\n乙企业\n发展规定\n一、乙。\n", None),  # three lines
        ("丙\n乙规定，试行\n一、乙。\n", None),  # no title has a comma
    ],
)
def test_second_carried_document(text: str, title: tuple[str, ...] | None) -> None:
    documents = [part for part in divided(TWO + text) if part[0] == "document"]
    assert len(documents) == (2 if title else 1)
    if title:
        number, parts_of_it = documents[-1][1:]
        assert (number, parts_of_it[0]) == ("2", ("title", *title))


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


def test_an_attachment_of_a_number_alone_has_no_title() -> None:
    assert divided("甲。\n附件\n国发〔2018〕1号") == [
        ("body", "甲。"),
        ("attachment", "None", [("opening", "附件"), ("note", "国发〔2018〕1号")]),
    ]
