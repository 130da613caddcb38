"""Pages that lead on from addresses where no document stands: dated ones, and former names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bs4 import BeautifulSoup

from converter.bundle import Bundle
from converter.checks.addresses import check_addresses, published
from converter.checks.page import Page, read_page
from converter.checks.pages import check_site
from converter.ledger.decisions import Decisions, OldId, OldPage, Place
from converter.ledger.records import ALL, Address, Record, make_ledger
from converter.listing import Listing
from converter.view import View
from converter.writers import pages
from converter.writers.markdown import render
from converter.writers.stubs import stub_pages
from tests.io_helpers import fill, rendered, run
from tests.versions import versions

_OLD = "某某法\n第一条　为了规范工作，制定本法。\n第二条　各级机关应当遵守。\n"
_NEW = _OLD.replace("第二条", "第二条　国家鼓励科学研究。\n第三条")
_BOTH = {"2018-03-20": _OLD, "2024-12-25": _NEW}


def stubs(view: View) -> dict[str, str]:
    """Return all pages that lead on, by their folders."""
    return dict(stub_pages(view))


def links(page: str) -> list[tuple[str, str, str]]:
    """Return id, address and words of each link of a page's list."""
    found = BeautifulSoup(page, "lxml").select("li > a")
    return [(str(link["id"]), str(link["href"]), link.get_text()) for link in found]


_STUB = """\
<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>《某某法》（2024年12月25日）</title>
<link rel="canonical" href="../">
<link rel="stylesheet" href="../../../stylesheets/lead.css">
<script src="../../../javascripts/lead.js"></script>
</head>
<body data-lead="../">
<main>
<h1>《某某法》（2024年12月25日）</h1>
<p>这里是《某某法》（2024年12月25日）的固定地址，内容载于下列页面。</p>
<p><a href="../">《某某法》（2024年12月25日）</a></p>
<ul>
<li><a id="title" href="../#title">标题</a></li>
<li><a id="art_1" href="../#art_1">第一条</a></li>
<li><a id="art_1__para_1" href="../#art_1__para_1">第一条</a></li>
<li><a id="art_2" href="../#art_2">第二条</a></li>
<li><a id="art_2__para_1" href="../#art_2__para_1">第二条</a></li>
<li><a id="art_3" href="../#art_3">第三条</a></li>
<li><a id="art_3__para_1" href="../#art_3__para_1">第三条</a></li>
</ul>
</main>
</body>
</html>
"""


def test_the_dated_address_of_the_latest_text() -> None:
    assert stubs(versions(_BOTH)) == {"documents/fa/2024-12-25": _STUB}
    assert stubs(versions({"2018-03-20": _OLD})) == {}


def test_the_dated_address_of_a_text_with_a_name_of_its_own() -> None:
    bundle = versions(_BOTH).bundle
    older, newer = bundle.documents
    older = replace(older, entry=replace(older.entry, slug="jiu-fa"))
    named = View(Bundle((older, newer), families=(("jiu-fa", "fa"),)))
    made = stubs(named)
    assert list(made) == ["documents/fa/2018-03-20", "documents/fa/2024-12-25"]
    page = made["documents/fa/2018-03-20"]
    assert '<body data-lead="../../jiu-fa/">' in page
    assert ("art_2", "../../jiu-fa/#art_2", "第二条") in links(page)


def renamed(*old: OldPage) -> View:
    """Make two versions of a law, with pages that were there before."""
    return versions(_BOTH, decisions=Decisions(pages=old))


