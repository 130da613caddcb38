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
segment of the stream are sorted and coded apart (`sorted_segment`), and the lists are made of
what all segments have of a range of pairs (`merge`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    stretch,
    varints,
)
from converter.search.clauses import END
from converter.search.stream import Segment, Stream

#: A file is closed when it has so many bytes; a longer list is a file of its own.
FILE_BYTES = 4096
#: Lists of so many places are made at a time, which bounds the memory.
_AT_A_TIME = 500_000


@dataclass(frozen=True, slots=True)
class Lists:
    """A file of lists: its first pair (the first character in the high half), and its bytes."""

    first: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Groups:
    """The places of pairs in some documents, each with all that it is in a half of a list.

    They are sorted by half, then by document.

    Attributes:
        pairs: The pair.
        documents: Twice the document, and one more in a heading.
        lengths: How many bits are written of its places.
        words: These bits, one behind another.
    """

    pairs: npt.NDArray[np.uint32]
    documents: npt.NDArray[np.uint16]
    lengths: npt.NDArray[np.uint32]
    words: Words


@dataclass(frozen=True, slots=True)
class Range:
    """What `merge` makes files of.

    Attributes:
        groups: The groups of the range, of each segment.
        firsts: For each segment its first document among all.
        documents: How many documents there are in all.
        alphabet: The characters of the texts, in order.
        alone: Characters that make no pair with `END`.
        file_bytes: When a file is closed.
    """

    groups: Sequence[Groups]
    firsts: Sequence[int]
    documents: int
    alphabet: npt.NDArray[np.uint16]
    alone: npt.NDArray[np.uint16]
    file_bytes: int


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
    )


def ranges(
    stream: Stream, sorted_segments: Sequence[Groups], alone: frozenset[int] = frozenset()
) -> Iterator[Range]:
    """Divide the groups of all segments into ranges of pairs.

    Args:
        stream: The texts.
        sorted_segments: Its segments, sorted.
        alone: Characters whose clauses are listed elsewhere; of all others the last
            character of a clause counts as a pair with `END`.
    """
    firsts = [0, *np.cumsum([len(segment.counts) for segment in stream.segments]).tolist()]
    bits = [np.append(0, np.cumsum(each.lengths, dtype=np.int64)) for each in sorted_segments]
    begins = [0] * len(sorted_segments)
    for last in _lasts(stream, sorted_segments, alone):
        ends = [
            int(np.searchsorted(each.pairs, np.uint32(last << 16 | 0xFFFF), "right"))
            for each in sorted_segments
        ]
        parts = zip(sorted_segments, bits, begins, ends, strict=True)
        yield Range(
            [_part(*part) for part in parts],
            firsts[:-1],
            len(stream.counts),
            stream.alphabet.astype(np.uint16),
            np.array(sorted(alone), np.uint16),
            FILE_BYTES,
        )
        begins = ends


def _part(groups: Groups, bits: Ints, begin: int, end: int) -> Groups:
    """Take some groups out; their bits begin somewhere in the first 32."""
    words = groups.words[int(bits[begin]) >> 5 : (int(bits[end]) >> 5) + 2]
    if begin == end:
        words = words[:0]
    return Groups(
        groups.pairs[begin:end],
        groups.documents[begin:end],
        # How many bits of the first word are not theirs is said in front.
        np.concatenate(([bits[begin] & 31], groups.lengths[begin:end])).astype(np.uint32),
        words,
    )


def _lasts(
    stream: Stream, sorted_segments: Sequence[Groups], alone: frozenset[int]
) -> Iterator[int]:
    """Divide all characters into ranges of about as many places as are sorted at a time.

    Yields:
        The last character of each range.
    """
    counts = stream.seen.copy()
    counts[END] = 0
    for segment in stream.segments if alone else ():
        ends = np.flatnonzero(segment.characters == END)
        # A clause without a character ends with that of the one before.
        lasts = segment.characters[ends[ends > 0] - 1]
        lost = np.bincount(lasts, minlength=0x10000)
        counts[sorted(alone)] -= lost[sorted(alone)]
    total = last = 0
    for char in np.flatnonzero(counts > 0).tolist():
        if total and total + counts[char] > _AT_A_TIME:
            yield char - 1
            total = 0
        total += int(counts[char])
        last = char
    if last:
        yield 0xFFFF


def pair_lists(stream: Stream, alone: frozenset[int] = frozenset()) -> Iterator[Lists]:
    """Write the lists of all pairs.

    Args:
        stream: The texts.
        alone: As for `ranges`.

    Yields:
        The files, in the order of the pairs.
    """
    sorted_segments = [sorted_segment(segment) for segment in stream.segments]
    for each in ranges(stream, sorted_segments, alone):
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
    return _divide(keys, written, starts[heads[:-1:2]], starts[heads[2::2] - 2], these.file_bytes)


def _gathered(these: Range) -> tuple[npt.NDArray[np.uint64], Ints, Ints, Ints, Words]:
    """Put the groups of a range in their order.

    Returns:
        For each its half, its document, how many bits it has, and where they begin in the words
        that come last.
    """
    groups = [
        (first, each)
        for first, each in zip(these.firsts, these.groups, strict=True)
        if len(each.pairs)
    ]
    nothing = np.zeros(0, np.int64)
    pairs = np.concatenate([nothing, *(each.pairs for _, each in groups)]).astype(np.uint64)
    both = np.concatenate([nothing, *(each.documents + 2 * np.int64(at) for at, each in groups)])
    lengths = np.concatenate([nothing, *(each.lengths[1:] for _, each in groups)])
    starts, at = [nothing], 0
    for _, each in groups:
        starts.append(WORD * at + np.cumsum(each.lengths[:-1], dtype=np.int64))
        at += len(each.words)
    second, first_of = (pairs & np.uint64(0xFFFF)), (pairs >> np.uint64(16))
    stays = (second != END) | ~np.isin(first_of, these.alone)
    halves = pairs << np.uint64(1) | (both & 1).astype(np.uint64)
    where = np.flatnonzero(stays)
    order = where[np.argsort(halves[where], kind="stable")]
    words = np.concatenate([np.zeros(0, np.uint32), *(each.words for _, each in groups)])
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


def _divide(keys: Ints, words: Words, begins: Ints, ends: Ints, file_bytes: int) -> list[Lists]:
    """Divide lists into files, given where in the bits each begins and ends."""
    files = []
    first = 0
    for last in _cuts(begins.tolist(), ends.tolist(), file_bytes):
        data = stretch(words, int(begins[first]), int(ends[last - 1]))
        files.append(Lists(int(keys[first]), varints([last - first]) + data))
        first = last
    return files


def _cuts(begins: list[int], ends: list[int], file_bytes: int) -> Iterator[int]:
    """Say before which lists a file is closed; a long list is a file of its own."""
    first = 0
    for number, end in enumerate(ends):
        if number > first and end - begins[first] > 8 * file_bytes:
            yield number
            first = number
    yield len(ends)
