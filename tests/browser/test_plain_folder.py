"""The site opened from a plain folder by a browser without a network.

That searching, previews and the glossary also work from a folder is tested with each of them.
"""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.test_reading import MEASURES, _choose
from tests.io_helpers import seed_site


def test_a_reader_goes_through_the_site_and_copies(open_page: OpenPage) -> None:
    root = seed_site().as_uri()
    page = open_page(f"{root}/index.html")
    page.context.set_offline(True)
    page.get_by_role("link", name="推进全面从严治党工作措施").first.click()
    page.wait_for_url(f"{root}/{MEASURES}index.html")
    _choose(page, "para_20", "复制链接")
    expect(page.get_by_role("status")).to_have_text("已复制链接")
    page.keyboard.press("/")
    page.keyboard.press("Control+V")
    field = page.locator("#tw-search-input")
    expect(field).to_have_value(f"{root}/{MEASURES}index.html#para_20")
    _choose(page, "para_20", "复制引文")
    expect(page.get_by_role("status")).to_have_text("已复制引文")
    field.fill("")
    page.keyboard.press("Control+V")
    expect(field).to_have_value("《推进全面从严治党工作措施》第20条")
    field.fill("“四种形态”")
    expect(page.locator("a.tw-hit").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="术语表").first.click()
    page.wait_for_url(f"{root}/glossary/index.html")
