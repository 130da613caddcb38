"""The pages beside the documents, rendered as MkDocs does, and looked at as a reader does."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest
import yaml
from bs4 import BeautifulSoup

from converter.bundle import Bundle
from converter.discards import essential
from converter.entry import Entry
from converter.fact import Fact
from converter.listing import Listing
from converter.model import Document
from converter.settings import Settings
from converter.terms.names import term_page
from converter.view import View
from converter.writers import pages
from converter.writers.markdown import render
from tests.helpers import make_document, source_text_of, to_html
from tests.io_helpers import TEXT, rendered

#: A text that has no title.
BARE = "一、甲\n乙。\n二、丙\n丁。\n"
#: A title with everything that Markdown and HTML could take for their own.
NASTY = '*甲*<b>乙</b> & "丙" [丁](x) {#id} `戊` \\己_庚_ {{ x }} &lt; &copy ## 辛'


def soup(page: str) -> BeautifulSoup:
    """Render a page that a writer has written."""
    return BeautifulSoup(rendered(page), "lxml")


def document(slug: str = "a", text: str = TEXT, **entry: str) -> Document:
    """Make a document under a slug."""
    known = Entry(file=f"{slug}.txt", slug=slug, **entry)
    return make_document(text, name=f"{slug}.txt", entry=known)


@cache
def many() -> tuple[Document, ...]:
    """Make more documents than any list on the pages holds."""
    one = document()
    return tuple(
        replace(one, entry=replace(one.entry, slug=f"a-{n}"), title=f"第{n}号通知")
        for n in range(120)
    )


def home(bundle: Bundle, settings: Settings | None = None) -> str:
    """Write the home page."""
    return pages.home(View(bundle, settings), Listing(bundle))


def listed(bundle: Bundle, settings: Settings | None = None) -> str:
    """Write the list of all documents."""
    return pages.document_list(View(bundle, settings), Listing(bundle))


def navigation(bundle: Bundle, most: int, written: list[str]) -> str:
    """Write the navigation, with so many documents at most."""
    view = View(bundle, Settings(most_in_navigation=most))
    return pages.navigation(view, Listing(bundle), written)


def rows(page: BeautifulSoup) -> list[list[str]]:
    """Return the cells of a page's table."""
    return [[cell.get_text() for cell in row.select("th, td")] for row in page.select("tbody tr")]


# Lists of documents


def test_the_home_page_lists_documents() -> None:
    assigned = document("b", BARE, title="拟题", kind="意见")
    facts = (Fact("date", "2023-01-31", 5), Fact("issuer", "某委", 5))
    dated = replace(document(), facts=facts)
    page = soup(home(Bundle(documents=(dated, assigned))))
    assert rows(page) == [
        ["关于工作的通知", "通知", "某委", "2023-01-31", "5", "31 字"],
        ["拟题（编者拟题）", "意见", "—", "—", "4", "10 字"],
    ]
    links = [a["href"] for a in page.select("tbody a")]
    assert links == ["documents/a/", "documents/b/"]
    counted = "本站收录文件 2 件，可引用条目 9 条，术语 0 个，引用 0 处（可链接 0 处）。"
    assert counted in page.get_text()


def test_a_long_list_gives_way_to_categories() -> None:
    bundle = Bundle(documents=many())
    settings = Settings(most_on_home=100, latest_on_home=7, rows_per_page=110)
    for page, base in (
        (soup(home(bundle, settings)), ""),
        (soup(listed(bundle, settings)), "../"),
    ):
        assert len(rows(page)) == 7
        assert [[cell.get_text() for cell in row] for row in page.select(".tw-shelves > div")] == [
            ["文种", "通知120"],
            ["发文机关", "未注明120"],
            ["年份", "未注明120"],
            ["拼音首字母", "D120"],
        ]
        assert [a["href"] for a in page.select(".tw-shelves a")][:2] == [
            f"{base}browse/kind/",
            f"{base}browse/kind/{term_page('通知')}/",
        ]
    assert len(rows(soup(home(bundle, replace(settings, most_on_home=120))))) == 120
    assert len(rows(soup(listed(bundle, replace(settings, rows_per_page=120))))) == 120


@pytest.mark.parametrize("title", [NASTY, *"1.甲 #甲 -甲 >甲 |甲| $甲$ +甲 :甲 甲:".split(), " 甲"])
def test_titles_are_shown_as_they_are(title: str) -> None:
    one = document("a", BARE, title=title)
    bundle = Bundle(documents=(one,))
    for page in (soup(home(bundle)), soup(listed(bundle))):
        assert rows(page)[0][0] == f"{title}（编者拟题）"
    heading = soup(render(one)).h1
    assert heading is not None and heading.get_text() == title.strip()
    front = home(bundle).split("---")[1]
    assert yaml.safe_load(front) == {"title": "首页"}


# The navigation


