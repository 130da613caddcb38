"""What the lines of one division show together, before any of them is put into the tree.

Reads: the lines of a division. Writes: an `Overview`. It decides nothing about nesting.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from converter.entry import Profile
from converter.headings import article_heading_style, run_in_levels
from converter.levels import BY_NAME, Marker
from converter.points import block_points, opens_series
from converter.scan import Line
from converter.source import SourceText
from converter.span import Span
from converter.traits import Trait

CHAPTER_RANK = BY_NAME["章"].rank


@dataclass(frozen=True, slots=True)
class Overview:
    """What is to be known of all lines when one of them is looked at.

    Attributes:
        run_in: Levels whose headings are run in.
        article_heading: How articles have their headings (`headings.article_heading_style`).
        first_level: Index of the first line with a number.
        points: Index of each line that begins a point of a series to the value of the
            point, and whether it is the last of its series.
        next_marker: For each line, the next number below it.
        next_heading: For each line, the next number below it that a heading has: 章, 节.
        highest_rank: The rank of the highest headings, from 编 to 章.
        restarts_in_articles: True if 一、 begins in more than one article, as headings
            over articles do not.
        styled_headings: The ends of the lines whose style says that they are headings.
        before_pictures: The ends of the lines that a picture follows before the next line.
    """

    run_in: frozenset[str]
    article_heading: re.Pattern[str] | None
    first_level: int | None
    points: dict[int, tuple[int, bool]]
    next_marker: tuple[Marker | None, ...]
    next_heading: tuple[Marker | None, ...]
    highest_rank: int
    restarts_in_articles: bool
    styled_headings: frozenset[int]
    before_pictures: frozenset[int]


def look_over(source: SourceText, lines: Sequence[Line], profile: Profile) -> Overview:
    """Look over the lines of a division.

    Args:
        source: The text.
        lines: The lines.
        profile: What its numbering follows.

    Returns:
        What they show together.
    """
    # A line that is a series of points says nothing about the headings of its level.
    other = [line for line in lines if not _is_series(source, line)]
    ranks = [line.marker.level.rank for line in lines if line.marker]
    return Overview(
        run_in=run_in_levels(source, other, profile),
        article_heading=article_heading_style(source, lines),
        first_level=next((i for i, line in enumerate(lines) if line.marker), None),
        points=_points(lines),
        next_marker=_next_markers([line.marker for line in lines]),
        next_heading=_next_markers([_title_only(line.marker) for line in lines]),
        highest_rank=min((r for r in ranks if r <= CHAPTER_RANK), default=CHAPTER_RANK),
        restarts_in_articles=_restarts_in_articles(lines),
        styled_headings=frozenset(x.span.end for x in lines if x.is_a(Trait.HEADING_STYLE)),
        before_pictures=_before_pictures(source, lines),
    )


def _is_series(source: SourceText, line: Line) -> bool:
    if not line.marker:
        return opens_series(source, line.span)
    return opens_series(source, source.strip(Span(line.marker.span.end, line.span.end)))


def _points(lines: Sequence[Line]) -> dict[int, tuple[int, bool]]:
    found: dict[int, tuple[int, bool]] = {}
    start = 0
    for end in [i for i, line in enumerate(lines) if line.marker] + [len(lines)]:
        found |= {start + i: value for i, value in block_points(lines[start:end]).items()}
        start = end + 1
    return found


def _title_only(marker: Marker | None) -> Marker | None:
    return marker if marker and marker.level.title_only else None


def _next_markers(markers: Sequence[Marker | None]) -> tuple[Marker | None, ...]:
    found: list[Marker | None] = []
    below = None
    for marker in reversed(markers):
        found.append(below)
        below = marker or below
    return tuple(reversed(found))


def _restarts_in_articles(lines: Sequence[Line]) -> bool:
    begun: Counter[int] = Counter()
    article = 0
    for index, line in enumerate(lines):
        if line.marker and line.marker.level.name == "条":
            article = index + 1
        elif line.marker and line.marker.level.name == "一、":
            begun[article] += line.marker.number.value == 1
    return not begun[0] and sum(1 for count in begun.values() if count) > 1


def _before_pictures(source: SourceText, lines: Sequence[Line]) -> frozenset[int]:
    starts = [line.span.start for line in lines]
    above = ((bisect_right(starts, i.offset) - 1, i.offset) for i in source.images)
    ends = ((lines[at].span.end, offset) for at, offset in above if at >= 0)
    return frozenset(end for end, offset in ends if offset >= end)
