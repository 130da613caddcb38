"""Citations and terms on the page: what folds out, and the card that shows what they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.citing import CITED, CITING, FILES, GLOSSARY, NOTICE
from tests.browser.conftest import OpenPage, serving
from tests.browser.test_accessibility import SCREENS, violations
from tests.io_helpers import fill, scratch, tiaowen

FOURTH = "举办集市应当具备下列条件： *（一）有固定的场地和必要的设施；"
SITE_PAGES = {"cited": CITED, "citing": CITING, "notice": NOTICE}


@pytest.fixture(scope="session")
def built() -> Path:
    """A site of documents that cite each other, as a folder."""
    folder = fill(scratch(), {"glossary.yml": GLOSSARY})
    fill(folder / "texts", FILES)
    out = folder / "out"
    done = tiaowen(
        "build", "--sources", "texts", "--glossary", "glossary.yml", "--site", "out", cwd=folder
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="session")
def citing(built: Path) -> Iterator[str]:
    """The address of that site."""
    with serving(built) as address:
        yield address


def _card(page: Page) -> Locator:
    return page.locator(".tw-card")


def _link(page: Page, words: str) -> Locator:
    return page.locator("article .tw-cite, article .tw-term").get_by_text(words, exact=True).first


def test_hovering_shows_the_clause_of_another_document(citing: str, open_page: OpenPage) -> None:
    page = open_page(f"{citing}/{CITING}")
    _link(page, "《某某市集市管理条例》第四条第一款").hover()
    expect(_card(page)).to_be_visible()
    title = _card(page).get_by_role("link", name="《某某市集市管理条例》第四条第一款")
    expect(title).to_have_attribute("href", re.compile(r"#art_4__para_1$"))
    paragraphs = _card(page).get_by_role("tooltip").locator("p:not(.tw-card__note)")
    expect(paragraphs).to_have_text(
        [
            "举办集市应当具备下列条件：",
            "（一）有固定的场地和必要的设施；",
            "（二）有健全的管理制度；",
            "（三）法律、法规规定的其他条件。",
        ]
    )
    title.hover()  # the pointer may move into the card
    page.wait_for_timeout(600)
    expect(_card(page)).to_be_visible()
    page.mouse.move(5, 500)
    expect(_card(page)).to_be_hidden()


def test_the_pointer_that_only_passes_shows_nothing(citing: str, open_page: OpenPage) -> None:
    page = open_page(f"{citing}/{CITING}")
    _link(page, "《某某市集市管理条例》第四条第一款").hover()
    page.mouse.move(5, 500)
    page.wait_for_timeout(600)
    expect(_card(page)).to_be_hidden()


def test_a_clause_of_the_same_page(citing: str, open_page: OpenPage) -> None:
    page = open_page(f"{citing}/{CITED}")
    _link(page, "本条例第四条第一款第（一）项").hover()
    expect(_card(page).get_by_role("link")).to_have_text("第四条第一款第一项")
    expect(_card(page).get_by_role("tooltip")).to_have_text("（一）有固定的场地和必要的设施；")
    page.mouse.move(5, 5)
    expect(_card(page)).to_be_hidden()
    _link(page, "本条例第四条").hover()
    expect(_card(page).get_by_role("link")).to_have_text("第四条")
    paragraphs = _card(page).get_by_role("tooltip").locator("p")
    expect(paragraphs).to_have_text(
        [
            "举办集市应当具备下列条件：",
            "（一）有固定的场地和必要的设施；",
            "（二）有健全的管理制度；",
            "（三）法律、法规规定的其他条件。",
            "不符合本条例第四条第一款第（一）项规定的，不予登记。",
        ]
    )


def test_a_long_clause_is_cut_in_the_card(citing: str, open_page: OpenPage) -> None:
    page = open_page(f"{citing}/{CITED}")
    _link(page, "本条例第五条").hover()
    text = _card(page).get_by_role("tooltip")
    expect(text).to_have_text(re.compile("^举办者应当建立经营者档案"))
    shown = text.inner_text()
    assert len(shown) <= 301


def test_a_document_as_a_whole(citing: str, open_page: OpenPage) -> None:
    page = open_page(f"{citing}/{NOTICE}")
    _link(page, "《某某市集市管理条例》").hover()
    expect(_card(page).get_by_role("tooltip")).to_have_text(
        "2019年1月2日 为了加强集市管理，维护市场秩序，制定本条例。"
    )


def test_a_term(citing: str, open_page: OpenPage) -> None:
    page = open_page(f"{citing}/{NOTICE}")
    _link(page, "四个到位").hover()
    leading_on = re.compile(r"^\.\./\.\./glossary/[^/]+/#")
    expect(_card(page).get_by_role("link")).to_have_text("四个到位")
    expect(_card(page).get_by_role("link")).to_have_attribute("href", leading_on)
    expect(_link(page, "四个到位")).to_have_attribute("href", leading_on)
    expect(_card(page).get_by_role("tooltip").locator("p")).to_have_text(
        [
            "认识到位、责任到位、措施到位、督查到位。",
            "出处：某某市集市管理工作会议纪要（2020-12-01）",
        ]
    )


def test_a_term_without_scripts_leads_to_what_it_means(citing: str, open_page: OpenPage) -> None:
    page = open_page(f"{citing}/{NOTICE}", java_script_enabled=False)
    _link(page, "四个到位").click()
    entry = page.locator(".tw-terms li:target")
    expect(entry).to_be_in_viewport()
    expect(entry).to_contain_text("认识到位、责任到位、措施到位、督查到位。")
    expect(entry.get_by_role("link", name="四个到位")).to_be_visible()


def test_by_keyboard(citing: str, open_page: OpenPage) -> None:
    page = open_page(f"{citing}/{CITING}")
    link = _link(page, "《某某市集市管理条例》第四条第一款")
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(_card(page)).to_be_visible()
    described = link.get_attribute("aria-describedby")
    expect(page.locator(f"#{described}")).to_have_text(re.compile("^举办集市应当具备"))
    page.keyboard.press("Escape")
    expect(_card(page)).to_be_hidden()
    expect(link).to_be_focused()
    assert link.get_attribute("aria-describedby") is None
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(_card(page)).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#art_4__para_1$"))


def test_a_first_tap_shows_and_a_second_goes(citing: str, open_page: OpenPage) -> None:
    page = open_page(f"{citing}/{CITING}", 390, 844, has_touch=True)
    link = _link(page, "《某某市集市管理条例》第四条第一款")
    link.tap()
    expect(_card(page)).to_be_visible()
    expect(_card(page)).to_contain_text("再次点按，前往该处")
    assert page.url == f"{citing}/{CITING}"
    box = _card(page).bounding_box()
    assert box and box["x"] >= 8 and box["x"] + box["width"] <= 390 - 8
    page.locator("h1").tap()
    expect(_card(page)).to_be_hidden()
    link.tap()
    link.tap()
    page.wait_for_url(re.compile("#art_4__para_1$"))
    page.go_back()
    expect(_card(page)).to_be_hidden()
    link.tap()
    _card(page).get_by_role("link").tap()
    page.wait_for_url(re.compile("#art_4__para_1$"))


def test_without_a_server(built: Path, open_page: OpenPage) -> None:
    page = open_page(f"{built.as_uri()}/{CITING}index.html")
    link = _link(page, "《某某市集市管理条例》第四条第一款")
    for _ in range(2):  # also after page.js has completed the address of the link
        link.hover()
        expect(_card(page)).to_be_visible()
        expect(_card(page).get_by_role("tooltip")).to_have_text(re.compile(FOURTH))
        link.dispatch_event("pointerdown")
        page.mouse.move(5, 500)
        expect(_card(page)).to_be_hidden()
    link.hover()
    _card(page).get_by_role("link").click()
    page.wait_for_url(re.compile(r"index\.html#art_4__para_1$"))


def test_without_scripts(citing: str, open_page: OpenPage) -> None:
    page = open_page(f"{citing}/{CITING}", java_script_enabled=False)
    link = page.locator("article p .tw-cite").nth(2)
    expect(link).to_have_text("《某某市集市管理条例》第四条第一款")
    page.get_by_text(re.compile("^本文引用：.*未能链接$")).click()
    expect(page.locator(".tw-cites .tw-ref-text").first).to_be_visible()
    link.click()
    page.wait_for_url(re.compile("#art_4__para_1$"))
    page.get_by_text(re.compile("^引用本条")).nth(1).click()
    expect(page.locator(".tw-cited[open]")).to_contain_text(
        "符合《某某市集市管理条例》第四条第一款"
    )


def test_who_cites_an_article_stands_at_the_end_of_its_last_line(
    citing: str, open_page: OpenPage
) -> None:
    page = open_page(f"{citing}/{CITED}")
    mark = page.get_by_text("引用本条 3")
    last = page.locator("#art_5__para_1").bounding_box()
    box = mark.bounding_box()
    assert last and box
    assert last["y"] < box["y"] and box["y"] + box["height"] <= last["y"] + last["height"] + 2
    assert box["x"] + box["width"] <= last["x"] + last["width"] + 1
    mark.click()
    listed = page.locator(".tw-cited[open]")
    expect(listed.locator("mark")).to_have_count(3)
    listed.get_by_role("link", name="第四条").click()
    page.wait_for_url(re.compile("ban-fa/#art_4__para_1$"))
    expect(page.locator("#art_4__para_1")).to_have_class(re.compile("tw-target"))


@pytest.mark.parametrize(("width", "media"), [(1280, "screen"), (390, "screen"), (700, "print")])
def test_numbers_stand_on_the_line_of_their_words(
    width: int, media: Literal["screen", "print"], citing: str, open_page: OpenPage
) -> None:
    """A float behind a fold has to keep to the line of the paragraph beside it."""
    page = open_page(f"{citing}/{CITED}", width)
    page.emulate_media(media=media)
    for number in range(1, 9):
        heading = page.locator(f"#art_{number}").bounding_box()
        words = page.locator(f"#art_{number}__para_1").bounding_box()
        assert heading and words
        assert abs(heading["y"] - words["y"]) < 3, number
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_copying_takes_the_text_alone(citing: str, open_page: OpenPage) -> None:
    page = open_page(f"{citing}/{CITED}")
    page.evaluate(
        """() => {
          const range = document.createRange();
          range.setStartBefore(document.getElementById("art_4"));
          range.setEndAfter(document.getElementById("art_6__para_1"));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          document.execCommand("copy");
        }"""
    )
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert "引用本条" not in copied
    own = "不符合本条例第四条第一款第（一）项规定的，不予登记。"
    assert own in copied.splitlines()
    assert copied.rstrip().splitlines()[-1] == "违反本条例第四条规定的，责令改正。"


def test_printing_shows_the_text_alone(citing: str, open_page: OpenPage) -> None:
    page = open_page(f"{citing}/{CITED}")
    _link(page, "本条例第四条").hover()
    expect(_card(page)).to_be_visible()
    page.emulate_media(media="print")
    for hidden in (".tw-card", ".tw-behind", ".tw-end"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(_link(page, "本条例第四条")).to_have_css("text-decoration-line", "none")


def test_a_list_is_printed_as_it_is_shown(citing: str, open_page: OpenPage) -> None:
    """The theme unfolds all that is folded when a page is printed."""
    page = open_page(f"{citing}/citations/")
    entries = page.locator(".tw-folds > details")
    entries.nth(1).locator("summary").click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(entries.nth(0)).to_have_attribute("open", "")
    expect(entries.nth(0).locator("> :not(summary)").first).to_be_hidden()
    expect(entries.nth(1).locator("> :not(summary)").first).to_be_visible()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", SITE_PAGES)
def test_accessible(name: str, screen: str, citing: str, open_page: OpenPage) -> None:
    width, height, dark = SCREENS[screen]
    page = open_page(f"{citing}/{SITE_PAGES[name]}", width, height, dark)
    page.emulate_media(reduced_motion="reduce")
    for folded in page.locator("details").all():
        folded.evaluate("folded => (folded.open = true)")
    link = page.locator("article p .tw-cite").last
    link.scroll_into_view_if_needed()
    link.hover()
    expect(_card(page)).to_be_visible()
    assert violations(page) == []
