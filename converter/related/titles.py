"""What the titles of documents say of their matter."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from converter.related.coarse import coarse
from converter.related.rows import Floats, Ints, Rows, Some
from converter.related.units import features, matter
from converter.related.weights import UNIT


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles as pairs of characters.

    Attributes:
        pairs: Those of each title, ascending.
        weights: How telling each is.
        sizes: The sum of the weights of each title.
        keys: Which title has which pair: both in one number, ascending.
    """

    pairs: Rows
    weights: Ints
    sizes: Ints
    keys: Ints

    @classmethod
    def of(cls, titles: Sequence[str]) -> Titles:
        """Weigh titles against each other."""
        listed = [features(matter(title)) for title in titles]
        counts = Counter(pair for own in set(map(frozenset, listed)) for pair in own)
        number = {pair: at for at, pair in enumerate(sorted(counts))}
        different = coarse(len(set(titles)))
        weights = [
            int(UNIT * math.log(1 + different / coarse(counts[pair])) ** 2) for pair in number
        ]
        lengths = np.array([len(own) for own in listed], np.int64)
        values = [number[pair] for own in listed for pair in sorted(own)]
        pairs = Rows(np.concatenate(([0], np.cumsum(lengths))), np.array(values, np.int64))
        title = np.repeat(np.arange(len(listed)), lengths)
        sizes = [sum(weights[number[pair]] for pair in own) for own in listed]
        return cls(
            pairs,
            np.array(weights, np.int64),
            np.array(sizes, np.int64),
            title * len(number) + pairs.values,
        )

    def likeness(self, one: Some, other: Some) -> Floats:
        """Return how much titles have in common.

        Args:
            one: Numbers of titles.
            other: As many.

        Returns:
            For each two of them a number from 0 to 1.
        """
        count = len(self.sizes)
        codes, back = np.unique(one * count + other, return_inverse=True)
        left, right = np.divmod(codes, count)
        at, pair = self.pairs.several(left)
        wanted = right[at] * len(self.weights) + pair
        found = np.searchsorted(self.keys, wanted)
        found[found == len(self.keys)] = 0
        there = self.keys[found] == wanted if len(self.keys) else np.zeros(len(wanted), bool)
        # Sums of whole numbers below 2^53 are exact.
        common = np.bincount(at[there], self.weights[pair[there]], len(codes))
        both = np.sqrt((self.sizes[left] * self.sizes[right]).astype(np.float64))
        out: Floats = (common / np.where(common > 0, both, 1))[back]
        return out
