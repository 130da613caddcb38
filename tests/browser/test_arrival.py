"""Old links lead to the rule that they meant, or say where it is; links of the site never nag."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.arrivals import LATEST, MIDDLE, OLDEST, OLDEST_NAME, RENAMED, WORK, make_site
from tests.browser.conftest import OpenPage, serving
from tests.browser.test_accessibility import SCREENS, violations

#: Of the theme's scripts, those in the page do not run; all of this site's have to.
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"


@cache
def _site() -> Path:
    return make_site()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of the site; its server allows no script in a page."""
    with serving(_site(), POLICY) as address:
        yield address


@pytest.fixture(params=["http", "file"])
def root(request: pytest.FixtureRequest) -> str:
    """The address of the site, by a server and as a folder."""
    served = request.param == "http"
    return str(request.getfixturevalue("server")) if served else _site().as_uri()


def _at(root: str, address: str) -> str:
    """An address as a reader sees it; without a server it names a file."""
    page, hash_, eid = address.partition("#")
    leaf = "index.html" if root.startswith("file:") else ""
    return f"{root}/{page}{leaf}{hash_}{eid}"


def _notice(page: Page) -> Locator:
    return page.get_by_role("region", name="关于此链接")


def _says(page: Page, *words: str) -> None:
    expect(_notice(page).locator("p:not(:empty), li")).to_have_text(list(words))


def _silent(page: Page) -> None:
    page.wait_for_load_state()
    expect(_notice(page)).to_have_count(0)


def _marked(page: Page, *eids: str) -> None:
    """Check which elements are marked as the clause of the address."""
    ids = "nodes => nodes.map(node => node.id)"
    assert page.locator(".tw-target").evaluate_all(ids) == list(eids)


ART_5 = (
    "此链接没有注明版本。2015年6月1日文本、2010年5月1日文本的第五条，现为第四条；"
    "本页第五条是另一条规定。"
)


def test_a_number_of_another_rule(root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, f"{WORK}#art_5"), referer="http://portal.example/list")
    _says(page, ART_5, "查看第四条查看2015年6月1日文本第五条查看2010年5月1日文本第五条")
    expect(_notice(page)).to_be_in_viewport(ratio=1)
    expect(_notice(page)).to_be_focused()
    assert page.locator(".tw-arrival + #art_5").count() == 1
    _marked(page, "art_5", "art_5__para_1")
    _notice(page).get_by_role("link", name="查看2015年6月1日文本第五条").click()
    page.wait_for_url(_at(root, f"{WORK}{MIDDLE}/#art_5"))
    expect(page.locator("#art_5__para_1")).to_contain_text("携带犬只出户")
    _silent(page)
    page.go_back()
    _says(page, ART_5, "查看第四条查看2015年6月1日文本第五条查看2010年5月1日文本第五条")
    _notice(page).get_by_role("link", name="查看第四条").click()
    page.wait_for_url(_at(root, f"{WORK}#art_4"))
    _silent(page)
    _marked(page, "art_4", "art_4__para_1")


def test_a_part_of_another_rule(root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, f"{WORK}#art_2__para_1"), height=320)
    expect(_notice(page)).to_be_focused()
    header, box = page.locator(".md-header").bounding_box(), _notice(page).bounding_box()
    assert header and box and header["height"] <= box["y"] <= header["height"] + 40
    _says(
        page,
        "此链接没有注明版本。2010年5月1日文本的第二条，现为第三条；本页第二条是另一条规定。",
        "查看第三条查看2010年5月1日文本第二条",
    )


def test_several_texts(root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, f"{WORK}#art_4"))
    _says(
        page,
        "此链接没有注明版本。本页第四条是另一条规定。",
        "2015年6月1日文本的第四条，已删去。查看删去说明查看2015年6月1日文本第四条",
        "2010年5月1日文本的第四条，现为第五条。查看第五条查看2010年5月1日文本第四条",
    )


