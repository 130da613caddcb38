"""Citations: every form is found, and what it names is found, or the reason is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from converter.bundle import CitationStatus
from converter.citation_forms import CITATION_FORMS, CitationForm
from converter.citations import find_citations
from converter.model import Document, Entry
from converter.title_names import normal_title
from tests.helpers import make_document

_LAW = """\
中华人民共和国某某法
第一条　为了甲，制定本法。
第二条　有下列情形的，依照本法第一条处理：
（一）乙；
（二）丙。
本条前款情形，依照本法第二条第二项和本法第九条处理。
第三条之一　丁。
"""

_NOTICE = """\
关于印发某某规定的通知
国办发〔2018〕123号
各单位：
依照《中华人民共和国某某法》第二条第一款第（二）项、《某某法》和《未收录法》第一条执行。
"""


def _corpus(*texts: str) -> list[Document]:
    return [
        replace(make_document(text, f"{n}.txt"), entry=Entry(f"{n}.txt", f"doc-{n}"))
        for n, text in enumerate(texts)
    ]


def _found(*texts: str) -> list[str]:
    documents = _corpus(*texts)
    ids = {document.slug: document.ids for document in documents}
    return [
        f"{citation.slug}#{ids[citation.slug][citation.key]} {citation.text}"
        f" -> {citation.status} {citation.target_slug}#{citation.target_eid}"
        for citation in find_citations(documents)
    ]


@pytest.mark.parametrize("form", CITATION_FORMS, ids=lambda form: form.name)
def test_example_is_one_citation_of_its_form(form: CitationForm) -> None:
    assert [f.name for f in CITATION_FORMS if f.pattern.fullmatch(form.example)] == [form.name]


def test_citations_within_a_statute() -> None:
    assert _found(_LAW) == [
        "doc-0#art_2__para_1 本法第一条 -> resolved doc-0#art_1",
        "doc-0#art_2__para_2 本法第二条第二项 -> resolved doc-0#art_2__para_1__point_2",
        "doc-0#art_2__para_2 本法第九条 -> no-such-clause None#None",
    ]


def test_citations_of_other_documents() -> None:
    assert _found(_LAW, _NOTICE)[3:] == [
        "doc-1#note_1 国办发〔2018〕123号 -> resolved doc-1#None",
        "doc-1#p_1 《中华人民共和国某某法》第二条第一款第（二）项"
        " -> resolved doc-0#art_2__para_1__point_2",
        "doc-1#p_1 《某某法》 -> resolved doc-0#None",
        "doc-1#p_1 《未收录法》第一条 -> not-in-corpus None#None",
    ]


def test_two_documents_of_one_title_are_ambiguous() -> None:
    found = _found(_LAW, _LAW, _NOTICE)
    assert found[-2] == "doc-2#p_1 《某某法》 -> ambiguous None#None"


def test_a_carried_document_speaks_of_itself() -> None:
    text = (
        "国务院令\n第一条　公布。\n第二条　施行。\n第三条　废止旧例。\n2018年12月18日\n"
        "某某管理条例\n第一条　甲。\n第二条　依照本条例第一条和本条例第三条处理。\n"
    )
    assert _found(text) == [
        "doc-0#doc_1__art_2__para_1 本条例第一条 -> resolved doc-0#doc_1__art_1",
        "doc-0#doc_1__art_2__para_1 本条例第三条 -> no-such-clause None#None",
    ]


def test_normal_title() -> None:
    assert normal_title("中华人民共和国 某某法") == "某某法"
    assert normal_title("关于修改〈某某法〉的决定") == "关于修改某某法的决定"


def test_only_a_resolved_citation_has_a_target() -> None:
    for citation in find_citations(_corpus(_LAW, _NOTICE)):
        assert (citation.target_slug is not None) == (citation.status is CitationStatus.RESOLVED)
