"""Which texts are near to which: candidates by rare pairs, compared by all that they share.

Reads: the weighed texts. Writes: pairs of texts with their scores. Guarantees: a score is made of
whole numbers and roots, so that it is the same everywhere; the work for a text is bounded,
whatever the size of the collection.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from converter.related.index import Index, Matter
from converter.related.rows import Floats, Ints, Some, firsts, places

#: Candidates share the rarest pairs of a text: so many are looked up, and of the texts that share
#: the most of them by weight so many are compared.
_LOOKED_UP, _COMPARED = 16, 16
#: A candidate shares so many of them.
_FEWEST = 2

#: So many texts are compared together, each one bit of a number.
_TOGETHER = 64

# Numbers packed into one of 64 bits sort in a tenth of the time.
_TEXT, _WEIGHT, _SUM, _COUNT = 24, 20, 24, 10


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs of texts that may be near.

    Attributes:
        text: The one.
        other: The other.
        score: How near they are, before their titles are looked at.
    """

    text: Ints
    other: Ints
    score: Floats


def near(index: Index, start: int, end: int) -> Near:
    """Find what is near to some texts.

    Args:
        index: All clauses.
        start: The first text to find others for.
        end: The end of those.

    Returns:
        The texts, ascending, with others; of those in several clauses also themselves.
    """
    matter = index.matter
    text, other = _candidates(matter, index.places.alone, start, end)
    own = np.arange(start, end)
    own = own[(index.places.clauses.lengths(own) > 1) & (matter.features.lengths(own) > 0)]
    text, other = np.append(text, own), np.append(other, own)
    order = np.argsort(text, kind="stable")
    text, other = text[order], other[order]
    common = np.zeros(len(text), np.int64)
    bounds = np.searchsorted(text, np.arange(start, end + _TOGETHER, _TOGETHER))
    mask = np.zeros(len(matter.codes), np.uint64)
    for low, high in pairwise(bounds.tolist()):
        if low < high:
            common[low:high] = _common(matter, mask, text[low:high], other[low:high])
    return Near(text, other, common / (matter.sizes[text] * matter.sizes[other]))


def _candidates(matter: Matter, alone: Ints, start: int, end: int) -> tuple[Ints, Ints]:
    """List texts of other documents that share rare pairs with some, the most first."""
    texts = np.arange(start, end)
    at, pair = matter.features.several(texts)
    wanted = matter.lookup.lengths(pair) > 0
    at, pair = at[wanted], pair[wanted].astype(np.int64)
    rare = (at << _COUNT | matter.counts[pair]) << 32 | pair
    rare.sort()
    at, pair = rare >> 32 + _COUNT, rare & 0xFFFFFFFF
    some = places(at) < _LOOKED_UP
    at, pair = at[some], pair[some]
    nth, found = matter.lookup.several(pair)
    met = (at[nth] << _TEXT | found) << _WEIGHT | matter.weights[pair][nth]
    met.sort()
    begin = firsts(met >> _WEIGHT)
    if not len(begin):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    sums = np.add.reduceat(met & (1 << _WEIGHT) - 1, begin)
    shared = np.diff(np.append(begin, len(met)))
    at, other = met[begin] >> _TEXT + _WEIGHT, met[begin] >> _WEIGHT & (1 << _TEXT) - 1
    # Neither the text itself nor one that only versions of the same document have.
    others = (alone[other] != alone[texts[at]]) & (shared >= _FEWEST)
    at, other, sums = at[others], other[others], sums[others]
    best = (at << _SUM | (1 << _SUM) - 1 - sums) << _TEXT | other
    best.sort()
    at = best >> _SUM + _TEXT
    some = places(at) < _COMPARED
    return texts[at[some]], best[some] & (1 << _TEXT) - 1


def _common(matter: Matter, mask: Some, text: Ints, other: Ints) -> Ints:
    """Weigh what pairs of texts share; there are at most `_TOGETHER` different ones in `text`.

    Args:
        matter: All texts.
        mask: A number of 0 for each pair of characters, and again so afterwards.
        text: The ones, ascending.
        other: The others, each with at least one feature.
    """
    begin = firsts(text)
    bit = np.repeat(np.arange(len(begin)), np.diff(np.append(begin, len(text)))).astype(np.uint64)
    own = [matter.features.one(at) for at in text[begin].tolist()]
    for nth, features in enumerate(own):
        mask[features] |= np.uint64(1 << nth)
    at, feature = matter.features.several(other)
    has = mask[feature] >> bit[at] & np.uint64(1)
    values = matter.weights[feature] * has.astype(np.int64)
    for features in own:
        mask[features] = 0
    out: Ints = np.add.reduceat(values, firsts(at))
    return out
