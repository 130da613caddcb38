"""Frequent wordings, from single characters to longer ones, and what a segment has of them.

A wording of some characters can only be frequent where its first and its last ones are, all but one
each. So the frequent ones of each length are found among those that are shorter by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from converter.search.bits import Ints
from converter.search.stream import Segment

#: Keys of two wordings that follow each other by one character, in order, and how often.
Tally = tuple[Ints, Ints]

_NONE = 0xFFFF


@dataclass(frozen=True, slots=True)
class Chain:
    """Frequent wordings.

    Attributes:
        keys: For each length the wordings: first characters; then two of the wordings that are
            shorter by one, as the number of the first times how many there are, plus the second.
        listed: For each length the numbers of those that are listed.
        wordings: Those that are listed, of all lengths.
    """

    keys: tuple[tuple[int, ...], ...] = ()
    listed: tuple[tuple[int, ...], ...] = ()
    wordings: tuple[str, ...] = ()

    def longer(self, keys: Ints, wordings: Sequence[str], counts: Ints, least: int) -> Chain:
        """Add the wordings of one more length.

        Args:
            keys: Their keys.
            wordings: The wordings.
            counts: How many places each has.
            least: From so many on one is listed.
        """
        listed = tuple(
            at
            for at, (wording, count) in enumerate(zip(wordings, counts.tolist(), strict=True))
            if count >= least and is_text(wording)
        )
        return Chain(
            (*self.keys, tuple(keys.tolist())),
            (*self.listed, listed),
            (*self.wordings, *(wordings[at] for at in listed)),
        )

    def begins(self, other: Chain) -> bool:
        """Say whether another chain begins with this one."""
        return other.keys[: len(self.keys)] == self.keys


def is_text(wording: str) -> bool:
    """Say whether no half of a pair of units is alone in a wording, and no sign for one."""
    return "\ufffd" not in text_of(wording)


def text_of(wording: str) -> str:
    """Return a wording as it is shown, given its UTF-16 units as characters."""
    return wording.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Row:
    """Where in a segment frequent wordings of one length are, then of the next."""

    def __init__(self, segment: Segment) -> None:
        self._here: npt.NDArray[np.int32] = np.arange(len(segment.characters), dtype=np.int32)
        self._keys: npt.NDArray[np.int32] = segment.characters.astype(np.int32)
        self.numbers: npt.NDArray[np.uint16] = np.zeros(0, np.uint16)
        self.places: npt.NDArray[np.int32] = self._here

    def tally(self) -> Tally:
        """Count the keys."""
        keys, counts = np.unique(self._keys, return_counts=True)
        return keys.astype(np.int64), counts.astype(np.int64)

    def advance(self, table: npt.NDArray[np.uint16], base: int) -> None:
        """Keep the wordings that are frequent, and look at which follow each other.

        Args:
            table: For each key the number of its wording; `_NONE` where it is not frequent.
            base: How many wordings there are.
        """
        numbers = table[self._keys]
        stay = np.flatnonzero(numbers != _NONE)
        self.places, self.numbers = self._here[stay], numbers[stay]
        follow = np.flatnonzero(self.places[1:] == self.places[:-1] + 1)
        self._here = self.places[follow]
        self._keys = self.numbers[follow].astype(np.int32) * base + self.numbers[follow + 1]


def _table(keys: Sequence[int], size: int) -> npt.NDArray[np.uint16]:
    table = np.full(size, _NONE, np.uint16)
    table[np.array(keys, np.int64)] = np.arange(len(keys), dtype=np.uint16)
    return table


def _size(chain: Chain, length: int) -> int:
    """Return how many keys there can be of a length, from 0 on."""
    return len(chain.keys[length - 1]) ** 2 if length else 0x10000


class Rows:
    """All segments, looked through length by length."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        """Begin with single characters."""
        self._rows = [_Row(segment) for segment in segments]

    def counted(self, chain: Chain) -> Tally:
        """Count how often which two of the longest wordings of a chain follow each other.

        The chains that are asked for one after another are longer by one each.
        """
        length = len(chain.keys) - 1
        base = len(chain.keys[length])
        table = _table(chain.keys[length], _size(chain, length))
        tallies = []
        for row in self._rows:
            row.advance(table, base)
            tallies.append(row.tally())
        return added(tallies, base)


def added(tallies: Sequence[Tally], base: int) -> Tally:
    """Add up what segments have counted."""
    counts: Ints = np.zeros(base * base, np.int64)
    for keys, each in tallies:
        counts[keys] += each
    keys = np.flatnonzero(counts)
    return keys, counts[keys]


@dataclass(frozen=True, slots=True)
class Wordings:
    """What a segment has of the wordings of a chain.

    Attributes:
        tallies: For each length of the chain what `Rows.counted` says of it.
        clauses: The clauses that have the first wording that is listed, then the second.
        codes: What is written of each.
        sizes: How many have each wording.
    """

    tallies: list[Tally]
    clauses: Ints
    codes: Ints
    sizes: Ints


def clauses_of(segment: Segment, chain: Chain) -> Wordings:
    """Say which clauses of a segment have which wordings, and how often."""
    row = _Row(segment)
    tallies, here, numbers = [], [np.zeros(0, np.int32)], [np.zeros(0, np.uint16)]
    before = 0
    for length, (keys, listed) in enumerate(zip(chain.keys, chain.listed, strict=True)):
        row.advance(_table(keys, _size(chain, length)), len(keys))
        tallies.append(row.tally())
        to = np.full(len(keys), _NONE, np.uint16)
        to[np.array(listed, np.int64)] = np.arange(before, before + len(listed), dtype=np.uint16)
        number = to[row.numbers]
        stay = np.flatnonzero(number != _NONE)
        here.append(row.places[stay])
        numbers.append(number[stay])
        before += len(listed)
    found = _by_clauses(segment, np.concatenate(here), np.concatenate(numbers))
    return Wordings(tallies, *found[:2], np.bincount(found[2], minlength=before))


def _by_clauses(
    segment: Segment, here: npt.NDArray[np.int32], numbers: npt.NDArray[np.uint16]
) -> tuple[Ints, Ints, npt.NDArray[np.uint16]]:
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
    return _small(clause[begins]), _small(2 * counts - 1 + headed), numbers[begins]


def _small(numbers: npt.NDArray[Any]) -> Ints:
    """Write numbers in as few bytes as the largest one takes."""
    few: Ints = numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))
    return few
