"""The pages beside the documents, rendered as MkDocs does, and looked at as a reader does."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest
import yaml
from bs4 import BeautifulSoup

from converter.bundle import Bundle, Term, TermSource
from converter.discards import essential
from converter.glossary import find_uses
from converter.model import Document, Entry, Fact
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
        replace(one, entry=replace(one.entry, slug=f"a-{n}"), title=f"通知{n}") for n in range(120)
    )


def rows(page: BeautifulSoup) -> list[list[str]]:
    """Return the cells of a page's table."""
    return [[cell.get_text() for cell in row.select("th, td")] for row in page.select("tbody tr")]


# Lists of documents


def test_the_home_page_lists_documents() -> None:
    assigned = document("b", BARE, title="拟题", kind="意见")
    facts = (Fact("date", "2023-01-31", 5), Fact("issuer", "某委", 5))
    dated = replace(document(), facts=facts)
    page = soup(pages.home(Bundle(documents=(dated, assigned))))
    assert rows(page) == [
        ["关于工作的通知", "—", "某委", "2023-01-31", "5", "31 字"],
        ["拟题（编者拟题）", "意见", "—", "—", "4", "10 字"],
    ]
    links = [a["href"] for a in page.select("tbody a")]
    assert links == ["documents/a/", "documents/b/"]
    assert "文件 2 件，可引用条目 9 条，术语 0 个" in page.get_text()


def test_a_long_list_goes_on_on_its_own_page() -> None:
    bundle = Bundle(documents=many())
    home, listed = soup(pages.home(bundle)), soup(pages.document_list(bundle))
    assert len(rows(home)) == pages.MOST_ON_HOME
    assert "共 120 件，此处列出前 100 件，其余见文件目录。" in home.get_text()
    assert len(rows(listed)) == 120
    assert listed.select_one("tbody a")["href"] == "a-0/"


@pytest.mark.parametrize("title", [NASTY, *"1.甲 #甲 -甲 >甲 |甲| $甲$ +甲 :甲 甲:".split(), " 甲"])
def test_titles_are_shown_as_they_are(title: str) -> None:
    one = document("a", BARE, title=title)
    bundle = Bundle(documents=(one,), terms=(Term(title, "term-x", category=title),))
    for page in (soup(pages.home(bundle)), soup(pages.document_list(bundle))):
        assert rows(page)[0][0] == f"{title}（编者拟题）"
    heading = soup(render(one)).h1
    assert heading is not None and heading.get_text() == title.strip()
    listed = soup(pages.glossary(bundle))
    assert [h.get_text() for h in listed.select("h2, h3")] == [title.strip()] * 2
    front = pages.home(bundle).split("---")[1]
    assert yaml.safe_load(front) == {"title": "首页"}


# The glossary page


def entry_of(page: BeautifulSoup, eid: str) -> dict[str, str]:
    """Return the rows of a term's entry."""
    heading = page.find(id=eid)
    assert heading is not None
    block = heading.find_next("dl")
    assert block is not None
    names = [dt.get_text() for dt in block.find_all("dt")]
    values = [dd.get_text() for dd in block.find_all("dd")]
    return dict(zip(names, values, strict=True))


def test_a_glossary_without_terms() -> None:
    assert "本站尚未收录术语。" in soup(pages.glossary(Bundle(documents=()))).get_text()


def test_entries_of_the_glossary() -> None:
    explained = "“两个功能”（政治功能和服务功能）要强。"
    one = document("a", f"通知\n一、要求\n{explained}\n二、任务\n抓好。\n")
    terms = (
        Term(
            "两个功能",
            "term-1",
            aliases=("双功能",),
            definition="政治功能和服务功能",
            source=TermSource(document="a", clause="sec_1__p_1"),
            scope="document:a",
            category="乙类",
            see_also=("四种形态",),
        ),
        Term(
            "四种形态",
            "term-2",
            definition="某释义",
            source=TermSource(title="《某准则》", date="2016-10-27"),
            category="甲类",
        ),
        Term("三会一课", "term-3", category="乙类"),
    )
    page = soup(pages.glossary(Bundle((one,), terms, find_uses(terms, [one]))))
    label = one.labels[next(key for key, eid in one.ids.items() if eid == "sec_1__p_1")]
    assert entry_of(page, "term-1") == {
        "释义": "政治功能和服务功能",
        "出处": f"《通知》{label}",
        "又作": "双功能",
        "适用": "《通知》",
        "参见": "四种形态",
        "用例": f"1 件文件，1 处《通知》{label}：{explained}",
    }
    assert entry_of(page, "term-2") == {
        "释义": "某释义",
        "出处": "《某准则》（2016-10-27）",
        "用例": "本站文件中没有用例",
    }
    assert entry_of(page, "term-3") == {
        "释义": "语料中未作解释",
        "用例": "本站文件中没有用例",
    }
    # Categories in the order in which the glossary file first names them.
    assert [h.get_text() for h in page.select("h2, h3")] == [
        *("乙类", "两个功能", "三会一课"),
        *("甲类", "四种形态"),
    ]
    assert [a["href"] for a in page.select("#term-1 + dl a")] == [
        "../documents/a/#sec_1__p_1",
        "../documents/a/",
        "#term-2",
        "../documents/a/#sec_1__p_1",
    ]
    assert [mark.get_text() for mark in page.select("mark")] == ["两个功能"]


def test_a_use_is_quoted_with_a_little_of_its_clause() -> None:
    before, after = "甲" * 30, "乙" * 30
    one = document("a", f"通知\n一、要求\n{before}术语{after}\n二、任务\n抓好。\n")
    terms = (Term("术语", "term-1"),)
    page = soup(pages.glossary(Bundle((one,), terms, find_uses(terms, [one]))))
    item = page.select_one("details li")
    assert item is not None
    assert item.get_text().partition("：")[2] == f"…{'甲' * 24}术语{'乙' * 24}…"


def test_very_many_uses_are_counted_and_not_all_listed() -> None:
    one = document("a", "通知\n一、要求\n" + "术语，" * 60 + "好。\n二、任务\n抓好。\n")
    terms = (Term("术语", "term-1"),)
    page = soup(pages.glossary(Bundle((one,), terms, find_uses(terms, [one]))))
    assert len(page.select("details li")) == pages.MOST_USES == 50
    summary = page.select_one("summary")
    assert summary is not None and summary.get_text() == "1 件文件，60 处，此处列出前 50 处"


# The navigation


def test_the_navigation_lists_documents_up_to_a_number() -> None:
    few = Bundle(documents=(replace(document(), title="*通知* & <b>"),))
    assert yaml.safe_load(pages.navigation(few, 1, ["data.md", "a/b.md", "guide.md"])) == {
        "nav": [
            {"首页": "index.md"},
            {
                "文件": [
                    "documents/index.md",
                    {"*通知* &amp; &lt;b&gt;": "documents/a/index.md"},
                ]
            },
            {"术语表": "glossary/index.md"},
            "guide.md",
            "a/b.md",
            "data.md",
            {"检查项目": "findings/index.md"},
        ]
    }
    listed = json.loads(pages.navigation(Bundle(documents=many()), 40, []))["nav"]
    assert listed[1] == {"文件": ["documents/index.md"]}


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
