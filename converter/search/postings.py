"""For every two characters that stand together, where they stand.

Reads: the stream. Guarantees: every place of every pair, once; files in the order of the
pairs, so that the pairs that begin with one character lie together.

A file is the number of its pairs, and then for each pair its characters and its list. Characters
are counted among those that the texts have: how many there are between the first one and that of
the pair before, plus one; then likewise the second, from `END` on where the first has changed
(both gamma). The first pair of a file is known, and not written. A list has two halves, the text
and the headings. A half is the number of its documents plus one (gamma); for each document how
many there are between it and the one before (Rice), the number of places (gamma), and the gaps
between these (Rice). No width is written: both sides compute it.

What is written of one document in one half does not depend on the others. So the places of each
segment of the stream are sorted and coded apart (`groups.py`), and the lists are made of what all
segments have of a range of pairs (`merge`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from converter.search import filing
from converter.search.bits import (
    WORD,
    Ints,
    Words,
    cut,
    gamma_lengths,
    gaps,
    join,
    rice,
    rice_width,
    stretch,
    varints,
)
from converter.search.clauses import END
from converter.search.filing import Range, divide, ranges
from converter.search.groups import Pairs, sorted_segment
from converter.search.stream import Stream


@dataclass(frozen=True, slots=True)
class Lists:
    """A file of lists: its first pair (the first character in the high half), and its bytes."""

    first: int
    data: bytes


def pair_lists(stream: Stream, alone: frozenset[int] = frozenset()) -> Iterator[Lists]:
    """Write the lists of all pairs.

    Args:
        stream: The texts.
        alone: As for `divide`.

    Yields:
        The files, in the order of the pairs.
    """
    sorted_segments = [sorted_segment(segment) for segment in stream.segments]
    division = divide(sorted_segments, alone, filing.FILE_BYTES)
    wanted = np.ones(len(division.starts), bool)
    for each in ranges(stream, sorted_segments, division, wanted):
        yield from merge(each)


def merge(these: Range) -> list[Lists]:
    """Write the lists of a range of pairs."""
    halves, documents, lengths, begins, words = _gathered(these)
    pairs = halves >> np.uint64(1)
    if not len(halves):
        return []
    new = np.ones(len(halves), bool)
    new[1:] = pairs[1:] != pairs[:-1]
    keys = pairs[new].astype(np.int64)
    # The number of each half among all, those without a place included.
    half = 2 * (np.cumsum(new) - 1) + (halves & np.uint64(1)).astype(np.int64)
    listed = np.bincount(half, minlength=2 * len(keys))

    pieces = -(-lengths // WORD)
    firsts = np.concatenate(([0], np.cumsum(listed)))[:-1]
    # Two codes name a pair, one begins each half, one stands before each group.
    sizes = 1 + listed + np.bincount(half, pieces, 2 * len(keys)).astype(np.int64)
    sizes[::2] += 2
    heads = np.cumsum(sizes) - sizes
    heads[::2] += 2
    before = np.concatenate(([0], np.cumsum(1 + pieces)))[:-1]
    at = heads[half] + 1 + before - before[firsts[half]]

    values, bits = np.zeros(int(sizes.sum()), np.int64), np.zeros(int(sizes.sum()), np.int64)
    _name(these.alphabet, values, bits, heads[::2] - 2, keys)
    values[heads], bits[heads] = listed + 1, gamma_lengths(listed + 1)
    total = np.full(1, these.documents, np.int64)
    width = rice_width(total, np.maximum(listed, 1))[half]
    values[at], bits[at] = rice(gaps(documents, firsts[listed > 0]), width)
    _copy(values, bits, at + 1, pieces, lengths, begins, words)

    written, starts = join(values, bits)
    heads = np.append(heads, len(values) + 2)
    return _divide(keys, written, starts[heads[:-1:2]], starts[heads[2::2] - 2], these.starts)


def _gathered(these: Range) -> tuple[npt.NDArray[np.uint64], Ints, Ints, Ints, Words]:
    """Put the groups of a range in their order.

    Returns:
        For each its half, its document, how many bits it has, and where they begin in the words
        that come last.
    """
    groups = these.groups
    nothing = np.zeros(0, np.int64)
    pairs = np.concatenate([nothing, *(each.pairs for each in groups)]).astype(np.uint64)
    both = np.concatenate([nothing, *(each.documents for each in groups)])
    lengths = np.concatenate([nothing, *(each.lengths for each in groups)])
    starts, at = [nothing], 0
    for each in groups:
        starts.append(WORD * at + each.begins.astype(np.int64))
        at += len(each.words)
    second, first_of = (pairs & np.uint64(0xFFFF)), (pairs >> np.uint64(16))
    stays = (second != END) | ~np.isin(first_of, these.alone)
    halves = pairs << np.uint64(1) | (both & 1).astype(np.uint64)
    where = np.flatnonzero(stays)
    order = where[np.argsort(halves[where], kind="stable")]
    words = np.concatenate([np.zeros(0, np.uint32), *(each.words for each in groups)])
    return halves[order], both[order] >> 1, lengths[order], np.concatenate(starts)[order], words


def _copy(
    values: Ints, bits: Ints, at: Ints, pieces: Ints, lengths: Ints, begins: Ints, words: Words
) -> None:
    """Put the bits of groups among codes, in pieces of at most 32 bits, the short one first."""
    group = np.repeat(np.arange(len(at)), pieces)
    number = np.arange(len(group)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    first = lengths - WORD * (pieces - 1)
    size = np.where(number == 0, first[group], WORD)
    where = at[group] + number
    bits[where] = size
    values[where] = cut(words, begins[group] + first[group] + WORD * number, size)


def _name(alphabet: npt.NDArray[np.uint16], values: Ints, bits: Ints, at: Ints, keys: Ints) -> None:
    """Write the characters of each pair before its list."""
    first = np.searchsorted(alphabet, keys >> 16)
    second = np.searchsorted(alphabet, keys & 0xFFFF)
    step = np.diff(first, prepend=first[0])
    values[at] = step + 1
    values[at + 1] = np.where(step == 0, np.maximum(np.diff(second, prepend=-1), 1), second + 1)
    bits[at], bits[at + 1] = gamma_lengths(values[at]), gamma_lengths(values[at + 1])


def _divide(keys: Ints, words: Words, begins: Ints, ends: Ints, starts: Pairs) -> list[Lists]:
    """Divide lists into files, given where in the bits each begins and ends."""
    files = []
    firsts = [*np.searchsorted(keys, starts).tolist(), len(keys)]
    for first, last in pairwise(firsts):
        data = stretch(words, int(begins[first]), int(ends[last - 1]))
        files.append(Lists(int(keys[first]), varints([last - first]) + data))
    return files
