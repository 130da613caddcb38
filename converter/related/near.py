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

#: Candidates share the rarest pairs of a text (`Matter.rarest`): of those that share the most of
#: them by weight so many are compared.
_COMPARED = 16
#: A candidate shares so many of them.
FEWEST = 2

#: So many texts are compared together, each one bit of a number.
_TOGETHER = 64

# Numbers packed into one of 64 bits sort in a tenth of the time.
_TEXT, _WEIGHT, _SUM = 24, 20, 24


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


def near(index: Index, texts: Ints) -> Near:
    """Find what is near to some texts.

    Args:
        index: All clauses.
        texts: The texts to find others for, ascending; at most some thousands.

    Returns:
        The texts, ascending, with others; of those in several clauses also themselves.
    """
    matter = index.matter
    text, other = _candidates(matter, index.places.alone, texts)
    own = texts[(index.places.clauses.lengths(texts) > 1) & (matter.features.lengths(texts) > 0)]
    text, other = np.append(text, own), np.append(other, own)
    order = np.argsort(text, kind="stable")
    text, other = text[order], other[order]
    common = np.zeros(len(text), np.int64)
    bounds = np.append(np.searchsorted(text, texts[::_TOGETHER]), len(text))
    mask = np.zeros(len(matter.codes), np.uint64)
    for low, high in pairwise(bounds.tolist()):
        if low < high:
            common[low:high] = _common(matter, mask, text[low:high], other[low:high])
    return Near(text, other, common / (matter.sizes[text] * matter.sizes[other]))


def _candidates(matter: Matter, alone: Ints, texts: Ints) -> tuple[Ints, Ints]:
    """List texts of other documents that share rare pairs with some, the most first."""
    at, pair = matter.rarest.several(texts)
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
    others = (alone[other] != alone[texts[at]]) & (shared >= FEWEST)
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
