"""Distinct texts, and the pairs of neighbouring characters in them.

Reads: texts. Writes: arrays. Guarantees: pairs that are made from those of an earlier run are the
same as those made of nothing; only texts that were not there are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

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
        return [content[at : end - 1] for at, end in zip(starts[:-1], starts[1:], strict=True)]

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
        return cls._of(code[begin], number << _HALF | text, by_text, len(texts))

    def updated(self, texts: Texts, moved: Ints) -> Pairs:
        """Find the pairs in other texts, most of which were among these.

        Args:
            texts: The texts.
            moved: For each text of before its number in `texts`, ascending, or -1.
        """
        new = np.ones(len(texts), bool)
        new[moved[moved >= 0]] = False
        added = np.flatnonzero(new)
        keys = _occurrences(texts.some(added))
        code, text = (keys & _LOW).astype(np.uint32), added[(keys >> _HALF).astype(np.int64)]
        kept = moved[self.texts.values]
        left = _sums(kept >= 0, self.texts.starts)
        codes = np.union1d(self.codes[left > 0], code)
        number, more = np.searchsorted(codes, self.codes), np.searchsorted(codes, code)
        by_pair = (np.repeat(number, self.counts) << 32 | kept)[kept >= 0]
        rows = np.repeat(moved, np.diff(self.features.starts))
        by_text = (rows << 32 | number[self.features.values])[rows >= 0]
        return self._of(
            codes,
            _joined(by_pair, np.sort(more << 32 | text)),
            _joined(by_text, text << 32 | more),
            len(texts),
        )

    @classmethod
    def _of(cls, codes: Some, by_pair: Some, by_text: Some, texts: int) -> Pairs:
        """Put pairs together from which pair is in which text, in either order."""
        pairs = _rows(by_pair, len(codes))
        return cls(codes, np.diff(pairs.starts), pairs, _rows(by_text, texts))


def _rows(keys: Some, count: int) -> Rows:
    lengths = np.bincount((keys >> keys.dtype.type(32)).astype(np.int64), minlength=count)
    values = (keys & keys.dtype.type(0xFFFFFFFF)).astype(np.int32)
    return Rows(np.concatenate(([0], np.cumsum(lengths))), values)


def _joined(ordered: Some, more: Some) -> Some:
    return np.insert(ordered, np.searchsorted(ordered, more), more)


def _sums(values: Some, starts: Ints) -> Ints:
    until = np.concatenate(([0], np.cumsum(values)))
    out: Ints = until[starts[1:]] - until[starts[:-1]]
    return out


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
