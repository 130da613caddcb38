"""Tables, footnotes, pictures and what stands around a text, as a reader meets them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from converter.discards import essential
from converter.pipeline import Job, convert
from tests.browser.conftest import OpenPage, until
from tests.browser.samples import ANSWERS, CARRIED, FILES, MEASURES, NOTICE, PLAN, RULES, TABLE
from tests.browser.test_reading import _choose, _copied
from tests.io_helpers import fill

PAGES = {
    "公共场所安全管理.html": NOTICE,
    "收费.docx": MEASURES,
    "规划.txt": PLAN,
    "档案.txt": RULES,
    "解答.txt": ANSWERS,
    "印发.txt": CARRIED,
}
WIDE = "sec_2__table_1"

_OWN_TEXT = """
article => {
  const copy = article.cloneNode(true);
  for (const added of copy.querySelectorAll("[data-editorial], .headerlink")) added.remove();
  return copy.textContent;
}
"""


@pytest.mark.parametrize("file", PAGES)
def test_the_page_shows_what_the_reader_hands_on(
    file: str, samples: str, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(f"{samples}/{PAGES[file]}")
    shown = page.locator("article").evaluate(_OWN_TEXT)
    document, _ = convert(Job(fill(tmp_path, FILES) / file, file, file, None))
    assert document is not None
    assert essential(shown) == essential(document.source.text)


def _marked(page: Page) -> list[str]:
    """Return the ids of what is highlighted."""
    ids = page.locator("article .tw-target").evaluate_all("all => all.map(one => one.id)")
    return [str(eid) for eid in ids]


def _color(place: Locator) -> str:
    return str(place.evaluate("element => getComputedStyle(element).backgroundColor"))


def test_a_cell_has_an_address(samples: str, open_page: OpenPage) -> None:
    page = open_page(f"{samples}/{MEASURES}#{TABLE}__tr_3__td_2")
    cell = page.locator(f"#{TABLE}__tr_3__td_2")
    expect(cell).to_be_in_viewport()
    expect(cell).to_contain_text("每件8元不满一件的按一件计")
    assert _marked(page) == [f"{TABLE}__tr_3__td_2"]
    assert _color(cell) != _color(page.locator(f"#{TABLE}__tr_4__td_2"))


def test_a_header_cell_with_an_address_stands_out(samples: str, open_page: OpenPage) -> None:
    page = open_page(f"{samples}/{MEASURES}#{TABLE}__tr_1__td_1")
    first, second = (page.locator(f"#{TABLE}__tr_1__td_{n}") for n in (1, 2))
    expect(first).to_have_class("tw-target")
    assert _color(first) != _color(second)


def test_a_row_and_a_table_have_addresses(samples: str, open_page: OpenPage) -> None:
    page = open_page(f"{samples}/{MEASURES}#{TABLE}__tr_4")
    row = [f"{TABLE}__tr_4"] + [f"{TABLE}__tr_4__td_{n}" for n in (1, 2, 3)]
    assert _marked(page) == row
    page.evaluate(f"location.hash = '{TABLE}'")
    expect(page.locator(f"#{TABLE}")).to_have_class(re.compile("tw-target"))
    assert set(row) < set(_marked(page))


def test_an_article_holds_its_table(samples: str, open_page: OpenPage) -> None:
    page = open_page(f"{samples}/{MEASURES}#art_2")
    assert _marked(page) == ["art_2", "art_2__para_1", TABLE, "art_2__para_2"]


def test_a_section_does_not_hold_what_follows_the_text(samples: str, open_page: OpenPage) -> None:
    page = open_page(f"{samples}/{CARRIED}#sec_2")
    assert _marked(page) == ["sec_2", "sec_2__p_1"]
    page.evaluate("location.hash = 'doc_1__title'")
    expect(page.locator("#doc_1__title")).to_have_class(re.compile("tw-target"))
    assert _marked(page) == ["doc_1__title"]
    page.evaluate("location.hash = 'att_1'")
    expect(page.locator("#att_1")).to_have_class(re.compile("tw-target"))
    assert _marked(page) == ["att_1", "att_1__title", "att_1__sec_1", "att_1__sec_1__p_1"]


def test_the_last_article_does_not_hold_the_footnotes(samples: str, open_page: OpenPage) -> None:
    page = open_page(f"{samples}/{MEASURES}#art_3")
    assert _marked(page) == ["art_3", "art_3__para_1"]


def test_what_a_cell_copies(samples: str, open_page: OpenPage) -> None:
    page = open_page(f"{samples}/{MEASURES}")
    eid = f"{TABLE}__tr_2__td_2"
    _choose(page, eid, "复制链接")
    expect(page.get_by_role("status")).to_have_text("已复制链接")
    assert _copied(page) == f"{samples}/{MEASURES}#{eid}"
    _choose(page, eid, "复制引文")
    expect(page.get_by_role("status")).to_have_text("已复制引文")
    assert _copied(page) == "《某某市收费管理办法》第二条第一款表1第2行第2列"


def test_what_a_table_and_its_article_copy(samples: str, open_page: OpenPage) -> None:
    table = (
        "“类别\u3000收费标准\n“甲类\u3000每件10元\u3000当日办结\n"
        "“每件8元 不满一件的按一件计\n“乙类\u3000免收\u3000见第三条"
    )
    page = open_page(f"{samples}/{MEASURES}")
    _choose(page, TABLE, "复制引文和原文")
    expect(page.get_by_role("status")).to_have_text("已复制引文和原文")
    assert _copied(page) == f"《某某市收费管理办法》第二条第一款表1：{table}”"
    _choose(page, "art_2", "复制引文和原文")
    expect(page.get_by_role("status")).to_have_text("已复制引文和原文")
    assert _copied(page) == (
        "《某某市收费管理办法》第二条：“第二条\u3000收费标准如下：\n"
        f"{table}\n“各区不得另行制定标准。”"
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_a_wide_table_scrolls_and_the_page_does_not(
    width: int, samples: str, open_page: OpenPage
) -> None:
    page = open_page(f"{samples}/{NOTICE}#{WIDE}__tr_2__td_13", width)
    region = page.get_by_role("region", name="第二部分表1")
    assert region.evaluate("box => box.scrollWidth > box.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator(f"#{WIDE}__tr_2__td_13")).to_be_in_viewport(ratio=0.9)
    region.evaluate("box => (box.scrollLeft = 0)")
    region.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.tw-scroll').scrollLeft > 0")


def test_tables_say_what_heads_them(samples: str, open_page: OpenPage) -> None:
    page = open_page(f"{samples}/{NOTICE}")
    expect(page.locator(f"#{WIDE} thead th[scope=col]")).to_have_count(13)
    expect(page.locator(f"#{WIDE} tbody th[scope=row]")).to_have_count(4)
    page = open_page(f"{samples}/{MEASURES}")
    expect(page.locator(f"#{TABLE} thead th").last).to_have_attribute("colspan", "2")
    expect(page.locator(f"#{TABLE}__tr_2__td_1")).to_have_attribute("rowspan", "2")


def test_a_wide_table_is_printed_whole(samples: str, open_page: OpenPage) -> None:
    page = open_page(f"{samples}/{NOTICE}", 643)  # the width of the text on A4
    page.emulate_media(media="print")
    assert page.locator(".tw-scroll").evaluate("box => box.scrollWidth <= box.clientWidth")
    assert page.locator("thead").evaluate("e => getComputedStyle(e).display") == (
        "table-header-group"
    )
    expect(page.locator(".tw-scroll + [data-editorial=link]")).to_be_hidden()


@pytest.mark.parametrize(("number", "clause"), [(1, "art_1__para_1"), (2, f"{TABLE}__tr_2__td_3")])
def test_a_footnote_there_and_back(
    number: int, clause: str, samples: str, open_page: OpenPage
) -> None:
    page = open_page(f"{samples}/{MEASURES}", 1280, 300)
    page.locator(f"#{clause}").get_by_role("link", name=f"脚注{number}", exact=True).click()
    expect(page.locator(f"#fn_{number}")).to_be_in_viewport()
    assert _marked(page) == [f"fn_{number}"]
    page.get_by_role("link", name=f"返回正文中脚注{number}处").click()
    mark = page.locator(f"#{clause} #fnref_{number}")
    expect(mark).to_be_in_viewport()
    assert _marked(page) == [f"fnref_{number}"]


def test_pictures_and_what_stands_for_a_missing_one(samples: str, open_page: OpenPage) -> None:
    page = open_page(f"{samples}/{NOTICE}")
    picture = page.get_by_role("img", name="检查范围图")
    picture.scroll_into_view_if_needed()
    until(page, "document.querySelector('img.tw-image').naturalWidth === 320")
    expect(picture).to_have_attribute("loading", "lazy")
    expect(page.locator(".tw-missing")).to_have_text("（此处原有图片“queshi.png”，未随原文提供。）")


def test_a_page_says_what_was_left_out_of_the_file(samples: str, open_page: OpenPage) -> None:
    page = open_page(f"{samples}/{NOTICE}", 390)
    folded = page.get_by_text("原文件中不属于正文的部分，共7处")
    listed = page.get_by_text("登记表1处、导航1处、来源和发布时间1处")
    expect(listed).to_be_hidden()
    folded.click()
    expect(listed).to_be_visible()


def test_what_stands_below_the_date_stands_left(samples: str, open_page: OpenPage) -> None:
    page = open_page(f"{samples}/{NOTICE}")
    for words in ("（联系人", "抄送：", "某某市人民政府办公室"):
        note = page.locator("article p.tw-note", has_text=re.compile(f"^{words}"))
        expect(note).to_have_css("text-align", "start")
    page = open_page(f"{samples}/{PLAN}")
    head = page.locator("article p.tw-note").first
    expect(head).to_have_text(re.compile("某某市人民政府文件"))
    expect(head).to_have_css("text-align", "center")
    box, title = head.bounding_box(), page.locator("h1").bounding_box()
    assert box and title and box["y"] < title["y"]


def test_a_repeated_title_stands_in_the_middle(samples: str, open_page: OpenPage) -> None:
    page = open_page(f"{samples}/{RULES}")
    expect(page.locator("h2#title_inst2")).to_have_css("text-align", "center")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_kinds_of_findings_are_reached_from_the_guide(
    width: int, samples: str, open_page: OpenPage
) -> None:
    page = open_page(f"{samples}/guide/", width)
    page.locator("article").get_by_role("link", name="检查项目").click()
    page.wait_for_url(re.compile("findings/"))
    page.goto(f"{samples}/findings/#number-gap")
    expect(page.locator("#number-gap")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
