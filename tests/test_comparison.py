"""Documents of consecutive years side by side: which belong together, and clause by clause."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.bundle import Bundle
from converter.catalog import read_catalog
from converter.fact import Fact, Origin
from converter.model import Document
from converter.related.comparison import compare, series
from converter.view import View
from converter.writers.compare import compared
from tests.citing import documents
from tests.helpers import comparison_pages
from tests.io_helpers import fill, run, scratch

_OLDER = """\
某局2022年工作要点
一、加强日常监督，综合运用列席会议、谈心谈话、提醒告诫等方式。
二、推进数据平台建设，归集共享政务数据资源。
"""
_NEWER = """\
某局2023年工作要点
一、推进数据平台扩容，扩大政务数据资源归集共享范围。
二、开展节水宣传，普及节约用水知识。
三、做实日常监督，用好谈心谈话、提醒告诫、列席会议等方式。
"""


@pytest.fixture
def docs() -> dict[str, Document]:
    """The documents of two years."""
    return documents({"y2022": _OLDER, "y2023": _NEWER})


def _rows(docs: dict[str, Document]) -> list[tuple[str | None, str | None, str]]:
    (comparison,) = compare(list(docs.values()))
    newer, older = docs[comparison.newer], docs[comparison.older]
    return [
        (
            newer.ids[row.newer[0]] if row.newer else None,
            older.ids[row.older[0]] if row.older else None,
            "、".join(row.shared),
        )
        for row in comparison.rows
    ]


def test_the_nearest_clauses_stand_side_by_side(docs: dict[str, Document]) -> None:
    assert [row[:2] for row in _rows(docs)] == [
        ("sec_1", "sec_2"),
        ("sec_2", None),
        ("sec_3", "sec_1"),
    ]
    assert "政务数据资源" in _rows(docs)[0][2]
    assert "日常监督" in _rows(docs)[2][2]


def test_what_is_left_of_the_older_document_comes_last() -> None:
    older = f"{_OLDER}三、抓好信访举报受理办理工作，化解积案。\n"
    docs = documents({"y2022": older, "y2023": _NEWER})
    assert _rows(docs)[-1] == (None, "sec_3", "")


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("2023年纪检监察工作要点", ("纪检监察工作要点", 2023)),
        ("某局2023年度工作要点", ("某局工作要点", 2023)),
        ("关于2019年部分节假日安排的通知", ("关于部分节假日安排的通知", 2019)),
        ("中华人民共和国某某法", None),
        ("2021年至2023年工作规划", None),
        ("12023年的事", None),
    ],
)
def test_a_series_is_told_by_the_title(title: str, found: tuple[str, int] | None) -> None:
    assert series(title) == found


def _titles(*titles: str) -> list[Document]:
    text = "\n一、推进数据平台建设，归集共享政务数据资源。\n"
    return list(documents({f"d{n}": title + text for n, title in enumerate(titles)}).values())


@pytest.mark.parametrize(
    ("titles", "pairs"),
    [
        (("2022年工作要点", "2023年工作要点", "2024年工作要点"), [("d0", "d1"), ("d1", "d2")]),
        (("2024年工作要点", "2022年工作要点"), []),
        (("2022年工作要点", "2023年工作计划"), []),
        (("2022年工作要点", "2023年工作要点", "2023年工作要点"), []),
    ],
)
def test_consecutive_years_of_a_series_are_compared(
    titles: tuple[str, ...], pairs: list[tuple[str, str]]
) -> None:
    assert [(c.older, c.newer) for c in compare(_titles(*titles))] == pairs


def test_an_editor_may_ask_for_a_comparison() -> None:
    one, other = _titles("甲工作要点", "乙工作计划")
    other = replace(other, entry=replace(other.entry, compare=("d0", "d1", "nowhere")))
    assert [(c.older, c.newer) for c in compare([one, other])] == [("d0", "d1")]
    # A pair that the titles ask for as well is compared once.
    first, second = _titles("2022年工作要点", "2023年工作要点")
    second = replace(second, entry=replace(second.entry, compare=("d0",)))
    assert len(compare([first, second])) == 1


_CATALOG = """\
documents:
  - file: a.txt
    slug: a
  - file: b.txt
    slug: b
    compare: [a, c-d, "X Y", b, a/2018-03-20, e/2018-03-20]
