"""Links in the running text: wherever they stand, the characters are the source's."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from converter.bundle import Bundle
from converter.citation import Citation, CitationStatus
from converter.discards import essential
from converter.model import Document
from converter.pipeline import Work, run_passes
from converter.span import Span
from converter.term import Term
from converter.view import View
from converter.writers import markdown
from converter.writers.inline import Inline
from converter.writers.links import Link, links
from converter.writers.markdown import render
from tests.citing import cites, documents, uses, view_of
from tests.helpers import ids_of, source_text_of
from tests.io_helpers import rendered
from tests.rich import make_source

_LAW = """\
某某法
第一条　为了甲，制定本法。
第二条　依照本法第一条，适用《其他法》第三条[2018]第*一*款。
第三条　乙方的义务，见第一条
"""
_OTHER = "其他法\n第一条　丙。\n第二条　丁。\n第三条　戊。\n"
_NOTICE = """\
关于工作的通知
一、依照《某某法》办理
1.依照《某某法》第一条。落实《某某法》第一条至第三条的规定，坚持“四个到位”
2.加强管理。落实某某法
"""
_TERM = Term("四个到位", "si-ge-dao-wei", "a", definition="甲、乙、丙、丁。")


@pytest.fixture(scope="module")
def docs() -> dict[str, Document]:
    """Two laws and a notice."""
    return documents({"law": _LAW, "other": _OTHER, "notice": _NOTICE})


def _links(page: str, base: str = "") -> list[str]:
    """Return the links of a page as a reader meets them: words, address, class."""
    found = BeautifulSoup(rendered(page), "lxml").select("a.tw-cite, a.tw-term")
    return [
        f"{a.get_text()} → {a['href']} .{' '.join(a.get_attribute_list('class'))}"
        + (f" …{a['data-last']}" if a.has_attr("data-last") else "")
        for a in found
        if not a.find_parent(attrs={"data-editorial": True})
    ]


def test_links_in_articles(docs: dict[str, Document]) -> None:
    law = docs["law"]
    view = view_of(
        docs,
        (
            cites(law, "art_2__para_1", "本法第一条", "law#art_1"),
            cites(law, "art_2__para_1", "《其他法》第三条[2018]第*一*款", "other#art_3"),
            cites(law, "art_3__para_1", "第一条", "law#art_1"),
        ),
    )
    page = render(law, view)
    assert _links(page) == [
        "本法第一条 → #art_1 .tw-cite",
        "《其他法》第三条[2018]第*一*款 → ../other/index.md#art_3 .tw-cite",
        "第一条 → #art_1 .tw-cite",
    ]
    assert essential(source_text_of(rendered(page))) == essential(_LAW)


def test_links_in_headings_run_in_headings_and_at_both_ends(docs: dict[str, Document]) -> None:
    notice = docs["notice"]
    view = view_of(
        docs,
        (
            cites(notice, "sec_1", "《某某法》", "law"),
            cites(notice, "para_1", "《某某法》第一条", "law#art_1"),
            cites(notice, "para_1__p_1", "《某某法》第一条至第三条", "law#art_1..art_3"),
            cites(notice, "para_2__p_1", "落实某某法", "law"),
        ),
        (_TERM,),
        (uses(notice, "para_1__p_1", "四个到位", _TERM),),
    )
    page = render(notice, view)
    assert _links(page) == [
        "《某某法》 → ../law/index.md .tw-cite",
        "《某某法》第一条 → ../law/index.md#art_1 .tw-cite",
        "《某某法》第一条至第三条 → ../law/index.md#art_1 .tw-cite …art_3",
        "四个到位 → #t1 .tw-term",
        "落实某某法 → ../law/index.md .tw-cite",
    ]
    html = rendered(page)
    entry = BeautifulSoup(html, "lxml").find(id="t1")
    assert entry is not None and entry.get_text() == "四个到位（1处）甲、乙、丙、丁。"
    assert essential(source_text_of(html)) == essential(_NOTICE)
    assert {"sec_1", "para_1", "para_1__p_1"} <= set(ids_of(html))


def test_a_citation_goes_before_a_term_in_it(docs: dict[str, Document]) -> None:
    law = docs["law"]
    term = Term("第一条", "t", "a")
    cited = cites(law, "art_2__para_1", "本法第一条", "law#art_1")
    both = view_of(docs, (cited,), (term,), (uses(law, "art_2__para_1", "第一条", term),))
    assert [link.css for link in links(both, law)] == ["tw-cite"]
    wide = Term("依照本法第一条", "t", "a")
    both = view_of(docs, (cited,), (wide,), (uses(law, "art_2__para_1", "依照本法第一条", wide),))
    assert [link.css for link in links(both, law)] == ["tw-cite"]


def test_what_leads_nowhere_is_no_link(docs: dict[str, Document]) -> None:
    law = docs["law"]
    view = view_of(docs, (cites(law, "art_2__para_1", "《其他法》第三条"),))
    assert links(view, law) == ()


def test_a_document_that_names_itself_leads_to_its_title(docs: dict[str, Document]) -> None:
    law = docs["law"]
    view = view_of(docs, (cites(law, "art_2__para_1", "本法", "law"),))
    assert _links(render(law, view)) == ["本法 → #title .tw-cite"]


def test_links_in_a_very_long_paragraph(
    docs: dict[str, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markdown, "LONGEST_MARKDOWN", 5)
    law = docs["law"]
    view = view_of(docs, (cites(law, "art_2__para_1", "《其他法》第三条", "other#art_1..art_3"),))
    page = render(law, view)
    assert _links(page) == ["《其他法》第三条 → ../other/#art_1 .tw-cite …art_3"]
    assert essential(source_text_of(rendered(page))) == essential(_LAW)


def _marked(html: str) -> str:
    """Write a line with its links as 〔〕 and its footnotes' marks as ^ and a digit."""
    soup = BeautifulSoup(html, "lxml")
    for mark in soup.select(".tw-fnref"):
        mark.replace_with(f"^{mark.get_text()}")
    for link in soup.select(".tw-cite"):
        link.replace_with(f"〔{link.get_text()}〕")
    return soup.get_text().strip()


