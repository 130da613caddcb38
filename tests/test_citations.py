"""Citations: every form is found, and what it names is found, or the reason is told."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converter.citation import Citation, CitationStatus
from converter.citation_forms import CITATION_FORMS, CitationForm, find_beginning
from converter.citations import find_citations
from converter.citations.find import HANDLERS
from converter.entry import Entry
from converter.model import Document
from converter.title_names import normal_title
from tests.helpers import SOURCES, make_document

_MARK = re.compile("〖(?P<own>[^〗]+)〗|【(?P<other>[^】]+)】")


def corpus(*texts: str, aliases: tuple[str, ...] = ()) -> list[Document]:
    """Make documents with the slugs doc-0, doc-1, …; the aliases are the first one's."""
    return [
        replace(
            make_document(text, f"{n}.txt"),
            entry=Entry(f"{n}.txt", f"doc-{n}", aliases=() if n else aliases),
        )
        for n, text in enumerate(texts)
    ]


def shown(citation: Citation) -> str:
    """Write a citation so that a person can check it: words → target, or the status."""
    if citation.status is not CitationStatus.RESOLVED:
        return f"{citation.text} → {citation.status}"
    slug = "" if citation.target_slug == citation.slug else citation.target_slug
    target = f"{slug}#{citation.target_eid or ''}"
    return f"{citation.text} → {target}" + (f"..{citation.last_eid}" if citation.last_eid else "")


def found(*texts: str, aliases: tuple[str, ...] = ()) -> list[str]:
    """Return the citations of the last of some documents."""
    documents = corpus(*texts, aliases=aliases)
    last = documents[-1].slug
    return [shown(c) for c in find_citations(documents) if c.slug == last]


# The table


@pytest.mark.parametrize("form", CITATION_FORMS, ids=lambda form: form.name)
def test_the_example_of_a_form(form: CitationForm) -> None:
    plain = _MARK.sub(lambda mark: mark[1] or mark[2], form.example)
    text = f"某某法\n第一条 甲。\n第二条 有下列情形的：\n（一）乙；\n（二）丙。\n{plain}。\n"
    found_here = [
        (c.text, c.form == form.name)
        for c in find_citations([make_document(text)])
        if c.form == form.name or c.text in form.example
    ]
    marked = [(m["own"] or m["other"], bool(m["own"])) for m in _MARK.finditer(form.example)]
    assert marked and found_here == marked


def test_each_beginning_has_its_reader() -> None:
    begins = [form for form in CITATION_FORMS if form.pattern]
    assert {form.name for form in begins} == set(HANDLERS)
    # A group within a pattern would hide its row.
    assert all(re.compile(form.pattern).groups == 0 for form in begins)


