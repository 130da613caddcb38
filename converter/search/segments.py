"""Documents that stand together, and what the index takes from them: made and kept apart.

Reads: parts of documents. Guarantees: what is made of a segment depends on its documents alone,
and where it ends on the texts of these, so that a changed document changes one or two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from converter.search import groups
from converter.search.blocks import blocks, compress, typical
from converter.search.files import Packed, json_bytes, zipped
from converter.search.heads import Head, opened, raw
from converter.search.outlines import outlines
from converter.search.part import Part
from converter.search.stream import Measure, Segment, make_segment, measure

T = TypeVar("T")

#: One document of so many ends a segment, by a hash of its characters.
_SEGMENT = 32
#: So many characters end it anyhow, and so many documents.
MOST, _MOST_DOCUMENTS = 600_000, 10_000


@dataclass(frozen=True, slots=True)
class Held:
    """Some documents that stand together.

    Attributes:
        first: The first of them among all.
        count: How many they are.
        key: A digest of all that they hold.
        parts: Their parts, once somebody needs these.
    """

    first: int
    count: int
    key: bytes
    parts: tuple[bytes | Part, ...] = ()

    def of(self, listed: Sequence[T]) -> Sequence[T]:
        """Return of a list of all documents what is of these."""
        return listed[self.first : self.first + self.count]

    def opened(self) -> list[Part]:
        """Read the parts."""
        return [opened(part) for part in self.parts]


def divided(heads: Sequence[Head], whole: bool) -> Iterator[Held]:
    """Divide documents into segments.

    Args:
        heads: The heads of their parts.
        whole: Whether all are one segment.
    """
    first = size = 0
    for at, head in enumerate(heads):
        size += head.units
        full = size >= MOST or at + 1 - first >= _MOST_DOCUMENTS or not head.check % _SEGMENT
        if (full and not whole) or at + 1 == len(heads):
            keys = b"".join(each.key for each in heads[first : at + 1])
            yield Held(first, at + 1 - first, keys)
            first, size = at + 1, 0


def with_parts(held: Held, parts: Sequence[Part]) -> Held:
    """Put the parts into a segment."""
    places = range(held.first, held.first + held.count)
    return replace(held, parts=tuple(raw(parts, at) for at in places))


def segment_of(parts: Iterable[Part]) -> Segment:
    """Put the characters of some documents in a row."""
    return make_segment([part.folded for part in parts])


@dataclass(frozen=True, slots=True)
class Found:
    """What a segment is found to hold, its documents and clauses counted in it.

    Attributes:
        measure: What is known of it without its characters.
        groups: The places of its pairs.
        articles: The clauses where articles begin.
        typical: What `blocks.typical` returns.
        outlines: The files of outlines, each with its first document.
    """

    measure: Measure
    groups: groups.Groups
    articles: bytes
    typical: list[tuple[int, bytes]]
    outlines: list[tuple[int, Packed]]


def look_over(held: Held) -> Found:
    """Find what a segment holds."""
    parts = held.opened()
    segment = segment_of(parts)
    listed = outlines(part.outline for part in parts)
    contents = [json_bytes(value) for _, value in listed]
    firsts = [first for first, _ in listed]
    return Found(
        measure(segment),
        groups.sorted_segment(segment),
        _article_starts(parts),
        typical(parts),
        list(zip(firsts, zipped(contents), strict=True)),
    )


def _article_starts(parts: Iterable[Part]) -> bytes:
    starts = [np.zeros(0, np.uint32)]
    at = 0
    for part in parts:
        starts.append(np.frombuffer(part.articles, "<u4") + np.uint32(at))
        at += len(part.sizes) // 4
    return np.concatenate(starts).astype("<u4").tobytes()


@dataclass(frozen=True, slots=True)
class Texts:
    """What the files of the texts of a segment are made of.

    Attributes:
        held: The segment.
        slugs: The slugs of its documents.
        shared: What all texts are compressed behind.
        most: How many characters close a file.
    """

    held: Held
    slugs: Sequence[str]
    shared: bytes
    most: int

    def content(self) -> tuple[bytes, ...]:
        """Return all that the files depend on."""
        row = "\n".join(self.slugs).encode()
        return self.held.key, row, self.shared, b"%d %d" % (self.held.first, self.most)


#: Files, each with the number of its first clause.
TextFiles = list[tuple[int, Packed]]


def text_files(texts: Texts) -> TextFiles:
    """Write the files of the texts of a segment."""
    listed = list(blocks(texts.held.opened(), texts.slugs, texts.held.first, texts.most))
    packed = compress(texts.shared, [block.value for block in listed])
    return [(block.first, made) for block, made in zip(listed, packed, strict=True)]
