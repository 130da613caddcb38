"""The two pictures: what is counted, what is drawn, and that both say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import pytest

from converter.bundle import Bundle
from converter.citation import Citation, CitationStatus
from converter.entry import Entry
from converter.model import Document
from converter.pictures.tally import network, usage
from converter.term import Term, TermUse
from converter.terms.names import term_page
from converter.view import View
from converter.writers.charts import MOST_COLUMNS, MOST_TERMS, citation_network, terms_by_documents
from tests.helpers import make_document, node_at
from tests.io_helpers import rendered

SVG = "{http://www.w3.org/2000/svg}"


def document(slug: str, title: str, date: str | None) -> Document:
    """Return a document of two articles."""
    text = f"{title}\n第一条 甲。\n第二条 乙。\n"
    return make_document(text, f"{slug}.txt", Entry(f"{slug}.txt", slug, date=date))


def cites(citing: Document, cited: Document, article: int = 1) -> Citation:
    """Let an article of one document cite another document."""
    key = node_at(citing, f"art_{article}__para_1").key
    name = f"《{cited.title}》"
    status = CitationStatus.RESOLVED
    return Citation(citing.slug, key, 0, 1, name, status, cited.slug, form="titled", named=name)


def term(wording: str) -> Term:
    """Return a term of the glossary."""
    return Term(wording, term_page(wording), "corpus")


def uses(of: Term, doc: Document, count: int) -> list[TermUse]:
    """Let a document use a term in its second article."""
    key = node_at(doc, "art_2__para_1").key
    return [TermUse(of.id, doc.slug, key, 0, 1)] * count


OLD = document("jiu-fa", "旧法", "1999-01-01")
LAW = document("jiancha-fa", "中华人民共和国监察法", "2018-03-20")
RULE = document("banfa", "监察办法", "2021-06-01")
PLAN = document("yaodian", "2022年工作要点", None)
ALONE = document("tongzhi", "通知", "2020-01-01")
FOUR, MAIN = term("四种形态"), term("主体责任")


@cache
def view(order: tuple[int, ...] = (0, 1, 2, 3, 4)) -> View:
    """Return five documents; their order says nothing."""
    documents = (OLD, LAW, RULE, PLAN, ALONE)
    return View(
        Bundle(
            tuple(documents[i] for i in order),
            terms=(FOUR, MAIN, term("无人使用")),
            uses=(*uses(FOUR, LAW, 12), *uses(FOUR, RULE, 1), *uses(MAIN, RULE, 1234)),
            citations=(
                cites(LAW, LAW),
                cites(LAW, RULE),
                cites(RULE, LAW),
                cites(RULE, LAW, 2),
                cites(PLAN, LAW),
            ),
        )
    )


def parsed(chart: str) -> ElementTree.Element:
    """Read a figure as XML: it has to be well-formed, and to lie on one line."""
    assert "\n" not in chart
    return ElementTree.fromstring(
        chart.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    )


def drawn(chart: str) -> list[tuple[str, str]]:
    """Return the links of a picture: where they lead, and what they say."""
    links = parsed(chart).iter(f"{SVG}a")
    return [(link.get("href", ""), link.findtext(f"{SVG}title") or "") for link in links]


def table(chart: str) -> list[list[str]]:
    """Return the rows of the table behind a picture."""
    return [["".join(cell.itertext()) for cell in row] for row in parsed(chart).iter("tr")]


def linked(chart: str) -> set[str]:
    """Return where the table behind a picture leads."""
    return {link.get("href", "") for link in parsed(chart).iter("a")}


# What is counted


def test_a_term_is_counted_by_document() -> None:
    found = usage(view(), 30, 30)
    assert [term.term for term in found.terms] == ["四种形态", "主体责任"]
    assert [doc.slug for doc in found.documents] == ["jiancha-fa", "banfa"]
    assert {key: len(uses) for key, uses in found.uses.items()} == {
        (FOUR.page, "jiancha-fa"): 12,
        (FOUR.page, "banfa"): 1,
        (MAIN.page, "banfa"): 1234,
    }
    assert (found.more_terms, found.more_documents) == (0, 0)


def test_of_many_those_with_most_are_taken() -> None:
    found = usage(view(), 1, 1)
    assert [term.term for term in found.terms] == ["四种形态"]
    assert [doc.slug for doc in found.documents] == ["banfa"]
    assert (found.more_terms, found.more_documents) == (1, 1)


def test_documents_that_share_terms_go_before_those_that_use_many() -> None:
    own = [term(f"自有{n}") for n in range(5)]
    alone = [use for t in own for use in uses(t, ALONE, 9)]
    shared = (*uses(FOUR, LAW, 1), *uses(FOUR, RULE, 1), *alone)
    bundle = Bundle((LAW, RULE, ALONE), terms=(FOUR, *own), uses=shared)
    found = usage(View(bundle), 9, 2)
    assert [doc.slug for doc in found.documents] == ["jiancha-fa", "banfa"]
    assert (found.terms, found.more_terms, found.more_documents) == ((FOUR,), 5, 1)


def test_two_senses_of_a_wording_are_counted_together() -> None:
    other = replace(FOUR, anchor="banfa--art_1")
    uses_of_both = (*uses(FOUR, LAW, 2), *uses(other, RULE, 3))
    found = usage(View(Bundle((LAW, RULE), terms=(FOUR, other), uses=uses_of_both)), 9, 9)
    assert found.terms == (FOUR,)
    counts = {slug: len(uses) for (_, slug), uses in found.uses.items()}
    assert counts == {"jiancha-fa": 2, "banfa": 3}


def edges(found: View, most: int) -> list[tuple[str, str, int]]:
    """Return who cites whom how often."""
    return [
        (edge.citing.slug, edge.cited.slug, len(edge.citations))
        for edge in network(found, most, 100).edges
    ]


def test_citations_are_counted_between_documents() -> None:
    found = network(view(), 60, 100)
    assert [doc.slug for doc in found.documents] == ["jiancha-fa", "banfa", "yaodian"]
    assert edges(view(), 60) == [
        ("jiancha-fa", "banfa", 1),
        ("banfa", "jiancha-fa", 2),
        ("yaodian", "jiancha-fa", 1),
    ]
    assert (found.cited_by, found.more) == ({"banfa": 1, "jiancha-fa": 2}, 0)


def test_of_many_documents_those_with_most_neighbours_are_taken() -> None:
    found = network(view(), 2, 100)
    assert [doc.slug for doc in found.documents] == ["jiancha-fa", "banfa"]
    assert (len(found.edges), found.cited_by["jiancha-fa"], found.more) == (2, 2, 1)


def test_of_many_arcs_those_of_most_citations_are_taken() -> None:
    found = network(view(), 60, 1)
    assert [(edge.citing.slug, edge.cited.slug) for edge in found.edges] == [
        ("banfa", "jiancha-fa")
    ]
    assert [doc.slug for doc in found.documents] == ["jiancha-fa", "banfa"]
    assert (found.more, found.more_edges) == (1, 2)


def test_who_has_no_arc_to_those_that_are_taken_is_left_out() -> None:
    pairs = (cites(PLAN, LAW), cites(RULE, LAW), cites(OLD, ALONE))
    found = network(View(Bundle((OLD, LAW, RULE, PLAN, ALONE), citations=pairs)), 3, 100)
    assert [doc.slug for doc in found.documents] == ["jiancha-fa", "banfa"]
    assert found.more == 3


# What is drawn


def test_cells_names_and_columns_are_links() -> None:
    law, rule = "《中华人民共和国监察法》（2018-03-20）", "《监察办法》（2021-06-01）"
    assert drawn(terms_by_documents(view())) == [
        (f"../glossary/{FOUR.page}/", "四种形态"),
        (f"../glossary/{MAIN.page}/", "主体责任"),
        ("../documents/jiancha-fa/", law),
        ("../documents/jiancha-fa/#art_2__para_1", f"四种形态：{law}，12 处"),
        ("../documents/banfa/", rule),
        ("../documents/banfa/#art_2__para_1", f"四种形态：{rule}，1 处"),
        ("../documents/banfa/#art_2__para_1", f"主体责任：{rule}，1234 处"),
    ]


def test_the_table_of_terms_says_all_counts() -> None:
    assert table(terms_by_documents(view())) == [
        ["术语", "《中华人民共和国监察法》（2018-03-20）", "《监察办法》（2021-06-01）"],
        ["四种形态", "12", "1"],
        ["主体责任", "0", "1234"],
    ]


def test_cells_are_shaded_by_their_count_and_say_it() -> None:
    figure = parsed(terms_by_documents(view()))
    picture = next(figure.iter(f"{SVG}svg"))
    shades = [rect.get("class") for rect in picture.iter(f"{SVG}rect")]
    texts = [t.text for t in picture.iter(f"{SVG}text") if t.get("class") == "tw-chart-count"]
    assert list(zip(texts, shades, strict=True)) == [
        ("12", "tw-shade-4"),
        ("1", "tw-shade-1"),
        ("1千", "tw-shade-5"),
    ]
    legend = next(figure.iter("ul"))
    assert [item[0].tail for item in legend] == ["1", "2–4", "5–9", "10–19", "20 以上"]


def test_points_and_arcs_are_links() -> None:
    law, rule = "《中华人民共和国监察法》（2018-03-20）", "《监察办法》（2021-06-01）"
    assert drawn(citation_network(view())) == [
        ("../documents/jiancha-fa/#art_1__para_1", f"{law}引用{rule}，1 处"),
        ("../documents/banfa/#art_1__para_1", f"{rule}引用{law}，2 处"),
        ("../documents/yaodian/#art_1__para_1", f"《2022年工作要点》引用{law}，1 处"),
        ("../documents/jiancha-fa/", f"{law}，引用它的文件 2 件"),
        ("../documents/banfa/", f"{rule}，引用它的文件 1 件"),
        ("../documents/yaodian/", "《2022年工作要点》，引用它的文件 0 件"),
    ]


def test_points_are_named_shortly_with_their_year() -> None:
    texts = [text.text for text in parsed(citation_network(view())).iter(f"{SVG}text")]
    assert texts == ["监察法 2018", "监察办法 2021", "2022年工作要点"]


def test_an_arc_to_a_later_document_is_another_one() -> None:
    arcs = [path.get("class") for path in parsed(citation_network(view())).iter(f"{SVG}path")]
    assert [css for css in arcs if css != "tw-chart-under"] == [
        "tw-chart-arc tw-chart-later",
        "tw-chart-arc",
        "tw-chart-arc",
    ]


def test_the_table_of_citations_says_who_cites_whom() -> None:
    assert table(citation_network(view())) == [
        ["引用的文件", "被引用的文件", "处数"],
        ["《中华人民共和国监察法》（2018-03-20）", "《监察办法》（2021-06-01）", "1"],
        ["《监察办法》（2021-06-01）", "《中华人民共和国监察法》（2018-03-20）", "2"],
        ["《2022年工作要点》", "《中华人民共和国监察法》（2018-03-20）", "1"],
    ]


CHARTS = {"terms": terms_by_documents, "citations": citation_network}


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_is_named_and_the_keyboard_has_the_table(name: str) -> None:
    chart = CHARTS[name](view())
    figure = parsed(chart)
    picture = next(figure.iter(f"{SVG}svg"))
    names = (picture.get("aria-labelledby") or "").split()
    assert [element.get("id") for element in picture[:2]] == names
    assert all(link.get("tabindex") == "-1" for link in picture.iter(f"{SVG}a"))
    assert {href for href, _ in drawn(chart)} <= linked(chart)
    assert not re.search(r'\s(?:style|on\w+)="|<style|<script|http', chart)


@pytest.mark.parametrize("name", CHARTS)
def test_what_is_drawn_lies_in_the_picture(name: str) -> None:
    picture = next(parsed(CHARTS[name](view())).iter(f"{SVG}svg"))
    wide, high = (int(picture.get(side, "")) for side in ("width", "height"))
    assert picture.get("viewBox") == f"0 0 {wide} {high}"
    for element in (*picture.iter(f"{SVG}text"), *picture.iter(f"{SVG}rect")):
        assert 0 <= int(element.get("x", "")) <= wide
        assert 0 <= int(element.get("y", "")) <= high


@pytest.mark.parametrize("name", CHARTS)
def test_the_order_of_the_documents_does_not_matter(name: str) -> None:
    assert CHARTS[name](view((4, 2, 0, 3, 1))) == CHARTS[name](view())


@pytest.mark.parametrize("name", CHARTS)
def test_a_page_carries_a_picture_as_it_is(name: str) -> None:
    chart = CHARTS[name](view())
    assert rendered(f"---\n---\n{chart}\n").strip() == chart


def test_the_way_to_the_root_can_be_another() -> None:
    assert 'href="documents/banfa/"' in citation_network(view(), "")


def test_what_is_left_out_is_said() -> None:
    terms = [term(f"第{number}项工作") for number in range(MOST_TERMS + 1)]
    documents = [document(f"d-{n}", f"办法{n}", None) for n in range(MOST_COLUMNS + 2)]
    all_uses = [use for doc in documents for t in terms for use in uses(t, doc, 1)]
    bundle = Bundle(tuple(documents), terms=tuple(terms), uses=tuple(all_uses))
    said = "".join(next(parsed(terms_by_documents(View(bundle))).iter("figcaption")).itertext())
    assert said == (
        "常用术语在各文件中的使用次数。列为使用共同术语最多的 30 件文件，按日期先后排列；"
        "行为其中最常用的 30 个术语；颜色越深，使用次数越多。具体次数见图后的表。"
        "另有 1 个术语未列入。另有 2 件文件未列入。"
    )


NOTHING: Sequence[Bundle] = (
    Bundle(()),
    Bundle((LAW,), terms=(FOUR,), uses=tuple(uses(FOUR, LAW, 3)), citations=(cites(LAW, LAW),)),
)


@pytest.mark.parametrize("bundle", NOTHING)
def test_where_there_is_nothing_to_see_a_sentence_says_so(bundle: Bundle) -> None:
    terms, citations = terms_by_documents(View(bundle)), citation_network(View(bundle))
    assert terms == '<p data-unfiltered="">使用术语的文件不足两件，无从比较。</p>'
    assert citations == '<p data-unfiltered="">本站文件之间没有相互引用，无从绘图。</p>'


def test_raw_titles_are_data() -> None:
    odd = document("odd", "<b>&\"'*办法*</b>", "2022-01-01")
    chart = citation_network(View(Bundle((LAW, odd), citations=(cites(odd, LAW),))))
    assert table(chart)[1][0] == "《<b>&\"'*办法*</b>》（2022-01-01）"
    assert rendered(f"---\n---\n{chart}\n").strip() == chart
