"""The interface of the search: made-up outcomes in place of the engine, all else is the site's."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import OpenPage, until
from tests.browser.test_reading import MEASURES
from tests.io_helpers import seed_site

STUB = (Path(__file__).parent / "search_stub.js").read_text(encoding="utf-8")
PHONE = {"width": 390, "height": 844}
FOUND = "找到 212 条，见于 25 件文件"


def _field(page: Page) -> Locator:
    return page.locator("#tw-search-input")


def _results(page: Page) -> Locator:
    return page.locator("#tw-search-results")


def _find(page: Page, query: str) -> Locator:
    _field(page).fill(query)
    expect(_results(page)).to_have_attribute("data-query", query)
    return _results(page)


def _focused(page: Page) -> str:
    """Say what has the focus: the clause of a row, or else an id."""
    return str(
        page.evaluate("document.activeElement.dataset.clause || document.activeElement.id || ''")
    )


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_a_key_opens_the_search_and_escape_gives_the_focus_back(
    key: str, site: str, open_page: OpenPage
) -> None:
    page = open_page(f"{site}/documents/", script=STUB)
    link = page.locator("article table a").first
    link.focus()
    page.keyboard.press(key)
    expect(_field(page)).to_be_focused()
    expect(_field(page)).to_have_value("")
    expect(page.get_by_text("输入词语、文件名称")).to_be_visible()
    page.keyboard.press("Escape")
    expect(_results(page)).to_be_hidden()
    expect(link).to_be_focused()


def test_letters_typed_into_other_fields_open_nothing(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/glossary/", script=STUB)
    page.locator("#filter_box").focus()
    page.keyboard.type("sf/")
    expect(page.locator("#filter_box")).to_have_value("sf/")
    expect(_results(page)).to_be_hidden()


def test_results_as_one_types(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    page.keyboard.press("/")
    page.keyboard.type("四种形态")
    results = _results(page)
    expect(results).to_have_attribute("data-query", "四种形态")
    expect(results).to_have_attribute("data-total", "4")
    count = results.locator(".tw-count")
    expect(count).to_have_text("找到 4 条，见于 2 件文件另有 2 条，词语分在其款、项之中")
    assert page.evaluate("asked.map(([query]) => query)") == ["四", "四种", "四种形", "四种形态"]
    expect(results.locator(".tw-definitions")).to_have_text(
        "四种形态监督执纪的四种形态，即经常开展批评和自我批评、约谈函询，让“红红脸、出出汗”"
        "成为常态等。《中国共产党党内监督条例》第七条"
    )
    hit = results.locator("a.tw-hit").first
    assert hit.get_attribute("data-clause") == f"{MEASURES.split('/')[1]}#para_30"
    expect(hit.locator("mark")).to_have_text("四种形态")
    expect(results.locator(".tw-group__head").nth(1)).to_have_text(
        "关于第1项工作的通知2011年3月2日通知3 条"
    )
    hit.click()
    page.wait_for_url(f"{site}/{MEASURES}?h={quote('四种形态')}#para_30")


def test_a_version_that_is_not_current_says_so(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    heads = _find(page, "监督").locator(".tw-group__head")
    expect(heads.nth(3)).to_have_text("关于第3项工作的意见旧文本（2013年3月4日）意见4 条")
    expect(heads.nth(2)).not_to_contain_text("旧文本")


def test_counts_are_read_aloud_once_typing_stops(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    live = page.locator(".tw-view > [aria-live=polite]")
    page.evaluate(
        """window.said = []; new MutationObserver(() => {
            const text = document.querySelector(".tw-view > [aria-live]").textContent;
            if (text) said.push(text);
        }).observe(document.querySelector(".tw-view > [aria-live]"), {childList: true})"""
    )
    page.keyboard.press("/")
    page.keyboard.type("监督")
    expect(live).to_have_text(FOUND)
    assert page.evaluate("said") == [FOUND]


def test_arrows_go_through_the_rows(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    page.keyboard.press("/")
    _find(page, "监督")
    slug = MEASURES.split("/")[1]
    seen = []
    for key in ("Down", "Down", "Down", "Up", "Up", "Up"):
        page.keyboard.press(f"Arrow{key}")
        seen.append(_focused(page))
    rows = [f"{slug}#para_30", "made-1#art_1", "made-1#art_2"]
    assert seen == [*rows, rows[1], rows[0], "tw-search-input"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(f"{site}/{MEASURES}") + r".*#para_30"))


def test_enter_goes_to_the_clause_that_a_citation_names(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    page.keyboard.press("/")
    page.keyboard.type("措施第20条")
    page.keyboard.press("Enter")  # at once: before the answer is there
    page.wait_for_url(f"{site}/{MEASURES}#para_20")


def test_enter_goes_to_a_clause_of_the_page_that_is_open(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{MEASURES}", **PHONE, script=STUB)
    page.get_by_role("button", name="检索").click()
    _find(page, "措施第20条")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/{MEASURES}#para_20")
    expect(_results(page)).to_be_hidden()
    assert page.locator("[inert]").count() == 0
    expect(page.locator("#para_20")).to_be_in_viewport()
    expect(_field(page)).not_to_be_focused()


def test_enter_does_not_go_to_what_is_not_meant(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    page.keyboard.press("/")
    page.keyboard.type("措施第99条")
    notice = _results(page).locator(".tw-notice")
    expect(notice).to_have_text("《推进全面从严治党工作措施》没有第99条。")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/search/?q={quote('措施第99条')}")
    expect(notice).to_be_visible()


@pytest.mark.parametrize("keys", ["Control+Enter", "Shift+Enter"])
def test_enter_with_a_key_opens_a_tab(keys: str, site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    _find(page, "监督")
    with page.context.expect_page() as opened:
        page.keyboard.press(keys)
    opened.value.wait_for_url(f"{site}/search/?q={quote('监督')}")
    assert page.url == f"{site}/"


def test_a_later_query_overtakes_an_earlier_one(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    _field(page).fill("慢")
    until(page, "typeof goOn === 'function'")
    _find(page, "监督")
    page.evaluate("goOn()")
    page.wait_for_timeout(300)
    expect(_results(page)).to_have_attribute("data-query", "监督")
    expect(_results(page)).not_to_have_attribute("aria-busy", "true")


def test_what_takes_long_says_so(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    _field(page).fill("慢")
    expect(_results(page)).to_have_text("正在检索…")
    page.evaluate("goOn()")
    expect(_results(page)).to_have_attribute("data-query", "慢")


def test_an_input_method_is_let_finish(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    page.keyboard.press("/")
    session = page.context.new_cdp_session(page)
    for spelt in ("jian", "jiandu"):
        end = len(spelt)
        session.send(
            "Input.imeSetComposition",
            {"text": spelt, "selectionStart": end, "selectionEnd": end},
        )
    expect(_field(page)).to_have_value("jiandu")
    session.send("Input.insertText", {"text": "监督"})
    expect(_results(page)).to_have_attribute("data-query", "监督")
    assert page.evaluate("asked.map(([query]) => query)") == ["监督"]


SCOPES = {
    "没有": "没有找到",
    "标题：办法": "找到 2 件文件，名称含有所查词语",
    "散见": "没有条文同时含有全部词语；以下 2 件文件含有，所列为有关的 4 条",
    "大部": "没有条文或者文件含有全部词语；以下 4 条含有其中大部分，见于 2 件文件",
    "措施第20条": "没有条文含有这些词语",
}


@pytest.mark.parametrize("query", SCOPES)
def test_what_was_counted_is_said(query: str, site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    expect(_find(page, query).locator(".tw-count")).to_have_text(SCOPES[query])


def test_what_lies_apart_can_be_shown(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/search/?q=四种形态", script=STUB)
    count = page.locator(".tw-count")
    count.get_by_role("link", name="另有 2 条，词语分在其款、项之中").click()
    expect(count).to_have_text(
        "找到 2 条，词语分在其款、项之中，见于 1 件文件改为列出词语同在一处的条文"
    )
    address = f"{site}/search/?q={quote('四种形态')}"
    assert page.url == f"{address}&apart=1"
    count.get_by_role("link").click()
    expect(count).to_contain_text("找到 4 条，见于 2 件文件")
    assert page.url == address


def test_a_note_leads_to_another_query(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    _find(page, "“在引号中”").get_by_role("link", name="另有 9 条含有该词语而不带引号").click()
    expect(_field(page)).to_have_value('"监督"')
    expect(_results(page)).to_have_attribute("data-query", '"监督"')
    assert page.url == f"{site}/"


FAILURES = {
    "坏": "检索数据未能载入：文件可能缺失，或者被浏览器拦截。",
    "旧": "网站已经更新，与本页的检索数据不是同一版本。",
}


@pytest.mark.parametrize("query", FAILURES)
def test_a_failure_is_said_and_can_be_tried_again(
    query: str, site: str, open_page: OpenPage
) -> None:
    page = open_page(f"{site}/search/?q={query}", script=STUB)
    results = _results(page)
    expect(results).to_have_text(f"{FAILURES[query]}重新载入")
    expect(page.locator(".tw-view > [aria-live]")).to_have_text(FAILURES[query])
    with page.expect_navigation():
        results.get_by_role("button", name="重新载入").click()
    expect(results).to_have_attribute("data-query", query)


def test_markup_stays_text(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    query = "<img src=x onerror=window.pwned=1>"
    results = _find(page, query)
    expect(results.locator("mark").first).to_have_text(query)
    assert results.locator("img").count() == 0
    assert page.evaluate("window.pwned") is None


def test_all_clauses_of_a_document_can_be_shown(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    group = _find(page, "监督").locator(".tw-group").nth(1)
    rows, more = group.locator("a.tw-hit"), group.locator("button")
    expect(more).to_have_text("再显示 50 条（本文件其余 118 条）")
    more.click()
    expect(rows).to_have_count(52)
    assert _focused(page) == "made-1#art_3"
    expect(more).to_have_text("再显示 50 条（本文件其余 68 条）")
    more.click()
    expect(more).to_have_text("显示本文件其余 18 条")
    more.click()
    expect(rows).to_have_count(120)
    expect(more).to_have_count(0)
    assert len(set(rows.evaluate_all("rows => rows.map(row => row.dataset.clause)"))) == 120


def test_an_example_can_be_tried(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    page.keyboard.press("/")
    page.get_by_role("button", name="监督 -考核").click()
    expect(_field(page)).to_have_value("监督 -考核")
    expect(_field(page)).to_be_focused()
    expect(_results(page)).to_have_attribute("data-query", "监督 -考核")


def test_the_address_of_results_is_copied(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    _find(page, "监督").get_by_role("button", name="复制").click()
    expect(page.get_by_role("status")).to_have_text("已复制检索结果地址")
    address = f"{site}/search/?q={quote('监督')}"
    assert page.evaluate("navigator.clipboard.readText()") == address
    expect(_results(page)).to_be_visible()
    link = _results(page).get_by_role("link", name="检索结果地址")
    assert link.get_attribute("href") == address


def test_a_click_elsewhere_closes_and_coming_back_opens(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    _find(page, "监督")
    page.mouse.click(100, 700)
    expect(_results(page)).to_be_hidden()
    _field(page).click()
    expect(_results(page)).to_be_visible()
    expect(_results(page)).to_have_attribute("data-query", "监督")
    page.locator(".md-logo").first.focus()
    expect(_results(page)).to_be_hidden()


# ---- The page of the search --------------------------------------------------------------------
def _titles(page: Page) -> list[str]:
    return page.locator(".tw-group__title").all_text_contents()


def test_all_pages_can_be_reached_and_the_way_back(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/search/?q=监督", script=STUB)
    expect(page.locator(".tw-count")).to_have_text(FOUND)
    pager = page.get_by_role("navigation", name="结果分页")
    expect(pager).to_have_text("第  页，共 3 页下一页")
    seen = [*_titles(page)]
    pager.get_by_role("link", name="下一页").click()
    page.wait_for_url(f"{site}/search/?q={quote('监督')}&page=2")
    expect(page.locator(".tw-count")).to_be_focused()
    seen += _titles(page)
    pager.get_by_role("link", name="下一页").click()
    page.wait_for_url(f"{site}/search/?q={quote('监督')}&page=3")
    expect(pager).to_have_text("上一页第  页，共 3 页")
    seen += _titles(page)
    assert len(seen) == len(set(seen)) == 25
    page.go_back()
    expect(pager.get_by_role("spinbutton")).to_have_value("2")
    assert _titles(page) == seen[10:20]
    pager.get_by_role("spinbutton").fill("99")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/search/?q={quote('监督')}&page=3")


def test_the_way_back_from_a_clause(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/search/", script=STUB)
    _find(page, "四种形态")
    page.locator("a.tw-hit").first.click()
    page.wait_for_url(re.compile("#para_30"))
    page.go_back()
    assert page.url == f"{site}/search/?q={quote('四种形态')}"
    expect(_field(page)).to_have_value("四种形态")
    expect(_results(page)).to_have_attribute("data-total", "4")


def test_filters_narrow_and_stand_in_the_address(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/search/?q=监督&page=2", script=STUB)
    kinds = page.get_by_label("文种")
    assert kinds.locator("option").all_text_contents() == [
        "全部",
        "措施（1）",
        "通知（148）",
        "办法（31）",
        "意见（32）",
    ]
    kinds.select_option("意见")
    page.wait_for_url(f"{site}/search/?q={quote('监督')}&kind={quote('意见')}")
    expect(page.locator(".tw-count")).to_have_text("找到 32 条，见于 8 件文件")
    expect(page.locator(".tw-filters summary")).to_have_text("筛选（已选 1 项）")
    page.get_by_label("只看最新文本").check()
    expect(page.locator(".tw-filters summary")).to_have_text("筛选（已选 2 项）")
    assert page.url.endswith(f"&kind={quote('意见')}&current=1")
    page.get_by_label("年份").select_option("2012")
    assert page.evaluate("asked.at(-1)") == [
        "监督",
        {"kind": "意见", "current": True, "year": "2012"},
    ]
    page.go_back()
    page.go_back()
    page.go_back()
    expect(page.locator(".tw-filters summary")).to_have_text("筛选")
    expect(page.get_by_role("spinbutton")).to_have_value("2")


def test_an_address_with_filters_that_leave_nothing(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/search/?q=监督&issuer=某局&kind=讲话&page=7", script=STUB)
    expect(page.locator(".tw-count")).to_have_text("在所选范围内没有找到")
    expect(page.get_by_label("文种")).to_have_value("讲话")
    page.get_by_role("button", name="不加筛选").click()
    expect(page.locator(".tw-count")).to_have_text(FOUND)
    assert page.url == f"{site}/search/?q={quote('监督')}"


def test_filters_that_leave_nothing_of_what_is_found(site: str, open_page: OpenPage) -> None:
    for query in ("监督", "标题：要点"):
        page = open_page(f"{site}/search/?q={query}&year=1949")
        expect(page.locator(".tw-count")).to_have_text("在所选范围内没有找到")
        expect(page.get_by_role("button", name="不加筛选")).to_be_visible()


def test_typing_keeps_the_address_without_a_step_back_each(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/search/", script=STUB)
    before = page.evaluate("history.length")
    expect(page.get_by_role("heading", name="文件索引")).to_be_visible()
    _field(page).focus()
    page.keyboard.type("监督")
    expect(page.locator(".tw-count")).to_have_text(FOUND)
    assert page.url == f"{site}/search/?q={quote('监督')}"
    assert page.evaluate("history.length") == before
    expect(page.get_by_role("heading", name="文件索引")).to_be_hidden()
    _field(page).fill("")
    expect(page.get_by_role("heading", name="文件索引")).to_be_visible()
    assert page.url == f"{site}/search/"


def test_from_a_folder(open_page: OpenPage) -> None:
    folder = seed_site().as_uri()
    page = open_page(f"{folder}/{MEASURES}index.html", script=STUB)
    _find(page, "监督")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{folder}/search/index.html?q={quote('监督')}")
    page.get_by_role("link", name="下一页").click()
    expect(page.get_by_role("spinbutton")).to_have_value("2")
    page.get_by_role("link", name="上一页").click()
    page.locator("a.tw-hit").first.click()
    page.wait_for_url(f"{folder}/{MEASURES}index.html?h={quote('监督')}#para_30")
    expect(page.get_by_role("button", name="下一处")).to_be_visible()


def test_without_javascript_there_is_an_index(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{MEASURES}", java_script_enabled=False)
    expect(_field(page)).to_be_hidden()
    page.get_by_role("link", name="条文索引").click()
    page.wait_for_url(f"{site}/search/")
    expect(page.get_by_text("检索需要启用脚本。未启用的，可以从下列索引查找。")).to_be_visible()
    article = page.get_by_role("article")
    for name in ("文件目录", "术语表", "引证索引"):
        expect(article.get_by_role("link", name=name)).to_be_visible()
    article.get_by_role("link", name="《推进全面从严治党工作措施》").click()
    page.wait_for_url(f"{site}/{MEASURES}")


# ---- With the engine itself ----------------------------------------------------------------------
@pytest.mark.parametrize("place", ["server", "folder"])
def test_a_quoted_phrase_leads_to_its_clause(place: str, site: str, open_page: OpenPage) -> None:
    leaf = "index.html" if place == "folder" else ""
    root = seed_site().as_uri() if place == "folder" else site
    page = open_page(f"{root}/{leaf}")
    page.keyboard.press("/")
    page.keyboard.type("“四种形态”")
    expect(_results(page).locator(".tw-count")).to_have_text("找到 6 条，见于 4 件文件")
    expect(_results(page).locator(".tw-definition")).to_have_text("四种形态")
    _results(page).locator(f'a.tw-hit[data-clause="{MEASURES.split("/")[1]}#para_30"]').click()
    page.wait_for_url(f"{root}/{MEASURES}{leaf}?h=**#para_30")
    expect(page.locator("#para_30")).to_be_in_viewport()
    expect(_where(page)).to_be_visible()
    assert "四种形态" in "".join(page.evaluate(MARKED))


def test_a_citation_leads_to_its_clause(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/glossary/")
    page.keyboard.press("/")
    page.keyboard.type("措施第20条")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/{MEASURES}#para_20")


def test_first_letters_lead_to_the_only_document_that_has_them(
    site: str, open_page: OpenPage
) -> None:
    page = open_page(f"{site}/")
    _field(page).fill("gzcs")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/{MEASURES}**")


def test_a_part_of_a_title_is_searched_for(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/")
    results = _find(page, "全面从严治党")
    # The document is the first of the results, and not named a second time above them.
    expect(results.locator(".tw-answer")).to_have_count(0)
    expect(results.locator(".tw-group a").first).to_have_text("推进全面从严治党工作措施")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/search/?q={quote('全面从严治党')}")


def test_an_article_shows_the_words_of_its_first_paragraph(
    statutes: str, open_page: OpenPage
) -> None:
    page = open_page(f"{statutes}/")
    expect(_find(page, "某市试验条例 2").locator(".tw-answer a.tw-hit")).to_have_text(
        "某市试验条例第一章第二条2020年1月2日条例本条例所称试验，包括下列情形："
    )


def test_a_name_with_a_slip_in_its_last_character(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/")
    results = _find(page, "从严治党工作措失")
    expect(results.locator(".tw-answer .tw-notice")).to_have_text(
        "没有名为“从严治党工作措失”的文件，所列为名称相近的文件。"
    )
    expect(results.locator(".tw-answer .tw-hit__title")).to_have_text("推进全面从严治党工作措施")


def test_missing_files_of_the_index_are_said_to_be_missing(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/")
    page.route("**/search/*/base.js", lambda route: route.abort())
    _field(page).fill("监督")
    expect(_results(page)).to_have_text(f"{FAILURES['坏']}重新载入")


# ---- Phones, headers, paper ----------------------------------------------------------------------
def test_on_a_phone_it_is_a_dialog(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", **PHONE, script=STUB)
    expect(_field(page)).to_be_hidden()
    page.get_by_role("button", name="检索").click()
    dialog = page.get_by_role("dialog", name="检索")
    expect(dialog).to_be_visible()
    expect(_field(page)).to_be_focused()
    assert dialog.bounding_box() == {"x": 0, "y": 0, **PHONE}
    _find(page, "监督")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.locator("main").evaluate("main => main.matches('[inert] *, [inert]')")
    for _ in range(40):
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement === document.body || "
                               "!!document.activeElement.closest('.tw-finder__box')")  # fmt: skip
        assert inside, _focused(page)
    page.get_by_role("button", name="取消").click()
    expect(dialog).to_have_count(0)
    assert page.locator("[inert]").count() == 0
    expect(page.get_by_role("button", name="检索")).to_be_focused()


def test_in_a_header_that_is_not_known_it_stands_below(site: str, open_page: OpenPage) -> None:
    # As docs/overrides/frame.html writes it then.
    other = """new MutationObserver(() => {
        const finder = document.querySelector(".tw-finder--header");
        finder?.classList.remove("tw-finder--header");
        if (finder) document.querySelector(".md-header")?.after(finder);
      }).observe(document, { childList: true, subtree: true });"""
    page = open_page(f"{site}/", script=STUB + other)
    expect(_field(page)).to_be_visible()
    assert page.locator(".md-header .tw-finder").count() == 0
    page.keyboard.press("/")
    expect(_find(page, "监督").locator("a.tw-hit").first).to_be_visible()


def test_the_panel_is_in_the_window(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{MEASURES}#para_20", script=STUB)
    _find(page, "监督")
    panel = page.locator(".tw-finder__panel").bounding_box()
    assert panel and panel["y"] + panel["height"] <= 900 and panel["x"] >= 0
    assert panel["x"] + panel["width"] <= 1280


def test_paper_has_neither_box_nor_marks(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{MEASURES}?h=四种形态#para_30", script=STUB)
    expect(page.locator(".tw-marks")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".tw-marks")).to_be_hidden()
    expect(page.locator(".tw-finder")).to_be_hidden()


def test_results_can_be_printed(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/search/?q=监督", script=STUB)
    expect(page.locator(".tw-count")).to_have_text(FOUND)
    page.emulate_media(media="print")
    expect(page.locator(".tw-count")).to_be_visible()
    for hidden in ("#tw-search-input", ".tw-filters", ".tw-pager", ".tw-copy"):
        expect(page.locator(hidden)).to_be_hidden()


# ---- The words marked in a text ----------------------------------------------------------------
MARKED = """[...CSS.highlights.get("tw-hit")].map(range => range.toString())"""
NOW = """[...CSS.highlights.get("tw-hit-now")].map(range => [range.toString(),
    range.startContainer.parentElement.closest("[id]").id])"""


def _where(page: Page) -> Locator:
    return page.locator(".tw-marks__where")


def test_the_words_are_marked_and_the_first_is_that_of_the_clause(
    site: str, open_page: OpenPage
) -> None:
    page = open_page(f"{site}/{MEASURES}?h=四种形态#para_30", script=STUB)
    expect(_where(page)).to_have_text(re.compile(r"^第 \d+/\d+ 处$"))
    text = "".join(page.locator("article").all_text_contents())
    marked = page.evaluate(MARKED)
    assert set(marked) == {"四种形态"} and 0 < len(marked) <= text.count("四种形态")
    until(page, "CSS.highlights.get('tw-hit-now')")
    clause = page.locator("#para_30")
    expect(clause).to_be_in_viewport()
    assert page.evaluate(NOW)[0][1].startswith("para_30")


def test_next_and_previous_go_round(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{MEASURES}?h=党员", script=STUB)
    page.wait_for_load_state("load")
    count = len(page.evaluate(MARKED))
    expect(_where(page)).to_have_text(f"第 1/{count} 处")
    page.get_by_role("button", name="上一处").click()
    expect(_where(page)).to_have_text(f"第 {count}/{count} 处")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(_where(page)).to_have_text(f"第 2/{count} 处")
    page.keyboard.press("k")
    expect(_where(page)).to_have_text(f"第 1/{count} 处")
    seen = """() => { const box = [...CSS.highlights.get("tw-hit-now")][0].getBoundingClientRect();
        return box.top > 0 && box.bottom < innerHeight; }"""
    for _ in range(min(count, 12)):
        page.keyboard.press("j")
        until(page, seen)
    page.get_by_role("button", name="关闭").click()
    expect(page.locator(".tw-marks")).to_have_count(0)
    assert page.url == f"{site}/{MEASURES}"
    assert page.evaluate("CSS.highlights.has('tw-hit')") is False


def test_words_are_marked_across_links_and_white_space_but_not_in_apparatus(
    statutes: str, open_page: OpenPage
) -> None:
    """前款规定的试验，依照本条例第一条办理: the citations in it are links."""
    address = f"{statutes}/documents/mou-shi-shi-yan-tiao-li/"
    words = f"{quote('依照本条例第一条办理')}%20{quote('可引用条目')}"
    page = open_page(f"{address}?h={words}#art_2", script=STUB)
    assert "可引用条目" in page.locator("article").inner_text()
    assert page.evaluate(MARKED) == ["依照本条例第一条办理"]


def test_words_do_not_reach_from_one_paragraph_into_the_next(
    statutes: str, open_page: OpenPage
) -> None:
    address = f"{statutes}/documents/mou-shi-shi-yan-tiao-li/"
    page = open_page(f"{address}?h={quote('甲类试验；（二）乙类')}", script=STUB)
    page.wait_for_load_state("load")
    expect(page.locator(".tw-marks")).to_have_count(0)


def test_words_are_marked_in_traditional_characters(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", script=STUB)
    address = f"{site}/{MEASURES}?h={quote('四种形态')}"

    def change(route: Route) -> None:
        route.fulfill(body=route.fetch().text().replace("四种形态", "四種形態"))

    page.route(address, change)
    page.goto(f"{address}#para_30")
    until(page, "CSS.highlights.get('tw-hit-now')")
    assert set(page.evaluate(MARKED)) == {"四種形態"}


def test_a_row_that_leads_to_another_place_of_the_page(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{MEASURES}?h=监督#para_20", **PHONE, script=STUB)
    until(page, "CSS.highlights.get('tw-hit-now')")
    page.get_by_role("button", name="检索").click()
    _find(page, "监督").locator("a.tw-hit").first.click()
    page.wait_for_url(f"{site}/{MEASURES}?h={quote('监督')}#para_30")
    expect(_results(page)).to_be_hidden()
    assert page.locator("[inert]").count() == 0
    expect(page.locator("#para_30")).to_be_in_viewport()
    until(page, f"({NOW})[0][1].startsWith('para_30')")


def test_copies_do_not_carry_the_words(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{MEASURES}?h=四种形态#para_30", script=STUB)
    page.locator('[id="para_30"]').hover()
    page.locator('a[data-editorial=link][href="#para_30"]').click()
    page.get_by_role("menuitem", name="复制链接").click()
    expect(page.get_by_role("status")).to_have_text("已复制链接")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}/{MEASURES}#para_30"
    page.emulate_media(media="print")
    expect(page.locator(".tw-address")).to_have_text(f"本页地址：{site}/{MEASURES}#para_30")


def test_a_browser_that_cannot_highlight_goes_to_the_places(site: str, open_page: OpenPage) -> None:
    script = f"delete globalThis.Highlight;{STUB}"
    page = open_page(f"{site}/{MEASURES}?h=党员", script=script)
    expect(_where(page)).to_have_text(re.compile("^第 1/"))
    page.get_by_role("button", name="上一处").click()
    expect(_where(page)).to_have_text(re.compile(r"^第 (\d+)/\1 处$"))
    assert page.evaluate("scrollY") > 1000
