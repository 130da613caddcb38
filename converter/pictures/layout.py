"""The geometry of the pictures: how wide words are, where cells, points and arcs lie.

Plain numbers in, plain numbers out; whole pixels, so that the same picture has the same
bytes everywhere. What is drawn there is the writers'.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

#: What a letter or digit takes of the size of its font; a Han character takes it whole.
_NARROW = 0.62


def width(text: str) -> float:
    """Return how much room words take, in sizes of their font.

    Args:
        text: The words.

    Returns:
        At least the room that they take in the fonts of a reader's system.
    """
    wide = (unicodedata.east_asian_width(char) in "WFA" for char in text)
    return sum(1 if is_wide else _NARROW for is_wide in wide)


def shorten(text: str, most: float) -> str:
    """Cut words so that they fit.

    Args:
        text: The words.
        most: How much room there is, in sizes of their font; at least that of `…`.

    Returns:
        The words, or their beginning with `…`.
    """
    if width(text) <= most:
        return text
    kept = text
    while kept and width(kept) + 1 > most:
        kept = kept[:-1]
    return f"{kept}…"


def step(count: int, steps: Sequence[int]) -> int:
    """Return the step that a count has reached.

    Args:
        count: The count.
        steps: The least count of each step, rising.

    Returns:
        The number of the step, from 1; 0 below the first.
    """
    return sum(1 for least in steps if count >= least)


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid of square cells with room for labels at the left and above.

    Attributes:
        left: Where the cells begin, from the left.
        top: Where they begin, from above.
        cell: The side of a cell.
        rows: How many rows.
        columns: How many columns.
    """

    left: int
    top: int
    cell: int
    rows: int
    columns: int

    def x(self, column: int) -> int:
        """Return the left side of a column, counted from 0."""
        return self.left + column * self.cell

    def y(self, row: int) -> int:
        """Return the upper side of a row, counted from 0."""
        return self.top + row * self.cell

    @property
    def right(self) -> int:
        """Where the cells end at the right."""
        return self.x(self.columns)

    @property
    def bottom(self) -> int:
        """Where they end below."""
        return self.y(self.rows)


@dataclass(frozen=True, slots=True)
class Arc:
    """Half an ellipse at the right of a vertical line.

    Attributes:
        top: Its upper end on the line.
        bottom: Its lower end.
        reach: How far it goes to the right.
    """

    top: int
    bottom: int
    reach: int

    @property
    def half(self) -> float:
        """Half of its height."""
        return (self.bottom - self.top) / 2


def arc(one: int, other: int, longest: int, room: int) -> Arc:
    """Lay an arc between two points of a line.

    Args:
        one: One end.
        other: The other end.
        longest: The distance of the two points that are farthest apart.
        room: How far that arc goes to the right.

    Returns:
        The arc; farther ends make it wider, less and less, so that short arcs can be seen.
    """
    distance = abs(one - other)
    return Arc(min(one, other), max(one, other), round(room * math.sqrt(distance / longest)))


def radius(count: int, least: int = 4, most: int = 10) -> int:
    """Return the radius of a point that stands for a count: its area grows with it.

    Args:
        count: The count.
        least: The radius for 0.
        most: The largest radius.
    """
    return min(most, least + round(math.sqrt(count)))
