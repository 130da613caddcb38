"""The checks of built pages: each is fed a page with one fault, and its message asserted."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from converter.checks.links import Ids, check_links, connections
from converter.checks.page import first_difference, read_page
from converter.checks.pages import check_site
from converter.entry import Entry
from converter.model import Document
from converter.source import SourceText
from converter.writers.markdown import render
from tests.helpers import make_document
from tests.io_helpers import fill, rendered

SOURCE = "工作要点\n一、总体要求\n坚持领导。\n二、主要任务\n抓好落实，做到&<b>。\n"
PAGE = "documents/x/index.html"


@pytest.fixture(scope="module")
def document() -> Document:
    """A document whose page is doctored below."""
    return make_document(SOURCE, name="s/a.txt", entry=Entry(file="a.txt", slug="x"))


@pytest.fixture(scope="module")
def good(document: Document) -> str:
    """The page as it should be."""
    article = rendered(render(document))
    return f"<!doctype html><html><body><main><article>{article}</article></main></body>"


def findings(folder: Path, document: Document, files: dict[str, str]) -> list[str]:
    """Check a site made of some files."""
    site = fill(folder / "site", dict(files))
    return [str(found) for found in check_site(site, [document])]


def test_a_good_page_has_no_findings(tmp_path: Path, document: Document, good: str) -> None:
    assert findings(tmp_path, document, {PAGE: good}) == []


LOST = f"error: {PAGE} does not show the source from here on as it is"
DOCTORED = {
    "a character is lost": (
        ("坚持领导", "坚领导"),
        [f"s/a.txt:3:2: {LOST} 坚〔持〕领导。 [conservation]"],
    ),
    "a character is another": (
        ("主要任务", "主要仼务"),
        [f"s/a.txt:4:5: {LOST} 二、主要〔任〕务 [conservation]"],
    ),
    "two characters are exchanged": (
        ("落实", "实落"),
        [f"s/a.txt:5:3: {LOST} 抓好〔落〕实，做到&<b>。 [conservation]"],
    ),
    "markup is taken for markup": (
        ("&lt;b&gt;", "<b></b>"),
        [f"s/a.txt:5:9: {LOST} 抓好落实，做到&〔<〕b>。 [conservation]"],
    ),
    "a paragraph stands twice": (
        ('<p class="tw-text" id="sec_2__p_1">', "<p>坚持领导。</p>" + '<p id="sec_2__p_1">'),
        [f"s/a.txt:5:1: {LOST} 〔抓〕好落实，做到&<b> [conservation]"],
    ),
    "text of ours without mark": (
        ("</article>", "<p>编者按</p></article>"),
        [f"s/a.txt:6:1: {LOST} [conservation]"],
    ),
    "text of ours with mark": (
        ("</article>", '<p data-editorial="">编者按<b>！</b></p></article>'),
        [],
    ),
    "text of ours outside the article": (("</main>", "<p>页脚</p></main>"), []),
    "an id is missing": (
        (' id="sec_2__p_1"', ""),
        [
            f"s/a.txt:5:1: error: {PAGE} has no element with the id 'sec_2__p_1'"
            " 〔抓好落实，做到&<b>。〕 [id-missing]",
            f"{PAGE}: error: the link '#sec_2__p_1' leads to no element with the id"
            " 'sec_2__p_1' [link-broken]",
        ],
    ),
    "an id stands twice": (
        ("</article>", '<p id="sec_1"></p></article>'),
        [f"{PAGE}: error: the id 'sec_1' stands twice [id-duplicate]"],
    ),
    "a link leads nowhere": (
        ("</main>", '<a href="../y/">x</a></main>'),
        [f"{PAGE}: error: the link '../y/' leads to no page [link-broken]"],
    ),
    "a link leads out of the site": (
        ("</main>", '<a href="../../../x.html">x</a></main>'),
        [f"{PAGE}: error: the link '../../../x.html' leads to no page [link-broken]"],
    ),
    "an anchor is missing": (
        ("</main>", '<a href="../x/#sec_9">x</a></main>'),
        [
            f"{PAGE}: error: the link '../x/#sec_9' leads to no element with the id 'sec_9'"
            " [link-broken]"
        ],
    ),
    "a link elsewhere is nobody's business": (
        ("</main>", '<a href="https://example.org/">x</a><a href="mailto:x@y">y</a></main>'),
        [],
    ),
    "a script from elsewhere": (
        ("<body>", '<body><script src="https://example.org/x.js"></script>'),
        [f"{PAGE}: error: a browser would fetch https://example.org/x.js [link-external]"],
    ),
    "a style sheet from elsewhere": (
        ("<body>", '<body><link rel="stylesheet" href="//example.org/x.css">'),
        [f"{PAGE}: error: a browser would fetch //example.org/x.css [link-external]"],
    ),
    "a connection to elsewhere": (
        ("<body>", '<body><link rel="preconnect" href="https://example.org">'),
        [f"{PAGE}: error: a browser would fetch https://example.org [link-external]"],
    ),
    "the address of the page itself": (
        ("<body>", '<body><link rel="canonical" href="https://example.org/x/">'),
        [],
    ),
    "a picture from elsewhere": (
        ("</main>", '<img src="https://example.org/x.png" alt=""></main>'),
        [f"{PAGE}: error: a browser would fetch https://example.org/x.png [link-external]"],
    ),
    "a larger picture from elsewhere": (
        ("</main>", '<img srcset="a.png 1x, https://example.org/x.png 2x" alt=""></main>'),
        [f"{PAGE}: error: a browser would fetch https://example.org/x.png [link-external]"],
    ),
    "a font in a style": (
        ("<body>", "<body><style>@font-face{src:url(https://example.org/x.woff)}</style>"),
        [f"{PAGE}: error: a browser would fetch https://example.org/x.woff [link-external]"],
    ),
    "a picture in an attribute": (
        ("<body>", "<body style=\"background:url('//example.org/x.png')\">"),
        [f"{PAGE}: error: a browser would fetch //example.org/x.png [link-external]"],
    ),
}


@pytest.mark.parametrize(("change", "expected"), DOCTORED.values(), ids=DOCTORED)
def test_doctored_pages(
    tmp_path: Path,
    document: Document,
    good: str,
    change: tuple[str, str],
    expected: list[str],
) -> None:
    # The order of attributes is no matter of these tests.
    ordered = good.replace('id="sec_2__p_1" class="tw-text"', 'class="tw-text" id="sec_2__p_1"')
    old, new = change
    assert old in ordered
    assert findings(tmp_path, document, {PAGE: ordered.replace(old, new, 1)}) == expected


def test_a_page_that_was_not_built(tmp_path: Path, document: Document) -> None:
    assert findings(tmp_path, document, {"index.html": "<p>x"}) == [
        "documents/x/: error: the page was not built [id-missing]"
    ]


def test_links_between_pages_and_from_404(tmp_path: Path, document: Document, good: str) -> None:
    home = '<a href="documents/x/#sec_1">1</a><a href="documents/x/">2</a><a href="/x.txt">3</a>'
    lost = '<a href="/documents/x/">1</a><a href="/y/">2</a>'
    files = {PAGE: good, "index.html": home, "x.txt": "", "404.html": lost}
    assert findings(tmp_path, document, files) == [
        "404.html: error: the link '/y/' leads to no page [link-broken]"
    ]


def test_a_site_below_a_path(tmp_path: Path, document: Document, good: str) -> None:
    home = '<a href="/tiaowen/documents/x/#sec_1">1</a><a href="/documents/x/">2</a>'
    site = fill(tmp_path, {PAGE: good, "index.html": home})
    assert [str(found) for found in check_site(site, [document], root="/tiaowen/")] == [
        "index.html: error: the link '/documents/x/' leads out of the site [link-broken]"
    ]


def test_style_sheets(tmp_path: Path, document: Document, good: str) -> None:
    style = "@import 'https://example.org/a.css';a{background:url(../b.png)}"
    assert findings(tmp_path, document, {PAGE: good, "css/a.css": style}) == [
        "css/a.css: error: a browser would fetch https://example.org/a.css [link-external]"
    ]


def test_pages_may_be_read_elsewhere(tmp_path: Path, document: Document, good: str) -> None:
    site = fill(tmp_path, {PAGE: good, "index.html": '<a href="nowhere/">x</a>'})
    with ThreadPoolExecutor(2) as executor:
        assert check_site(site, [document], executor) == check_site(site, [document])


def test_what_is_read_of_a_page() -> None:
    text = (
        '<article><h1 id="a">甲<a class="headerlink" href="#a">¶</a></h1><script>x</script>'
        '<p data-editorial="">乙</p>丙 丁<a name="b"></a></article>'
    )
    page = read_page(text, "p.html")
    assert (page.text, page.ids, page.links) == ("甲丙丁", frozenset("ab"), ("#a",))


@pytest.mark.parametrize(
    ("source", "shown", "place"),
    [
        ("甲乙\n丙丁\n", "甲乙丙丁", None),
        ("\ufeff甲\u200b 乙\n\n\x01丙\n", "甲乙丙", None),
        ("甲乙\n丙丁\n", "甲乙丁", (2, 1)),
        ("甲乙\n丙丁\n", "乙丙丁", (1, 1)),
        ("甲 乙\r\n\u3000丙丁\r\n", "甲乙丙戊", (2, 3)),
        ("甲乙\n丙丁\n", "甲乙丙", (2, 2)),
        ("甲乙\n丙丁\n", "甲乙丙丁戊", (3, 1)),
        ("甲乙\n丙丁\n", "", (1, 1)),
    ],
)
def test_first_difference(source: str, shown: str, place: tuple[int, int] | None) -> None:
    text = SourceText.plain("a.txt", source)
    found = first_difference(text, shown)
    if place is None:
        assert found is None
    else:
        assert found is not None
        at = text.position(found.start)
        assert (at.line, at.column) == place


# What a browser makes of markup that is not well formed

TEXTS = {
    "apparatus in apparatus": ("<p data-editorial>甲<b data-editorial>乙</b>丙</p>丁", "丁"),
    "a paragraph that is not closed": ("<p data-editorial>甲<p>乙", "乙"),
    "a block in a paragraph": ("<p data-editorial>甲<div>乙</div>丙</p>", "乙丙"),
    "elements closed in another order": ("<div><b data-editorial>甲</div>乙</b>丙", "乙丙"),
    "what is never closed": ("甲<div data-editorial>乙<div>丙</div>", "甲"),
    "an end without a beginning": ("甲</div></span>乙", "甲乙"),
    "entities": ("&lt;p&gt;&amp;&#x4e00;&nbsp;乙&bogus;", "<p>&一乙&bogus;"),
    "comments": ("甲<!-- <p> 乙 -->丙", "甲丙"),
    "scripts and styles": ("甲<script>乙<p></script><style>丙</style>丁", "甲丁"),
    "a word in a class": ("<a class='a headerlink'>甲</a><a class='headerlinks'>乙</a>", "乙"),
}


@pytest.mark.parametrize(("inside", "expected"), TEXTS.values(), ids=TEXTS)
def test_the_text_of_a_page_is_what_a_browser_shows(inside: str, expected: str) -> None:
    assert read_page(f"<main>子<article>{inside}</article>丑</main>", "p.html").text == expected


def test_only_what_is_in_the_article_counts() -> None:
    text = "<div data-editorial><article>甲</article></div><article>乙</article>"
    assert read_page(text, "p.html").text == "甲乙"
    assert read_page("", "p.html").text == ""


# Links between pages

LINKS = {
    "../x/": [],
    "../x": [],
    "../x/index.html": [],
    "..": ["leads to no page"],
    ".": [],
    "./": [],
    "?q=1": [],
    "?q=1#b": ["leads to no element with the id 'b'"],
    "../x/#甲": [],
    "../x/#%E7%94%B2": [],
    "../x/#%E4%B9%99": ["leads to no element with the id '乙'"],
    "../x/#": [],
    "../x/#__skip": [],
    "../x/?q=1#乙": ["leads to no element with the id '乙'"],
    "../a%20b.txt": [],
    "../a b.txt": [],
    "../a.txt": ["leads to no page"],
    "../empty/": ["leads to no page"],
    "../../../x/": ["leads to no page"],
    "/": ["leads to no page"],
    "/documents/y/#b": ["leads to no element with the id 'b'"],
    "#a": [],
    "#b": ["leads to no element with the id 'b'"],
    "#": [],
    "//example.org/x": [],
    "mailto:a@b": [],
    "a:b": [],
    "./a:b": ["leads to no page"],
}


@pytest.mark.parametrize(("link", "expected"), LINKS.items(), ids=LINKS)
def test_where_links_lead(tmp_path: Path, link: str, expected: list[str]) -> None:
    files = {
        "documents/x/index.html": "<p id='甲'>",
        "documents/y/index.html": f"<p id='a'><a href='{link}'>",
        "documents/a b.txt": "",
    }
    site = fill(tmp_path, files)
    (site / "documents" / "empty").mkdir()
    assert [str(found) for found in check_site(site, [])] == [
        f"documents/y/index.html: error: the link {link!r} {problem} [link-broken]"
        for problem in expected
    ]


SIMPLE = ("x", "x/", "x/y.html", "../", "../x/", "../../a-b_c/d.e", "../../../", "../../../../x/")


@pytest.mark.parametrize("link", SIMPLE)
@pytest.mark.parametrize("page", ["index.html", "terms/index.html", "documents/x/y/index.html"])
def test_simple_links_lead_where_all_others_do(link: str, page: str) -> None:
    """They are told apart by how they look; with ./ before it, none looks simple."""
    pages = (read_page(f"<a href='{way}'>", page) for way in (link, f"./{link}"))
    (one, _, _), (other, _, _) = (pickle.loads(connections(page).leaving)[0] for page in pages)
    assert one == other


def test_links_are_checked_without_the_pages() -> None:
    ids = "".join(f"<p id='art_{number}'>" for number in range(1000))
    leading = "".join(f"<a href='../x/#art_{number}'>" for number in range(999, 1002))
    pages = [
        connections(read_page(ids, "documents/x/index.html")),
        connections(read_page(leading, "documents/y/index.html")),
    ]
    found = [str(one) for one in check_links(pages, Ids(pages), [])]
    assert found == [
        f"documents/y/index.html: error: the link '../x/#art_{number}' leads to no element with"
        f" the id 'art_{number}' [link-broken]"
        for number in (1000, 1001)
    ]
    assert len(Ids(pages)) == 2
    assert Ids(pages)["documents/y/index.html"] == frozenset()
