"""Series of points: which marks belong together."""

from __future__ import annotations

import pytest

from converter.levels import PointMark, match_point
from converter.points import block_points, find_series, inline_points, opens_series
from converter.scan import scan
from converter.source import SourceText
from converter.span import Span


def marks(words: str) -> list[PointMark]:
    found = [match_point(word, 0, len(word)) for word in words.split()]
    assert all(found)
    return [mark for mark in found if mark]


@pytest.mark.parametrize(
    ("words", "series"),
    [
        ("一是 二是 三是", [[0, 1, 2]]),
        ("一是", []),
        ("一是 一是 二是", [[1, 2]]),
        ("二是 三是", []),
        ("一是 三是", []),
        ("一是 二是 四是", [[0, 1]]),
        ("一是 二要", [[0, 1]]),
        ("一是 二是 一要 二要", [[0, 1], [2, 3]]),
        ("首先 其次", [[0, 1]]),
        ("首先 最后", [[0, 1]]),
        ("首先 其次 最后 再次", [[0, 1, 2]]),
        ("首先 二是", []),
        ("最后 首先", []),
        ("其一， 其二， 第一， 第二，", [[0, 1], [2, 3]]),
        ("一是 首先 其次 二是", [[0, 3]]),
    ],
)
def test_series(words: str, series: list[list[int]]) -> None:
    assert find_series(marks(words)) == series


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一是甲", 1),
        ("十二要甲", 12),
        ("首先要甲", 1),
        ("其次甲", 2),
        ("再次甲", 3),
        ("最后甲", -1),
        ("第三，甲", 3),
        ("第三：甲", 3),
        ("其二、甲", 2),
        ("第一要务", None),
        ("第二甲", None),
        ("其中，甲", None),
        ("一方面", None),
        ("是", None),
        ("零是甲", None),
        ("十十是甲", None),
    ],
)
def test_point(text: str, value: int | None) -> None:
    mark = match_point(text, 0, len(text))
    assert (mark.value if mark else None) == value


def inline(text: str) -> list[tuple[int, str, int]]:
    source = SourceText.plain("x.txt", text)
    found = inline_points(source, Span(0, len(text)))
    return [(mark.span.start, source.slice(mark.span), mark.value) for mark in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是甲，二是乙。", [(0, "一是", 1), (4, "二是", 2)]),
        ("特点：一是甲；二是乙。", [(3, "一是", 1), (7, "二是", 2)]),
        ("唯一是甲，第二是乙。", []),
        ("万一是甲，二是乙。", []),
        ("甲，首先乙，最后丙。", [(2, "首先", 1), (6, "最后", 2)]),
        ("甲首先乙，其次丙。", []),
        ("一是甲。", []),
        ("", []),
    ],
)
def test_inline(text: str, expected: list[tuple[int, str, int]]) -> None:
    assert inline(text) == expected


def test_inline_looks_only_within_the_paragraph() -> None:
    source = SourceText.plain("x.txt", "一是甲，二是乙。")
    assert inline_points(source, Span(0, 4)) == []
    assert inline_points(source, Span(4, 8)) == []


def test_blocks_tell_the_last_of_each_series() -> None:
    text = "前言\n一是甲\n话\n二是乙\n话\n一要丙\n二要丁\n三要戊\n首先己\n"
    found = block_points(scan(SourceText.plain("x.txt", text)))
    assert found == {1: (1, False), 3: (2, True), 5: (1, False), 6: (2, False), 7: (3, True)}


def test_blocks_give_the_last_its_own_value() -> None:
    text = "首先甲\n其次乙\n最后丙\n"
    found = block_points(scan(SourceText.plain("x.txt", text)))
    assert found == {0: (1, False), 1: (2, False), 2: (3, True)}


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("一是抓教育。各级要重视。二是抓监督。", True),
        ("第一，抓紧。第二，抓实。", True),
        ("首先，抓紧。其次，抓实。", True),
        ("一是抓教育。各级要重视。", False),
        ("抓落实。一是抓教育。二是抓监督。", False),
        ("二是抓教育。一是抓监督。二是抓问责。", False),
        ("", False),
    ],
)
def test_text_opens_a_series(text: str, opens: bool) -> None:
    source = SourceText.plain("x.txt", text)
    assert opens_series(source, Span(0, len(text))) is opens
