"""For every frequent wording, the clauses that have it.

Reads: the stream. Guarantees: each wording with at least so many places, each clause that has
it once, with how many times and whether a heading has it.

One character such as 的 stands in thousands of lists of pairs, and the places of 应当 are ten
times what its clauses take; whoever types these shall not wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from converter.parallel import pack_plainly
from converter.search.bits import Ints, gamma_lengths, gaps, join, rice, rice_width, stretch
from converter.search.clauses import END
from converter.search.spread import Spread
from converter.search.stream import Segment, Stream
from converter.search.wordings import Chain, Rows, Tally, Wordings, added, clauses_of, text_of

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
#: Where in the cache the wordings are kept, and what segments have of them.
CHAIN, WORDINGS = "search-chain", "search-wordings"
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


def settle(stream: Stream, counted: Callable[[Chain], Tally | None]) -> Chain | None:
    """Find all wordings that are listed.

    Args:
        stream: The texts.
        counted: Says of the longest frequent wordings of a chain how often which two follow each
            other by one character; None if it does not know.

    Returns:
        The chain; None if something was not known.
    """
    of_wording = max(WORDING_PLACES, stream.size // WORDING_SHARE, 1)
    least = {
        1: max(CHARACTER_PLACES, stream.size // CHARACTER_SHARE),
        PAIR: max(PAIR_PLACES, stream.size // PAIR_SHARE),
    }
    seen = stream.seen.copy()
    seen[END] = 0
    kept = np.flatnonzero(seen >= of_wording)
    last = [chr(code) for code in kept.tolist()]
    chain = Chain().longer(kept, last, seen[kept], least[1])
    for length in range(PAIR, LONGEST + 1):
        tally = counted(chain) if last else (kept[:0], kept[:0])
        if tally is None:
            return None
        often = tally[1] >= of_wording
        keys, counts = tally[0][often], tally[1][often]
        base = max(len(last), 1)
        last = [last[key // base] + last[key % base][-1] for key in keys.tolist()]
        chain = chain.longer(keys, last, counts, least.get(length, of_wording))
    return chain


def common_lists(
    stream: Stream, keys: Sequence[bytes] = (), spread: Spread | None = None
) -> Iterator[Common]:
    """Write the lists of all frequent wordings.

    Args:
        stream: The texts.
        keys: For each segment a digest of what it holds; none if nothing is kept.
        spread: Where lists are written; in this process if None.

    Yields:
        The lists, of shorter wordings first.
    """
    spread = spread or Spread()
    chain, found = _found(stream, keys or [b""] * len(stream.documents), spread)
    made = spread.map(_coded, _by_wording(stream, chain, found))
    for wording, data in zip(chain.wordings, made, strict=True):
        yield Common(text_of(wording), data)


@dataclass(frozen=True, slots=True)
class _Sought:
    """A segment in which the wordings of a chain are looked for.

    Attributes:
        at: Its number.
        key: A digest of what it holds.
        chain: The wordings.
        segment: The segment, once somebody needs it.
    """

    at: int
    key: bytes
    chain: Chain
    segment: Segment | None = None


def _look_for(sought: _Sought) -> Wordings:
    assert sought.segment is not None
    return clauses_of(sought.segment, sought.chain)


def _found(stream: Stream, keys: Sequence[bytes], spread: Spread) -> tuple[Chain, list[Wordings]]:
    """Find the frequent wordings, and what each segment has of them.

    The wordings of the run before are nearly always those of this one. So they are looked for
    first, where only segments that have changed have to be read; what is found tells whether they
    still are all.
    """
    kept_under = spread.key(CHAIN.encode())
    before: Chain | None = spread.load(CHAIN, kept_under) if spread.cache else None
    if before is not None:
        found = _in_all(stream, keys, before, spread)
        if settle(stream, partial(_known, before, found)) == before:
            return before, found
    chain = settle(stream, Rows(stream.segments).counted)
    assert chain is not None
    spread.store(CHAIN, kept_under, chain)
    return chain, _in_all(stream, keys, chain, spread)


def _known(before: Chain, found: Sequence[Wordings], chain: Chain) -> Tally | None:
    """Say what segments have counted, as long as a chain is like that of the run before."""
    if not chain.begins(before):
        return None
    at = len(chain.keys) - 1
    return added([each.tallies[at] for each in found], len(chain.keys[at]))


def _in_all(stream: Stream, keys: Sequence[bytes], chain: Chain, spread: Spread) -> list[Wordings]:
    """Look for the wordings of a chain in all segments."""
    words = pack_plainly(chain)
    jobs = (_Sought(at, key, chain) for at, key in enumerate(keys))

    def whole(sought: _Sought) -> _Sought:
        return replace(sought, segment=stream.segment(sought.at))

    def content(sought: _Sought) -> tuple[bytes, bytes]:
        return sought.key, words

    return list(spread.map(_look_for, jobs, WORDINGS, content, whole))


@dataclass(frozen=True, slots=True)
class _Clauses:
    """The clauses that have a wording.

    Attributes:
        total: How many clauses there are in all.
        clauses: Those that have it.
        codes: What is written of each.
    """

    total: int
    clauses: Ints
    codes: Ints


def _by_wording(stream: Stream, chain: Chain, found: Sequence[Wordings]) -> Iterator[_Clauses]:
    """Sort the clauses that have wordings by wording."""
    ends = [np.append(0, np.cumsum(each.sizes)).tolist() for each in found]
    firsts = [0, *np.cumsum(stream.measured).tolist()]
    parts = list(zip(firsts, found, ends, strict=False))
    for at in range(len(chain.wordings)):
        yield _Clauses(
            stream.clauses,
            np.concatenate(
                [each.clauses[to[at] : to[at + 1]] + np.int64(first) for first, each, to in parts]
            ),
            np.concatenate([each.codes[to[at] : to[at + 1]] for _, each, to in parts]),
        )


def _coded(these: _Clauses) -> bytes:
    clauses, codes = these.clauses, these.codes.astype(np.int64)
    count = np.full(1, len(clauses), np.int64)
    width = rice_width(np.full(1, these.total, np.int64), count)
    size = 1 + 2 * len(clauses)
    values, lengths = np.empty(size, np.int64), np.empty(size, np.int64)
    values[:1], lengths[:1] = count + 1, gamma_lengths(count + 1)
    between = gaps(clauses, np.zeros(1, np.int64))
    values[1::2], lengths[1::2] = rice(between, np.repeat(width, len(clauses)))
    values[2::2], lengths[2::2] = codes, gamma_lengths(codes)
    words, starts = join(values, lengths)
    return stretch(words, 0, int(starts[-1]))
