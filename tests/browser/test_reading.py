"""What a reader does on a page: find a clause, copy a link or a citation, print."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.io_helpers import seed_site

DEMAND = "documents/jiedao-dangfeng-lianzheng-gongzuo-yaoqiu/"
MEASURES = "documents/tuijin-quanmian-congyan-zhidang-gongzuo-cuoshi/"
SPEECH = "documents/quanqu-dangfeng-lianzheng-jianshe-gongzuo-huiyi-jianghua/"
STATUTE = "documents/mou-shi-shi-yan-tiao-li/"


#: The clauses that would take less room without the mark that links them.
_TALLER = """
() => [...document.querySelectorAll("article :not(.tw-inline) + a[data-editorial=link],"
    + " article a[data-editorial=link]:first-child")].filter((mark) => {
  const height = () => mark.parentElement.getBoundingClientRect().height;
  const before = height();
  mark.style.display = "none";
  const without = height();
  mark.style.display = "";
  return before > without;
}).map((mark) => mark.getAttribute("href"))
"""


def _copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def _choose(page: Page, eid: str, choice: str) -> None:
    """Copy with the mouse: over the clause, its number or mark, the menu."""
    page.locator(f'[id="{eid}"]').hover()
    page.locator(f'article :is(#{eid} > a, a[data-editorial=link])[href="#{eid}"]').click()
    page.get_by_role("menuitem", name=choice, exact=True).click()


def test_a_mark_takes_no_line(site: str, open_page: OpenPage) -> None:
    """A 。 at the end of a full line takes half its room there, and all of it before anything."""
    page = open_page(f"{site}/{MEASURES}")
    found = {}
    for width in (344, 360, 375, 390, 412, 768, 1400):
        page.set_viewport_size({"width": width, "height": 800})
        found[width] = page.evaluate(_TALLER)
    assert found == {width: [] for width in found}


def test_copy_link_and_citation_of_official_document(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{DEMAND}")
    _choose(page, "sec_2__subsec_2", "复制链接")
    expect(page.get_by_role("status")).to_have_text("已复制链接")
    assert _copied(page) == f"{site}/{DEMAND}#sec_2__subsec_2"
    _choose(page, "sec_2__subsec_2", "复制引文")
    expect(page.get_by_role("status")).to_have_text("已复制引文")
    assert _copied(page) == "《街道党风廉政建设工作要求》第二部分第（二）项"


def test_citation_by_running_number(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{MEASURES}")
    _choose(page, "para_20", "复制引文")
    expect(page.get_by_role("status")).to_have_text("已复制引文")
    assert _copied(page) == "《推进全面从严治党工作措施》第20条"


def test_quotation_has_the_whole_clause(statutes: str, open_page: OpenPage) -> None:
    page = open_page(f"{statutes}/{STATUTE}")
    _choose(page, "art_2__para_1", "复制引文和原文")
    expect(page.get_by_role("status")).to_have_text("已复制引文和原文")
    assert _copied(page) == (
        "《某市试验条例》第二条第一款：“本条例所称试验，包括下列情形：\n“（一）甲类试验；\n"
        "“（二）乙类试验：\n“1.室内试验；\n“2.室外试验。”"
    )


def test_quotation_of_a_part_has_the_clauses_whose_numbers_run_through(
    site: str, open_page: OpenPage
) -> None:
    page = open_page(f"{site}/{MEASURES}")
    _choose(page, "sec_1", "复制引文和原文")
    expect(page.get_by_role("status")).to_have_text("已复制引文和原文")
    copied = _copied(page)
    assert copied.startswith("《推进全面从严治党工作措施》第一部分：“一、推进全面从严治党")
    assert "“1.坚定不移" in copied and "“2.准确把握" in copied and "3.始终同" not in copied
    expect(page.locator("#para_2__p_1")).to_have_class(re.compile("tw-target"))
    expect(page.locator("#para_3")).not_to_have_class(re.compile("tw-target"))


def test_citations_of_statute(statutes: str, open_page: OpenPage) -> None:
    page = open_page(f"{statutes}/{STATUTE}")
    labels = {
        "art_1": "第一条",
        "art_2__para_1__point_2": "第二条第一款第二项",
        "art_2__para_1__point_2__indent_1": "第二条第一款第二项第1目",
        "art_2__para_2": "第二条第二款",
        "art_3__para_1__point_1": "第三条第一项",
    }
    for eid, label in labels.items():
        _choose(page, eid, "复制引文")
        expect(page.get_by_role("status")).to_have_text("已复制引文")
        assert _copied(page) == f"《某市试验条例》{label}"


def test_words_are_selected_from_a_number_on(statutes: str, open_page: OpenPage) -> None:
    page = open_page(f"{statutes}/{STATUTE}")
    number = page.locator("#art_2__para_1__point_1 > a")
    box = number.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 1, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 2 * box["width"], middle, steps=3)
    page.mouse.up()
    assert str(page.evaluate("getSelection().toString()")).startswith("（一）甲类")
    expect(page.get_by_role("menu")).to_be_hidden()
    page.mouse.click(box["x"] + 2 * box["width"], middle)
    expect(number).to_have_attribute("href", "#art_2__para_1__point_1")
    number.click()
    expect(page.get_by_role("menu", name="第二条第一款第一项")).to_be_visible()


def test_menu_by_keyboard(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{MEASURES}#para_20")
    mark = page.locator('a[data-editorial=link][href="#para_20"]')
    assert mark.evaluate("mark => getComputedStyle(mark).opacity") != "1"
    mark.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(mark).to_be_focused()
    expect(mark).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="复制链接")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="复制引文", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_be_hidden()
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("已复制引文")
    assert _copied(page) == "《推进全面从严治党工作措施》第20条"


def test_numbers_by_keyboard(statutes: str, open_page: OpenPage) -> None:
    """The theme's script gives a link that the keyboard reaches a class, which stays, empty."""
    page = open_page(f"{statutes}/{STATUTE}#art_2")
    number = page.locator("#art_2 > a")
    color = number.evaluate("number => getComputedStyle(number).color")
    number.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(number).to_be_focused()
    expect(number).to_have_class(re.compile("."))
    expect(number).to_have_css("color", color)
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="复制链接")).to_be_focused()
    page.keyboard.press("Escape")
    expect(number).to_be_focused()
    page.keyboard.press("Tab")
    number.click()
    page.get_by_role("menuitem", name="复制引文", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("已复制引文")
    assert _copied(page) == "《某市试验条例》第二条"


def test_clause_of_the_address_is_highlighted(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{DEMAND}#sec_1__subsec_2")
    heading = page.locator("#sec_1__subsec_2")
    expect(heading).to_be_in_viewport()
    top = heading.evaluate("element => element.getBoundingClientRect().top")
    bar = page.locator(".md-header").evaluate("bar => bar.getBoundingClientRect().bottom")
    assert top >= bar, "the header covers the clause"
    plain = page.locator("#sec_1__subsec_1__p_1")
    for eid in ("sec_1__subsec_2", "sec_1__subsec_2__p_1"):
        color = page.locator(f"#{eid}").evaluate("e => getComputedStyle(e).backgroundColor")
        assert color != plain.evaluate("e => getComputedStyle(e).backgroundColor")
    page.evaluate("location.hash = 'sec_1__subsec_1'")
    expect(plain).to_have_class(re.compile("tw-target"))
    expect(heading).not_to_have_class(re.compile("tw-target"))


def test_contents_follow_the_reading(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{MEASURES}#para_22")
    active = page.locator(".md-sidebar--secondary a.md-nav__link--active")
    expect(active).to_have_text("22.增强基层党组织整体功能。")
    page.evaluate("document.getElementById('para_30').scrollIntoView()")
    expect(active).to_have_text("30.践行监督执纪“四种形态”。")


def test_inline_points_have_addresses(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{SPEECH}#sec_1__p_1__pt_3")
    expect(page.locator("#sec_1__p_1__pt_3")).to_be_in_viewport()
    expect(page.locator("#sec_1__p_1__pt_3")).to_have_text("三是")


def test_works_without_javascript(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{MEASURES}", java_script_enabled=False)
    page.locator("#para_20__p_1").hover()
    page.locator('a[data-editorial=link][href="#para_20__p_1"]').click()
    assert page.url.endswith("#para_20__p_1")


def test_opens_from_a_folder(open_page: OpenPage) -> None:
    page = open_page(f"{seed_site().as_uri()}/index.html")
    page.get_by_role("link", name="推进全面从严治党工作措施").first.click()
    page.wait_for_url(re.compile(f"{MEASURES}index.html"))
    expect(page.locator("h1")).to_contain_text("推进全面从严治党工作措施")
    page.goto(f"{page.url}#para_20")
    expect(page.locator("#para_20")).to_be_in_viewport()


def test_print_shows_text_and_address_only(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{MEASURES}")
    page.emulate_media(media="print")
    for selector in (".md-header", ".md-sidebar--primary", ".md-sidebar--secondary", ".md-footer"):
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.locator("a[data-editorial=link]").first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("#para_20")).to_contain_text("20.净化选人用人风气。")
    expect(page.locator(".tw-address")).to_have_text(f"本页地址：{site}/{MEASURES}")


def test_assigned_title_is_said_to_be_assigned(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{DEMAND}")
    expect(page.locator("h1")).to_have_attribute("data-editorial", "")
    expect(page.locator(".tw-meta")).to_contain_text("原文无标题，现标题为编者所拟")
    page = open_page(f"{site}/{MEASURES}")
    assert page.locator("h1").get_attribute("data-editorial") is None


def test_markup_in_a_text_stays_text(statutes: str, open_page: OpenPage) -> None:
    page = open_page(f"{statutes}/documents/")
    page.get_by_role("link", name=re.compile("管理办法")).last.click()
    page.wait_for_load_state()
    assert page.evaluate("window.pwned") is None
    expect(page.locator("h1")).to_contain_text(
        '<script>window.pwned=1</script>与</title><img src=x onerror="window.pwned=2">管理办法'
    )
    assert page.title().startswith("<script>window.pwned=1</script>与</title><img")
    expect(page.locator("#sec_1")).to_contain_text("<b>粗</b>与&lt;实体&gt;{#id .x}")
    page.keyboard.press("/")
    page.keyboard.type("管理办法", delay=30)
    expect(page.locator("#tw-search-results")).to_have_attribute("data-query", "管理办法")
    assert page.evaluate("window.pwned") is None


def test_numbers_of_articles_run_in(statutes: str, open_page: OpenPage) -> None:
    page = open_page(f"{statutes}/{STATUTE}")
    number = page.locator("#art_1").bounding_box()
    text = page.locator("#art_1__para_1").bounding_box()
    assert number and text
    assert abs(number["y"] - text["y"]) < number["height"], "number and text on one line"
