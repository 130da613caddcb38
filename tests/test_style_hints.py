"""Styles of Word files settle doubts, and make nothing by themselves."""

from __future__ import annotations

import io

import docx
import pytest

from converter.beside import Role
from converter.model import Document
from converter.pipeline import Work, run_passes
from converter.readers.docx.read import read_docx
from converter.tree import Kind
from tests.docx_helpers import read_word
from tests.helpers import outline, uncovered


def made(*paragraphs: tuple[str, str]) -> Document:
    """Make a Word file of texts and the names of their styles, and convert it."""
    file = docx.Document()
    for text, style in paragraphs:
        file.add_paragraph(text, style=style or None)
    data = io.BytesIO()
    file.save(data)
    work = Work(read_docx("x.docx", data.getvalue()), None, "x")
    document = run_passes(work, "x.docx", "", 0)
    assert uncovered(document) == []
    return document


SLOGAN = ("坚持以人民为中心：", "让服务更有温度")
LONG = "各单位要把调研作为基本功，" * 6 + "抓出实效。"


@pytest.mark.parametrize(("style", "titles"), [("Title", ["".join(SLOGAN)]), ("", [])])
def test_a_title_that_words_do_not_show(style: str, titles: list[str]) -> None:
    """坚持… opens a slogan, and nothing but the style tells that this one is a title."""
    document = made(*((line, style) for line in SLOGAN), ("一、" + LONG, ""), ("二、" + LONG, ""))
    nodes = [node for node in document.root.children if node.kind is Kind.TITLE]
    assert [document.own_text(node) for node in nodes] == titles


@pytest.mark.parametrize(("style", "headed"), [("Heading 1", True), ("", False)])
def test_a_heading_that_words_do_not_show(style: str, headed: bool) -> None:
    numbered = (("一、开展调研：要求和时间", style), ("二、" + LONG, ""), ("三、" + LONG, ""))
    document = made(("关于调研的通知", ""), *numbered)
    section = next(node for node in document.root.children if node.kind is Kind.SECTION)
    assert bool(section.heading) is headed


def test_a_heading_style_without_a_number_makes_nothing() -> None:
    document = made(("关于调研的通知", ""), ("总体要求", "Heading 2"), ("一、做好。", ""))
    assert outline(document).splitlines() == [
        "title            关于调研的通知 〔标题〕",
        "preface__p_1     总体要求 〔导语〕",
        "sec_1            一、 做好。 〔第一部分〕",
    ]


def test_a_level_in_the_outline_is_a_hint_like_a_style() -> None:
    heading = (
        '<w:p><w:pPr><w:outlineLvl w:val="{}"/></w:pPr>'
        "<w:r><w:t>一、开展调研：要求和时间</w:t></w:r></w:p>"
    )
    for level, expected in ((0, [Role.HEADING]), (9, [])):
        source = read_word(heading.format(level))
        assert [hint.role for hint in source.hints] == expected
