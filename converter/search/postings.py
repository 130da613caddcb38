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

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
    stretch,
    varints,
    widths,
)
from converter.search.clauses import END
from converter.search.groups import Groups, Pairs, begins_of, sorted_segment
from converter.search.stream import Stream

#: A file has at most so many bytes; a longer list is a file of its own.
FILE_BYTES = 4096
#: Files of so many bytes are made at a time, which bounds the memory.
_AT_A_TIME = 500_000


@dataclass(frozen=True, slots=True)
class Lists:
    """A file of lists: its first pair (the first character in the high half), and its bytes."""

    first: int
    data: bytes


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


def pair_lists(stream: Stream, alone: frozenset[int] = frozenset()) -> Iterator[Lists]:
    """Write the lists of all pairs.

    Args:
        stream: The texts.
        alone: As for `divide`.

    Yields:
        The files, in the order of the pairs.
    """
    sorted_segments = [sorted_segment(segment) for segment in stream.segments]
    division = divide(sorted_segments, alone, FILE_BYTES)
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
