"""Distinct texts, and the pairs of neighbouring characters in them.

Reads: texts. Writes: arrays. Guarantees: pairs that are made from those of an earlier run are the
same as those made of nothing; only texts that were not there are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from converter.related.rows import Ints, Rows, Some, firsts
from converter.related.units import GAP

#: So many characters are looked at together.
_TOGETHER = 1 << 20
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Texts:
    """Distinct texts.

    Attributes:
        letters: The characters of all, each text as `units.matter` leaves it.
        starts: Where each begins; a line end parts it from the next one.
    """

    letters: Some
    starts: Ints

    @classmethod
    def of(cls, texts: list[str]) -> Texts:
        """Put texts into one array."""
        content = (GAP.join(texts) + GAP if texts else "").encode("utf-16-le")
        ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
        return cls(np.frombuffer(content, "<u2"), np.concatenate(([0], ends)))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.starts) - 1

    def text(self, at: int) -> str:
        """Return the characters of one."""
        content: bytes = self.letters[self.starts[at] : self.starts[at + 1] - 1].tobytes()
        return content.decode("utf-16-le")

    def all(self) -> list[str]:
        """Return the characters of each."""
        content = self.letters.tobytes().decode("utf-16-le")
        starts = self.starts.tolist()
        return [content[at : end - 1] for at, end in pairwise(starts)]

    def some(self, which: Ints) -> Texts:
        """Return some of them, which are given by their numbers."""
        rows = Rows(self.starts, self.letters)
        ends = np.cumsum(rows.lengths(which))
        return Texts(rows.several(which)[1], np.concatenate(([0], ends)))


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of neighbouring characters in texts.

    Attributes:
        codes: Each as a number (see `units.letters`), ascending; elsewhere a pair is known by
            its place in this list.
        counts: In how many texts each stands.
        texts: In which.
        features: The pairs of each text.
    """

    codes: Some
    counts: Ints
    texts: Rows
    features: Rows

    @classmethod
    def of(cls, texts: Texts) -> Pairs:
        """Find the pairs in texts."""
        keys = _occurrences(texts)
        keys = (keys << _HALF) | (keys >> _HALF)
        keys.sort()
        code = (keys >> _HALF).astype(np.uint32)
        begin = firsts(code)
        counts = np.diff(np.append(begin, len(code)))
        number = np.repeat(np.arange(len(begin), dtype=np.uint64), counts)
        text = keys & _LOW
        by_text = text << _HALF | number
        by_text.sort()
        lengths = np.bincount((by_text >> _HALF).astype(np.int64), minlength=len(texts))
        return cls(
            code[begin],
            counts,
            _rows(counts, text.astype(np.int32)),
            _rows(lengths, (by_text & _LOW).astype(np.int32)),
        )

    def updated(self, texts: Texts, moved: Ints) -> Pairs:
        """Find the pairs in other texts, most of which were among these.

        Args:
            texts: The texts.
            moved: For each text of before its number in `texts`, ascending, or -1.
        """
        kept, gone = moved >= 0, np.flatnonzero(moved < 0)
        if kept.all() and len(moved) == len(texts):
            return self
        new = np.ones(len(texts), bool)
        new[moved[kept]] = False
        added = np.flatnonzero(new)
        keys = _occurrences(texts.some(added))
        code, text = (keys & _LOW).astype(np.uint32), added[(keys >> _HALF).astype(np.int64)]
        lost = np.bincount(self.features.several(gone)[1], minlength=len(self.codes))
        left = self.counts - lost
        codes = np.sort(np.append(self.codes[left > 0], code))
        codes = codes[firsts(codes)]
        number, more = np.searchsorted(codes, self.codes), np.searchsorted(codes, code)
        having = moved.astype(np.int32)[self.texts.values]
        lengths = np.zeros(len(codes), np.int64)
        lengths[number[left > 0]] = left[left > 0]
        by_text = self._features(len(texts), moved, number)
        return Pairs(
            codes,
            lengths + np.bincount(more, minlength=len(codes)),
            _with(_rows(lengths, having[having >= 0] if len(gone) else having), more, text),
            _with(by_text, text, more),
        )

    def _features(self, texts: int, moved: Ints, number: Ints) -> Rows:
        """Return the pairs of the texts that stay, with the new numbers of both."""
        kept, own = moved >= 0, np.diff(self.features.starts)
        lengths = np.zeros(texts, np.int64)
        lengths[moved[kept]] = own[kept]
        values = number.astype(np.int32)[self.features.values]
        return _rows(lengths, values if kept.all() else values[np.repeat(kept, own)])


def _rows(lengths: Ints, values: Some) -> Rows:
    return Rows(np.concatenate(([0], np.cumsum(lengths))), values)


def _with(rows: Rows, row: Ints, values: Ints) -> Rows:
    """Put some more numbers into lists of ascending numbers."""
    order = np.lexsort((values, row))
    row, values = row[order], values[order]
    at = [
        rows.starts[where] + np.searchsorted(rows.one(where), value)
        for where, value in zip(row.tolist(), values.tolist(), strict=True)
    ]
    lengths = np.diff(rows.starts) + np.bincount(row, minlength=len(rows.starts) - 1)
    joined = np.insert(rows.values, np.array(at, np.int64), values.astype(np.int32))
    return _rows(lengths, joined)


def _occurrences(texts: Texts) -> Some:
    """List which text has which pairs: text and pair in one number, in order, each once."""
    parts = [np.zeros(0, np.uint64)]
    ends = texts.starts
    low = 0
    while low < len(texts):
        high = max(low + 1, int(np.searchsorted(ends, ends[low] + _TOGETHER, "right")) - 1)
        letters = texts.letters[ends[low] : ends[high]].astype(np.uint64)
        text = np.repeat(np.arange(low, high, dtype=np.uint64), np.diff(ends[low : high + 1]))
        pair = letters[:-1] | letters[1:] << np.uint64(16)
        inside = (letters[:-1] != ord(GAP)) & (letters[1:] != ord(GAP))
        keys = (text[:-1] << _HALF | pair)[inside]
        keys.sort()
        parts.append(keys[firsts(keys)])
        low = high
    return np.concatenate(parts)