@pytest.mark.parametrize(
    ("written", "words", "shown"),
    [
        ("甲乙丙丁戊己", ["乙丙"], "甲〔乙丙〕丁戊己"),
        ("甲乙丙丁戊己", ["甲乙"], "〔甲乙〕丙丁戊己"),
        ("甲乙丙丁戊己", ["戊己"], "甲乙丙丁〔戊己〕"),
        ("甲乙丙丁戊己", ["甲乙丙丁戊己"], "〔甲乙丙丁戊己〕"),
        ("甲乙丙丁戊己", ["乙丙", "丁戊"], "甲〔乙丙〕〔丁戊〕己"),
        ("甲[^1]乙丙丁戊己", ["乙丙"], "甲^1〔乙丙〕丁戊己"),
        ("甲乙[^1]丙丁戊己", ["乙丙"], "甲〔乙丙〕^1丁戊己"),
        ("甲乙丙[^1]丁戊己", ["乙丙"], "甲〔乙丙〕^1丁戊己"),
        ("甲乙[^1]丙[^2]丁戊己", ["乙丙"], "甲〔乙丙〕^1^2丁戊己"),
        ("甲乙丙丁[^1]戊己", ["乙丙"], "甲〔乙丙〕丁^1戊己"),
        ("甲乙丙丁戊己[^1]", ["戊己"], "甲乙丙丁〔戊己〕^1"),
        ("甲乙丙[^1]丁戊[^2]己", ["乙丙", "戊己"], "甲〔乙丙〕^1丁〔戊己〕^2"),
    ],
)
def test_links_and_footnote_marks(written: str, words: list[str], shown: str) -> None:
    notes = "".join(f"[^{n}]: 注。\n" for n in (1, 2) if f"[^{n}]" in written)
    source = make_source(f"{written}\n{notes}")
    doc = run_passes(Work(source, None, "x"), "x.txt", "", 1)
    line = Span(0, 6)
    starts = [source.text.index(word) for word in words]
    spliced = [
        Link(start, start + len(word), "", "x", "tw-cite")
        for start, word in zip(starts, words, strict=True)
    ]
    inline = Inline(doc, spliced)
    assert _marked(inline.html(line)) == shown
    assert _marked(rendered(f"---\ntitle: x\n---\n{inline.opening(line)}\n")) == shown


def test_a_link_in_a_cell() -> None:
    source = make_source(
        "第一条　标准如下：\n| 项目 | 标准 |\n| 甲 | 见第一条/另议 |\n第二条　以上。\n"
    )
    doc = run_passes(Work(source, None, "x"), "x.txt", "", 1)
    cell = next(node for node in doc.clauses() if doc.own_text(node) == "见第一条另议")
    cited = Citation(doc.slug, cell.key, 1, 4, "第一条", CitationStatus.RESOLVED, doc.slug, "art_1")
    page = render(doc, View(Bundle((doc,), citations=(cited,))))
    assert _links(page) == ["第一条 → #art_1 .tw-cite"]
    assert essential(source_text_of(rendered(page))) == essential(source.text)


_CHARS = "甲乙*_`[](){}<>&#\\!1.-+|“”《》〔〕（） "


@given(
    st.text(_CHARS, min_size=1, max_size=30).filter(lambda text: bool(text.strip())),
    st.lists(st.integers(0, 30), max_size=6),
)
def test_any_text_with_any_links_is_shown_as_it_is(text: str, cuts: list[int]) -> None:
    [doc] = documents({"a": f"第一条　甲{text}乙\n第二条　丙\n"}).values()
    clauses = [node for node in doc.clauses() if doc.ids[node.key] == "art_1__para_1"]
    if not clauses or len(doc.pieces(clauses[0])) != 1:
        return  # markup of a kind that is a number of its own
    own = doc.own_text(clauses[0])
    ends = sorted({cut for cut in cuts if cut <= len(own)})
    found = tuple(
        Citation("a", clauses[0].key, a, b, own[a:b], CitationStatus.RESOLVED, "a", "art_2")
        for a, b in zip(ends[::2], ends[1::2], strict=False)
        if own[a:b].strip() == own[a:b]
    )
    html = rendered(render(doc, View(Bundle((doc,), citations=found))))
    assert essential(source_text_of(html)) == essential(doc.source.text)
    shown = BeautifulSoup(html, "lxml").select("#art_1__para_1 a.tw-cite")
    assert [essential(a.get_text()) for a in shown] == [essential(c.text) for c in found]
