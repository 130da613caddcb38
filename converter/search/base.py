"""The lists that every search needs, kept small: a page loads them before it can look."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from converter.search.bits import gaps
from converter.search.stream import Stream


def long_clauses(stream: Stream) -> list[int]:
    """List the clauses with more than one slot.

    Returns:
        For each how many clauses lie between it and the one before, then how many slots it
        has beside its first.
    """
    numbers = np.nonzero(stream.slots > 1)[0]
    between = gaps(numbers, np.zeros(1, np.int64)) if len(numbers) else numbers
    listed: list[int] = np.column_stack((between, stream.slots[numbers] - 1)).ravel().tolist()
    return listed


def first_pairs(keys: Sequence[int]) -> list[int]:
    """Write the first pairs of the files: the gap of the first character, then the second."""
    out: list[int] = []
    before = 0
    for key in keys:
        out += (key >> 16) - before, key & 0xFFFF
        before = key >> 16
    return out


def steps(numbers: Sequence[int]) -> list[int]:
    """Write rising numbers by what each adds to the one before, the first to 0."""
    return [number - before for before, number in pairwise((0, *numbers))]
