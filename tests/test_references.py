"""Who cites a clause, what a document cites, the terms it uses: the blocks beside the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

from converter.citation import CitationBasis, CitationStatus
from converter.discards import essential
from converter.fact import Fact, Origin
from converter.model import Document
from converter.term import Term, TermSource
from converter.view import View
from converter.writers.excerpts import clause_text, shorten
from converter.writers.markdown import render
from converter.writers.naming import day, doc_text
from tests.citing import cites, documents, uses, view_of
from tests.helpers import node_at, source_text_of
from tests.io_helpers import rendered

_LAW = """\
某某法
第一章　总则
第一条　为了甲，制定本法。
第二条　下列情形，适用前条：
（一）乙；
（二）丙。
前款规定不适用于丁。
第三条　戊。依照本法第二条第一款第（一）项处理的，从其规定。
"""
_RULES = """\
某某法实施办法
第一条　根据某某法第一条，制定本办法。
第二条　某某法第一条至第三条的期限为十日。某某法第二条另有规定的除外。
第三条　依照甲法第九条、《乙法》第八条和某某法第一章办理。
"""
_NOTICE = "关于工作的通知\n一、要求\n依照某某法办理，落实某某法第二条第二款。\n"


@pytest.fixture
def docs() -> dict[str, Document]:
    """A law and two documents that cite it."""
    return documents({"law": _LAW, "rules": _RULES, "notice": _NOTICE})


@pytest.fixture
def view(docs: dict[str, Document]) -> View:
    """The documents with their citations."""
    law, rules, notice = docs["law"], docs["rules"], docs["notice"]
    first, later = CitationBasis.AS_OF, CitationBasis.LATER
    second = "art_2__para_1"
    return view_of(
        docs,
        (
            cites(law, second, "前条", "law#art_1"),
            cites(law, "art_2__para_2", "前款", "law#art_2__para_1"),
            cites(law, "art_3__para_1", "本法第二条第一款第（一）项", f"law#{second}__point_1"),
            cites(rules, "art_1__para_1", "某某法第一条", "law#art_1", first),
            cites(rules, "art_2__para_1", "某某法第一条至第三条", "law#art_1..art_3", first),
            cites(rules, "art_2__para_1", "某某法第二条", "law#art_2", first),
            cites(rules, "art_3__para_1", "甲法第九条", named="甲法"),
            cites(rules, "art_3__para_1", "《乙法》第八条", named="乙法"),
            cites(rules, "art_3__para_1", "某某法第一章", "law#chp_1", first),
            cites(notice, "sec_1__p_1", "某某法", "law", later),
            cites(notice, "sec_1__p_1", "某某法第二条第二款", "law#art_2__para_2", later),
        ),
    )


def _page(view: View, slug: str) -> BeautifulSoup:
    return BeautifulSoup(rendered(render(view.documents[slug], view)), "lxml")


def _outline(element: Tag, depth: int = 0) -> list[str]:
    """Write a fold as indented lines; what is quoted stands in 〔〕, links in <>."""
    lines = []
    for child in element.find_all(["summary", "ul", "li"], recursive=False):
        if child.name == "ul":
            lines += _outline(child, depth)
            continue
        copy = BeautifulSoup(str(child), "lxml")
        for inner in copy.select("li ul"):
            inner.decompose()
        for mark in copy.select("mark"):
            mark.replace_with(f"〔{mark.get_text()}〕")
        for link in copy.select("a"):
            link.replace_with(f"<{link.get_text()} {link['href']}>")
        for end in copy.select("br"):
            end.replace_with("/")
        for part in copy.select(".tw-ref-text, .tw-ref-note"):
            part.replace_with(f" | {part.get_text()}")
        lines.append("  " * depth + copy.get_text())
        lines += _outline(child, depth + 1)
    return lines


def _behind(page: BeautifulSoup) -> dict[str, list[str]]:
    """Return the folds behind the clauses, by the id of what stands before them."""
    found = {}
    for block in page.select(".tw-behind"):
        before = block.find_previous_sibling(True)
        assert isinstance(before, Tag)
        found[str(before["id"])] = [line for f in block.select("details") for line in _outline(f)]
    return found


def test_who_cites_a_clause(view: View) -> None:
    assert _behind(_page(view, "law")) == {
        "chp_1": [
            "引用本章 1",
            "<《某某法实施办法》 ../rules/>",
            "  <第三条 ../rules/#art_3__para_1>："
            "依照甲法第九条、《乙法》第八条和〔某某法第一章〕办理。",
        ],
        "art_1__para_1": [
            "引用本条 3",
            "本文件",
            "  <第二条第一款 #art_2__para_1>：下列情形，适用〔前条〕：",
            "<《某某法实施办法》 ../rules/>",
            "  <第一条 ../rules/#art_1__para_1>：根据〔某某法第一条〕，制定本办法。",
            "  <第二条 ../rules/#art_2__para_1>：〔某某法第一条至第三条〕的期限为十日。",
        ],
        "art_2__para_2": [
            "引用本条 4",
            "本文件",
            "  <第三条 #art_3__para_1>：依照〔本法第二条第一款第（一）项〕处理的，从其规定。",
            "<《某某法实施办法》 ../rules/>",
            "  <第二条 ../rules/#art_2__para_1>：〔某某法第一条至第三条〕的期限为十日。"
            "〔某某法第二条〕另有规定的除外。",
            "<《关于工作的通知》 ../notice/>",
            "  <第一部分 ../notice/#sec_1__p_1>：依照某某法办理，落实〔某某法第二条第二款〕。",
            "本条之内",
            "  <第二条第二款 #art_2__para_2>：〔前款〕规定不适用于丁。",
        ],
        "art_3__para_1": [
            "引用本条 1",
            "<《某某法实施办法》 ../rules/>",
            "  <第二条 ../rules/#art_2__para_1>：〔某某法第一条至第三条〕的期限为十日。",
        ],
    }


def test_what_only_its_own_words_cite_is_counted_apart(docs: dict[str, Document]) -> None:
    view = view_of(docs, (cites(docs["law"], "art_2__para_2", "前款", "law#art_2__para_1"),))
    assert _behind(_page(view, "law")) == {
        "art_2__para_2": [
            "本条内引用 1",
            "本条之内",
            "  <第二条第二款 #art_2__para_2>：〔前款〕规定不适用于丁。",
        ]
    }


def test_what_cites_a_document_as_a_whole(view: View) -> None:
    [whole] = _page(view, "law").select(".tw-end .tw-cited-whole")
    assert _outline(whole) == [
        "引用本文件：1件文件，1处",
        "<《关于工作的通知》 ../notice/>：<第一部分 ../notice/#sec_1__p_1>",
    ]


def test_what_a_document_cites(view: View) -> None:
    [cited] = _page(view, "rules").select(".tw-end .tw-cites")
    assert _outline(cited) == [
        "本文引用：6处，其中2处未能链接",
        "<《某某法》 ../law/>",
        "  <第一章 ../law/#chp_1> | 总则/第一条 为了甲，制定本法。/第二条 "
        "下列情形，适用前条：/（一）乙；/（二）丙。/前款规定不适用于丁。/"
        "第三条 戊。依照本法第二条第一款第（一）项处理的，从其规定。",
        "  <第一条 ../law/#art_1> | 为了甲，制定本法。",
        "  <第一条至第三条 ../law/#art_1> | 为了甲，制定本法。",
        "  <第二条 ../law/#art_2> | 下列情形，适用前条：/（一）乙；/（二）丙。/"
        "前款规定不适用于丁。",
        "本站未收入",
        "  甲法（见<第三条 #art_3__para_1>）",
        "  《乙法》（见<第三条 #art_3__para_1>）",
    ]
    [cited] = _page(view, "notice").select(".tw-end .tw-cites")
    assert _outline(cited) == [
        "本文引用：2处",
        "<《某某法》 ../law/> | 为了甲，制定本法。 | 引用时的文本未收入，所列为日期不明的文本"
        "，条文序号可能有变动",
        "  <第二条第二款 ../law/#art_2__para_2> | 前款规定不适用于丁。",
    ]
    [cited] = _page(view, "law").select(".tw-end .tw-cites")
    assert _outline(cited) == ["本文引用：3处", "本文件：3处"]


def test_each_reason_has_its_list(docs: dict[str, Document]) -> None:
    rules = docs["rules"]
    view = view_of(
        docs,
        (
            cites(rules, "art_1__para_1", "某某法第一条", status=CitationStatus.NO_SUCH_CLAUSE),
            cites(rules, "art_2__para_1", "某某法第二条", status=CitationStatus.AMBIGUOUS),
            cites(rules, "art_3__para_1", "甲法第九条"),
        ),
    )
    [cited] = _page(view, "rules").select(".tw-end .tw-cites")
    assert _outline(cited) == [
        "本文引用：3处，其中3处未能链接",
        "本站未收入",
        "  甲法第九条（见<第三条 #art_3__para_1>）",
        "没有所引条款",
        "  某某法第一条（见<第一条 #art_1__para_1>）",
        "不能确定所指",
        "  某某法第二条（见<第二条 #art_2__para_1>）",
    ]


def _dated(doc: Document, date: str) -> Document:
    return replace(doc, facts=(Fact("date", date, 1, Origin.TEXT),))


@pytest.mark.parametrize(
    ("basis", "versions", "note"),
    [
        (CitationBasis.AS_OF, 1, None),
        (CitationBasis.AS_OF, 2, "所引为2018年3月20日的文本"),
        (CitationBasis.CURRENT, 1, None),
        (
            CitationBasis.CURRENT,
            2,
            "未能确定引用时的文本，所列为本站收录的最新文本（2018年3月20日）",
        ),
        (CitationBasis.LATER, 1, "引用时的文本未收入，所列为2018年3月20日的文本"),
    ],
)
def test_which_version(
    docs: dict[str, Document], basis: CitationBasis, versions: int, note: str | None
) -> None:
    docs["law"] = _dated(docs["law"], "2018-03-20")
    if versions == 2:
        docs |= documents({"law-2": _LAW})
    view = view_of(docs, (cites(docs["rules"], "art_1__para_1", "某某法", "law", basis),))
    remark = _page(view, "rules").select_one(".tw-cites .tw-ref-note")
    assert (remark.get_text() if remark else None) == note


def test_the_version_is_told_by_the_act_that_made_it_where_it_has_no_date(
    docs: dict[str, Document],
) -> None:
    amended = (Fact("amended", "2018-03-20", 1, Origin.TEXT),)
    docs["law"] = replace(docs["law"], facts=amended)
    view = view_of(
        docs, (cites(docs["rules"], "art_1__para_1", "某某法", "law", CitationBasis.LATER),)
    )
    remark = _page(view, "rules").select_one(".tw-cites .tw-ref-note")
    assert remark is not None
    assert remark.get_text() == "引用时的文本未收入，所列为2018年3月20日的文本"


def test_documents_of_one_title_are_told_apart(docs: dict[str, Document]) -> None:
    docs |= documents({"law-2": _LAW, "law-3": _LAW})
    for slug, date in (("law", "2018-03-20"), ("law-2", "2018-03-20"), ("law-3", "2024-12-25")):
        docs[slug] = _dated(docs[slug], date)
    view = view_of(docs)
    assert [doc_text(view, docs[slug]) for slug in ("law", "law-2", "law-3", "rules")] == [
        "《某某法》（2018年3月20日，原文：law.txt）",
        "《某某法》（2018年3月20日，原文：law-2.txt）",
        "《某某法》（2024年12月25日）",
        "《某某法实施办法》",
    ]
    docs["law-2"] = _dated(docs["law-2"], "")
    assert doc_text(view_of(docs), docs["law-2"]) == "《某某法》（日期不明）"


def test_the_terms_of_a_document(docs: dict[str, Document]) -> None:
    law, rules = docs["law"], docs["rules"]
    meeting = TermSource(None, None, "会议", "2020-01-02")
    terms = (
        Term("期限", "qi-xian", "a", definition="办理的时间。", source=TermSource("law", "art_3")),
        Term("办法", "ban-fa", "b", source=None),
        Term("规定", "gui-ding", "c", definition="丁" * 400, source=meeting),
        Term("丙", "bing", "d", definition="丁", source=TermSource("rules", "art_1")),
    )
    view = view_of(
        docs,
        terms=terms,
        term_uses=(
            uses(rules, "art_1__para_1", "办法", terms[1]),
            uses(rules, "art_2__para_1", "期限", terms[0]),
            uses(rules, "art_2__para_1", "规定", terms[2]),
            uses(rules, "art_3__para_1", "办理", terms[3]),
            uses(law, "art_1__para_1", "甲", terms[3]),
        ),
    )
    [listed] = _page(view, "rules").select(".tw-end .tw-terms")
    assert _outline(listed) == [
        "本文术语：4个，4处",
        "<办法 ../../glossary/ban-fa/#b>（1处） | 语料中未作解释",
        "<期限 ../../glossary/qi-xian/#a>（1处） | 办理的时间。 | "
        "出处：<《某某法》第三条 ../law/#art_3>",
        f"<规定 ../../glossary/gui-ding/#c>（1处） | {'丁' * 300}… | 出处：会议（2020-01-02）",
        "<丙 ../../glossary/bing/#d>（1处） | 丁 | 出处：<第一条 #art_1>",
    ]


def test_a_source_that_the_glossary_names_and_the_document_lacks(docs: dict[str, Document]) -> None:
    term = Term("期限", "qi-xian", "a", definition="时间", source=TermSource("law", "art_9"))
    used = uses(docs["rules"], "art_2__para_1", "期限", term)
    view = view_of(docs, terms=(term,), term_uses=(used,))
    [listed] = _page(view, "rules").select(".tw-end .tw-terms")
    assert _outline(listed) == [
        "本文术语：1个，1处",
        "<期限 ../../glossary/qi-xian/#a>（1处） | 时间 | 出处：<《某某法》 ../law/>",
    ]


def test_versions_of_one_title_are_told_apart_by_their_dates(docs: dict[str, Document]) -> None:
    rules = _dated(docs["rules"], "2018-03-20")
    docs |= {"rules": rules, **documents({"rules-2": _RULES})}
    docs["rules-2"] = _dated(docs["rules-2"], "2020-12-01")
    cited = [cites(docs[n], "art_1__para_1", "某某法", "law") for n in ("rules", "rules-2")]
    [fold] = _page(view_of(docs, tuple(cited)), "law").select(".tw-cited-whole")
    assert _outline(fold) == [
        "引用本文件：2件文件，2处",
        "<《某某法实施办法》（2018年3月20日） ../rules/>：<第一条 ../rules/#art_1__para_1>",
        "<《某某法实施办法》（2020年12月1日） ../rules-2/>：<第一条 ../rules-2/#art_1__para_1>",
    ]


def test_a_repeated_article_is_called_one() -> None:
    docs = documents(
        {"law": "某某法\n第一条　甲。\n第二条　乙。\n第二条　丙。\n第三条　依照前条。\n"}
    )
    cited = cites(docs["law"], "art_3__para_1", "前条", "law#art_2_inst2")
    [fold] = _page(view_of(docs, (cited,)), "law").select(".tw-cited")
    assert _outline(fold)[0] == "引用本条 1"


def test_all_of_it_is_apparatus(view: View) -> None:
    for slug, text in (("law", _LAW), ("rules", _RULES), ("notice", _NOTICE)):
        page = _page(view, slug)
        folds = page.select("details.tw-fold")
        assert folds
        for fold in folds:
            around = fold.find_parent("footer")
            assert isinstance(around, Tag)
            assert around["data-editorial"] == ""
        assert essential(source_text_of(str(page))) == essential(text)


def test_a_document_alone_has_no_folds(docs: dict[str, Document]) -> None:
    for doc in docs.values():
        assert BeautifulSoup(rendered(render(doc, view_of(docs))), "lxml").select("footer") == []


def test_the_same_bytes_each_time(docs: dict[str, Document], view: View) -> None:
    again = View(view.bundle)
    for doc in docs.values():
        assert render(doc, view) == render(doc, again)


def test_ranges_and_units(docs: dict[str, Document]) -> None:
    law = docs["law"]
    of = view_of(docs).of("law")
    ids = [law.ids[key] for key in of.between("art_1", "art_3")]
    assert ids == ["art_1", "art_2", "art_3"]
    assert of.between("art_3", "art_1") == of.between("art_1", "art_3")
    ids = [law.ids[key] for key in of.between("art_2__para_1", "art_2__para_2")]
    assert ids == ["art_2__para_1", "art_2__para_2"]
    units = {eid: law.ids[of.units[key]] for eid, key in of.keys.items() if key in of.units}
    assert units["art_2__para_1__point_2"] == "art_2"
    assert units["art_2"] == "art_2"
    assert units["chp_1"] == "chp_1"


@pytest.mark.parametrize(
    ("date", "shown"),
    [("2018-03-20", "2018年3月20日"), ("公布之日", "公布之日"), ("2018-03", "2018-03")],
)
def test_days(date: str, shown: str) -> None:
    assert day(date) == shown


def test_what_is_too_long_is_cut(docs: dict[str, Document]) -> None:
    assert shorten("甲" * 300) == "甲" * 300
    assert shorten("甲" * 301) == "甲" * 300 + "…"
    of = view_of(docs).of("law")
    assert clause_text(of, node_at(docs["law"], "art_2").key, 12) == "下列情形，适用前条： （…"
