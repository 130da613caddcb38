"""The way to a document, lists of documents, outlines: on desktop and phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import expect

from converter import mkdocs_build
from converter.terms.names import term_page
from tests.browser.conftest import OpenPage, serving
from tests.browser.test_accessibility import SCREENS, violations
from tests.growing import project

RULES = "documents/c03-rules/"
KIND = f"browse/kind/{term_page('办法')}/"
TERM = f"glossary/{term_page('经营者')}/"


@cache
def _built() -> Path:
    place = project(15)
    mkdocs_build.build(place, place.parent / "site")
    return place.parent / "site"


@pytest.fixture(scope="module")
def large() -> Iterator[str]:
    """The address of a site of 33 works whose pages hold little."""
    with serving(_built()) as address:
        yield address


@pytest.mark.parametrize("width", [1280, 390])
def test_from_a_document_to_others_of_its_kind(width: int, large: str, open_page: OpenPage) -> None:
    page = open_page(f"{large}/{RULES}", width, 844)
    way = page.locator(".tw-crumbs li")
    expect(way).to_have_text(["首页", "文件", "办法", "《北宁市管理条例实施办法》"])
    outline = page.locator("details.tw-outline")
    if width < 400:
        outline.locator("summary").click()
        outline.get_by_role("link", name="第三条").click()
        expect(page.locator("#art_3")).to_be_in_viewport()
        expect(outline.get_by_role("link", name="第三条")).to_be_hidden()
    else:
        expect(outline).to_have_count(0)
        expect(page.locator(".md-sidebar--secondary a", has_text="第三条")).to_be_visible()
        expect(page.locator(".md-sidebar--primary a", has_text="条例").first).to_be_visible()
    page.get_by_role("link", name=re.compile("^下一件")).click()
    page.wait_for_url(f"{large}/documents/c04-rules/")
    page.locator(".tw-crumbs").get_by_role("link", name="办法").click()
    page.wait_for_url(f"{large}/{KIND}")
    rows = page.locator("table.tw-documents tbody tr:visible")
    expect(rows).to_have_count(5)
    page.get_by_label("在本页查找文件").fill("bn")
    expect(rows).to_have_count(1)
    page.get_by_label("在本页查找文件").press("Enter")
    page.wait_for_url(f"{large}/{RULES}")


def test_paper_has_the_text_alone(large: str, open_page: OpenPage) -> None:
    page = open_page(f"{large}/{RULES}", 390, 844)
    page.emulate_media(media="print")
    for css in (".tw-crumbs", ".tw-neighbours", ".tw-outline"):
        expect(page.locator(css)).to_be_hidden()


def test_an_outline_goes_beside_the_text_where_there_is_room(
    large: str, open_page: OpenPage
) -> None:
    page = open_page(f"{large}/{RULES}", 390, 844)
    expect(page.locator("details.tw-outline")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 844})
    expect(page.locator("details.tw-outline")).to_have_count(0)
    expect(page.locator(".md-sidebar--secondary a", has_text="第三条")).to_be_visible()


def test_an_id_on_a_later_page_is_found_at_its_old_address(large: str, open_page: OpenPage) -> None:
    sense = "c04--art_2__para_1"
    page = open_page(f"{large}/{TERM}#{sense}")
    page.wait_for_url(f"{large}/{TERM}3/#{sense}")
    expect(page.locator(f"[id='{sense}']")).to_be_in_viewport()
    law, rare = term_page("国家示范法"), term_page("广阳市规划法")
    page.goto(f"{large}/citations/#{law}")
    expect(page.locator(f"[id='{law}']")).to_be_in_viewport()
    assert page.url == f"{large}/citations/#{law}"
    page.goto(f"{large}/citations/#{rare}")
    page.wait_for_url(re.compile(rf"/citations/letter-g/.*#{rare}$"))
    term = term_page("广阳市市监局")
    page.goto(f"{large}/glossary/#{term}")
    page.wait_for_url(re.compile(rf"/glossary/{term}/#{term}$"))
    page.goto(f"{large}/glossary/#nothing")
    expect(page.locator("h1")).to_have_text("术语表")
    assert page.url == f"{large}/glossary/#nothing"


def test_pages_are_found_in_a_folder(open_page: OpenPage) -> None:
    page = open_page(f"{_built().as_uri()}/{TERM}index.html#c04--art_2__para_1")
    page.wait_for_url(re.compile(r"/3/index\.html#c04--art_2__para_1$"))
    page.locator(".tw-pager").get_by_role("link", name="上一页").click()
    page.wait_for_url(re.compile(r"/2/index\.html$"))


@pytest.mark.parametrize("screen", ["desktop dark", "phone light"])
def test_nothing_bars_anybody(screen: str, large: str, open_page: OpenPage) -> None:
    width, height, dark = SCREENS[screen]
    for path in ("", RULES, KIND, "browse/issuer/", TERM, "citations/"):
        page = open_page(f"{large}/{path}", width, height, dark)
        assert violations(page) == [], path