def test_the_navigation_lists_documents_up_to_a_number() -> None:
    few = Bundle(documents=(replace(document(), title="*通知* & <b>"),))
    assert yaml.safe_load(navigation(few, 1, ["data.md", "a/b.md", "guide.md"])) == {
        "nav": [
            {"首页": "index.md"},
            {
                "文件": [
                    "documents/index.md",
                    {"*通知* &amp; &lt;b&gt;": "documents/a/index.md"},
                ]
            },
            {"检索": "search/index.md"},
            {"术语表": "glossary/index.md"},
            {"引证索引": "citations/index.md"},
            "guide.md",
            "a/b.md",
            "data.md",
            {"检查项目": "findings/index.md"},
        ]
    }
    found = json.loads(navigation(Bundle(documents=many()), 40, []))["nav"]
    assert found[1] == {
        "文件": [
            "documents/index.md",
            {"通知": f"browse/kind/{term_page('通知')}/index.md"},
            {"按文种": "browse/kind/index.md"},
            {"按发文机关": "browse/issuer/index.md"},
            {"按年份": "browse/year/index.md"},
            {"按拼音首字母": "browse/letter/index.md"},
        ]
    }


def test_a_red_head_stands_above_the_title_on_the_page_too() -> None:
    text = (
        "某某市人民政府文件\n某政发〔2023〕5号\n关于加强工作的通知\n各单位：\n一、要求\n坚持…。\n"
    )
    document = make_document(text)
    assert [node.kind.value for node in document.root.children][:3] == ["note", "note", "title"]
    assert essential(source_text_of(to_html(document))) == essential(text)


def test_notes_below_the_date_are_told_from_those_under_the_title() -> None:
    text = (
        "关于工作的通知\n某政发〔2023〕1号\n一、要求\n做好。\n某某市人民政府\n2023年1月31日\n"
        "（此件公开发布）\n抄送：市委办公室。\n某某市人民政府办公室　2023年2月1日印发\n"
    )
    notes = BeautifulSoup(to_html(make_document(text)), "lxml").select("p.tw-note")
    assert [note["class"] for note in notes] == [
        ["tw-note"],
        ["tw-note", "tw-remark"],
        ["tw-note", "tw-imprint"],
        ["tw-note", "tw-imprint"],
    ]


def test_headings_of_a_carried_document_leave_out_no_rank() -> None:
    text = (
        "关于印发工作方案的通知\n各区：\n现将工作方案印发给你们。\n某某市人民政府\n2023年1月31日\n"
        "某某市工作方案\n一、目标\n（一）总体目标\n做好。\n（二）分年目标\n做好。\n二、步骤\n做好。\n"
    )
    page = BeautifulSoup(to_html(make_document(text)), "lxml")
    assert [(heading.name, heading["id"]) for heading in page.select("h1, h2, h3, h4")] == [
        ("h1", "title"),
        ("h2", "doc_1__title"),
        ("h3", "doc_1__sec_1"),
        ("h4", "doc_1__subsec_1"),
        ("h4", "doc_1__subsec_2"),
        ("h3", "doc_1__sec_2"),
    ]


def _links_of_clauses(text: str) -> list[tuple[str, str]]:
    """Return what links the clauses of a text: the words of a number, the label of a mark."""
    links = soup(render(document(text=text))).select(":is([id] > a, [data-editorial=link])[href]")
    return [(str(link["href"]), str(link.get("aria-label") or link.string)) for link in links]


def test_clauses_are_linked_by_their_numbers_or_by_marks() -> None:
    text = "某某法\n第一条 甲。\n第二条 乙。\n丙。\n第三条 有下列情形：\n（一）丁。\n1.戊。\n"
    assert _links_of_clauses(text) == [
        ("#title", "标题"),
        ("#art_1", "第一条"),
        ("#art_2", "第二条"),
        ("#art_2__para_1", "第二条第一款"),
        ("#art_2__para_2", "第二条第二款"),
        ("#art_3", "第三条"),
        ("#art_3__para_1__point_1", "（一）"),
        ("#art_3__para_1__point_1__indent_1", "第三条第一项第1目"),
    ]


def test_a_number_that_is_not_cited_as_printed_has_a_mark() -> None:
    text = "某某法\n第一条 （一）甲；\n前项规定，适用于丙。\n第２条 乙：\n（1）丁。\n第３条 己。\n"
    text += "第３条 庚。\n"
    assert _links_of_clauses(text) == [
        ("#title", "标题"),
        ("#art_1", "第一条"),
        # Its paragraph is nowhere to be seen, and not the only one of the article.
        ("#art_1__para_1__point_1", "第一条第一款第一项"),
        ("#art_1__para_2", "第一条第二款"),
        ("#art_2", "第二条"),
        ("#art_2__para_1__subindent_1", "第二条第（1）小目"),
        ("#art_3", "第三条"),
        ("#art_3_inst2", "第三条（第二处）"),
    ]
