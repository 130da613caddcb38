"""Uses of terms: the longest at its place, within its scope, and never in what is no use."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.citation import Citation, CitationStatus
from converter.entry import Entry
from converter.model import Document
from converter.term import Term, TermUse
from converter.terms import sought
from converter.terms import uses as uses_module
from converter.terms.automaton import Search, search_for
from converter.terms.holding import own_terms
from converter.terms.names import fold, term_page
from converter.terms.senses import text_terms
from converter.terms.sought import Wordings
from converter.terms.uses import find_uses
from converter.terms.uses import uses_in as uses_of
from tests.helpers import make_document, node_at


def term(wording: str, scope: str = "corpus", *aliases: str) -> Term:
    """Make a term of the glossary."""
    anchor = scope.removeprefix("document:")
    return Term(wording, term_page(wording), anchor, aliases=aliases, scope=scope)


def named(text: str, slug: str) -> Document:
    return make_document(text, entry=Entry(file=f"{slug}.txt", slug=slug))


def shown(document: Document, found: Sequence[TermUse]) -> list[str]:
    """Return the uses as words, each with its clause; links in 〖〗."""
    texts = {node.key: document.own_text(node) for node in document.clauses()}
    out = []
    for use in found:
        words = texts[use.key][use.start : use.end]
        out.append(f"{document.ids[use.key]} {f'〖{words}〗' if use.linked else words}")
    return out


def uses_in(text: str, *terms: Term) -> list[str]:
    """Return the uses in one document, of the terms given and of those it defines."""
    document = named(text, "a")
    all_terms = (*terms, *text_terms(terms, [document]))
    return shown(document, find_uses(all_terms, [document]).uses)


def test_the_longest_at_its_place() -> None:
    found = uses_in(
        "要求\n落实两个责任，负起责任，２个责任。\n",
        *(term("责任"), term("两个"), term("两个责任", "corpus", "2个责任")),
    )
    assert found == ["p_1 〖两个责任〗", "p_1 〖责任〗", "p_1 ２个责任"]


def test_quotation_marks_width_and_breaks_do_not_count() -> None:
    text = '要求\n增强“四个意识”、"四个意识"、四个 意识、深化“放管服”改革，办好１２３４５热线。\n'
    assert uses_in(text, term("四个意识"), term("放管服改革"), term("12345热线")) == [
        "p_1 〖四个意识〗",
        "p_1 四个意识",
        "p_1 四个 意识",
        "p_1 〖“放管服”改革〗",
        "p_1 〖１２３４５热线〗",
    ]


def test_no_use_holds_one_of_a_pair_of_quotation_marks() -> None:
    text = "要求\n加强“两新”组织建设，抓好党建“两新”、“两新”组织、两新。\n"
    terms = term("两新组织"), term("党建两新"), term("两新")
    assert uses_in(text, *terms) == [
        "p_1 〖“两新”组织〗",
        "p_1 〖党建“两新”〗",
        "p_1 “两新”组织",
        "p_1 〖两新〗",
    ]


def test_once_in_each_clause() -> None:
    text = "第一条 责任和责任。\n责任。\n第二条 有下列责任：\n（一）责任；\n"
    assert uses_in(text, term("责任")) == [
        "art_1__para_1 〖责任〗",
        "art_1__para_1 责任",
        "art_1__para_2 〖责任〗",
        "art_2__para_1 〖责任〗",
        "art_2__para_1__point_1 〖责任〗",
    ]


def test_a_definition_is_no_use_of_its_own_term() -> None:
    text = "第一条 本法所称甲方，是指像甲方一样的乙方。甲方应当守法。\n第二条 甲方负责。\n"
    assert uses_in(text, term("乙方")) == [
        "art_1__para_1 〖乙方〗",
        "art_1__para_1 〖甲方〗",
        "art_2__para_1 〖甲方〗",
    ]


def test_a_short_form_holds_from_its_place_on() -> None:
    text = "第一条 业委会。\n第二条 业主委员会（以下简称业委会）成立。\n第三条 业委会。\n"
    assert uses_in(text) == ["art_3__para_1 〖业委会〗"]


def test_a_sense_of_a_part_holds_there() -> None:
    text = (
        "第一章 甲\n第一条 服务机构。\n第二章 乙\n第二条 本章所称服务机构，是指协会。\n"
        "第三条 服务机构。\n第三章 丙\n第四条 服务机构。\n"
    )
    assert uses_in(text) == ["art_3__para_1 〖服务机构〗"]


def test_the_narrowest_sense_goes_first() -> None:
    text = "第一条 本法所称机构，是指甲。\n第二条 本条所称机构，是指乙。\n机构。\n第三条 机构。\n"
    document = named(text, "a")
    terms = (term("机构"), *text_terms((), [document]))
    found = find_uses(terms, [document, named("第一条 机构。\n第二条 乙。\n", "b")]).uses
    assert [use.term for use in found] == [
        f"{term_page('机构')}#a--art_2__para_1",
        f"{term_page('机构')}#a--art_1__para_1",
        f"{term_page('机构')}#corpus",
    ]


def test_a_term_out_of_scope_hides_nothing() -> None:
    terms = [term("责任"), term("两个责任", "document:b"), term("主体责任", "document:c")]
    documents = [named("要求\n落实两个责任。\n", slug) for slug in ("a", "b", "a2")]
    found = find_uses(terms, documents).uses
    assert [(use.slug, use.term) for use in found] == [
        ("a", terms[0].id),
        ("b", terms[1].id),
        ("a2", terms[0].id),
    ]
    assert find_uses([terms[1]], documents[:1]).uses == ()


def test_none_in_titles_contents_and_signatures() -> None:
    text = "责任规定\n目录\n第一章 责任\n第一章 责任\n第一条 责任。\n责任局\n2022年1月1日\n"
    assert uses_in(text, term("责任")) == ["chp_1 〖责任〗", "art_1__para_1 〖责任〗"]


def test_none_in_what_an_amending_decision_quotes() -> None:
    text = (
        "关于修改《某某条例》的决定\n一、将第二条修改为：“落实责任。\n“负起责任。”\n"
        "二、压实责任。\n"
    )
    assert uses_in(text, term("责任")) == ["sec_2 〖责任〗"]


def test_none_in_a_citation_but_of_a_short_name() -> None:
    text = (
        "第一条 根据《中华人民共和国监察法》（以下简称监察法）。\n第二条 依照监察法第三条监察。\n"
    )
    document = named(text, "a")
    terms = (term("监察"), *text_terms((), [document]))
    node = node_at(document, "art_2__para_1")
    own = document.own_text(node)
    start = own.index("监察法")
    cited = Citation("a", node.key, start, start + 6, "监察法第三条", CitationStatus.NOT_IN_CORPUS)
    assert shown(document, find_uses(terms, [document], [cited]).uses) == [
        "art_2__para_1 监察法",
        "art_2__para_1 〖监察〗",
    ]


#: Text with a term in it that is another word, and the term.
TRAPS = {
    "a law's name": ("依照公司法人登记；公司法规定。", "公司", ["公司"]),
    "a longer title": ("依照《公司条例》办理。", "公司", []),
    "分公司": ("设立分公司，公司负责。", "公司", ["公司"]),
    "标准化": ("推进标准化，执行标准。", "标准", ["标准"]),
    "人民代表大会": ("人民代表大会代表。", "代表", ["代表"]),
    "a place": ("期货交易所组织期货交易，期货交易所得。", "期货交易", ["期货交易", "期货交易"]),
    "an adjective": ("流行性感冒流行，流行性质不明。", "流行", ["流行", "流行"]),
    "a company": ("东海石油总公司开采石油。", "石油", ["石油"]),
    "another kind of rules": ("根据法律、法规和行政法规制定法规。", "法规", ["法规"]),
    "大数据": ("建设大数据中心，保护重大数据。", "数据", ["数据"]),
    "one character": ("本县人民政府、县、乡。", "县", ["县"]),
}


@pytest.mark.parametrize(("text", "wording", "expected"), TRAPS.values(), ids=TRAPS)
def test_traps(text: str, wording: str, expected: list[str]) -> None:
    found = uses_in(f"要求\n{text}\n", term(wording))
    assert [words.split()[1].strip("〖〗") for words in found] == expected


def test_a_short_name_is_no_part_of_a_longer_name() -> None:
    text = (
        "第一条 根据《甲条例》（以下简称条例）。\n"
        "第二条 违反条例规定的，依照实施条例、条例实施细则和本条例处理。\n"
    )
    assert uses_in(text) == ["art_2__para_1 〖条例〗"]


def test_a_national_authority_is_not_the_local_one() -> None:
    text = "第一条 县级药品部门（以下称药监部门）。\n第二条 国务院药监部门和药监部门负责。\n"
    assert uses_in(text) == ["art_2__para_1 〖药监部门〗"]


def test_the_authority_of_another_level_is_not_the_local_one() -> None:
    text = (
        "第一条 东江市人民代表大会常务委员会（以下简称常务委员会）。\n"
        "第二条 由市人民代表大会常务委员会通过，报省人民代表大会常务委员会批准，"
        "常务委员会公布，送全国人民代表大会常务委员会。\n"
    )
    assert uses_in(text) == ["art_2__para_1 〖常务委员会〗", "art_2__para_1 常务委员会"]
    text = "第一条 市文化部门（以下简称文化部门）。\n第二条 文化部门报上级文化部门、省文化部门。\n"
    assert uses_in(text) == ["art_2__para_1 〖文化部门〗"]


def test_an_authority_of_several_levels() -> None:
    text = "第一条 县级以上文化部门（以下简称文化部门）。\n第二条 省文化部门负责。\n"
    assert uses_in(text) == ["art_2__para_1 〖文化部门〗"]


def test_a_set_phrase_that_another_document_explains() -> None:
    documents = [
        named("要点\n抓好“两支队伍”（党员队伍和干部队伍）。\n建强两支队伍。\n", "a"),
        named("要点\n建强“两支队伍”，三十日内报告。\n", "b"),
    ]
    found = find_uses(text_terms((), documents), documents)
    assert [(use.slug, use.term) for use in found.uses] == [
        ("a", f"{term_page('两支队伍')}#a--p_1")
    ]
    (place,) = found.unexplained
    assert (place.slug, place.term, place.linked) == ("b", term_page("两支队伍"), False)
    assert shown(documents[1], [place]) == ["p_1 两支队伍"]


def test_a_word_defined_twice_in_a_clause_has_two_anchors() -> None:
    document = named("第一条 本法所称甲，是指乙。所称甲，包括丙。\n第二条 丁。\n", "a")
    page = term_page("甲")
    assert [t.id for t in text_terms((), [document])] == [
        f"{page}#a--art_1__para_1",
        f"{page}#a--art_1__para_1--2",
    ]


def test_what_the_glossary_quotes_is_not_defined_again() -> None:
    document = named("要点\n增强“两个功能”（政治功能和服务功能）。\n", "a")
    (found,) = text_terms((), [document])
    entry = replace(term("两个功能"), definition="政治功能和服务功能", source=found.source)
    assert text_terms((entry,), [document]) == ()


def test_documents_share_the_search_for_common_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    """One automaton for the corpus, and one for each document with terms of its own."""
    made: list[list[str]] = []

    def counted(wordings: Sequence[str]) -> Search:
        made.append(sorted(wordings))
        return search_for(wordings)

    for module in (sought, uses_module):
        monkeypatch.setattr(module, "search_for", counted)
    documents = [named("要求\n落实责任。\n", f"d{n}") for n in range(1000)]
    terms = [term("责任"), term("责任", "document:d7")]
    uses = find_uses(terms, documents).uses
    assert made == [["责任"], ["责任"]]
    assert [use.slug for use in uses if use.term == terms[1].id] == ["d7"]
    assert len(uses) == 1000


def test_a_document_alone_with_a_table_of_wordings_is_enough() -> None:
    """What other processes get: a document, and small values that can be pickled."""
    documents = [named("要求\n落实责任，三会一课。\n", slug) for slug in "ab"]
    terms = [term("责任"), term("三会一课", "document:a"), term("街道", "corpus")]
    whole = find_uses(terms, documents)
    wordings = pickle.loads(pickle.dumps(Wordings.of(terms)))
    assert wordings == Wordings.of(terms) and hash(wordings) == hash(Wordings.of(terms))
    assert wordings != Wordings.of(terms[:2])
    own = own_terms(terms)
    parts = [uses_of(doc, wordings, own.get(doc.slug, ()), ()) for doc in documents]
    assert tuple(use for part in parts for use in part.uses) == whole.uses
    assert [len(part.uses) for part in parts] == [2, 1]
    assert [len(part.unexplained) for part in parts] == [0, 1]


_WORDS = ["责任", "两个责任", "个责", "任 两", "“责任", "12", "任责任"]


@given(
    st.lists(st.sampled_from("责任两个“” \u3000\n12１２。、第条一（）《》"), max_size=60),
    st.sets(st.sampled_from(_WORDS), min_size=1),
)
def test_uses_are_apart_and_say_the_term(chars: list[str], words: set[str]) -> None:
    document = named(f"要求\n{''.join(chars)}\n第一条 责任{''.join(chars)}\n第二条 责任。\n", "a")
    terms = {t.id: t for t in map(term, sorted(words))}
    found = find_uses(tuple(terms.values()), [document]).uses
    last: dict[int, int] = {}
    linked = set()
    for use in found:
        node = next(node for node in document.clauses() if node.key == use.key)
        own = document.own_text(node)
        assert fold(own[use.start : use.end]) == fold(terms[use.term].term)
        assert use.start >= last.get(use.key, 0)
        last[use.key] = use.end
        at = 0
        inside = []
        for piece in document.pieces(node):
            inside.append(at <= use.start and use.end <= at + len(piece))
            at += len(piece)
        assert any(inside)
        if use.linked:
            assert (use.key, use.term) not in linked
            linked.add((use.key, use.term))