def test_a_renamed_document_leads_on_from_its_dated_address_too() -> None:
    ids = (
        OldId("art_1", Place("fa", "art_1"), False, "", "2025-01-02"),
        OldId("art_8", None, True, "收费标准…", "2025-01-03"),
        OldId("art_9", Place("fa", "art_3"), False, "", "2025-01-02"),
    )
    view = renamed(OldPage("mou-fa", Place("fa"), False, "", "2025-01-02", ids))
    made = stubs(view)
    assert list(made) == [
        "documents/mou-fa",
        "documents/mou-fa/2024-12-25",
        "documents/fa/2024-12-25",
    ]
    page = made["documents/mou-fa"]
    assert '<body data-lead="../fa/">' in page
    assert "<p>《某某法》（2024年12月25日）的地址已经变更，内容载于下列页面。</p>" in page
    assert links(page) == [
        ("art_1", "../fa/#art_1", "第一条"),
        ("art_8", "../fa/#art_8", "原“收费标准…”（已删去）"),
        ("art_9", "../fa/#art_3", "第三条"),
    ]
    # The page keeps these ids, too: it had its new name when they were settled.
    kept = BeautifulSoup(rendered(render(view.documents["fa"], view)), "lxml")
    assert [part.name for part in kept.select("#art_8, #art_9")] == ["a", "aside"]
    assert ("art_8", "../#art_8", "原“收费标准…”") in links(made["documents/fa/2024-12-25"])
    assert '<body data-lead="../../fa/">' in made["documents/mou-fa/2024-12-25"]


def test_a_document_that_was_removed() -> None:
    gone = OldId("art_1", None, True, "为了规范", "2025-01-02")
    page = stubs(renamed(OldPage("jiu-fa", None, True, "旧法", "2025-01-02", (gone,))))[
        "documents/jiu-fa"
    ]
    assert "<body>\n<main>\n<h1>《旧法》</h1>\n<p>《旧法》已从本站撤下。</p>\n<ul>" in page
    assert '<li id="art_1">原“为了规范”（已删去）</li>' in page
    assert "canonical" not in page and "data-lead" not in page


def test_a_page_that_is_there_is_not_led_away_from() -> None:
    old = OldPage("fa", Place("fa/2018-03-20"), False, "", "2025-01-02")
    assert list(stubs(renamed(old))) == ["documents/fa/2024-12-25"]


def test_a_version_that_is_left_alone_keeps_its_dated_address() -> None:
    gone = OldId("art_9", None, True, "收费标准…", "2025-01-02")
    old = OldPage("fa/2016-01-01", Place("fa"), True, "某某法", "2025-01-02", (gone,))
    view = versions({"2018-03-20": _OLD}, decisions=Decisions(pages=(old,)))
    assert list(stubs(view)) == ["documents/fa/2016-01-01", "documents/fa/2018-03-20"]
    # The page of the work showed that version, too.
    (stone,) = BeautifulSoup(rendered(render(view.documents["fa"], view)), "lxml").select("aside")
    assert (stone["id"], stone.get_text()) == (
        "art_9",
        "原载此处的内容已删去（2025年1月2日登记）。原文：“收费标准…”",
    )


# Lists


def test_lists_show_the_latest_text_with_the_others_below_it() -> None:
    bundle = versions(_BOTH).bundle
    bundle = replace(bundle, documents=tuple(reversed(bundle.documents)))
    home, listed = (
        BeautifulSoup(rendered(page), "lxml")
        for page in (
            pages.home(View(bundle), Listing(bundle)),
            pages.document_list(View(bundle), Listing(bundle)),
        )
    )
    for page, base in ((home, "documents/"), (listed, "")):
        (row,) = page.select("table.tw-documents tbody tr")
        assert str(row.th) == (
            f'<th scope="row"><a href="{base}fa/">某某法</a><small class="tw-others">'
            f'其他文本：<a href="{base}fa/2018-03-20/">2018年3月20日</a></small></th>'
        )
    assert "本站收录文件 1 件（另有较早的文本 1 件）" in home.get_text()
    assert "共收录文件 1 件（另有较早的文本 1 件），按文件名排列。" in listed.get_text()


def test_the_navigation_has_no_older_texts() -> None:
    view = versions(_BOTH)
    nav = pages.navigation(view, Listing(view.bundle), [])
    assert '"documents/fa/index.md"' in nav and "2018" not in nav


# The check of built pages


