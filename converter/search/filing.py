"""Which pairs are written into which file, and what of each segment of the stream goes into it.

Reads: the groups of all segments. Guarantees: where a file ends hardly depends on what is far from
it, so that a change of some lists leaves the others in the files they were in; only some files'
groups are in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from converter.search.bits import WORD, Ints, Words, widths
from converter.search.clauses import END
from converter.search.groups import Groups, Pairs, begins_of
from converter.search.stream import Stream

#: A file has at most so many bytes; a longer list is a file of its own.
FILE_BYTES = 4096
#: Files of so many bytes are made at a time, which bounds the memory.
_AT_A_TIME = 500_000


@dataclass(frozen=True, slots=True)
class Taken:
    """Some of the groups of a segment.

    Attributes:
        pairs: The pair of each.
        documents: Its document among all, twice, and one more in a heading.
        lengths: How many bits are written of its places.
        begins: Where these begin.
        words: The bits, with others between.
    """

    pairs: Pairs
    documents: npt.NDArray[np.uint32]
    lengths: npt.NDArray[np.uint32]
    begins: npt.NDArray[np.uint32]
    words: Words


@dataclass(frozen=True, slots=True)
class Range:
    """What `merge` makes files of.

    Attributes:
        groups: The groups of the files, of each segment that has any.
        documents: How many documents there are in all.
        alphabet: The characters of the texts, in order.
        alone: Characters that make no pair with `END`.
        starts: The first pair of each file.
    """

    groups: Sequence[Taken]
    documents: int
    alphabet: npt.NDArray[np.uint16]
    alone: npt.NDArray[np.uint16]
    starts: Pairs


@dataclass(frozen=True, slots=True)
class Division:
    """Which pairs are in which file.

    Attributes:
        starts: The first pair of each file.
        sizes: About how many bytes each file has.
        alone: Characters whose clauses are listed elsewhere, and that make no pair with `END`.
    """

    starts: Pairs
    sizes: Ints
    alone: npt.NDArray[np.uint16]


def divide(
    sorted_segments: Iterable[Groups], alone: frozenset[int] = frozenset(), most: int = FILE_BYTES
) -> Division:
    """Divide all pairs into files.

    Where a file ends hardly depends on what is far from it, so that a change of some lists leaves
    the others in the files they were in.

    Args:
        sorted_segments: The groups of all segments.
        alone: Characters whose clauses are listed elsewhere; of all others the last
            character of a clause counts as a pair with `END`.
        most: A file is closed before it has more bytes; a longer list is a file of its own.
    """
    pairs, sizes = _sizes(sorted_segments)
    ends_alone = (pairs & 0xFFFF == END) & np.isin(pairs >> 16, sorted(alone))
    pairs, sizes = pairs[~ends_alone], sizes[~ends_alone]
    # One pair of some, by a hash, may begin a file that is not full yet; a longer list rather.
    chance = np.left_shift(1, widths(sizes) - 1) * (1 << _HASH) * _CLOSING // most
    begins = pairs * np.int64(_MIX) % (1 << 32) >> 32 - _HASH < chance
    starts = []
    held, least = most, most * 5 // 8
    for at, (size, may) in enumerate(zip(sizes.tolist(), begins.tolist(), strict=True)):
        if held + size > most or (may and held >= least):
            starts.append(at)
            held = 0
        held += size
    first = np.array(starts, np.int64)
    return Division(
        pairs[first].astype(np.uint32),
        np.add.reduceat(sizes, first) if starts else first,
        np.array(sorted(alone), np.uint16),
    )


#: One of so many parts of a file may end it once it is long enough; a hash and its bits.
_CLOSING, _MIX, _HASH = 4, 2_654_435_761, 16
#: About how many bits name a document.
_NAME_BITS = 3


def _sizes(sorted_segments: Iterable[Groups]) -> tuple[Ints, Ints]:
    """List all pairs, and about how many bytes their lists have."""
    rows = [np.zeros(0, np.uint64)]
    for each in sorted_segments:
        if not len(each.pairs):
            continue
        begins = begins_of(each.pairs)
        bits = np.add.reduceat(each.lengths, begins).astype(np.uint64)
        bits += (_NAME_BITS * np.diff(begins, append=len(each.pairs))).astype(np.uint64)
        rows.append(each.pairs[begins].astype(np.uint64) << np.uint64(32) | bits)
    row = np.concatenate(rows)
    row.sort()
    pairs = (row >> np.uint64(32)).astype(np.uint32)
    begins = begins_of(pairs)
    if not len(pairs):
        return begins, begins
    bits = np.add.reduceat(row & np.uint64(0xFFFFFFFF), begins).astype(np.int64)
    return pairs[begins].astype(np.int64), (bits >> 3) + 1


def ranges(
    stream: Stream,
    sorted_segments: Sequence[Groups],
    division: Division,
    wanted: npt.NDArray[np.bool_],
) -> Iterator[Range]:
    """Take out of all segments what files are made of, some files at a time.

    Args:
        stream: The texts.
        sorted_segments: Its segments, sorted.
        division: Which pairs are in which file.
        wanted: Which files are to be made.

    Yields:
        What some of the files are made of.
    """
    firsts = [0, *np.cumsum(stream.documents).tolist()][:-1]
    taken = [
        _Segment(groups, division.starts, first)
        for groups, first in zip(sorted_segments, firsts, strict=True)
    ]
    files = np.flatnonzero(wanted)
    batch = np.cumsum(division.sizes[files]) // _AT_A_TIME
    for some in np.split(files, np.flatnonzero(np.diff(batch)) + 1):
        if len(some):
            yield Range(
                [found for each in taken if len((found := each.take(some)).pairs)],
                len(stream.counts),
                stream.alphabet.astype(np.uint16),
                division.alone,
                division.starts[some],
            )


class _Segment:
    """The groups of a segment, by files."""

    def __init__(self, groups: Groups, starts: Pairs, first: int) -> None:
        self._groups = groups
        self._first = first
        self._bits = np.append(0, np.cumsum(groups.lengths, dtype=np.int64))
        self._bounds = np.append(np.searchsorted(groups.pairs, starts), len(groups.pairs))

    def take(self, files: Ints) -> Taken:
        """Take the groups of some files out."""
        # What stands together is taken together.
        gaps_at = np.flatnonzero(np.diff(files) > 1)
        begins = self._bounds[files[np.append(0, gaps_at + 1)]]
        ends = self._bounds[files[np.append(gaps_at, len(files) - 1)] + 1]
        begins, ends = begins[begins < ends], ends[begins < ends]
        where = _spans(begins, ends)
        words = self._bits[begins] >> 5
        behind = np.minimum((self._bits[ends] >> 5) + 2, len(self._groups.words))
        moved = np.cumsum(behind - words) - behind
        return Taken(
            self._groups.pairs[where],
            self._groups.documents[where] + np.uint32(2 * self._first),
            self._groups.lengths[where],
            (self._bits[where] + np.repeat(WORD * moved, ends - begins)).astype(np.uint32),
            self._groups.words[_spans(words, behind)],
        )


def _spans(begins: Ints, ends: Ints) -> Ints | slice:
    """Return the numbers from each beginning to before the end that belongs to it."""
    if len(begins) == 1:
        return slice(int(begins[0]), int(ends[0]))
    sizes = ends - begins
    before = np.cumsum(sizes) - sizes
    numbers: Ints = np.arange(int(sizes.sum())) + np.repeat(begins - before, sizes)
    return numbers
