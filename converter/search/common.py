"""For every frequent wording, the clauses that have it.

Reads: the stream. Guarantees: each wording with at least so many places, each clause that has
it once, with how many times and whether a heading has it.

One character such as 的 stands in thousands of lists of pairs, and the places of 应当 are ten
times what its clauses take; whoever types these shall not wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from converter.search.bits import Codes, Ints, gaps, pack_bits, rice_width
from converter.search.stream import END, Stream

#: From so many places on the clauses of a character are listed; else its pairs are few files.
CHARACTER_PLACES = 30_000
#: From so many places on those of two characters are listed.
PAIR_PLACES = 12_000
#: From so many places on those of a longer wording are, which saves several lists.
WORDING_PLACES = 4_000
#: In a large collection it has to be one place of so many, so that the lists do not grow with its
#: square: of characters, of two, of longer wordings.
CHARACTER_SHARE, PAIR_SHARE, WORDING_SHARE = 300, 800, 2_400
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
    size = len(characters)
    of_character = max(CHARACTER_PLACES, size // CHARACTER_SHARE)
    of_pair = max(PAIR_PLACES, size // PAIR_SHARE)
    of_wording = max(WORDING_PLACES, size // WORDING_SHARE)
    for char in np.nonzero(counts >= of_character)[0].tolist():
        if char != END and not 0xD800 <= char < 0xE000:
            yield chr(char), np.nonzero(characters == char)[0]
    # The number of the frequent wording that begins at a place; 0 for none.
    kept = np.nonzero(counts >= of_wording)[0]
    ranks = np.zeros(0x10000, np.int32)
    ranks[kept[kept != END]] = np.arange(1, np.count_nonzero(kept != END) + 1)
    numbers = ranks[characters]
    for length in range(2, LONGEST + 1):
        here, new = _longer(numbers, of_wording)
        if not len(here):
            return
        order = np.argsort(new, kind="stable")
        for places in np.split(here[order], np.nonzero(np.diff(new[order]))[0] + 1):
            if length > PAIR or len(places) >= of_pair:
                wording = characters[places[0] : places[0] + length].tobytes()
                yield wording.decode("utf-16-le", "replace"), places
        numbers = np.zeros_like(numbers)
        numbers[here] = new


def _longer(numbers: npt.NDArray[np.int32], least: int) -> tuple[Ints, npt.NDArray[np.int32]]:
    """Find the frequent wordings that are longer by one character.

    Args:
        numbers: For each place the number of the frequent wording that begins there.
        least: How many places make a wording frequent.

    Returns:
        The places where such ones begin, and their numbers, from 1 on.
    """
    here = np.nonzero((numbers[:-1] != 0) & (numbers[1:] != 0))[0]
    base = int(numbers.max(initial=0)) + 1
    keys = numbers[here].astype(np.int64) * base + numbers[here + 1]
    is_frequent = np.bincount(keys, minlength=1) >= least
    new = np.where(is_frequent, np.cumsum(is_frequent), 0).astype(np.int32)[keys]
    return here[new > 0], new[new > 0]


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
