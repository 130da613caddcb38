"""A law of three hundred articles: what is out of sight is not laid out, and all is found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from converter.numerals import to_chinese
from tests.browser.conftest import OpenPage, serving, until
from tests.browser.test_accessibility import TARGETS, TOUCH, violations
from tests.io_helpers import fill, scratch, tiaowen

LAW = "documents/mou-shi-shi-di-tiao-li/"
_WORDS = "各级人民政府应当加强对湿地保护工作的领导，将湿地保护纳入国民经济和社会发展规划。"
_TEXT = "某市湿地条例\n" + "".join(
    f"第{to_chinese(nth // 100 + 1)}章　规定\n" * (nth % 100 == 0)
    + f"第{to_chinese(nth + 1)}条　{_WORDS}\n依照本条例第一条办理，编号{nth + 1}号。\n"
    for nth in range(300)
)
_SHOWN = "part => part.checkVisibility({ contentVisibilityAuto: true })"
_TOP = "part => part.getBoundingClientRect().top"


@pytest.fixture(scope="module")
def law() -> Iterator[str]:
    """The address of a site with a long law."""
    folder = fill(scratch() / "texts", {"某市湿地条例.txt": _TEXT})
    out = folder.parent / "out"
    done = tiaowen("build", "--sources", str(folder), "--site", str(out), cwd=folder.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    with serving(out) as address:
        yield address


def _shown(page: Page, eid: str) -> bool:
    return bool(page.locator(f"#{eid}").evaluate(_SHOWN))


def test_what_is_out_of_sight_is_not_laid_out(law: str, open_page: OpenPage) -> None:
    page = open_page(f"{law}/{LAW}")
    page.wait_for_timeout(300)
    assert _shown(page, "art_1")
    assert [eid for eid in ("art_150", "art_299") if _shown(page, eid)] == []
    page.locator("#art_299").scroll_into_view_if_needed()
    until(page, f"({_SHOWN})(document.getElementById('art_299'))")


def test_an_address_leads_to_its_article(law: str, open_page: OpenPage) -> None:
    page = open_page(f"{law}/{LAW}#art_250")
    article = page.locator("#art_250")
    active = page.locator(".md-sidebar--secondary a.md-nav__link--active")
    expect(active).to_have_text("第二百五十条")
    expect(active).to_be_in_viewport()
    bar = page.locator(".md-header").evaluate("bar => bar.getBoundingClientRect().bottom")
    assert bar <= article.evaluate(_TOP) <= bar + 24
    page.evaluate("location.hash = 'art_20'")
    expect(active).to_have_text("第二十条")
    assert bar <= page.locator("#art_20").evaluate(_TOP) <= bar + 24


def test_a_chapter_is_highlighted_through_all_its_parts(law: str, open_page: OpenPage) -> None:
    page = open_page(f"{law}/{LAW}#chp_2")
    # The chapter, and of each of its articles the number and two paragraphs.
    expect(page.locator(".tw-target")).to_have_count(1 + 3 * 100)
    expect(page.locator("#art_200__para_2")).to_have_class("tw-target")
    expect(page.locator("#chp_3")).not_to_have_class("tw-target")


def test_an_article_in_another_part_is_previewed(law: str, open_page: OpenPage) -> None:
    page = open_page(f"{law}/{LAW}#art_250")
    page.locator("#art_250__para_2 a.tw-cite").hover()
    expect(page.locator(".tw-card")).to_contain_text("将湿地保护纳入国民经济")


def test_words_are_found_in_what_is_out_of_sight(law: str, open_page: OpenPage) -> None:
    page = open_page(f"{law}/{LAW}?h=编号280号")
    expect(page.locator(".tw-marks__where")).to_have_text("第 1/1 处")
    expect(page.locator("#art_280__para_2")).to_be_in_viewport()


@pytest.mark.parametrize(
    "way", ["document.getElementById(eid).scrollIntoView()", "location.hash = eid"]
)
def test_what_was_never_shown_is_reached(way: str, law: str, open_page: OpenPage) -> None:
    page = open_page(f"{law}/{LAW}")
    expect(page.locator("#art_280__para_2")).not_to_be_in_viewport()
    page.evaluate(f"eid => {{ {way} }}", "art_280__para_2")
    expect(page.locator("#art_280__para_2")).to_be_in_viewport()


def test_the_browser_finds_what_was_never_shown(law: str, open_page: OpenPage) -> None:
    page = open_page(f"{law}/{LAW}")
    # The same words stand before it among what cites the first article.
    there = "getSelection().containsNode(document.getElementById('art_280__para_2'), true)"
    assert page.evaluate(f"[1, 2, 3].some(() => find('编号280号') && {there})")
    assert not page.evaluate("find('编号301号')")


def test_all_is_copied_and_printed(law: str, open_page: OpenPage) -> None:
    page = open_page(f"{law}/{LAW}")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('article'))")
    copied = page.evaluate("getSelection().toString()")
    assert [n for n in range(1, 301) if f"编号{n}号。" not in copied] == []
    page.emulate_media(media="print")
    page.wait_for_timeout(100)
    assert _shown(page, "art_150") and _shown(page, "art_300")


def test_parts_leave_every_line_where_it_was(law: str, open_page: OpenPage) -> None:
    page = open_page(f"{law}/{LAW}")
    places = """() => [...document.querySelectorAll("article [id]")].map((part) => {
      const { top, left, width } = part.getBoundingClientRect();
      return [part.id, Math.round(top), Math.round(left), Math.round(width)];
    })"""
    page.evaluate(
        """for (const { style } of document.querySelectorAll(".tw-part + .tw-part")) {
          style.contentVisibility = "visible"; // laid out, but still apart from what is around it
          style.contain = "layout paint style";
        }"""
    )
    parted = page.evaluate(places)
    page.evaluate(
        """for (const part of document.querySelectorAll(".tw-part")) {
          part.replaceWith(...part.childNodes);
        }"""
    )
    assert len(parted) > 900
    assert page.evaluate(places) == parted


@pytest.mark.parametrize("screen", TOUCH)
def test_nothing_lies_upon_what_is_out_of_sight(screen: str, law: str, open_page: OpenPage) -> None:
    """The parts of a long page are no longer than they are taken to be."""
    page = open_page(f"{law}/{LAW}", *TOUCH[screen], has_touch=True, is_mobile=True)
    expect(page.locator(".tw-part")).not_to_have_count(0)
    assert violations(page, TARGETS) == []
