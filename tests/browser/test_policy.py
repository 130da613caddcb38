"""A strict Content-Security-Policy, and the colours, whose script stands in a file for its sake.

Every test of this folder is served with the policy, and fails where a page does what it refuses:
the search, previews, the citation menu, comparisons, filters and paper are used by their own tests.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage, refusals, serving, until
from tests.browser.test_reading import MEASURES
from tests.io_helpers import fill, seed_site

_SCHEME = "document.body.getAttribute('data-md-color-scheme')"
#: Notes the scheme of the body in every frame that is shown.
_FRAMES = f"""
  globalThis.shown = [];
  const look = () => {{
    if (document.body) shown.push({_SCHEME});
    requestAnimationFrame(look);
  }};
  requestAnimationFrame(look);
"""


@pytest.mark.parametrize(
    "markup",
    [
        "<script>window.done=1</script>",
        "<p style='color:red'>甲</p>",
        "<p onclick='x()'>甲</p>",
        "<style>p{}</style>",
    ],
)
def test_what_is_refused_is_noticed(markup: str, browser: Browser, tmp_path: Path) -> None:
    fill(tmp_path, {"index.html": f"<!doctype html><meta charset=utf-8><title>甲</title>{markup}"})
    context = browser.new_context()
    found = refusals(context)
    with serving(tmp_path) as address:
        page = context.new_page()
        page.goto(f"{address}/")
        page.wait_for_load_state("networkidle")
    context.close()
    assert len(found) == 1 and found[0].startswith(("Refused", "Applying", "Executing"))


def _choose(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def test_colours_follow_the_system_or_the_choice(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/", dark=True)
    assert page.evaluate(_SCHEME) == "slate"
    _choose(page, "跟随系统")
    assert page.evaluate(_SCHEME) == "default"
    page.goto(f"{site}/{MEASURES}")
    assert page.evaluate(_SCHEME) == "default"
    _choose(page, "浅色")
    assert page.evaluate(_SCHEME) == "slate"
    page.emulate_media(color_scheme="light")
    page.reload()
    assert page.evaluate(_SCHEME) == "slate"
    _choose(page, "深色")
    assert page.evaluate(_SCHEME) == "default"
    page.emulate_media(color_scheme="dark")
    until(page, f"{_SCHEME} === 'slate'")


@pytest.mark.parametrize("place", ["served", "folder"])
def test_no_other_colour_is_shown_first(place: str, site: str, open_page: OpenPage) -> None:
    home = f"{site}/" if place == "served" else (seed_site() / "index.html").as_uri()
    page = open_page(home, dark=True, script=_FRAMES)
    until(page, "shown.length > 3")
    assert {*page.evaluate("shown")} == {"slate"}
    _choose(page, "跟随系统")
    page.reload()
    until(page, "shown.length > 3")
    assert {*page.evaluate("shown")} == {"default"}


def test_what_cannot_be_read_of_the_choice_is_no_choice(site: str, open_page: OpenPage) -> None:
    for kept in ("{", '"slate"', '{"color":1}', '{"color":{"scheme":7}}'):
        page = open_page(
            f"{site}/404.html", script=f"localStorage.setItem('/.__palette', `{kept}`)"
        )
        assert page.evaluate(_SCHEME) == "default", kept


def test_the_way_back_to_the_top(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/{MEASURES}")
    page.mouse.wheel(0, 3000)
    until(page, "scrollY > 1000")
    page.mouse.wheel(0, -200)
    page.get_by_role("button", name="回到页面顶部").click()
    until(page, "scrollY === 0")


@pytest.mark.parametrize(("width", "role"), [(1280, "logo"), (1280, "palette0"), (390, "search")])
def test_icons_have_the_colour_of_their_words(
    width: int, role: str, site: str, open_page: OpenPage
) -> None:
    icon = open_page(f"{site}/", width=width).locator(f".md-header .tw-icon--{role}")
    expect(icon).to_be_visible()
    assert icon.evaluate("i => getComputedStyle(i).maskImage").startswith('url("data:image/svg')
    assert icon.evaluate("i => getComputedStyle(i).backgroundColor") == "rgb(255, 255, 255)"