def test_each_beginning_is_looked_for_where_it_may_stand() -> None:
    """What the characters tell that forms begin with is what their patterns say by themselves."""
    anywhere = re.compile(
        "|".join(f"(?P<{form.name}>{form.pattern})" for form in CITATION_FORMS if form.pattern)
    )
    texts = [form.example for form in CITATION_FORMS]
    texts += [path.read_text(encoding="utf-8-sig") for path in sorted(SOURCES.glob("*.txt"))]
    for text in texts:
        for at in range(0, len(text), max(1, len(text) // 50)):
            first, found = anywhere.search(text, at), find_beginning(text, at)
            assert (first and (first.span(), first.lastgroup)) == (
                found and (found.span(), found.lastgroup)
            )


def test_names_of_forms_are_unique() -> None:
    names = [form.name for form in CITATION_FORMS]
    assert len(names) == len(set(names))


# Within a statute

_LAW = """\
某某保护条例
第一章 总则
第一条 为了保护某某，制定本条例。
第二条 申请人应当具备下列条件：
（一）有住所；
（二）有章程；
（三）有资金。
外国人申请的，不适用前款第（三）项。
前两款的规定，适用于变更。
第二章 管理
第三条 经营者应当建档。
经营者应当报告。
有下列情形的，应当停业：
（一）没有条件的；
（二）没有许可的；
（三）前两项规定以外，情况紧急的。
第三条之一 档案应当保存十年。
违反前款规定的，予以警告。
"""

#: A sentence as a paragraph of article 5, the second, and what is cited.
WITHIN = {
    "一项": (
        "违反本条例第二条第一款第（一）项规定的",
        ["本条例第二条第一款第（一）项 → #art_2__para_1__point_1"],
    ),
    "款略去": ("符合第二条第三项规定的", ["第二条第三项 → #art_2__para_1__point_3"]),
    "款略去的项在有项的第一款": (
        "有第三条第二项情形的",
        ["第三条第二项 → #art_3__para_3__point_2"],
    ),
    "之一": (
        "违反第三条之一第二款、第三条规定的",
        ["第三条之一第二款 → #art_3-1__para_2", "第三条 → #art_3"],
    ),
    "列举": (
        "违反本条例第二条第一款第一项、第三项，第三条第二款和第一条的",
        [
            "本条例第二条第一款第一项 → #art_2__para_1__point_1",
            "第三项 → #art_2__para_1__point_3",
            "第三条第二款 → #art_3__para_2",
            "第一条 → #art_1",
        ],
    ),
    "省略列举": (
        "违反第二条第一、三项、第三条第一、二款的",
        [
            "第二条第一 → #art_2__para_1__point_1",
            "三项 → #art_2__para_1__point_3",
            "第三条第一 → #art_3__para_1",
            "二款 → #art_3__para_2",
        ],
    ),
    "范围": (
        "依照第一条至第三条、第二条第一款第（一）至（三）项的规定",
        [
            "第一条至第三条 → #art_1..art_3",
            "第二条第一款第（一）至（三）项 → #art_2__para_1__point_1..art_2__para_1__point_3",
        ],
    ),
    "带“的”": ("违反第三条的第二款规定的", ["第三条的第二款 → #art_3__para_2"]),
    "前款": ("有前款行为的", ["前款 → #art_5__para_1"]),
    "前两款不够": ("有前两款行为的", ["前两款 → no-such-clause"]),
    "前条": (
        "依照前条第一款、第二款处罚",
        ["前条第一款 → #art_4__para_1", "第二款 → #art_4__para_2"],
    ),
    "本条": ("依照本条第一款、第三条处罚", ["本条第一款 → #art_5__para_1", "第三条 → #art_3"]),
    "本章": ("依照本章规定处罚", ["本章 → #chp_2"]),
    "章": ("依照本条例第一章处罚", ["本条例第一章 → #chp_1"]),
    "单独款": ("依照第一款规定处罚", ["第一款 → #art_5__para_1"]),
    "同条": (
        "依照第三条第一款和同条第二款处罚",
        ["第三条第一款 → #art_3__para_1", "同条第二款 → #art_3__para_2"],
    ),
    "同款": (
        "有第二条第一款第（一）项、同款第（三）项情形",
        [
            "第二条第一款第（一）项 → #art_2__para_1__point_1",
            "同款第（三）项 → #art_2__para_1__point_3",
        ],
    ),
    "没有的条": ("依照第九条处罚", ["第九条 → no-such-clause"]),
    "没有的款": ("依照第一条第二款处罚", ["第一条第二款 → no-such-clause"]),
    "丢了“条”字": ("违反本条例第三第一款规定的", ["第一款 → ambiguous"]),
    "前三项": (
        "适用第二条第一款前三项规定",
        [
            "第二条第一款前三项 → #art_2__para_1__point_1..art_2__para_1__point_3",
        ],
    ),
}


@pytest.mark.parametrize(("sentence", "expected"), WITHIN.values(), ids=WITHIN)
def test_within_a_statute(sentence: str, expected: list[str]) -> None:
    text = f"{_LAW}第四条 甲。\n乙。\n第五条 丙。\n{sentence}。\n"
    citations = find_citations(corpus(text))
    assert [shown(c) for c in citations][4:] == expected


def test_relative_words_in_the_law_itself() -> None:
    assert found(_LAW) == [
        "前款第（三）项 → #art_2__para_1__point_3",
        "前两款 → #art_2__para_1..art_2__para_2",
        "前两项 → #art_3__para_3__point_1..art_3__para_3__point_2",
        "前款 → #art_3-1__para_1",
    ]


def test_items_that_speak_of_the_article_above_them() -> None:
    text = (
        "某某条例\n第一条 禁止下列行为：\n（一）甲；\n（二）乙。\n第二条 违反本条例第一条，按照"
        "下列规定处罚：\n（一）违反第二项规定的，罚款；\n（二）本款第一项以外的，警告。\n"
    )
    assert found(text) == [
        "本条例第一条 → #art_1",
        "第二项 → #art_1__para_1__point_2",
        "本款第一项 → #art_2__para_1__point_1",
    ]


TRAPS = (
    "建成第三条道路、第一条航线和第二条智慧航道",
    "推出第一款车型，完成第一项工作、第二项任务",
    "第三章节的内容，第一节课的教材",
    "出台十条措施、五项规定，第一次会议、第五次通知",
    "日本条约、基本条件、合同条款、成本款、本节目、本款产品、资本项目",
    "目前项目、以前条件、前几条意见",
    "按照不同条件、共同条款办理，同法律相抵触",
    "取得《营业执照》，填写《申请表》，刊登于《某某日报》和《某某市人民代表大会常务委员会公报》",
    "按照协议第三项约定办理，中华人民共和国境内的，依照中华人民共和国法律",
    "第5号令、第3次会议",
    "附《检验报告》《补充协议》《情况说明》",
)


@pytest.mark.parametrize("sentence", TRAPS)
def test_what_is_no_citation(sentence: str) -> None:
    above = "某某条例\n第一条 甲。\n乙。\n第二条 丙：\n（一）丁；\n（二）戊；\n（三）己。\n"
    text = f"{above}{sentence}。\n"
    assert found(text) == []


# Other documents

_FACTS = "某某保护条例\n2015年3月1日某某市人民代表大会通过\n"

NAMED = {
    "书名号": ("《某某保护条例》第二条第一款第（一）项", ["… → doc-0#art_2__para_1__point_1"]),
    "承接": (
        "《某某保护条例》第一条、第二条第三项和第三条",
        [
            "《某某保护条例》第一条 → doc-0#art_1",
            "第二条第三项 → doc-0#art_2__para_1__point_3",
            "第三条 → doc-0#art_3",
        ],
    ),
    "裸名": ("违反某某保护条例第三条第一款", ["某某保护条例第三条第一款 → doc-0#art_3__para_1"]),
    "别名": (
        "《保护条例》第三条，保护条例第一条",
        ["《保护条例》第三条 → doc-0#art_3", "保护条例第一条 → doc-0#art_1"],
    ),
    "该条例": (
        "《某某保护条例》第一条和该条例第三条",
        ["《某某保护条例》第一条 → doc-0#art_1", "该条例第三条 → doc-0#art_3"],
    ),
    "简称": (
        "《某某保护条例》（以下简称《条例》），《条例》第一条，条例第三条",
        ["《某某保护条例》 → doc-0#", "《条例》第一条 → doc-0#art_1", "条例第三条 → doc-0#art_3"],
    ),
    "未收录": (
        "《未收录法》第一条、第二条",
        ["《未收录法》第一条 → not-in-corpus", "第二条 → not-in-corpus"],
    ),
    "跨法": (
        "《某某保护条例》第一条和本通知第二部分",
        ["《某某保护条例》第一条 → doc-0#art_1", "本通知第二部分 → #sec_2"],
    ),
    "嵌套": (
        "《关于修改《某某保护条例》的决定》和《关于废止〈某某保护条例〉的决定》",
        [
            "《关于修改《某某保护条例》的决定》 → not-in-corpus",
            "《关于废止〈某某保护条例〉的决定》 → not-in-corpus",
        ],
    ),
    "括注后的条": (
        "《某某保护条例》（2015年通过）第一条",
        ["《某某保护条例》 → doc-0#", "第一条 → doc-0#art_1"],
    ),
    "引文": (
        "《某某保护条例》第三条规定：“依照本条例第一条处理”，本条",
        ["《某某保护条例》第三条 → doc-0#art_3", "本条例第一条 → doc-0#art_1", "本条 → #sec_2"],
    ),
    "文号": (
        "按国办发(1985)49号文件、国务院令第588号、公告2019年第5号、第3号办理",
        [
            "国办发(1985)49号 → not-in-corpus",
            "国务院令第588号 → not-in-corpus",
            "公告2019年第5号 → not-in-corpus",
        ],
    ),
    "章后的条": (
        "参照《某某保护条例》第二章和第一条",
        ["《某某保护条例》第二章 → doc-0#chp_2", "第一条 → doc-0#art_1"],
    ),
    "令前的词": ("拆除应当符合国务院令第590号的规定", ["国务院令第590号 → not-in-corpus"]),
    "简称前的文号": (
        "《某某保护条例》（某发〔2015〕3号，以下简称《条例》）和《条例》第一条",
        [
            "《某某保护条例》 → doc-0#",
            "某发〔2015〕3号 → not-in-corpus",
            "《条例》第一条 → doc-0#art_1",
        ],
    ),
    "有事由的公文": (
        "《关于举办运动会的请示》（〔1996〕某府字第82号）、《海峡两岸航运合作协议》",
        [
            "《关于举办运动会的请示》 → not-in-corpus",
            "〔1996〕某府字第82号 → not-in-corpus",
            "《海峡两岸航运合作协议》 → not-in-corpus",
        ],
    ),
    "上述": ("上述第一条", ["上述第一条 → #sec_1"]),
    "不是办法": ("有关办法第三条", ["有关办法第三条 → not-in-corpus"]),
}


@pytest.mark.parametrize(("words", "expected"), NAMED.values(), ids=NAMED)
def test_of_other_documents(words: str, expected: list[str]) -> None:
    notice = (
        f"某某市关于做好工作的通知\n各单位：\n一、甲。\n二、依照{words}。\n某某市\n2020年5月1日\n"
    )
    law = _FACTS + _LAW.partition("\n")[2]
    wanted = [line.replace("…", words) for line in expected]
    assert found(law, notice, aliases=("保护条例",)) == wanted


def test_a_name_that_only_the_corpus_tells_begins_where_its_title_does() -> None:
    title = "关于适用担保制度若干问题的解释"
    rules = f"{title}\n第一条 甲。\n第二条 乙。\n"
    citing = "某某办法\n第一条 甲。\n第二条 依照关于适用担保制度若干问题的解释第一条办理。\n"
    assert found(rules, citing) == [f"{title}第一条 → doc-0#art_1"]


def test_an_own_number_under_the_title_is_no_citation() -> None:
    head = "关于做好工作的通知\n国办发〔2018〕123号\n各单位：\n"
    text = f"{head}一、依照国办发〔2018〕123号办理。\n二、乙。\n"
    assert found(text) == ["国办发〔2018〕123号 → #"]


def test_a_carried_document_speaks_of_itself() -> None:
    text = (
        "国务院令\n第一条　公布《某某管理条例》。\n第二条　施行。\n第三条　废止旧例。\n"
        "2018年12月18日\n"
        "某某管理条例\n第一条　甲。\n第二条　依照本条例第一条和本条例第九条处理，前条除外。\n"
    )
    assert found(text) == [
        "《某某管理条例》 → #doc_1",
        "本条例第一条 → #doc_1__art_1",
        "本条例第九条 → no-such-clause",
        "前条 → #doc_1__art_1",
    ]


def test_a_decree_is_known_by_its_number() -> None:
    text = (
        "某某市人民政府令\n第307号\n现公布《某某管理规定》，自2019年1月1日起施行。\n"
        "市长　张三\n2018年12月18日\n某某管理规定\n"
        "（2018年12月18日某某市人民政府令第307号公布　2010年5月1日某某市人民政府令第7号废止）\n"
        "第一条　甲。\n第二条　乙。\n"
    )
    assert found(text) == [
        "《某某管理规定》 → #doc_1",
        "某某市人民政府令第307号 → #",
        "某某市人民政府令第7号 → not-in-corpus",
    ]


@pytest.mark.parametrize("lead", ("对照", "完成", "每季度报送一次", "牵头", "对标"))
def test_key_tasks_speak_of_themselves_by_their_kind(lead: str) -> None:
    text = f"某某局工作要点\n一、总体\n1.甲。\n2.乙。\n3.{lead}要点第1条、第2条。\n"
    assert found(text) == ["要点第1条 → #para_1", "第2条 → #para_2"]


def test_a_kind_alone_may_be_that_of_another_document() -> None:
    text = "某某局工作要点\n一、总体\n1.落实《某某市工作要点》。\n2.对照要点第1条。\n"
    assert found(text) == ["《某某市工作要点》 → not-in-corpus", "要点第1条 → not-in-corpus"]


# Versions


def _version(year: int) -> str:
    acts = f"2010年3月1日通过　根据{year}年3月1日《关于修改〈某某法〉的决定》修正"
    return f"某某法\n（{acts}）\n第一条 甲。\n第二条 {year}。\n"


def _citing(date: str) -> str:
    note = f"（{date}某某市人民代表大会通过）"
    return f"某某条例\n{note}\n第一条 根据《某某法》第二条，制定本条例。\n第二条 乙。\n"


@pytest.mark.parametrize(
    ("date", "slug", "basis"),
    [
        ("2019年5月1日", "doc-0", "as-of"),
        ("2023年5月1日", "doc-1", "as-of"),
        ("2012年5月1日", "doc-0", "later"),
    ],
)
def test_versions(date: str, slug: str, basis: str) -> None:
    documents = corpus(_version(2018), _version(2022), _citing(date))
    citation = next(c for c in find_citations(documents) if c.slug == "doc-2" and c.target_eid)
    assert (citation.target_slug, citation.basis, citation.named) == (slug, basis, "某某法")


def test_without_a_date_the_current_version() -> None:
    undated = "某某条例\n第一条 根据《某某法》第二条，制定本条例。\n第二条 乙。\n"
    (citation,) = (
        c
        for c in find_citations(corpus(_version(2018), _version(2022), undated))
        if c.slug == "doc-2"
    )
    assert (citation.target_slug, citation.basis) == ("doc-1", "current")


def test_two_that_are_no_versions_are_ambiguous() -> None:
    reply = "某某市人民政府关于同意设立园区的批复\n某某区：\n一、同意。\n二、抓好落实。\n"
    title = "《某某市人民政府关于同意设立园区的批复》"
    notice = f"关于工作的通知\n各单位：\n一、依照{title}办理。\n二、乙。\n"
    assert found(reply, reply, notice) == [f"{title} → ambiguous"]


def test_a_document_does_not_repeal_itself() -> None:
    text = "某某规定\n第一条 甲。\n第二条 2006年发布的《某某规定》同时废止，《某某规定》第一条。\n"
    assert found(text) == ["《某某规定》 → not-in-corpus", "《某某规定》第一条 → #art_1"]


# Amending decisions

_DECISION = """\
关于修改《某某保护条例》的决定
一、将第三条改为第四条，第一款修改为：“经营者应当依照本条例第一条建档。
“违反前款规定的，依照第二条处罚。”
二、删去第二条第一款第（三）项。
本决定自公布之日起施行。
"""


def test_an_amending_decision_speaks_of_the_amended_law() -> None:
    assert found(_LAW + "第四条 甲。\n乙。\n", _DECISION) == [
        "第三条 → doc-0#art_3",
        "第四条 → doc-0#art_4",
        "第一款 → doc-0#art_4__para_1",
        "本条例第一条 → doc-0#art_1",
        "前款 → doc-0#art_4__para_1",
        "第二条 → doc-0#art_2",
        "第二条第一款第（三）项 → doc-0#art_2__para_1__point_3",
    ]
    assert {line.partition(" → ")[2] for line in found(_DECISION)} == {"not-in-corpus"}


# What holds for all


def test_normal_title() -> None:
    assert normal_title("中华人民共和国 某某法") == "某某法"
    assert normal_title("关于修改〈某某法〉的决定") == "关于修改某某法的决定"
    assert normal_title("某某办法(试行)") == "某某办法（试行）"


def test_a_citation_that_leads_nowhere_is_a_finding() -> None:
    document = make_document("某某条例\n第一条 甲。\n第二条 依照第一条和本条例第九条处理。\n")
    assert [str(d) for d in document.diagnostics] == [
        "x.txt:3:11: warning: 本条例第九条 cites a clause that this document does not have"
        " 第二条 依照第一条和〔本条例第九条〕处理。 [citation-no-such-clause]"
    ]


ALPHABET = "第一二条款项之前本法、和至《》（）章同该附件以下简称“”刑令号〔2018〕某\n"


@settings(max_examples=300, deadline=None)
@given(st.text(ALPHABET, max_size=120))
def test_citations_are_in_order_and_apart_and_in_the_text(text: str) -> None:
    document = make_document(f"某某法\n第一条 甲。\n第二条 {text}\n")
    nodes = {node.key: node for node in document.root.walk()}
    at = (0, 0)
    for citation in find_citations([document]):
        own = document.own_text(nodes[citation.key])
        assert at <= (citation.key, citation.start)
        assert citation.start < citation.end
        assert own[citation.start : citation.end] == citation.text
        assert (citation.target_slug is not None) == (citation.status is CitationStatus.RESOLVED)
        ends = [0]
        for piece in document.pieces(nodes[citation.key]):
            ends.append(ends[-1] + len(piece))
        assert any(a <= citation.start and citation.end <= b for a, b in pairwise(ends))
        at = (citation.key, citation.end)
