"""axe-core finds nothing, on any kind of page, on desktop and phone, in light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from converter.terms.names import term_page
from tests.browser import samples as written
from tests.browser.conftest import OpenPage
from tests.browser.test_reading import MEASURES, SPEECH, STATUTE
from tests.browser.test_search_ui import STUB

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")

PAGES = {
    "home": "",
    "documents": "documents/",
    "official document": MEASURES,
    "speech": f"{SPEECH}#sec_1__pt_2",
    "glossary": "glossary/",
    "terms by document": "glossary/documents/",
    "term": f"glossary/{term_page('四种形态')}/",
    "citations": "citations/",
    "unresolved citations": "citations/unresolved/",
    "guide": "guide/",
    "kinds of findings": "findings/#number-gap",
    "not found": "404.html",
}
SCREENS = {
    "desktop light": (1280, 900, False),
    "desktop dark": (1280, 900, True),
    "phone light": (390, 844, False),
    "phone dark": (390, 844, True),
}


def violations(page: Page, options: str = "{}") -> list[str]:
    """Return what axe-core finds on a page."""
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run({options}).then(result => result.violations)")
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, screen: str, site: str, open_page: OpenPage) -> None:
    width, height, dark = SCREENS[screen]
    assert violations(open_page(f"{site}/{PAGES[name]}", width, height, dark)) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_statute(screen: str, statutes: str, open_page: OpenPage) -> None:
    width, height, dark = SCREENS[screen]
    assert violations(open_page(f"{statutes}/{STATUTE}", width, height, dark)) == []


#: Where nothing hovers, the marks behind clauses are always to be seen.
TOUCH = {"desktop": (1280, 900), "phone": (390, 844)}
#: A rule that axe-core, unlike Lighthouse, asks only when told to.
TARGETS = '{ runOnly: { type: "rule", values: ["target-size"] } }'


@pytest.mark.parametrize("screen", TOUCH)
def test_what_is_touched_is_large_enough(screen: str, site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{MEASURES}", *TOUCH[screen], has_touch=True, is_mobile=True)
    assert violations(page, TARGETS) == []


SAMPLES = {
    "web page": written.NOTICE,
    "addressed table": f"{written.MEASURES}#{written.TABLE}",
    "addressed cell": f"{written.MEASURES}#{written.TABLE}__tr_1__td_1",
    "footnote": f"{written.MEASURES}#fn_1",
    "way back": f"{written.MEASURES}#fnref_1",
    "red head": written.PLAN,
    "repeated title": f"{written.RULES}#title_inst2",
    "carried document": f"{written.CARRIED}#doc_1",
    "questions": f"{written.ANSWERS}#sec_1",
}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", SAMPLES)
def test_sample(name: str, screen: str, samples: str, open_page: OpenPage) -> None:
    width, height, dark = SCREENS[screen]
    page = open_page(f"{samples}/{SAMPLES[name]}", width, height, dark)
    for folded in page.locator(".tw-meta details").all():
        folded.evaluate("folded => (folded.open = true)")
    assert violations(page) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_search_results(screen: str, site: str, open_page: OpenPage) -> None:
    width, height, dark = SCREENS[screen]
    page = open_page(f"{site}/{MEASURES}", width, height, dark, script=STUB)
    page.keyboard.press("/")
    assert violations(page) == [], "help"
    for query in ("四种形态", "监督", "措施第99条", "坏"):
        page.locator("#tw-search-input").fill(query)
        expect(page.locator(f'#tw-search-results[data-query="{query}"]')).to_be_visible()
        filters = page.locator(".tw-filters")
        if filters.is_visible():
            filters.evaluate("filters => (filters.open = true)")
        assert violations(page) == [], query


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("query", ["", "?q=监督&page=2&kind=意见", "?q=四种形态"])
def test_page_of_the_search(query: str, screen: str, site: str, open_page: OpenPage) -> None:
    width, height, dark = SCREENS[screen]
    page = open_page(f"{site}/search/{query}", width, height, dark, script=STUB)
    expect(page.locator("#tw-search-results[data-query]")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_marked_words(screen: str, site: str, open_page: OpenPage) -> None:
    width, height, dark = SCREENS[screen]
    page = open_page(f"{site}/{MEASURES}?h=四种形态#para_30", width, height, dark, script=STUB)
    expect(page.get_by_role("button", name="下一处")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_open_menu(screen: str, site: str, open_page: OpenPage) -> None:
    width, height, dark = SCREENS[screen]
    page = open_page(f"{site}/{MEASURES}#para_20", width, height, dark)
    page.locator('a[data-editorial=link][href="#para_20"]').click()
    expect(page.get_by_role("menu")).to_be_visible()
    assert violations(page) == []
