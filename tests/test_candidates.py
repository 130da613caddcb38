"""Candidates for the glossary, and the findings about definitions."""

from __future__ import annotations

import json

import pytest

from converter.bundle import Bundle
from converter.entry import Entry
from converter.model import Document
from converter.report import Report
from converter.term import Candidate, Term
from converter.terms.candidates import MOST, find_candidates
from converter.terms.names import term_page
from tests.helpers import make_document


def named(text: str, slug: str = "a") -> Document:
    return make_document(f"要点\n{text}\n", entry=Entry(file=f"{slug}.txt", slug=slug))


def wordings(*texts: str, terms: tuple[Term, ...] = ()) -> list[tuple[str, int, int]]:
    documents = [named(text, f"d{n}") for n, text in enumerate(texts)]
    return [(c.wording, c.count, c.documents) for c in find_candidates(terms, documents)]


def test_what_recurs_in_quotation_marks() -> None:
    assert wordings("开展“回头看”。再次“回头看”。", "回头看。", "“只此一次”。") == [
        ("回头看", 2, 1)
    ]


def test_number_phrases_count_wherever_they_stand() -> None:
    assert wordings("做到“四个服务”。", "四个服务。三会一课。", "落实三会一课。") == [
        ("三会一课", 2, 2),
        ("四个服务", 2, 2),
    ]


def test_the_most_widespread_first() -> None:
    assert wordings("“乙”“乙丙”“乙丙”“乙丙”“甲乙”", "“甲乙”") == [("甲乙", 2, 2), ("乙丙", 3, 1)]


@pytest.mark.parametrize(
    "text", ["一式三份", "一至二名", "“第一条”", "“以上”", "“三十日”", "“2022”", "“本法规定的”"]
)
def test_what_only_counts_or_cites_is_none(text: str) -> None:
    assert wordings(f"{text}，{text}。", f"{text}。") == []


def test_what_is_explained_is_none() -> None:
    term = Term("回头看", term_page("回头看"), "corpus")
    assert wordings("“回头看”“回头看”", terms=(term,)) == []


def test_what_a_decision_quotes_is_none() -> None:
    text = (
        "关于修改《某某条例》的决定\n一、修改为：“三会一课，三会一课。”\n二、改为“甲乙”、“甲乙”。\n"
    )
    assert find_candidates((), [make_document(text)]) == ()


def test_no_more_than_an_editor_can_read() -> None:
    text = "".join(f"“甲{chr(0x4E00 + n)}”" * 2 for n in range(MOST + 50))
    assert len(wordings(text)) == MOST


def test_the_report_lists_them() -> None:
    document = named("“回头看”。\n“回头看”。")
    report = Report()
    report.take(Bundle((document,), candidates=find_candidates((), [document])))
    assert json.loads(report.to_json())["candidates"] == [
        {
            "wording": "回头看",
            "count": 2,
            "documents": 1,
            "examples": [{"doc": "a", "eid": "p_1"}, {"doc": "a", "eid": "p_2"}],
        }
    ]
    assert Candidate("回头看", 2, 1, ()).examples == ()


#: A text, and its findings about definitions.
FINDINGS = {
    "twice in other words": (
        "第一条 本法所称甲，是指乙。\n第二条 本法所称甲，是指丙。\n",
        ["x.txt:2:9: warning: 甲 is defined in line 1 as well, in other words"],
    ),
    "twice in the same words": ("第一条 本法所称甲，是指乙。\n第二条 本法所称甲，是指乙。\n", []),
    "completed": ("第一条 本法所称甲，是指乙。\n第二条 本法所称甲，包括丙。\n", []),
    "in two chapters": (
        "第一章 甲\n第一条 本章所称丙，是指乙。\n第二章 丁\n第二条 本章所称丙，是指戊。\n",
        [],
    ),
    "never used": (
        "第一条 业主委员会（以下简称业委会）负责。\n第二条 甲。\n",
        ["x.txt:1:15: note: 业委会 is introduced here and never used"],
    ),
    "used in quotation marks": (
        "第一条 业主委员会（以下简称“业委会”）负责。\n第二条 业委会。\n",
        [],
    ),
    "used too early": (
        "第一条 业委会。\n第二条 业主委员会（以下简称业委会）负责。\n第三条 业委会。\n",
        ["x.txt:1:5: note: 业委会 is introduced only in line 2"],
    ),
    "a word of its own": (
        "第一条 主管部门。\n第二条 教育主管部门（以下简称主管部门）负责。\n第三条 主管部门。\n",
        [],
    ),
    "another authority": (
        "第一条 国务院药监部门。\n第二条 县药品监管部门（以下称药监部门）。\n第三条 药监部门。\n",
        [],
    ),
}


@pytest.mark.parametrize(("text", "expected"), FINDINGS.values(), ids=FINDINGS)
def test_findings(text: str, expected: list[str]) -> None:
    document = make_document(text, entry=Entry(file="x.txt", slug="x", title="示例"))
    found = document.diagnostics
    assert [f"{f.path}:{f.line}:{f.column}: {f.severity}: {f.message}" for f in found] == expected
