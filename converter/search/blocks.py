"""The texts of the clauses, in files of a few thousand characters: what results are shown from.

Reads: parts of documents. Guarantees: every clause, in the order of documents and clauses.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from converter.search.files import Packed, json_bytes, pack_files
from converter.search.part import Part, Words, shorten

#: A file is closed when its texts have so many characters.
BLOCK_CHARACTERS = 2_400

#: How hard to try when texts are compressed: the hardest takes two thirds longer for 1 part of 80.
LEVEL = 5
#: How many bytes of the texts all files may refer to; a browser loads them once.
SAMPLE_BYTES = 20_000
#: Clauses that are neither mere headings nor long have the most in common with others.
_TYPICAL = range(15, 150)


@dataclass(frozen=True, slots=True)
class Block:
    """A file of texts.

    Attributes:
        first: The number of its first clause, among those of these documents.
        value: What `TwBlock` describes, as JSON.
    """

    first: int
    value: bytes


def blocks(
    parts: Sequence[Part], slugs: Sequence[str], before: int, most: int = BLOCK_CHARACTERS
) -> Iterator[Block]:
    """Divide the clauses of some documents into files.

    Args:
        parts: The documents.
        slugs: Their slugs.
        before: How many documents come before them.
        most: How many characters close a file.

    Yields:
        The files.
    """
    rows = _Rows(slugs, before)
    first = size = 0
    for place, part in enumerate(parts):
        sizes = np.cumsum(np.frombuffer(part.sizes, "<u4"), dtype=np.int64)
        columns = _Column(part.eids), _Column(part.labels)
        at, done = 0, 0
        while at < len(sizes):
            # The first clause with which the file is full.
            last = int(np.searchsorted(sizes, most - size + done)) + 1
            full = last <= len(sizes)
            last = min(last, len(sizes))
            rows.add(place, part, at, last, columns)
            size += int(sizes[last - 1]) - done
            at, done = last, int(sizes[last - 1])
            if full:
                yield Block(first, rows.value())
                first += rows.count
                rows, size = _Rows(slugs, before), 0
    if rows.count:
        yield Block(first, rows.value())


@dataclass(slots=True)
class _Lines:
    """Words of a file, each by what it does not share with the one before; the last in full."""

    lines: list[str] = field(default_factory=list)
    last: str = ""


class _Column:
    """The words of a document."""

    def __init__(self, words: Words) -> None:
        self._whole = words.whole.split("\n")
        self._rest = words.rest.split("\n")

    def add(self, to: _Lines, at: int, last: int) -> None:
        """Add some of them to those of a file, where another may stand before them."""
        to.lines.append(shorten(to.last, self._whole[at]))
        to.lines += self._rest[at + 1 : last]
        to.last = self._whole[last - 1]


class _Rows:
    """The clauses of a file, as far as it is filled."""

    def __init__(self, slugs: Sequence[str], before: int) -> None:
        self._slugs = slugs
        self._before = before
        self._places: list[int] = []
        self._eids = _Lines()
        self._labels = _Lines()
        self._headings: list[int] = []
        self._texts: list[bytes] = []
        self.count = 0

    def add(
        self, place: int, part: Part, at: int, last: int, columns: tuple[_Column, _Column]
    ) -> None:
        """Add clauses of a document, which is at this place."""
        self._places.append(place)
        for lines, column in zip((self._eids, self._labels), columns, strict=True):
            column.add(lines, at, last)
        self._headings += [
            number
            for clause, length in part.headings
            if at <= clause < last
            for number in (self.count + clause - at, length)
        ]
        self._texts.append(part.text_json(at, last))
        self.count += last - at

    def value(self) -> bytes:
        """Return `TwBlock` as JSON."""
        # Column by column, since like stands with like then and takes less.
        columns = json_bytes(
            {
                "slugs": {self._before + place: self._slugs[place] for place in self._places},
                "eids": "\n".join(self._eids.lines),
                "labels": "\n".join(self._labels.lines),
                "headings": self._headings,
            }
        )
        return columns[:-1] + b',"texts":[' + b",".join(self._texts) + b"]}"


def typical(parts: Sequence[Part]) -> list[tuple[int, bytes]]:
    """Choose texts of some documents that may be in the sample.

    Returns:
        Different ones with their hashes, in the order of these, more than the sample has room for.
    """
    hashes, places, numbers = [np.zeros(0, np.uint32)], [], []
    for place, part in enumerate(parts):
        sizes = np.frombuffer(part.sizes, "<u4")
        chosen = np.flatnonzero((sizes >= _TYPICAL.start) & (sizes < _TYPICAL.stop))
        hashes.append(np.frombuffer(part.hashes, "<u4")[chosen])
        places += [place] * len(chosen)
        numbers += chosen.tolist()
    row = np.concatenate(hashes)
    found: dict[tuple[int, bytes], None] = {}
    size = last = 0
    for at in np.argsort(row, kind="stable").tolist():
        # Different texts with one hash have an order of their own.
        if size > SAMPLE_BYTES and int(row[at]) != last:
            break
        text = json.loads(parts[places[at]].text_json(numbers[at], numbers[at] + 1)).encode()
        last = int(row[at])
        size += 0 if (last, text) in found else len(text)
        found[last, text] = None
    return sorted(found)


def sample(chosen: Iterable[tuple[int, bytes]]) -> bytes:
    """Choose some of the texts as what all have in common.

    The choice falls by a hash of the text, so that it hardly changes with a document.

    Args:
        chosen: What `typical` returns for all documents.

    Returns:
        The texts one behind another, in UTF-8.
    """
    texts: list[bytes] = []
    size = 0
    for _, text in sorted({*chosen}):
        if size + len(text) > SAMPLE_BYTES:
            break
        texts.append(text)
        size += len(text)
    return b"".join(texts)


def compress(sample: bytes, values: Sequence[bytes]) -> list[Packed]:
    """Compress texts, each as what follows a sample.

    What a text shares with the sample takes no room. The browser puts the sample before it,
    as a block that is not compressed (RFC 1951, 3.2.4), so that no library is needed.

    Args:
        sample: At most 65,535 bytes, the same for all.
        values: The texts.
    """
    fresh = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=sample)
    checked = zlib.adler32(sample)
    packed = []
    for value in values:
        packer = fresh.copy()
        body = packer.compress(value) + packer.flush()
        packed.append(body + zlib.adler32(value, checked).to_bytes(4, "big"))
    return pack_files(packed, values)