"""


def test_the_catalog_names_documents_that_are_there() -> None:
    folder = fill(scratch() / "texts", {"a.txt": "甲", "b.txt": "乙", "catalog.yml": _CATALOG})
    catalog = read_catalog(folder, "texts")
    assert [str(found) for found in catalog.diagnostics] == [
        "texts/catalog.yml:6:23: error: compare: expected a slug, or `SLUG/DATE` for one of"
        " several versions, found 'X Y' [catalog]",
        "texts/catalog.yml:6:18: error: compare: there is no document 'c-d' [catalog]",
        "texts/catalog.yml:6:30: error: compare: a document is not compared with itself [catalog]",
        "texts/catalog.yml:6:47: error: compare: there is no document 'e' [catalog]",
    ]


# The page


def test_the_page_shows_both_and_marks_what_they_share(docs: dict[str, Document]) -> None:
    view = View(Bundle(tuple(docs.values()), comparisons=compare(list(docs.values()))))
    (_, (name, page)) = comparison_pages(view)
    assert name == "compare/y2022/y2023/"
    assert page.startswith(
        '---\ntitle: "《某局2022年工作要点》与《某局2023年工作要点》对照表"\n'
        "hide:\n  - navigation\n  - toc\n---\n\n"
        "# 《某局2022年工作要点》与《某局2023年工作要点》对照表 { #compare }\n\n"
        '<p class="tw-compare-lead">前者为《某局2022年工作要点》，后者为《某局2023年工作要点》，'
        "按文字相近程度逐条对照；并列不表示内容相同。"
    )
    assert '<a href="../../../documents/y2023/#sec_2">二、</a>' in page
    assert "<mark>政务数据资源</mark>" in page
    assert '<td class="tw-none" data-label="《某局2022年工作要点》">没有相近的条目</td>' in page
    assert '第二部分</span><span class="tw-to"> / </span>第一部分</span>' in page


def test_versions_of_one_title_are_told_apart_by_their_dates() -> None:
    older, newer = _titles("某某办法", "某某办法")
    older, newer = (
        replace(doc, facts=(Fact("date", date, 1, Origin.CATALOG),))
        for doc, date in ((older, "2018-03-20"), (newer, "2020-12-01"))
    )
    newer = replace(newer, entry=replace(newer.entry, compare=("d0",)))
    view = View(Bundle((older, newer), comparisons=compare([older, newer])))
    (_, (_, page)) = comparison_pages(view)
    assert "# 《某某办法》（2018年3月20日）与《某某办法》（2020年12月1日）对照表 {" in page
    assert list(compared(view, newer)) == [
        '<p class="tw-compared">逐条对照：<a href="../../compare/d0/d1/">'
        "《某某办法》（2018年3月20日）</a></p>"
    ]


def test_both_documents_lead_to_the_page(docs: dict[str, Document]) -> None:
    view = View(Bundle(tuple(docs.values()), comparisons=compare(list(docs.values()))))
    assert list(compared(view, docs["y2022"])) == [
        '<p class="tw-compared">逐条对照：'
        '<a href="../../compare/y2022/y2023/">《某局2023年工作要点》</a></p>'
    ]
    assert list(compared(view, docs["y2023"])) == [
        '<p class="tw-compared">逐条对照：'
        '<a href="../../compare/y2022/y2023/">《某局2022年工作要点》</a></p>'
    ]
    assert list(compared(View(Bundle(tuple(docs.values()))), docs["y2023"])) == []


def test_markup_in_a_text_stays_text() -> None:
    hostile = "一、推进<b>数据平台</b>建设，归集共享{#x}政务数据资源。\n"
    docs = documents({"a": f"2022年要点\n{hostile}", "b": f"2023年要点\n{hostile}"})
    view = View(Bundle(tuple(docs.values()), comparisons=compare(list(docs.values()))))
    (_, (_, page)) = comparison_pages(view)
    assert "<b>" not in page and "&lt;b&gt;" in page


def test_a_build_links_the_page() -> None:
    folder = fill(scratch() / "texts", {"甲.txt": _OLDER, "乙.txt": _NEWER})
    out = folder.parent / "out"
    done = run("build", "--sources", str(folder), "--site", str(out))
    assert done.exit_code == 0, done.output
    listed, page = sorted((out / "compare").rglob("index.html"), key=lambda path: len(path.parts))
    assert listed.parent == out / "compare"
    older, newer = page.parent.parent.name, page.parent.name
    for slug in (older, newer):
        text = (out / "documents" / slug / "index.html").read_text(encoding="utf-8")
        assert f'href="../../compare/{older}/{newer}/"' in text


# Rules


_LINE = st.text(alphabet="甲乙丙丁戊，己庚辛", min_size=20, max_size=40)
_NUMBERS = "一二三四五"


@given(st.lists(_LINE, min_size=1, max_size=5), st.lists(_LINE, min_size=1, max_size=5))
def test_every_clause_stands_in_one_row(before: list[str], after: list[str]) -> None:
    texts = {
        slug: f"{year}年工作要点\n"
        + "".join(f"{n}、{line}。\n" for n, line in zip(_NUMBERS, lines, strict=False))
        for slug, year, lines in (("a", 2022, before), ("b", 2023, after))
    }
    (comparison,) = compare(list(documents(texts).values()))
    newer = [row.newer for row in comparison.rows if row.newer]
    older = [row.older for row in comparison.rows if row.older]
    assert newer == sorted(set(newer)) and len(newer) == len(after)
    assert len(older) == len(set(older)) == len(before)
