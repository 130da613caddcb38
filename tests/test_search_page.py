"""The page of the search: the index that it has for readers without scripts."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

from converter.bundle import Bundle
from converter.entry import Entry
from converter.listing import Listing
from converter.view import View
from converter.writers import search_page
from tests.helpers import make_document
from tests.io_helpers import rendered


def _view(*titles: str) -> View:
    documents = [
        make_document(f"{title}\n一、甲。", entry=Entry(file=f"{n}.txt", slug=f"doc-{n}"))
        for n, title in enumerate(titles)
    ]
    return View(Bundle(tuple(documents)))


def render(view: View) -> str:
    """Write the page."""
    return search_page.render(view, Listing(view.bundle))


def _soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(rendered(text), "lxml")


def test_documents_stand_by_letter_and_pinyin() -> None:
    page = _soup(render(_view("关于种子的通知", "2023年工作要点", "关于安全的通知", "森林法")))
    lists = {
        heading.get_text(): [link["href"] for link in heading.find_next("ul").select("a")]
        for heading in page.select("h3")
    }
    assert lists == {
        "G": ["../documents/doc-2/", "../documents/doc-0/"],
        "S": ["../documents/doc-3/"],
        "其他": ["../documents/doc-1/"],
    }
    assert [a["href"] for a in page.select(".tw-letters a")] == [
        "#letter-g", "#letter-s", "#letter-other",
    ]  # fmt: skip
    assert "共收录文件 4 件，按拼音排列。另见文件目录、术语表、引证索引。" in page.get_text()


def test_a_letter_is_one_line() -> None:
    text = render(_view("关于种子的通知", "关于安全的通知"))
    (line,) = [line for line in text.splitlines() if line.startswith("<ul")]
    assert line.count("<li>") == 2 and line.endswith("</ul>")


def test_it_has_a_place_for_results_and_a_word_to_those_without_scripts() -> None:
    page = _soup(render(_view("森林法")))
    place = page.select_one("#tw-search-page")
    assert place is not None and place["data-editorial"] == ""
    assert place.get_text() == "检索需要启用脚本。未启用的，可以从下列索引查找。"


def test_titles_are_data() -> None:
    text = render(_view("关于<b>粗</b>*星*{#x}的通知"))
    (link,) = _soup(text).select("ul.tw-list a")
    assert link.get_text() == "《关于<b>粗</b>*星*{#x}的通知》"
    assert not re.search("<b>", text)
