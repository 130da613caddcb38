"""For every frequent wording, the clauses that have it.

Reads: the stream. Guarantees: each wording with at least so many places, each clause that has
it once, with how many times and whether a heading has it.

One character such as 的 stands in thousands of lists of pairs, and the places of 应当 are ten
times what its clauses take; whoever types these shall not wait.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from converter.search.bits import Ints, gamma_lengths, gaps, join, rice, rice_width, stretch
from converter.search.clauses import END
from converter.search.spread import Spread
from converter.search.stream import Segment, Stream

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


@dataclass(frozen=True, slots=True)
class _Found:
    """Frequent wordings of one length, and where they begin.

    Attributes:
        wordings: The wordings.
        counts: How many places each has.
        places: For each segment the places where one begins.
        numbers: For each segment, and each of these places, the number of the wording, from 0 on.
    """

    wordings: Sequence[str]
    counts: Ints
    places: Sequence[npt.NDArray[np.int32]]
    numbers: Sequence[npt.NDArray[np.uint16]]


def _two(stream: Stream, listed: _Listed, least: Mapping[int, int], of_wording: int) -> _Found:
    """Find the frequent characters, of which some are listed, and what is frequent of two.

    Nothing is kept of most characters, which are too many.
    """
    seen = stream.seen.copy()
    seen[END] = 0
    kept = np.flatnonzero(seen >= of_wording)
    units = [chr(code) for code in kept.tolist()]
    base = len(kept) + 1
    # All others are one more.
    ranks = np.full(0x10000, len(kept), np.uint16)
    ranks[kept] = np.arange(len(kept))
    enough = np.append(listed.choose(units, seen[kept], least[1]), False)
    to = (np.cumsum(enough) - 1).astype(np.uint16)
    counts: Ints = np.zeros(base * base, np.int64)
    for at, segment in enumerate(stream.segments):
        rank = ranks[segment.characters]
        here = np.flatnonzero(enough[rank]).astype(np.int32)
        listed.put(at, here, to[rank[here]])
        counts += np.bincount(_keys(rank, base), minlength=base * base)
    table = counts.reshape(base, base)
    table[-1, :] = table[:, -1] = 0
    is_frequent = counts >= max(of_wording, 1)
    numbers = (np.cumsum(is_frequent) - 1).astype(np.uint16)
    places, found = [], []
    for segment in stream.segments:
        keys = _keys(ranks[segment.characters], base)
        here = np.flatnonzero(is_frequent[keys]).astype(np.int32)
        places.append(here)
        found.append(numbers[keys[here]])
    chosen = np.flatnonzero(is_frequent)
    wordings = [units[key // base] + units[key % base] for key in chosen.tolist()]
    return _Found(wordings, counts[chosen], places, found)


def _keys(rank: npt.NDArray[np.uint16], base: int) -> npt.NDArray[np.int32]:
    keys = rank[:-1].astype(np.int32)
    keys *= base
    keys += rank[1:]
    return keys


def _longer(found: _Found, least: int) -> _Found:
    """Find the frequent wordings that are longer by one character."""
    base = len(found.wordings)
    counts: Ints = np.zeros(base * base, np.int64)
    places, keys = [], []
    for here, numbers in zip(found.places, found.numbers, strict=True):
        follow = np.flatnonzero(here[1:] == here[:-1] + 1)
        key = numbers[follow].astype(np.int32) * base + numbers[follow + 1]
        counts += np.bincount(key, minlength=base * base)
        places.append(here[follow])
        keys.append(key)
    is_frequent = counts >= least
    ranks = (np.cumsum(is_frequent) - 1).astype(np.uint16)
    stay = [is_frequent[key] for key in keys]
    return _Found(
        [
            found.wordings[key // base] + found.wordings[key % base][-1]
            for key in np.flatnonzero(is_frequent).tolist()
        ],
        counts[is_frequent],
        [place[still] for place, still in zip(places, stay, strict=True)],
        [ranks[key[still]] for key, still in zip(keys, stay, strict=True)],
    )


class _Listed:
    """The wordings that are listed, of all lengths, and where they begin.

    Attributes:
        wordings: The wordings.
        places: For each segment the places where one begins, by lengths.
        numbers: For each segment and each of these places the number of the wording.
    """

    def __init__(self, segments: int) -> None:
        self.wordings: list[str] = []
        self.places: list[list[npt.NDArray[np.int32]]] = [[] for _ in range(segments)]
        self.numbers: list[list[npt.NDArray[np.uint16]]] = [[] for _ in range(segments)]

    def choose(self, wordings: Sequence[str], counts: Ints, least: int) -> npt.NDArray[np.bool_]:
        """List the wordings that have enough places; say which these are."""
        are_texts = np.array([_is_text(wording) for wording in wordings], bool)
        enough = are_texts & (counts >= least)
        self.wordings += [w for w, listed in zip(wordings, enough, strict=True) if listed]
        return enough

    def put(
        self, segment: int, here: npt.NDArray[np.int32], numbers: npt.NDArray[np.uint16]
    ) -> None:
        """Note where in a segment wordings that are listed begin."""
        self.places[segment].append(here)
        self.numbers[segment].append(numbers)

    def add(self, found: _Found, least: int) -> None:
        """List the wordings of one length that have enough places."""
        before = len(self.wordings)
        enough = self.choose(found.wordings, found.counts, least)
        to = (np.cumsum(enough) - 1 + before).astype(np.uint16)
        for at, (here, numbers) in enumerate(zip(found.places, found.numbers, strict=True)):
            stay = enough[numbers]
            self.put(at, here[stay], to[numbers[stay]])


def _is_text(wording: str) -> bool:
    """Say whether no half of a pair of units is alone in a wording, and no sign for one."""
    return "\ufffd" not in _text(wording)


def _text(wording: str) -> str:
    return wording.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _listed(stream: Stream) -> _Listed:
    """Find all wordings that are listed."""
    of_wording = max(WORDING_PLACES, stream.size // WORDING_SHARE)
    least = {
        1: max(CHARACTER_PLACES, stream.size // CHARACTER_SHARE),
        PAIR: max(PAIR_PLACES, stream.size // PAIR_SHARE),
    }
    listed = _Listed(len(stream.segments))
    found = _two(stream, listed, least, of_wording)
    for length in range(PAIR, LONGEST + 1):
        if not found.wordings:
            break
        listed.add(found, least.get(length, of_wording))
        if length < LONGEST:
            found = _longer(found, of_wording)
    return listed


def common_lists(stream: Stream, spread: Spread | None = None) -> Iterator[Common]:
    """Write the lists of all frequent wordings.

    Args:
        stream: The texts.
        spread: Where lists are written; in this process if None.

    Yields:
        The lists, of shorter wordings first.
    """
    listed = _listed(stream)
    made = (spread or Spread()).map(_coded, _by_wording(stream, listed))
    for wording, data in zip(listed.wordings, made, strict=True):
        yield Common(_text(wording), data)


@dataclass(frozen=True, slots=True)
class _Clauses:
    """The clauses that have a wording.

    Attributes:
        total: How many clauses there are in all.
        clauses: Those that have it.
        codes: What is written of each.
    """

    total: int
    clauses: npt.NDArray[np.int32]
    codes: npt.NDArray[np.int32]


def _by_wording(stream: Stream, listed: _Listed) -> Iterator[_Clauses]:
    """Sort the clauses that have wordings by wording; of `listed` only the wordings stay."""
    if not listed.wordings:
        return
    parts = []
    first = 0
    for at, segment in enumerate(stream.segments):
        here, numbers = np.concatenate(listed.places[at]), np.concatenate(listed.numbers[at])
        listed.places[at], listed.numbers[at] = [], []
        clause, code, sizes = _clauses(segment, here, numbers, len(listed.wordings))
        parts.append((clause + np.int32(first), code, [0, *np.cumsum(sizes).tolist()]))
        first += len(segment.headings)
    for at in range(len(listed.wordings)):
        yield _Clauses(
            first,
            np.concatenate([clause[ends[at] : ends[at + 1]] for clause, _, ends in parts]),
            np.concatenate([code[ends[at] : ends[at + 1]] for _, code, ends in parts]),
        )


def _clauses(
    segment: Segment,
    here: npt.NDArray[np.int32],
    numbers: npt.NDArray[np.uint16],
    wordings: int,
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Ints]:
    """Say which clauses of a segment have which wordings, and how often.

    Args:
        segment: The segment.
        here: Where wordings begin.
        numbers: Which ones.
        wordings: How many wordings there are.

    Returns:
        By wordings, the clauses, and what is written of each; how many there are of each wording.
    """
    places = segment.places()
    order = np.argsort(numbers, kind="stable")
    here, numbers = here[order], numbers[order]
    of = np.repeat(np.arange(len(places.sizes), dtype=np.int32), places.sizes + 1)
    clause = of[here]
    new = np.ones(len(here), bool)
    new[1:] = (clause[1:] != clause[:-1]) | (numbers[1:] != numbers[:-1])
    begins = np.flatnonzero(new)
    counts = np.diff(begins, append=len(here))
    # Headings come first in a clause, so that the first place tells.
    headed = segment.headed(places)[here[begins]]
    codes = (2 * counts - 1 + headed).astype(np.int32)
    return clause[begins], codes, np.bincount(numbers[begins], minlength=wordings)


def _coded(these: _Clauses) -> bytes:
    clauses, codes = these.clauses.astype(np.int64), these.codes.astype(np.int64)
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
