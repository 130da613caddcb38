"""Series of points: 一是…二是…, 首先…其次…, at least two in sequence.

A single 一是 or 首先 counts nothing: 首先要从政治上看 is a sentence like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from converter.levels import LAST, PointMark, match_point
from converter.numerals import CHINESE
from converter.scan import Line
from converter.source import SourceText
from converter.span import Span

#: A point inside a paragraph begins behind one of these, or with the paragraph.
_BEFORE = frozenset("：:；;。，,、！？!? \u3000")


def _chain(marks: Sequence[PointMark], first: int) -> list[int]:
    """Return the indexes of the series that begins at an index, that one included."""
    series = [first]
    last = marks[first]
    for index in range(first + 1, len(marks)):
        mark = marks[index]
        if mark.style is last.style and mark.value == 1:
            break
        if mark.follows(last):
            series.append(index)
            if mark.value == LAST:
                break
            last = mark
    return series


def find_series(marks: Sequence[PointMark]) -> list[list[int]]:
    """Group points into series.

    Args:
        marks: Points in order.

    Returns:
        Lists of indexes into `marks`: each begins with a first point, counts on
        without a gap and has at least two members. No index stands in two.
    """
    found: list[list[int]] = []
    taken = -1
    for index, mark in enumerate(marks):
        if mark.value == 1 and index > taken:
            series = _chain(marks, index)
            if len(series) > 1:
                found.append(series)
                taken = series[-1]
    return found


def block_points(lines: Sequence[Line]) -> dict[int, tuple[int, bool]]:
    """Find the lines that begin a point of a series.

    Args:
        lines: Lines of one parent, none of them with a number of a level.

    Returns:
        Index of a line to the value of its point and whether it is the last of its
        series.
    """
    indexes = [i for i, line in enumerate(lines) if line.point]
    marks = [mark for line in lines if (mark := line.point)]
    out: dict[int, tuple[int, bool]] = {}
    for series in find_series(marks):
        for value, member in enumerate(series, 1):
            out[indexes[member]] = (value, member == series[-1])
    return out


#: The first point of a series.
_FIRST = re.compile("首先|一[是要，,、：:]")
_CANDIDATE = re.compile(rf"首先|其次|再次|最后|[其第]?{CHINESE}{{1,3}}[是要，,、：:]")


def _marks_in(source: SourceText, span: Span) -> Iterator[PointMark]:
    text = source.text
    for found in _CANDIDATE.finditer(text, span.start, span.end):
        at = found.start()
        if at == span.start or text[at - 1] in _BEFORE:
            mark = match_point(text, at, span.end)
            if mark:
                yield mark


def inline_points(source: SourceText, span: Span) -> list[PointMark]:
    """Find the points of the series inside a paragraph.

    Args:
        source: The text.
        span: The paragraph.

    Returns:
        The members of all series in order, with 最后 given its value.
    """
    if not _FIRST.search(source.text, span.start, span.end):
        return []
    marks = list(_marks_in(source, span))
    return [
        PointMark(marks[member].style, marks[member].span, value)
        for series in find_series(marks)
        for value, member in enumerate(series, 1)
    ]


def opens_series(source: SourceText, span: Span) -> bool:
    """Tell whether a text is a series of points from its first character.

    Args:
        source: The text.
        span: What follows a number on its line.

    Returns:
        True for 一是…。二是…: its first sentence is the first point, and no heading.
    """
    if not match_point(source.text, span.start, span.end):
        return False
    marks = inline_points(source, span)
    return bool(marks) and marks[0].span.start == span.start
