"""Comparison pages in a browser: the changes alone, the link of a row, what is heard, paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from converter.discards import essential
from converter.readers.pdf import read_pdf
from tests.browser.conftest import OpenPage, serving
from tests.browser.test_accessibility import AXE, SCREENS
from tests.io_helpers import fill, scratch, tiaowen
from tests.versions import NEWER, OLDER

_CATALOG = """\
documents:
  - {file: 1.txt, slug: shidi, version: 2018-03-20}
  - {file: 2.txt, slug: shidi, version: 2024-12-25}
"""
_PAGE = "compare/shidi_2018-03-20/shidi_2024-12-25/"


@pytest.fixture(scope="module")
def built() -> Path:
    """The site of a law in two versions."""
    folder = fill(scratch() / "texts", {"1.txt": OLDER, "2.txt": NEWER, "catalog.yml": _CATALOG})
    out = folder.parent / "out"
    done = tiaowen("build", "--sources", str(folder), "--site", str(out), cwd=folder.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="module")
def compared(built: Path) -> Iterator[str]:
    """The address of the comparison."""
    with serving(built) as address:
        yield f"{address}/{_PAGE}"


def _shown(page: Page) -> list[str]:
    rows = page.locator(".tw-comparison tbody tr[id]").all()
    return [row.get_attribute("id") or "" for row in rows if row.is_visible()]


_ALL = "chp_1 art_1 art_2 art_3 old_art_3 chp_2 art_4 art_5 old_chp_3 old_art_6 chp_3 art_6".split()
_CHANGED = [eid for eid in _ALL if eid not in ("art_1", "art_4")]


def test_the_changes_alone(compared: str, open_page: OpenPage) -> None:
    page = open_page(compared)
    choice, said = page.get_by_label("只看有变化的条文"), page.locator(".tw-only-changes output")
    assert _shown(page) == _ALL
    expect(said).to_have_text("共 8 项")
    choice.focus()
    page.keyboard.press("Space")
    assert _shown(page) == _CHANGED
    expect(said).to_have_text("列出 6 项，未列出 2 项（文字未修改的）")
    assert page.url == f"{compared}?changes"
    page.reload()
    expect(choice).to_be_checked()
    assert _shown(page) == _CHANGED
    choice.uncheck()
    assert _shown(page) == _ALL and page.url == compared


def test_what_the_address_names_is_shown_and_unfolded(compared: str, open_page: OpenPage) -> None:
    page = open_page(f"{compared}?changes#art_4")
    assert _shown(page) == [eid for eid in _ALL if eid != "art_1"]
    expect(page.locator("#art_4 details")).to_have_attribute("open", "")
    expect(page.locator("#art_4")).to_be_in_viewport()


def test_the_link_of_a_row_is_copied(compared: str, open_page: OpenPage) -> None:
    page = open_page(f"{compared}?changes")
    page.get_by_label("复制本行的链接：第三条").first.click()
    expect(page.locator(".tw-status")).to_have_text("已复制本行链接")
    assert page.evaluate("navigator.clipboard.readText()") == f"{compared}#art_3"
    assert page.url == f"{compared}?changes#art_3"
    expect(page.locator("#art_3")).to_have_class("tw-target")


def test_without_scripts_all_rows_are_there(compared: str, open_page: OpenPage) -> None:
    page = open_page(compared, java_script_enabled=False)
    assert _shown(page) == _ALL
    expect(page.locator(".tw-only-changes")).to_be_hidden()
    page.locator("#art_4 summary").click()
    expect(page.locator("#art_4 .tw-both")).to_be_visible()


def test_from_a_folder(built: Path, open_page: OpenPage) -> None:
    page = open_page(f"{(built / _PAGE / 'index.html').as_uri()}?changes")
    assert _shown(page) == _CHANGED
    page.get_by_label("只看有变化的条文").uncheck()
    assert _shown(page) == _ALL


_CHANGE = """selector => {
  const element = document.querySelector(selector);
  const [own, before] = [getComputedStyle(element), getComputedStyle(element, "::before")];
  return [own.textDecorationLine, before.content, before.position, before.width];
}"""


def test_changes_are_told_by_lines_and_by_words(compared: str, open_page: OpenPage) -> None:
    page = open_page(compared)
    hidden = ["absolute", "1px"]
    assert page.evaluate(_CHANGE, "#art_3 ins") == ["underline", '"〔增〕"', *hidden]
    assert page.evaluate(_CHANGE, "#art_3 del") == ["line-through", '"〔删〕"', *hidden]
    # The words are heard, and neither seen nor copied.
    heard = page.locator("#art_3").aria_snapshot()
    assert "占用湿地的，应当报〔增〕设区的市〔止〕人民政府批准。" in heard.replace('"', "").replace(
        "\n", ""
    ).replace(" ", "").replace("-insertion:", "").replace("-text:", "")
    copied = page.evaluate("""() => {
      getSelection().selectAllChildren(document.querySelector("#art_3 td:last-child"));
      return getSelection().toString();
    }""")
    assert copied == "第三条占用湿地的，应当报设区的市人民政府批准。"


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", ["", "../../#"])
def test_axe_finds_nothing(name: str, screen: str, compared: str, open_page: OpenPage) -> None:
    width, height, dark = SCREENS[screen]
    page = open_page(f"{compared}{name}", width, height, dark)
    page.evaluate(AXE)
    found = page.evaluate("axe.run().then(result => result.violations)")
    assert [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def _printed(page: Page) -> str:
    return essential(read_pdf("x.pdf", page.pdf(prefer_css_page_size=True)).text)


_LONG = (
    "为了加强湿地保护，维护湿地生态功能及生物多样性，保障生态安全，促进生态文明建设，实现人与自然"
    "和谐共生，制定本办法。"
)


def test_paper_has_all_words_of_what_has_not_changed(open_page: OpenPage) -> None:
    texts = (text.replace("为了保护湿地", _LONG[:-6]) for text in (OLDER, NEWER))
    files = dict(zip(("1.txt", "2.txt"), texts, strict=True))
    folder = fill(scratch() / "texts", {**files, "catalog.yml": _CATALOG})
    out = folder.parent / "out"
    done = tiaowen("build", "--sources", str(folder), "--site", str(out), cwd=folder.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    # Without the theme's own script, which unfolds for paper.
    (bundle,) = out.glob("assets/javascripts/bundle.*.min.js")
    bundle.write_text("", "utf-8")
    with serving(out) as address:
        page = open_page(f"{address}/{_PAGE}")
        assert "促进生态文明建设，实现人与自然和谐共生" in _printed(page)
        assert page.locator(".tw-comparison details[open]").count() == 0


def test_paper_shows_the_table_across(compared: str, open_page: OpenPage) -> None:
    page = open_page(compared)
    # A4 across, in points.
    sizes = re.findall(rb"/MediaBox *\[0 0 (\d+)[.\d]* (\d+)", page.pdf(prefer_css_page_size=True))
    assert set(sizes) == {(b"841", b"594")}
    text = _printed(page)
    assert "修改前（2018年3月20日文本）修改后（2024年12月25日文本）" in text
    # What has not changed is printed in full as well, and no control.
    assert "禁止在湿地内采砂、放牧。" in text
    assert "只看有变化的条文" not in text and "收起" not in text and "修改前文本" not in text
    changes = _printed(open_page(f"{compared}?changes"))
    assert "禁止在湿地内采砂、放牧。" not in changes and "任何单位和个人" in changes
