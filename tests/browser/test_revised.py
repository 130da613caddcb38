"""After a law is revised: links to its old text, their card, and the page of what is affected."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, serving
from tests.browser.test_accessibility import SCREENS, violations
from tests.io_helpers import fill, scratch, tiaowen
from tests.revised import FILES, GLOSSARY

#: Citing clauses; what cites the latest text in its old words; one word in two texts.
PAGES = {
    "citing": "documents/banfa/index.html",
    "cited": "documents/tiaoli/index.html",
    "older": "documents/tiaoli/2018-03-20/index.html",
    "affected": "revisions/index.html",
}


@pytest.fixture(scope="session")
def revised() -> Iterator[str]:
    """The address of a site of a law in two texts and what cites it."""
    folder = fill(scratch(), {"glossary.yml": GLOSSARY})
    fill(folder / "texts", FILES)
    args = ("--sources", "texts", "--glossary", "glossary.yml", "--site", "out")
    done = tiaowen("build", *args, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    with serving(folder / "out") as address:
        yield address


def test_the_card_says_what_the_latest_text_has(revised: str, open_page: OpenPage) -> None:
    page = open_page(f"{revised}/{PAGES['citing']}")
    link = page.locator("article a.tw-old").nth(2)
    described = "old--tiaoli--2018-03-20--art_3"
    expect(link).to_have_text("《某市监察条例》第三条")
    expect(link).to_have_attribute("aria-describedby", described)
    link.hover()
    note = page.locator(".tw-card__note")
    expect(note).to_have_text(
        "所引为2018年3月20日的文本；最新文本（2024年12月25日）中为第四条，文字有修改"
    )
    # While there is a card it is what describes the link; afterwards the words on the page.
    expect(link).to_have_attribute("aria-describedby", "tw-card-text")
    page.keyboard.press("Escape")
    page.mouse.move(5, 500)
    expect(link).to_have_attribute("aria-describedby", described)
    link.hover()
    note.get_by_role("link", name="第四条").click()
    expect(page).to_have_url(re.compile(r"/documents/tiaoli/#art_4$"))


def test_the_mark_is_no_text(revised: str, open_page: OpenPage) -> None:
    page = open_page(f"{revised}/{PAGES['citing']}")
    link = page.locator("article a.tw-old").first
    mark = "link => getComputedStyle(link, '::after').content"
    assert str(link.evaluate(mark)).startswith('"旧"')
    assert link.inner_text() == "《某市监察条例》"
    page.emulate_media(media="print")
    assert link.evaluate(mark) == "none"


def test_a_definition_of_an_older_text_unfolds_where_its_address_is_opened(
    revised: str, open_page: OpenPage
) -> None:
    page = open_page(f"{revised}/{PAGES['older']}")
    page.locator("article a.tw-term").get_by_text("监察对象").first.click()
    expect(page).to_have_url(re.compile(r"#tiaoli/2018-03-20--art_2__para_1$"))
    expect(page.get_by_text("行使公权力的公职人员", exact=True)).to_be_visible()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_accessible(name: str, screen: str, revised: str, open_page: OpenPage) -> None:
    width, height, dark = SCREENS[screen]
    page = open_page(f"{revised}/{PAGES[name]}", width, height, dark)
    page.emulate_media(reduced_motion="reduce")
    for folded in page.locator("article details").all():
        folded.evaluate("folded => (folded.open = true)")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
