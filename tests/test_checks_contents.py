"""The 目录 against the headings."""

from __future__ import annotations

import pytest

from tests.helpers import make_document

CHAPTERS = """\
某某条例
目录
第一章　总则………1
第二章 监督管理 (2)
第三章 附  则
第一章 总 则
第一条　甲。
第二章 监督管理
第二条　乙。
第三章 附则
第三条　丙。
"""


def found(text: str) -> list[str]:
    return [str(d) for d in make_document(text).diagnostics if d.code == "contents-differ"]


def test_white_space_leaders_and_pages_make_no_difference() -> None:
    assert found(CHAPTERS) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "第二章 监督管理 (2)",
            "第二章 监督",
            "x.txt:4:1: warning: the contents list '第二章 监督', and the heading in line 8 is"
            " '第二章 监督管理' 〔第二章 监督〕 [contents-differ]",
        ),
        (
            "第二章 监督管理 (2)\n",
            "",
            "x.txt:7:1: warning: the heading '第二章 监督管理' is not in the contents"
            " 〔第二章 监督管理〕 [contents-differ]",
        ),
        (
            "第三章 附  则\n",
            "第三章 附则\n第四章 罚则\n",
            "x.txt:6:1: warning: the contents list '第四章 罚则', which is no heading of the text"
            " 〔第四章 罚则〕 [contents-differ]",
        ),
    ],
)
def test_differences(old: str, new: str, message: str) -> None:
    text = CHAPTERS.replace(old, new)
    assert found(text.replace(" (2)", "")) == [message]


def test_sections_that_begin_anew_and_a_contents_of_chapters_only() -> None:
    body = "第一章 甲\n第一节 子\n第一条　甲。\n第二节 丑\n第二条　乙。\n"
    body += "第二章 乙\n第一节 寅\n第三条　丙。\n"
    chapters = "目录\n第一章 甲\n第二章 乙\n"
    sections = "目录\n第一章 甲\n第一节 子\n第二节 丑\n第二章 乙\n第一节 寅\n"
    assert found(f"某某条例\n{chapters}{body}") == []
    assert found(f"某某条例\n{sections}{body}") == []


def test_a_contents_on_one_line() -> None:
    text = "某某条例\n目录 第一章 总则 第二章 附则\n"
    text += "第一章 总则\n第一条　甲。\n第二章 罚则\n第二条　乙。\n"
    assert found(text) == [
        "x.txt:2:11: warning: the contents list '第二章 附则', and the heading in line 5 is"
        " '第二章 罚则' 目录 第一章 总则 〔第二章 附则〕 [contents-differ]"
    ]


def test_an_entry_without_a_number() -> None:
    text = "某某法\n目录\n序言\n第一章 总则\n附则\n"
    text += "序言\n为了国家。\n第一章 总则\n第一条　甲。\n附则\n第二条　乙。\n"
    assert found(text) == []


def test_a_section_is_sought_below_the_entry_before_it() -> None:
    text = "某某条例\n目录\n第一章 甲\n第二章 乙\n第一节 寅\n第一章 甲\n第一节 子\n第一条　甲。\n"
    assert found(f"{text}第二章 乙\n第一节 寅\n第二条　乙。\n") == []
