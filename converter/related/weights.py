"""How telling each pair of characters is: counted over all texts, weighed in steps.

Reads: the distinct texts, and the document that has each first. Writes: arrays. Guarantees:
weights are whole numbers that follow from numbers in steps (`coarse`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from converter.related.coarse import all_coarse, coarse
from converter.related.pairs import Pairs
from converter.related.rows import Floats, Ints, Rows, Some, firsts

#: Weights are whole numbers, so that sums do not depend on the order of their parts.
UNIT = 1000

#: Pairs of characters that are in more than this share of the documents are formulas; in a small
#: collection, those that are in more than so many documents.
_FORMULA, _FEW = 0.2, 6

#: Short clauses would be near with a word or two: the weight of so many pairs that no other has
#: is added to each.
_PRIOR = 4
#: A pair that no other document has says less of what a clause is about than one that some have.
_ALONE = 0.25
#: Clauses of so many telling pairs are of usual length; of longer ones a smaller part is compared
#: (pivoted normalisation).
_USUAL = 16


@dataclass(frozen=True, slots=True)
class Weights:
    """How telling pairs are.

    Attributes:
        weights: Of each; 0 for formulas.
        known: Which of those that tell something another document has, too.
        most: The weight of a pair that one text alone has.
    """

    weights: Ints
    known: Some
    most: int

    @classmethod
    def of(cls, pairs: Pairs, owners: Ints, shared: Some) -> Weights:
        """Weigh pairs by how few documents and how few texts have them.

        Args:
            pairs: The pairs.
            owners: The document that has each text first, ascending: that others repeat it
                word for word does not make it a formula.
            shared: Which texts several documents have.
        """
        documents, texts = len(firsts(owners)), coarse(len(owners))
        limit = max(_FORMULA * coarse(documents), min(_FEW, documents + 1))
        begin = pairs.texts.starts[:-1]
        if not len(begin):
            return cls(np.zeros(0, np.int64), np.zeros(0, bool), UNIT)
        owner = owners[pairs.texts.values]
        change = np.append(True, owner[1:] != owner[:-1])
        change[begin] = True
        spread = np.add.reduceat(change.astype(np.int64), begin)
        several = (spread > 1) | np.logical_or.reduceat(shared[pairs.texts.values], begin)
        both = np.stack((all_coarse(spread), all_coarse(pairs.counts)))
        # Few different numbers occur many times.
        kinds, kind = np.unique(both[0] << 32 | both[1], return_inverse=True)
        table = [_weight(int(one) >> 32, int(one) & 0xFFFFFFFF, limit, texts) for one in kinds]
        weights = np.array(table, np.int64)[kind]
        return cls(weights, several & (weights > 0), _weight(1, 1, limit, texts))

    def sizes(self, features: Rows) -> Floats:
        """Return by what each text is normalised."""
        values = self.weights[features.values]
        known = self.known[features.values]
        both = _sums(np.where(known, values, 0), features)
        alone = _sums(np.where(known, 0, values), features)
        size = _PRIOR * self.most + both + _ALONE * alone
        # The root of size to the power of 3/4, and of the usual size to that of 1/4: roots are
        # the same on every machine, powers are not.
        root = np.sqrt(size)
        usual = math.sqrt(math.sqrt(math.sqrt(_USUAL * self.most)))
        out: Floats = np.sqrt(root * np.sqrt(root)) * usual
        return out


def _weight(spread: int, count: int, limit: float, texts: int) -> int:
    if spread >= limit:
        return 0
    return max(1, int(UNIT * math.log(limit / spread) * math.log((texts + 1) / count)))


def _sums(values: Some, rows: Rows) -> Ints:
    until = np.concatenate(([0], np.cumsum(values)))
    out: Ints = until[rows.starts[1:]] - until[rows.starts[:-1]]
    return out
