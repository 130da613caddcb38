"""The sample of citations that a person judges: its draw, its table, what it counts as missed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bench.quality.sample_citations import draw, missed, with_verdicts
from bench.quality.sampling import by_hash, read_rows
from converter.bundle import Bundle
from converter.citation import Citation, CitationStatus
from tests.helpers import ROOT, make_document, node_at

_TEXT = """\
关于修改《某某法》的决定
第一条 依照第二条第一款、第三条处理。
第二条 甲。
"""


def _bundle() -> Bundle:
    doc = make_document(_TEXT)
    node = node_at(doc, "art_1__para_1")
    status = CitationStatus.RESOLVED
    found = Citation("x", node.key, 2, 8, "第二条第一款", status, "x", "art_2__para_1")
    return Bundle((doc,), citations=(found,))


def test_a_row_shows_the_place_and_the_target() -> None:
    row = ("x.txt", "2:7", "art_1__para_1", "第二条第一款", "resolved", "x#art_2__para_1")
    shown = "依照〔第二条第一款〕、第三条处理。 → 《关于修改《某某法》的决定》第二条：甲。"
    assert draw(_bundle(), 5, 1) == {row: shown}


def test_what_lies_in_no_citation_is_missed() -> None:
    rows, free, all_of = missed(_bundle(), 5, 1)
    assert (free, all_of) == (1, 2)
    assert rows == [("x.txt", "2:14", "art_1__para_1", "依照第二条第一款、〔第三条〕处理。")]


def test_the_number_of_a_quoted_article_is_no_mention() -> None:
    text = "关于修改《某某法》的决定\n一、将一条修改为：“第二条　甲。”\n二、删去第四条。\n"
    rows, free, all_of = missed(Bundle((make_document(text),)), 5, 1)
    assert (free, all_of, [row[3] for row in rows]) == (1, 1, ["删去〔第四条〕。"])


def test_verdicts_stay_with_rows_that_have_not_changed() -> None:
    judged = [["a", "1", "right", ""], ["b", "2", "wrong", "no such thing"]]
    rows = [("a", "1"), ("b", "3")]
    assert with_verdicts(rows, judged) == [("a", "1", "right", ""), ("b", "3", "", "")]


def test_a_draw_hardly_changes_when_others_come() -> None:
    few = by_hash(range(0, 1000, 2), str)[:50]
    more = by_hash(range(1000), str)[:100]
    assert [n for n in more if n % 2 == 0] == few[: sum(n % 2 == 0 for n in more)]


def test_a_table_that_is_not_there_has_no_rows(tmp_path: Path) -> None:
    assert read_rows(tmp_path / "none.tsv") == []


def test_the_table_of_the_repository_is_judged() -> None:
    rows = read_rows(ROOT / "bench" / "quality" / "citations.tsv")
    verdicts = Counter(row[6] for row in rows)
    assert (len(rows), set(verdicts)) == (200, {"right", "wrong"})
    assert verdicts["right"] >= 0.98 * len(rows)
    assert all(row[7] for row in rows)