def test_a_number_of_a_rule_that_is_gone(root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, f"{WORK}#art_3"))
    _says(
        page,
        "此链接没有注明版本。2010年5月1日文本的第三条，已删去；本页第三条是另一条规定。",
        "查看删去说明查看2010年5月1日文本第三条",
    )
    _notice(page).get_by_role("link", name="查看删去说明").click()
    _silent(page)
    stone = page.locator(".tw-tombstone.tw-target")
    expect(stone).to_be_in_viewport()
    expect(stone).to_contain_text("办理登记应当缴纳管理费")


def test_a_tombstone(root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, f"{WORK}#art_7"))
    for eid in ("art_7", "art_7__para_1"):
        page.goto(_at(root, f"{WORK}#{eid}"))
        _silent(page)
        _marked(page, "art_7")
        expect(page.locator("#art_7")).to_be_in_viewport()


def test_an_alias(root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, f"{WORK}#art_6"))
    _says(page, "2015年6月1日文本第六条，现为第五条。", "查看2015年6月1日文本")
    _marked(page, "art_5", "art_5__para_1")
    page.keyboard.press("Escape")
    _silent(page)
    expect(page.locator("#art_5 > a[href]")).to_be_focused()
    page.reload()
    _silent(page)
    _marked(page, "art_5", "art_5__para_1")


def test_ids_that_meant_nothing_else(root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, WORK))
    _silent(page)
    for eid in ("art_1", "art_5__para_9", "title", "%E6%9D", ""):
        page.goto(_at(root, f"{WORK}#{eid}"))
        _silent(page)


def test_an_old_link_in_the_page_that_is_open(root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, f"{WORK}#art_1"))
    page.goto(_at(root, f"{WORK}#art_5"))  # as when it is pasted into the address bar
    expect(_notice(page)).to_be_visible()
    page.go_back()
    _silent(page)
    page.go_forward()
    expect(_notice(page)).to_be_visible()
    page.reload()
    expect(_notice(page)).to_be_visible()
    page.get_by_role("button", name="关闭", exact=True).click()
    _silent(page)
    page.reload()
    _silent(page)


def test_links_within_a_page(root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, WORK))
    page.locator('.md-sidebar--secondary a[href="#art_5"]').click()
    page.wait_for_url(_at(root, f"{WORK}#art_5"))
    _silent(page)
    page.locator("#art_4").hover()
    page.locator("#art_4 > a[href]").click()
    page.wait_for_url(_at(root, f"{WORK}#art_4"))
    _silent(page)
    page.keyboard.press("Escape")
    page.reload()
    _silent(page)
    page.go_back()
    page.wait_for_url(_at(root, f"{WORK}#art_5"))
    _silent(page)


def test_the_menu_of_the_clause_leaves_the_notice(root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, f"{WORK}#art_5"))
    page.locator("#art_5").hover()
    page.locator("#art_5 > a[href]").click()
    expect(_notice(page)).to_be_visible()
    page.locator("#art_4").hover()
    page.locator("#art_4 > a[href]").click()
    _silent(page)


@pytest.mark.parametrize("name", ["本站第五条", "本站旧名第五条"])
def test_links_of_the_site(name: str, root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, "documents/"))
    page.get_by_role("link", name=name).click()
    page.wait_for_url(_at(root, f"{WORK}#art_5"))
    _silent(page)
    page.reload()
    _silent(page)
    page.go_back()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=name).click(modifiers=["Control"])
    opened.value.wait_for_url(_at(root, f"{WORK}#art_5"))
    _silent(opened.value)
    # What is copied from the link says nothing of the way.
    assert "led=" not in str(page.get_by_role("link", name=name).get_attribute("href"))


def test_the_dated_address_of_the_latest_text(root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, f"{WORK}{LATEST}/#art_5"))
    page.wait_for_url(_at(root, f"{WORK}#art_5"))
    _silent(page)
    _marked(page, "art_5", "art_5__para_1")
    page.reload()
    _silent(page)


def test_a_renamed_document(root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, f"{RENAMED}#art_5"))
    page.wait_for_url(_at(root, f"{WORK}#art_5"))
    expect(_notice(page)).to_contain_text(ART_5)
    page.goto(_at(root, OLDEST_NAME) + "?h=x#art_5")  # by way of the other name
    page.wait_for_url(_at(root, WORK) + "?h=x#art_5")
    expect(_notice(page)).to_contain_text(ART_5)
    page.goto(_at(root, f"{RENAMED}#art_9"))  # which the page turns to another clause
    page.wait_for_url(_at(root, f"{WORK}#art_4"))
    _silent(page)
    page.goto(_at(root, RENAMED))
    page.wait_for_url(_at(root, WORK))


