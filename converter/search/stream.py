"""All clauses of all documents as one row of characters, and the places in it.

Reads: the folded texts of the documents. Guarantees: the order of documents and clauses; each
character has one place, which says its document, its clause, and how far into it.

A place is a number within the document. Clauses begin at multiples of `SLOT`, so that a place
tells its clause without a table of the lengths of all clauses, which no browser should load.

The row is worked on in segments, each some documents that stand together. Where a segment ends
depends on the texts of its documents alone, so that a changed document changes one or two.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from converter.search.bits import Ints
from converter.search.clauses import END, Folded

#: Nearly all clauses are shorter (98 of 100 in statutes), and take one slot.
SLOT = 128

#: One document of so many ends a segment, by a hash of its characters.
_SEGMENT = 48
#: So many characters end it anyhow, and so many documents.
_MOST, _MOST_DOCUMENTS = 1_000_000, 10_000

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


class Stream:
    """The characters and where they are.

    Attributes:
        segments: The characters.
        size: How many they are.
        seen: For each UTF-16 unit how many of them it is.
        alphabet: The different ones, in order, `END` first.
        counts: For each document how many clauses it has.
        slots: For each clause how many slots it takes.
        lengths: For each document where its places end.
        clauses: How many clauses there are.
    """

    def __init__(self, documents: Iterable[Folded]) -> None:
        """Put the texts of the documents in a row."""
        self.segments = list(_segments(documents))
        self.seen: Ints = np.zeros(0x10000, np.int64)
        slots, lengths = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for segment in self.segments:
            self.seen += np.bincount(segment.characters, minlength=0x10000)
            places = segment.places()
            slots.append(places.slots)
            lengths.append(places.lengths)
        self.size = int(self.seen.sum())
        self.alphabet: Ints = np.flatnonzero(self.seen)
        self.slots: Ints = np.concatenate(slots)
        self.lengths: Ints = np.concatenate(lengths)
        counts = [np.zeros(0, np.int64), *(segment.counts for segment in self.segments)]
        self.counts: Ints = np.concatenate(counts)
        self.clauses = len(self.slots)


def _segments(documents: Iterable[Folded]) -> Iterable[Segment]:
    held: list[Folded] = []
    size = 0
    for document in documents:
        held.append(document)
        size += len(document.characters) // 2
        full = size >= _MOST or len(held) >= _MOST_DOCUMENTS
        if full or not zlib.crc32(document.characters) % _SEGMENT:
            yield _segment(held)
            held, size = [], 0
    if held:
        yield _segment(held)


def _segment(held: Iterable[Folded]) -> Segment:
    held = list(held)
    return Segment(
        np.frombuffer(b"".join(each.characters for each in held), "<u2"),
        np.frombuffer(b"".join(each.headings for each in held), "<u4"),
        np.array([len(each.headings) // 4 for each in held], np.int64),
    )
