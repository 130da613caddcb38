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
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from converter.search.bits import Bits, Codes, Ints, gaps, pack_bits, rice_width, varints
from converter.search.stream import END, Stream

#: A file is closed when it has so many bytes; a longer list is a file of its own.
FILE_BYTES = 4096
#: So many characters are sorted at a time, which bounds the memory.
_AT_A_TIME = 500_000


@dataclass(frozen=True, slots=True)
class Lists:
    """A file of lists: its first pair (the first character in the high half), and its bytes."""

    first: int
    data: bytes


def pair_lists(stream: Stream, common: frozenset[int] = frozenset()) -> Iterator[Lists]:
    """Write the lists of all pairs.

    Args:
        stream: The texts.
        common: Characters whose clauses are listed elsewhere; of all others the last
            character of a clause counts as a pair with `END`.

    Yields:
        The files, in the order of the pairs.
    """
    characters = stream.characters
    follows = np.concatenate((characters[1:], np.zeros(1, np.uint16)))
    listed = characters != END
    listed &= (follows != END) | ~np.isin(characters, np.array(sorted(common), np.uint16))
    for first, last in _ranges(characters[listed]):
        here = np.nonzero(listed & (characters >= first) & (characters <= last))[0]
        pairs = characters[here].astype(np.int64) << 16 | follows[here]
        yield from _files(stream, here, pairs)


def _ranges(characters: npt.NDArray[np.uint16]) -> Iterator[tuple[int, int]]:
    """Divide all characters into ranges of about as many places as are sorted at a time."""
    counts = np.bincount(characters, minlength=1)
    first = total = 0
    for char in np.nonzero(counts)[0].tolist():
        if total and total + counts[char] > _AT_A_TIME:
            yield first, char - 1
            first, total = char, 0
        total += int(counts[char])
    if total:
        yield first, 0xFFFF


def _runs(*keys: Ints) -> tuple[Ints, Ints]:
    """Find where equal values stand together.

    Args:
        keys: Rows of numbers of one length; a run has the same number in all of them.

    Returns:
        Where each run begins, and for each place the number of its run.
    """
    begins = np.zeros(len(keys[0]), bool)
    begins[:1] = True
    for key in keys:
        begins[1:] |= key[1:] != key[:-1]
    return np.nonzero(begins)[0].astype(np.int64), np.cumsum(begins) - 1


def _counts(begins: Ints, size: int) -> Ints:
    ends: Ints = np.append(begins[1:], size)
    return ends - begins


def _files(stream: Stream, here: Ints, pairs: Ints) -> Iterator[Lists]:
    """Write the lists of the pairs that stand at these places of the stream."""
    clause = stream.clause[here].astype(np.int64)
    offset = here - stream.starts[clause]
    # Twice the pair, and one more in a heading: the halves of a list in their order.
    halves = pairs * 2 + (offset < stream.headings[clause])
    order = np.argsort(halves, kind="stable")
    halves, clause, offset = halves[order], clause[order], offset[order]
    keys = np.unique(halves >> 1)
    # The number of each half among all, those without a place included.
    half = np.searchsorted(keys, halves >> 1) * 2 + (halves & 1)
    codes, heads = _codes(stream, half, clause, offset, len(keys))
    _name(stream, codes, heads[::2] - 2, keys)
    bits, starts = codes.bits()
    yield from _divide(
        keys, bits, starts[heads[::2]], np.append(starts[heads[2::2] - 2], len(bits))
    )


def _codes(
    stream: Stream, half: Ints, clause: Ints, offset: Ints, pairs: int
) -> tuple[Codes, Ints]:
    """Write places, sorted by half, clause and offset, as codes.

    Returns:
        The codes, with room for two before each list, and for each half the number of its
        first one.
    """
    document = stream.document[clause]
    group, group_of = _runs(half, document)
    group_half, group_document = half[group], document[group]
    group_count = _counts(group, len(half))
    documents = np.bincount(group_half, minlength=2 * pairs)
    sizes = 1 + 2 * documents + np.bincount(half, minlength=2 * pairs)
    sizes[::2] += 2
    heads = np.cumsum(sizes) - sizes
    heads[::2] += 2

    codes = Codes(int(sizes.sum()))
    codes.gamma(heads, documents + 1)
    # Between the head of its half and a group stand the groups and places before it.
    first, first_of = _runs(group_half)
    before = np.arange(len(group), dtype=np.int64)
    at = heads[group_half] + 1 + 2 * (before - first[first_of]) + group - group[first][first_of]
    width = rice_width(np.full(1, len(stream.counts), np.int64), np.maximum(documents, 1))
    codes.rice(at, gaps(group_document, first), width[group_half])
    codes.gamma(at + 1, group_count)
    width = rice_width(stream.lengths[group_document], group_count)
    each = at[group_of] + 2 + np.arange(len(half), dtype=np.int64) - group[group_of]
    codes.rice(each, gaps(stream.places[clause] + offset, group), width[group_of])
    return codes, heads


def _name(stream: Stream, codes: Codes, at: Ints, keys: Ints) -> None:
    """Write the characters of each pair before its list."""
    first = np.searchsorted(stream.alphabet, keys >> 16)
    second = np.searchsorted(stream.alphabet, keys & 0xFFFF)
    step = np.diff(first, prepend=first[0])
    codes.gamma(at, step + 1)
    codes.gamma(at + 1, np.where(step == 0, np.maximum(np.diff(second, prepend=-1), 1), second + 1))


def _divide(keys: Ints, bits: Bits, begins: Ints, ends: Ints) -> Iterator[Lists]:
    """Divide lists into files, given where in the bits each begins and ends."""
    first = 0
    for last in _cuts(begins.tolist(), ends.tolist()):
        count = varints([last - first])
        yield Lists(int(keys[first]), count + pack_bits(bits[begins[first] : ends[last - 1]]))
        first = last


def _cuts(begins: list[int], ends: list[int]) -> Iterator[int]:
    """Say before which lists a file is closed; a long list is a file of its own."""
    first = 0
    for number, end in enumerate(ends):
        if number > first and end - begins[first] > 8 * FILE_BYTES:
            yield number
            first = number
    yield len(ends)
