"""Ids: every kind of node, running and restarting numbers, repeats."""

from __future__ import annotations

import re

import pytest

from converter.anchors import ELEMENTS, RESTARTING, RUNNING, assign_ids, derive_numbering
from converter.tree import Kind
from tests.helpers import eids, make_document


def test_every_kind_has_an_element() -> None:
    assert set(ELEMENTS) == set(Kind)


@pytest.mark.parametrize(
    ("text", "numbering"),
    [
        ("要求\n一、甲\n（一）乙\n（二）丙\n二、丁\n（三）戊\n", {"subsection": RUNNING}),
        ("要求\n一、甲\n（一）乙\n二、丁\n（一）戊\n", {"subsection": RESTARTING}),
        ("要求\n一、甲\n（一）乙\n（一）丙\n", {"subsection": RUNNING}),
        ("要求\n一、甲\n1.乙\n二、丙\n1.丁\n", {"clause": RESTARTING}),
        ("要求\n一、甲\n2.乙\n二、丙\n2.丁\n", {"clause": RUNNING}),
        ("某法\n第一章　甲\n第一条　乙。\n第二章　丙\n第二条　丁。\n", {"article": RUNNING}),
        ("某法\n第一章　甲\n第一条　乙。\n第二章　丙\n第一条　丁。\n", {"article": RESTARTING}),
        (
            "某法\n第一章　甲\n第一条　乙。\n第二章　丙\n第一条之一　丁。\n第二条　戊。\n",
            {"article": RUNNING},
        ),
        (
            "某法\n第一条　甲。\n第二条　乙。\n附件\n一、丙\n1.丁\n二、戊\n1.己\n",
            {"article": RUNNING, "att_1__clause": RESTARTING},
        ),
        ("要求\n甲。\n", {}),
    ],
)
def test_numbering_is_derived(text: str, numbering: dict[str, str]) -> None:
    assert derive_numbering(make_document(text).root) == numbering


def test_numbering_of_the_catalog_goes_before_the_derived_one() -> None:
    root = make_document("要求\n一、甲\n1.乙\n二、丙\n1.丁\n附件\n一、戊\n1.己\n").root
    derived = assign_ids(root)
    assert "sec_2__para_1" in derived.values()
    assert "att_1__para_1" in derived.values()
    fixed = assign_ids(root, {"clause": RUNNING, "att_1__clause": RESTARTING})
    assert [eid for eid in fixed.values() if "para" in eid] == [
        "para_1",
        "para_1_inst2",
        "att_1__sec_1__para_1",
    ]


def test_restarting_ids_do_not_depend_on_what_stands_elsewhere() -> None:
    text = "要求\n一、甲\n（一）乙\n1.丙\n二、丁\n（一）戊\n1.己\n2.庚\n"
    assert [eid for eid in eids(make_document(text)) if "para" in eid] == [
        "sec_1__subsec_1__para_1",
        "sec_2__subsec_1__para_1",
        "sec_2__subsec_1__para_2",
    ]


def test_a_repeat_is_an_instance_and_never_looks_like_an_inserted_number() -> None:
    text = "某法\n第二条　甲。\n第二条　乙。\n第二条之二　丙。\n第二条　丁。\n"
    articles = [
        eid for eid in eids(make_document(text)) if re.fullmatch(r"art_[^_]+(_inst\d+)?", eid)
    ]
    assert articles == ["art_2", "art_2_inst2", "art_2-2", "art_2_inst3"]


def test_unnumbered_paragraphs_are_counted_apart_from_points() -> None:
    text = "要求\n一、甲\n乙。\n一是丙。\n二是丁。\n戊。\n"
    assert eids(make_document(text)) == [
        "title",
        "sec_1",
        "sec_1__p_1",
        "sec_1__pt_1",
        "sec_1__pt_2",
        "sec_1__p_2",
    ]


def test_kinds_around_the_text_have_ids_of_their_own() -> None:
    text = (
        "关于印发《办法》的通知\n某发〔2023〕5号\n同志们：\n导语。\n一、甲\n同志们，结束语。\n"
        "某某局\n2023年1月31日\n某某办法\n第一条　乙。\n附件\n表\n丙。\n"
    )
    assert eids(make_document(text)) == [
        "title",
        "note_1",
        "addressee",
        "preface__p_1",
        "sec_1",
        "conclusions__p_1",
        "signature",
        "date",
        "doc_1",
        "doc_1__title",
        "doc_1__art_1",
        "doc_1__art_1__para_1",
        "att_1",
        "att_1__title",
        "att_1__p_1",
    ]


def test_same_text_same_ids() -> None:
    text = "要求\n一、甲\n1.乙\n1.丙\n"
    assert make_document(text).ids == make_document(text).ids
