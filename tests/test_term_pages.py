"""The pages of the terms and their lists, rendered as MkDocs does."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from converter.bundle import Bundle
from converter.entry import Entry
from converter.model import Document
from converter.settings import Settings
from converter.term import Term, TermOrigin, TermSource, TermUse
from converter.view import View
from converter.writers.term_index import term_index, terms_by_document
from converter.writers.terms import term_pages
from tests.helpers import make_document
from tests.io_helpers import rendered

MEASURES = """\
某市数据管理办法
第一章 总则
第一条 本办法所称数据，是指以电子方式记录的信息。
第二条 市数据局（以下简称主管部门）管理数据。
数据应当真实；数据应当完整。
第二章 共享
第三条 本章所称共享，是指数据的提供。
主管部门管理共享。
"""
NOTICE = "关于工作的通知\n一、要求\n用好数据，落实“四种形态”。\n二、任务\n抓好“四种形态”。\n"


def document(slug: str, text: str) -> Document:
    """Make a document under a slug."""
    return make_document(text, name=f"{slug}.txt", entry=Entry(file=f"{slug}.txt", slug=slug))


def uses(term: Term, *documents: Document) -> tuple[TermUse, ...]:
    """Find the words of a term wherever they stand."""
    return tuple(
        TermUse(term.id, doc.slug, node.key, *found.span())
        for doc in documents
        for node in doc.clauses()
        for found in re.finditer(re.escape(term.term), doc.own_text(node))
    )


def defined(
    word: str,
    page: str,
    eid: str,
    definition: str,
    scope: str = "document:ban-fa",
    since: int = 0,
) -> Term:
    """Make a sense that the measures define."""
    return Term(
        word,
        page,
        f"ban-fa--{eid}",
        definition=definition,
        source=TermSource(document="ban-fa", clause=eid),
        origin=TermOrigin.TEXT,
        scope=scope,
        since=since,
    )


FORMS = Term(
    "四种形态",
    "si-zhong-xing-tai-1f0a",
    "corpus",
    aliases=("监督执纪“四种形态”",),
    definition="某释义",
    source=TermSource(title="《某准则》", date="2016-10-27"),
    category="监督执纪",
    see_also=("数据", "没有的词"),
)
DATA = Term("数据", "shu-ju-0001", "corpus", definition=None)
OWN = defined("数据", "shu-ju-0001", "art_1", "以电子方式记录的信息")
BODY = defined("主管部门", "zhu-guan-bu-men-0002", "art_2__para_1", "市数据局", since=40)
SHARE = defined(
    "共享", "gong-xiang-0003", "art_3__para_1", "数据的提供", scope="document:ban-fa#chp_2"
)


def view() -> View:
    """Return two documents with five senses of four terms."""
    measures, notice = document("ban-fa", MEASURES), document("tong-zhi", NOTICE)
    found = (
        *uses(FORMS, notice),
        *uses(DATA, notice),
        *uses(OWN, measures),
        *uses(BODY, measures),
        *uses(SHARE, measures),
    )
    return View(Bundle((measures, notice), (FORMS, DATA, OWN, BODY, SHARE), found))


def index_of(view: View, picture: str = "") -> str:
    """Write the list of terms that is one page."""
    [(_, text)] = term_index(view, picture)
    return text


def by_document(view: View) -> str:
    """Write the list by document that is one page."""
    [(_, text)] = terms_by_document(view)
    return text


def page_of(view: View, name: str) -> BeautifulSoup:
    """Render the page of a term."""
    return soup(dict(term_pages(view))[name])


def soup(page: str) -> BeautifulSoup:
    """Render a page that a writer has written."""
    return BeautifulSoup(rendered(page), "lxml")


def entry(page: BeautifulSoup, anchor: str) -> dict[str, str]:
    """Return the rows of one sense."""
    found = page.find(id=anchor)
    assert found is not None
    block = found if found.name == "dl" else found.find_next("dl")
    assert block is not None
    names = [dt.get_text() for dt in block.find_all("dt")]
    return dict(zip(names, [dd.get_text() for dd in block.find_all("dd")], strict=True))


def lines(page: BeautifulSoup, selector: str = ".tw-places li") -> list[str]:
    """Return the lines of a list."""
    return [line.get_text() for line in page.select(selector)]


def hrefs(page: BeautifulSoup, selector: str) -> list[str]:
    """Return where the links of a part lead."""
    return [str(link["href"]) for link in page.select(f"{selector} a")]


# The page of a term


def test_a_term_of_the_glossary() -> None:
    page = page_of(view(), FORMS.page)
    assert page.h1 is not None and page.h1.get_text() == "四种形态"
    assert entry(page, "corpus") == {
        "释义": "某释义",
        "出处": "《某准则》（2016-10-27）",
        "适用": "全部文件",
        "又作": "监督执纪“四种形态”",
        "类别": "监督执纪",
        "参见": "数据",
        "用例": "1 件文件，2 条",
    }
    assert hrefs(page, "dl") == ["../../glossary/shu-ju-0001/"]
    assert lines(page) == ["第一部分　用好数据，落实“四种形态”。", "第二部分　抓好“四种形态”。"]
    assert [mark.get_text() for mark in page.select("mark")] == ["四种形态"] * 2
    assert hrefs(page, ".tw-places") == [
        "../../documents/tong-zhi/",
        "../../documents/tong-zhi/#sec_1__p_1",
        "../../documents/tong-zhi/#sec_2__p_1",
    ]


def test_a_term_that_a_text_defines() -> None:
    page = page_of(view(), BODY.page)
    assert entry(page, "ban-fa--art_2__para_1") == {
        "释义": "市数据局",
        "出处": "《某市数据管理办法》第二条第一款",
        "适用": "《某市数据管理办法》自第二条第一款起",
        "用例": "1 件文件，2 条",
    }
    assert hrefs(page, "dl") == ["../../documents/ban-fa/#art_2__para_1"]


def test_a_term_of_a_chapter() -> None:
    assert entry(page_of(view(), SHARE.page), SHARE.anchor)["适用"] == "《某市数据管理办法》第二章"


def test_the_senses_of_one_wording_share_a_page_the_editors_first() -> None:
    page = page_of(view(), "shu-ju-0001")
    assert "“数据”有 2 种释义，适用范围各不相同。" in page.get_text()
    assert [(h["id"], h.get_text()) for h in page.select("h2")] == [
        ("corpus", "全部文件"),
        ("ban-fa--art_1", "《某市数据管理办法》"),
    ]
    # What the heading says is not said again: where the sense holds, and of which document.
    assert entry(page, "ban-fa--art_1") == {
        "释义": "以电子方式记录的信息",
        "出处": "第一条",
        "用例": "1 件文件，5 条，7 处",
    }
    assert lines(page, ".tw-places p") == ["《关于工作的通知》"]
    assert "第二条第一款（2 处）　市数据局（以下简称主管部门）管理数据。" in lines(page)
    assert lines(page, ".tw-more") == ["以上列出前 3 条的原句，其余 2 条见该文件。"]
    assert hrefs(page, ".tw-more") == ["../../documents/ban-fa/"]


def test_a_term_without_uses() -> None:
    alone = View(Bundle((), (FORMS,)))
    page = page_of(alone, FORMS.page)
    assert entry(page, "corpus")["用例"] == "本站文件中没有用例"
    assert not page.select(".tw-places")


def test_uses_without_an_explanation_are_listed_apart() -> None:
    bundle = view().bundle
    found = TermUse(BODY.page, "tong-zhi", uses(FORMS, bundle.documents[1])[0].key, 0, 2)
    bare = View(Bundle(bundle.documents, bundle.terms, bundle.uses, unexplained=(found,)))
    page = page_of(bare, BODY.page)
    heading = page.find(id="term_unexplained")
    assert heading is not None and heading.get_text() == "未作解释的用例"
    assert "以上释义均不适用于下列文件，文件本身也未作解释（1 件文件，1 条）。" in page.get_text()
    assert lines(page)[-1] == "第一部分　用好数据，落实“四种形态”。"


def _used_often() -> tuple[Bundle, Term]:
    """Make four documents that use a term, the first in thirty clauses."""
    many = document("duo", "通知\n" + "".join(f"{n}.术语{n}。\n" for n in range(1, 31)))
    others = [document(f"shao-{n}", f"通知{n}\n1.术语。\n2.术语。\n") for n in range(3)]
    term = Term("术语", "shu-yu-0001", "corpus")
    documents = (many, *others)
    return Bundle(documents, (term,), uses(term, *documents)), term


def test_many_uses_are_folded_by_document_and_all_are_there() -> None:
    bundle, term = _used_often()
    page = page_of(View(bundle, Settings(uses_per_page=100)), term.page)
    assert lines(page, "summary") == [
        "《通知》 30 条",
        *(f"《通知{n}》 2 条" for n in range(3)),
    ]
    assert not page.select("details[open]")
    assert len(lines(page)) == 36


def test_more_uses_than_a_page_holds_are_linked_without_their_sentences() -> None:
    bundle, term = _used_often()
    view = View(bundle, Settings(uses_per_page=10, most_in_fold=2, places_per_page=3))
    found = {name: soup(page) for name, page in term_pages(view)}
    assert list(found) == [term.page, f"{term.page}/2", f"{term.page}/3"]
    first, second, third = found.values()
    assert len(lines(first, ".tw-places li")) == 10
    assert lines(first, "dd")[-1] == "4 件文件，36 条"
    assert lines(first, ".tw-more") == [
        "以上列出前 10 条的原句，其余 26 条所在条目如下（未列出的见续页）："
    ]
    assert hrefs(first, ".tw-more") == ["2/"]
    assert lines(first, ".tw-compact li") == [
        f"《通知》：{'、'.join(f'第{n}条' for n in range(11, 14))}等 20 条",
        "《通知0》：第1条、第2条",
    ]
    assert hrefs(first, ".tw-compact")[0] == "../../documents/duo/#para_11"
    assert lines(second, ".tw-compact li") == ["《通知1》：第1条、第2条"]
    assert hrefs(second, ".tw-compact")[0] == "../../../documents/shao-1/#para_1"
    assert lines(third, ".tw-compact li") == ["《通知2》：第1条、第2条"]
    assert hrefs(second, ".tw-pager") == ["../", "../", "../3/", "../3/"]
    assert second.h1 is not None and second.h1.get_text() == "术语"


def test_more_senses_than_a_page_holds_stand_on_further_pages() -> None:
    documents = tuple(document(f"d-{n}", f"某市第{n}办法\n第一条 甲。\n") for n in range(5))
    senses = tuple(
        Term(
            "甲",
            "jia-0001",
            f"{doc.slug}--art_1",
            definition=f"释义{n}",
            source=TermSource(document=doc.slug, clause="art_1"),
            scope=f"document:{doc.slug}",
            origin=TermOrigin.TEXT,
        )
        for n, doc in enumerate(documents)
    )
    view = View(Bundle(documents, senses), Settings(senses_per_page=2))
    found = {name: soup(page) for name, page in term_pages(view)}
    assert list(found) == ["jia-0001", "jia-0001/2", "jia-0001/3"]
    assert [lines(page, "h2") for page in found.values()] == [
        ["《某市第0办法》", "《某市第1办法》"],
        ["《某市第2办法》", "《某市第3办法》"],
        ["《某市第4办法》"],
    ]
    assert "“甲”有 5 种释义，适用范围各不相同。本页列出其中 2 种。" in found["jia-0001"].get_text()
    first = found["jia-0001"]
    assert [[cell.get_text() for cell in row.select("th, td")] for row in first.select("tr")] == [
        ["适用范围", "释义", "用例"],
        ["《某市第0办法》", "释义0", "0 处"],
        ["《某市第1办法》", "释义1", "0 处"],
    ]
    assert hrefs(first, "table") == ["#d-0--art_1", "#d-1--art_1"]
    assert view.sense_url(senses[2]) == "glossary/jia-0001/2/#d-2--art_1"
    assert found["jia-0001/2"].find(id="d-2--art_1") is not None
    assert "../../../documents/d-2/#art_1" in hrefs(found["jia-0001/2"], "dl")


# The lists of terms


def test_an_empty_glossary() -> None:
    empty = View(Bundle(()))
    assert "本站尚未收录术语。" in soup(index_of(empty)).get_text()
    assert "本站尚未收录术语。" in soup(by_document(empty)).get_text()


def test_the_index_goes_by_pinyin() -> None:
    page = soup(index_of(view(), picture='<p id="picture">图</p>'))
    assert [h["id"] for h in page.select("h2, #picture")][-2:] == ["chart", "picture"]
    assert page.select_one('.tw-letters a[href="#chart"]') is not None
    assert "共有术语 4 个：编者登记的释义 2 项，文件自行界定的释义 3 项；用例 15 处。" in (
        page.get_text()
    )
    assert [h.get_text() for h in page.select("h3[id^=letter-]")] == ["G", "S", "Z"]
    assert hrefs(page, ".tw-letters") == [
        "#letter-g",
        "#letter-s",
        "#letter-z",
        "#by-category",
        "documents/",
        "#chart",
    ]
    assert [(li["id"], li.get_text()) for li in page.select(".tw-list li")] == [
        ("gong-xiang-0003", "共享3 处 数据的提供"),
        ("shu-ju-0001", "数据8 处 2 种释义"),
        ("si-zhong-xing-tai-1f0a", "四种形态2 处 某释义"),
        ("zhu-guan-bu-men-0002", "主管部门2 处 市数据局"),
    ]
    assert hrefs(page, ".tw-list")[0] == "gong-xiang-0003/"
    forms = page.find(id="si-zhong-xing-tai-1f0a")
    assert forms is not None
    assert forms["data-pinyin"] == "si zhong xing tai|jian du zhi ji si zhong xing tai"
    assert forms["data-also"] == "监督执纪“四种形态”"
    box = page.select_one(".tw-filter")
    assert box is not None and box.has_attr("hidden")


def test_the_index_goes_by_category() -> None:
    page = soup(index_of(view()))
    assert [h.get_text() for h in page.select("[id^=category-]")] == ["监督执纪"]
    assert hrefs(page, ".tw-words") == ["si-zhong-xing-tai-1f0a/"]


def test_the_list_by_document() -> None:
    page = soup(by_document(view()))
    assert lines(page, "summary") == [
        "《某市数据管理办法》 界定 3 个，使用 3 个",
        "《关于工作的通知》 界定 0 个，使用 2 个",
    ]
    notice = page.find(id="tong-zhi")
    assert notice is not None and notice["data-pinyin"] == "guan yu gong zuo de tong zhi"
    assert [a.get_text() for a in notice.select(".tw-words a")] == ["数据", "四种形态"]
    assert hrefs(page, "#tong-zhi") == [
        "../../documents/tong-zhi/",
        "../../glossary/shu-ju-0001/",
        "../../glossary/si-zhong-xing-tai-1f0a/",
    ]


def test_many_documents_and_terms_are_listed_on_several_pages() -> None:
    seen = View(view().bundle, Settings(rows_per_page=1))
    found = {name: soup(page) for name, page in terms_by_document(seen)}
    assert [lines(page, "summary") for page in found.values()] == [
        ["《某市数据管理办法》 界定 3 个，使用 3 个"],
        ["《关于工作的通知》 界定 0 个，使用 2 个"],
    ]
    assert hrefs(found["2"], "#tong-zhi")[0] == "../../../documents/tong-zhi/"
    index = {name: soup(page) for name, page in term_index(seen)}
    assert list(index) == ["", "letter-g", "letter-s", "letter-s/2", "letter-z"]
    assert hrefs(index[""], ".tw-letters")[:3] == ["letter-g/", "letter-s/", "letter-z/"]
    assert lines(index[""], ".tw-list li") == ["数据8 处 2 种释义"]
    assert hrefs(index["letter-s/2"], ".tw-list") == ["../../si-zhong-xing-tai-1f0a/"]
    pager = index[""].select_one(".tw-pager")
    assert pager is not None and pager["data-elsewhere"] == "{}/"


#: A wording with everything that Markdown and HTML could take for their own.
NASTY = '*甲*<b>乙</b> & "丙" [丁](x) {#id} `戊` \\己_庚_ {{ x }} &lt; ## 辛'


@pytest.mark.parametrize("word", [NASTY, "1.甲", "#甲", "-甲", ">甲", "|甲|", "甲:"])
def test_wordings_are_shown_as_they_are(word: str) -> None:
    senses = tuple(
        Term(word, "x-0001", anchor, definition=word, category=word, aliases=(word + "乙",))
        for anchor in ("a", "b")
    )
    found = View(Bundle((), senses))
    page, index = page_of(found, "x-0001"), soup(index_of(found))
    assert page.h1 is not None and page.h1.get_text() == word
    assert f"“{word}”有 2 种释义" in page.get_text()
    assert entry(page, "a")["释义"] == word
    link, also = index.select_one(".tw-list a"), index.find(id="x-0001")
    assert link is not None and link.get_text() == word
    assert also is not None and also["data-also"] == word + "乙"
    assert [h.get_text() for h in index.select("[id^=category-]")] == [word]
