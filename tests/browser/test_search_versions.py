"""The search of a site with several versions of a document: the box, and the page of results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, serving
from tests.io_helpers import fill, scratch, tiaowen
from tests.typed import market

DATES = ("2010-05-06", "2018-07-08", "2024-09-10")
NAME = "某市集市管理细则"


@pytest.fixture(scope="module")
def folder() -> Path:
    """A site of three versions, as a folder."""
    place = scratch()
    entries = "".join(f"  - {{file: {d}.txt, slug: jishi, version: {d}}}\n" for d in DATES)
    texts = {f"{date}.txt": market(number) for number, date in enumerate(DATES)}
    fill(place / "texts", {**texts, "catalog.yml": f"documents:\n{entries}"})
    done = tiaowen("build", "--sources", "texts", "--site", "out", cwd=place)
    assert done.returncode == 0, done.stdout + done.stderr
    return place / "out"


@pytest.fixture(scope="module", params=["http", "file"])
def address(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The address of that site: served, and opened from the folder."""
    if request.param == "file":
        yield folder.as_uri()
    else:
        with serving(folder) as served:
            yield served


def _find(page: Page, query: str) -> Locator:
    page.locator("#tw-search-input").fill(query)
    results = page.locator("#tw-search-results")
    expect(results).to_have_attribute("data-query", query)
    return results


def _rows(results: Locator) -> list[str]:
    """Return the heads of the rows of an answer."""
    heads = results.locator(".tw-answer .tw-hit__head").all()
    return [" ".join(head.locator("> *").all_inner_texts()) for head in heads]


NOW = "2024年9月10日 细则"
OLD = "旧文本（{}） 细则"
ANSWERS = {
    "集市管理细则第四条": (
        "2010年5月6日文本第四条，现第六条。另有其他版本：2018年7月8日。",
        [
            f"{NAME} 第四条 {NOW}",
            f"{NAME} 第六条 {NOW} 原第四条（2010年5月6日文本）",
            f"{NAME} 第四条 {OLD.format('2010年5月6日')}",
        ],
    ),
    "集市管理细则第九条": (
        "《某市集市管理细则》最新文本没有第九条。2018年7月8日文本第九条，最新文本已删去。"
        "另有其他版本：2010年5月6日。",
        [f"{NAME} 第九条 {OLD.format('2018年7月8日')}"],
    ),
    "集市管理细则（2018年）第五条": (
        "最新文本（2024年9月10日）中为第六条。另有其他版本：2010年5月6日。",
        [
            f"{NAME} 第五条 {OLD.format('2018年7月8日')}",
            f"{NAME} 第六条 {NOW} 最新文本",
        ],
    ),
}


def test_old_numbers_in_the_box(address: str, open_page: OpenPage) -> None:
    page = open_page(f"{address}/index.html")
    found = {}
    for query in ANSWERS:
        results = _find(page, query)
        found[query] = (results.locator(".tw-answer .tw-notice").inner_text(), _rows(results))
    assert found == ANSWERS


def test_enter_goes_to_the_text_that_is_meant(address: str, open_page: OpenPage) -> None:
    page = open_page(f"{address}/index.html")
    for query, place in {
        "集市管理细则第四条": r".*/documents/jishi/(index\.html)?#art_4$",
        "集市管理细则原第五条": r".*/documents/jishi/2018-07-08/(index\.html)?#art_5$",
        # On the page of a version that is not the latest.
        "第三条": r".*/documents/jishi/2018-07-08/(index\.html)?#art_3$",
        "documents/jishi/2010-05-06/#art_3": r".*/jishi/2010-05-06/(index\.html)?#art_3$",
    }.items():
        _find(page, query)
        page.locator("#tw-search-input").press("Enter")
        page.wait_for_url(re.compile(place))


def test_the_latest_text_comes_first_and_older_ones_say_so(
    address: str, open_page: OpenPage
) -> None:
    page = open_page(f"{address}/search/index.html")
    results = _find(page, "消防设施")
    heads = [
        " ".join(head.locator("> *").all_inner_texts())
        for head in results.locator(".tw-group__head").all()
    ]
    assert heads == [
        f"{NAME} {NOW} 1 条",
        f"{NAME} {OLD.format('2018年7月8日')} 1 条",
        f"{NAME} {OLD.format('2010年5月6日')} 1 条",
    ]


def test_a_text_with_more_hits_does_not_pass_a_later_one(address: str, open_page: OpenPage) -> None:
    """集市 is in seven clauses of the text of 2018, and in six of the latest and the oldest."""
    page = open_page(f"{address}/search/index.html")
    results = _find(page, "集市")
    links = results.locator(".tw-group__title")
    expect(links).to_have_count(3)
    found = [link.get_attribute("href") or "" for link in links.all()]
    assert [re.findall(r"jishi/([0-9-]*)", href)[0] for href in found] == ["", *DATES[1::-1]]
    counts = results.locator(".tw-group__count")
    expect(counts).to_have_text(["6 条", "7 条", "6 条"])
