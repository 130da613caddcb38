"""The places of all pairs of a segment, sorted and coded: what its lists are joined of.

Reads: a segment of the stream. Guarantees: every place of every pair, once; what is written of one
document in one half does not depend on any other document.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

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
)
from converter.search.clauses import END
from converter.search.stream import Segment

Pairs = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Groups:
    """The places of pairs in some documents, each with all that it is in a half of a list.

    They are sorted by pair, then by half, then by document.

    Attributes:
        pairs: The pair.
        documents: Twice the document, and one more in a heading.
        lengths: How many bits are written of its places.
        words: These bits, one behind another.
        count: How many documents there are.
    """

    pairs: Pairs
    documents: npt.NDArray[np.uint16]
    lengths: npt.NDArray[np.uint32]
    words: Words
    count: int


def sorted_segment(segment: Segment) -> Groups:
    """Sort and code the places of a segment; its documents are counted in it.

    Args:
        segment: The segment.

    Returns:
        The groups of all its pairs, and those of the last characters of clauses with `END`.
    """
    places = segment.places()
    characters = segment.characters
    alphabet = np.flatnonzero(np.bincount(characters, minlength=1))
    ranks = np.zeros(0x10000, np.uint32)
    ranks[alphabet] = np.arange(len(alphabet), dtype=np.uint32)
    rank = ranks[characters]
    halves = rank << np.uint32(16)
    # `END` has the rank 0, behind the last clause as well.
    halves[:-1] |= rank[1:] << np.uint32(1)
    halves |= segment.headed(places)
    here = np.flatnonzero(characters != END)
    # The rank of a character takes 15 bits at most, so that two sorts by 16 bits are enough.
    order = here[np.argsort(halves[here].astype(np.uint16), kind="stable")]
    order = order[np.argsort((halves[order] >> np.uint32(16)).astype(np.uint16), kind="stable")]
    half = halves[order]
    sizes = places.sizes + 1
    document = np.repeat(places.document.astype(np.uint16), sizes)[order]
    place = (np.repeat(places.places - places.starts, sizes) + np.arange(len(characters)))[order]

    new = np.ones(len(order), bool)
    new[1:] = (half[1:] != half[:-1]) | (document[1:] != document[:-1])
    begins = np.flatnonzero(new)
    counts = np.diff(begins, append=len(order))
    width = rice_width(places.lengths[document[begins]], counts)
    written, lengths = rice(gaps(place, begins), np.repeat(width, counts))
    # The number of places goes before them.
    heads = begins + np.arange(len(begins))
    behind = np.ones(len(order) + len(begins), bool)
    behind[heads] = False
    values, bits = np.empty(len(behind), np.int64), np.empty(len(behind), np.int64)
    values[heads], bits[heads] = counts, gamma_lengths(counts)
    values[behind], bits[behind] = written, lengths
    words, starts = join(values, bits)
    heads = starts[heads]
    half = half[begins]
    first, second = alphabet[half >> 16], alphabet[half >> 1 & 0x7FFF]
    return Groups(
        (first << 16 | second).astype(np.uint32),
        document[begins] << np.uint16(1) | (half & 1).astype(np.uint16),
        np.diff(heads, append=starts[-1]).astype(np.uint32),
        words,
        len(segment.counts),
    )


def begins_of(pairs: Pairs) -> Ints:
    """Say where among sorted pairs each begins."""
    new = np.ones(len(pairs), bool)
    new[1:] = pairs[1:] != pairs[:-1]
    return np.flatnonzero(new)


def changed_pairs(one: Groups, other: Groups) -> Pairs:
    """List the pairs of which two segments do not have the same groups."""
    first, second = _Runs(one), _Runs(other)
    both, at, there = np.intersect1d(first.pairs, second.pairs, True, True)
    like = (first.counts[at] == second.counts[there]) & (first.bits[at] == second.bits[there])
    both, at, there = both[like], at[like], there[like]
    if len(both):
        alike = first.same_groups(at, second, there) & first.same_bits(at, second, there)
        both = both[alike]
    return np.setdiff1d(np.union1d(first.pairs, second.pairs), both, True)


class _Runs:
    """The groups of each pair of a segment."""

    def __init__(self, groups: Groups) -> None:
        self._groups = groups
        self._begins = begins_of(groups.pairs)
        self._ends = np.append(0, np.cumsum(groups.lengths, dtype=np.int64))
        self.pairs = groups.pairs[self._begins]
        self.counts = np.diff(self._begins, append=len(groups.pairs))
        self.bits = np.diff(self._ends[np.append(self._begins, len(groups.pairs))])

    def same_groups(self, at: Ints, other: _Runs, there: Ints) -> npt.NDArray[np.bool_]:
        """Compare the documents and lengths of runs with as many groups."""
        counts = self.counts[at]
        begins = np.cumsum(counts) - counts
        number = np.arange(int(counts.sum())) - np.repeat(begins, counts)
        here = np.repeat(self._begins[at], counts) + number
        beyond = np.repeat(other._begins[there], counts) + number
        alike = self._groups.documents[here] == other._groups.documents[beyond]
        alike &= self._groups.lengths[here] == other._groups.lengths[beyond]
        return np.logical_and.reduceat(alike, begins)

    def same_bits(self, at: Ints, other: _Runs, there: Ints) -> npt.NDArray[np.bool_]:
        """Compare the bits of runs with as many of them, in pieces of at most 32."""
        pieces = -(-self.bits[at] // WORD)
        begins = np.cumsum(pieces) - pieces
        number = np.arange(int(pieces.sum())) - np.repeat(begins, pieces)
        sizes = np.minimum(np.repeat(self.bits[at], pieces) - WORD * number, WORD)
        end = WORD * number + sizes
        found = cut(self._groups.words, np.repeat(self._start(at), pieces) + end, sizes)
        beyond = cut(other._groups.words, np.repeat(other._start(there), pieces) + end, sizes)
        return np.logical_and.reduceat(found == beyond, begins)

    def _start(self, at: Ints) -> Ints:
        start: Ints = self._ends[self._begins[at]]
        return start