def test_addresses_that_a_site_has_to_keep() -> None:
    records = (
        Record(Address(*at))
        for at in (
            ("fa", "2024-12-25", "art_9"),
            ("fa", "2018-03-20", "art_8"),
            ("mou-fa", "", "art_7"),
            ("mou-fa", ALL),
        )
    )
    older = ["title", "art_1", "art_1__para_1", "art_2", "art_2__para_1"]
    newer = [*older, "art_3", "art_3__para_1"]
    found = published(versions(_BOTH).bundle, make_ledger(records, "links.lock"))
    assert {slug: list(eids) for slug, eids in found.items()} == {
        "fa": [*newer, "art_9"],
        "fa/2018-03-20": [*older, "art_8"],
        "fa/2024-12-25": [*newer, "art_9"],
        "mou-fa": ["art_7"],
    }
    assert set(published(versions({"2018-03-20": _OLD}).bundle)) == set()


def test_an_address_that_is_lost() -> None:
    ids = {"documents/fa/index.html": frozenset({"art_1"})}
    found = check_addresses(ids, {"fa": ["art_1", "art_2"], "mou-fa": ["art_1"]})
    assert list(map(str, found)) == [
        "documents/fa/index.html: error: the id 'art_2' was published and is not on the page"
        " [address-lost]",
        "documents/mou-fa/index.html: error: the page was not built [address-lost]",
    ]


def read_built(site: Path, path: str) -> Page:
    """Read a page of a site."""
    return read_page((site / path).read_text(encoding="utf-8"), path)


def test_pages_that_lead_on_are_checked_as_all_pages(tmp_path: Path) -> None:
    stub = "documents/fa/2024-12-25/index.html"
    site = fill(
        tmp_path / "site",
        {
            stub: _STUB,
            "documents/fa/index.html": "<p id='title'></p><p id='art_1'></p>",
            "javascripts/lead.js": "",
            "stylesheets/lead.css": "",
        },
    )
    found = [str(one) for one in check_site(site, [], published={"fa/2024-12-25": ["art_3"]})]
    assert found == [
        f"{stub}: error: the link '../#{eid}' leads to no element with the id '{eid}' [link-broken]"
        for eid in ("art_1__para_1", "art_2", "art_2__para_1", "art_3", "art_3__para_1")
    ]
    assert read_built(site, stub).text == ""


# A whole site


def law(date: str, *articles: str) -> str:
    """Write a law that a congress passed on a day."""
    numbered = zip("一二三四五六七", articles, strict=False)
    text = "".join(f"第{number}条　{words}\n" for number, words in numbered)
    return f"某某法\n（{date}第十三届全国人民代表大会第一次会议通过）\n{text}"


_AIM = "为了规范工作，保障公民的合法权益，制定本法。"
_DUTY = "各级机关应当建立健全工作制度，明确责任分工。"
_FEES = "收费标准由财政部门会同价格主管部门制定。"
_DATA = "国家鼓励运用信息技术手段提高服务水平。"


def test_a_site_with_three_versions_of_a_law(tmp_path: Path) -> None:
    folder = fill(
        tmp_path / "texts",
        {
            "a.txt": law("2018年3月20日", _AIM, _FEES, _DUTY),
            "b.txt": law("2020年1月1日", _AIM, _FEES, _DATA, _DUTY),
            "c.txt": law("2024年12月25日", _AIM, _DATA, _DUTY + "\n" + _DATA[:-1] + "和质量。"),
        },
    )
    site = tmp_path / "site"
    built = run("build", "--sources", str(folder), "--site", str(site))
    assert built.exit_code == 0, built.output
    documents = site / "documents" / "mou-mou-fa"
    assert sorted(path.name for path in documents.iterdir()) == [
        "2018-03-20",
        "2020-01-01",
        "2024-12-25",
        "index.html",
    ]
    latest = read_built(site, "documents/mou-mou-fa/index.html")
    assert {"art_1", "art_4", "art_4__para_1", "old_art_2_2020-01-01"} <= latest.ids
    assert "art_4" in read_built(site, "documents/mou-mou-fa/2020-01-01/index.html").ids
    # One place of one page is lost: the check of the finished site finds it.
    page = documents / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace('id="art_4"', ""), encoding="utf-8")
    lost = check_site(site, [], published={"mou-mou-fa": ["art_4"]})
    assert (
        "documents/mou-mou-fa/index.html: error: the id 'art_4' was published and is not on the"
        " page [address-lost]"
    ) in map(str, lost)
