"""All clauses of all documents as one row of characters, and the places in it.

Reads: the folded texts of the documents. Guarantees: the order of documents and clauses; each
character has one place, which says its document, its clause, and how far into it.

A place is a number within the document. Clauses begin at multiples of `SLOT`, so that a place
tells its clause without a table of the lengths of all clauses, which no browser should load.

The row is worked on in segments, each some documents that stand together (`segments.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from converter.search.bits import Ints
from converter.search.clauses import END, Folded

#: Nearly all clauses are shorter (98 of 100 in statutes), and take one slot.
SLOT = 128

Units = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Segment:
    """Some documents that stand together.

    Attributes:
        characters: UTF-16 units, `END` behind every clause.
        headings: For each clause how many of them are its heading.
        counts: For each document how many clauses it has.
    """

    characters: Units
    headings: npt.NDArray[np.uint32]
    counts: Ints

    def places(self) -> Places:
        """Say where the characters are."""
        ends = np.flatnonzero(self.characters == END)
        starts = np.concatenate((np.zeros(1, np.int64), ends + 1))[: len(ends)]
        sizes = ends - starts
        slots = np.maximum(-(-sizes // SLOT), 1)
        begin = np.concatenate((np.zeros(1, np.int64), np.cumsum(slots)))
        firsts = begin[np.concatenate((np.zeros(1, np.int64), np.cumsum(self.counts)))]
        document = np.repeat(np.arange(len(self.counts)), self.counts)
        places = (begin[:-1] - firsts[:-1][document]) * SLOT
        return Places(starts, sizes, slots, document, places, np.diff(firsts) * SLOT)

    def headed(self, places: Places) -> npt.NDArray[np.bool_]:
        """Say of each character whether it is of a heading."""
        where = np.flatnonzero(self.headings)
        change = np.zeros(len(self.characters) + 1, np.int8)
        change[places.starts[where]] = 1
        # A heading ends before the `END` of its clause, where no other begins.
        change[places.starts[where] + self.headings[where]] = -1
        return np.cumsum(change[:-1], dtype=np.int8).astype(bool)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the characters of a segment are.

    Attributes:
        starts: For each clause where its characters begin.
        sizes: For each clause how many it has, without the `END`.
        slots: For each clause how many slots it takes.
        document: For each clause its document, counted in the segment.
        places: For each clause the place of its first character.
        lengths: For each document where its places end.
    """

    starts: Ints
    sizes: Ints
    slots: Ints
    document: Ints
    places: Ints
    lengths: Ints


@dataclass(frozen=True, slots=True)
class Measure:
    """What is known of a segment without its characters.

    Attributes:
        units: The different UTF-16 units in it, in order.
        seen: How many of each.
        slots: For each clause how many slots it takes.
        lengths: For each document where its places end.
        counts: For each document how many clauses it has.
    """

    units: Units
    seen: npt.NDArray[np.uint32]
    slots: npt.NDArray[np.uint16]
    lengths: npt.NDArray[np.uint32]
    counts: npt.NDArray[np.uint32]


def measure(segment: Segment) -> Measure:
    """Count what is in a segment."""
    seen = np.bincount(segment.characters, minlength=1)
    units = np.flatnonzero(seen)
    places = segment.places()
    return Measure(
        units.astype(np.uint16),
        seen[units].astype(np.uint32),
        places.slots.astype(np.uint16),
        places.lengths.astype(np.uint32),
        segment.counts.astype(np.uint32),
    )


class Stream:
    """The characters and where they are.

    Attributes:
        size: How many characters there are.
        seen: For each UTF-16 unit how many of them it is.
        alphabet: The different ones, in order, `END` first.
        counts: For each document how many clauses it has.
        slots: For each clause how many slots it takes.
        lengths: For each document where its places end.
        clauses: How many clauses there are.
        documents: For each segment how many documents it has.
        measured: For each segment how many clauses it has.
    """

    def __init__(self, measures: Sequence[Measure], read: Callable[[int], Segment]) -> None:
        """Put segments in a row.

        Args:
            measures: What is known of each without its characters.
            read: Returns one with its characters, given its number, if somebody needs these.
        """
        self._read = read
        self.seen: Ints = np.zeros(0x10000, np.int64)
        for one in measures:
            self.seen[one.units] += one.seen
        nothing = np.zeros(0, np.int64)
        self.size = int(self.seen.sum())
        self.alphabet: Ints = np.flatnonzero(self.seen)
        self.slots: Ints = np.concatenate([nothing, *(one.slots for one in measures)])
        self.lengths: Ints = np.concatenate([nothing, *(one.lengths for one in measures)])
        self.counts: Ints = np.concatenate([nothing, *(one.counts for one in measures)])
        self.clauses = len(self.slots)
        self.documents = [len(one.counts) for one in measures]
        self.measured = [len(one.slots) for one in measures]

    @classmethod
    def of(cls, documents: Iterable[Folded]) -> Stream:
        """Put the texts of documents in a row, each a segment of its own."""
        segments = [make_segment([document]) for document in documents]
        return cls([measure(segment) for segment in segments], segments.__getitem__)

    @cached_property
    def segments(self) -> list[Segment]:
        """The segments with their characters."""
        return [self._read(at) for at in range(len(self.documents))]

    def segment(self, at: int) -> Segment:
        """Return one segment with its characters, and read no other."""
        return self.segments[at] if "segments" in vars(self) else self._read(at)


def make_segment(held: Sequence[Folded]) -> Segment:
    """Put the texts of some documents in a row."""
    return Segment(
        np.frombuffer(b"".join(each.characters for each in held), "<u2"),
        np.frombuffer(b"".join(each.headings for each in held), "<u4"),
        np.array([len(each.headings) // 4 for each in held], np.int64),
    )
