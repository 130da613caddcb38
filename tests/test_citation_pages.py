"""The index of citations and the list of those that lead nowhere."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from converter.bundle import Bundle
from converter.citation import Citation, CitationStatus
from converter.entry import Entry
from converter.model import Document
from converter.named import named_documents
from converter.settings import Settings
from converter.term import Term, TermOrigin, TermSource
from converter.terms.names import term_page
from converter.view import View
from converter.writers.citations import citation_pages
from tests.helpers import make_document
from tests.io_helpers import rendered

LAW = "中华人民共和国试验法\n第一条 为了试验，制定本法。\n第二条 依照本法第一条和第九条办理。\n"
RULES = """\
某市试验办法
第一条 根据《中华人民共和国试验法》第二条和《数据法》，制定本办法。
第二条 《试验法》第九条、《试验法》第二条的规定适用于本办法。
第三条 依照《数据法》（以下简称数法）、国办发〔2018〕12号和《通知》办理。
第四条 违反数法的，依法处理。
"""
NOTICE = "通知\n一、要求\n执行《数据法》和《某决定》。\n"

RESOLVED, ABSENT = CitationStatus.RESOLVED, CitationStatus.NOT_IN_CORPUS
MISSING, AMBIGUOUS = CitationStatus.NO_SUCH_CLAUSE, CitationStatus.AMBIGUOUS


def document(slug: str, text: str) -> Document:
    """Make a document under a slug."""
    return make_document(text, name=f"{slug}.txt", entry=Entry(file=f"{slug}.txt", slug=slug))


def cite(
    doc: Document,
    eid: str,
    words: str,
    status: CitationStatus,
    target: tuple[str, str | None] = ("", None),
    named: str = "",
) -> Citation:
    """Make a citation of words where they first stand in a clause."""
    within = (node for node in doc.clauses() if doc.ids[node.key].startswith(eid))
    node = next(node for node in within if words in doc.own_text(node))
    start = doc.own_text(node).index(words)
    slug, clause = target
    return Citation(
        doc.slug,
        node.key,
        start,
        start + len(words),
        words,
        status,
        slug or None,
        clause,
        named=named,
    )


def view() -> View:
    """Return a law in two versions, rules and two notices, with citations of every kind."""
    law, old = document("fa", LAW), document("fa-2010", LAW)
    rules, one, two = document("ban-fa", RULES), document("t1", NOTICE), document("t2", NOTICE)
    found = (
        cite(law, "art_2", "本法第一条", RESOLVED, ("fa", "art_1")),
        cite(law, "art_2", "第九条", MISSING),
        cite(rules, "art_1", "《中华人民共和国试验法》第二条", RESOLVED, ("fa", "art_2")),
        cite(rules, "art_1", "《数据法》", ABSENT, named="数据法"),
        cite(rules, "art_2", "《试验法》第九条", MISSING, named="试验法"),
        cite(rules, "art_2", "《试验法》第二条", RESOLVED, ("fa-2010", "art_2")),
        cite(rules, "art_3", "《数据法》", ABSENT, named="数据法"),
        cite(rules, "art_3", "国办发〔2018〕12号", ABSENT, named="国办发〔2018〕12号"),
        cite(rules, "art_3", "《通知》", AMBIGUOUS, named="通知"),
        cite(rules, "art_4", "数法", ABSENT, named="数法"),
        cite(one, "sec_1__p_1", "《数据法》", ABSENT, named="中华人民共和国数据法"),
        cite(one, "sec_1__p_1", "《某决定》", ABSENT, named="关于〈试验法〉的某决定"),
    )
    short = Term(
        "数法",
        term_page("数法"),
        "ban-fa--art_3",
        definition="《数据法》",
        source=TermSource(document="ban-fa", clause="art_3"),
        scope="document:ban-fa",
        origin=TermOrigin.TEXT,
    )
    return View(Bundle((law, old, rules, one, two), (short,), citations=found))


def pages(view: View) -> dict[str, BeautifulSoup]:
    """Render the pages by their folders."""
    return {name: BeautifulSoup(rendered(page), "lxml") for name, page in citation_pages(view)}


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    """Return the texts of some elements."""
    return [found.get_text() for found in page.select(selector)]


def inside(page: BeautifulSoup, name: str) -> list[str]:
    """Return what stands in the entry of a named document, a piece for each block."""
    found = page.find(id=term_page(name))
    assert found is not None
    return [block.get_text() for block in found.select("p, li")]


def test_named_documents_go_by_the_clauses_that_cite_them() -> None:
    named = named_documents(view())
    assert [(n.name, n.clauses, [doc.slug for doc in n.documents]) for n in named] == [
        ("数据法", 4, []),
        ("试验法", 2, ["fa", "fa-2010"]),
        ("关于试验法的某决定", 1, []),
        ("国办发〔2018〕12号", 1, []),
        ("通知", 1, ["t1", "t2"]),
    ]


def test_a_document_cited_by_its_number_alone_has_its_own_title() -> None:
    notice = document("tong-zhi", "关于印发《试验方案》的通知\n一、要求\n执行。\n")
    rules = document("ban-fa", RULES)
    words = "国办发〔2018〕12号"
    found = cite(rules, "art_3", words, RESOLVED, ("tong-zhi", None), named=words)
    [named] = named_documents(View(Bundle((notice, rules), citations=(found,))))
    assert named.title == "关于印发《试验方案》的通知"


def test_the_index_lists_them_with_their_sentences() -> None:
    page = pages(view())[""]
    assert texts(page, "article p, body > p")[1:3] == [
        "共引用文件 5 件，其中本站收入 2 件，未收入 3 件；引用它们的条目 5 条。",
        "全部引用 12 处，未能链接 9 处。",
    ]
    assert texts(page, ".tw-folds > details > summary") == [
        "《数据法》 本站未收入 2 件文件，4 条",
        "《试验法》 1 件文件，2 条，3 处",
        "《关于〈试验法〉的某决定》 本站未收入 1 件文件，1 条",
        "国办发〔2018〕12号 本站未收入 1 件文件，1 条",
        "《通知》 1 件文件，1 条",
    ]
    assert inside(page, "试验法") == [
        "本站收入：《中华人民共和国试验法》（原文：fa.txt）、"
        "《中华人民共和国试验法》（原文：fa-2010.txt）",
        "《某市试验办法》",
        "第一条　根据《中华人民共和国试验法》第二条和《数据法》，制定本办法。",
        "第二条（2 处）　《试验法》第九条、《试验法》第二条的规定适用于本办法。",
    ]
    entry = page.find(id=term_page("试验法"))
    assert entry is not None and entry["data-pinyin"] == "shi yan fa"
    assert [a["href"] for a in entry.select("a")] == [
        "../documents/fa/",
        "../documents/fa-2010/",
        "../documents/ban-fa/",
        "../documents/ban-fa/#art_1__para_1",
        "../documents/fa/#art_2",
        "../documents/ban-fa/#art_2__para_1",
    ]


def test_the_picture_stands_below_the_list() -> None:
    text = dict(citation_pages(view(), picture='<p id="picture">图</p>'))[""]
    assert "另见[引证关系图](#chart)。" in text
    assert text.index("tw-filter") < text.index("tw-folds") < text.index('id="picture"')


def test_a_corpus_without_citations() -> None:
    found = pages(View(Bundle(())))
    assert set(found) == {"", "unresolved"}
    assert texts(found[""], "p") == ["本站文件没有引用其他文件。", "全部引用 0 处，未能链接 0 处。"]
    assert texts(found["unresolved"], "p") == ["全部引用都有链接。引用的全部文件见引证索引。"]


def test_unresolved_citations_go_by_reason() -> None:
    page = pages(view())["unresolved"]
    assert [(h["id"], h.get_text()) for h in page.select("h2")] == [
        ("not-in-corpus", "本站未收入"),
        ("no-such-clause", "没有所引条款"),
        ("ambiguous", "不能确定所指"),
    ]
    assert texts(page, "body > p") == [
        "共 9 处：本站未收入 6 处、没有所引条款 2 处、不能确定所指 1 处。"
        "引用的全部文件见引证索引。",
    ]
    links = [a["href"] for a in page.select("body > p a")]
    assert links[:3] == ["#not-in-corpus", "#no-such-clause", "#ambiguous"]
    assert texts(page, "summary") == [
        "《数据法》 2 件文件，4 条",
        "《关于〈试验法〉的某决定》 1 件文件，1 条",
        "国办发〔2018〕12号 1 件文件，1 条",
        "《通知》 1 件文件，1 条",
    ]
    assert texts(page, "body > .tw-places > ul > li") == [
        "第二条　依照本法第一条和第九条办理。",
        "第二条　《试验法》第九条、《试验法》第二条的规定适用于本办法。",
    ]
    candidates = page.select("details")[-1].p
    assert candidates is not None and candidates.get_text() == (
        "可能是：《通知》（原文：t1.txt）、《通知》（原文：t2.txt）"
    )
    assert [a["href"] for a in candidates.select("a")] == [
        "../../documents/t1/",
        "../../documents/t2/",
    ]


def large() -> dict[str, BeautifulSoup]:
    """Render the pages where three citing clauses are too many for the index."""
    settings = Settings(most_on_index=3, rows_per_page=4, links_per_entry=3, places_per_page=8)
    return pages(View(view().bundle, settings))


def test_a_large_index_leads_to_pages_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("converter.writers.cited_names.MOST_QUOTED", 3)
    found, law = large(), term_page("数据法")
    assert list(found) == ["", "unresolved", "letter-g", "letter-s", "letter-t", law]
    assert texts(found[""], ".tw-list li") == [
        "《数据法》 本站未收入2 件文件，4 条",
        "《试验法》1 件文件，2 条，3 处",
        "《关于〈试验法〉的某决定》 本站未收入1 件文件，1 条",
        "国办发〔2018〕12号 本站未收入1 件文件，1 条",
    ]
    links = [a["href"] for a in found[""].select(".tw-list a, .tw-letters a")]
    assert links[:4] == ["letter-g/", "letter-s/", "letter-t/", f"letter-s/#{law}"]
    pager = found[""].select_one(".tw-pager")
    assert pager is not None and pager["data-elsewhere"] == "letter-{0}/"
    # Few citing clauses are quoted; of many some are linked, and all on a page of their own.
    assert "第二条（2 处）　《试验法》第九条" in found["letter-s"].get_text()
    assert inside(found["letter-s"], "数据法") == [
        "《某市试验办法》：第一条、第三条、第四条",
        "以上列出前 3 条，另见全部 4 条。",
    ]
    entry = found["letter-s"].find(id=law)
    assert entry is not None
    assert [a["href"] for a in entry.select("a")][-1] == f"../../citations/{law}/"
    assert texts(found[law], "li") == [
        "《某市试验办法》：第一条、第三条、第四条",
        "《通知》（原文：t1.txt）：第一部分",
    ]
    assert found[law].h1 is not None and found[law].h1.get_text() == "引用《数据法》的条目"


def test_what_leads_nowhere_in_a_large_index() -> None:
    page = large()["unresolved"]
    assert texts(page, ".tw-list li") == [
        "《数据法》2 件文件，4 条",
        "《关于〈试验法〉的某决定》1 件文件，1 条",
        "国办发〔2018〕12号1 件文件，1 条",
    ]
    link = page.select_one(".tw-list a")
    assert link is not None and link["href"] == f"../../citations/letter-s/#{term_page('数据法')}"
    # The places of what is ambiguous stand there still, as nowhere else.
    assert texts(page, "details li") == [
        "第三条　依照《数据法》（以下简称数法）、国办发〔2018〕12号和《通知》办理。"
    ]


def test_lists_are_html_on_one_line() -> None:
    for _, page in citation_pages(view()):
        assert not re.search(r"^ *<(?:li|ul|details|p)\b", page, re.MULTILINE)
