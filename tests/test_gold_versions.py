"""Versions aligned, against rows that were written down by reading both texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bench.quality.versions import score
from tests.gold.alignments import FOLDER, HELD_OUT, Row, Score, parse, read_pairs
from tests.helpers import CORPORA

LAWS = CORPORA / "laws"

#: How many of a hundred rows are right at least, of all and of those the reader was sure of.
#: What is wrong is named by `python -m bench.quality.versions`.
ROWS, SURE = 95, 96

needs_laws = pytest.mark.skipif(not LAWS.is_dir(), reason="the corpus of statutes is not there")


#: The same of the pairs that the aligner's author had not seen.
HELD_OUT_ROWS, HELD_OUT_SURE = 98, 99


@cache
def scores(folder: Path = FOLDER) -> dict[str, Score]:
    return {pair.name: score(pair, LAWS) for pair in read_pairs(folder)}


def share(folder: Path, sure: bool) -> float:
    wrong = sum(len(each.wrong(sure)) for each in scores(folder).values())
    return 100 * (1 - wrong / sum(each.count(sure) for each in scores(folder).values()))


@needs_laws
@pytest.mark.parametrize(
    ("folder", "sure", "least"),
    [
        (FOLDER, False, ROWS),
        (FOLDER, True, SURE),
        (HELD_OUT, False, HELD_OUT_ROWS),
        (HELD_OUT, True, HELD_OUT_SURE),
    ],
)
def test_rows_are_those_of_a_reader(folder: Path, sure: bool, least: int) -> None:
    found = scores(folder)
    named = [f"{name}: {line}" for name, each in found.items() for line in each.differences()]
    assert share(folder, sure) >= least, "\n".join(named)


@needs_laws
def test_each_pair_is_wholly_written_down() -> None:
    for name, each in scores().items():
        for side in ("older", "newer"):
            listed = {eid for row in each.gold for eid in getattr(row, side)}
            assert listed == {eid for row in each.found for eid in getattr(row, side)}, name


def test_there_are_at_least_five_pairs() -> None:
    pairs = read_pairs()
    assert len(pairs) >= 5
    assert sum(len(pair.rows) for pair in pairs) >= 300


_GOLD = """\
older: a.txt
newer: b.txt
art_1 = art_1
art_2 = art_2 art_3  # split
? art_3 art_4 = art_4
art_5-1 =

= art_5
"""


def row(older: str, newer: str) -> Row:
    return Row(frozenset(older.split()), frozenset(newer.split()))


def test_a_gold_file_is_read() -> None:
    pair = parse("x", _GOLD)
    assert (pair.name, pair.older, pair.newer) == ("x", "a.txt", "b.txt")
    assert [(str(row), row.sure, row.line) for row in pair.rows] == [
        ("art_1 = art_1", True, 3),
        ("art_2 = art_2 art_3", True, 4),
        ("art_3 art_4 = art_4", False, 5),
        ("art_5-1 =", True, 6),
        ("= art_5", True, 8),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("art_6", "x:9: art_6"),
        ("=", "x:9: ="),
        ("art_6 = 7", "x:9: art_6 = 7"),
        ("art_6 = art_1", "x: in two rows of the newer version: art_1"),
    ],
)
def test_a_line_that_is_no_row_is_refused(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        parse("x", f"{_GOLD}{line}\n")


def test_differences_are_counted_and_named() -> None:
    gold = parse("x", _GOLD).rows
    kept = (row("art_1", "art_1"), row("art_2", "art_2"), row("art_3 art_4", "art_4"))
    each = Score(gold, (*kept, row("", "art_3"), row("art_5-1", "art_5")))
    assert (each.count(), len(each.wrong())) == (5, 3)
    assert (each.count(sure=True), len(each.wrong(sure=True))) == (4, 3)
    assert each.links() == (4, 7, 6)
    assert list(each.differences()) == [
        "line 4: art_2 = art_2 art_3; found: art_2 = art_2; = art_3",
        "line 6: art_5-1 =; found: art_5-1 = art_5",
        "line 8: = art_5; found: art_5-1 = art_5",
    ]
    assert Score(gold, gold).wrong() == []
