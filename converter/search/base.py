"""The lists that every search needs, kept small: a page loads them before it can look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from converter.search.bits import gaps
from converter.search.segments import Found
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


def first_pairs(stream: Stream, keys: Sequence[int]) -> list[int]:
    """Write the first pairs of the files, their characters counted among those of the texts.

    Returns:
        For each file what its first character adds to that of the file before, then the second.
    """
    firsts = np.searchsorted(stream.alphabet, np.array(keys, np.int64) >> 16)
    seconds = np.searchsorted(stream.alphabet, np.array(keys, np.int64) & 0xFFFF)
    listed: list[int] = np.column_stack((np.diff(firsts, prepend=0), seconds)).ravel().tolist()
    return listed


def article_starts(found: Iterable[Found]) -> list[int]:
    """List where articles begin, by what each number adds to the one before, the first to 0."""
    starts = [np.zeros(1, np.int64)]
    at = 0
    for each in found:
        starts.append(np.frombuffer(each.articles, "<u4").astype(np.int64) + at)
        at += len(each.measure.slots)
    listed: list[int] = np.diff(np.concatenate(starts)).tolist()
    return listed


def steps(numbers: Sequence[int]) -> list[int]:
    """Write rising numbers by what each adds to the one before, the first to 0."""
    return [number - before for before, number in pairwise((0, *numbers))]
