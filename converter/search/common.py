"""For every frequent wording, the clauses that have it.

Reads: the stream. Guarantees: each wording with at least so many places, each clause that has
it once, with how many times and whether a heading has it.

One character such as 的 stands in thousands of lists of pairs, and the places of 应当 are ten
times what its clauses take; whoever types these shall not wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from converter.search.bits import Codes, Ints, gaps, pack_bits, rice_width
from converter.search.stream import END, Stream

#: From so many places on the clauses of a character are listed; else its pairs are few files.
CHARACTER_PLACES = 30_000
#: From so many places on those of two characters are listed.
PAIR_PLACES = 12_000
#: From so many places on those of a longer wording are, which saves several lists.
WORDING_PLACES = 4_000
PAIR = 2
#: Longer wordings are not looked at.
LONGEST = 8


@dataclass(frozen=True, slots=True)
class Common:
    """A wording and the bytes of its list.

    The number of clauses plus one (gamma); for each clause how many lie between it and the one
    before (Rice), and then twice the number of places, less one, and one more where one of
    them is in a heading (gamma).
    """

    wording: str
    data: bytes


def frequent(stream: Stream) -> Iterator[tuple[str, Ints]]:
    """Find frequent wordings.

    Args:
        stream: The texts.

    Yields:
        Each with the places in the stream where it begins; shorter ones first.
    """
    characters = stream.characters
    counts = np.bincount(characters, minlength=0x10000)
    for char in np.nonzero(counts >= CHARACTER_PLACES)[0].tolist():
        if char != END and not 0xD800 <= char < 0xE000:
            yield chr(char), np.nonzero(characters == char)[0]
    # The number of the frequent wording that begins at a place; 0 for none.
    numbers = np.where(counts >= WORDING_PLACES, np.arange(0x10000), 0)[characters]
    numbers[characters == END] = 0
    for length in range(2, LONGEST + 1):
        here = np.nonzero((numbers[:-1] != 0) & (numbers[1:] != 0))[0]
        keys = numbers[here] * (numbers.max(initial=0) + 1) + numbers[here + 1]
        found, which, amount = np.unique(keys, return_inverse=True, return_counts=True)
        is_frequent = amount >= WORDING_PLACES
        new = np.where(is_frequent, np.cumsum(is_frequent), 0)[which]
        numbers = np.zeros_like(numbers)
        numbers[here] = new
        order = np.argsort(new, kind="stable")
        bounds = np.searchsorted(new[order], np.arange(1, int(is_frequent.sum()) + 2))
        for begin, end in pairwise(bounds.tolist()):
            places = here[order[begin:end]]
            if length == PAIR and len(places) < PAIR_PLACES:
                continue
            wording = characters[places[0] : places[0] + length].tobytes()
            yield wording.decode("utf-16-le", "replace"), places
        if len(found) == 0:
            return


def common_lists(stream: Stream) -> Iterator[Common]:
    """Write the lists of all frequent wordings.

    Args:
        stream: The texts.

    Yields:
        The lists, of shorter wordings first.
    """
    for wording, places in frequent(stream):
        if "\ufffd" not in wording:
            yield Common(wording, _clauses(stream, places))


def _clauses(stream: Stream, places: Ints) -> bytes:
    clause = stream.clause[places]
    headed = places - stream.starts[clause] < stream.headings[clause]
    listed, which, counts = np.unique(clause, return_inverse=True, return_counts=True)
    in_heading = np.bincount(which, headed) > 0
    codes = Codes(1 + 2 * len(listed))
    size = np.array([len(listed)], np.int64)
    codes.gamma(np.zeros(1, np.int64), size + 1)
    at = 1 + 2 * np.arange(len(listed), dtype=np.int64)
    width = rice_width(np.array([len(stream.starts)], np.int64), size)
    first = np.zeros(1, np.int64)
    codes.rice(at, gaps(listed.astype(np.int64), first), np.repeat(width, len(listed)))
    codes.gamma(at + 1, 2 * counts - 1 + in_heading)
    return pack_bits(codes.bits()[0])