def test_pages_that_lead_to_each_other_come_to_rest(root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, "documents/round/"))
    page.wait_for_url("**/*?led=link.5")
    page.wait_for_timeout(100)
    assert page.url.endswith("?led=link.5")


def test_a_renamed_document_without_scripts(root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, f"{RENAMED}#art_9"), java_script_enabled=False)
    page.locator("#art_9").click()
    expect(page).to_have_url(f"{root}/{WORK}#art_4")


#: The clause of a page, and where its copied link leads.
COPIES = {
    "latest": (WORK, f"{WORK}{LATEST}/#art_5", f"{WORK}#art_5", "《某市养犬管理条例》第五条"),
    "earlier": (
        f"{WORK}{MIDDLE}/",
        f"{WORK}{MIDDLE}/#art_5",
        f"{WORK}{MIDDLE}/#art_5",
        "《某市养犬管理条例》（2015年6月1日文本）第五条",
    ),
}


@pytest.mark.parametrize("name", COPIES)
def test_copied_links_are_for_ever(name: str, root: str, open_page: OpenPage) -> None:
    at, copied, leads, citation = COPIES[name]
    page = open_page(_at(root, at))
    page.evaluate("document.addEventListener('tw:copy', (event) => (window.copied = event.detail))")
    for choice, expected in (("复制链接", _at(root, copied)), ("复制引文", citation)):
        page.locator("#art_5").hover()
        page.locator("#art_5 > a[href]").click()
        page.get_by_role("menuitem", name=choice, exact=True).click()
        assert page.evaluate("window.copied.text") == expected
    text = page.locator("#art_5__para_1").text_content()
    other = open_page(_at(root, copied))
    other.wait_for_url(_at(root, leads))
    _silent(other)
    assert other.locator("#art_5__para_1").text_content() == text
    _marked(other, "art_5", "art_5__para_1")


def test_not_on_paper(server: str, open_page: OpenPage) -> None:
    page = open_page(f"{server}/{WORK}#art_5")
    expect(_notice(page)).to_be_visible()
    page.emulate_media(media="print")
    expect(_notice(page)).to_be_hidden()
    expect(page.locator(".tw-address")).to_have_text(f"本页地址：{server}/{WORK}{LATEST}/#art_5")


def test_by_keyboard(server: str, open_page: OpenPage) -> None:
    page = open_page(f"{server}/{WORK}#art_2")
    expect(_notice(page)).to_be_focused()
    for name in ("查看第三条", "查看2010年5月1日文本第二条"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name=name)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="关闭", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    _silent(page)
    expect(page.locator("#art_2 > a[href]")).to_be_focused()


@pytest.mark.parametrize("screen", SCREENS)
def test_accessible(screen: str, open_page: OpenPage) -> None:
    width, height, dark = SCREENS[screen]
    with serving(_site()) as address:
        page = open_page(f"{address}/{WORK}#art_4", width, height, dark)
        expect(_notice(page)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations(page) == []


def test_an_answer_of_the_search(root: str, open_page: OpenPage) -> None:
    page = open_page(_at(root, "documents/"))
    page.keyboard.press("/")
    page.keyboard.type("养犬管理条例第五条")
    expect(page.locator(".tw-results a.tw-hit").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(_at(root, f"{WORK}#art_5"))
    _silent(page)


def test_a_preview_of_an_old_id(server: str, open_page: OpenPage) -> None:
    page = open_page(f"{server}/{WORK}")
    page.locator("a.tw-cite").hover()
    expect(page.locator(".tw-card")).to_contain_text("第五条")
    expect(page.locator(".tw-card")).to_contain_text("放任犬只伤人的")


def test_oldest_page_names_its_text(server: str, open_page: OpenPage) -> None:
    page = open_page(f"{server}/{WORK}{OLDEST}/#art_2")
    _silent(page)
    _marked(page, "art_2", "art_2__para_1")
