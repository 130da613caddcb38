"""The lists of terms and named documents, filtered as one types."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from converter.terms.names import term_page
from tests.browser.conftest import OpenPage
from tests.io_helpers import seed_site

FORMS = term_page("四种形态")


def shown(page: Page) -> Locator:
    """Return the lines of terms that are in sight."""
    return page.locator(".tw-list > li:visible")


@pytest.fixture
def glossary(site: str, open_page: OpenPage) -> Page:
    """The list of terms."""
    return open_page(f"{site}/glossary/")


@pytest.mark.parametrize(
    "typed",
    [
        "四种形态",
        "“四种形态”",
        "四 种 形",
        "szxt",
        "sizhong",
        "SiZhong",
        "sizxt",
        "zhongxing",
        "si zhong",
    ],
)
def test_filters_by_characters_and_pinyin(typed: str, glossary: Page) -> None:
    glossary.get_by_label("查找术语").fill(typed)
    expect(glossary.locator(f"[id='{FORMS}']")).to_be_visible()
    count = shown(glossary).count()
    assert 1 <= count <= 3
    expect(glossary.locator(".tw-filter output")).to_have_text(f"找到 {count} 项")
    letters = glossary.locator("h3:visible").count()
    assert letters == glossary.locator(".tw-list:visible").count() <= count
    expect(glossary.locator(".tw-letters")).to_be_hidden()
    expect(glossary.locator("#by-category")).to_be_hidden()
    expect(glossary.locator(".tw-chart")).to_be_hidden()


def test_all_are_back_when_nothing_is_typed(glossary: Page) -> None:
    everything = shown(glossary).count()
    assert everything > 40
    box = glossary.get_by_label("查找术语")
    box.fill("没有这样的词")
    expect(shown(glossary)).to_have_count(0)
    expect(glossary.locator(".tw-filter output")).to_have_text("没有符合的项")
    box.press("Escape")
    expect(box).to_have_value("")
    expect(shown(glossary)).to_have_count(everything)
    expect(glossary.locator(".tw-filter output")).to_have_text("")
    expect(glossary.locator(".tw-letters")).to_be_visible()


def test_the_keyboard_suffices(glossary: Page) -> None:
    box = glossary.get_by_label("查找术语")
    box.focus()
    glossary.keyboard.type("sige", delay=20)
    links = glossary.locator(".tw-list > li:visible > a")
    assert links.count() > 1
    glossary.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    glossary.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    glossary.keyboard.press("ArrowUp")
    glossary.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    box.fill("szxt")
    box.press("Enter")
    glossary.wait_for_url(re.compile(f"/glossary/{FORMS}/$"))
    expect(glossary.locator("h1")).to_have_text("四种形态")


def test_folded_documents_are_filtered_too(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/glossary/documents/")
    entries = page.locator(".tw-folds > details:visible")
    expect(entries).to_have_count(5)
    page.get_by_label("查找文件").fill("tjqmcyzdgzcs")
    expect(entries.locator("> summary")).to_contain_text(["推进全面从严治党工作措施"])
    expect(entries).to_have_count(1)


def test_without_scripts_the_list_is_there(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/glossary/", java_script_enabled=False)
    expect(page.locator(".tw-filter")).to_be_hidden()
    expect(page.locator(f"[id='{FORMS}']")).to_be_visible()
    assert shown(page).count() > 40


def test_opens_from_a_folder(open_page: OpenPage) -> None:
    page = open_page(f"{seed_site().as_uri()}/glossary/index.html")
    page.get_by_label("查找术语").fill("szxt")
    expect(shown(page)).to_have_count(1)
    shown(page).get_by_role("link").click()
    page.wait_for_url(re.compile(f"glossary/{FORMS}/index.html$"))
    expect(page.locator("h1")).to_have_text("四种形态")


def test_an_old_address_leads_to_the_line(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/glossary/#{FORMS}")
    expect(page.locator(f"[id='{FORMS}']")).to_be_in_viewport()


def test_a_term_leads_to_its_definition_and_uses(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/glossary/{term_page('两个功能')}/")
    entry = page.locator("dl.tw-term")
    expect(entry).to_contain_text("政治功能和服务功能")
    entry.get_by_role("link", name="第22条").click()
    page.wait_for_url(re.compile("/documents/.*#para_22__p_1"))
    expect(page.locator("#para_22__p_1")).to_contain_text("“两个功能”（政治功能和服务功能）")


def test_the_address_of_a_folded_entry_opens_it(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/glossary/documents/")
    entry = page.locator(".tw-folds > details").nth(1)
    name = entry.get_attribute("id")
    entry.evaluate("entry => (entry.open = false)")
    page.goto(f"{site}/glossary/documents/#{name}")
    expect(entry).to_have_attribute("open", "")
    expect(entry.get_by_role("link").first).to_be_in_viewport()
