"""Tables, footnotes and pictures: addresses, labels, the page, the data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from converter.beside import Table
from converter.bundle import Bundle
from converter.discards import essential
from converter.listing import Listing
from converter.model import Document
from converter.page_jobs import PageJob, Task, make_page
from converter.parallel import pack
from converter.pipeline import Work, run_passes
from converter.project import write_project
from converter.settings import Settings
from converter.shell.stamp import Shell
from converter.writers.data import clauses
from converter.writers.markdown import render
from converter.writers.place import standing
from tests.helpers import eids, ids_of, outline, source_text_of, to_html, uncovered
from tests.rich import make_rich_document, make_source
from tests.test_shell_stamp import NO_OUTLINE

WRITTEN = """\
某某收费管理办法
第一条　收费标准如下[^1]：
| 项目 | 标准 | 说明 |
| 甲类 | 每件10元 | 第三条 不是条文/1. 不是目 |
| 乙类 |  | 免收 |
第二条　依照前款收取[^2]。![印章.png]
各地不得另行收费。
[^1]: 另有规定的除外。
[^2]: 见《价格法》第十八条。
"""


def text_of(document: Document) -> str:
    return essential(document.source.text)


def test_a_table_has_rows_and_cells_with_addresses() -> None:
    document = make_rich_document(WRITTEN)
    assert uncovered(document) == []
    table = "art_1__para_1__table_1"
    assert [eid for eid in eids(document) if eid.startswith(table)] == [
        table,
        f"{table}__tr_1",
        f"{table}__tr_1__td_1",
        f"{table}__tr_1__td_2",
        f"{table}__tr_1__td_3",
        f"{table}__tr_2",
        f"{table}__tr_2__td_1",
        f"{table}__tr_2__td_2",
        f"{table}__tr_2__td_3",
        f"{table}__tr_3",
        f"{table}__tr_3__td_1",
        f"{table}__tr_3__td_3",
    ]
    labels = {document.ids[key]: label for key, label in document.labels.items()}
    assert labels[f"{table}__tr_2__td_3"] == "第一条表1第2行第3列"


def test_numbers_in_a_table_open_nothing() -> None:
    document = make_rich_document(WRITTEN)
    assert [eid for eid in eids(document) if eid.startswith("art_") and "__" not in eid] == [
        "art_1",
        "art_2",
    ]


def test_the_page_shows_a_table_as_one_and_all_its_text() -> None:
    document = make_rich_document(WRITTEN)
    html = to_html(document)
    assert essential(source_text_of(html)) == text_of(document)
    rows = BeautifulSoup(html, "lxml").select("table#art_1__para_1__table_1 tr")
    assert [[cell.get_text("/") for cell in row.select("td")] for row in rows] == [
        ["项目", "标准", "说明"],
        ["甲类", "每件10元", "第三条 不是条文/1. 不是目"],
        ["乙类", "", "免收"],
    ]
    assert set(eids(document)) <= set(ids_of(html))
    assert len(ids_of(html)) == len(set(ids_of(html)))


def test_cells_that_cover_several_rows_and_columns() -> None:
    source = make_source("关于分工的通知\n| 甲 | 乙 |\n| 丙 | 丁 |\n")
    first, *rest = source.tables[0].cells
    wide = replace(first, rows=2, columns=3, header=True)
    source = replace(source, tables=(Table(source.tables[0].span, (wide, *rest)),))
    html = to_html(run_passes(Work(source, None, "x"), "x.txt", "", 0))
    cell = BeautifulSoup(html, "lxml").select_one("th")
    assert cell is not None
    assert (cell["rowspan"], cell["colspan"], cell.get_text()) == ("2", "3", "甲")


HEADED = """\
关于分工的通知
| 单位 | 任务 |
| 名称 | 内容 |
| 甲局 | 检查 |
"""


@pytest.mark.parametrize(
    ("headers", "rows", "repeated"),
    [
        ((), 1, 0),
        ((1, 2), 1, 1),
        ((1, 2, 3, 4), 1, 2),
        ((1, 2, 3, 4, 5, 6), 1, 3),
        ((1, 3, 5), 1, 0),  # they head the rows
        ((1, 2), 2, 0),  # the first cell reaches into the row below
    ],
)
def test_the_rows_that_head_a_table_stand_apart(
    headers: tuple[int, ...], rows: int, repeated: int
) -> None:
    source = make_source(HEADED)
    cells = tuple(
        replace(cell, header=nth in headers, rows=rows if nth == 1 else 1)
        for nth, cell in enumerate(source.tables[0].cells, 1)
    )
    source = replace(source, tables=(Table(source.tables[0].span, cells),))
    html = to_html(run_passes(Work(source, None, "x"), "x.txt", "", 0))
    page = BeautifulSoup(html, "lxml")
    assert len(page.select("thead > tr")) == repeated
    assert len(page.select("tbody > tr")) == 3 - repeated
    assert len(page.select("thead > tr > th[scope=col]")) == 2 * repeated
    assert len(page.select("tbody > tr > th[scope=row]")) == len(headers) - 2 * repeated


def test_footnotes_stand_at_the_end_and_lead_there_and_back() -> None:
    document = make_rich_document(WRITTEN)
    assert eids(document)[-2:] == ["fn_1", "fn_2"]
    page = BeautifulSoup(to_html(document), "lxml")
    marks = page.select("a.tw-fnref")
    assert [(mark["href"], mark.get_text()) for mark in marks] == [("#fn_1", "1"), ("#fn_2", "2")]
    place = page.select_one("#art_1__para_1")
    assert place is not None and marks[0] in place.descendants
    assert all("data-editorial" in mark.attrs for mark in marks)


def test_a_footnote_leads_back_to_its_mark() -> None:
    written = (
        "某某办法\n第一条　办法如下：\n（一）[^1]甲；\n| 乙[^2] |\n[^1]: 注一。\n[^2]: 注二。\n"
    )
    page = BeautifulSoup(to_html(make_rich_document(written)), "lxml")
    backs = page.select("p.tw-footnote > a.tw-fnback")
    assert [back["href"] for back in backs] == ["#fnref_1", "#fnref_2"]
    assert [back["aria-label"] for back in backs] == [
        "返回正文中脚注1处",
        "返回正文中脚注2处",
    ]
    assert all("data-editorial" in back.attrs for back in backs)
    places = [page.select_one(str(back["href"])) for back in backs]
    assert [place and place["href"] for place in places] == ["#fn_1", "#fn_2"]
    clauses = [place.find_parent(["p", "td"]) for place in places if place]
    assert [clause["id"] for clause in clauses] == [
        "art_1__para_1__point_1",
        "art_1__para_1__point_1__table_1__tr_1__td_1",
    ]


def test_a_footnote_marked_behind_white_space_or_in_a_cell_keeps_its_place() -> None:
    document = make_rich_document(
        "关于收费的通知\n一、收费 [^1]\n| 甲[^2] |  |\n二、其他\n[^1]: 注一。\n[^2]: 注二。\n"
    )
    page = BeautifulSoup(to_html(document), "lxml")
    assert [mark.find_parent(["h2", "td"]).name for mark in page.select("a.tw-fnref")] == [
        "h2",
        "td",
    ]
    assert essential(source_text_of(str(page))) == text_of(document)


def test_a_picture_that_is_not_at_hand_is_a_note_and_a_finding() -> None:
    document = make_rich_document(WRITTEN)
    (found,) = [d for d in document.diagnostics if d.code == "image-missing"]
    assert str(found) == (
        "x.txt:12:12: warning: the picture '印章.png' is not at hand; put it where the text names"
        " it 二条　依照前款收取。〔〕 [image-missing]"
    )
    note = BeautifulSoup(to_html(document), "lxml").select_one(".tw-missing")
    assert note is not None and "data-editorial" in note.attrs
    assert note.get_text() == "（此处原有图片“印章.png”，未随原文提供。）"
    before = note.find_previous_sibling()
    assert before is not None and before["id"] == "art_2__para_1"


def _with_picture() -> Document:
    source = make_source("关于印章的通知\n样式如下：![../图/印 章.PNG]\n以上。\n")
    source = replace(source, images=(replace(source.images[0], data=b"\x89PNG", alt="印章"),))
    return replace(make_rich_document("关于印章的通知\n样式如下：\n以上。\n"), source=source)


def test_a_picture_becomes_a_file_beside_the_page(tmp_path: Path) -> None:
    document = _with_picture()
    (tmp_path / "docs").mkdir()
    write_project(Bundle((document,)), tmp_path, settings=Settings())
    assert (tmp_path / "docs/documents/x/images/1-png").read_bytes() == b"\x89PNG"
    image = BeautifulSoup(to_html(document), "lxml").select_one("img")
    assert image is not None
    assert (image["alt"], "data-editorial" in image.attrs) == ("印章", True)


def test_tables_below_the_date_and_before_the_first_level() -> None:
    document = make_rich_document(
        "关于分工的通知\n各单位：\n| 甲 | 乙 |\n一、要求\n做好。\n某某市人民政府\n2023年1月31日\n"
        "| 丙 | 丁 |\n"
    )
    assert essential(source_text_of(to_html(document))) == text_of(document)
    kinds = [node.kind.value for node in document.root.children]
    assert kinds == ["title", "addressee", "table", "section", "signature", "date", "table"]
    assert [eid for eid in eids(document) if eid.startswith("table") and "__" not in eid] == [
        "table_1",
        "table_2",
    ]


def test_the_data_has_tables_rows_and_cells() -> None:
    rows = list(clauses(make_rich_document(WRITTEN)))
    cell = next(row for row in rows if row["eid"] == "art_1__para_1__table_1__tr_2__td_2")
    assert (cell["kind"], cell["text"], cell["parent"]) == (
        "cell",
        "每件10元",
        "art_1__para_1__table_1__tr_2",
    )
    assert cell["label"] == "第一条表1第2行第2列"


def test_sources_without_any_of_these_are_written_as_before() -> None:
    plain = make_rich_document("关于分工的通知\n一、要求\n做好。\n")
    assert "tw-table" not in render(plain) and "tw-fnref" not in render(plain)
    assert outline(plain).count("\n") == 3


def test_a_heading_over_a_picture_alone_is_a_heading() -> None:
    document = make_rich_document(
        "关于式样的通知\n一、号牌\n（一）汽车号牌。![a.png]\n（二）摩托车号牌。![b.png]\n"
        "二、说明\n（一）尺寸见图。\n（二）颜色为白色。\n"
    )
    headed = [document.source.slice(n.heading) for n in document.root.walk() if n.heading]
    assert headed == ["号牌", "汽车号牌。", "摩托车号牌。", "说明"]


@pytest.mark.parametrize("shell", [None, Shell({}, NO_OUTLINE)], ids=["built", "to be stamped"])
def test_the_job_of_a_page_makes_the_files_of_its_pictures(shell: Shell | None) -> None:
    document = _with_picture()
    bundle = Bundle((document,))
    job = PageJob(
        document.slug,
        pack(bundle),
        "",
        standing(Listing(bundle), document),
        {},
        Task(shell, "/", Settings(), ""),
        "documents/x/index.html",
        built="<html></html>",
    )
    assert make_page(job).files == {"documents/x/images/1-png": b"\x89PNG"}
