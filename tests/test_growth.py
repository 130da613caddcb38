"""No page grows with the number of documents: the same kinds of them, once and twice as many."""

from __future__ import annotations

import re
from posixpath import join, normpath

import pytest
from bs4 import BeautifulSoup

from converter.project import GENERATED
from converter.terms.names import term_page
from tests.growing import project
from tests.io_helpers import rendered


def pages(cities: int) -> dict[str, str]:
    """Return the pages of a project by their folders, without pictures.

    Those have bounds of their own (`writers/charts.py`), which these few documents do not reach.
    """
    docs = project(cities) / "docs"
    return {
        path.parent.relative_to(docs).as_posix(): _PICTURE.sub("", path.read_text(encoding="utf-8"))
        for path in sorted(docs.rglob("index.md"))
    }


_PICTURE = re.compile("<figure .*</figure>")
_FEW, _MANY = 15, 30


def test_no_page_is_larger_where_there_are_twice_as_many_documents() -> None:
    few, many = pages(_FEW), pages(_MANY)
    assert len(many) > 1.7 * len(few)
    largest: dict[str, int] = {}
    for name, page in few.items():
        top = name.partition("/")[0]
        largest[top] = max(largest.get(top, 0), len(page.encode()))
    written = {name for name in GENERATED if name not in ("index.md", "data", "assets")}
    assert set(largest) == {*written, "."}
    grown = {
        name: (len(page.encode()), largest[name.partition("/")[0]])
        for name, page in many.items()
        if len(page.encode()) > 1.1 * largest[name.partition("/")[0]] + 300
    }
    assert grown == {}
    full = [name for name in few if f"{name}/2" in few or name in (".", "documents", "search")]
    assert {"glossary/documents", "citations/unresolved", "compare", "revisions"} < set(full)
    for name in (*full, "citations", "glossary", "documents/law"):
        assert len(many[name].encode()) <= 1.1 * len(few[name].encode()) + 200, name


def test_the_navigation_is_no_longer_either() -> None:
    lengths = [
        len((project(cities) / ".tiaowen" / "nav.yml").read_bytes()) for cities in (_FEW, _MANY)
    ]
    assert lengths[1] <= lengths[0] + 20


def test_totals_stay_true() -> None:
    found = pages(_MANY)
    soup = {name: BeautifulSoup(rendered(page), "lxml") for name, page in found.items()}
    assert "本站收录文件 63 件（另有较早的文本 30 件）" in soup["."].get_text()
    kinds = {
        li.a.get_text(): li.small.get_text()
        for li in soup["browse/kind"].select("li[data-pinyin]")
        if li.a and li.small
    }
    assert kinds == {"办法": "30 件", "条例": "30 件", "通知": "2 件", "法": "1 件"}
    terms = [name for name in found if re.fullmatch("glossary/jing-ying-zhe-[0-9a-f]{4}", name)]
    assert "“经营者”有 30 种释义" in soup[terms[0]].get_text()
    [cited] = soup["documents/law"].select(".tw-cited")
    assert cited.summary is not None and cited.summary.get_text() == "引用本条 90"
    assert cited.select("li")[-1].get_text() == "另有87条，见引证索引"
    assert "引用《国家示范法》的条目" in soup[f"citations/{term_page('国家示范法')}"].get_text()
    # Each document stands once in each of the ways to sort them.
    for shelf in ("kind", "year", "letter"):
        listed = [
            a["href"]
            for name in found
            if name.startswith(f"browse/{shelf}/")
            for a in soup[name].select("tbody th > a")
        ]
        assert len(listed) == 63 and len({str(a).split("documents/")[1] for a in listed}) == 63


def test_links_lead_to_what_is_there() -> None:
    found = pages(_MANY)
    ids: dict[str, set[str]] = {}
    for name, page in found.items():
        soup = BeautifulSoup(rendered(page), "lxml")
        ids[normpath(name)] = {str(tag["id"]) for tag in soup.select("[id]")}
    missing = []
    for name, page in found.items():
        for link in BeautifulSoup(rendered(page), "lxml").select("a[href]"):
            path, _, fragment = str(link["href"]).partition("#")
            target = normpath(join(name, path.removesuffix("index.md")))
            if path.startswith(("http", "/")) or path.endswith((".md", ".json", ".jsonl")):
                continue
            # What may stand on a later page is found by the script of the pager.
            later = "tw-pager" in found.get(target, "")
            if target not in ids or (fragment and fragment not in ids[target] and not later):
                missing.append((name, link["href"]))
    assert missing == []


@pytest.mark.parametrize(
    ("name", "way", "others"),
    [
        (
            "documents/c03-rules",
            ["首页 ../../", "文件 ../../documents/", "办法 ../../browse/kind/ban-fa-d2a9/",
             "《北宁市管理条例实施办法》"],
            ["prev ../c02-rules/ 上一件《安州市管理条例实施办法》",
             "next ../c04-rules/ 下一件《北阳市管理条例实施办法》"],
        ),
        (
            "documents/c03/2018-03-20",
            ["首页 ../../../", "文件 ../../../documents/",
             "条例 ../../../browse/kind/tiao-li-60f6/", "《北宁市管理条例》 ../",
             "2018年3月20日文本"],
            [],
        ),
    ],
)  # fmt: skip
def test_the_way_to_a_document_and_what_stands_beside_it(
    name: str, way: list[str], others: list[str]
) -> None:
    soup = BeautifulSoup(rendered(pages(_FEW)[name]), "lxml")
    crumbs = [
        f"{li.get_text()} {li.a['href']}" if li.a else li.get_text()
        for li in soup.select(".tw-crumbs li")
    ]
    assert crumbs == way
    beside = [
        f"{' '.join(a['rel'])} {a['href']} {a.get_text()}" for a in soup.select(".tw-neighbours a")
    ]
    assert beside[: len(others)] == others and bool(beside) == bool(others)
    assert all(nav.has_attr("data-editorial") for nav in soup.select("nav"))
