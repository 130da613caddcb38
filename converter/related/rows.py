"""Lists of different lengths in one array: rows of numbers, one behind the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Some = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """Many lists of numbers.

    Attributes:
        starts: Where each begins; one more than there are lists.
        values: The numbers of all.
    """

    starts: Ints
    values: Some

    @classmethod
    def of(cls, row: Some, values: Some, count: int) -> Rows:
        """Make lists of values that are in order of their rows."""
        return cls(np.searchsorted(row, np.arange(count + 1)), values)

    def one(self, row: int) -> Some:
        """Return one list."""
        return self.values[self.starts[row] : self.starts[row + 1]]

    def lengths(self, rows: Some) -> Ints:
        """Return how many numbers some lists have."""
        out: Ints = self.starts[rows + 1] - self.starts[rows]
        return out

    def several(self, rows: Some) -> tuple[Ints, Some]:
        """Return the numbers of some lists.

        Args:
            rows: Which lists; one may be there twice.

        Returns:
            For each number the place in `rows` of the list that it is from; and the numbers.
        """
        lengths = self.lengths(rows)
        ends = np.cumsum(lengths)
        from_row = np.repeat(np.arange(len(rows)), lengths)
        at = np.arange(len(from_row)) + np.repeat(self.starts[rows] - ends + lengths, lengths)
        return from_row, self.values[at]


def alike(one: Rows, other: Rows, these: Ints, those: Ints) -> Some:
    """Tell which lists are equal.

    Args:
        one: Lists.
        other: Others.
        these: Numbers of lists of the one.
        those: As many, of the other.
    """
    same: Some = one.lengths(these) == other.lengths(those)
    which = np.flatnonzero(same)
    at, values = one.several(these[which])
    _, there = other.several(those[which])
    same[which[at[values != there]]] = False
    return same


def firsts(ordered: Some) -> Ints:
    """Return where each run of equal numbers begins."""
    if not len(ordered):
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))


def places(ordered: Some) -> Ints:
    """Number the members of each run of equal numbers, from 0."""
    begin = firsts(ordered)
    lengths = np.diff(np.append(begin, len(ordered)))
    out: Ints = np.arange(len(ordered)) - np.repeat(begin, lengths)
    return out
