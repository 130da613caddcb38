"""The two pictures in a browser: no words overlap, the mouse finds links, contrast is enough."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from converter.bundle import Bundle
from converter.view import View
from converter.writers.charts import citation_network, terms_by_documents
from tests.helpers import ROOT
from tests.test_charts import cites, document, term, uses

STYLES = ("tiaowen.css", "tables.css", "charts.css")
AXE = ROOT / "tests" / "vendor" / "axe.min.js"

#: Pairs of words that overlap, and words that leave their picture.
CLASHES = """() => [...document.querySelectorAll('.tw-chart div > svg')].flatMap(svg => {
  const outer = svg.getBoundingClientRect();
  const words = [...svg.querySelectorAll('text')]
    .map(text => [text.textContent, text.getBoundingClientRect()]);
  return words.flatMap(([word, a], i) => [
    ...(a.left < outer.left || a.right > outer.right || a.top < outer.top || a.bottom > outer.bottom
      ? [word] : []),
    ...words.slice(i + 1).filter(([, b]) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5).map(([b]) => `${word} ${b}`),
  ]);
})"""


def page_text(scheme: str) -> str:
    """Return a page with both pictures of 30 documents that use 30 terms and cite each other."""
    documents = [
        document(f"d-{n}", f"某某省促进和规范第{n}类工作条例实施细则", f"{1990 + n}-01-01")
        for n in range(30)
    ]
    terms = [term(f"第{n}项十分重要的基础性工作") for n in range(30)]
    bundle = Bundle(
        tuple(documents),
        terms=tuple(terms),
        uses=tuple(
            use for i, t in enumerate(terms) for d in documents for use in uses(t, d, 7 * i)
        ),
        citations=tuple(
            cites(one, other)
            for i, one in enumerate(documents)
            for other in documents[:: i + 2]
            if one is not other
        ),
    )
    view = View(bundle)
    css = "".join((ROOT / "docs" / "stylesheets" / name).read_text("utf-8") for name in STYLES)
    # Colours that the theme has and our own style sheets do not.
    theme = {
        "default": "--md-default-fg-color: #000000de; --md-default-bg-color: #fff;",
        "slate": "--md-default-fg-color: #e2e4e9f0; --md-default-bg-color: #1e2129;",
    }[scheme]
    return (
        f"<!doctype html><html lang='zh'><title>x</title><style>{css} body {{{theme}"
        "background: var(--md-default-bg-color); color: var(--md-default-fg-color)}"
        "a {color: var(--md-typeset-a-color)}</style>"
        f"<body data-md-color-scheme='{scheme}' data-md-color-accent='custom'>"
        f"<main class='md-typeset'><h1>x</h1>{terms_by_documents(view)}{citation_network(view)}"
        "</main></body></html>"
    )


def opened(browser: Browser, width: int, scheme: str = "default") -> Page:
    """Show the page in a window of some width."""
    page = browser.new_page(viewport={"width": width, "height": 800}, locale="zh-CN")
    page.set_content(page_text(scheme))
    return page


@pytest.mark.parametrize("width", [360, 1200])
def test_no_words_overlap_and_the_page_does_not_scroll_sideways(
    browser: Browser, width: int
) -> None:
    page = opened(browser, width)
    assert page.locator(".tw-chart svg text").count() > 100
    assert page.evaluate(CLASHES) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_cell_and_an_arc_lead_to_the_text(browser: Browser) -> None:
    page = opened(browser, 1200)
    for inside, drawn in ((".tw-chart-terms", "rect"), (".tw-chart-citations", ".tw-chart-arc")):
        link = page.locator(f"{inside} a").filter(has=page.locator(drawn)).first
        assert "documents/d-" in (link.get_attribute("href") or "")
        link.hover(force=True)
    assert page.locator(".tw-chart svg a:hover").count() == 1


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_the_pictures_are_accessible(browser: Browser, scheme: str) -> None:
    page = opened(browser, 1200, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run('.tw-chart')")
    assert [fault["id"] for fault in found["violations"]] == []
